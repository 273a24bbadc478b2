//! How much one thing weighs, cost or fell: sold for $2.4 million, the $3.1 million paid for the house; the index fell 3.5 percent, its fall
//! of 1.2 percent.
//!
//! Comes in: the amounts of a clause with the verb or noun that says of what they are. Goes out: conflicts between two amounts of one
//! measure of one thing. A change is one only where both move the same way and nothing sets their times apart.

use crate::article::{Article, FactFrame, Modality, Placed};
use crate::language::{Bound, Measure, Passage, Relation, Tag, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::{change_of, when};
use crate::rules::word_list::{lines, words};
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// How many earlier amounts are compared with a new one.
const NEAREST: usize = 12;
/// How far the noun of a measure may stand from its amount.
const REACH: usize = 3;

/// One row of the list.
struct Row {
    measure: &'static str,
    unit: &'static str,
    verbs: &'static str,
    nouns: HashSet<&'static str>,
    /// The nouns of which the amount alone before them tells it: a *£48m* flyover; `any` for all.
    sized: HashSet<&'static str>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let split = |line: &'static str| line.split('\t').collect::<Vec<_>>();
    let rows = lines(include_str!("../data/extents.tsv")).map(split).filter(|columns| columns.len() == 5);
    rows.map(|row| Row {
        measure: row[0],
        unit: row[1],
        verbs: row[2],
        nouns: words(row[3]).collect(),
        sized: words(row[4]).collect(),
    })
    .collect()
});

impl Row {
    /// Whether an amount before a noun tells this measure of it.
    fn is_told_before(&self, passage: &Passage, noun: usize) -> bool {
        self.sized.contains("any") || self.sized.contains(passage.lemma(noun).to_lowercase().as_str())
    }
}

/// Words of the amount of a change: lost 3 percent, ended 3 percent lower. Those of the opposites tell others.
static MOVES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/moves.tsv")).collect());

/// Which way a word (lemma) says that an amount goes: 1 up, -1 down.
fn way_of(lemma: &str) -> Option<i8> {
    let listed = |way: i8| MOVES.contains(format!("{lemma}\t{way}").as_str()).then_some(way);
    change_of(lemma).or_else(|| listed(1)).or_else(|| listed(-1))
}

/// An amount of something.
struct Extent<'a> {
    frame: &'a FactFrame,
    measure: &'static str,
    /// Which way it goes, for a change.
    way: i8,
    thing: Referent,
    value: &'a Value,
    span: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut earlier: Earlier<'_, Extent<'_>> = Earlier::new(known, "extent", NEAREST);
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for here in known.told(Topic::Extent, frame, || read(article, lexis, placed, frame)) {
            let clash =
                earlier.nearest(frame.paragraph, |there| clashes(article, lexis, scenes, &here, there));
            if let Some(there) = clash {
                let side = |x: &Extent<'_>| Side { span: x.span, words: x.span, voice: x.frame.voice };
                conflicts.push(Conflict::of(article, side(&here), side(there), "the numbers do not agree"));
            }
            earlier.push(frame.paragraph, here);
        }
    }
}

fn clashes(article: &Article, lexis: &Lexis, scenes: &Scenes, here: &Extent<'_>, there: &Extent<'_>) -> bool {
    let (a, b) = (here.frame, there.frame);
    let Some((x, y)) = scenes.pair(a, b) else { return false };
    let known = here.thing.definite && (there.thing.definite || there.thing.introduced);
    let one = known
        && here.thing.likeness(&there.thing, lexis) >= ONE
        && !here.thing.differs(&there.thing, lexis)
        && !here.thing.is_told_apart(&there.thing, lexis)
        && !here.thing.is_next_to(&there.thing);
    let apart = x.apart
        || y.apart
        || x.turns
        || y.turns
        || x.at_other_time(y)
        || !x.years_agree(y)
        || here.measure == CHANGE && (x.dated_apart(y) || when::at_other_hour(article, a, b))
        || sameness::is_of_part_of_day(article, a) != sameness::is_of_part_of_day(article, b);
    let unit = std::mem::discriminant(&here.value.measure) == std::mem::discriminant(&there.value.measure);
    let currency = match (&here.value.measure, &there.value.measure) {
        (Measure::Money { currency: a }, Measure::Money { currency: b }) => a == b,
        _ => true,
    };
    here.measure == there.measure
        && here.way == there.way
        && unit
        && currency
        && !here.value.agrees_with(there.value)
        && one
        && !apart
        && !sameness::complements_differ(lexis, article, a, b)
}

