//! What articles say against each other. Comes in: [`Article`](crate::article::Article)s, each with its name and day. Goes
//! out: [`Fact`]s, which can be joined wherever they lie, the pairs of them that may not both be true, and the decision on
//! each pair. No IO: a desk's folder and a cluster's archive go through the same three steps.
//!
//! 1. [`facts`] of one article: a row for each statement, entity in its sentence, and class of its predicate. All that later
//!    steps need is in the row.
//! 2. Candidates: two rows of different articles with one entity, one class and one day ([`Candidates`] on one machine, a
//!    join in SQL on many).
//! 3. [`decide`]: the sentences of a pair are read as one article by the rules `contradiction` and `conflicting-accounts`,
//!    which so have the last word here as they have it inside an article.

mod candidates;
mod day;
mod decide;
mod fact;

pub use candidates::{CROWD, Candidates, may_conflict};
pub use decide::{Decision, Side, Verdict, decide};
pub use fact::{Fact, facts};
