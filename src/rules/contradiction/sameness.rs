//! Whether two noun phrases speak of the same thing.

use crate::article::{Argument, Article, Placed};
use crate::language::{Passage, Relation, Tag};
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::scene::{self, Stem};

/// How two arguments stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sameness {
    /// They are the same.
    Same,
    /// Nothing tells.
    Open,
    /// They are not the same.
    Other,
}

/// Whether two lemmas mean the same, as far as the lists tell.
pub(super) fn one_sense(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || {
        let other = lexicon::senses(b);
        lexicon::senses(a).iter().any(|sense| other.contains(sense))
    }
}

/// The stems of what modifies a noun: adjectives, compounds, possessors, of-phrases.
pub(super) fn modifiers(passage: &Passage, noun: usize) -> Vec<Stem> {
    let mut stems: Vec<_> = passage
        .dependents(noun)
        .filter(|&t| {
            passage.tokens.get(t).is_some_and(|t| {
                matches!(
                    t.relation,
                    Relation::Amod
                        | Relation::Compound
                        | Relation::Nmod
                        | Relation::NmodPoss
                        | Relation::Flat
                ) && !matches!(t.tag, Tag::PossessivePronoun | Tag::Prp)
            })
        })
        .map(|t| scene::stem(passage.lemma(t)))
        .collect();
    stems.sort_unstable();
    stems
}

/// Whether one phrase's modifiers leave room for the other's: one says nothing, or nothing more than the other.
pub(super) fn modifiers_agree(a: &[Stem], b: &[Stem]) -> bool {
    a.iter().all(|s| b.contains(s)) || b.iter().all(|s| a.contains(s))
}

/// Whether the phrase points to something known: the, this, its, a possessor, a name.
pub(super) fn is_definite(passage: &Passage, noun: usize) -> bool {
    passage.tokens.get(noun).is_some_and(|t| t.tag.is_proper())
        || passage.dependents(noun).any(|t| {
            passage.tokens.get(t).is_some_and(|token| {
                token.relation == Relation::NmodPoss
                    || token.relation == Relation::Det
                        && matches!(
                            passage.lemma(t),
                            "the" | "this" | "that" | "these" | "those" | "all" | "both"
                        )
            })
        })
}

/// Whether two arguments are the same.
pub(super) fn compare(article: &Article, a: (&Placed, &Argument), b: (&Placed, &Argument)) -> Sameness {
    let (pa, pb) = (a.0.passage(), b.0.passage());
    let pronoun = |p: &Passage, t: usize| {
        p.tokens.get(t).is_some_and(|t| {
            matches!(
                t.tag,
                Tag::Prp
                    | Tag::Dt
                    | Tag::Wp
                    | Tag::Wdt
                    | Tag::PossessivePronoun
                    | Tag::Ex
                    | Tag::Cd
                    | Tag::Jj
            )
        })
    };
    let agree = || modifiers_agree(&modifiers(pa, a.1.token), &modifiers(pb, b.1.token));
    match (a.1.entity, b.1.entity) {
        (Some(x), Some(y)) if x == y => return if agree() { Sameness::Same } else { Sameness::Open },
        (Some(x), Some(y)) => {
            let kind = |e: usize| article.entities.get(e).map(|e| e.kind);
            return if kind(x) == kind(y) { Sameness::Other } else { Sameness::Open };
        }
        _ => {}
    }
    if pronoun(pa, a.1.token) || pronoun(pb, b.1.token) {
        return Sameness::Open;
    }
    let (la, lb) = (pa.lemma(a.1.token), pb.lemma(b.1.token));
    if !one_sense(la, lb) {
        return Sameness::Other;
    }
    if !agree() {
        return Sameness::Other;
    }
    // The later phrase points back, or both are the same words.
    if is_definite(pa, a.1.token) || is_definite(pb, b.1.token) { Sameness::Same } else { Sameness::Open }
}
