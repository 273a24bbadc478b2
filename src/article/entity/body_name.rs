//! The parts of an organization's, place's or work's name: its core without legal form, the words that tell it from
//! others, its head noun.

use crate::article::entity::lexicon;
use crate::article::entity::table::Table;
use crate::language::NameKind;
use crate::language::names::gazetteer;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

static GENERIC: Table = Table::new(include_str!("../data/generic_name_words.txt"));
static LEGAL: Table = Table::new(include_str!("../data/legal_forms.txt"));

/// A folded name seen as a body's. Ranges are bytes of the folded name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyName {
    /// Where the name ends without its legal form: "boeing" of "boeing co".
    core: usize,
    /// The words of the core that tell it from others, in a name of several words: "harvard" of "harvard university".
    telling: Vec<Range<usize>>,
    /// The head noun, where it is a word for an organization or a place: "ministry" of "ministry of finance".
    head: Option<Range<usize>>,
    /// Where the name begins without the state in front: "state department" of "us state department".
    stateless: Option<usize>,
    /// For each longer word the hash of all the others, by which a misspelled name is found.
    rests: Vec<(u64, Range<usize>)>,
}

impl BodyName {
    /// Cuts a folded name into its parts.
    pub fn of(folded: &str) -> Self {
        let core = core_of(folded).len();
        let words: Vec<Range<usize>> = words_of(&folded[..core]).collect();
        let mut name = Self { core, ..Self::default() };
        if !folded.contains(' ') {
            return name;
        }
        let word = |range: &Range<usize>| folded.get(range.clone()).unwrap_or("");
        name.head = head_of(folded);
        name.telling = words.iter().filter(|range| !is_generic(word(range))).cloned().collect();
        if words.len() > 2 && words.first().is_some_and(|first| lexicon::state(word(first)).is_some()) {
            name.stateless = words.get(1).map(|second| second.start);
        }
        if (2..=5).contains(&words.len()) {
            for (at, range) in words.iter().enumerate() {
                if range.len() > 4 && word(range).bytes().all(|b| b.is_ascii_lowercase()) {
                    let mut hasher = DefaultHasher::new();
                    for (other, range) in words.iter().enumerate() {
                        if other == at { '*'.hash(&mut hasher) } else { word(range).hash(&mut hasher) }
                    }
                    name.rests.push((hasher.finish(), range.clone()));
                }
            }
        }
        name
    }

    /// The name without its legal form.
    pub fn core<'k>(&self, folded: &'k str) -> &'k str {
        folded.get(..self.core).unwrap_or(folded)
    }

    /// The words that tell it from others.
    pub fn telling<'k>(&self, folded: &'k str) -> impl Iterator<Item = &'k str> {
        self.telling.iter().filter_map(move |range| folded.get(range.clone()))
    }

    /// The head noun.
    pub fn head<'k>(&self, folded: &'k str) -> Option<&'k str> {
        folded.get(self.head.clone()?)
    }

    /// The name without the state in front of it.
    pub fn stateless<'k>(&self, folded: &'k str) -> Option<&'k str> {
        folded.get(self.stateless?..self.core)
    }

    /// Each longer word with the hash of all the others.
    pub fn rests<'k>(&self, folded: &'k str) -> impl Iterator<Item = (u64, &'k str)> {
        self.rests.iter().filter_map(move |(hash, range)| Some((*hash, folded.get(range.clone())?)))
    }
}

/// Whether a word (folded) can head an organization's name: "bank", "department", "pharmaceuticals".
pub(super) fn is_head(word: &str) -> bool {
    GENERIC.lists(word)
        || is_legal_form(word)
        || matches!(lexicon::role(word), Some((NameKind::Organization, _)))
}

/// Whether a word (folded) is a legal form: "inc".
pub(super) fn is_legal_form(word: &str) -> bool {
    LEGAL.lists(word)
}

fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split(' ').scan(0, |start, word| {
        let range = *start..*start + word.len();
        *start = range.end + 1;
        Some(range)
    })
}

/// A folded name without its legal form: "boeing co" is "boeing".
fn core_of(folded: &str) -> &str {
    match folded.rsplit_once(' ') {
        Some((rest, last)) if LEGAL.lists(last) => rest.trim_end_matches([' ', '&']),
        _ => folded,
    }
}

