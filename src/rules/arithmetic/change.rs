//! A change against what it changed from and to: "from 9 to 10" and "three more", "from 70 percent to 56" and "halved".

mod across;
mod pointed;

use crate::language::values::Value;
use crate::language::{Bound, Measure};
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{Here, RULE, written};
use crate::rules::word_list::lines;
use crate::rules::{Finding, contradiction};
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

pub(super) use across::check as check_across;
pub(super) use pointed::check as check_pointed;

/// Words that say by how many times something changed, with the factor. Sorted. Own list.
static FACTORS: LazyLock<HashMap<&'static str, f64>> = LazyLock::new(|| {
    let rows = lines(include_str!("../data/factors.tsv"));
    rows.filter_map(|row| row.split_once('\t'))
        .filter_map(|(word, f)| Some((word, f.parse().ok()?)))
        .collect()
});
/// Words beside figures that fall as something rises: places in a table, odds, losses.
static UNORDERED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/unordered_figures.txt")).collect());
/// How far apart "from" and "to" may stand.
const REACH: usize = 6;

/// From what to what something changed.
pub(super) struct Move {
    pub(super) from: Figure,
    pub(super) to: Figure,
    pub(super) shown: (String, String),
    pub(super) percent: bool,
    /// Whether it may be a range: prices were cut from 10 to 50 percent.
    pub(super) ranged: bool,
    pub(super) span: Span,
}

pub(super) fn check(here: &Here<'_>, findings: &mut Vec<Finding>) {
    let Some((moved, rest)) = moved(here) else { return };
    if direction(here, &moved, rest, findings) || difference(here, &moved, rest, findings) {
        return;
    }
    // "rose 10 percent to 110 from 100": the one other per cent, right before.
    let share = here.values.iter().find(|v| {
        v.measure == Measure::Percent
            && v.low == v.high
            && v.tokens.end <= rest
            && rest - v.tokens.end <= 1
            && !moved.percent
    });
    if let Some(share) = share {
        let change = here
            .passage
            .clause_of(share.tokens.start)
            .and_then(|c| here.passage.clauses.get(c))
            .is_some_and(|c| contradiction::change_of(here.passage.lemma(c.predicate)).is_some());
        let ratio = moved.to.minus(moved.from).over(moved.from).times(Figure::exactly(100.0));
        let size = Figure {
            low: ratio.low.abs().min(ratio.high.abs()),
            high: ratio.low.abs().max(ratio.high.abs()),
        };
        let told = Figure::of(share, here.words(share));
        let loose = Figure { low: told.low - 0.5, high: told.high + 0.5 };
        if change && moved.from.low > 0.0 && !size.meets(loose) {
            let message = format!(
                "From {} to {} is {} percent, not {}",
                moved.shown.0,
                moved.shown.1,
                written((size.low + size.high) / 2.0),
                here.words(share)
            );
            findings.push(
                Finding::new(RULE.name, here.span(share), message).with_related(moved.span, "from and to"),
            );
        }
        return;
    }
    if let Some((factor, span)) = factor_in(here, &moved)
        && !agrees(&moved, factor)
    {
        let message = format!(
            "From {} to {} is {} times as much, not {}",
            moved.shown.0,
            moved.shown.1,
            written(middle(moved.to) / middle(moved.from).max(1e-9)),
            written(factor)
        );
        findings.push(Finding::new(RULE.name, span, message).with_related(moved.span, "from and to"));
    }
}

