//! Hashes sentences as the product does, and measures the tagger.

use crate::language::encoder::Encoder;
use crate::language::names::gazetteer;
use crate::language::{tagger, words::Word, words::in_capitals};
use crate::training::corpus::Sentence;
use ndarray::Array2;

/// Hashes the words of a sentence.
pub(super) fn words_of(sentence: &Sentence) -> Vec<Word> {
    let capitals = in_capitals(&sentence.words.join(" "));
    sentence.words.iter().map(|w| Word::new(w, capitals)).collect()
}

/// Encodes a sentence.
pub(super) fn encoded(encoder: &Encoder, sentence: &Sentence) -> Array2<f32> {
    let words = words_of(sentence);
    let mut listed = Vec::new();
    gazetteer::look_up(&words, &mut listed);
    encoder.encode(&words, &listed, std::slice::from_ref(&(0..words.len())))
}

/// Share of words tagged right.
pub(super) fn accuracy(encoder: &Encoder, sentences: &[Sentence]) -> f64 {
    let (mut right, mut total) = (0usize, 0usize);
    for sentence in sentences {
        let tags = tagger::tag(encoder, encoded(encoder, sentence).view());
        right += tags.iter().zip(&sentence.tags).filter(|(a, b)| a == b).count();
        total += tags.len();
    }
    right as f64 / total.max(1) as f64
}
