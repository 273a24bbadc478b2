//! The title or role in front of a name: "Secretary of State", "Mr.", "rebel spokesman Capt.".

use crate::language::names::gazetteer;
use crate::language::words::Word;
use crate::language::{Tag, Token};
use std::ops::Range;

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
    bridged.then_some(start..name)
}
