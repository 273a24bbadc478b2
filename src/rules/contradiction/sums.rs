//! Sums that a phrase takes for known: *the $250 million package*, where the one sum of such a size that was told is $215 million.
//!
//! Comes in: the sums of money of an article. Goes out: conflicts. A definite noun with its price points back to the price that was told.
//! Where every sum before it of about that size is another one, and nothing in the article makes up the one that is told, one of the two is
//! wrong.

use crate::article::{Article, Placed};
use crate::language::{Bound, Measure, Passage, Relation, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::extent::noun_beside;
use crate::rules::contradiction::lexis;
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Sums that differ by more than this factor are not two of one thing.
const SIZE: f64 = 3.0;
/// An article with more sums than this is a report of figures.
const MOST: usize = 24;

/// Nouns for what has a price of its own in a story.
static PRICED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/priced_things.txt")).collect());

/// A sum in its place.
struct Sum<'a> {
    value: &'a Value,
    placed: &'a Placed,
    paragraph: usize,
    sentence: usize,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, scenes, .. } = reading;
    let mut sums: Vec<Sum<'_>> = Vec::new();
    for (paragraph, placed) in article.paragraphs.iter().enumerate() {
        let passage = placed.passage();
        let money = passage.values.iter().filter(|v| matches!(v.measure, Measure::Money { .. }));
        sums.extend(money.filter_map(|value| {
            let sentence = passage.sentence_of(value.tokens.start)?;
            Some(Sum { value, placed, paragraph, sentence })
        }));
    }
    if sums.len() < 2 || sums.len() > MOST {
        return;
    }
    for (at, here) in sums.iter().enumerate().filter(|(_, sum)| is_known(sum)) {
        let like = |other: &&Sum<'_>| {
            let ratio = other.value.high / here.value.low.max(f64::MIN_POSITIVE);
            other.value.measure == here.value.measure && (1.0 / SIZE..=SIZE).contains(&ratio)
        };
        let mut told = sums[..at].iter().filter(like);
        let Some(there) = told.next().filter(|there| is_plain(there)) else { continue };
        // "$140 million would go to roads": parts are smaller.
        let one =
            told.all(|other| other.value.high < there.value.low || other.value.agrees_with(there.value));
        let again = sums.iter().enumerate().any(|(n, other)| n != at && other.value.agrees_with(here.value));
        if one && !again && !is_made_up(&sums, here) && !are_apart(scenes, here, there) {
            conflicts.extend(conflict(article, here, there));
        }
    }
}

/// Whether a sum is told exactly, and not for each of several.
fn is_plain(sum: &Sum<'_>) -> bool {
    let value = sum.value;
    matches!(value.bound, Bound::Exact | Bound::About)
        && value.low == value.high
        && !lexis::is_rate(sum.placed.passage(), value.tokens.end)
}

/// Whether a sum is the price of something known: *the* $250 million *package*.
fn is_known(sum: &Sum<'_>) -> bool {
    let passage = sum.placed.passage();
    let end = sum.value.tokens.end;
    let behind = |noun: &usize| {
        *noun >= end && sameness::is_definite(passage, *noun) && !is_narrowed(passage, sum.value, *noun)
    };
    is_plain(sum)
        && sum.value.bound == Bound::Exact
        && noun_beside(passage, sum.value, |lemma| PRICED.contains(lemma)).as_ref().is_some_and(behind)
}

/// Whether a clause, a name or a day picks one of several: the $2 million contract *that he signed in 2010*.
fn is_narrowed(passage: &Passage, price: &Value, noun: usize) -> bool {
    passage.dependents(noun).filter(|t| !price.tokens.contains(t)).any(|t| {
        let read = &passage.tokens[t];
        matches!(read.relation, Relation::Acl | Relation::AclRelcl | Relation::NmodPoss)
            || read.relation == Relation::Amod
            || t > noun && read.relation == Relation::Nmod
    })
}

/// Whether two sums of the article make up the one that is told.
fn is_made_up(sums: &[Sum<'_>], here: &Sum<'_>) -> bool {
    let told = here.value.low;
    let near = |sum: f64| (sum - told).abs() <= 0.02 * told;
    let others = || sums.iter().filter(|sum| !std::ptr::eq(*sum, here)).map(|sum| sum.value.low);
    others().any(|a| others().any(|b| near(a + b) || near(a - b)))
}

/// Whether the sentence that tells a sum says that it is of something else, or the two are of two years.
fn are_apart(scenes: &Scenes, here: &Sum<'_>, there: &Sum<'_>) -> bool {
    let scene = |sum: &Sum<'_>| scenes.get(sum.paragraph, sum.sentence);
    let one = (here.paragraph, here.sentence) == (there.paragraph, there.sentence);
    // "In March it bought Ek. The $250 million deal": it may be that one.
    let before =
        here.sentence.checked_sub(1).filter(|&s| (here.paragraph, s) != (there.paragraph, there.sentence));
    let dated =
        before.and_then(|s| scenes.get(here.paragraph, s)).is_some_and(|s| !s.times.is_empty() || s.apart);
    let pair = scene(here).zip(scene(there));
    one || dated || pair.is_none_or(|(a, b)| b.apart || b.turns || !a.years_agree(b))
}

fn conflict(article: &Article, here: &Sum<'_>, there: &Sum<'_>) -> Option<Conflict> {
    let side = |sum: &Sum<'_>| Side::of_value(article, sum.paragraph, sum.value);
    Some(Conflict::of(article, side(here)?, side(there)?, "the sums do not agree"))
}
