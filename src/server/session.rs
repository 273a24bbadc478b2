//! The state of one connection: who the client is, which documents are open, what was last understood of each.
//!
//! Locks are held for moments only, never over a wait or an analysis.

use crate::article::Memory;
use crate::config::Resolver;
use crate::server::analysis::{self, Task};
use crate::server::capabilities::Profile;
use crate::server::outbox::Outbox;
use crate::server::snapshot::Snapshot;
use crate::text::{Buffer, Cancel, Change, Format};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tower_lsp::Client;
use tower_lsp::ls_types::notification::{LogMessage, PublishDiagnostics};
use tower_lsp::ls_types::{Diagnostic, LogMessageParams, MessageType, PublishDiagnosticsParams, Uri};

/// How long a text must rest after a change before it is analysed.
const DEBOUNCE: Duration = Duration::from_millis(40);

/// One connection.
#[derive(Debug)]
pub(crate) struct Session {
    /// For requests to the client. Notifications go by the outbox, which keeps their order.
    pub(crate) client: Client,
    pub(crate) outbox: Outbox,
    state: Mutex<State>,
    revisions: AtomicU64,
    shutdown: AtomicBool,
}

#[derive(Debug)]
struct State {
    profile: Arc<Profile>,
    folders: Vec<PathBuf>,
    documents: HashMap<Uri, OpenDocument>,
    resolver: Arc<Resolver>,
    debounce: Duration,
}

/// A document that the client has open.
#[derive(Debug)]
struct OpenDocument {
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
            resolver: Arc::default(),
            debounce: DEBOUNCE,
        };
        Self {
            client,
            outbox,
            state: Mutex::new(state),
            revisions: AtomicU64::new(1),
            shutdown: AtomicBool::new(false),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of who the client is. `debounce` overrides how long a text must rest.
    pub(crate) fn begin(&self, profile: Profile, folders: Vec<PathBuf>, debounce: Option<Duration>) {
        let mut state = self.state();
        state.profile = Arc::new(profile);
        state.folders = folders;
        state.debounce = debounce.unwrap_or(DEBOUNCE);
    }

    /// What the client can do.
    pub(crate) fn profile(&self) -> Arc<Profile> {
        self.state().profile.clone()
    }

    /// The client asked for shutdown.
    pub(crate) fn shut_down(&self) {
        self.shutdown.store(true, Ordering::SeqCst);
    }

    /// The connection is over: stops all work. Gives whether the client had asked for it.
    pub(crate) fn end(&self) -> bool {
        for (_, document) in self.state().documents.drain() {
            document.cancel.cancel();
        }
        self.shutdown.load(Ordering::SeqCst)
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
            format,
            version,
            buffer: Buffer::new(text),
            revision: 0,
            cancel: Cancel::new(),
            memory: Arc::default(),
            latest: watch::Sender::new(None),
            urgent: Arc::default(),
        };
        if let Some(before) = self.state().documents.insert(uri.clone(), document) {
            before.cancel.cancel();
        }
        self.analyse(&uri, Duration::ZERO);
    }

    /// A document was changed.
    pub(crate) fn change(self: &Arc<Self>, uri: &Uri, version: i32, changes: &[Change]) {
        let debounce = {
            let mut state = self.state();
            let (encoding, debounce) = (state.profile.encoding, state.debounce);
            let Some(document) = state.documents.get_mut(uri) else { return };
            document.buffer.apply(changes, encoding);
            document.version = version;
            debounce
        };
        self.analyse(uri, debounce);
    }

    /// A document was closed; its diagnostics go.
    pub(crate) fn close(&self, uri: &Uri) {
        let mut state = self.state();
        if let Some(document) = state.documents.remove(uri) {
            document.cancel.cancel();
            if !state.profile.pull_diagnostics {
                self.publish(uri.clone(), Vec::new(), None);
            }
        }
    }

    /// Starts the analysis of a document's present text, after a rest, and stops the one before.
    fn analyse(self: &Arc<Self>, uri: &Uri, rest: Duration) {
        let mut state = self.state();
        let (profile, resolver) = (state.profile.clone(), state.resolver.clone());
        let Some(document) = state.documents.get_mut(uri) else { return };
        document.cancel.cancel();
        document.cancel = Cancel::new();
        document.revision = self.next_revision();
        let task = Task {
            uri: uri.clone(),
            format: document.format,
            version: document.version,
            revision: document.revision,
            buffer: document.buffer.clone(),
            memory: document.memory.clone(),
            cancel: document.cancel.clone(),
            profile,
            resolver,
        };
        let urgent = document.urgent.clone();
        drop(state);
        tokio::spawn(analysis::run(self.clone(), task, rest, urgent));
    }

    /// The settings have changed: reads them anew, and every open document with them.
    pub(crate) fn reload(self: &Arc<Self>) {
        let uris: Vec<Uri> = {
            let mut state = self.state();
            state.resolver = Arc::default();
            state.documents.keys().cloned().collect()
        };
        for uri in uris {
            self.analyse(&uri, Duration::ZERO);
        }
    }

    /// Takes in the result of an analysis and publishes its diagnostics, unless the text has changed since.
    pub(crate) fn finish(&self, snapshot: Snapshot, diagnostics: Vec<Diagnostic>) {
        let state = self.state();
        let Some(document) = state.documents.get(&snapshot.uri) else { return };
        if document.revision != snapshot.revision {
            return;
        }
        // Under the lock: no later version can be published before this one.
        if !state.profile.pull_diagnostics {
            self.publish(snapshot.uri.clone(), diagnostics, snapshot.version);
        }
        document.latest.send_replace(Some(Arc::new(snapshot)));
    }

    fn publish(&self, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        self.outbox.notify::<PublishDiagnostics>(PublishDiagnosticsParams { uri, diagnostics, version });
    }

    /// What to wait on for the analysis of a document's present text; `None` where it is not open.
    pub(crate) fn awaited(&self, uri: &Uri) -> Option<Awaited> {
        let state = self.state();
        let document = state.documents.get(uri)?;
        document.urgent.notify_one();
        Some(Awaited { latest: document.latest.subscribe(), revision: document.revision })
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
