//! What the desk knows before it reads: which given names are a woman's, which are short for another, what a title or
//! a description's head describes, and the states with their demonyms, capitals and seats of government.
//!
//! The files under `src/article/data/` are sorted by their first column and searched in place: nothing is parsed or
//! allocated for them when the program starts.

use crate::article::entity::table::Table;
use crate::language::NameKind;

/// Grammatical and natural gender, as far as a word tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
    /// Nothing tells.
    #[default]
    Unknown,
}

/// How a form stands for a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateForm {
    /// One of its names: "Russian Federation".
    Name,
    /// Its adjective or its people: "Russian".
    Demonym,
    /// Its capital, which can stand for its government: "Moscow".
    Capital,
    /// A building or street that stands for its government: "the Kremlin".
    Seat,
}

static INSTITUTIONS: Table = Table::new(include_str!("../data/institutions.txt"));
static GIVEN_NAMES: Table = Table::new(include_str!("../data/given_names.tsv"));
static KIN: Table = Table::new(include_str!("../data/kin.tsv"));
static OTHER_POSTS: Table = Table::new(include_str!("../data/other_posts.txt"));
static NICKNAMES: Table = Table::new(include_str!("../data/nicknames.tsv"));
static ORGANIZATIONS: Table = Table::new(include_str!("../data/organizations.tsv"));
static POSTS: Table = Table::new(include_str!("../data/posts.tsv"));
static ROLES: Table = Table::new(include_str!("../data/roles.tsv"));
static TITLE_ABBREVIATIONS: Table = Table::new(include_str!("../data/title_abbreviations.tsv"));
static STATES: Table = Table::new(include_str!("../data/states.tsv"));
static GIVEN_NAME_TITLES: Table = Table::new(include_str!("../data/given_name_titles.txt"));
static PARTICLES: Table = Table::new(include_str!("../data/surname_particles.txt"));

impl Gender {
    fn of_column(column: &str) -> Self {
        match column {
            "m" => Gender::Male,
            "f" => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    /// Whether one person can be both.
    pub fn agrees(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }

    /// This, or the other where this tells nothing.
    #[must_use]
    pub fn or(self, other: Gender) -> Gender {
        if self == Gender::Unknown { other } else { self }
    }
}

/// The gender that a given name (folded) tells.
pub fn gender_of_given_name(name: &str) -> Gender {
    GIVEN_NAMES.find(name).map_or(Gender::Unknown, Gender::of_column)
}

/// The given name (folded) that `name` is short for or a spelling of; itself where it is none.
pub fn formal_given_name(name: &str) -> &str {
    NICKNAMES.find(name).unwrap_or(name)
}

/// What a title or the head of a description (folded, singular) describes, and its gender.
pub fn role(head: &str) -> Option<(NameKind, Gender)> {
    let (kind, gender) = ROLES.find(head)?.split_once('\t')?;
    let kind = match kind {
        "person" => NameKind::Person,
        "organization" => NameKind::Organization,
        "event" => NameKind::Event,
        _ => NameKind::Place,
    };
    Some((kind, Gender::of_column(gender)))
}

/// By which words around a post one holder's is told from another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// The department: foreign minister.
    Portfolio,
    /// The subject: lecturer in English.
    Discipline,
    /// The word itself tells.
    Own(&'static str),
    /// Nothing tells.
    None,
}

/// What a head (folded, singular) tells: whether an office, the family, and what tells its holders apart.
pub fn post(head: &str) -> Option<(bool, &'static str, FieldKind)> {
    let mut columns = POSTS.find(head)?.split('\t');
    let (class, family, fields, own) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
    let fields = match fields {
        "portfolio" => FieldKind::Portfolio,
        "discipline" => FieldKind::Discipline,
        "own" => FieldKind::Own(own),
        _ => FieldKind::None,
    };
    Some((class == "office", family, fields))
}

/// The tie that a word (folded, singular) for kin tells, what having such kin tells, and the tie back: a son's is a parent.
pub fn kin(word: &str) -> Option<(&'static str, &'static str, &'static str)> {
    let mut columns = KIN.find(word)?.split('\t');
    Some((columns.next()?, columns.next()?, columns.next()?))
}

/// Whether a word (folded) makes another post of the one it stands in front of: the *prime* minister is not "the minister".
pub fn is_other_post(word: &str) -> bool {
    OTHER_POSTS.lists(word)
}

/// A title (folded) in full: "governor" for "gov".
pub fn title_in_full(title: &str) -> &str {
    TITLE_ABBREVIATIONS.find(title).unwrap_or(title)
}

/// The state that a form (folded, without "the") stands for, and how.
pub fn state(form: &str) -> Option<(StateForm, &'static str)> {
    let (class, state) = STATES.find(form)?.split_once('\t')?;
    let class = match class {
        "name" => StateForm::Name,
        "demonym" => StateForm::Demonym,
        "capital" => StateForm::Capital,
        _ => StateForm::Seat,
    };
    Some((class, state))
}

/// The full name of a body that goes by a short one which its name does not explain: "Fed".
pub fn full_organization(form: &str) -> Option<&'static str> {
    ORGANIZATIONS.find(form)
}

/// Whether a word belongs to the surname after it: van, al, bin.
pub fn is_surname_particle(word: &str) -> bool {
    PARTICLES.find(word).is_some()
}

/// Whether a title stands in front of given names alone: king, saint.
pub fn goes_with_given_name(title: &str) -> bool {
    GIVEN_NAME_TITLES.find(title).is_some()
}

/// Whether a name (folded) is one of a body that a model easily takes for a place or a person: "White House".
pub fn is_institution(name: &str) -> bool {
    INSTITUTIONS.find(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::table;

    #[test]
    fn the_tables_are_sorted_and_every_key_is_found() {
        for table in [
            &GIVEN_NAMES,
            &INSTITUTIONS,
            &KIN,
            &NICKNAMES,
            &ORGANIZATIONS,
            &OTHER_POSTS,
            &ROLES,
            &POSTS,
            &STATES,
            &PARTICLES,
            &TITLE_ABBREVIATIONS,
        ] {
            table::check(table);
        }
    }

    #[test]
    fn the_tables_say_what_a_desk_knows() {
        assert_eq!(gender_of_given_name("angela"), Gender::Female);
        assert_eq!(formal_given_name("bill"), formal_given_name("william"));
        assert_eq!(role("secretary"), Some((NameKind::Person, Gender::Unknown)));
        assert_eq!(role("spokeswoman"), Some((NameKind::Person, Gender::Female)));
        assert_eq!(state("us"), state("united states"));
        assert_eq!(state("kremlin"), Some((StateForm::Seat, "Russia")));
        assert!(is_surname_particle("van"));
    }

    #[test]
    fn every_post_is_the_head_of_a_role() {
        for line in include_str!("../data/posts.tsv").lines().filter(|l| !l.starts_with('#')) {
            let word = line.split('\t').next().unwrap_or("");
            assert!(role(word).is_some(), "{word} is missing in roles.tsv");
        }
    }
}
