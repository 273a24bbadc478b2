//! The rule `unused-suppression`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// A suppression that suppresses nothing.
    "unused-suppression", Information, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
