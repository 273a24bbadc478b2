//! The fact-check ledger: which claims have been verified, disputed or let stand, by whom, from what source. Comes in:
//! decisions of fact-checkers. Goes out: the [`Decisions`](crate::rules::Decisions) on one article, for the rules, and
//! the whole ledger as a spreadsheet or as ClaimReview, for others.
//!
//! The ledger is one file, `.copydesk/checks.jsonl`: a line of JSON a decision, in the order of article and fingerprint,
//! so that two branches that decide on different claims change different lines. Where two lines decide on the same
//! thing, the later one (`at`) holds, so a merge that keeps the lines of both sides (`merge=union`, which the folder's
//! own `.gitattributes` asks for) is right.
//!
//! [`Ledgers`] finds and remembers ledgers for reading; [`Store`] changes one, under a lock that all programs share and
//! by a new file that takes the old one's name, so that two editors lose nothing, nor one that is killed.

pub mod author;
pub mod claim_review;
pub mod error;
pub mod home;
pub mod ledger;
pub mod ledgers;
pub mod spreadsheet;
pub mod store;

pub use error::LedgerError;
pub use home::{Home, home_of};
pub use ledger::{Ledger, Unread};
pub use ledgers::{Changes, Ledgers, Page};
pub use store::Store;
