//! Reads a part of something and what is left of it in the sentence behind: "three of the injured were flown out. The other 12 were
//! taken by road."

use crate::language::values::Value;
use crate::language::{Bound, Measure};
use crate::rules::arithmetic::breakdown::{Parts, parts};
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{Here, sentences_of, written};

/// How far from the beginning of its sentence the first part may stand.
const REACH: usize = 6;

/// The number of those who are left, where a sentence begins with it: "the other 12".
pub(super) fn rest<'h>(here: &'h Here<'_>) -> Option<&'h Value> {
    let first = here.sentence.tokens.start;
    let and = usize::from(matches!(here.lower(first).as_str(), "and" | "but" | "while"));
    let the = first + and;
    let left = matches!(here.lower(the + 1).as_str(), "other" | "remaining");
    let value = here.value_at(the + 2).filter(|v| is_count(v))?;
    (here.lower(the) == "the" && left && here.lower(value.tokens.end) != "of").then_some(value)
}

/// A part of what was told before and all that is left.
pub(super) fn read<'a>(here: &Here<'a>) -> Option<Parts<'a>> {
    let rest = rest(here)?;
    let previous = here.number.checked_sub(1)?;
    let earlier = sentences_of(here.article, here.paragraph, here.placed).nth(previous)?;
    let apart = |here: &Here<'_>| here.sentence.tokens.clone().any(|t| parts::is_of_another(&here.lower(t)));
    if apart(here) || apart(&earlier) {
        return None;
    }
    let (part, of) = part(&earlier)?;
    let words = |here: &Here<'_>, v: &Value| Figure::of(v, here.words(v));
    let sum = words(&earlier, part).plus(words(here, rest));
    let told = format!("{} + {}", written(part.low), written(rest.low));
    let span = here.span(rest);
    Some(Parts { of, sum, told, all: true, pointing: true, span, place: (here.paragraph, here.number) })
}

/// The one part that a sentence tells, and of what: three of the injured; of the injured, three.
fn part<'h, 'a>(here: &'h Here<'a>) -> Option<(&'h Value, Vec<super::Of<'a>>)> {
    let mut told = here.values.iter().filter(|v| is_count(v));
    let first = here.sentence.tokens.start;
    let leads = here.lower(first) == "of";
    let part = told.find(|v| !leads || here.lower(v.tokens.start.wrapping_sub(1)) == ",")?;
    let end = part.tokens.end;
    let of = if leads { first } else { end };
    let near = part.tokens.start <= first + REACH && here.lower(of) == "of";
    let of = parts::of_phrase(here, of).filter(|_| near)?;
    // Another part of it in the same sentence leaves open what is left.
    let others = told.any(|v| {
        matches!(here.lower(v.tokens.start.wrapping_sub(1)).as_str(), "and" | ",")
            || here.lower(v.tokens.end) == "of"
    });
    (!others).then_some((part, of))
}

/// Whether a value counts exactly.
fn is_count(value: &Value) -> bool {
    matches!(value.measure, Measure::Count { .. } | Measure::Number)
        && value.bound == Bound::Exact
        && value.low == value.high
}
