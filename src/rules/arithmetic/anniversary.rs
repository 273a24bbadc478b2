//! How old something is against the year in which it began: "founded in 1950" and "its 60th anniversary this year", "the 200-year-old
//! brewery", "opened 40 years ago".

mod reader;

use crate::article::Article;
use crate::rules::Finding;
use crate::rules::arithmetic::{RULE, copy, lower, sentences_of};
use crate::rules::contradiction::are_one_thing;
use crate::text::Span;
use std::ops::RangeInclusive;

/// What an anniversary and the years since may differ by.
const SLACK: i32 = 1;
/// The same for ages in round tens.
const ROUND: i32 = 3;

/// A sentence by its paragraph and its number there.
type Place = (usize, usize);

/// The year in which something began.
struct Start<'a> {
    year: i32,
    /// What began (lemma or name).
    what: &'a str,
    /// Whether it is a marriage.
    wedding: bool,
    /// Whether the verb says that it was founded or built, and not only begun.
    founded: bool,
    span: Span,
    place: Place,
}

/// How many years something has lasted.
struct Years<'a> {
    number: i32,
    /// In which year, where the words tell it.
    at: Option<i32>,
    /// Years from that of publication, where they tell that: next year.
    shift: i32,
    /// Of what (lemma or name), where the words say so.
    what: Option<&'a str>,
    wedding: bool,
    /// Whether it is told roughly: the 200-year-old brewery.
    rough: bool,
    span: Span,
    place: Place,
}

/// Whether a paragraph tells either.
struct Tells(bool);

pub(super) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let (mut starts, mut lasted) = (Vec::new(), Vec::new());
    for (index, placed) in copy(article) {
        let tells = || {
            Tells(
                sentences_of(article, index, placed)
                    .any(|here| reader::start(&here).is_some() || !reader::years(&here).is_empty()),
            )
        };
        if placed.is_as_written(&article.document) && !placed.paragraph.derived.get(tells).0 {
            continue;
        }
        for here in sentences_of(article, index, placed) {
            starts.extend(reader::start(&here));
            lasted.extend(reader::years(&here));
        }
    }
    let published = article.published.map(|day| i32::from(day.year()));
    for years in &lasted {
        let Some(now) = years.at.or_else(|| published.map(|year| year + years.shift)) else { continue };
        let Some(start) = of(article, years, &starts) else { continue };
        let truly = now - start.year;
        let slack = if years.rough && years.number % 10 == 0 { ROUND.max(years.number / 20) } else { SLACK };
        if truly < 0 || (truly - years.number).abs() <= slack {
            continue;
        }
        let message = format!(
            "From {} to {now} is {truly} years: {} does not fit",
            start.year,
            lower(years.span.of(article.text()))
        );
        let (later, earlier) = if years.span.start > start.span.start {
            (years.span, start.span)
        } else {
            (start.span, years.span)
        };
        findings.push(Finding::new(RULE.name, later, message).with_related(earlier, "the other figure"));
    }
}

/// What has lasted so long: the one of that name, or the one thing that was founded, if it is spoken of there.
fn of<'s, 'a>(article: &Article, years: &Years<'_>, starts: &'s [Start<'a>]) -> Option<&'s Start<'a>> {
    let fits = |start: &&Start<'_>| {
        start.wedding == years.wedding && years.what.is_none_or(|what| are_one_thing(what, start.what))
    };
    let first = starts.iter().find(fits)?;
    if years.what.is_some() {
        return starts.iter().filter(fits).all(|start| start.year == first.year).then_some(first);
    }
    // Of several things any may be meant.
    let mut kind = starts.iter().filter(|start| start.wedding == years.wedding);
    (kind.all(|start| start.year == first.year) && first.founded && is_topic(article, years, first))
        .then_some(first)
}

/// Whether what began is what the place of an anniversary is about: it is named there, right before it or in the headline.
fn is_topic(article: &Article, years: &Years<'_>, start: &Start<'_>) -> bool {
    let (paragraph, sentence) = years.place;
    let near = start.place.0.abs_diff(paragraph) <= 1;
    let named = |paragraph: usize, sentences: RangeInclusive<usize>| {
        let passage = article.paragraphs.get(paragraph).map(|p| p.passage());
        passage.is_some_and(|passage| {
            let told = passage.sentences.iter().enumerate().filter(|(number, _)| sentences.contains(number));
            told.flat_map(|(_, s)| s.tokens.clone())
                .any(|t| are_one_thing(&passage.lemma(t).to_lowercase(), &start.what.to_lowercase()))
        })
    };
    let headline = || {
        let display = article.paragraphs.iter().take(2).enumerate().filter(|(_, p)| p.kind.is_display());
        display.map(|(index, _)| index).any(|index| named(index, 0..=0))
    };
    near || named(paragraph, sentence.saturating_sub(1)..=sentence) || headline()
}
