//! `textDocument/didOpen`.

use crate::server::analysis::file_path;
use crate::server::session::Session;
use crate::text::Format;
use std::path::Path;
use std::sync::Arc;
use tower_lsp::ls_types::DidOpenTextDocumentParams;

/// Opens the document. The client's word for the language counts, and the file's name where that says Markdown.
pub(crate) fn take(session: &Arc<Session>, params: DidOpenTextDocumentParams) {
    let document = params.text_document;
    let name = file_path(&document.uri).unwrap_or_else(|| Path::new(document.uri.path().as_str()).to_owned());
    let format = match document.language_id.as_str() {
        "markdown" => Format::Markdown,
        _ => Format::of_path(&name),
    };
    session.open(document.uri, format, document.version, &document.text);
}
