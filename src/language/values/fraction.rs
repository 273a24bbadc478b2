//! Fractions of something as newspapers write them: "two-thirds of voters", "a quarter of the fleet", "half the seats",
//! "one in five", "three out of ten". Read as per cent, with what rounding leaves open.

use crate::language::Passage;
use crate::language::values::lexicon::{self, NumeralClass};
use crate::language::values::number::lower;

/// Per cent to each side that a fraction leaves open: two-thirds is said of 65 and of 68.
const SLACK: f64 = 2.5;

/// A fraction: its least and greatest per cent, and the token after it.
pub(super) fn read(passage: &Passage, at: usize, end: usize) -> Option<(f64, f64, usize)> {
    let word = lower(passage, at);
    let (share, to) = match word.split_once('-') {
        // "two-thirds"
        Some((count, part)) => (unit(count)? * of_word(part)?, at + 1),
        None if word == "half" => (0.5, at + 1),
        None => counted(passage, at, &word)?,
    };
    let next = lower(passage, to);
    let whole = match next.as_str() {
        "of" => true,
        // "half the seats", and not "half a million".
        "the" | "its" | "their" | "his" | "her" | "our" | "all" => share == 0.5,
        _ => false,
    };
    let ratio = matches!(lower(passage, at + 1).as_str(), "in" | "out");
    if to >= end || !(whole || ratio) || !(0.0..1.0).contains(&share) {
        return None;
    }
    Some((share * 100.0 - SLACK, share * 100.0 + SLACK, to))
}

/// "two thirds", "a quarter", "one in five", "three out of ten".
fn counted(passage: &Passage, at: usize, word: &str) -> Option<(f64, usize)> {
    let count = if matches!(word, "a" | "an") { 1.0 } else { unit(word)? };
    let second = lower(passage, at + 1);
    if let Some(part) = of_word(&second) {
        return Some((count * part, at + 2));
    }
    let from = match second.as_str() {
        "in" if word != "a" => at + 2,
        "out" if lower(passage, at + 2) == "of" => at + 3,
        _ => return None,
    };
    let every = usize::from(lower(passage, from) == "every");
    let whole = lexicon::numeral(&lower(passage, from + every))
        .filter(|n| matches!(n.1, NumeralClass::Unit | NumeralClass::Ten | NumeralClass::Hundred))?;
    (whole.0 > count).then_some((count / whole.0, from + every + 1))
}

fn unit(word: &str) -> Option<f64> {
    lexicon::numeral(word).filter(|n| n.1 == NumeralClass::Unit).map(|n| n.0)
}

/// "third", "quarters", "tenth".
fn of_word(word: &str) -> Option<f64> {
    let one = word.strip_suffix('s').filter(|w| *w != "second").unwrap_or(word);
    match one {
        "half" | "halve" => Some(0.5),
        "quarter" => Some(0.25),
        "second" | "first" => None,
        _ => lexicon::ordinal(one).map(|n| 1.0 / n),
    }
}
