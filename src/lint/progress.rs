//! How far a run is, for somebody who waits at a terminal. Silent in CI, in a pipe, and for the first moment.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io;
use std::time::Duration;

/// How often the row is drawn anew, a second.
const RATE: u8 = 10;

/// A row on standard error that counts files.
#[derive(Debug)]
pub struct Progress {
    row: ProgressBar,
}

impl Progress {
    /// A row where `visible`; nothing otherwise.
    pub fn new(visible: bool) -> Self {
        let row = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if visible {
            row.set_draw_target(ProgressDrawTarget::stderr_with_hz(RATE));
            if let Ok(style) =
                ProgressStyle::with_template("{spinner} {human_pos} files in {elapsed}, {per_sec}")
            {
                row.set_style(style);
            }
            row.enable_steady_tick(Duration::from_millis(1000 / u64::from(RATE)));
        }
        Self { row }
    }

    /// Another file is done. Any thread may say so.
    pub fn step(&self) {
        self.row.inc(1);
    }

    /// Takes the row away while `write` prints.
    pub fn aside<T>(&self, write: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.row.suspend(write)
    }

    /// Takes the row away for good.
    pub fn end(&self) {
        self.row.finish_and_clear();
    }
}
