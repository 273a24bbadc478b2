//! `workspace/didChangeWorkspaceFolders`.

use crate::server::analysis::file_path;
use crate::server::notifications::did_change_configuration;
use crate::server::session::Session;
use crate::server::{refresh, scan};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_lsp::ls_types::{DidChangeWorkspaceFoldersParams, WorkspaceFolder};

/// Takes the folders in and out.
pub(crate) fn take(session: &Arc<Session>, params: DidChangeWorkspaceFoldersParams) {
    let paths =
        |folders: &[WorkspaceFolder]| folders.iter().filter_map(|f| file_path(&f.uri)).collect::<Vec<_>>();
    let removed = paths(&params.event.removed);
    session.change_folders(paths(&params.event.added), &removed);
    let folders = session.folders();
    let under = |path: &Path, folders: &[PathBuf]| folders.iter().any(|folder| path.starts_with(folder));
    session.library.forget(|path| under(path, &removed) && !under(path, &folders));
    if session.profile().tells_settings {
        did_change_configuration::ask(session, None);
    }
    scan::in_background(session);
    refresh::diagnostics(session);
}
