//! Reads what a measure came to now and before, and by how much it is said to have changed.

use crate::language::values::Value;
use crate::language::{Bound, Clause, Measure, Passage, Relation, Tag};
use crate::rules::arithmetic::Here;
use crate::rules::arithmetic::change;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::level::{By, Change, Level, Stretch, What};
use crate::rules::contradiction;
use crate::rules::word_list::lines;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words for one measure, by word, with the name of the measure.
static MEASURES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/measures.tsv")).filter_map(|row| row.split_once('\t'));
    rows.flat_map(|(name, words)| words.split(',').map(move |word| (word, name))).collect()
});
/// Words by which a figure is of another stretch of time or on another basis.
static OTHER_BASES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/other_bases.txt")).collect());

/// How far the figure of now may stand in front of the one before.
const REACH: usize = 25;
/// How far behind a figure the words may stand that say when it was so.
const PERIOD_REACH: usize = 12;
/// A measure that changed by more than this factor is two measures.
const MOST_TIMES: f64 = 5.0;

/// Whether the sentence says that its figures are of another stretch or basis.
fn is_on_another_basis(here: &Here<'_>) -> bool {
    here.sentence.tokens.clone().any(|t| {
        OTHER_BASES.contains(here.lower(t).as_str())
            // "The three months that ended in June" are a quarter.
            || here.lower(t) == "months" && here.lower(t.wrapping_sub(1)) != "three"
    })
}

/// Whether words behind a token speak of the same stretch of time before: a year earlier, than last season.
fn of_before(here: &Here<'_>, from: usize) -> bool {
    (from..from + PERIOD_REACH).any(|t| {
        matches!(here.lower(t).as_str(), "ago" | "earlier" | "last" | "before" | "previous" | "prior")
    })
}

/// For which stretch of time a sentence tells its figures: in the *second quarter*, *annual* sales, *for the year*. "A year
/// earlier" and "last year" name none.
fn stretch(here: &Here<'_>) -> Stretch {
    let ordinal = |word: &str| match word {
        "first" => Some(1),
        "second" => Some(2),
        "third" => Some(3),
        "fourth" => Some(4),
        _ => None,
    };
    let mut found = Stretch::default();
    for t in here.sentence.tokens.clone() {
        let (word, before, after) = (here.lower(t), here.lower(t.wrapping_sub(1)), here.lower(t + 1));
        match word.as_str() {
            "quarter" | "quarterly" => {
                found = Stretch { months: Some(3), quarter: found.quarter.or(ordinal(&before)) };
            }
            "months" => found.months = Some(3),
            "annual" | "annually" => found.months = Some(12),
            "year" if before == "the" && !matches!(after.as_str(), "before" | "earlier") => {
                found.months = Some(12);
            }
            _ => {
                if let Some(which) = word.strip_suffix("-quarter").and_then(ordinal) {
                    found = Stretch { months: Some(3), quarter: Some(which) };
                }
            }
        }
    }
    found
}

fn is_sure(value: &Value) -> bool {
    matches!(value.bound, Bound::Exact) && value.low == value.high && value.low > 0.0
}

/// Whether two figures are of one unit.
fn of_one_unit(here: &Here<'_>, a: &Value, b: &Value) -> bool {
    match (&a.measure, &b.measure) {
        (Measure::Money { currency: x }, Measure::Money { currency: y }) => x == y,
        (Measure::Count { noun: x }, Measure::Count { noun: y }) => here.lemma(*x) == here.lemma(*y),
        (Measure::Count { .. }, Measure::Number) | (Measure::Number, Measure::Count { .. }) => true,
        _ => false,
    }
}

/// The level of a sentence: "$82 million, compared with $100 million a year earlier"; "from 1,400 to 1,150 seats".
pub(super) fn level<'a>(here: &Here<'a>) -> Option<Level<'a>> {
    if is_on_another_basis(here) {
        return None;
    }
    compared(here).or_else(|| moved(here))
}

