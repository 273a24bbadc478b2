//! The earlier places that a new one is compared with.
//!
//! Comes in: places of one kind in reading order. Goes out: for each the earlier one that clashes with it. While a document
//! is edited the answers are kept ([`super::known`]) under a number that covers all that a comparison looks at. So an edit compares
//! only the pairs that its paragraph takes part in, and the answers are those of a fresh comparison.

use crate::rules::contradiction::known::{Known, mix, print_of};
use std::hash::Hash;
use std::iter::Rev;
use std::slice::Iter;

/// Where a place stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    paragraph: usize,
    /// A number for what comparisons look at beside the paragraph.
    beside: u64,
}

impl At {
    /// A place in a paragraph of which comparisons look at something that the paragraph does not tell.
    pub(super) fn with(paragraph: usize, beside: impl Hash) -> Self {
        Self { paragraph, beside: print_of(beside) }
    }
}

impl From<usize> for At {
    fn from(paragraph: usize) -> Self {
        Self { paragraph, beside: 0 }
    }
}

/// The places of one kind that were read so far.
pub(super) struct Earlier<'k, T> {
    known: &'k Known,
    /// A number for what is compared: the comparator and the key under which it looks places up.
    seed: u64,
    nearest: usize,
    places: Vec<T>,
    /// By place: its paragraph and its number.
    prints: Vec<(usize, u64)>,
    /// The last paragraph and how many places were read in it.
    last: (usize, u64),
}

impl<'k, T> Earlier<'k, T> {
    /// No places yet. `what` tells these places from those of other comparators, and from the same comparator's under
    /// another key; a new place is compared with the `nearest` before it.
    pub(super) fn new(known: &'k Known, what: impl Hash, nearest: usize) -> Self {
        let seed = if known.keeps() { print_of(what) } else { 0 };
        Self { known, seed, nearest, places: Vec::new(), prints: Vec::new(), last: (0, 0) }
    }

    /// How many places were read.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The nearest earlier place that clashes with one in `paragraph`.
    pub(super) fn nearest(&self, at: impl Into<At>, clashes: impl FnMut(&T) -> bool) -> Option<&T> {
        self.choose(at.into(), |mut before| before.position(clashes))
    }

    /// The earlier place with the best score against one in `paragraph`, the farthest of equals.
    pub(super) fn best(&self, at: impl Into<At>, score: impl FnMut(&T) -> Option<f32>) -> Option<&T> {
        self.choose(at.into(), |before| best(before, score))
    }

    /// The same among the places with these numbers (of which one may stand there twice), the nearest of equals.
    pub(super) fn best_of(
        &self,
        at: impl Into<At>,
        candidates: impl Iterator<Item = usize> + Clone,
        score: impl FnMut(&T) -> Option<f32>,
    ) -> Option<&T> {
        let at = at.into();
        let number = || self.number(at, candidates.clone().filter_map(|at| self.prints.get(at)));
        let find = || {
            let mut each: Vec<usize> = candidates.clone().collect();
            each.sort_unstable();
            each.dedup();
            let at = best(each.iter().filter_map(|&at| self.places.get(at)), score)?;
            candidates.clone().position(|candidate| each.get(at) == Some(&candidate))
        };
        let at = self.known.recall(number, find)?;
        candidates.clone().nth(at).and_then(|at| self.places.get(at))
    }

    fn choose<'e>(&'e self, at: At, choose: impl FnOnce(Rev<Iter<'e, T>>) -> Option<usize>) -> Option<&'e T> {
        let from = self.places.len().saturating_sub(self.nearest);
        let number = || self.number(at, self.prints.iter().skip(from));
        let at =
            self.known.recall(number, || choose(self.places.get(from..).unwrap_or_default().iter().rev()))?;
        self.places.iter().rev().nth(at)
    }

    /// The number of a comparison of the next place, in `paragraph`, with some before it.
    fn number<'c>(&self, at: At, candidates: impl Iterator<Item = &'c (usize, u64)>) -> u64 {
        let here = mix(self.seed, self.print(at));
        // Places of one paragraph may stand in one sentence, which those of two like paragraphs never do.
        candidates.fold(here, |number, &(there, print)| mix(number, print ^ u64::from(there == at.paragraph)))
    }

