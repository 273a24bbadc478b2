//! The rule `truncated-text`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// The copy stops in mid-sentence.
    "truncated-text", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
