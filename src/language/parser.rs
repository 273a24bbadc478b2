//! Dependencies. Comes in: the encoded words of a passage and its sentences. Goes out: a head and a relation for each
//! word.
//!
//! A greedy arc-hybrid transition parser (Kuhlmann, Gómez-Rodríguez, Satta 2011). A transition is scored from the encoded
//! words at four places of the state (Kiperwasser and Goldberg 2016) and trained with a dynamic oracle (Goldberg and
//! Nivre 2013); relations are chosen when the tree stands, for all words at once. Two transitions a word, so linear in
//! words. Relations are Universal Dependencies 2; see the card in `models/README.md` for how the data was brought to it.

use crate::language::Relation;
use crate::language::encoder::{Encoder, Part, Weights};
use ndarray::{Array2, ArrayView2};
use std::ops::Range;

/// No word: past either end.
pub(crate) const NONE: usize = usize::MAX;
/// Places of the state that a transition looks at: third, second and first of the stack, next of the input.
pub(crate) const PLACES: usize = 4;
/// Numbers that a transition is scored from.
pub(crate) const HIDDEN: usize = 64;
/// Rows of the table of distances and numbers of children.
pub(crate) const COUNTS: usize = 32;
/// Shift, left, right.
pub(crate) const MOVES: usize = 3;
/// Numbers that a relation is scored from.
pub(crate) const JOINT: usize = 64;

/// One step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transition {
    /// Moves the next word onto the stack.
    Shift,
    /// Hangs the top of the stack under the next word.
    Left,
    /// Hangs the top of the stack under the word below it.
    Right,
}

impl Transition {
    /// All, in the order of their scores.
    pub(crate) const ALL: [Transition; MOVES] = [Transition::Shift, Transition::Left, Transition::Right];
}

/// A partial parse: a stack, the next word, and the arcs so far. Words count from the sentence's first.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    stack: Vec<u32>,
    next: usize,
    length: usize,
    heads: Vec<u32>,
    /// Numbers of left and right children.
    children: Vec<[u8; 2]>,
}

const UNSET: u32 = u32::MAX;

impl State {
    /// Starts on a sentence of `length` words, keeping the allocations of the last one.
    pub(crate) fn begin(&mut self, length: usize) {
        self.stack.clear();
        self.next = 0;
        self.length = length;
        self.heads.clear();
        self.heads.resize(length, UNSET);
        self.children.clear();
        self.children.resize(length, [0; 2]);
    }

    /// Whether nothing is left to do: the input is read and one word (the root) is on the stack.
    pub(crate) fn is_final(&self) -> bool {
        self.next >= self.length && self.stack.len() <= 1
    }

    /// Whether the transition can be taken.
    pub(crate) fn allows(&self, transition: Transition) -> bool {
        match transition {
            Transition::Shift => self.next < self.length,
            Transition::Left => !self.stack.is_empty() && self.next < self.length,
            Transition::Right => self.stack.len() > 1,
        }
    }

    /// Takes a transition that is allowed.
    pub(crate) fn take(&mut self, transition: Transition) {
        match transition {
            Transition::Shift => {
                self.stack.push(self.next as u32);
                self.next += 1;
            }
            Transition::Left => {
                if let Some(child) = self.stack.pop() {
                    self.attach(child, self.next as u32);
                }
            }
            Transition::Right => {
                if let (Some(child), Some(&head)) = (self.stack.pop(), self.stack.last()) {
                    self.attach(child, head);
                }
            }
        }
    }

    fn attach(&mut self, child: u32, head: u32) {
        self.heads[child as usize] = head;
        let count = &mut self.children[head as usize][usize::from(child > head)];
        *count = count.saturating_add(1);
    }

