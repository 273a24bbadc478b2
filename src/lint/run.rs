//! `copydesk lint`: files in, a report out.

use crate::config::{Configuration, Resolver};
use crate::lint::arguments::{ColourChoice, LintArguments};
use crate::lint::check::{Checked, Selection, check};
use crate::lint::report::{Look, Summary};
use crate::lint::verdict::verdict;
use crate::lint::{Input, Outcome, walk};
use crate::rules::{self, RULES};
use rayon::prelude::*;
use std::io::{self, Write};
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
    if let Some(unknown) = unknown_rule(arguments) {
        writeln!(complaints, "copydesk: {unknown}")?;
        return Ok(Outcome::Failed);
    }
    let resolver = match &arguments.config {
        _ if arguments.no_config => Resolver::fixed(Configuration::default()),
        None => Resolver::new(),
        Some(path) => match Configuration::load(path) {
            Ok(configuration) => Resolver::fixed(configuration),
            Err(error) => {
                writeln!(complaints, "copydesk: {error}")?;
                return Ok(Outcome::Failed);
            }
        },
    };
    let resolver = Arc::new(resolver);
    let selection = Selection { select: arguments.select.clone(), ignore: arguments.ignore.clone() };
    let look = Look {
        width: terminal.width.unwrap_or(100).clamp(60, 120),
        colour: match arguments.color {
            ColourChoice::Auto => terminal.colour,
            ColourChoice::Always => true,
            ColourChoice::Never => false,
        },
        offsets: arguments.offsets,
        statistics: arguments.statistics,
    };
    let mut report = arguments.format.report(look);
    let mut summary = Summary::default();
    report.begin(output)?;
    let mut files = walk::files(&arguments.paths, resolver.clone());
    loop {
        let batch: Vec<_> = files.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let read = |path: Result<PathBuf, String>| one(path?, arguments, &resolver, &selection);
        let results: Vec<_> = batch.into_par_iter().map(read).collect();
        for result in results {
            match result {
                Ok((checked, note)) => {
                    if let Some(note) = note {
                        writeln!(complaints, "copydesk: {note}")?;
                    }
                    summary.add(&checked);
                    report.file(&checked, output)?;
                }
                Err(error) => {
                    summary.failed += 1;
                    writeln!(complaints, "copydesk: {error}")?;
                }
            }
        }
    }
    report.finish(&summary, output)?;
    output.flush()?;
    Ok(verdict(&summary, arguments.fail_on, arguments.max_warnings))
}

/// Reads and checks one file. Gives it with a note to the user, or a sentence that says why not.
fn one(
    path: PathBuf,
    arguments: &LintArguments,
    resolver: &Resolver,
    selection: &Selection,
) -> Result<(Checked, Option<String>), String> {
    let input = if path == Path::new("-") {
        let name = arguments.stdin_filename.clone().unwrap_or(path);
        Input::from_reader(io::stdin().lock(), &name)
    } else {
        Input::read(&path)
    };
    let input = input.map_err(|error| error.to_string())?;
    let note = input.encoding.map(|name| format!("{}: is not UTF-8; read as {name}", input.path.display()));
    let checked = check(input, resolver, selection).map_err(|error| error.to_string())?;
    Ok((checked, note))
}

/// A sentence about a rule that `--select` or `--ignore` names and that does not exist.
fn unknown_rule(arguments: &LintArguments) -> Option<String> {
    let name = arguments.select.iter().chain(&arguments.ignore).find(|name| rules::find(name).is_none())?;
    Some(match rules::nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => format!("there is no rule {name:?}; did you mean {near:?}?"),
        None => format!("there is no rule {name:?}; `copydesk explain` lists all of them"),
    })
}
