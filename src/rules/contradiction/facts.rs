//! What is known of a word in whatever article it stands, looked up once for all of them.
//!
//! Comes in: a lemma and its class. Goes out: its [`Facts`], the same for everybody who asks. At most [`MOST`] words of each class
//! are kept.

use crate::language::meaning::Meaning;
use crate::language::thesaurus::WordClass;
use crate::rules::contradiction::known::mix;
use crate::rules::contradiction::lexicon::{self, Sense};
use crate::rules::fingerprint::fnv1a;
use crate::rules::word_list::lines;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// How many words are kept of one class, some 5 MB of nouns. More of them, as an archive brings, begin anew.
const MOST: usize = 1 << 13;

static LIGHT: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/light_words.txt")).collect());

/// A word by itself.
pub(super) struct Facts {
    /// The lemma, in whatever class: "the missing" and "missing".
    pub(super) lemma: u64,
    /// A number for the lemma and the class.
    pub(super) print: u64,
    pub(super) meaning: Meaning,
    /// For a compound, what its first word means and a number for the rest of it: long-haul.
    compound: Option<Box<(Meaning, u64)>>,
    /// The groups of words for one thing that it belongs to.
    pub(super) groups: &'static [u16],
    /// The rows of opposites it stands in.
    pub(super) senses: Vec<Sense>,
    /// Whether it says too little by itself to be compared.
    pub(super) light: bool,
    /// Whether it stands for people or for a body of people.
    pub(super) somebody: bool,
}

/// The words of one class.
type Words = RwLock<HashMap<Box<str>, Arc<Facts>>>;

impl Facts {
    /// What is known of a lemma.
    pub(super) fn of(lemma: &str, class: WordClass) -> Arc<Facts> {
        static KNOWN: LazyLock<[Words; 3]> = LazyLock::new(Default::default);
        let [nouns, verbs, adjectives] = &*KNOWN;
        let words = match class {
            WordClass::Noun => nouns,
            WordClass::Verb => verbs,
            WordClass::Adjective => adjectives,
        };
        if let Some(facts) = words.read().unwrap_or_else(PoisonError::into_inner).get(lemma) {
            return facts.clone();
        }
        let facts = Arc::new(Facts::look_up(lemma, class));
        let mut words = words.write().unwrap_or_else(PoisonError::into_inner);
        if words.len() >= MOST {
            words.clear();
        }
        words.insert(lemma.into(), facts.clone());
        facts
    }

    /// Whether two stand in contrast: men and women, long-haul and short-haul.
    pub(super) fn contrasts_with(&self, other: &Facts) -> bool {
        let compounds = self.compound.as_ref().zip(other.compound.as_ref());
        let opposite = compounds.is_some_and(|(a, b)| a.1 == b.1 && a.0.is_opposite(&b.0));
        self.lemma != other.lemma && (opposite || self.meaning.contrasts_with(&other.meaning))
    }

    fn look_up(lemma: &str, class: WordClass) -> Facts {
        Facts {
            lemma: fnv1a(lemma.bytes()),
            print: mix(fnv1a(lemma.bytes()), class as u64),
            meaning: Meaning::of(lemma, class),
            compound: lemma.split_once('-').map(|(first, rest)| {
                Box::new((Meaning::of(first, WordClass::Adjective), fnv1a(rest.bytes())))
            }),
            groups: lexicon::groups(lemma, class),
            senses: lexicon::senses(lemma),
            light: LIGHT.contains(lemma) || !lemma.starts_with(char::is_alphabetic),
            somebody: lexicon::is_people(lemma) || lexicon::is_body(lemma),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_looked_up_once_and_by_class() {
        let noun = Facts::of("strike", WordClass::Noun);
        assert!(Arc::ptr_eq(&noun, &Facts::of("strike", WordClass::Noun)));
        assert!(!Arc::ptr_eq(&noun, &Facts::of("strike", WordClass::Verb)));
        assert_eq!(noun.lemma, Facts::of("strike", WordClass::Verb).lemma);
    }

    #[test]
    fn so_many_words_that_all_begin_anew_are_still_known() {
        let somebody = |lemma: &str| Facts::of(lemma, WordClass::Adjective).somebody;
        for n in 0..=MOST {
            assert!(!somebody(&format!("quibbish{n}")));
        }
        assert!(somebody("adult"));
        assert_eq!(Facts::of("quibbish1", WordClass::Adjective).lemma, fnv1a("quibbish1".bytes()));
    }
}
