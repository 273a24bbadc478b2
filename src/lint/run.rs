//! `copydesk lint`: files in, reports out.

use crate::lint::analysis::AnalysedFinding;
use crate::lint::arguments::LintArguments;
use crate::lint::baseline::{Baseline, Sifted};
use crate::lint::check::{CheckError, Checked, check_with};
use crate::lint::prepare::{Prepared, prepare};
use crate::lint::progress::Progress;
use crate::lint::report::Summary;
use crate::lint::stream::{self, Record};
use crate::lint::verdict::verdict;
use crate::lint::{Input, Interrupt, Offsets, Outcome, archive, fix, walk, watch};
use crate::replace;
use rayon::prelude::*;
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many files are checked before their findings are written. Bounds the memory, whatever the number of files.
const BATCH: usize = 256;

/// What the terminal is like.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal {
    /// Whether output goes to one that shows colours.
    pub colour: bool,
    /// Its columns, where known.
    pub width: Option<usize>,
    /// Whether somebody may be waiting there, who wants to see how far the run is.
    pub progress: bool,
}

/// Runs the command. Files that cannot be read are told to `complaints`, and the rest are still checked.
pub fn run(
    arguments: &LintArguments,
    terminal: Terminal,
    interrupt: &Interrupt,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    if arguments.stream {
        return stream_findings(arguments, terminal, output, complaints);
    }
    if arguments.across {
        return archive::run_across(arguments, terminal, output, complaints);
    }
    if !arguments.watch {
        return once(arguments, terminal, interrupt, output, complaints);
    }
    watch::watch(&arguments.paths, interrupt, complaints, |complaints| {
        if terminal.colour {
            // Clears the screen: what is seen is what is true now.
            output.write_all(b"\x1b[2J\x1b[H")?;
        }
        once(arguments, terminal, interrupt, output, complaints)
    })
}

/// The findings of a stream of articles. An article is always answered, so findings are no failure here.
fn stream_findings(
    arguments: &LintArguments,
    terminal: Terminal,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    let (prepared, _) = match prepare(arguments, terminal) {
        Ok(prepared) => prepared,
        Err(sentence) => {
            writeln!(complaints, "copydesk: {sentence}")?;
            return Ok(Outcome::Failed);
        }
    };
    stream::run(io::stdin(), output, |record: Record| {
        let (id, input) = record.input();
        let checked = check_with(prepared.cache.as_ref(), input, &prepared.resolver, &prepared.selection)
            .map_err(|error| error.to_string())?;
        let offsets = Offsets::new(&checked.text, arguments.offsets);
        let findings: Vec<_> = checked.findings.iter().map(|f| AnalysedFinding::of(f, &offsets)).collect();
        Ok(vec![json!({ "id": id, "findings": findings })])
    })?;
    if let Some(cache) = &prepared.cache {
        cache.trim();
    }
    Ok(Outcome::Clean)
}

fn once(
    arguments: &LintArguments,
    terminal: Terminal,
    interrupt: &Interrupt,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    let (mut prepared, mut reports) = match prepare(arguments, terminal) {
        Ok(prepared) => prepared,
        Err(sentence) => {
            writeln!(complaints, "copydesk: {sentence}")?;
            return Ok(Outcome::Failed);
        }
    };
    // Standard input that is fixed goes to standard output, so the report cannot; and a diff is no place for one.
    let fixes_input = arguments.fix && arguments.paths.iter().any(|path| path == Path::new("-"));
    let shows_report = !(arguments.diff || fixes_input || arguments.write_baseline);
    let mut report = shows_report.then(|| arguments.format.report(prepared.look));
    let mut summary = Summary::default();
    let (mut changed, mut settled) = (0, 0);
    let mut learned = prepared.baseline.take_if(|_| arguments.write_baseline);
    if let Some(report) = &mut report {
        report.begin(output)?;
    }
    for (report, file) in &mut reports {
        report.begin(file)?;
    }
    let progress = Progress::new(terminal.progress);
    let mut paths = walk::files(&arguments.paths, prepared.resolver.clone()).filter(|path| match path {
        Ok(path) => prepared.changes.as_ref().is_none_or(|c| path == Path::new("-") || c.touch(path)),
        Err(_) => true,
    });
    while !interrupt.is_raised() {
        let batch: Vec<_> = paths.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let read = |path: Result<PathBuf, String>| {
            if interrupt.is_raised() {
                return None;
            }
            let read = path.and_then(|path| one(path, arguments, &prepared));
            progress.step();
            Some(read)
        };
        let results: Vec<_> = batch.into_par_iter().map(read).collect();
        progress.aside(|| {
            for result in results.into_iter().flatten() {
                match result {
                    Ok(Read { checked, notes, shown, sifted }) => {
                        for note in notes {
                            writeln!(complaints, "copydesk: {note}")?;
                        }
                        changed += usize::from(arguments.diff && !shown.is_empty());
                        settled += sifted.settled;
                        output.write_all(shown.as_bytes())?;
                        summary.add(&checked);
                        summary.known += sifted.hidden;
                        if let Some(baseline) = &mut learned {
                            baseline.learn(&checked);
                        }
                        if let Some(report) = &mut report {
                            report.file(&checked, output)?;
                        }
                        for (report, file) in &mut reports {
                            report.file(&checked, file)?;
                        }
                    }
                    Err(error) => {
                        summary.failed += 1;
                        writeln!(complaints, "copydesk: {error}")?;
                    }
                }
            }
            output.flush()
        })?;
    }
    progress.end();
    if let Some(cache) = &prepared.cache {
        cache.trim();
    }
    // A ledger with lines that cannot be read may lack decisions: the findings are not to be trusted.
    for complaint in prepared.selection.ledgers.complaints() {
        summary.failed += 1;
        writeln!(complaints, "copydesk: {complaint}")?;
    }
    if let Some(report) = &mut report {
        report.finish(&summary, output)?;
    }
    for (report, file) in &mut reports {
        report.finish(&summary, file)?;
        file.flush()?;
    }
    output.flush()?;
    if interrupt.is_raised() && !arguments.watch {
        writeln!(complaints, "copydesk: interrupted after {} files", summary.files)?;
        return Ok(Outcome::Interrupted);
    }
    if let (Some(baseline), Some(path)) = (learned, &arguments.baseline) {
        return write_baseline(baseline, path, &summary, output, complaints);
    }
    if let Some(path) = arguments.baseline.as_ref().filter(|_| settled > 0 && arguments.diff_base.is_none()) {
        writeln!(
            complaints,
            "copydesk: {}: {settled} of its findings are no longer found; --write-baseline takes them out",
            path.display()
        )?;
    }
    if arguments.diff && summary.failed == 0 {
        return Ok(if changed > 0 { Outcome::Findings } else { Outcome::Clean });
    }
    Ok(verdict(&summary, arguments.fail_on, arguments.max_warnings))
}

