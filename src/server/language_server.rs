//! The table of messages: each goes to its file. What stands before an `await` here happens in the order of arrival.

use crate::server::analysis::file_path;
use crate::server::document_key::DocumentKey;
use crate::server::library::{self, Digest};
use crate::server::policy::EditorSettings;
use crate::server::scan::{self, CancelOnDrop, Progress};
use crate::server::session::Session;
use crate::server::snapshot::Snapshot;
use crate::server::{notifications, requests};
use crate::text::Cancel;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::str::FromStr;
use std::sync::Arc;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

/// The service behind the transport.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) session: Arc<Session>,
}

impl Server {
    pub(crate) fn new(session: Arc<Session>) -> Self {
        Self { session }
    }

    /// The snapshot of the text that the client saw: of an open document after its analysis, else of the file.
    pub(crate) async fn snapshot(&self, uri: &Uri) -> Option<Arc<Snapshot>> {
        if let Some(awaited) = self.session.awaited(uri) {
            return awaited.snapshot().await;
        }
        let path = file_path(uri)?;
        let (policy, profile) = (self.session.policy(), self.session.profile());
        let read = self.read_files(move |cancel| library::read_file(&path, &policy, &profile, cancel)).await;
        // The client knows the file by the name it asked with.
        read.ok().flatten().map(|snapshot| Arc::new(Snapshot { uri: uri.clone(), ..snapshot }))
    }

    /// Answers from the snapshot of the text that the client saw; `None` where there is none. What goes through the
    /// whole of a long text does so on a thread of its own: the next messages do not wait.
    async fn read<T: Send + 'static>(
        &self,
        uri: &Uri,
        answer: impl FnOnce(&Snapshot) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(snapshot) = self.snapshot(uri).await else { return Ok(None) };
        if snapshot.text().len() <= LONG {
            return Ok(Some(answer(&snapshot)));
        }
        self.compute(move |_| answer(&snapshot)).await.map(Some)
    }

    /// Answers about one place, which costs little.
    async fn find<T>(&self, uri: &Uri, answer: impl FnOnce(&Snapshot) -> Option<T>) -> Result<Option<T>> {
        Ok(self.snapshot(uri).await.and_then(|snapshot| answer(&snapshot)))
    }

    /// What the editor's settings for a document say.
    fn editor_says(&self, uri: &Uri, what: impl FnOnce(&EditorSettings) -> bool) -> bool {
        what(self.session.policy().editor_at(file_path(uri).as_deref()))
    }

    /// Digests of all articles that are open.
    async fn open_digests(&self) -> Vec<Arc<Digest>> {
        let mut digests = Vec::new();
        for awaited in self.session.all_awaited() {
            if let Some(snapshot) = awaited.snapshot().await {
                digests.push(Arc::new(library::digest(&snapshot)));
            }
        }
        digests
    }

    /// Does work that reads files, when there is room for it. When the client cancels the request, the flag goes up.
    async fn read_files<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Cancel) -> T + Send + 'static,
    ) -> Result<T> {
        let _room = self.session.readers.acquire().await.map_err(|_| Error::internal_error())?;
        self.compute(work).await
    }

    /// Does `work` on a thread that may wait. When the client cancels the request, the flag goes up.
    pub(crate) async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Cancel) -> T + Send + 'static,
    ) -> Result<T> {
        let guard = CancelOnDrop(Cancel::new());
        let cancel = guard.0.clone();
        let done = tokio::task::spawn_blocking(move || work(&cancel)).await;
        done.map_err(|_| Error::internal_error())
    }

    /// Other articles of the workspace that name something as `name`, in full.
    async fn namesakes(&self, name: String, uri: Uri) -> Result<Vec<Arc<Snapshot>>> {
        let mut others = Vec::new();
        for awaited in self.session.all_awaited() {
            others.extend(
                awaited.snapshot().await.filter(|s| DocumentKey::of(&s.uri) != DocumentKey::of(&uri)),
            );
        }
        let session = self.session.clone();
        let open: HashSet<_> =
            others.iter().map(|s| DocumentKey::of(&s.uri)).chain([DocumentKey::of(&uri)]).collect();
        let closed = self.read_files(move |cancel| {
            let (policy, profile) = (session.policy(), session.profile());
            let mut found = Vec::new();
            for path in library::files(&session.folders(), &policy, cancel) {
                if cancel.check().is_err() {
                    break;
                }
                let digest = session.library.digest(&path, &policy, &profile, cancel);
                let Some(digest) = digest else { continue };
                let is_open = open.contains(&DocumentKey::of(&digest.uri));
                if !is_open && digest.names.iter().any(|known| known.name == name) {
                    found.extend(library::read_file(&path, &policy, &profile, cancel).map(Arc::new));
                }
            }
            found
        });
        others.extend(closed.await?);
        Ok(others)
    }
}

