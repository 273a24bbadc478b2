//! The state of one connection: who the client is, which documents are open, what was last understood of each.
//!
//! Locks are held for moments only, never over a wait or an analysis.

use crate::article::Memory;
use crate::checks::{Changes, Ledgers};
use crate::server::analysis::{self, Task, file_path};
use crate::server::capabilities::Profile;
use crate::server::document_key::DocumentKey;
use crate::server::library::Library;
use crate::server::outbox::{Letter, Outbox};
use crate::server::policy::{EditorWord, Policy};
use crate::server::refresh;
use crate::server::running::Running;
use crate::server::snapshot::Snapshot;
use crate::text::{Buffer, Cancel, Change, Format};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, watch};
use tower_lsp::Client;
use tower_lsp::ls_types::notification::{LogMessage, PublishDiagnostics};
use tower_lsp::ls_types::{
    Diagnostic, LogMessageParams, MessageType, PublishDiagnosticsParams, SemanticToken, Uri,
};

/// How much work that reads files is done at a time. Fewer than the threads there are for all work.
const READERS: usize = 4;

/// One connection.
#[derive(Debug)]
pub(crate) struct Session {
    /// For requests to the client. Notifications go by the outbox, which keeps their order.
    pub(crate) client: Client,
    pub(crate) outbox: Outbox,
    /// The articles of the workspace that are not open.
    pub(crate) library: Library,
    state: Mutex<State>,
    /// Refresh requests that the client has not answered.
    refreshing: Mutex<HashSet<&'static str>>,
    /// Work whose progress is shown and that the client's user can stop.
    pub(crate) running: Running,
    /// Room for work that reads files. The analysis of open documents must never wait for it.
    pub(crate) readers: Semaphore,
    /// Held while ledgers are read again: whoever comes second finds the work done.
    rereading: Mutex<()>,
    /// Raised when the connection ends.
    lifetime: Cancel,
    revisions: AtomicU64,
    shutdown: AtomicBool,
}

#[derive(Debug)]
struct State {
    profile: Arc<Profile>,
    folders: Vec<PathBuf>,
    documents: HashMap<DocumentKey, OpenDocument>,
    policy: Arc<Policy>,
}

impl State {
    /// The documents that are open, as the client spelled them.
    fn uris(&self) -> Vec<Uri> {
        self.documents.values().map(|document| document.uri.clone()).collect()
    }
}

/// A document that the client has open.
#[derive(Debug)]
struct OpenDocument {
    /// As the client spelled it.
    uri: Uri,
    format: Format,
    version: i32,
    buffer: Buffer,
    /// Grows with every change of text or settings.
    revision: u64,
    /// Stops the analysis of this revision.
    cancel: Cancel,
    /// Paragraphs of the last analysis.
    memory: Arc<Mutex<Memory>>,
    /// The last analysis. Closed with the document.
    latest: watch::Sender<Option<Arc<Snapshot>>>,
    /// Ends the rest after a change: somebody waits for the analysis.
    urgent: Arc<Notify>,
    /// The semantic tokens that it was last painted with, and their name.
    painted: Option<(String, Vec<SemanticToken>)>,
}

/// What a request waits on: the analysis of the text that the client saw when it asked.
pub(crate) struct Awaited {
    latest: watch::Receiver<Option<Arc<Snapshot>>>,
    revision: u64,
}

