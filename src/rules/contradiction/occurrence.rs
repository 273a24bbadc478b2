//! Where and on which day one thing happened, however it is told: thieves broke in on Monday, Thursday's burglary; the train left
//! the rails in Brno, the accident in Ostrava; talks at a hotel in Kampala, the talks, which were held in Nairobi.
//!
//! Comes in: the paragraphs of an article. Goes out: a conflict where a noun points back to what happened (*the* accident) and
//! puts it at another place or on another day than the first that the article tells of that kind, and no other of the kind is
//! told that would fit.

use crate::article::Article;
use crate::article::entity::lexicon::{self, StateForm};
use crate::article::entity::spelling;
use crate::language::values::DateExpression;
use crate::language::{Clause, ClauseKind, Measure, NameKind, Passage, Relation, Tag};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::geography::{self, Spot};
use crate::rules::contradiction::lexis::{self, own_tokens};
use crate::rules::contradiction::nominal;
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::{self, Scene, Scenes, Stem};
use crate::rules::contradiction::when::hours::{self, Hours};
use crate::rules::word_list::{lines, words};
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The class of nouns for whatever has gone wrong.
pub(super) const ANY: &str = "any";

/// Classes of events by verb, each with a later word that it takes, and by noun.
static VERBS: LazyLock<HashMap<&'static str, Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut verbs: HashMap<_, Vec<_>> = HashMap::new();
    for (class, list) in columns(1) {
        for word in list {
            let (verb, with) = word.split_once(' ').unwrap_or((word, ""));
            verbs.entry(verb).or_default().push((class, with));
        }
    }
    verbs
});

static NOUNS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    columns(2).flat_map(|(class, list)| list.into_iter().map(move |n| (n, class))).collect()
});

/// The classes of what goes wrong.
static MISHAPS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let gone_right = ["discovery", "launch", "match", "meeting", "signing", "wedding", "arrest"];
    columns(2).map(|(class, _)| class).filter(|class| !gone_right.contains(class)).collect()
});

static HAPPENING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/happening.txt")).collect());

/// A column of the list of events, by class.
fn columns(column: usize) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    lines(include_str!("../data/events.tsv")).filter_map(move |line| {
        let class = line.split('\t').next()?;
        Some((class, words(line.split('\t').nth(column)?).collect()))
    })
}

/// Something that happened, as far as one clause tells it.
#[derive(Clone, Debug)]
struct Occurrence {
    class: &'static str,
    clause: usize,
    sentence: usize,
    /// Whether a noun points back to it: *the* accident.
    known: bool,
    /// What the noun says that it was of: the *nightclub* shooting, the shooting of *officers*.
    of: Vec<Stem>,
    /// A name of the list, and its token.
    place: Option<(Spot, usize)>,
    /// A day of the week, and its token.
    day: Option<(i8, usize)>,
    /// An hour, and its token.
    hour: Option<(Hours, usize)>,
}

/// What a paragraph tells.
struct Told(Box<[Occurrence]>);

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, scenes, .. } = reading;
    let mut told: Vec<(usize, Occurrence)> = Vec::new();
    for (paragraph, placed) in article.paragraphs.iter().enumerate().filter(|(_, p)| p.kind.is_copy()) {
        let read = placed.paragraph.derived.get(|| Told(read(placed.passage())));
        told.extend(
            read.0.iter().filter(|o| is_of_story(scenes, paragraph, o)).map(|o| (paragraph, o.clone())),
        );
    }
    for (at, here) in told.iter().enumerate().filter(|(_, (_, o))| o.known) {
        let others = || {
            let other = told.iter().enumerate().filter(|(n, _)| *n != at);
            other.filter(|(_, other)| may_be_one(&here.1, &other.1))
        };
        // The first that tells such a thing is told before and does not agree; a second one that fits makes two of them.
        let clash = |apart: &dyn Fn(&Occurrence) -> Option<bool>| {
            let first = others().find(|(_, (_, other))| apart(other).is_some()).filter(|(n, _)| *n < at)?;
            let alone = others().all(|(_, (_, other))| apart(other) != Some(false));
            Some(first.1).filter(|_| alone)
        };
        let placed = here.1.place.as_ref().and_then(|(spot, token)| {
            let first = clash(&|other| other.place.as_ref().map(|(there, _)| there.is_apart(spot)))?;
            let (there, other) = first.1.place.as_ref()?;
            let places = ((here.0, spot.name.as_str()), (first.0, there.name.as_str()));
            let together = spot.is_unknown() && geography::are_named_together(article, places.0, places.1);
            (!together).then_some((first, *token, *other, "one thing cannot be in both places"))
        });
        let dated = here.1.day.and_then(|(day, token)| {
            let first = clash(&|other| other.day.map(|(d, _)| d != day))?;
            Some((first, token, first.1.day?.1, "the dates do not agree"))
        });
        let timed = here.1.hour.and_then(|(hour, token)| {
            let first = clash(&|other| other.hour.map(|(h, _)| h.differ(hour)))?;
            Some((first, token, first.1.hour?.1, "the times of day do not agree"))
        });
        let Some((first, token, other, about)) = placed.or(dated).or(timed) else { continue };
        let (here, there) = (side(article, here, token), side(article, first, other));
        if let (Some(here), Some(there)) = (here, there) {
            conflicts.push(Conflict::of(article, here, there, about));
        }
    }
}

