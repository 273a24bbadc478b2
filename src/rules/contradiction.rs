//! The rule `contradiction`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// Two statements in the same voice that cannot both be true.
    "contradiction", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