/// The measure of a change in per cent.
const CHANGE: &str = "change";
/// The measure of what is paid.
const PRICE: &str = "price";

/// Whether what stands behind "of" is a measure: £30m of *the cost*.
fn is_of_measure(passage: &Passage, of: usize) -> bool {
    let mut behind = of + 1..of + 1 + REACH;
    behind.any(|t| ROWS.iter().any(|row| row.nouns.contains(passage.lemma(t))))
}

fn read<'a>(article: &Article, lexis: &Lexis, placed: &'a Placed, frame: &'a FactFrame) -> Vec<Extent<'a>> {
    let passage = placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return Vec::new() };
    // "The £84 million that we pay for the flyover": the amount stands above its clause.
    let antecedent = passage.antecedent(clause);
    let own = |v: &Value| {
        passage.clause_of(v.tokens.start) == Some(frame.clause)
            || antecedent.is_some_and(|noun| v.tokens.contains(&noun))
    };
    let plain = |v: &&Value| {
        matches!(v.bound, Bound::Exact | Bound::About)
            && v.low == v.high
            && v.low > 0.0
            && own(v)
            && !lexis::is_rate(passage, v.tokens.end)
            // "About £30m of the cost".
            && !(passage.lemma(v.tokens.end) == "of" && is_of_measure(passage, v.tokens.end))
    };
    let sentence = passage.sentences.get(frame.sentence).map_or(0..0, |s| s.tokens.clone());
    let near = |v: &&Value| sentence.contains(&v.tokens.start);
    let values = passage.values.iter().filter(near).filter(plain);
    let told = values.filter_map(|value| {
        let (measure, way, thing) = told(passage, frame, value)?;
        let thing = Referent::of(article, lexis, placed, frame.paragraph, thing)?;
        let span = value.span.shift(placed.offset);
        Some(Extent { frame, measure, way, thing, value, span })
    });
    told.collect()
}

/// What a value is the measure of, which way it goes, and the head of the phrase that names the thing.
fn told(passage: &Passage, frame: &FactFrame, value: &Value) -> Option<(&'static str, i8, usize)> {
    let stated = !frame.negated && frame.modality == Modality::Stated;
    if value.measure == Measure::Percent {
        return change(passage, frame, value).filter(|_| stated).map(|(way, thing)| (CHANGE, way, thing));
    }
    // What will cost so much has its price.
    let to_come = !frame.negated && frame.modality == Modality::Future;
    let mut rows = ROWS.iter().filter(|row| is_unit(value, row.unit));
    rows.find_map(|row| {
        let by_clause = || {
            let asserted = stated || to_come && row.measure == PRICE;
            asserted.then(|| thing_of(passage, frame, value, row)).flatten()
        };
        // The £48m flyover has its price in whatever the clause says of it.
        let sized = || sized(passage, value).filter(|&thing| row.is_told_before(passage, thing));
        Some((row.measure, 0, by_clause().or_else(sized)?))
    })
}

/// Whether a value is told in a unit of the list.
pub(super) fn is_unit(value: &Value, unit: &str) -> bool {
    match &value.measure {
        Measure::Money { .. } => unit == "money",
        Measure::Number => unit == "number",
        Measure::Quantity { unit: own } => own == unit,
        Measure::Duration => unit == "time",
        Measure::Percent => unit == "percent",
        _ => false,
    }
}

fn thing_of(passage: &Passage, frame: &FactFrame, value: &Value, row: &Row) -> Option<usize> {
    let noun = noun_beside(passage, value, |lemma| row.nouns.contains(lemma));
    if let Some(noun) = noun {
        // "The bridge is 300 metres *long*".
        if passage.tokens.get(noun).is_some_and(|t| t.tag == Tag::Jj) {
            let copula = passage.clauses.get(frame.clause).is_some_and(|c| c.copula.is_some());
            return frame.subject.map(|s| s.token).filter(|_| copula && frame.predicate == noun);
        }
        return owner(passage, noun).or_else(|| had_by(passage, frame, noun)).or_else(|| {
            // "At magnitude 2.9, the tremor was the strongest."
            frame.subject.map(|s| s.token).filter(|&s| s > value.tokens.end && opens_with_at(passage, noun))
        });
    }
    by_verb(passage, frame, value, row)
        .or_else(|| at_so_much(passage, frame, value).filter(|&thing| row.is_told_before(passage, thing)))
}