/// A text longer than this (bytes) is gone through on a thread of its own.
const LONG: usize = 32 << 10;

/// The document that an item of ours carries in its data.
fn uri_in(data: Option<&LSPAny>) -> Option<Uri> {
    Uri::from_str(data?.get("uri")?.as_str()?).ok()
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

    async fn did_create_files(&self, params: CreateFilesParams) {
        notifications::did_move_files::take(&self.session, params.files.iter().map(|file| &file.uri), []);
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        let (there, gone) =
            params.files.iter().map(|file| (&file.new_uri, &file.old_uri)).unzip::<_, _, Vec<_>, Vec<_>>();
        notifications::did_move_files::take(&self.session, there, gone);
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        notifications::did_move_files::take(&self.session, [], params.files.iter().map(|file| &file.uri));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        notifications::did_change_configuration::take(&self.session, &params);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        notifications::did_change_workspace_folders::take(&self.session, params);
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        self.find(&at.text_document.uri, |s| requests::hover::answer(s, at.position)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.read(&params.text_document.uri, requests::document_symbol::answer).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        self.find(&at.text_document.uri, |s| requests::definition::answer(s, at.position)).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let (at, declaration) = (params.text_document_position, params.context.include_declaration);
        self.find(&at.text_document.uri, |s| requests::references::answer(s, at.position, declaration)).await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        self.find(&at.text_document.uri, |s| requests::document_highlight::answer(s, at.position)).await
    }

    async fn prepare_rename(&self, at: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.find(&at.text_document.uri, |s| requests::prepare_rename::answer(s, at.position)).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let at = params.text_document_position;
        let Some(snapshot) = self.snapshot(&at.text_document.uri).await else { return Ok(None) };
        let mut others = Vec::new();
        if snapshot.profile.change_annotations {
            let entity = snapshot.entity_at(at.position).and_then(|id| snapshot.article.entities.get(id));
            if let Some(entity) = entity {
                others = self.namesakes(entity.name.clone(), snapshot.uri.clone()).await?;
            }
        }
        requests::rename::answer(&snapshot, at.position, &params.new_name, &others)
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.read(&uri, move |s| requests::code_action::answer(s, &params)).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        match uri_in(action.data.as_ref()) {
            None => Ok(action),
            Some(uri) => match self.snapshot(&uri).await {
                None => Ok(action),
                Some(snapshot) => Ok(requests::code_action::resolve(&snapshot, action)),
            },
        }
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.read(&params.text_document.uri, requests::folding_range::answer).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let positions = params.positions;
        self.read(&params.text_document.uri, move |s| requests::selection_range::answer(s, &positions)).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        let tokens = self.read(&uri, |s| requests::semantic_tokens::tokens(s, None)).await?;
        Ok(tokens.map(|data| SemanticTokensResult::Tokens(self.painted(&uri, data))))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        let Some(new) = self.read(&uri, |s| requests::semantic_tokens::tokens(s, None)).await? else {
            return Ok(None);
        };
        let known = self.session.painted(&uri, &params.previous_result_id);
        let edits = known.map(|old| requests::semantic_tokens::delta(&old, &new));
        let painted = self.painted(&uri, new);
        Ok(Some(match edits {
            None => SemanticTokensFullDeltaResult::Tokens(painted),
            Some(edits) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
                result_id: painted.result_id,
                edits,
            }),
        }))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let tokens = move |s: &Snapshot| requests::semantic_tokens::tokens(s, Some(params.range));
        let data = self.read(&params.text_document.uri, tokens).await?;
        Ok(data.map(|data| SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        if !self.editor_says(&params.text_document.uri, |editor| editor.inlay_hints) {
            return Ok(None);
        }
        self.read(&params.text_document.uri, move |s| requests::inlay_hint::answer(s, params.range)).await
    }

    async fn inlay_hint_resolve(&self, mut hint: InlayHint) -> Result<InlayHint> {
        if let Some(uri) = uri_in(hint.data.as_ref())
            && let Some(snapshot) = self.snapshot(&uri).await
        {
            hint.tooltip = requests::inlay_hint::tooltip(&snapshot, hint.position);
        }
        Ok(hint)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        let known = |letter| self.session.library.names(letter);
        self.find(&at.text_document.uri, |s| requests::completion::answer(s, at.position, known)).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        match uri_in(item.data.as_ref()) {
            None => Ok(item),
            Some(uri) => match self.snapshot(&uri).await {
                None => Ok(item),
                Some(snapshot) => Ok(requests::completion::resolve(&snapshot, item)),
            },
        }
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.read(&params.text_document.uri, requests::document_link::answer).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        if !self.editor_says(&params.text_document.uri, |editor| editor.code_lens) {
            return Ok(None);
        }
        self.read(&params.text_document.uri, requests::code_lens::answer).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        requests::execute_command::answer(self, &params).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let snapshot = self.snapshot(&params.text_document.uri).await;
        let previous = params.previous_result_id.as_deref();
        let report = requests::diagnostic::answer(snapshot.as_deref(), previous);
        Ok(DocumentDiagnosticReportResult::Report(report))
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let previous: HashMap<Uri, String> =
            params.previous_result_ids.into_iter().map(|known| (known.uri, known.value)).collect();
        let open = self.open_digests().await;
        let session = self.session.clone();
        let token = params.work_done_progress_params.work_done_token;
        let partial = params.partial_result_params.partial_result_token;
        let items = self.read_files(move |cancel| {
            let title = "Checking the articles of the workspace";
            let progress = Progress::begin(&session, token, title, cancel);
            let mut items = Vec::new();
            scan::walk(&session, &session.folders(), &open, &progress, cancel, |digest| {
                items.push(requests::workspace_diagnostic::report(&digest, &previous));
                if let (Some(token), true) =
                    (&partial, items.len() >= requests::workspace_diagnostic::PORTION)
                {
                    scan::send_partial(&session, token, &json!({ "items": std::mem::take(&mut items) }));
                }
            });
            items
        });
        Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items: items.await? }))
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let open = self.open_digests().await;
        let session = self.session.clone();
        let token = params.work_done_progress_params.work_done_token;
        let partial = params.partial_result_params.partial_result_token;
        let lazy = session.profile().resolves_symbols;
        let symbols = self.read_files(move |cancel| {
            let title = "Looking through the articles of the workspace";
            let progress = Progress::begin(&session, token, title, cancel);
            let mut digests = Vec::new();
            scan::walk(&session, &session.folders(), &open, &progress, cancel, |digest| {
                digests.push(digest);
                if let (Some(token), true) = (&partial, digests.len() >= requests::workspace_symbol::PORTION)
                {
                    let found = requests::workspace_symbol::answer(&digests, &params.query, lazy);
                    scan::send_partial(&session, token, &json!(found));
                    digests.clear();
                }
            });
            requests::workspace_symbol::answer(&digests, &params.query, lazy)
        });
        Ok(Some(WorkspaceSymbolResponse::Nested(symbols.await?)))
    }

    async fn symbol_resolve(&self, symbol: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
        Ok(requests::workspace_symbol::resolve(symbol))
    }
}

impl Server {
    /// Remembers what a document was painted with, under a new name.
    fn painted(&self, uri: &Uri, data: Vec<SemanticToken>) -> SemanticTokens {
        SemanticTokens { result_id: Some(self.session.paint(uri, &data)), data }
    }

    /// The user stops work whose progress is shown.
    pub(crate) async fn work_done_progress_cancel(&self, params: WorkDoneProgressCancelParams) {
        self.session.running.stop(&params.token);
    }
}
