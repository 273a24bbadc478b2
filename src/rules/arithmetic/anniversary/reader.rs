//! Reads when things began and how long they have lasted.

use crate::article::{FactFrame, Modality};
use crate::language::values::{CalendarUnit, DateExpression, Value, number_word, ordinal};
use crate::language::{Bound, Measure, Passage, Relation, Tag};
use crate::rules::arithmetic::Here;
use crate::rules::arithmetic::anniversary::{Start, Years};
use crate::rules::arithmetic::whole::frames_of;
use crate::rules::contradiction::is_people;
use crate::rules::word_list::lines;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words for anniversaries with their years.
static NAMED: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/anniversaries.tsv"));
    rows.filter_map(|row| {
        let mut columns = row.split('\t');
        Some((columns.next()?, columns.next()?.parse().ok()?))
    })
    .collect()
});

/// Verbs by which something begins: whether it is done to it, whether it does it, whether it is a wedding.
static FOUNDING: LazyLock<HashMap<&'static str, (bool, bool, bool)>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/founding.tsv"));
    rows.filter_map(|row| {
        let mut columns = row.split('\t');
        let (verb, role, kind) = (columns.next()?, columns.next()?, columns.next()?);
        Some((verb, (role != "does", role != "done", kind == "wedding")))
    })
    .collect()
});

/// Years from which on an age is no slip of a few.
const LEAST: f64 = 5.0;
/// How far a word of time may stand behind an anniversary.
const REACH: usize = 8;

/// Words by which a sentence is about a beginning again, or one that did not come.
fn is_again(here: &Here<'_>) -> bool {
    here.sentence.tokens.clone().any(|t| {
        matches!(
            here.lower(t).as_str(),
            "again" | "reopened" | "refounded" | "new" | "second" | "present" | "current" | "if" | "not"
        )
    })
}

/// "The bakery was founded in 1950", "opened in 1931", "founded in 1950, the bakery".
pub(super) fn start<'a>(here: &Here<'a>) -> Option<Start<'a>> {
    if here.values.is_empty() || is_again(here) {
        return None;
    }
    let passage: &'a Passage = here.passage;
    let frames = frames_of(here.article, here.paragraph).iter().filter(|f| f.sentence == here.number);
    let mut told = frames.filter_map(|frame| {
        let (done, does, wedding) = *FOUNDING.get(passage.lemma(frame.predicate))?;
        (frame.modality == Modality::Stated && !frame.negated).then_some(())?;
        let what = frame
            .object
            .map(|o| o.token)
            .filter(|_| done)
            .or_else(|| frame.subject.map(|s| s.token).filter(|_| does && frame.object.is_none()))
            .or_else(|| described(passage, frame))?;
        let (value, year) = year_of_clause(here, frame)?;
        let founded = wedding
            || !matches!(
                passage.lemma(frame.predicate),
                "begin" | "start" | "launch" | "create" | "form" | "complete"
            );
        let place = (here.paragraph, here.number);
        Some(Start { year, what: passage.lemma(what), wedding, founded, span: here.span(value), place })
    });
    told.next().filter(|_| told.next().is_none())
}

/// What a participle is said of: the brewery, *established* in 1890; *founded* in 1950, the club.
fn described(passage: &Passage, frame: &FactFrame) -> Option<usize> {
    let clause = passage.clauses.get(frame.clause)?;
    let outer = || passage.clauses.get(clause.governor?)?.subject;
    (passage.tokens.get(frame.predicate)?.tag == Tag::Vbn)
        .then(|| passage.antecedent(clause).or_else(outer))
        .flatten()
}

/// The one year of a clause, right behind its verb: in 1950, on 3 May 1950.
fn year_of_clause<'h>(here: &'h Here<'_>, frame: &FactFrame) -> Option<(&'h Value, i32)> {
    let own = |v: &&Value| {
        here.passage.clause_of(v.tokens.start) == Some(frame.clause) && v.tokens.start > frame.predicate
    };
    let mut years = here.values.iter().filter(own).filter_map(|v| Some((v, year_of(v)?)));
    years.next().filter(|_| years.next().is_none())
}

fn year_of(value: &Value) -> Option<i32> {
    match &value.measure {
        Measure::Date(date) => date.year.map(i32::from),
        _ => None,
    }
}

/// Every age of something that a sentence tells.
pub(super) fn years<'a>(here: &Here<'a>) -> Vec<Years<'a>> {
    let mut found: Vec<Years<'a>> =
        here.sentence.tokens.clone().filter_map(|t| anniversary(here, t)).collect();
    found.extend(here.values.iter().filter_map(|v| old(here, v).or_else(|| ago(here, v))));
    found
}

