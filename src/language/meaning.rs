//! How alike two words are in meaning: from the same family, synonyms, one a kind of the other, or used in the same
//! company. Comes in: a lemma with its class. Goes out: a [`Meaning`], and for two of them a grade and whether they are
//! opposites. Vectors cannot tell opposites from synonyms (they keep the same company), so the two are asked for apart.

use crate::language::model::hash;
use crate::language::thesaurus::{self, Senses, WordClass};
use crate::language::vectors;

/// What is known of a word by itself.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    senses: Senses,
    /// Its vector, of length 1; empty for a word without one.
    vector: Vec<f32>,
    /// Its place in the order of frequency, from 1; 0 where it is too rare to have one.
    pub rank: u32,
}

/// The grade of words of one family or one sense.
const SYNONYMS: f32 = 0.95;
/// The grade of a word and what it is a kind of.
const KIND: f32 = 0.8;
/// The grade of a word and what its kinds are kinds of.
const WIDER: f32 = 0.65;
/// The grade of two kinds of one thing.
const SISTERS: f32 = 0.5;
/// Cosines up to this are those of unrelated words of one subject.
const UNRELATED: f32 = 0.45;

impl Meaning {
    /// Looks a lemma up.
    pub fn of(lemma: &str, class: WordClass) -> Meaning {
        let number = vectors::number(hash(lemma.to_lowercase().as_bytes()));
        let mut vector = Vec::new();
        if number > 0 {
            vector.resize(vectors::WIDTH, 0.0);
            vectors::copy(number, &mut vector);
            let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::EPSILON);
            vector.iter_mut().for_each(|x| *x /= length);
        }
        let senses = thesaurus::senses(&lemma.to_lowercase(), class).unwrap_or_default();
        Meaning { senses, vector, rank: number }
    }

    /// Its senses in the thesaurus, the most frequent first.
    pub fn own(&self) -> &[u32] {
        &self.senses.own
    }

    /// The senses of what it is a kind of, and then of what those are kinds of.
    pub fn kinds(&self) -> impl Iterator<Item = u32> + '_ {
        self.senses.kinds.iter().chain(&self.senses.wider).copied()
    }

    /// How alike two different words are, from 0 (nothing tells) to 0.95 (synonyms).
    pub fn likeness(&self, other: &Meaning) -> f32 {
        let (a, b) = (&self.senses, &other.senses);
        let meet = |x: &[u32], y: &[u32]| x.iter().any(|sense| y.contains(sense));
        let known = if meet(&a.own, &b.own)
            || meet(&a.own, &b.family)
            || meet(&a.family, &b.own)
            || meet(&a.family, &b.family)
        {
            SYNONYMS
        } else if meet(&a.own, &b.kinds) || meet(&a.kinds, &b.own) {
            KIND
        } else if meet(&a.own, &b.wider) || meet(&a.wider, &b.own) {
            WIDER
        } else if meet(&a.kinds, &b.kinds) {
            SISTERS
        } else {
            0.0
        };
        let company = ((self.cosine(other) - UNRELATED) / (1.0 - UNRELATED)).clamp(0.0, 1.0) * 0.9;
        (known.max(company) + 0.25 * known.min(company)).min(SYNONYMS)
    }

    /// Whether two words are told apart as kinds of one thing or as opposites: men and women, wheat and maize.
    pub fn contrasts_with(&self, other: &Meaning) -> bool {
        let meet = |x: &[u32], y: &[u32]| x.iter().any(|sense| y.contains(sense));
        let (a, b) = (&self.senses, &other.senses);
        let one = meet(&a.own, &b.own)
            || meet(&a.own, &b.kinds)
            || meet(&a.kinds, &b.own)
            || meet(&a.own, &b.family);
        self.is_opposite(other) || !one && meet(&a.kinds, &b.kinds) && self.cosine(other) > 0.75
    }

    /// The cosine of the vectors; 0 where one has none.
    pub fn cosine(&self, other: &Meaning) -> f32 {
        // Eight sums side by side, so that the processor may take them at once.
        let mut sums = [0.0; 8];
        for (x, y) in self.vector.chunks(8).zip(other.vector.chunks(8)) {
            for (sum, (x, y)) in sums.iter_mut().zip(x.iter().zip(y)) {
                *sum += x * y;
            }
        }
        sums.iter().sum()
    }

    /// Whether the thesaurus has the two as opposites.
    pub fn is_opposite(&self, other: &Meaning) -> bool {
        let against = |a: &Senses, b: &Senses| a.opposites.iter().any(|sense| b.own.contains(sense));
        against(&self.senses, &other.senses) || against(&other.senses, &self.senses)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str, class: WordClass) -> f32 {
        Meaning::of(a, class).likeness(&Meaning::of(b, class))
    }

    #[test]
    fn synonyms_are_more_alike_than_neighbours() {
        let near = likeness("squad", "team", WordClass::Noun);
        let far = likeness("squad", "harvest", WordClass::Noun);
        assert!(near > 0.9 && far < 0.3, "{near} {far}");
    }

    #[test]
    fn opposites_are_told() {
        let of = |lemma| Meaning::of(lemma, WordClass::Adjective);
        assert!(of("legal").is_opposite(&of("illegal")));
        assert!(!of("legal").is_opposite(&of("lawful")));
    }
}
