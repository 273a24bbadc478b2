//! When and where something was done once: arrested on Monday, since his arrest on Thursday; the council will vote on 4 March, the
//! vote is set for 18 March; killed in a bus crash on Monday, Thursday's accident.
//!
//! Comes in: the verbs and nouns of an article that tell such a deed, each with its day or place. Goes out: conflicts between two
//! days or places of one. What is done to somebody is one where both name the same person; a noun that names nobody points back to the deed that the article
//! tells of one alone. The classes of what happens to nobody in particular are those of [`super::occurrence`].

mod reader;

use crate::article::{Article, EntityId, Placed};
use crate::language::values::DateExpression;
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::geography;
use crate::rules::contradiction::lexis::{Lexis, WordId};
use crate::rules::contradiction::occurrence;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::when;
use crate::text::Span;
use reader::{Told, What};
use std::collections::{BTreeMap, BTreeSet};

/// How many earlier deeds of a class are compared with a new one.
const NEAREST: usize = 64;

/// What a paragraph tells.
struct Days(Box<[Told]>);

/// Of whom or what a deed is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Party {
    /// Of somebody with a name.
    Named(EntityId),
    /// Of what a noun names.
    Noun(WordId),
    /// The words do not tell.
    Untold,
}

/// A deed with its day.
struct Milestone<'a> {
    told: &'a Told,
    party: Party,
    paragraph: usize,
    span: Span,
    clause: Span,
    voice: Option<usize>,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, .. } = reading;
    let paragraphs = article.paragraphs.iter().enumerate();
    let read: Vec<_> = paragraphs
        .map(|(at, placed)| {
            (at, placed, placed.paragraph.derived.get(|| Days(reader::read(placed.passage()))))
        })
        .collect();
    let mut all: Vec<Milestone<'_>> = Vec::new();
    for (paragraph, placed, days) in &read {
        let plain = |told: &&Told| {
            scenes.get(*paragraph, told.sentence).is_some_and(|s| !s.turns && (!s.apart || told.pointed))
        };
        all.extend(
            days.0.iter().filter(plain).map(|told| milestone(article, lexis, (*paragraph, placed), told)),
        );
    }
    let alone = alone(&all);
    let mut by_class: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, here) in all.iter().enumerate() {
        let class = here.told.class;
        // The accident may be any of what has gone wrong.
        let recent =
            |class: &str| by_class.get(class).into_iter().flat_map(|all| all.iter().rev().take(NEAREST));
        let mut before: Vec<usize> = if class == occurrence::ANY {
            (at.saturating_sub(NEAREST)..at).collect()
        } else {
            recent(class).chain(recent(occurrence::ANY)).copied().collect()
        };
        before.sort_unstable();
        by_class.entry(class).or_default().push(at);
        let before = before.iter().filter_map(|&at| all.get(at));
        let one = |there: &&Milestone<'_>| are_one(here, there, &alone);
        // A second of the kind on the same day makes two of them.
        let agree = |there: &Milestone<'_>| !differ(article, here, there);
        let mut before = before.filter(one).peekable();
        let Some(there) = before.peek().copied() else { continue };
        if differ(article, here, there) && !before.any(agree) && !are_apart(scenes, here, there) {
            let side = |x: &Milestone<'_>| Side { span: x.span, words: x.clause, voice: x.voice };
            let about = match here.told.what {
                What::When(_) => "the dates do not agree",
                What::Where(_) => "one thing cannot be in both places",
            };
            conflicts.push(Conflict::of(article, side(here), side(there), about));
        }
    }
}

