//! The table of rules, and the one function that runs them.

use crate::article::Article;
use crate::rules::{Finding, Settings, Severity, fingerprint, stet, suppression};
use crate::text::{Cancel, Cancelled, Nature};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name: `contradiction`.
    pub name: &'static str,
    /// Severity without settings.
    pub severity: Severity,
    /// Whether it says something about copy in any language ([`Nature::Foreign`]), not only in English.
    pub any_language: bool,
    /// The documentation comment, as the compiler hands it on. Read it through [`Rule::summary`] and
    /// [`Rule::explanation`].
    pub documentation: &'static str,
    /// Adds its findings to the list.
    pub check: fn(&Article, &Settings, &mut Vec<Finding>),
}

/// Makes the static `RULE` of a file. The documentation comment is the rule's explanation: its first line is the
/// summary of the tables, and fenced blocks with the words `flagged` and `clean` after `text` are its examples, which a
/// test runs.
///
/// ```text
/// rule! {
///     /// The copy stops in mid-sentence.
///     ///
///     /// Why it matters, what is left alone ...
///     "truncated-text", Warning, check
/// }
/// ```
macro_rules! rule {
    ($(#[doc = $line:literal])+ $name:literal, $severity:ident, $check:path) => {
        rule! { @ $(#[doc = $line])+ $name, $severity, $check, false }
    };
    ($(#[doc = $line:literal])+ $name:literal, $severity:ident, $check:path, any_language) => {
        rule! { @ $(#[doc = $line])+ $name, $severity, $check, true }
    };
    (@ $(#[doc = $line:literal])+ $name:literal, $severity:ident, $check:path, $any:literal) => {
        $(#[doc = $line])+
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            severity: $crate::rules::Severity::$severity,
            any_language: $any,
            documentation: concat!($($line, "\n"),+),
            check: $check,
        };
    };
}

/// Every rule, by name.
pub static RULES: &[&Rule] = &[
    &super::arithmetic::RULE,
    &super::boilerplate::RULE,
    &super::conflicting_accounts::RULE,
    &super::contradiction::RULE,
    &super::headline_mismatch::RULE,
    &super::house_style::RULE,
    &super::impossible_date::RULE,
    &super::inconsistent_name::RULE,
    &super::repeated_passage::RULE,
    &super::stale_check::RULE,
    &super::truncated_text::RULE,
    &super::unattributed_claim::RULE,
    &super::unattributed_quote::RULE,
    &super::unbalanced_quote::RULE,
    &super::unchecked_claim::RULE,
    &super::unidentified_speaker::RULE,
    &super::unused_suppression::RULE,
    &super::vague_source::RULE,
];

/// The rules that compare statements with each other and share what comes of it. In a long article that takes as long as
/// all other rules together.
const COMPARING: [&str; 3] = ["conflicting-accounts", "contradiction", "headline-mismatch"];

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// The candidate nearest to a mistyped `word` by Damerau-Levenshtein distance, if one is near enough to be meant: at
/// most a third of the word (and always two letters) away.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase().replace('_', "-");
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, candidate), candidate))
        .filter(|&(distance, _)| distance <= (word.chars().count() / 3).max(2))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Runs all rules that the settings leave on, and gives the findings in document order, with their severities and
/// fingerprints, without those that the text itself suppresses or that fact-checkers let stand.
pub fn check(article: &Article, settings: &Settings) -> Vec<Finding> {
    // Nobody else holds the flag, so the work is never given up.
    check_unless(article, settings, &Cancel::new()).unwrap_or_default()
}

/// The same for work that can be given up: between two rules it looks whether anybody still wants the answer.
pub fn check_unless(
    article: &Article,
    settings: &Settings,
    cancel: &Cancel,
) -> Result<Vec<Finding>, Cancelled> {
    let nature = article.document.nature();
    if nature == Nature::Other {
        return Ok(Vec::new());
    }
    let on = |rule: &Rule| {
        settings.severity_of(rule).is_some() && (rule.any_language || nature == Nature::Article)
    };
    let mut findings = Vec::new();
    let (comparing, others): (Vec<&Rule>, Vec<&Rule>) =
        RULES.iter().copied().filter(|rule| on(rule)).partition(|rule| COMPARING.contains(&rule.name));
    let run = |rules: &[&Rule], findings: &mut Vec<Finding>| -> Result<(), Cancelled> {
        for rule in rules {
            cancel.check()?;
            (rule.check)(article, settings, findings);
        }
        Ok(())
    };
    if article.is_shared() && !comparing.is_empty() {
        let mut compared = Vec::new();
        let (one, other) = rayon::join(|| run(&comparing, &mut compared), || run(&others, &mut findings));
        one.and(other)?;
        findings.append(&mut compared);
    } else {
        run(&others, &mut findings)?;
        run(&comparing, &mut findings)?;
    }
    suppression::apply(article, settings, &mut findings);
    finish(article, settings, &mut findings);
    // After the fingerprints, by which findings are let stand: these count all findings of a sentence.
    let mut unused = stet::apply(article, settings, &mut findings);
    if !unused.is_empty() {
        finish(article, settings, &mut unused);
        findings.extend(unused);
        sort(&mut findings);
    }
    Ok(findings)
}

/// Gives findings their severities, their order and their fingerprints.
fn finish(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    for finding in findings.iter_mut() {
        if let Some(severity) = find(finding.rule).and_then(|rule| settings.severity_of(rule)) {
            finding.severity = severity;
        }
    }
    sort(findings);
    findings.dedup_by(|b, a| a.rule == b.rule && a.span == b.span && a.message == b.message);
    fingerprint::stamp(article, findings);
}

/// Document order.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        (a.span.start, a.span.end, a.rule, &a.message).cmp(&(b.span.start, b.span.end, b.rule, &b.message))
    });
}

impl Rule {
    /// One line for tables: the first line of the documentation, without its full stop.
    pub fn summary(&self) -> &'static str {
        self.documentation.lines().next().unwrap_or("").trim().trim_end_matches('.')
    }

    /// The whole explanation with its examples, in Markdown.
    pub fn explanation(&self) -> String {
        let lines: Vec<_> =
            self.documentation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        lines.join("\n").trim_end().to_owned() + "\n"
    }

    /// The examples of one kind (`flagged` or `clean`) in the explanation: the bodies of its fenced blocks.
    pub fn examples(&self, kind: &str) -> Vec<String> {
        let fence = format!("```text {kind}");
        let mut examples = Vec::new();
        let mut open: Option<String> = None;
        for line in self.explanation().lines() {
            match &mut open {
                Some(body) if line == "```" => {
                    examples.push(std::mem::take(body));
                    open = None;
                }
                Some(body) => {
                    body.push_str(line);
                    body.push('\n');
                }
                None if line == fence => open = Some(String::new()),
                None => {}
            }
        }
        examples
    }
}
