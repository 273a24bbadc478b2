//! A date against another way to say when in the month one thing is: "a run-off on 14 June" and "votes again on the last Sunday of
//! June"; "on 3 May" and "at the end of May"; "on 23 December" and "on Christmas Eve".

mod event;
mod reader;

use crate::article::Article;
use crate::rules::Finding;
use crate::rules::arithmetic::{RULE, copy, sentences_of};
use crate::rules::contradiction::Ties;
use crate::text::Span;
use event::Event;

/// A sentence by its paragraph and its number there.
type Place = (usize, usize);

/// When in a year something is.
struct When<'a> {
    month: i8,
    /// The first and the last day that the words leave open.
    days: (i8, i8),
    year: Option<i16>,
    /// Whether it is told as a date: 14 June.
    date: bool,
    event: Event<'a>,
    span: Span,
    place: Place,
}

/// Whether a paragraph tells when in a month something is in other words than by a date.
struct Tells(bool);

pub(super) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let has_words = |index: usize, placed| {
        let tells = || Tells(sentences_of(article, index, placed).any(|here| reader::has_words(&here)));
        if placed.is_as_written(&article.document) {
            placed.paragraph.derived.get(tells).0
        } else {
            tells().0
        }
    };
    if !copy(article).any(|(index, placed)| has_words(index, placed)) {
        return;
    }
    let mut told: Vec<When<'_>> = Vec::new();
    for (index, placed) in copy(article) {
        told.extend(
            sentences_of(article, index, placed).flat_map(|here| reader::whens(&here, article.published)),
        );
    }
    let ties = Ties::of(article);
    for words in told.iter().filter(|when| !when.date) {
        let fits = |date: &&When<'_>| {
            date.date
                && date.place != words.place
                && date.year.zip(words.year).is_none_or(|(a, b)| a == b)
                && date.event.is(&words.event)
                && !ties.are_at_other_times(date.place, words.place)
        };
        let mut dates = told.iter().filter(fits);
        // Of several dates any may be meant.
        let Some(date) = dates.next().filter(|_| dates.next().is_none()) else { continue };
        let (first, last) = words.days;
        if date.month == words.month && date.days.0 <= last && date.days.1 >= first
            || date.month != words.month && first != last
        {
            continue;
        }
        let text = article.text();
        let message = format!("{} is not {}", date.span.of(text), words.span.of(text));
        let (later, earlier) = if words.span.start > date.span.start {
            (words.span, date.span)
        } else {
            (date.span, words.span)
        };
        findings.push(Finding::new(RULE.name, later, message).with_related(earlier, "the other time"));
    }
}
