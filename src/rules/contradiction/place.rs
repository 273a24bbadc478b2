//! Where one thing is or happened: the match was in Sochi here, in Kazan there; where a journey began, where it is to end.

mod journey;

use crate::article::{Article, FactFrame, Modality, Placed, Tense};
use crate::language::{ClauseKind, NameKind, Relation, Tag};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::{At, Earlier};
use crate::rules::contradiction::geography;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{Item, Lexis, WordId};
use crate::rules::contradiction::referent;
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::weights;
use crate::rules::word_list::lines;
use crate::text::Span;
use journey::Way;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// Verbs by which somebody is brought to a place.
static CONVEYING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/conveying.txt")).collect());

/// Verbs by which a place is set for something.
static CHOOSING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/choosing_verbs.txt")).collect());

/// Verbs by which something is somewhere for good.
static STANDING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/standing_verbs.txt")).collect());

static OCCASIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/occasions.txt")).collect());

/// How many earlier places are compared with a new one.
const NEAREST: usize = 12;

/// How sure it is that "it" is the vehicle of the article.
const IT: f32 = 0.8;

/// A thing with more places than this is not one thing.
const MOST: usize = 2;

/// A thing and the place where it is said to be.
struct Location<'a> {
    frame: &'a FactFrame,
    /// The name of the place.
    name: &'a str,
    things: Vec<Thing>,
    /// The verb, where one puts the thing there.
    verb: Option<WordId>,
    lemma: &'a str,
    /// Whether it is there, sets out there or is to get there.
    way: Way,
    span: Span,
    phrase: Span,
}

/// What is somewhere.
struct Thing {
    entity: Option<usize>,
    word: Option<WordId>,
    modifiers: Vec<Item>,
    definite: bool,
    /// Whether it is brought in there: *an* airliner.
    introduced: bool,
    /// Whether nothing says which one it is: *the* airliner, not the next one.
    bare: bool,
    /// Whether it is what somebody travels in.
    vehicle: bool,
    /// Whether a pronoun stands for what travels: *it* had set out from Hull.
    traveller: bool,
    /// Words that pick one of several: the *next* games.
    which: Vec<String>,
    /// The year that says which one of what is held again and again: the 2018 edition, next year's competition.
    year: Option<i16>,
}

impl Thing {
    /// Whether it is one vehicle.
    fn is_vehicle(&self) -> bool {
        self.vehicle && (self.definite || self.introduced)
    }
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let told = article.frames.iter().filter_map(|frame| {
        let placed = article.paragraphs.get(frame.paragraph)?;
        Some(known.told(Topic::Place, frame, || read(article, lexis, placed, frame)))
    });
    let all: Vec<Location<'_>> = told.flatten().collect();
    // A thing of many places is many things: caucuses, governors.
    let mut spread: HashMap<(WordId, Way), BTreeSet<&str>> = HashMap::new();
    for location in &all {
        for word in location.things.iter().filter_map(|t| t.word) {
            spread.entry((word, location.way)).or_default().insert(location.name);
        }
    }
    let is_one = |way: Way, thing: &Thing| {
        thing.word.and_then(|w| spread.get(&(w, way))).is_none_or(|s| s.len() <= MOST)
    };
    let mut earlier: Earlier<'_, Location<'_>> = Earlier::new(known, "place", NEAREST);
    let mut told: BTreeSet<(usize, usize, usize, usize)> = BTreeSet::new();
    for mut here in all {
        let ones: Vec<bool> = here.things.iter().map(|thing| is_one(here.way, thing)).collect();
        let at = At::with(here.frame.paragraph, &ones);
        let way = here.way;
        here.things.retain(|thing| is_one(way, thing));
        let best = earlier.best(at, |there| {
            let apart = geography::are_apart(here.name, there.name);
            apart
                .then(|| score(article, lexis, scenes, &here, there))?
                .filter(|&s| weights::of("place").suffices(s))
        });
        if let Some(there) = best
            && told.insert((
                here.frame.paragraph,
                here.frame.sentence,
                there.frame.paragraph,
                there.frame.sentence,
            ))
        {
            let side = |x: &Location<'_>| Side { span: x.span, words: x.phrase, voice: x.frame.voice };
            conflicts.push(Conflict::of(
                article,
                side(&here),
                side(there),
                "one thing cannot be in both places",
            ));
        }
        earlier.push(at, here);
    }
}

