//! What is wrong. Comes in: an [`Article`](crate::article::Article) and [`Settings`]. Goes out: [`Finding`]s. One file a
//! rule; a rule is a pure function. No IO.

pub mod finding;
pub mod registry;
pub mod settings;

pub use finding::{Edit, Finding, Fix, Related, Severity};
pub use registry::{RULES, Rule, check};
pub use settings::{CopyKind, Settings};