fn milestone<'a>(
    article: &Article,
    lexis: &Lexis,
    (paragraph, placed): (usize, &Placed),
    told: &'a Told,
) -> Milestone<'a> {
    let passage = placed.passage();
    let party = told.party.map_or(Party::Untold, |token| {
        // "Harlan's wife" is not Harlan.
        let owned = passage.possessor(token).is_some() && !passage.tokens[token].tag.is_proper();
        let named = lexis.named(passage, paragraph, token).filter(|_| !owned).map(Party::Named);
        named.or_else(|| lexis.word(paragraph, token).map(Party::Noun)).unwrap_or(Party::Untold)
    });
    let from = article.frames.partition_point(|f| (f.paragraph, f.clause) < (paragraph, told.clause));
    let frame = article.frames.get(from).filter(|f| (f.paragraph, f.clause) == (paragraph, told.clause));
    let words = passage.clauses.get(told.clause).map_or(0..0, |c| c.tokens.clone());
    Milestone {
        told,
        party,
        paragraph,
        span: passage.span_of(told.tokens.clone()).shift(placed.offset),
        clause: passage.span_of(words).shift(placed.offset),
        voice: frame.and_then(|f| f.voice),
    }
}

/// Whether two are one deed, done to the same.
fn are_one(here: &Milestone<'_>, there: &Milestone<'_>, alone: &BTreeSet<&str>) -> bool {
    let (a, b) = (here.told, there.told);
    let what = std::mem::discriminant(&a.what) == std::mem::discriminant(&b.what);
    let alike = what
        && occurrence::are_of_kind(a.class, b.class)
        && (here.paragraph, a.sentence) != (there.paragraph, b.sentence);
    let to_come = a.to_come.zip(b.to_come).is_none_or(|(x, y)| x == y);
    alike
        && to_come
        && match (here.party, there.party) {
            // Somebody speaks in many places: one of them has to be the one that is known.
            (Party::Named(x), Party::Named(y)) => x == y && (a.class != "speech" || a.pointed),
            (Party::Noun(x), Party::Noun(y)) => x == y && a.definite,
            (Party::Untold, _) if a.pointed => alone.contains(b.class),
            (_, Party::Untold) if b.pointed => alone.contains(a.class),
            _ => false,
        }
}

/// The classes of which the article tells deeds of one alone.
fn alone<'a>(all: &[Milestone<'a>]) -> BTreeSet<&'a str> {
    let mut parties: BTreeMap<&str, Vec<Party>> = BTreeMap::new();
    for told in all {
        let of_class = parties.entry(told.told.class).or_default();
        if told.party != Party::Untold && !of_class.contains(&told.party) && of_class.len() < 2 {
            of_class.push(told.party);
        }
    }
    parties.into_iter().filter(|(_, parties)| parties.len() < 2).map(|(class, _)| class).collect()
}

/// Whether two days or places cannot be one.
fn differ(article: &Article, here: &Milestone<'_>, there: &Milestone<'_>) -> bool {
    let (a, b) = match (&here.told.what, &there.told.what) {
        (What::When(a), What::When(b)) => (a, b),
        (What::Where(a), What::Where(b)) => {
            let places = ((here.paragraph, a.name.as_str()), (there.paragraph, b.name.as_str()));
            let together = a.is_unknown() && geography::are_named_together(article, places.0, places.1);
            return a.is_apart(b) && !together;
        }
        _ => return false,
    };
    let days = |m: &Milestone<'_>| {
        let placed = article.paragraphs.get(m.paragraph)?;
        let value = placed.passage().values.iter().find(|v| v.tokens == m.told.tokens)?;
        article.days_of(placed, value)
    };
    // Two weekdays, whatever weeks they are of; two dates of which one may be that of the other.
    let named = |date: &DateExpression| date.weekday.is_some() && date.day.is_none();
    if named(a) && named(b) {
        return a.weekday != b.weekday;
    }
    match (days(here), days(there)) {
        (Some(x), Some(y)) => x.last < y.first || y.last < x.first,
        _ => when::differ(a, b),
    }
}

/// Whether the sentences tell two times.
fn are_apart(scenes: &Scenes, here: &Milestone<'_>, there: &Milestone<'_>) -> bool {
    let scene = |m: &Milestone<'_>| scenes.get(m.paragraph, m.told.sentence);
    let (Some(x), Some(y)) = (scene(here), scene(there)) else { return true };
    let years = |dated: bool| !dated && x.has_year() != y.has_year();
    x.past_apart(y)
        || match (&here.told.what, &there.told.what) {
            (What::When(a), What::When(b)) => {
                a.which != b.which || years(a.year.is_some() && b.year.is_some())
            }
            _ => years(false) || x.at_other_time(y),
        }
}
