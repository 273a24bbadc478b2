//! The word lists of the comparators, loaded once.

use crate::language::thesaurus::WordClass;
use crate::language::{Passage, Tag};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const OPPOSITES: &str = include_str!("../data/opposites.tsv");
const DEEDS: &str = include_str!("../data/deeds.tsv");
const ATTITUDES: &str = include_str!("../data/attitudes.tsv");
const PEOPLE: &str = include_str!("../data/people.txt");
const BODIES: &str = include_str!("../data/bodies.txt");
const OTHER_EVENTS: &str = include_str!("../data/other_events.txt");

const DEVERBAL: &str = include_str!("../data/deverbal.tsv");
const ONE_THING: &str = include_str!("../data/one_thing.txt");

/// A row of opposites that a word stands in, and on which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sense {
    /// Number of the row.
    pub(super) row: u16,
    /// 1 on the left, -1 on the right.
    pub(super) side: i8,
    /// What a verb says it of.
    pub(super) of: SaidOf,
    /// Whether the row is of deeds that can follow each other.
    pub(super) in_turn: bool,
    /// Whether it is said so only where nothing is done to anything: the levee held.
    pub(super) alone: bool,
}

/// What a verb of the opposites is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum SaidOf {
    /// Its subject: prices rose.
    Subject,
    /// Its object: raised prices.
    Object,
    /// Both: the club opposes the plan.
    Both,
    /// Whom it falls to: revoked *her* bail, granted *her* bail.
    Whose,
}

/// How a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeedRole {
    /// The counted do it: 31 died.
    Subject,
    /// It is done to the counted: 24 were killed.
    Object,
    /// It stands behind the word: the loss of 340 jobs.
    Of,
    /// The word is the counted: 31 deaths.
    Itself,
    /// The word is what is counted in this class beside people: jobs, homes.
    Thing,
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

/// The rows of a word, each with a later word that it takes there.
static SENSES: LazyLock<HashMap<&'static str, Vec<(Sense, &'static str)>>> = LazyLock::new(|| {
    let mut senses: HashMap<_, Vec<(Sense, &'static str)>> = HashMap::new();
    for (row, line) in rows(OPPOSITES).enumerate() {
        let (line, in_turn) = line.strip_prefix('~').map_or((line, false), |line| (line, true));
        let (left, right) = line.split_once('\t').unwrap_or((line, ""));
        for (side, words) in [(1, left), (-1, right)] {
            for word in words.split(',').filter(|w| !w.is_empty()) {
                let (word, of) = match word.strip_suffix('@') {
                    Some(word) => (word, SaidOf::Object),
                    None => match word.strip_suffix('*') {
                        Some(word) => (word, SaidOf::Whose),
                        None => word
                            .strip_suffix('&')
                            .map_or((word, SaidOf::Subject), |word| (word, SaidOf::Both)),
                    },
                };
                let (word, alone) = word.strip_suffix('!').map_or((word, false), |word| (word, true));
                let (word, rest) = word.split_once(' ').unwrap_or((word, ""));
                let sense = Sense { row: row as u16, side, of, in_turn, alone };
                senses.entry(word).or_default().push((sense, rest));
            }
        }
    }
    senses
});

/// A deed: its class, the role of the counted, and a later word of the clause that it takes.
type Deed = (&'static str, DeedRole, &'static str);

static DEED_WORDS: LazyLock<HashMap<&'static str, Vec<Deed>>> = LazyLock::new(|| {
    let mut deeds: HashMap<_, Vec<_>> = HashMap::new();
    for line in rows(DEEDS) {
        let mut columns = line.split('\t');
        let (Some(class), Some(role), Some(words)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let role = match role {
            "subject" => DeedRole::Subject,
            "object" => DeedRole::Object,
            "of" => DeedRole::Of,
            "thing" => DeedRole::Thing,
            _ => DeedRole::Itself,
        };
        for word in words.split(',') {
            let (word, rest) = word
                .split_once(' ')
                .map_or((word, ""), |(word, rest)| (word, rest.rsplit(' ').next().unwrap_or(rest)));
            deeds.entry(word).or_default().push((class, role, rest));
        }
    }
    // Those of two words first: "treat burns" before "treat".
    deeds.values_mut().for_each(|list: &mut Vec<Deed>| list.sort_by_key(|d| d.2.is_empty()));
    deeds
});

