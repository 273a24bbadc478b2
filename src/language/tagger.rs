//! Parts of speech. Comes in: the encoded words of a passage. Goes out: one Penn tag a word, the best of a linear layer.

use crate::language::Tag;
use crate::language::encoder::{Encoder, Part};
use ndarray::ArrayView2;

/// Tags the words of a passage.
pub(crate) fn tag(encoder: &Encoder, encoded: ArrayView2<f32>) -> Vec<Tag> {
    encoder
        .scores(encoded, Part::Tags, Part::TagsBias)
        .rows()
        .into_iter()
        .map(|row| best(row.as_slice()))
        .collect()
}

fn best(scores: Option<&[f32]>) -> Tag {
    let scores = scores.unwrap_or(&[]);
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    Tag::from_index(best).unwrap_or(Tag::Nn)
}
