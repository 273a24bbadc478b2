//! What tells whether two noun phrases speak of the same thing: what modifies them, and whether they point to something known.

use crate::article::{Argument, Article, FactFrame};
use crate::language::{Passage, Relation, Tag};
use crate::rules::contradiction::lexis::{Item, Lexis};
use crate::rules::contradiction::scene::{self, Stem};

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

/// Whether a year beside it says which one is meant: "the 2018 edition".
pub(super) fn names_year(passage: &Passage, noun: usize) -> bool {
    passage.dependents(noun).any(|t| {
        passage.word(t).len() == 4
            && passage.word(t).starts_with(['1', '2'])
            && passage.word(t).parse::<u16>().is_ok()
    })
}

/// Whether the same preposition brings in something else: the budget for the bridge, the budget for the harbour.
pub(super) fn complements_differ(lexis: &Lexis, article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let of = |frame: &FactFrame| -> Vec<(String, Item)> {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
        let preposition = |at: usize| placed.passage().lemma(at).to_lowercase();
        let complement = |other: &Argument| {
            let preposition = preposition(other.preposition?);
            matches!(preposition.as_str(), "against" | "for" | "from" | "of" | "to" | "with")
                .then_some((preposition, lexis.item(frame.paragraph, other.token)?))
        };
        frame.others.iter().filter_map(complement).collect()
    };
    let theirs = of(b);
    of(a).iter().any(|(preposition, thing)| {
        let mut same = theirs.iter().filter(|(other, _)| other == preposition).peekable();
        same.peek().is_some() && same.all(|(_, other)| lexis.likeness(*thing, *other) < 0.5)
    })
}
