//! Findings that fact-checkers let stand: the suppression of plain text, which has no comments.
//!
//! A decision names the rule and the fingerprint of a finding. A claim that was verified or let stand also settles
//! `unattributed-claim` at its statement: the newsroom itself stands behind it.

use crate::article::Article;
use crate::rules::claims::{check_claims, top};
use crate::rules::stale_check::excerpt;
use crate::rules::wording::Wordings;
use crate::rules::{Finding, Settings, find, unattributed_claim, unused_suppression};
use crate::text::Cover;
use std::collections::{HashMap, HashSet};

/// Takes away the findings that are let stand, and adds one for each decision that lets nothing stand any more. The
/// findings have their fingerprints; those that are added have none yet.
pub(crate) fn apply(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) -> Vec<Finding> {
    if settings.decisions.is_empty() {
        return Vec::new();
    }
    let bare = |finding: &Finding| finding.rule == unattributed_claim::RULE.name;
    let settled: Cover = match findings.iter().any(bare) {
        false => Cover::default(),
        true => {
            let rows = check_claims(article, &settings.decisions).into_iter();
            rows.filter(|row| row.state.is_settled()).map(|row| row.span).collect()
        }
    };
    let decided: HashMap<(&str, &str), usize> = settings
        .decisions
        .on_findings()
        .enumerate()
        .map(|(number, (rule, decision))| ((rule, decision.fingerprint.as_str()), number))
        .collect();
    let mut used = HashSet::new();
    findings.retain(|finding| match decided.get(&(finding.rule, finding.fingerprint.as_str())) {
        Some(number) => {
            used.insert(*number);
            false
        }
        None => !bare(finding) || !settled.covers(finding.span),
    });
    if settings.severity_of(&unused_suppression::RULE).is_none() {
        return Vec::new();
    }
    let idle: Vec<_> = settings
        .decisions
        .on_findings()
        .enumerate()
        // A rule that is switched off cannot use its decisions.
        .filter(|(number, (rule, _))| {
            !used.contains(number) && find(rule).is_none_or(|rule| settings.severity_of(rule).is_some())
        })
        .map(|(_, decision)| decision)
        .collect();
    if idle.is_empty() {
        return Vec::new();
    }
    let sentences: Vec<_> = article.sentences().collect();
    let wordings = Wordings::of(sentences.iter().map(|span| span.of(article.text())));
    let complaint = |(rule, decision): (&str, &crate::rules::Decision)| {
        let place = wordings.like(&decision.text).first().and_then(|&(number, _)| sentences.get(number));
        let (told, words) = (decision.told(), excerpt(&decision.text));
        let message = match find(rule) {
            None => {
                format!("A decision lets stand a finding of “{rule}”, and there is no such rule: withdraw it")
            }
            Some(_) => {
                format!("{rule} was {told} at “{words}”; it finds nothing there now: withdraw the decision")
            }
        };
        Finding::new(unused_suppression::RULE.name, place.copied().unwrap_or(top(article)), message)
    };
    idle.into_iter().map(complaint).collect()
}
