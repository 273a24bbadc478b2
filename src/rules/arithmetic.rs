//! The rule `arithmetic`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// Parts and total, percentage and figures, age and year of birth, duration and dates that do not agree.
    "arithmetic", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