/// Whether what is told is of the story, and of its time.
fn is_of_story(scenes: &Scenes, paragraph: usize, occurrence: &Occurrence) -> bool {
    let other = |scene: &Scene| scene.apart && !occurrence.known || scene.has_year() || scene.is_of_past();
    !scenes.get(paragraph, occurrence.sentence).is_none_or(other)
}

/// Whether an event of one class may be one of the other: a crash is an accident.
pub(super) fn are_of_kind(a: &str, b: &str) -> bool {
    a == b || a == ANY && MISHAPS.contains(b) || b == ANY && MISHAPS.contains(a)
}

/// Whether two are of one kind.
fn may_be_one(here: &Occurrence, there: &Occurrence) -> bool {
    are_of_kind(here.class, there.class)
        && (here.of.is_empty() || there.of.is_empty() || sameness::modifiers_agree(&here.of, &there.of))
}

/// What a noun says that it was of, by stems.
fn of_what(passage: &Passage, noun: usize) -> Vec<Stem> {
    let tells = |&t: &usize| {
        let of = || passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of");
        passage.tokens.get(t).is_some_and(|read| match read.relation {
            Relation::Compound => true,
            Relation::Nmod => of(),
            _ => false,
        })
    };
    passage.dependents(noun).filter(tells).map(|t| scene::stem(passage.lemma(t))).collect()
}

fn side(article: &Article, (paragraph, told): &(usize, Occurrence), token: usize) -> Option<Side> {
    let placed = article.paragraphs.get(*paragraph)?;
    let passage = placed.passage();
    let from = article.frames.partition_point(|f| f.paragraph < *paragraph);
    let mut frames = article.frames.get(from..)?.iter().take_while(|f| f.paragraph == *paragraph);
    let voice = frames.find(|f| f.clause == told.clause).and_then(|f| f.voice);
    let words =
        passage.clauses.get(told.clause).map(|c| passage.span_of(c.tokens.clone()).shift(placed.offset));
    let span: Span = passage.phrase_span(token).shift(placed.offset);
    Some(Side { span, words: words.unwrap_or(span), voice })
}

fn read(passage: &Passage) -> Box<[Occurrence]> {
    let mut found = Vec::new();
    for (number, clause) in passage.clauses.iter().enumerate() {
        let own: Vec<usize> = own_tokens(passage, number).collect();
        let sentence = passage.sentence_of(clause.predicate).unwrap_or_default();
        let hour = hours::read(passage, clause.predicate, &own).map(|(hours, tokens)| (hours, tokens.start));
        let told = |class, noun: Option<usize>, place: Option<(Spot, usize)>, day, hour| {
            let known = noun.is_some_and(|noun| sameness::is_definite(passage, noun));
            let of = noun.map_or_else(Vec::new, |noun| of_what(passage, noun));
            Occurrence { class, clause: number, sentence, known, of, place, day, hour }
        };
        let unreal = clause.negated || clause.modal.is_some_and(|m| !matches!(passage.lemma(m), "will"));
        for &token in own.iter().filter(|&&t| passage.tokens.get(t).is_some_and(|t| t.tag.is_noun())) {
            let Some(class) = class_of_noun(passage, token).filter(|_| !is_picked(passage, token)) else {
                continue;
            };
            // "The fire in Birmingham last week", "had agreed at the meeting in Paris": of another time.
            if is_of_other_time(passage, token) || lexis::was_before(passage, number) {
                continue;
            }
            let happens = clause.subject.is_some_and(|s| s == token || is_site_of(passage, clause, token))
                && is_happening(passage, clause);
            let mut place = place_beside(passage, token);
            let mut day = day_beside(passage, token);
            let hour = hour.filter(|_| happens && !unreal);
            if happens && !unreal {
                place = place.or_else(|| place_in(passage, &own)).or_else(|| place_above(passage, clause));
                day = day.or_else(|| day_in(passage, &own)).or_else(|| day_above(passage, clause));
            }
            if place.is_some() || day.is_some() || hour.is_some() {
                found.push(told(class, Some(token), place, day, hour));
            }
        }
        // "The talks, which were held in Nairobi".
        let antecedent = passage.antecedent(clause).filter(|_| clause.kind == ClauseKind::Relative);
        if let Some(noun) = antecedent.filter(|_| !unreal && is_happening(passage, clause))
            && let Some(class) = class_of_noun(passage, noun)
            && !is_picked(passage, noun)
            && !own.contains(&noun)
        {
            let (place, day) = (place_in(passage, &own), day_in(passage, &own));
            if place.is_some() || day.is_some() || hour.is_some() {
                found.push(told(class, Some(noun), place, day, hour));
            }
        }
        let Some(class) = class_of_verb(passage, clause).filter(|_| !unreal) else { continue };
        // "Drilled through the wall on Monday and made off with watches".
        let outer = clause.governor.filter(|_| clause.kind == ClauseKind::Coordinate);
        let before: Vec<usize> = outer.into_iter().flat_map(|outer| own_tokens(passage, outer)).collect();
        let place = place_in(passage, &own).or_else(|| place_in(passage, &before));
        let day = day_in(passage, &own).or_else(|| day_in(passage, &before));
        if place.is_some() || day.is_some() || hour.is_some() {
            found.push(told(class, None, place, day, hour));
        }
    }
    found.into()
}

