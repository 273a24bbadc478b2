//! `copydesk checks`: the ledger from the command line. Decisions are made on claims of articles as they read now.

mod decide;
mod exchange;
mod list;

use crate::article::Article;
use crate::checks::{LedgerError, Ledgers};
use crate::lint::arguments::checks::{ChecksArguments, ChecksCommand};
use crate::lint::{Input, Outcome};
use crate::rules::Status;
use crate::text::{Document, Format};
use std::io::{self, Write};
use std::path::Path;

/// Why a command could not be carried out. Its text is a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum ChecksError {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The article.
    #[error(transparent)]
    Input(#[from] crate::lint::InputError),
    /// Settings of the article.
    #[error(transparent)]
    Config(#[from] crate::config::ConfigError),
    /// Anything else, as a sentence.
    #[error("{0}")]
    Other(String),
}

/// Runs the command. Lines of a ledger that cannot be read are told to `complaints`; what can be done is done all the same.
pub fn run(
    arguments: &ChecksArguments,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    let ledgers = Ledgers::default();
    let mut told = Vec::new();
    let done = match &arguments.command {
        ChecksCommand::List(arguments) => list::run(arguments, &ledgers, &mut told),
        ChecksCommand::Verify(arguments) => decide::run(arguments, Status::Verified, &ledgers),
        ChecksCommand::Dispute(arguments) => decide::run(arguments, Status::Disputed, &ledgers),
        ChecksCommand::Stet(arguments) => decide::run(arguments, Status::Stet, &ledgers),
        ChecksCommand::Withdraw(arguments) => decide::run(arguments, Status::Withdrawn, &ledgers),
        ChecksCommand::Move(arguments) => decide::rename(arguments, &ledgers),
        ChecksCommand::Import(arguments) => exchange::import(arguments, &ledgers),
        ChecksCommand::Export(arguments) => exchange::export(arguments, &ledgers),
    };
    match done {
        Ok(text) => output.write_all(text.as_bytes())?,
        Err(error) => told.push(error.to_string()),
    }
    output.flush()?;
    told.extend(ledgers.complaints());
    for sentence in &told {
        writeln!(complaints, "copydesk: {sentence}")?;
    }
    Ok(if told.is_empty() { Outcome::Clean } else { Outcome::Failed })
}

/// Reads the article at `path`.
fn article(path: &Path) -> Result<Article, ChecksError> {
    let input = Input::read(path)?;
    Ok(Article::of(Document::read(input.text, Format::of_path(path))))
}

/// Words of a claim on one line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
