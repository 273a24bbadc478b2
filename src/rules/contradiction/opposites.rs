//! Opposite predicates: rose and fell, approved and rejected.

use crate::rules::contradiction::lexicon;

/// What is wrong, where two statements that deny nothing use opposites.
pub(super) fn compare(
    here: &str,
    here_denied: bool,
    there: &str,
    there_denied: bool,
) -> Option<&'static str> {
    let opposite = || {
        let other = lexicon::senses(there);
        lexicon::senses(here).iter().any(|s| other.iter().any(|o| o.row == s.row && o.side != s.side))
    };
    (!here_denied && !there_denied && opposite()).then_some("these are opposites")
}
