//! `copydesk analyze`: files or a stream of articles in, one line of JSON each out, in the order asked.

use crate::config::Resolver;
use crate::lint::analysis::Subject;
use crate::lint::arguments::AnalyzeArguments;
use crate::lint::stream::{self, Record};
use crate::lint::{Analysis, Input, Outcome, Selection, check};
use rayon::prelude::*;
use serde_json::Value;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many files are read before their lines are written. Bounds the memory, whatever the number of files.
const BATCH: usize = 256;

/// Runs the command. A file that cannot be read is told to `complaints`, and the rest are still analyzed.
pub fn run(
    arguments: &AnalyzeArguments,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    let resolver = Resolver::new();
    let selection = Selection::default();
    if arguments.stream {
        stream::run(io::stdin(), output, |record| analyze_record(record, arguments, &resolver))?;
        return Ok(Outcome::Clean);
    }
    let mut outcome = Outcome::Clean;
    for batch in arguments.files.chunks(BATCH) {
        let lines: Vec<_> =
            batch.par_iter().map(|path| line(path, arguments, &resolver, &selection)).collect();
        for line in lines {
            match line {
                Ok(line) => output.write_all(line.as_bytes())?,
                Err(error) => {
                    writeln!(complaints, "copydesk: {error}")?;
                    outcome = Outcome::Failed;
                }
            }
        }
    }
    for complaint in selection.ledgers.complaints() {
        writeln!(complaints, "copydesk: {complaint}")?;
        outcome = Outcome::Failed;
    }
    output.flush()?;
    Ok(outcome)
}

/// The line of one file, or a sentence that says why there is none.
fn line(
    path: &Path,
    arguments: &AnalyzeArguments,
    resolver: &Resolver,
    selection: &Selection,
) -> Result<String, String> {
    let input = if path == Path::new("-") {
        let name = arguments.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("-"));
        Input::from_reader(io::stdin().lock(), &name)
    } else {
        Input::read(path)
    };
    let input = input.map_err(|error| error.to_string())?;
    let (checked, article) = check(input, resolver, selection).map_err(|error| error.to_string())?;
    let name = checked.path.display().to_string();
    let analysis = Analysis::of(Subject::Path(name), &article, &checked.findings, arguments.offsets);
    // Every key is a string and every number finite, so there is nothing that JSON cannot say.
    let mut line = serde_json::to_string(&analysis).unwrap_or_default();
    line.push('\n');
    Ok(line)
}

/// The answer to an article of a stream.
fn analyze_record(
    record: Record,
    arguments: &AnalyzeArguments,
    resolver: &Resolver,
) -> Result<Vec<Value>, String> {
    let (id, input) = record.input();
    let (checked, article) =
        check(input, resolver, &Selection::default()).map_err(|error| error.to_string())?;
    let analysis = Analysis::of(Subject::Id(id), &article, &checked.findings, arguments.offsets);
    serde_json::to_value(analysis).map(|value| vec![value]).map_err(|error| error.to_string())
}
