//! The final decision on a pair of sentences of two articles.

use crate::archive::Fact;
use crate::article::{Article, Memory};
use crate::rules::{self, RULES, Settings};
use crate::text::{Cancel, Document, Format, Span};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;

/// Ordinary copy, so that the rules have something to weigh the words of a pair against.
const BACKGROUND: &str = include_str!("background.txt");

/// One sentence of a pair. Ordered by article and place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Side {
    /// The article's name.
    pub article: String,
    /// Where the sentence begins in it, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The sentence, with names in the place of pronouns.
    pub sentence: String,
    /// The day the article was published.
    #[serde(default)]
    pub published: Option<String>,
}

impl Side {
    /// The sentence that a fact stands in.
    pub fn of(fact: &Fact) -> Self {
        let Fact { article, start, end, sentence, published, .. } = fact.clone();
        Self { article, start, end, sentence, published }
    }
}

/// Whether two sentences can both be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// One voice says both, and they cannot.
    Contradiction,
    /// Two voices do not agree.
    ConflictingAccounts,
    /// Nothing is wrong, or nobody can tell.
    None,
}

/// What was decided, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Whether both can be true.
    pub verdict: Verdict,
    /// What does not agree; empty where nothing does not.
    pub message: String,
}

thread_local! {
    /// The background as it was read before.
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Reads both sentences as one article, the earlier first, and asks the rules.
pub fn decide(a: &Side, b: &Side) -> Decision {
    let (first, second) =
        if (&b.published, &b.article) < (&a.published, &a.article) { (b, a) } else { (a, b) };
    let mut text = String::new();
    for line in BACKGROUND.lines().filter(|line| !line.starts_with('#')) {
        text += line;
        text += "\n\n";
    }
    let first_at = text.len();
    text += &one_paragraph(&first.sentence);
    text += "\n\n";
    let second_at = text.len();
    text += &one_paragraph(&second.sentence);
    text += "\n";
    let end = text.len();
    let document = Document::read(text, Format::Plain);
    let none = Decision { verdict: Verdict::None, message: String::new() };
    let read = MEMORY.with_borrow_mut(|memory| Article::read(document, memory, &Cancel::new()));
    // Nobody holds the flag that could cancel it.
    let Ok(article) = read else { return none };
    let (there, here) = (Span::new(first_at, second_at), Span::new(second_at, end));
    let links = |x: Span, y: Span| there.covers(x) && here.covers(y) || there.covers(y) && here.covers(x);
    for finding in rules::check(&article, &settings()) {
        if finding.related.iter().any(|related| links(finding.span, related.span)) {
            let verdict = if finding.rule == rules::contradiction::RULE.name {
                Verdict::Contradiction
            } else {
                Verdict::ConflictingAccounts
            };
            let quote = |span: Span| span.of(article.text()).split_whitespace().collect::<Vec<_>>().join(" ");
            let other = finding.related.first().map_or_else(String::new, |r| quote(r.span));
            let (mut left, mut right) = (other, quote(finding.span));
            if here.covers(finding.related.first().map_or(finding.span, |r| r.span)) {
                std::mem::swap(&mut left, &mut right);
            }
            return Decision { verdict, message: format!("“{left}” against “{right}”") };
        }
    }
    none
}

/// The two rules that compare, and no other.
fn settings() -> Settings {
    let mut settings = Settings::default();
    let asked = [rules::contradiction::RULE.name, rules::conflicting_accounts::RULE.name];
    for rule in RULES.iter().filter(|rule| !asked.contains(&rule.name)) {
        settings.severities.insert(rule.name.to_owned(), None);
    }
    settings
}

fn one_paragraph(sentence: &str) -> String {
    sentence.split_whitespace().collect::<Vec<_>>().join(" ")
}
