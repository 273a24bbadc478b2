//! The rule `headline-mismatch`.

use crate::article::Article;
use crate::rules::{Finding, Settings, contradiction};

rule! {
    /// The headline, or the line under it, says what the body does not bear out.
    ///
    /// The same comparisons as `contradiction`, between headline or dek and the paragraphs below: numbers, places, outcomes, who
    /// somebody is. A headline leaves out who says something, so whose word the body gives it as makes no difference. A
    /// headline that rounds, or that gives a bound (“over 900”), agrees with every figure inside it.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Fire at Harlow mill kills 24 people
    ///
    /// The mill stood on the river for a hundred years.
    ///
    /// The fire at the Harlow mill killed 31 people, the fire chief said.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Fire at Harlow mill kills more than 20 people
    ///
    /// The mill stood on the river for a hundred years.
    ///
    /// The fire at the Harlow mill killed 31 people, the fire chief said.
    /// ```
    "headline-mismatch", Warning, check
}

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let conflicts = contradiction::conflicts(article);
    findings.extend(
        conflicts.iter().filter(|c| c.is_of_headline(article)).map(|c| c.finding(article, RULE.name)),
    );
}
