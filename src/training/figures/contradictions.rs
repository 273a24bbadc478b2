//! Planted contradictions, through the product: a finding should link both statements, and leave clean articles alone.

use super::attributions::CONTRADICTING;
use super::page::{Page, Range, marked, shared};
use super::{Figure, at_least, at_most};
use std::path::Path;

/// Linked recall, false alarms in clean articles, and traps that were sprung.
pub(super) fn measure(data: &Path) -> std::io::Result<Vec<Figure>> {
    let (mut planted, mut linked, mut clean, mut alarms, mut sprung) =
        (0usize, 0usize, 0usize, 0usize, 0usize);
    for page in Page::all(&data.join("contradictions.dev.jsonl"))? {
        let row = &page.row;
        let is_clean = row["label"] == "clean";
        // What different voices say is no contradiction, so in a clean article it is no false alarm either.
        let counts =
            |rule: &str| CONTRADICTING.contains(&rule) && !(is_clean && rule == "conflicting-accounts");
        let places: Vec<Vec<Range>> = page
            .findings
            .iter()
            .filter(|f| counts(f.rule))
            .map(|f| std::iter::once(f.span).chain(f.related.iter().map(|r| r.span)))
            .map(|spans| spans.map(|span| page.range(span)).collect())
            .collect();
        let touches = |finding: &[Range], place: &Range| finding.iter().any(|&own| shared(own, *place) > 0);
        let spans = marked(&row["spans"]);
        if is_clean {
            clean += 1;
            alarms += places.len();
            let trapped = places.iter().any(|finding| spans.iter().any(|place| touches(finding, place)));
            sprung += usize::from(row["trap"] == true && trapped);
            continue;
        }
        planted += 1;
        let mine = marked(&row["planted"]);
        let others: Vec<Range> =
            spans.iter().filter(|s| !mine.contains(s)).copied().chain(marked(&row["also"])).collect();
        let links = |finding: &Vec<Range>| {
            mine.iter().any(|m| touches(finding, m)) && others.iter().any(|o| touches(finding, o))
        };
        linked += usize::from(places.iter().any(links));
    }
    Ok(vec![
        at_least("contradictions, both places linked", linked as f64 / planted.max(1) as f64, 0.45),
        at_most("contradictions, false alarms an article", alarms as f64 / clean.max(1) as f64, 0.05),
        at_most("contradictions, traps sprung", sprung as f64, 2.0),
    ])
}
