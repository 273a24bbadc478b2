//! Numbers of the same counted thing in the same event: people killed, members of a team, how long it lasted, how many times
//! over it grew.

mod known;
mod reader;

use crate::article::{Article, FactFrame};
use crate::language::{NameKind, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::{self, Item, Lexis, WordId};
use crate::rules::contradiction::nouns::{self, Firsts};
use crate::rules::contradiction::referent::Referent;
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::statement::foretold;
use crate::rules::contradiction::weights;
use crate::rules::word_list::lines;
use crate::text::Span;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

/// How many earlier numbers of one kind a number is compared with.
const NEAREST: usize = 24;

/// The class of those who work somewhere: a body has so many at each place.
const EMPLOYED: &str = "employ";

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Things,
    Times,
}

/// One number of something.
struct Count<'a> {
    frame: &'a FactFrame,
    kind: Kind,
    /// Class of the deed, where the number is told by one: killed, arrested.
    deed: Option<&'a str>,
    lemma: &'a str,
    noun: Option<WordId>,
    /// Whether the noun stands for people.
    somebody: bool,
    value: Value,
    /// Who does it, where these are not the counted: the plant employs 340 people.
    agent: Option<Referent>,
    /// Items of what modifies the noun.
    modifiers: Vec<Item>,
    /// Items of these and of the rest of its clause.
    around: Vec<Item>,
    whole: bool,
    /// Whether it is a number of some of them: has five rooms upstairs.
    some: bool,
    /// Whether others are counted beside them in one list: three men *and two women*.
    listed: bool,
    /// Whether the sentence says that it is the sum of several: in all, in total.
    summed: bool,
    /// Whether the words say that it is no more: fewer than, only, barely, just.
    capped: bool,
    span: Span,
}

/// Finds the pairs.
pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let counts = reader::read_all(article, lexis, known);
    let mut by_key: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    let mut firsts = Firsts::default();
    for (at, count) in counts.iter().enumerate() {
        let first = count.noun.map_or(count.lemma, |noun| firsts.of(lexis, noun, count.lemma));
        for key in keys(count, first) {
            by_key.entry(key).or_default().push(at);
        }
    }
    let mut told = BTreeSet::new();
    for (key, places) in &by_key {
        let variety = variety(places.iter().filter_map(|&at| counts.get(at)));
        let mut earlier: Earlier<'_, usize> = Earlier::new(known, ("count", key, variety), NEAREST);
        for &at in places {
            let Some(here) = counts.get(at) else { continue };
            let best = earlier.best(here.frame.paragraph, |&other| {
                let score = weigh(article, lexis, scenes, here, counts.get(other)?)?.score(key, variety);
                weights::of("count").suffices(score).then_some(score)
            });
            // A pair may have two keys.
            if let Some(&other) = best
                && told.insert((at, other))
                && let Some(there) = counts.get(other)
            {
                conflicts.push(conflict(article, here, there));
            }
            earlier.push(here.frame.paragraph, at);
        }
    }
    // A noun that is counted many times has no one number.
    let numbers = OnceCell::new();
    let beside = known::Beside { article, lexis, scenes, numbers: &numbers };
    let few = |places: &&Vec<usize>| places.len() <= NEAREST;
    for places in by_key.values().filter(few) {
        let counts: Vec<&Count<'_>> = places.iter().filter_map(|&at| counts.get(at)).collect();
        known::find(beside, &counts, conflicts);
        known::find_headline(beside, &counts, conflicts);
    }
    known::find_people(beside, &counts, conflicts);
    for places in by_key.iter().filter(|(key, _)| matches!(key, Key::Deed(_))).map(|(_, places)| places) {
        let counts: Vec<&Count<'_>> = places.iter().filter_map(|&at| counts.get(at)).collect();
        known::find_none(beside, &counts, conflicts);
    }
}

