//! Lines and columns for reports: counted from 1, columns in characters.

use crate::text::Span;

/// Finds lines and columns in one text.
#[derive(Debug)]
pub struct Places<'t> {
    text: &'t str,
    /// The first byte of each line.
    starts: Vec<usize>,
}

/// Where a span begins and ends. Lines and columns count from 1, columns in characters; the end is one past the last
/// character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column of the end.
    pub end_column: usize,
}

impl<'t> Places<'t> {
    /// Looks over `text` once.
    pub fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(i, _)| i + 1);
        Self { text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The place of a span.
    pub fn of(&self, span: Span) -> Place {
        let ((line, column), (end_line, end_column)) = (self.at(span.start), self.at(span.end));
        Place { line, column, end_line, end_column }
    }

    /// The span of the lines that `span` touches, without the last line's break.
    pub fn lines_of(&self, span: Span) -> Span {
        let start = self.start_of_line(self.at(span.start).0);
        let rest = self.text.get(span.end..).unwrap_or("");
        let end = rest.find('\n').map_or(self.text.len(), |i| span.end + i);
        Span::new(start, end)
    }

    /// The first byte of line `line`, counted from 1; the end of the text for a line past it.
    pub fn start_of_line(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    fn at(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let before = self.text.get(self.start_of_line(line)..offset).unwrap_or("");
        (line, before.chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::text::Span;

    #[test]
    fn counts_characters_from_one() {
        let text = "One\nÉtudes “two”\n";
        let places = Places::new(text);
        let start = text.find('“').unwrap();
        let place = places.of(Span::new(start, start + "“two”".len()));
        assert_eq!((place.line, place.column, place.end_line, place.end_column), (2, 8, 2, 13));
        assert_eq!(places.lines_of(Span::new(5, 6)).of(text), "Études “two”");
        assert_eq!(places.of(Span::new(text.len(), text.len())).line, 3);
    }
}