/// What a verb of the list takes the amount of: *the flyover* cost £48 million, £48 million was paid for *the flyover*.
fn by_verb(passage: &Passage, frame: &FactFrame, value: &Value, row: &Row) -> Option<usize> {
    if !is_taken(passage, frame, value) {
        return None;
    }
    let whose = match taker_of(passage, frame, row.verbs)? {
        "object" => frame.object.map(|o| o.token),
        "subject" => frame.subject.map(|s| s.token),
        preposition => {
            let brings = |p: usize| passage.lemma(p) == preposition;
            frame.others.iter().find(|o| o.preposition.is_some_and(brings)).map(|o| o.token)
        }
    };
    whose.filter(|&thing| !value.tokens.contains(&thing))
}

/// Whether an amount is what the verb of a clause takes, not that of something else in it: fined over the *£48m* flyover.
pub(super) fn is_taken(passage: &Passage, frame: &FactFrame, value: &Value) -> bool {
    let head = |t: usize| passage.tokens.get(t).and_then(|t| t.head).map(|h| h as usize);
    let Some(top) = value.tokens.clone().find(|&t| head(t).is_none_or(|h| !value.tokens.contains(&h))) else {
        return false;
    };
    let antecedent = passage.clauses.get(frame.clause).and_then(|c| passage.antecedent(c));
    let beside = frame.object.map(|o| o.token).filter(|_| passage.tokens[top].relation == Relation::Nmod);
    antecedent.is_some_and(|noun| value.tokens.contains(&noun))
        || head(top).is_some_and(|h| h == frame.predicate || Some(h) == beside)
}

