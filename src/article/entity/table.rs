//! Sorted word lists and tables, looked up in place.

use std::sync::OnceLock;

/// A text of lines sorted by their first column (up to a tab), comment lines (#) above them. Where each word stands is
/// found once, when the table is first asked.
#[derive(Debug)]
pub(in crate::article) struct Table {
    text: &'static str,
    /// By hash of the first column: the first byte of the line, plus one; 0 where there is none. At most half full.
    places: OnceLock<Box<[u32]>>,
}

impl Table {
    /// The table in this text.
    pub(in crate::article) const fn new(text: &'static str) -> Self {
        Self { text, places: OnceLock::new() }
    }

    /// What stands after the first column on the line whose first column is `key`; empty in a list of one column.
    pub(in crate::article) fn find(&self, key: &str) -> Option<&'static str> {
        let places = self.places.get_or_init(|| places_of(self.text));
        for at in probes(key.as_bytes(), places.len()) {
            let start = places.get(at)?.checked_sub(1)? as usize;
            if let Some(rest) = self.text.get(start..)?.strip_prefix(key)
                && rest.starts_with(['\t', '\n'])
                && !key.contains(['\t', '\n'])
            {
                let line = rest.split('\n').next().unwrap_or(rest);
                return Some(line.strip_prefix('\t').unwrap_or(line));
            }
        }
        None
    }

    /// Whether a line begins with this word.
    pub(in crate::article) fn lists(&self, word: &str) -> bool {
        self.find(word).is_some()
    }
}

/// The places of so many (a power of two) where a word is looked for, one after another.
fn probes(word: &[u8], places: usize) -> impl Iterator<Item = usize> {
    let first = hash(word) as usize & (places.max(1) - 1);
    (first..places).chain(0..first)
}

/// FNV-1a (Fowler, Noll, Vo), its upper half mixed into the lower.
fn hash(word: &[u8]) -> u64 {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = word.iter().fold(0xcbf2_9ce4_8422_2325, mix);
    hash ^ (hash >> 32)
}

fn places_of(text: &str) -> Box<[u32]> {
    let lines = || text.split('\n').filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut places = vec![0; (lines().count() * 2).next_power_of_two()];
    for line in lines() {
        let word = line.split('\t').next().unwrap_or(line);
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let free = probes(word.as_bytes(), places.len()).find(|&at| places[at] == 0);
        if let Some(place) = free.and_then(|at| places.get_mut(at)) {
            *place = start as u32 + 1;
        }
    }
    places.into()
}

#[cfg(test)]
pub(in crate::article) fn check(table: &Table) {
    let keys: Vec<_> = table
        .text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').next().unwrap_or(line))
        .collect();
    assert!(table.text.ends_with('\n') && !keys.is_empty());
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "unsorted or doubled in {:.40}", table.text);
    for key in keys {
        assert_eq!(super::spelling::fold(key), key, "not in folded spelling");
        assert!(table.lists(key), "{key} is not found");
    }
    for absent in ["", "#", "# ", "zzzz", "\u{10ffff}", "aa\tm", "\n"] {
        assert_eq!(table.find(absent), None, "{absent:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_their_first_column() {
        static TABLE: Table = Table::new("# comment\na\t1\nab\t2\tx\nb c\t3\nd\n");
        check(&TABLE);
        assert_eq!(TABLE.find("ab"), Some("2\tx"));
        assert_eq!(TABLE.find("d"), Some(""));
        assert_eq!(TABLE.find("abc"), None);
        assert_eq!(TABLE.find("b"), None);
    }
}
