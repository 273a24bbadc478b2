//! The text of an open document, and its edits as an editor sends them.

use crate::text::position::{Encoding, PositionRange, rope_offset};
use ropey::Rope;
use std::sync::Arc;

/// One change of a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is replaced; `None` for the whole text.
    pub range: Option<PositionRange>,
    /// What replaces it.
    pub text: String,
}

/// A text that is cheap to edit (O(log n) a change) and cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    rope: Rope,
}

impl Buffer {
    /// A buffer with this text.
    pub fn new(text: &str) -> Self {
        Self { rope: Rope::from_str(text) }
    }

    /// Applies the changes of one notification, each to the text that the one before it left. Ranges that do not fit
    /// are clamped; a range that ends before it starts is empty at its start.
    pub fn apply(&mut self, changes: &[Change], encoding: Encoding) {
        for change in changes {
            match change.range {
                None => self.rope = Rope::from_str(&change.text),
                Some(range) => {
                    let start = rope_offset(&self.rope, range.start, encoding);
                    let end = rope_offset(&self.rope, range.end, encoding).max(start);
                    let start = self.rope.byte_to_char(start);
                    let end = self.rope.byte_to_char(end);
                    if start < end {
                        self.rope.remove(start..end);
                    }
                    self.rope.insert(start, &change.text);
                }
            }
        }
    }

    /// The text in one piece.
    pub fn text(&self) -> Arc<str> {
        let mut text = String::with_capacity(self.rope.len_bytes());
        for chunk in self.rope.chunks() {
            text.push_str(chunk);
        }
        text.into()
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::position::{LineIndex, Position};
    use proptest::prelude::*;

    /// The definition, written as plainly as can be: walk the text character by character.
    fn naive_offset(text: &str, position: Position, encoding: Encoding) -> usize {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let (mut i, mut line) = (0, 0);
        while line < position.line {
            let Some(&(_, c)) = chars.get(i) else { return text.len() };
            let pair = c == '\r' && chars.get(i + 1).is_some_and(|&(_, next)| next == '\n');
            i += if pair { 2 } else { 1 };
            line += u32::from(c == '\n' || c == '\r');
        }
        let mut units = 0;
        while let Some(&(at, c)) = chars.get(i) {
            units += match encoding {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
                Encoding::Utf32 => 1,
            };
            if c == '\n' || c == '\r' || units > position.column as usize {
                return at;
            }
            i += 1;
        }
        text.len()
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[a-zA-Z .,]{0,6}",
            1 => Just("\n".to_owned()),
            1 => Just("\r\n".to_owned()),
            1 => Just("\r".to_owned()),
            1 => Just("\u{2028}".to_owned()),
            1 => Just("\t".to_owned()),
            1 => Just("e\u{301}".to_owned()),
            1 => Just("📰".to_owned()),
            1 => Just("👩‍👩‍👧".to_owned()),
            1 => Just("“é—中".to_owned()),
        ];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    fn position() -> impl Strategy<Value = Position> {
        let line = prop_oneof![9 => 0..8u32, 1 => Just(u32::MAX)];
        let column = prop_oneof![9 => 0..24u32, 1 => Just(u32::MAX)];
        (line, column).prop_map(|(line, column)| Position { line, column })
    }

    fn encoding() -> impl Strategy<Value = Encoding> {
        prop_oneof![Just(Encoding::Utf8), Just(Encoding::Utf16), Just(Encoding::Utf32)]
    }

    fn change() -> impl Strategy<Value = Change> {
        let range = prop::option::weighted(0.95, (position(), position()));
        (range, text()).prop_map(|(range, text)| Change {
            range: range.map(|(start, end)| PositionRange { start, end }),
            text,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        // 2,000 texts of 50 edits each: 100,000 edits.
        #[test]
        fn edits_are_those_of_a_plain_string(
            first in text(), changes in prop::collection::vec(change(), 50), encoding in encoding()
        ) {
            let mut buffer = Buffer::new(&first);
            let mut plain = first;
            for change in changes {
                buffer.apply(std::slice::from_ref(&change), encoding);
                match change.range {
                    None => plain = change.text,
                    Some(range) => {
                        let start = naive_offset(&plain, range.start, encoding);
                        let end = naive_offset(&plain, range.end, encoding).max(start);
                        plain.replace_range(start..end, &change.text);
                    }
                }
                prop_assert_eq!(&*buffer.text(), &plain);
            }
        }

        #[test]
        fn an_index_agrees_with_the_definition(text in text(), position in position(), encoding in encoding()) {
            let index = LineIndex::new(&text);
            let offset = index.offset(&text, position, encoding);
            prop_assert_eq!(offset, naive_offset(&text, position, encoding));
            let back = index.position(&text, offset, encoding);
            prop_assert_eq!(index.offset(&text, back, encoding), offset);
            prop_assert!(back <= position);
        }

        #[test]
        fn every_offset_comes_back(text in text(), encoding in encoding()) {
            let index = LineIndex::new(&text);
            for (offset, c) in text.char_indices() {
                let inside_break = c == '\n' && text[..offset].ends_with('\r');
                let position = index.position(&text, offset, encoding);
                let back = index.offset(&text, position, encoding);
                prop_assert_eq!(back, if inside_break { offset - 1 } else { offset });
            }
        }
    }

    #[test]
    fn long_lines_have_checkpoints() {
        let text = "“é📰” ".repeat(5000);
        let index = LineIndex::new(&text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for offset in [0, 13, 6500, text.len() - 1, text.len()] {
                let offset = crate::text::position::floor_boundary(&text, offset);
                let position = index.position(&text, offset, encoding);
                assert_eq!(index.offset(&text, position, encoding), offset);
                assert_eq!(naive_offset(&text, position, encoding), offset);
            }
        }
    }

    #[test]
    fn a_notification_applies_its_changes_in_order() {
        let mut buffer = Buffer::new("Rebels hold the town.");
        let at = |start, end, text: &str| Change {
            range: Some(PositionRange { start: Position::new(0, start), end: Position::new(0, end) }),
            text: text.into(),
        };
        buffer.apply(&[at(0, 6, "Troops"), at(7, 11, "held"), at(0, 0, "")], Encoding::Utf16);
        assert_eq!(&*buffer.text(), "Troops held the town.");
    }
}
