//! The rule `unidentified-speaker`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// Someone is quoted by surname or pronoun before being introduced.
    "unidentified-speaker", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
