//! The parser's share of a batch: the head of each word among all words of its sentence, relations on gold heads.

use super::backward::{Batch, add, carry, cross_entropy, cut, descend, lean};
use super::gradient::Gradient;
use crate::language::encoder::{Packed, Part, Weights};
use crate::language::parser::{DEPTH, JOINT, WAYS, join, pair_scores, side, way};
use ndarray::{Array2, Axis};
use std::ops::Range;

/// What the pairs of a batch are scored from, a row a word.
struct Pairs {
    /// Dependents before they are cut at zero.
    before: Array2<f32>,
    dependents: Array2<f32>,
    candidates: Array2<f32>,
    ways: Array2<f32>,
}

impl Pairs {
    fn of(weights: &Weights, state: &Array2<f32>) -> Self {
        let before = weights.pack(Part::Dependents).times(state.view()) + weights.of(Part::DependentsBias);
        let dependents = before.mapv(|x| x.max(0.0));
        let candidates = weights.pack(Part::Heads).times(state.view());
        let ways = weights.pack(Part::Ways).times(dependents.view());
        Self { before, dependents, candidates, ways }
    }

    fn scores(&self, sentence: &Range<usize>) -> Array2<f32> {
        let [dependents, candidates, ways] = [&self.dependents, &self.candidates, &self.ways]
            .map(|all| all.slice_axis(Axis(0), sentence.clone().into()));
        pair_scores(dependents, candidates, ways)
    }
}

/// The heads of the parsed examples.
pub(super) fn heads(batch: &Batch<'_>, gradient: &mut Gradient, slope: &mut Array2<f32>) -> f64 {
    let Batch { network, examples, sentences, state } = *batch;
    let weights = &network.weights;
    let pairs = Pairs::of(weights, state);
    let mut loss = 0.0;
    let mut to_dependents = Array2::<f32>::zeros((state.nrows(), DEPTH));
    let mut to_candidates = Array2::<f32>::zeros((state.nrows(), DEPTH));
    let mut to_ways = Array2::<f32>::zeros((state.nrows(), WAYS));
    for (example, sentence) in examples.iter().zip(sentences) {
        if example.heads.is_empty() {
            continue;
        }
        let labels: Vec<Option<u8>> = example.heads.iter().map(|&head| u8::try_from(head).ok()).collect();
        let (lost, mut back) = cross_entropy(pairs.scores(sentence), &labels);
        loss += lost;
        for (word, mut row) in back.rows_mut().into_iter().enumerate() {
            for (head, slope) in row.iter().enumerate() {
                to_ways[[sentence.start + word, way(word, head)]] += slope;
            }
            row[word] = 0.0;
        }
        let own = ndarray::Slice::from(sentence.clone());
        Packed::new(pairs.candidates.slice_axis(Axis(0), own))
            .put(back.view(), to_dependents.slice_axis_mut(Axis(0), own));
        Packed::new(pairs.dependents.slice_axis(Axis(0), own))
            .put(back.t(), to_candidates.slice_axis_mut(Axis(0), own));
    }
    lean(&pairs.dependents, &to_ways, gradient.weights.of_mut(Part::Ways));
    carry(&to_ways, weights.of(Part::Ways), &mut to_dependents);
    cut(&mut to_dependents, &pairs.before);
    descend(state, &to_dependents, network, Part::Dependents, Part::DependentsBias, gradient, slope);
    lean(state, &to_candidates, gradient.weights.of_mut(Part::Heads));
    carry(&to_candidates, weights.of(Part::Heads), slope);
    loss
}

/// The relations of the parsed examples, on their gold heads.
pub(super) fn relations(batch: &Batch<'_>, gradient: &mut Gradient, slope: &mut Array2<f32>) -> f64 {
    let Batch { network, examples, sentences, state } = *batch;
    let weights = &network.weights;
    let mut heads: Vec<Option<u32>> = vec![None; state.nrows()];
    let mut labels: Vec<Option<u8>> = vec![None; state.nrows()];
    for (example, sentence) in examples.iter().zip(sentences) {
        for (at, (&head, &relation)) in example.heads.iter().zip(&example.relations).enumerate() {
            if head != at {
                heads[sentence.start + at] = Some((sentence.start + head) as u32);
                labels[sentence.start + at] = Some(relation as u8);
            }
        }
    }
    let ends = weights.pack(Part::Ends).times(state.view());
    let before = join(weights, ends.view(), &heads);
    let joint = before.mapv(|x| x.max(0.0));
    let scores = weights.pack(Part::Relations).times(joint.view()) + weights.of(Part::RelationsBias);
    let (loss, back) = cross_entropy(scores, &labels);
    let mut under = Array2::<f32>::zeros(joint.raw_dim());
    descend(&joint, &back, network, Part::Relations, Part::RelationsBias, gradient, &mut under);
    cut(&mut under, &before);
    let mut to = Array2::<f32>::zeros(ends.raw_dim());
    for (word, &head) in heads.iter().enumerate() {
        let Some(head) = head else { continue };
        let row = under.row(word);
        let row = row.as_slice().unwrap_or(&[]);
        add(gradient.weights.of_mut(Part::Sides), side(word, Some(head)), row);
        for (at, offset) in [(word, 0), (head as usize, JOINT)] {
            to.row_mut(at).iter_mut().skip(offset).zip(row).for_each(|(to, from)| *to += from);
        }
    }
    lean(state, &to, gradient.weights.of_mut(Part::Ends));
    carry(&to, weights.of(Part::Ends), slope);
    loss
}
