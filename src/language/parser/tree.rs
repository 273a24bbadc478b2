//! The best tree. Comes in: a score for each word and head of a sentence. Goes out: a head for each word, such that the
//! arcs do not cross and hang from one root.

use ndarray::{ArrayView1, ArrayView2};

/// The heads of the best tree, the root its own; row `w`, column `h` of `scores` is that of `h` as the head of `w`, and
/// column `w` that of `w` as root.
pub(super) fn best(scores: ArrayView2<f32>) -> Vec<usize> {
    // Most often the best head of each word makes a tree already.
    let heads: Vec<usize> = scores.rows().into_iter().map(best_of).collect();
    if is_tree(&heads) { heads } else { search(scores) }
}

/// The column of the largest number.
fn best_of(row: ArrayView1<f32>) -> usize {
    let first = |(best, most): (usize, f32), (at, &score): (usize, &f32)| {
        if score > most { (at, score) } else { (best, most) }
    };
    row.iter().enumerate().fold((0, f32::NEG_INFINITY), first).0
}

/// Whether the arcs hang from one root and do not cross.
fn is_tree(heads: &[usize]) -> bool {
    let roots = heads.iter().enumerate().filter(|&(word, &head)| word == head).count();
    // Arcs that are open, by their right ends, the innermost last: an arc that closes must be the innermost.
    roots == 1 && is_acyclic(heads) && is_nested(heads)
}

fn is_acyclic(heads: &[usize]) -> bool {
    // The number of the walk that saw each word.
    let mut seen = vec![0u32; heads.len()];
    for start in 0..heads.len() {
        let (walk, mut at) = (start as u32 + 1, start);
        while seen[at] == 0 {
            seen[at] = walk;
            at = heads[at];
        }
        if seen[at] == walk && heads[at] != at {
            return false;
        }
    }
    true
}

/// Whether no two arcs cross and none spans the root.
fn is_nested(heads: &[usize]) -> bool {
    let end = heads.len();
    // An arc reaches from its first to its last word; that of the root comes from the end.
    let arc = |word: usize| {
        let head = if heads[word] == word { end } else { heads[word] };
        (word.min(head), word.max(head))
    };
    let mut arcs: Vec<(usize, usize)> = (0..end).map(arc).collect();
    arcs.sort_unstable_by_key(|&(first, last)| (first, std::cmp::Reverse(last)));
    let mut open: Vec<usize> = Vec::new();
    arcs.into_iter().all(|(first, last)| {
        while open.last().is_some_and(|&o| o <= first) {
            open.pop();
        }
        let inside = open.last().is_none_or(|&o| last <= o);
        open.push(last);
        inside
    })
}

/// Best splits of the spans that start at one word and end at another, with their scores.
#[derive(Clone, Copy, Debug, Default)]
struct Split {
    score: f32,
    at: u32,
}

/// The four tables of Eisner's algorithm over spans (first, last).
struct Chart {
    words: usize,
    /// Spans under their last word, and under their first.
    complete: [Vec<Split>; 2],
    /// The same, of which the other end is a child and may have more children.
    open: [Vec<Split>; 2],
}

const LEFT: usize = 0;
const RIGHT: usize = 1;

impl Chart {
    fn at(&self, first: usize, last: usize) -> usize {
        first * self.words + last
    }

    /// The best split of a span into two, and its score.
    fn split(&self, range: std::ops::Range<usize>, score: impl Fn(usize) -> f32) -> Split {
        range.fold(Split { score: f32::NEG_INFINITY, at: 0 }, |best, at| {
            let score = score(at);
            if score > best.score { Split { score, at: at as u32 } } else { best }
        })
    }

    /// Writes the heads inside a span.
    fn follow(&self, side: usize, is_open: bool, first: usize, last: usize, heads: &mut [usize]) {
        if first == last {
            return;
        }
        let cell = self.at(first, last);
        if is_open {
            let split = self.open[side][cell].at as usize;
            let (head, child) = if side == LEFT { (last, first) } else { (first, last) };
            heads[child] = head;
            self.follow(RIGHT, false, first, split, heads);
            self.follow(LEFT, false, split + 1, last, heads);
        } else {
            let split = self.complete[side][cell].at as usize;
            if side == LEFT {
                self.follow(LEFT, false, first, split, heads);
                self.follow(LEFT, true, split, last, heads);
            } else {
                self.follow(RIGHT, true, first, split, heads);
                self.follow(RIGHT, false, split, last, heads);
            }
        }
    }
}