impl Session {
    pub(crate) fn new(client: Client, outbox: Outbox) -> Self {
        let state = State {
            profile: Arc::default(),
            folders: Vec::new(),
            documents: HashMap::new(),
            policy: Arc::default(),
        };
        Self {
            client,
            outbox,
            library: Library::default(),
            state: Mutex::new(state),
            refreshing: Mutex::default(),
            running: Running::default(),
            readers: Semaphore::new(READERS),
            rereading: Mutex::default(),
            lifetime: Cancel::new(),
            revisions: AtomicU64::new(1),
            shutdown: AtomicBool::new(false),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of who the client is.
    pub(crate) fn begin(&self, profile: Profile, folders: Vec<PathBuf>, editor: EditorWord) {
        let mut state = self.state();
        state.profile = Arc::new(profile);
        state.policy = Arc::new(Policy::new(editor, folders.clone()));
        state.folders = folders;
    }

    /// The folders of the workspace.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        self.state().folders.clone()
    }

    /// Folders came and went.
    pub(crate) fn change_folders(&self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        let mut state = self.state();
        state.folders.retain(|folder| !removed.contains(folder));
        for folder in added {
            if !state.folders.contains(&folder) {
                state.folders.push(folder);
            }
        }
        // Where a ledger will be made depends on the folders.
        state.policy = Arc::new(Policy::new(state.policy.editor.clone(), state.folders.clone()));
    }

    /// The settings in force.
    pub(crate) fn policy(&self) -> Arc<Policy> {
        self.state().policy.clone()
    }

    /// What the client can do.
    pub(crate) fn profile(&self) -> Arc<Profile> {
        self.state().profile.clone()
    }

    /// The client asked for shutdown.
    pub(crate) fn shut_down(&self) {
        self.shutdown.store(true, Ordering::SeqCst);
    }

    /// A flag that goes up when the connection ends.
    pub(crate) fn lifetime(&self) -> Cancel {
        self.lifetime.clone()
    }

    /// The connection is over: stops all work. Gives whether the client had asked for it.
    pub(crate) fn end(&self) -> bool {
        self.lifetime.cancel();
        self.running.stop_all();
        for (_, document) in self.state().documents.drain() {
            document.cancel.cancel();
        }
        self.shutdown.load(Ordering::SeqCst)
    }

    /// Takes note that a refresh is asked for; `false` where one is out already.
    pub(crate) fn start_refresh(&self, method: &'static str) -> bool {
        self.refreshing.lock().unwrap_or_else(PoisonError::into_inner).insert(method)
    }

    /// The client has answered.
    pub(crate) fn end_refresh(&self, method: &'static str) {
        self.refreshing.lock().unwrap_or_else(PoisonError::into_inner).remove(method);
    }

    /// A new name for a result.
    pub(crate) fn next_result(&self) -> String {
        self.next_revision().to_string()
    }

    /// Tells the client's log.
    pub(crate) fn log(&self, typ: MessageType, message: impl Into<String>) {
        self.outbox.notify::<LogMessage>(LogMessageParams { typ, message: message.into() });
    }

    fn next_revision(&self) -> u64 {
        self.revisions.fetch_add(1, Ordering::SeqCst)
    }

    /// A document was opened. One that is open already is opened anew.
    pub(crate) fn open(self: &Arc<Self>, uri: Uri, format: Format, version: i32, text: &str) {
        let document = OpenDocument {
            uri: uri.clone(),
            format,
            version,
            buffer: Buffer::new(text),
            revision: 0,
            cancel: Cancel::new(),
            memory: Arc::new(Mutex::new(Memory::of_document())),
            latest: watch::Sender::new(None),
            urgent: Arc::default(),
            painted: None,
        };
        if let Some(before) = self.state().documents.insert(DocumentKey::of(&uri), document) {
            before.cancel.cancel();
        }
        self.analyse(&uri, Duration::ZERO);
    }

    /// A document was changed.
    pub(crate) fn change(self: &Arc<Self>, uri: &Uri, version: i32, changes: &[Change]) {
        let debounce = {
            let mut state = self.state();
            let encoding = state.profile.encoding;
            let debounce = state.policy.editor_at(file_path(uri).as_deref()).debounce();
            let Some(document) = state.documents.get_mut(&DocumentKey::of(uri)) else { return };
            document.buffer.apply(changes, encoding);
            document.version = version;
            debounce
        };
        self.analyse(uri, debounce);
    }

    /// A document was closed; its diagnostics go.
    pub(crate) fn close(&self, uri: &Uri) {
        let mut state = self.state();
        if let Some(document) = state.documents.remove(&DocumentKey::of(uri)) {
            document.cancel.cancel();
            if !state.profile.pull_diagnostics {
                self.publish(document.uri, Vec::new(), None);
            }
        }
    }

    /// Starts the analysis of a document's present text, after a rest, and stops the one before.
    fn analyse(self: &Arc<Self>, uri: &Uri, rest: Duration) {
        let mut state = self.state();
        let (profile, policy) = (state.profile.clone(), state.policy.clone());
        let Some(document) = state.documents.get_mut(&DocumentKey::of(uri)) else { return };
        document.cancel.cancel();
        document.cancel = Cancel::new();
        document.revision = self.next_revision();
        let task = Task {
            uri: document.uri.clone(),
            format: document.format,
            version: document.version,
            revision: document.revision,
            buffer: document.buffer.clone(),
            memory: document.memory.clone(),
            cancel: document.cancel.clone(),
            profile,
            policy,
        };
        let urgent = document.urgent.clone();
        drop(state);
        tokio::spawn(analysis::run(self.clone(), task, rest, urgent));
    }

    /// The settings have changed: reads their files anew, and every open document under them. `editor` are the
    /// editor's new settings, `None` where those stay.
    pub(crate) fn reload(self: &Arc<Self>, editor: Option<EditorWord>) {
        let uris: Vec<Uri> = {
            let mut state = self.state();
            let editor = editor.unwrap_or_else(|| state.policy.editor.clone());
            state.policy = Arc::new(Policy::new(editor, state.folders.clone()));
            state.uris()
        };
        self.library.distrust(|_| true);
        for uri in uris {
            self.analyse(&uri, Duration::ZERO);
        }
        refresh::all(self);
    }

    /// Reads the ledgers that have changed on the disk, as `look` finds them, and every article anew about which they say
    /// something else. May wait for the disk.
    pub(crate) fn reread_ledgers(self: &Arc<Self>, look: fn(&Ledgers) -> Changes) {
        let _alone = self.rereading.lock().unwrap_or_else(PoisonError::into_inner);
        let changes = look(self.policy().ledgers());
        if changes.is_empty() {
            return;
        }
        // The lock is given back before the analyses take it.
        let uris = self.state().uris();
        for uri in uris.iter().filter(|uri| file_path(uri).is_some_and(|path| changes.touch(&path))) {
            self.analyse(uri, Duration::ZERO);
        }
        self.library.distrust(|path| changes.touch(path));
        refresh::all(self);
    }

    /// Takes in the result of an analysis and publishes its diagnostics, unless the text has changed since.
    pub(crate) fn finish(&self, snapshot: Snapshot, diagnostics: Vec<Diagnostic>) {
        // A book has megabytes of diagnostics: they are written before the lock is taken.
        let letter = (!self.profile().pull_diagnostics).then(|| {
            let (uri, version) = (snapshot.uri.clone(), snapshot.version);
            Letter::of::<PublishDiagnostics>(PublishDiagnosticsParams { uri, diagnostics, version })
        });
        let state = self.state();
        let Some(document) = state.documents.get(&DocumentKey::of(&snapshot.uri)) else { return };
        if document.revision != snapshot.revision {
            return;
        }
        // Under the lock: no later version can be published before this one.
        if let Some(letter) = letter {
            self.outbox.put(letter);
        }
        let before = document.latest.send_replace(Some(Arc::new(snapshot)));
        // Taking a long article apart takes a while too.
        drop(state);
        drop(before);
    }

    fn publish(&self, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        self.outbox.notify::<PublishDiagnostics>(PublishDiagnosticsParams { uri, diagnostics, version });
    }

    /// What to wait on for every open document.
    pub(crate) fn all_awaited(&self) -> Vec<Awaited> {
        let uris = self.state().uris();
        uris.iter().filter_map(|uri| self.awaited(uri)).collect()
    }

    /// What to wait on for the analysis of a document's present text; `None` where it is not open.
    pub(crate) fn awaited(&self, uri: &Uri) -> Option<Awaited> {
        let state = self.state();
        let document = state.documents.get(&DocumentKey::of(uri))?;
        document.urgent.notify_one();
        Some(Awaited { latest: document.latest.subscribe(), revision: document.revision })
    }
}

/// What a document is painted with.
impl Session {
    /// The tokens that an open document was painted with under this name.
    pub(crate) fn painted(&self, uri: &Uri, name: &str) -> Option<Vec<SemanticToken>> {
        let mut state = self.state();
        let (known, tokens) = state.documents.get_mut(&DocumentKey::of(uri))?.painted.take()?;
        (known == name).then_some(tokens)
    }

    /// Takes note of what a document is painted with now, and gives it a name.
    pub(crate) fn paint(&self, uri: &Uri, tokens: &[SemanticToken]) -> String {
        let name = self.next_result();
        if let Some(document) = self.state().documents.get_mut(&DocumentKey::of(uri)) {
            document.painted = Some((name.clone(), tokens.to_vec()));
        }
        name
    }
}

impl Awaited {
    /// The analysis of the text asked about, or of a later one; `None` where the document was closed first.
    pub(crate) async fn snapshot(mut self) -> Option<Arc<Snapshot>> {
        let wanted = self.revision;
        let ready = |latest: &Option<Arc<Snapshot>>| latest.as_ref().is_some_and(|s| s.revision >= wanted);
        self.latest.wait_for(ready).await.ok()?.clone()
    }
}
