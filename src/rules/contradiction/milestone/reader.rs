//! Reads what was done once, with its day, from the words of one paragraph.

use crate::language::values::DateExpression;
use crate::language::{Clause, ClauseKind, Measure, Passage, Relation, Tag, Value};
use crate::rules::contradiction::geography::Spot;
use crate::rules::contradiction::lexis::{had_been_set, own_tokens};
use crate::rules::contradiction::occurrence;
use crate::rules::contradiction::sameness;
use crate::rules::word_list::{lines, words};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Words in front of a date that is no day of the deed: by Monday.
static AROUND: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/around_dates.txt")).collect());

/// Verbs that say when something is to be or was.
static SETTING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/setting_verbs.txt")).collect());

/// One row of the list.
struct Row {
    class: &'static str,
    /// Whether the subject of the verb is who it is told of.
    of_subject: bool,
}

/// The rows by verb, each with a later word that the verb takes.
static VERBS: LazyLock<HashMap<&'static str, Vec<(Row, &'static str)>>> = LazyLock::new(|| {
    let mut verbs: HashMap<_, Vec<_>> = HashMap::new();
    for columns in rows() {
        for word in words(columns[2]) {
            let (verb, with) = word.split_once(' ').unwrap_or((word, ""));
            let row = Row { class: columns[0], of_subject: columns[1] == "subject" };
            verbs.entry(verb).or_default().push((row, with));
        }
    }
    verbs
});

/// The classes by noun.
static NOUNS: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| rows().flat_map(|columns| words(columns[3]).map(move |n| (n, columns[0]))).collect());

/// The classes of what is done in one place.
static PLACED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    rows().map(|columns| columns[0]).filter(|class| !matches!(*class, "vote" | "takeover")).collect()
});

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let split = |line: &'static str| line.split('\t').collect::<Vec<_>>();
    lines(include_str!("../../data/milestones.tsv")).map(split).filter(|columns| columns.len() == 4)
}

/// When or where something was done.
pub(super) enum What {
    When(DateExpression),
    Where(Spot),
}

/// What was done once, with its day or place.
pub(super) struct Told {
    pub(super) class: &'static str,
    /// The head of the phrase of whom or what it is told.
    pub(super) party: Option<usize>,
    /// Whether that phrase points to something known.
    pub(super) definite: bool,
    /// Whether a noun points back to the deed: the arrest, Thursday's crash.
    pub(super) pointed: bool,
    pub(super) what: What,
    /// The tokens of the day or place.
    pub(super) tokens: Range<usize>,
    pub(super) clause: usize,
    pub(super) sentence: usize,
    /// Whether it is to come; `None` where a noun does not tell.
    pub(super) to_come: Option<bool>,
}

/// What a passage tells.
pub(super) fn read(passage: &Passage) -> Box<[Told]> {
    let clauses = 0..passage.clauses.len();
    clauses.flat_map(|number| by_verb(passage, number).into_iter().chain(by_nouns(passage, number))).collect()
}

/// A day with the tokens that tell it.
type Day = (DateExpression, Range<usize>);

/// A day or place as what is told.
fn told_by(day: Option<Day>, place: Option<(Spot, usize)>) -> impl Iterator<Item = (What, Range<usize>)> {
    let day = day.map(|(date, tokens)| (What::When(date), tokens));
    day.into_iter().chain(place.map(|(name, token)| (What::Where(name), token..token + 1)))
}

fn by_verb(passage: &Passage, number: usize) -> Vec<Told> {
    let Some(clause) = passage.clauses.get(number) else { return Vec::new() };
    let real = is_to_come(passage, number).filter(|_| !sameness::is_first(passage, clause.predicate));
    let told = real.and_then(|to_come| Some((to_come, class_of_verb(passage, clause)?)));
    let Some((to_come, (class, party))) = told else { return Vec::new() };
    let own: Vec<usize> = own_tokens(passage, number).collect();
    let place = Some(class).filter(|class| !is_wide(class)).and_then(|_| place_in(passage, clause, &own));
    let definite =
        party.is_some_and(|t| sameness::is_definite(passage, t) || passage.tokens[t].tag == Tag::Prp);
    let sentence = passage.sentence_of(clause.predicate).unwrap_or_default();
    told_by(day_in(passage, clause, &own).filter(|_| !is_often(class)), place)
        .map(|(what, tokens)| Told {
            class,
            party,
            definite,
            pointed: false,
            what,
            tokens,
            clause: number,
            sentence,
            to_come: Some(to_come),
        })
        .collect()
}

/// Whether a class is of what is done in many places, or of which another comparator knows the places.
fn is_wide(class: &str) -> bool {
    !PLACED.contains(class)
}

/// Whether a class is of what one does on many days.
fn is_often(class: &str) -> bool {
    class == "speech"
}