/// Searches all trees (Eisner 1996), cubic in words.
fn search(scores: ArrayView2<f32>) -> Vec<usize> {
    let words = scores.nrows();
    let table = || vec![Split::default(); words * words];
    let mut chart = Chart { words, complete: [table(), table()], open: [table(), table()] };
    for length in 1..words {
        for first in 0..words - length {
            let last = first + length;
            let cell = chart.at(first, last);
            let [left, right] = &chart.complete;
            let joined = chart
                .split(first..last, |k| right[first * words + k].score + left[(k + 1) * words + last].score);
            for (side, score) in [(LEFT, scores[[first, last]]), (RIGHT, scores[[last, first]])] {
                chart.open[side][cell] = Split { score: joined.score + score, ..joined };
            }
            let [left, right] = &chart.complete;
            let [open_left, open_right] = &chart.open;
            let under_last = chart
                .split(first..last, |k| left[first * words + k].score + open_left[k * words + last].score);
            let under_first = chart.split(first + 1..last + 1, |k| {
                open_right[first * words + k].score + right[k * words + last].score
            });
            chart.complete[LEFT][cell] = under_last;
            chart.complete[RIGHT][cell] = under_first;
        }
    }
    let mut heads: Vec<usize> = (0..words).collect();
    if words > 0 {
        let root = chart.split(0..words, |r| {
            chart.complete[LEFT][r].score
                + chart.complete[RIGHT][chart.at(r, words - 1)].score
                + scores[[r, r]]
        });
        let root = root.at as usize;
        chart.follow(LEFT, false, 0, root, &mut heads);
        chart.follow(RIGHT, false, root, words - 1, &mut heads);
        heads[root] = root;
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    /// All assignments of heads to so many words.
    fn assignments(words: usize) -> impl Iterator<Item = Vec<usize>> {
        (0..words.pow(words as u32)).map(move |number| {
            (0..words).scan(number, |rest, _| Some(std::mem::replace(rest, *rest / words) % words)).collect()
        })
    }

    /// Whether some two arcs cross, or one spans the root, by looking at each two of them.
    fn crosses(heads: &[usize]) -> bool {
        let inside = |w: usize, (low, high): (usize, usize)| low < w && w < high;
        let arcs: Vec<(usize, usize)> =
            heads.iter().enumerate().map(|(w, &h)| (w.min(h), w.max(h))).collect();
        arcs.iter().any(|&a| {
            arcs.iter().any(|&b| {
                let out = |w: usize| !inside(w, b) && w != b.0 && w != b.1;
                (inside(a.0, b) && out(a.1)) || (inside(a.1, b) && out(a.0)) || a.0 == a.1 && inside(a.0, b)
            })
        })
    }

    fn reaches_root(heads: &[usize]) -> bool {
        (0..heads.len()).all(|word| {
            let top = (0..heads.len()).fold(word, |at, _| heads[at]);
            heads[top] == top
        })
    }

    #[test]
    fn what_is_a_tree_is_what_the_definition_says() {
        for words in 1..=5 {
            for heads in assignments(words) {
                let roots = (0..words).filter(|&w| heads[w] == w).count();
                let tree = roots == 1 && reaches_root(&heads) && !crosses(&heads);
                assert_eq!(is_tree(&heads), tree, "{heads:?}");
            }
        }
    }

    #[test]
    fn the_search_finds_the_best_of_all_trees() {
        for (words, seed) in (1..=5).flat_map(|words| (0..12).map(move |seed| (words, seed))) {
            let number = |w: usize, h: usize| {
                ((w * 31 + h * 17 + seed * 101 + 7) * 2_654_435_761 % 1009) as f32 / 100.0
            };
            let scores = Array2::from_shape_fn((words, words), |(w, h)| number(w, h));
            let sum = |heads: &[usize]| heads.iter().enumerate().map(|(w, &h)| scores[[w, h]]).sum::<f32>();
            let most = assignments(words).filter(|heads| is_tree(heads)).map(|heads| sum(&heads));
            let most = most.fold(f32::MIN, f32::max);
            for found in [search(scores.view()), best(scores.view())] {
                assert!(is_tree(&found), "{found:?}");
                assert!((sum(&found) - most).abs() < 1e-3, "{found:?}: {} for {most}", sum(&found));
            }
        }
        assert_eq!(best(Array2::zeros((0, 0)).view()), Vec::<usize>::new());
    }
}
