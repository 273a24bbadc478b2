//! The rule `unused-suppression`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// A suppression that suppresses nothing.
    ///
    /// In Markdown a finding can be let stand by a comment, with the names of one or more rules after it; without a name
    /// it means all rules.
    ///
    /// | comment | suppresses findings |
    /// |---|---|
    /// | `<!-- copydesk-ignore RULE -->` | in the paragraph that it stands in |
    /// | `<!-- copydesk-ignore-next RULE -->` | in the paragraph that follows |
    /// | `<!-- copydesk-off RULE -->` | from here to the next `<!-- copydesk-on RULE -->`, or to the end |
    ///
    /// When the copy is edited and the finding goes away, the comment should go too: it would hide the next one. The fix
    /// deletes it. In plain text, which has no comments, `copydesk checks stet` does the same.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// # Bakery reopens
    ///
    /// The bakery on Mill Street reopens on Monday. <!-- copydesk-ignore unbalanced-quote -->
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// # Bakery reopens
    ///
    /// The bakery on Mill Street reopens on Monday, its owner said.
    /// ```
    "unused-suppression", Information, check, any_language
}

/// Nothing: which suppressions are unused is known when all other rules have run, so [`super::suppression`] tells.
fn check(_article: &Article, _settings: &Settings, _findings: &mut Vec<Finding>) {}
