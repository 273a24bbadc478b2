//! The title or role in front of a name: "Secretary of State", "Mr.", "rebel spokesman Capt.".

use crate::language::names::gazetteer;
use crate::language::tokens::rows;
use crate::language::words::Word;
use crate::language::{Tag, Token};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// "Former", "Monday" and the like, by their hashes.
static STANDING: LazyLock<HashSet<u64>> =
    LazyLock::new(|| rows(include_str!("../data/standing.txt")).map(|w| Word::new(w, false).lower).collect());

/// The most words a title has.
const LONGEST: usize = 6;

/// The tokens of the title that ends right before `name`, without an article or possessive.
pub(crate) fn before(tokens: &[Token], words: &[Word], name: usize, taken: usize) -> Option<Range<usize>> {
    let mut start = None;
    let mut at = name;
    while at > taken && name - at < LONGEST {
        let (token, word) = (tokens.get(at - 1)?, words.get(at - 1)?);
        if gazetteer::is_title(word) && token.tag.is_noun() || gazetteer::is_title(word) && word.capital {
            start = Some(at - 1);
        } else {
            // What may stand inside a title or modify it: "Russian Foreign Minister", "Secretary of State".
            let inside = token.tag.is_proper()
                || token.tag == Tag::Nn
                || word.capital && token.tag == Tag::Jj
                || token.tag == Tag::In && start.is_none() && at < name;
            if !inside {
                break;
            }
        }
        at -= 1;
    }
    // "Secretary of State John Kerry": the words between the title word and the name belong to it, if only "of X" is
    // between them; otherwise the title must end right before the name.
    let start = start?;
    let last_title = (start..name).rev().find(|&i| words.get(i).is_some_and(gazetteer::is_title))?;
    let bridged = last_title + 1 == name || tokens.get(last_title + 1).is_some_and(|t| t.tag == Tag::In);
    if !bridged {
        return None;
    }
    // "Fire Chief", "Interior Minister": what a title is of stands in front of it with a capital of its own.
    let modifies = |at: &usize| {
        let (Some(token), Some(word)) = (tokens.get(*at), words.get(*at)) else { return false };
        word.capital && (token.tag.is_noun() || token.tag == Tag::Jj) && !STANDING.contains(&word.lower)
    };
    let first = (taken.max(name.saturating_sub(LONGEST))..start).rev().take_while(modifies).last();
    Some(first.unwrap_or(start)..name)
}

#[cfg(test)]
mod tests {
    use crate::language::{Register, read};

    /// The titles of the names of a text.
    fn titles(text: &str) -> Vec<String> {
        let passage = read(text, Register::Prose);
        passage.names.iter().filter_map(|name| Some(name.title?.of(text).to_owned())).collect()
    }

    #[test]
    fn a_title_has_what_it_is_of() {
        assert_eq!(
            titles("On Monday Fire Chief Anna Berg met Interior Minister Paul Okonjo."),
            ["Fire Chief", "Interior Minister"]
        );
        assert_eq!(titles("On Monday the town heard Former Mayor Anna Berg."), ["Mayor"]);
    }
}
