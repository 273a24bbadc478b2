//! Where a body has its seat: "Halden Optics, a company based in Harlow", "the head office of Halden Optics in Harlow".

use crate::article::attribute::{Holder, Page, Quality};
use crate::article::entity::spelling;
use crate::article::{EntityId, FactFrame, MentionForm, Modality};
use crate::language::{NameKind, Relation};

/// How far the name of a body may stand behind its town.
const REACH: usize = 4;

/// Reads the seats that a paragraph tells. `frames` are its own.
pub(super) fn read(frames: &[FactFrame], page: &mut Page<'_>) {
    let passage = page.placed.passage();
    for frame in frames.iter().filter(|f| !f.negated && f.modality == Modality::Stated) {
        if passage.lemma(frame.predicate) != "base" {
            continue;
        }
        let body = frame.object.or(frame.subject).map(|a| a.token);
        note(body, frame.predicate, frame.voice, page);
    }
    for token in 0..passage.tokens.len() {
        based(token, page);
        let seat = match passage.lemma(token) {
            "headquarters" | "headquarter" => true,
            "office" => passage.dependents(token).any(|t| matches!(passage.lemma(t), "head" | "main")),
            _ => false,
        };
        if !seat {
            continue;
        }
        let of = passage.dependents(token).find(|&t| {
            passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Nmod)
                && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
        });
        note(of.or_else(|| passage.possessor(token)), token, None, page);
    }
}

/// "The Harlow-based company", "the Harlow-based lender Halden Bank".
fn based(token: usize, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(town) = passage.word(token).strip_suffix("-based") else { return };
    let body = (token..token + REACH).find_map(|t| body_at(t, page));
    if let Some(entity) = body {
        let holder = Holder { entity, voice: None, current: true, title: false };
        page.note(holder, Quality::Seat(spelling::fold(town)), token..token + 1);
    }
}

/// Notes the town that an "in" phrase of `head` names as the seat of the body at a token.
fn note(body: Option<usize>, head: usize, voice: Option<usize>, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(entity) = body.and_then(|token| body_at(token, page)) else { return };
    let inside = |t: &usize| passage.case_marker(*t).is_some_and(|c| matches!(passage.lemma(c), "in" | "at"));
    let named = |t: usize| passage.names.iter().find(|n| n.tokens.contains(&t) && n.kind == NameKind::Place);
    let of_body = body.into_iter().flat_map(|b| passage.dependents(b));
    let hanging = passage.dependents(head).chain(of_body).filter(inside).find_map(named);
    // The parser may hang the phrase on the verb of the clause.
    let behind = || {
        let last = body.into_iter().chain([head]).max()?;
        named(last + 2).filter(|_| passage.lemma(last + 1) == "in")
    };
    let Some(name) = hanging.or_else(behind) else { return };
    let town = spelling::fold(name.span.of(passage.text()));
    let tokens = name.tokens.clone();
    page.note(Holder { entity, voice, current: true, title: false }, Quality::Seat(town), tokens);
}

/// The body that a token names, or the one that its phrase stands beside: "Halden Optics, a *company*".
fn body_at(token: usize, page: &Page<'_>) -> Option<EntityId> {
    let passage = page.placed.passage();
    let named = |token: usize| {
        let span = passage.span_of(token..token + 1).shift(page.placed.offset);
        let known = |form: MentionForm| form.is_name() || form == MentionForm::Description;
        let mention = page.mentions.iter().find(|m| known(m.form) && m.span.overlaps(span))?;
        Some(mention.entity)
    };
    let beside = || {
        let read = passage.tokens.get(token).filter(|t| t.relation == Relation::Appos)?;
        named(read.head? as usize)
    };
    named(token).or_else(beside)
}
