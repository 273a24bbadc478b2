//! `textDocument/documentLink`.

use crate::server::snapshot::Snapshot;
use crate::text::Span;
use std::str::FromStr;
use tower_lsp::ls_types::{DocumentLink, Uri};

/// The addresses that stand in the text. Links of Markdown lead where their address does.
pub(crate) fn answer(snapshot: &Snapshot) -> Vec<DocumentLink> {
    let text = snapshot.text();
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let start = from + found;
        from = start + "http".len();
        let rest = &text[start..];
        if !(rest.starts_with("http://") || rest.starts_with("https://")) {
            continue;
        }
        let end =
            rest.find(|c: char| c.is_whitespace() || "<>\"“”)]}|\\^`".contains(c)).unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']);
        from = start + address.len();
        if let Ok(target) = Uri::from_str(address)
            && address.len() > "https://".len()
        {
            links.push(DocumentLink {
                range: snapshot.range(Span::new(start, start + address.len())),
                target: Some(target),
                tooltip: None,
                data: None,
            });
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::{Fixture, words};

    #[test]
    fn addresses_are_links() {
        let text = "See https://example.org/a?b=c. Or (http://example.net), [here](https://example.com/x) or http:// and httpd.";
        let snapshot = Fixture::new(text).snapshot();
        let links = answer(&snapshot);
        let found: Vec<_> = links.iter().map(|l| words(&snapshot, l.range)).collect();
        assert_eq!(found, ["https://example.org/a?b=c", "http://example.net", "https://example.com/x"]);
        assert_eq!(links[1].target.as_ref().unwrap().as_str(), "http://example.net");
    }
}
