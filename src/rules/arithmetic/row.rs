//! Amounts that stand in one row: "nine men, six women and five children"; "12 million for the roof, eight million for the
//! ceiling and the remaining five million for drains".

use crate::language::values::{Value, number_word};
use crate::language::{Bound, Measure, Relation, Tag};
use crate::rules::arithmetic::Here;
use crate::rules::arithmetic::figure::Figure;
use std::ops::Range;

/// How many words may stand between what joins an amount to the row and the amount.
const LEAD: usize = 3;
/// Fewer amounts than this are no row.
const FEWEST: usize = 2;

/// One amount of a row.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) figure: Figure,
    pub(super) amount: f64,
    /// The number with its unit or noun.
    pub(super) tokens: Range<usize>,
    /// What it counts by its own words: nine *men*.
    pub(super) noun: Option<usize>,
    /// Whether it is said to be what is left: the *other* five, the *remaining* five.
    pub(super) rest: bool,
    /// Whether a name stands before it, whose it is: the Liberals 41.
    pub(super) named: bool,
}

/// Amounts of one kind, joined by commas and "and".
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) items: Vec<Item>,
    /// Whether the last one is joined by "and".
    pub(super) closed: bool,
    /// Whether others follow that are not counted: and several children.
    pub(super) open: bool,
    /// The token where it begins, with its determiner.
    pub(super) start: usize,
}

impl Row {
    /// What its amounts come to.
    pub(super) fn sum(&self) -> Figure {
        self.items.iter().fold(Figure::exactly(0.0), |sum, item| sum.plus(item.figure))
    }

    /// The tokens from its first to its last amount.
    pub(super) fn tokens(&self) -> Range<usize> {
        self.start..self.items.last().map_or(self.start, |item| item.tokens.end)
    }

    /// The amounts as a sum is written: "9 + 6 + 5".
    pub(super) fn written(&self) -> String {
        let told: Vec<String> = self.items.iter().map(|item| super::written(item.amount)).collect();
        told.join(" + ")
    }
}

/// What stands in front of an amount.
struct Lead {
    /// The token where its phrase begins.
    start: usize,
    /// Whether a comma or conjunction joins it to what stands before.
    joined: bool,
    /// Whether that has an "and".
    last: bool,
    rest: bool,
    /// Whether it points to something known: *the* 18 people.
    definite: bool,
    /// Whether a name stands between the joint and the number: the Liberals 41.
    named: bool,
}

/// The rows of a sentence.
pub(super) fn rows(here: &Here<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut open: Option<Row> = None;
    for (start, item) in amounts(here) {
        let Some(item) = item else {
            rows.extend(open.take());
            continue;
        };
        let lead = lead(here, start);
        // "Of the 18 hurt, nine": the whole is none of its parts.
        if lead.definite && here.lower(lead.start.wrapping_sub(1)) == "of" && open.is_some() {
            continue;
        }
        if lead.definite && !lead.rest {
            rows.extend(open.take());
            continue;
        }
        let item = Item { rest: lead.rest, named: lead.named, ..item };
        match &mut open {
            Some(row) if lead.joined && !row.closed && here.lower(item.tokens.end) != "of" => {
                let from = row.items.last().map_or(row.start, |last| last.tokens.end);
                row.items.extend(singles(here, from..lead.start).map(|(item, _)| item));
                row.closed = lead.last;
                row.items.push(item);
            }
            _ => {
                rows.extend(open.take());
                open = Some(Row { items: vec![item], closed: false, open: false, start: lead.start });
            }
        }
    }
    rows.extend(open);
    for row in &mut rows {
        close(here, row);
    }
    rows.retain(|row| row.items.len() >= FEWEST && row.closed);
    rows
}

/// What a sentence tells the amounts of, in order: the token where each begins, and the amount if it can stand in a row.
fn amounts(here: &Here<'_>) -> Vec<(usize, Option<Item>)> {
    // "Four were in the hospital on Tuesday, three at home": a day is no amount.
    let counted = here.values.iter().filter(|value| !matches!(value.measure, Measure::Date(_)));
    let mut found: Vec<_> = counted.map(|value| (value.tokens.start, item(here, value))).collect();
    // "The Liberals 41": the reader takes the number for a part of the name.
    let bare = |t: &usize| {
        here.passage.tokens.get(*t).is_some_and(|token| token.tag == Tag::Cd)
            && !here.values.iter().any(|v| v.tokens.contains(t))
            && owner(here, *t).is_some()
    };
    found.extend(here.sentence.tokens.clone().filter(bare).filter_map(|t| {
        let amount = number_word(here.passage.word(t)).filter(|n| *n > 0.0)?;
        let figure = Figure::exactly(amount);
        Some((t, Some(Item { figure, amount, tokens: t..t + 1, noun: None, rest: false, named: true })))
    }));
    found.sort_by_key(|(start, _)| *start);
    found
}

