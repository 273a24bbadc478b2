//! The reading of PolNeAR's development articles against CoreNLP's, which nobody checked by hand.
//!
//! Every block is read as the article room reads it, furniture too, since CoreNLP read the whole page. Tags, lemmas and
//! trees are compared on the tokens that both readings have; the head of a token is right where its span is.

use super::{Figure, Overlap, at_least, characters};
use crate::article::Paragraph;
use crate::language::{Passage, Relation, Tag};
use crate::text::{Document, Format};
use crate::training::corpus::{self, Sentence, json_lines};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// `[start, end)` in characters.
type Range = (usize, usize);

/// One token of CoreNLP's.
struct Token {
    tag: Tag,
    lemma: String,
    /// Its own span for the root.
    head: Range,
    relation: Relation,
}

/// How many tokens agree, of how many.
#[derive(Default)]
struct Agreed {
    tokens: Overlap,
    ends: Overlap,
    ends_in_blocks: Overlap,
    shared: usize,
    tags: usize,
    /// Shared tokens that are words: the silver has no lemma for a punctuation mark.
    words: usize,
    lemmas: usize,
    /// Shared tokens without punctuation.
    attached: usize,
    heads: usize,
    relations: usize,
}

/// Tokens, sentence ends, tags, lemmas and trees.
pub(super) fn measure(data: &Path) -> std::io::Result<Vec<Figure>> {
    let rows = json_lines(&data.join("polnear.dev.jsonl"))?;
    let field = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap_or("").to_owned();
    let texts: HashMap<String, String> =
        rows.iter().map(|row| (field(row, "id"), field(row, "text"))).collect();
    let mut agreed = Agreed::default();
    for article in corpus::polnear(data, "dev")? {
        if let Some(text) = texts.get(&article.id) {
            compare(text, &article.sentences, &mut agreed);
        }
    }
    let share = |right: usize, all: usize| right as f64 / all.max(1) as f64;
    let Agreed { shared, words, attached, .. } = agreed;
    Ok(vec![
        at_least("tokens, F1, polnear.dev", agreed.tokens.f1(), 0.99),
        at_least("sentence ends, F1, polnear.dev", agreed.ends.f1(), 0.97),
        at_least("the same, none run over a blank line", agreed.ends_in_blocks.f1(), 0.97),
        at_least("tags, on shared tokens, polnear.dev", share(agreed.tags, shared), 0.965),
        at_least("lemmas, on shared words, polnear.dev", share(agreed.lemmas, words), 0.97),
        at_least("heads, on shared tokens, polnear.dev", share(agreed.heads, attached), 0.90),
        at_least("heads and relations, on shared tokens", share(agreed.relations, attached), 0.87),
    ])
}

fn compare(text: &str, silver: &[Sentence], agreed: &mut Agreed) {
    let places = characters(text);
    let (mut marked, mut ends) = (HashMap::new(), HashSet::new());
    for sentence in silver {
        for (at, &span) in sentence.spans.iter().enumerate() {
            let head = sentence.spans.get(sentence.heads[at]).copied().unwrap_or(span);
            let lemma = sentence.lemmas[at].replace('’', "'").to_lowercase();
            marked.insert(
                span,
                Token { tag: sentence.tags[at], lemma, head, relation: sentence.relations[at] },
            );
        }
        ends.extend(sentence.spans.last().map(|span| span.1));
    }
    let (mut found, mut found_ends) = (HashSet::new(), HashSet::new());
    let document = Document::read(text, Format::Plain);
    for block in document.blocks() {
        let passage = Paragraph::read(block.span.of(document.masked()), block.kind).passage;
        let place = |at: usize| places[at + block.span.start];
        let range = |at: usize| (place(passage.tokens[at].span.start), place(passage.tokens[at].span.end));
        for at in 0..passage.tokens.len() {
            found.insert(range(at));
            if let Some(token) = marked.get(&range(at)) {
                weigh(token, &passage, at, range, agreed);
            }
        }
        found_ends.extend(passage.sentences.iter().map(|s| place(s.span.end)));
    }
    agreed.tokens.add(&marked.keys().copied().collect(), &found);
    agreed.ends.add(&ends, &found_ends);
    ends.extend(ends_before_blank_lines(text, marked.keys().copied()));
    agreed.ends_in_blocks.add(&ends, &found_ends);
}

/// Counts one token that both readings have.
fn weigh(token: &Token, passage: &Passage, at: usize, range: impl Fn(usize) -> Range, agreed: &mut Agreed) {
    let own = &passage.tokens[at];
    agreed.shared += 1;
    agreed.tags += usize::from(token.tag == own.tag);
    if passage.word(at).chars().any(char::is_alphanumeric) {
        agreed.words += 1;
        agreed.lemmas += usize::from(token.lemma == passage.lemma(at).to_lowercase());
    }
    if token.relation != Relation::Punct {
        agreed.attached += 1;
        let right = range(own.head.map_or(at, |head| head as usize)) == token.head;
        agreed.heads += usize::from(right);
        agreed.relations += usize::from(right && token.relation == own.relation);
    }
}

/// Where a token is followed by a blank line: CoreNLP at times reads on into the next paragraph, which no sentence does.
fn ends_before_blank_lines(text: &str, tokens: impl Iterator<Item = Range>) -> Vec<usize> {
    let letters: Vec<char> = text.chars().collect();
    let blank = |end: &usize| {
        let rest = letters.get(*end..).unwrap_or_default();
        rest.iter().take_while(|c| c.is_whitespace()).filter(|c| **c == '\n').count() > 1
    };
    tokens.map(|(_, end)| end).filter(blank).collect()
}
