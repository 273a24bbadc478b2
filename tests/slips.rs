//! Articles of our own with a slip put in: one sentence said again in the same words but for one element (another number, another
//! day, a "not" more), as when a pasted line is brought up to date in one place only; a surname with two letters exchanged.
//! Nearly all have to be told.

use copydesk::article::{Article, Entity};
use copydesk::language::NameKind;
use copydesk::rules::{self, Settings};
use copydesk::text::{Document, Format, Span};
use regex::{Captures, Regex};
use serde_json::Value;

const ARTICLES: [&str; 3] = [
    include_str!("planted/contradictions.jsonl"),
    include_str!("planted/by_wording.jsonl"),
    include_str!("planted/by_kind.jsonl"),
];
const RULES: [&str; 3] = ["contradiction", "conflicting-accounts", "arithmetic"];

/// How many sentences of an article come back for one kind of element.
const MOST: usize = 3;

/// What is exchanged, where it stands in a sentence, what takes its place, and which share of the sentences is to be linked.
type Exchange = (&'static str, &'static str, fn(&Captures<'_>) -> String, f64);

const EXCHANGES: [Exchange; 3] = [
    (
        "number",
        r"\b([3-9]|[1-9]\d{1,2}) ([a-z]{4,}s)\b",
        |found| {
            let number: u32 = found[1].parse().unwrap();
            format!("{} {}", 2 * number + 1, &found[2])
        },
        0.85,
    ),
    // Something may be said on two days, so that these are fewer.
    ("day", r"\b(Monday|Tuesday|Wednesday|Thursday|Friday)\b", |_| "Saturday".to_owned(), 0.6),
    (
        "denial",
        r"\b(was|were|is|are|will) ([a-z]{4,})\b",
        |found| format!("{} not {}", &found[1], &found[2]),
        0.85,
    ),
];

/// Whether an article in which a sentence comes back is told to contradict itself there.
fn is_linked(text: &str, first: Span, second: Span) -> bool {
    let article = Article::of(Document::read(text, Format::Plain));
    let findings = rules::check(&article, &Settings::default());
    findings.iter().filter(|finding| RULES.contains(&finding.rule)).any(|finding| {
        let places: Vec<Span> =
            std::iter::once(finding.span).chain(finding.related.iter().map(|r| r.span)).collect();
        let touches = |place: Span| places.iter().any(|p| p.overlaps(place));
        touches(first) && touches(second)
    })
}

/// The sentences of an article that can be said again.
fn sentences(text: &str) -> Vec<Span> {
    let article = Article::of(Document::read(text, Format::Plain));
    let headline = text.find('\n').unwrap_or(0);
    let plain = |span: &Span| {
        let words = span.of(text).split_whitespace().count();
        span.start > headline
            && (8..=26).contains(&words)
            && !span.of(text).contains(['"', '“', '—', '?', ':'])
    };
    article.sentences().filter(plain).collect()
}

/// The untouched articles.
fn texts() -> Vec<String> {
    let rows =
        ARTICLES.iter().flat_map(|set| set.lines()).map(|line| serde_json::from_str::<Value>(line).unwrap());
    let clean = rows.filter(|row| row["label"] == "clean" && row["id"].as_str().unwrap().ends_with("#0"));
    clean.map(|row| row["text"].as_str().unwrap().trim_end().to_owned()).collect()
}

#[test]
fn a_line_that_comes_back_with_one_element_exchanged_is_linked() {
    let texts = texts();
    for (kind, pattern, exchange, share) in EXCHANGES {
        let pattern = Regex::new(pattern).unwrap();
        let (mut linked, mut missed) = (0, Vec::new());
        for text in &texts {
            for first in sentences(text).into_iter().filter(|span| pattern.is_match(span.of(text))).take(MOST)
            {
                let again = pattern.replace(first.of(text), exchange);
                let told = format!("{text}\n\n{again}\n");
                let second = Span::new(text.len() + 2, text.len() + 2 + again.len());
                if is_linked(&told, first, second) {
                    linked += 1;
                } else {
                    missed.push(again.into_owned());
                }
            }
        }
        let all = linked + missed.len();
        assert!(all >= 12, "{kind}: only {all}");
        assert!(linked as f64 >= share * all as f64, "{kind}: {linked} of {all}, not {missed:#?}");
    }
}

/// The article with one sentence more about a person, in which two letters of the surname are exchanged; and where that is.
fn misspell(text: &str, person: &Entity) -> Option<(String, Span)> {
    let (_, surname) = person.name.rsplit_once(' ')?;
    let again = text.matches(surname).count() >= 2;
    if person.kind != NameKind::Person || surname.len() < 5 || !surname.is_ascii() || !again {
        return None;
    }
    let mut letters: Vec<char> = surname.chars().collect();
    let at = (2..letters.len()).find(|&at| letters[at] != letters[at - 1])?;
    letters.swap(at - 1, at);
    let wrong: String = letters.into_iter().collect();
    let place = Span::new(text.len() + 2, text.len() + 2 + wrong.len());
    Some((format!("{text}\n\n{wrong} did not answer further questions.\n"), place))
}

#[test]
fn a_surname_with_two_letters_exchanged_is_told() {
    let (mut told, mut missed) = (0, Vec::new());
    for text in texts() {
        let article = Article::of(Document::read(text.clone(), Format::Plain));
        for (wrong, place) in article.entities.iter().filter_map(|person| misspell(&text, person)) {
            let misspelled = Article::of(Document::read(wrong.clone(), Format::Plain));
            let findings = rules::check(&misspelled, &Settings::default());
            if findings.iter().any(|f| f.rule == "inconsistent-name" && f.span.overlaps(place)) {
                told += 1;
            } else {
                missed.push(place.of(&wrong).to_owned());
            }
        }
    }
    let all = told + missed.len();
    assert!(all >= 30, "only {all}");
    assert!(told * 100 >= all * 80, "{told} of {all}, not {missed:?}");
}
