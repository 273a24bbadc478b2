//! `textDocument/didChange`.

use crate::server::convert::from_range;
use crate::server::session::Session;
use crate::text::Change;
use std::sync::Arc;
use tower_lsp::ls_types::DidChangeTextDocumentParams;

/// Applies the changes in their order and starts an analysis.
pub(crate) fn take(session: &Arc<Session>, params: DidChangeTextDocumentParams) {
    let changes: Vec<Change> = params
        .content_changes
        .into_iter()
        .map(|change| Change { range: change.range.map(from_range), text: change.text })
        .collect();
    session.change(&params.text_document.uri, params.text_document.version, &changes);
}
