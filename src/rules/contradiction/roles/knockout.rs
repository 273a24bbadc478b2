//! Who was beaten in what decides a contest cannot have won it: Harlow beat Wexford in the cup final, Wexford lifted the cup.

use crate::article::{Article, FactFrame, Tense};
use crate::language::Passage;
use crate::rules::contradiction::lexis;
use crate::rules::contradiction::roles::Deed;
use crate::rules::contradiction::roles::reader::DECIDERS;
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What the winner of a decider wins.
static SPOILS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/spoils.txt")).collect());

/// Words by which somebody won at another time: twice, last year, before.
static OTHER_WINS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/other_wins.txt")).collect());

/// Whether a deed tells that somebody was beaten in a decider: its sentence, the headline or the lede speak of one.
pub(super) fn decides(article: &Article, beaten: &Deed<'_>) -> bool {
    let frame = beaten.frame;
    let own = article.paragraphs.get(frame.paragraph).is_some_and(|placed| {
        let passage = placed.passage();
        let sentence = passage.sentences.get(frame.sentence);
        sentence.is_some_and(|s| s.tokens.clone().any(|t| is_decider(passage, t)))
    });
    let opening = || {
        let opening = article.paragraphs.iter().take(2);
        opening.map(|placed| placed.passage()).any(|p| (0..p.tokens.len()).any(|t| is_decider(p, t)))
    };
    own || frame.paragraph <= 3 && opening()
}

fn is_decider(passage: &Passage, token: usize) -> bool {
    DECIDERS.contains(passage.lemma(token).to_lowercase().as_str())
}

/// Whether a deed tells that somebody won what such a contest was for, there and then.
pub(super) fn is_won(article: &Article, won: &Deed<'_>) -> bool {
    let Some(passage) = article.paragraphs.get(won.frame.paragraph).map(|p| p.passage()) else {
        return false;
    };
    let noun = passage.lemma(won.target.token).to_lowercase();
    let other = |frame: &FactFrame| {
        lexis::own_tokens(passage, frame.clause)
            .any(|t| OTHER_WINS.contains(passage.word(t).to_lowercase().as_str()))
    };
    won.target.definite
        && (SPOILS.contains(noun.as_str()) || DECIDERS.contains(noun.as_str()))
        && matches!(won.frame.tense, Tense::Past | Tense::Untold)
        && !other(won.frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [include_str!("../../data/spoils.txt"), include_str!("../../data/other_wins.txt")] {
            let rows: Vec<_> = lines(list).collect();
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
