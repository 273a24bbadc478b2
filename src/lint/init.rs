//! `copydesk init`: a commented `copydesk.toml` to start from.

use crate::config::{FILE_NAME, TEMPLATE};
use crate::lint::Outcome;
use crate::lint::arguments::InitArguments;
use std::fs::OpenOptions;
use std::io::{self, Write};

/// Writes the file into the current folder. One that is there is left alone without `--force`.
pub fn run(
    arguments: &InitArguments,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    let mut options = OpenOptions::new();
    options.write(true);
    // `create_new` and not a look beforehand, so that nothing can slip in between.
    let options =
        if arguments.force { options.create(true).truncate(true) } else { options.create_new(true) };
    match options.open(FILE_NAME).and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => {
            writeln!(output, "wrote {FILE_NAME}")?;
            Ok(Outcome::Clean)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            writeln!(complaints, "copydesk: {FILE_NAME} is there already; --force writes over it")?;
            Ok(Outcome::Failed)
        }
        Err(error) => {
            writeln!(complaints, "copydesk: {FILE_NAME}: cannot be written: {error}")?;
            Ok(Outcome::Failed)
        }
    }
}