/// What has the amount that the verb of a clause takes, as a list of verbs tells it: its subject, its object, or a preposition.
pub(super) fn taker_of(passage: &Passage, frame: &FactFrame, verbs: &'static str) -> Option<&'static str> {
    let lemma = passage.lemma(frame.predicate);
    let follows = |word: &str| {
        let mut own = lexis::own_tokens(passage, frame.clause);
        own.any(|t| passage.lemma(t) == word && t > frame.predicate)
    };
    words(verbs).find_map(|entry| {
        let mut parts = entry.split(' ');
        let (verb, whose, with) = (parts.next()?, parts.next()?, parts.next());
        (verb == lemma && with.is_none_or(follows)).then_some(whose)
    })
}

/// At £48m, *the flyover* is the dearest.
fn at_so_much(passage: &Passage, frame: &FactFrame, value: &Value) -> Option<usize> {
    let last = value.tokens.end.checked_sub(1)?;
    let copula = passage.clauses.get(frame.clause).is_some_and(|c| c.copula.is_some());
    frame.subject.map(|s| s.token).filter(|&s| copula && s > last && opens_with_at(passage, last))
}

/// What has an amount before it: a £48m *flyover*; the *flyover*, a £48m scheme.
fn sized(passage: &Passage, value: &Value) -> Option<usize> {
    let last = value.tokens.end.checked_sub(1)?;
    let read = passage.tokens.get(last)?;
    let noun = read.head.map(|head| head as usize).filter(|&head| {
        let beside = matches!(read.relation, Relation::Compound | Relation::Amod | Relation::Nummod);
        let noun = passage.tokens.get(head).is_some_and(|t| matches!(t.tag, Tag::Nn | Tag::Nnp));
        beside && noun && head > last && head <= last + REACH && !value.tokens.contains(&head)
    });
    let apposed = passage.tokens.get(noun?).filter(|t| t.relation == Relation::Appos);
    apposed.and_then(|t| t.head).map(|head| head as usize).or(noun)
}

/// Whether a phrase opens its sentence behind "at".
fn opens_with_at(passage: &Passage, token: usize) -> bool {
    let sentence = passage.sentence_of(token).and_then(|s| passage.sentences.get(s));
    sentence.is_some_and(|s| passage.word(s.tokens.start) == "At" && token <= s.tokens.start + REACH)
}

/// The noun of a measure beside its amount: a *price* of $2 million, the *price* was $2 million, *magnitude* 2.9, the 3 percent
/// *fall*.
pub(super) fn noun_beside(passage: &Passage, value: &Value, is: impl Fn(&str) -> bool) -> Option<usize> {
    let (start, end) = (value.tokens.start, value.tokens.end);
    let noun = |t: usize| passage.tokens.get(t).is_some_and(|x| x.tag.is_noun()) && is(passage.lemma(t));
    let linked = start
        .checked_sub(2)
        .filter(|&t| noun(t) && matches!(passage.lemma(t + 1), "of" | "be" | "at" | "," | "by"));
    let bare = || start.checked_sub(1).filter(|&t| noun(t));
    let long = |t: usize| passage.tokens.get(t).is_some_and(|x| x.tag == Tag::Jj) && is(passage.lemma(t));
    let behind = || (end..end + 2).find(|&t| noun(t) || t == end && long(t));
    let subject = || {
        let clause = passage.clauses.get(passage.clause_of(start)?)?;
        let links =
            clause.copula.is_some() || matches!(passage.lemma(clause.predicate), "stand" | "give" | "put");
        clause.subject.filter(|&s| links && noun(s))
    };
    linked.or_else(bare).or_else(behind).or_else(subject)
}

/// Whose or of what a noun is: the *house's* price, the price *of the house*, *for the house*, the fall *in the index*.
pub(super) fn owner(passage: &Passage, noun: usize) -> Option<usize> {
    let dated = |t: &usize| passage.values.iter().any(|v| v.tokens.contains(t));
    let brings = |c: usize| matches!(passage.lemma(c), "of" | "for" | "in");
    let behind = || {
        passage.dependents(noun).find(|&t| {
            t > noun
                && !dated(&t)
                && passage.tokens[t].relation == Relation::Nmod
                && passage.case_marker(t).is_some_and(brings)
        })
    };
    passage.owner(noun).filter(|t| !dated(t)).or_else(behind)
}

/// What has the measure: *the tremor* had a magnitude of 2.9; a *tremor* with a magnitude of 2.9, of magnitude 2.9.
fn had_by(passage: &Passage, frame: &FactFrame, noun: usize) -> Option<usize> {
    let object = frame.object.is_some_and(|o| o.token == noun);
    let subject = frame.subject.filter(|_| object && passage.lemma(frame.predicate) == "have");
    let head = || {
        let read = passage.tokens.get(noun).filter(|t| t.relation == Relation::Nmod)?;
        let marked = passage.case_marker(noun).is_some_and(|c| matches!(passage.lemma(c), "of" | "with"));
        read.head.map(|h| h as usize).filter(|_| marked)
    };
    subject.map(|s| s.token).or_else(head)
}

/// By how many per cent something moved, and what.
fn change(passage: &Passage, frame: &FactFrame, value: &Value) -> Option<(i8, usize)> {
    if passage.lemma(value.tokens.end) == "of" || is_level(passage, value.tokens.clone()) {
        return None;
    }
    if let Some(noun) = noun_beside(passage, value, |lemma| way_of(lemma).is_some()) {
        return Some((way_of(passage.lemma(noun))?, owner(passage, noun)?));
    }
    let subject = frame.subject.or(frame.object).map(|s| s.token)?;
    let behind = (value.tokens.end..value.tokens.end + 1).find_map(|t| way_of(passage.lemma(t)));
    let own = way_of(passage.lemma(frame.predicate));
    let moved = own.filter(|_| {
        value.tokens.start > frame.predicate && value.tokens.start <= frame.predicate + REACH + 1
    });
    Some((moved.or(behind)?, subject))
}

/// Whether a share is what something moved to or from: fell to 3 percent.
fn is_level(passage: &Passage, tokens: Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1).map_or("", |t| passage.lemma(t));
    matches!(before, "to" | "from" | "at" | "between" | "above" | "below")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [include_str!("../data/extents.tsv"), include_str!("../data/moves.tsv")] {
            let rows: Vec<_> = lines(list).collect();
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert_eq!(ROWS.len(), lines(include_str!("../data/extents.tsv")).count());
    }
}