/// An attitude: its kind, its sign, and the words of the clause that it takes.
type Attitude = (AttitudeKind, i8, &'static str);

static ATTITUDE_WORDS: LazyLock<HashMap<&'static str, Vec<Attitude>>> = LazyLock::new(|| {
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
        let (word, rest) = word.split_once(' ').unwrap_or((word, ""));
        attitudes.entry(word).or_default().push((kind, if sign == "+" { 1 } else { -1 }, rest));
    }
    // Those of several words first: "vote against" before "vote".
    attitudes.values_mut().for_each(|list| list.sort_by_key(|a| std::cmp::Reverse(a.2.len())));
    attitudes
});

/// Whether a token ends "at first": what is told then was found to be otherwise.
pub(super) fn is_at_first(passage: &Passage, token: usize) -> bool {
    passage.word(token) == "first" && token > 0 && passage.word(token - 1).eq_ignore_ascii_case("at")
}

/// The groups of words for one thing that a noun (`n`) or verb (`v`) belongs to.
static GROUPS: LazyLock<HashMap<&'static str, HashMap<&'static str, Vec<u16>>>> = LazyLock::new(|| {
    let mut groups: HashMap<_, HashMap<_, Vec<u16>>> = HashMap::new();
    for (number, line) in rows(ONE_THING).enumerate() {
        let (class, words) = line.split_once(' ').unwrap_or((line, ""));
        let own = groups.entry(class).or_default();
        words.split(' ').for_each(|word| own.entry(word).or_default().push(number as u16));
    }
    groups
});

/// Nouns for a deed, with their verbs.
static DEVERBAL_NOUNS: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| rows(DEVERBAL).filter_map(|row| row.split_once('\t')).collect());

/// The verbs of these.
static DEVERBAL_VERBS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| DEVERBAL_NOUNS.values().copied().collect());

static PEOPLE_NOUNS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| rows(PEOPLE).collect());
static BODY_NOUNS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| rows(BODIES).collect());
static OTHER_EVENT_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| rows(OTHER_EVENTS).collect());

/// The rows a lemma stands in by itself.
pub(super) fn senses(lemma: &str) -> Vec<Sense> {
    senses_in(lemma, std::iter::empty)
}

/// The rows a lemma stands in where these lemmas follow it: "break ... law" stands with "illegal".
pub(super) fn senses_in<'a, I: Iterator<Item = &'a str>>(lemma: &str, after: impl Fn() -> I) -> Vec<Sense> {
    let rows = SENSES.get(lemma).map_or(&[][..], Vec::as_slice);
    let fits = |rest: &str| rest.split(' ').all(|word| word.is_empty() || after().any(|w| w == word));
    rows.iter().filter(|(_, rest)| fits(rest)).map(|&(sense, _)| sense).collect()
}

/// A row that a phrase stands in.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) sense: Sense,
    /// The tokens of its words after the first, in order.
    pub(super) rest: Vec<usize>,
}

