//! English. Comes in: one passage of text (a paragraph, a headline, a list item). Goes out: a [`Passage`]: tokens with
//! tags, lemmas and a parse, sentences, names, values, clauses. No notion of an article: a passage is read alone, so
//! that its reading can be kept as long as its text does not change.
//!
//! All spans in a [`Passage`] are byte ranges relative to the passage's first byte.

pub(crate) mod encoder;
pub mod lemma;
pub mod meaning;
pub mod model;
pub mod names;
pub mod parser;
pub mod passage;
pub mod sentences;
pub mod syntax;
pub mod tagger;
pub mod tags;
pub mod thesaurus;
pub mod tokens;
pub mod values;
pub(crate) mod vectors;
pub mod words;

pub use names::{Name, NameKind};
pub(crate) use passage::{Encoded, read_encoded};
pub use passage::{Passage, Register, Sentence, Token, read};
pub(crate) use syntax::is_negation;
pub use syntax::{Clause, ClauseKind};
pub use tags::{Relation, Tag};
pub use values::{Bound, Measure, Value};
