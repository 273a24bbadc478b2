//! One bidirectional layer of simple recurrent units (Lei, Zhang, Wang, Dai, Artzi 2018): the gates of all words are one
//! matrix product, and what runs through the sentence is a weighted mean, element by element, which
//! its gates see (“peepholes”, as in their version of 2018).

use super::{Part, WIDTH, Weights};
use ndarray::Array2;
use pulp::{Arch, Simd, WithSimd};
use std::ops::Range;

/// Numbers a direction.
pub(crate) const HALF: usize = WIDTH / 2;

/// What a layer computed on the way: training goes back over it.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    /// Candidate, forget gate and output gate of the forward direction, then of the backward one; 6 * [`HALF`] a word.
    pub(crate) gates: Array2<f32>,
    /// The running means of both directions.
    pub(crate) cells: Array2<f32>,
}

impl Trace {
    /// Room for this many words.
    pub(crate) fn new(words: usize) -> Self {
        Self { gates: Array2::zeros((words, 6 * HALF)), cells: Array2::zeros((words, 2 * HALF)) }
    }
}

/// A sigmoid without an exponential: x / (1 + |x|), moved to 0..1.
#[inline(always)]
pub(crate) fn gate(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

/// Adds what layer number `layer` makes of its gates, which `trace` holds as its matrix made them, to `output`. Nothing
/// flows from one sentence to another.
pub(crate) fn recur(
    weights: &Weights,
    layer: usize,
    sentences: &[Range<usize>],
    trace: &mut Trace,
    output: &mut Array2<f32>,
) {
    let (bias, peeps) = (weights.flat(Part::LayerBias(layer)), weights.flat(Part::LayerPeeps(layer)));
    let (Some(gates), Some(cells), Some(output)) =
        (trace.gates.as_slice_mut(), trace.cells.as_slice_mut(), output.as_slice_mut())
    else {
        return;
    };
    Arch::new().dispatch(Recurrence { bias, peeps, sentences, gates, cells, output });
}

/// A run over all sentences. A type, because a closure would not be compiled for the processor at hand.
struct Recurrence<'a> {
    bias: &'a [f32],
    peeps: &'a [f32],
    sentences: &'a [Range<usize>],
    gates: &'a mut [f32],
    cells: &'a mut [f32],
    output: &'a mut [f32],
}

impl WithSimd for Recurrence<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Recurrence { bias, peeps, sentences, gates, cells, output } = self;
        for sentence in sentences {
            for side in 0..2 {
                let (bias, peeps) = (&bias[side * 3 * HALF..], &peeps[side * 2 * HALF..]);
                let mut before = [0f32; HALF];
                for step in 0..sentence.len() {
                    let at = if side == 0 { sentence.start + step } else { sentence.end - 1 - step };
                    let from = at * 6 * HALF + side * 3 * HALF;
                    let here = at * 2 * HALF + side * HALF;
                    let (cell, out) = (&mut cells[here..][..HALF], &mut output[here..][..HALF]);
                    run(&mut before, &mut gates[from..][..3 * HALF], bias, peeps, cell, out);
                }
            }
        }
    }
}

/// One word in one direction: bends its gates and moves the running means on.
#[inline(always)]
fn run(
    before: &mut [f32; HALF],
    gates: &mut [f32],
    bias: &[f32],
    peeps: &[f32],
    cell: &mut [f32],
    out: &mut [f32],
) {
    let ([candidate, forget, open], _) = gates.as_chunks_mut::<HALF>() else { return };
    let (bias, peeps) = (&bias[..3 * HALF], &peeps[..2 * HALF]);
    for i in 0..HALF {
        candidate[i] += bias[i];
        forget[i] = gate(forget[i] + bias[HALF + i] + peeps[i] * before[i]);
        open[i] = gate(open[i] + bias[2 * HALF + i] + peeps[HALF + i] * before[i]);
        before[i] = forget[i] * before[i] + (1.0 - forget[i]) * candidate[i];
        cell[i] = before[i];
        out[i] += open[i] * before[i];
    }
}
