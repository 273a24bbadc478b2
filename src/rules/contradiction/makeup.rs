//! Of how many parts a thing is: the hotel has 120 rooms here, the 140-room hotel there; a fleet of ten ships and of twelve.
//!
//! Comes in: clauses by which something has so many of a kind of part ("consists of ten teams"), numbers in front of a noun
//! ("the 42-storey tower") and behind it ("a fleet of ten ships"). Goes out: conflicts between two numbers of one kind of part of
//! what may be one thing. Groups of people are compared in [`super::membership`] too, by what the group is.

use crate::article::{Article, EntityId, FactFrame, Modality, Tense};
use crate::language::values::small_number;
use crate::language::{Bound, Measure, Passage, Relation, Tag, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::sameness;
use crate::rules::word_list::{lines, words};
use crate::text::Span;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// How many earlier numbers of one thing are compared with a new one.
const NEAREST: usize = 8;
/// Numbers from here on may be rounded.
const ROUND: f64 = 100.0;
/// A thing of which more numbers than this are told is many things.
const MOST: usize = 2;

/// Nouns for parts, each with the one that stands for them: storeys are floors.
static PARTS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    for line in lines(include_str!("../data/parts.txt")) {
        let first = words(line).next().unwrap_or_default();
        found.extend(words(line).map(|word| (word, first)));
    }
    found
});

static HAVING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/having_verbs.txt")).collect());

/// A number of parts of a thing.
struct Makeup<'a> {
    frame: &'a FactFrame,
    thing: Referent,
    number: Value,
    /// Whether it is told of what was.
    past: bool,
    span: Span,
}

/// What a thing is known by: who or what it is, or its noun; and the kind of part.
type Key<'a> = (Option<EntityId>, &'a str, &'static str);

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, known, .. } = reading;
    let mut by_key: BTreeMap<Key<'_>, Vec<Makeup<'_>>> = BTreeMap::new();
    for frame in &article.frames {
        for (key, here) in known.told(Topic::Makeup, frame, || read(article, lexis, frame)) {
            by_key.entry(key).or_default().push(here);
        }
    }
    for ((entity, noun, part), all) in by_key {
        let mut numbers: Vec<u64> = all.iter().map(|m| m.number.low.to_bits()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.len() > MOST {
            continue;
        }
        let of = entity.map(|entity| known.of_entity(entity));
        let key = ("makeup", of, noun, part, numbers.len());
        let mut earlier: Earlier<'_, Makeup<'_>> = Earlier::new(known, key, NEAREST);
        for here in all {
            let paragraph = here.frame.paragraph;
            if let Some(there) = earlier.nearest(paragraph, |there| clashes(reading, &here, there)) {
                let side = |x: &Makeup<'_>| Side { span: x.span, words: x.span, voice: x.frame.voice };
                conflicts.push(Conflict::of(article, side(&here), side(there), "the numbers do not agree"));
            }
            earlier.push(paragraph, here);
        }
    }
}

fn clashes(reading: Reading<'_>, here: &Makeup<'_>, there: &Makeup<'_>) -> bool {
    let Reading { lexis, scenes, .. } = reading;
    let Some((x, y)) = scenes.pair(here.frame, there.frame) else { return false };
    // Ten is no round number for eight floors, as 800 is for 812 seats.
    let (a, b) = (here.number.bounds(), there.number.bounds());
    let few = a.1.max(b.1) < ROUND && (a.1 < b.0 || b.1 < a.0);
    (few || !here.number.agrees_with(&there.number))
        && here.past == there.past
        && here.thing.likeness(&there.thing, lexis) >= ONE
        && !here.thing.is_told_apart(&there.thing, lexis)
        && !here.thing.differs(&there.thing, lexis)
        && (here.thing.entity.is_some() || here.thing.names_agree(&there.thing))
        && !(x.apart || y.apart || x.turns || y.turns || x.at_other_time(y))
        && x.years_agree(y)
}

