//! The language server, spoken to as an editor would.

/// The client that all of these speak through.
mod client;
/// Settings: sent along, pushed, pulled.
mod configuration;
/// Diagnostics that the client asks for, of one document and of the workspace.
mod diagnostic;
/// Chance that is the same in every run.
pub(crate) mod dice;
/// The outline, as a tree and flat.
mod document_symbol;
/// Findings after random edits are those of a fresh analysis.
mod edits;
/// A thousand articles, a hundred ends, a port.
mod endurance;
/// How documents are named; files that come, go and move.
mod files;
/// What real clients say first, and what they are given.
mod handshakes;
/// Cards on names and quotations.
mod hover;
/// Decisions on claims, by command and from another program.
mod ledger;
/// `initialize`, `shutdown`, `exit`; encodings; malformed messages; the binary over real pipes.
mod lifecycle;
/// The real program as a process.
mod process;
/// Every other request; saturation, cancelling, positions outside the text.
mod requests;
/// Documents and their diagnostics: order, versions, related places.
mod synchronization;
