//! Attributions: who (source) says or thinks (cue) what (content).

pub(crate) mod encoded;
mod layout;
pub(crate) mod reader;
pub(crate) mod speech;

use crate::article::{Entity, EntityId, Mention, MentionForm, Placed, Quotation};
use crate::language::NameKind;
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

/// Puts the attributions of all paragraphs together: resolves sources to entities, and follows quotations that run over
/// paragraphs.
pub fn link(
    document: &Document,
    paragraphs: &[Placed],
    quotations: &[Quotation],
    entities: &[Entity],
    mentions: &[Mention],
) -> Vec<Attribution> {
    let mut attributions: Vec<Attribution> = Vec::new();
    for (index, placed) in paragraphs.iter().enumerate() {
        let passage = placed.passage();
        for found in &placed.paragraph.attributions {
            let spans = |ranges: &[std::ops::Range<usize>]| -> Vec<Span> {
                ranges
                    .iter()
                    .map(|r| passage.span_of(r.clone()).shift(placed.offset))
                    .filter(|s| !s.is_empty())
                    .collect()
            };
            let source = spans(&found.source);
            let mut content = spans(&found.content);
            if content.is_empty() {
                content = layout::announced(paragraphs, index, quotations);
                if content.is_empty() {
                    continue;
                }
            }
            attributions.push(Attribution {
                kind: AttributionKind::Indirect,
                speaker: None,
                source,
                cue: spans(std::slice::from_ref(&found.cue)),
                content,
                confidence: 1.0 / (1.0 + (-found.margin).exp()),
            });
        }
    }
    layout::read(paragraphs, &mut attributions);
    follow_over_paragraphs(quotations, &mut attributions);
    for attribution in &mut attributions {
        attribution.speaker = speaker(document.text(), &attribution.source, entities, mentions);
        attribution.kind = kind_of(document.text(), &attribution.content, quotations);
    }
    attributions.sort_by_key(|a| {
        a.content.first().map_or(0, |s| s.start).min(a.cue.first().map_or(usize::MAX, |s| s.start))
    });
    attributions
}

/// Pronouns that tell whose somebody is.
const POSSESSIVES: [&str; 6] = ["her", "his", "its", "my", "our", "their"];

/// The entity that a source names: the person furthest left in it, else whoever stands there; not the person whose somebody is
/// (*her* husband, *Holt's* lawyer), but the body whose somebody is (*the council's* spokesman).
fn speaker(text: &str, source: &[Span], entities: &[Entity], mentions: &[Mention]) -> Option<EntityId> {
    let speaks = |m: &Mention| {
        entities.get(m.entity).is_some_and(|e| {
            matches!(e.kind, NameKind::Person | NameKind::Organization | NameKind::Place | NameKind::Group)
        })
    };
    let owns = |mention: &Mention, piece: Span| {
        let behind = Span::new(mention.span.end, piece.end).of(text);
        let marked = ["'s ", "’s ", "' ", "’ "].iter().any(|mark| behind.starts_with(mark));
        let pronoun = mention.form == MentionForm::Pronoun
            && POSSESSIVES.iter().any(|p| mention.span.of(text).eq_ignore_ascii_case(p));
        marked || pronoun && behind.starts_with(' ')
    };
    let inside = |piece: Span| {
        let from = mentions.partition_point(|m| m.span.start < piece.start);
        mentions[from..]
            .iter()
            .take_while(move |m| m.span.start < piece.end)
            .filter(move |m| m.span.end <= piece.end)
            .map(move |m| (m, owns(m, piece)))
    };
    let person = |m: &Mention| entities.get(m.entity).is_some_and(|e| e.kind == NameKind::Person);
    let all = || source.iter().copied().flat_map(inside).filter(|(m, _)| speaks(m));
    let free = || all().filter(|&(_, owns)| !owns).map(|(m, _)| m);
    let body = || all().map(|(m, _)| m).find(|m| !person(m));
    free().find(|m| person(m)).or_else(|| free().next()).or_else(body).map(|m| m.entity)
}

/// A quotation that runs over paragraphs is one content: who says a piece of it says the rest.
fn follow_over_paragraphs(quotations: &[Quotation], attributions: &mut [Attribution]) {
    for quotation in quotations.iter().filter(|q| q.content.len() > 1) {
        let touches = |a: &Attribution, piece: &Span| a.content.iter().any(|c| c.overlaps(*piece));
        let Some(owner) = attributions.iter().position(|a| quotation.content.iter().any(|p| touches(a, p)))
        else {
            continue;
        };
        for piece in &quotation.content {
            if !attributions.iter().any(|a| touches(a, piece)) {
                attributions[owner].content.push(*piece);
            }
        }
        attributions[owner].content.sort();
    }
}

/// Direct where quotation marks cover all words of the content, mixed where they cover some.
fn kind_of(text: &str, content: &[Span], quotations: &[Quotation]) -> AttributionKind {
    let (mut inside, mut outside) = (false, false);
    for piece in content {
        let from = quotations.partition_point(|q| q.span.end <= piece.start.saturating_sub(4096));
        let covers = |at: usize| {
            quotations[from.min(quotations.len())..]
                .iter()
                .take_while(|q| q.span.start <= at)
                .any(|q| q.span.contains(at))
        };
        for (offset, word) in words(piece.of(text)) {
            if word.chars().any(char::is_alphanumeric) {
                let quoted = covers(piece.start + offset);
                inside |= quoted;
                outside |= !quoted;
            }
        }
    }
    match (inside, outside) {
        (true, false) => AttributionKind::Direct,
        (true, true) => AttributionKind::Mixed,
        _ => AttributionKind::Indirect,
    }
}

/// The words of a text with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
