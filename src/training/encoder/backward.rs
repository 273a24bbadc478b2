//! One batch forward through the encoder and its readers, and back.

use super::gradient::{Gradient, Network};
use super::{Example, articles, chain, disguise::Disguises, trees};
use crate::language::encoder::{self, HALF, LAYERS, Packed, Part, Trace, WIDTH, Weights, recur};
use crate::training::linear::Dice;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis};
use pulp::{Arch, Simd, WithSimd};
use std::ops::Range;

/// Share of numbers that are left out at random, a mask for each sentence: of words, and of what layers read.
const DROPPED: (f32, f32) = (0.12, 0.1);
/// Share of words whose form is left out, so that endings and vectors learn to stand for it, and of words whose lists
/// are, since the names to come stand in fewer lists than those of the training sets.
const UNKNOWN: f32 = 0.25;

/// How far the names of the silver move the weights.
const SILVER: f32 = 0.5;
/// The first label of a kind of name that the silver does not mark (groups it marks from a list).
const UNMARKED: usize = 9;

/// Sums of the losses of a batch.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Losses {
    pub(super) words: usize,
    pub(super) tags: f64,
    pub(super) names: f64,
    pub(super) heads: f64,
    pub(super) relations: f64,
    pub(super) cues: f64,
    pub(super) roles: f64,
    pub(super) claims: f64,
}

impl Losses {
    pub(super) fn add(&mut self, other: Losses) {
        self.words += other.words;
        self.tags += other.tags;
        self.names += other.names;
        self.heads += other.heads;
        self.relations += other.relations;
        self.cues += other.cues;
        self.roles += other.roles;
        self.claims += other.claims;
    }
}

impl std::fmt::Display for Losses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = self.words.max(1) as f64;
        write!(
            f,
            "loss a word of tags {:.3}, names {:.3}, heads {:.3}, relations {:.3}, cues {:.3}, roles {:.3}; claims {:.1}",
            self.tags / words,
            self.names / words,
            self.heads / words,
            self.relations / words,
            self.cues / words,
            self.roles / words,
            self.claims
        )
    }
}

/// Encoded examples.
pub(super) struct Batch<'a> {
    pub(super) network: &'a Network,
    pub(super) examples: &'a [&'a Example],
    /// Where the words of each example are.
    pub(super) sentences: &'a [Range<usize>],
    /// The encoded words.
    pub(super) state: &'a Array2<f32>,
}

/// A number in 0..1.
pub(super) fn chance(dice: &mut Dice) -> f32 {
    (dice.roll() >> 40) as f32 / (1u64 << 24) as f32
}

fn mask(sentences: &[Range<usize>], words: usize, dropped: f32, dice: &mut Dice) -> Array2<f32> {
    let mut mask = Array2::zeros((words, WIDTH));
    for sentence in sentences {
        let row: Vec<f32> =
            (0..WIDTH).map(|_| if chance(dice) < dropped { 0.0 } else { 1.0 / (1.0 - dropped) }).collect();
        for at in sentence.clone() {
            mask.row_mut(at).iter_mut().zip(&row).for_each(|(to, from)| *to = *from);
        }
    }
    mask
}

