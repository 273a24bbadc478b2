//! Names: who and what is named in a passage, and as what.

pub(crate) mod conventions;
pub(crate) mod dateline;
pub(crate) mod gazetteer;
pub(crate) mod reader;
mod title;

use crate::text::Span;
use serde::Serialize;
use std::ops::Range;

pub(crate) use reader::find;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// A human being.
    Person,
    /// A company, agency, party, team, newspaper, court.
    Organization,
    /// A country, city, river, building.
    Place,
    /// A nationality, religion or political group: "Syrian", "Democrats".
    Group,
    /// A war, storm, championship.
    Event,
    /// A book, film, law, newspaper column.
    Work,
    /// A name of another kind: a product, a language.
    Other,
}

impl NameKind {
    /// Every kind, in the order of the model's labels.
    pub const ALL: [NameKind; 7] = [
        NameKind::Person,
        NameKind::Organization,
        NameKind::Place,
        NameKind::Group,
        NameKind::Event,
        NameKind::Work,
        NameKind::Other,
    ];
}

/// One name in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it names.
    pub kind: NameKind,
    /// The name without its title and without a possessive ending.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The title or role in front of it ("Secretary of State", "Mr.", "Capt."), where there is one.
    pub title: Option<Span>,
}
