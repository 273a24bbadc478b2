//! Dependencies. Comes in: the words and tags of one sentence. Goes out: a head and a relation for each word.
//!
//! A greedy arc-hybrid transition parser (Kuhlmann, Gómez-Rodríguez, Satta 2011), its transitions scored by an averaged
//! perceptron trained with a dynamic oracle (Goldberg and Nivre 2013). Two transitions a word, so linear in words.
//! Relations are Universal Dependencies 2; see the card in `models/README.md` for how the data was brought to it.

use crate::language::model::{Model, feature, join};
use crate::language::{Relation, Tag, words::Word};
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded(include_bytes!("models/parse.bin")));

/// No word: past either end.
const NONE: usize = usize::MAX;

/// One step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transition {
    /// Moves the next word onto the stack.
    Shift,
    /// Hangs the top of the stack under the next word.
    Left(Relation),
    /// Hangs the top of the stack under the word below it.
    Right(Relation),
}

impl Transition {
    /// How many there are.
    pub(crate) const COUNT: usize = 1 + 2 * Relation::ALL.len();

    /// Its number in the model file.
    #[cfg_attr(not(feature = "train"), allow(dead_code))]
    pub(crate) fn index(self) -> usize {
        match self {
            Transition::Shift => 0,
            Transition::Left(relation) => 1 + 2 * relation as usize,
            Transition::Right(relation) => 2 + 2 * relation as usize,
        }
    }

    /// The transition with this number.
    pub(crate) fn from_index(index: usize) -> Transition {
        match (index.checked_sub(1), index % 2) {
            (None, _) => Transition::Shift,
            (Some(rest), 1) => Transition::Left(Relation::from_index(rest / 2).unwrap_or(Relation::Dep)),
            (Some(rest), _) => Transition::Right(Relation::from_index(rest / 2).unwrap_or(Relation::Dep)),
        }
    }
}

