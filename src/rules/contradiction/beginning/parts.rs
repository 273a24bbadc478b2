//! Who begins and in what: the member and the body, the mover and the town, the holder and the post, the project that is worked
//! on.
//!
//! Comes in: a frame of which the predicate tells a beginning. Goes out: [`Who`]s that can be held against those of another.

use crate::article::{Article, FactFrame, Placed};
use crate::language::{Passage, Relation, Tag};
use crate::rules::contradiction::lexis::Lexis;
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Posts whose holder leads what they are at.
static LEADING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/leading_posts.txt")).collect());

/// Somebody or something.
pub(super) enum Who {
    /// As named or described.
    Known(Box<Referent>),
    /// He or she, of whom nobody knows more.
    Pronoun(String),
    /// There, here.
    There,
    /// Whichever post is held, whoever owns it.
    Any,
}

/// Whether two are one. `nobody`: the article names no person, so that "he" can be only one.
pub(super) fn same(a: Option<&Who>, b: Option<&Who>, lexis: &Lexis, nobody: bool) -> bool {
    match (a, b) {
        (None, None) | (Some(Who::Any), Some(_)) | (Some(_), Some(Who::Any)) => true,
        (Some(Who::There), Some(Who::There)) => true,
        (Some(Who::Pronoun(a)), Some(Who::Pronoun(b))) => nobody && a == b,
        (Some(Who::Known(a)), Some(Who::Known(b))) => {
            a.likeness(b, lexis) >= ONE && !a.differs(b, lexis) && !a.is_told_apart(b, lexis)
        }
        _ => false,
    }
}

/// Who or what a token speaks of, where it is something known.
pub(super) fn who(
    article: &Article,
    lexis: &Lexis,
    placed: &Placed,
    frame: &FactFrame,
    token: usize,
) -> Option<Who> {
    let passage = placed.passage();
    if let Some(referent) = Referent::of(article, lexis, placed, frame.paragraph, token) {
        let couple = passage.lemma(token) == "couple";
        let post =
            passage.tokens.get(token).is_some_and(|t| t.tag == Tag::Nn && t.relation != Relation::Nsubj);
        let bare = post && !passage.dependents(token).any(|t| passage.tokens[t].relation == Relation::Det);
        return (referent.definite || couple || bare).then(|| Who::Known(Box::new(referent)));
    }
    let word = passage.word(token).to_lowercase();
    matches!(word.as_str(), "he" | "she").then_some(Who::Pronoun(word))
}

/// In what somebody is or goes: the object, an "in" phrase, "there".
pub(super) fn place_of(
    passage: &Passage,
    frame: &FactFrame,
    state: &str,
    who: &impl Fn(Option<usize>) -> Option<Who>,
) -> Option<Who> {
    let dated = |t: usize| passage.values.iter().any(|v| v.tokens.contains(&t));
    let fits = |preposition: &str| match state {
        "moving" => matches!(preposition, "in" | "to" | "at"),
        _ => matches!(preposition, "in" | "with" | "for" | "of" | "on"),
    };
    let phrase = frame
        .others
        .iter()
        .find(|o| !dated(o.token) && o.preposition.is_some_and(|p| fits(&passage.lemma(p).to_lowercase())));
    let member = || {
        passage.dependents(frame.predicate).find(|&t| {
            passage.tokens[t].relation == Relation::Nmod
                && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
        })
    };
    let object = frame.object.filter(|_| state == "membership").map(|o| o.token);
    let token = object.or(phrase.map(|o| o.token)).or_else(member);
    let there = passage.dependents(frame.predicate).any(|t| matches!(passage.lemma(t), "there" | "here"));
    who(token).or_else(|| (there && token.is_none()).then_some(Who::There))
}

/// The post that somebody got or holds: elected *mayor*, became *director*, has held *the seat*.
pub(super) fn post_of(
    passage: &Passage,
    frame: &FactFrame,
    lemma: &str,
    who: &impl Fn(Option<usize>) -> Option<Who>,
) -> Option<Who> {
    if lemma == "hold" {
        let seat = frame
            .object
            .is_some_and(|o| matches!(passage.lemma(o.token), "seat" | "office" | "post" | "job"));
        return seat.then_some(Who::Any);
    }
    let noun = (frame.predicate + 1..frame.predicate + 6).find(|&t| {
        passage.tokens.get(t).is_some_and(|t| t.tag == Tag::Nn && t.relation != Relation::Compound)
    });
    let phrase = (frame.predicate + 1..frame.predicate + 6)
        .take_while(|&t| !matches!(passage.lemma(t), "in" | "to" | "," | "." | "by"))
        .any(|t| Some(t) == noun);
    match noun.filter(|_| phrase) {
        Some(noun) => who(Some(noun)),
        None => (lemma == "elect" && passage.lemma(frame.predicate + 1) == "in").then_some(Who::Any),
    }
}

/// What somebody leads who got a post: became director of *the museum*.
pub(super) fn led_by_post(passage: &Passage, frame: &FactFrame) -> Option<usize> {
    let post = (frame.predicate + 1..frame.predicate + 5).find(|&t| LEADING.contains(passage.lemma(t)))?;
    passage.dependents(post).find(|&t| {
        passage.tokens[t].relation == Relation::Nmod
            && passage.case_marker(t).is_some_and(|c| matches!(passage.lemma(c), "of" | "at"))
    })
}

/// What a participle at the head of a sentence is told of: built in 1920, *the hospital* has.
pub(super) fn told_before(passage: &Passage, frame: &FactFrame) -> Option<usize> {
    let clause = passage.clauses.get(frame.clause)?;
    let sentence = passage.sentences.get(frame.sentence)?;
    let outer = passage.clauses.get(clause.governor?)?;
    let participle = passage.tokens.get(frame.predicate)?.tag == Tag::Vbn;
    let opens = frame.predicate == sentence.tokens.start;
    outer.subject.filter(|&s| participle && opens && s >= clause.tokens.end)
}

/// What is worked on: work on *the line* started; have been at work on *the line*, building *the line*.
pub(super) fn project_of(passage: &Passage, frame: &FactFrame, begins: bool) -> Option<usize> {
    let noun = if begins { frame.subject.map(|s| s.token)? } else { frame.predicate };
    if !begins && passage.lemma(noun) == "build" {
        return frame.object.map(|o| o.token);
    }
    if !matches!(passage.lemma(noun).to_lowercase().as_str(), "work" | "construction" | "building") {
        return None;
    }
    let on = |t: &usize| passage.case_marker(*t).is_some_and(|c| matches!(passage.lemma(c), "on" | "of"));
    passage.dependents(noun).find(on)
}
