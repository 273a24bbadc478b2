//! `textDocument/hover`.

use crate::server::card;
use crate::server::snapshot::Snapshot;
use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

/// The card of what stands at the position.
pub(crate) fn answer(snapshot: &Snapshot, position: Position) -> Option<Hover> {
    let card = card::at(&snapshot.article, snapshot.offset(position))?;
    let place = |offset| snapshot.place(offset);
    let (kind, value) = if snapshot.profile.hover_markdown {
        (MarkupKind::Markdown, card.markdown(place))
    } else {
        (MarkupKind::PlainText, card.plain(place))
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(snapshot.range(card.span)),
    })
}
