//! `workspace/didChangeConfiguration`.

use crate::server::policy::{EditorSettings, EditorWord, SECTION};
use crate::server::session::Session;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use tower_lsp::ls_types::{ConfigurationItem, DidChangeConfigurationParams, MessageType, Uri};

/// Asks for the settings where the client tells them, for the whole and for each folder; else applies those that came with
/// the message.
pub(crate) fn take(session: &Arc<Session>, params: &DidChangeConfigurationParams) {
    let sent = params.settings.get(SECTION);
    if session.profile().tells_settings {
        ask(session, sent.cloned());
    } else if let Some(sent) = sent
        && let Some(everywhere) = read(session, sent)
    {
        apply(session, EditorWord { everywhere, folders: HashMap::new() });
    }
}

/// Asks the client for its settings. Nothing waits for the answer; it is applied when it comes. `sent` are settings that
/// the client has sent by itself: they hold where it answers nothing.
pub(crate) fn ask(session: &Arc<Session>, sent: Option<Value>) {
    let session = session.clone();
    tokio::spawn(async move {
        let folders = session.folders();
        let item = |scope_uri| ConfigurationItem { scope_uri, section: Some(SECTION.to_owned()) };
        let items =
            [item(None)].into_iter().chain(folders.iter().map(|f| item(Uri::from_file_path(f)))).collect();
        let Ok(answers) = session.client.configuration(items).await else { return };
        let mut answers = answers.into_iter();
        let first = answers.next().filter(|answer| !answer.is_null()).or(sent).unwrap_or_default();
        let Some(everywhere) = read(&session, &first) else { return };
        let own = folders.into_iter().zip(answers).filter(|(_, answer)| !answer.is_null());
        let own = own.filter_map(|(folder, answer)| Some((folder, read(&session, &answer)?)));
        let folders = own.filter(|(_, settings)| *settings != everywhere).collect();
        apply(&session, EditorWord { everywhere, folders });
    });
}

/// Settings that a client sent; of nonsense, its log is told.
fn read(session: &Session, settings: &Value) -> Option<EditorSettings> {
    EditorSettings::read(settings)
        .inspect_err(|error| session.log(MessageType::ERROR, error.to_string()))
        .ok()
}

fn apply(session: &Arc<Session>, editor: EditorWord) {
    if editor != session.policy().editor {
        session.reload(Some(editor));
    }
}
