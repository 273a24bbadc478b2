//! Headlines set in capitals or in lower case. Comes in: the paragraphs of an article, each read on its own. Goes out: the
//! same, such headlines read again with the case that the body of the article gives their words, since case is half of
//! what tells a name ("truecasing"; Lita, Ittycheriah, Roukos, Kambhatla 2003).
//!
//! The new wording is as long as the old in bytes, so that spans stay what they are, and it is read by content like any
//! other paragraph. Words that the body does not have are put into lower case, as most words of any headline are.

use crate::article::{Memory, Placed};
use crate::language::{NameKind, Passage, words::in_capitals};
use crate::text::Document;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The most words of a name that is looked for.
const LONGEST: usize = 6;

/// Reads the headlines and headings without case again.
pub(super) fn restore(document: &Document, paragraphs: &mut [Placed], memory: &mut Memory) {
    let text = |placed: &Placed| document.blocks().get(placed.block).map(|b| b.span.of(document.masked()));
    let caseless = |placed: &Placed| {
        placed.kind.is_display() && text(placed).is_some_and(|text| in_capitals(text) || in_lower_case(text))
    };
    if !paragraphs.iter().any(caseless) {
        return;
    }
    let headlines = paragraphs.iter().filter(|p| caseless(p)).map(Placed::passage);
    let asked: HashSet<u64> = headlines.flat_map(words_of).map(key).collect();
    let body = paragraphs.iter().filter(|p| p.kind.is_copy() && !p.kind.is_display());
    let cases = Cases::of(body.map(Placed::passage).filter(|passage| !in_capitals(passage.text())), &asked);
    for placed in paragraphs.iter_mut().filter(|p| caseless(p)) {
        if let Some(wording) = cases.restored(placed.passage()) {
            placed.paragraph = memory.paragraph(&wording, placed.kind);
        }
    }
}

/// Whether a text of several words has no capital at all.
fn in_lower_case(text: &str) -> bool {
    !text.chars().any(char::is_uppercase) && text.split_whitespace().nth(1).is_some()
}

fn words_of(passage: &Passage) -> impl Iterator<Item = &str> {
    (0..passage.tokens.len()).map(|at| passage.word(at))
}

/// A hash (FNV-1a over characters) of a word without its case: a body has many words, and a headline asks for few.
fn key(word: &str) -> u64 {
    let mix = |hash: u64, c: char| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    word.chars().flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325, mix)
}

/// How the body of an article spells its words.
#[derive(Debug, Default)]
struct Cases {
    /// Words inside sentences by their lower case, each spelling with how often it stands there.
    words: HashMap<String, BTreeMap<String, usize>>,
    /// Names of several words by their lower case, a word and a space at a time.
    names: HashMap<String, Vec<String>>,
}

