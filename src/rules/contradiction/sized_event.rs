//! How much or how long one event is: fined £50,000, the £30,000 fine; jailed for seven years, his four-year sentence; the
//! 12-day strike.
//!
//! Comes in: the amounts of a clause with the noun or verb of an event that has one. Goes out: conflicts between two amounts of one
//! event. It is one where both are told of one body, or where the article knows of one only.

use crate::article::{Article, FactFrame, Modality, Placed};
use crate::language::{Bound, Measure, Passage, Relation, Tag, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::extent::{is_taken, is_unit, noun_beside, owner, taker_of};
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::{lines, words};
use crate::text::Span;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// How many earlier amounts are compared with a new one.
const NEAREST: usize = 12;

/// One row of the list.
struct Row {
    event: &'static str,
    unit: &'static str,
    verbs: &'static str,
    nouns: HashSet<&'static str>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let split = |line: &'static str| line.split('\t').collect::<Vec<_>>();
    let rows =
        lines(include_str!("../data/sized_events.tsv")).map(split).filter(|columns| columns.len() == 4);
    rows.map(|row| Row { event: row[0], unit: row[1], verbs: row[2], nouns: words(row[3]).collect() })
        .collect()
});

/// Verbs with which the one whose event it is takes it: serves a sentence, pays a fine.
static TAKING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/taking_verbs.txt")).collect());

/// The amount of an event.
struct Sized<'a> {
    frame: &'a FactFrame,
    event: &'static str,
    /// Whose it is: the one who was fined, the workers on strike.
    owner: Option<Referent>,
    /// Whether a noun points to it as known, or brings it in.
    definite: bool,
    value: &'a Value,
    span: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut events: BTreeMap<&str, Vec<Sized<'_>>> = BTreeMap::new();
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for here in known.told(Topic::SizedEvent, frame, || read(article, lexis, placed, frame)) {
            events.entry(here.event).or_default().push(here);
        }
    }
    for (event, told) in events {
        let sole = is_sole(lexis, &told);
        let mut earlier: Earlier<'_, Sized<'_>> = Earlier::new(known, ("sized event", event, sole), NEAREST);
        for here in told {
            let paragraph = here.frame.paragraph;
            let clash = earlier.nearest(paragraph, |there| {
                are_one(lexis, &here, there, sole) && differ(article, lexis, scenes, &here, there)
            });
            if let Some(there) = clash {
                let side = |x: &Sized<'_>| Side { span: x.span, words: x.span, voice: x.frame.voice };
                let lasts = here.value.measure == Measure::Duration;
                let about = if lasts { "it cannot have lasted both" } else { "the numbers do not agree" };
                conflicts.push(Conflict::of(article, side(&here), side(there), about));
            }
            earlier.push(paragraph, here);
        }
    }
}

