//! The frames of one paragraph, as it tells them by itself.

use crate::article::frame::{Argument, FactFrame, modality};
use crate::language::{Clause, ClauseKind, Passage, Relation, Tag};

/// The frames that a passage tells by itself: spans are relative to it, entities and voices are left open.
pub(super) fn read(passage: &Passage) -> Vec<FactFrame> {
    let argument = |token: usize| Argument {
        token,
        entity: None,
        preposition: passage.case_marker(token).filter(|&c| c < token),
    };
    let own = modality::of_clauses(passage);
    let mut frames = Vec::with_capacity(passage.clauses.len());
    for (number, clause) in passage.clauses.iter().enumerate() {
        let Some(sentence) = passage.sentence_of(clause.predicate) else { continue };
        let Some(span) = passage.sentences.get(sentence).map(|s| s.span) else { continue };
        let (mut subject, object) = roles(passage, clause);
        if subject == Some(clause.predicate) {
            subject = None;
        }
        let others = clause.recipient.iter().chain(&clause.obliques).map(|&token| argument(token)).collect();
        let (how, denied) = modality::read(passage, &own, number);
        let from = passage.values.partition_point(|v| v.tokens.end <= clause.tokens.start);
        let to = passage.values.partition_point(|v| v.tokens.start < clause.tokens.end);
        frames.push(FactFrame {
            paragraph: 0,
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
            voice: None,
            values: from..to.max(from),
        });
    }
    frames
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
        object = object.or(subject).or_else(|| patient_of_participle(passage, clause));
        subject = clause.agent;
    } else if is_reduced(passage, clause) {
        (subject, object) = (clause.agent, subject);
    }
    (subject.or_else(|| subject_of_participle(passage, clause)), object)
}

/// Who does what a participle without a subject tells: "having turned it down, *the council* left", "after winning, *she* wept".
fn subject_of_participle(passage: &Passage, clause: &Clause) -> Option<usize> {
    let active = passage.dependents(clause.predicate).any(|t| passage.tokens[t].tag == Tag::Vbg)
        || passage.tokens.get(clause.predicate)?.tag == Tag::Vbg;
    let hangs = is_hung(passage, clause) && !clause.passive;
    let outer = passage.clauses.get(clause.governor.filter(|_| hangs && active)?)?;
    let perfect = passage.tokens[clause.predicate].tag != Tag::Vbg;
    outer.subject.filter(|_| perfect || outer.modal.is_none() && !outer.negated)
}

/// To whom is done what a passive participle tells: "after being found guilty, *the mayor* wept".
fn patient_of_participle(passage: &Passage, clause: &Clause) -> Option<usize> {
    let going = passage.dependents(clause.predicate).any(|t| passage.tokens[t].tag == Tag::Vbg);
    let outer = passage.clauses.get(clause.governor.filter(|_| going && is_hung(passage, clause))?)?;
    outer.subject.filter(|_| outer.modal.is_none() && !outer.negated)
}

/// Whether a participle without a subject is told of that of the clause it hangs on: *after* winning. "Blamed Holt *for* not
/// having come" is told of Holt.
fn is_hung(passage: &Passage, clause: &Clause) -> bool {
    let marker = clause.mark.or_else(|| passage.case_marker(clause.predicate));
    let marked = marker.is_none_or(|m| {
        matches!(
            passage.lemma(m).to_lowercase().as_str(),
            "after" | "before" | "by" | "in" | "on" | "since" | "upon" | "when" | "while"
        )
    });
    marked && clause.kind == ClauseKind::Adverbial && clause.subject.is_none()
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
