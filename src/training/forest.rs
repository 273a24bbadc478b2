//! Grows forests of oblivious trees by gradient boosting (Friedman 2001; second-order steps as in Chen, Guestrin 2016): each
//! tree is fitted to what the trees before it leave unexplained.

use crate::article::claim::forest::{DEPTH, Forest, HEADER, LEAVES, MAGIC, TREE, Tree};
use crate::training::linear::Dice;

/// How a forest is grown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    /// How many trees.
    pub(crate) trees: usize,
    /// Share of its best answer that a tree gives.
    pub(crate) rate: f32,
    /// Pull of every answer towards zero.
    pub(crate) decay: f32,
}

/// Values of a number that are told apart.
const BINS: usize = 32;
/// Of a hundred rows, those a tree is grown on.
const ROWS: u64 = 70;
/// Of a hundred columns, those a tree may ask about.
const COLUMNS: u64 = 50;
/// Second-order weight on each side of a question, at least, over all leaves.
const LEAST: f32 = 8.0;

/// Rows in bins.
struct Binned {
    columns: usize,
    /// For each column the least value of each bin but the first.
    edges: Vec<Vec<f32>>,
    /// Row by row.
    bins: Vec<u8>,
}

impl Binned {
    fn new(rows: &[&[f32]]) -> Self {
        let columns = rows.first().map_or(0, |row| row.len());
        let edges: Vec<Vec<f32>> = (0..columns)
            .map(|column| {
                let mut values: Vec<f32> = rows.iter().map(|row| row[column]).collect();
                values.sort_by(f32::total_cmp);
                let mut edges: Vec<f32> = Vec::with_capacity(BINS);
                for bin in 1..BINS {
                    let edge = values[bin * values.len() / BINS];
                    if edge > values[0] && edges.last().is_none_or(|&last| edge > last) {
                        edges.push(edge);
                    }
                }
                // Rare values are at the ends.
                let last = values[values.len() - 1];
                if edges.is_empty() && last > values[0] {
                    edges.extend(values.iter().find(|&&v| v > values[0]));
                }
                edges
            })
            .collect();
        let bin = |column: usize, value: f32| edges[column].partition_point(|&edge| edge <= value) as u8;
        let bins = rows.iter().flat_map(|row| (0..columns).map(|column| bin(column, row[column]))).collect();
        Self { columns, edges, bins }
    }
}

/// Grows a forest that tells the rows whose label is true from the others. All rows are equally long.
pub(crate) fn grow(rows: &[&[f32]], labels: &[bool], growth: Growth) -> Forest {
    if rows.is_empty() {
        return Forest::default();
    }
    let binned = Binned::new(rows);
    let share = labels.iter().filter(|l| **l).count() as f32 / labels.len() as f32;
    let base = (share / (1.0 - share)).ln();
    let mut forest = Forest { base, ..Forest::default() };
    let mut logits = vec![base; rows.len()];
    let mut dice = Dice::new(31);
    for _ in 0..growth.trees {
        let slopes: Vec<(f32, f32)> = logits
            .iter()
            .zip(labels)
            .map(|(logit, &label)| {
                let p = 1.0 / (1.0 + (-logit).exp());
                (p - f32::from(u8::from(label)), (p * (1.0 - p)).max(1e-4))
            })
            .collect();
        let sample: Vec<usize> = (0..rows.len()).filter(|_| dice.roll() % 100 < ROWS).collect();
        let columns: Vec<usize> = (0..binned.columns)
            .filter(|&c| dice.roll() % 100 < COLUMNS && !binned.edges[c].is_empty())
            .collect();
        let tree = grow_tree(&binned, &slopes, &sample, &columns, growth);
        for (logit, row) in logits.iter_mut().zip(rows) {
            *logit += tree.answer(row);
        }
        forest.trees.push(tree);
    }
    forest
}

