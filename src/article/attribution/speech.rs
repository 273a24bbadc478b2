//! Which tokens of a paragraph stand between quotation marks.

use crate::language::Passage;

/// For each token whether it is inside a quotation. The marks themselves count as inside. A quotation that the
/// paragraph does not close runs to its end; a closing mark without an opening one closes what ran on from before.
pub(crate) fn quoted(passage: &Passage) -> Vec<bool> {
    let mut inside = vec![false; passage.tokens.len()];
    let mut open: Option<usize> = None;
    for at in 0..inside.len() {
        let (opens, closes) = match passage.word(at) {
            "“" | "«" | "„" | "``" => (true, false),
            "”" | "»" => (false, true),
            "''" | "\"" => (open.is_none(), open.is_some()),
            _ => (false, false),
        };
        if opens {
            // A second opening mark before a closing one: the first was never closed in its sentence; trust the new one.
            open = Some(open.unwrap_or(at));
        } else if closes {
            let from = open.take().unwrap_or(if at > 0 && !inside[..at].contains(&true) { 0 } else { at });
            inside[from..=at].fill(true);
        }
    }
    if let Some(from) = open {
        inside[from..].fill(true);
    }
    inside
}
