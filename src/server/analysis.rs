//! The analysis of one text on a worker thread: after a rest, unless the text changes first.

use crate::article::{Article, Memory};
use crate::rules::{self, Decisions};
use crate::server::capabilities::Profile;
use crate::server::convert;
use crate::server::policy::Policy;
use crate::server::session::Session;
use crate::server::snapshot::Snapshot;
use crate::text::{Buffer, Cancel, Cancelled, Document, Format, LineIndex};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tower_lsp::ls_types::{MessageType, Uri};

/// What to analyse.
pub(crate) struct Task {
    pub(crate) uri: Uri,
    pub(crate) format: Format,
    pub(crate) version: i32,
    pub(crate) revision: u64,
    pub(crate) buffer: Buffer,
    pub(crate) memory: Arc<Mutex<Memory>>,
    pub(crate) cancel: Cancel,
    pub(crate) profile: Arc<Profile>,
    pub(crate) policy: Arc<Policy>,
}

/// Rests, analyses, and hands the result to the session.
pub(crate) async fn run(session: Arc<Session>, task: Task, rest: Duration, urgent: Arc<Notify>) {
    if !rest.is_zero() {
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            () = urgent.notified() => {}
        }
    }
    if task.cancel.check().is_err() {
        return;
    }
    // The work stands in no relation to the waiting tasks: it has its own threads.
    let _ = tokio::task::spawn_blocking(move || {
        let uri = task.uri.clone();
        let analysed = catch_unwind(AssertUnwindSafe(|| analyse(&session, &task)));
        match analysed {
            Ok(Ok(snapshot)) => {
                let diagnostics = convert::diagnostics(&snapshot);
                session.finish(snapshot, diagnostics);
            }
            Ok(Err(Cancelled)) => {}
            Err(_) => {
                session.log(MessageType::ERROR, format!("{}: the analysis failed", uri.as_str()));
                // Whoever waits gets an answer all the same, from a document without findings.
                *task.memory.lock().unwrap_or_else(PoisonError::into_inner) = Memory::of_document();
                session.finish(blank(&task), Vec::new());
            }
        }
    })
    .await;
}

fn analyse(session: &Session, task: &Task) -> Result<Snapshot, Cancelled> {
    let mut memory = task.memory.lock().unwrap_or_else(PoisonError::into_inner);
    task.cancel.check()?;
    let document = Document::read(task.buffer.text(), task.format);
    let path = file_path(&task.uri);
    let (settings, errors) = task.policy.settings_for(path.as_deref(), document.front_matter());
    for error in errors {
        session.log(MessageType::ERROR, error);
    }
    let article = Article::read(document, &mut memory, &task.cancel)?;
    let findings = rules::check_unless(&article, &settings, &task.cancel)?;
    task.cancel.check()?;
    Ok(snapshot(task, article, findings, settings.decisions))
}

fn blank(task: &Task) -> Snapshot {
    let article = Article::of(Document::read("", task.format));
    snapshot(task, article, Vec::new(), Decisions::default())
}

fn snapshot(task: &Task, article: Article, findings: Vec<rules::Finding>, decisions: Decisions) -> Snapshot {
    Snapshot {
        uri: task.uri.clone(),
        version: Some(task.version),
        revision: task.revision,
        index: Arc::new(LineIndex::new(article.text())),
        article: Arc::new(article),
        findings: findings.into(),
        decisions,
        profile: task.profile.clone(),
    }
}

/// The file that a document is; `None` for `untitled:` and other schemes.
pub(crate) fn file_path(uri: &Uri) -> Option<PathBuf> {
    let scheme = uri.scheme().as_str();
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    uri.to_file_path().map(|path: std::borrow::Cow<'_, Path>| path.into_owned())
}
