//! The names of a dateline, by its form: places up to the agency or the dash, the agency in parentheses.

use crate::language::{Name, NameKind, values};
use crate::text::Span;
use std::ops::Range;

/// Finds them. `spans` are the tokens of the dateline.
pub(crate) fn find(text: &str, spans: &[Span]) -> Vec<Name> {
    let word = |at: usize| spans.get(at).map_or("", |span| span.of(text));
    let mut names = Vec::new();
    let mut name = |kind: NameKind, tokens: Range<usize>| {
        let piece = tokens.clone().map(word);
        let proper = piece.clone().all(|w| !w.bytes().any(|b| b.is_ascii_digit()) && !values::is_calendar(w));
        if let (Some(first), Some(last), true) =
            (spans.get(tokens.start), tokens.end.checked_sub(1).and_then(|at| spans.get(at)), proper)
            && word(tokens.start).starts_with(char::is_uppercase)
        {
            names.push(Name { kind, span: first.join(*last), tokens, title: None });
        }
    };
    let (mut start, mut kind) = (0, NameKind::Place);
    for at in 0..=spans.len() {
        let mark = word(at);
        let ends = at == spans.len()
            || matches!(mark, "," | "(" | ")" | "/" | "_" | "—" | "–" | "―" | "-" | "--" | ";" | "|");
        if ends {
            if start < at {
                name(kind, start..at);
            }
            start = at + 1;
            kind = if mark == "(" { NameKind::Organization } else { NameKind::Place };
        }
        // After the dash comes nothing that belongs to the dateline.
        if matches!(mark, "_" | "—" | "–" | "―" | "-" | "--") {
            break;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokens::tokenize;

    fn found(text: &str) -> Vec<(String, NameKind)> {
        find(text, &tokenize(text)).into_iter().map(|n| (n.span.of(text).to_owned(), n.kind)).collect()
    }

    #[test]
    fn places_and_the_agency() {
        use NameKind::{Organization, Place};
        let named = |name: &str, kind| (name.to_owned(), kind);
        assert_eq!(
            found("PORT ELLEN, Scotland, Sept. 10 (AP) —"),
            [named("PORT ELLEN", Place), named("Scotland", Place), named("AP", Organization)]
        );
        assert_eq!(found("GENEVA (Reuters) -"), [named("GENEVA", Place), named("Reuters", Organization)]);
        assert_eq!(found("(Reuters) –"), [named("Reuters", Organization)]);
        assert_eq!(found("Monday, March 3 —"), []);
    }
}
