//! The rule `repeated-passage`.

use crate::article::Article;
use crate::rules::{Finding, Settings};

rule! {
    /// A paragraph or sentence that stands in the copy twice.
    "repeated-passage", Warning, check, any_language
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
