//! Copydesk reads a news article the way a copy desk does: who is in it, who says what, which statements nobody
//! stands behind, which statements cannot both be true. It is a language server for editors, a linter for CI, and
//! this library under both.
//!
//! # The rooms
//!
//! Each module is a room with one duty. Arrows point one way, and a test (`tests/layers.rs`) holds them:
//!
//! ```text
//! text -> language -> article -> rules -> { server, lint }
//!                       config, checks, archive, replace beside them
//! ```
//!
//! | room | comes in | goes out |
//! |---|---|---|
//! | [`text`] | bytes and edits | a [`text::Document`]: blocks, masked markup, positions |
//! | [`language`] | one passage of English | a [`language::Passage`]: tokens, sentences, tags, parse, names, values |
//! | [`article`] | a document | an [`article::Article`]: entities, attributions, claims, frames, outline |
//! | [`rules`] | an article and settings | [`rules::Finding`]s |
//! | [`config`] | `copydesk.toml` files | a [`rules::Settings`] for one path |
//! | [`archive`] | articles with their names and days | facts, and which of them cannot both be true |
//! | [`checks`] | decisions of fact-checkers | the ledger |
//! | [`replace`] | a path and its new content | the file, old or new, never half |
//! | [`server`] | LSP messages | LSP messages |
//! | [`lint`] | paths | reports in the terminal's or a CI service's format, an exit code |
//!
//! # Invariants
//!
//! - Every [`text::Span`] is a byte range into the original text. Nothing is stripped or rewritten before analysis.
//! - `text`, `language`, `article` and `rules` are pure, total and deterministic, and do no IO. What can run long
//!   takes a [`text::Cancel`].
//! - The reading of a paragraph depends on that paragraph alone and is cached by content ([`article::Memory`]); a
//!   headline without case is first given the case that the body gives its words, and cached as such;
//!   what needs the whole article is a second, linear pass over compact per-paragraph results. Pairs of statements come
//!   from indexes; where a document is edited, only the pairs that the edit touches are compared again, and what a
//!   paragraph says of the people in it is kept as long as nothing changes that it follows from.
//! - The server, `lint` and `analyze` give the same findings for the same text and settings.
//! - LSP types appear in [`server`] alone, and one module converts positions: [`text::position`].
//!
//! # Where to start reading
//!
//! [`article::Article`] is the one struct that all rules and queries read; [`article::Article::read`] makes it.
//! [`rules::check`] is what the server and the linter call. `src/main.rs` is the table of commands.

#![forbid(unsafe_code)]

pub mod archive;
pub mod article;
pub mod checks;
pub mod config;
pub mod language;
pub mod lint;
pub mod replace;
pub mod rules;
pub mod server;
pub mod text;
#[cfg(feature = "train")]
pub mod training;
