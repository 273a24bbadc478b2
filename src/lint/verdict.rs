//! When findings fail a run.

use crate::lint::Outcome;
use crate::lint::report::Summary;
use crate::rules::Severity;

/// From which severity on a finding fails the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Errors only
    Error,
    /// Warnings and errors
    #[default]
    Warning,
    /// Every finding
    Information,
    /// No finding
    Never,
}

/// What the findings of a run come to. A file that could not be read always fails it; warnings up to `max_warnings` are
/// forgiven.
pub fn verdict(summary: &Summary, fail_on: FailOn, max_warnings: Option<usize>) -> Outcome {
    let has = |severity| summary.count(severity) > 0;
    let warnings = summary.count(Severity::Warning) > max_warnings.unwrap_or(0);
    let failing = match fail_on {
        FailOn::Never => false,
        FailOn::Error => has(Severity::Error),
        FailOn::Warning => has(Severity::Error) || warnings,
        FailOn::Information => has(Severity::Error) || warnings || has(Severity::Information),
    };
    match (summary.failed > 0, failing) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    }
}
