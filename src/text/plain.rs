//! Plain text cut into pieces: paragraphs between blank lines, hard-wrapped or not, or one paragraph a line.

use crate::text::Span;
use crate::text::byline::is_byline;
use crate::text::dateline::is_date_line;
use crate::text::layout::{Markup, Piece};
use crate::text::lines::{lines, trim};
use crate::text::patterns::BOILERPLATE;

/// Columns that hard-wrapped text may reach. Longer lines are paragraphs.
const WIDEST: usize = 110;
/// Columns that hard-wrapped text reaches at least.
const NARROWEST: usize = 36;

/// Cuts `text`, whose part before `from` is taken up already.
pub(crate) fn cut(text: &str, from: usize) -> Vec<Piece> {
    let lines: Vec<Span> = lines(&text[from..]).map(|line| trim(text, line.shift(from))).collect();
    let width = wrap_width(text, &lines);
    let mut pieces = Vec::new();
    let mut open: Option<Piece> = None;
    let mut last_line = Span::default();
    for line in lines {
        if line.is_empty() {
            pieces.extend(open.take());
            continue;
        }
        let (marker, markup) = item_marker(line.of(text));
        match &mut open {
            Some(piece) if markup == Markup::None && continues(text, last_line, line, width) => {
                piece.span.end = line.end;
            }
            _ => {
                pieces.extend(open.take());
                open = Some(Piece { span: Span::new(line.start + marker, line.end), markup });
            }
        }
        last_line = line;
    }
    pieces.extend(open);
    pieces.retain(|piece| !piece.span.is_empty());
    pieces
}

/// The column at which the text is wrapped; `None` where its lines are paragraphs.
fn wrap_width(text: &str, lines: &[Span]) -> Option<usize> {
    let (mut widest, mut long, mut filled) = (0, 0, 0);
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let width = if line.len() > 4 * WIDEST { line.len() } else { line.of(text).chars().count() };
        filled += 1;
        if width > WIDEST {
            long += 1;
        } else {
            widest = widest.max(width);
        }
    }
    (long * 10 <= filled && widest >= NARROWEST).then_some(widest)
}

/// Whether `line` goes on with the paragraph of the line before it.
fn continues(text: &str, before: Span, line: Span, width: Option<usize>) -> bool {
    let (above, below) = (before.of(text), line.of(text));
    if BOILERPLATE.fits(above) || BOILERPLATE.fits(below) || is_alone(above) || is_alone(below) {
        return false;
    }
    if below.chars().next().is_some_and(char::is_lowercase) {
        return true;
    }
    let Some(width) = width else { return false };
    if before.len() > 4 * WIDEST || indent(text, line) > indent(text, before) + 1 {
        return false;
    }
    // Whoever wrapped the text broke the line because the next word did not fit; a line that had room was ended on
    // purpose.
    let next_word = below.split_whitespace().next().unwrap_or("").chars().count();
    let full = above.chars().count() + 1 + next_word > width;
    let sentence_open = !above.ends_with(['.', '!', '?', '"', '”', ':', ')']);
    full && (sentence_open || above.chars().count() * 10 >= width * 8)
        || sentence_open && above.ends_with([',', ';', '-', '—', '–'])
}

fn is_alone(line: &str) -> bool {
    is_byline(line) || is_date_line(line)
}

/// Columns of white space before the first character of a trimmed line.
fn indent(text: &str, line: Span) -> usize {
    text[..line.start].bytes().rev().take(40).take_while(|&b| b == b' ' || b == b'\t').count()
}

/// The length of the mark that makes a line a list item, and what the line is then.
fn item_marker(line: &str) -> (usize, Markup) {
    for mark in ["• ", "- ", "* ", "· ", "‣ ", "▪ ", "– "] {
        if let Some(rest) = line.strip_prefix(mark)
            && !rest.trim_start().is_empty()
            && !rest.starts_with(mark.trim_end())
        {
            return (line.len() - rest.trim_start().len(), Markup::Item);
        }
    }
    if let Some(rest) = line.strip_prefix("> ") {
        return (line.len() - rest.len(), Markup::None);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = &line[digits..];
    if (1..=2).contains(&digits) && (after.starts_with(". ") || after.starts_with(") ")) {
        return (line.len() - after[2..].trim_start().len(), Markup::Item);
    }
    (0, Markup::None)
}
