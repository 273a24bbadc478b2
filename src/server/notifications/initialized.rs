//! `initialized`.

use crate::server::session::Session;
use serde_json::json;
use std::sync::Arc;
use tower_lsp::ls_types::{MessageType, Registration};

/// What is watched: settings, and what they extend.
const WATCHED: [&str; 1] = ["**/*.toml"];

/// Greets the log, and asks the client to watch the files that our answers depend on.
pub(crate) fn take(session: &Arc<Session>) {
    session.log(MessageType::INFO, concat!("Copydesk ", env!("CARGO_PKG_VERSION")));
    if session.profile().watches_files {
        let watchers: Vec<_> = WATCHED.iter().map(|glob| json!({ "globPattern": glob })).collect();
        let registration = Registration {
            id: "copydesk-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({ "watchers": watchers })),
        };
        let client = session.client.clone();
        // The client may answer when it likes: nothing waits for it.
        tokio::spawn(async move { client.register_capability(vec![registration]).await });
    }
}
