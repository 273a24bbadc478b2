//! Parts and their total in one sentence: "12 people: four men and seven women".

use crate::language::values::Value;
use crate::language::{Bound, Measure};
use crate::rules::Finding;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{Here, RULE, written};
use std::ops::Range;

/// Fewer parts than this are no list.
const PARTS: usize = 2;

pub(super) fn check(here: &Here<'_>, findings: &mut Vec<Finding>) {
    in_all(here, findings);
    for total in here.values.iter().filter(|v| is_count(v)) {
        let mark = total.tokens.end;
        // "12 people in the water: four men": a few words may stand between, but no other number.
        let colon = (mark..mark + 8).find(|&t| matches!(here.lower(t).as_str(), ":" | "—" | "--" | "–"));
        let Some(colon) =
            colon.filter(|&c| !here.values.iter().any(|v| v.tokens.start >= mark && v.tokens.start < c))
        else {
            continue;
        };
        // "83 votes, have split control: …": what follows the colon is no list of the votes.
        let verb = |t: usize| here.passage.tokens.get(t).is_some_and(|t| t.tag.is_verb());
        if (mark..colon).any(|t| verb(t) || here.lower(t) == ",") {
            continue;
        }
        let Some(parts) = parts(here, colon + 1) else { continue };
        if parts.len() < PARTS {
            continue;
        }
        // "Taken to three hospitals: 12 to one, 11 to another and ten to the third" says of each how many.
        let each = parts.len() as f64 == total.low && parts.iter().any(|part| part.0.low > total.high);
        let sum = parts.iter().fold(Figure::exactly(0.0), |sum, part| sum.plus(part.0));
        if each || sum.meets(Figure::of(total, here.words(total))) {
            continue;
        }
        let told: Vec<String> = parts.iter().map(|part| written(part.0.high)).collect();
        let message = format!(
            "The parts add up to {}, not to {}: {}",
            written(parts.iter().map(|p| p.0.high).sum()),
            here.words(total),
            told.join(" + ")
        );
        let (first, last) = (parts[0].1.start, parts[parts.len() - 1].1.end);
        let list = here.passage.span_of(first..last).shift(here.placed.offset);
        findings.push(Finding::new(RULE.name, here.span(total), message).with_related(list, "the parts"));
    }
}

/// "Four men, three women and two children were hurt, ten people in all."
fn in_all(here: &Here<'_>, findings: &mut Vec<Finding>) {
    let Some((total, parts)) = here.values.split_last() else { return };
    let (end, next) = (here.lower(total.tokens.end), here.lower(total.tokens.end + 1));
    let says = end == "altogether" || end == "in" && matches!(next.as_str(), "all" | "total");
    let comma = matches!(here.lower(total.tokens.start.wrapping_sub(1)).as_str(), "," | "—" | "–");
    // "Three men and a child".
    let uncounted = here.sentence.tokens.start..total.tokens.start;
    let uncounted = uncounted.into_iter().any(|t| {
        matches!(
            here.lower(t).as_str(),
            "a" | "an" | "another" | "several" | "some" | "more" | "other" | "others"
        )
    });
    if !says || uncounted || !comma || parts.len() < PARTS || !is_count(total) || !parts.iter().all(is_count)
    {
        return;
    }
    // The parts are one list: joined by commas and one "and".
    let listed = parts.windows(2).all(|two| {
        let between: Vec<String> = (two[0].tokens.end..two[1].tokens.start).map(|t| here.lower(t)).collect();
        matches!(
            between.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
            [","] | ["and"] | [",", "and"]
        )
    });
    let figure = |value: &Value| Figure::of(value, here.words(value));
    let sum = parts.iter().fold(Figure::exactly(0.0), |sum, part| sum.plus(figure(part)));
    let measure = |value: &Value| std::mem::discriminant(&value.measure);
    let one_measure = parts.iter().all(|part| measure(part) == measure(total));
    if !listed || !one_measure || sum.meets(figure(total)) {
        return;
    }
    let told: Vec<String> = parts.iter().map(|part| written(part.low)).collect();
    let message = format!(
        "The parts add up to {}, not to {}: {}",
        written(parts.iter().map(|part| part.low).sum()),
        here.words(total),
        told.join(" + ")
    );
    let list = here.span(&parts[0]).join(here.span(&parts[parts.len() - 1]));
    findings.push(Finding::new(RULE.name, here.span(total), message).with_related(list, "the parts"));
}

fn is_count(value: &Value) -> bool {
    matches!(value.measure, Measure::Count { .. } | Measure::Money { .. })
        && value.bound == Bound::Exact
        && value.low == value.high
}

/// The amounts of a list that begins at `at` and runs to the end of the sentence or a dash, each with its tokens. `None` where something in it is no amount.
fn parts(here: &Here<'_>, at: usize) -> Option<Vec<(Figure, Range<usize>)>> {
    let mut parts = Vec::new();
    let mut at = at;
    let end = here.sentence.tokens.end;
    while at < end {
        let word = here.lower(at);
        match word.as_str() {
            "," | "and" | ";" => at += 1,
            "." | "—" | "--" | "–" | "”" | "\"" => break,
            _ => {
                let (figure, last) = amount(here, at)?;
                parts.push((figure, at..last + 1));
                at = last + 1;
                // The rest of the item: "men from Harlow". A verb makes it a sentence, and another number is not understood.
                while at < end
                    && !matches!(here.lower(at).as_str(), "," | "and" | ";" | "." | "—" | "--" | "–")
                {
                    let token = here.passage.tokens.get(at)?;
                    if token.tag.is_verb() || here.value_at(at).is_some() || here.lower(at) == "of" {
                        return None;
                    }
                    at += 1;
                }
            }
        }
    }
    Some(parts)
}

/// "four men", "a woman".
fn amount(here: &Here<'_>, at: usize) -> Option<(Figure, usize)> {
    if let Some(value) = here.value_at(at) {
        let plain = matches!(value.measure, Measure::Count { .. } | Measure::Number | Measure::Money { .. });
        return (plain && value.bound == Bound::Exact && value.low == value.high)
            .then(|| (Figure::of(value, here.words(value)), value.tokens.end - 1));
    }
    let noun = here.passage.tokens.get(at + 1)?;
    let one = matches!(here.lower(at).as_str(), "a" | "an") && (noun.tag.is_noun() || noun.tag.is_modifier());
    one.then(|| (Figure::exactly(1.0), at + 1))
}
