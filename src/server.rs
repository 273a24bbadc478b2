//! The language server. Comes in: LSP messages. Goes out: LSP messages. No analysis of its own.
