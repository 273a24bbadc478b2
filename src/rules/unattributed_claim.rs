//! The rule `unattributed-claim`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// A statement in the article's own voice that needs somebody to stand behind it.
    "unattributed-claim", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
