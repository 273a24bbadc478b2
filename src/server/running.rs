//! Work that takes a while and whose progress the client shows: its user can stop it.

use crate::text::Cancel;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tower_lsp::ls_types::ProgressToken;

/// The work that is going on, by the name that the client knows it by.
#[derive(Debug, Default)]
pub(crate) struct Running(Mutex<HashMap<ProgressToken, Cancel>>);

impl Running {
    /// Takes note of work that `cancel` stops.
    pub(crate) fn start(&self, token: ProgressToken, cancel: Cancel) {
        self.all().insert(token, cancel);
    }

    /// The work is done.
    pub(crate) fn end(&self, token: &ProgressToken) {
        self.all().remove(token);
    }

    /// Stops work under this name.
    pub(crate) fn stop(&self, token: &ProgressToken) {
        if let Some(cancel) = self.all().get(token) {
            cancel.cancel();
        }
    }

    /// Stops everything.
    pub(crate) fn stop_all(&self) {
        self.all().values().for_each(Cancel::cancel);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<ProgressToken, Cancel>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
