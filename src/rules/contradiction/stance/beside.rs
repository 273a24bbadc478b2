//! Attitudes that the verb of the holder's clause does not tell: a *critic of* the bypass, is *opposed to* it, wants the council *to drop*
//! it, said that it *should not be built*, calls for *a no to* it.
//!
//! Comes in: a frame. Goes out: the attitudes that it tells so.

use crate::article::{Argument, FactFrame, Modality, Placed};
use crate::language::{Clause, ClauseKind, Passage, Relation, Tag};
use crate::rules::contradiction::lexicon::{self, AttitudeKind};
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::nominal;
use crate::rules::contradiction::stance::{Attitude, is_introduced, is_verb};
use crate::rules::word_list::lines;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What is done with a plan by those who want it (1) or do not (-1).
static PLAN_DEEDS: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/plan_deeds.tsv")).filter_map(|row| row.split_once('\t'));
    rows.filter_map(|(verb, sign)| Some((verb, sign.parse().ok()?))).collect()
});

/// How far behind "no" or "yes" what is voted on may stand.
const REACH: usize = 5;

/// The attitudes that a frame tells in other words.
pub(super) fn read<'a>(lexis: &Lexis, placed: &'a Placed, frame: &'a FactFrame) -> Vec<Attitude<'a>> {
    let passage = placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return Vec::new() };
    let told = sided(passage, frame)
        .into_iter()
        .chain(opposed(passage, frame, clause))
        .chain(demanded(passage, frame, clause))
        .chain(voted(passage, frame))
        .chain(by_noun(passage, frame))
        .chain(given(passage, frame));
    told.filter_map(|(holder, sign, thing)| {
        let holder = Argument {
            token: holder,
            entity: lexis.named(passage, frame.paragraph, holder),
            preposition: None,
        };
        Attitude::towards(lexis, placed, frame, holder, sign, thing)
    })
    .collect()
}

/// A holder, the sign of the attitude and the head of the phrase that names what it is towards.
type Told = (usize, i8, usize);

/// "Reyes, a critic of the bypass,", "Reyes is a supporter of the bypass".
fn sided(passage: &Passage, frame: &FactFrame) -> Vec<Told> {
    let side = |token: usize| {
        let read = passage.tokens.get(token).filter(|t| t.tag == Tag::Nn)?;
        let sign = lexicon::attitude(passage.lemma(token), AttitudeKind::State, std::iter::empty::<&str>)?;
        let thing = passage.dependents(token).find(|&t| {
            passage.tokens[t].relation == Relation::Nmod
                && passage.case_marker(t).is_some_and(|c| matches!(passage.lemma(c), "of" | "to"))
        })?;
        let holder = match read.relation {
            Relation::Appos => read.head? as usize,
            _ => return None,
        };
        Some((holder, sign, thing))
    };
    lexis::own_tokens(passage, frame.clause).filter_map(side).collect()
}

/// Nouns for an attitude, with the preposition of what it is towards and its sign.
static NOUNS: LazyLock<HashMap<&'static str, Vec<(&'static str, i8)>>> = LazyLock::new(|| {
    let mut nouns: HashMap<_, Vec<_>> = HashMap::new();
    for line in lines(include_str!("../../data/attitude_nouns.tsv")) {
        let mut columns = line.split('\t');
        if let (Some(noun), Some(with), Some(sign)) = (columns.next(), columns.next(), columns.next()) {
            nouns.entry(noun).or_default().push((with, if sign == "+" { 1 } else { -1 }));
        }
    }
    nouns
});

/// "The governor's opposition to the dam", "the support of the governor for it".
fn by_noun(passage: &Passage, frame: &FactFrame) -> Vec<Told> {
    let told = |noun: usize| {
        let tellings = NOUNS.get(passage.lemma(noun)).filter(|_| passage.tokens[noun].tag.is_noun())?;
        let holder = passage.owner(noun).filter(|_| !nominal::is_of_other_time(passage, noun))?;
        // "Is lying about her support for it."
        let told =
            matches!(passage.tokens[noun].relation, Relation::Nsubj | Relation::NsubjPass | Relation::Obj);
        let behind = passage.dependents(noun).filter(|&t| told && t > noun && !is_introduced(passage, t));
        behind.into_iter().find_map(|t| {
            let with = passage.lemma(passage.case_marker(t)?);
            let &(_, sign) = tellings.iter().find(|(preposition, _)| *preposition == with)?;
            Some((holder, sign, t))
        })
    };
    lexis::own_tokens(passage, frame.clause).filter_map(told).collect()
}

