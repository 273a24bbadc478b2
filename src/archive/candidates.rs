//! The join on one machine: rows of different articles with one entity, one class of predicates and one day.

use crate::archive::{Fact, Side};
use std::collections::{BTreeMap, BTreeSet};

/// A key that more facts than this share tells nothing: its pairs are not looked at.
pub const CROWD: usize = 64;

/// Facts of many articles, by their keys.
#[derive(Debug, Default)]
pub struct Candidates {
    by_key: BTreeMap<(String, String, String), Vec<Fact>>,
}

/// Whether two facts differ in what comparators compare: the word, whether it is denied, the number. Two that do not cannot
/// contradict each other.
pub fn may_conflict(a: &Fact, b: &Fact) -> bool {
    a.article != b.article && (a.lemma != b.lemma || a.polarity != b.polarity || a.value != b.value)
}

impl Candidates {
    /// Takes the facts of another article in. Facts without a day join nothing.
    pub fn add(&mut self, facts: Vec<Fact>) {
        for fact in facts {
            if let Some(date) = fact.date.clone() {
                let key = (fact.entity.clone(), fact.predicate.clone(), date);
                self.by_key.entry(key).or_default().push(fact);
            }
        }
    }

    /// The pairs of sentences to decide on, each once, in the order of their articles and places.
    pub fn pairs(&self) -> Vec<(Side, Side)> {
        let mut pairs = BTreeSet::new();
        for group in self.by_key.values().filter(|group| group.len() <= CROWD) {
            for (at, here) in group.iter().enumerate() {
                for there in group[..at].iter().filter(|there| may_conflict(here, there)) {
                    let (mut a, mut b) = (Side::of(here), Side::of(there));
                    if b < a {
                        std::mem::swap(&mut a, &mut b);
                    }
                    pairs.insert((a, b));
                }
            }
        }
        pairs.into_iter().collect()
    }
}
