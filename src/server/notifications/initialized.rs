//! `initialized`.

use crate::checks::Ledgers;
use crate::server::notifications::did_change_configuration;
use crate::server::policy::SECTION;
use crate::server::scan;
use crate::server::session::Session;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tower_lsp::ls_types::{MessageType, Registration};

/// What is watched: settings and what they extend, articles, and ledgers.
const WATCHED: [&str; 3] = ["**/*.toml", "**/*.{md,markdown,txt,text}", "**/.copydesk/checks.jsonl"];

/// Greets the log, asks the client to watch the files that our answers depend on and to tell its settings, and has a
/// look at the workspace.
pub(crate) fn take(session: &Arc<Session>) {
    session.log(MessageType::INFO, concat!("Copydesk ", env!("CARGO_PKG_VERSION")));
    let profile = session.profile();
    let mut registrations = Vec::new();
    if profile.watches_files {
        let watchers: Vec<_> = WATCHED.iter().map(|glob| json!({ "globPattern": glob })).collect();
        registrations.push(Registration {
            id: "copydesk-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({ "watchers": watchers })),
        });
    }
    if profile.registers_settings {
        registrations.push(Registration {
            id: "copydesk-settings".to_owned(),
            method: "workspace/didChangeConfiguration".to_owned(),
            register_options: Some(json!({ "section": SECTION })),
        });
    }
    if !registrations.is_empty() {
        let client = session.client.clone();
        // The client may answer when it likes: nothing waits for it.
        tokio::spawn(async move { client.register_capability(registrations).await });
    }
    if profile.tells_settings {
        did_change_configuration::ask(session, None);
    }
    if !profile.watches_files {
        tokio::spawn(watch(session.clone()));
    }
    scan::in_background(session);
}

/// How often files are looked after where the client watches none.
const LOOK: Duration = Duration::from_secs(1);

/// Sees by itself to settings that change and to decisions that another program records.
async fn watch(session: Arc<Session>) {
    let lifetime = session.lifetime();
    while lifetime.check().is_ok() {
        tokio::time::sleep(LOOK).await;
        let session = session.clone();
        let _ = tokio::task::spawn_blocking(move || {
            if session.policy().is_stale() {
                session.reload(None);
            }
            session.reread_ledgers(Ledgers::refresh_known);
        })
        .await;
    }
}