    /// Puts a place behind the others.
    pub(super) fn push(&mut self, at: impl Into<At>, place: T) {
        if self.known.keeps() {
            let at = at.into();
            self.prints.push((at.paragraph, self.print(at)));
            self.last = (at.paragraph, self.among(at.paragraph) + 1);
        }
        self.places.push(place);
    }

    /// How many places of a paragraph stand before the next one.
    fn among(&self, paragraph: usize) -> u64 {
        if self.last.0 == paragraph { self.last.1 } else { 0 }
    }

    /// An even number for the next place.
    fn print(&self, at: At) -> u64 {
        let own = self.known.of_paragraph(at.paragraph);
        mix(mix(own, at.beside), self.among(at.paragraph)) << 1
    }
}

/// The number of the place with the best score, the last of equals.
fn best<'t, T: 't>(
    places: impl Iterator<Item = &'t T>,
    mut score: impl FnMut(&T) -> Option<f32>,
) -> Option<usize> {
    let scores = places.enumerate().filter_map(|(at, place)| Some((score(place)?, at)));
    let better = |a: (f32, usize), b: (f32, usize)| if b.0.total_cmp(&a.0).is_lt() { a } else { b };
    scores.reduce(better).map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Memory};
    use crate::rules::contradiction::lexis::Lexis;
    use crate::rules::contradiction::scene::Scenes;
    use crate::text::{Cancel, Document, Format};
    use std::cell::Cell;

    const TEXT: [&str; 5] = [
        "Council approves the bridge",
        "Mayor Ann Holt opened the bridge on Monday.",
        "The council rejected the ferry, Holt said.",
        "Tom Ek praised the bridge, and the council bought the quarry.",
        "Holt left the town on Friday.",
    ];

    /// How many pairs are compared when this is read, each clause with the three before it.
    fn compared(text: &[&str], memory: &mut Memory) -> usize {
        let document = Document::read(text.join("\n\n"), Format::Plain);
        let Ok(article) = Article::read(document, memory, &Cancel::new()) else { return 0 };
        let (lexis, scenes) = (Lexis::of(&article), Scenes::of(&article));
        let known = Known::of(&article, &lexis, &scenes);
        let count = Cell::new(0);
        let mut earlier = Earlier::new(&known, "test", 3);
        for frame in &article.frames {
            earlier.nearest(frame.paragraph, |()| {
                count.set(count.get() + 1);
                false
            });
            earlier.push(frame.paragraph, ());
        }
        known.finish();
        count.get()
    }

    #[test]
    fn an_edit_compares_only_the_pairs_of_its_paragraph() {
        let mut memory = Memory::of_document();
        let all = compared(&TEXT, &mut memory);
        assert!(all > 9, "{all}");
        assert_eq!(compared(&TEXT, &mut memory), 0);
        let mut edited = TEXT;
        edited[4] = "Holt left the town on Thursday.";
        // The last clause, with the three before it.
        assert_eq!(compared(&edited, &mut memory), 3);
        // Back again, what was kept of the last reading alone does not help.
        assert_eq!(compared(&TEXT, &mut memory), 3);
        // Moved down by a line that says nothing.
        edited[0] = "Council approves the bridge\n\n* * *";
        edited[4] = TEXT[4];
        assert_eq!(compared(&edited, &mut memory), 0);
    }

    #[test]
    fn who_is_who_is_looked_at() {
        let mut memory = Memory::of_document();
        compared(&TEXT, &mut memory);
        let mut edited = TEXT;
        edited[1] = "Mayor Sue Holt opened the bridge on Monday.";
        // Holt is another in the third and the last paragraph too.
        let changed = compared(&edited, &mut memory);
        assert!(changed > 9, "{changed}");
    }

    #[test]
    fn nothing_is_kept_where_nobody_edits() {
        let mut memory = Memory::default();
        let all = compared(&TEXT, &mut memory);
        assert_eq!(compared(&TEXT, &mut memory), all);
    }
}
