//! The loss of a sequence of labels, a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001): how
//! much more likely the right labels could be among all sequences that labels may form.

use crate::language::names::reader::{LABELS, may_follow};
use ndarray::{Array2, ArrayView2};

type Row = [f32; LABELS];

/// One run of forward-backward: the logarithm of the sum over all sequences, the share of each label at each word and of
/// each step between neighbours.
struct Sums {
    log: f64,
    labels: Vec<Row>,
    steps: [Row; LABELS],
}

/// Sums over the sequences that the potentials of the words leave; `None` if they leave none.
fn sums(words: &[Row], steps: &[Row; LABELS]) -> Option<Sums> {
    let mut log = 0.0;
    let mut forward: Vec<Row> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        // What comes before the first word is outside.
        let mut row = steps[0];
        if let Some(before) = at.checked_sub(1).map(|i| &forward[i]) {
            row = [0.0; LABELS];
            for (from, &share) in before.iter().enumerate().filter(|(_, s)| **s > 0.0) {
                row.iter_mut().zip(&steps[from]).for_each(|(to, step)| *to += share * step);
            }
        }
        row.iter_mut().zip(word).for_each(|(to, x)| *to *= x);
        let sum: f32 = row.iter().sum();
        if sum <= 0.0 {
            return None;
        }
        row.iter_mut().for_each(|x| *x /= sum);
        log += f64::from(sum.ln());
        forward.push(row);
    }
    let mut shares = Sums { log, labels: vec![[0.0; LABELS]; words.len()], steps: [[0.0; LABELS]; LABELS] };
    let mut backward = [1f32; LABELS];
    for at in (0..words.len()).rev() {
        let mut own: Row = std::array::from_fn(|l| forward[at][l] * backward[l]);
        let sum: f32 = own.iter().sum();
        own.iter_mut().for_each(|x| *x /= sum);
        shares.labels[at] = own;
        // The step into this word, and what is behind it.
        let ahead: Row = std::array::from_fn(|l| words[at][l] * backward[l]);
        let mut next = [0f32; LABELS];
        let mut pairs = [[0f32; LABELS]; LABELS];
        let mut total = 0.0;
        for from in 0..LABELS {
            let before = at.checked_sub(1).map_or(f32::from(u8::from(from == 0)), |i| forward[i][from]);
            for to in 0..LABELS {
                let step = steps[from][to] * ahead[to];
                next[from] += step;
                pairs[from][to] = before * step;
                total += before * step;
            }
        }
        for (to, from) in shares.steps.iter_mut().flatten().zip(pairs.iter().flatten()) {
            *to += from / total;
        }
        let size = next.iter().copied().fold(0f32, f32::max);
        if size <= 0.0 {
            return None;
        }
        backward = next.map(|x| x / size);
    }
    Some(shares)
}

/// The loss of a sentence, the slope of its scores and of the steps. `right` says of each word and label whether it may
/// be right.
pub(super) fn loss(
    scores: ArrayView2<f32>,
    steps: ArrayView2<f32>,
    right: impl Fn(usize, usize) -> bool,
) -> Option<(f64, Array2<f32>, Array2<f32>)> {
    let steps: [Row; LABELS] = std::array::from_fn(|from| {
        std::array::from_fn(|to| if may_follow(to, from) { steps[[from, to]].exp() } else { 0.0 })
    });
    let potentials = |only: bool| -> Vec<Row> {
        let row = |(at, row): (usize, ndarray::ArrayView1<f32>)| -> Row {
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            std::array::from_fn(|l| if !only || right(at, l) { (row[l] - top).exp().max(1e-20) } else { 0.0 })
        };
        scores.rows().into_iter().enumerate().map(row).collect()
    };
    let (all, own) = (sums(&potentials(false), &steps)?, sums(&potentials(true), &steps)?);
    let mut back = Array2::zeros(scores.raw_dim());
    for (at, mut row) in back.rows_mut().into_iter().enumerate() {
        for label in 0..LABELS {
            row[label] = all.labels[at][label] - own.labels[at][label];
        }
    }
    let steps =
        Array2::from_shape_fn((LABELS, LABELS), |(from, to)| all.steps[from][to] - own.steps[from][to]);
    Some((all.log - own.log, back, steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slopes agree with small changes of the loss.
    #[test]
    fn slopes_are_the_slopes_of_the_loss() {
        let labels = [1usize, 2, 0, 9];
        let right = |at: usize, label: usize| label == labels[at] || labels[at] == 0 && label >= 11;
        let number = |i: usize| ((i * 37 % 23) as f32 - 11.0) / 10.0;
        let scores = Array2::from_shape_fn((4, LABELS), |(r, c)| number(r * LABELS + c));
        let steps = Array2::from_shape_fn((LABELS, LABELS), |(r, c)| number(r * 7 + c * 3) / 2.0);
        let (_, back, back_steps) = loss(scores.view(), steps.view(), right).expect("a sequence is left");
        let at = |scores: &Array2<f32>, steps: &Array2<f32>| {
            loss(scores.view(), steps.view(), right).expect("a sequence is left").0
        };
        for (row, column) in [(0, 1), (1, 2), (2, 0), (2, 11), (3, 9), (1, 5)] {
            let (mut more, mut less) = (scores.clone(), scores.clone());
            more[[row, column]] += 1e-2;
            less[[row, column]] -= 1e-2;
            let slope = (at(&more, &steps) - at(&less, &steps)) / 2e-2;
            assert!((slope - f64::from(back[[row, column]])).abs() < 1e-3, "{row} {column}: {slope}");
        }
        for (from, to) in [(0, 1), (1, 2), (2, 0), (0, 0), (11, 9)] {
            let (mut more, mut less) = (steps.clone(), steps.clone());
            more[[from, to]] += 1e-2;
            less[[from, to]] -= 1e-2;
            let slope = (at(&scores, &more) - at(&scores, &less)) / 2e-2;
            assert!((slope - f64::from(back_steps[[from, to]])).abs() < 1e-3, "{from} {to}: {slope}");
        }
    }
}
