//! Lists of known names, packed into a table (`models/gazetteer.bin`) that is read in place. The lists are the files of
//! `data/gazetteer`; the training program packs them.

use crate::language::model::{Model, feature, join};
use crate::language::words::Word;
use std::sync::LazyLock;

static TABLE: LazyLock<Model> = LazyLock::new(|| Model::embedded(include_bytes!("../models/gazetteer.bin")));

/// Template of whole entries.
pub(crate) const ENTRY: u64 = 3;
/// Template of words that begin an entry of several words.
pub(crate) const BEGINS: u64 = 4;
/// The most words an entry has.
pub(crate) const LONGEST: usize = 5;

/// The lists, by the number of their label in the table: name, and its file.
#[cfg_attr(not(feature = "train"), allow(dead_code))]
pub(crate) const LISTS: [(&str, &str); 8] = [
    ("city", include_str!("../data/gazetteer/cities.txt")),
    ("country", include_str!("../data/gazetteer/countries.txt")),
    ("given", include_str!("../data/gazetteer/given_names.txt")),
    ("group", include_str!("../data/gazetteer/groups.txt")),
    ("organization", include_str!("../data/gazetteer/organizations.txt")),
    ("region", include_str!("../data/gazetteer/regions.txt")),
    ("surname", include_str!("../data/gazetteer/surnames.txt")),
    ("title", include_str!("../data/gazetteer/titles.txt")),
];

/// Bit of the list of titles.
pub(crate) const TITLE: u16 = 1 << 7;

/// In which lists a word stands: the low byte as a whole entry, the high byte as part of a longer one.
pub(crate) type Listed = u16;

fn lists(entry: u64) -> u16 {
    TABLE.labels_of(feature(ENTRY, entry)).fold(0, |bits, label| bits | 1 << label)
}

/// Whether a word as such is in the list of titles.
pub(crate) fn is_title(word: &Word) -> bool {
    lists(word.lower) & TITLE != 0
}

/// Whether a name is that of a city, and of no country.
pub(crate) fn is_city(name: &str) -> bool {
    let bits = lists_of(name);
    bits & 1 != 0 && bits & 2 == 0
}

/// Whether a name is that of a city, country or region.
pub(crate) fn is_place(name: &str) -> bool {
    lists_of(name) & (1 | 1 << 1 | 1 << 5) != 0
}

/// Whether a name is that of a nationality, religion or political group.
pub(crate) fn is_group(name: &str) -> bool {
    lists_of(name) & 1 << 3 != 0
}

/// Whether a name is that of an organization.
pub(crate) fn is_organization(name: &str) -> bool {
    lists_of(name) & 1 << 4 != 0
}

/// Whether a word is in the list of surnames.
pub(crate) fn is_surname(word: &str) -> bool {
    lists_of(word) & 1 << 6 != 0
}

/// The lists that a whole name stands in.
fn lists_of(name: &str) -> u16 {
    let mut words = name.split_whitespace().map(|word| Word::new(word, false).lower);
    words.next().map_or(0, |first| lists(words.fold(first, join)))
}

/// Looks every word of a sentence up, capitalized ones as parts of longer entries too, and appends an answer for each.
pub(crate) fn look_up(words: &[Word], listed: &mut Vec<Listed>) {
    let before = listed.len();
    listed.resize(before + words.len(), 0);
    let listed = &mut listed[before..];
    for (at, word) in words.iter().enumerate() {
        if !word.capital {
            continue;
        }
        listed[at] |= lists(word.lower);
        if TABLE.labels_of(feature(BEGINS, word.lower)).next().is_some() {
            let mut entry = word.lower;
            let mut found = (0, 0);
            for length in 2..=LONGEST.min(words.len() - at) {
                entry = join(entry, words[at + length - 1].lower);
                let bits = lists(entry);
                if bits != 0 {
                    found = (length, bits);
                }
            }
            for inside in listed.iter_mut().skip(at).take(found.0) {
                *inside |= found.1 << 8;
            }
        }
    }
}
