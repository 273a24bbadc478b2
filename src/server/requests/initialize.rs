//! `initialize`.

use crate::server::analysis::file_path;
use crate::server::capabilities::{Profile, offered};
use crate::server::policy::{EditorSettings, EditorWord};
use crate::server::session::Session;
use tower_lsp::ls_types::{InitializeParams, InitializeResult, MessageType, ServerInfo};

/// Takes note of the client and its settings (the initialization options), and says what we offer.
pub(crate) fn answer(session: &Session, params: InitializeParams) -> InitializeResult {
    let profile = Profile::of(&params.capabilities);
    let capabilities = offered(&profile);
    let mut folders: Vec<_> =
        params.workspace_folders.iter().flatten().filter_map(|folder| file_path(&folder.uri)).collect();
    #[allow(deprecated, reason = "older clients have nothing else")]
    if folders.is_empty() {
        folders.extend(params.root_uri.as_ref().and_then(file_path));
    }
    let options = params.initialization_options.unwrap_or_default();
    let everywhere = EditorSettings::read(&options).unwrap_or_else(|error| {
        session.log(MessageType::ERROR, error.to_string());
        EditorSettings::default()
    });
    session.begin(profile, folders, EditorWord { everywhere, ..EditorWord::default() });
    InitializeResult {
        capabilities,
        server_info: Some(ServerInfo {
            name: "copydesk".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..InitializeResult::default()
    }
}