/// What numbers are looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key<'a> {
    /// Numbers of those to whom one kind of thing was done.
    Deed(&'a str),
    /// Numbers of people.
    People,
    /// Numbers of what one word names.
    Noun(&'a str),
}

fn keys<'a>(count: &Count<'a>, first: &'a str) -> impl Iterator<Item = Key<'a>> {
    let people = count.deed.is_none() && lexicon::is_people(count.lemma);
    let noun = Some(Key::Noun(first)).filter(|_| {
        count.kind == Kind::Things
            && count.lemma.starts_with(char::is_alphabetic)
            && !lexicon::is_deed(count.lemma)
    });
    count.deed.map(Key::Deed).into_iter().chain(people.then_some(Key::People)).chain(noun)
}

fn conflict(article: &Article, here: &Count<'_>, there: &Count<'_>) -> Conflict {
    let side = |x: &Count<'_>| Side { span: x.span, words: x.span, voice: x.frame.voice };
    Conflict::of(article, side(here), side(there), "the numbers do not agree")
}

/// What speaks for and against two numbers being of one thing.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// What modifies one noun and not the other, on the side that has less of it.
    modifiers: f32,
    /// What the clauses share, in nats.
    shared: f32,
    /// Its part of the clause that says less.
    cover: f32,
    /// The logarithm of their ratio.
    gap: f32,
    /// How many of them are said to be the whole: all six, a six-member team.
    whole: f32,
    /// 1 where the clauses share somebody or something named, -1 where both name and share nothing.
    names: f32,
    /// 1 where one number is bounded from above and the other lies above it.
    capped: f32,
    /// 1 where one of them is none at all.
    none: f32,
    /// 1 where only one of them is dated by a year.
    dated: f32,
    /// 1 where their verbs tell two things: 18 states support it, 27 states challenge it.
    verbs: f32,
    /// 1 where two nouns name what is counted.
    synonyms: f32,
}

impl Evidence {
    /// How likely the two are of one thing, for numbers looked up by this key, of which there are so many different ones.
    fn score(&self, key: &Key<'_>, variety: usize) -> f32 {
        let base = match key {
            Key::Deed(_) => "base-deed",
            Key::Noun(_) => "base-noun",
            Key::People if self.cover < 0.6 => "base-people-unlike",
            Key::People => "base-people",
        };
        let sign = |yes: bool| f32::from(u8::from(yes));
        weights::of("count").score(&[
            (base, 1.0),
            ("shared", self.shared.min(3.0)),
            ("modifiers", self.modifiers.min(2.0)),
            ("whole", self.whole),
            ("capped", self.capped),
            ("none", self.none),
            ("names-apart", -self.names.min(0.0)),
            ("dated", self.dated),
            ("verbs", self.verbs * sign(matches!(key, Key::Noun(_)))),
            ("far", sign(self.none == 0.0 && self.gap > 2.3)),
            ("synonyms", self.synonyms),
            ("variety", variety as f32 - 2.0),
        ])
    }
}

/// Words for anybody at all, not people of one kind.
static ANYBODY: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/anybody.txt")).collect());

/// Words for those to whom nothing happened.
static UNHARMED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/unharmed.txt")).collect());

/// Whether a number is of those to whom nothing happened: 48 people escaped unhurt.
fn is_unharmed(article: &Article, count: &Count<'_>) -> bool {
    let frame = count.frame;
    let passage = article.paragraphs.get(frame.paragraph).map(|p| p.passage());
    let sentence = passage.and_then(|p| p.sentences.get(frame.sentence));
    count.deed.is_none()
        && passage.zip(sentence).is_some_and(|(p, s)| s.tokens.clone().any(|t| UNHARMED.contains(p.lemma(t))))
}

/// Whether nothing happened in one place, and the next sentences tell what did: no deaths *in the valley*.
fn is_elsewhere(article: &Article, lexis: &Lexis, none: &Count<'_>, some: &Count<'_>) -> bool {
    let frame = none.frame;
    let Some(passage) = article.paragraphs.get(frame.paragraph).map(|p| p.passage()) else { return false };
    let locative = |p: usize| {
        matches!(passage.lemma(p), "above" | "along" | "at" | "below" | "in" | "near" | "on" | "outside")
    };
    // "On Monday" is no place.
    let dated = |t: usize| passage.values.iter().any(|v| v.tokens.contains(&t));
    let place = frame.others.iter().filter(|o| o.preposition.is_some_and(locative) && !dated(o.token));
    let shared = |item: Item| some.around.iter().any(|&other| lexis.likeness(item, other) >= 0.5);
    let mut places = place.filter_map(|o| lexis.item(frame.paragraph, o.token));
    frame.paragraph == some.frame.paragraph && places.any(|place| !shared(place))
}

