//! The settings of a newsroom. Comes in: `copydesk.toml` files and editor settings. Goes out: a
//! [`Settings`](crate::rules::Settings) for one path.
//!
//! A [`Resolver`] finds the `copydesk.toml` that governs a path: the nearest one in the folders above it. A
//! [`Configuration`] is that file with everything it extends merged under it, and [`Configuration::settings_for`] is its
//! policy for one article: the general settings, then the overrides whose paths match, then what the article's own
//! front matter says.
//!
//! `schema.json` beside this describes the file for editors and people; unknown keys are found with it, and a test holds
//! it to the struct.

pub mod error;
pub mod file;
pub mod keys;
pub mod policy;

pub use error::ConfigError;
pub use file::{ConfigFile, Override, SeveritySetting};
pub use keys::schema;
pub use policy::{Configuration, FILE_NAME, Resolver, parse};

/// A commented `copydesk.toml`, as `copydesk init` writes it.
pub const TEMPLATE: &str = include_str!("config/template.toml");
