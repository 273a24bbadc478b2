//! The rule `inconsistent-name`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// One person or body spelled or titled in two ways.
    "inconsistent-name", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
