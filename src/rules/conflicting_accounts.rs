//! The rule `conflicting-accounts`.

use crate::article::Article;
use crate::rules::{Finding, Settings, contradiction};

rule! {
    /// Two voices that do not agree: a dispute the reader should be told about.
    ///
    /// The same comparisons as `contradiction`, between what different people and bodies say, or between them and the
    /// article itself. Both may be reported faithfully; the reader should learn that they differ.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Blast at refinery kills dozens
    ///
    /// The explosion at the Harlow refinery killed 24 people, the fire chief said.
    ///
    /// Windows broke in the streets around the plant.
    ///
    /// Thirty-one people were killed in the explosion at the refinery, the mayor said.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Blast at refinery kills dozens
    ///
    /// The explosion at the Harlow refinery killed 24 people, the fire chief said.
    ///
    /// Windows broke in the streets around the plant.
    ///
    /// Twenty-four people were killed in the explosion at the refinery, the mayor said.
    /// ```
    "conflicting-accounts", Information, check
}

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let conflicts = contradiction::conflicts(article);
    findings
        .extend(conflicts.iter().filter(|c| !c.is_one_voice(article)).map(|c| c.finding(article, RULE.name)));
}
