//! A sum of money against what it is made up of in another sentence: "a grant of 30 million euros" and "12 million for the roof,
//! eight million for the ceiling and the remaining five million for drains".

use crate::article::Article;
use crate::language::values::Value;
use crate::language::{Bound, Measure};
use crate::rules::Finding;
use crate::rules::arithmetic::breakdown;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::row::{self, Row};
use crate::rules::arithmetic::{Here, RULE, copy, lower, sentences_of, written};
use crate::rules::contradiction::{Ties, are_one_thing};
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Nouns for a sum of money: grant, budget.
static SUMS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/sums_of_money.txt")).collect());
/// Words for a sum that was told before: the money.
static ANY: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/any_money.txt")).collect());
/// Words that say that the items are all: in full, is split into.
static DIVIDING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/dividing.txt")).collect());

/// How far a noun may stand behind a sum: a $30 million *grant*.
const BEHIND: usize = 3;

/// By how much a sum that is written out is more exact than one in millions.
const WRITTEN_OUT: f64 = 10.0;

/// A sentence by its paragraph and its number there.
type Place = (usize, usize);

/// A sum of money with what the words call it.
struct Sum<'a> {
    figure: Figure,
    currency: &'a str,
    /// What it is: a grant.
    noun: Option<&'a str>,
    /// Whether the sentence says for how long: a year.
    timed: bool,
    span: Span,
    place: Place,
}

/// What a sum is spent on.
struct Items<'a> {
    row: Row,
    currency: &'a str,
    /// What the sentence calls the sum; `None` for one that was told before.
    noun: Option<&'a str>,
    /// Whether the sentence says for how long.
    timed: bool,
    /// Whether the words say that these are all.
    all: bool,
    span: Span,
    place: Place,
}

/// Whether a paragraph has items of money in a row.
struct Tells(bool);

pub(super) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let mut told: Vec<Items<'_>> = Vec::new();
    for (index, placed) in copy(article) {
        let tells = || Tells(sentences_of(article, index, placed).any(|here| items(&here).is_some()));
        if placed.is_as_written(&article.document) && !placed.paragraph.derived.get(tells).0 {
            continue;
        }
        told.extend(sentences_of(article, index, placed).filter_map(|here| items(&here)));
    }
    if told.is_empty() {
        return;
    }
    let mut sums = Vec::new();
    for (index, placed) in copy(article) {
        for here in sentences_of(article, index, placed) {
            sums.extend(here.values.iter().filter_map(|value| sum(&here, value)));
        }
    }
    let ties = Ties::of(article);
    for items in &told {
        let Some(sum) = whole(items, &sums, &ties) else { continue };
        let spent = items.row.sum();
        let short = items.all && !items.row.open && spent.high < sum.figure.low;
        if spent.low <= sum.figure.high && !short {
            continue;
        }
        let middle = (spent.low + spent.high) / 2.0;
        let message = format!(
            "The items add up to {}, not to {}: {}",
            written(middle),
            lower(sum.span.of(article.text())),
            items.row.written()
        );
        let finding = if sum.span.start >= items.span.end {
            Finding::new(RULE.name, sum.span, message).with_related(items.span, "the items")
        } else {
            Finding::new(RULE.name, items.span, message).with_related(sum.span, "the sum")
        };
        findings.push(finding);
    }
}

/// The sum that items belong to, if the article has but one that it can be.
fn whole<'s, 'a>(items: &Items<'_>, sums: &'s [Sum<'a>], ties: &Ties) -> Option<&'s Sum<'a>> {
    let most = items.row.items.iter().map(|item| item.amount).fold(0.0, f64::max);
    let fits = |sum: &&Sum<'_>| {
        let own = sum.span.overlaps(items.span);
        let called = match items.noun {
            Some(noun) => sum.noun.is_some_and(|other| are_one_thing(noun, other)),
            // Whatever it is called, it is told before them and is more than each of them.
            None => sum.place <= items.place && sum.figure.low > most,
        };
        !own && called
            && sum.timed == items.timed
            && sum.currency == items.currency
            && !ties.are_at_other_times(sum.place, items.place)
    };
    let first = sums.iter().find(fits)?;
    sums.iter().filter(fits).all(|other| other.figure.meets(first.figure)).then_some(first)
}

/// A sum of money that is told as it is.
fn sum<'a>(here: &Here<'a>, value: &'a Value) -> Option<Sum<'a>> {
    let currency = currency_of(value)?;
    let exact = value.bound == Bound::Exact && value.low == value.high && value.low > 0.0;
    // "Another 30 million", "30 million more", "30 million a year": of another sum.
    let (start, end) = (value.tokens.start, value.tokens.end);
    let before = here.lower(start.wrapping_sub(1));
    let part =
        matches!(before.as_str(), "another" | "further" | "additional" | "extra" | "by" | "than" | "each")
            || matches!(here.lower(end).as_str(), "more" | "less" | "each" | "per" | "apiece" | "a" | "of");
    (exact && !part).then(|| Sum {
        figure: figure_of(here, value),
        currency,
        noun: called(here, value),
        timed: is_timed(here),
        span: here.span(value),
        place: (here.paragraph, here.number),
    })
}

/// Whether a sentence says for what stretch of time its sums are: a year, over three months, annual.
fn is_timed(here: &Here<'_>) -> bool {
    here.sentence.tokens.clone().any(|t| match here.lemma(t) {
        "annual" | "annually" | "yearly" | "monthly" | "weekly" | "daily" => true,
        "year" | "month" | "quarter" | "week" => {
            !matches!(here.lower(t.wrapping_sub(1)).as_str(), "last" | "this" | "next" | "earlier")
        }
        _ => false,
    })
}

