//! Figures of which one is the other misprinted: £618m and £681m, $3.1 billion and $3.1 million, 24 weeks and the 42-week course.
//!
//! Comes in: the figures of an article, each with its digits as they are set. Goes out: conflicts. Two digits that changed places,
//! or the same digits with another unit behind them, are far oftener a slip than chance where both figures measure the same: unless an
//! article has so many of these that some are bound to be alike. With two digits the later one has to be taken for known. A figure that
//! stands in the article again is meant.

use crate::article::{Article, Placed};
use crate::language::{Bound, Measure, Passage, Relation, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::nouns;
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem::discriminant;

/// How many earlier figures of the same digits a figure is compared with.
const NEAREST: usize = 16;
/// From so many digits on two figures are hardly alike by chance.
const MANY: usize = 3;
/// How many pairs that are alike by chance an article may be expected to have.
const CHANCE: f64 = 0.05;
/// How far apart two units are of which one is printed for the other: a million and a billion.
const STEPS: [f64; 2] = [1e3, 1e6];

/// A figure as it is set in a passage.
#[derive(Clone, Debug, PartialEq)]
struct Set {
    /// Its number among the values of the passage.
    value: usize,
    /// Its digits and its point, without commas.
    digits: String,
    /// What one of its digits stands for: a million, seven days.
    unit: f64,
}

/// The figures of a paragraph.
struct Figures(Vec<Set>);

/// A figure of an article.
struct Figure<'a> {
    set: &'a Set,
    value: &'a Value,
    placed: &'a Placed,
    paragraph: usize,
    sentence: usize,
}

impl<'a> Figure<'a> {
    fn passage(&self) -> &'a Passage {
        self.placed.passage()
    }
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, .. } = reading;
    let read: Vec<_> =
        article.paragraphs.iter().map(|p| p.paragraph.derived.get(|| Figures(read(p.passage())))).collect();
    let mut times: HashMap<u64, usize> = HashMap::new();
    let mut by_digits: BTreeMap<String, Vec<Figure<'_>>> = BTreeMap::new();
    for (paragraph, (placed, figures)) in article.paragraphs.iter().zip(&read).enumerate() {
        for set in &figures.0 {
            let Some(value) = placed.passage().values.get(set.value) else { continue };
            let Some(sentence) = placed.passage().sentence_of(value.tokens.start) else { continue };
            *times.entry(value.low.to_bits()).or_default() += 1;
            let figure = Figure { set, value, placed, paragraph, sentence };
            by_digits.entry(sorted(&set.digits)).or_default().push(figure);
        }
    }
    let once = |f: &Figure<'_>| times.get(&f.value.low.to_bits()) == Some(&1);
    for alike in by_digits.values() {
        for (at, here) in alike.iter().enumerate() {
            let mut before = alike[..at].iter().rev().take(NEAREST);
            let clash = before.find(|there| {
                (once(here) || once(there))
                    && is_misprint(lexis, here, there)
                    && !are_apart(lexis, scenes, here, there)
                    && chance(lexis, by_digits.values().flatten(), here, there) <= CHANCE
            });
            if let Some(there) = clash {
                conflicts.extend(conflict(article, here, there));
            }
        }
    }
}

/// The digits of a figure in the order of their size.
fn sorted(digits: &str) -> String {
    let mut sorted: Vec<char> = digits.chars().collect();
    sorted.sort_unstable();
    sorted.into_iter().collect()
}

fn read(passage: &Passage) -> Vec<Set> {
    let plain = |v: &Value| {
        matches!(v.bound, Bound::Exact | Bound::About)
            && v.low == v.high
            && matches!(
                v.measure,
                Measure::Money { .. } | Measure::Count { .. } | Measure::Duration | Measure::Quantity { .. }
            )
    };
    let values = passage.values.iter().enumerate().filter(|(_, value)| plain(value));
    let set = |(at, value): (usize, &Value)| {
        let words = value.span.of(passage.text());
        let digits = words.trim_start_matches(|c: char| !c.is_ascii_digit());
        let end =
            digits.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(digits.len());
        let digits = digits[..end].trim_end_matches(['.', ',']).replace(',', "");
        let number: f64 = digits.parse().ok().filter(|n| *n > 0.0)?;
        (telling(&digits) >= 2).then(|| Set { value: at, digits, unit: value.low / number })
    };
    values.filter_map(set).collect()
}