/// "Fell from 300 million to 400 million": a verb that moves the other way than its figures.
fn direction(here: &Here<'_>, moved: &Move, start: usize, findings: &mut Vec<Finding>) -> bool {
    let clause = here.passage.clause_of(start).and_then(|c| here.passage.clauses.get(c));
    let Some(verb) = clause.map(|c| c.predicate).filter(|&p| p < start && start - p <= REACH) else {
        return false;
    };
    // A place in a table rises as its number falls; losses and temperatures may lie below nothing.
    let other = |t: usize| UNORDERED.contains(here.lemma(t));
    if moved.ranged || here.sentence.tokens.clone().any(other) {
        return false;
    }
    let way = match contradiction::change_of(here.lemma(verb)) {
        Some(way) => way,
        None => return false,
    };
    let (up, down) = (moved.to.low > moved.from.high, moved.to.high < moved.from.low);
    if !(way > 0 && down || way < 0 && up) {
        return false;
    }
    let (is, not) = if up { ("rise", "fall") } else { ("fall", "rise") };
    let message = format!("From {} to {} is a {is}, not a {not}", moved.shown.0, moved.shown.1);
    let verb = here.passage.span_of(verb..verb + 1).shift(here.placed.offset);
    findings.push(Finding::new(RULE.name, verb, message).with_related(moved.span, "from and to"));
    true
}

/// "Rose by 100, from 400 to 520": the difference right before its ends.
fn difference(here: &Here<'_>, moved: &Move, start: usize, findings: &mut Vec<Finding>) -> bool {
    let by = here.values.iter().find(|v| {
        let unit = matches!(v.measure, Measure::Number | Measure::Count { .. } | Measure::Money { .. });
        unit && v.bound == Bound::Exact
            && v.low == v.high
            && here.lower(v.tokens.start.wrapping_sub(1)) == "by"
            && v.tokens.end <= start
            && start - v.tokens.end <= 1
    });
    let Some(by) = by.filter(|_| !moved.percent) else { return false };
    let size = moved.to.minus(moved.from);
    let size = Figure { low: size.low.abs().min(size.high.abs()), high: size.low.abs().max(size.high.abs()) };
    if size.meets(Figure::of(by, here.words(by))) {
        return false;
    }
    let message = format!(
        "From {} to {} is {}, not {}",
        moved.shown.0,
        moved.shown.1,
        written(middle(size)),
        here.words(by)
    );
    findings.push(Finding::new(RULE.name, here.span(by), message).with_related(moved.span, "from and to"));
    true
}

fn middle(figure: Figure) -> f64 {
    (figure.low + figure.high) / 2.0
}

/// Whether a change is roughly by a factor: words like "doubled" are rounded.
fn agrees(moved: &Move, factor: f64) -> bool {
    let ratio = moved.to.over(moved.from);
    ratio.meets(Figure { low: factor * 0.8, high: factor * 1.25 })
}

/// "from 9 to 10", "to 110 from 100": what changed, and the token where it begins.
pub(super) fn moved(here: &Here<'_>) -> Option<(Move, usize)> {
    let plain = |v: &Value| {
        let counted = matches!(
            v.measure,
            Measure::Number | Measure::Count { .. } | Measure::Percent | Measure::Money { .. }
        );
        // "Sentences from 5 to 10 years" are a range.
        let measured = is_measured(v) && v.low == v.high;
        (counted || measured) && matches!(v.bound, Bound::Exact | Bound::About)
    };
    let year = |v: &Value| v.measure == Measure::Number && (1500.0..2100.0).contains(&v.low);
    let figure = |v: &Value| Figure::of(v, here.words(v));
    let mut found = None;
    for (at, value) in here.values.iter().enumerate().filter(|(_, v)| plain(v) && !year(v)) {
        let before = here.lower(value.tokens.start.wrapping_sub(1));
        let make =
            |from: Figure, to: Figure, a: String, b: String, end: usize, start: usize, percent: bool| {
                let span = here.passage.span_of(start..end).shift(here.placed.offset);
                (Move { from, to, shown: (a, b), percent, ranged: false, span }, start)
            };
        let percent = value.measure == Measure::Percent;
        if before == "from" && value.low < value.high && value.bound == Bound::Exact {
            // The reader takes "9 to 10" for a range.
            let (a, b) = (Figure::exactly(value.low), Figure::exactly(value.high));
            let start = value.tokens.start - 1;
            if found.is_some() {
                return None;
            }
            let (moved, start) =
                make(a, b, written(value.low), written(value.high), value.tokens.end, start, percent);
            found = Some((Move { ranged: true, ..moved }, start));
            continue;
        }
        let Some(next) = here.values.get(at + 1).filter(|n| plain(n) && !year(n)) else { continue };
        let joint = here.lower(next.tokens.start.wrapping_sub(1));
        let near = next.tokens.start - value.tokens.end.min(next.tokens.start) <= REACH;
        let one_unit = !is_measured(value) || value.measure == next.measure;
        let alike = std::mem::discriminant(&value.measure) == std::mem::discriminant(&next.measure)
            && one_unit
            || matches!(
                (&value.measure, &next.measure),
                (Measure::Number, Measure::Count { .. } | Measure::Percent)
            );
        if !near || !alike || value.low != value.high || next.low != next.high {
            continue;
        }
        let (from, to) = match (before.as_str(), joint.as_str()) {
            ("from", "to") => (value, next),
            ("to", "from") => (next, value),
            _ => continue,
        };
        if found.is_some() {
            return None;
        }
        let start = value.tokens.start - 1;
        let percent = next.measure == Measure::Percent || percent;
        let shown = |v: &Value| if is_measured(v) { here.words(v).to_owned() } else { written(v.low) };
        found = Some(make(figure(from), figure(to), shown(from), shown(to), next.tokens.end, start, percent));
    }
    found.or_else(|| to_what(here))
}

