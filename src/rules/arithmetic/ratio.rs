//! A share in words or per cent: "one fifth", "a third", "half", "two-thirds", "25 percent".

use crate::language::Measure;
use crate::language::values::{number_word, ordinal};
use crate::rules::arithmetic::Here;
use crate::rules::arithmetic::figure::Figure;
use std::ops::Range;

/// Points of a per cent to each side that a fraction leaves open: a third is said of 31 and of 35.
const SLACK: f64 = 2.5;
/// The same for per cent that are told as such.
const ROUNDING: f64 = 0.5;

/// A share in per cent that begins at a token, with its tokens.
pub(super) fn at(here: &Here<'_>, token: usize) -> Option<(Figure, Range<usize>)> {
    if let Some(value) = here.value_at(token).filter(|v| v.measure == Measure::Percent) {
        let figure = Figure::of(value, here.words(value));
        let slack = if value.low == value.high { ROUNDING } else { 0.0 };
        return Some((Figure { low: figure.low - slack, high: figure.high + slack }, value.tokens.clone()));
    }
    let word = here.lower(token);
    // "20-percent", "one-fifth", "two-thirds".
    if let Some((count, unit)) = word.split_once('-') {
        let count = number_word(count)?;
        let share = match unit {
            "percent" | "per-cent" => return Some((around(count, ROUNDING), token..token + 1)),
            part => count * part_of(part)?,
        };
        return Some((around(share * 100.0, SLACK), token..token + 1));
    }
    if word == "half" {
        return Some((around(50.0, SLACK), token..token + 1));
    }
    let count = if matches!(word.as_str(), "a" | "an") { 1.0 } else { number_word(&word)? };
    let share = count * part_of(&here.lower(token + 1))?;
    (share < 1.0).then(|| (around(share * 100.0, SLACK), token..token + 2))
}

fn around(middle: f64, slack: f64) -> Figure {
    Figure { low: middle - slack, high: middle + slack }
}

/// The part that a word names: 0.2 for "fifth" and "fifths".
fn part_of(word: &str) -> Option<f64> {
    let one = word.strip_suffix('s').unwrap_or(word);
    match one {
        "half" => Some(0.5),
        "quarter" => Some(0.25),
        "first" | "second" => None,
        _ => ordinal(one).filter(|n| *n > 2.0).map(|n| 1.0 / n),
    }
}
