//! The table of messages: each goes to its file. What stands before an `await` here happens in the order of arrival.

use crate::server::session::Session;
use crate::server::snapshot::Snapshot;
use crate::server::{notifications, requests};
use std::sync::Arc;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

/// The service behind the transport.
#[derive(Debug)]
pub(crate) struct Server {
    session: Arc<Session>,
}

impl Server {
    pub(crate) fn new(session: Arc<Session>) -> Self {
        Self { session }
    }

    /// Answers from the snapshot of the text that the client saw. `None` for documents that are not open.
    async fn read<T>(&self, uri: &Uri, answer: impl FnOnce(&Snapshot) -> Option<T>) -> Result<Option<T>> {
        let Some(awaited) = self.session.awaited(uri) else { return Ok(None) };
        Ok(awaited.snapshot().await.and_then(|snapshot| answer(&snapshot)))
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        Ok(requests::initialize::answer(&self.session, params))
    }

    async fn initialized(&self, _: InitializedParams) {
        notifications::initialized::take(&self.session);
    }

    async fn shutdown(&self) -> Result<()> {
        self.session.shut_down();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        notifications::did_open::take(&self.session, params);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        notifications::did_change::take(&self.session, params);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.session.close(&params.text_document.uri);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        notifications::did_change_watched_files::take(&self.session, params);
    }

    // Nothing depends on what is on disk while a document is open; clients send this whether or not it is asked for.
    async fn did_save(&self, _: DidSaveTextDocumentParams) {}

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        self.read(&at.text_document.uri, |snapshot| requests::hover::answer(snapshot, at.position)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.read(&params.text_document.uri, |s| Some(requests::document_symbol::answer(s))).await
    }
}
