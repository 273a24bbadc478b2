//! Stretches of time against their ends: "six years, from 1990 to 1998", "10 years ago, in 2008".

use crate::language::values::{CalendarUnit, DateExpression, Value};
use crate::language::{Bound, Measure};
use crate::rules::Finding;
use crate::rules::arithmetic::{Here, RULE, written};

/// Days of a year.
const YEAR: f64 = 365.25;
/// How many tokens a stretch may stand from its ends.
const REACH: usize = 5;

pub(super) fn check(here: &Here<'_>, findings: &mut Vec<Finding>) {
    for (at, first) in here.values.iter().enumerate() {
        let second = here.values.get(at + 1);
        years(here, first, second, findings);
        if let Some(second) = second {
            ago(here, first, second, findings);
        }
    }
}

fn year_of(value: &Value) -> Option<f64> {
    match &value.measure {
        Measure::Date(DateExpression { year: Some(year), month: None, .. }) => Some(f64::from(*year)),
        Measure::Number if value.bound == Bound::Exact && (1500.0..2200.0).contains(&value.low) => {
            Some(value.low)
        }
        _ => None,
    }
}

/// "from 1990 to 1998" and a number of years right before or behind it.
fn years(here: &Here<'_>, first: &Value, second: Option<&Value>, findings: &mut Vec<Finding>) {
    // The reader takes "1990 to 1998" for a range.
    let ranged = first.low < first.high
        && first.low >= 1500.0
        && first.high < 2200.0
        && first.measure == Measure::Number;
    let (from, to, ends) = if ranged {
        (first.low, first.high, first.tokens.clone())
    } else {
        let Some(second) = second else { return };
        let (Some(a), Some(b)) = (year_of(first), year_of(second)) else { return };
        let joined = (first.tokens.end..second.tokens.start).map(|t| here.lower(t)).collect::<Vec<_>>();
        if !(joined.len() == 1
            && matches!(joined[0].as_str(), "to" | "until" | "and" | "-" | "–" | "through"))
        {
            return;
        }
        (a, b, first.tokens.start..second.tokens.end)
    };
    let lead = here.lower(ends.start.wrapping_sub(1));
    if !matches!(lead.as_str(), "from" | "between" | ",") || to <= from {
        return;
    }
    let stretch = here.values.iter().find(|v| {
        v.measure == Measure::Duration
            && v.bound == Bound::Exact
            && v.low == v.high
            && v.low >= 2.0 * YEAR
            && (v.tokens.end <= ends.start && ends.start - v.tokens.end <= REACH
                || ends.end <= v.tokens.start && v.tokens.start - ends.end <= 2)
    });
    let Some(stretch) = stretch else { return };
    let (lo, hi) = (stretch.tokens.end.min(ends.end), stretch.tokens.start.max(ends.start));
    let clear = (lo..hi).all(|t| !here.passage.tokens.get(t).is_some_and(|t| t.tag.is_verb()));
    let told = (stretch.low / YEAR).round();
    // The first and the last year may both count, and neither may be whole.
    if !clear || (to - from - told).abs() <= 1.0 {
        return;
    }
    let message = format!("From {from} to {to} is {} years, not {}", written(to - from), here.words(stretch));
    let span = here.passage.span_of(ends).shift(here.placed.offset);
    findings.push(Finding::new(RULE.name, here.span(stretch), message).with_related(span, "the years"));
}

/// "10 years ago, in 2008", seen from the day of publication.
fn ago(here: &Here<'_>, first: &Value, second: &Value, findings: &mut Vec<Finding>) {
    let Some(published) = here.article.published else { return };
    let back = |v: &Value| match &v.measure {
        Measure::Date(DateExpression { relative: Some((CalendarUnit::Year, years)), .. })
            if v.bound == Bound::Exact && *years < -1 =>
        {
            Some(f64::from(*years))
        }
        _ => None,
    };
    let (ago, years, year) = match (back(first), back(second)) {
        (Some(years), None) => (first, years, year_of(second)),
        (None, Some(years)) => (second, years, year_of(first)),
        _ => return,
    };
    let Some(year) = year else { return };
    let between = (first.tokens.end..second.tokens.start).map(|t| here.lower(t)).collect::<Vec<_>>();
    let apposed = between.len() <= 2 && between.iter().all(|w| matches!(w.as_str(), "," | "in" | "(" | "—"));
    let truly = f64::from(published.year()) - year;
    // Decades and fives are rounded.
    let slack = if years % 10.0 == 0.0 { 2.0 } else { 1.0 };
    if !apposed || between.is_empty() || (truly + years).abs() <= slack {
        return;
    }
    let message = format!("{year} is {} years before the article, not {}", written(truly), written(-years));
    let other = if std::ptr::eq(ago, first) { second } else { first };
    findings
        .push(Finding::new(RULE.name, here.span(ago), message).with_related(here.span(other), "the year"));
}
