//! Lists of lines to know again: page furniture, captions, agencies. The lists are data files beside this one.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A line longer than this (bytes) is copy, whatever it looks like.
const LONGEST: usize = 240;

/// A list of patterns: whole lines, and lines with `*` for any run of characters.
#[derive(Debug)]
pub(crate) struct Patterns {
    exact: HashSet<&'static str>,
    /// The longest of `exact`, in bytes.
    longest: usize,
    /// Patterns with a `*`, cut at it, by the first byte of a line that can fit them.
    open: HashMap<u8, Vec<Vec<&'static str>>>,
    /// Patterns that begin with `*`.
    any_start: Vec<Vec<&'static str>>,
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
        let (mut exact, mut any_start) = (HashSet::new(), Vec::new());
        let mut open: HashMap<u8, Vec<Vec<&'static str>>> = HashMap::new();
        for entry in entries(file) {
            let pieces: Vec<&str> = entry.split('*').collect();
            match (pieces.len(), entry.bytes().next()) {
                (1, _) | (_, None) => drop(exact.insert(entry)),
                (_, Some(b'*')) => any_start.push(pieces),
                (_, Some(first)) => open.entry(first).or_default().push(pieces),
            }
        }
        let longest = exact.iter().map(|line| line.len()).max().unwrap_or(0);
        Self { exact, longest, open, any_start }
    }

    /// Whether the whole of `line` fits a pattern. Case, runs of white space and the shape of quotation marks do not
    /// matter. Most lines of copy are turned away by their first letters.
    pub(crate) fn fits(&self, line: &str) -> bool {
        let line = line.trim_start();
        let Some(&first) = line.as_bytes().first() else { return false };
        if line.len() > LONGEST {
            return false;
        }
        let likely = |pieces: &&Vec<&str>| begins(line, pieces.first().copied().unwrap_or(""));
        let bucket = self.open.get(&first.to_ascii_lowercase()).map_or(&[][..], Vec::as_slice);
        // Curly quotes are longer in bytes than straight ones; a little more is allowed for them.
        let short = line.len() <= self.longest + 8;
        let late = |pieces: &Vec<&str>| ends(line, pieces.last().copied().unwrap_or(""));
        if !short && !bucket.iter().any(|p| likely(&p)) && !self.any_start.iter().any(late) {
            return false;
        }
        let line = normalize(line);
        self.exact.contains(line.as_str())
            || bucket.iter().chain(&self.any_start).any(|pieces| fits_pieces(pieces, &line))
    }
}

/// Whether `line` may begin with the normal form `start`, as far as that is ASCII letters.
fn begins(line: &str, start: &str) -> bool {
    let known = start.bytes().take_while(u8::is_ascii_alphabetic);
    line.bytes().zip(known).all(|(a, b)| a.to_ascii_lowercase() == b)
}

/// Whether `line` may end with the normal form `end`, as far as that is ASCII.
fn ends(line: &str, end: &str) -> bool {
    let known = end.bytes().rev().take_while(|b| b.is_ascii() && *b != b' ');
    line.trim_end().bytes().rev().zip(known).all(|(a, b)| a.to_ascii_lowercase() == b)
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