/// "Its 60th anniversary", "the club's centenary", "their golden wedding".
fn anniversary<'a>(here: &Here<'a>, token: usize) -> Option<Years<'a>> {
    let passage: &'a Passage = here.passage;
    let word = here.lower(token);
    let before = token.checked_sub(1)?;
    let (number, wedding, first) = match word.as_str() {
        "anniversary" if here.lower(before) == "wedding" => {
            let first = before.checked_sub(1)?;
            (metal(&here.lower(first)).or_else(|| nth(&here.lower(first)))?, true, first)
        }
        "wedding" if here.lower(token + 1) != "anniversary" => (metal(&here.lower(before))?, true, before),
        "anniversary" | "jubilee" => (nth(&here.lower(before))?, false, before),
        "birthday" => (nth(&here.lower(before)).filter(|n| *n >= 100)?, false, before),
        _ => (*NAMED.get(word.as_str())?, false, token),
    };
    // "The 10th anniversary of its listing" is one of something else.
    let own = || matches!(here.lower(token + 3).as_str(), "founding" | "foundation" | "opening" | "birth");
    if here.lower(token + 1) == "of" && !own() {
        return None;
    }
    let determiner = first.checked_sub(1)?;
    let what = match here.lower(determiner).as_str() {
        "its" | "their" | "the" | "a" => None,
        "'s" | "’s" => Some(passage.lemma(determiner.checked_sub(1)?)),
        _ => return None,
    };
    let (at, shift) = when(here, token)?;
    Some(Years {
        number,
        at,
        shift,
        what,
        wedding,
        rough: false,
        span: passage.span_of(first..token + 1).shift(here.placed.offset),
        place: (here.paragraph, here.number),
    })
}

/// The number of an ordinal: "60th", "sixtieth".
fn nth(word: &str) -> Option<i32> {
    let tens = || number_word(&format!("{}y", word.strip_suffix("ieth")?));
    let number = ordinal(word).or_else(tens).filter(|n| *n >= LEAST)?;
    Some(number as i32)
}

/// The years of a wedding by its metal.
fn metal(word: &str) -> Option<i32> {
    match word {
        "silver" => Some(25),
        "ruby" => Some(40),
        "golden" | "gold" => Some(50),
        "diamond" => Some(60),
        _ => None,
    }
}

/// In which year something is told of a token: its year, or years from that of publication. `None` where it cannot be told.
fn when(here: &Here<'_>, token: usize) -> Option<(Option<i32>, i32)> {
    let clause = here.passage.clause_of(token)?;
    let years: Vec<_> = here.values.iter().filter_map(|v| Some((v, year_of(v)?))).collect();
    // "Founded in 1921, marks its 90th anniversary in 2021" is told in one sentence.
    if years.len() > 1 {
        return None;
    }
    let own = |value: &Value| {
        let behind = value.tokens.start > token && value.tokens.start <= token + REACH;
        here.passage.clause_of(value.tokens.start) == Some(clause)
            && (behind || value.tokens.start <= here.sentence.tokens.start + 1)
    };
    if let Some((_, year)) = years.first().filter(|(value, _)| own(value)) {
        return Some((Some(*year), 0));
    }
    let relative = here.values.iter().find_map(|v| match &v.measure {
        Measure::Date(DateExpression { relative: Some((CalendarUnit::Year, count)), .. }) => Some(*count),
        _ => None,
    });
    let clause = here.passage.clauses.get(clause)?;
    let apart = clause.negated || clause.modal.is_some_and(|m| here.lemma(m) == "would");
    (!apart && relative.is_none_or(|count| count.abs() <= 3)).then_some((None, relative.unwrap_or(0)))
}

/// "The 200-year-old brewery".
fn old<'a>(here: &Here<'a>, value: &Value) -> Option<Years<'a>> {
    let passage: &'a Passage = here.passage;
    let token = passage.tokens.get(value.tokens.start)?;
    let old = value.measure == Measure::Age
        && value.bound == Bound::Exact
        && value.low == value.high
        && value.low >= LEAST;
    let hyphened = value.tokens.len() == 1
        && matches!(token.relation, Relation::Amod | Relation::Nummod | Relation::Compound);
    let noun = token.head.map(|h| h as usize).filter(|_| old && hyphened)?;
    let head = passage.tokens.get(noun)?;
    // People are compared by their births.
    let thing = head.tag == Tag::Nn && !is_people(passage.lemma(noun));
    let the = matches!(here.lower(value.tokens.start.checked_sub(1)?).as_str(), "the" | "its" | "this");
    let dated = here.values.iter().any(|v| year_of(v).is_some());
    (thing && the && !dated).then(|| Years {
        number: value.low as i32,
        at: None,
        shift: 0,
        what: Some(passage.lemma(noun)),
        wedding: false,
        rough: true,
        span: here.span(value),
        place: (here.paragraph, here.number),
    })
}

/// "Opened 40 years ago", "founded 60 years ago".
fn ago<'a>(here: &Here<'a>, value: &Value) -> Option<Years<'a>> {
    let Measure::Date(DateExpression { relative: Some((CalendarUnit::Year, count)), .. }) = &value.measure
    else {
        return None;
    };
    let passage: &'a Passage = here.passage;
    let clause = passage.clause_of(value.tokens.start)?;
    let frame = frames_of(here.article, here.paragraph).iter().find(|f| f.clause == clause)?;
    let (done, does, wedding) = *FOUNDING.get(passage.lemma(frame.predicate))?;
    let what = frame
        .object
        .map(|o| o.token)
        .filter(|_| done)
        .or_else(|| frame.subject.map(|s| s.token).filter(|_| does))?;
    let dated = here.values.iter().any(|v| year_of(v).is_some());
    let sure = value.bound == Bound::Exact
        && f64::from(-count) >= LEAST
        && !dated
        && !is_again(here)
        && !frame.negated;
    let pronoun = passage.tokens.get(what).is_some_and(|t| t.tag == Tag::Prp);
    sure.then(|| Years {
        number: -count,
        at: None,
        shift: 0,
        what: Some(passage.lemma(what)).filter(|_| !pronoun),
        wedding,
        rough: true,
        span: here.span(value),
        place: (here.paragraph, here.number),
    })
}
