//! Reads shares in words and per cent, with the number beside them, and numbers of which something is said.

use crate::language::values::{Value, number_word};
use crate::language::{Bound, Measure, Tag};
use crate::rules::arithmetic::Here;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::portion::{Counted, Part, Share};
use crate::rules::arithmetic::predicate::Predicate;
use crate::rules::contradiction::is_of_other_event;
use std::ops::Range;

/// How far the noun may stand behind "of".
const REACH: usize = 6;

/// Whether a sentence says that it is of another time or group.
fn is_apart(here: &Here<'_>) -> bool {
    here.sentence.tokens.clone().any(|t| {
        let word = here.lower(t);
        is_of_other_event(&word)
            && !matches!(
                word.as_str(),
                "per" | "third" | "second" | "rest" | "remaining" | "other" | "others" | "later" | "once"
            )
            || matches!(
                word.as_str(),
                "if" | "would"
                    | "could"
                    | "may"
                    | "might"
                    | "up"
                    | "down"
                    | "compared"
                    | "than"
                    | "estimated"
                    | "now"
                    | "then"
                    | "already"
                    | "meanwhile"
                    | "far"
            ) && !(word == "than"
                && matches!(here.lower(t.wrapping_sub(1)).as_str(), "more" | "less" | "fewer"))
    })
}

/// The shares that a sentence tells.
pub(super) fn shares<'a>(here: &Here<'a>) -> Vec<Share<'a>> {
    if is_apart(here) {
        return Vec::new();
    }
    let told = here.values.iter().filter(|v| v.measure == Measure::Percent);
    let told = told.map(|v| (Figure::of(v, here.words(v)), v.tokens.clone()));
    let most = here.sentence.tokens.clone().filter_map(|t| majority(here, t));
    told.chain(most).filter_map(|(figure, tokens)| share(here, figure, tokens)).collect()
}

/// "Most of", "the majority of", "a minority of" at a token.
fn majority(here: &Here<'_>, token: usize) -> Option<(Figure, Range<usize>)> {
    (here.lower(token + 1) == "of").then_some(())?;
    let before = here.lower(token.wrapping_sub(1));
    let half = |low, high| Some((Figure { low, high }, token..token + 1));
    match here.lower(token).as_str() {
        "most" if before != "the" => half(50.0, 100.0),
        "majority" if matches!(before.as_str(), "the" | "a") => half(50.0, 100.0),
        "minority" if before == "a" => half(0.0, 50.0),
        _ => None,
    }
}

fn share<'a>(here: &Here<'a>, figure: Figure, tokens: Range<usize>) -> Option<Share<'a>> {
    let end = tokens.end;
    let place = (here.paragraph, here.number);
    let span = here.passage.span_of(tokens.clone()).shift(here.placed.offset);
    let of = usize::from(here.lower(end) == "of");
    let half = here.lower(end.wrapping_sub(1)) == "half";
    let determined = half && matches!(here.lower(end).as_str(), "the" | "its" | "their" | "all");
    if of == 0 && !determined {
        // "320 trays, or 40 percent, came back".
        let before = tokens.start.checked_sub(1)?;
        let stands = matches!(here.lower(before).as_str(), "or" | "(")
            && matches!(here.lower(end).as_str(), "," | ")" | ".");
        let part = ahead(here, before).filter(|_| stands)?;
        let predicate = Predicate::of(here, tokens.start, &tokens)?;
        return Some(Share {
            figure,
            of: None,
            those: None,
            part: Some(part),
            predicate,
            hour: hour(here),
            span,
            place,
        });
    }
    let Group { noun, those, last } = group(here, end + of)?;
    // "A quarter of the 800 trays" tells its whole itself.
    let own = here
        .values
        .iter()
        .any(|v| v.tokens.start > end && v.tokens.start <= last && v.measure != Measure::Percent);
    let joined = |&t: &usize| {
        matches!(
            here.lower(t).as_str(),
            "," | "or" | "—" | "–" | "(" | "representing" | "about" | "almost" | "nearly"
        )
    };
    let before = tokens.start.checked_sub(1).filter(joined);
    let part = before.and_then(|before| ahead(here, before)).or_else(|| behind(here, last));
    let whole = tokens.start..last + 1;
    let predicate = Predicate::of(here, tokens.start, &whole)?;
    let lemma = noun.map(|noun| here.passage.lemma(noun));
    let words = here.passage.span_of(whole).shift(here.placed.offset);
    (!own && (lemma.is_some() || part.is_some())).then_some(Share {
        figure,
        of: lemma,
        those,
        part,
        predicate,
        hour: hour(here),
        span: words,
        place,
    })
}

/// What a share is of.
struct Group<'a> {
    /// Its noun; `None` for those that were told before: of the total.
    noun: Option<usize>,
    /// What was done to those (lemma): of all those *weighed*.
    those: Option<&'a str>,
    last: usize,
}

