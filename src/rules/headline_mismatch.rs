//! The rule `headline-mismatch`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// The headline or the first paragraph against the body.
    "headline-mismatch", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
