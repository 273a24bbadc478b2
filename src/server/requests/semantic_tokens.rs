//! `textDocument/semanticTokens/full`, `.../full/delta` and `.../range`.

use crate::language::NameKind;
use crate::server::snapshot::Snapshot;
use crate::text::{Cover, Span};
use tower_lsp::ls_types::*;

/// The types, in the order of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenType {
    Person,
    Organization,
    Place,
    Group,
    Event,
    Work,
    Name,
    Cue,
    Quotation,
    Claim,
}

impl TokenType {
    /// Every type.
    pub(crate) const ALL: [Self; 10] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Group,
        Self::Event,
        Self::Work,
        Self::Name,
        Self::Cue,
        Self::Quotation,
        Self::Claim,
    ];

    /// The name in the legend.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Group => "group",
            Self::Event => "event",
            Self::Work => "work",
            Self::Name => "name",
            Self::Cue => "cue",
            Self::Quotation => "quotation",
            Self::Claim => "claim",
        }
    }

    fn of(kind: NameKind) -> Self {
        match kind {
            NameKind::Person => Self::Person,
            NameKind::Organization => Self::Organization,
            NameKind::Place => Self::Place,
            NameKind::Group => Self::Group,
            NameKind::Event => Self::Event,
            NameKind::Work => Self::Work,
            NameKind::Other => Self::Name,
        }
    }
}

/// The modifiers, in the order of the legend.
const MODIFIERS: [&str; 3] = ["attributed", "unattributed", "checked"];
const ATTRIBUTED: u32 = 1;
const UNATTRIBUTED: u32 = 1 << 1;
const CHECKED: u32 = 1 << 2;

/// The legend that the numbers of an answer refer to.
pub(crate) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TokenType::ALL.iter().map(|t| SemanticTokenType::new(t.as_str())).collect(),
        token_modifiers: MODIFIERS.iter().map(|m| SemanticTokenModifier::new(m)).collect(),
    }
}

/// All tokens of a snapshot, or those that touch `within`.
pub(crate) fn tokens(snapshot: &Snapshot, within: Option<Range>) -> Vec<SemanticToken> {
    let within = within.map_or(Span::new(0, usize::MAX), |range| snapshot.span(range));
    let mut encoded = Vec::new();
    let mut last = Position::new(0, 0);
    for (span, kind, modifiers) in pieces(snapshot, within) {
        if !within.overlaps(span) {
            continue;
        }
        let range = snapshot.range(span);
        let same_line = range.start.line == last.line;
        encoded.push(SemanticToken {
            delta_line: range.start.line - last.line,
            delta_start: range.start.character - if same_line { last.character } else { 0 },
            length: range.end.character - range.start.character,
            token_type: kind as u32,
            token_modifiers_bitset: modifiers,
        });
        last = range.start;
    }
    encoded
}

/// What turns the tokens `old` into `new`: one edit between their common start and end.
pub(crate) fn delta(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    if old_rest.is_empty() && new_rest.is_empty() {
        return Vec::new();
    }
    vec![SemanticTokensEdit {
        // In numbers, five a token.
        start: start as u32 * 5,
        delete_count: (old_rest.len() - end) as u32 * 5,
        data: Some(new_rest[..new_rest.len() - end].to_vec()),
    }]
}

/// One painted piece.
type Piece = (Span, TokenType, u32);

/// Pieces of what touches `within`, in order, that neither overlap nor cross a line end. Names lie over cues, cues over
/// quotations, quotations over claims.
fn pieces(snapshot: &Snapshot, within: Span) -> Vec<Piece> {
    let article = &snapshot.article;
    // Whatever lies over something that is painted in part has a say in it.
    let whole = article.claims.iter().map(|c| c.span).chain(article.quotations.iter().map(|q| q.span));
    let reach = whole.filter(|span| within.overlaps(*span)).fold(within, Span::join);
    let here = |span: &Span| reach.overlaps(*span);
    let checked: Cover = match snapshot.decisions.is_empty() {
        true => Cover::default(),
        false => {
            let settled = snapshot.claims().into_iter().filter(|claim| claim.state.is_settled());
            settled.map(|claim| claim.span).collect()
        }
    };
    let check = |span: Span| if checked.covers(span) { CHECKED } else { 0 };
    let mut layers: [Vec<Piece>; 4] = Default::default();
    for mention in article.mentions.iter().filter(|m| m.form.is_name() && here(&m.span)) {
        if let Some(entity) = article.entities.get(mention.entity) {
            layers[0].push((mention.span, TokenType::of(entity.kind), 0));
        }
    }
    for cue in article.attributions.iter().flat_map(|a| &a.cue).filter(|cue| here(cue)) {
        layers[1].push((*cue, TokenType::Cue, 0));
    }
    let attributed: Cover = article.attributions.iter().flat_map(|a| a.content.iter().copied()).collect();
    for quotation in article.quotations.iter().filter(|q| q.depth == 0 && !q.scare && here(&q.span)) {
        let said = |span: &Span| attributed.overlaps(*span);
        let modifier = if quotation.content.iter().any(said) { ATTRIBUTED } else { UNATTRIBUTED };
        layers[2].extend(quotation.content.iter().map(|&s| (s, TokenType::Quotation, modifier | check(s))));
    }
    let flagged: Cover =
        snapshot.findings.iter().filter(|f| f.rule == "unattributed-claim").map(|f| f.span).collect();
    for claim in article.claims.iter().filter(|c| here(&c.span)) {
        let modifier = match claim.attribution {
            Some(_) => ATTRIBUTED,
            None if flagged.overlaps(claim.span) => UNATTRIBUTED,
            None => 0,
        };
        layers[3].push((claim.span, TokenType::Claim, modifier | check(claim.span)));
    }
    let mut painted: Vec<Piece> = Vec::new();
    for mut layer in layers {
        layer.sort_by_key(|(span, ..)| (span.start, span.end));
        painted = lay_under(&painted, &layer);
    }
    let text = snapshot.text();
    let lines = |(span, kind, modifiers): Piece| {
        let mut start = span.start;
        let ends: Vec<_> = span.of(text).split_inclusive(['\n', '\r']).collect();
        ends.into_iter()
            .map(|line| {
                let piece = Span::new(start, start + line.trim_end_matches(['\n', '\r']).len());
                start += line.len();
                (piece, kind, modifiers)
            })
            .filter(|(piece, ..)| !piece.is_empty())
            .collect::<Vec<_>>()
    };
    painted.into_iter().flat_map(lines).collect()
}