/// The places that a clause puts something in.
fn read<'a>(
    article: &'a Article,
    lexis: &Lexis,
    placed: &'a Placed,
    frame: &'a FactFrame,
) -> Vec<Location<'a>> {
    let passage = placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return Vec::new() };
    // "Picked Nairobi to host the games", but not "applied to host the games".
    let chosen = || {
        let outer = clause.governor.and_then(|g| passage.clauses.get(g));
        clause.kind == ClauseKind::Complement
            && outer.is_some_and(|o| CHOOSING.contains(passage.lemma(o.predicate)))
    };
    let real = matches!(frame.modality, Modality::Stated | Modality::Future);
    if frame.negated || !real && !chosen() {
        return Vec::new();
    }
    // "The plant is in Ohio": the verb says no more than that.
    let is_in = |token: usize| passage.case_marker(token).is_some_and(|c| passage.lemma(c) == "in");
    let of_town = |token: usize| passage.tokens.get(token).is_some_and(|t| t.tag.is_proper()) && is_in(token);
    let is_there = clause.copula.is_some()
        && (passage.case_marker(frame.predicate).is_some()
            || passage.dependents(frame.predicate).any(of_town));
    let stands = is_there || STANDING.contains(passage.lemma(frame.predicate));
    let place = |token: usize| -> Option<&'a str> {
        // "Mecca's Grand Mosque" is a name in which the city is another.
        let possessor =
            passage.tokens.get(token).is_some_and(|t| t.relation == Relation::NmodPoss && t.tag.is_proper());
        if possessor && geography::sites(passage.word(token)).is_some() {
            return Some(passage.word(token));
        }
        let entity = article.entities.get(lexis.entity(frame.paragraph, token)?)?;
        let name = entity.name.as_str();
        let own = passage.tokens.get(token)?.tag.is_proper() && entity.kind == NameKind::Place;
        // Of a small town the list may know the state: Wexford, *Ohio*.
        let around = || {
            let state = Some(token + 2).filter(|_| passage.word(token + 1) == ",")?;
            Some(passage.word(state)).filter(|state| geography::sites(state).is_some())
        };
        let known = geography::sites(name).map(|_| name);
        known.or_else(|| around().filter(|_| stands)).filter(|_| own)
    };
    let departs = journey::is_departure(passage, frame);
    let in_it = |token: usize| {
        passage.case_marker(token).is_some_and(|c| match passage.lemma(c) {
            "in" | "at" | "near" | "off" | "outside" => !departs,
            "from" => departs,
            "to" => CONVEYING.contains(passage.lemma(frame.predicate)),
            _ => false,
        })
    };
    let traveller = |token: usize| {
        let pronoun = passage.tokens.get(token).is_some_and(|t| t.tag == Tag::Prp);
        pronoun && passage.lemma(token).eq_ignore_ascii_case("it")
    };
    let thing = |token: usize| -> Option<Thing> {
        let modifiers = passage.dependents(token).filter(|&t| {
            passage.tokens.get(t).is_some_and(|t| {
                matches!(
                    t.relation,
                    Relation::Amod | Relation::Compound | Relation::Nmod | Relation::NmodPoss
                )
            })
        });
        let birth = matches!(passage.lemma(frame.predicate), "bear" | "bury" | "die");
        let tag = passage.tokens.get(token)?.tag;
        let entity =
            lexis.named(passage, frame.paragraph, token).filter(|_| tag.is_proper() || tag == Tag::Prp);
        let person = entity
            .and_then(|e| article.entities.get(e))
            .is_some_and(|e| matches!(e.kind, NameKind::Person | NameKind::Group));
        let noun = tag.is_noun() || birth && tag == Tag::Prp || entity.is_none() && traveller(token);
        // "Logan lies in Utah."
        let lies = stands && [frame.subject, frame.object].iter().flatten().any(|a| a.token == token);
        let another = passage.dependents(token).any(|t| matches!(passage.word(t), "Another" | "another"));
        let known = noun && !another && (!person || birth) && (lies || place(token).is_none());
        known.then(|| Thing {
            entity,
            word: lexis.word(frame.paragraph, token),
            modifiers: lexis.items(frame.paragraph, modifiers.filter(|&t| place(t).is_none())),
            definite: sameness::is_definite(passage, token) || sameness::names_year(passage, token),
            bare: passage.dependents(token).all(|t| {
                passage.tokens.get(t).is_some_and(|t| matches!(t.relation, Relation::Det | Relation::Case))
            }),
            introduced: passage
                .dependents(token)
                .any(|t| matches!(passage.lemma(t), "a" | "an" | "A" | "An")),
            vehicle: journey::is_vehicle(passage.lemma(token)),
            traveller: traveller(token),
            which: referent::which_of(passage, token),
            year: year_of(article, placed, token),
        })
    };
    let location_by = |way: Way, name: &'a str, at: usize, things: Vec<usize>, verb: bool| {
        let things = things.into_iter().filter(|&t| t != at).filter_map(thing);
        let things: Vec<Thing> = things.filter(|t| way != Way::At || !t.traveller).collect();
        let phrase = passage.span_of(clause.tokens.clone()).shift(placed.offset);
        let sentence = passage.sentences.get(frame.sentence).map_or(phrase, |s| s.span.shift(placed.offset));
        let whole = if phrase.len() < 30 { sentence } else { phrase };
        Location {
            frame,
            name,
            things,
            verb: lexis.word(frame.paragraph, frame.predicate).filter(|_| verb),
            lemma: if is_there { "be" } else { passage.lemma(frame.predicate) },
            way,
            span: passage.phrase_span(at).shift(placed.offset),
            phrase: whole,
        }
    };
    let location = |name: &'a str, at: usize, things: Vec<usize>, verb: bool| {
        location_by(if departs { Way::From } else { Way::At }, name, at, things, verb)
    };
    let mut found = Vec::new();
    // "To stay in Canada after the contest": the contest was elsewhere.
    let before_or_after =
        |p: usize| matches!(passage.lemma(p), "after" | "before" | "following" | "since" | "until");
    let with_it = frame.others.iter().filter(|o| !o.preposition.is_some_and(before_or_after));
    let arguments = || -> Vec<usize> {
        [frame.subject, frame.object]
            .into_iter()
            .flatten()
            .chain(with_it.clone().copied())
            .map(|a| a.token)
            .chain(passage.antecedent(clause))
            .collect()
    };
    // "Picked Nairobi to host the games": who hosts is what was picked.
    let outer = clause.governor.and_then(|g| passage.clauses.get(g));
    let host = frame.subject.map(|a| a.token).or_else(|| outer?.object);
    let outside = host.filter(|t| !clause.tokens.contains(t));
    for token in clause.tokens.clone().chain(outside) {
        let Some(name) = place(token) else { continue };
        if passage.clause_of(token) != Some(frame.clause) && outside != Some(token) {
            continue;
        }
        if let Some(way) = journey::way(passage, frame, token, &|t| place(t).is_some()) {
            let travellers = journey::travellers(passage, frame, token);
            found.push(location_by(way, name, token, travellers, true));
            continue;
        }
        let Some(read) = passage.tokens.get(token) else { continue };
        let head = read.head.map(|h| h as usize);
        match read.relation {
            // "The plant is in Ohio".
            _ if token == frame.predicate && clause.copula.is_some() && in_it(token) => {
                found.push(location(name, token, arguments(), true))
            }
            _ if in_it(token) && head == Some(frame.predicate) => {
                // "Gather in Geneva for the summit": the parser may hang the summit on the city.
                let purpose = passage.dependents(token).filter(|&t| {
                    passage.case_marker(t).is_some_and(|c| matches!(passage.lemma(c), "for" | "at"))
                });
                found.push(location(name, token, arguments().into_iter().chain(purpose).collect(), true))
            }
            Relation::Nmod if in_it(token) => {
                found.extend(head.map(|h| location(name, token, vec![h], false)));
                // "Logan is a city in Utah."
                if head == Some(frame.predicate) && is_there {
                    found.push(location(name, token, arguments(), true));
                }
                // "at the stadium in Sochi": what happens at the stadium happens there too.
                let outer = head.filter(|&h| {
                    passage.tokens.get(h).and_then(|t| t.head) == Some(frame.predicate as u32) && in_it(h)
                });
                found.extend(outer.map(|_| location(name, token, arguments(), true)));
            }
            Relation::NmodPoss | Relation::Compound => {
                found.extend(head.map(|h| location(name, token, vec![h], false)))
            }
            _ if host == Some(token) && matches!(passage.lemma(frame.predicate), "host" | "stage") => {
                found.push(location(name, token, frame.object.map(|a| a.token).into_iter().collect(), true));
            }
            _ => {}
        }
    }
    // "Kazan, where the match was played", "Medina, the city in which the mosque stands".
    let opening = clause.tokens.start..frame.predicate;
    let word = opening.clone().find(|&t| {
        passage.lemma(t) == "where"
            || passage.lemma(t) == "which" && t.checked_sub(1).is_some_and(|b| passage.lemma(b) == "in")
    });
    let start = passage.sentences.get(frame.sentence).map_or(0, |s| s.tokens.start);
    let named = word.and_then(|w| (start..w).rev().take(6).find_map(|t| place(t).map(|name| (name, t))));
    if let Some((name, at)) = named.filter(|_| passage.clause_of(word.unwrap_or(0)) == Some(frame.clause)) {
        found.push(location_by(journey::way_there(passage, frame), name, at, arguments(), true));
    }
    found.retain(|l| !l.things.is_empty());
    found
}

