//! Ages of people without a name: "a 34-year-old man was arrested" and "the man, who is 41", "the 41-year-old".
//!
//! Comes in: the ages of an article with whom they are told of. Goes out: conflicts. Who has a name is left to
//! [`super::attribute`]. A definite age has to be that of somebody who was brought in: where one alone was, whose age is another, and nobody
//! has the age that is told, one of the two is wrong.

use crate::article::{Article, Attribute, Mention, Placed, Quality};
use crate::language::{Bound, Measure, NameKind, Passage, Relation, Tag, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::scene::Scenes;
use crate::text::Span;

/// How many words may stand between an age and its noun.
const REACH: usize = 3;

/// How many of the last mentions of people have to be of the one whose age it can be.
const RECENT: usize = 2;

/// How a phrase brings in somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// *A* 34-year-old man.
    New,
    /// *The* man, 41; *the* 41-year-old.
    Known,
}

/// An age with whom it is told of.
struct Told {
    how: How,
    age: f64,
    /// The noun; `None` for "the 41-year-old".
    noun: Option<usize>,
    /// The words of the age, in the passage.
    span: Span,
    sentence: usize,
}

/// The ages of a paragraph.
struct Ages(Vec<Told>);

/// An age of somebody without a name.
struct Nameless<'a> {
    told: &'a Told,
    lemma: Option<&'a str>,
    span: Span,
    paragraph: usize,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, scenes, .. } = reading;
    let read: Vec<_> =
        article.paragraphs.iter().map(|p| p.paragraph.derived.get(|| Ages(read(p.passage())))).collect();
    let mut found: Vec<Nameless<'_>> = Vec::new();
    for (paragraph, (placed, ages)) in article.paragraphs.iter().zip(&read).enumerate() {
        for told in ages.0.iter().filter(|told| !is_named(article, placed, told)) {
            let lemma = told.noun.map(|noun| placed.passage().lemma(noun));
            let span = told.span.shift(placed.offset);
            found.push(Nameless { told, lemma, span, paragraph });
        }
    }
    for here in found.iter().filter(|n| n.told.how == How::Known && n.told.noun.is_none()) {
        conflicts.extend(named(article, here));
    }
    for (number, here) in found.iter().enumerate().filter(|(_, n)| n.told.how == How::Known) {
        let Some(there) = brought_in(article, &found[..number], here) else { continue };
        let clear = |x: &Nameless<'_>| {
            scenes.get(x.paragraph, x.told.sentence).is_some_and(|s| !s.apart && !s.has_year())
        };
        let apart = (here.paragraph, here.told.sentence) == (there.paragraph, there.told.sentence);
        if !apart && clear(here) && clear(there) && !are_apart(scenes, here, there) {
            let side = |x: &Nameless<'_>| Side { span: x.span, words: x.span, voice: None };
            conflicts.push(Conflict::of(article, side(here), side(there), "two ages of one person"));
        }
    }
}

fn are_apart(scenes: &Scenes, here: &Nameless<'_>, there: &Nameless<'_>) -> bool {
    let scene = |x: &Nameless<'_>| scenes.get(x.paragraph, x.told.sentence);
    scene(here).zip(scene(there)).is_none_or(|(a, b)| a.at_other_time(b))
}

/// The one who was brought in before and can be meant, if there is one alone and the age is another's nowhere.
fn brought_in<'n, 'a>(
    article: &Article,
    before: &'n [Nameless<'a>],
    here: &Nameless<'_>,
) -> Option<&'n Nameless<'a>> {
    let fits = |there: &&Nameless<'_>| {
        there.told.how == How::New
            && (here.lemma.is_none() || there.lemma.is_none() || here.lemma == there.lemma)
    };
    let mut fitting = before.iter().filter(fits);
    let one = fitting.next()?;
    let alone = fitting.all(|other| other.told.age == one.told.age);
    // "The 41-year-old" may be anybody who has a name.
    let named = || {
        let until = here.span.start;
        article
            .mentions
            .iter()
            .take_while(|m| m.span.start < until)
            .any(|m| article.entities.get(m.entity).is_some_and(|e| e.kind == NameKind::Person))
    };
    let borne = || article.paragraphs.iter().any(|p| has_age(p, here));
    let others = || {
        let mut paragraphs = article.paragraphs.iter().enumerate();
        here.lemma.is_some_and(|lemma| paragraphs.any(|(at, placed)| has_another(at, placed, lemma, one)))
    };
    let other = one.told.age != here.told.age;
    (alone && other && !(here.lemma.is_none() && named()) && !borne() && !others()).then_some(one)
}

