//! `workspace/didChangeWatchedFiles`.

use crate::config::FILE_NAME;
use crate::server::session::Session;
use std::sync::Arc;
use tower_lsp::ls_types::DidChangeWatchedFilesParams;

/// Reads the settings anew where a `copydesk.toml` came, went or changed.
pub(crate) fn take(session: &Arc<Session>, params: DidChangeWatchedFilesParams) {
    let is_settings = |path: &str| path.rsplit('/').next().is_some_and(|name| name.ends_with(".toml"));
    if params.changes.iter().any(|change| is_settings(change.uri.path().as_str())) {
        tracing::debug!("{FILE_NAME} has changed");
        session.reload();
    }
}
