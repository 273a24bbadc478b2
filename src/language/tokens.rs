//! Tokens, as the Penn Treebank cuts them: clitics apart (`do|n't`, `Kerry|'s`), punctuation apart, hyphenated words,
//! abbreviations, numbers, web and mail addresses whole.
//!
//! Comes in: the text of a passage. Goes out: the spans of its tokens, in order, none empty, white space left out.

use crate::text::Span;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What an abbreviation does to the sentence it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Stands before a name: the sentence goes on.
    Title,
    /// Stands before a number: keeps its period only there.
    Number,
    /// May end a sentence.
    Unit,
}

/// The abbreviations of `data/abbreviations.tsv`.
static ABBREVIATIONS: LazyLock<HashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    rows(include_str!("data/abbreviations.tsv"))
        .filter_map(|row| row.split_once('\t'))
        .map(|(word, class)| match class {
            "title" => (word, Abbreviation::Title),
            "number" => (word, Abbreviation::Number),
            _ => (word, Abbreviation::Unit),
        })
        .collect()
});

/// The words of `data/clitics.tsv` with the length of their first part.
static JOINED: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    rows(include_str!("data/clitics.tsv"))
        .filter_map(|row| row.split_once('\t'))
        .filter_map(|(word, length)| Some((word, length.parse().ok()?)))
        .collect()
});

/// The lines of a data file without comments and empty lines.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The class of a word that ends in a period ("Gen."), or of one without ("Gen"); `None` for other words.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let stem = word.strip_suffix('.').unwrap_or(word);
    if stem.len() > 6 || stem.is_empty() {
        return None;
    }
    if stem.bytes().any(|b| b.is_ascii_uppercase()) {
        ABBREVIATIONS.get(stem.to_ascii_lowercase().as_str()).copied()
    } else {
        ABBREVIATIONS.get(stem).copied()
    }
}

/// Cuts a text into tokens.
pub fn tokenize(text: &str) -> Vec<Span> {
    let mut cutter = Cutter { text, bytes: text.as_bytes(), tokens: Vec::with_capacity(text.len() / 5 + 1) };
    let mut at = 0;
    while at < text.len() {
        at = cutter.step(at);
    }
    cutter.tokens
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    tokens: Vec<Span>,
}

/// An apostrophe or a mark that is used as one.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ')
}

