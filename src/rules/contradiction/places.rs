//! Places that are read only where they are compared.
//!
//! Comes in: the clauses of an article and what a comparator reads in one. Goes out: its places in reading order, each with the keys by
//! which others are looked up. While a document is edited the keys are kept with the paragraph ([`super::known`]): a place
//! of a paragraph that nothing changed in, and whose comparisons are known, is not read again.

use crate::article::{Article, FactFrame};
use crate::rules::contradiction::known::{Known, print_of};
use crate::rules::contradiction::lexis::{Item, Lexis};
use std::cell::OnceCell;

/// The comparators whose places are read late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Late {
    Opposites,
    Quantity,
    Statement,
}

/// How many they are.
pub(super) const LATE: usize = Late::Statement as usize + 1;

/// Numbers that other edits leave as they are.
pub(super) type Keys = Box<[u64]>;

/// What a comparator reads in a clause: places with their keys.
type Read<'r, 'a, T> = &'r dyn Fn(&'a FactFrame) -> Vec<(Keys, T)>;

/// Where a place stands in its paragraph.
#[derive(Debug)]
pub(super) struct Spot {
    /// Its clause among those of the paragraph.
    frame: usize,
    /// Its number in the clause.
    nth: usize,
    keys: Keys,
}

/// A place, read when somebody looks at it.
pub(super) struct Place<'r, 'a, T> {
    pub(super) frame: &'a FactFrame,
    /// Its number in the clause.
    pub(super) nth: usize,
    read: Read<'r, 'a, T>,
    found: OnceCell<Option<T>>,
}

impl<T> Place<'_, '_, T> {
    /// What is read there.
    pub(super) fn get(&self) -> Option<&T> {
        let read = || (self.read)(self.frame).into_iter().nth(self.nth).map(|(_, found)| found);
        self.found.get_or_init(read).as_ref()
    }

    /// What is read there and at the other place, if there is one.
    pub(super) fn get_with<'p>(&'p self, other: Option<&'p Self>) -> Option<(&'p T, &'p T)> {
        let other = other?;
        self.get().zip(other.get())
    }
}

impl Known {
    /// The places of an article for one comparator, with their keys.
    pub(super) fn places<'k, 'r, 'a, T>(
        &'k self,
        of: Late,
        article: &'a Article,
        read: Read<'r, 'a, T>,
    ) -> impl Iterator<Item = (&'k [u64], Place<'r, 'a, T>)> {
        let paragraphs = article.frames.chunk_by(|a, b| a.paragraph == b.paragraph);
        paragraphs.flat_map(move |frames| {
            let paragraph = frames.first().map_or(0, |frame| frame.paragraph);
            let mut found = Vec::new();
            let spots = self.spots(paragraph, of, || {
                let mut spots = Vec::new();
                for (frame, clause) in frames.iter().enumerate() {
                    for (nth, (keys, place)) in read(clause).into_iter().enumerate() {
                        spots.push(Spot { frame, nth, keys });
                        found.push(place);
                    }
                }
                spots.into()
            });
            let mut found = found.into_iter();
            spots.iter().filter_map(move |spot| {
                let found = found.next().map_or_else(OnceCell::new, |place| OnceCell::from(Some(place)));
                let frame = frames.get(spot.frame)?;
                Some((&*spot.keys, Place { frame, nth: spot.nth, read, found }))
            })
        })
    }

    /// A key for an item.
    pub(super) fn key(&self, lexis: &Lexis, item: Item) -> u64 {
        match item {
            Item::Word(word) => lexis.print(word),
            Item::Entity(entity) => print_of(("entity", self.of_entity(entity))),
        }
    }
}
