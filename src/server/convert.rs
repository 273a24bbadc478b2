//! Between Copydesk's types and those of the protocol.

use crate::rules::{Finding, Severity};
use crate::server::snapshot::Snapshot;
use crate::text::{Position, PositionRange};
use serde_json::json;
use std::str::FromStr;
use tower_lsp::ls_types as lsp;

/// The folder with a page for each rule.
const RULES_PAGES: &str = "https://github.com/copydesk/copydesk/blob/main/docs/rules";

/// A position.
pub(crate) fn position(position: Position) -> lsp::Position {
    lsp::Position { line: position.line, character: position.column }
}

/// A position of the client's.
pub(crate) fn from_position(position: lsp::Position) -> Position {
    Position { line: position.line, column: position.character }
}

/// A range.
pub(crate) fn range(range: PositionRange) -> lsp::Range {
    lsp::Range { start: position(range.start), end: position(range.end) }
}

/// A range of the client's.
pub(crate) fn from_range(range: lsp::Range) -> PositionRange {
    PositionRange { start: from_position(range.start), end: from_position(range.end) }
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
    }
}

/// The diagnostics of a snapshot, in document order.
pub(crate) fn diagnostics(snapshot: &Snapshot) -> Vec<lsp::Diagnostic> {
    snapshot.findings.iter().map(|finding| diagnostic(snapshot, finding)).collect()
}

/// One finding, told in the ways that the client understands. Where it shows no related places, the message tells them.
pub(crate) fn diagnostic(snapshot: &Snapshot, finding: &Finding) -> lsp::Diagnostic {
    let profile = &snapshot.profile;
    let mut message = finding.message.clone();
    let mut related = None;
    if profile.related_information {
        let place = |r: &crate::rules::Related| lsp::DiagnosticRelatedInformation {
            location: snapshot.location(r.span),
            message: r.message.clone(),
        };
        related = Some(finding.related.iter().map(place).collect::<Vec<_>>()).filter(|r| !r.is_empty());
    } else {
        for place in &finding.related {
            let line = snapshot.position(place.span.start).line + 1;
            message.push_str(&format!("\nline {line}: {}", place.message));
        }
    }
    let furniture = finding.rule == "boilerplate" && profile.unnecessary_tag;
    lsp::Diagnostic {
        range: snapshot.range(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(lsp::NumberOrString::String(finding.rule.to_owned())),
        code_description: profile
            .code_description
            .then(|| lsp::Uri::from_str(&format!("{RULES_PAGES}/{}.md", finding.rule)).ok())
            .flatten()
            .map(|href| lsp::CodeDescription { href }),
        source: Some("copydesk".to_owned()),
        message,
        related_information: related,
        tags: furniture.then(|| vec![lsp::DiagnosticTag::UNNECESSARY]),
        data: profile.diagnostic_data.then(|| json!({ "fingerprint": finding.fingerprint })),
    }
}