/// Whether a value is told in a unit of time, length or weight.
fn is_measured(value: &Value) -> bool {
    matches!(value.measure, Measure::Duration | Measure::Quantity { .. })
}

/// "accounted for 70 percent of sales; this has dropped to 56 percent": a verb of change with what it came to, and the one
/// other figure of the kind before it.
fn to_what(here: &Here<'_>) -> Option<(Move, usize)> {
    let percent =
        |v: &&Value| v.measure == Measure::Percent && matches!(v.bound, Bound::Exact | Bound::About);
    let mut shares = here.values.iter().filter(percent);
    let (from, to) = (shares.next()?, shares.next()?);
    if shares.next().is_some() || here.lower(to.tokens.start.wrapping_sub(1)) != "to" {
        return None;
    }
    let verb = to.tokens.start.checked_sub(2).map(|t| here.lemma(t))?;
    let way = contradiction::change_of(verb)?;
    let up = to.low > from.low;
    let figure = |v: &Value| Figure::of(v, here.words(v));
    let span = here.passage.span_of(from.tokens.start..to.tokens.end).shift(here.placed.offset);
    let shown = (here.words(from).to_owned(), here.words(to).to_owned());
    let moved = Move { from: figure(from), to: figure(to), shown, percent: true, ranged: false, span };
    (up == (way > 0)).then_some((moved, to.tokens.start))
}

fn factor_of(word: &str) -> Option<f64> {
    FACTORS.get(word).copied()
}

/// "doubled", "a threefold rise" right before or behind the figures.
fn factor_in(here: &Here<'_>, moved: &Move) -> Option<(f64, Span)> {
    let start = moved.span.start.checked_sub(here.placed.offset)?;
    let first = here.passage.tokens.partition_point(|t| t.span.start < start);
    let from = first.saturating_sub(REACH).max(here.sentence.tokens.start);
    let at = (from..first).rev().find(|&t| factor_of(here.lemma(t)).is_some())?;
    // "Doubled, from 400 to 800".
    let end = if here.lower(first.wrapping_sub(1)) == "," { first - 1 } else { first };
    let plain =
        (at + 1..end).all(|t| !matches!(here.lower(t).as_str(), "," | "." | ";" | "and" | "but" | "than"));
    let hedged = (from..at).any(|t| {
        matches!(here.lower(t).as_str(), "nearly" | "almost" | "more" | "not" | "about" | "roughly")
    });
    let factor = factor_of(here.lemma(at))?;
    (plain && !hedged).then(|| (factor, here.passage.span_of(at..at + 1).shift(here.placed.offset)))
}
