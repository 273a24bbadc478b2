//! The rule `vague-source`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// A source that nobody could check: experts, critics, some, it is believed.
    "vague-source", Information, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
