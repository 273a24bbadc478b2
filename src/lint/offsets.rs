//! The unit of the offsets in Copydesk's output: bytes, Unicode code points or UTF-16 code units.

use crate::text::Span;

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

/// Converts byte offsets of one text. Making it is linear in the text, a conversion takes constant time: every 64th
/// byte has its offset written down, and from there at most 63 bytes are counted.
#[derive(Debug)]
pub struct Offsets<'t> {
    text: &'t [u8],
    unit: OffsetUnit,
    /// Offset in `unit` of byte `64 * i`; empty where bytes and units are the same.
    marks: Vec<usize>,
}

const STEP: usize = 64;

impl<'t> Offsets<'t> {
    /// The conversion for `text`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let mut marks = Vec::new();
        if unit != OffsetUnit::Bytes && !text.is_ascii() {
            marks.reserve(text.len() / STEP + 1);
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                marks.push(count);
                count += units(chunk, unit);
            }
            marks.push(count);
        }
        Self { text: text.as_bytes(), unit, marks }
    }

    /// The offset of `byte` in the unit. A byte past the end is taken as the end.
    pub fn convert(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        match self.marks.get(byte / STEP) {
            None => byte,
            Some(mark) => {
                mark + units(self.text.get(byte / STEP * STEP..byte).unwrap_or_default(), self.unit)
            }
        }
    }

    /// Both ends of a span.
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.convert(span.start), self.convert(span.end)]
    }
}

/// How many units begin in `bytes`: each code point is counted at its first byte.
fn units(bytes: &[u8], unit: OffsetUnit) -> usize {
    bytes
        .iter()
        .map(|&byte| match (unit, byte) {
            (OffsetUnit::Bytes, _) => 1,
            (_, 0x80..=0xBF) => 0,
            (OffsetUnit::Utf16, 0xF0..) => 2,
            _ => 1,
        })
        .sum()
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
