//! What can be typed. Only the shape of the command line; what it means is in the command's own file.

use crate::lint::OffsetUnit;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Copydesk reads news articles the way a copy desk does.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, about, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print everything that was understood of each file, as JSON
    Analyze(AnalyzeArguments),
    /// Explain a rule, with examples; without a name, list all rules
    Explain(ExplainArguments),
}

/// `copydesk analyze`.
#[derive(Debug, Args)]
pub struct AnalyzeArguments {
    /// Files to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: AnalyzeFormat,
    /// The unit of all offsets
    #[arg(long, value_enum, default_value_t, value_name = "UNIT")]
    pub offsets: OffsetUnit,
    /// The name that standard input goes by: decides on Markdown, and on the settings that apply
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
}

/// How `analyze` prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AnalyzeFormat {
    /// One JSON object a line, one line a file
    #[default]
    Json,
}

/// `copydesk explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The rule's name
    pub rule: Option<String>,
}