impl Cutter<'_> {
    /// The character at `at`, or NUL past the end.
    fn char_at(&self, at: usize) -> char {
        match self.bytes.get(at) {
            Some(&b) if b < 0x80 => b as char,
            Some(_) => self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\0'),
            None => '\0',
        }
    }

    fn push(&mut self, start: usize, end: usize) -> usize {
        if start < end {
            self.tokens.push(Span { start, end });
        }
        end
    }

    /// Where the run of `wanted` that begins at `at` ends.
    fn run(&self, mut at: usize, wanted: impl Fn(char) -> bool) -> usize {
        loop {
            let c = self.char_at(at);
            if at >= self.text.len() || !wanted(c) {
                return at;
            }
            at += c.len_utf8();
        }
    }

    /// Cuts the token at `at` and gives where the next may begin.
    fn step(&mut self, at: usize) -> usize {
        let c = self.char_at(at);
        let after = at + c.len_utf8();
        let next = self.char_at(after);
        match c {
            c if c.is_whitespace() => after,
            c if c.is_alphanumeric() => self.word(at),
            '@' | '#' if next.is_alphabetic() || next == '_' => {
                let end = self.run(after, |c| c.is_alphanumeric() || c == '_');
                self.push(at, end)
            }
            '+' | '-' | '.' if next.is_ascii_digit() && !self.follows_word(at) => self.word(at),
            '.' => {
                let mut end = self.run(after, |c| c == '.');
                if end == after {
                    // ". . ." is one mark
                    while self.bytes.get(end..end + 2) == Some(b" .") {
                        end += 2;
                    }
                }
                self.push(at, end)
            }
            '-' | '_' | '*' | '=' | '~' | '!' | '?' | '…' => {
                let end = self.run(after, |d| d == c || (matches!(c, '!' | '?') && matches!(d, '!' | '?')));
                self.push(at, end)
            }
            '<' if next.is_ascii_alphabetic() || next == '/' || next == '!' => {
                let limit = self.run(after, |c| c != '>' && c != '<' && c != '\n');
                let end = if self.char_at(limit) == '>' && limit - at < 400 { limit + 1 } else { after };
                self.push(at, end)
            }
            c if is_apostrophe(c) => self.apostrophe(at, c, after, next),
            _ => {
                let end = self.run(after, is_combining);
                self.push(at, end)
            }
        }
    }

    /// Whether a letter or digit stands right before `at`.
    fn follows_word(&self, at: usize) -> bool {
        self.text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
    }

    fn apostrophe(&mut self, at: usize, c: char, after: usize, next: char) -> usize {
        if next == c && matches!(c, '\'' | '`') {
            return self.push(at, after + 1);
        }
        if self.follows_word(at) {
            let end = self.run(after, char::is_alphabetic);
            let ending = self.text.get(after..end).unwrap_or("");
            if is_clitic(ending) {
                return self.push(at, end);
            }
        } else if next.is_ascii_digit() {
            let end = self.run(after, |c| c.is_ascii_alphanumeric());
            if end - after <= 3 {
                return self.push(at, end);
            }
        } else if next.is_alphabetic() {
            let end = self.run(after, char::is_alphabetic);
            let word = self.text.get(after..end).unwrap_or("");
            if ["em", "til", "tis", "twas", "n", "cause", "Em", "Til", "Tis", "Twas"].contains(&word) {
                let end = end
                    + if word == "n" && is_apostrophe(self.char_at(end)) {
                        self.char_at(end).len_utf8()
                    } else {
                        0
                    };
                return self.push(at, end);
            }
        }
        self.push(at, after)
    }

    /// Cuts the word that begins at `start`.
    fn word(&mut self, start: usize) -> usize {
        if let Some(end) = self.address(start) {
            return self.push(start, end);
        }
        let mut at = start + self.char_at(start).len_utf8();
        let mut before = self.char_at(start);
        while at < self.text.len() {
            let c = self.char_at(at);
            let after = at + c.len_utf8();
            if c.is_alphanumeric() || is_combining(c) || c == '_' || c == '\u{ad}' {
                (before, at) = (c, after);
                continue;
            }
            let next = self.char_at(after);
            let joins = match c {
                '-' | '‑' => next.is_alphanumeric(),
                // "U.S.-led"
                '.' if next == '-' => {
                    self.is_initial(start, at)
                        && self.char_at(after + 1).is_alphanumeric()
                        && before.is_alphabetic()
                }
                '.' => {
                    let inside =
                        if before.is_ascii_digit() { next.is_ascii_digit() } else { next.is_alphabetic() };
                    if inside && before.is_alphabetic() && next.is_uppercase() && !self.is_initial(start, at)
                    {
                        // "ended.The": a missing space, not an abbreviation
                        false
                    } else {
                        inside
                    }
                }
                ',' => before.is_ascii_digit() && self.groups_digits(after),
                ':' => before.is_ascii_digit() && next.is_ascii_digit(),
                '/' => next.is_alphanumeric(),
                '&' => before.is_uppercase() && next.is_uppercase(),
                c if is_apostrophe(c) && c != '‘' => {
                    if !next.is_alphabetic() {
                        break;
                    }
                    let end = self.run(after, char::is_alphabetic);
                    let ending = self.text.get(after..end).unwrap_or("");
                    if matches!(before, 'n' | 'N') && ending.eq_ignore_ascii_case("t") {
                        let cut = at - 1;
                        self.push(start, cut);
                        return self.push(cut, end);
                    }
                    !is_clitic(ending)
                }
                _ => false,
            };
            if !joins {
                break;
            }
            (before, at) = (next, after + next.len_utf8());
        }
        at = self.period(start, at);
        let word = self.text.get(start..at).unwrap_or("");
        if matches!(word.len(), 5 | 6)
            && matches!(word.as_bytes()[0], b'c' | b'C' | b'g' | b'G' | b'l' | b'L' | b'w' | b'W')
            && let Some(&first) = JOINED.get(word.to_lowercase().as_str())
        {
            self.push(start, start + first);
            return self.push(start + first, at);
        }
        self.push(start, at)
    }

    /// Whether the word from `start` to the period at `period` so far is single letters with periods: "U", "U.S".
    fn is_initial(&self, start: usize, period: usize) -> bool {
        let word = self.text.get(start..period).unwrap_or("");
        word.split(['.', '-']).next_back().is_some_and(|piece| piece.chars().count() == 1)
    }

    /// Whether three digits and then no digit stand at `at`.
    fn groups_digits(&self, at: usize) -> bool {
        let digits = |n: usize| self.bytes.get(at..at + n).is_some_and(|d| d.iter().all(u8::is_ascii_digit));
        digits(3) && !self.bytes.get(at + 3).is_some_and(u8::is_ascii_digit)
    }

    /// Takes the period after the word into it where the word is an abbreviation.
    fn period(&self, start: usize, end: usize) -> usize {
        if self.bytes.get(end) != Some(&b'.') || self.bytes.get(end + 1) == Some(&b'.') {
            return end;
        }
        let word = self.text.get(start..end).unwrap_or("");
        let last = self
            .text
            .get(end + 1..)
            .unwrap_or("")
            .trim_start_matches(['”', '"', '’', '\'', ')', ']'])
            .is_empty();
        let piece = word.rsplit('-').next().unwrap_or(word);
        let keeps = match abbreviation(piece) {
            Some(Abbreviation::Title) => {
                piece.starts_with(char::is_uppercase) || piece == "vs" || piece.contains('.')
            }
            Some(Abbreviation::Number) => {
                piece.starts_with(char::is_uppercase)
                    && self.bytes.get(end + 2).is_some_and(u8::is_ascii_digit)
            }
            Some(Abbreviation::Unit) => {
                piece == "etc"
                    || piece.starts_with(char::is_uppercase)
                    || (matches!(piece, "ft" | "oz") && !last)
            }
            None => {
                let mut letters = piece.chars();
                match (letters.next(), letters.next()) {
                    (Some(one), None) => one.is_uppercase(),
                    (Some(_), Some('.')) => {
                        piece.split('.').all(|p| p.chars().count() <= 2 && p.chars().all(char::is_alphabetic))
                    }
                    _ => false,
                }
            }
        };
        if keeps && !last { end + 1 } else { end }
    }

    /// Where the web or mail address at `start` ends, if there is one.
    fn address(&self, start: usize) -> Option<usize> {
        // Look at the chunk up to the next white space, but never far: most words end within a few bytes.
        let rest = self.bytes.get(start..)?;
        let letters = rest
            .iter()
            .take(40)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
            .count();
        let web = match rest.get(letters) {
            Some(b':') => rest.get(letters..letters + 3) == Some(b"://"),
            Some(b'@') => rest.get(letters + 1).is_some_and(u8::is_ascii_alphanumeric),
            Some(b'/') => {
                rest.get(..letters)?.contains(&b'.')
                    && rest.get(..letters)?.iter().any(u8::is_ascii_lowercase)
                    && !rest[0].is_ascii_digit()
            }
            _ => rest.starts_with(b"www."),
        };
        if !web {
            return None;
        }
        let end = self.run(start, |c| {
            !c.is_whitespace() && !matches!(c, '"' | '“' | '”' | '<' | '>' | '(' | ')' | ',')
        });
        let address = self.text.get(start..end)?;
        Some(start + address.trim_end_matches(['.', ';', ':', '!', '?', '\'', '’']).len())
            .filter(|&end| end > start)
    }
}

