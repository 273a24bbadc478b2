//! The rule `boilerplate`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// Page furniture left in the copy: Share, Advertisement, Read more.
    "boilerplate", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
