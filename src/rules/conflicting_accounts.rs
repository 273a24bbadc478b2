//! The rule `conflicting-accounts`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// Two voices that give accounts which cannot both be true.
    "conflicting-accounts", Information, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