/// How many digits of a figure tell something: the zeros before and behind them do not.
fn telling(digits: &str) -> usize {
    let whole = !digits.contains('.');
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if whole { digits.trim_end_matches('0') } else { digits }.len()
}

/// Whether two digits of one figure stand in the other's places, and all else is the same.
fn are_exchanged(a: &str, b: &str) -> bool {
    let differ: Vec<(char, char)> = a.chars().zip(b.chars()).filter(|(x, y)| x != y).collect();
    match differ[..] {
        [(a1, b1), (a2, b2)] => a.len() == b.len() && a1 == b2 && a2 == b1 && a1 != '.' && b1 != '.',
        _ => false,
    }
}

/// Whether one of two figures can hardly be but the other misprinted.
fn is_misprint(lexis: &Lexis, here: &Figure<'_>, there: &Figure<'_>) -> bool {
    if !measure_the_same(lexis, here, there) {
        return false;
    }
    let (a, b) = (here.set, there.set);
    let is_sure = telling(&a.digits) >= MANY || is_known(here);
    if a.digits == b.digits {
        let (large, small) = (a.unit.max(b.unit), a.unit.min(b.unit));
        let step = STEPS.iter().any(|step| (large / small / step - 1.0).abs() < 1e-6);
        return step && matches!(here.value.measure, Measure::Money { .. }) && is_sure;
    }
    is_one_unit(a, b) && are_exchanged(&a.digits, &b.digits) && is_sure
}

/// How many pairs of these figures are to be expected to be as alike as `here` and `there` by chance: of those in their units, with as many
/// digits.
fn chance<'f, 'a: 'f>(
    lexis: &Lexis,
    figures: impl Iterator<Item = &'f Figure<'a>>,
    here: &Figure<'_>,
    there: &Figure<'_>,
) -> f64 {
    let one_kind = |f: &&Figure<'_>| {
        let unit = [here, there].iter().any(|x| is_one_unit(x.set, f.set));
        unit && f.set.digits.len() == here.set.digits.len() && measure_the_same(lexis, here, f)
    };
    let different: BTreeSet<(&str, u64)> =
        figures.filter(one_kind).map(|f| (f.set.digits.as_str(), f.set.unit.to_bits())).collect();
    let others = different.len().saturating_sub(1) as f64;
    let pairs = if is_known(here) { others } else { others * (others + 1.0) / 2.0 };
    let digits = telling(&here.set.digits) as f64;
    // So many exchanges of two digits, among so many figures of as many digits.
    let exchanges = digits * (digits - 1.0) / 2.0;
    pairs * exchanges / (9.0 * 10f64.powf(digits - 1.0))
}

/// Whether the digits of two figures stand for the same: millions, weeks.
fn is_one_unit(a: &Set, b: &Set) -> bool {
    (a.unit - b.unit).abs() <= 1e-6 * a.unit.max(b.unit)
}

/// Whether two figures measure the same, so far as their units and nouns tell.
fn measure_the_same(lexis: &Lexis, here: &Figure<'_>, there: &Figure<'_>) -> bool {
    match (&here.value.measure, &there.value.measure) {
        (Measure::Count { noun: x }, Measure::Count { noun: y }) => {
            let word = |f: &Figure<'_>, noun: usize| lexis.word(f.paragraph, noun);
            let (a, b) = (word(here, *x), word(there, *y));
            // "640 people out of work", "all 460 employees"; "34 whales", "the 43 animals".
            let people = |f: &Figure<'_>, noun: usize| {
                lexicon::is_people(f.passage().lemma(noun)) || lexis.is_somebody(word(f, noun))
            };
            let one = a.zip(b).is_some_and(|(a, b)| a == b || nouns::relation(lexis, a, b).is_some());
            one || people(here, *x) && people(there, *y)
        }
        (Measure::Count { .. }, _) | (_, Measure::Count { .. }) => false,
        (a @ Measure::Duration, b) => discriminant(a) == discriminant(b),
        (a, b) => a == b,
    }
}

