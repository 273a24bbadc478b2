//! `textDocument/codeLens`.

use crate::server::commands::Command;
use crate::server::snapshot::Snapshot;
use crate::text::Span;
use std::collections::HashSet;
use tower_lsp::ls_types::{CodeLens, Position, Range};

/// Over the article: how many sources it has, how often it quotes, how many claims stand without a source, how
/// many are checked.
pub(crate) fn answer(snapshot: &Snapshot) -> Vec<CodeLens> {
    let article = &snapshot.article;
    if article.attributions.is_empty() && snapshot.findings.is_empty() {
        return Vec::new();
    }
    let text = article.text();
    let mut sources: HashSet<String> = HashSet::new();
    for attribution in &article.attributions {
        match attribution.speaker.and_then(|id| article.entities.get(id)) {
            Some(entity) => sources.insert(entity.name.clone()),
            None => sources.insert(attribution.source.iter().map(|s: &Span| s.of(text)).collect::<String>()),
        };
    }
    sources.remove("");
    let bare = snapshot.findings.iter().filter(|f| f.rule == "unattributed-claim").count();
    let count = |n: usize, of: &str| format!("{n} {of}{}", if n == 1 { "" } else { "s" });
    let start = article.document.blocks().first().map_or(0, |block| block.span.start);
    let start = Position::new(snapshot.position(start).line, 0);
    let mut facts = vec![
        count(sources.len(), "source"),
        count(article.attributions.len(), "statement"),
        format!("{} without a source", count(bare, "claim")),
        count(snapshot.findings.len(), "finding"),
    ];
    let claims = snapshot.claims();
    if !claims.is_empty() {
        let settled = claims.iter().filter(|claim| claim.state.is_settled()).count();
        facts.push(format!("{settled} of {} checked", count(claims.len(), "claim")));
    }
    vec![CodeLens {
        range: Range::new(start, start),
        command: Some(Command::Summary.to_lsp(facts.join(" · "), Vec::new())),
        data: None,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::{Fixture, bridge};

    #[test]
    fn the_sources_are_counted() {
        let lenses = answer(&bridge().snapshot());
        let title = &lenses[0].command.as_ref().unwrap().title;
        assert_eq!(title, "2 sources · 3 statements · 0 claims without a source · 0 findings");
        assert_eq!(answer(&Fixture::new("").snapshot()), []);
    }
}