/// Where the deed of a clause was done: arrested *in Leeds*, at a hotel *in Leeds*; not "over a fire in Leeds".
fn place_in(passage: &Passage, clause: &Clause, own: &[usize]) -> Option<(Spot, usize)> {
    let head = |t: usize| passage.tokens.get(t).and_then(|t| t.head).map(|head| head as usize);
    let at = |t: usize| {
        passage.case_marker(t).is_some_and(|c| matches!(passage.lemma(c), "at" | "in" | "near" | "outside"))
    };
    let done = |t: &usize| {
        head(*t) == Some(clause.predicate)
            || head(*t).is_some_and(|h| at(h) && head(h) == Some(clause.predicate))
    };
    let near: Vec<usize> = own.iter().copied().filter(done).collect();
    occurrence::place_in(passage, &near).or_else(|| occurrence::place_above(passage, clause))
}

/// Whether what a clause tells is to come; `None` where it may never be.
fn is_to_come(passage: &Passage, number: usize) -> Option<bool> {
    let clause = passage.clauses.get(number)?;
    let real =
        |c: &Clause| !c.conditional && !c.mark.is_some_and(|m| matches!(passage.lemma(m), "if" | "unless"));
    let outer = clause
        .governor
        .and_then(|g| passage.clauses.get(g))
        .filter(|_| clause.kind == ClauseKind::Complement);
    if had_been_set(passage, clause) {
        return None;
    }
    let infinitive = clause.mark.is_some_and(|m| passage.lemma(m) == "to");
    let set = outer
        .is_some_and(|o| SETTING.contains(passage.lemma(o.predicate)) || passage.lemma(o.predicate) == "be");
    // "The council votes on 18 March".
    let present =
        matches!(passage.tokens[clause.copula.unwrap_or(clause.predicate)].tag, Tag::Vbz | Tag::Vbp);
    let modal = match clause.modal.map(|m| passage.lemma(m)) {
        None => infinitive || present,
        Some("will" | "shall" | "'ll" | "would") => true,
        Some(_) => return None,
    };
    ((set || !infinitive) && real(clause) && !clause.negated).then_some(modal)
}

/// The class of what the verb of a clause tells, with its party.
fn class_of_verb(passage: &Passage, clause: &Clause) -> Option<(&'static str, Option<usize>)> {
    let lemma = passage.lemma(clause.predicate);
    let follows = |with: &str| {
        with.is_empty()
            || (clause.predicate + 1..(clause.predicate + 5).min(clause.tokens.end))
                .any(|t| passage.lemma(t) == with)
    };
    let relative = |t: usize| {
        let stands = matches!(passage.tokens[t].tag, Tag::Wp | Tag::Wdt) || passage.lemma(t) == "that";
        passage.antecedent(clause).filter(|_| stands).unwrap_or(t)
    };
    let participle = clause.kind == ClauseKind::Relative && passage.tokens[clause.predicate].tag == Tag::Vbn;
    let subject = clause.subject.map(relative);
    let done_to = match () {
        () if clause.passive => subject,
        () if participle && clause.subject.is_none() => passage.antecedent(clause),
        () => clause.object,
    };
    let told = VERBS.get(lemma).into_iter().flatten().find(|(_, with)| follows(with));
    match told {
        Some((row, _)) => {
            let party = if row.of_subject { subject } else { done_to };
            party.map(|party| (row.class, Some(party)))
        }
        None => occurrence::class_of_verb(passage, clause).map(|class| (class, None)),
    }
}

fn by_nouns(passage: &Passage, number: usize) -> Vec<Told> {
    let Some(clause) = passage.clauses.get(number) else { return Vec::new() };
    let own: Vec<usize> = own_tokens(passage, number).collect();
    let nouns = own.iter().copied().filter(|&t| passage.tokens[t].tag.is_noun());
    nouns.flat_map(|noun| by_noun(passage, (number, clause), &own, noun)).collect()
}

