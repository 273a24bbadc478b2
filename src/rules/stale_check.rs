//! The rule `stale-check`.

use crate::article::Article;
use crate::rules::claims::{State, check_claims};
use crate::rules::{Finding, Settings};

rule! {
    /// A claim that was checked in other words.
    ///
    /// A decision of a fact-checker holds for the words that were held against the source. When they change (a figure is
    /// corrected, a verb made stronger), what is printed is no longer what was checked. The finding stands at the statement
    /// most like the old words, with these; where nothing like them is left, at the headline. It goes when the statement is
    /// decided on anew, or when the old decision is withdrawn. Only articles with decisions in the ledger
    /// (`.copydesk/checks.jsonl`, see `copydesk checks`) can have it.
    ///
    /// In the ledger as verified:
    ///
    /// ```text
    /// The bridge carries 4,000 lorries a day.
    /// ```
    ///
    /// Flagged:
    ///
    /// ```text
    /// The bridge carries more than 5,000 lorries a day.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// The bridge carries 4,000 lorries a day, the mayor, Ruth Adair, said.
    /// ```
    "stale-check", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    if settings.decisions.on_claims().next().is_none() {
        return;
    }
    for row in check_claims(article, &settings.decisions) {
        let (State::Stale, Some(decision)) = (row.state, row.decision) else { continue };
        let (old, told) = (excerpt(&decision.text), decision.told());
        let message = match row.claim {
            Some(_) => format!("This read “{old}” when it was {told}: check it again"),
            None => {
                format!("“{old}” was {told} and is gone: withdraw the decision or put the statement back")
            }
        };
        findings.push(Finding::new(RULE.name, row.span, message));
    }
}

/// Characters of the old words that a message shows.
const EXCERPT: usize = 200;

/// Words on one line, cut where they are long.
pub(crate) fn excerpt(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or("").trim_end()),
    }
}
