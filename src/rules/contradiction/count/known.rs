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
use crate::rules::contradiction::referent::ONE;
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::lines;
use crate::text::BlockKind;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Determiners of what is known.
static POINTING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/pointing_words.txt")).collect());

/// Nouns for people by their age or sex or by what happened to them, whoever they are: the three *girls*, the 13 *patients*.
static WHOEVER: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/whoever.txt")).collect());

/// Words by which a number comes on top of another: two *more*.
static ADDING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/adding_words.txt")).collect());

/// What is looked at beside the counts.
#[derive(Clone, Copy)]
pub(super) struct Beside<'r> {
    pub(super) article: &'r Article,
    pub(super) lexis: &'r Lexis,
    pub(super) scenes: &'r Scenes,
    pub(super) numbers: &'r OnceCell<Numbers>,
}

impl Beside<'_> {
    /// Whether a number that is taken for known cannot be that of those who were brought in.
    fn excludes(self, told: &Count<'_>, brought_in: &Count<'_>) -> bool {
        !told.value.agrees_with(&brought_in.value)
            && are_of_one_time(self.article, self.scenes, told, brought_in)
            && !self.numbers.get_or_init(|| Numbers::of(self.article)).make_up(told, brought_in)
    }
}

/// A definite number of those who were brought in by another.
pub(super) fn find(beside: Beside<'_>, counts: &[&Count<'_>], conflicts: &mut Vec<Conflict>) {
    let Beside { article, lexis, .. } = beside;
    for (at, here) in
        counts.iter().copied().enumerate().filter(|(_, count)| is_known(article, count) || is_bare(count))
    {
        let mut told = counts[..at].iter().copied().filter(|other| are_one_group(lexis, here, other));
        let Some(there) = told.next().filter(|there| is_new(article, there)) else { continue };
        let one = told.all(|other| other.value.agrees_with(&there.value));
        if one && beside.excludes(here, there) {
            conflicts.push(count::conflict(article, here, there));
        }
    }
}

/// The number of a headline that the body knows nothing of, where it counts the same and always by another number: 48 homes over 38
/// houses.
pub(super) fn find_headline(beside: Beside<'_>, counts: &[&Count<'_>], conflicts: &mut Vec<Conflict>) {
    let Beside { article, lexis, .. } = beside;
    let (display, body): (Vec<&Count<'_>>, Vec<&Count<'_>>) =
        counts.iter().copied().partition(|count| is_display(article, count));
    for there in display.into_iter().filter(|count| is_exact(count) && !count.some) {
        let group =
            |here: &&Count<'_>| are_one_group(lexis, here, there) || are_told_alike(lexis, here, there);
        let mut told = body.iter().copied().filter(group);
        let Some(here) = told.next().filter(|here| is_exact(here) && !here.some) else { continue };
        let one = told.all(|other| other.value.agrees_with(&here.value));
        if one && beside.excludes(there, here) {
            conflicts.push(count::conflict(article, here, there));
        }
    }
}

/// Whether a count stands in the headline or the line under it.
fn is_display(article: &Article, count: &Count<'_>) -> bool {
    let kind = article.paragraphs.get(count.frame.paragraph).map(|placed| placed.kind);
    matches!(kind, Some(BlockKind::Headline | BlockKind::Dek))
}

