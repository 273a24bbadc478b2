//! Work that a verb tells: "drives a bus", "teaches mathematics at a high school", "lectures in law at Durham", "works as a
//! postman".
//!
//! Comes in: a frame that tells what somebody does. Goes out: the post that it means, if it means one.

use crate::article::attribute::describe::describe_as;
use crate::article::attribute::{Holder, Page, lexicon};
use crate::article::entity::spelling;
use crate::article::{Argument, FactFrame};
use crate::language::{Passage, Relation, Tag};

/// Reads a frame of which `holder` is the subject.
pub(super) fn read(frame: &FactFrame, holder: Holder, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    match passage.lemma(frame.predicate) {
        "work" | "serve" | "employ" => as_something(frame, holder, page),
        "earn" | "make" if frame.object.is_some_and(|o| passage.lemma(o.token) == "living") => {
            as_something(frame, holder, page);
        }
        "teach" | "lecture" => teaching(frame, holder, page),
        "lead" | "head" if frame.object.is_some_and(|o| passage.lemma(o.token) == "prosecution") => {
            page.post(holder, "prosecutor", Vec::new(), None, frame.predicate..frame.predicate + 1);
        }
        "head" | "lead" | "run" if frame.object.is_some_and(|o| is_ministry(passage, o.token)) => {
            ministry(frame, holder, page);
        }
        lemma => {
            let Some(object) = frame.object.filter(|_| is_habit(passage, frame)) else { return };
            let deed = format!("{lemma} {}", passage.lemma(object.token));
            let Some((family, field, orchestra)) = lexicon::deed_of_work(&deed) else { return };
            let plays = || frame.others.iter().any(|o| is_orchestra(passage.lemma(o.token)));
            // "Drives a bus full of toys".
            let more = passage.dependents(object.token).any(|t| match passage.tokens[t].relation {
                Relation::Det | Relation::Compound | Relation::Punct => false,
                Relation::Nmod => !is_where(passage, t),
                _ => true,
            });
            if (orchestra && !plays()) || more && !orchestra {
                return;
            }
            let fields = field.into_iter().collect();
            page.post(holder, family, fields, None, frame.predicate..object.token + 1);
        }
    }
}

fn is_ministry(passage: &Passage, token: usize) -> bool {
    matches!(passage.lemma(token).to_lowercase().as_str(), "ministry")
}

/// "Runs the defence ministry", "heads the ministry of defence": its minister.
fn ministry(frame: &FactFrame, holder: Holder, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(object) = frame.object else { return };
    let phrase = passage.phrase(object.token);
    let field = phrase.clone().find_map(|t| lexicon::portfolio(&spelling::fold(passage.word(t))));
    if let Some(field) = field.filter(|_| is_habit(passage, frame)) {
        page.post(holder, "minister", vec![field], None, frame.predicate..phrase.end);
    }
}

/// "Works as a nurse", "earns her living as a nurse".
fn as_something(frame: &FactFrame, holder: Holder, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let behind = |t: &usize| passage.case_marker(*t).is_some_and(|c| passage.lemma(c) == "as");
    let others = frame.others.iter().map(|o| o.token);
    // The parser may hang the phrase on the living.
    let hanging = frame.object.into_iter().flat_map(|o| passage.dependents(o.token));
    if let Some(role) = others.chain(hanging).find(behind) {
        describe_as(page, holder, passage.phrase(role));
    }
}

/// Whether a phrase tells where: a bus *in Harlow*.
fn is_where(passage: &Passage, token: usize) -> bool {
    passage
        .case_marker(token)
        .is_some_and(|c| matches!(passage.lemma(c), "in" | "at" | "for" | "near" | "around"))
}

/// "Teaches mathematics at a high school": a teacher or, at a university, an academic.
fn teaching(frame: &FactFrame, holder: Holder, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    if !is_habit(passage, frame) {
        return;
    }
    let behind = |words: &[&str]| {
        frame.others.iter().find(|o| o.preposition.is_some_and(|p| words.contains(&passage.lemma(p))))
    };
    let discipline = |a: Argument| lexicon::discipline(&spelling::fold(passage.word(a.token)));
    let lectures = passage.lemma(frame.predicate) == "lecture";
    let subjects = frame
        .others
        .iter()
        .filter(|o| lectures && o.preposition.is_some_and(|p| matches!(passage.lemma(p), "in" | "on")));
    let field = frame.object.filter(|_| !lectures).into_iter().chain(subjects.copied()).find_map(discipline);
    let place = behind(&["at"]).or_else(|| behind(&["in"]).filter(|_| !lectures));
    let school = place.and_then(|p| {
        let mut words = passage.subtree(p.token).map(|t| spelling::fold(passage.word(t)));
        words.find_map(|word| match word.as_str() {
            "university" | "college" | "polytechnic" => Some("academic"),
            "school" | "academy" | "kindergarten" => Some("teacher"),
            _ => None,
        })
    });
    let family = match school {
        Some(family) if !lectures || family == "academic" => family,
        None if lectures && field.is_some() => "academic",
        _ => return,
    };
    let last = place.map_or(frame.predicate, |p| p.token).max(frame.object.map_or(0, |o| o.token));
    let body = place.and_then(|p| p.entity).filter(|&body| body != holder.entity);
    page.post(holder, family, field.into_iter().collect(), body, frame.predicate..last + 1);
}

/// Whether a clause tells what somebody does day by day, not what they do each Christmas.
fn is_habit(passage: &Passage, frame: &FactFrame) -> bool {
    let Some(clause) = passage.clauses.get(frame.clause) else { return false };
    let at_times = |t: usize| {
        matches!(
            passage.lemma(t),
            "every"
                | "each"
                | "sometimes"
                | "once"
                | "weekend"
                | "volunteer"
                | "also"
                | "now"
                | "course"
                | "class"
        )
    };
    let present = |t: usize| passage.tokens.get(t).is_some_and(|t| matches!(t.tag, Tag::Vbz | Tag::Vbp));
    present(frame.predicate) && !clause.tokens.clone().any(at_times)
}

fn is_orchestra(lemma: &str) -> bool {
    matches!(lemma, "orchestra" | "philharmonic" | "symphony" | "ensemble")
}
