//! So many things at so much each, and what they come to: five drives at $200 each against $1,500 in all.

use crate::article::{Article, Placed};
use crate::language::values::Value;
use crate::language::{Bound, Measure, Passage};
use crate::rules::Finding;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{RULE, copy, written};
use crate::text::Span;
use std::ops::Range;

/// How far "each" may stand from the price.
const REACH: usize = 4;

/// So many of something at so much each.
struct Bill<'a> {
    noun: &'a str,
    product: Figure,
    shown: String,
    span: Span,
    currency: &'a str,
}

/// What something comes to.
struct Sum<'a> {
    figure: Figure,
    span: Span,
    currency: &'a str,
    sentence: Vec<&'a str>,
}

pub(super) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let (mut bills, mut sums): (Vec<Bill<'_>>, Vec<Sum<'_>>) = (Vec::new(), Vec::new());
    let priced = |value: &Value| matches!(value.measure, Measure::Money { .. });
    for (_, placed) in copy(article).filter(|(_, p)| p.passage().values.iter().any(priced)) {
        let passage = placed.passage();
        for sentence in &passage.sentences {
            let own = |v: &&Value| sentence.tokens.contains(&v.tokens.start);
            for value in passage.values.iter().filter(own) {
                let Measure::Money { currency } = &value.measure else { continue };
                if is_each(passage, value, &sentence.tokens) {
                    bills.extend(bill(article, placed, passage, value, currency, &sentence.tokens));
                } else if is_sum(passage, value, &sentence.tokens)
                    || is_paid(passage, value, &sentence.tokens)
                {
                    let nouns = sentence.tokens.clone().filter(|&t| passage.tokens[t].tag.is_noun());
                    sums.push(Sum {
                        figure: figure(article, placed, value),
                        span: value.span.shift(placed.offset),
                        currency,
                        sentence: nouns.map(|t| passage.lemma(t)).collect(),
                    });
                }
            }
        }
    }
    for bill in &bills {
        let about = |s: &&Sum<'_>| s.currency == bill.currency && s.sentence.contains(&bill.noun);
        let mut fitting = sums.iter().filter(about);
        let Some(sum) = fitting.next().filter(|_| fitting.next().is_none()) else { continue };
        if bill.product.meets(sum.figure) {
            continue;
        }
        let message = format!(
            "{} come to {}, not to {}",
            bill.shown,
            written(bill.product.high),
            sum.span.of(article.text())
        );
        let (later, earlier) =
            if sum.span.start > bill.span.start { (sum.span, bill.span) } else { (bill.span, sum.span) };
        findings.push(Finding::new(RULE.name, later, message).with_related(earlier, "the other figure"));
    }
}

fn figure(article: &Article, placed: &Placed, value: &Value) -> Figure {
    Figure::of(value, value.span.shift(placed.offset).of(article.text()))
}

/// "five drives at $200 each": the count that stands nearest before the price.
fn bill<'a>(
    article: &Article,
    placed: &Placed,
    passage: &'a Passage,
    price: &Value,
    currency: &'a str,
    sentence: &Range<usize>,
) -> Option<Bill<'a>> {
    let counts = passage
        .values
        .iter()
        .filter(|v| sentence.contains(&v.tokens.start) && v.bound == Bound::Exact && v.low == v.high);
    let count = counts
        .filter(|v| v.tokens.end <= price.tokens.start)
        .rfind(|v| matches!(v.measure, Measure::Count { .. }))?;
    let Measure::Count { noun } = count.measure else { return None };
    let product = figure(article, placed, count).times(figure(article, placed, price));
    let span = count.span.join(price.span).shift(placed.offset);
    let shown = format!("{} at {}", count.span.of(passage.text()), price.span.of(passage.text()));
    Some(Bill { noun: passage.lemma(noun), product, shown, span, currency })
}

/// "each of $200", "$200 each", "$200 apiece".
fn is_each(passage: &Passage, price: &Value, sentence: &Range<usize>) -> bool {
    // "At $200 each, for $1,500": the word belongs to the price before it.
    let money = |v: &&Value| matches!(v.measure, Measure::Money { .. }) && v.tokens.end <= price.tokens.start;
    let told = passage.values.iter().filter(money);
    let other = told.map(|v| v.tokens.end + 1).max().unwrap_or(0);
    let from = price.tokens.start.saturating_sub(REACH).max(sentence.start).max(other);
    let to = (price.tokens.end + 2).min(sentence.end);
    let each = |t: usize| matches!(passage.lemma(t), "each" | "apiece");
    (from..to).any(each)
}

/// "For $1,500", behind a price for each.
fn is_paid(passage: &Passage, value: &Value, sentence: &Range<usize>) -> bool {
    let money = |v: &&Value| matches!(v.measure, Measure::Money { .. }) && v.tokens.end <= value.tokens.start;
    let each = passage.values.iter().filter(money).any(|v| is_each(passage, v, sentence));
    let brought_in = value.tokens.start.checked_sub(1).is_some_and(|t| passage.lemma(t) == "for");
    each && brought_in && value.bound == Bound::Exact
}

/// "altogether $1,500", "a total of $1,500", "were worth $1,500".
fn is_sum(passage: &Passage, value: &Value, sentence: &Range<usize>) -> bool {
    let total =
        |t: usize| matches!(passage.lemma(t), "altogether" | "total" | "combined" | "together" | "sum");
    let in_all = |t: usize| passage.lemma(t) == "in" && passage.lemma(t + 1) == "all";
    sentence.clone().any(|t| total(t) || in_all(t)) && matches!(value.bound, Bound::Exact | Bound::About)
}