/// People whose number is taken for known, and is not theirs: *all three* girls, where two sisters were brought in; five of *the 13*
/// patients, where eleven people fell ill. Nobody else was counted, or not nearby.
pub(super) fn find_people(beside: Beside<'_>, counts: &[Count<'_>], conflicts: &mut Vec<Conflict>) {
    let Beside { article, .. } = beside;
    let people: Vec<&Count<'_>> = counts
        .iter()
        .filter(|count| is_exact(count) && (count.somebody || lexicon::is_people(count.lemma)))
        .collect();
    // "The five teachers" are not the boys who were told of; "the three girls" may be.
    let known = |count: &Count<'_>| WHOEVER.contains(count.lemma) && is_known(article, count);
    for (at, here) in people.iter().copied().enumerate().filter(|(_, count)| known(count)) {
        let before = &people[..at];
        let Some(&there) = before.last().filter(|there| !there.some) else { continue };
        let agrees = |other: &&Count<'_>| other.value.agrees_with(&there.value);
        let near = |other: &&&Count<'_>| here.frame.paragraph - other.frame.paragraph <= NEAR;
        let all = is_all(article, here) && near(&&there);
        let one = before.iter().all(agrees) || all && before.iter().rev().take_while(near).all(agrees);
        let (low, high) = (here.value.low.min(there.value.low), here.value.low.max(there.value.low));
        if one
            && here.modifiers.is_empty()
            && !may_be_part(here, there)
            && !is_owned(article, here)
            && high <= SIZE * low
            && beside.excludes(here, there)
        {
            conflicts.push(count::conflict(article, here, there));
        }
    }
}

/// The classes of what is done to some of those who were there.
const HARM: [&str; 5] = ["arrest", "death", "displacement", "hostage", "wound"];

/// Whether something was done to those who were brought in, and the others may be all who were there: eleven were hurt, all 20 children.
fn may_be_part(here: &Count<'_>, there: &Count<'_>) -> bool {
    let harmed = there.deed.is_some_and(|deed| HARM.contains(&deed));
    harmed && there.deed != here.deed && here.value.low > there.value.low
}

/// Two numbers of one group do not differ by more than this factor.
const SIZE: f64 = 2.5;

/// Whether somebody has the people that are counted: *its* 318,416 residents.
fn is_owned(article: &Article, count: &Count<'_>) -> bool {
    let passage = passage_of(article, count);
    let noun = match count.value.measure {
        Measure::Count { noun } => noun,
        _ => return true,
    };
    passage.is_none_or(|passage| passage.possessor(noun).is_some())
}

/// How many paragraphs before "all three girls" they may be brought in.
const NEAR: usize = 3;

/// Whether the words speak of all who are known: *all* three girls.
fn is_all(article: &Article, count: &Count<'_>) -> bool {
    let Some(passage) = passage_of(article, count) else { return false };
    let before = count.value.tokens.start.checked_sub(1).map_or("", |t| passage.lemma(t));
    before.eq_ignore_ascii_case("all")
}

/// Those to whom something was done, by a definite number, where nobody is said to have been: the two workmen who were hurt, no one was
/// injured.
pub(super) fn find_none(beside: Beside<'_>, counts: &[&Count<'_>], conflicts: &mut Vec<Conflict>) {
    let Beside { article, scenes, .. } = beside;
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
                && are_of_one_time(article, scenes, count, nobody)
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
            // "The nine guests and the cook", but "the 160 houses and flats".
            Relation::Conj => passage.dependents(t).any(|d| {
                matches!(passage.tokens[d].relation, Relation::Nummod | Relation::Det | Relation::NmodPoss)
            }),
            _ => false,
        })
    });
    // "All 14 of the injured".
    let plural = passage.tokens.get(noun).is_some_and(|t| t.tag == Tag::Nns)
        || lexicon::is_deed(passage.lemma(noun)) && noun >= count.value.tokens.end;
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
        && passage_of(article, count)
            .is_some_and(|passage| !points(passage, count) || is_told_whole(passage, count))
}

/// Whether a definite number is brought in by what stands behind it: among *the dozen men ordained on Saturday*.
fn is_told_whole(passage: &Passage, count: &Count<'_>) -> bool {
    let Measure::Count { noun } = count.value.measure else { return false };
    passage.dependents(noun).any(|t| t > noun && passage.tokens[t].relation == Relation::Acl)
}

/// Whether one word names what both count, or two of one sense do.
fn are_named_alike(lexis: &Lexis, here: &Count<'_>, there: &Count<'_>) -> bool {
    let nouns = here.noun.zip(there.noun);
    here.lemma == there.lemma
        || nouns.is_some_and(|(a, b)| nouns::relation(lexis, a, b) == Some(nouns::Relation::Same))
}

