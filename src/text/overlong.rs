//! Paragraphs longer than any that is written. Comes in: a block's span. Goes out: the spans it is cut into, so that a
//! file without line breaks costs no more than one with them, and an edit in it re-reads a piece of it alone.

use crate::text::Span;
use crate::text::lines::trim;

/// A block longer than this (bytes, some 2,500 words) is cut.
pub(crate) const LONGEST: usize = 16 << 10;

/// The pieces of `span`, in order and without white space around them; `span` itself where it is not too long. Cuts are
/// made after a sentence outside of quotation marks where there is one, else after a sentence, else at white space, else
/// anywhere. Linear in the text.
pub(crate) fn cut(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    while span.end - start > LONGEST {
        let length = best_cut(&text[start..span.end]);
        pieces.push(trim(text, Span::new(start, start + length)));
        start += length;
    }
    pieces.push(trim(text, Span::new(start, span.end)));
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Where in `text`, which is longer than [`LONGEST`], the first piece ends: the last of the best places in the second
/// half of what a piece may hold. Never 0.
fn best_cut(text: &str) -> usize {
    let (mut best, mut rank) = (0, 0);
    let (mut quoted, mut ended) = (false, false);
    for (at, c) in text.char_indices().take_while(|(at, _)| *at <= LONGEST) {
        let here = match c {
            c if c.is_whitespace() && ended && !quoted => 3,
            c if c.is_whitespace() && ended => 2,
            c if c.is_whitespace() => 1,
            _ => 0,
        };
        if at >= LONGEST / 2 && here >= rank {
            (best, rank) = (at, here);
        }
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '"' => quoted = !quoted,
            _ => {}
        }
        ended = matches!(c, '.' | '!' | '?') || ended && matches!(c, '"' | '”' | '’' | '\'' | ')');
    }
    best.max(text.chars().next().map_or(1, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        cut(text, Span::new(0, text.len())).into_iter().map(|piece| piece.of(text)).collect()
    }

    #[test]
    fn sentences_and_quotations_stay_whole() {
        let text = "“The quay is closed. Nobody crosses,” the pilot said. ".repeat(1000);
        let pieces = pieces(text.trim_end());
        assert!(pieces.len() > 3);
        assert!(pieces.iter().all(|p| p.starts_with('“') && p.ends_with("said.") && p.len() <= LONGEST));
        assert_eq!(pieces.join(" "), text.trim_end());
    }

    #[test]
    fn what_has_no_sentences_is_cut_at_white_space_or_anywhere() {
        let words = "quay ".repeat(10_000);
        assert!(pieces(&words).iter().all(|p| p.starts_with("quay") && p.ends_with("quay")));
        let letters = "é".repeat(40_000);
        assert_eq!(pieces(&letters).concat(), letters);
        assert_eq!(pieces("One sentence."), ["One sentence."]);
    }
}
