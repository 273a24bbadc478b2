//! The rule `unchecked-claim`.

use crate::article::Article;
use crate::rules::claims::{State, check_claims};
use crate::rules::{Finding, Settings};

rule! {
    /// A claim that no fact-checker has verified or let stand.
    ///
    /// Speaks only where it is asked to, with `copydesk lint --require-checked`: the last gate before an article is printed.
    /// Every statement that can be held against a source (a figure, a date, a name with what it did, a quotation) and that
    /// scores at least the threshold must have a decision in the ledger, `.copydesk/checks.jsonl`, and it must be *verified*
    /// or *stet*. A disputed claim, and one that was reworded since, are unchecked.
    ///
    /// Flagged, while the ledger has nothing about it:
    ///
    /// ```text
    /// The bridge carries 4,000 lorries a day, the mayor, Ruth Adair, said.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Who will pay for the bridge?
    /// ```
    "unchecked-claim", Error, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let Some(threshold) = settings.require_checked else { return };
    for row in check_claims(article, &settings.decisions) {
        let Some(claim) = row.claim.and_then(|number| article.claims.get(number)) else { continue };
        if row.state.is_settled() || claim.needs_attribution < threshold {
            continue;
        }
        let message = match (row.state, row.decision) {
            (State::Disputed, Some(decision)) if decision.note.is_empty() => {
                format!("This claim is {}", decision.told())
            }
            (State::Disputed, Some(decision)) => {
                format!("This claim is {}: {}", decision.told(), decision.note)
            }
            (State::Stale, Some(decision)) => {
                format!("This claim was {} in other words", decision.told())
            }
            _ => "Nobody has checked this claim".to_owned(),
        };
        findings.push(Finding::new(RULE.name, row.span, message));
    }
}
