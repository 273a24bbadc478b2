//! `initialize`.

use crate::server::analysis::file_path;
use crate::server::capabilities::{Profile, offered};
use crate::server::session::Session;
use std::time::Duration;
use tower_lsp::ls_types::{InitializeParams, InitializeResult, ServerInfo};

/// Takes note of the client and says what we offer. The initialization option `debounceMilliseconds` sets how long a
/// text must rest after a change before it is analysed.
pub(crate) fn answer(session: &Session, params: InitializeParams) -> InitializeResult {
    let profile = Profile::of(&params.capabilities);
    let capabilities = offered(&profile);
    let mut folders: Vec<_> =
        params.workspace_folders.iter().flatten().filter_map(|folder| file_path(&folder.uri)).collect();
    #[allow(deprecated, reason = "older clients have nothing else")]
    if folders.is_empty() {
        folders.extend(params.root_uri.as_ref().and_then(file_path));
    }
    let options = params.initialization_options.as_ref();
    let debounce = options.and_then(|o| o.get("debounceMilliseconds")?.as_u64()).map(Duration::from_millis);
    session.begin(profile, folders, debounce);
    InitializeResult {
        capabilities,
        server_info: Some(ServerInfo {
            name: "copydesk".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..InitializeResult::default()
    }
}
