//! Suppressions: comments in Markdown that let a finding stand.
//!
//! `<!-- copydesk-ignore RULE -->` holds in the paragraph it stands in, `-ignore-next` in the one that follows, and
//! `<!-- copydesk-off RULE -->` up to `<!-- copydesk-on RULE -->`. Several rules are separated by commas or spaces; none
//! means all.

use crate::article::Article;

use crate::rules::{Edit, Finding, Fix, RULES, Settings, find, nearest};
use crate::text::{Format, Span};
use regex::Regex;
use std::sync::LazyLock;

static COMMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"<!--\s*copydesk-(ignore-next|ignore|off|on)\b([^>]*?)-->").ok());

/// One comment.
struct Suppression<'t> {
    /// The comment.
    comment: Span,
    /// Where findings that start there are suppressed.
    scope: Span,
    /// The rules it names; empty for all.
    rules: Vec<&'t str>,
    /// Which of `rules` it has suppressed; for all rules, one flag.
    used: Vec<bool>,
}

/// Takes away the findings that the text suppresses, and adds a finding for each suppression that suppresses nothing.
pub(crate) fn apply(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    if article.document.format() != Format::Markdown {
        return;
    }
    let mut suppressions = read(article.text());
    if suppressions.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let mut kept = true;
        for suppression in &mut suppressions {
            kept &= !suppression.takes(finding);
        }
        kept
    });
    let rule = &super::unused_suppression::RULE;
    if settings.severity_of(rule).is_some() {
        findings.extend(suppressions.iter().filter_map(|s| s.complaint(article.text(), settings)));
    }
}

/// The suppressions of a text, in order.
fn read(text: &str) -> Vec<Suppression<'_>> {
    let Some(pattern) = COMMENT.as_ref().filter(|_| text.contains("copydesk-")) else { return Vec::new() };
    let code = fenced_code(text);
    let mut found: Vec<Suppression<'_>> = Vec::new();
    for captures in pattern.captures_iter(text) {
        let (Some(whole), Some(verb), Some(names)) = (captures.get(0), captures.get(1), captures.get(2))
        else {
            continue;
        };
        let comment = Span::new(whole.start(), whole.end());
        let in_code = code.iter().any(|span| span.contains(comment.start))
            || text.get(..comment.start).is_some_and(|before| before.ends_with('`'));
        if in_code {
            continue;
        }
        let rules: Vec<_> =
            names.as_str().split([',', ' ', '\n', '\t']).filter(|name| !name.is_empty()).collect();
        let scope = match verb.as_str() {
            "ignore" => Span::new(paragraph_start(text, comment.start), paragraph_end(text, comment.end)),
            "ignore-next" => {
                let rest = text.get(comment.end..).unwrap_or("");
                let next = comment.end + (rest.len() - rest.trim_start().len());
                Span::new(next, paragraph_end(text, next))
            }
            "off" => Span::new(comment.end, text.len()),
            _ => {
                // `on` ends what `off` began: of the rules it names, or of all.
                switch_on(&mut found, comment, &rules);
                continue;
            }
        };
        let used = vec![false; rules.len().max(1)];
        found.push(Suppression { comment, scope, rules, used });
    }
    found
}

fn switch_on<'t>(found: &mut Vec<Suppression<'t>>, comment: Span, rules: &[&'t str]) {
    let open = |s: &Suppression<'_>| s.scope.start == s.comment.end && s.scope.end > comment.start;
    for suppression in found.iter_mut().filter(|s| open(s)) {
        let all_of_it = rules.is_empty() || suppression.rules.iter().all(|rule| rules.contains(rule));
        if all_of_it && (rules.is_empty() || !suppression.rules.is_empty()) {
            suppression.scope.end = comment.start;
        }
    }
}

impl Suppression<'_> {
    /// Whether it suppresses `finding`; notes that it did.
    fn takes(&mut self, finding: &Finding) -> bool {
        if !(self.scope.start <= finding.span.start && finding.span.start < self.scope.end) {
            return false;
        }
        let place = if self.rules.is_empty() {
            Some(0)
        } else {
            self.rules.iter().position(|&rule| rule == finding.rule)
        };
        match place.and_then(|place| self.used.get_mut(place)) {
            Some(used) => {
                *used = true;
                true
            }
            None => false,
        }
    }

    /// What is wrong with it, if anything.
    fn complaint(&self, text: &str, settings: &Settings) -> Option<Finding> {
        // A rule that is switched off cannot use its suppressions.
        let is_off = |rule: &str| find(rule).is_some_and(|r| settings.severity_of(r).is_none());
        let named = self.rules.iter().zip(&self.used);
        let idle: Vec<&str> =
            named.filter(|(rule, used)| !**used && !is_off(rule)).map(|(rule, _)| *rule).collect();
        let message = if let Some(unknown) = idle.iter().find(|rule| find(rule).is_none()) {
            match nearest(unknown, RULES.iter().map(|rule| rule.name)) {
                Some(near) => format!("There is no rule “{unknown}”; did you mean “{near}”?"),
                None => format!("There is no rule “{unknown}”"),
            }
        } else if self.rules.is_empty() && !self.used.contains(&true) {
            "This suppression suppresses nothing".to_owned()
        } else if idle.is_empty() {
            return None;
        } else {
            format!("This suppresses no finding of {}", idle.join(", "))
        };
        let mut finding = Finding::new("unused-suppression", self.comment, message);
        if idle.len() == self.rules.len() {
            let before = text.get(..self.comment.start).unwrap_or("");
            let start = if before.ends_with(' ') { self.comment.start - 1 } else { self.comment.start };
            finding = finding.with_fix(Fix {
                title: "delete the comment".to_owned(),
                edits: vec![Edit { span: Span::new(start, self.comment.end), replacement: String::new() }],
                safe: true,
            });
        }
        Some(finding)
    }
}

fn paragraph_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    let mut start = before.len();
    for line in before.split_inclusive('\n').rev() {
        if line.trim().is_empty() && line.ends_with('\n') {
            break;
        }
        start -= line.len();
    }
    start
}

fn paragraph_end(text: &str, at: usize) -> usize {
    let mut end = at;
    for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
        // The rest of the line that `at` stands in may be empty without being a blank line.
        if end > at && line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    end
}

/// Fenced code blocks, in which comments are only shown.
fn fenced_code(text: &str) -> Vec<Span> {
    let (mut spans, mut open, mut offset) = (Vec::new(), None::<(usize, &str)>, 0);
    for line in text.split_inclusive('\n') {
        let fence = ["```", "~~~"].into_iter().find(|fence| line.trim_start().starts_with(fence));
        match (open, fence) {
            (None, Some(fence)) => open = Some((offset, fence)),
            (Some((start, opened)), Some(fence)) if fence == opened => {
                spans.push(Span::new(start, offset + line.len()));
                open = None;
            }
            _ => {}
        }
        offset += line.len();
    }
    spans.extend(open.map(|(start, _)| Span::new(start, text.len())));
    spans
}
