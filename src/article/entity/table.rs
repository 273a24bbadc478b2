//! Sorted word lists and tables, searched in place.

use std::cmp::Ordering;
use std::sync::OnceLock;

/// A text of lines sorted by their first column (up to a tab), comment lines (#) above them. Where the lines begin is
/// found once, when the table is first asked.
#[derive(Debug)]
pub(in crate::article) struct Table {
    text: &'static str,
    lines: OnceLock<Vec<u32>>,
}

impl Table {
    /// The table in this text.
    pub(in crate::article) const fn new(text: &'static str) -> Self {
        Self { text, lines: OnceLock::new() }
    }

    /// What stands after the first column on the line whose first column is `key`; empty in a list of one column.
    pub(in crate::article) fn find(&self, key: &str) -> Option<&'static str> {
        let bytes = self.text.as_bytes();
        let lines = self.lines.get_or_init(|| starts_of(self.text));
        let order = |&start: &u32| compare(bytes.get(start as usize..).unwrap_or_default(), key.as_bytes());
        let at = lines.binary_search_by(order).ok().and_then(|at| lines.get(at))?;
        let rest = self.text.get(*at as usize + key.len()..)?;
        let line = rest.split('\n').next().unwrap_or(rest);
        Some(line.strip_prefix('\t').unwrap_or(line))
    }

    /// Whether a line begins with this word.
    pub(in crate::article) fn lists(&self, word: &str) -> bool {
        self.find(word).is_some()
    }
}

fn starts_of(text: &str) -> Vec<u32> {
    let mut starts = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        if !line.is_empty() && !line.starts_with('#') {
            starts.push(start);
        }
        start += line.len() as u32 + 1;
    }
    starts
}

/// How the first column of the line that begins here stands to `key`.
fn compare(line: &[u8], key: &[u8]) -> Ordering {
    let ahead = line.get(..key.len().min(line.len())).unwrap_or_default();
    let same = ahead.cmp(key);
    let ended = matches!(line.get(key.len()), None | Some(b'\t' | b'\n'));
    // A line end or tab before the key's end sorts below every letter, as the end of a string does.
    if same == Ordering::Equal && !ended { Ordering::Greater } else { same }
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