/// A partial parse: a stack, the next word, and the arcs so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    stack: Vec<u32>,
    next: usize,
    length: usize,
    heads: Vec<u32>,
    relations: Vec<Relation>,
    /// Leftmost and second leftmost, rightmost and second rightmost child of each word.
    children: Vec<[u32; 4]>,
    /// Numbers of left and right children.
    valency: Vec<[u8; 2]>,
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
        self.relations.clear();
        self.relations.resize(length, Relation::Root);
        self.children.clear();
        self.children.resize(length, [UNSET; 4]);
        self.valency.clear();
        self.valency.resize(length, [0; 2]);
    }

    /// Whether nothing is left to do: the input is read and one word (the root) is on the stack.
    pub(crate) fn is_final(&self) -> bool {
        self.next >= self.length && self.stack.len() <= 1
    }

    /// Whether the transition's kind can be taken.
    pub(crate) fn allows(&self, transition: Transition) -> bool {
        match transition {
            Transition::Shift => self.next < self.length,
            Transition::Left(_) => !self.stack.is_empty() && self.next < self.length,
            Transition::Right(_) => self.stack.len() > 1,
        }
    }

    /// Takes a transition that is allowed.
    pub(crate) fn take(&mut self, transition: Transition) {
        match transition {
            Transition::Shift => {
                self.stack.push(self.next as u32);
                self.next += 1;
            }
            Transition::Left(relation) => {
                if let Some(child) = self.stack.pop() {
                    self.attach(child, self.next as u32, relation);
                }
            }
            Transition::Right(relation) => {
                if let (Some(child), Some(&head)) = (self.stack.pop(), self.stack.last()) {
                    self.attach(child, head, relation);
                }
            }
        }
    }

    fn attach(&mut self, child: u32, head: u32, relation: Relation) {
        self.heads[child as usize] = head;
        self.relations[child as usize] = relation;
        let (children, valency) = (&mut self.children[head as usize], &mut self.valency[head as usize]);
        if child < head {
            (children[1], children[0]) = (children[0], child);
            valency[0] = valency[0].saturating_add(1);
        } else {
            (children[3], children[2]) = (children[2], child);
            valency[1] = valency[1].saturating_add(1);
        }
    }

    /// The next word of the input; the length of the sentence at its end.
    #[cfg_attr(not(feature = "train"), allow(dead_code))]
    pub(crate) fn next(&self) -> usize {
        self.next
    }

    /// The stack's word at `depth` (0 is the top).
    pub(crate) fn stacked(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |i| self.stack[i] as usize)
    }

    /// Whether each of Shift, Left, Right keeps every gold arc reachable that is reachable now (the dynamic oracle of
    /// arc-hybrid, Goldberg and Nivre 2013, section 5). `gold` holds heads, the root its own index.
    #[cfg_attr(not(feature = "train"), allow(dead_code))]
    pub(crate) fn costs(&self, gold: &[usize]) -> [usize; 3] {
        let (top, below, next) = (self.stacked(0), self.stacked(1), self.next);
        let mut costs = [0; 3];
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

    /// Adds what the transition is decided on.
    pub(crate) fn features(&self, words: &[Word], tags: &[Tag], mut push: impl FnMut(u64)) {
        let form = |i: usize| words.get(i).map_or(1, |w| w.lower);
        let tag = |i: usize| tags.get(i).map_or(127, |t| *t as u64);
        let child = |i: usize, which: usize| match self.children.get(i) {
            Some(children) if children[which] != UNSET => children[which] as usize,
            _ => NONE,
        };
        let relation = |i: usize| self.relations.get(i).map_or(127, |r| *r as u64);
        let count = |i: usize, side: usize| self.valency.get(i).map_or(7, |v| u64::from(v[side].min(6)));
        let (s0, s1, s2) = (self.stacked(0), self.stacked(1), self.stacked(2));
        let at = |offset: usize| if self.next + offset < self.length { self.next + offset } else { NONE };
        let (b0, b1, b2) = (at(0), at(1), at(2));
        let (s0w, s1w, b0w, b1w) = (form(s0), form(s1), form(b0), form(b1));
        let (s0t, s1t, s2t, b0t, b1t, b2t) = (tag(s0), tag(s1), tag(s2), tag(b0), tag(b1), tag(b2));
        let (s0l, s0r, s1l, s1r, b0l) =
            (child(s0, 0), child(s0, 2), child(s1, 0), child(s1, 2), child(b0, 0));
        let distance = |a: usize, b: usize| if a == NONE || b == NONE { 0 } else { (b - a).min(9) as u64 };
        let tags3 = |a: u64, b: u64, c: u64| a | b << 8 | c << 16;
        let mut f = |template: u64, value: u64| push(feature(template, value));
        f(101, join(s0w, s0t));
        f(102, join(s1w, s1t));
        f(103, join(b0w, b0t));
        f(104, join(b1w, b1t));
        f(105, s0w);
        f(106, s1w);
        f(107, b0w);
        f(108, tags3(s0t, b0t, b1t));
        f(109, tags3(s1t, s0t, b0t));
        f(110, tags3(s2t, s1t, s0t));
        f(111, tags3(b0t, b1t, b2t));
        f(112, join(s0w, b0t | s0t << 8));
        f(113, join(b0w, s0t | b0t << 8));
        f(114, join(s0w, b0w));
        f(115, join(s1w, s0t | s1t << 8));
        f(116, join(s0w, s1t | s0t << 8));
        f(117, join(s1w, s0w));
        f(118, join(s1w, b0t | s0t << 8));
        f(119, tags3(s0t, tag(s0l), b0t) | relation(s0l) << 24);
        f(120, tags3(s0t, tag(s0r), b0t) | relation(s0r) << 24);
        f(121, tags3(s1t, tag(s1r), s0t) | relation(s1r) << 24);
        f(122, tags3(s1t, tag(s1l), s0t) | relation(s1l) << 24);
        f(123, tags3(s0t, b0t, tag(b0l)) | relation(b0l) << 24);
        f(124, tags3(s0t, b0t, distance(s0, b0)));
        f(125, tags3(s1t, s0t, distance(s1, s0)));
        f(126, join(s0w, count(s0, 0) | count(s0, 1) << 4));
        f(127, join(s1w, count(s1, 0) | count(s1, 1) << 4));
        f(128, tags3(s0t, count(s0, 0), count(s0, 1)) | b0t << 24);
        f(129, tags3(b0t, count(b0, 0), s0t));
        f(130, join(s0w, relation(s0l) | relation(child(s0, 1)) << 8));
        f(131, join(s1w, relation(s1r) | relation(child(s1, 3)) << 8));
        f(132, join(s0w, relation(s0r)));
        f(133, join(form(s0r), s0t | b0t << 8));
        f(134, join(form(s0l), s0t | s1t << 8));
        f(135, join(form(b0l), b0t | s0t << 8));
        f(136, join(s1w, join(tags3(s0t, b0t, 0), relation(s0l))));
        f(137, join(b1w, tags3(s0t, b0t, 0)));
        f(138, tags3(s0t, b0t, b1t) | b2t << 24 | s1t << 32);
        let class = |i: usize| words.get(i).map_or(300, |w| w.clusters[0]);
        let coarse = |i: usize| words.get(i).map_or(60, |w| w.clusters[1]);
        f(141, tags3(class(s0), b0t, s0t) | s1t << 24);
        f(142, tags3(class(s1), s0t, b0t) | s1t << 24);
        f(143, tags3(class(b0), s0t, b0t) | b1t << 24);
        f(144, tags3(class(s0), class(b0), 0));
        f(145, tags3(class(s1), class(s0), b0t));
        f(146, tags3(coarse(s0), coarse(b0), coarse(s1)));
        f(147, tags3(coarse(b1), s0t, b0t) | coarse(b0) << 24);
        f(148, tags3(coarse(s1), coarse(s0), b0t) | relation(s0l) << 24);
        f(139, join(words.get(s0).map_or(1, |w| w.suffixes[2]), s1t | b0t << 8));
        f(140, join(words.get(b0).map_or(1, |w| w.suffixes[2]), s0t | b1t << 8));
    }

    /// Heads (the root's is `None`) and relations of the finished parse.
    pub(crate) fn arcs(&self) -> impl Iterator<Item = (Option<u32>, Relation)> + '_ {
        self.heads.iter().zip(&self.relations).map(|(&head, &relation)| {
            if head == UNSET { (None, Relation::Root) } else { (Some(head), relation) }
        })
    }
}