/// The class of events that the verb of a clause tells.
pub(super) fn class_of_verb(passage: &Passage, clause: &Clause) -> Option<&'static str> {
    let tellings = VERBS.get(passage.lemma(clause.predicate))?;
    let follows = |with: &str| {
        with.is_empty()
            || (clause.predicate + 1..(clause.predicate + 5).min(clause.tokens.end))
                .any(|t| passage.lemma(t) == with)
    };
    tellings.iter().find(|(_, with)| follows(with)).map(|(class, _)| *class)
}

/// Whether a clause says no more than that its subject happened: took place, was held.
pub(super) fn is_happening(passage: &Passage, clause: &Clause) -> bool {
    match passage.lemma(clause.predicate) {
        "take" => passage.lemma(clause.predicate + 1) == "place",
        "hold" | "stage" => clause.passive,
        "lie" => true,
        lemma => HAPPENING.contains(lemma),
    }
}

/// Whether a clause says where the place of an event is: *the site of the crash* lies in Poland.
fn is_site_of(passage: &Passage, clause: &Clause, event: usize) -> bool {
    let site = clause
        .subject
        .filter(|&s| matches!(passage.lemma(s), "location" | "place" | "scene" | "site" | "spot"));
    site.is_some_and(|site| passage.tokens.get(event).is_some_and(|t| t.head == Some(site as u32)))
}

/// The class of events that a noun tells.
pub(super) fn class_of_noun(passage: &Passage, noun: usize) -> Option<&'static str> {
    let class = |form: &str| NOUNS.get(form.to_lowercase().as_str()).copied();
    class(passage.word(noun)).or_else(|| class(passage.lemma(noun)))
}

/// Whether the noun is one of several or of another time: the second accident, a previous crash, accidents.
pub(super) fn is_picked(passage: &Passage, noun: usize) -> bool {
    let plural = passage.tokens.get(noun).is_some_and(|t| matches!(t.tag, Tag::Nns | Tag::Nnps))
        && !matches!(passage.lemma(noun), "talk" | "negotiation");
    let other = |t: usize| {
        passage.tokens.get(t).is_some_and(|read| {
            matches!(read.relation, Relation::Amod | Relation::Nummod)
                || read.relation == Relation::Det
                    && matches!(passage.lemma(t), "another" | "any" | "each" | "every" | "no")
        })
    };
    plural || passage.dependents(noun).any(other)
}

/// Whether the words around a noun tell a time that is no day of the week: last month, in May.
fn is_of_other_time(passage: &Passage, noun: usize) -> bool {
    let around = nominal::around(passage, noun);
    passage.values.iter().filter(|v| around.contains(&v.tokens.start)).any(|v| match &v.measure {
        Measure::Date(date) => date.weekday.is_none() || date.which.is_some(),
        _ => false,
    })
}

/// The place that a preposition behind a noun brings in: the accident *in Ostrava*, talks at a hotel *in Kampala*.
pub(super) fn place_beside(passage: &Passage, noun: usize) -> Option<(Spot, usize)> {
    let mut at = noun;
    for _ in 0..2 {
        let marker = passage.tokens.get(at + 1).filter(|t| t.tag == Tag::In)?;
        let head = marker.head.map(|h| h as usize).filter(|&h| h > at)?;
        if !is_in(passage, at + 1) {
            return None;
        }
        if let Some(name) = place(passage, head) {
            return Some((name, head));
        }
        at = head;
    }
    None
}

