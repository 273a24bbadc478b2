//! Whether two deeds of one person are the same one, so that they had one age at it: "joined the order aged 14", "enlisted in
//! the order at 21".

use crate::article::{Article, FactFrame};
use crate::rules::contradiction::scene;

const DEEDS: &str = include_str!("../data/deeds_of_life.tsv");

/// Whether two verbs mean one deed, and whether it is done once in a life.
fn one_deed(a: &str, b: &str) -> Option<bool> {
    let has = |verbs: &str, verb: &str| verbs.split(',').any(|v| v == verb);
    let mut rows = DEEDS.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    match rows.find(|(_, verbs)| has(verbs, a) && has(verbs, b)) {
        Some((once, _)) => Some(once == "once"),
        None => (a == b && a != "be").then_some(false),
    }
}

/// Whether two frames (by index) of one doer tell one deed.
pub(super) fn is_same_deed(article: &Article, a: usize, b: usize) -> bool {
    let (Some(a), Some(b)) = (article.frames.get(a), article.frames.get(b)) else { return false };
    let (Some(pa), Some(pb)) = (article.paragraphs.get(a.paragraph), article.paragraphs.get(b.paragraph))
    else {
        return false;
    };
    let (la, lb) = (pa.passage().lemma(a.predicate), pb.passage().lemma(b.predicate));
    let Some(once) = one_deed(la, lb) else { return false };
    let (ta, tb) = (targets(article, a), targets(article, b));
    match (ta.is_empty(), tb.is_empty()) {
        // "died at 91", "married at 20": done once.
        (true, true) => once,
        (false, false) => ta.iter().any(|t| tb.contains(t)),
        _ => false,
    }
}

/// What a deed is done to or in: entities, and the stems of other nouns.
fn targets(article: &Article, frame: &FactFrame) -> Vec<(bool, u64)> {
    let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
    let passage = placed.passage();
    let place = frame.others.iter().filter(|o| {
        o.preposition.is_some_and(|p| matches!(passage.lemma(p), "in" | "into" | "to" | "with" | "for"))
    });
    let argument = frame.object.iter().chain(place);
    let nouns = argument.filter(|o| passage.tokens.get(o.token).is_some_and(|t| t.tag.is_noun()));
    nouns
        .filter(|o| !matches!(passage.lemma(o.token), "age" | "year"))
        .map(|o| match o.entity {
            Some(entity) => (true, entity as u64),
            None => (false, scene::stem(passage.lemma(o.token))),
        })
        .collect()
}
