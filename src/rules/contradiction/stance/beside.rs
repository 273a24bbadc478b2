//! Attitudes that the verb of the holder's clause does not tell: a *critic of* the bypass, is *opposed to* it, wants the council *to drop*
//! it, said that it *should not be built*, calls for *a no to* it.
//!
//! Comes in: a frame. Goes out: the attitudes that it tells so.

use crate::article::{Argument, FactFrame, Modality, Placed};
use crate::language::{Clause, ClauseKind, Passage, Relation, Tag};
use crate::rules::contradiction::lexicon::{self, AttitudeKind};
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::stance::{Attitude, is_verb};
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
        .chain(voted(passage, frame));
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
    fn the_list_is_sorted() {
        let rows: Vec<_> = lines(include_str!("../../data/plan_deeds.tsv")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(PLAN_DEEDS.len(), rows.len());
    }
}
