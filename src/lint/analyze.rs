//! `copydesk analyze`: files in, one line of JSON a file out, in the order asked.

use crate::article::Article;
use crate::lint::arguments::AnalyzeArguments;
use crate::lint::{Analysis, Input, InputError, Outcome};
use crate::rules::{self, Settings};
use crate::text::{Document, Format};
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
    let mut outcome = Outcome::Clean;
    for batch in arguments.files.chunks(BATCH) {
        let lines: Vec<_> = batch.par_iter().map(|path| line(path, arguments)).collect();
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
    output.flush()?;
    Ok(outcome)
}

/// The line of one file.
fn line(path: &Path, arguments: &AnalyzeArguments) -> Result<String, InputError> {
    let input = if path == Path::new("-") {
        let name = arguments.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("-"));
        Input::from_reader(io::stdin().lock(), &name)?
    } else {
        Input::read(path)?
    };
    let document = Document::read(input.text, Format::of_path(&input.path));
    let article = Article::of(document);
    let findings = rules::check(&article, &Settings::default());
    let analysis = Analysis::of(input.path.display().to_string(), &article, &findings, arguments.offsets);
    // Every key is a string and every number finite, so there is nothing that JSON cannot say.
    let mut line = serde_json::to_string(&analysis).unwrap_or_default();
    line.push('\n');
    Ok(line)
}
