//! `workspace/didChangeWatchedFiles`.

use crate::checks::Ledgers;
use crate::server::analysis::file_path;
use crate::server::refresh;
use crate::server::session::Session;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::ls_types::{DidChangeWatchedFilesParams, FileChangeType};

/// How the path of a ledger ends.
const LEDGER: &str = ".copydesk/checks.jsonl";

/// Files changed on the disk.
pub(crate) fn take(session: &Arc<Session>, params: DidChangeWatchedFilesParams) {
    let (mut there, mut gone) = (Vec::new(), Vec::new());
    for change in params.changes {
        let list = if change.typ == FileChangeType::DELETED { &mut gone } else { &mut there };
        list.extend(file_path(&change.uri));
    }
    changed(session, &there, &gone);
}

/// Reads the settings anew where a `copydesk.toml` or what it extends came, went or changed; ledgers that changed; and
/// articles when they are next asked for. `there` are files and folders that came or changed, `gone` those that went.
pub(super) fn changed(session: &Arc<Session>, there: &[PathBuf], gone: &[PathBuf]) {
    let both = || there.iter().chain(gone);
    let among = |path: &Path, list: &[PathBuf]| path.ancestors().any(|p| list.iter().any(|known| known == p));
    session.library.distrust(|path| among(path, there));
    session.library.forget(|path| among(path, gone));
    if both().any(|path| path.ends_with(LEDGER)) {
        let session = session.clone();
        tokio::task::spawn_blocking(move || session.reread_ledgers(Ledgers::refresh));
    }
    if both().any(|path| path.extension().is_some_and(|ending| ending == "toml")) {
        session.reload(None);
    } else if both().any(|path| !path.ends_with(LEDGER)) {
        refresh::diagnostics(session);
    }
}
