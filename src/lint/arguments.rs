//! What can be typed. Only the shape of the command line; what it means is in the command's own file.

pub mod checks;

use crate::lint::OffsetUnit;
use crate::lint::report::ReportFormat;
use crate::lint::verdict::FailOn;
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
    /// Check articles: files, and all .txt, .text, .md and .markdown files in folders
    Lint(LintArguments),
    /// Run the language server on standard input and output
    Server(ServerArguments),
    /// The fact-check ledger: list claims, verify, dispute, let stand, import, export
    Checks(checks::ChecksArguments),
    /// Print everything that was understood of each file, as JSON
    Analyze(AnalyzeArguments),
    /// Print what articles state, as rows of JSON that can be joined across an archive
    Facts(FactsArguments),
    /// Decide whether two sentences of two articles can both be true
    Compare(CompareArguments),
    /// Explain a rule, with examples; without a name, list all rules
    Explain(ExplainArguments),
    /// Write a commented copydesk.toml into the current folder
    Init(InitArguments),
    /// Print the JSON schema of copydesk.toml or of the output of `analyze`
    Schema(SchemaArguments),
}

/// `copydesk lint`.
#[derive(Debug, Args)]
pub struct LintArguments {
    /// Files and folders; `-` is standard input; nothing is the current folder
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
    /// Write a report into a file as well; may be given several times. Without FORMAT it is that of --format
    #[arg(long, value_name = "[FORMAT=]FILE")]
    pub output_file: Vec<String>,
    /// Leave out findings that this file knows of
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all findings into the file of --baseline: they are known from now on
    #[arg(long, requires = "baseline", conflicts_with_all = ["fix", "diff"])]
    pub write_baseline: bool,
    /// Report only on lines that changed since this revision of git: a branch, a tag, a commit
    #[arg(long, value_name = "REVISION", conflicts_with = "write_baseline")]
    pub diff_base: Option<String>,
    /// Check again whenever an article changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline"])]
    pub watch: bool,
    /// Read articles as JSON lines {id, text} from standard input, and write the findings of each as a line, in order
    #[arg(long, conflicts_with_all = ["paths", "watch", "baseline", "diff_base", "fix", "diff", "output_file"])]
    pub stream: bool,
    /// Report what the articles say against each other, and nothing else; by day of publication (front matter's `date`)
    #[arg(long, conflicts_with_all = ["stream", "watch", "baseline", "diff_base", "fix", "diff", "output_file"])]
    pub across: bool,
    /// Keep what was found here, and not in the user's folder for caches
    #[arg(long, value_name = "FOLDER", conflicts_with = "no_cache")]
    pub cache_dir: Option<PathBuf>,
    /// Read every article anew, and keep nothing
    #[arg(long)]
    pub no_cache: bool,
    /// Apply safe fixes; with standard input, print the fixed text
    #[arg(long, conflicts_with = "diff")]
    pub fix: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long)]
    pub diff: bool,
    /// Run these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// From which severity on findings give exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// Forgive this many warnings
    #[arg(long, value_name = "COUNT")]
    pub max_warnings: Option<usize>,
    /// Use this configuration file for all paths
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub no_config: bool,
    /// The name that standard input goes by: decides on Markdown, and on the settings that apply
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Fail on claims that the ledger does not have as verified or stet (the rule unchecked-claim)
    #[arg(long)]
    pub require_checked: bool,
    /// From which score on a claim must be checked, 0 to 1; without it, the claim-threshold of the settings
    #[arg(long, value_name = "SCORE", requires = "require_checked", value_parser = score)]
    pub threshold: Option<f32>,
    /// Count the findings of each rule
    #[arg(long)]
    pub statistics: bool,
    /// When to colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub color: ColourChoice,
    /// The unit of offsets in JSON
    #[arg(long, value_enum, default_value_t, value_name = "UNIT")]
    pub offsets: OffsetUnit,
}

/// A number from 0 to 1.
fn score(typed: &str) -> Result<f32, String> {
    let number: f32 = typed.parse().map_err(|_| "is no number".to_owned())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err("must lie between 0 and 1".to_owned()) }
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `copydesk server`.
#[derive(Debug, Args)]
pub struct ServerArguments {
    /// Use standard input and output, as without it; editors pass this
    #[arg(long, conflicts_with = "port")]
    pub stdio: bool,
    /// Wait for one client on this port of the loopback interface, for debugging; 0 lets the system choose
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
}

/// `copydesk init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

/// `copydesk schema`.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Of what
    #[arg(value_enum, default_value_t)]
    pub of: SchemaOf,
}

/// What a schema can be printed of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// copydesk.toml
    #[default]
    Config,
    /// The output of `analyze`
    Analysis,
}

/// `copydesk analyze`.
#[derive(Debug, Args)]
pub struct AnalyzeArguments {
    /// Files to read; `-` is standard input
    #[arg(required_unless_present = "stream", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Read articles as JSON lines {id, text} from standard input, and write one line for each, in order
    #[arg(long, conflicts_with = "files")]
    pub stream: bool,
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

/// `copydesk facts`.
#[derive(Debug, Args)]
pub struct FactsArguments {
    /// Files to read
    #[arg(required_unless_present = "stream", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Read articles as JSON lines {id, text, date} from standard input
    #[arg(long, conflicts_with = "files")]
    pub stream: bool,
}

/// `copydesk compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// Read pairs as JSON lines {a, b} of facts from standard input, and write a decision for each, in order
    #[arg(long, required = true)]
    pub stream: bool,
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
