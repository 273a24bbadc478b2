//! Measures the parser.

use crate::language::encoder::Encoder;
use crate::language::{Relation, parser};
use crate::training::corpus::Sentence;
use crate::training::tags::encoded;

/// How well a parser does: unlabelled and labelled attachment, punctuation left out.
#[derive(Clone, Copy, Debug)]
pub struct Attachment {
    /// Share of words with the right head.
    pub unlabelled: f64,
    /// Share of words with the right head and relation.
    pub labelled: f64,
}

/// Parses the sentences as the product does and compares heads and relations.
pub(super) fn attachment(encoder: &Encoder, sentences: &[Sentence]) -> Attachment {
    let (mut heads, mut both, mut total) = (0usize, 0usize, 0usize);
    for sentence in sentences {
        let whole = 0..sentence.words.len();
        let arcs = parser::parse(encoder, encoded(encoder, sentence).view(), std::slice::from_ref(&whole));
        for (at, (head, relation)) in arcs.into_iter().enumerate() {
            if sentence.relations[at] == Relation::Punct {
                continue;
            }
            let head = head.map_or(at, |h| h as usize);
            total += 1;
            heads += usize::from(head == sentence.heads[at]);
            both += usize::from(head == sentence.heads[at] && relation == sentence.relations[at]);
        }
    }
    let share = |n: usize| n as f64 / total.max(1) as f64;
    Attachment { unlabelled: share(heads), labelled: share(both) }
}
