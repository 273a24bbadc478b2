//! Nouns by which an article counts one thing: pupils and students; cheques, which are payments.
//!
//! Comes in: the nouns of the article's counts, in reading order. Goes out: for each the first noun that it can stand for, so
//! that counts of both are looked up together.

use crate::language::Value;
use crate::language::meaning::Meaning;
use crate::rules::contradiction::lexis::{Lexis, WordId};
use std::collections::HashMap;

/// How many senses of a word are looked at, the most frequent first.
const FREQUENT: usize = 3;

/// How two nouns stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// One word, or two of one sense.
    Same,
    /// The first is a kind of the second.
    Kind,
    /// The second is a kind of the first.
    Wider,
}

/// How two nouns stand to each other, if they can be of one thing.
pub(super) fn relation(lexis: &Lexis, a: WordId, b: WordId) -> Option<Relation> {
    let (x, y) = (lexis.meaning(a)?, lexis.meaning(b)?);
    let own = |x: &Meaning| -> Vec<u32> { x.own().iter().copied().take(FREQUENT).collect() };
    let (ours, theirs) = (own(x), own(y));
    let grouped = || lexis.groups(a).iter().any(|group| lexis.groups(b).contains(group));
    match () {
        () if a == b || ours.iter().any(|s| theirs.contains(s)) || grouped() => Some(Relation::Same),
        () if x.kinds().any(|s| theirs.contains(&s)) => Some(Relation::Kind),
        () if y.kinds().any(|s| ours.contains(&s)) => Some(Relation::Wider),
        () => None,
    }
}

/// Whether two numbers, each with its noun, cannot both be of one thing, so far as the nouns tell: cheques are a part of the
/// payments, so that there cannot be more of them.
pub(super) fn exclude(
    lexis: &Lexis,
    a: (Option<WordId>, &Value),
    b: (Option<WordId>, &Value),
) -> Option<Relation> {
    let relation = relation(lexis, a.0?, b.0?)?;
    let more = |x: &Value, y: &Value| x.low > y.high;
    let excluded = match relation {
        Relation::Same => true,
        Relation::Kind => more(a.1, b.1),
        Relation::Wider => more(b.1, a.1),
    };
    excluded.then_some(relation)
}

/// The first noun of an article that each noun can stand for.
#[derive(Default)]
pub(super) struct Firsts<'a> {
    by_word: HashMap<WordId, &'a str>,
    /// By what two nouns can have in common.
    by_sign: HashMap<Sign, (WordId, &'a str)>,
}

/// What nouns of one thing have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sign {
    Group(u16),
    Sense(u32),
    Kind(u32),
}

impl<'a> Firsts<'a> {
    /// The first noun that this one can stand for: itself, where there is none.
    pub(super) fn of(&mut self, lexis: &Lexis, word: WordId, lemma: &'a str) -> &'a str {
        if let Some(first) = self.by_word.get(&word) {
            return first;
        }
        let Some(meaning) = lexis.meaning(word) else { return lemma };
        let groups = || lexis.groups(word).iter().copied().map(Sign::Group);
        let own = || meaning.own().iter().copied().take(FREQUENT);
        let senses = own().flat_map(|s| [Sign::Sense(s), Sign::Kind(s)]);
        let signs = groups().chain(senses).chain(meaning.kinds().map(Sign::Sense));
        let known = signs
            .filter_map(|sign| self.by_sign.get(&sign))
            .find(|(other, _)| relation(lexis, word, *other).is_some());
        let first = match known {
            Some((_, first)) => first,
            None => {
                let signs = groups().chain(own().map(Sign::Sense)).chain(meaning.kinds().map(Sign::Kind));
                for sign in signs {
                    self.by_sign.entry(sign).or_insert((word, lemma));
                }
                lemma
            }
        };
        self.by_word.insert(word, first);
        first
    }
}