/// `upper`, and what of `lower` shows between. Both are in order; `upper` does not overlap itself.
fn lay_under(upper: &[Piece], lower: &[Piece]) -> Vec<Piece> {
    let mut result: Vec<Piece> = upper.to_vec();
    let mut from = 0;
    for &(span, kind, modifiers) in lower {
        let mut start = span.start.max(from);
        let first = upper.partition_point(|(s, ..)| s.end <= start);
        for (above, ..) in upper[first..].iter().take_while(|(s, ..)| s.start < span.end) {
            if start < above.start {
                result.push((Span::new(start, above.start), kind, modifiers));
            }
            start = start.max(above.end);
        }
        if start < span.end {
            result.push((Span::new(start, span.end), kind, modifiers));
        }
        from = from.max(span.end);
    }
    result.sort_by_key(|(span, ..)| span.start);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::bridge;

    fn drawn(snapshot: &Snapshot, tokens: &[SemanticToken]) -> Vec<(String, &'static str)> {
        let (mut line, mut column) = (0, 0);
        let place = |token: &SemanticToken| {
            column = if token.delta_line == 0 { column + token.delta_start } else { token.delta_start };
            line += token.delta_line;
            let range = Range::new(Position::new(line, column), Position::new(line, column + token.length));
            let kind = TokenType::ALL[token.token_type as usize].as_str();
            (snapshot.span(range).of(snapshot.text()).to_owned(), kind)
        };
        tokens.iter().map(place).collect()
    }

    #[test]
    fn names_cues_and_quotations_are_painted() {
        let snapshot = bridge().snapshot();
        let all = drawn(&snapshot, &tokens(&snapshot, None));
        let named = |words: &str, kind| (words.to_owned(), kind);
        assert_eq!(
            all[..4],
            [
                named("Adair", "person"),
                named("Ruth Adair", "person"),
                named("said", "cue"),
                named("Elstow", "place")
            ]
        );
        assert!(
            all.iter().any(|(words, kind)| *kind == "quotation" && words.contains("tired of waiting")),
            "{all:?}"
        );
        let second = tokens(&snapshot, Some(Range::new(Position::new(2, 0), Position::new(3, 0))));
        assert_eq!(drawn(&snapshot, &second).len(), 3);
    }

    #[test]
    fn a_delta_leads_from_one_to_the_other() {
        let snapshot = bridge().snapshot();
        let old = tokens(&snapshot, None);
        for (from, to) in [(0, 0), (1, 3), (2, 2), (0, old.len())] {
            let new: Vec<_> = old[..from].iter().chain(&old[to..]).copied().collect();
            for (a, b) in [(&old, &new), (&new, &old)] {
                let mut numbers = a.clone();
                for edit in delta(a, b) {
                    let (start, end) =
                        (edit.start as usize / 5, (edit.start + edit.delete_count) as usize / 5);
                    numbers.splice(start..end, edit.data.unwrap());
                }
                assert_eq!(&numbers, b);
            }
        }
    }

    #[test]
    fn lower_layers_show_between() {
        let piece = |a, b, kind| (Span::new(a, b), kind, 0);
        let upper = [piece(2, 4, TokenType::Person), piece(6, 8, TokenType::Person)];
        let lower = [piece(0, 7, TokenType::Claim), piece(5, 12, TokenType::Claim)];
        let spans: Vec<_> = lay_under(&upper, &lower).iter().map(|(s, ..)| (s.start, s.end)).collect();
        assert_eq!(spans, [(0, 2), (2, 4), (4, 6), (6, 8), (8, 12)]);
    }
}
