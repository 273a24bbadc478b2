//! One thing told twice with one element exchanged: at 18 hospitals in Britain and Denmark here, at 28 there; to a newer
//! factory in Tennessee, to a newer factory in Alabama.
//!
//! The other comparators know what a clause says. This one knows only that two say nearly the same, as when an editor
//! changes a figure in one place and forgets the other.

mod reader;

use crate::article::{Article, FactFrame, Modality, Tense};
use crate::language::{NameKind, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side, same_voice};
use crate::rules::contradiction::earlier::{At, Earlier};
use crate::rules::contradiction::filler::Filler;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{self, Item, Lexis, WordId};
use crate::rules::contradiction::nouns::{self, Firsts};
use crate::rules::contradiction::referent::Referent;
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::statement::{foretold, tenses_agree};
use crate::rules::contradiction::weights;
use crate::rules::contradiction::when;
use crate::rules::fingerprint::fnv1a;
use crate::text::Span;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many earlier elements of one kind are compared with a new one.
const NEAREST: usize = 12;
/// Verbs at least so alike tell one deed.
const ONE_DEED: f32 = 0.6;
/// Subjects at least so alike are one.
const SAME: f32 = 0.8;

/// What elements are looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key<'a> {
    /// A count of what one noun names.
    Count(&'a str),
    /// An amount of one unit.
    Unit(&'a str),
    Place,
    Date,
    /// A feature of one class of what one noun names.
    Feature(&'static str, &'a str),
}

/// An element of a clause.
struct Element<'a> {
    frame: &'a FactFrame,
    filler: Filler<'a>,
    tokens: Range<usize>,
    /// The head of the phrase that it stands in.
    top: usize,
    /// The noun that is counted.
    noun: Option<WordId>,
    /// Whether it stands in the headline or the line under it.
    display: bool,
    /// Whether it does and the body has no such amount.
    alone: bool,
    /// What the words around it tell, read when it is compared.
    slot: OnceCell<Option<Slot<'a>>>,
}

impl<'a> Element<'a> {
    /// What the words around it tell.
    fn slot(&self, article: &'a Article, lexis: &Lexis) -> Option<&Slot<'a>> {
        self.slot.get_or_init(|| reader::slot(article, lexis, self)).as_ref()
    }
}

/// An element in its place.
struct Slot<'a> {
    frame: &'a FactFrame,
    filler: Filler<'a>,
    /// The noun that is counted.
    noun: Option<WordId>,
    /// What the words on both sides of it speak of.
    near: Vec<Item>,
    /// What the phrases that it stands in and the rest of the clause speak of.
    all: Vec<Item>,
    /// The preposition in front of it.
    marker: &'a str,
    /// The nouns that it hangs on, from the inside out.
    nouns: Vec<Item>,
    /// Whether it was so before what the article tells: had treated.
    before: bool,
    /// Words of its sentence that say that it speaks of another event, count or time.
    apart: Vec<&'a str>,
    /// What modifies the noun that is counted.
    modifiers: Vec<Item>,
    /// Whether it does and the body has no such amount.
    alone: bool,
    subject: Option<Referent>,
    subject_item: Option<Item>,
    /// Whether a pronoun is its subject.
    pronoun: bool,
    lemma: &'a str,
    predicate: Option<WordId>,
    /// Whether it is one for each stretch of time.
    rate: bool,
    /// Whether it is a number of some of them: has five rooms upstairs.
    some: bool,
    /// Whether it hangs on a verb.
    oblique: bool,
    /// Whether it stands in what is done to something: *3 points* in "won 3 points".
    in_object: bool,
    /// Whether its clause says what something is.
    is_copular: bool,
    /// The other numbers of its clause.
    numbers: Vec<&'a Value>,
    /// The amounts of its sentence.
    amounts: Vec<f64>,
    /// In, among, for what it is so: in the *private sector*.
    settings: Vec<Item>,
    span: Span,
    clause: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut by_key: BTreeMap<Key<'_>, Vec<Element<'_>>> = BTreeMap::new();
    let mut firsts = Firsts::default();
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for (key, here) in known.told(Topic::Echo, frame, || reader::read(article, lexis, placed, frame)) {
            // "People" and "residents" are one key.
            let key = match (key, here.noun) {
                (Key::Count(lemma), Some(noun)) => Key::Count(firsts.of(lexis, noun, lemma)),
                (key, _) => key,
            };
            by_key.entry(key).or_default().push(here);
        }
    }
    for (key, mut elements) in by_key {
        let crowd = elements.len();
        mark_headlines(&mut elements);
        let often = told_often(&elements);
        let mut earlier: Earlier<'_, Element<'_>> =
            Earlier::new(known, ("echo", key, crowd, &often), NEAREST);
        for here in elements {
            // Whether the body bears a headline out is not told by the paragraph.
            let at = At::with(here.frame.paragraph, here.alone);
            let best = earlier.best(at, |there| {
                // A slip is made once: what is told twice and twice are two things.
                if often.contains(&told(&here.filler)) && often.contains(&told(&there.filler)) {
                    return None;
                }
                let (here, there) = (here.slot(article, lexis)?, there.slot(article, lexis)?);
                let score = weigh(article, lexis, scenes, here, there)?.score(&key, crowd);
                let told = weights::of("echo").suffices(score) && !is_of_another(article, lexis, here, there);
                told.then_some(score)
            });
            let slots = best.and_then(|there| here.slot(article, lexis).zip(there.slot(article, lexis)));
            if let Some((here, there)) = slots {
                let side = |x: &Slot<'_>| Side { span: x.span, words: x.clause, voice: x.frame.voice };
                conflicts.push(Conflict::of(article, side(here), side(there), here.filler.disagreement()));
            }
            earlier.push(at, here);
        }
    }
}