fn by_noun(passage: &Passage, (number, clause): (usize, &Clause), own: &[usize], noun: usize) -> Vec<Told> {
    let known = NOUNS.get(passage.lemma(noun)).copied();
    let class = known.or_else(|| occurrence::class_of_noun(passage, noun));
    let Some(class) = class.filter(|_| !occurrence::is_picked(passage, noun)) else { return Vec::new() };
    let definite = sameness::is_definite(passage, noun);
    let real = is_to_come(passage, number).is_some() && !sameness::is_first(passage, clause.predicate);
    let told = real && clause.subject == Some(noun) && tells_when(passage, clause);
    // "Died in a bus crash on Monday".
    let inside = passage.case_marker(noun).is_some_and(|c| passage.lemma(c).eq_ignore_ascii_case("in"));
    let whole = told || real && inside && !definite;
    let day = day_beside(passage, noun).or_else(|| day_in(passage, clause, own).filter(|_| whole));
    let place = || {
        let given = known.and_then(|_| place_given(passage, noun));
        occurrence::place_beside(passage, noun)
            .or(given)
            .or_else(|| place_in(passage, clause, own).filter(|_| told))
    };
    let of = || {
        passage.dependents(noun).find(|&t| {
            passage.tokens[t].relation == Relation::Nmod
                && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
        })
    };
    let dated = |t: &usize| passage.values.iter().any(|v| v.tokens.contains(t));
    let party = passage.possessor(noun).filter(|t| !dated(t)).or_else(of);
    let place = Some(class).filter(|class| !is_wide(class)).and_then(|_| place());
    told_by(day.filter(|_| !is_often(class)), place)
        .map(|(what, tokens)| Told {
            class,
            party,
            definite: true,
            pointed: definite,
            what,
            tokens,
            clause: number,
            sentence: passage.sentence_of(noun).unwrap_or_default(),
            to_come: None,
        })
        .collect()
}

/// The place that a participle behind a noun tells: her speech, *given in Leeds*.
fn place_given(passage: &Passage, noun: usize) -> Option<(Spot, usize)> {
    let behind = passage.clauses.iter().enumerate().find(|(_, c)| {
        c.kind == ClauseKind::Relative && c.predicate > noun && passage.antecedent(c) == Some(noun)
    });
    let (number, clause) = behind?;
    let given = matches!(passage.lemma(clause.predicate), "deliver" | "give" | "hold" | "make");
    let own: Vec<usize> = own_tokens(passage, number).collect();
    place_in(passage, clause, &own).filter(|_| given)
}

/// Whether a clause says no more of its subject than when it is: happened, was held, is set for.
fn tells_when(passage: &Passage, clause: &Clause) -> bool {
    let dated = || passage.values.iter().any(|v| v.tokens.contains(&clause.predicate));
    SETTING.contains(passage.lemma(clause.predicate))
        || occurrence::is_happening(passage, clause)
        || clause.copula.is_some() && dated()
}

fn date_of(value: &Value) -> Option<&DateExpression> {
    match &value.measure {
        Measure::Date(date) if date.weekday.is_some() || date.day.is_some() => Some(date),
        _ => None,
    }
}

/// The one day of a clause.
fn day_in(passage: &Passage, clause: &Clause, own: &[usize]) -> Option<Day> {
    let of_deed = |v: &&Value| {
        let at = v.tokens.start;
        let owner = passage.tokens[at].relation == Relation::NmodPoss || passage.lemma(v.tokens.end) == "'s";
        let before =
            |n: usize| at.checked_sub(n).map_or_else(String::new, |t| passage.lemma(t).to_lowercase());
        own.contains(&at) && !owner && !(1..3).any(|n| AROUND.contains(before(n).as_str()))
    };
    let mut days =
        passage.values.iter().filter(of_deed).filter_map(|v| Some((date_of(v)?.clone(), v.tokens.clone())));
    let first = days.next();
    let one = first.filter(|_| days.next().is_none());
    one.or_else(|| day_above(passage, clause))
}

/// The day that a relative clause tells of: *Thursday*, when she died.
fn day_above(passage: &Passage, clause: &Clause) -> Option<Day> {
    let start = clause.tokens.start;
    let when = (start..start + 2).find(|&t| passage.lemma(t).eq_ignore_ascii_case("when"))?;
    let value = passage.values.iter().find(|v| v.tokens.end == when || v.tokens.end + 1 == when)?;
    Some((date_of(value)?.clone(), value.tokens.clone()))
}

/// The day by which a noun is told: *Thursday's* arrest, the arrest *on Thursday*, the arrest, *on Thursday*, the *4 March* vote.
fn day_beside(passage: &Passage, noun: usize) -> Option<Day> {
    let starts = |at: usize| passage.values.iter().find(|v| v.tokens.start == at);
    let comma = usize::from(passage.word(noun + 1) == ",");
    let behind = (passage.lemma(noun + 1 + comma) == "on").then(|| starts(noun + 2 + comma)).flatten();
    let owner = passage.possessor(noun).and_then(|t| passage.values.iter().find(|v| v.tokens.contains(&t)));
    let compound = || passage.values.iter().find(|v| v.tokens.end == noun);
    let value = owner.or(behind).or_else(compound)?;
    Some((date_of(value)?.clone(), value.tokens.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [
            include_str!("../../data/milestones.tsv"),
            include_str!("../../data/around_dates.txt"),
            include_str!("../../data/setting_verbs.txt"),
        ] {
            let rows: Vec<_> = lines(list).collect();
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert_eq!(rows().count(), lines(include_str!("../../data/milestones.tsv")).count());
    }
}
