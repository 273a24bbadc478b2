//! The settings of a newsroom. Comes in: `copydesk.toml` files and editor settings. Goes out: a
//! [`Settings`](crate::rules::Settings) for one path.