fn currency_of(value: &Value) -> Option<&str> {
    match &value.measure {
        Measure::Money { currency } => Some(currency),
        _ => None,
    }
}

/// What a sum is called: a *grant* of 30 million euros, a $30 million *grant*, the *bill* came to 30 million.
fn called<'a>(here: &Here<'a>, value: &Value) -> Option<&'a str> {
    let (start, end) = (value.tokens.start, value.tokens.end);
    let named = |t: usize| here.sentence.tokens.contains(&t) && SUMS.contains(here.lemma(t));
    let of = start.checked_sub(2).filter(|&t| here.lower(t + 1) == "of" && named(t));
    let modified =
        || (end..end + BEHIND).take_while(|&t| is_noun_or_modifier(here, t)).filter(|&t| named(t)).last();
    let clause = || {
        let clause = here.passage.clauses.get(here.passage.clause_of(start)?)?;
        let links = clause.predicate < start
            && matches!(
                here.lemma(clause.predicate),
                "total" | "amount" | "come" | "reach" | "worth" | "stand"
            )
            || clause.predicate >= start && clause.copula.is_some();
        clause.subject.filter(|&s| links && named(s))
    };
    of.or_else(modified).or_else(clause).map(|t| here.passage.lemma(t))
}

fn is_noun_or_modifier(here: &Here<'_>, token: usize) -> bool {
    here.passage.tokens.get(token).is_some_and(|t| t.tag.is_noun() || t.tag.is_modifier())
}

/// The items of money that a sentence tells in a row, with what it calls their sum.
fn items<'a>(here: &Here<'a>) -> Option<Items<'a>> {
    let first = here.values.iter().find(|v| matches!(v.measure, Measure::Money { .. }))?;
    if here.values.len() < 2 || here.sentence.tokens.clone().any(|t| breakdown::is_of_another(&here.lower(t)))
    {
        return None;
    }
    let mut row = row::rows(here)
        .into_iter()
        .find(|row| row.items.iter().any(|i| i.tokens.start == first.tokens.start))?;
    for item in &mut row.items {
        if let Some(value) = here.value_at(item.tokens.start) {
            item.figure = figure_of(here, value);
        }
    }
    let values = here.values.iter().filter(|v| row.items.iter().any(|i| i.tokens.start == v.tokens.start));
    let currencies: Vec<&str> = values.filter_map(|value| currency_of(value)).collect();
    let (currency, others) = currencies.split_first()?;
    // Bare numbers in such a row are money as well, if they are as large.
    let large = row.items.iter().all(|item| item.noun.is_none() && item.amount >= 100.0);
    (large && others.iter().all(|c| c == currency) && is_spent(here, &row)).then_some(())?;
    let ahead = here.sentence.tokens.start..row.start;
    let behind = first.tokens.end;
    let named = |t: usize| SUMS.contains(here.lemma(t)) || ANY.contains(here.lemma(t));
    // "12 million of the grant"; "of the grant, 12 million"; "the grant will be spent on three items: 12 million".
    let inside = here.lower(behind) == "of" && here.lower(behind + 1) == "the";
    let inside = inside.then(|| (behind + 2..behind + 5).find(|&t| named(t))).flatten();
    let pointing = |t: usize| {
        let before = here.lower(t.wrapping_sub(1));
        matches!(
            before.as_str(),
            "the" | "this" | "that" | "these" | "those" | "its" | "whole" | "entire" | "total"
        ) || is_noun_or_modifier(here, t.wrapping_sub(1))
    };
    let told = inside.or_else(|| ahead.clone().find(|&t| named(t) && pointing(t)));
    let opening = here.lower(here.sentence.tokens.start);
    let rest = row.items.last().is_some_and(|item| item.rest);
    // "It will be split three ways: …" and what begins with the first item point to what was told before.
    let back = matches!(opening.as_str(), "it" | "that" | "this") || rest && ahead.is_empty();
    let noun = match told {
        Some(noun) => Some(here.passage.lemma(noun)).filter(|noun| SUMS.contains(noun)),
        None if back => None,
        None => return None,
    };
    let divided = ahead.into_iter().any(|t| DIVIDING.contains(here.lower(t).as_str()));
    let span = here.passage.span_of(row.tokens()).shift(here.placed.offset);
    Some(Items {
        all: rest || divided,
        row,
        currency,
        noun,
        timed: is_timed(here),
        span,
        place: (here.paragraph, here.number),
    })
}

/// What a sum stands for. One that is written out, 900,000, is meant as it stands; 9 million is rounded.
fn figure_of(here: &Here<'_>, value: &Value) -> Figure {
    let words = here.words(value);
    let figure = Figure::of(value, words);
    let plain =
        words.chars().all(|c| !c.is_alphabetic()) || !words.contains("illion") && !words.contains("bn");
    if !plain {
        return figure;
    }
    let (middle, half) = ((figure.low + figure.high) / 2.0, (figure.high - figure.low) / 2.0);
    Figure { low: middle - half / WRITTEN_OUT, high: middle + half / WRITTEN_OUT }
}

/// Whether the row says of each amount what it is for: "12 million for the roof".
fn is_spent(here: &Here<'_>, row: &Row) -> bool {
    let Some((first, others)) = row.items.split_first() else { return false };
    let purpose = |t: usize| {
        matches!(here.lower(t).as_str(), "for" | "on" | "to" | "in" | "towards" | "toward" | "from")
    };
    let end = others.first().map_or(first.tokens.end, |item| item.tokens.start);
    (first.tokens.end..end).any(purpose)
        && others.iter().all(|item| (item.tokens.end..item.tokens.end + BEHIND).any(purpose))
}
