//! The frames of one paragraph.

use crate::article::frame::{Argument, FactFrame, Voices, modality};
use crate::article::{Mention, Placed};
use crate::language::{Clause, ClauseKind, Passage, Relation, Tag};

/// Appends the frames of a paragraph to `frames`. `mentions` are those of the paragraph.
pub(super) fn read(
    index: usize,
    placed: &Placed,
    mentions: &[Mention],
    voices: &Voices,
    frames: &mut Vec<FactFrame>,
) {
    let passage = placed.passage();
    let entity_of = |token: usize| {
        let span = passage.tokens.get(token)?.span.shift(placed.offset);
        let to = mentions.partition_point(|m| m.span.start <= span.start);
        let around = mentions.get(..to)?.iter().rev().take(8).filter(|m| m.span.covers(span));
        around.min_by_key(|m| m.span.len()).map(|m| m.entity)
    };
    let argument = |token: usize| Argument {
        token,
        entity: entity_of(token),
        preposition: passage.case_marker(token).filter(|&c| c < token),
    };
    let own = modality::of_clauses(passage);
    for (number, clause) in passage.clauses.iter().enumerate() {
        let Some(sentence) = passage.sentence_of(clause.predicate) else { continue };
        let Some(span) = passage.sentences.get(sentence).map(|s| s.span.shift(placed.offset)) else {
            continue;
        };
        let (mut subject, object) = roles(passage, clause);
        if subject == Some(clause.predicate) {
            subject = None;
        }
        let others = clause.recipient.iter().chain(&clause.obliques).map(|&token| argument(token)).collect();
        let predicate = passage.tokens.get(clause.predicate).map(|t| t.span.shift(placed.offset));
        let (how, denied) = modality::read(passage, &own, number);
        let from = passage.values.partition_point(|v| v.tokens.end <= clause.tokens.start);
        let to = passage.values.partition_point(|v| v.tokens.start < clause.tokens.end);
        frames.push(FactFrame {
            paragraph: index,
            sentence,
            span,
            clause: number,
            predicate: clause.predicate,
            subject: subject.map(argument),
            object: object.map(argument),
            others,
            negated: clause.negated ^ denied,
            modality: how,
            tense: modality::tense(passage, clause),
            voice: predicate.and_then(|place| voices.around(placed.offset, place)),
            values: from..to.max(from),
        });
    }
}

/// Who does it and what it is done to, by meaning.
fn roles(passage: &Passage, clause: &Clause) -> (Option<usize>, Option<usize>) {
    let antecedent = || passage.antecedent(clause);
    let relative = |token: usize| {
        passage.tokens.get(token).is_some_and(|t| matches!(t.tag, Tag::Wdt | Tag::Wp))
            || passage.lemma(token) == "that"
    };
    let stands_for = |token: Option<usize>| match token {
        Some(token) if relative(token) => antecedent().or(Some(token)),
        other => other,
    };
    let (mut subject, mut object) = (stands_for(clause.subject), stands_for(clause.object));
    if clause.kind == ClauseKind::Relative && clause.subject.is_none() {
        subject = antecedent();
    }
    let participle = clause.kind == ClauseKind::Relative
        && passage
            .tokens
            .get(clause.predicate)
            .is_some_and(|t| t.tag == Tag::Vbn && t.relation == Relation::Acl);
    if clause.passive || participle && object.is_none() {
        object = object.or(subject);
        subject = clause.agent;
    } else if is_reduced(passage, clause) {
        (subject, object) = (clause.agent, subject);
    }
    (subject, object)
}

/// Whether a participle between commas was taken for a finite verb: "Mertens, *kept* off the scoresheet all evening, hugged
/// him". The verb behind it is left without a subject then.
fn is_reduced(passage: &Passage, clause: &Clause) -> bool {
    let Some(subject) = clause.subject else { return false };
    let outer = clause.governor.and_then(|g| passage.clauses.get(g));
    let bare = passage.tokens.get(clause.predicate).is_some_and(|t| matches!(t.tag, Tag::Vbd | Tag::Vbn))
        && !passage.dependents(clause.predicate).any(|t| {
            passage.tokens.get(t).is_some_and(|t| matches!(t.relation, Relation::Aux | Relation::AuxPass))
        });
    let comma = |token: usize| passage.word(token) == ",";
    bare && subject < clause.predicate
        && clause.kind == ClauseKind::Complement
        && comma(clause.predicate - 1)
        && outer.is_some_and(|o| {
            let behind = o.subject.is_none() && o.predicate >= clause.tokens.end;
            behind && (comma(o.predicate - 1) || comma(clause.tokens.end))
        })
}