/// The place of a clause.
pub(super) fn place_in(passage: &Passage, own: &[usize]) -> Option<(Spot, usize)> {
    let placed = |t: &usize| passage.case_marker(*t).is_some_and(|c| is_in(passage, c));
    own.iter().copied().filter(placed).find_map(|t| Some((place(passage, t)?, t)))
}

/// The place that a relative clause tells of: *Kraków*, the city in which the synod took place.
pub(super) fn place_above(passage: &Passage, clause: &Clause) -> Option<(Spot, usize)> {
    // "On *Carver Avenue*, where the robbery took place".
    let opens = clause.tokens.clone().find(|&t| passage.lemma(t) == "where");
    let before = opens.and_then(|t| (0..t).rev().find(|&b| passage.word(b) != ",").filter(|&b| t - b <= 2));
    if let Some(spot) = before.and_then(|t| Some((place(passage, t)?, t))) {
        return Some(spot);
    }
    // "Kraków, *the city* in which".
    let noun = passage.antecedent(clause)?;
    let named = (noun.saturating_sub(3)..=noun).rev().find_map(|t| Some((place(passage, t)?, t)));
    named.filter(|_| {
        (clause.tokens.start..clause.predicate).any(|t| matches!(passage.lemma(t), "which" | "where"))
    })
}

fn is_in(passage: &Passage, marker: usize) -> bool {
    matches!(
        passage.lemma(marker).to_lowercase().as_str(),
        "in" | "at" | "near" | "outside" | "off" | "of" | "inside" | "on"
    )
}

/// The place that a token names.
fn place(passage: &Passage, token: usize) -> Option<Spot> {
    let preposition = passage.case_marker(token).map_or("", |c| passage.lemma(c));
    // "On Czech soil".
    let soil = matches!(passage.lemma(token), "soil" | "territory");
    let state = |t: usize| match lexicon::state(&spelling::fold(passage.word(t)))? {
        (StateForm::Demonym, state) => Some(state.to_owned()),
        _ => None,
    };
    if soil && let Some(state) = passage.dependents(token).find_map(state) {
        return geography::sites(&state).map(|_| Spot::new(state.clone(), ""));
    }
    let name = passage.names.iter().find(|n| n.kind == NameKind::Place && n.tokens.contains(&token))?;
    let words: Vec<&str> = name.tokens.clone().map(|t| passage.word(t)).collect();
    Some(Spot::new(words.join(" "), preposition))
}

/// The day by which a noun is told: *Thursday's* burglary, the burglary *on Thursday*.
fn day_beside(passage: &Passage, noun: usize) -> Option<(i8, usize)> {
    let owner = passage.possessor(noun).and_then(|t| weekday(passage, t));
    owner.or_else(|| weekday(passage, noun + 2).filter(|_| passage.lemma(noun + 1) == "on"))
}

fn day_in(passage: &Passage, own: &[usize]) -> Option<(i8, usize)> {
    let mut days = own.iter().copied().filter_map(|t| weekday(passage, t).filter(|_| is_day_of(passage, t)));
    let first = days.next();
    first.filter(|_| days.next().is_none())
}

/// Whether a day is one on which something is done: not by, until or since Monday, nor Monday's.
fn is_day_of(passage: &Passage, token: usize) -> bool {
    let owner = passage.tokens.get(token).is_some_and(|t| t.relation == Relation::NmodPoss);
    let before = (1..3).filter_map(|n| token.checked_sub(n)).map(|t| passage.lemma(t));
    !owner
        && !before.into_iter().any(|w| {
            matches!(w, "after" | "before" | "by" | "from" | "next" | "since" | "through" | "to" | "until")
        })
}

/// The day that a relative clause tells of: *Thursday night*, when the burglary took place.
fn day_above(passage: &Passage, clause: &Clause) -> Option<(i8, usize)> {
    let start = clause.tokens.start;
    let when = (start..start + 2).find(|&t| passage.lemma(t).eq_ignore_ascii_case("when"))?;
    (1..4).filter_map(|n| when.checked_sub(n)).find_map(|t| weekday(passage, t))
}

/// The day of the week that a token names, if it is no date with a number.
fn weekday(passage: &Passage, token: usize) -> Option<(i8, usize)> {
    let value = passage.values.iter().find(|v| v.tokens.contains(&token))?;
    match &value.measure {
        Measure::Date(DateExpression { weekday: Some(day), day: None, which: None, .. }) => {
            Some((*day, token))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_a_noun_tells_one_class() {
        let rows: Vec<_> = lines(include_str!("../data/events.tsv")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(NOUNS.len(), columns(2).map(|(_, nouns)| nouns.len()).sum::<usize>());
    }
}
