//! `textDocument/hover`.

use crate::rules::CheckedClaim;
use crate::rules::claims::State;
use crate::server::card::{self, Card, Part};
use crate::server::snapshot::Snapshot;
use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

/// The card of what stands at the position, and under it what was decided about the claim there.
pub(crate) fn answer(snapshot: &Snapshot, position: Position) -> Option<Hover> {
    let offset = snapshot.offset(position);
    let mut card = card::at(&snapshot.article, offset);
    if !snapshot.decisions.is_empty()
        && let Some(claim) = snapshot.claims().iter().find(|c| c.claim.is_some() && c.span.contains(offset))
        && let Some(decided) = decided(claim)
    {
        let plain = || Card { span: claim.span, parts: Vec::new() };
        card.get_or_insert_with(plain).parts.push(Part::Facts(decided));
    }
    let card = card?;
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

/// What was decided about a claim, in a line; `None` where nothing was.
fn decided(claim: &CheckedClaim<'_>) -> Option<String> {
    let decision = claim.decision?;
    let mut line = decision.told();
    // "verified by ..." begins a line here.
    if let Some(first) = line.get(..1).map(str::to_uppercase) {
        line.replace_range(..1, &first);
    }
    if !decision.sources.is_empty() {
        line.push_str(&format!(", from {}", decision.sources.join("; ")));
    }
    if !decision.note.is_empty() {
        line.push_str(&format!(" ({})", decision.note));
    }
    if claim.state == State::Stale {
        line.push_str(&format!(", when it read: {}", decision.text));
    }
    Some(line)
}
