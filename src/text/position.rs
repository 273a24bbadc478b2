//! Lines and columns. The one module that converts between byte offsets and positions in utf-8, utf-16 or utf-32.
//!
//! Lines end with `\n`, `\r\n` or a lone `\r`, as the Language Server Protocol (3.17, "Text Documents") has it; U+2028
//! and its like are ordinary characters. Every position has an offset: a line past the last one means the end of the
//! text, a column past the end of its line means that end (before the line break), and a column inside a character
//! (half of a surrogate pair, the middle of a multi-byte sequence) means the start of that character.

use crate::text::Span;
use ropey::Rope;

/// The unit in which columns are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, what the protocol assumes where nothing else is agreed on.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

/// A place in a text: line and column, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in units of the encoding that was agreed on.
    pub column: u32,
}

/// From one position to another, the end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PositionRange {
    /// First position.
    pub start: Position,
    /// One past the last.
    pub end: Position,
}

impl Position {
    /// The position at `line` and `column`.
    pub fn new(line: u32, column: u32) -> Self {
        Self { line, column }
    }
}

/// Bytes between two checkpoints of a [`LineIndex`].
const STRIDE: usize = 256;

/// Where the lines of a text begin, and how many units stand before every 256th byte, so that a position is found in
/// O(log n) even in a line of a megabyte. Made in one pass; belongs to the text it was made for.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// Checkpoints, one a stride, at character boundaries: byte, UTF-16 units before it, characters before it. Empty
    /// where the text is ASCII and all three are equal.
    checkpoints: Vec<[usize; 3]>,
}

impl LineIndex {
    /// Indexes a text.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || byte == b'\r' && bytes.get(i + 1) != Some(&b'\n') {
                starts.push(i + 1);
            }
        }
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let (mut at, mut units, mut chars) = (0, 0, 0);
            while at < text.len() {
                checkpoints.push([at, units, chars]);
                let end = floor_boundary(text, at + STRIDE);
                let stride = text.get(at..end).unwrap_or("");
                units += stride.encode_utf16().count();
                chars += stride.chars().count();
                at = end;
            }
        }
        Self { starts, checkpoints }
    }

    /// How many lines there are: one more than line ends.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line `line` (from 0) without its end; empty at the end of the text where there is no such line.
    pub fn line(&self, text: &str, line: usize) -> Span {
        let Some(&start) = self.starts.get(line) else { return Span::new(text.len(), text.len()) };
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        Span::new(start, end - line_end_length(text.as_bytes().get(start..end).unwrap_or(&[])))
    }

    /// The position of a byte offset. An offset inside a character or a line end counts as before it.
    pub fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let line = self.starts.partition_point(|&s| s <= offset).saturating_sub(1);
        let span = self.line(text, line);
        let offset = floor_boundary(text, offset).clamp(span.start, span.end);
        let column = self.units(text, offset, encoding) - self.units(text, span.start, encoding);
        Position { line: line as u32, column: column as u32 }
    }

    /// The positions of a span's two ends.
    pub fn range(&self, text: &str, span: Span, encoding: Encoding) -> PositionRange {
        let at = |offset| self.position(text, offset, encoding);
        PositionRange { start: at(span.start), end: at(span.end) }
    }

    /// The byte offset of a position, clamped as the module says.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let line = self.line(text, position.line as usize);
        let wanted = self.units(text, line.start, encoding) + position.column as usize;
        self.byte(text, wanted, encoding).clamp(line.start, line.end)
    }

    /// The span between two positions; one that ends before it starts is empty at its start.
    pub fn span(&self, text: &str, range: PositionRange, encoding: Encoding) -> Span {
        Span::new(self.offset(text, range.start, encoding), self.offset(text, range.end, encoding))
    }

    /// How many units stand before a byte offset that lies on a character boundary.
    pub fn units(&self, text: &str, offset: usize, encoding: Encoding) -> usize {
        let column = match encoding {
            Encoding::Utf16 if !self.checkpoints.is_empty() => 1,
            Encoding::Utf32 if !self.checkpoints.is_empty() => 2,
            _ => return offset,
        };
        let before = self.checkpoints.partition_point(|c| c[0] <= offset).saturating_sub(1);
        let Some(checkpoint) = self.checkpoints.get(before) else { return 0 };
        let rest = text.get(checkpoint[0]..offset).unwrap_or("");
        checkpoint[column] + if column == 1 { rest.encode_utf16().count() } else { rest.chars().count() }
    }

    /// The byte before which `wanted` units stand, or the start of the character that they end in.
    fn byte(&self, text: &str, wanted: usize, encoding: Encoding) -> usize {
        let column = match encoding {
            Encoding::Utf16 if !self.checkpoints.is_empty() => 1,
            Encoding::Utf32 if !self.checkpoints.is_empty() => 2,
            _ => return floor_boundary(text, wanted),
        };
        let before = self.checkpoints.partition_point(|c| c[column] <= wanted).saturating_sub(1);
        let Some(checkpoint) = self.checkpoints.get(before) else { return 0 };
        let (mut at, mut units) = (checkpoint[0], checkpoint[column]);
        for c in text.get(at..).unwrap_or("").chars() {
            let next = units + if column == 1 { c.len_utf16() } else { 1 };
            if next > wanted {
                break;
            }
            (at, units) = (at + c.len_utf8(), next);
        }
        at
    }
}

/// The byte offset of a position in a rope, clamped as the module says. O(log n).
pub fn rope_offset(rope: &Rope, position: Position, encoding: Encoding) -> usize {
    let line = position.line as usize;
    if line >= rope.len_lines() {
        return rope.len_bytes();
    }
    let first = rope.line_to_byte(line);
    let next = if line + 1 < rope.len_lines() { rope.line_to_byte(line + 1) } else { rope.len_bytes() };
    // Every line but the last one has a line end, of one byte or two.
    let mut last = next;
    if line + 1 < rope.len_lines() {
        last -= 1;
        if last > first && rope.byte(last) == b'\n' && rope.byte(last - 1) == b'\r' {
            last -= 1;
        }
    }
    let column = position.column as usize;
    let wanted = match encoding {
        Encoding::Utf8 => rope.char_to_byte(rope.byte_to_char((first + column).min(last))),
        Encoding::Utf16 => {
            let start = rope.char_to_utf16_cu(rope.byte_to_char(first));
            rope.char_to_byte(rope.utf16_cu_to_char((start + column).min(rope.len_utf16_cu())))
        }
        Encoding::Utf32 => rope.char_to_byte((rope.byte_to_char(first) + column).min(rope.len_chars())),
    };
    wanted.clamp(first, last)
}

/// `offset`, or the start of the character it lies in, or the end of the text.
pub(crate) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Bytes of the line end that closes `line`.
fn line_end_length(line: &[u8]) -> usize {
    match line {
        [.., b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    }
}