/// Whether two counts are of one group, so far as their words tell.
fn are_one_group(lexis: &Lexis, here: &Count<'_>, there: &Count<'_>) -> bool {
    let bare =
        here.modifiers.iter().all(|item| there.modifiers.contains(item) || there.around.contains(item));
    let people = |c: &Count<'_>| c.somebody || lexicon::is_people(c.lemma) || lexicon::is_deed(c.lemma);
    // "Twelve people were killed", "the nine victims".
    let by_deed = || {
        here.deed.is_some()
            && here.deed == there.deed
            && people(here)
            && people(there)
            && lexicon::is_deed(here.lemma)
    };
    // "Six watercolours", "all seven pictures".
    let wider = || {
        let nouns = here.noun.zip(there.noun);
        nouns.is_some_and(|(a, b)| nouns::relation(lexis, a, b) == Some(nouns::Relation::Wider))
    };
    bare && (are_named_alike(lexis, here, there) || wider() || by_deed())
}

/// Whether two counts are of one thing by their nouns, and what narrows the nouns has a word in common.
fn are_told_alike(lexis: &Lexis, here: &Count<'_>, there: &Count<'_>) -> bool {
    let shared = here.modifiers.iter().any(|&item| {
        let told = there.modifiers.iter().chain(&there.around);
        told.into_iter().any(|&other| lexis.likeness(item, other) >= ONE)
    });
    shared && are_named_alike(lexis, here, there)
}

/// The numbers of an article.
pub(super) struct Numbers {
    /// By their bits, with how often each stands in it.
    times: HashMap<u64, usize>,
    /// Those that are told by an ordinal: *a third* had walked.
    ordinals: HashSet<u64>,
    /// Those that come on top: two *more*.
    added: HashSet<u64>,
}

impl Numbers {
    pub(super) fn of(article: &Article) -> Self {
        let mut times = HashMap::new();
        let plain =
            |v: &&Value| v.low == v.high && matches!(v.measure, Measure::Count { .. } | Measure::Number);
        let values = || article.paragraphs.iter().flat_map(|placed| placed.passage().values.iter());
        for value in values().filter(plain) {
            *times.entry(value.low.to_bits()).or_default() += 1;
        }
        let ordinal = values().filter(|v| v.measure == Measure::Ordinal);
        let ordinals = ordinal.map(|v| v.low.to_bits()).collect();
        let words = |passage: &Passage, value: &Value| {
            let tokens = value.tokens.start.saturating_sub(1)..value.tokens.end + 1;
            tokens.into_iter().any(|t| ADDING.contains(passage.lemma(t).to_lowercase().as_str()))
        };
        let passages = article.paragraphs.iter().map(|placed| placed.passage());
        let added = passages.flat_map(|passage| passage.values.iter().filter(move |v| words(passage, v)));
        let added = added.map(|v| v.low.to_bits()).collect();
        Self { times, ordinals, added }
    }

    fn has(&self, number: f64) -> bool {
        self.times.contains_key(&number.to_bits())
    }

    /// Whether another number makes up the one that is told: a sum, what is left, or the same of others.
    fn make_up(&self, here: &Count<'_>, there: &Count<'_>) -> bool {
        let told = here.value.low;
        let again = self.times.get(&told.to_bits()).is_some_and(|&times| times > 1)
            || self.ordinals.contains(&told.to_bits());
        let parts = self.times.keys().map(|&bits| f64::from_bits(bits));
        again
            || self.added.contains(&(there.value.low - told).abs().to_bits())
            || parts.into_iter().any(|n| n > 1.0 && n < told - 1.0 && self.has(told - n))
    }
}

/// Whether nothing sets those apart who were brought in from those who are known: another event, another year, what is left of them.
fn are_of_one_time(article: &Article, scenes: &Scenes, here: &Count<'_>, there: &Count<'_>) -> bool {
    let left = |count: &Count<'_>| sameness::is_what_remains(article, count.frame);
    let pair = scenes.pair(here.frame, there.frame);
    pair.is_some_and(|(a, b)| !(a.apart || b.apart) && a.years_agree(b)) && left(here) == left(there)
}
