//! Paragraphs that have been read before, by content. An edit re-reads its own paragraph alone.
//!
//! Most paragraphs stand in the order of the last reading, so that each is first compared with the one that followed
//! then; what has moved is looked up.

use crate::article::{Derived, Paragraph};
use crate::text::BlockKind;
use std::collections::HashMap;
use std::sync::Arc;

/// How many paragraphs of the last reading are compared with the next before it is looked up: one may have gone.
const AHEAD: usize = 2;

/// Keeps the paragraphs of the last reading (and no older ones) with their kinds, in order.
#[derive(Debug, Default)]
pub struct Memory {
    last: Vec<Kept>,
    /// How many of `last` stand before the next one that is expected.
    passed: usize,
    now: Vec<Kept>,
    /// The paragraphs of `last` and `now` by their [`Paragraph::print`], each with what is expected behind it. Made when
    /// it is first needed in a reading.
    index: Option<HashMap<u64, (Kept, usize)>>,
    carried: Option<Arc<Derived>>,
}

/// A paragraph, and as what it was read.
#[derive(Clone, Debug)]
struct Kept {
    kind: BlockKind,
    paragraph: Arc<Paragraph>,
}

impl Kept {
    fn is(&self, text: &str, kind: BlockKind) -> bool {
        self.kind == kind && self.paragraph.passage.text() == text
    }
}

impl Memory {
    /// A memory for one document that is read again and again while it is edited: rules too keep in it what one reading can
    /// tell the next ([`crate::article::Article::carried`]). What is kept must make no difference to any finding.
    pub fn of_document() -> Self {
        Self { carried: Some(Arc::default()), ..Self::default() }
    }

    /// What rules keep from reading to reading, where one document is edited.
    pub fn carried(&self) -> Option<Arc<Derived>> {
        self.carried.clone()
    }

    /// Starts a reading.
    pub fn begin(&mut self) {
        // A reading that was given up leaves what it had read, and behind it the rest of the one before.
        let rest = self.last.drain(..).skip(self.passed);
        self.now.extend(rest);
        std::mem::swap(&mut self.last, &mut self.now);
        (self.passed, self.index) = (0, None);
    }

    /// The paragraph with this text: the one read before, or a new reading.
    pub fn paragraph(&mut self, text: &str, kind: BlockKind) -> Arc<Paragraph> {
        let ahead = self.last.iter().skip(self.passed).take(AHEAD);
        let expected = ahead.enumerate().find(|(_, kept)| kept.is(text, kind));
        let found = expected.map(|(at, kept)| (kept.clone(), self.passed + at + 1));
        let (kept, next) = found.unwrap_or_else(|| self.look_up(text, kind));
        self.passed = next;
        self.now.push(kept.clone());
        kept.paragraph
    }

    /// A paragraph that was not expected, and what is expected behind it.
    fn look_up(&mut self, text: &str, kind: BlockKind) -> (Kept, usize) {
        let places = || self.last.iter().enumerate();
        let index = self.index.get_or_insert_with(|| {
            places().map(|(at, kept)| (kept.paragraph.print, (kept.clone(), at + 1))).collect()
        });
        match index.get(&Paragraph::print_of(text, kind)) {
            Some((kept, next)) if kept.is(text, kind) => (kept.clone(), *next),
            _ => {
                let kept = Kept { kind, paragraph: Arc::new(read_compact(text, kind)) };
                index.insert(kept.paragraph.print, (kept.clone(), self.passed));
                (kept, self.passed)
            }
        }
    }

    /// Ends a reading: what it did not use is forgotten.
    pub fn finish(&mut self) {
        (self.last, self.index, self.passed) = (Vec::new(), None, 0);
    }

    /// How many paragraphs are kept.
    pub fn len(&self) -> usize {
        self.now.len() + self.last.len()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Reads a paragraph and gives a copy: what reading grew in small steps among large matrices, which are gone by now, lies
/// together and takes no more room than it needs. Measured: a tenth of the memory.
fn read_compact(text: &str, kind: BlockKind) -> Paragraph {
    let read = Paragraph::read(text, kind);
    read.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads paragraphs, and tells of each whether it is the reading of before.
    fn read(memory: &mut Memory, before: &mut Vec<Arc<Paragraph>>, texts: &[&str]) -> Vec<bool> {
        memory.begin();
        let read: Vec<_> = texts.iter().map(|text| memory.paragraph(text, BlockKind::Paragraph)).collect();
        memory.finish();
        assert!(read.iter().zip(texts).all(|(paragraph, text)| paragraph.passage.text() == *text));
        let known = read.iter().map(|new| before.iter().any(|old| Arc::ptr_eq(old, new))).collect();
        *before = read;
        known
    }

    #[test]
    fn what_stands_or_moves_is_not_read_again() {
        let (mut memory, mut before) = (Memory::default(), Vec::new());
        let mut read = |texts: &[&str]| read(&mut memory, &mut before, texts);
        assert_eq!(read(&["One.", "Two.", "Three.", "Four.", "Five."]), [false; 5]);
        assert_eq!(read(&["One.", "Two!", "Three.", "Four.", "Five."]), [true, false, true, true, true]);
        // Gone, new, moved and doubled.
        assert_eq!(read(&["Four.", "Five.", "Six.", "Five.", "One."]), [true, true, false, true, true]);
        assert_eq!(read(&["Four.", "Two!"]), [true, false]);
    }

    #[test]
    fn a_reading_that_was_given_up_leaves_what_it_read() {
        let (mut memory, mut before) = (Memory::default(), Vec::new());
        read(&mut memory, &mut before, &["One.", "Two.", "Three."]);
        memory.begin();
        let new = memory.paragraph("Zero.", BlockKind::Paragraph);
        before.push(new);
        assert_eq!(read(&mut memory, &mut before, &["Zero.", "One.", "Two.", "Three."]), [true; 4]);
        assert_eq!(memory.len(), 4);
    }

    #[test]
    fn kinds_are_told_apart() {
        let mut memory = Memory::default();
        let headline = memory.paragraph("Council approves the bridge", BlockKind::Headline);
        let paragraph = memory.paragraph("Council approves the bridge", BlockKind::Paragraph);
        assert!(!Arc::ptr_eq(&headline, &paragraph));
    }
}