/// "The 78-year-old" against the age of the one with a name who alone can be meant: nobody else's age is told before, and nobody else was
/// spoken of last.
fn named(article: &Article, here: &Nameless<'_>) -> Option<Conflict> {
    let age = |a: &&Attribute| matches!(a.quality, Quality::Age(..)) && a.current;
    let mut told = article.attributes.iter().filter(age).take_while(|a| a.span.start < here.span.start);
    let one = told.next()?;
    let Quality::Age(least, most) = one.quality else { return None };
    let alone = told.all(|other| other.entity == one.entity);
    let far = here.told.age < least - 1.0 || here.told.age > most + 1.0;
    let borne = || article.paragraphs.iter().any(|p| has_age(p, here));
    let person = |m: &&Mention| article.entities.get(m.entity).is_some_and(|e| e.kind == NameKind::Person);
    let upto = article.mentions.partition_point(|m| m.span.start < here.span.start);
    let recent = article.mentions.get(..upto).unwrap_or_default().iter().rev();
    let mut recent = recent.filter(person).take(RECENT);
    let meant = recent.all(|m| m.entity == one.entity);
    let side = |span: Span, voice| Side { span, words: span, voice };
    let about = "two ages of one person";
    (alone && far && meant && !borne())
        .then(|| Conflict::of(article, side(here.span, None), side(one.span, one.voice), about))
}

/// Whether a paragraph tells the age of somebody else.
fn has_age(placed: &Placed, here: &Nameless<'_>) -> bool {
    let other = |v: &Value| {
        v.low == here.told.age
            && matches!(v.measure, Measure::Age | Measure::Number)
            && v.span.shift(placed.offset) != here.span
    };
    placed.passage().values.iter().any(other)
}

/// Whether a paragraph brings in another of those whom a noun names: *a* second man, two *men*.
fn has_another(paragraph: usize, placed: &Placed, lemma: &str, one: &Nameless<'_>) -> bool {
    let passage = placed.passage();
    let another = |t: usize| {
        let new = |d: usize| matches!(passage.lemma(d), "a" | "an" | "another" | "other" | "second" | "one");
        passage.lemma(t) == lemma
            && (one.paragraph, one.told.noun) != (paragraph, Some(t))
            && (passage.tokens[t].tag == Tag::Nns || passage.dependents(t).any(new))
    };
    (0..passage.tokens.len()).any(another)
}

/// Whether somebody with a name is meant.
fn is_named(article: &Article, placed: &Placed, told: &Told) -> bool {
    let passage = placed.passage();
    let noun = told.noun.and_then(|noun| Some(passage.tokens.get(noun)?.span));
    let meant = |span: Span| {
        let span = span.shift(placed.offset);
        let from = article.mentions.partition_point(|m| m.span.end <= span.start);
        article.mentions[from..].iter().take_while(|m| m.span.start < span.end).next().is_some()
    };
    // "A 34-year-old man, Tom Harlan,".
    let apposed = told.noun.is_some_and(|noun| !passage.appositions(noun).is_empty());
    meant(told.span)
        || noun.is_some_and(meant)
        || apposed
        || told.noun.is_some_and(|n| names_behind(passage, n))
}

