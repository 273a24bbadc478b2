//! What a clause says of those whom it counts, in a form in which two can be compared: walked out, joined the walkout.

use crate::article::Modality;
use crate::language::{Passage, Tag};
use crate::rules::arithmetic::Here;
use crate::rules::arithmetic::whole::frames_of;
use crate::rules::contradiction::{are_one_deed, are_one_thing, deed_of};
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that do not tell what is said.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lists = [include_str!("../data/light_words.txt"), include_str!("../data/light_verbs.txt")];
    lists.into_iter().flat_map(lines).collect()
});

/// The words of a clause but for those whom it counts.
pub(super) struct Predicate<'a> {
    /// Nouns, verbs and adjectives (lemmas); a verb with its particle in one word as well: walkout.
    words: Vec<(&'a str, Tag)>,
    joined: Option<String>,
    negated: bool,
}

impl<'a> Predicate<'a> {
    /// What the clause around a token says; `without` are the tokens of those whom it counts. `None` where it is not said to be
    /// so.
    pub(super) fn of(here: &Here<'a>, token: usize, without: &Range<usize>) -> Option<Self> {
        let number = here.passage.clause_of(token)?;
        let frame = frames_of(here.article, here.paragraph).iter().find(|f| f.clause == number)?;
        matches!(frame.modality, Modality::Stated).then(|| Self::read(here, number, without)).flatten()
    }

    fn read(here: &Here<'a>, number: usize, without: &Range<usize>) -> Option<Self> {
        let passage: &'a Passage = here.passage;
        let clause = passage.clauses.get(number)?;
        let own =
            clause.tokens.clone().filter(|&t| passage.clause_of(t) == Some(number) && !without.contains(&t));
        let dated = |t: usize| here.values.iter().any(|v| v.tokens.contains(&t));
        let words = own.filter_map(|t| {
            let tag = passage.tokens.get(t)?.tag;
            let lemma = passage.lemma(t);
            let open = tag.is_noun() && !tag.is_proper() || tag.is_verb() && tag != Tag::Md || tag == Tag::Jj;
            (open && !COMMON.contains(lemma) && !dated(t)).then_some((lemma, tag))
        });
        let particle =
            passage.tokens.get(clause.predicate + 1).filter(|t| matches!(t.tag, Tag::Rp | Tag::Rb));
        let joined = particle
            .map(|_| format!("{}{}", passage.lemma(clause.predicate), passage.lemma(clause.predicate + 1)));
        Some(Self { words: words.collect(), joined, negated: clause.negated })
    }

    /// Whether both say one thing.
    pub(super) fn is(&self, other: &Self) -> bool {
        let joined = |a: &Self, b: &Self| {
            a.joined.as_deref().is_some_and(|word| {
                b.joined.as_deref() == Some(word) || b.words.iter().any(|(w, _)| are_alike(word, w))
            })
        };
        // A verb with its particle is another than the verb.
        let bare = self.joined.is_none() || other.joined.is_none();
        let alike = || {
            self.words.iter().any(|(a, x)| {
                other.words.iter().any(|(b, y)| {
                    if x.is_verb() && y.is_verb() {
                        bare && are_one_deed(a, b) || same_deed(a, b)
                    } else {
                        are_alike(a, b)
                    }
                })
            })
        };
        self.negated == other.negated && (joined(self, other) || joined(other, self) || alike())
    }
}

fn same_deed(a: &str, b: &str) -> bool {
    deed_of(a).is_some_and(|class| class != "crowd" && deed_of(b) == Some(class))
}

fn are_alike(a: &str, b: &str) -> bool {
    a == b || are_one_thing(a, b) || same_deed(a, b)
}