fn write_baseline(
    mut baseline: Baseline,
    path: &Path,
    summary: &Summary,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    baseline.forget_missing();
    if let Err(error) = replace::write(path, baseline.text().as_bytes()) {
        writeln!(complaints, "copydesk: {}: cannot be written: {error}", path.display())?;
        return Ok(Outcome::Failed);
    }
    writeln!(output, "{}: {} known findings", path.display(), baseline.len())?;
    Ok(if summary.failed > 0 { Outcome::Failed } else { Outcome::Clean })
}

/// What one file came to.
struct Read {
    checked: Checked,
    /// Sentences for the user.
    notes: Vec<String>,
    /// What is printed before the report: a diff, or the fixed text of standard input.
    shown: String,
    /// What the baseline took away.
    sifted: Sifted,
}

/// Reads, checks and, where that was asked for, fixes one file. An error is a sentence that says why not.
fn one(path: PathBuf, arguments: &LintArguments, prepared: &Prepared) -> Result<Read, String> {
    let Prepared { resolver, selection, cache, .. } = prepared;
    let is_input = path == Path::new("-");
    let input = if is_input {
        let name = arguments.stdin_filename.clone().unwrap_or(path);
        Input::from_reader(io::stdin().lock(), &name)
    } else {
        Input::read(&path)
    };
    let input = input.map_err(|error| error.to_string())?;
    let (mut notes, mut shown) = (Vec::new(), String::new());
    if let Some(name) = input.encoding {
        let fixes = if arguments.fix { " and not fixed" } else { "" };
        notes.push(format!("{}: is not UTF-8; read as {name}{fixes}", input.path.display()));
    }
    let sentence = |error: CheckError| error.to_string();
    if !(arguments.fix || arguments.diff) || input.encoding.is_some() {
        let mut checked = check_with(cache.as_ref(), input, resolver, selection).map_err(sentence)?;
        let sifted = sift(&mut checked, prepared, is_input);
        return Ok(Read { checked, notes, shown, sifted });
    }
    let fixed = fix::fix(input, resolver, selection).map_err(sentence)?;
    let mut checked = fixed.checked;
    match (&fixed.before, is_input) {
        (Some(before), _) if arguments.diff => shown = fix::diff(&checked.path, before, &checked.text),
        (_, true) if arguments.fix => shown = checked.text.to_string(),
        (Some(_), _) => {
            let path = checked.path.display();
            replace::write_through(&checked.path, checked.text.as_bytes())
                .map_err(|e| format!("{path}: cannot be written: {e}"))?;
            notes.push(format!("{path}: {} fixed", fixed.count));
        }
        (None, _) => {}
    }
    let sifted = sift(&mut checked, prepared, is_input);
    Ok(Read { checked, notes, shown, sifted })
}

/// Leaves only what is to be reported: findings on changed lines that the baseline does not know.
fn sift(checked: &mut Checked, prepared: &Prepared, is_input: bool) -> Sifted {
    // Standard input is what an editor holds, not what git compares.
    if let Some(changes) = prepared.changes.as_ref().filter(|_| !is_input) {
        changes.sift(checked);
    }
    let path = checked.path.clone();
    prepared.baseline.as_ref().map_or_else(Sifted::default, |b| b.sift(&path, &mut checked.findings))
}
