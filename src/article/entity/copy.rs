//! Passages made by hand for the tests of this room: tokens at spaces, names where the test says.

use crate::article::entity::reference::References;
use crate::article::{Paragraph, Placed};
use crate::language::{Name, NameKind, Passage, Register, Relation, Sentence, Tag, Token};
use crate::text::{BlockKind, Document, Format, Span};
use std::sync::Arc;

/// A marked article: `{P:John Kerry}` is a name taken for a person (O organization, L place, G group, X other),
/// `{P:Mrs.|Clinton}` one with a title; a paragraph a line. Returns it without marks, read.
pub(crate) fn article(marked: &str) -> (Document, Vec<Placed>) {
    let mut text = String::new();
    let mut paragraphs = Vec::new();
    for line in marked.lines() {
        let (plain, names) = strip(line);
        let offset = text.len();
        text.push_str(&plain);
        text.push('\n');
        let mut passage = passage(&plain, &[]);
        for (kind, span, title) in names {
            passage.names.push(Name { kind, span, tokens: passage.tokens_in(span), title });
        }
        let references = References::read(&passage, false);
        let paragraph = Arc::new(Paragraph {
            print: 0,
            passage,
            references,
            attributions: Vec::new(),
            statements: Vec::new(),
            derived: Default::default(),
        });
        paragraphs.push(Placed { block: paragraphs.len(), kind: BlockKind::Paragraph, offset, paragraph });
    }
    (Document::read(text, Format::Plain), paragraphs)
}

type Marked = (NameKind, Span, Option<Span>);

fn strip(line: &str) -> (String, Vec<Marked>) {
    let (mut plain, mut names) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        let (inside, tail) = after.split_once('}').expect("a closed mark");
        let (kind, words) = inside.split_once(':').expect("a kind");
        let kind = match kind {
            "P" => NameKind::Person,
            "O" => NameKind::Organization,
            "L" => NameKind::Place,
            "G" => NameKind::Group,
            _ => NameKind::Other,
        };
        let (title, name) = words.split_once('|').map_or((None, words), |(title, name)| (Some(title), name));
        let title = title.map(|title| {
            let span = Span::new(plain.len(), plain.len() + title.len());
            plain.push_str(title);
            plain.push(' ');
            span
        });
        names.push((kind, Span::new(plain.len(), plain.len() + name.len()), title));
        plain.push_str(name);
        rest = tail;
    }
    plain.push_str(rest);
    (plain, names)
}

/// A passage whose tokens stand between spaces and whose names are these words, at every place where they stand.
pub(crate) fn passage(text: &str, names: &[(&str, NameKind)]) -> Passage {
    let mut passage = crate::language::read("", Register::Prose);
    passage.text = text.into();
    let mut start = 0;
    for word in text.split(' ') {
        let span = Span::new(start, start + word.len());
        start = span.end + 1;
        if !word.is_empty() {
            passage.tokens.push(Token {
                span,
                tag: tag(word),
                head: None,
                relation: Relation::Dep,
                lemma: 0..0,
            });
        }
    }
    let all = passage.tokens.len();
    passage.sentences = Vec::new();
    let mut first = 0;
    for token in 0..all {
        if token + 1 == all || passage.word(token) == "." {
            passage
                .sentences
                .push(Sentence { span: passage.span_of(first..token + 1), tokens: first..token + 1 });
            first = token + 1;
        }
    }
    for &(words, kind) in names {
        for (at, _) in text.match_indices(words) {
            let span = Span::new(at, at + words.len());
            let tokens = passage.tokens_in(span);
            passage.names.push(Name { kind, span, tokens, title: None });
        }
    }
    passage.names.sort_by_key(|name| name.span);
    passage
}

fn tag(word: &str) -> Tag {
    match word.to_ascii_lowercase().as_str() {
        "the" | "a" | "an" | "this" => Tag::Dt,
        "of" | "for" | "in" | "and" | "that" => Tag::In,
        "met" | "said" | "saw" | "told" | "is" | "opened" | "smiled" | "bowed" | "did" | "waited" => Tag::Vbd,
        "her" | "he" | "it" => Tag::Prp,
        "." | "," => Tag::Stop,
        _ => Tag::Nn,
    }
}
