//! The word lists of values: numerals, bounds, units, currencies, the calendar.

use crate::language::Bound;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How a number word takes part in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumeralClass {
    Unit,
    Ten,
    Hundred,
    Scale,
    Fraction,
    /// About so many: "dozens".
    Vague,
}

/// What a calendar word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CalendarWord {
    Month(i8),
    Weekday(i8),
    Relative(i32),
}

/// A unit of measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    pub duration: bool,
    pub base: &'static str,
    pub factor: f64,
}

fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split('\t').collect())
}

static NUMERALS: LazyLock<HashMap<&str, (f64, NumeralClass)>> = LazyLock::new(|| {
    let row = |r: Vec<&'static str>| {
        let class = match *r.get(2)? {
            "unit" => NumeralClass::Unit,
            "ten" => NumeralClass::Ten,
            "hundred" => NumeralClass::Hundred,
            "scale" => NumeralClass::Scale,
            "fraction" => NumeralClass::Fraction,
            _ => NumeralClass::Vague,
        };
        Some((*r.first()?, (r.get(1)?.parse().ok()?, class)))
    };
    rows(include_str!("../data/numerals.tsv")).filter_map(row).collect()
});

static SCALES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rows(include_str!("../data/scales.txt")).filter_map(|r| r.first().copied()).collect());

static ORDINALS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    rows(include_str!("../data/ordinals.tsv"))
        .filter_map(|r| Some((*r.first()?, r.get(1)?.parse().ok()?)))
        .collect()
});

static BOUNDS: LazyLock<Vec<(Vec<&str>, Bound)>> = LazyLock::new(|| {
    let row = |r: Vec<&'static str>| {
        let bound = match *r.get(1)? {
            "at-least" => Bound::AtLeast,
            "at-most" => Bound::AtMost,
            "more-than" => Bound::MoreThan,
            "less-than" => Bound::LessThan,
            "nearly" => Bound::Nearly,
            "exact" => Bound::Exact,
            _ => Bound::About,
        };
        Some((r.first()?.split(' ').collect(), bound))
    };
    rows(include_str!("../data/bounds.tsv")).filter_map(row).collect()
});

static CURRENCIES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    rows(include_str!("../data/currencies.tsv")).filter_map(|r| Some((*r.first()?, *r.get(1)?))).collect()
});

static UNITS: LazyLock<HashMap<&str, Unit>> = LazyLock::new(|| {
    let row = |r: Vec<&'static str>| {
        let unit =
            Unit { duration: *r.get(1)? == "duration", base: r.get(2)?, factor: r.get(3)?.parse().ok()? };
        Some((*r.first()?, unit))
    };
    rows(include_str!("../data/units.tsv")).filter_map(row).collect()
});

/// The number of the month that a word in lower case names in full: "june" is 6.
pub fn month(word: &str) -> Option<i8> {
    let full = word.len() > 4 || matches!(word, "may" | "june" | "july");
    match CALENDAR.get(word) {
        Some(CalendarWord::Month(number)) if full => Some(*number),
        _ => None,
    }
}

static CALENDAR: LazyLock<HashMap<&str, CalendarWord>> = LazyLock::new(|| {
    let row = |r: Vec<&'static str>| {
        let number: i8 = r.get(2)?.parse().ok()?;
        let word = match *r.get(1)? {
            "month" => CalendarWord::Month(number),
            "weekday" => CalendarWord::Weekday(number),
            _ => CalendarWord::Relative(i32::from(number)),
        };
        Some((*r.first()?, word))
    };
    rows(include_str!("../data/calendar.tsv")).filter_map(row).collect()
});

pub(super) fn numeral(word: &str) -> Option<(f64, NumeralClass)> {
    NUMERALS.get(word).copied()
}

pub(super) fn ordinal(word: &str) -> Option<f64> {
    ORDINALS.get(word).copied()
}

pub(super) fn currency(word: &str) -> Option<&'static str> {
    CURRENCIES.get(word).copied()
}

/// Whether a word says that the number behind it is a place on a scale or in a row, and counts nothing: *category* 3.
pub(super) fn is_scale(lemma: &str) -> bool {
    SCALES.contains(lemma.to_lowercase().as_str())
}

pub(super) fn unit(lemma: &str) -> Option<Unit> {
    // The tagger may take "metres" for a number, and then its lemma is the word.
    UNITS.get(lemma).or_else(|| UNITS.get(lemma.strip_suffix('s')?)).copied()
}

pub(super) fn calendar(word: &str) -> Option<CalendarWord> {
    CALENDAR.get(word.trim_end_matches('.')).copied()
}

/// The bound whose words end right before a number, and how many words it has. `back(n)` gives the n-th word before.
pub(super) fn bound_before<'w>(back: impl Fn(usize) -> Option<&'w str>) -> Option<(Bound, usize)> {
    let matches = |words: &[&str]| {
        words
            .iter()
            .rev()
            .enumerate()
            .all(|(n, word)| back(n + 1).is_some_and(|w| w.eq_ignore_ascii_case(word)))
    };
    BOUNDS
        .iter()
        .filter(|(words, _)| matches(words))
        .max_by_key(|(words, _)| words.len())
        .map(|(w, b)| (*b, w.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_lists_is_read() {
        let count = |file: &str| file.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).count();
        assert_eq!(NUMERALS.len(), count(include_str!("../data/numerals.tsv")));
        assert_eq!(ORDINALS.len(), count(include_str!("../data/ordinals.tsv")));
        assert_eq!(BOUNDS.len(), count(include_str!("../data/bounds.tsv")));
        assert_eq!(CURRENCIES.len(), count(include_str!("../data/currencies.tsv")));
        assert_eq!(UNITS.len(), count(include_str!("../data/units.tsv")));
        assert_eq!(CALENDAR.len(), count(include_str!("../data/calendar.tsv")));
    }
}
