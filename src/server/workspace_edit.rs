//! Edits in the shape that the client understands: versioned where it can check them, a plain table where not.

use crate::rules::Edit;
use crate::server::capabilities::Profile;
use crate::server::snapshot::Snapshot;
use std::collections::HashMap;
use tower_lsp::ls_types::*;

/// Gathers edits of one or more documents.
pub(crate) struct EditBuilder<'a> {
    profile: &'a Profile,
    documents: Vec<TextDocumentEdit>,
    annotations: HashMap<ChangeAnnotationIdentifier, ChangeAnnotation>,
}

impl<'a> EditBuilder<'a> {
    pub(crate) fn new(profile: &'a Profile) -> Self {
        Self { profile, documents: Vec::new(), annotations: HashMap::new() }
    }

    /// Adds edits of one document. With a reason, the user has to confirm them; the client must be able to ask.
    pub(crate) fn add(&mut self, snapshot: &Snapshot, edits: &[Edit], confirm: Option<&str>) {
        if edits.is_empty() {
            return;
        }
        let annotation = confirm.map(|reason| {
            let id = reason.to_owned();
            self.annotations.entry(id.clone()).or_insert_with(|| ChangeAnnotation {
                label: reason.to_owned(),
                needs_confirmation: Some(true),
                description: None,
            });
            id
        });
        let edit = |edit: &Edit| {
            let text_edit = TextEdit::new(snapshot.range(edit.span), edit.replacement.clone());
            match &annotation {
                Some(id) => OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: id.clone() }),
                None => OneOf::Left(text_edit),
            }
        };
        self.documents.push(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                uri: snapshot.uri.clone(),
                version: snapshot.version,
            },
            edits: edits.iter().map(edit).collect(),
        });
    }

    pub(crate) fn finish(self) -> WorkspaceEdit {
        if self.profile.document_changes {
            return WorkspaceEdit {
                document_changes: Some(DocumentChanges::Edits(self.documents)),
                change_annotations: Some(self.annotations).filter(|a| !a.is_empty()),
                ..WorkspaceEdit::default()
            };
        }
        let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
        for document in self.documents {
            let plain = document.edits.into_iter().map(|edit| match edit {
                OneOf::Left(edit) => edit,
                OneOf::Right(annotated) => annotated.text_edit,
            });
            changes.entry(document.text_document.uri).or_default().extend(plain);
        }
        WorkspaceEdit::new(changes)
    }
}

/// The edits of one document.
pub(crate) fn of(snapshot: &Snapshot, edits: &[Edit]) -> WorkspaceEdit {
    let mut builder = EditBuilder::new(&snapshot.profile);
    builder.add(snapshot, edits, None);
    builder.finish()
}
