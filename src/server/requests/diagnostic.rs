//! `textDocument/diagnostic`.

use crate::server::convert;
use crate::server::library::result_id;
use crate::server::snapshot::Snapshot;
use tower_lsp::ls_types::*;

/// The diagnostics of a document, or that they are those the client has.
pub(crate) fn answer(snapshot: Option<&Snapshot>, previous: Option<&str>) -> DocumentDiagnosticReport {
    let items = snapshot.map(convert::diagnostics).unwrap_or_default();
    let result_id = result_id(&items);
    if previous == Some(&result_id) {
        return DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        });
    }
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
    })
}
