//! `textDocument/inlayHint` and `inlayHint/resolve`.

use crate::article::{Article, MentionForm};
use crate::server::card;
use crate::server::snapshot::Snapshot;
use crate::text::Span;
use serde_json::json;
use tower_lsp::ls_types::{
    InlayHint, InlayHintLabel, InlayHintTooltip, MarkupContent, MarkupKind, Position, Range,
};

/// Who speaks, where the sentence does not name them: before words whose source is a pronoun or is carried over from
/// the sentence before. The tooltip is made when a hint is resolved.
pub(crate) fn answer(snapshot: &Snapshot, range: Range) -> Vec<InlayHint> {
    let (article, within) = (&snapshot.article, snapshot.span(range));
    let mut hints = Vec::new();
    for attribution in &article.attributions {
        let Some(speaker) = attribution.speaker.and_then(|id| article.entities.get(id)) else { continue };
        let Some(content) = attribution.content.first() else { continue };
        let outside = content.start < within.start || within.end < content.start;
        let named =
            || !attribution.source.is_empty() && !attribution.source.iter().any(|s| by_pronoun(article, *s));
        if outside || named() {
            continue;
        }
        hints.push(InlayHint {
            position: snapshot.position(content.start),
            label: InlayHintLabel::String(format!("{}:", speaker.name)),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: None,
            padding_right: Some(true),
            data: Some(json!({ "uri": snapshot.uri.as_str() })),
        });
    }
    hints
}

/// Whether a pronoun that means somebody stands in `span`.
fn by_pronoun(article: &Article, span: Span) -> bool {
    let from = article.mentions.partition_point(|m| m.span.start < span.start);
    let within = article.mentions[from..].iter().take_while(|m| m.span.start < span.end);
    within.into_iter().any(|m| m.form == MentionForm::Pronoun && span.covers(m.span))
}

/// The card of the words that the hint stands before.
pub(crate) fn tooltip(snapshot: &Snapshot, position: Position) -> Option<InlayHintTooltip> {
    let offset = snapshot.offset(position);
    // The mark itself is no part of the words in it.
    let inside = snapshot.text().get(offset..)?.char_indices().nth(1).map_or(offset, |(n, _)| offset + n);
    let card = card::at(&snapshot.article, inside)?;
    let place = |offset| snapshot.place(offset);
    Some(if snapshot.profile.hover_markdown {
        let value = card.markdown(place);
        InlayHintTooltip::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
    } else {
        InlayHintTooltip::String(card.plain(place))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::bridge;

    #[test]
    fn a_pronoun_gets_its_name() {
        let snapshot = bridge().snapshot();
        let everything = Range::new(Position::new(0, 0), Position::new(99, 0));
        let hints = answer(&snapshot, everything);
        assert_eq!(hints.len(), 1);
        assert_eq!(hints[0].position, Position::new(4, 0));
        assert!(matches!(&hints[0].label, InlayHintLabel::String(label) if label == "Ruth Adair:"));
        match tooltip(&snapshot, hints[0].position) {
            Some(InlayHintTooltip::String(card)) => assert!(card.contains("Mayor"), "{card}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(answer(&snapshot, Range::new(Position::new(0, 0), Position::new(2, 0))).len(), 0);
    }
}