/// Runs the examples through the network and adds what they say to the gradient.
pub(super) fn learn(
    network: &Network,
    disguises: &Disguises,
    examples: &[&Example],
    dice: &mut Dice,
    gradient: &mut Gradient,
) -> Losses {
    let (mut words, mut listed) = (Vec::new(), Vec::new());
    examples.iter().for_each(|example| disguises.dress(example, dice, &mut words, &mut listed));
    let mut sentences = Vec::with_capacity(examples.len());
    let mut start = 0;
    for example in examples {
        sentences.push(start..start + example.words.len());
        start += example.words.len();
    }
    // Forward.
    let vectors = encoder::look_up(&words);
    let mut state = network.weights.pack(Part::Vectors).times(vectors.view());
    let mut summed: Vec<(usize, usize)> = Vec::with_capacity(words.len() * 8);
    for sentence in &sentences {
        for at in sentence.clone() {
            let mut form = true;
            let lists = if chance(dice) < UNKNOWN { 0 } else { listed[at] };
            encoder::rows(&words[at], lists, at == sentence.start, |row| {
                let left_out = std::mem::take(&mut form) && chance(dice) < UNKNOWN;
                if !left_out {
                    summed.push((at, row));
                }
            });
        }
    }
    for &(at, row) in &summed {
        let from = &network.table[row * WIDTH..(row + 1) * WIDTH];
        state.row_mut(at).iter_mut().zip(from).for_each(|(to, from)| *to += from);
    }
    let first_mask = mask(&sentences, words.len(), DROPPED.0, dice);
    state *= &first_mask;
    let mut layers = Vec::with_capacity(LAYERS);
    for layer in 0..LAYERS {
        let mask = mask(&sentences, words.len(), DROPPED.1, dice);
        let input = &state * &mask;
        let mut trace = Trace::new(words.len());
        let gates = network.weights.pack(Part::Layer(layer));
        gates.put(input.view(), trace.gates.view_mut());
        recur(&network.weights, layer, &sentences, &mut trace, &mut state);
        layers.push((mask, input, trace));
    }
    let last_mask = mask(&sentences, words.len(), DROPPED.1, dice);
    state *= &last_mask;
    // The readers.
    let mut losses = Losses { words: words.len(), ..Losses::default() };
    let mut slope = Array2::zeros((words.len(), WIDTH));
    let batch = Batch { network, examples, sentences: &sentences, state: &state };
    losses.tags = tags(&batch, gradient, &mut slope);
    losses.names = names(&batch, gradient, &mut slope);
    losses.heads = trees::heads(&batch, gradient, &mut slope);
    losses.relations = trees::relations(&batch, gradient, &mut slope);
    losses.cues = articles::cues(&batch, gradient, &mut slope);
    losses.roles = articles::roles(&batch, gradient, &mut slope);
    losses.claims = articles::claims(&batch, gradient, &mut slope);
    // Back.
    slope *= &last_mask;
    for (layer, (mask, input, trace)) in layers.iter().enumerate().rev() {
        let peeps = gradient.weights.of_mut(Part::LayerPeeps(layer));
        let back = recur_back(trace, &network.weights, layer, peeps, &sentences, &slope);
        let (weights, bias) = (Part::Layer(layer), Part::LayerBias(layer));
        let mut under = Array2::zeros((words.len(), WIDTH));
        descend(input, &back, network, weights, bias, gradient, &mut under);
        under *= mask;
        slope += &under;
    }
    slope *= &first_mask;
    lean(&vectors, &slope, gradient.weights.of_mut(Part::Vectors));
    for (at, row) in summed {
        gradient.add_row(row, slope.row(at).as_slice().unwrap_or(&[]));
    }
    losses
}

/// Parts of speech.
fn tags(batch: &Batch<'_>, gradient: &mut Gradient, slope: &mut Array2<f32>) -> f64 {
    let weights = &batch.network.weights;
    let scores = weights.pack(Part::Tags).times(batch.state.view()) + weights.of(Part::TagsBias);
    let of = |e: &&Example| (0..e.words.len()).map(|at| e.tags.get(at).copied()).collect::<Vec<_>>();
    let labels: Vec<Option<u8>> = batch.examples.iter().flat_map(of).collect();
    let (loss, back) = cross_entropy(scores, &labels);
    descend(batch.state, &back, batch.network, Part::Tags, Part::TagsBias, gradient, slope);
    loss
}

/// Labels of names, by hand and by machine.
fn names(batch: &Batch<'_>, gradient: &mut Gradient, slope: &mut Array2<f32>) -> f64 {
    let weights = &batch.network.weights;
    let scores = weights.pack(Part::Names).times(batch.state.view()) + weights.of(Part::NamesBias);
    let mut back = Array2::zeros(scores.raw_dim());
    let mut sum = 0.0;
    for (example, sentence) in batch.examples.iter().zip(batch.sentences) {
        let (labels, rate, open) = match (example.names.is_empty(), example.silver.is_empty()) {
            (false, _) => (&example.names, example.rate, usize::MAX),
            (_, false) => (&example.silver, SILVER, UNMARKED),
            _ => continue,
        };
        let own = scores.slice_axis(Axis(0), sentence.clone().into());
        let right =
            |at: usize, label: usize| label == labels[at] as usize || labels[at] == 0 && label >= open;
        let Some((loss, slopes, steps)) = chain::loss(own, weights.of(Part::NameSteps), right) else {
            continue;
        };
        sum += loss;
        back.slice_axis_mut(Axis(0), sentence.clone().into()).assign(&(slopes * rate));
        gradient.weights.of_mut(Part::NameSteps).scaled_add(rate, &steps);
    }
    descend(batch.state, &back, batch.network, Part::Names, Part::NamesBias, gradient, slope);
    sum
}

/// Adds what a matrix should change by: what it read, turned, times the slope of what it made.
pub(super) fn lean(input: &Array2<f32>, back: &Array2<f32>, to: &mut Array2<f32>) {
    Packed::new(back.view()).add(input.t(), to.view_mut());
}

/// Adds the slope of what a matrix read: the slope of what it made times the matrix, turned.
pub(super) fn carry<'a>(back: &Array2<f32>, matrix: ArrayView2<f32>, to: impl Into<ArrayViewMut2<'a, f32>>) {
    Packed::new(matrix.t()).add(back.view(), to.into());
}

/// Back through a linear layer: slopes of its weights and bias, and of what it read.
pub(super) fn descend(
    input: &Array2<f32>,
    back: &Array2<f32>,
    network: &Network,
    weights: Part,
    bias: Part,
    gradient: &mut Gradient,
    slope: &mut Array2<f32>,
) {
    lean(input, back, gradient.weights.of_mut(weights));
    let sums = back.sum_axis(Axis(0)).insert_axis(Axis(0));
    *gradient.weights.of_mut(bias) += &sums;
    carry(back, network.weights.of(weights), slope);
}