impl Cases {
    /// Looks through the body for the words that are `asked` for, by their [`key`].
    fn of<'a>(passages: impl Iterator<Item = &'a Passage>, asked: &HashSet<u64>) -> Self {
        let mut cases = Self::default();
        for passage in passages {
            let mut named = vec![false; passage.tokens.len()];
            for name in &passage.names {
                let words: Vec<String> = name.tokens.clone().map(|at| passage.word(at).to_owned()).collect();
                if !words.iter().any(|word| asked.contains(&key(word))) {
                    continue;
                }
                if words.iter().any(|word| word.starts_with(char::is_lowercase)) && words.len() == 1 {
                    continue;
                }
                named.iter_mut().skip(name.tokens.start).take(words.len()).for_each(|named| *named = true);
                match words.last() {
                    Some(last) if words.len() == 1 || name.kind == NameKind::Person => cases.count(last),
                    _ => {}
                }
                if (2..=LONGEST).contains(&words.len()) {
                    cases.names.entry(words.join(" ").to_lowercase()).or_insert(words);
                }
            }
            for sentence in &passage.sentences {
                let letters = |at: &usize| passage.word(*at).starts_with(char::is_alphabetic);
                // The first word has a capital whatever it is, and so has the first of a quotation.
                let inside = |at: &usize| {
                    sentence.tokens.contains(&at.wrapping_sub(1))
                        && !passage.word(at - 1).ends_with(['"', '“', '‘', '\'', ':', '`'])
                };
                for at in sentence.tokens.clone().filter(letters).filter(inside).filter(|at| !named[*at]) {
                    let word = passage.word(at);
                    if asked.contains(&key(word)) {
                        cases.count(word);
                    }
                }
            }
        }
        cases
    }

    fn count(&mut self, word: &str) {
        *self.words.entry(word.to_lowercase()).or_default().entry(word.to_owned()).or_default() += 1;
    }

    /// The most frequent spelling of a word of these bytes; of several the first in order.
    fn word(&self, lower: &str) -> Option<&str> {
        let spellings = self.words.get(lower)?.iter();
        spellings.rev().max_by_key(|(_, count)| **count).map(|(spelling, _)| spelling.as_str())
    }

    /// The words of a passage as the body spells them, in as many bytes; `None` if it gives none of them a capital.
    fn restored(&self, passage: &Passage) -> Option<String> {
        let lower: Vec<String> =
            (0..passage.tokens.len()).map(|at| passage.word(at).to_lowercase()).collect();
        let mut wording = passage.text().to_owned();
        let mut put = |at: usize, spelling: &str| {
            let span = passage.tokens[at].span;
            let fits = span.len() == spelling.len();
            if fits {
                wording.replace_range(span.start..span.end, spelling);
            }
            fits && spelling.chars().any(char::is_uppercase)
        };
        let (mut at, mut named) = (0, false);
        while at < lower.len() {
            let longest = (2..=LONGEST.min(lower.len() - at))
                .rev()
                .find_map(|length| self.names.get(&lower[at..at + length].join(" ")));
            if let Some(words) = longest {
                words.iter().enumerate().for_each(|(i, word)| named |= put(at + i, word));
                at += words.len();
                continue;
            }
            match self.word(&lower[at]) {
                Some(spelling) => named |= put(at, spelling),
                // "U.S." and the like stay as they are.
                None if lower[at].contains('.') => {}
                None => _ = put(at, &lower[at]),
            }
            at += 1;
        }
        let first = passage.tokens.first()?.span.start;
        if let Some(letter) = wording.get(first..first + 1).map(str::to_ascii_uppercase) {
            wording.replace_range(first..first + 1, &letter);
        }
        named.then_some(wording)
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::text::{Document, Format};

    const BODY: &str = "The mayor of New Brenwick, Anna Lindqvist, said on Monday that a new bridge would be \
                        built.\n\nLindqvist said that NATO engineers had offered to help.\n";

    /// The wording of the headline as it was read.
    fn read(headline: &str) -> String {
        let article = Article::of(Document::read(format!("{headline}\n\n{BODY}"), Format::Plain));
        let read = article.paragraphs.first().map_or("", |placed| placed.passage().text());
        assert_eq!(read.to_lowercase(), headline.to_lowercase());
        read.to_owned()
    }

    #[test]
    fn the_body_tells_the_case_of_a_headline_without() {
        assert_eq!(read("LINDQVIST PROMISES NEW BRIDGE"), "Lindqvist promises new bridge");
        assert_eq!(read("nato to help new brenwick build bridge"), "NATO to help New Brenwick build bridge");
        assert_eq!(read("NEW BRENWICK WAITS FOR U.S. AID"), "New Brenwick waits for U.S. aid");
    }

    #[test]
    fn what_has_case_or_finds_none_stays_as_it_is() {
        assert_eq!(read("Lindqvist Promises New Bridge"), "Lindqvist Promises New Bridge");
        assert_eq!(read("NOTHING KNOWN STANDS HERE"), "NOTHING KNOWN STANDS HERE");
    }
}
