//! Reads how many there are of what an article counts: 18 people were injured, 17 injured, a class of 29 pupils.

use crate::article::{Argument, Article, FactFrame, Modality};
use crate::language::values::{Value, number_word};
use crate::language::{Bound, Measure, Passage, Relation, Tag};
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{Here, copy, sentences_of};
use crate::rules::contradiction::{are_one_thing, deed_of, deed_told, is_of_other_event, is_people};
use crate::text::Span;

/// How far behind a verb the words may stand that make it a deed: taken *into custody*.
const REACH: usize = 8;

/// A sentence by its paragraph and its number there.
pub(super) type Place = (usize, usize);

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// Those to whom one kind of thing was done: the injured.
    Deed(&'static str),
    /// What a noun (lemma) names.
    Noun(&'a str),
}

impl Kind<'_> {
    /// Whether both are of one thing.
    pub(super) fn is(self, other: Kind<'_>) -> bool {
        match (self, other) {
            (Kind::Deed(a), Kind::Deed(b)) => a == b,
            (Kind::Noun(a), Kind::Noun(b)) => are_one_thing(a, b),
            _ => false,
        }
    }
}

/// How many there are of something.
pub(super) struct Whole<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) figure: Figure,
    /// Whether the words say that these are all, or that they are brought in here.
    pub(super) all: bool,
    /// Whether others are counted beside them: 1,200 farmers *and 300 foresters*.
    pub(super) joined: bool,
    pub(super) span: Span,
    pub(super) place: Place,
}

/// Every whole of the article.
pub(super) fn read_all(article: &Article) -> Vec<Whole<'_>> {
    let mut found = Vec::new();
    let mut nouns: Vec<&str> = Vec::new();
    for (index, placed) in copy(article) {
        for here in sentences_of(article, index, placed) {
            for value in here.values.iter().filter(|v| counts(&here, v)) {
                found.extend(wholes(&here, value, &nouns));
            }
            found.extend(here.sentence.tokens.clone().filter_map(|t| compound(&here, t)));
            if !placed.kind.is_display() {
                let passage = here.passage;
                let plural = |&t: &usize| passage.tokens.get(t).is_some_and(|t| t.tag == Tag::Nns);
                nouns.extend(here.sentence.tokens.clone().filter(plural).map(|t| passage.lemma(t)));
            }
        }
    }
    found
}

/// Whether a value can tell how many there are: it is exact, and not a part, a rate or one of another event.
fn counts(here: &Here<'_>, value: &Value) -> bool {
    let plain = matches!(value.measure, Measure::Count { .. } | Measure::Number)
        && matches!(value.bound, Bound::Exact | Bound::AtMost)
        && value.low == value.high
        && value.low >= 2.0;
    let start = value.tokens.start;
    let end = value.tokens.end;
    let before = |t: usize| {
        matches!(
            here.lower(t).as_str(),
            "other"
                | "another"
                | "others"
                | "further"
                | "additional"
                | "first"
                | "last"
                | "next"
                | "each"
                | "per"
                | "every"
                | "remaining"
                | "including"
                | "more"
                | "extra"
                | "than"
                | "by"
                | "average"
                | "for"
        )
    };
    let part = matches!(here.lower(end).as_str(), "of" | "among" | "more" | "others")
        || matches!(here.lower(end).as_str(), "per" | "a" | "each" | "every" | "apiece");
    let other = |t: usize| {
        let word = here.lower(t);
        is_of_other_event(&word) || word == "first" && here.lower(t.wrapping_sub(1)) == "at"
    };
    let elsewhere = || here.sentence.tokens.clone().any(other);
    plain && !part && !(start.saturating_sub(2)..start).any(before) && !elsewhere()
}

/// What a value tells the number of: those to whom something was done, what its noun names, or both.
fn wholes<'a>(here: &Here<'a>, value: &Value, nouns: &[&str]) -> Vec<Whole<'a>> {
    let passage: &'a Passage = here.passage;
    let figure = Figure::of(value, here.words(value));
    let make = |kind, all| Whole {
        kind,
        figure,
        all,
        joined: is_joined(here, value),
        span: here.span(value),
        place: (here.paragraph, here.number),
    };
    let class = deed(here, value);
    let told = class.map(|class| make(Kind::Deed(class), true));
    let Measure::Count { noun } = value.measure else { return told.into_iter().collect() };
    let lemma = passage.lemma(noun);
    // "Nine young passengers" are some of them, and "people" may be anybody.
    let mut own = value.tokens.start..noun;
    let plain =
        own.all(|t| t == value.tokens.start || passage.tokens.get(t).is_some_and(|t| t.tag == Tag::Cd));
    // Those whom somebody employs or carries are all there are; those who were hurt are a part.
    let of_all = class.is_none_or(|class| matches!(class, "employ" | "aboard" | "crowd"));
    let named = plain && of_all && !matches!(lemma, "people" | "person");
    let noun = named.then(|| make(Kind::Noun(lemma), !nouns.contains(&lemma) || is_all(here, value)));
    told.into_iter().chain(noun).collect()
}

/// "The 120-seat parliament".
fn compound<'a>(here: &Here<'a>, token: usize) -> Option<Whole<'a>> {
    let word = here.passage.word(token);
    let (count, unit) = word.split_once('-')?;
    let number = number_word(count).filter(|n| *n >= 2.0)?;
    matches!(unit, "seat" | "room" | "bed" | "member").then(|| Whole {
        kind: Kind::Noun(unit),
        figure: Figure::exactly(number),
        all: true,
        joined: false,
        span: here.passage.span_of(token..token + 1).shift(here.placed.offset),
        place: (here.paragraph, here.number),
    })
}

