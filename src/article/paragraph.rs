//! The reading of one paragraph, which depends on its text and kind alone.

use crate::article::attribution::reader::{self, Found, Reading};
use crate::article::claim::{self, Statement};
use crate::article::derived::Derived;
use crate::article::entity::reference::References;
use crate::language::{self, Passage, Register, encoder};
use crate::text::{BlockKind, Document, Span};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// What is known of a paragraph without its neighbours. Spans are relative to its first byte.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// The language reading.
    pub passage: Passage,
    /// What in it refers to somebody or something: names, pronouns, descriptions.
    pub references: References,
    /// Who says what in it.
    pub attributions: Vec<Found>,
    /// What it states.
    pub statements: Vec<Statement>,
    /// What rules make of it, made once.
    pub derived: Derived,
    /// A number for its text and kind, the same within one run of the program.
    pub print: u64,
}

/// A paragraph at its place in the document.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Index of its block in the document.
    pub block: usize,
    /// Kind of that block.
    pub kind: BlockKind,
    /// First byte in the document: add it to every span of the paragraph.
    pub offset: usize,
    /// The reading, shared with the memory.
    pub paragraph: Arc<Paragraph>,
}

impl Paragraph {
    /// The number of a paragraph with this text and kind ([`Paragraph::print`]).
    pub(super) fn print_of(text: &str, kind: BlockKind) -> u64 {
        let mut hasher = DefaultHasher::new();
        (text, kind).hash(&mut hasher);
        hasher.finish()
    }

    /// Reads a paragraph.
    pub fn read(text: &str, kind: BlockKind) -> Self {
        let print = Self::print_of(text, kind);
        let register = match kind {
            BlockKind::Dateline => Register::Dateline,
            kind if kind.is_display() => Register::Headline,
            _ => Register::Prose,
        };
        let (passage, encoded) = language::read_encoded(encoder::embedded(), text, register);
        let references = References::read(&passage, kind.is_display());
        if register == Register::Dateline {
            let derived = Derived::default();
            return Self {
                passage,
                references,
                attributions: Vec::new(),
                statements: Vec::new(),
                derived,
                print,
            };
        }
        let Reading { found: attributions, quoted, margins } = reader::read(&passage, &encoded);
        let statements = claim::statements(&passage, &encoded, &quoted, &margins);
        Self { passage, references, attributions, statements, derived: Derived::default(), print }
    }
}

impl Placed {
    /// The language reading.
    pub fn passage(&self) -> &Passage {
        &self.paragraph.passage
    }

    /// Whether the paragraph was read in the very words of the document: no markup was hidden in it, no case restored.
    pub fn is_as_written(&self, document: &Document) -> bool {
        let read = self.passage().text();
        Span::new(self.offset, self.offset + read.len()).of(document.text()) == read
    }
}
