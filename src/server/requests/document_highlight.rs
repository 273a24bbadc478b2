//! `textDocument/documentHighlight`.

use crate::server::snapshot::Snapshot;
use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, Position};

/// All mentions of the entity at the position; the one that introduces it as a writing.
pub(crate) fn answer(snapshot: &Snapshot, position: Position) -> Option<Vec<DocumentHighlight>> {
    let entity = snapshot.entity_at(position)?;
    let introduced = snapshot.introducing_mention(entity);
    let highlight = |span| DocumentHighlight {
        range: snapshot.range(span),
        kind: Some(match introduced == Some(span) {
            true => DocumentHighlightKind::WRITE,
            false => DocumentHighlightKind::READ,
        }),
    };
    Some(snapshot.mentions_of(entity).map(|m| highlight(m.span)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::{bridge, inside, words};

    #[test]
    fn mentions_light_up() {
        let snapshot = bridge().snapshot();
        let found = answer(&snapshot, inside(&snapshot, "Elstow", 1)).unwrap();
        let drawn: Vec<_> = found.iter().map(|h| (words(&snapshot, h.range), h.kind)).collect();
        let kinds = [DocumentHighlightKind::WRITE, DocumentHighlightKind::READ];
        assert_eq!(drawn, kinds.map(|kind| ("Elstow".to_owned(), Some(kind))));
        assert_eq!(answer(&snapshot, inside(&snapshot, "critics", 0)), None);
    }
}
