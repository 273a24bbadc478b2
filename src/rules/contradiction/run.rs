//! How long one event goes on: a festival that runs until the 11th and ends on the 8th, a vote that is over by the end of
//! June and held in September, two opening nights.

use crate::article::{Article, FactFrame, Modality, Placed};
use crate::language::values::DateExpression;
use crate::language::{Measure, Passage, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How many earlier times are compared with a new one.
const NEAREST: usize = 12;

/// What a time is to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Begin,
    End,
    On,
}

/// Verbs and nouns that tell a phase, each with a later word that it takes.
static MOVING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/moving_words.txt")).collect());

/// What an event opens or closes with.
static OCCASIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/first_nights.txt")).collect());

static PHASES: LazyLock<HashMap<&'static str, Vec<(Phase, &'static str)>>> = LazyLock::new(|| {
    let mut phases: HashMap<_, Vec<_>> = HashMap::new();
    for line in lines(include_str!("../data/phases.tsv")) {
        let mut columns = line.split('\t');
        let (Some(phase), Some(word), Some(with)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let phase = match phase {
            "begin" => Phase::Begin,
            "end" => Phase::End,
            _ => Phase::On,
        };
        phases.entry(word).or_default().push((phase, if with == "-" { "" } else { with }));
    }
    phases
});

/// One time of an event.
struct Time<'a> {
    frame: &'a FactFrame,
    /// `None` for the one that the article is about: the opening night.
    event: Option<Referent>,
    phase: Phase,
    /// First and last day.
    days: (Day, Day),
    /// Whether they are the days of one week, known by their names alone.
    weekday: bool,
    span: Span,
    clause: Span,
}

/// Year, month and day; for weekdays without a date 0, 0 and the number of the weekday.
type Day = (i16, i8, i8);

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut earlier: Earlier<'_, Time<'_>> = Earlier::new(known, "run", NEAREST);
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for here in known.told(Topic::Run, frame, || read(article, lexis, placed, frame)) {
            let clash = earlier.nearest(frame.paragraph, |there| {
                clash(&here, there)
                    && are_one(&here, there, lexis)
                    && may_be_one(article, lexis, scenes, here.frame, there.frame)
            });
            let told = |there: &Time<'_>| {
                let last = conflicts.last();
                let whole = |t: &Time<'_>| t.frame.span;
                last.is_some_and(|c: &Conflict| whole(&here).covers(c.here) && whole(there).covers(c.there))
            };
            if let Some(there) = clash.filter(|there| !told(there)) {
                let side = |x: &Time<'_>| Side { span: x.span, words: x.clause, voice: x.frame.voice };
                conflicts.push(Conflict::of(article, side(&here), side(there), "the dates do not agree"));
            }
            earlier.push(frame.paragraph, here);
        }
    }
}

/// Whether two times are of one event.
fn are_one(here: &Time<'_>, there: &Time<'_>, lexis: &Lexis) -> bool {
    match (&here.event, &there.event) {
        (Some(a), Some(b)) => {
            a.likeness(b, lexis) >= ONE && !a.differs(b, lexis) && !a.is_told_apart(b, lexis)
        }
        (None, None) => true,
        (None, Some(event)) | (Some(event), None) => event.is_occasion,
    }
}

fn may_be_one(article: &Article, lexis: &Lexis, scenes: &Scenes, a: &FactFrame, b: &FactFrame) -> bool {
    let Some((x, y)) = scenes.pair(a, b) else {
        return false;
    };
    let moved = is_moved(article, a) || is_moved(article, b);
    let past = x.past_apart(y);
    !(x.apart || y.apart || moved || past || sameness::complements_differ(lexis, article, a, b))
}

/// Whether a sentence says that a time was changed: now ends, was to end, was postponed.
fn is_moved(article: &Article, frame: &FactFrame) -> bool {
    let Some(passage) = article.paragraphs.get(frame.paragraph).map(|p| p.passage()) else { return true };
    let mut tokens = passage.sentences.get(frame.sentence).map_or(0..0, |s| s.tokens.clone());
    tokens.any(|t| MOVING.contains(passage.lemma(t)))
}

