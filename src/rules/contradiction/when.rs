//! When one thing happened: launched on Wednesday, did not begin until Saturday; the deadliest in 1991, the worst in 1990.

pub(super) mod hours;

use crate::article::{Article, EntityId, FactFrame, Modality, Placed};
use crate::language::values::DateExpression;
use crate::language::{Clause, Measure, NameKind, Passage, Relation, Tag};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexicon::{self, Sense};
use crate::rules::contradiction::lexis::{self, Item, Lexis, WordId};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::{self, Scenes};
use crate::rules::contradiction::weights;
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::HashSet;
use std::sync::LazyLock;

/// How many earlier dated events are compared with a new one.
const NEAREST: usize = 40;

static REPEATED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/repeated_deeds.txt")).collect());

static HAPPENING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/happening.txt")).collect());

/// Words for two people.
static PAIRS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| HashSet::from(["both", "couple", "pair", "they", "two"]));

/// What two do once.
static ONCE: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| HashSet::from(["divorce", "marry", "meet", "wed"]));

/// A noun and a verb at least so alike tell one deed: the collision, collided.
const SAME_DEED: f32 = 0.8;
/// How sure it is that two deeds were done to one thing, where a noun alone tells one of them.
const BY_NOUN: f32 = 0.75;

/// When something happened.
#[derive(Clone, Debug)]
enum Time {
    /// On a day, in a month or year.
    Date(DateExpression),
    /// At a time of the day.
    Hours(hours::Hours),
}

impl Time {
    /// Whether two cannot be one.
    fn differs(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(a), Self::Date(b)) => differ(a, b),
            (Self::Hours(a), Self::Hours(b)) => a.differ(*b),
            _ => false,
        }
    }

    /// What does not agree, in words.
    fn disagreement(&self) -> &'static str {
        match self {
            Self::Date(_) => "the dates do not agree",
            Self::Hours(_) => "the times of day do not agree",
        }
    }
}

/// Something that happened, and when.
struct Event<'a> {
    frame: &'a FactFrame,
    time: Time,
    predicate: Option<WordId>,
    lemma: &'a str,
    /// What makes another verb of it: went *down*.
    particle: Option<&'a str>,
    senses: Vec<Sense>,
    /// What it happened to: the object, or the subject of a verb without one.
    theme: Option<Item>,
    theme_word: Option<WordId>,
    /// What modifies it, and whether it points to something known.
    modifiers: Vec<Item>,
    definite: bool,
    rest: Vec<Item>,
    /// Whether a noun tells it, of which the verb says no more than that it happened: the collision took place.
    nominal: bool,
    /// Words by which what it happened to is another one of its kind: a *second* hall, an *earlier* race.
    another: Vec<&'a str>,
    /// Whether its clause says that something was changed: now, no longer.
    turns: bool,
    /// Whether it is said to be the first time: was *first* set for Monday.
    first: bool,
    /// Whether it is said to be the last time.
    latest: bool,
    /// Whether those who do it are two that are not named: they, the couple.
    pair: bool,
    /// A superlative that says there is one of it: worst, deadliest, first.
    unique: Option<(&'a str, WordId)>,
    /// Who did it to something.
    doer: Option<EntityId>,
    /// The noun of its subject, which is the one where the superlative stands alone: the crush remains the worst.
    subject: Option<WordId>,
    span: Span,
    clause: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut earlier: Earlier<'_, Event<'_>> = Earlier::new(known, "when", NEAREST);
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for here in known.told(Topic::When, frame, || read(lexis, placed, frame)) {
            let best = earlier.best(frame.paragraph, |there| {
                let score =
                    here.time.differs(&there.time).then(|| score(article, lexis, scenes, &here, there))??;
                weights::of("when").suffices(score).then_some(score)
            });
            if let Some(there) = best {
                let side = |x: &Event<'_>| Side { span: x.span, words: x.clause, voice: x.frame.voice };
                conflicts.push(Conflict::of(article, side(&here), side(there), here.time.disagreement()));
            }
            earlier.push(frame.paragraph, here);
        }
    }
}

/// Whether a clause says no more than that its subject happened.
fn is_happening(passage: &Passage, frame: &FactFrame) -> bool {
    match passage.lemma(frame.predicate) {
        "take" => frame.object.is_some_and(|o| passage.lemma(o.token) == "place"),
        lemma => HAPPENING.contains(lemma),
    }
}