fn is_clitic(ending: &str) -> bool {
    ["s", "re", "ve", "ll", "d", "m", "S", "RE", "VE", "LL", "D", "M"].contains(&ending)
}

/// A combining mark, joiner or variation selector, which belongs to the character before it.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        tokenize(text).iter().map(|s| s.of(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_clitics_and_punctuation() {
        assert_eq!(
            cut("“It didn’t end,” Gen. O’Hara’s aide said."),
            "“|It|did|n’t|end|,|”|Gen.|O’Hara|’s|aide|said|."
        );
        assert_eq!(cut("They cannot; we'll see -- or not?!"), "They|can|not|;|we|'ll|see|--|or|not|?!");
        assert_eq!(cut("The workers' union"), "The|workers|'|union");
        assert_eq!(cut("in the ’90s, rock ’n’ roll"), "in|the|’90s|,|rock|’n’|roll");
    }

    #[test]
    fn figures() {
        assert_eq!(
            cut("$1.2bn, 30% of 10,000 at 11:40 p.m. on 9/11"),
            "$|1.2bn|,|30|%|of|10,000|at|11:40|p.m.|on|9/11"
        );
        assert_eq!(cut("1,2 and -7 and 3-1, No. 4"), "1|,|2|and|-7|and|3-1|,|No.|4");
        assert_eq!(cut("He said no. 4 left."), "He|said|no|.|4|left|.");
    }

    #[test]
    fn abbreviations_and_sentence_ends() {
        assert_eq!(
            cut("J. R. Smith of the U.S. and D.C.-based AT&T"),
            "J.|R.|Smith|of|the|U.S.|and|D.C.-based|AT&T"
        );
        assert_eq!(cut("He left the U.S."), "He|left|the|U.S|.");
        assert_eq!(cut("It ended.The rest"), "It|ended|.|The|rest");
        assert_eq!(cut("well ... so … . . . on"), "well|...|so|…|. . .|on");
    }

    #[test]
    fn addresses_and_other_scripts() {
        assert_eq!(
            cut("See https://a.example/b?c=1, or mail x.y@z.example."),
            "See|https://a.example/b?c=1|,|or|mail|x.y@z.example|."
        );
        assert_eq!(cut("@desk #news cafe\u{301} 👍🏽 привет"), "@desk|#news|cafe\u{301}|👍🏽|привет");
    }
}