fn compared<'a>(here: &Here<'a>) -> Option<Level<'a>> {
    let (now, then) = here.values.iter().enumerate().filter(|(_, v)| is_sure(v)).find_map(|(at, then)| {
        let first = then.tokens.start;
        let (joint, before) = (here.lower(first.wrapping_sub(1)), here.lower(first.wrapping_sub(2)));
        let told = match joint.as_str() {
            "from" => matches!(before.as_str(), "up" | "down"),
            "with" | "to" => before == "compared" && of_before(here, then.tokens.end),
            "against" | "versus" => of_before(here, then.tokens.end),
            _ => false,
        };
        let near = |v: &&Value| {
            is_sure(v)
                && first - v.tokens.end.min(first) <= REACH
                && of_one_unit(here, v, then)
                && (1.0 / MOST_TIMES..MOST_TIMES).contains(&(v.low / then.low))
        };
        told.then(|| here.values[..at].iter().find(near)).flatten().map(|now| (now, then))
    })?;
    let clause = clause_of(here, now)?;
    let what = of_value(here, now).or_else(|| of_clause(here, clause))?;
    let span = here.span(now).join(here.span(then));
    let figure = |v: &Value| Figure::of(v, here.words(v));
    let shown = (here.words(then).to_owned(), here.words(now).to_owned());
    let (before, now) = figure(then).alike(figure(now));
    Some(Level {
        what,
        stretch: stretch(here),
        before,
        now,
        shown,
        span,
        place: (here.paragraph, here.number),
    })
}

fn moved<'a>(here: &Here<'a>) -> Option<Level<'a>> {
    let (moved, _) = change::moved(here).filter(|(moved, _)| !moved.percent)?;
    let start = moved.span.start.checked_sub(here.placed.offset)?;
    let at = here.passage.tokens.partition_point(|t| t.span.start < start);
    let clause = here.passage.clauses.get(here.passage.clause_of(at)?)?;
    let what = of_clause(here, clause)?;
    let place = (here.paragraph, here.number);
    let (before, now) = moved.from.alike(moved.to);
    Some(Level { what, stretch: stretch(here), before, now, shown: moved.shown, span: moved.span, place })
}

fn clause_of<'a>(here: &Here<'a>, value: &Value) -> Option<&'a Clause> {
    here.passage.clauses.get(here.passage.clause_of(value.tokens.start)?)
}

/// What a figure is of by its own words: net income *of $82 million*, 1,400 *seats*.
fn of_value<'a>(here: &Here<'a>, value: &Value) -> Option<What<'a>> {
    if let Measure::Count { noun } = value.measure {
        return what(here, noun);
    }
    let inside = |head: usize| value.tokens.contains(&head);
    let top = value.tokens.clone().find(|&t| head_of(here, t).is_none_or(|h| !inside(h)))?;
    let of = here.passage.case_marker(top).is_some_and(|c| here.lemma(c) == "of");
    what(here, head_of(here, top).filter(|_| of)?)
}

fn head_of(here: &Here<'_>, token: usize) -> Option<usize> {
    here.passage.tokens.get(token)?.head.map(|h| h as usize)
}

/// What a clause tells the figures of: what is raised or lowered, or what rises, falls or is so much.
fn of_clause<'a>(here: &Here<'a>, clause: &Clause) -> Option<What<'a>> {
    let figure = |t: &usize| here.values.iter().any(|v| v.tokens.contains(t));
    let object = clause.object.filter(|o| !figure(o));
    what(here, object.or(clause.subject)?)
}

/// A measure by its noun: the *number* of *seats* is that of seats.
fn what<'a>(here: &Here<'a>, noun: usize) -> Option<What<'a>> {
    let passage: &'a Passage = here.passage;
    let bare = matches!(here.lemma(noun), "number" | "total" | "amount" | "count" | "level");
    let of = |t: &usize| passage.case_marker(*t).is_some_and(|c| here.lemma(c) == "of");
    let inner = passage.dependents(noun).filter(|t| passage.tokens[*t].relation == Relation::Nmod).find(of);
    let noun = inner.filter(|_| bare).unwrap_or(noun);
    let token = passage.tokens.get(noun)?;
    if !token.tag.is_noun() || token.tag.is_proper() {
        return None;
    }
    let lemma = passage.lemma(noun);
    let relation = |t: &usize| passage.tokens[*t].relation;
    let proper = |t: &usize| passage.tokens[*t].tag.is_proper();
    let whose = passage
        .dependents(noun)
        .find(|t| proper(t) && (relation(t) == Relation::NmodPoss || relation(t) == Relation::Nmod && of(t)));
    // "Sales of the pump maker" are its sales.
    let known = |t: &usize| of(t) && passage.dependents(*t).any(|d| here.lower(d) == "the");
    let kinds = passage.dependents(noun).filter(|t| match relation(t) {
        Relation::Amod | Relation::Compound => true,
        Relation::Nmod => !bare && Some(*t) != whose && !known(t) && !is_of_time(here, *t),
        _ => false,
    });
    let number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    let mut apart: Vec<String> =
        kinds.map(|t| here.lower(t)).filter(|word| !is_neutral(word) && !number(word)).collect();
    apart.sort_unstable();
    Some(What {
        name: MEASURES.get(lemma).copied().unwrap_or(lemma),
        apart,
        whose: whose.map(|t| passage.lemma(t)),
    })
}