/// The part of the day that a sentence names.
fn hour<'a>(here: &Here<'a>) -> Option<&'a str> {
    let passage = here.passage;
    let day = ["morning", "noon", "midday", "afternoon", "evening", "night", "midnight"];
    here.sentence.tokens.clone().map(|t| passage.lemma(t)).find(|lemma| day.contains(lemma))
}

/// What a share is of, from the token behind "of".
fn group<'a>(here: &Here<'a>, from: usize) -> Option<Group<'a>> {
    let passage = here.passage;
    let tag = |t: usize| passage.tokens.get(t).filter(|_| here.sentence.tokens.contains(&t)).map(|t| t.tag);
    let pointing = matches!(
        here.lower(from).as_str(),
        "the" | "all" | "its" | "their" | "those" | "these" | "them" | "his" | "her"
    );
    pointing.then_some(())?;
    let noun = (from..from + REACH)
        .take_while(|&t| {
            tag(t).is_some_and(|t| {
                t.is_noun()
                    || t.is_modifier()
                    || matches!(t, Tag::Dt | Tag::Pdt | Tag::PossessivePronoun | Tag::Prp | Tag::Cd)
            })
        })
        .filter(|&t| tag(t).is_some_and(|t| t.is_noun()))
        .last();
    match noun {
        Some(noun) => {
            // "Of the young employees", "of the staff in Harlow", "of the plant's output": some of them, or others.
            let modified = (from..noun).any(|t| {
                matches!(tag(t), Some(Tag::Jj | Tag::Vbn | Tag::Vbg | Tag::Jjr | Tag::Jjs))
                    || tag(t).is_some_and(|t| t.is_noun())
            });
            let narrowed = matches!(
                here.lower(noun + 1).as_str(),
                "in" | "of" | "at" | "from" | "who" | "aged" | "over" | "under" | "'s" | "’s"
            );
            let told = matches!(here.lemma(noun), "total" | "number" | "sample" | "whole" | "lot");
            if told {
                return Some(Group { noun: None, those: None, last: noun });
            }
            (!modified && !narrowed).then_some(Group { noun: Some(noun), those: None, last: noun })
        }
        None => {
            let those = (from..from + 2)
                .find(|&t| matches!(here.lower(t).as_str(), "those" | "them" | "all" | "these"))?;
            let last = if matches!(here.lower(those + 1).as_str(), "those" | "them" | "these") {
                those + 1
            } else {
                those
            };
            let participle = Some(last + 1).filter(|&t| matches!(tag(t), Some(Tag::Vbn | Tag::Vbd)));
            let last = participle.unwrap_or(last);
            // "Those who came by bus" are some of them.
            let closed = matches!(here.lower(last + 1).as_str(), "," | "." | ")" | ";" | "—" | "–")
                || participle.is_none() && here.lower(last) == "them";
            closed.then(|| Group { noun: None, those: participle.map(|t| here.passage.lemma(t)), last })
        }
    }
}

/// The number that ends right before a token, but for a comma or "or".
fn ahead<'a>(here: &Here<'a>, before: usize) -> Option<Part<'a>> {
    let mark = |t: usize| {
        matches!(
            here.lower(t).as_str(),
            "," | "or" | "—" | "–" | "(" | "representing" | "about" | "almost" | "nearly"
        )
    };
    let end = (here.sentence.tokens.start..before + 1).rev().find(|&t| !mark(t))? + 1;
    let value = here.values.iter().find(|v| v.tokens.end == end)?;
    part(here, value)
}

/// The number behind a comma or in brackets: "a quarter of the trays, 320,", "a third of the pupils (45)".
fn behind<'a>(here: &Here<'a>, last: usize) -> Option<Part<'a>> {
    let mark = last + 1;
    matches!(here.lower(mark).as_str(), "," | "(" | "—" | "–").then_some(())?;
    let or = usize::from(here.lower(mark + 1) == "or");
    let value = here.value_at(mark + 1 + or)?;
    let closed = matches!(here.lower(value.tokens.end).as_str(), "," | ")" | "—" | "–" | ".");
    part(here, value).filter(|_| closed)
}

fn part<'a>(here: &Here<'a>, value: &Value) -> Option<Part<'a>> {
    let noun = match value.measure {
        Measure::Count { noun } => Some(here.passage.lemma(noun)),
        Measure::Number => None,
        _ => return None,
    };
    let sure =
        matches!(value.bound, Bound::Exact | Bound::About) && value.low == value.high && value.low >= 2.0;
    sure.then(|| Part {
        figure: Figure::of(value, here.words(value)),
        amount: value.low,
        noun,
        span: here.span(value),
    })
}

