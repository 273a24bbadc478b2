//! The parser's share of a batch: transitions by the dynamic oracle, relations on gold heads.

use super::backward::{Batch, add, chance, cross_entropy, descend};
use super::gradient::Gradient;
use crate::language::encoder::Part;
use crate::language::parser::{
    COUNTS, HIDDEN, JOINT, MOVES, NONE, PLACES, State, Transition, best, gather, join, move_scores, side,
};
use crate::training::linear::Dice;
use ndarray::{Array2, linalg::general_mat_mul};

/// The transitions of the parsed examples, by the dynamic oracle.
pub(super) fn moves(
    batch: &Batch<'_>,
    explore: bool,
    dice: &mut Dice,
    gradient: &mut Gradient,
    slope: &mut Array2<f32>,
) -> f64 {
    let Batch { network, examples, sentences, state } = *batch;
    let weights = &network.weights;
    let places = state.dot(&weights.of(Part::Places));
    let mut back = Array2::<f32>::zeros(places.raw_dim());
    let mut loss = 0.0;
    let mut parse = State::default();
    let (Some(places), Some(to)) = (places.as_slice(), back.as_slice_mut()) else { return 0.0 };
    for (example, sentence) in examples.iter().zip(sentences) {
        if example.heads.is_empty() {
            continue;
        }
        let offset = sentence.start * PLACES * HIDDEN;
        let own = &places[offset..sentence.end * PLACES * HIDDEN];
        parse.begin(sentence.len());
        while !parse.is_final() {
            let gathered = gather(weights, own, &parse);
            let scores = move_scores(weights, &gathered);
            let costs = parse.costs(&example.heads);
            let allowed = Transition::ALL.map(|t| parse.allows(t));
            let least = (0..MOVES).filter(|&i| allowed[i]).map(|i| costs[i]).min().unwrap_or(0);
            let good: [bool; MOVES] = std::array::from_fn(|i| allowed[i] && costs[i] == least);
            let top = (0..MOVES).filter(|&i| allowed[i]).map(|i| scores[i]).fold(f32::MIN, f32::max);
            let mut shares: [f32; MOVES] =
                std::array::from_fn(|i| if allowed[i] { (scores[i] - top).exp() } else { 0.0 });
            let sum: f32 = shares.iter().sum();
            shares.iter_mut().for_each(|s| *s /= sum);
            let right: f32 = (0..MOVES).filter(|&i| good[i]).map(|i| shares[i]).sum::<f32>().max(1e-9);
            loss -= f64::from(right.ln());
            let delta: [f32; MOVES] =
                std::array::from_fn(|i| shares[i] - if good[i] { shares[i] / right } else { 0.0 });
            let mut hidden = [0f32; HIDDEN];
            for (number, &delta) in delta.iter().enumerate() {
                let row = weights.row(Part::Moves, number);
                let mut grad = gradient.weights.of_mut(Part::Moves).row_mut(number);
                for i in 0..HIDDEN {
                    if gathered[i] > 0.0 {
                        hidden[i] += delta * row[i];
                        grad[i] += delta * gathered[i];
                    }
                }
                gradient.weights.of_mut(Part::MovesBias)[[0, number]] += delta;
            }
            for (place, word) in parse.places().into_iter().enumerate() {
                if word == NONE {
                    add(gradient.weights.of_mut(Part::Missing), place, &hidden);
                } else {
                    let at = offset + (word * PLACES + place) * HIDDEN;
                    to[at..at + HIDDEN].iter_mut().zip(&hidden).for_each(|(to, from)| *to += from);
                }
            }
            for row in parse.counts() {
                debug_assert!(row < COUNTS);
                add(gradient.weights.of_mut(Part::Counts), row, &hidden);
            }
            let wanted = (0..MOVES).filter(|&i| good[i]).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
            let guess = best(&parse, &scores);
            let follow = explore && chance(dice) < 0.9;
            parse.take(if follow { guess } else { wanted.map_or(guess, |i| Transition::ALL[i]) });
        }
    }
    general_mat_mul(1.0, &state.t(), &back, 1.0, gradient.weights.of_mut(Part::Places));
    general_mat_mul(1.0, &back, &weights.of(Part::Places).t(), 1.0, slope);
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
    let ends = state.dot(&weights.of(Part::Ends));
    let before = join(weights, ends.view(), &heads);
    let joint = before.mapv(|x| x.max(0.0));
    let scores = joint.dot(&weights.of(Part::Relations)) + weights.of(Part::RelationsBias);
    let (loss, back) = cross_entropy(scores, &labels);
    let mut under = Array2::<f32>::zeros(joint.raw_dim());
    descend(&joint, &back, network, Part::Relations, Part::RelationsBias, gradient, &mut under);
    ndarray::Zip::from(&mut under).and(&before).for_each(|u, &b| {
        if b <= 0.0 {
            *u = 0.0;
        }
    });
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
    general_mat_mul(1.0, &state.t(), &to, 1.0, gradient.weights.of_mut(Part::Ends));
    general_mat_mul(1.0, &to, &weights.of(Part::Ends).t(), 1.0, slope);
    loss
}
