//! The rule `unbalanced-quote`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// A quotation mark that never closes.
    "unbalanced-quote", Warning, check, any_language
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
