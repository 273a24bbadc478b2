//! The table of rules, and the one function that runs them.

use crate::article::Article;
use crate::rules::{Finding, Settings, Severity};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name: `contradiction`.
    pub name: &'static str,
    /// One line for tables.
    pub summary: &'static str,
    /// Severity without settings.
    pub severity: Severity,
    /// The whole explanation, with examples, in Markdown: the documentation comment of the rule.
    pub explanation: &'static str,
    /// Adds its findings to the list.
    pub check: fn(&Article, &Settings, &mut Vec<Finding>),
}

/// Every rule, by name.
pub static RULES: &[&Rule] = &[];

/// Runs all rules that the settings leave on, and gives the findings in document order.
pub fn check(article: &Article, settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        (rule.check)(article, settings, &mut findings);
    }
    findings.sort_by_key(|f| (f.span.start, f.span.end, f.rule));
    findings
}