/// Whether two times of one event cannot both be true.
fn clash(here: &Time<'_>, there: &Time<'_>) -> bool {
    use Phase::{Begin, End};
    let before = |a: &Time<'_>, b: &Time<'_>| a.days.1 < b.days.0;
    // Another year's is another festival.
    let years = here.days.0.0 == there.days.0.0;
    if here.weekday != there.weekday || !years {
        return false;
    }
    match (here.phase, there.phase) {
        (a, b) if a == b && a != Phase::On => before(here, there) || before(there, here),
        _ if here.weekday => false,
        (End, _) => before(here, there),
        (_, End) => before(there, here),
        (Begin, _) => before(there, here),
        (_, Begin) => before(here, there),
        _ => false,
    }
}

fn read<'a>(article: &'a Article, lexis: &Lexis, placed: &'a Placed, frame: &'a FactFrame) -> Vec<Time<'a>> {
    let passage = placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return Vec::new() };
    let unreal = matches!(frame.modality, Modality::Possible | Modality::Hypothetical);
    if frame.negated || unreal || lexis::had_been_set(passage, clause) {
        return Vec::new();
    }
    let own: Vec<usize> = lexis::own_tokens(passage, frame.clause).collect();
    let dates = passage.values.get(frame.values.clone()).unwrap_or(&[]);
    let mut found = Vec::new();
    let mut push = |event, phase, days, weekday, value: &Value| {
        found.push(Time {
            frame,
            event,
            phase,
            days,
            weekday,
            span: value.span.shift(placed.offset),
            clause: passage.span_of(clause.tokens.clone()).shift(placed.offset),
        });
    };
    for value in dates.iter().filter(|v| own.contains(&v.tokens.start)) {
        let Measure::Date(date) = &value.measure else { continue };
        let Some((days, weekday)) = days_of(article, placed, value, date) else { continue };
        if let Some((phase, of)) = day_of_phase(passage, value) {
            let event = of.map(|of| Referent::of(article, lexis, placed, frame.paragraph, of));
            if event.as_ref().is_none_or(Option::is_some) {
                push(event.flatten(), phase, days, weekday, value);
            }
            continue;
        }
        let Some((phase, theme)) = phase_of(passage, frame, &own, value) else { continue };
        let Some(event) = Referent::of(article, lexis, placed, frame.paragraph, theme) else { continue };
        if event.definite && event.kind != Some(crate::language::NameKind::Person) {
            push(Some(event), phase, days, weekday, value);
        }
    }
    found
}

/// The phase of which a noun names the day: *the opening night*, the *first day* of the festival; with the head of the phrase that
/// names the event, where one does.
fn day_of_phase(passage: &Passage, value: &Value) -> Option<(Phase, Option<usize>)> {
    let phase_at = |t: usize| {
        let day = |list: &[&str]| list.contains(&passage.lemma(t + 1));
        match passage.lemma(t).to_lowercase().as_str() {
            "opening" if OCCASIONS.contains(passage.lemma(t + 1)) => Some(Phase::Begin),
            "closing" if OCCASIONS.contains(passage.lemma(t + 1)) => Some(Phase::End),
            "first" if day(&["day", "night"]) => Some(Phase::Begin),
            "last" | "final" if day(&["day", "night"]) => Some(Phase::End),
            _ => None,
        }
    };
    let idle =
        |t: usize| matches!(passage.lemma(t), "," | "be" | "on" | "fall" | "the" | "which" | "set" | "for");
    let (start, end) = (value.tokens.start, value.tokens.end);
    // "The opening night, 25 July", "25 July, the first day of the festival".
    let last = (0..start).rev().take_while(|&t| idle(t)).last().unwrap_or(start);
    let head = |t: usize| {
        passage
            .dependents(t + 1)
            .find(|&d| d > t && passage.case_marker(d).is_some_and(|c| passage.lemma(c) == "of"))
    };
    let ahead = last.checked_sub(2).filter(|&t| phase_at(t).is_some());
    let of_ahead = || {
        let of = (last.saturating_sub(6)..last).find(|&t| passage.lemma(t) == "of")?;
        of.checked_sub(2).filter(|&t| phase_at(t).is_some())
    };
    let behind = || {
        let from = (end..end + 3).find(|&t| !idle(t))?;
        (passage.word(end) == "," && phase_at(from).is_some()).then_some(from)
    };
    let t = ahead.or_else(of_ahead).or_else(behind)?;
    Some((phase_at(t)?, head(t)))
}

