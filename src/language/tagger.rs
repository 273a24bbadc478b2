//! Parts of speech. Comes in: the words of a passage. Goes out: one Penn tag a word.
//!
//! A greedy left-to-right averaged perceptron (Collins 2002) over hashed features; words that the training data tags
//! one way only are looked up and not scored.

use crate::language::model::{Model, feature, join};
use crate::language::{Tag, words::Word};
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded(include_bytes!("models/tags.bin")));

/// Template of the entries that hold the only tag of a word.
pub(crate) const ALWAYS: u64 = 99;
/// The number that stands for a tag before the first word.
const EDGE: u64 = 255;

/// The model file's labels are [`Tag::ALL`] in order.
pub fn tag(words: &[Word]) -> Vec<Tag> {
    tag_with(&MODEL, words)
}

/// Tags with a given model.
pub(crate) fn tag_with(model: &Model, words: &[Word]) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(words.len());
    let mut scores = vec![0i32; Tag::ALL.len()];
    for at in 0..words.len() {
        scores.fill(0);
        model.add(feature(ALWAYS, words[at].form), &mut scores);
        let mut best = Model::best(&scores);
        if scores[best] == 0 {
            features(words, at, &tags, |f| model.add(f, &mut scores));
            best = Model::best(&scores);
        }
        tags.push(Tag::from_index(best).unwrap_or(Tag::Nn));
    }
    tags
}

/// The features of the word at `at`, whose predecessors are tagged.
pub(crate) fn features(words: &[Word], at: usize, tags: &[Tag], mut push: impl FnMut(u64)) {
    let blank = Word::default();
    let word = words.get(at).unwrap_or(&blank);
    let near = |offset: isize| at.checked_add_signed(offset).and_then(|i| words.get(i)).unwrap_or(&blank);
    let (before, before2, next, next2) = (near(-1), near(-2), near(1), near(2));
    let tag = |back: usize| at.checked_sub(back).and_then(|i| tags.get(i)).map_or(EDGE, |t| *t as u64);
    let (last, last2) = (tag(1), tag(2));
    let mut f = |template: u64, value: u64| push(feature(template, value));
    f(1, word.form);
    f(2, word.lower);
    f(3, word.suffixes[2]);
    f(4, word.suffixes[1]);
    f(5, join(word.suffixes[0], word.shape));
    f(6, word.prefix);
    f(7, word.shape);
    f(8, last);
    f(9, last | last2 << 8);
    f(10, join(last, word.form));
    f(11, before.lower);
    f(12, next.lower);
    f(13, before2.lower);
    f(14, next2.lower);
    f(15, next.suffixes[2]);
    f(16, join(before.lower, word.lower));
    f(17, join(word.lower, next.lower));
    f(18, join(word.suffixes[2], last));
    f(19, join(last, next.lower));
    f(20, join(next.shape, word.shape));
    f(21, join(next.suffixes[1], join(word.suffixes[2], last)));
    f(22, join(word.shape, u64::from(at == 0) | last << 1));
    f(23, before.suffixes[2]);
    f(24, join(word.clusters[0], last));
    f(25, join(word.clusters[0], next.clusters[0]));
    f(26, join(before.clusters[0], next.clusters[0]));
    f(27, join(next.clusters[0], word.suffixes[1]));
}
