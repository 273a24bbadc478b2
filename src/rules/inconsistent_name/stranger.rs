//! Somebody who was never introduced and is called almost as somebody who was: Ann Holmes, then "Ms Hlomes".
//!
//! A surname that is misspelled looks like another person. Copy introduces whom it names, so that a surname which comes out of
//! nowhere and is a slip of the pen away from one that was introduced is taken for the slip.

use crate::article::entity::person_name::PersonName;
use crate::article::entity::spelling;
use crate::article::{Article, Entity};
use crate::language::NameKind;
use crate::rules::fingerprint::fnv1a;
use crate::rules::inconsistent_name::{is_other_surname, names_of, words_of};
use crate::text::Span;
use std::collections::HashMap;

/// Shorter surnames differ by a letter too easily. What a letter was left out of may be shorter by one.
const SHORTEST: usize = 5;
/// Who is named more often is meant to be named so.
const MOST: usize = 2;
/// How often the other is named at least.
const FEWEST: usize = 2;

/// A misspelled surname.
pub(super) struct Slip {
    /// Every place that spells it so.
    pub(super) wrong: Vec<Span>,
    /// A place that spells it right.
    pub(super) right: Span,
}

/// A person by surname.
struct Bearer {
    given: String,
    surname: String,
    /// Where the surname stands.
    places: Vec<Span>,
}

impl Bearer {
    fn of(article: &Article, entity: &Entity) -> Option<Self> {
        let mut bearer = Self { given: String::new(), surname: String::new(), places: Vec::new() };
        for mention in names_of(article, entity) {
            let folded = spelling::fold(mention.span.of(article.text()));
            let Some(name) = PersonName::of(&folded) else { continue };
            let words = words_of(article.text(), mention.span);
            let own = words.into_iter().find(|w| spelling::fold(w.of(article.text())) == name.surname);
            if bearer.surname.is_empty() {
                bearer.surname.clone_from(&name.surname);
            }
            if let Some(place) = own.filter(|_| name.surname == bearer.surname) {
                bearer.places.push(place);
            }
            if bearer.given.is_empty() {
                bearer.given = name.given;
            }
        }
        (!bearer.places.is_empty()).then_some(bearer)
    }

    fn is_introduced(&self) -> bool {
        !self.given.is_empty()
    }
}

/// The surname and what is left of it without each of its letters, as numbers: two surnames that are one slip apart share one
/// (Garbe 2012).
fn keys(surname: &str) -> Vec<u64> {
    let without = |at: usize| surname.char_indices().filter(move |(i, _)| *i != at).map(|(_, c)| c);
    let hash = |characters: &mut dyn Iterator<Item = char>| {
        let text: String = characters.collect();
        fnv1a(text.bytes())
    };
    let shorter = surname.char_indices().map(|(at, _)| hash(&mut without(at)));
    std::iter::once(fnv1a(surname.bytes())).chain(shorter).collect()
}

/// The misspelled surnames of an article.
pub(super) fn slips(article: &Article) -> Vec<Slip> {
    let people = article.entities.iter().filter(|e| e.kind == NameKind::Person);
    let bearers: Vec<Bearer> = people.filter_map(|person| Bearer::of(article, person)).collect();
    let known: Vec<&Bearer> =
        bearers.iter().filter(|b| b.is_introduced() && b.places.len() >= FEWEST).collect();
    let strangers: Vec<&Bearer> = bearers
        .iter()
        .filter(|b| b.places.len() <= MOST && b.surname.chars().count() + 1 >= SHORTEST)
        .collect();
    if known.is_empty() || strangers.is_empty() {
        return Vec::new();
    }
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, bearer) in known.iter().enumerate() {
        keys(&bearer.surname).into_iter().for_each(|key| index.entry(key).or_default().push(at));
    }
    let slip = |stranger: &&Bearer| {
        let near = keys(&stranger.surname).into_iter().filter_map(|key| index.get(&key)).flatten();
        let near = near.filter_map(|&at| known.get(at));
        let meant = near.filter(|bearer| is_slip_of(stranger, bearer)).max_by_key(|b| b.places.len())?;
        Some(Slip { wrong: stranger.places.clone(), right: *meant.places.first()? })
    };
    strangers.iter().filter_map(|stranger| slip(stranger)).collect()
}

/// Whether a surname that hardly comes up is another one misspelled.
fn is_slip_of(stranger: &Bearer, bearer: &Bearer) -> bool {
    let rarer = stranger.places.len() < bearer.places.len();
    let behind = stranger.places.first().zip(bearer.places.first()).is_some_and(|(a, b)| a.start > b.start);
    let one_given = stranger.given == bearer.given;
    let stands_for = if stranger.is_introduced() { one_given } else { behind };
    let long = bearer.surname.chars().count() >= SHORTEST;
    rarer && long && stands_for && is_other_surname(&stranger.surname, &bearer.surname)
}
