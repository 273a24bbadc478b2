//! Lines and columns for reports: counted from 1, columns in characters.

use crate::text::Span;
use crate::text::position::{Encoding, LineIndex};

/// Finds lines and columns in one text.
#[derive(Debug)]
pub struct Places<'t> {
    text: &'t str,
    index: LineIndex,
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
        Self { text, index: LineIndex::new(text) }
    }

    /// The place of a span.
    pub fn of(&self, span: Span) -> Place {
        self.counted(span, Encoding::Utf32)
    }

    /// The place of a span with columns in bytes.
    pub fn in_bytes(&self, span: Span) -> Place {
        self.counted(span, Encoding::Utf8)
    }

    fn counted(&self, span: Span, encoding: Encoding) -> Place {
        let range = self.index.range(self.text, span, encoding);
        Place {
            line: range.start.line as usize + 1,
            column: range.start.column as usize + 1,
            end_line: range.end.line as usize + 1,
            end_column: range.end.column as usize + 1,
        }
    }

    /// The span of the lines that `span` touches, without the last line's end.
    pub fn lines_of(&self, span: Span) -> Span {
        let place = self.of(span);
        self.index.line(self.text, place.line - 1).join(self.index.line(self.text, place.end_line - 1))
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