/// "The dam has the backing of the governor", "the dam won support from her".
fn given(passage: &Passage, frame: &FactFrame) -> Option<Told> {
    let gains = matches!(passage.lemma(frame.predicate), "enjoy" | "get" | "have" | "receive" | "win");
    let stated = frame.modality == Modality::Stated && !frame.negated;
    let noun = frame.object.filter(|_| gains && stated)?.token;
    let &(_, sign) = NOUNS.get(passage.lemma(noun))?.first()?;
    let holder = passage.dependents(noun).find(|&t| {
        t > noun && passage.case_marker(t).is_some_and(|c| matches!(passage.lemma(c), "from" | "of"))
    })?;
    Some((holder, sign, frame.subject?.token))
}

/// "Is firmly opposed to the bypass", which the parser takes for a passive.
fn opposed(passage: &Passage, frame: &FactFrame, clause: &Clause) -> Option<Told> {
    let state = clause.passive && passage.lemma(frame.predicate) == "oppose" && clause.agent.is_none();
    let brings = |p: usize| passage.lemma(p) == "to";
    let thing = frame.others.iter().find(|o| o.preposition.is_some_and(brings))?.token;
    let holder = frame.object.filter(|_| state && frame.modality == Modality::Stated)?;
    Some((holder.token, if frame.negated { 1 } else { -1 }, thing))
}

/// "Urged the council to drop the bypass", "wants the bypass built", "said that the bypass should not be built".
fn demanded(passage: &Passage, frame: &FactFrame, clause: &Clause) -> Option<Told> {
    let outer = clause.governor.and_then(|g| passage.clauses.get(g))?;
    let above = passage.lemma(outer.predicate);
    let holder = outer.subject.filter(|_| clause.kind == ClauseKind::Complement && !outer.negated)?;
    let ought = clause.modal.is_some_and(|m| matches!(passage.lemma(m), "should" | "must" | "ought"));
    let bare = clause.modal.is_none();
    let demands = bare && is_verb(above, "demand") || ought && is_verb(above, "say");
    if !demands || outer.modal.is_some() || clause.subject == Some(holder) {
        return None;
    }
    let lemma = passage.lemma(frame.predicate);
    let after = || (frame.predicate + 1..clause.tokens.end).take(REACH).map(|t| passage.lemma(t));
    let sign =
        lexicon::attitude(lemma, AttitudeKind::Verb, after).or_else(|| PLAN_DEEDS.get(lemma).copied())?;
    let brings = |p: usize| matches!(passage.lemma(p), "against" | "for" | "down");
    let oblique = || frame.others.iter().find(|o| o.preposition.is_some_and(brings)).map(|o| o.token);
    // "Wants the bypass built": the parser takes the bypass for the subject.
    let participle = passage.tokens.get(frame.predicate)?.tag == Tag::Vbn;
    let subject = || frame.subject.filter(|_| participle).map(|s| s.token);
    let thing = frame.object.map(|o| o.token).or_else(oblique).or_else(subject)?;
    Some((holder, if clause.negated { -sign } else { sign }, thing))
}

/// "Calls for a no to the bypass", "campaigns for a yes to it".
fn voted(passage: &Passage, frame: &FactFrame) -> Option<Told> {
    let holder = frame.subject.filter(|_| frame.modality == Modality::Stated && !frame.negated)?;
    lexis::own_tokens(passage, frame.clause).find_map(|t| {
        let sign = match passage.word(t).to_lowercase().as_str() {
            "yes" => 1,
            "no" => -1,
            _ => return None,
        };
        let to = Some(t + 1).filter(|&to| passage.lemma(to) == "to" && t > frame.predicate)?;
        let thing = (to + 1..to + REACH).find(|&n| passage.case_marker(n) == Some(to))?;
        Some((holder.token, sign, thing))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        let rows: Vec<_> = lines(include_str!("../../data/plan_deeds.tsv")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(PLAN_DEEDS.len(), rows.len());
        let rows: Vec<_> = lines(include_str!("../../data/attitude_nouns.tsv")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(rows.iter().all(|row| row.split('\t').count() == 3));
    }
}
