//! Lists of lines to know again: page furniture, captions, agencies. The lists are data files beside this one.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A line longer than this (bytes) is copy, whatever it looks like.
const LONGEST: usize = 240;

/// A list of patterns: whole lines, and lines with `*` for any run of characters.
#[derive(Debug)]
pub(crate) struct Patterns {
    exact: HashSet<&'static str>,
    open: Vec<Vec<&'static str>>,
}

/// Page furniture.
pub(crate) static BOILERPLATE: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(include_str!("data/boilerplate.txt")));
/// Captions and picture credits.
pub(crate) static CAPTIONS: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(include_str!("data/captions.txt")));
/// Agencies and staff credits.
pub(crate) static AGENCIES: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(include_str!("data/agencies.txt")));
/// Words of newsroom roles.
pub(crate) static BYLINE_ROLES: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(include_str!("data/byline_roles.txt")));
/// Words of dates.
pub(crate) static CALENDAR: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(include_str!("data/calendar.txt")));

/// The entries of a data file: its lines without comments and blank lines.
pub(crate) fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Patterns {
    fn new(file: &'static str) -> Self {
        let mut patterns = Self { exact: HashSet::new(), open: Vec::new() };
        for entry in entries(file) {
            if entry.contains('*') {
                patterns.open.push(entry.split('*').collect());
            } else {
                patterns.exact.insert(entry);
            }
        }
        patterns
    }

    /// Whether the whole of `line` fits a pattern. Case, runs of white space and the shape of quotation marks do not
    /// matter.
    pub(crate) fn fits(&self, line: &str) -> bool {
        if line.len() > LONGEST || line.is_empty() {
            return false;
        }
        let line = normalize(line);
        self.exact.contains(line.as_str()) || self.open.iter().any(|pieces| fits_pieces(pieces, &line))
    }
}

/// Lower case, single spaces, straight quotes.
fn normalize(line: &str) -> String {
    let mut normal = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            c => c,
        }));
    }
    normal
}

/// Whether `line` is the first piece, anything, the second piece, anything ... the last piece.
fn fits_pieces(pieces: &[&str], line: &str) -> bool {
    let [first, middle @ .., last] = pieces else { return false };
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_files_are_sorted_and_in_normal_form() {
        for (name, file) in [
            ("boilerplate", include_str!("data/boilerplate.txt")),
            ("captions", include_str!("data/captions.txt")),
            ("agencies", include_str!("data/agencies.txt")),
            ("byline_roles", include_str!("data/byline_roles.txt")),
            ("calendar", include_str!("data/calendar.txt")),
        ] {
            let all: Vec<_> = entries(file).collect();
            for pair in all.windows(2) {
                assert!(pair[0] < pair[1], "{name}: {:?} stands before {:?}", pair[0], pair[1]);
            }
            for entry in all {
                assert_eq!(normalize(entry), entry, "{name}");
            }
        }
    }

    #[test]
    fn furniture_is_known_and_copy_is_not() {
        for line in [
            "Share",
            "ADVERTISEMENT",
            "Read more: Council votes again",
            "© 2016 The Gazette",
            "Follow us on Facebook",
        ] {
            assert!(BOILERPLATE.fits(line), "{line}");
        }
        for line in
            ["Share prices fell", "Shared grief", "Comments by the mayor drew fire.", "Follow the money", ""]
        {
            assert!(!BOILERPLATE.fits(line), "{line}");
        }
        assert!(CAPTIONS.fits("FILE - In this Jan. 3, 2015, photo, Mayor Ruth Adair waves."));
    }
}
