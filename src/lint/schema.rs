//! `copydesk schema`: JSON schemas (draft 2020-12) of what Copydesk reads and writes.

use crate::config;
use crate::lint::Outcome;
use crate::lint::arguments::{SchemaArguments, SchemaOf};
use std::io::{self, Write};

/// The schema of one line of `analyze --format json`.
pub const ANALYSIS: &str = include_str!("analysis.schema.json");

/// Prints a schema.
pub fn run(arguments: &SchemaArguments, output: &mut dyn Write) -> io::Result<Outcome> {
    match arguments.of {
        SchemaOf::Config => {
            serde_json::to_writer_pretty(&mut *output, &config::schema())?;
            output.write_all(b"\n")?;
        }
        SchemaOf::Analysis => output.write_all(ANALYSIS.as_bytes())?,
    }
    Ok(Outcome::Clean)
}