/// The numbers of parts that a clause tells, each with what they are looked up by.
fn read<'a>(article: &'a Article, lexis: &Lexis, frame: &'a FactFrame) -> Vec<(Key<'a>, Makeup<'a>)> {
    let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
    let passage = placed.passage();
    let makeup = |thing: usize, part: &'static str, number: Value, tokens: Range<usize>, past: bool| {
        let thing = Referent::of(article, lexis, placed, frame.paragraph, thing).filter(|t| t.definite)?;
        let single =
            passage.tokens.get(thing.token).is_some_and(|t| matches!(t.tag, Tag::Nn | Tag::Nnp | Tag::Prp));
        let noun = if thing.entity.is_some() { "" } else { passage.lemma(thing.token) };
        let span = passage.span_of(tokens).shift(placed.offset);
        let key = (thing.entity, noun, part);
        (single && number.low > 1.0).then_some((key, Makeup { frame, thing, number, past, span }))
    };
    let mut found = Vec::new();
    let own: Vec<usize> = lexis::own_tokens(passage, frame.clause).collect();
    let own_values = || passage.values.iter().filter(|v| own.contains(&v.tokens.start));
    for value in own_values() {
        let Measure::Count { noun } = value.measure else { continue };
        let Some(&part) = PARTS.get(passage.lemma(noun)).filter(|_| is_whole(passage, value, noun)) else {
            continue;
        };
        let number = || value.clone();
        // "A fleet of ten ships".
        let of = passage.case_marker(noun).is_some_and(|c| passage.lemma(c) == "of");
        let head = passage.tokens.get(noun).and_then(|t| t.head).map(|h| h as usize);
        let behind = head.filter(|&h| of && h != frame.predicate && h < value.tokens.start);
        if let Some(thing) = behind {
            found.extend(makeup(thing, part, number(), thing..noun + 1, false));
        } else if let Some(thing) = holder(passage, frame, noun) {
            let past = frame.tense == Tense::Past;
            found.extend(makeup(thing, part, number(), value.tokens.start..noun + 1, past));
        }
    }
    for &token in &own {
        let Some((number, part, end)) = compound(passage, token) else { continue };
        let head = passage.tokens.get(token).and_then(|t| t.head).map(|h| h as usize);
        let thing = head.into_iter().chain(end..end + 3).find(|&t| {
            t >= end
                && passage.tokens.get(t).is_some_and(|t| t.tag.is_noun() && t.relation != Relation::Compound)
        });
        if let Some(thing) = thing {
            found.extend(makeup(thing, part, number, token..thing + 1, false));
        }
    }
    found
}

/// What has so many parts, by a clause that says so and no more: not on which side, for whom or since when.
fn holder(passage: &Passage, frame: &FactFrame, part: usize) -> Option<usize> {
    let clause = passage.clauses.get(frame.clause)?;
    let says = HAVING.contains(passage.lemma(frame.predicate))
        && !frame.negated
        && frame.modality == Modality::Stated
        && !passage.dependents(frame.predicate).any(|t| passage.lemma(t) == "already");
    let told = frame.object.is_some_and(|o| o.token == part) || frame.others.iter().any(|o| o.token == part);
    let bare = frame.others.iter().all(|o| o.token == part) && !sameness::has_some(passage, frame, part);
    let subject = frame.subject.or(frame.object).map(|s| s.token).filter(|&s| s != part)?;
    let thing = passage.antecedent(clause).unwrap_or(subject);
    (says && told && bare).then_some(thing)
}

/// Whether a number is that of all parts of the kind: no word says which of them.
fn is_whole(passage: &Passage, value: &Value, part: usize) -> bool {
    passage.dependents(part).all(|t| match passage.tokens.get(t).map(|t| t.relation) {
        Some(Relation::Case | Relation::Punct | Relation::Nummod) => true,
        // "90 empty seats" are some of them.
        Some(Relation::Amod | Relation::Compound) => false,
        _ => value.tokens.contains(&t),
    })
}

/// "900-seat", "900 - seat": the number, the kind of part and the token after it.
fn compound(passage: &Passage, token: usize) -> Option<(Value, &'static str, usize)> {
    let value = |number: f64| Value {
        span: passage.span_of(token..token + 1),
        tokens: token..token + 1,
        measure: Measure::Number,
        bound: Bound::Exact,
        low: number,
        high: number,
    };
    let number = |word: &str| {
        let digits = word.replace(',', "");
        small_number(&word.to_lowercase()).or_else(|| digits.parse::<f64>().ok())
    };
    let word = passage.word(token);
    if let Some((first, last)) = word.split_once('-') {
        let part = PARTS.get(last.to_lowercase().as_str())?;
        return Some((value(number(first)?), part, token + 1));
    }
    let part = PARTS.get(passage.lemma(token + 2)).filter(|_| passage.word(token + 1) == "-")?;
    Some((value(number(word)?), part, token + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [include_str!("../data/parts.txt"), include_str!("../data/having_verbs.txt")] {
            let rows: Vec<_> = lines(list).collect();
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
