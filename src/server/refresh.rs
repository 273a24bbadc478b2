//! Asking the client to ask again, where answers changed without an edit. One request of a kind is out at a time, and
//! nothing waits for its answer.

use crate::server::session::Session;
use std::sync::Arc;
use tower_lsp::ls_types::request::{
    CodeLensRefresh, InlayHintRefreshRequest, Request, SemanticTokensRefresh, WorkspaceDiagnosticRefresh,
};

/// Asks for everything that the client can refresh.
pub(crate) fn all(session: &Arc<Session>) {
    let refreshes = session.profile().refreshes;
    if refreshes.diagnostics {
        ask::<WorkspaceDiagnosticRefresh>(session);
    }
    if refreshes.semantic_tokens {
        ask::<SemanticTokensRefresh>(session);
    }
    if refreshes.inlay_hints {
        ask::<InlayHintRefreshRequest>(session);
    }
    if refreshes.code_lenses {
        ask::<CodeLensRefresh>(session);
    }
}

/// Asks for diagnostics alone.
pub(crate) fn diagnostics(session: &Arc<Session>) {
    if session.profile().refreshes.diagnostics {
        ask::<WorkspaceDiagnosticRefresh>(session);
    }
}

fn ask<R: Request<Params = (), Result = ()> + 'static>(session: &Arc<Session>) {
    if !session.start_refresh(R::METHOD) {
        return;
    }
    let session = session.clone();
    tokio::spawn(async move {
        let _ = session.client.send_request::<R>(()).await;
        session.end_refresh(R::METHOD);
    });
}