/// "All 29 passengers", "29 passengers in all", "has 140 flats", "with 29 passengers on board".
fn is_all(here: &Here<'_>, value: &Value) -> bool {
    let (start, end) = (value.tokens.start, value.tokens.end);
    let before = here.lower(start.wrapping_sub(1));
    let in_all = here.lower(end) == "in" && matches!(here.lower(end + 1).as_str(), "all" | "total")
        || here.lower(end) == "altogether"
        || here.lower(end) == "," && here.lower(end + 1) == "in" && here.lower(end + 2) == "all";
    let predicate =
        here.passage.clause_of(start).and_then(|c| here.passage.clauses.get(c)).map(|c| c.predicate);
    let has = predicate.is_some_and(|p| {
        p < start
            && matches!(
                here.lemma(p),
                "have" | "carry" | "hold" | "comprise" | "contain" | "employ" | "number" | "total"
            )
    });
    in_all || has || matches!(before.as_str(), "all" | "with" | "carrying" | "its" | "their" | "total" | "of")
}

/// Whether another number is joined to a value by "and".
fn is_joined(here: &Here<'_>, value: &Value) -> bool {
    let and = |before: usize| matches!(here.lower(before).as_str(), "and" | "plus");
    let behind = and(value.tokens.end) && here.value_at(value.tokens.end + 1).is_some();
    let ahead = value.tokens.start.checked_sub(1).filter(|&t| and(t));
    behind || ahead.is_some_and(|t| here.values.iter().any(|v| v.tokens.end == t))
}

/// The frames of a paragraph.
pub(super) fn frames_of(article: &Article, paragraph: usize) -> &[FactFrame] {
    let from = article.frames.partition_point(|f| f.paragraph < paragraph);
    let to = article.frames.partition_point(|f| f.paragraph <= paragraph);
    article.frames.get(from..to).unwrap_or(&[])
}

/// The kind of deed that was done to all of those whom a value counts.
fn deed(here: &Here<'_>, value: &Value) -> Option<&'static str> {
    let passage = here.passage;
    let head = match value.measure {
        Measure::Count { noun } => noun,
        _ => value.tokens.start,
    };
    let people = !matches!(value.measure, Measure::Count { .. }) || is_people(passage.lemma(head));
    deed_to(here, head, people).or_else(|| verb_before(here, value).filter(|_| people))
}

/// "Killed three people and injured *nine*": the verb right before a number.
fn verb_before(here: &Here<'_>, value: &Value) -> Option<&'static str> {
    let verb = value.tokens.start.checked_sub(1)?;
    let active = matches!(here.passage.tokens.get(verb)?.tag, Tag::Vbd | Tag::Vbn | Tag::Vbg | Tag::Vbz);
    active.then(|| deed_told(here.lemma(verb), true, std::iter::empty())).flatten()
}

/// The kind of deed that was done to those whom a noun or number names.
pub(super) fn deed_to(here: &Here<'_>, head: usize, people: bool) -> Option<&'static str> {
    let passage = here.passage;
    let lemma = passage.lemma(head);
    // "17 injuries", "the 17 injured".
    let itself = (passage.tokens.get(head)?.tag != Tag::Cd).then(|| deed_of(lemma)).flatten();
    if let Some(class) = itself.filter(|_| !people || is_named_by_deed(passage, head)) {
        return (!is_of_degree(passage, head)).then_some(class);
    }
    if !people {
        return None;
    }
    let frames = frames_of(here.article, here.paragraph);
    let played = frames.iter().find_map(|frame| {
        let of = |argument: &Option<Argument>| argument.is_some_and(|a| a.token == head);
        let (subject, object) = (of(&frame.subject), of(&frame.object));
        (subject || object).then_some(())?;
        let at = frame.predicate;
        let after = (at + 1..at + REACH).map(|t| passage.lemma(t));
        let class = deed_told(passage.lemma(at), object, after)?;
        let sure = matches!(frame.modality, Modality::Stated) && !frame.negated && !is_of_degree(passage, at);
        sure.then_some(class)
    });
    played.or_else(|| beside(passage, head))
}

/// "17 people injured", "17 injured", "everyone who was hurt".
fn beside(passage: &Passage, head: usize) -> Option<&'static str> {
    let clausal = passage.dependents(head).find(|&t| {
        passage.tokens.get(t).is_some_and(|token| {
            matches!(token.relation, Relation::Acl | Relation::AclRelcl) && token.tag == Tag::Vbn
        })
    });
    let next = || {
        let who = matches!(passage.lemma(head + 1), "who" | "that") && passage.lemma(head + 2) == "be";
        let at = if who { head + 3 } else { head + 1 };
        let token = passage.tokens.get(at)?;
        matches!(token.tag, Tag::Vbn | Tag::Jj | Tag::Nn).then_some(at)
    };
    let at = clausal.or_else(next)?;
    let class = deed_of(passage.lemma(at))?;
    (!is_of_degree(passage, at)).then_some(class)
}

/// Whether a noun of people is counted by what was done to them: deaths, injuries, the dead.
fn is_named_by_deed(passage: &Passage, head: usize) -> bool {
    !is_people(passage.lemma(head)) || matches!(passage.lemma(head), "casualty" | "victim")
}

/// Whether a word says to what degree or how: *seriously* injured, *critically* ill.
fn is_of_degree(passage: &Passage, token: usize) -> bool {
    passage.dependents(token).any(|t| {
        passage.tokens.get(t).is_some_and(|t| matches!(t.tag, Tag::Rb | Tag::Rbr))
            && passage.lemma(t).ends_with("ly")
            && t < token
    })
}