/// Whether a name follows a noun closely: the 34-year-old plumber *Tom Harlan*; a man identified as *Harlan*.
fn names_behind(passage: &Passage, noun: usize) -> bool {
    passage
        .names
        .iter()
        .any(|n| n.kind == NameKind::Person && n.tokens.start > noun && n.tokens.start <= noun + 2 * REACH)
}

fn read(passage: &Passage) -> Vec<Told> {
    let years = |v: &&Value| {
        v.bound == Bound::Exact && v.low == v.high && (1.0..=110.0).contains(&v.low) && v.low.fract() == 0.0
    };
    passage.values.iter().filter(years).filter_map(|value| told(passage, value)).collect()
}

fn told(passage: &Passage, value: &Value) -> Option<Told> {
    let (start, end) = (value.tokens.start, value.tokens.end);
    let sentence = passage.sentence_of(start)?;
    let (how, noun) = if passage.word(end - 1).ends_with("year-old") {
        hyphened(passage, end - 1)?
    } else {
        let noun = beside(passage, value).or_else(|| stated(passage, value))?;
        (how(passage, noun)?, Some(noun))
    };
    let fits = noun.is_none_or(|noun| {
        let people = lexicon::is_people(passage.lemma(noun)) && passage.tokens[noun].tag == Tag::Nn;
        let owned = passage.possessor(noun).is_some();
        people && !owned
    });
    fits.then_some(Told { how, age: value.low, noun, span: value.span, sentence })
}

/// "A 34-year-old man", "the 34-year-old".
fn hyphened(passage: &Passage, age: usize) -> Option<(How, Option<usize>)> {
    let noun = (age + 1..age + 1 + REACH)
        .take_while(|&t| passage.tokens.get(t).is_some_and(|t| t.tag.is_noun() || t.tag.is_modifier()))
        .filter(|&t| passage.tokens[t].tag.is_noun())
        .last();
    let how = match passage.word(age.checked_sub(1)?) {
        "the" | "The" => How::Known,
        "a" | "A" | "an" | "An" => How::New,
        _ => return None,
    };
    // "A 34-year-old" alone brings in somebody as well.
    Some((how, noun))
}

/// "A man, 34,", "the man, aged 41,".
fn beside(passage: &Passage, value: &Value) -> Option<usize> {
    let start = value.tokens.start;
    let comma = match passage.word(start.checked_sub(1)?) {
        "," => start - 1,
        "aged" | "now" => start.checked_sub(2).filter(|&t| passage.word(t) == ",")?,
        _ => return None,
    };
    let noun = comma.checked_sub(1)?;
    (matches!(passage.word(value.tokens.end), "," | ".") && passage.tokens.get(noun)?.tag.is_noun())
        .then_some(noun)
}

/// "The man is 41", "the man, who is 41,".
fn stated(passage: &Passage, value: &Value) -> Option<usize> {
    let clause = passage.clauses.get(passage.clause_of(value.tokens.start)?)?;
    let copula = clause.copula.filter(|_| value.tokens.contains(&clause.predicate))?;
    let present = matches!(passage.tokens.get(copula)?.tag, Tag::Vbz | Tag::Vbp);
    let relative = clause.subject.is_some_and(|s| passage.tokens[s].tag == Tag::Wp);
    let who = if relative { passage.antecedent(clause) } else { clause.subject };
    let closed = matches!(passage.word(value.tokens.end), "," | "." | "and" | "years" | "year");
    let old = passage.word(value.tokens.end - 1) == "old" || closed;
    who.filter(|_| (present || relative) && old && !clause.negated && clause.modal.is_none())
}

/// How the phrase of a noun brings in somebody.
fn how(passage: &Passage, noun: usize) -> Option<How> {
    let determiner = passage.dependents(noun).find(|&t| passage.tokens[t].relation == Relation::Det)?;
    match passage.lemma(determiner) {
        "the" | "The" => Some(How::Known),
        "a" | "an" | "A" | "An" => Some(How::New),
        _ => None,
    }
}
