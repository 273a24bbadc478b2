//! `workspace/didChangeWatchedFiles`.

use crate::checks::Ledgers;
use crate::server::analysis::file_path;
use crate::server::refresh;
use crate::server::session::Session;
use std::sync::Arc;
use tower_lsp::ls_types::DidChangeWatchedFilesParams;

/// Reads the settings anew where a `copydesk.toml` or what it extends came, went or changed, and ledgers that changed; of an
/// article, forgets what was kept.
pub(crate) fn take(session: &Arc<Session>, params: DidChangeWatchedFilesParams) {
    let paths: Vec<_> = params.changes.iter().filter_map(|change| file_path(&change.uri)).collect();
    if paths.iter().any(|path| path.extension().is_some_and(|ending| ending == "toml")) {
        session.reload(None);
        return;
    }
    if paths.iter().any(|path| path.ends_with(LEDGER)) {
        let session = session.clone();
        tokio::task::spawn_blocking(move || session.reread_ledgers(Ledgers::refresh));
    }
    let articles: Vec<_> = paths.iter().filter(|path| !path.ends_with(LEDGER)).collect();
    for path in &articles {
        session.library.forget(Some(path));
    }
    if !articles.is_empty() {
        refresh::diagnostics(session);
    }
}

/// How the path of a ledger ends.
const LEDGER: &str = ".copydesk/checks.jsonl";