/// The best allowed transition by `scores`.
pub(crate) fn best(state: &State, scores: &[i32]) -> Transition {
    let allowed =
        [state.allows(Transition::Right(Relation::Dep)), state.allows(Transition::Left(Relation::Dep))];
    let shift = state.allows(Transition::Shift);
    let (mut top, mut chosen) = (i32::MIN, None);
    if shift {
        (top, chosen) = (scores[0], Some(0));
    }
    for (index, &score) in scores.iter().enumerate().skip(1) {
        if score > top && allowed[index % 2] {
            (top, chosen) = (score, Some(index));
        }
    }
    chosen.map_or(Transition::Shift, Transition::from_index)
}

/// Parses one sentence, appending a head (relative to the sentence) and a relation for each word.
pub fn parse(
    words: &[Word],
    tags: &[Tag],
    state: &mut ParserScratch,
    arcs: &mut Vec<(Option<u32>, Relation)>,
) {
    let ParserScratch { state, scores } = state;
    scores.resize(Transition::COUNT, 0);
    state.begin(words.len());
    while !state.is_final() {
        scores.fill(0);
        state.features(words, tags, |f| MODEL.add(f, scores));
        let transition = best(state, scores);
        state.take(transition);
    }
    arcs.extend(state.arcs());
}

/// Allocations that one sentence hands on to the next.
#[derive(Clone, Debug, Default)]
pub struct ParserScratch {
    state: State,
    scores: Vec<i32>,
}