/// Whether a phrase says when: sales *in the quarter*.
fn is_of_time(here: &Here<'_>, token: usize) -> bool {
    let word = here.lemma(token);
    matches!(word, "quarter" | "period" | "year" | "month" | "season")
        || here.passage.tokens.get(token).is_some_and(|t| t.tag == Tag::Cd)
        || here.values.iter().any(|v| v.tokens.contains(&token))
}

/// Words that make no other measure of one.
fn is_neutral(word: &str) -> bool {
    matches!(
        word,
        "net"
            | "quarterly"
            | "quarter"
            | "total"
            | "overall"
            | "its"
            | "first"
            | "second"
            | "third"
            | "fourth"
    ) || word.ends_with("-quarter")
}

/// By how much something is said to have changed.
pub(super) fn changes<'a>(here: &Here<'a>) -> Vec<Change<'a>> {
    if is_on_another_basis(here) {
        return Vec::new();
    }
    here.values.iter().filter(|v| is_sure(v)).filter_map(|v| change_by(here, v)).collect()
}

fn change_by<'a>(here: &Here<'a>, value: &Value) -> Option<Change<'a>> {
    let figure = Figure::of(value, here.words(value));
    let by = match &value.measure {
        Measure::Percent => By::Percent(figure),
        Measure::Money { .. } | Measure::Count { .. } | Measure::Number => By::Amount(figure),
        _ => return None,
    };
    let clause = clause_of(here, value)?;
    if clause.negated || clause.modal.is_some() {
        return None;
    }
    let (what, way, end) = less(here, value, clause)
        .or_else(|| noun_of_change(here, value))
        .or_else(|| verb_of_change(here, value, clause))?;
    let span = here.passage.span_of(value.tokens.start..end).shift(here.placed.offset);
    Some(Change { what, stretch: stretch(here), by, way, span, place: (here.paragraph, here.number) })
}

type Read<'a> = Option<(What<'a>, i8, usize)>;

/// "Earned $32 million less than a year before", "150 fewer seats than last season".
fn less<'a>(here: &Here<'a>, value: &Value, clause: &Clause) -> Read<'a> {
    let end = value.tokens.end;
    let counted = match value.measure {
        Measure::Count { noun } => Some(noun),
        _ => None,
    };
    let at = (value.tokens.start..end + 2)
        .find(|&t| matches!(here.lower(t).as_str(), "less" | "fewer" | "more"))?;
    let than = (at..at + PERIOD_REACH).find(|&t| here.lower(t) == "than")?;
    if !of_before(here, than) {
        return None;
    }
    let way = if here.lower(at) == "more" { 1 } else { -1 };
    let verb = || {
        MEASURES.get(here.lemma(clause.predicate)).map(|name| What { name, apart: Vec::new(), whose: None })
    };
    let what = match counted {
        Some(noun) => what(here, noun),
        None => verb().or_else(|| clause.subject.and_then(|s| what(here, s))),
    };
    Some((what?, way, at + 1))
}

/// "An 18 percent drop in third-quarter profit".
fn noun_of_change<'a>(here: &Here<'a>, value: &Value) -> Read<'a> {
    let end = value.tokens.end;
    let noun = (end..end + 2).find(|&t| {
        here.passage.tokens.get(t).is_some_and(|t| t.tag.is_noun())
            && contradiction::change_of(here.lemma(t)).is_some()
    })?;
    let way = contradiction::change_of(here.lemma(noun))?;
    let of = here.passage.dependents(noun).find(|&t| {
        here.passage.tokens[t].relation == Relation::Nmod
            && here.passage.case_marker(t).is_some_and(|c| matches!(here.lemma(c), "in" | "of"))
    })?;
    Some((what(here, of)?, way, noun + 1))
}

/// "Fell 12 percent", "was reduced by 150".
fn verb_of_change<'a>(here: &Here<'a>, value: &Value, clause: &Clause) -> Read<'a> {
    let start = value.tokens.start;
    let way = contradiction::change_of(here.lemma(clause.predicate))?;
    // "Fell to 88", "has fallen by some 12": right behind the verb.
    let between = clause.predicate + 1..start;
    let plain = between.len() <= 2
        && between
            .clone()
            .all(|t| matches!(here.lower(t).as_str(), "by" | "up" | "down" | "off" | "a" | "some"));
    if clause.predicate >= start || !plain {
        return None;
    }
    Some((of_clause(here, clause)?, way, value.tokens.end))
}
