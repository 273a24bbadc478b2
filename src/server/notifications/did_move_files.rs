//! `workspace/didCreateFiles`, `workspace/didRenameFiles` and `workspace/didDeleteFiles`: what the client's user does to
//! files in the editor. A client that tells this need not watch files. Documents that are open are closed and opened by
//! the client itself, with messages of their own.

use crate::server::analysis::file_path;
use crate::server::notifications::did_change_watched_files;
use crate::server::session::Session;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use tower_lsp::ls_types::Uri;

/// Files or folders came (`there`) and went (`gone`); one that has a new name did both.
pub(crate) fn take<'a>(
    session: &Arc<Session>,
    there: impl IntoIterator<Item = &'a String>,
    gone: impl IntoIterator<Item = &'a String>,
) {
    let path = |uri: &String| file_path(&Uri::from_str(uri).ok()?);
    let there: Vec<PathBuf> = there.into_iter().filter_map(path).collect();
    let gone: Vec<PathBuf> = gone.into_iter().filter_map(path).collect();
    did_change_watched_files::changed(session, &there, &gone);
}
