//! Where a body has its seat: "Halden Optics, a company based in Harlow", "the head office of Halden Optics in Harlow",
//! "Halden Optics, of Harlow,".

use crate::article::attribute::{Holder, Page, Quality, is_town};
use crate::article::entity::lexicon::role;
use crate::article::entity::spelling;
use crate::article::{EntityId, FactFrame, MentionForm, Modality, Tense};
use crate::language::{NameKind, Relation};

/// How far the name of a body may stand behind its town.
const REACH: usize = 4;

/// Reads the seats that a paragraph tells. `frames` are its own.
pub(super) fn read(frames: &[FactFrame], page: &mut Page<'_>) {
    let passage = page.placed.passage();
    for frame in frames.iter().filter(|f| !f.negated && f.modality == Modality::Stated) {
        // "Was based in Harlow until 2016".
        let past = frame.tense == Tense::Past
            && passage.dependents(frame.predicate).any(|t| passage.tokens[t].relation == Relation::AuxPass);
        if !matches!(passage.lemma(frame.predicate), "base" | "headquarter") || past {
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
        note(of.or_else(|| passage.owner(token)), token, None, page);
    }
    for at in 0..passage.names.len() {
        of_town(at, page);
    }
}

/// "The Harlow company Halden Optics", "Halden Optics, of Harlow,".
fn of_town(at: usize, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(town) = passage.names.get(at).filter(|name| name.kind == NameKind::Place) else { return };
    let (start, end) = (town.tokens.start, town.tokens.end);
    let word = |back: usize| start.checked_sub(back).map(|t| passage.word(t));
    let in_front = || {
        let is_body = matches!(role(passage.lemma(end)), Some((NameKind::Organization, _)));
        let follows = passage.names.get(at + 1).is_some_and(|name| name.tokens.start == end + 1);
        (is_body && follows && matches!(word(1), Some("The" | "the"))).then_some(end + 1)
    };
    let behind = || {
        let set_off = word(1) == Some("of") && word(2) == Some(",");
        let body = start.checked_sub(3).filter(|_| set_off && matches!(passage.word(end), "," | "."))?;
        let named = passage.names.iter().find(|name| name.tokens.contains(&body))?;
        (named.kind == NameKind::Organization).then_some(body)
    };
    let Some(entity) = in_front().or_else(behind).and_then(|body| body_at(body, page)) else { return };
    let holder = Holder { entity, voice: None, current: true, title: false };
    let fold = spelling::fold(town.span.of(passage.text()));
    page.note(holder, Quality::Seat(fold), start..end);
}

/// "The Harlow-based company", "the Harlow-based lender Halden Bank".
fn based(token: usize, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(last) = passage.word(token).strip_suffix("-based") else { return };
    // "The Dunmore Falls-based company".
    let first = (0..token).rev().take_while(|&t| passage.tokens[t].tag.is_proper()).last().unwrap_or(token);
    let whole: Vec<&str> = (first..token).map(|t| passage.word(t)).chain([last]).collect();
    let town = whole.join(" ");
    let body = (token..token + REACH).find_map(|t| body_at(t, page));
    if let Some(entity) = body {
        let holder = Holder { entity, voice: None, current: true, title: false };
        page.note(holder, Quality::Seat(spelling::fold(&town)), first..token + 1);
    }
}

/// Notes the town that an "in" phrase of `head` names as the seat of the body at a token.
fn note(body: Option<usize>, head: usize, voice: Option<usize>, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(entity) = body.and_then(|token| body_at(token, page)) else { return };
    let inside = |t: &usize| passage.case_marker(*t).is_some_and(|c| matches!(passage.lemma(c), "in" | "at"));
    let named = |t: usize| passage.names.iter().find(|n| n.tokens.contains(&t) && is_town(n));
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
        let known = |form: MentionForm| {
            form.is_name() || matches!(form, MentionForm::Description | MentionForm::Pronoun)
        };
        let mention = page.mentions.iter().find(|m| known(m.form) && m.span.overlaps(span))?;
        Some(mention.entity)
    };
    let beside = || {
        let read = passage.tokens.get(token).filter(|t| t.relation == Relation::Appos)?;
        named(read.head? as usize)
    };
    named(token).or_else(beside)
}
