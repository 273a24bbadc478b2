//! Groups words by their vectors into the classes of `clusters.bin`.
//!
//! Comes in: word vectors as a text file, one word and its numbers a line, frequent words first (the 50-dimensional
//! GloVe vectors of Pennington, Socher and Manning 2014, PDDL 1.0). Goes out: for each word the number of its cluster
//! by k-means on vectors of length one (spherical k-means, Dhillon and Modha 2001), in two grains.

use crate::language::clusters::{COARSE, FINE};
use crate::language::model::{feature, hash};
use crate::training::linear::{Dice, Weights};
use indicatif::ProgressBar;
use std::path::Path;

/// How many words get a cluster.
const WORDS: usize = 80_000;
/// Words that the centres are computed from.
const SAMPLE: usize = 30_000;
/// Rounds of k-means.
const ROUNDS: usize = 12;

/// Makes the model file.
pub fn train(vectors: &Path, progress: &ProgressBar) -> std::io::Result<Vec<u8>> {
    let text = crate::training::corpus::read(vectors)?;
    let mut words = Vec::new();
    let mut points: Vec<Vec<f32>> = Vec::new();
    for line in text.lines().take(WORDS) {
        let mut fields = line.split(' ');
        let Some(word) = fields.next() else { continue };
        let mut point: Vec<f32> = fields.filter_map(|n| n.parse().ok()).collect();
        let length = point.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
        point.iter_mut().for_each(|x| *x /= length);
        words.push(word);
        points.push(point);
    }
    progress.set_length(2 * ROUNDS as u64);
    let mut weights = Weights::default();
    for (template, count) in [(FINE, 255), (COARSE, 48)] {
        let centres = centres(&points[..SAMPLE.min(points.len())], count, progress);
        for (word, point) in words.iter().zip(&points) {
            weights.insert(
                feature(template, hash(word.as_bytes())),
                vec![(nearest(&centres, point) as u8, 1.0)],
            );
        }
    }
    progress.finish();
    let names: Vec<String> = (0..255).map(|n| n.to_string()).collect();
    Ok(weights.to_bytes(&names.iter().map(String::as_str).collect::<Vec<_>>(), 1.0))
}

fn nearest(centres: &[Vec<f32>], point: &[f32]) -> usize {
    let close = |centre: &[f32]| centre.iter().zip(point).map(|(a, b)| a * b).sum::<f32>();
    let mut best = (0, f32::MIN);
    for (index, centre) in centres.iter().enumerate() {
        let score = close(centre);
        if score > best.1 {
            best = (index, score);
        }
    }
    best.0
}

fn centres(points: &[Vec<f32>], count: usize, progress: &ProgressBar) -> Vec<Vec<f32>> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    Dice::new(3).shuffle(&mut order);
    let mut centres: Vec<Vec<f32>> = order.iter().take(count).map(|&i| points[i].clone()).collect();
    let width = points.first().map_or(0, Vec::len);
    for _ in 0..ROUNDS {
        let mut sums = vec![vec![0f32; width]; centres.len()];
        for point in points {
            let sum = &mut sums[nearest(&centres, point)];
            sum.iter_mut().zip(point).for_each(|(s, x)| *s += x);
        }
        for (centre, sum) in centres.iter_mut().zip(sums) {
            let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
            if length > 0.0 {
                *centre = sum.into_iter().map(|x| x / length).collect();
            }
        }
        progress.inc(1);
    }
    centres
}
