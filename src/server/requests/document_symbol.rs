//! `textDocument/documentSymbol`.

use crate::article::{OutlineItem, OutlineKind};
use crate::server::snapshot::Snapshot;
use tower_lsp::ls_types::{DocumentSymbol, DocumentSymbolResponse, SymbolInformation, SymbolKind};

/// The outline: a tree, or a flat list for clients that know no trees.
pub(crate) fn answer(snapshot: &Snapshot) -> DocumentSymbolResponse {
    let outline = snapshot.article.outline(&unattributed(snapshot));
    if snapshot.profile.nested_symbols {
        return DocumentSymbolResponse::Nested(outline.iter().map(|item| nested(snapshot, item)).collect());
    }
    let mut flat = Vec::new();
    for item in &outline {
        flatten(snapshot, item, None, &mut flat);
    }
    DocumentSymbolResponse::Flat(flat)
}

/// The claims that the rules report, so that outline and squiggles agree.
fn unattributed(snapshot: &Snapshot) -> Vec<crate::text::Span> {
    let findings = snapshot.findings.iter();
    findings.filter(|f| f.rule == "unattributed-claim").map(|f| f.span).collect()
}

fn kind(kind: OutlineKind) -> SymbolKind {
    match kind {
        OutlineKind::Headline => SymbolKind::FILE,
        OutlineKind::Dek => SymbolKind::KEY,
        OutlineKind::Section => SymbolKind::NAMESPACE,
        OutlineKind::Paragraph => SymbolKind::STRING,
        OutlineKind::Quotation => SymbolKind::INTERFACE,
        OutlineKind::Claim => SymbolKind::EVENT,
    }
}

fn nested(snapshot: &Snapshot, item: &OutlineItem) -> DocumentSymbol {
    let children: Vec<_> = item.children.iter().map(|child| nested(snapshot, child)).collect();
    #[allow(deprecated, reason = "the field must be filled")]
    DocumentSymbol {
        name: item.name.clone(),
        detail: Some(item.detail.clone()).filter(|detail| !detail.is_empty()),
        kind: kind(item.kind),
        tags: None,
        deprecated: None,
        range: snapshot.range(item.span),
        selection_range: snapshot.range(item.selection),
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

fn flatten(
    snapshot: &Snapshot,
    item: &OutlineItem,
    container: Option<&OutlineItem>,
    flat: &mut Vec<SymbolInformation>,
) {
    #[allow(deprecated, reason = "the field must be filled")]
    flat.push(SymbolInformation {
        name: item.name.clone(),
        kind: kind(item.kind),
        tags: None,
        deprecated: None,
        location: snapshot.location(item.span),
        container_name: container.map(|c| c.name.clone()),
    });
    for child in &item.children {
        flatten(snapshot, child, Some(item), flat);
    }
}