/// Whether a noun names something that happened, rather than somebody.
fn is_event(passage: &Passage, token: usize) -> bool {
    passage.tokens.get(token).is_some_and(|t| matches!(t.tag, Tag::Nn | Tag::Vbg))
}

/// To what it happened: the collapse *of the bridge*.
fn of_what(passage: &Passage, event: usize) -> Option<crate::article::Argument> {
    let of = passage.dependents(event).find(|&t| {
        passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Nmod)
            && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
    });
    of.or_else(|| passage.possessor(event)).map(|token| crate::article::Argument {
        token,
        entity: None,
        preposition: None,
    })
}

/// The dated events of a clause.
fn read<'a>(lexis: &Lexis, placed: &'a Placed, frame: &'a FactFrame) -> Vec<Event<'a>> {
    let passage = placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return Vec::new() };
    // When somebody was born is an attribute, and compared as one.
    if matches!(frame.modality, Modality::Possible | Modality::Hypothetical)
        || passage.lemma(frame.predicate) == "bear"
        || frame.subject.is_some_and(|s| matches!(passage.lemma(s.token), "I" | "i"))
        || lexis::had_been_set(passage, clause)
    {
        return Vec::new();
    }
    let own: Vec<usize> = lexis::own_tokens(passage, frame.clause).collect();
    // "Did not begin until Saturday" says that it began on Saturday; any other denial says nothing of when.
    let until = own.iter().any(|&t| passage.lemma(t) == "until");
    let since = own.iter().any(|&t| passage.lemma(t) == "since");
    if frame.negated && !until && !since {
        return Vec::new();
    }
    // "Was last cleaned in May", "had not been cleaned since May".
    let latest = since || passage.dependents(frame.predicate).any(|t| passage.lemma(t) == "last");
    let first = sameness::is_first(passage, frame.predicate);
    let mut times = Vec::new();
    for value in passage.values.get(frame.values.clone()).unwrap_or(&[]) {
        let at = value.tokens.start;
        let date = match &value.measure {
            Measure::Date(date) => date.clone(),
            // "The 1991 pilgrimage": a year that names which.
            Measure::Number | Measure::Count { .. }
                if passage.word(at).len() == 4 && (1900.0..2100.0).contains(&value.low) =>
            {
                DateExpression { year: Some(value.low as i16), ..DateExpression::default() }
            }
            _ => continue,
        };
        if !own.contains(&at) {
            continue;
        }
        let before = at.checked_sub(1).map_or("", |t| passage.lemma(t));
        if matches!(
            before,
            "by" | "since"
                | "before"
                | "after"
                | "from"
                | "through"
                | "to"
                | "till"
                | "between"
                | "early"
                | "late"
                | "mid"
                | "and"
                | "or"
                | "-"
                | "–"
        ) && !(before == "since" && frame.negated)
            || before == "until" && !frame.negated
        {
            continue;
        }
        times.push((Time::Date(date), value.tokens.clone()));
    }
    times.extend(day_of(passage, clause).map(|(date, tokens)| (Time::Date(date), tokens)));
    let hours = hours::read(passage, frame.predicate, &own).filter(|_| !until && !since);
    times.extend(hours.map(|(hours, tokens)| (Time::Hours(hours), tokens)));
    let mut found = Vec::new();
    for (time, tokens) in times {
        // "The capsizing, which took place on Thursday".
        let happened = frame.subject.map(|s| match passage.tokens.get(s.token).map(|t| t.tag) {
            Some(Tag::Wdt) => {
                crate::article::Argument { token: passage.antecedent(clause).unwrap_or(s.token), ..s }
            }
            _ => s,
        });
        let nominal = happened.filter(|s| is_happening(passage, frame) && is_event(passage, s.token));
        let head = nominal.map_or(frame.predicate, |s| s.token);
        let theme = match nominal {
            None => frame.object.or(frame.subject),
            Some(event) => of_what(passage, event.token),
        };
        let argument = |a: crate::article::Argument| {
            lexis
                .named(passage, frame.paragraph, a.token)
                .map(Item::Entity)
                .or_else(|| lexis.item(frame.paragraph, a.token))
        };
        let sentence = passage.sentences.get(frame.sentence).map_or(0..0, |s| s.tokens.clone());
        let unique = sentence.clone().find_map(|t| {
            let token = passage.tokens.get(t)?;
            let superlative = matches!(token.tag, Tag::Jjs) && !matches!(passage.lemma(t), "most" | "least");
            let noun =
                token.head.filter(|_| matches!(token.relation, Relation::Amod)).map_or(t, |h| h as usize);
            superlative.then(|| {
                Some((passage.word(t), lexis.word(frame.paragraph, noun).or(lexis.word(frame.paragraph, t))?))
            })?
        });
        let shared = [frame.subject, frame.object].into_iter().flatten().map(|a| a.token);
        found.push(Event {
            frame,
            time,
            predicate: lexis.word(frame.paragraph, head),
            nominal: nominal.is_some(),
            lemma: passage.lemma(head),
            particle: passage
                .dependents(head)
                .find(|&t| passage.tokens.get(t).is_some_and(|t| t.tag == Tag::Rp))
                .map(|t| passage.lemma(t)),
            senses: lexicon::senses_in(passage.lemma(frame.predicate), || {
                (frame.predicate + 1..frame.predicate + 5).map(|t| passage.lemma(t))
            }),
            theme: theme.and_then(argument),
            modifiers: theme.map_or_else(Vec::new, |a| {
                let modifies = |t: &usize| {
                    passage.tokens.get(*t).is_some_and(|t| {
                        matches!(t.relation, Relation::Amod | Relation::Compound | Relation::Nmod)
                    })
                };
                lexis.items(frame.paragraph, passage.dependents(a.token).filter(modifies))
            }),
            definite: theme.or(nominal).is_some_and(|a| {
                a.entity.is_some()
                    || sameness::is_definite(passage, a.token)
                    || passage
                        .tokens
                        .get(a.token)
                        .is_some_and(|t| matches!(t.tag, Tag::Wdt | Tag::Wp | Tag::Prp))
            }),
            another: theme.map_or_else(Vec::new, |a| {
                let words = passage.dependents(a.token).map(|t| passage.lemma(t));
                words
                    .filter(|w| matches!(*w, "another" | "earlier" | "previous" | "second" | "separate"))
                    .collect()
            }),
            theme_word: theme.and_then(|a| lexis.word(frame.paragraph, a.token)),
            rest: lexis.items(
                frame.paragraph,
                own.iter().copied().filter(|t| !tokens.contains(t) && *t != frame.predicate).chain(shared),
            ),
            turns: own.iter().any(|&t| scene::is_turning(&passage.word(t).to_lowercase())),
            first,
            latest,
            pair: frame.object.is_none()
                && frame
                    .subject
                    .is_some_and(|s| PAIRS.contains(passage.lemma(s.token).to_lowercase().as_str())),
            unique,
            doer: frame.object.and(frame.subject).and_then(|a| a.entity),
            subject: frame.subject.and_then(|a| lexis.word(frame.paragraph, a.token)),
            span: passage.span_of(tokens).shift(placed.offset),
            clause: passage.span_of(clause.tokens.clone()).shift(placed.offset),
        });
    }
    found
}

