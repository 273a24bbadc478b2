//! What is wrong. Comes in: an [`Article`](crate::article::Article) and [`Settings`]. Goes out: [`Finding`]s. One file a
//! rule; a rule is a pure function. No IO.
//!
//! [`check`] is the one entry: the server, `lint` and `analyze` all call it, so that they agree. To add a rule, write
//! its file with the `rule!` macro (its documentation comment is what `copydesk explain` prints), and give it its line
//! here and in [`registry`].

pub mod claims;
pub mod decision;
pub mod finding;
pub mod fingerprint;
#[macro_use]
pub mod registry;
pub mod settings;
mod stet;
pub mod suppression;
mod wording;

pub mod arithmetic;
pub mod boilerplate;
pub mod conflicting_accounts;
pub mod contradiction;
#[cfg(test)]
pub mod exclamation;
pub mod headline_mismatch;
pub mod house_style;
pub mod impossible_date;
pub mod inconsistent_name;
pub mod repeated_passage;
pub mod stale_check;
pub mod truncated_text;
pub mod unattributed_claim;
pub mod unattributed_quote;
pub mod unbalanced_quote;
pub mod unchecked_claim;
pub mod unidentified_speaker;
pub mod unused_suppression;
pub mod vague_source;
mod voices;
mod word_list;

pub use claims::{CheckedClaim, check_claims};
pub use decision::{Decision, Decisions, Status};
pub use finding::{Edit, Finding, Fix, Related, Severity, safe_edits};
pub use registry::{RULES, Rule, check, check_unless, find, nearest};
pub use settings::{CopyKind, HouseName, Settings};