/// The numbers of which a sentence says something: "1,100 of the plant's 1,300 employees walked out", "320 trays came back full".
pub(super) fn counted<'a>(here: &Here<'a>) -> Vec<Counted<'a>> {
    if is_apart(here) {
        return Vec::new();
    }
    let told = |value| {
        let own = || of_whole(here, value).or_else(|| of_group(here, value)).or_else(|| plain(here, value));
        leading(here, value).or_else(own)
    };
    here.values.iter().filter_map(told).collect()
}

/// "Of the union's 90 members, 30 voted for it".
fn leading<'a>(here: &Here<'a>, value: &Value) -> Option<Counted<'a>> {
    let first = here.sentence.tokens.start;
    let opens = matches!(here.lower(first).as_str(), "of" | "among");
    let comma = value.tokens.start.checked_sub(1).filter(|&t| opens && here.lower(t) == ",")?;
    let mut inside = here.values.iter().filter(|v| v.tokens.end <= comma);
    let all = inside.next().filter(|_| inside.next().is_none())?;
    let Measure::Count { noun } = all.measure else { return None };
    let clear = (first..comma).all(|t| here.lower(t) != ",") && all.tokens.start <= first + REACH;
    let sure = all.bound == Bound::Exact && all.low == all.high && all.low > value.low;
    let part = part(here, value).filter(|_| clear && sure)?;
    let part = Part { noun: Some(here.passage.lemma(noun)), ..part };
    let without = first..value.tokens.start + 1;
    let predicate = Predicate::of(here, value.tokens.start, &without)?;
    let whole = Some((Figure::of(all, here.words(all)), all.low));
    Some(Counted { part, whole, predicate, hour: hour(here), place: (here.paragraph, here.number) })
}

/// "Thirty of the ships are in dock".
fn of_group<'a>(here: &Here<'a>, value: &Value) -> Option<Counted<'a>> {
    let of = value.tokens.end;
    let bare = value.measure == Measure::Number && here.lower(of) == "of" && value.low >= 2.0;
    let Group { noun, last, .. } = group(here, of + 1).filter(|_| bare)?;
    let part = part(here, value)?;
    let part = Part { noun: Some(here.passage.lemma(noun?)), ..part };
    let predicate = Predicate::of(here, value.tokens.start, &(value.tokens.start..last + 1))?;
    Some(Counted { part, whole: None, predicate, hour: hour(here), place: (here.paragraph, here.number) })
}

/// "1,100 of the plant's 1,300 employees", "45 of 90 pupils", "45 out of 90 pupils".
fn of_whole<'a>(here: &Here<'a>, value: &Value) -> Option<Counted<'a>> {
    let number = |t: usize| number_word(&here.lower(t)).map(|n| (n, t));
    let start = value.tokens.start;
    let digit = (value.tokens.clone()).find(|&t| number(t).is_some())?;
    let after = digit + 1;
    let out = usize::from(here.lower(after) == "out");
    (here.lower(after + out) == "of").then_some(())?;
    let from = after + out + 1;
    // The reader may take "45 of 90 pupils" for one number.
    let (whole, noun, last) =
        match (from..from + REACH).take_while(|&t| here.lower(t) != ",").find_map(|t| here.value_at(t)) {
            Some(all) => match all.measure {
                Measure::Count { noun } if all.bound == Bound::Exact => {
                    ((Figure::of(all, here.words(all)), all.low), noun, all.tokens.end)
                }
                _ => return None,
            },
            None => {
                let (amount, _) = (from..from + 2).find_map(number)?;
                let Measure::Count { noun } = value.measure else { return None };
                ((Figure::exactly(amount), amount), noun, noun + 1)
            }
        };
    let sure =
        matches!(value.bound, Bound::Exact | Bound::About) && value.low == value.high && whole.1 > value.low;
    let tokens = start..last;
    let predicate = Predicate::of(here, start, &tokens).filter(|_| sure)?;
    let words = here.passage.span_of(tokens).shift(here.placed.offset);
    let part = Part {
        figure: Figure::of(value, here.words(value)),
        amount: value.low,
        noun: Some(here.passage.lemma(noun)),
        span: words,
    };
    Some(Counted {
        part,
        whole: Some(whole),
        predicate,
        hour: hour(here),
        place: (here.paragraph, here.number),
    })
}

/// "320 trays came back full".
fn plain<'a>(here: &Here<'a>, value: &Value) -> Option<Counted<'a>> {
    let Measure::Count { noun } = value.measure else { return None };
    let passage = here.passage;
    let clause = passage.clauses.get(passage.clause_of(noun)?)?;
    let plays = clause.subject == Some(noun) || clause.object == Some(noun);
    let part = part(here, value).filter(|_| plays)?;
    let predicate = Predicate::of(here, noun, &value.tokens)?;
    Some(Counted { part, whole: None, predicate, hour: hour(here), place: (here.paragraph, here.number) })
}
