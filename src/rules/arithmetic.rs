//! The rule `arithmetic`: figures that do not add up.
//!
//! Comes in: the values of an article and what it says of its people. Goes out: findings with the sum done. One file a kind
//! of sum; each asks for words that say how its figures belong together ("of the", "each", "from … to"), and knows that
//! figures are rounded ([`figure::Figure`]). Two numbers that merely stand near each other are never put together.

mod age;
mod anniversary;
mod ballot;
mod breakdown;
mod calendar;
mod change;
mod figure;
mod level;
mod majority;
mod outlay;
mod portion;
mod predicate;
mod ratio;
mod reckoning;
mod roll;
mod row;
mod share;
mod stretch;
mod total;
mod turnout;
mod unit_price;
mod vote;
mod whole;

use crate::article::{Article, Placed};
use crate::language::values::Value;
use crate::language::{Passage, Sentence};
use crate::rules::{Finding, Settings};
use crate::text::Span;
use std::sync::Arc;

rule! {
    /// Figures that do not add up: parts and totals, shares, changes, ages, years, votes and scores.
    ///
    /// The sum is done where the words say how figures belong together: “12 people: four men and seven women”, “six of the
    /// ten members, or 50 percent”, “from 9 to 10” against “three seats more”, “$82 million, compared with $100 million a
    /// year earlier” against “a drop of 12 percent”, five drives at $200 each against $1,500 in all, 17 years old in 1995
    /// against born in 1971, a unanimous vote of 7-2, a draw of 2-1, a fall from 300 million to 400 million, a majority of 41 percent, three men
    /// and four names, 1742 in the 17th century. Rounding is understood: 1.2 million may be 1,180,000, and
    /// a third 34 percent. A bound (“at least”) is no sum.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Ferry sinks in harbour
    ///
    /// The coast guard found 12 people in the water: four men and seven women.
    /// ```
    ///
    /// ```text flagged
    /// Smuggler held at the border
    ///
    /// Rosa Lind left the island in 1995, at age 17, the court heard. Lind, who was born in 1971, denied it.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Ferry sinks in harbour
    ///
    /// The coast guard found 12 people in the water, including four men and seven women.
    /// ```
    "arithmetic", Warning, check
}

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    for (index, placed) in copy(article) {
        let read = || Sums::read(article, index, placed);
        let sums = if placed.is_as_written(&article.document) {
            placed.paragraph.derived.get(read)
        } else {
            // Its findings quote the text, which says more than the paragraph.
            Arc::new(read())
        };
        findings.extend(sums.0.iter().map(|finding| finding.clone().shift(placed.offset)));
        sentences_of(article, index, placed).for_each(|here| stretch::check(&here, findings));
    }
    age::check(article, findings);
    anniversary::check(article, findings);
    ballot::check(article, findings);
    breakdown::check(article, findings);
    calendar::check(article, findings);
    change::check_across(article, findings);
    change::check_pointed(article, findings);
    level::check(article, findings);
    outlay::check(article, findings);
    portion::check(article, findings);
    turnout::check(article, findings);
    unit_price::check(article, findings);
}

/// What a paragraph's sums have wrong that its text alone tells; spans are relative to it.
struct Sums(Box<[Finding]>);

impl Sums {
    fn read(article: &Article, index: usize, placed: &Placed) -> Self {
        let mut findings = Vec::new();
        for here in sentences_of(article, index, placed) {
            vote::check(&here, &mut findings);
            if !here.values.is_empty() {
                majority::check(&here, &mut findings);
                reckoning::check(&here, &mut findings);
                roll::check(&here, &mut findings);
                total::check(&here, &mut findings);
                share::check(&here, &mut findings);
                change::check(&here, &mut findings);
            }
        }
        Self(findings.into_iter().map(|finding| finding.unshift(placed.offset)).collect())
    }
}

/// The paragraphs of the copy with their numbers.
fn copy(article: &Article) -> impl Iterator<Item = (usize, &Placed)> {
    article.paragraphs.iter().enumerate().filter(|(_, p)| p.kind.is_copy())
}

/// The sentences of a paragraph with their figures.
fn sentences_of<'a>(
    article: &'a Article,
    paragraph: usize,
    placed: &'a Placed,
) -> impl Iterator<Item = Here<'a>> {
    let passage = placed.passage();
    passage.sentences.iter().enumerate().map(move |(number, sentence)| {
        let from = passage.values.partition_point(|v| v.tokens.start < sentence.tokens.start);
        let to = passage.values.partition_point(|v| v.tokens.start < sentence.tokens.end);
        let values = passage.values.get(from..to.max(from)).unwrap_or(&[]);
        Here { article, placed, passage, paragraph, number, sentence, values }
    })
}

/// One sentence with its figures.
struct Here<'a> {
    article: &'a Article,
    placed: &'a Placed,
    passage: &'a Passage,
    paragraph: usize,
    number: usize,
    sentence: &'a Sentence,
    values: &'a [Value],
}

impl Here<'_> {
    /// The word at a token, in lower case; empty outside of the sentence.
    fn lower(&self, token: usize) -> String {
        if self.sentence.tokens.contains(&token) {
            self.passage.word(token).to_lowercase()
        } else {
            String::new()
        }
    }

    /// The lemma at a token; empty outside of the sentence.
    fn lemma(&self, token: usize) -> &str {
        if self.sentence.tokens.contains(&token) { self.passage.lemma(token) } else { "" }
    }

    /// The span of a value in the document.
    fn span(&self, value: &Value) -> Span {
        value.span.shift(self.placed.offset)
    }

    /// The words of a value.
    fn words(&self, value: &Value) -> &str {
        self.span(value).of(self.article.text())
    }

    /// The value that begins at a token.
    fn value_at(&self, token: usize) -> Option<&Value> {
        self.values.iter().find(|v| v.tokens.start == token)
    }
}

/// A number as people write it: no decimals where there are none, commas in thousands.
fn written(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    let whole = rounded.trunc().abs() as u64;
    let mut digits = whole.to_string();
    let mut at = digits.len();
    while at > 3 {
        at -= 3;
        digits.insert(at, ',');
    }
    let tenth = ((rounded.abs() - whole as f64) * 10.0).round() as u64;
    let sign = if rounded < 0.0 { "-" } else { "" };
    if tenth == 0 { format!("{sign}{digits}") } else { format!("{sign}{digits}.{tenth}") }
}

/// Words of the article as they stand in the middle of a sentence: "eighteen people".
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_written_as_people_do() {
        assert_eq!(super::written(1500.0), "1,500");
        assert_eq!(super::written(33.333), "33.3");
        assert_eq!(super::written(1_234_567.0), "1,234,567");
        assert_eq!(super::written(-4.0), "-4");
    }
}
