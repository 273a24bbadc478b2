//! `textDocument/references`.

use crate::server::snapshot::Snapshot;
use tower_lsp::ls_types::{Location, Position};

/// All mentions of the entity at the position, pronouns and descriptions too. The mention that introduces it counts as
/// its declaration.
pub(crate) fn answer(snapshot: &Snapshot, position: Position, declaration: bool) -> Option<Vec<Location>> {
    let entity = snapshot.entity_at(position)?;
    let mentions = snapshot.mentions_of(entity);
    let introduced = snapshot.introducing_mention(entity);
    let kept = mentions.filter(|m| declaration || Some(m.span) != introduced);
    Some(kept.map(|m| snapshot.location(m.span)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::{bridge, inside, words};

    #[test]
    fn all_forms_are_found() {
        let snapshot = bridge().snapshot();
        let found = |declaration| {
            let locations = answer(&snapshot, inside(&snapshot, "she said", 0), declaration).unwrap();
            locations.iter().map(|l| words(&snapshot, l.range)).collect::<Vec<_>>()
        };
        assert_eq!(found(true), ["Adair", "Ruth Adair", "she", "Adair", "RUTH ADAIR", "the mayor"]);
        assert_eq!(found(false), ["Adair", "she", "Adair", "RUTH ADAIR", "the mayor"]);
        assert_eq!(answer(&snapshot, inside(&snapshot, "tired", 0), true), None);
    }
}
