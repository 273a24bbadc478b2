//! Ctrl-C and requests to end: the run stops after the file at hand, and what was begun is finished.
//!
//! A report that is cut off in the middle is worse than none: a CI service would read half of a JSON document. So a signal
//! only raises a flag. A second one ends the program at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The exit code of an interrupted run: 128 and the number of SIGINT, as shells have it.
pub const EXIT_CODE: u8 = 130;

/// Whether the user asked to stop.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// From here on Ctrl-C and SIGTERM raise the flag. Where the system does not let us listen, they end the program as
    /// they always did.
    pub fn listen() -> Self {
        let interrupt = Self::default();
        let flag = interrupt.0.clone();
        let _ = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::SeqCst) {
                std::process::exit(i32::from(EXIT_CODE));
            }
        });
        interrupt
    }

    /// Whether the flag is raised.
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