fn grow_tree(
    binned: &Binned,
    slopes: &[(f32, f32)],
    sample: &[usize],
    columns: &[usize],
    growth: Growth,
) -> Tree {
    let mut tree = Tree::default();
    let mut leaves = vec![0usize; sample.len()];
    for level in 0..DEPTH {
        let count = 1 << level;
        let mut sums = vec![(0f32, 0f32); columns.len() * count * BINS];
        for (&row, &leaf) in sample.iter().zip(&leaves) {
            let bins = &binned.bins[row * binned.columns..];
            let (slope, bend) = slopes[row];
            for (at, &column) in columns.iter().enumerate() {
                let sum = &mut sums[(at * count + leaf) * BINS + bins[column] as usize];
                *sum = (sum.0 + slope, sum.1 + bend);
            }
        }
        let mut best = (0f32, None);
        for (at, &column) in columns.iter().enumerate() {
            let own = &sums[at * count * BINS..(at + 1) * count * BINS];
            for edge in 0..binned.edges[column].len() {
                if let Some(gain) = gain(own, edge, growth.decay)
                    && gain > best.0
                {
                    best = (gain, Some((column, edge)));
                }
            }
        }
        // A question that nothing can answer leaves the bit unset.
        let Some((column, edge)) = best.1 else {
            tree.questions[level] = (0, f32::INFINITY);
            continue;
        };
        tree.questions[level] = (column as u32, binned.edges[column][edge]);
        for (&row, leaf) in sample.iter().zip(&mut leaves) {
            let bin = binned.bins[row * binned.columns + column] as usize;
            *leaf |= usize::from(bin > edge) << level;
        }
    }
    let mut sums = [(0f32, 0f32); LEAVES];
    for (&row, &leaf) in sample.iter().zip(&leaves) {
        sums[leaf] = (sums[leaf].0 + slopes[row].0, sums[leaf].1 + slopes[row].1);
    }
    tree.answers = sums.map(|(slope, bend)| -growth.rate * slope / (bend + growth.decay));
    tree
}

/// What a question gains over all leaves: bins up to `edge` on one side, the others on the other.
fn gain(sums: &[(f32, f32)], edge: usize, decay: f32) -> Option<f32> {
    let (mut gain, mut weights) = (0f32, [0f32; 2]);
    for leaf in sums.chunks(BINS) {
        let add = |list: &[(f32, f32)]| list.iter().fold((0f32, 0f32), |a, b| (a.0 + b.0, a.1 + b.1));
        let (low, high) = (add(&leaf[..=edge]), add(&leaf[edge + 1..]));
        let worth = |(slope, bend): (f32, f32)| slope * slope / (bend + decay);
        gain += worth(low) + worth(high) - worth((low.0 + high.0, low.1 + high.1));
        weights = [weights[0] + low.1, weights[1] + high.1];
    }
    (weights[0] >= LEAST && weights[1] >= LEAST).then_some(gain)
}

/// The bytes of a forest's file.
pub(crate) fn to_bytes(forest: &Forest) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + forest.trees.len() * TREE);
    bytes.extend_from_slice(MAGIC);
    for number in [forest.base, forest.encoded] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(&(forest.trees.len() as u32).to_le_bytes());
    for tree in &forest.trees {
        for (number, least) in tree.questions {
            bytes.extend_from_slice(&number.to_le_bytes());
            bytes.extend_from_slice(&least.to_le_bytes());
        }
        tree.answers.iter().for_each(|answer| bytes.extend_from_slice(&answer.to_le_bytes()));
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forest_learns_what_no_single_number_tells() {
        let mut dice = Dice::new(5);
        let rows: Vec<Vec<f32>> =
            (0..800).map(|_| (0..6).map(|_| (dice.roll() % 10) as f32).collect()).collect();
        let labels: Vec<bool> = rows.iter().map(|row| (row[1] >= 5.0) != (row[4] >= 5.0)).collect();
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        let forest = grow(&rows, &labels, Growth { trees: 150, rate: 0.2, decay: 1.0 });
        let right = |(row, &label): (&&[f32], &bool)| (forest.logit(row, 0.0) > 0.0) == label;
        let count = rows.iter().zip(&labels).filter(|&pair| right(pair)).count();
        assert!(count > 700, "{count} of 800");
        assert_eq!(Forest::from_bytes(&to_bytes(&forest)), forest);
    }
}
