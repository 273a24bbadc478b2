//! What names name: articles of our own in which every person, organization and place is marked, as `[Hull:organization]`.
//! Headlines are not looked at.

use copydesk::article::Article;
use copydesk::language::NameKind;
use copydesk::text::{Document, Format, Span};

const ARTICLES: [(&str, &str); 5] = [
    ("court", include_str!("names/court.txt")),
    ("politics", include_str!("names/politics.txt")),
    ("rugby", include_str!("names/rugby.txt")),
    ("school", include_str!("names/school.txt")),
    ("transfer", include_str!("names/transfer.txt")),
];

/// The text without marks, and what each marked name is.
fn strip(marked: &str) -> (String, Vec<(Span, String)>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (inside, tail) = after.split_once(']').expect("a closed mark");
        let (name, kind) = inside.split_once(':').expect("a kind");
        names.push((Span::new(text.len(), text.len() + name.len()), kind.to_owned()));
        text.push_str(name);
        rest = tail;
    }
    text.push_str(rest);
    (text, names)
}

/// The persons, organizations and places that an article was read to name, without its headline.
fn read(text: &str) -> Vec<(Span, String)> {
    let article = Article::of(Document::read(text, Format::Plain));
    let body = text.find("\n\n").unwrap_or(0);
    let named = article.mentions.iter().filter(|m| m.form.is_name() && m.span.start > body);
    let kind = |kind| match kind {
        NameKind::Person => Some("person"),
        NameKind::Organization => Some("organization"),
        NameKind::Place => Some("place"),
        _ => None,
    };
    named.filter_map(|m| Some((m.span, kind(article.entities[m.entity].kind)?.to_owned()))).collect()
}

#[test]
fn names_are_told_for_what_they_are() {
    let mut wrong = String::new();
    for (article, marked) in ARTICLES {
        let (text, expected) = strip(marked);
        let read = read(&text);
        let told = |(span, kind): &(Span, String)| format!("{article}: {} {kind}\n", span.of(&text));
        expected
            .iter()
            .filter(|name| !read.contains(name))
            .for_each(|name| wrong += &format!("missed {}", told(name)));
        read.iter()
            .filter(|name| !expected.contains(name))
            .for_each(|name| wrong += &format!("took {}", told(name)));
    }
    assert!(wrong.is_empty(), "{wrong}");
}