/// The rows of the phrases that begin with `first` at this token and lie before `end`. Words after the first are found as
/// written or by their lemmas, in their order; after a preposition they stand close to it.
pub(super) fn phrases(passage: &Passage, first: &str, token: usize, end: usize) -> Vec<Phrase> {
    let rows = SENSES.get(first).map_or(&[][..], Vec::as_slice);
    let preposition = passage.tokens.get(token).is_some_and(|t| t.tag == Tag::In);
    let reach = if preposition { 4 } else { 8 };
    let end = end.min(token + reach);
    let fits = |&(sense, words): &(Sense, &str)| {
        let mut at = token + 1;
        let mut rest = Vec::new();
        for word in words.split(' ').filter(|w| !w.is_empty()) {
            let is = |&t: &usize| passage.lemma(t) == word || passage.word(t).eq_ignore_ascii_case(word);
            let found = (at..end).find(is)?;
            // "Pleaded not guilty" is not "plead guilty".
            if (at..found).any(|t| matches!(passage.lemma(t), "no" | "not" | "never" | "," | ";")) {
                return None;
            }
            rest.push(found);
            at = found + 1;
        }
        Some(Phrase { sense, rest })
    };
    rows.iter().filter_map(fits).collect()
}

/// The groups of words for one thing that a lemma of this class belongs to.
pub(super) fn groups(lemma: &str, class: WordClass) -> &'static [u16] {
    let class = match class {
        WordClass::Noun => "n",
        WordClass::Verb => "v",
        WordClass::Adjective => return &[],
    };
    GROUPS.get(class).and_then(|groups| groups.get(lemma)).map_or(&[], Vec::as_slice)
}

/// The deeds that a lemma tells.
pub(super) fn deeds(lemma: &str) -> &'static [Deed] {
    DEED_WORDS.get(lemma).map_or(&[], Vec::as_slice)
}

/// The class of the deed that a predicate tells of whoever is in this role; `after` are the lemmas that follow it.
pub(super) fn deed<'a>(
    lemma: &str,
    role: DeedRole,
    after: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'static str> {
    deeds(lemma)
        .iter()
        .find(|d| d.1 == role && (d.2.is_empty() || after.clone().any(|w| w == d.2)))
        .map(|d| d.0)
}

/// Whether a noun is counted in a class of deeds beside people: jobs in dismissals.
pub(super) fn is_thing(lemma: &str, class: &str) -> bool {
    deeds(lemma).iter().any(|d| d.0 == class && d.1 == DeedRole::Thing)
}

/// Whether a noun stands for counted deeds: deaths, signatures.
pub(super) fn is_deed(lemma: &str) -> bool {
    deeds(lemma).iter().any(|d| d.1 == DeedRole::Itself)
}

/// The sign of the attitude of this kind that a lemma tells where these lemmas follow it.
pub(super) fn attitude<'a, I: Iterator<Item = &'a str>>(
    lemma: &str,
    kind: AttitudeKind,
    after: impl Fn() -> I,
) -> Option<i8> {
    let fits = |rest: &str| rest.split(' ').all(|word| word.is_empty() || after().any(|w| w == word));
    ATTITUDE_WORDS.get(lemma)?.iter().find(|a| a.0 == kind && fits(a.2)).map(|a| a.1)
}

/// The verb for the deed that a noun tells: the *cancellation* of a flight.
pub(super) fn verb_of(noun: &str) -> Option<&'static str> {
    DEVERBAL_NOUNS.get(noun).copied()
}

/// The verb itself, where a noun tells its deed: close, as there are closings.
pub(super) fn deed_verb(lemma: &str) -> Option<&'static str> {
    DEVERBAL_VERBS.get(lemma).copied()
}

/// Whether a noun counts people without saying more.
pub(super) fn is_people(lemma: &str) -> bool {
    PEOPLE_NOUNS.contains(lemma)
}

/// Whether a noun stands for a body that somebody belongs to.
pub(super) fn is_body(lemma: &str) -> bool {
    BODY_NOUNS.contains(lemma)
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
        for list in [OPPOSITES, DEEDS, ATTITUDES, PEOPLE, BODIES, OTHER_EVENTS, ONE_THING, DEVERBAL] {
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
                let (sense, rest) = sense;
                let against = |other: &(Sense, &str)| {
                    other.0.row == sense.row && other.0.side != sense.side && other.1 == *rest
                };
                assert!(!senses.iter().any(against), "{word}");
            }
        }
    }
}