/// The day that a relative clause tells of: *Tuesday*, when the strike began.
fn day_of(passage: &Passage, clause: &Clause) -> Option<(DateExpression, std::ops::Range<usize>)> {
    let start = clause.tokens.start;
    let when = (start..start + 2).find(|&t| passage.lemma(t).eq_ignore_ascii_case("when"))?;
    let end = [when, when.saturating_sub(1)].into_iter().find(|&end| {
        passage.values.iter().any(|v| v.tokens.end == end && matches!(v.measure, Measure::Date(_)))
    })?;
    let value = passage.values.iter().find(|v| v.tokens.end == end)?;
    match &value.measure {
        Measure::Date(date) => Some((date.clone(), value.tokens.clone())),
        _ => None,
    }
}

/// Whether two dates cannot be one.
pub(super) fn differ(a: &DateExpression, b: &DateExpression) -> bool {
    fn other<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
        matches!((a, b), (Some(a), Some(b)) if a != b)
    }
    other(&a.year, &b.year)
        || other(&a.month, &b.month)
        || other(&a.day, &b.day)
        || other(&a.weekday, &b.weekday)
}

/// Whether two clauses tell of two times of the day: opened at noon, closed in the evening.
pub(super) fn at_other_hour(article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let hours = |frame: &FactFrame| {
        let passage = article.paragraphs.get(frame.paragraph)?.passage();
        let own: Vec<usize> = lexis::own_tokens(passage, frame.clause).collect();
        hours::read(passage, frame.predicate, &own).map(|(hours, _)| hours)
    };
    hours(a).zip(hours(b)).is_some_and(|(a, b)| a.differ(b))
}

