//! The rule `unattributed-quote`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// A direct quotation whose speaker cannot be found.
    "unattributed-quote", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
