//! What is dated: the run-off, the town votes again.

use crate::language::Passage;
use crate::rules::arithmetic::Here;
use crate::rules::contradiction::are_one_thing;
use crate::rules::word_list::lines;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How many tokens in front of a date tell what is dated.
const REACH: usize = 9;

/// Kinds of events, by word: the number of the kind, and whether what it is of must be named.
static KINDS: LazyLock<HashMap<&'static str, Vec<(usize, bool)>>> = LazyLock::new(|| {
    let mut kinds: HashMap<_, Vec<_>> = HashMap::new();
    let rows = lines(include_str!("../../data/dated_events.tsv")).filter_map(|row| row.split_once('\t'));
    for (number, (role, words)) in rows.enumerate() {
        words.split(',').for_each(|word| kinds.entry(word).or_default().push((number, role == "of")));
    }
    kinds
});

/// What is dated.
pub(super) struct Event<'a> {
    /// The kinds of events that the words name.
    kinds: Vec<(usize, bool)>,
    /// The other nouns beside them (lemmas).
    nouns: Vec<&'a str>,
}

impl<'a> Event<'a> {
    /// The event that the words in front of a date name, or else its clause.
    pub(super) fn before(here: &Here<'a>, date: &Range<usize>) -> Option<Self> {
        let passage: &'a Passage = here.passage;
        let first = here.sentence.tokens.start;
        let from = date.start.saturating_sub(REACH).max(first);
        let parted =
            |t: &usize| matches!(here.lower(*t).as_str(), "," | ";" | ":" | "—" | "–" | "(" | "that" | "but");
        let start = (from..date.start).rev().find(parted).map_or(from, |t| t + 1);
        let clause = passage.clauses.get(passage.clause_of(date.start)?);
        let parts = clause.into_iter().flat_map(|c| [Some(c.predicate), c.subject, c.object]).flatten();
        let beside: Vec<usize> =
            parts.filter(|t| !date.contains(t) && !(start..date.start).contains(t)).collect();
        let near: Vec<usize> = (start..date.start).collect();
        let kinds_of = |tokens: &[usize]| -> Vec<(usize, bool)> {
            let kinds = tokens.iter().filter_map(|&t| KINDS.get(passage.lemma(t)));
            kinds.flatten().copied().collect()
        };
        let denied = near.iter().any(|&t| {
            matches!(here.lower(t).as_str(), "not" | "n't" | "never" | "cancelled" | "canceled" | "postponed")
        });
        let mut kinds = kinds_of(&near);
        if kinds.is_empty() {
            kinds = kinds_of(&beside);
        }
        let noun = |t: &usize| {
            passage.tokens.get(*t).is_some_and(|token| token.tag.is_noun())
                && !KINDS.contains_key(passage.lemma(*t))
        };
        let nouns =
            near.iter().chain(&beside).copied().filter(|t| noun(t)).map(|t| passage.lemma(t)).collect();
        (!denied && !kinds.is_empty()).then_some(Self { kinds, nouns })
    }

    /// Whether both are one event.
    pub(super) fn is(&self, other: &Self) -> bool {
        let shared = self.nouns.iter().any(|a| other.nouns.iter().any(|b| are_one_thing(a, b)));
        let mut common: Vec<_> = self.kinds.iter().filter(|kind| other.kinds.contains(kind)).collect();
        common.sort_unstable();
        common.dedup();
        // "The trial opens" says of what it is the opening.
        shared && !common.is_empty() || common.len() > 1 || common.iter().any(|(_, of)| !of)
    }
}
