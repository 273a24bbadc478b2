//! `initialized`.

use crate::server::notifications::did_change_configuration;
use crate::server::policy::SECTION;
use crate::server::scan;
use crate::server::session::Session;
use serde_json::json;
use std::sync::Arc;
use tower_lsp::ls_types::{MessageType, Registration};

/// What is watched: settings and what they extend, and articles.
const WATCHED: [&str; 2] = ["**/*.toml", "**/*.{md,markdown,txt,text}"];

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
        did_change_configuration::ask(session);
    }
    scan::in_background(session);
}
