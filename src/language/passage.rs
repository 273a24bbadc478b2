//! One passage and everything read in it.

use crate::language::encoder::{self, Encoder};
use crate::language::names::{self, gazetteer};
use crate::language::syntax::{self, Tree};
use crate::language::words::{self, Word};
use crate::language::{Clause, Name, Relation, Tag, Value, lemma, parser, sentences, tagger, tokens, values};
use crate::text::Span;
use ndarray::Array2;
use std::ops::Range;
use std::sync::Arc;

/// How a passage is set, which changes what its capitals and tenses mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Register {
    /// Running copy.
    #[default]
    Prose,
    /// A headline or heading: one "sentence", present tense for the past, articles dropped, perhaps Title Case or
    /// ALL CAPITALS.
    Headline,
    /// A dateline: places, an agency, a date; no sentence.
    Dateline,
}

/// A word, number, punctuation mark or clitic ('s, n't), as the Penn Treebank cuts them.
#[derive(Clone, Debug)]
pub struct Token {
    /// Where, relative to the passage.
    pub span: Span,
    /// Part of speech.
    pub tag: Tag,
    /// Index (in the passage) of the token it depends on; `None` for the root of a sentence.
    pub head: Option<u32>,
    /// How it depends on its head.
    pub relation: Relation,
    /// Its lemma: a range of the passage's lemma store, read by [`Passage::lemma`].
    pub(crate) lemma: Range<u32>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where, relative to the passage, without white space around it.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// What was read in one passage. Immutable; share it with an [`Arc`].
#[derive(Clone, Debug)]
pub struct Passage {
    pub(crate) text: Arc<str>,
    pub(crate) lemmas: String,
    pub(crate) tree: Tree,
    /// Tokens in order.
    pub tokens: Vec<Token>,
    /// Sentences in order; they cover all tokens.
    pub sentences: Vec<Sentence>,
    /// Names in order; they do not overlap.
    pub names: Vec<Name>,
    /// Numbers, money, dates and other values in order.
    pub values: Vec<Value>,
    /// Clauses in the order of their predicates.
    pub clauses: Vec<Clause>,
}

impl Passage {
    /// The text that was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The word at `token` as written; empty past the end.
    pub fn word(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.span.of(&self.text))
    }

    /// The lemma of `token` in lower case, names as written; empty past the end.
    pub fn lemma(&self, token: usize) -> &str {
        self.tokens
            .get(token)
            .and_then(|t| self.lemmas.get(t.lemma.start as usize..t.lemma.end as usize))
            .unwrap_or("")
    }

    /// The index of the sentence that holds `token`.
    pub fn sentence_of(&self, token: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.tokens.start <= token);
        after.checked_sub(1)
    }

    /// The tokens that lie wholly inside `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.tokens.partition_point(|t| t.span.end <= span.end);
        start..end.max(start)
    }

    /// The span from the first to the last of `tokens`; empty for an empty range.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.join(last.span),
            _ => Span::default(),
        }
    }
}

/// What the encoder made of each token of a passage. The article room reads it once and lets it go.
#[derive(Clone, Debug)]
pub(crate) struct Encoded(pub(crate) Array2<f32>);

/// Reads one passage. Total and deterministic: any text gives a passage.
pub fn read(text: &str, register: Register) -> Passage {
    read_encoded(encoder::embedded(), text, register).0
}

/// Reads one passage with an encoder and keeps what it made of it.
pub(crate) fn read_encoded(encoder: &Encoder, text: &str, register: Register) -> (Passage, Encoded) {
    let spans = tokens::tokenize(text);
    let sentences = match register {
        _ if spans.is_empty() => Vec::new(),
        Register::Headline | Register::Dateline => std::iter::once(0..spans.len()).collect(),
        Register::Prose => sentences::split(text, &spans),
    };
    let capitals = words::in_capitals(text);
    let words: Vec<Word> = spans.iter().map(|s| Word::new(s.of(text), capitals)).collect();
    let mut passage = Passage {
        text: text.into(),
        lemmas: String::with_capacity(text.len()),
        tree: Tree::default(),
        tokens: Vec::with_capacity(spans.len()),
        sentences: Vec::with_capacity(sentences.len()),
        names: Vec::new(),
        values: Vec::new(),
        clauses: Vec::new(),
    };
    let mut listed = Vec::with_capacity(words.len());
    for range in &sentences {
        gazetteer::look_up(&words[range.clone()], &mut listed);
    }
    let encoded = encoder.encode(&words, &listed, &sentences);
    let tags = tagger::tag(encoder, encoded.view());
    let arcs = parser::parse(encoder, encoded.view(), &sentences);
    for (at, (&tag, (head, relation))) in tags.iter().zip(arcs).enumerate() {
        let start = passage.lemmas.len() as u32;
        lemma::lemmatize(spans[at].of(text), tag, &mut passage.lemmas);
        let lemma = start..passage.lemmas.len() as u32;
        passage.tokens.push(Token { span: spans[at], tag, head, relation, lemma });
    }
    passage.names = names::find(text, capitals, encoder, encoded.view(), &sentences, &passage.tokens, &words);
    for range in sentences {
        let span = spans[range.start].join(spans[range.end - 1]);
        passage.sentences.push(Sentence { span, tokens: range });
    }
    passage.tree = Tree::new(&passage.tokens);
    if register == Register::Dateline {
        passage.names = names::dateline::find(text, &spans);
        passage.values = values::read(&passage);
        return (passage, Encoded(encoded));
    }
    passage.clauses = syntax::clauses(&passage);
    passage.values = values::read(&passage);
    (passage, Encoded(encoded))
}
