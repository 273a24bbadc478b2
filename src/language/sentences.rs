//! Sentences. Comes in: the tokens of a passage. Goes out: ranges of tokens, one a sentence, covering all of them.
//!
//! A full stop ends a sentence unless what follows goes on in lower case, as in `“Stop.” he said`: for a reader of
//! attributions the speaker belongs to what he says. Closing quotation marks and brackets stay with the sentence they
//! close. An abbreviation ends a sentence when the next word is one that rarely stands inside a name.

use crate::language::tokens::{Abbreviation, abbreviation, rows};
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The words of `data/sentence_starters.txt`.
static STARTERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("data/sentence_starters.txt")).collect());

/// Groups the tokens of a text into sentences. Every token is in exactly one, and none is empty.
pub fn split(text: &str, tokens: &[Span]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < tokens.len() {
        let end = at + 1 + closing(text, tokens, at + 1);
        if ends_sentence(text, tokens, at, end) {
            sentences.push(start..end);
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

fn word<'a>(text: &'a str, tokens: &[Span], at: usize) -> &'a str {
    tokens.get(at).map_or("", |t| t.of(text))
}

/// Whether no white space stands between token `at` and the one before it.
fn touches(tokens: &[Span], at: usize) -> bool {
    match (at.checked_sub(1).and_then(|b| tokens.get(b)), tokens.get(at)) {
        (Some(before), Some(this)) => before.end == this.start,
        _ => false,
    }
}

/// How many closing marks follow at `at`.
fn closing(text: &str, tokens: &[Span], at: usize) -> usize {
    let closes = |at: usize| match word(text, tokens, at) {
        "”" | "’" | "»" | ")" | "]" | "''" | "’”" => true,
        "\"" | "'" => touches(tokens, at) && !touches(tokens, at + 1),
        _ => false,
    };
    (at..tokens.len()).take_while(|&i| closes(i)).count()
}

/// Whether a sentence ends with token `at`, the closing marks after it ending before `end`.
fn ends_sentence(text: &str, tokens: &[Span], at: usize, end: usize) -> bool {
    let this = word(text, tokens, at);
    let Some(first) = this.chars().next() else { return false };
    if end >= tokens.len() {
        return false;
    }
    let next = word(text, tokens, end);
    match first {
        '.' | '!' | '?' | '…' => {
            if matches!(this, "." | "?" | "!") && touches(tokens, end) && !is_opening(next) && end == at + 1 {
                return false;
            }
            let ellipsis = this.len() > 1 && matches!(first, '.' | '…');
            if ellipsis && end == at + 1 {
                begins_upper(text, tokens, end)
            } else {
                !goes_on(text, tokens, end)
            }
        }
        _ if this.ends_with('.') && this.len() > 1 => {
            let starter = STARTERS
                .contains(word(text, tokens, skip_opening(text, tokens, end)).to_lowercase().as_str());
            match abbreviation(this) {
                Some(Abbreviation::Title | Abbreviation::Number) => false,
                _ if end > at + 1 => begins_upper(text, tokens, end),
                _ => {
                    let clock = this.ends_with(".m.");
                    let opens = is_opening(next) && !matches!(next, "(" | "[");
                    let single = this.chars().count() == 2;
                    (starter && begins_upper(text, tokens, end) && !single)
                        || (!single && (clock || opens) && begins_upper(text, tokens, end) && !is_zone(next))
                }
            }
        }
        _ => false,
    }
}

/// A time zone after a clock time ("9 a.m. EST").
fn is_zone(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() >= 2 && word.len() <= 4 && word.ends_with('T') && word.bytes().all(|b| b.is_ascii_uppercase())
        || matches!(
            word,
            "Monday"
                | "Tuesday"
                | "Wednesday"
                | "Thursday"
                | "Friday"
                | "Saturday"
                | "Sunday"
                | "Eastern"
                | "Pacific"
                | "Central"
                | "GMT"
        )
}

fn is_opening(word: &str) -> bool {
    matches!(word, "“" | "‘" | "«" | "\"" | "'" | "(" | "[" | "``" | "‘‘" | "„")
}

/// The first token from `at` on that is no opening mark.
fn skip_opening(text: &str, tokens: &[Span], at: usize) -> usize {
    (at..tokens.len()).find(|&i| !is_opening(word(text, tokens, i))).unwrap_or(tokens.len())
}

/// Whether the next word goes on in lower case.
fn goes_on(text: &str, tokens: &[Span], at: usize) -> bool {
    let next = word(text, tokens, skip_opening(text, tokens, at));
    next.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';'))
        && !next.contains('@')
        && !next.contains("://")
}

fn begins_upper(text: &str, tokens: &[Span], at: usize) -> bool {
    word(text, tokens, skip_opening(text, tokens, at)).starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use crate::language::tokens::tokenize;

    fn cut(text: &str) -> Vec<&str> {
        let tokens = tokenize(text);
        super::split(text, &tokens)
            .into_iter()
            .map(|r| &text[tokens[r.start].start..tokens[r.end - 1].end])
            .collect()
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        assert_eq!(
            cut("Gen. A. B. Roe met Mr. Poe in the U.S. Senate at 9 a.m. EST. He left."),
            ["Gen. A. B. Roe met Mr. Poe in the U.S. Senate at 9 a.m. EST.", "He left."]
        );
        assert_eq!(
            cut("He flew to the U.S. The talks failed."),
            ["He flew to the U.S.", "The talks failed."]
        );
        assert_eq!(
            cut("Roe Inc. Chairman Jo Poe left Acme Corp. It fell."),
            ["Roe Inc. Chairman Jo Poe left Acme Corp.", "It fell."]
        );
    }

    #[test]
    fn quotations_keep_their_marks() {
        assert_eq!(
            cut("“We won.” The crowd cheered. “Why?” she asked."),
            ["“We won.”", "The crowd cheered.", "“Why?” she asked."]
        );
        assert_eq!(
            cut("\"We won.\" \"Did we?\" It rained ... and rained. (It stopped.) So"),
            ["\"We won.\"", "\"Did we?\"", "It rained ... and rained.", "(It stopped.)", "So"]
        );
    }
}
