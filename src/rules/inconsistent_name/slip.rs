//! Names that come out of nowhere and are a slip of the pen away from one that the article knows: Ann Holmes, then "Ms Hlomes";
//! the Peterson Foundation, then "the Petreson Foundation".
//!
//! A name that is misspelled looks like that of another. Copy introduces whom it names, so that a surname alone which nobody was
//! introduced by, and a body that is named once, are taken for the slip.

use crate::article::entity::person_name::PersonName;
use crate::article::entity::spelling;
use crate::article::{Article, Entity, MentionForm};
use crate::language::NameKind;
use crate::rules::fingerprint::fnv1a;
use crate::rules::inconsistent_name::{is_other_spelling, names_of, words_of};
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};

/// Shorter surnames differ by a letter too easily. What a letter was left out of may be shorter by one.
const SHORTEST: usize = 5;
/// Who is named more often is meant to be named so.
const MOST: usize = 2;
/// How often the other is named at least.
const FEWEST: usize = 2;

/// What follows a name where the copy says who it is.
const DESCRIBING: [&str; 4] = [", a ", ", an ", ", the ", ", who "];

/// A misspelled name.
pub(super) struct Slip {
    /// Every place that spells it so.
    pub(super) wrong: Vec<Span>,
    /// A place that spells it right.
    pub(super) right: Span,
}

/// Somebody or something by name: a person by the surname, a body or place by its whole name.
struct Bearer {
    kind: NameKind,
    given: String,
    name: String,
    /// Where the name stands.
    places: Vec<Span>,
    /// Whether the words behind the name say who it is: "Johnston, a guard".
    described: bool,
}

impl Bearer {
    /// The bearers of the names of an entity.
    fn of(article: &Article, entity: &Entity) -> Vec<Self> {
        match entity.kind {
            NameKind::Person => Self::person(article, entity).into_iter().collect(),
            _ => Self::bodies(article, entity),
        }
    }

    /// A body by each of its names that has several words: one that is misspelled may have been taken for the same.
    fn bodies(article: &Article, entity: &Entity) -> Vec<Self> {
        let mut places: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        let own =
            names_of(article, entity).filter(|m| matches!(m.form, MentionForm::Name | MentionForm::Short));
        for mention in own {
            let name = spelling::fold(mention.span.of(article.text()));
            if name.contains(' ') {
                places.entry(name).or_default().push(mention.span);
            }
        }
        let body =
            |(name, places)| Self { kind: entity.kind, given: String::new(), name, places, described: false };
        places.into_iter().map(body).collect()
    }

    fn person(article: &Article, entity: &Entity) -> Option<Self> {
        let mut bearer = Self {
            kind: entity.kind,
            given: String::new(),
            name: String::new(),
            places: Vec::new(),
            described: false,
        };
        for mention in names_of(article, entity) {
            let folded = spelling::fold(mention.span.of(article.text()));
            let Some(name) = PersonName::of(&folded) else { continue };
            let words = words_of(article.text(), mention.span);
            let own = words.into_iter().find(|w| spelling::fold(w.of(article.text())) == name.surname);
            if bearer.name.is_empty() {
                bearer.name.clone_from(&name.surname);
            }
            if let Some(place) = own.filter(|_| name.surname == bearer.name) {
                bearer.places.push(place);
            }
            if bearer.given.is_empty() {
                bearer.given = name.given;
            }
        }
        let first = bearer.places.first()?;
        let behind = article.text().get(first.end..).unwrap_or_default();
        bearer.described = DESCRIBING.iter().any(|words| behind.starts_with(words));
        Some(bearer)
    }

    fn is_introduced(&self) -> bool {
        self.kind != NameKind::Person || !self.given.is_empty()
    }
}

/// The name and what is left of it without each of its letters, as numbers: two names that are one slip apart share one
/// (Garbe 2012).
fn keys(name: &str) -> Vec<u64> {
    let without = |at: usize| name.char_indices().filter(move |(i, _)| *i != at).map(|(_, c)| c);
    let hash = |characters: &mut dyn Iterator<Item = char>| {
        let text: String = characters.collect();
        fnv1a(text.bytes())
    };
    let shorter = name.char_indices().map(|(at, _)| hash(&mut without(at)));
    std::iter::once(fnv1a(name.bytes())).chain(shorter).collect()
}

/// The misspelled names of an article.
pub(super) fn slips(article: &Article) -> Vec<Slip> {
    let bearers: Vec<Bearer> = article.entities.iter().flat_map(|e| Bearer::of(article, e)).collect();
    let known: Vec<&Bearer> =
        bearers.iter().filter(|b| b.is_introduced() && b.places.len() >= FEWEST).collect();
    let strangers: Vec<&Bearer> =
        bearers.iter().filter(|b| b.places.len() <= MOST && b.name.chars().count() + 1 >= SHORTEST).collect();
    if known.is_empty() || strangers.is_empty() {
        return Vec::new();
    }
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, bearer) in known.iter().enumerate() {
        keys(&bearer.name).into_iter().for_each(|key| index.entry(key).or_default().push(at));
    }
    let slip = |stranger: &&Bearer| {
        let near = keys(&stranger.name).into_iter().filter_map(|key| index.get(&key)).flatten();
        let near = near.filter_map(|&at| known.get(at));
        let meant = near.filter(|bearer| is_slip_of(stranger, bearer)).max_by_key(|b| b.places.len())?;
        Some(Slip { wrong: stranger.places.clone(), right: *meant.places.first()? })
    };
    strangers.iter().filter_map(slip).collect()
}

/// Whether a name that hardly comes up is another one misspelled.
fn is_slip_of(stranger: &Bearer, bearer: &Bearer) -> bool {
    let rarer = stranger.places.len() < bearer.places.len();
    let behind = stranger.places.first().zip(bearer.places.first()).is_some_and(|(a, b)| a.start > b.start);
    let long = |word: &str| word.chars().count() >= SHORTEST;
    if !rarer || stranger.kind != bearer.kind {
        return false;
    }
    if stranger.kind != NameKind::Person {
        // One word of them differs.
        let (ours, theirs) = (stranger.name.split(' '), bearer.name.split(' '));
        let mut apart = ours.clone().zip(theirs.clone()).filter(|(a, b)| a != b);
        let words = ours.count() == theirs.count();
        return words
            && apart.next().is_some_and(|(a, b)| long(b) && is_other_spelling(a, b))
            && apart.next().is_none();
    }
    let one_given = stranger.given == bearer.given;
    let stands_for = if stranger.is_introduced() { one_given } else { behind && !stranger.described };
    long(&bearer.name) && stands_for && is_other_spelling(&stranger.name, &bearer.name)
}
