//! The language server, spoken to as an editor would.

/// The client that all of these speak through.
mod client;
/// The outline, as a tree and flat.
mod document_symbol;
/// `initialize`, `shutdown`, `exit`; encodings; malformed messages; the binary over real pipes.
mod lifecycle;
/// Documents and their diagnostics: order, versions, related places.
mod synchronization;
