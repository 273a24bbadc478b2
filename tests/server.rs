//! The language server, spoken to as an editor would.

/// The client that all of these speak through.
mod client;
/// Settings: sent along, pushed, pulled.
mod configuration;
/// Diagnostics that the client asks for, of one document and of the workspace.
mod diagnostic;
/// The outline, as a tree and flat.
mod document_symbol;
/// Cards on names and quotations.
mod hover;
/// Decisions on claims, by command and from another program.
mod ledger;
/// `initialize`, `shutdown`, `exit`; encodings; malformed messages; the binary over real pipes.
mod lifecycle;
/// Every other request; saturation, cancelling, positions outside the text.
mod requests;
/// Documents and their diagnostics: order, versions, related places.
mod synchronization;
