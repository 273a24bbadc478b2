//! Looking through all articles of the workspace, with progress and a way to stop.

use crate::server::document_key::DocumentKey;
use crate::server::library::{self, Digest};
use crate::server::session::Session;
use crate::text::Cancel;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use tower_lsp::ls_types::notification::Progress as ProgressNotification;
use tower_lsp::ls_types::request::WorkDoneProgressCreate;
use tower_lsp::ls_types::*;

/// Files between two reports of progress.
const STEP: usize = 25;

/// Raises its flag when it is dropped: a request that the client cancels takes its work with it.
pub(crate) struct CancelOnDrop(pub(crate) Cancel);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Reports progress under a token; without one, to nobody.
pub(crate) struct Progress {
    session: Arc<Session>,
    token: Option<ProgressToken>,
}

impl Progress {
    /// Begins. The client's user can raise `cancel`.
    pub(crate) fn begin(
        session: &Arc<Session>,
        token: Option<ProgressToken>,
        title: &str,
        cancel: &Cancel,
    ) -> Self {
        if let Some(token) = &token {
            session.running.start(token.clone(), cancel.clone());
        }
        let progress = Self { session: session.clone(), token };
        progress.send(WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: title.to_owned(),
            cancellable: Some(true),
            message: None,
            percentage: Some(0),
        }));
        progress
    }

    fn report(&self, done: usize, of: usize) {
        self.send(WorkDoneProgress::Report(WorkDoneProgressReport {
            cancellable: Some(true),
            message: Some(format!("{done} of {of} articles")),
            percentage: Some((done * 100 / of.max(1)) as u32),
        }));
    }

    fn send(&self, value: WorkDoneProgress) {
        if let Some(token) = &self.token {
            let params = ProgressParams { token: token.clone(), value: ProgressParamsValue::WorkDone(value) };
            self.session.outbox.notify::<ProgressNotification>(params);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
        if let Some(token) = &self.token {
            self.session.running.end(token);
        }
    }
}

/// Sends a portion of an answer ahead of the rest (LSP 3.17, "Partial Result Progress").
pub(crate) fn send_partial(session: &Session, token: &ProgressToken, value: &serde_json::Value) {
    session.outbox.send(&serde_json::json!({
        "jsonrpc": "2.0", "method": "$/progress", "params": { "token": token, "value": value }
    }));
}

/// Digests of the articles that are open (`open`) and of all others in `folders`, handed to `each` one by one.
/// Reads files: call it on a thread that may wait.
pub(crate) fn walk(
    session: &Session,
    folders: &[PathBuf],
    open: &[Arc<Digest>],
    progress: &Progress,
    cancel: &Cancel,
    mut each: impl FnMut(Arc<Digest>),
) {
    open.iter().cloned().for_each(&mut each);
    let (policy, profile) = (session.policy(), session.profile());
    let open: HashSet<DocumentKey> = open.iter().map(|digest| DocumentKey::of(&digest.uri)).collect();
    let files = library::files(folders, &policy, cancel);
    for (number, path) in files.iter().enumerate() {
        if cancel.check().is_err() {
            return;
        }
        if number % STEP == 0 {
            progress.report(number, files.len());
        }
        let is_open = Uri::from_file_path(path).is_none_or(|uri| open.contains(&DocumentKey::of(&uri)));
        if !is_open && let Some(digest) = session.library.digest(path, &policy, &profile, cancel) {
            each(digest);
        }
    }
}

/// Reads the workspace once, so that completion knows its names and searches are quick. Told to the client where it
/// shows progress.
pub(crate) fn in_background(session: &Arc<Session>) {
    let (mut folders, policy) = (session.folders(), session.policy());
    folders.retain(|folder| policy.editor_at(Some(folder)).workspace_scan);
    if folders.is_empty() {
        return;
    }
    let session = session.clone();
    tokio::spawn(async move {
        let name = ProgressToken::String(format!("copydesk-{}", session.next_result()));
        let mut token = session.profile().shows_progress.then(|| name.clone());
        if let Some(token_asked) = token.clone() {
            let params = WorkDoneProgressCreateParams { token: token_asked };
            // A client that refuses, or never answers, is told nothing; the work goes on either way.
            let asked = session.client.send_request::<WorkDoneProgressCreate>(params);
            if !matches!(tokio::time::timeout(PATIENCE, asked).await, Ok(Ok(()))) {
                token = None;
            }
        }
        let cancel = Cancel::new();
        session.running.start(name.clone(), cancel.clone());
        let Ok(_room) = session.readers.acquire().await else { return };
        let reader = session.clone();
        let _ = tokio::task::spawn_blocking(move || {
            let progress = Progress::begin(&reader, token, "Reading the articles of the workspace", &cancel);
            walk(&reader, &folders, &[], &progress, &cancel, |_| {});
        })
        .await;
        session.running.end(&name);
    });
}

/// How long a client may take to make a progress bar.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);
