//! Entities: who and what the article is about, with every mention of each.

use crate::article::Placed;
use crate::language::NameKind;
use crate::text::{Document, Span};

/// Index of an entity in [`crate::article::Article::entities`].
pub type EntityId = usize;

/// By what kind of words an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// The full name, or the only one.
    Name,
    /// A surname or other short form of a name given in full elsewhere.
    Short,
    /// An acronym: "UN".
    Acronym,
    /// A demonym or adjective: "Syrian".
    Demonym,
    /// A capital or building for its government: "Moscow", "the Kremlin".
    Metonym,
    /// A description: "the secretary of state", "the senator".
    Description,
    /// A pronoun.
    Pronoun,
}

/// One mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where: the name without its title.
    pub span: Span,
    /// Of whom.
    pub entity: EntityId,
    /// By what words.
    pub form: MentionForm,
    /// The title or role in front of it.
    pub title: Option<Span>,
    /// Index of its paragraph in `Article::paragraphs`.
    pub paragraph: usize,
}

/// A person, organization, place, group, event or work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: NameKind,
    /// The fullest name the article gives.
    pub name: String,
    /// The other forms it is mentioned by, in order of appearance, without pronouns and descriptions.
    pub aliases: Vec<String>,
    /// Titles and roles, as written, in order of appearance: "Secretary of State".
    pub titles: Vec<String>,
    /// Indexes of its mentions in `Article::mentions`, in document order. Never empty.
    pub mentions: Vec<usize>,
    /// Where it is introduced: the sentence of its first mention.
    pub introduction: Span,
}

/// Merges the names of all paragraphs into entities and finds their other mentions.
pub fn resolve(document: &Document, paragraphs: &[Placed]) -> (Vec<Entity>, Vec<Mention>) {
    let _ = (document, paragraphs);
    (Vec::new(), Vec::new())
}