/// Whether the article tells of one such event only: all whose it is are one.
fn is_sole(lexis: &Lexis, told: &[Sized<'_>]) -> bool {
    let mut owners = told.iter().filter_map(|s| s.owner.as_ref());
    let Some(first) = owners.next() else { return true };
    owners.all(|other| other.likeness(first, lexis) >= ONE)
}

/// Whether two amounts are told of one event.
fn are_one(lexis: &Lexis, here: &Sized<'_>, there: &Sized<'_>, sole: bool) -> bool {
    match (&here.owner, &there.owner) {
        (Some(a), Some(b)) => {
            let known = a.definite && (b.definite || b.introduced);
            known && a.likeness(b, lexis) >= ONE && !a.differs(b, lexis) && !a.is_told_apart(b, lexis)
        }
        (Some(_), None) => sole,
        _ => sole && here.definite,
    }
}

/// Whether the amounts of one event disagree, and nothing sets the two places apart.
fn differ(article: &Article, lexis: &Lexis, scenes: &Scenes, here: &Sized<'_>, there: &Sized<'_>) -> bool {
    let (a, b) = (here.frame, there.frame);
    let Some((x, y)) = scenes.pair(a, b) else { return false };
    let apart = x.apart
        || y.apart
        || x.turns
        || y.turns
        || x.at_other_time(y)
        || !x.years_agree(y)
        || x.past_apart(y);
    !here.value.agrees_with(there.value) && !apart && !sameness::complements_differ(lexis, article, a, b)
}

/// The amounts that a clause tells of events.
fn read<'a>(article: &Article, lexis: &Lexis, placed: &'a Placed, frame: &'a FactFrame) -> Vec<Sized<'a>> {
    let passage = placed.passage();
    let sentence = passage.sentences.get(frame.sentence).map_or(0..0, |s| s.tokens.clone());
    let plain = |v: &&Value| {
        matches!(v.bound, Bound::Exact | Bound::About)
            && v.low == v.high
            && v.low > 0.0
            && sentence.contains(&v.tokens.start)
            && passage.clause_of(v.tokens.start) == Some(frame.clause)
            && !lexis::is_rate(passage, v.tokens.end)
            && !is_compared(passage, v)
    };
    let told = passage.values.iter().filter(plain).filter_map(|value| {
        let listed = ROWS.iter().filter(|row| is_unit(value, row.unit)).find_map(|row| {
            let by_noun = noun_of(passage, frame, value, row).filter(|&noun| is_told(passage, frame, noun));
            let of_noun = by_noun.map(|noun| (row.event, owner_of(passage, frame, noun), Some(noun)));
            of_noun.or_else(|| Some((row.event, Some(by_verb(passage, frame, value, row)?), None)))
        });
        let (event, whose, noun) = listed.or_else(|| lasting_deed(passage, frame, value))?;
        if event == TURNOUT && is_of_some_place(passage, frame) {
            return None;
        }
        let owner = whose.and_then(|t| Referent::of(article, lexis, placed, frame.paragraph, t));
        if noun.is_none() && owner.is_none() {
            return None;
        }
        let definite = noun.is_some_and(|noun| {
            let bare = !passage.dependents(noun).any(|t| passage.tokens[t].relation == Relation::Det);
            sameness::is_definite(passage, noun) || event == TURNOUT && bare
        });
        let span = value.span.shift(placed.offset);
        Some(Sized { frame, event, owner, definite, value, span })
    });
    told.collect()
}

/// How long a deed lasts that no list names: the 12-week *closing*, will be *closed* for ten weeks. The event is the verb.
fn lasting_deed(
    passage: &Passage,
    frame: &FactFrame,
    value: &Value,
) -> Option<(&'static str, Option<usize>, Option<usize>)> {
    if value.measure != Measure::Duration {
        return None;
    }
    let is_deed = |lemma: &str| lexicon::verb_of(lemma).is_some();
    if let Some(noun) = noun_beside(passage, value, is_deed) {
        let deed = lexicon::verb_of(passage.lemma(noun))?;
        let told = sameness::is_definite(passage, noun) && is_told(passage, frame, noun);
        return told.then(|| (deed, owner_of(passage, frame, noun), Some(noun)));
    }
    let before = value.tokens.start.checked_sub(1).map(|t| passage.lemma(t).to_lowercase());
    let lasts = before.as_deref() == Some("for") && passage.lemma(value.tokens.end) != "of";
    let stated = !frame.negated && matches!(frame.modality, Modality::Stated | Modality::Future);
    let deed = lexicon::deed_verb(passage.lemma(frame.predicate)).filter(|_| lasts && stated)?;
    let whose = passive_subject(passage, frame).or(frame.object.or(frame.subject).map(|a| a.token));
    Some((deed, Some(whose?), None))
}

/// The event of which each place has an amount of its own.
const TURNOUT: &str = "turnout";

/// Whether a clause tells of one place or group: *in Porto Nevo*, turnout was 48 percent.
fn is_of_some_place(passage: &Passage, frame: &FactFrame) -> bool {
    let below = frame.others.iter().map(|o| o.token).chain(passage.dependents(frame.predicate));
    below.into_iter().any(|other| {
        let place = passage.case_marker(other).is_some_and(|p| {
            matches!(passage.lemma(p).to_lowercase().as_str(), "among" | "at" | "across" | "for" | "in")
        });
        let dated = passage.values.iter().any(|v| v.tokens.contains(&other));
        let poll = matches!(
            passage.lemma(other),
            "ballot" | "contest" | "election" | "poll" | "primary" | "referendum" | "runoff" | "vote"
        );
        place && !dated && !poll
    })
}

/// Whether an amount is what another is compared with, or a part: up *from* 62 percent, four years *of* his sentence.
fn is_compared(passage: &Passage, value: &Value) -> bool {
    let before = value.tokens.start.checked_sub(1).map_or("", |t| passage.lemma(t));
    matches!(before, "from" | "than" | "against" | "with" | "another" | "every" | "within")
        || passage.lemma(value.tokens.end) == "of"
}

/// The noun of the event whose amount a value is: the 12-day *strike*, the *strike* lasted 12 days, on *strike* for 12 days.
fn noun_of(passage: &Passage, frame: &FactFrame, value: &Value, row: &Row) -> Option<usize> {
    let is = |lemma: &str| row.nouns.contains(lemma);
    let beside = noun_beside(passage, value, is);
    let behind = || {
        let marked = value.tokens.start.checked_sub(1).filter(|&t| passage.lemma(t) == "to")?;
        marked.checked_sub(1).and_then(|_| {
            let head = passage.tokens.get(value.tokens.end - 1)?.head? as usize;
            (is(passage.lemma(head)) && passage.tokens[head].tag.is_noun()).then_some(head)
        })
    };
    let lasting = || {
        let before = value.tokens.start.checked_sub(1).map_or("", |t| passage.lemma(t)).to_lowercase();
        let lasts = matches!(passage.lemma(frame.predicate), "last" | "reach" | "run");
        if row.unit != "time" || !(lasts || matches!(before.as_str(), "for" | "after")) {
            return None;
        }
        let subject = frame.subject.map(|s| s.token).filter(|&s| is(passage.lemma(s)));
        let mut beside = frame.others.iter().map(|o| o.token).filter(|&t| {
            is(passage.lemma(t)) && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "on")
        });
        subject.or_else(|| beside.next_back())
    };
    let reached = || {
        let subject = frame.subject.map(|s| s.token).filter(|&s| is(passage.lemma(s)))?;
        let object = frame.object.is_some_and(|o| value.tokens.contains(&o.token));
        (object && matches!(passage.lemma(frame.predicate), "reach" | "hit" | "total")).then_some(subject)
    };
    beside.or_else(behind).or_else(lasting).or_else(reached)
}

