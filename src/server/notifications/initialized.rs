//! `initialized`.

use crate::server::session::Session;
use std::sync::Arc;
use tower_lsp::ls_types::MessageType;

/// Greets the log.
pub(crate) fn take(session: &Arc<Session>) {
    session.log(MessageType::INFO, concat!("Copydesk ", env!("CARGO_PKG_VERSION")));
}
