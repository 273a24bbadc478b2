//! The command line. Comes in: paths and flags. Goes out: reports and an exit code.
//!
//! [`arguments`] is what can be typed; each command has its own file with a `run` that takes its arguments and the
//! writers, and gives an [`Outcome`]. Nothing here prints by itself.

pub mod analysis;
pub mod analyze;
pub mod archive;
pub mod arguments;
pub mod baseline;
pub mod cache;
pub mod changes;
pub mod check;
pub mod checks;
pub mod excerpt;
pub mod explain;
pub mod fix;
pub mod init;
pub mod input;
pub mod interrupt;
pub mod offsets;
pub mod places;
mod prepare;
pub mod progress;
pub mod report;
pub mod run;
pub mod schema;
pub mod stream;
pub mod verdict;
pub mod walk;
pub mod watch;

pub use analysis::Analysis;
pub use check::{CheckError, Checked, Selection, check};
pub use input::{Input, InputError};
pub use interrupt::Interrupt;
pub use offsets::{OffsetUnit, Offsets};
pub use places::{Place, Places};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing to complain about.
    Clean,
    /// There were findings that fail the run.
    Findings,
    /// Something could not be read, written or understood.
    Failed,
    /// The user stopped it.
    Interrupted,
}

impl Outcome {
    /// The exit code: 0, 1 or 2; 130 for a run that was interrupted.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
            Self::Interrupted => interrupt::EXIT_CODE,
        }
    }
}