/// Whether a verb tells what is done over and over.
pub(super) fn is_often_done(lemma: &str) -> bool {
    REPEATED.contains(lemma)
}

/// Whether an event is of a kind that comes again and again. What a name stands for was written once.
fn is_repeated(event: &Event<'_>) -> bool {
    event.particle.is_none()
        && is_often_done(event.lemma)
        && !(event.lemma == "write" && matches!(event.theme, Some(Item::Entity(_))))
}

/// How likely two events are one.
fn score(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Event<'_>,
    there: &Event<'_>,
) -> Option<f32> {
    let (a, b) = (here.frame, there.frame);
    let (x, y) = scenes.pair(a, b)?;
    if matches!(here.time, Time::Hours(_)) && (x.at_other_time(y) || x.dated_apart(y)) {
        return None;
    }
    let overlap = lexis.overlap(&here.rest, &there.rest);
    let words = here.predicate.zip(there.predicate).map_or(0.0, |(a, b)| lexis.words_alike(a, b));
    let listed = here.senses.iter().any(|s| there.senses.iter().any(|o| o.row == s.row && o.side == s.side));
    let predicate = if listed { words.max(0.9) } else { words };
    let theme = match (here.theme, there.theme) {
        // "The collision took place" tells what happened, not to whom.
        (None, _) if here.nominal && predicate >= SAME_DEED => BY_NOUN,
        (_, None) if there.nominal && predicate >= SAME_DEED => BY_NOUN,
        (Some(x), Some(y)) => {
            let by_word = here.theme_word.zip(there.theme_word).map_or(0.0, |(a, b)| lexis.words_alike(a, b));
            let two = matches!((x, y), (Item::Entity(a), Item::Entity(b)) if a != b);
            if here.pair && there.pair && ONCE.contains(here.lemma) {
                BY_NOUN
            } else if two {
                0.0
            } else {
                lexis.likeness(x, y).max(by_word)
            }
        }
        _ => 0.0,
    };
    // There is one worst and one first of a kind.
    if let (Some((_, kind)), Some((_, other))) = (here.unique, there.unique) {
        let words =
            |kind: WordId, e: &Event<'_>| [Some(kind), e.subject].into_iter().flatten().collect::<Vec<_>>();
        let (ours, theirs) = (words(kind, here), words(other, there));
        let pairs = ours.iter().flat_map(|&a| theirs.iter().map(move |&b| (a, b)));
        let kinds = pairs.map(|(a, b)| lexis.words_alike(a, b)).fold(0.0, f32::max);
        return (kinds >= 0.5 || overlap.shared > 1.5).then_some(2.0 + kinds + 0.2 * overlap.shared);
    }
    let opposed = here.senses.iter().any(|s| there.senses.iter().any(|o| o.row == s.row && o.side != s.side));
    let other_verb = here.lemma == there.lemma && here.particle != there.particle;
    if other_verb || here.another != there.another || sameness::is_done_again(here.lemma, there.lemma) {
        return None;
    }
    let other = lexis.each_has_own(&here.modifiers, &there.modifiers)
        || here.doer.zip(there.doer).is_some_and(|(a, b)| {
            let person = |e: EntityId| article.entities.get(e).is_some_and(|e| e.kind == NameKind::Person);
            a != b && person(a) && person(b)
        });
    if opposed || other || !here.definite || !there.definite || lexis.contrast(&here.rest, &there.rest) {
        return None;
    }
    if predicate < 0.7
        || theme < 0.6
        || x.apart
        || y.apart
        || here.first != there.first && !x.has_year()
        || x.past_apart(y)
        || x.has_year() != y.has_year()
        || sameness::is_of_another(lexis, article, a, b)
        || sameness::complements_differ(lexis, article, a, b)
    {
        return None;
    }
    // "Arrested again", "now ends": the one that follows says that it is another, or that it was changed. What is done
    // over and over has many dates.
    let one_of_many = !(here.latest && there.latest) && (is_repeated(here) || is_repeated(there));
    if (here.turns && !a.negated) || (there.turns && !b.negated) || one_of_many || here.latest != there.latest
    {
        return None;
    }
    let names = lexis::named(&here.rest, &there.rest);
    Some(weights::of("when").score(&[
        ("predicate", predicate),
        ("theme", theme),
        ("shared", overlap.shared.min(3.0)),
        ("mutual", overlap.mutual),
        ("names-apart", -names.min(0.0)),
    ]))
}
