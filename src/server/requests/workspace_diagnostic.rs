//! `workspace/diagnostic`.

use crate::server::library::Digest;
use std::collections::HashMap;
use tower_lsp::ls_types::*;

/// Documents a partial result.
pub(crate) const PORTION: usize = 64;

/// The report of one article, or that it is the one the client has.
pub(crate) fn report(digest: &Digest, previous: &HashMap<Uri, String>) -> WorkspaceDocumentDiagnosticReport {
    let (uri, version) = (digest.uri.clone(), digest.version.map(i64::from));
    let result_id = digest.result_id.clone();
    if previous.get(&uri) == Some(&result_id) {
        return WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        });
    }
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport {
            result_id: Some(result_id),
            items: digest.diagnostics.clone(),
        },
    })
}
