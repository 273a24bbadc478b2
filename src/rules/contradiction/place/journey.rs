//! Journeys: where something sets out and where it is to get.
//!
//! Comes in: a clause and a place in it. Goes out: whether the place is one end of a journey ([`way`]), and what makes it
//! ([`travellers`]). Where something got in the end is where it is, and no end of this kind.

use crate::article::FactFrame;
use crate::language::{Passage, Relation};
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Verbs by which something sets out, each with a word that has to follow or "-".
static DEPARTURES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/departures.tsv")).collect());
static JOURNEYS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/journeys.txt")).collect());
static VEHICLES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/vehicles.txt")).collect());

/// How a thing is to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// It is there, or gets there.
    At,
    /// It sets out there.
    From,
    /// It is to get there.
    To,
}

/// Whether a lemma names what somebody or something travels in.
pub(super) fn is_vehicle(lemma: &str) -> bool {
    VEHICLES.contains(lemma)
}

/// Whether a clause tells that something set out: took off, was launched.
pub(super) fn is_departure(passage: &Passage, frame: &FactFrame) -> bool {
    let lemma = passage.lemma(frame.predicate);
    let mut rows =
        DEPARTURES.iter().filter_map(|row| row.split_once('\t')).filter(|(verb, _)| *verb == lemma);
    let after = || (frame.predicate + 1..frame.predicate + 4).map(|t| passage.lemma(t));
    rows.any(|(_, with)| with == "-" || after().any(|word| word == with))
}

/// Which end of a journey a place is: on its way *from* Leeds *to* Dover, *bound for* Dover, *left* Leeds *for* Dover.
pub(super) fn way(
    passage: &Passage,
    frame: &FactFrame,
    place: usize,
    is_place: &dyn Fn(usize) -> bool,
) -> Option<Way> {
    let leaves = matches!(passage.lemma(frame.predicate), "leave" | "depart");
    let Some(marker) = passage.case_marker(place) else {
        let left = frame.object.is_some_and(|o| o.token == place);
        return (leaves && left).then_some(Way::From);
    };
    let before = marker.checked_sub(1)?;
    let word = passage.lemma(before).to_lowercase();
    let journey = JOURNEYS.contains(word.as_str());
    match passage.lemma(marker) {
        "from" if journey => Some(Way::From),
        "for" | "to" if journey && word != "way" || matches!(word.as_str(), "bind" | "bound" | "head") => {
            Some(Way::To)
        }
        "to" if word == "way" => Some(Way::To),
        // "From Leeds to Dover": one journey, where its beginning is one.
        "to" | "for" if is_place(before) => match way(passage, frame, before, &|_| false)? {
            Way::From => Some(Way::To),
            _ => None,
        },
        _ => None,
    }
}

/// Which end of a journey the place is that a clause tells of: Brighton, where the coach was *headed*; Makassar, where the
/// voyage *began*.
pub(super) fn way_there(passage: &Passage, frame: &FactFrame) -> Way {
    let subject = frame.subject.or(frame.object).map_or("", |s| passage.lemma(s.token));
    match passage.lemma(frame.predicate) {
        "head" | "bind" | "bound" => Way::To,
        "begin" | "start" | "originate" if JOURNEYS.contains(subject) || is_vehicle(subject) => Way::From,
        "end" if JOURNEYS.contains(subject) => Way::To,
        _ if is_departure(passage, frame) => Way::From,
        _ => Way::At,
    }
}

/// What is on a journey one end of which is this place: the subject, or the noun that the journey is told of.
pub(super) fn travellers(passage: &Passage, frame: &FactFrame, place: usize) -> Vec<usize> {
    let head = |t: usize| passage.tokens.get(t).and_then(|t| t.head).map(|h| h as usize);
    // "The coach was bound for Dover" has the form of a passive.
    let subject = frame.subject.or(frame.object).map(|s| s.token).filter(|&t| t != place);
    let mut found: Vec<usize> = subject.into_iter().collect();
    found.extend(passage.clauses.get(frame.clause).and_then(|c| passage.antecedent(c)));
    let mut at = place;
    // "A coach on its way from Leeds": up to what the way is told of.
    for _ in 0..4 {
        let Some(outer) = head(at).filter(|&h| h != at) else { break };
        if passage.tokens.get(outer).is_some_and(|t| t.tag.is_noun()) {
            found.push(outer);
        }
        if passage.tokens.get(at).is_some_and(|t| t.relation == Relation::Root) {
            break;
        }
        at = outer;
    }
    found.sort_unstable();
    found.dedup();
    found
}
