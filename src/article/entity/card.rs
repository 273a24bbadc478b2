//! What an article says of one entity, gathered for a reader who points at it: who it is, how often it is spoken of and
//! heard, what it said last.

use crate::article::{Article, Attribution, AttributionKind, Entity, EntityId};
use crate::text::Span;

/// The material of an entity's card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card<'a> {
    /// Whom it is about: name, kind, aliases, titles.
    pub entity: &'a Entity,
    /// How often it is named: pronouns and descriptions are not counted.
    pub named: usize,
    /// How often it is meant by a pronoun or a description.
    pub meant: usize,
    /// How many quotations, direct or mixed, are given to it.
    pub quotations: usize,
    /// How many attributions of every kind.
    pub attributions: usize,
    /// The sentence that introduces it: the first in running copy that names it in full, else the first that names it.
    pub introduction: Span,
    /// What it is said to be there: the title in front of its name or the description beside it.
    pub description: Option<Span>,
    /// The last statement given to it, in document order.
    pub latest: Option<&'a Attribution>,
}

impl Article {
    /// The card of an entity; `None` for an index that is none.
    pub fn card(&self, entity: EntityId) -> Option<Card<'_>> {
        let number = entity;
        let entity = self.entities.get(number)?;
        let forms = || entity.mentions.iter().filter_map(|&m| self.mentions.get(m)).map(|m| m.form);
        let own = || self.attributions.iter().filter(|a| a.speaker == Some(number));
        let quoted = |a: &&Attribution| matches!(a.kind, AttributionKind::Direct | AttributionKind::Mixed);
        Some(Card {
            entity,
            named: forms().filter(|form| form.is_name()).count(),
            meant: forms().filter(|form| !form.is_name()).count(),
            quotations: own().filter(quoted).count(),
            attributions: own().count(),
            introduction: entity.introduction,
            description: entity.description,
            latest: own().next_back(),
        })
    }
}