/// The loss of scores against the right labels, and its slope; words without a label count nothing.
pub(super) fn cross_entropy(mut scores: Array2<f32>, labels: &[Option<u8>]) -> (f64, Array2<f32>) {
    let mut loss = 0.0;
    for (mut row, label) in scores.rows_mut().into_iter().zip(labels) {
        let Some(label) = label else {
            row.fill(0.0);
            continue;
        };
        let top = row.iter().copied().fold(f32::MIN, f32::max);
        row.mapv_inplace(|x| (x - top).exp());
        let sum = row.sum();
        row /= sum;
        loss -= f64::from(row[*label as usize].max(1e-9).ln());
        row[*label as usize] -= 1.0;
    }
    (loss, scores)
}

/// Sets the slope to zero where the number was cut at zero.
pub(super) fn cut(slope: &mut Array2<f32>, before: &Array2<f32>) {
    ndarray::Zip::from(slope).and(before).for_each(|s, &b| {
        if b <= 0.0 {
            *s = 0.0;
        }
    });
}

/// Back through a recurrent layer: the slopes of its gates before they were bent.
fn recur_back(
    trace: &Trace,
    weights: &Weights,
    layer: usize,
    peeps: &mut Array2<f32>,
    sentences: &[Range<usize>],
    slope: &Array2<f32>,
) -> Array2<f32> {
    let peep = weights.flat(Part::LayerPeeps(layer));
    let mut back = Array2::zeros(trace.gates.raw_dim());
    let (Some(gates), Some(cells), Some(slope)) =
        (trace.gates.as_slice(), trace.cells.as_slice(), slope.as_slice())
    else {
        return back;
    };
    let (Some(to), Some(peeps)) = (back.as_slice_mut(), peeps.as_slice_mut()) else {
        return Array2::zeros((0, 0));
    };
    Arch::new().dispatch(Back { peep, sentences, slope, gates, cells, to, peeps });
    back
}

/// A run back over all sentences.
struct Back<'a> {
    peep: &'a [f32],
    sentences: &'a [Range<usize>],
    slope: &'a [f32],
    gates: &'a [f32],
    cells: &'a [f32],
    to: &'a mut [f32],
    peeps: &'a mut [f32],
}

impl WithSimd for Back<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Back { peep, sentences, slope, gates, cells, to, peeps } = self;
        // The slope of `gate` from its value.
        let bend = |value: f32| {
            let rest = 1.0 - (2.0 * value - 1.0).abs();
            0.5 * rest * rest
        };
        for sentence in sentences {
            for side in 0..2 {
                let (peep, peeps) =
                    (&peep[side * 2 * HALF..][..2 * HALF], &mut peeps[side * 2 * HALF..][..2 * HALF]);
                let (forget_peep, open_peep) = peep.split_at(HALF);
                let (forget_peeps, open_peeps) = peeps.split_at_mut(HALF);
                let mut carried = [0f32; HALF];
                for step in (0..sentence.len()).rev() {
                    let at = if side == 0 { sentence.start + step } else { sentence.end - 1 - step };
                    let nothing = [0f32; HALF];
                    let last = match (step > 0, side) {
                        (false, _) => &nothing[..],
                        (true, 0) => &cells[(at - 1) * 2 * HALF..][..HALF],
                        (true, _) => &cells[(at + 1) * 2 * HALF + HALF..][..HALF],
                    };
                    let from = at * 6 * HALF + side * 3 * HALF;
                    let here = at * 2 * HALF + side * HALF;
                    let gates = &gates[from..][..3 * HALF];
                    let (candidate, rest) = gates.split_at(HALF);
                    let (forget, open) = rest.split_at(HALF);
                    let (to_candidate, rest) = to[from..][..3 * HALF].split_at_mut(HALF);
                    let (to_forget, to_open) = rest.split_at_mut(HALF);
                    let (cells, slope) = (&cells[here..][..HALF], &slope[here..][..HALF]);
                    for i in 0..HALF {
                        let cell = carried[i] + slope[i] * open[i];
                        to_candidate[i] = cell * (1.0 - forget[i]);
                        to_forget[i] = cell * (last[i] - candidate[i]) * bend(forget[i]);
                        to_open[i] = slope[i] * cells[i] * bend(open[i]);
                        forget_peeps[i] += to_forget[i] * last[i];
                        open_peeps[i] += to_open[i] * last[i];
                        carried[i] =
                            cell * forget[i] + to_forget[i] * forget_peep[i] + to_open[i] * open_peep[i];
                    }
                }
            }
        }
    }
}

/// Adds numbers to a row.
pub(super) fn add(to: &mut Array2<f32>, row: usize, from: &[f32]) {
    to.row_mut(row).iter_mut().zip(from).for_each(|(to, from)| *to += from);
}
