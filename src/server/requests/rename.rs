//! `textDocument/rename`.

use crate::server::renaming::{can_rename, rename};
use crate::server::snapshot::Snapshot;
use crate::server::workspace_edit::EditBuilder;
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{Position, WorkspaceEdit};

/// Renames the entity at the position through all its forms. `others` are the other articles of the workspace: where
/// one has an entity of the same full name and kind, and the client can ask its user, it is renamed there too, after
/// the user has confirmed.
pub(crate) fn answer(
    snapshot: &Snapshot,
    position: Position,
    new: &str,
    others: &[Arc<Snapshot>],
) -> Result<Option<WorkspaceEdit>> {
    let new = new.trim();
    if new.is_empty() || new.contains(['\n', '\r']) {
        return Err(Error::invalid_params("a name is one line with at least one letter"));
    }
    let Some(mention) = snapshot.mention_at(position).filter(|mention| can_rename(mention)) else {
        return Err(Error::invalid_params("there is no name here that could be changed"));
    };
    let old = mention.span.of(snapshot.text());
    let mut edits = EditBuilder::new(&snapshot.profile);
    edits.add(snapshot, &rename(&snapshot.article, mention.entity, old, new), None);
    let entity = &snapshot.article.entities[mention.entity];
    if snapshot.profile.change_annotations {
        for other in others.iter().filter(|other| other.uri != snapshot.uri) {
            let twins = other.article.entities.iter().enumerate();
            for (id, _) in twins.filter(|(_, e)| e.kind == entity.kind && e.name == entity.name) {
                let reason = format!("Rename {} in other articles", entity.name);
                edits.add(other, &rename(&other.article, id, old, new), Some(&reason));
            }
        }
    }
    Ok(Some(edits.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::{bridge, inside};
    use serde_json::json;

    fn edit(snapshot: &Snapshot, new: &str, others: &[Arc<Snapshot>]) -> serde_json::Value {
        let edit = answer(snapshot, inside(snapshot, "Adair", 0), new, others).unwrap();
        serde_json::to_value(edit).unwrap()
    }

    #[test]
    fn a_simple_client_gets_a_table_of_changes() {
        let snapshot = bridge().snapshot();
        let edit = edit(&snapshot, " Odair ", &[]);
        let changes = edit["changes"]["file:///desk/bridge.txt"].as_array().unwrap();
        assert_eq!(changes.len(), 4);
        assert_eq!(changes[0]["newText"], "Odair");
        assert_eq!(
            changes[1],
            json!({
                "range": {"start": {"line": 2, "character": 6}, "end": {"line": 2, "character": 16}},
                "newText": "Ruth Odair"
            })
        );
        assert_eq!(changes[3]["newText"], "RUTH ODAIR");
    }

    #[test]
    fn other_articles_need_a_confirmation() {
        let mut fixture = bridge();
        fixture.profile.document_changes = true;
        fixture.profile.change_annotations = true;
        let snapshot = fixture.snapshot();
        let mut other = bridge().snapshot();
        other.uri = "file:///desk/other.txt".parse().unwrap();
        other.version = None;
        let edit = edit(&snapshot, "Odair", &[Arc::new(other)]);
        let documents = edit["documentChanges"].as_array().unwrap();
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0]["textDocument"]["version"], 7);
        assert_eq!(documents[0]["edits"][0].get("annotationId"), None);
        let annotation = documents[1]["edits"][0]["annotationId"].as_str().unwrap();
        assert_eq!(edit["changeAnnotations"][annotation]["needsConfirmation"], true);
    }

    #[test]
    fn pronouns_and_empty_names_are_refused() {
        let snapshot = bridge().snapshot();
        assert!(answer(&snapshot, inside(&snapshot, "she said", 0), "He", &[]).is_err());
        assert!(answer(&snapshot, inside(&snapshot, "Adair", 0), " ", &[]).is_err());
        assert!(answer(&snapshot, inside(&snapshot, "Adair", 0), "a\nb", &[]).is_err());
        assert!(answer(&snapshot, inside(&snapshot, "early", 0), "late", &[]).is_err());
    }
}
