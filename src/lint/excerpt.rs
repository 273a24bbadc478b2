//! One row of a terminal that shows words in their context.
//!
//! Copy is written in paragraphs, and a paragraph is one line of six hundred characters: printed whole, as compilers
//! print lines of code, it would bury the words in question. An excerpt takes as much of the words' line as fits a row,
//! cuts it between words, and marks each cut with an ellipsis. Words that are too long for a row themselves lose their
//! middle.

use crate::text::Span;
use std::ops::Range;

/// A row and where in it (in bytes) the words are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The row, without line breaks or tabs.
    pub row: String,
    /// The words in question.
    pub words: Range<usize>,
}

const CUT: &str = "…";

/// The excerpt of at most `width` characters that shows `span`. `line` is what it may show: the line or lines of `span`.
pub fn excerpt(text: &str, line: Span, span: Span, width: usize) -> Excerpt {
    let words = flat(span.of(text));
    let before = flat(Span::new(line.start, span.start).of(text));
    let after = flat(Span::new(span.end, line.end).of(text));
    let before = before.trim_start();
    let after = after.trim_end();
    let words = without_middle(&words, width.saturating_sub(4).max(20));
    let room = width.saturating_sub(count(&words));
    let (left, right) = (count(before), count(after));
    // Each side gets half of the room, and what the other does not use.
    let left_room = room.saturating_sub(right).max(room / 2).min(left);
    let right_room = room.saturating_sub(left_room);
    let mut row = last_words(before, left_room);
    let start = row.len();
    row.push_str(&words);
    let end = row.len();
    row.push_str(&first_words(after, right_room));
    Excerpt { row, words: start..end }
}

/// Line breaks, tabs and control characters as spaces.
fn flat(text: &str) -> String {
    text.chars().filter(|&c| c != '\r').map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn count(text: &str) -> usize {
    text.chars().count()
}

fn without_middle(words: &str, width: usize) -> String {
    if count(words) <= width {
        return words.to_owned();
    }
    let head = first_words(words, width * 3 / 5);
    let tail = last_words(words, width - count(&head));
    format!("{} {CUT} {}", head.trim_end_matches(CUT).trim_end(), tail.trim_start_matches(CUT).trim_start())
}

/// The first words of `text` in at most `width` characters, the cut included.
fn first_words(text: &str, width: usize) -> String {
    if count(text) <= width {
        return text.to_owned();
    }
    let Some(width) = width.checked_sub(count(CUT) + 1) else { return String::new() };
    let end = text.char_indices().nth(width).map_or(text.len(), |(i, _)| i);
    let (head, rest) = text.split_at(end);
    let head = match head.rfind(' ') {
        Some(space) if !rest.starts_with(' ') => head.get(..space).unwrap_or(head),
        _ => head,
    };
    format!("{} {CUT}", head.trim_end())
}

/// The last words of `text` in at most `width` characters, the cut included.
fn last_words(text: &str, width: usize) -> String {
    let length = count(text);
    if length <= width {
        return text.to_owned();
    }
    let Some(width) = width.checked_sub(count(CUT) + 1) else { return String::new() };
    let start = text.char_indices().nth(length - width).map_or(text.len(), |(i, _)| i);
    let (rest, tail) = text.split_at(start);
    let tail = match tail.find(' ') {
        Some(space) if !rest.ends_with(' ') => tail.get(space + 1..).unwrap_or(tail),
        _ => tail,
    };
    format!("{CUT} {}", tail.trim_start())
}

#[cfg(test)]
mod tests {
    use super::excerpt;
    use crate::text::Span;
    use proptest::prelude::*;

    fn shown(text: &str, words: &str, width: usize) -> (String, String) {
        let start = text.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        let e = excerpt(text, Span::new(0, text.len()), span, width);
        (e.row.clone(), e.row[e.words].to_owned())
    }

    #[test]
    fn shows_a_short_line_whole() {
        let line = "The bridge, which opened in 1931, was closed on Monday.";
        assert_eq!(shown(line, "1931", 80), (line.into(), "1931".into()));
    }

    #[test]
    fn cuts_a_long_line_between_words() {
        let line = "The bridge, which opened in 1931 after four years of building, was closed on Monday.";
        let (row, words) = shown(line, "after four years", 48);
        assert_eq!(row, "… in 1931 after four years of building, …");
        assert_eq!(words, "after four years");
        let (row, _) = shown(line, "The bridge", 40);
        assert_eq!(row, "The bridge, which opened in 1931 after …");
    }

    #[test]
    fn takes_the_middle_out_of_long_words() {
        let line = "“The river has never been this high in my lifetime, nor in my father's, and he was born here”, she said.";
        let (row, words) = shown(line, line.split(", she").next().unwrap(), 60);
        assert_eq!(row, format!("{words}, …"));
        assert!(
            row.starts_with("“The river has never been")
                && row.contains(" … ")
                && words.ends_with("born here”"),
            "{row}"
        );
    }

    proptest! {
        #[test]
        fn never_wider_than_asked(text in "[a-zé ,\n]{1,300}", a in 0usize..300, b in 0usize..300, width in 30usize..120) {
            let at = |i: usize| (0..=i.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap();
            let span = Span::new(at(a.min(b)), at(a.max(b)));
            let e = excerpt(&text, Span::new(0, text.len()), span, width);
            prop_assert!(e.row.chars().count() <= width, "{:?}", e);
            prop_assert!(e.row.get(e.words.clone()).is_some());
        }
    }
}