/// Whether a clause tells of an event as one that is, by its noun: it says so, or points to it as known.
fn is_told(passage: &Passage, frame: &FactFrame, noun: usize) -> bool {
    let stated = !frame.negated && frame.modality == Modality::Stated;
    let other = sameness::is_other_amount(passage, noun);
    let plural =
        matches!(passage.tokens[noun].tag, Tag::Nns | Tag::Nnps) && passage.lemma(noun) != passage.word(noun);
    !other && !plural && (stated || sameness::is_definite(passage, noun))
}

/// Whose an event is by its noun: *his* sentence, the fine imposed on *the dairy*; *the dairy* was given, paid a fine.
fn owner_of(passage: &Passage, frame: &FactFrame, noun: usize) -> Option<usize> {
    let behind = || {
        passage.dependents(noun).find(|&t| {
            let brings = |c: usize| matches!(passage.lemma(c), "against" | "by" | "for" | "of" | "on");
            t > noun
                && passage.tokens[t].relation == Relation::Nmod
                && passage.tokens[t].tag.is_proper()
                && passage.case_marker(t).is_some_and(brings)
        })
    };
    let object = frame.object.is_some_and(|o| o.token == noun);
    let takes = TAKING.contains(passage.lemma(frame.predicate));
    let taker =
        || frame.subject.map(|s| s.token).filter(|_| takes).or_else(|| passive_subject(passage, frame));
    let on = || {
        let brings = |p: usize| matches!(passage.lemma(p), "on" | "to");
        frame.others.iter().find(|o| o.preposition.is_some_and(brings)).map(|o| o.token)
    };
    passage
        .owner(noun)
        .or_else(behind)
        .or_else(|| object.then(|| taker().or_else(on)).flatten())
        .or_else(|| owner(passage, noun).filter(|&t| passage.tokens[t].tag.is_proper()))
}

/// Whose an event is by its verb: *the dairy* was fined.
fn by_verb(passage: &Passage, frame: &FactFrame, value: &Value, row: &Row) -> Option<usize> {
    if frame.negated || frame.modality != Modality::Stated || !is_taken(passage, frame, value) {
        return None;
    }
    match taker_of(passage, frame, row.verbs)? {
        "subject" => frame.subject.map(|s| s.token),
        _ => passive_subject(passage, frame).or(frame.object.map(|o| o.token)),
    }
}

/// The grammatical subject of a passive, which is not its object where there is another: *the dairy* was fined £50,000.
fn passive_subject(passage: &Passage, frame: &FactFrame) -> Option<usize> {
    passage.dependents(frame.predicate).find(|&t| passage.tokens[t].relation == Relation::NsubjPass)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [
            include_str!("../data/sized_events.tsv"),
            include_str!("../data/other_amounts.txt"),
            include_str!("../data/taking_verbs.txt"),
        ] {
            let rows: Vec<_> = lines(list).collect();
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert_eq!(ROWS.len(), lines(include_str!("../data/sized_events.tsv")).count());
    }
}
