//! The rule `impossible-date`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// A weekday that does not fit its date, or a date that does not exist.
    "impossible-date", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
