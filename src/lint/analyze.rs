//! `copydesk analyze`: files in, one line of JSON a file out, in the order asked.

use crate::config::Resolver;
use crate::lint::arguments::AnalyzeArguments;
use crate::lint::{Analysis, Input, Outcome, Selection, check};
use rayon::prelude::*;
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
    let checked = check(input, resolver, selection).map_err(|error| error.to_string())?;
    let name = checked.path.display().to_string();
    let analysis = Analysis::of(name, &checked.article, &checked.findings, arguments.offsets);
    // Every key is a string and every number finite, so there is nothing that JSON cannot say.
    let mut line = serde_json::to_string(&analysis).unwrap_or_default();
    line.push('\n');
    Ok(line)
}
