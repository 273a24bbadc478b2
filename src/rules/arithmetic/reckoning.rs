//! Years against centuries and anniversaries: "in 1742, in the 17th century", "founded in 1921, marks its 90th anniversary in 2021".

use crate::language::Measure;
use crate::language::values::{Value, ordinal};
use crate::rules::Finding;
use crate::rules::arithmetic::{Here, RULE, written};

/// How many tokens a century may stand from its year.
const REACH: usize = 4;

pub(super) fn check(here: &Here<'_>, findings: &mut Vec<Finding>) {
    for token in here.sentence.tokens.clone() {
        match here.lemma(token) {
            "century" => century(here, token, findings),
            "anniversary" => anniversary(here, token, findings),
            _ => {}
        }
    }
}

/// The ordinal right before a token.
fn ordinal_before(here: &Here<'_>, token: usize) -> Option<f64> {
    ordinal(&here.lower(token.checked_sub(1)?))
}

/// The years that a sentence names.
fn years<'a>(here: &'a Here<'_>) -> impl Iterator<Item = (&'a Value, i32)> {
    here.values.iter().filter_map(|v| match &v.measure {
        Measure::Date(date) => Some((v, i32::from(date.year?))),
        _ => None,
    })
}

fn century(here: &Here<'_>, token: usize, findings: &mut Vec<Finding>) {
    let Some(number) = ordinal_before(here, token) else { return };
    // "The late 17th century and the 18th", "before Christ".
    let other = |t: usize| {
        matches!(here.lower(t).as_str(), "bc" | "b.c." | "b.c" | "bce" | "late" | "early" | "turn")
    };
    if here.sentence.tokens.clone().any(other) {
        return;
    }
    let start = token - 1;
    for (value, year) in years(here) {
        // "In 1742, in the 17th century"; "in the 17th century, in 1742".
        let between =
            if value.tokens.end <= start { value.tokens.end..start } else { token + 1..value.tokens.start };
        let beside = between.len() <= REACH
            && between
                .clone()
                .all(|t| matches!(here.lower(t).as_str(), "," | "in" | "the" | "(" | "—" | "–" | "of"));
        let fits =
            (year - 1).div_euclid(100) + 1 == number as i32 || year.div_euclid(100) + 1 == number as i32;
        if !beside || between.is_empty() || fits {
            continue;
        }
        let message = format!("{year} is not in the {} century", here.lower(start));
        let words = here.passage.span_of(start..token + 1).shift(here.placed.offset);
        let finding = Finding::new(RULE.name, words, message);
        findings.push(finding.with_related(here.span(value), "the year"));
    }
}

fn anniversary(here: &Here<'_>, token: usize, findings: &mut Vec<Finding>) {
    let Some(number) = ordinal_before(here, token) else { return };
    // "The 10th anniversary of its listing" is one of something else.
    if here.lower(token + 1) == "of" {
        return;
    }
    let told: Vec<_> = years(here).collect();
    let [(first, from), (second, to)] = told.as_slice() else { return };
    let began = (first.tokens.start.saturating_sub(3)..first.tokens.start).any(|t| {
        matches!(
            here.lemma(t),
            "found" | "establish" | "open" | "create" | "form" | "bear" | "begin" | "start"
        )
    });
    if !began || to <= from || f64::from(to - from) == number {
        return;
    }
    let message =
        format!("From {from} to {to} is {} years, not {}", written(f64::from(to - from)), written(number));
    let words = here.passage.span_of(token - 1..token + 1).shift(here.placed.offset);
    let years = here.span(first).join(here.span(second));
    findings.push(Finding::new(RULE.name, words, message).with_related(years, "the years"));
}
