//! The word lists of the comparators, loaded once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const OPPOSITES: &str = include_str!("../data/opposites.tsv");
const DEEDS: &str = include_str!("../data/deeds.tsv");
const ATTITUDES: &str = include_str!("../data/attitudes.tsv");
const PEOPLE: &str = include_str!("../data/people.txt");
const OTHER_EVENTS: &str = include_str!("../data/other_events.txt");

/// A row of opposites that a word stands in, and on which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sense {
    /// Number of the row.
    pub(super) row: u16,
    /// 1 on the left, -1 on the right.
    pub(super) side: i8,
}

/// How a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeedRole {
    /// The counted do it: 31 died.
    Subject,
    /// It is done to the counted: 24 were killed.
    Object,
    /// The word is the counted: 31 deaths.
    Itself,
}

/// What an attitude word is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttitudeKind {
    /// A verb: its subject holds the attitude.
    Verb,
    /// An adjective said of who holds it.
    State,
    /// An adjective or noun said of the thing itself.
    Quality,
}

fn rows(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

static SENSES: LazyLock<HashMap<&'static str, Vec<Sense>>> = LazyLock::new(|| {
    let mut senses: HashMap<_, Vec<Sense>> = HashMap::new();
    for (row, line) in rows(OPPOSITES).enumerate() {
        let (left, right) = line.split_once('\t').unwrap_or((line, ""));
        for (side, words) in [(1, left), (-1, right)] {
            for word in words.split(',').filter(|w| !w.is_empty()) {
                senses.entry(word).or_default().push(Sense { row: row as u16, side });
            }
        }
    }
    senses
});

static DEED_WORDS: LazyLock<HashMap<&'static str, Vec<(&'static str, DeedRole)>>> = LazyLock::new(|| {
    let mut deeds: HashMap<_, Vec<_>> = HashMap::new();
    for line in rows(DEEDS) {
        let mut columns = line.split('\t');
        let (Some(class), Some(role), Some(words)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let role = match role {
            "subject" => DeedRole::Subject,
            "object" => DeedRole::Object,
            _ => DeedRole::Itself,
        };
        for word in words.split(',') {
            deeds.entry(word).or_default().push((class, role));
        }
    }
    deeds
});

static ATTITUDE_WORDS: LazyLock<HashMap<&'static str, Vec<(AttitudeKind, i8)>>> = LazyLock::new(|| {
    let mut attitudes: HashMap<_, Vec<_>> = HashMap::new();
    for line in rows(ATTITUDES) {
        let mut columns = line.split('\t');
        let (Some(word), Some(kind), Some(sign)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let kind = match kind {
            "verb" => AttitudeKind::Verb,
            "state" => AttitudeKind::State,
            _ => AttitudeKind::Quality,
        };
        attitudes.entry(word).or_default().push((kind, if sign == "+" { 1 } else { -1 }));
    }
    attitudes
});

static PEOPLE_NOUNS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| rows(PEOPLE).collect());
static OTHER_EVENT_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| rows(OTHER_EVENTS).collect());

/// The rows a lemma stands in.
pub(super) fn senses(lemma: &str) -> &'static [Sense] {
    SENSES.get(lemma).map_or(&[], Vec::as_slice)
}

/// The deeds that a lemma tells.
pub(super) fn deeds(lemma: &str) -> &'static [(&'static str, DeedRole)] {
    DEED_WORDS.get(lemma).map_or(&[], Vec::as_slice)
}

/// The attitudes that a lemma tells.
pub(super) fn attitudes(lemma: &str) -> &'static [(AttitudeKind, i8)] {
    ATTITUDE_WORDS.get(lemma).map_or(&[], Vec::as_slice)
}

/// Whether a noun counts people without saying more.
pub(super) fn is_people(lemma: &str) -> bool {
    PEOPLE_NOUNS.contains(lemma)
}

/// Whether a word points to another count, time or event.
pub(super) fn is_of_other_event(word: &str) -> bool {
    OTHER_EVENT_WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_well_formed() {
        for list in [OPPOSITES, DEEDS, ATTITUDES, PEOPLE, OTHER_EVENTS] {
            let rows: Vec<_> = rows(list).collect();
            for pair in rows.windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
        }
        assert!(rows(DEEDS).all(|row| row.split('\t').count() == 3));
        assert!(rows(ATTITUDES).all(|row| row.split('\t').count() == 3 && row.ends_with(['+', '-'])));
    }

    #[test]
    fn no_word_is_its_own_opposite() {
        for (word, senses) in SENSES.iter() {
            for sense in senses {
                assert!(!senses.contains(&Sense { side: -sense.side, ..*sense }), "{word}");
            }
        }
    }
}
