//! Numbers that a phrase takes for known: "the twelve companies", "all nine of the dead", where seven were asked and twelve
//! died.
//!
//! Comes in: the counts of an article that can be of one thing, in order. Goes out: conflicts. A definite number has to be that of those who were brought in before. Where the
//! article brings in but one number of them, and nothing else in it makes up the one that is told, one of the two is wrong; what the
//! clauses share beside that does not matter.

use crate::article::Article;
use crate::language::{Bound, Measure, Passage, Relation, Tag, Value};
use crate::rules::contradiction::conflict::Conflict;
use crate::rules::contradiction::count::{self, Count, Kind};
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::Lexis;
use crate::rules::contradiction::nouns;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::lines;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Determiners of what is known.
static POINTING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/pointing_words.txt")).collect());

pub(super) fn find(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    numbers: &OnceCell<Numbers>,
    counts: &[&Count<'_>],
    conflicts: &mut Vec<Conflict>,
) {
    for (at, here) in
        counts.iter().copied().enumerate().filter(|(_, count)| is_known(article, count) || is_bare(count))
    {
        let before = &counts[..at];
        let group = |other: &&Count<'_>| are_one_group(lexis, here, other);
        let mut told = before.iter().copied().filter(group);
        let Some(there) = told.next().filter(|there| is_new(article, there)) else { continue };
        let one = told.all(|other| other.value.agrees_with(&there.value));
        if one
            && !here.value.agrees_with(&there.value)
            && are_of_one_time(scenes, here, there)
            && !numbers.get_or_init(|| Numbers::of(article)).make_up(here, there)
        {
            conflicts.push(count::conflict(article, here, there));
        }
    }
}

/// Those to whom something was done, by a definite number, where nobody is said to have been: the two workmen who were hurt, no one was
/// injured.
pub(super) fn find_none(
    article: &Article,
    scenes: &Scenes,
    counts: &[&Count<'_>],
    conflicts: &mut Vec<Conflict>,
) {
    let anybody = |count: &Count<'_>| {
        lexicon::is_people(count.lemma)
            || lexicon::is_deed(count.lemma)
            || ["no", "nobody", "none", "one"].contains(&count.lemma)
    };
    let none = |count: &&Count<'_>| {
        count.value.high == 0.0 && count.deed.is_some() && count.modifiers.is_empty() && anybody(count)
    };
    for nobody in counts.iter().copied().filter(none) {
        let known = |count: &&Count<'_>| {
            count.deed == nobody.deed
                && is_known(article, count)
                && (count.somebody || lexicon::is_people(count.lemma) || lexicon::is_deed(count.lemma))
                && are_of_one_time(scenes, count, nobody)
        };
        if let Some(known) = counts.iter().copied().find(known) {
            let (here, there) =
                if known.span.start > nobody.span.start { (known, nobody) } else { (nobody, known) };
            conflicts.push(count::conflict(article, here, there));
        }
    }
}

fn passage_of<'a>(article: &'a Article, count: &Count<'_>) -> Option<&'a Passage> {
    article.paragraphs.get(count.frame.paragraph).map(|placed| placed.passage())
}

fn is_exact(count: &Count<'_>) -> bool {
    let value = &count.value;
    count.kind == Kind::Things
        && value.bound == Bound::Exact
        && value.low == value.high
        && value.low >= 2.0
        && value.low.fract() == 0.0
}

/// Whether the word before a number points to something known: *the* twelve companies, *all* nine.
fn points(passage: &Passage, count: &Count<'_>) -> bool {
    let before = count.value.tokens.start.checked_sub(1);
    before.is_some_and(|t| POINTING.contains(passage.word(t).to_lowercase().as_str()))
}

/// Whether a count takes its number for known.
fn is_known(article: &Article, count: &Count<'_>) -> bool {
    let Some(passage) = passage_of(article, count) else { return false };
    let noun = match count.value.measure {
        Measure::Count { noun } => noun,
        _ => return false,
    };
    // "The nine guests from Leeds", "the nine guests who had a room there": some of them.
    let narrowed = passage.dependents(noun).any(|t| {
        passage.tokens.get(t).is_some_and(|read| match read.relation {
            Relation::AclRelcl | Relation::Acl => {
                passage.word(t.saturating_sub(1)) != "," && count.deed.is_none()
            }
            Relation::Conj | Relation::Cc => true,
            _ => false,
        })
    });
    let plural = passage.tokens.get(noun).is_some_and(|t| t.tag == Tag::Nns);
    is_exact(count) && points(passage, count) && plural && !narrowed
}

/// Whether a clause tells of so many people that something was done to them, and no more: nine people lost their lives.
fn is_bare(count: &Count<'_>) -> bool {
    is_exact(count)
        && count.deed.is_some_and(lexicon::is_deed)
        && matches!(count.lemma, "people" | "person")
        && count.around.is_empty()
        && count.modifiers.is_empty()
}

/// Whether a count brings in those of whom it tells the number.
fn is_new(article: &Article, count: &Count<'_>) -> bool {
    is_exact(count)
        && !count.some
        && passage_of(article, count).is_some_and(|passage| !points(passage, count))
}

/// Whether two counts are of one group, so far as their words tell.
fn are_one_group(lexis: &Lexis, here: &Count<'_>, there: &Count<'_>) -> bool {
    let bare =
        here.modifiers.iter().all(|item| there.modifiers.contains(item) || there.around.contains(item));
    let same = || {
        here.lemma == there.lemma
            || here
                .noun
                .zip(there.noun)
                .is_some_and(|(a, b)| matches!(nouns::relation(lexis, a, b), Some(nouns::Relation::Same)))
    };
    let people = |c: &Count<'_>| c.somebody || lexicon::is_people(c.lemma) || lexicon::is_deed(c.lemma);
    // "Twelve people were killed", "the nine victims".
    let by_deed = || {
        here.deed.is_some()
            && here.deed == there.deed
            && people(here)
            && people(there)
            && lexicon::is_deed(here.lemma)
    };
    bare && (same() || by_deed())
}

/// The numbers of an article, by their bits, with how often each stands in it.
pub(super) struct Numbers(HashMap<u64, usize>);

impl Numbers {
    pub(super) fn of(article: &Article) -> Self {
        let mut numbers = HashMap::new();
        let plain =
            |v: &&Value| v.low == v.high && !matches!(v.measure, Measure::Date(_) | Measure::Money { .. });
        let values = article.paragraphs.iter().flat_map(|placed| placed.passage().values.iter());
        for value in values.filter(plain) {
            *numbers.entry(value.low.to_bits()).or_default() += 1;
        }
        Self(numbers)
    }

    fn has(&self, number: f64) -> bool {
        self.0.contains_key(&number.to_bits())
    }

    /// Whether another number makes up the one that is told: a sum, what is left, or the same of others.
    fn make_up(&self, here: &Count<'_>, there: &Count<'_>) -> bool {
        let told = here.value.low;
        let again = self.0.get(&told.to_bits()).is_some_and(|&times| times > 1);
        let parts = self.0.keys().map(|&bits| f64::from_bits(bits));
        again
            || self.has((there.value.low - told).abs())
            || parts.into_iter().any(|n| n > 0.0 && n < told && self.has(told - n))
    }
}

fn are_of_one_time(scenes: &Scenes, here: &Count<'_>, there: &Count<'_>) -> bool {
    let pair = scenes.pair(here.frame, there.frame);
    pair.is_some_and(|(a, b)| !(a.apart || b.apart || a.turns || a.at_other_time(b)) && a.years_agree(b))
}
