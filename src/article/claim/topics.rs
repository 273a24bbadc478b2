//! What a statement is about, by the words of `data/topics.tsv`.

use crate::article::claim::Topic;
use crate::language::{Passage, Tag};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

static WORDS: LazyLock<HashMap<&'static str, Topic>> = LazyLock::new(|| {
    include_str!("../data/topics.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(lemma, topic)| {
            Some((
                lemma,
                match topic {
                    "casualties" => Topic::Casualties,
                    "accusation" => Topic::Accusation,
                    "motive" => Topic::Motive,
                    "prediction" => Topic::Prediction,
                    "judgement" => Topic::Judgement,
                    "cause" => Topic::Cause,
                    _ => return None,
                },
            ))
        })
        .collect()
});

/// The topics of a statement, each once, in the order of [`Topic`].
pub(crate) fn of(passage: &Passage, tokens: Range<usize>) -> Vec<Topic> {
    let mut topics = Vec::new();
    for token in tokens {
        let tag = passage.tokens.get(token).map(|t| t.tag);
        match tag {
            Some(Tag::Nnp | Tag::Nnps) => continue,
            Some(Tag::Cd) => topics.push(Topic::Figure),
            Some(Tag::Jjs | Tag::Rbs) => topics.push(Topic::Judgement),
            _ => {}
        }
        topics.extend(WORDS.get(passage.lemma(token)).copied());
    }
    topics.sort_unstable();
    topics.dedup();
    topics
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted_and_every_word_has_a_topic() {
        let rows: Vec<_> =
            include_str!("../data/topics.tsv").lines().filter(|l| !l.starts_with('#')).collect();
        assert!(rows.windows(2).all(|w| w[0] < w[1]), "sorted, each once");
        assert_eq!(super::WORDS.len(), rows.len());
    }
}
