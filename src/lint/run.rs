//! `copydesk lint`: files in, reports out.

use crate::config::{ConfigError, Configuration, Resolver};
use crate::lint::arguments::{ColourChoice, LintArguments};
use crate::lint::check::{CheckError, Checked, Selection, check};
use crate::lint::fix;
use crate::lint::report::{Look, Report, ReportFormat, Summary};
use crate::lint::verdict::verdict;
use crate::lint::{Input, Outcome, walk};
use crate::rules::{self, RULES};
use clap::ValueEnum;
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many files are checked before their findings are written. Bounds the memory, whatever the number of files.
const BATCH: usize = 256;

/// What the terminal is like.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Whether output goes to one that shows colours.
    pub colour: bool,
    /// Its columns, where known.
    pub width: Option<usize>,
}

/// Runs the command. Files that cannot be read are told to `complaints`, and the rest are still checked.
pub fn run(
    arguments: &LintArguments,
    terminal: Terminal,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    let (resolver, mut files) = match prepare(arguments) {
        Ok(prepared) => prepared,
        Err(sentence) => {
            writeln!(complaints, "copydesk: {sentence}")?;
            return Ok(Outcome::Failed);
        }
    };
    let look = look(arguments, terminal);
    let selection = Selection {
        select: arguments.select.clone(),
        ignore: arguments.ignore.clone(),
        require_checked: arguments.require_checked,
        threshold: arguments.threshold,
        ledgers: Arc::default(),
    };
    // Standard input that is fixed goes to standard output, so the report cannot; and a diff is no place for one.
    let fixes_input = arguments.fix && arguments.paths.iter().any(|path| path == Path::new("-"));
    let mut report = (!arguments.diff && !fixes_input).then(|| arguments.format.report(look));
    let mut summary = Summary::default();
    let mut changed = 0;
    if let Some(report) = &mut report {
        report.begin(output)?;
    }
    for (report, file) in &mut files {
        report.begin(file)?;
    }
    let mut paths = walk::files(&arguments.paths, resolver.clone());
    loop {
        let batch: Vec<_> = paths.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let read = |path: Result<PathBuf, String>| one(path?, arguments, &resolver, &selection);
        let results: Vec<_> = batch.into_par_iter().map(read).collect();
        for result in results {
            match result {
                Ok(Read { checked, notes, shown }) => {
                    for note in notes {
                        writeln!(complaints, "copydesk: {note}")?;
                    }
                    changed += usize::from(arguments.diff && !shown.is_empty());
                    output.write_all(shown.as_bytes())?;
                    summary.add(&checked);
                    if let Some(report) = &mut report {
                        report.file(&checked, output)?;
                    }
                    for (report, file) in &mut files {
                        report.file(&checked, file)?;
                    }
                }
                Err(error) => {
                    summary.failed += 1;
                    writeln!(complaints, "copydesk: {error}")?;
                }
            }
        }
    }
    // A ledger with lines that cannot be read may lack decisions: the findings are not to be trusted.
    for complaint in selection.ledgers.complaints() {
        summary.failed += 1;
        writeln!(complaints, "copydesk: {complaint}")?;
    }
    if let Some(report) = &mut report {
        report.finish(&summary, output)?;
    }
    for (report, file) in &mut files {
        report.finish(&summary, file)?;
        file.flush()?;
    }
    output.flush()?;
    if arguments.diff && summary.failed == 0 {
        return Ok(if changed > 0 { Outcome::Findings } else { Outcome::Clean });
    }
    Ok(verdict(&summary, arguments.fail_on, arguments.max_warnings))
}

type FileReport = (Box<dyn Report>, BufWriter<File>);

/// What must be right before the first file is read: the rules that are named, the configuration, the report files.
fn prepare(arguments: &LintArguments) -> Result<(Arc<Resolver>, Vec<FileReport>), String> {
    let mut names = arguments.select.iter().chain(&arguments.ignore);
    if let Some(name) = names.find(|name| rules::find(name).is_none()) {
        return Err(match rules::nearest(name, RULES.iter().map(|rule| rule.name)) {
            Some(near) => format!("there is no rule {name:?}; did you mean {near:?}?"),
            None => format!("there is no rule {name:?}; `copydesk explain` lists all of them"),
        });
    }
    let resolver = match &arguments.config {
        _ if arguments.no_config => Resolver::fixed(Configuration::default()),
        None => Resolver::new(),
        Some(path) => {
            Resolver::fixed(Configuration::load(path).map_err(|error: ConfigError| error.to_string())?)
        }
    };
    let mut files = Vec::new();
    for name in &arguments.output_file {
        let formatted = name
            .split_once('=')
            .and_then(|(format, path)| Some((ReportFormat::from_str(format, true).ok()?, path)));
        let (format, path) = formatted.unwrap_or((arguments.format, name));
        let file = File::create(path).map_err(|error| format!("{path}: cannot be written: {error}"))?;
        let plain = Look { colour: false, ..look(arguments, Terminal { colour: false, width: None }) };
        files.push((format.report(plain), BufWriter::new(file)));
    }
    Ok((Arc::new(resolver), files))
}

fn look(arguments: &LintArguments, terminal: Terminal) -> Look {
    Look {
        width: terminal.width.unwrap_or(100).clamp(60, 120),
        colour: match arguments.color {
            ColourChoice::Auto => terminal.colour,
            ColourChoice::Always => true,
            ColourChoice::Never => false,
        },
        offsets: arguments.offsets,
        statistics: arguments.statistics,
    }
}

/// What one file came to.
struct Read {
    checked: Checked,
    /// Sentences for the user.
    notes: Vec<String>,
    /// What is printed before the report: a diff, or the fixed text of standard input.
    shown: String,
}

/// Reads, checks and, where that was asked for, fixes one file. An error is a sentence that says why not.
fn one(
    path: PathBuf,
    arguments: &LintArguments,
    resolver: &Resolver,
    selection: &Selection,
) -> Result<Read, String> {
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
        let checked = check(input, resolver, selection).map_err(sentence)?;
        return Ok(Read { checked, notes, shown });
    }
    let fixed = fix::fix(input, resolver, selection).map_err(sentence)?;
    let text = fixed.checked.article.text();
    match (&fixed.before, is_input) {
        (Some(before), _) if arguments.diff => shown = fix::diff(&fixed.checked.path, before, text),
        (_, true) if arguments.fix => shown = text.to_owned(),
        (Some(_), _) => {
            let path = &fixed.checked.path;
            fix::write(path, text).map_err(|e| format!("{}: cannot be written: {e}", path.display()))?;
            notes.push(format!("{}: {} fixed", path.display(), fixed.count));
        }
        (None, _) => {}
    }
    Ok(Read { checked: fixed.checked, notes, shown })
}