    /// The stack's word at `depth` (0 is the top).
    fn stacked(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |i| self.stack[i] as usize)
    }

    /// Whether each of Shift, Left, Right keeps every gold arc reachable that is reachable now (the dynamic oracle of
    /// arc-hybrid, Goldberg and Nivre 2013, section 5). `gold` holds heads, the root its own index.
    #[cfg_attr(not(feature = "train"), allow(dead_code))]
    pub(crate) fn costs(&self, gold: &[usize]) -> [usize; MOVES] {
        let (top, below, next) = (self.stacked(0), self.stacked(1), self.next);
        let mut costs = [0; MOVES];
        if next < self.length {
            // Shift: the next word loses heads in the stack below the top, and children anywhere in the stack.
            for (depth, &word) in self.stack.iter().rev().enumerate() {
                costs[0] += usize::from(gold[word as usize] == next);
                costs[0] += usize::from(depth > 0 && gold[next] == word as usize);
            }
        }
        if top != NONE {
            // Left: the top loses a head below it or further right, and its children in the rest of the input.
            let right = (next..self.length).filter(|&w| gold[w] == top).count();
            costs[1] = right
                + usize::from(below != NONE && gold[top] == below)
                + usize::from(gold[top] > next || gold[top] == top);
            // Right: the top loses a head in the input, and its children there.
            costs[2] = right + usize::from(gold[top] >= next || gold[top] == top);
        }
        costs
    }

    /// The words at the places a transition looks at, [`NONE`] where there is none.
    pub(crate) fn places(&self) -> [usize; PLACES] {
        let next = if self.next < self.length { self.next } else { NONE };
        [self.stacked(2), self.stacked(1), self.stacked(0), next]
    }

    /// The rows of the table of counts that hold now.
    pub(crate) fn counts(&self) -> [usize; 6] {
        let [_, below, top, next] = self.places();
        let distance = |from: usize, to: usize| {
            if from == NONE || to == NONE { 0 } else { (to - from).min(7) }
        };
        let children = |word: usize, side: usize| {
            self.children.get(word).map_or(0, |count| usize::from(count[side].min(3)))
        };
        [
            distance(below, top),
            8 + distance(top, next),
            16 + children(next, 0),
            20 + children(top, 0),
            24 + children(top, 1),
            28 + children(below, 1),
        ]
    }

    /// The heads of the finished parse; the root's is `None`.
    pub(crate) fn heads(&self) -> impl Iterator<Item = Option<u32>> + '_ {
        self.heads.iter().map(|&head| (head != UNSET).then_some(head))
    }
}

/// What a transition is scored from, before it is cut at zero: the sum of what stands at each place. `places` holds
/// `PLACES * HIDDEN` numbers for each word of the sentence.
#[inline]
pub(crate) fn gather(weights: &Weights, places: &[f32], state: &State) -> [f32; HIDDEN] {
    let mut sum = [0f32; HIDDEN];
    let mut add = |row: &[f32]| sum.iter_mut().zip(row).for_each(|(to, from)| *to += from);
    for (place, word) in state.places().into_iter().enumerate() {
        if word == NONE {
            add(weights.row(Part::Missing, place));
        } else {
            add(places.get((word * PLACES + place) * HIDDEN..).unwrap_or(&[]));
        }
    }
    state.counts().into_iter().for_each(|row| add(weights.row(Part::Counts, row)));
    sum
}

/// The score of each transition.
#[inline]
pub(crate) fn move_scores(weights: &Weights, gathered: &[f32; HIDDEN]) -> [f32; MOVES] {
    let bias = weights.row(Part::MovesBias, 0);
    std::array::from_fn(|number| {
        let row = weights.row(Part::Moves, number);
        // Four running sums, so that the additions need not wait for each other.
        let mut sums = [0f32; 4];
        for (x, w) in gathered.chunks_exact(4).zip(row.chunks_exact(4)) {
            for lane in 0..4 {
                sums[lane] += x[lane].max(0.0) * w[lane];
            }
        }
        sums.iter().sum::<f32>() + bias.get(number).copied().unwrap_or(0.0)
    })
}

/// The best transition that is allowed.
pub(crate) fn best(state: &State, scores: &[f32; MOVES]) -> Transition {
    let mut best: Option<usize> = None;
    for (number, &transition) in Transition::ALL.iter().enumerate() {
        if state.allows(transition) && best.is_none_or(|b| scores[number] > scores[b]) {
            best = Some(number);
        }
    }
    best.map_or(Transition::Shift, |number| Transition::ALL[number])
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
    let weights = &encoder.weights;
    let places = encoded.dot(&weights.of(Part::Places));
    let places = places.as_slice().unwrap_or(&[]);
    let mut heads = Vec::with_capacity(encoded.nrows());
    let mut state = State::default();
    for sentence in sentences {
        let own = &places[sentence.start * PLACES * HIDDEN..sentence.end * PLACES * HIDDEN];
        state.begin(sentence.len());
        while !state.is_final() {
            let transition = best(&state, &move_scores(weights, &gather(weights, own, &state)));
            state.take(transition);
        }
        heads.extend(state.heads().map(|head| head.map(|h| h + sentence.start as u32)));
    }
    let mut joint = join(weights, encoded.dot(&weights.of(Part::Ends)).view(), &heads);
    joint.mapv_inplace(|x| x.max(0.0));
    let scores = encoder.scores(joint.view(), Part::Relations, Part::RelationsBias);
    let relation = |scores: ndarray::ArrayView1<f32>| {
        let mut best = Relation::Dep;
        for (&relation, &score) in Relation::ALL.iter().zip(scores) {
            if relation != Relation::Root && score > scores[best as usize] {
                best = relation;
            }
        }
        best
    };
    heads
        .into_iter()
        .zip(scores.rows())
        .map(|(head, scores)| (head, if head.is_none() { Relation::Root } else { relation(scores) }))
        .collect()
}