/// Takes in what is counted by an article at the end of a row, and looks whether others follow.
fn close(here: &Here<'_>, row: &mut Row) {
    let Some(end) = row.items.last().map(|item| item.tokens.end) else { return };
    if !row.closed {
        let behind: Vec<_> = singles(here, end..here.sentence.tokens.end).collect();
        row.closed = behind.iter().any(|(_, last)| *last);
        row.items.extend(behind.into_iter().map(|(item, _)| item));
    }
    let others = |t: usize| {
        matches!(
            here.lower(t).as_str(),
            "several" | "some" | "others" | "many" | "dozens" | "scores" | "few" | "including" | "unknown"
        )
    };
    row.open = (row.start.saturating_sub(LEAD)..here.sentence.tokens.end).any(others);
}

/// A value as an amount of a row: exact, and no date, age or distance.
fn item(here: &Here<'_>, value: &Value) -> Option<Item> {
    let noun = match value.measure {
        Measure::Count { noun } => Some(noun),
        Measure::Number | Measure::Money { .. } => None,
        _ => return None,
    };
    let exact = value.bound == Bound::Exact && value.low == value.high && value.low > 0.0;
    let tag = |t: usize| here.passage.tokens.get(t).map(|t| t.tag);
    // "Five million for drains" are no drains, and "seven are civilians" is said of seven.
    let parts = |tag: Tag| matches!(tag, Tag::In | Tag::To | Tag::Vbp | Tag::Vbz | Tag::Vbd);
    let beyond = value.tokens.clone().skip(1).find(|&t| tag(t).is_some_and(parts));
    let tokens = value.tokens.start..beyond.unwrap_or(value.tokens.end);
    let noun = noun.filter(|n| tokens.contains(n));
    exact.then(|| Item {
        figure: Figure::of(value, here.words(value)),
        amount: value.low,
        tokens,
        noun,
        rest: false,
        named: false,
    })
}

fn lead(here: &Here<'_>, number: usize) -> Lead {
    let mut start = number;
    let (mut rest, mut definite) = (false, false);
    for _ in 0..LEAD {
        let Some(before) = start.checked_sub(1) else { break };
        match here.lower(before).as_str() {
            "other" | "remaining" | "rest" => rest = true,
            "the" | "all" | "these" | "those" | "its" | "their" | "'s" | "’s" => definite = true,
            "another" | "a" | "an" | "further" | "last" | "final" | "just" | "only" => {}
            _ => break,
        }
        start = before;
    }
    let owner = owner(here, number).filter(|_| start == number);
    let start = owner.unwrap_or(start);
    let word = start.checked_sub(1).map_or_else(String::new, |t| here.lower(t));
    let last = matches!(word.as_str(), "and" | "while" | "plus" | "&");
    let joined = last || matches!(word.as_str(), "," | ";");
    Lead { start, joined, last, rest, definite, named: owner.is_some() }
}

/// Where the name begins that stands between a joint and a bare number: ", *the Liberals* 41".
fn owner(here: &Here<'_>, number: usize) -> Option<usize> {
    let tag = |t: usize| here.passage.tokens.get(t).map(|t| t.tag);
    let name = |t: usize| tag(t).is_some_and(|tag| tag.is_proper() || tag == Tag::Dt);
    let first = here.sentence.tokens.start;
    let from = (first..number).rev().take(LEAD + 2).take_while(|&t| name(t)).last()?;
    let proper = (from..number).any(|t| tag(t).is_some_and(|tag| tag.is_proper()));
    let joint =
        from.checked_sub(1).filter(|&t| matches!(here.lower(t).as_str(), "," | ";" | "and" | "while"));
    joint.filter(|_| proper).map(|_| from)
}

/// "A child", "one woman": people joined to a row by an article, each with whether "and" joins it.
fn singles<'a>(here: &'a Here<'_>, tokens: Range<usize>) -> impl Iterator<Item = (Item, bool)> + 'a {
    tokens.filter_map(|noun| {
        let token = here.passage.tokens.get(noun)?;
        let joined = token.relation == Relation::Conj && token.tag == Tag::Nn;
        let start = here.passage.phrase(noun).start;
        let one = matches!(here.lower(start).as_str(), "a" | "an") && start < noun;
        let last = here.lower(start.checked_sub(1)?) == "and";
        let counted = here.values.iter().any(|v| v.tokens.contains(&noun));
        let item = Item {
            figure: Figure::exactly(1.0),
            amount: 1.0,
            tokens: start..noun + 1,
            noun: Some(noun),
            rest: false,
            named: false,
        };
        (joined && one && !counted && (last || here.lower(start - 1) == ",")).then_some((item, last))
    })
}
