//! What can be typed after `copydesk checks`.

use crate::rules::claims::State;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `copydesk checks`.
#[derive(Debug, Args)]
pub struct ChecksArguments {
    /// What to do
    #[command(subcommand)]
    pub command: ChecksCommand,
}

/// What to do with the ledger.
#[derive(Debug, Subcommand)]
pub enum ChecksCommand {
    /// List the claims of articles with how far each is checked
    List(ListArguments),
    /// Record that a claim was held against its sources and is right
    Verify(DecideArguments),
    /// Record that a claim was held against its sources and is wrong or uncertain
    Dispute(DecideArguments),
    /// Let a claim stand as it is written, or with --rule a finding
    Stet(DecideArguments),
    /// Take back a decision
    Withdraw(DecideArguments),
    /// Give the decisions on an article that was renamed its new name
    Move(MoveArguments),
    /// Take in decisions from a spreadsheet (CSV) or another ledger (JSON lines)
    Import(ImportArguments),
    /// Print the ledger as a spreadsheet, as schema.org ClaimReview, or as it is
    Export(ExportArguments),
}

/// `copydesk checks list`.
#[derive(Debug, Args)]
pub struct ListArguments {
    /// Articles, and folders with articles; nothing is the current folder
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only claims in these states
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STATE")]
    pub state: Vec<State>,
    /// Only claims that score at least this, 0 to 1
    #[arg(long, value_name = "SCORE", value_parser = super::score)]
    pub threshold: Option<f32>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    #[default]
    Text,
    /// One JSON array
    Json,
}

/// `copydesk checks verify`, `dispute`, `stet` and `withdraw`.
#[derive(Debug, Args)]
pub struct DecideArguments {
    /// The article
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Which claim: its fingerprint or the beginning of it, or words that no other claim has. Several may be given
    #[arg(value_name = "CLAIM", required = true)]
    pub claims: Vec<String>,
    /// Decide on findings of this rule, not on claims
    #[arg(long, value_name = "RULE")]
    pub rule: Option<String>,
    /// What it was held against: an address, a document, an interview. May be given several times
    #[arg(long, value_name = "SOURCE")]
    pub source: Vec<String>,
    /// Anything else worth remembering
    #[arg(long, value_name = "WORDS", default_value = "")]
    pub note: String,
    /// Who decides; without it, the user name of git's settings, else of the system
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// `copydesk checks move`.
#[derive(Debug, Args)]
pub struct MoveArguments {
    /// The path that the article had
    pub old: PathBuf,
    /// The path that it has
    pub new: PathBuf,
}

/// `copydesk checks import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// The file; its name ends in .csv or .jsonl, or --format tells
    pub file: PathBuf,
    /// What the file is
    #[arg(long, value_enum)]
    pub format: Option<ImportFormat>,
    /// The folder whose ledger takes it in; articles are named from there
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    pub into: PathBuf,
}

/// What is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// A spreadsheet
    Csv,
    /// A ledger
    Jsonl,
}

/// `copydesk checks export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The folder whose ledger is printed
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: ExportFormat,
    /// The address under which the articles are published, for ClaimReview
    #[arg(long, value_name = "ADDRESS")]
    pub base_url: Option<String>,
}

/// How the ledger is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A spreadsheet: CSV
    #[default]
    Csv,
    /// schema.org ClaimReview as JSON-LD
    Claimreview,
    /// JSON lines, as the ledger itself is
    Jsonl,
}

impl ValueEnum for State {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.as_str()))
    }
}