/// The year by which an occasion is named.
fn year_of(article: &Article, placed: &Placed, token: usize) -> Option<i16> {
    let passage = placed.passage();
    let phrase = passage.phrase(token);
    let dates = passage.values.iter().filter(|v| phrase.contains(&v.tokens.start));
    OCCASIONS.contains(passage.lemma(token)).then(|| {
        dates.filter_map(|value| article.days_of(placed, value)).map(|days| days.first.year()).next()
    })?
}

/// Verbs that say no more than that something is or happens somewhere.
static PLAIN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/being_somewhere.txt")).collect());

fn is_plain(lemma: &str) -> bool {
    PLAIN.contains(lemma)
}

/// Whether something is in one place and will be in the other: the plant is in Ohio, it will be in Nebraska.
fn is_to_move(here: &Location<'_>, there: &Location<'_>) -> bool {
    let to_come = |l: &Location<'_>| l.frame.modality == Modality::Future;
    let past = |l: &Location<'_>| !to_come(l) && matches!(l.frame.tense, Tense::Past | Tense::Perfect);
    let be = here.lemma == "be" && there.lemma == "be";
    be && to_come(here) != to_come(there) || to_come(here) && past(there) || to_come(there) && past(here)
}

/// Whether one tells where somebody was born, died or lies or something was made, and the other something else.
fn is_of_life(a: &str, b: &str) -> bool {
    a != b
        && [a, b].iter().any(|l| matches!(*l, "bear" | "build" | "bury" | "die" | "make" | "paint" | "print"))
}

