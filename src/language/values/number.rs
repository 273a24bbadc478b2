//! One number in digits, words, or both: "1,200", "1.2 million", "twenty-four", "half a million", "two dozen".

use crate::language::Passage;
use crate::language::values::lexicon::{self, NumeralClass};
use std::ops::Range;

/// A number and the tokens it takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub tokens: Range<usize>,
    pub value: f64,
    /// Whether it is a round word: "dozens".
    pub vague: bool,
    /// Whether it is written in plain digits, as a year or a day is.
    pub digits: bool,
}

/// The number that begins at token `at`, within `end`.
pub(super) fn read(passage: &Passage, at: usize, end: usize) -> Option<Number> {
    let (mut value, digits, mut to) = first(passage, at, end)?;
    let mut vague = lexicon::numeral(&lower(passage, at)).is_some_and(|n| n.1 == NumeralClass::Vague);
    let mut scaled = false;
    // "million", "dozen" after it, perhaps with a hyphen: "1.2 million", "two dozen", "half a million".
    while to < end {
        let word = lower(passage, to);
        match lexicon::numeral(&word) {
            Some((scale, NumeralClass::Hundred | NumeralClass::Scale)) if !vague || value < 1.0 => {
                value *= scale;
                scaled = true;
                to += 1;
            }
            Some((more, NumeralClass::Unit | NumeralClass::Ten)) if scaled && !digits && more < value => {
                value += more;
                to += 1;
            }
            _ if word == "and" && scaled && !digits => match lexicon::numeral(&lower(passage, to + 1)) {
                Some((more, NumeralClass::Unit | NumeralClass::Ten)) if more < value && to + 1 < end => {
                    value += more;
                    to += 2;
                }
                _ => break,
            },
            _ if word == "a" && value < 1.0 => match lexicon::numeral(&lower(passage, to + 1)) {
                Some((scale, NumeralClass::Scale | NumeralClass::Hundred)) if to + 1 < end => {
                    value *= scale;
                    to += 2;
                }
                _ => break,
            },
            _ => break,
        }
    }
    if value.is_nan() || !value.is_finite() {
        return None;
    }
    vague &= to == at + 1;
    Some(Number { tokens: at..to, value, vague, digits: digits && to == at + 1 })
}

pub(super) fn lower(passage: &Passage, at: usize) -> String {
    passage.word(at).to_lowercase()
}

/// The first word of a number: its value, whether it is digits, and the token after it.
fn first(passage: &Passage, at: usize, end: usize) -> Option<(f64, bool, usize)> {
    if at >= end {
        return None;
    }
    let word = lower(passage, at);
    if let Some(value) = in_digits(&word) {
        return Some((value, true, at + 1));
    }
    if word.contains('-') {
        return in_letters(&word).map(|value| (value, false, at + 1));
    }
    if matches!(word.as_str(), "a" | "an") {
        // "a dozen", "a hundred", "a couple of"
        return match lexicon::numeral(&lower(passage, at + 1))? {
            (value, NumeralClass::Hundred | NumeralClass::Scale) if at + 1 < end => {
                Some((value, false, at + 2))
            }
            _ => None,
        };
    }
    match lexicon::numeral(&word)? {
        // "The dozen schools", "all dozen".
        (value, _) if word == "dozen" && is_after_pointing(passage, at) => Some((value, false, at + 1)),
        (value, NumeralClass::Unit | NumeralClass::Ten | NumeralClass::Vague) => Some((value, false, at + 1)),
        (value, NumeralClass::Fraction) if word == "half" => Some((value, false, at + 1)),
        _ => None,
    }
}

/// Whether a word that points to something known stands before a token: *the* dozen.
fn is_after_pointing(passage: &Passage, at: usize) -> bool {
    let before = at.checked_sub(1).map(|t| lower(passage, t));
    before.is_some_and(|w| matches!(w.as_str(), "the" | "this" | "that" | "these" | "those" | "all"))
}

/// One number below a hundred in letters: "six", "twenty-four".
pub(super) fn in_letters(word: &str) -> Option<f64> {
    if let Some((ten, unit)) = word.split_once('-') {
        return match (lexicon::numeral(ten)?, lexicon::numeral(unit)?) {
            ((ten, NumeralClass::Ten), (unit, NumeralClass::Unit)) if unit < 10.0 => Some(ten + unit),
            _ => None,
        };
    }
    let (value, class) = lexicon::numeral(word)?;
    matches!(class, NumeralClass::Unit | NumeralClass::Ten).then_some(value)
}

/// Digits with separators as newspapers write them: "1,200", "1.5", "1 200" is two tokens and not read. "3.5bn" carries its
/// scale.
pub(super) fn in_digits(word: &str) -> Option<f64> {
    let split = word.find(|c: char| c.is_alphabetic()).unwrap_or(word.len());
    let (digits, scale) = word.split_at(split);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !digits.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let factor = match scale {
        "" => 1.0,
        "k" => 1e3,
        _ => match lexicon::numeral(scale)? {
            (factor, NumeralClass::Scale) if scale.len() <= 3 => factor,
            _ => return None,
        },
    };
    let grouped = digits.split(',').skip(1).all(|group| {
        let whole = group.split('.').next().unwrap_or(group);
        whole.len() == 3 && group.matches('.').count() <= 1
    });
    let plain: String = digits.chars().filter(|&c| c != ',').collect();
    (grouped && plain.chars().all(|c| c.is_ascii_digit() || c == '.') && plain.matches('.').count() <= 1)
        .then(|| plain.parse::<f64>().ok())
        .flatten()
        .map(|value| value * factor)
}