/// What speaks for two numbers being of one thing; `None` where they cannot be, or where they agree.
fn weigh(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Count<'_>,
    there: &Count<'_>,
) -> Option<Evidence> {
    if here.value.agrees_with(&there.value)
        || [here, there]
            .iter()
            .any(|c| c.kind == Kind::Things && c.value.high == 1.0 && !(c.capped && c.deed.is_some()))
    {
        return None;
    }
    let people = |c: &Count<'_>| {
        c.value.low == 0.0
            || c.deed.is_some_and(|class| lexicon::is_thing(c.lemma, class))
            || c.somebody
            || lexicon::is_deed(c.lemma)
            || !c.lemma.chars().all(char::is_alphabetic)
    };
    let mut synonyms = false;
    if here.lemma != there.lemma && !(people(here) && people(there)) {
        nouns::exclude(lexis, (here.noun, &here.value), (there.noun, &there.value))?;
        synonyms = true;
    }
    // "Nine children" are a part of "31 people".
    let (low, high) = if here.value.low <= there.value.low { (here, there) } else { (there, here) };
    let none = low.value.high == 0.0;
    // "277 jobs this week", "600 in total".
    // "Three men and two women", "all five of the injured".
    let part = low.listed && !high.listed && low.lemma != high.lemma;
    if high.summed && !low.summed || !none && (part || low.some && !high.some) {
        return None;
    }
    if !none
        && low.lemma != high.lemma
        && people(low)
        && matches!(high.lemma, "people" | "person")
        && low.lemma != "people"
        && lexicon::is_people(low.lemma)
    {
        return None;
    }
    // "No children were killed", "three people were killed".
    let of_some = || low.lemma != high.lemma && !ANYBODY.contains(low.lemma) && lexicon::is_people(low.lemma);
    if none && (of_some() || is_elsewhere(article, lexis, low, high)) {
        return None;
    }
    // "No company will be charged", "six people will be charged".
    if none && lexicon::is_body(low.lemma) && !lexicon::is_body(high.lemma) {
        return None;
    }
    let unmatched = |x: &[Item], y: &[Item]| {
        x.iter().filter(|&&i| !y.iter().any(|&j| lexis.likeness(i, j) >= 0.5)).count() as f32
    };
    let (a, b) = scenes.pair(here.frame, there.frame)?;
    // "In 1979", "on Saturday"; "escaped unhurt".
    let near = a.has_weekday() || b.has_weekday() || foretold(here.frame, there.frame);
    let years_apart = a.has_year() != b.has_year() && near;
    if years_apart
        || a.then != b.then
        || is_unharmed(article, here) != is_unharmed(article, there)
        || sameness::is_what_remains(article, here.frame) != sameness::is_what_remains(article, there.frame)
    {
        return None;
    }
    // "340 people in Harlow", "a staff of 4,000".
    let places = |c: &Count<'_>| -> Vec<Item> {
        let is_place = |e: usize| article.entities.get(e).is_some_and(|e| e.kind == NameKind::Place);
        c.around.iter().copied().filter(|i| matches!(i, Item::Entity(e) if is_place(*e))).collect()
    };
    if here.deed == Some(EMPLOYED) && there.deed == here.deed {
        let (ours, theirs) = (places(here), places(there));
        if ours != theirs && !ours.iter().any(|place| theirs.contains(place)) {
            return None;
        }
    }
    let agents = here.agent.as_ref().zip(there.agent.as_ref());
    if agents.is_some_and(|(x, y)| x.is_one_of_two(y, lexis)) {
        return None;
    }
    if a.at_other_time(b)
        || a.past_apart(b)
        || sameness::purposes_differ(lexis, article, here.frame, there.frame)
        || sameness::places_differ(lexis, article, here.frame, there.frame)
        || sameness::picked_apart(article, here.frame, there.frame)
        || sameness::brings_another(lexis, article, here.frame, there.frame)
    {
        return None;
    }
    let local = lexis.overlap(&here.around, &there.around);
    let sign = |yes: bool| f32::from(u8::from(yes));
    Some(Evidence {
        modifiers: unmatched(&here.modifiers, &there.modifiers)
            .min(unmatched(&there.modifiers, &here.modifiers)),
        shared: local.shared,
        cover: local.cover,
        gap: if none { 0.0 } else { (high.value.low / low.value.high).ln() as f32 },
        whole: sign(here.whole) + sign(there.whole),
        names: lexis::named(&here.around, &there.around),
        capped: sign(low.capped && !none),
        none: sign(none),
        dated: sign(a.has_year() != b.has_year()),
        synonyms: sign(synonyms),
        verbs: sign(verbs_differ(article, lexis, here.frame, there.frame)),
    })
}

/// Whether two clauses have full verbs that are not alike.
fn verbs_differ(article: &Article, lexis: &Lexis, a: &FactFrame, b: &FactFrame) -> bool {
    let verb = |f: &FactFrame| {
        let passage = article.paragraphs.get(f.paragraph)?.passage();
        let clause = passage.clauses.get(f.clause)?;
        let full = clause.copula.is_none() && passage.tokens.get(f.predicate)?.tag.is_verb();
        lexis.word(f.paragraph, f.predicate).filter(|_| full)
    };
    verb(a).zip(verb(b)).is_some_and(|(a, b)| lexis.words_alike(a, b) < 0.4)
}

/// How many different numbers there are.
fn variety<'a, 'b: 'a>(counts: impl Iterator<Item = &'a Count<'b>>) -> usize {
    let mut numbers: Vec<u64> = counts.map(|c| c.value.low.to_bits()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len()
}
