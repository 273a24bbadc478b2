//! `workspace/didChangeConfiguration`.

use crate::server::policy::{EditorSettings, SECTION};
use crate::server::session::Session;
use serde_json::Value;
use std::sync::Arc;
use tower_lsp::ls_types::{ConfigurationItem, DidChangeConfigurationParams, MessageType};

/// Applies the settings that came with the message; where none did, asks for them.
pub(crate) fn take(session: &Arc<Session>, params: &DidChangeConfigurationParams) {
    match params.settings.get(SECTION) {
        Some(settings) => apply(session, settings),
        None if session.profile().tells_settings => ask(session),
        None => {}
    }
}

/// Asks the client for its settings. Nothing waits for the answer; it is applied when it comes.
pub(crate) fn ask(session: &Arc<Session>) {
    let session = session.clone();
    tokio::spawn(async move {
        let items = vec![ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) }];
        if let Ok(settings) = session.client.configuration(items).await {
            apply(&session, settings.first().unwrap_or(&Value::Null));
        }
    });
}

fn apply(session: &Arc<Session>, settings: &Value) {
    match EditorSettings::read(settings) {
        Ok(editor) if editor == session.policy().editor => {}
        Ok(editor) => session.reload(Some(editor)),
        Err(error) => session.log(MessageType::ERROR, error.to_string()),
    }
}