/// Whether a figure is taken for known: *the* 42-week course, *the* 43 cars.
fn is_known(figure: &Figure<'_>) -> bool {
    let passage = figure.passage();
    let first = figure.value.tokens.start;
    let tokens = &figure.value.tokens;
    // "In all 420 homes".
    let word = |back: usize| first.checked_sub(back).map_or("", |t| passage.lemma(t));
    if word(1).eq_ignore_ascii_case("all") && word(2).eq_ignore_ascii_case("in") {
        return false;
    }
    let head = |t: usize| passage.tokens.get(t).and_then(|read| read.head).map(|head| head as usize);
    // "The £681m on the table", "the 42-week course", "the $5.6 million payout".
    tokens.clone().chain(tokens.clone().filter_map(head)).any(|noun| {
        let read = passage.tokens.get(noun);
        // "28p" may be read as a name, which points to nothing by itself.
        let bare = tokens.contains(&noun)
            && passage.dependents(noun).all(|t| passage.tokens[t].relation != Relation::Det);
        noun >= first
            && !bare
            && (tokens.contains(&noun) || read.is_some_and(|t| t.tag.is_noun()))
            && sameness::is_definite(passage, noun)
    })
}

/// Whether the sentences of two figures set them apart: the same one, other times, others that are named.
fn are_apart(lexis: &Lexis, scenes: &Scenes, here: &Figure<'_>, there: &Figure<'_>) -> bool {
    if here.paragraph == there.paragraph && here.sentence == there.sentence {
        return true;
    }
    // "The £681m now on the table represented nine times last year's earnings."
    if is_known(here) {
        return false;
    }
    let scene = |f: &Figure<'_>| scenes.get(f.paragraph, f.sentence);
    let told_apart = scene(here)
        .zip(scene(there))
        .is_none_or(|(a, b)| a.apart || b.apart || a.at_other_time(b) || !a.years_agree(b));
    let around = |f: &Figure<'_>| {
        let clause = f.passage().clause_of(f.value.tokens.start);
        let own = clause.into_iter().flat_map(|clause| lexis::own_tokens(f.passage(), clause));
        lexis.items(f.paragraph, own)
    };
    // "Shares in Harcross fell to 214p, those of Dunmore rose to 241p."
    told_apart || lexis::named(&around(here), &around(there)) < 0.0
}

fn conflict(article: &Article, here: &Figure<'_>, there: &Figure<'_>) -> Option<Conflict> {
    let side = |f: &Figure<'_>| Side::of_value(article, f.paragraph, f.value);
    let about = if here.set.digits == there.set.digits {
        "one figure in two units, of which one looks misprinted"
    } else {
        "the same digits in another order, of which one looks misprinted"
    };
    Some(Conflict::of(article, side(here)?, side(there)?, about).misprinted())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_changed_places_are_seen() {
        for (a, b, exchanged) in [
            ("618", "681", true),
            ("14.2", "12.4", true),
            ("430000", "340000", true),
            ("618", "618", false),
            ("618", "619", false),
            ("618", "6180", false),
            ("1.42", "14.2", false),
            ("123", "231", false),
        ] {
            assert_eq!(are_exchanged(a, b), exchanged, "{a} {b}");
        }
    }

    #[test]
    fn zeros_tell_nothing() {
        for (digits, count) in [("430000", 2), ("3.10", 3), ("0.25", 2), ("100", 1), ("1005", 4)] {
            assert_eq!(telling(digits), count, "{digits}");
        }
    }
}
