//! `textDocument/prepareRename`.

use crate::server::renaming::can_rename;
use crate::server::snapshot::Snapshot;
use tower_lsp::ls_types::{Position, PrepareRenameResponse};

/// The name at the position; `None` on a pronoun, a description, a demonym.
pub(crate) fn answer(snapshot: &Snapshot, position: Position) -> Option<PrepareRenameResponse> {
    let mention = snapshot.mention_at(position).filter(|mention| can_rename(mention))?;
    Some(PrepareRenameResponse::RangeWithPlaceholder {
        range: snapshot.range(mention.span),
        placeholder: mention.span.of(snapshot.text()).to_owned(),
    })
}
