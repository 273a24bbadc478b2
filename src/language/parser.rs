//! Dependencies. Comes in: the encoded words of a passage and its sentences. Goes out: a head and a relation for each
//! word.
//!
//! Every pair of words of a sentence is scored as dependent and head (Dozat and Manning 2017, with one layer before the
//! product); the tree is the best that has one root and no crossing arcs (`tree`). Relations are chosen when it stands,
//! for all words at once. They are Universal Dependencies 2; see the card in `models/README.md` for how the data was
//! brought to it.

mod tree;

use crate::language::Relation;
use crate::language::encoder::{Encoder, Packed, Part, Weights};
use ndarray::{Array2, ArrayView2, Axis};
use std::ops::Range;

/// Numbers that a pair is scored from.
pub(crate) const DEPTH: usize = 128;
/// Rows of the table of ways from a word to its head: none for a root, then to the left and to the right.
pub(crate) const WAYS: usize = 1 + 2 * (STEPS.len() + 1);
/// The longest ways of each row but the last.
const STEPS: [usize; 11] = [1, 2, 3, 4, 5, 6, 8, 11, 16, 24, 40];
/// Words of a sentence that are parsed at once. Few sentences are as long; the cost of one grows with its square.
const LONGEST: usize = 160;
/// Numbers that a relation is scored from.
pub(crate) const JOINT: usize = 64;

/// The row of ways to the left of each distance below [`LONGEST`]; that to the right follows it.
const LEFTWARD: [u8; LONGEST] = {
    let mut rows = [0; LONGEST];
    let (mut distance, mut step) = (1, 0);
    while distance < LONGEST {
        if step < STEPS.len() && distance > STEPS[step] {
            step += 1;
        }
        rows[distance] = 1 + 2 * step as u8;
        distance += 1;
    }
    rows
};

/// The row of the table of ways from a word to a head, the word itself for a root.
#[inline]
pub(crate) fn way(word: usize, head: usize) -> usize {
    LEFTWARD[word.abs_diff(head).min(LONGEST - 1)] as usize + usize::from(head > word)
}

/// The score of each head for each word of a sentence, a row a word; what stands in its own column is the score of the
/// word as root. `dependents` are cut at zero.
pub(crate) fn pair_scores(
    dependents: ArrayView2<f32>,
    heads: ArrayView2<f32>,
    ways: ArrayView2<f32>,
) -> Array2<f32> {
    let mut scores = Packed::new(heads.t()).times(dependents);
    for (word, (mut row, ways)) in scores.rows_mut().into_iter().zip(ways.rows()).enumerate() {
        let (Some(row), Some(ways)) = (row.as_slice_mut(), ways.as_slice()) else { continue };
        row[word] = 0.0;
        row.iter_mut().enumerate().for_each(|(head, score)| *score += ways[way(word, head)]);
    }
    scores
}

/// What each relation is scored from, before it is cut at zero: the word as dependent, its head as head, and the side
/// the head stands on. `ends` holds `2 * JOINT` numbers a word, `heads` an index into the same words.
pub(crate) fn join(weights: &Weights, ends: ArrayView2<f32>, heads: &[Option<u32>]) -> Array2<f32> {
    let mut joint = Array2::zeros((heads.len(), JOINT));
    let Some(ends) = ends.as_slice() else { return joint };
    for (word, (&head, mut row)) in heads.iter().zip(joint.rows_mut()).enumerate() {
        let Some(row) = row.as_slice_mut() else { continue };
        let mut add = |from: &[f32]| row.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        add(&ends[word * 2 * JOINT..][..JOINT]);
        if let Some(head) = head {
            add(&ends[(head as usize * 2 + 1) * JOINT..][..JOINT]);
        }
        add(weights.row(Part::Sides, side(word, head)));
    }
    joint
}

/// The row of the table of sides.
pub(crate) fn side(word: usize, head: Option<u32>) -> usize {
    head.map_or(0, |head| if head as usize > word { 1 } else { 2 })
}

/// Parses the sentences of a passage: a head (an index into the passage, `None` for the root of a sentence) and a
/// relation for each word.
pub(crate) fn parse(
    encoder: &Encoder,
    encoded: ArrayView2<f32>,
    sentences: &[Range<usize>],
) -> Vec<(Option<u32>, Relation)> {
    let heads = heads(encoder, encoded, sentences);
    let mut joint = join(&encoder.weights, encoder.times(encoded, Part::Ends).view(), &heads);
    joint.mapv_inplace(|x| x.max(0.0));
    let scores = encoder.scores(joint.view(), Part::Relations, Part::RelationsBias);
    let relation = |(head, scores): (Option<u32>, &[f32])| {
        let best = (0..scores.len()).filter(|&at| at != Relation::Root as usize).max_by(|&a, &b| {
            // Of two that are as good the first.
            scores[a].total_cmp(&scores[b]).then(b.cmp(&a))
        });
        let found = best.map_or(Relation::Dep, |at| Relation::ALL[at]);
        (head, if head.is_none() { Relation::Root } else { found })
    };
    let rows = scores.as_slice().unwrap_or(&[]).chunks_exact(Relation::ALL.len());
    heads.into_iter().zip(rows).map(relation).collect()
}

/// The head of each word of a passage, none for the root of a sentence. Of a sentence that is too long to be parsed at
/// once each piece is, and the roots of the others hang under that of the first.
fn heads(encoder: &Encoder, encoded: ArrayView2<f32>, sentences: &[Range<usize>]) -> Vec<Option<u32>> {
    let mut dependents = encoder.scores(encoded, Part::Dependents, Part::DependentsBias);
    dependents.mapv_inplace(|x| x.max(0.0));
    let candidates = encoder.times(encoded, Part::Heads);
    let ways = encoder.times(dependents.view(), Part::Ways);
    let mut heads = Vec::with_capacity(encoded.nrows());
    for sentence in sentences {
        let mut first_root = None;
        for start in sentence.clone().step_by(LONGEST) {
            let end = sentence.end.min(start + LONGEST);
            let [dependents, candidates, ways] =
                [&dependents, &candidates, &ways].map(|all| all.slice_axis(Axis(0), (start..end).into()));
            let scores = pair_scores(dependents, candidates, ways);
            for (word, head) in tree::best(scores.view()).into_iter().enumerate() {
                heads.push(if head == word {
                    let first = first_root;
                    first_root = first_root.or(Some((start + word) as u32));
                    first
                } else {
                    Some((start + head) as u32)
                });
            }
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_tell_side_and_distance() {
        let mut seen: Vec<usize> = (0..=200).map(|head| way(100, head)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, (0..WAYS).collect::<Vec<_>>());
        assert_eq!(way(3, 3), 0);
        assert_ne!(way(3, 4), way(4, 3));
    }
}
