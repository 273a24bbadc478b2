//! `textDocument/selectionRange`.

use crate::article::OutlineItem;
use crate::server::snapshot::Snapshot;
use crate::text::Span;
use tower_lsp::ls_types::{Position, SelectionRange};

/// What a selection can grow to at each position: word, name or phrase, clause, sentence, quotation, paragraph, section,
/// everything.
pub(crate) fn answer(snapshot: &Snapshot, positions: &[Position]) -> Vec<SelectionRange> {
    let outline = snapshot.article.outline(&[]);
    positions.iter().map(|&position| at(snapshot, &outline, snapshot.offset(position))).collect()
}

fn at(snapshot: &Snapshot, outline: &[OutlineItem], offset: usize) -> SelectionRange {
    let article = &snapshot.article;
    let here = |span: &Span| span.start <= offset && offset <= span.end;
    let mut spans = vec![Span::new(0, snapshot.text().len()), word(snapshot.text(), offset)];
    spans.extend(
        article.mentions.iter().flat_map(|m| [Some(m.span), m.title.map(|t| t.join(m.span))]).flatten(),
    );
    for attribution in &article.attributions {
        spans.extend(&attribution.content);
        spans.extend(&attribution.source);
        spans.extend(&attribution.cue);
    }
    for quotation in &article.quotations {
        spans.extend(&quotation.content);
        spans.push(quotation.span);
    }
    if let Some(block) = article.document.block_at(offset) {
        spans.push(article.document.blocks()[block].span);
        if let Some(placed) = article.paragraphs.iter().find(|p| p.block == block) {
            let passage = placed.passage();
            spans.extend(passage.sentences.iter().map(|s| s.span.shift(placed.offset)));
            let clauses = passage.clauses.iter().map(|c| passage.span_of(c.tokens.clone()));
            spans.extend(clauses.map(|span| span.shift(placed.offset)));
            let inside = offset.saturating_sub(placed.offset);
            let token = passage.tokens.partition_point(|t| t.span.end < inside);
            if token < passage.tokens.len() {
                spans.push(passage.phrase_span(token).shift(placed.offset));
            }
        }
    }
    sections(outline, offset, &mut spans);
    spans.retain(|span| here(span) && !span.is_empty());
    spans.sort_by_key(|span| (span.len(), span.start));
    // Each step must hold the one before; what only crosses it is left out.
    let mut chain: Vec<Span> = Vec::new();
    for span in spans {
        if chain.last().is_none_or(|last| span.covers(*last) && span != *last) {
            chain.push(span);
        }
    }
    if chain.is_empty() {
        chain.push(Span::new(offset, offset));
    }
    let mut grown: Option<SelectionRange> = None;
    for span in chain.into_iter().rev() {
        grown = Some(SelectionRange { range: snapshot.range(span), parent: grown.map(Box::new) });
    }
    grown.unwrap_or_default()
}

fn sections(items: &[OutlineItem], offset: usize, spans: &mut Vec<Span>) {
    for item in items.iter().filter(|i| i.span.start <= offset && offset <= i.span.end) {
        spans.push(item.span);
        sections(&item.children, offset, spans);
    }
}

/// The word around `offset`; empty between words.
fn word(text: &str, offset: usize) -> Span {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    let start = before.trim_end_matches(inside).len();
    let end = text.len() - after.trim_start_matches(inside).len();
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::{bridge, inside, words};

    fn chain(snapshot: &Snapshot, position: Position) -> Vec<String> {
        let mut chain = Vec::new();
        let answered = answer(snapshot, &[position]);
        let mut step = answered.first();
        while let Some(range) = step {
            chain.push(words(snapshot, range.range));
            step = range.parent.as_deref();
        }
        chain
    }

    #[test]
    fn a_selection_grows_from_word_to_article() {
        let snapshot = bridge().snapshot();
        let grown = chain(&snapshot, inside(&snapshot, "Ruth", 0));
        assert_eq!(grown[..2], ["Ruth", "Ruth Adair"]);
        assert_eq!(grown.last().unwrap(), snapshot.text());
        let paragraph = "Mayor Ruth Adair said on Tuesday that the bridge would open again in Elstow.";
        assert!(grown.iter().any(|step| step == paragraph), "{grown:#?}");
        for pair in grown.windows(2) {
            assert!(pair[1].contains(&pair[0]) && pair[1].len() > pair[0].len());
        }
        let quoted = chain(&snapshot, inside(&snapshot, "tired", 0));
        assert!(quoted.contains(&"“We are tired of waiting,”".to_owned()), "{quoted:#?}");
    }

    #[test]
    fn every_position_has_an_answer() {
        let snapshot = bridge().snapshot();
        let far = Position::new(u32::MAX, u32::MAX);
        assert_eq!(answer(&snapshot, &[far, Position::new(1, 0)]).len(), 2);
        let empty = crate::server::fixture::Fixture::new("").snapshot();
        assert_eq!(answer(&empty, &[far]).len(), 1);
    }
}
