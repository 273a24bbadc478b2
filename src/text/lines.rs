//! Lines as editors count them: they end with `\n`, `\r\n` or a lone `\r`, and with nothing else (not U+2028).

use crate::text::Span;

/// The lines of `text` without their ends. A text that ends with a line end has an empty last line.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let length = bytes[start..].iter().position(|&b| b == b'\n' || b == b'\r');
        next = length.map(|length| {
            let end = start + length;
            end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 }
        });
        Some(Span::new(start, length.map_or(bytes.len(), |length| start + length)))
    })
}

/// `span` without the white space at its two ends.
pub(crate) fn trim(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let left = inside.trim_start().len();
    let start = span.start + (inside.len() - left);
    Span::new(start, start + inside.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_in_editors() {
        let text = "a\r\nb\rc\n\nd\u{2028}e\n";
        let found: Vec<_> = lines(text).map(|l| l.of(text)).collect();
        assert_eq!(found, ["a", "b", "c", "", "d\u{2028}e", ""]);
        assert_eq!(lines("").count(), 1);
    }

    #[test]
    fn trimming_keeps_offsets() {
        let text = "  \u{a0}word \n";
        assert_eq!(trim(text, Span::new(0, text.len())).of(text), "word");
        assert_eq!(trim(text, Span::new(0, 2)).len(), 0);
    }
}
