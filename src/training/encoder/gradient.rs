//! Gradients of an encoder, and the step that follows them.

use crate::language::encoder::{Part, ROWS, WIDTH, Weights};
use pulp::Arch;

/// Share of the old mean that Adam keeps of gradients and of their squares.
const KEPT: (f32, f32) = (0.9, 0.98);
/// Keeps Adam from dividing by nothing.
const LEAST: f32 = 1e-6;

/// An encoder under training: dense weights and the table of learned vectors.
#[derive(Clone, Debug)]
pub(super) struct Network {
    /// The dense weights.
    pub(super) weights: Weights,
    /// [`ROWS`] rows of [`WIDTH`] numbers.
    pub(super) table: Vec<f32>,
}

/// What a batch says about every weight.
#[derive(Debug)]
pub(super) struct Gradient {
    /// Of the dense weights.
    pub(super) weights: Weights,
    table: Vec<f32>,
    touched: Vec<usize>,
    marked: Vec<bool>,
}

impl Gradient {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self {
            weights: Weights::default(),
            table: vec![0.0; ROWS * WIDTH],
            touched: Vec::new(),
            marked: vec![false; ROWS],
        }
    }

    /// Adds to a row of the table.
    pub(super) fn add_row(&mut self, row: usize, from: &[f32]) {
        if !self.marked[row] {
            self.marked[row] = true;
            self.touched.push(row);
        }
        let to = &mut self.table[row * WIDTH..(row + 1) * WIDTH];
        to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
    }

    /// Adds another gradient and empties it.
    pub(super) fn take(&mut self, other: &mut Gradient) {
        for part in Part::all() {
            *self.weights.of_mut(part) += &other.weights.of(part);
            other.weights.of_mut(part).fill(0.0);
        }
        for row in std::mem::take(&mut other.touched) {
            other.marked[row] = false;
            let from = &mut other.table[row * WIDTH..(row + 1) * WIDTH];
            self.add_row(row, from);
            from.fill(0.0);
        }
    }
}

/// Adam (Kingma and Ba 2015); rows of the table that a batch does not touch keep their means as they are.
#[derive(Debug)]
pub(super) struct Adam {
    means: Network,
    squares: Network,
    step: i32,
}

impl Adam {
    /// At the first step.
    pub(super) fn new() -> Self {
        let zero = Network { weights: Weights::default(), table: vec![0.0; ROWS * WIDTH] };
        Self { means: zero.clone(), squares: zero, step: 0 }
    }

    /// Follows the gradient, divided by `words`, and empties it.
    pub(super) fn follow(&mut self, network: &mut Network, gradient: &mut Gradient, words: usize, rate: f32) {
        self.step += 1;
        let share = 1.0 / words.max(1) as f32;
        let fresh = ((1.0 - KEPT.0.powi(self.step)), (1.0 - KEPT.1.powi(self.step)));
        let rate = rate * fresh.1.sqrt() / fresh.0;
        let update = |weight: &mut f32, slope: &mut f32, mean: &mut f32, square: &mut f32| {
            let g = *slope * share;
            *mean = KEPT.0 * *mean + (1.0 - KEPT.0) * g;
            *square = KEPT.1 * *square + (1.0 - KEPT.1) * g * g;
            *weight -= rate * *mean / (square.sqrt() + LEAST);
            *slope = 0.0;
        };
        for part in Part::all() {
            let update = || {
                ndarray::Zip::from(network.weights.of_mut(part))
                    .and(gradient.weights.of_mut(part))
                    .and(self.means.weights.of_mut(part))
                    .and(self.squares.weights.of_mut(part))
                    .for_each(update);
            };
            Arch::new().dispatch(update);
        }
        for row in std::mem::take(&mut gradient.touched) {
            gradient.marked[row] = false;
            let range = row * WIDTH..(row + 1) * WIDTH;
            let numbers = &mut network.table[range.clone()];
            let slopes = &mut gradient.table[range.clone()];
            let means = &mut self.means.table[range.clone()];
            let squares = &mut self.squares.table[range];
            Arch::new().dispatch(|| {
                for at in 0..WIDTH {
                    update(&mut numbers[at], &mut slopes[at], &mut means[at], &mut squares[at]);
                }
            });
        }
    }
}
