//! The unit of the offsets in Copydesk's output: bytes, Unicode code points or UTF-16 code units.

use crate::text::Span;
use crate::text::position::{Encoding, LineIndex};

/// What one step of an offset is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OffsetUnit {
    /// UTF-8 bytes.
    #[default]
    Bytes,
    /// Unicode code points, as Python counts.
    Chars,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

/// Converts byte offsets of one text. Making it is linear in the text; a conversion takes O(log n).
#[derive(Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// `None` where bytes are asked for.
    index: Option<(LineIndex, Encoding)>,
}

impl<'t> Offsets<'t> {
    /// The conversion for `text`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let index = match unit {
            OffsetUnit::Bytes => None,
            OffsetUnit::Chars => Some((LineIndex::new(text), Encoding::Utf32)),
            OffsetUnit::Utf16 => Some((LineIndex::new(text), Encoding::Utf16)),
        };
        Self { text, index }
    }

    /// The offset of `byte`, which lies on a character boundary, in the unit.
    pub fn convert(&self, byte: usize) -> usize {
        match &self.index {
            None => byte,
            Some((index, encoding)) => index.units(self.text, byte, *encoding),
        }
    }

    /// Both ends of a span.
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.convert(span.start), self.convert(span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::{OffsetUnit, Offsets};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting_from_the_start(text in "[a-z“é𝄞\n]{0,300}") {
            let (chars, utf16) = (Offsets::new(&text, OffsetUnit::Chars), Offsets::new(&text, OffsetUnit::Utf16));
            let bytes = Offsets::new(&text, OffsetUnit::Bytes);
            for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                prop_assert_eq!(chars.convert(at), text[..at].chars().count());
                prop_assert_eq!(utf16.convert(at), text[..at].encode_utf16().count());
                prop_assert_eq!(bytes.convert(at), at);
            }
        }
    }
}
