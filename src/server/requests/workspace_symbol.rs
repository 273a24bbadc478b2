//! `workspace/symbol` and `workspaceSymbol/resolve`.

use crate::server::library::{Digest, Symbol};
use serde_json::json;
use std::sync::Arc;
use tower_lsp::ls_types::*;

/// Symbols an answer holds at most; whoever wants others types more letters.
const MOST: usize = 400;

/// Articles a partial result.
pub(crate) const PORTION: usize = 256;

/// The headlines and entities that fit the query, the best first. Ranges are left for later where the client asks for
/// them one by one.
pub(crate) fn answer(digests: &[Arc<Digest>], query: &str, lazy: bool) -> Vec<WorkspaceSymbol> {
    let mut found: Vec<(u8, &Symbol, &Digest)> = Vec::new();
    for digest in digests {
        for symbol in &digest.symbols {
            let names = std::iter::once(&symbol.name).chain(&symbol.aliases);
            if let Some(rank) = names.filter_map(|name| fits(name, query)).min() {
                found.push((rank, symbol, digest));
            }
        }
    }
    found.sort_by(|(a, s, d), (b, t, e)| (a, &s.name, d.uri.as_str()).cmp(&(b, &t.name, e.uri.as_str())));
    found.truncate(MOST);
    found.into_iter().map(|(_, symbol, digest)| to_lsp(symbol, digest, lazy)).collect()
}

fn to_lsp(symbol: &Symbol, digest: &Digest, lazy: bool) -> WorkspaceSymbol {
    let uri = digest.uri.clone();
    let file = uri.as_str().rsplit('/').next().unwrap_or("").to_owned();
    WorkspaceSymbol {
        name: symbol.name.clone(),
        kind: symbol.kind,
        tags: None,
        container_name: Some(file),
        location: if lazy {
            OneOf::Right(WorkspaceLocation { uri })
        } else {
            OneOf::Left(Location { uri, range: symbol.range })
        },
        data: lazy.then(|| json!({ "range": symbol.range })),
    }
}

/// How well a name fits: 0 as it begins, 1 as a word of it begins, 2 with its letters in order.
fn fits(name: &str, query: &str) -> Option<u8> {
    let (name, query) = (name.to_lowercase(), query.to_lowercase());
    if name.starts_with(&query) {
        return Some(0);
    }
    if name.split_whitespace().any(|word| word.starts_with(&query)) || name.contains(&format!(" {query}")) {
        return Some(1);
    }
    let mut letters = name.chars();
    query.chars().filter(|c| !c.is_whitespace()).all(|wanted| letters.any(|c| c == wanted)).then_some(2)
}

/// The same symbol with its range.
pub(crate) fn resolve(mut symbol: WorkspaceSymbol) -> WorkspaceSymbol {
    let range = symbol.data.take().and_then(|data| serde_json::from_value(data.get("range")?.clone()).ok());
    if let (OneOf::Right(place), Some(range)) = (&symbol.location, range) {
        symbol.location = OneOf::Left(Location { uri: place.uri.clone(), range });
    }
    symbol
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::bridge;
    use crate::server::library::digest;

    #[test]
    fn symbols_are_found_by_name_alias_and_headline() {
        let snapshot = bridge().snapshot();
        let digests = [Arc::new(digest(&snapshot))];
        let names =
            |query: &str| answer(&digests, query, false).into_iter().map(|s| s.name).collect::<Vec<_>>();
        assert_eq!(names("els"), ["Elstow"]);
        assert_eq!(names("adair"), ["Adair reopens bridge", "Ruth Adair"]);
        assert_eq!(names("rtadr"), ["Ruth Adair"]);
        assert_eq!(names("zzz"), [""; 0]);
        assert_eq!(names("").len(), 3);
        let lazy = answer(&digests, "els", true).remove(0);
        assert!(matches!(lazy.location, OneOf::Right(_)));
        assert_eq!(resolve(lazy).location, answer(&digests, "els", false).remove(0).location);
    }
}