/// Marks the amounts of the headline that nothing in the body bears out.
fn mark_headlines(elements: &mut [Element<'_>]) {
    let body: Vec<&Value> =
        elements.iter().filter(|e| !e.display).filter_map(|e| e.filler.amount()).collect();
    let borne_out = |value: &Value| body.iter().any(|b| value.agrees_with(b) || b.agrees_with(value));
    let alone: Vec<bool> = elements
        .iter()
        .map(|e| e.display && e.filler.amount().is_some_and(|value| !borne_out(value)))
        .collect();
    elements.iter_mut().zip(alone).for_each(|(element, alone)| element.alone = alone);
}

/// What an element is, as a number.
fn told(filler: &Filler<'_>) -> u64 {
    match filler {
        Filler::Amount(value) => value.low.to_bits(),
        Filler::Place(name) => fnv1a(name.bytes()),
        Filler::Date(date) => fnv1a(format!("{date:?}").bytes()),
        Filler::Feature(feature) => feature.member,
    }
}

/// The elements that stand in more than one sentence.
fn told_often(elements: &[Element<'_>]) -> BTreeSet<u64> {
    let mut seen = BTreeMap::new();
    let mut often = BTreeSet::new();
    for element in elements {
        let (number, place) = (told(&element.filler), (element.frame.paragraph, element.frame.sentence));
        if *seen.entry(number).or_insert(place) != place {
            often.insert(number);
        }
    }
    often
}

/// What speaks for and against two elements having one place.
#[derive(Clone, Copy, Debug)]
struct Evidence {
    /// What both clauses speak of, in nats.
    shared: f32,
    /// Its part in what the clause that says more says.
    mutual: f32,
    /// The same of the words around the elements.
    near: f32,
    /// What each says that the other does not, in nats, on the side that has less of it.
    extra: f32,
    /// 1 where one is an amount of the headline that the body does not have.
    headline: f32,
    /// How many of the nouns that they hang on are the same, from the inside out.
    nouns: f32,
    /// 1 where the subject of one is not spoken of in the other.
    subject: f32,
    /// 1 where the tenses are not those of one time.
    tense: f32,
    /// 1 where two different voices say it.
    voices: f32,
    /// Words of change: now, no longer, until.
    turn: f32,
    /// 1 where one preposition brings both in.
    marked: f32,
    /// The logarithm of the ratio of two amounts.
    gap: f32,
}

impl Evidence {
    /// How likely two elements looked up by this key, of which there are so many, stand in one place.
    fn score(&self, key: &Key<'_>, crowd: usize) -> f32 {
        let kind = match key {
            Key::Count(_) => "count",
            Key::Unit(unit) => unit,
            Key::Place => "place",
            Key::Date => "date",
            Key::Feature(..) => "feature",
        };
        // An article tells many dates and sums; many counts of one noun are a list.
        let crowd = (crowd.max(2) as f32 / 2.0).ln()
            * if matches!(key, Key::Count(_) | Key::Feature(..)) { 1.0 } else { 0.5 };
        weights::of("echo").score(&[
            (kind, 1.0),
            ("crowd", crowd),
            ("both", self.mutual * self.shared.min(6.0)),
            ("mutual", self.mutual),
            ("near", self.near),
            ("extra", self.extra.min(4.0)),
            ("headline", self.headline),
            ("nouns", (self.nouns - 1.0).clamp(0.0, 2.0)),
            ("subject-apart", self.subject),
            ("tenses-apart", self.tense),
            ("voices", self.voices),
            ("turn", self.turn),
            ("marked", self.marked),
            ("gap", self.gap.min(3.0)),
        ])
    }
}

/// Whether what completes the clauses tells two things: in the first leg, in the second; to keep the rule, to end it. Asked
/// last, as it costs most.
fn is_of_another(article: &Article, lexis: &Lexis, here: &Slot<'_>, there: &Slot<'_>) -> bool {
    let (a, b) = (here.frame, there.frame);
    if matches!(here.filler, Filler::Feature(_)) {
        return sameness::purposes_differ(lexis, article, a, b)
            || sameness::brings_another(lexis, article, a, b);
    }
    matches!(here.filler, Filler::Amount(_))
        && (sameness::complements_differ(lexis, article, a, b)
            || sameness::purposes_differ(lexis, article, a, b)
            || sameness::picked_apart(article, a, b)
            || sameness::brings_another(lexis, article, a, b)
            || sameness::is_of_another(lexis, article, a, b)
            || sameness::is_what_remains(article, a) != sameness::is_what_remains(article, b)
            || sameness::is_of_other_amount(article, a) != sameness::is_of_other_amount(article, b)
            || sameness::is_of_part_of_day(article, a) != sameness::is_of_part_of_day(article, b)
            || !here.in_object && !there.in_object && sameness::objects_differ(lexis, article, a, b))
}

/// Whether a clause tells the first of several times.
fn is_first(article: &Article, frame: &FactFrame) -> bool {
    let placed = article.paragraphs.get(frame.paragraph);
    placed.is_some_and(|placed| sameness::is_first(placed.passage(), frame.predicate))
}

/// Whether something has some of what the other tells in all: 12 rooms with a view, 120 rooms.
fn is_part(some: &Slot<'_>, all: &Slot<'_>) -> bool {
    let fewer = || some.filler.amount().zip(all.filler.amount()).is_some_and(|(a, b)| a.low < b.low);
    some.some && !all.some && fewer()
}

/// Whether the verbs of two clauses tell one deed.
fn one_deed(lexis: &Lexis, a: &Slot<'_>, b: &Slot<'_>) -> bool {
    a.predicate.zip(b.predicate).is_some_and(|(x, y)| {
        let (ours, theirs) = (lexis.senses(x), lexis.senses(y));
        let opposed = ours.iter().any(|s| theirs.iter().any(|o| o.row == s.row && o.side != s.side));
        !opposed && !lexis.opposite(x, y) && lexis.words_alike(x, y) >= ONE_DEED
    })
}

/// Whether each of two lists names somebody or something that the other does not.
fn each_names_another(a: &[Item], b: &[Item]) -> bool {
    let own = |x: &[Item], y: &[Item]| x.iter().any(|i| matches!(i, Item::Entity(_)) && !y.contains(i));
    own(a, b) && own(b, a)
}

/// What each of two lists holds that nothing in the other is like, in nats, for the list that holds less of it.
fn extra(lexis: &Lexis, a: &[Item], b: &[Item]) -> f32 {
    let own = |x: &[Item], y: &[Item]| -> f32 {
        let alone = x.iter().filter(|&&i| !y.iter().any(|&j| lexis.likeness(i, j) >= 0.5));
        alone.map(|&i| lexis.weight(i)).sum()
    };
    own(a, b).min(own(b, a))
}

fn weigh(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Slot<'_>,
    there: &Slot<'_>,
) -> Option<Evidence> {
    let (a, b) = (here.frame, there.frame);
    if !here.filler.excludes(there.filler) || foretold(a, b) {
        return None;
    }
    // "Fell to 12", "fell by 12".
    if here.filler.amount().is_some() && (here.marker == "by") != (there.marker == "by") {
        return None;
    }
    // "Fewer than a hundred payments", "164 cheques".
    if here.noun != there.noun
        && let (Some(x), Some(y)) = (here.filler.amount(), there.filler.amount())
    {
        // "25 aircraft", "12 jets in the north".
        let another = here.modifiers != there.modifiers || here.settings != there.settings;
        nouns::exclude(lexis, (here.noun, x), (there.noun, y)).filter(|_| !another)?;
    }
    if is_part(here, there) || is_part(there, here) {
        return None;
    }
    let (x, y) = scenes.pair(a, b)?;
    if x.then != y.then {
        return None;
    }
    if let (Filler::Feature(one), Filler::Feature(other)) = (here.filler, there.filler) {
        // "The red line was closed", "the blue line was closed": only what they name makes one event of two.
        let named = !one.acts && !other.acts || lexis::named(&here.all, &there.all) > 0.0;
        if x.turns || y.turns || !named || !one_deed(lexis, here, there) {
            return None;
        }
    }
    let dated = matches!(here.filler, Filler::Date(_));
    let placed = matches!(here.filler, Filler::Place(_));
    // What is done at two places by one verb is for the comparator of places.
    if placed && here.oblique && there.oblique {
        return None;
    }
    // "In the second overtime" is one time where both say so.
    if here.apart != there.apart || !dated && (x.at_other_time(y) || x.dated_apart(y)) {
        return None;
    }
    // Two lists of figures: the first quarter's and the second's.
    let other = |x: &Slot<'_>, y: &Slot<'_>| {
        let kind = |value: &Value| std::mem::discriminant(&value.measure);
        x.numbers.iter().any(|n| !y.numbers.iter().any(|m| kind(n) == kind(m) && n.agrees_with(m)))
    };
    // "Has treated 43 patients", "before the flood it had treated 12".
    let was_before = |x: &Slot<'_>, y: &Slot<'_>| {
        let since =
            matches!(y.frame.tense, Tense::Present | Tense::Perfect) || y.frame.modality == Modality::Future;
        x.before && !y.before && since
    };
    // A clause that tells both amounts tells them of two things.
    let tells = |x: &Slot<'_>, y: &Slot<'_>| y.filler.amount().is_some_and(|v| x.amounts.contains(&v.low));
    if other(here, there) && other(there, here)
        || !dated && !placed && lexis.each_has_own(&here.settings, &there.settings)
        || tells(here, there)
        || tells(there, here)
        || here.rate != there.rate
        || was_before(here, there)
        || was_before(there, here)
    {
        return None;
    }
    // Who does it has to be spoken of in the other clause too: Clinton raised 15 million, Sanders 21.
    let anchored = |x: &Slot<'_>, y: &Slot<'_>| {
        x.subject.as_ref().is_none_or(|subject| {
            y.subject.as_ref().is_some_and(|other| subject.likeness(other, lexis) >= SAME)
                || x.subject_item.is_some_and(|i| y.all.iter().any(|&j| lexis.likeness(i, j) >= SAME))
        })
    };
    let told_apart = here.subject.as_ref().zip(there.subject.as_ref()).is_some_and(|(a, b)| {
        a.is_told_apart(b, lexis) || a.differs(b, lexis) && a.likeness(b, lexis) < SAME
    });
    // "A news conference on the dock in Stonington": what the phrase tells is enough.
    let nouns =
        here.nouns.iter().zip(&there.nouns).take_while(|(a, b)| lexis.likeness(**a, **b) >= SAME).count();
    let unanchored = [(here, there), (there, here)].iter().filter(|(x, y)| !anchored(x, y)).count();
    let person = |x: &Slot<'_>, y: &Slot<'_>| {
        !anchored(x, y) && x.subject.as_ref().is_some_and(|s| s.kind == Some(NameKind::Person))
    };
    let nobody = |x: &Slot<'_>| x.pronoun && x.subject.as_ref().is_none_or(|s| s.entity.is_none());
    if nobody(here) && nobody(there) && !same_voice(article, a.voice, b.voice)
        || dated
            && (sameness::is_done_again(here.lemma, there.lemma)
                || when::is_often_done(here.lemma)
                || when::is_often_done(there.lemma)
                || x.turns
                || y.turns
                || x.past_apart(y)
                || x.has_year() != y.has_year()
                || !one_deed(lexis, here, there)
                || is_first(article, a) != is_first(article, b)
                || sameness::is_of_another(lexis, article, a, b))
    {
        return None;
    }
    let others = told_apart
        || unanchored == 2
        || person(here, there)
        || person(there, here)
        || each_names_another(&here.all, &there.all);
    // "Was a nurse in Leeds", "was a teacher in York".
    let what = |x: &Slot<'_>| x.predicate.filter(|_| x.is_copular);
    // "Has a house in York", "works in Leeds", "has a flat in London".
    let hangs = |x: &Slot<'_>, y: &Slot<'_>| {
        x.nouns.first().is_some_and(|noun| y.nouns.contains(noun) || y.near.contains(noun))
    };
    let one_noun = hangs(here, there) || hangs(there, here);
    let in_things = !here.nouns.is_empty() || !there.nouns.is_empty();
    if what(here).zip(what(there)).is_some_and(|(x, y)| lexis.words_alike(x, y) < ONE_DEED)
        || placed && !one_noun && (in_things || !one_deed(lexis, here, there))
    {
        return None;
    }
    // A headline leaves out who does it; its figure has to stand below it.
    let headline = here.alone || there.alone;
    // "The worst fire, in 2000, took 90 homes" is not what the headline tells.
    if headline && (each_names_another(&here.all, &there.all) || x.has_year() != y.has_year())
        || others && nouns < 2 && !headline
    {
        return None;
    }
    if matches!(here.filler, Filler::Amount(_) | Filler::Feature(_))
        && lexis.each_has_own(&here.modifiers, &there.modifiers)
        || lexis.contrast(&here.all, &there.all)
        || lexis.stand_against(&here.all, &there.all)
    {
        return None;
    }
    let sign = |yes: bool| f32::from(u8::from(yes));
    let (all, near) = (lexis.overlap(&here.all, &there.all), lexis.overlap(&here.near, &there.near));
    Some(Evidence {
        shared: all.shared,
        mutual: all.mutual,
        near: near.mutual,
        extra: extra(lexis, &here.all, &there.all),
        headline: sign(headline),
        nouns: nouns as f32,
        subject: unanchored as f32,
        tense: sign(!headline && !tenses_agree(a, b)),
        voices: sign(!same_voice(article, a.voice, b.voice)),
        turn: sign(x.turns) + sign(y.turns),
        marked: sign(here.marker == there.marker && !here.marker.is_empty()),
        gap: match (&here.filler, &there.filler) {
            (Filler::Amount(a), Filler::Amount(b)) if a.low > 0.0 && b.low > 0.0 => {
                (a.low / b.low).ln().abs() as f32
            }
            _ => 0.0,
        },
    })
}