/// Where the head of a name of several words is: its last word, or the one before "of" or "for"; in front of a place
/// ("University Hospital Harlow") the last word before it.
fn head_of(folded: &str) -> Option<Range<usize>> {
    let front =
        folded.split_once(" of ").or_else(|| folded.split_once(" for ")).map_or(folded, |(front, _)| front);
    let is_head = |word: &str| matches!(lexicon::role(word), Some((kind, _)) if kind != NameKind::Person);
    let last = |front: &str| {
        let start = front.rfind(' ').map_or(0, |space| space + 1);
        is_head(&front[start..]).then_some(start..front.len())
    };
    last(front).or_else(|| {
        let (before, place) = front.rsplit_once(' ')?;
        last(before).filter(|_| gazetteer::is_place(place))
    })
}

/// Whether a word tells nothing about which body is meant: a head noun, a legal form, a demonym.
pub(super) fn is_generic(word: &str) -> bool {
    word.len() < 2
        || matches!(
            word,
            "of" | "for"
                | "the"
                | "and"
                | "on"
                | "in"
                | "to"
                | "&"
                | "at"
                | "de"
                | "la"
                | "national"
                | "federal"
                | "state"
                | "general"
                | "central"
                | "royal"
                | "new"
        )
        || GENERIC.lists(word)
        || LEGAL.lists(word)
        || matches!(lexicon::role(word), Some((kind, _)) if kind != NameKind::Person)
        || lexicon::state(word).is_some()
}

/// Whether a name without some of its words is still the name: what `short` leaves out tells nothing (Harvard
/// [University], [Russian] Foreign Ministry, [Nour al-Din al] Zinki [Brigades]) or follows the first word of a brand
/// (Goldman [Sachs]).
pub(super) fn is_short_for(short: &str, full: &str) -> bool {
    let (short_words, full_words): (Vec<&str>, Vec<&str>) =
        (short.split(' ').collect(), full.split(' ').collect());
    let many = short_words.len();
    if many >= full_words.len() || short_words.iter().all(|word| is_generic(word)) && many == 1 {
        return false;
    }
    let Some(at) = full_words.windows(many).position(|window| window == short_words) else { return false };
    let (before, after) = (&full_words[..at], &full_words[at + many..]);
    let after_generic = after.iter().all(|word| is_generic(word));
    let before_generic = before.iter().all(|word| is_generic(word));
    let headed = after.first().is_some_and(|word| is_generic(word) && lexicon::role(word).is_some());
    // A body inside another is not the other: "Senate" is no "Senate Foreign Relations Committee". But either word of a
    // brand is the brand (Goldman, Rovers), and so are its first words (Penobscot Marine [Transit]).
    let two = full_words.len() == 2 && full_words.iter().all(|word| !is_generic(word));
    let opening = at == 0 && many > 1 && after.len() <= 2;
    // "Aldermoor" of Aldermoor Learning Trust, where no town or family is known that is called so.
    let (first, last) =
        (short_words.first().copied().unwrap_or(""), full_words.last().copied().unwrap_or(""));
    let known = gazetteer::is_place(first) || gazetteer::is_surname(first);
    let brand = at == 0 && many == 1 && after.len() == 2 && is_generic(last) && !known;
    let ending = after.is_empty() && many > 1;
    // "Hartwell" of "Hartwell & Pryce".
    let partner = at == 0 && after.len() == 2 && after.first() == Some(&"&");
    (after_generic && (before_generic || headed)) || two || opening || ending || partner || brand
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generic_words_are_sorted() {
        for list in [&GENERIC, &LEGAL] {
            crate::article::entity::table::check(list);
        }
    }

    #[test]
    fn short_names_leave_out_what_tells_nothing() {
        for (short, full) in [
            ("harvard", "harvard university"),
            ("zinki", "nour al-din al zinki brigades"),
            ("zinki brigades", "nour al-din al zinki brigades"),
            ("foreign ministry", "russian foreign ministry"),
            ("goldman", "goldman sachs"),
            ("red cross", "american red cross"),
            ("rovers", "thornbury rovers"),
            ("penobscot marine", "penobscot marine transit"),
            ("aldermoor", "aldermoor learning trust"),
            ("hartwell", "hartwell & pryce"),
        ] {
            assert!(is_short_for(short, full), "{short} for {full}");
        }
        for (short, full) in
            [("senate", "senate foreign relations committee"), ("syria", "syria relief trust")]
        {
            assert!(!is_short_for(short, full), "{short} for {full}");
        }
    }
}
