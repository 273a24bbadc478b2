//! Attributions: who (source) says or thinks (cue) what (content).

use crate::article::{Entity, EntityId, Mention, Placed, Quotation};
use crate::text::{Document, Span};
use serde::Serialize;

/// How the content is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributionKind {
    /// Wholly between quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// Partly quoted.
    Mixed,
}

/// One attribution. Each list is in document order; `source` and `cue` may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// How the content is given.
    pub kind: AttributionKind,
    /// Who: the whole noun phrase.
    pub source: Vec<Span>,
    /// The words that make it an attribution: said, according to, believes.
    pub cue: Vec<Span>,
    /// What is said. May be split by the cue and run over sentences and paragraphs.
    pub content: Vec<Span>,
    /// The source as an entity, where it is one.
    pub speaker: Option<EntityId>,
    /// How sure the reading is, from 0 to 1.
    pub confidence: f32,
}

/// Puts the attributions of all paragraphs together: carries speakers over, resolves sources to entities.
pub fn link(
    document: &Document,
    paragraphs: &[Placed],
    quotations: &[Quotation],
    entities: &[Entity],
    mentions: &[Mention],
) -> Vec<Attribution> {
    let _ = (document, paragraphs, quotations, entities, mentions);
    Vec::new()
}