/// What a date of a clause tells of what event: its phase, and the head of the phrase that names the event.
fn phase_of(passage: &Passage, frame: &FactFrame, own: &[usize], value: &Value) -> Option<(Phase, usize)> {
    let at = value.tokens.start;
    let before: Vec<&str> = (1..6).filter_map(|n| at.checked_sub(n)).map(|t| passage.lemma(t)).collect();
    let lemma = passage.lemma(frame.predicate);
    let told = |word: &str, after: usize| {
        let rest = || own.iter().filter(|&&t| t > after).map(|&t| passage.lemma(t));
        let list = PHASES.get(word)?;
        list.iter().find(|(_, with)| with.is_empty() || rest().any(|w| w == *with)).map(|(phase, _)| *phase)
    };
    // "Friday, the opening night".
    let near = value.tokens.end..value.tokens.end + 5;
    let opening = near.clone().find(|&t| matches!(passage.lemma(t), "opening" | "closing"));
    if let Some(t) = opening.filter(|&t| {
        (at..t).any(|c| passage.word(c) == ",") && matches!(passage.lemma(t + 1), "day" | "night")
    }) {
        let phase = if passage.lemma(t) == "opening" { Phase::Begin } else { Phase::End };
        return Some((phase, frame.object?.token));
    }
    let theme = || {
        let subject =
            frame.object.filter(|o| lemma != "take" || passage.lemma(o.token) != "place").or(frame.subject);
        subject.map(|a| a.token).or_else(|| governing_subject(passage, frame))
    };
    let verb = told(lemma, frame.predicate).or_else(|| {
        (frame.predicate..at)
            .find_map(|t| told(passage.lemma(t), t).filter(|_| matches!(passage.lemma(t), "over" | "off")))
    });
    let phase = match (before.first().copied().unwrap_or_default(), verb?) {
        ("from", _) => Phase::Begin,
        ("until" | "through" | "till", _) => Phase::End,
        ("to" | "-" | "–", Phase::On) => Phase::End,
        ("by" | "of", Phase::End) if before.contains(&"by") => Phase::End,
        ("on" | "in" | "this" | "," | "at", verb) => verb,
        ("since" | "after" | "before" | "by" | "of", _) => return None,
        (_, verb) => verb,
    };
    Some((phase, theme()?))
}

/// The subject of the clause that a clause without one hangs on: "the vote, which is due to be over by June".
fn governing_subject(passage: &Passage, frame: &FactFrame) -> Option<usize> {
    let clause = passage.clauses.get(frame.clause)?;
    let sentence = passage.sentences.get(frame.sentence)?;
    let outer = clause.governor.and_then(|g| passage.clauses.get(g));
    let outer = outer.or_else(|| {
        // The parser may make "to be over by the end" the head of the sentence's end.
        passage
            .clauses
            .iter()
            .rev()
            .find(|c| c.predicate < frame.predicate && sentence.tokens.contains(&c.predicate))
    })?;
    outer.subject.map(|s| {
        if passage.tokens.get(s).is_some_and(|t| t.tag == crate::language::Tag::Wdt) {
            passage.antecedent(outer).unwrap_or(s)
        } else {
            s
        }
    })
}

/// First and last day of a date, and whether it is known by its weekday alone.
fn days_of(
    article: &Article,
    placed: &Placed,
    value: &Value,
    date: &DateExpression,
) -> Option<((Day, Day), bool)> {
    if let Some(days) = article.days_of(placed, value) {
        let day = |d: jiff::civil::Date| (d.year(), d.month(), d.day());
        return Some(((day(days.first), day(days.last)), false));
    }
    let year = date.year.unwrap_or(0);
    match (date.month, date.day, date.weekday) {
        (Some(month), Some(day), _) => Some((((year, month, day), (year, month, day)), false)),
        (Some(month), None, _) => Some((((year, month, 1), (year, month, 31)), false)),
        (None, None, Some(weekday)) if date.which.is_none() => {
            Some((((0, 0, weekday), (0, 0, weekday)), true))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        let rows: Vec<_> = lines(include_str!("../data/phases.tsv")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(rows.iter().all(|row| row.split('\t').count() == 3));
    }
}
