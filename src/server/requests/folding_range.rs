//! `textDocument/foldingRange`.

use crate::article::{OutlineItem, OutlineKind};
use crate::server::snapshot::Snapshot;
use crate::text::{BlockKind, Span};
use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind};

/// Front matter, sections, quotations of several lines, and runs of page furniture.
pub(crate) fn answer(snapshot: &Snapshot) -> Vec<FoldingRange> {
    let article = &snapshot.article;
    let mut folds = Vec::new();
    let mut fold = |span: Span, kind: Option<FoldingRangeKind>| {
        let range = snapshot.range(span);
        if range.start.line < range.end.line {
            folds.push(FoldingRange {
                start_line: range.start.line,
                start_character: (!snapshot.profile.folds_lines_only).then_some(range.start.character),
                end_line: range.end.line,
                end_character: (!snapshot.profile.folds_lines_only).then_some(range.end.character),
                kind,
                collapsed_text: None,
            });
        }
    };
    if let Some(span) = article.document.front_matter().span {
        fold(span, Some(FoldingRangeKind::Comment));
    }
    let mut sections = Vec::new();
    collect_sections(&article.outline(&[]), &mut sections);
    for span in sections {
        fold(span, Some(FoldingRangeKind::Region));
    }
    for quotation in article.quotations.iter().filter(|q| q.depth == 0) {
        fold(quotation.span, None);
    }
    let blocks = article.document.blocks();
    let furniture = |kind: BlockKind| kind == BlockKind::Boilerplate;
    for run in blocks.chunk_by(|a, b| furniture(a.kind) && furniture(b.kind)) {
        if let ([first, .., last], true) = (run, furniture(run[0].kind)) {
            fold(first.span.join(last.span), Some(FoldingRangeKind::Comment));
        }
    }
    folds.sort_by_key(|f| (f.start_line, std::cmp::Reverse(f.end_line)));
    folds.dedup_by_key(|f| (f.start_line, f.end_line));
    // A client that takes fewer gets the first ones, which are the outer ones.
    folds.truncate(snapshot.profile.fold_limit.map_or(usize::MAX, |limit| limit as usize));
    folds
}

fn collect_sections(items: &[OutlineItem], sections: &mut Vec<Span>) {
    for item in items {
        if item.kind == OutlineKind::Section {
            sections.push(item.span);
        }
        collect_sections(&item.children, sections);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::Fixture;

    const TEXT: &str = "\
Bridge reopens

The bridge reopened on Tuesday, the mayor of Elstow said.

What comes next

The dockers must vote on the deal before the lock gates can be used.

Advertisement

Share

Read more: Bridge closed
";

    #[test]
    fn sections_and_furniture_fold() {
        let folds = answer(&Fixture::new(TEXT).snapshot());
        let lines: Vec<_> = folds.iter().map(|f| (f.start_line, f.end_line, f.start_character)).collect();
        assert!(lines.contains(&(8, 12, Some(0))), "{lines:?}");
        assert!(lines.iter().any(|&(start, end, _)| start == 4 && end >= 6), "{lines:?}");
        let mut fixture = Fixture::new(TEXT);
        fixture.profile.folds_lines_only = true;
        assert!(answer(&fixture.snapshot()).iter().all(|f| f.start_character.is_none()));
    }
}
