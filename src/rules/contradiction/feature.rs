//! Features of which a thing has one: the white van, a Norwegian tanker, the third floor, her left knee.
//!
//! Comes in: a word in front of a noun. Goes out: its [`Feature`], by class and member. Two phrases of one thing with two members of
//! one class cannot both be true; that they are of one thing is argued for where they are compared.

use crate::article::entity::lexicon::{self, StateForm};
use crate::article::entity::spelling;
use crate::language::{Measure, Passage, Relation, Tag};
use crate::rules::contradiction::sameness;
use crate::rules::fingerprint::fnv1a;
use crate::rules::word_list::{lines, words};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Class and member by word.
static WORDS: LazyLock<HashMap<&'static str, (&'static str, u64)>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    for line in lines(include_str!("../data/features.tsv")) {
        let mut columns = line.split('\t');
        if let (Some(class), Some(member), Some(list)) = (columns.next(), columns.next(), columns.next()) {
            found.extend(words(list).map(|word| (word, (class, fnv1a(member.bytes())))));
        }
    }
    found
});

/// The nouns that a class tells something of; none for all.
static THINGS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let rows = lines(include_str!("../data/features_of.tsv")).filter_map(|line| line.split_once('\t'));
    rows.map(|(class, nouns)| (class, words(nouns).collect())).collect()
});

/// One feature of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Feature {
    pub(super) class: &'static str,
    /// A number for what it is within the class.
    pub(super) member: u64,
    /// Whether the thing is brought in with it: *a* white van.
    introduced: bool,
    /// Whether it is the subject: of two of a kind each may do the same.
    pub(super) acts: bool,
}

impl Feature {
    /// The feature that a word in front of a noun gives the thing, with the noun.
    pub(super) fn of(passage: &Passage, token: usize) -> Option<(Self, usize)> {
        let read = passage.tokens.get(token)?;
        if !matches!(read.relation, Relation::Amod | Relation::Compound) {
            return None;
        }
        let noun = read.head.map(|head| head as usize).filter(|&head| head > token)?;
        // "The red and the blue car", "black cars".
        let single = passage.tokens.get(noun).is_some_and(|t| t.tag == Tag::Nn);
        // "The driver of the red car": there may be two cars with a driver each.
        let role = passage.tokens.get(noun).map(|t| t.relation);
        let acts = matches!(role, Some(Relation::Nsubj | Relation::NsubjPass));
        let argues = acts || matches!(role, Some(Relation::Obj | Relation::Obl | Relation::OblAgent));
        if !single || !argues || passage.conjuncts(token).len() > 1 || passage.conjuncts(noun).len() > 1 {
            return None;
        }
        let (class, member) = class_of(passage, token)?;
        let things = THINGS.get(class)?;
        let lemma = passage.lemma(noun);
        let tells = things.is_empty() || things.contains(lemma);
        let definite = sameness::is_definite(passage, noun);
        let article = passage.dependents(noun).any(|t| matches!(passage.lemma(t), "a" | "an" | "A" | "An"));
        // "A third term" is the third.
        let introduced = article && class != "number" && class != "side";
        (tells && (definite || article)).then_some((Self { class, member, introduced, acts }, noun))
    }

    /// Whether one thing cannot have both.
    pub(super) fn excludes(self, other: Self) -> bool {
        self.class == other.class && self.member != other.member && !(self.introduced && other.introduced)
    }

    /// How two of one class that one thing has are told.
    pub(super) fn disagreement(self) -> &'static str {
        match self.class {
            "colour" => "the colours do not agree",
            "material" => "it cannot be made of both",
            "number" => "the numbers do not agree",
            "side" => "the sides do not agree",
            _ => "it cannot be of both countries",
        }
    }
}

/// The class and member of a word.
fn class_of(passage: &Passage, token: usize) -> Option<(&'static str, u64)> {
    let word = spelling::fold(passage.word(token));
    let ordinal = passage.values.iter().find(|v| v.tokens.contains(&token) && v.measure == Measure::Ordinal);
    if let Some(value) = ordinal {
        return Some(("number", value.low.to_bits()));
    }
    if let Some((StateForm::Demonym, state)) = lexicon::state(&word) {
        return Some(("state", fnv1a(state.bytes())));
    }
    WORDS.get(word.as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_well_formed() {
        for list in [include_str!("../data/features.tsv"), include_str!("../data/features_of.tsv")] {
            let rows: Vec<_> = lines(list).collect();
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert!(WORDS.values().all(|(class, _)| THINGS.contains_key(class)));
    }
}