fn score(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Location<'_>,
    there: &Location<'_>,
) -> Option<f32> {
    let (a, b) = (here.frame, there.frame);
    let (x, y) = scenes.pair(a, b)?;
    if here.way != there.way
        || x.apart && y.apart
        || x.at_other_time(y)
        || is_of_life(here.lemma, there.lemma)
        || is_to_move(here, there)
        || sameness::amounts_differ(article, a, b)
    {
        return None;
    }
    let unmatched = |x: &[Item], y: &[Item]| {
        x.iter().filter(|&&i| !y.iter().any(|&j| lexis.likeness(i, j) >= 0.5)).count() as f32
    };
    let thing = here
        .things
        .iter()
        .flat_map(|x| there.things.iter().map(move |y| (x, y)))
        .filter(|(x, y)| {
            x.definite && (y.definite || y.introduced && x.word == y.word && x.bare)
                || x.entity.is_some() && x.entity == y.entity
                || x.traveller && y.is_vehicle()
                || y.traveller && x.is_vehicle()
        })
        // "The next games", "the last games", "the games after that".
        .filter(|(x, y)| {
            !referent::are_picked_apart(&x.which, &y.which) || x.year.is_some() && x.year == y.year
        })
        // "The spring fair", "the autumn fair".
        .filter(|(x, y)| {
            let bare = x.modifiers.is_empty() || y.modifiers.is_empty();
            x.entity.is_some()
                || y.entity.is_some()
                || bare
                || x.modifiers.iter().any(|m| y.modifiers.contains(m))
        })
        .map(|(x, y)| {
            let alike = match (x.entity, y.entity) {
                _ if x.year.is_some() && y.year.is_some() => f32::from(u8::from(x.year == y.year)),
                (Some(a), Some(b)) => f32::from(u8::from(a == b)),
                _ if x.traveller || y.traveller => IT,
                _ => x.word.zip(y.word).map_or(0.0, |(a, b)| lexis.words_alike(a, b)),
            };
            alike
                - 0.25
                    * unmatched(&x.modifiers, &y.modifiers)
                        .min(unmatched(&y.modifiers, &x.modifiers))
                        .min(2.0)
        })
        .fold(0.0, f32::max);
    let verb = match (here.verb, there.verb) {
        (Some(_), Some(_)) if here.way != Way::At => 1.0,
        (Some(v), Some(w)) => {
            lexis.words_alike(v, w).max(if is_plain(here.lemma) || is_plain(there.lemma) { 0.6 } else { 0.0 })
        }
        // The names may be what tells two things apart: the Iowa caucuses, the Nevada caucuses.
        (None, None) => return None,
        _ if is_plain(here.lemma) && here.verb.is_some() || is_plain(there.lemma) && there.verb.is_some() => {
            0.7
        }
        _ => 0.0,
    };
    let shared = scenes.shared(x, y).min(4.0) as f32;
    let score = || weights::of("place").score(&[("thing", thing), ("verb", verb), ("shared", shared)]);
    (thing >= 0.6 && verb >= 0.6).then(score)
}
