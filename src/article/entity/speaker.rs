//! "I" inside a quotation: its speaker, once it is known who that is.

use crate::article::entity::pronoun::Person;
use crate::article::entity::reference::By;
use crate::article::{Attribution, AttributionKind, Entity, EntityId, Mention, MentionForm, Placed};
use crate::text::Span;

/// How many contents that begin before a place are looked at; they rarely nest more than two deep.
const NESTED: usize = 6;

/// Adds a mention of the speaker for every first-person pronoun inside a quotation of theirs.
pub fn hear_speakers(
    paragraphs: &[Placed],
    attributions: &[Attribution],
    entities: &mut [Entity],
    mentions: &mut Vec<Mention>,
) {
    let mut said: Vec<(Span, Option<EntityId>)> = Vec::new();
    for attribution in attributions.iter().filter(|a| a.kind != AttributionKind::Indirect) {
        said.extend(attribution.content.iter().map(|&piece| (piece, attribution.speaker)));
    }
    said.sort_unstable();
    let before = mentions.len();
    for (index, placed) in paragraphs.iter().enumerate() {
        for item in &placed.paragraph.references.items {
            let By::Pronoun(pronoun) = &item.by else { continue };
            if pronoun.person != Person::Speaker || item.quotation == 0 {
                continue;
            }
            let span = item.span.shift(placed.offset);
            let after = said.partition_point(|(piece, _)| piece.start <= span.start);
            let mut around = said[..after].iter().rev().take(NESTED);
            let innermost = around.find(|(piece, _)| piece.covers(span));
            let Some(entity) = innermost.and_then(|&(_, speaker)| speaker).filter(|&e| e < entities.len())
            else {
                continue;
            };
            mentions.push(Mention {
                span,
                entity,
                form: MentionForm::Pronoun,
                title: None,
                paragraph: index,
            });
        }
    }
    if mentions.len() == before {
        return;
    }
    mentions.sort_by_key(|mention| mention.span);
    for entity in entities.iter_mut() {
        entity.mentions.clear();
    }
    for (index, mention) in mentions.iter().enumerate() {
        if let Some(entity) = entities.get_mut(mention.entity) {
            entity.mentions.push(index);
        }
    }
}
