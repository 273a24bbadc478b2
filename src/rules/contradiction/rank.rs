//! One thing at two places of one order: the largest bank in Norway, the second-largest bank in Norway.

use crate::article::{Article, EntityId, FactFrame};
use crate::language::{Passage, Relation, Tag};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{Item, Lexis, WordId};
use crate::rules::contradiction::scene::Scenes;
use crate::text::Span;
use std::collections::BTreeMap;

/// How many earlier ranks of one entity are compared with a new one.
const NEAREST: usize = 8;
/// Nouns at least so alike name one kind.
const ONE_KIND: f32 = 0.8;
/// What stands in front of a superlative, by place.
const PLACES: [&str; 9] =
    ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// The place of an entity in an order.
struct Rank<'a> {
    frame: &'a FactFrame,
    /// 1 for the first.
    place: usize,
    /// By what: largest, oldest.
    by: &'a str,
    kind: WordId,
    /// Among which: in Norway.
    among: Vec<Item>,
    span: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut by_entity: BTreeMap<EntityId, Earlier<'_, Rank<'_>>> = BTreeMap::new();
    for frame in &article.frames {
        for (entity, here) in known.told(Topic::Rank, frame, || read(article, lexis, frame)) {
            let earlier = by_entity
                .entry(entity)
                .or_insert_with(|| Earlier::new(known, ("rank", known.of_entity(entity)), NEAREST));
            let clash = earlier.nearest(frame.paragraph, |there| clashes(lexis, scenes, &here, there));
            if let Some(there) = clash {
                let side = |x: &Rank<'_>| Side { span: x.span, words: x.span, voice: x.frame.voice };
                conflicts.push(Conflict::of(article, side(&here), side(there), "it cannot rank as both"));
            }
            earlier.push(frame.paragraph, here);
        }
    }
}

fn clashes(lexis: &Lexis, scenes: &Scenes, here: &Rank<'_>, there: &Rank<'_>) -> bool {
    let Some((x, y)) = scenes.pair(here.frame, there.frame) else { return false };
    let one_order = here.among.is_empty() && there.among.is_empty()
        || here.among.iter().any(|item| there.among.contains(item))
            && !lexis.each_has_own(&here.among, &there.among);
    here.place != there.place
        && here.by == there.by
        && one_order
        && lexis.words_alike(here.kind, there.kind) >= ONE_KIND
        && !x.at_other_time(y)
        && !x.apart
        && !y.apart
        && x.turns == y.turns
}

/// The ranks that a clause tells, with what has them.
fn read<'a>(article: &'a Article, lexis: &Lexis, frame: &'a FactFrame) -> Vec<(EntityId, Rank<'a>)> {
    let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
    let passage = placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause).filter(|_| !frame.negated) else {
        return Vec::new();
    };
    let rank = |token: usize| {
        let (place, by) = superlative(passage, token)?;
        let noun = passage.tokens.get(token).filter(|t| t.relation == Relation::Amod)?.head? as usize;
        let entity = holder(passage, frame, noun, |t| lexis.entity(frame.paragraph, t))?;
        let phrase = passage.phrase(noun);
        let among = phrase.clone().filter(|&t| t > noun && passage.clause_of(t) == Some(frame.clause));
        let rank = Rank {
            frame,
            place,
            by,
            kind: lexis.word(frame.paragraph, noun)?,
            among: lexis
                .items(frame.paragraph, among.filter(|&t| lexis.entity(frame.paragraph, t) != Some(entity))),
            span: passage.span_of(token..phrase.end.max(noun + 1)).shift(placed.offset),
        };
        Some((entity, rank))
    };
    clause.tokens.clone().filter(|&t| passage.clause_of(t) == Some(frame.clause)).filter_map(rank).collect()
}

/// The place that a superlative gives, and by what: second-largest, the second largest.
fn superlative(passage: &Passage, token: usize) -> Option<(usize, &str)> {
    let read = passage.tokens.get(token)?;
    let word = passage.word(token);
    let place =
        |word: &str| PLACES.iter().position(|place| word.eq_ignore_ascii_case(place)).map(|at| at + 2);
    if let Some((first, last)) = word.split_once('-') {
        return place(first).filter(|_| last.ends_with("est")).map(|place| (place, of_size(last)));
    }
    let before = token.checked_sub(1).map_or("", |t| passage.word(t));
    let before = if before == "-" { token.checked_sub(2).map_or("", |t| passage.word(t)) } else { before };
    (read.tag == Tag::Jjs && word.ends_with("est") && !before.eq_ignore_ascii_case("among"))
        .then(|| (place(before).unwrap_or(1), of_size(word)))
}

/// One word for one order.
fn of_size(word: &str) -> &str {
    if word == "biggest" { "largest" } else { word }
}

/// What has the rank: the name beside the noun, or the subject of which it is said.
fn holder(
    passage: &Passage,
    frame: &FactFrame,
    noun: usize,
    entity: impl Fn(usize) -> Option<EntityId>,
) -> Option<EntityId> {
    let token = passage.tokens.get(noun)?;
    // "One of the largest banks".
    if token.tag != Tag::Nn {
        return None;
    }
    let head = token.head.map(|h| h as usize);
    match token.relation {
        Relation::Appos => entity(head?),
        _ if noun == frame.predicate => entity(frame.subject?.token),
        _ => passage.appositions(noun).into_iter().find_map(entity),
    }
}
