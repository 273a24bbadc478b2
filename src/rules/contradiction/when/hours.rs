//! Hours of the day: at noon, shortly after midnight, on Monday evening, at 6:30 p.m.
//!
//! Comes in: a clause. Goes out: the [`Hours`] in which what it tells happened, with the tokens that say so.

use crate::language::{Measure, Passage, Relation};
use crate::rules::word_list::lines;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How far from a clock time a thing told at that time may be, in hours.
const ROUNDED: f64 = 0.5;
/// How long before or after an hour "before" and "after" reach.
const BESIDE: f64 = 5.0;
/// How many words in front of an hour say how it is meant.
const REACH: usize = 3;

static PARTS: LazyLock<HashMap<&'static str, Hours>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let word = columns.next()?;
        Some((word, Hours { from: columns.next()?.parse().ok()?, to: columns.next()?.parse().ok()? }))
    };
    lines(include_str!("../../data/hours.tsv")).filter_map(row).collect()
});

/// A stretch of a day, in hours from its midnight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rules::contradiction) struct Hours {
    from: f64,
    to: f64,
}

impl Hours {
    /// Whether two stretches have no hour in common, on whatever day each lies.
    pub(in crate::rules::contradiction) fn differ(self, other: Self) -> bool {
        [-24.0, 0.0, 24.0].iter().all(|day| self.to < other.from + day || other.to + day < self.from)
    }
}

/// The hours at which what a clause tells happened: those that hang on its predicate, or on a date that does.
pub(in crate::rules::contradiction) fn read(
    passage: &Passage,
    predicate: usize,
    own: &[usize],
) -> Option<(Hours, Range<usize>)> {
    let head = |t: usize| passage.tokens.get(t).and_then(|t| t.head).map(|h| h as usize);
    let dated = |t: usize| {
        let date = |v: &&crate::language::Value| matches!(v.measure, Measure::Date(_));
        passage.values.iter().filter(date).any(|v| v.tokens.contains(&t))
    };
    let hangs = |t: usize| {
        let inside =
            passage.tokens.get(t).is_some_and(|t| matches!(t.relation, Relation::Compound | Relation::Amod));
        let outer = head(t);
        // "Monday evening" may be read as a Monday of an evening.
        !inside && (outer == Some(predicate) || outer.is_some_and(|o| dated(o) && head(o) == Some(predicate)))
            || dated(t) && head(t) == Some(predicate)
    };
    let mut found = own.iter().filter_map(|&t| Some((hours_at(passage, t)?, t)));
    let ((hours, end), at) = found.next()?;
    // "At 3:40 a.m." is told of the clause, whatever noun the parser hangs it on.
    let clock = PARTS.get(passage.lemma(at).to_lowercase().as_str()).is_none();
    let pointed = clock
        && (at.saturating_sub(2)..at)
            .any(|t| matches!(passage.lemma(t).to_lowercase().as_str(), "at" | "around"));
    // Two of them are a stretch: from nine in the morning to the evening.
    let only = found.all(|((other, _), _)| !hours.differ(other));
    (only && (pointed || (at..end).any(hangs))).then(|| Some((meant(passage, hours, at)?, at..end)))?
}

/// The hours that are named from a token on, and where their words end.
fn hours_at(passage: &Passage, at: usize) -> Option<(Hours, usize)> {
    if let Some(hours) = PARTS.get(passage.lemma(at).to_lowercase().as_str()) {
        return Some((*hours, at + 1));
    }
    let word = passage.word(at).to_lowercase();
    let (digits, half, end) = match ["a.m.", "p.m.", "a.m", "p.m", "am", "pm"]
        .iter()
        .find_map(|h| Some((word.strip_suffix(h)?, *h)))
    {
        Some((digits, half)) if !digits.is_empty() => (digits, half, at + 1),
        _ => match passage.word(at + 1).to_lowercase().as_str() {
            "a.m." | "a.m" | "am" => (word.as_str(), "am", at + 2),
            "p.m." | "p.m" | "pm" => (word.as_str(), "pm", at + 2),
            _ => return None,
        },
    };
    let (hour, minute) = digits.split_once([':', '.']).unwrap_or((digits, "0"));
    let (hour, minute): (f64, f64) = (hour.parse().ok()?, minute.parse().ok()?);
    let later = if half.starts_with('p') { 12.0 } else { 0.0 };
    let time = hour % 12.0 + later + minute / 60.0;
    ((1.0..=12.0).contains(&hour) && minute < 60.0)
        .then_some((Hours { from: time - ROUNDED, to: time + ROUNDED }, end))
}

/// What the words in front make of hours; `None` where they are a beginning or an end.
fn meant(passage: &Passage, hours: Hours, at: usize) -> Option<Hours> {
    let mut hours = hours;
    for t in at.saturating_sub(REACH)..at {
        match passage.lemma(t).to_lowercase().as_str() {
            "after" | "past" => hours.to += BESIDE,
            "before" => hours.from -= BESIDE,
            "by" | "from" | "since" | "till" | "to" | "until" | "through" | "between" => return None,
            _ => {}
        }
    }
    Some(hours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Register, read as passage};

    fn hours(text: &str) -> Option<(f64, f64)> {
        let passage = passage(text, Register::Prose);
        let root = passage.clauses.first().map(|c| c.predicate)?;
        let own: Vec<usize> = (0..passage.tokens.len()).collect();
        read(&passage, root, &own).map(|(h, _)| (h.from, h.to))
    }

    #[test]
    fn parts_of_the_day_and_clock_times_are_hours() {
        assert_eq!(hours("The fire broke out at noon."), Some((11.5, 12.5)));
        assert_eq!(hours("The fire broke out shortly after midnight."), Some((23.5, 29.5)));
        assert_eq!(hours("The train left at 6:30 p.m."), Some((18.0, 19.0)));
        assert_eq!(hours("The shop was open until midnight."), None);
        assert_eq!(hours("She took the morning train."), None);
    }

    #[test]
    fn a_night_ends_in_the_morning() {
        let at = |from: f64, to: f64| Hours { from, to };
        assert!(!at(18.0, 32.0).differ(at(5.0, 8.0)));
        assert!(at(11.5, 12.5).differ(at(23.5, 24.5)));
        assert!(!at(23.5, 29.5).differ(at(0.0, 6.0)));
    }
}
