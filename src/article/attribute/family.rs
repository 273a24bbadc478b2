//! Family: who is whose daughter, whether somebody has a husband, a child, a sister or never had one.
//!
//! Comes in: a paragraph, its mentions and frames. Goes out: [`Quality::Kin`] of who is called somebody's kin ("*his* niece *Ruth*"),
//! [`Quality::Has`] of whose kin is spoken of ("*his* wife", "survived by two sons", "never married").

use crate::article::attribute::{Holder, Page, Quality, Relative, lexicon};
use crate::article::entity::spelling;
use crate::article::{Argument, EntityId, FactFrame, Modality};
use crate::language::{Passage, Relation, Tag};
use std::ops::Range;

/// Reads the ties that a paragraph tells.
pub(super) fn read(frames: &[FactFrame], page: &mut Page<'_>) {
    let passage = page.placed.passage();
    for owner in 0..passage.tokens.len() {
        possessed(owner, frames, page);
    }
    for frame in frames.iter().filter(|f| f.modality == Modality::Stated) {
        told(frame, page);
    }
}

/// "His wife", "Hann's niece Ruth".
fn possessed(owner: usize, frames: &[FactFrame], page: &mut Page<'_>) -> Option<()> {
    let passage = page.placed.passage();
    let token = passage.tokens.get(owner).filter(|t| t.relation == Relation::NmodPoss)?;
    let head = token.head? as usize;
    // The parser may hang the owner on the name behind the noun: his *niece* Ruth.
    let noun =
        (owner + 1..=head).rev().find(|&t| lexicon::kin(&spelling::fold(passage.lemma(t))).is_some())?;
    let (tie, relative) = lexicon::kin(&spelling::fold(passage.lemma(noun)))?;
    let whose = page.entity_at(owner)?;
    let clause = passage.clause_of(noun);
    let frame = frames.iter().find(|f| Some(f.clause) == clause);
    if frame.is_some_and(|f| f.modality == Modality::Hypothetical) {
        return None;
    }
    let voice = frame.and_then(|f| f.voice);
    let holder = |entity| Holder { entity, voice, current: true, title: false };
    if let Some(relative) = relative {
        page.note(holder(whose), Quality::Has(relative, true), owner..noun + 1);
    }
    let kin = named_beside(page, owner..noun + 1, frame).filter(|&kin| kin != whose)?;
    if !matches!(passage.tokens.get(noun)?.tag, Tag::Nns | Tag::Nnps) {
        page.note(holder(kin), Quality::Kin(tie, whose), owner..noun + 1);
    }
    Some(())
}

/// Who the kin is: his niece *Ruth*; *Ruth*, his niece; *Ruth* is his niece.
fn named_beside(page: &Page<'_>, words: Range<usize>, frame: Option<&FactFrame>) -> Option<EntityId> {
    let passage = page.placed.passage();
    let proper = |t: &usize| passage.tokens.get(*t).is_some_and(|t| t.tag.is_proper());
    let comma = usize::from(passage.word(words.end) == ",");
    // "Lind's grandson, Holt's son": what follows is another owner.
    let owns = |t: usize| {
        let name =
            passage.names.iter().find(|n| n.tokens.contains(&t)).map_or(t..t + 1, |n| n.tokens.clone());
        name.into_iter().any(|t| passage.tokens.get(t).is_some_and(|t| t.relation == Relation::NmodPoss))
    };
    let behind = Some(words.end + comma).filter(proper).filter(|&t| !owns(t));
    let before = || {
        let comma = words.start.checked_sub(1).filter(|&t| passage.word(t) == ",")?;
        // "Ruth, his niece, …" and not "Tom, Ruth, his niece".
        let closed = matches!(passage.word(words.end), "," | ".");
        comma.checked_sub(1).filter(proper).filter(|_| closed)
    };
    let copula = || {
        let clause = passage.clauses.get(frame?.clause)?;
        let is = clause.copula.is_some() && words.contains(&clause.predicate);
        frame?.subject.filter(|_| is).map(|s| s.token)
    };
    page.entity_at(behind.or_else(before).or_else(copula)?)
}

/// What clauses tell: married, never married, is survived by two sons, had no children, was an only child.
fn told(frame: &FactFrame, page: &mut Page<'_>) -> Option<()> {
    let passage = page.placed.passage();
    let clause = passage.clauses.get(frame.clause)?;
    let (subject, object) = (frame.subject, frame.object);
    let says = |word: &str, of: usize| passage.dependents(of).any(|t| passage.lemma(t) == word);
    let lemma = passage.lemma(frame.predicate);
    let with =
        |o: &Argument| o.preposition.is_some_and(|p| matches!(passage.lemma(p), "by" | "from" | "with"));
    let (who, relative, has) = match lemma {
        "marry" | "wed" if says("never", frame.predicate) && object.is_none() => {
            (subject, Relative::Spouse, false)
        }
        "marry" | "wed" if !frame.negated && object.is_some() && !clause.passive => {
            (subject, Relative::Spouse, true)
        }
        "unmarried" | "bachelor" | "spinster" if clause.copula.is_some() && !frame.negated => {
            (subject, Relative::Spouse, false)
        }
        "childless" if clause.copula.is_some() && !frame.negated => (subject, Relative::Child, false),
        "child" if clause.copula.is_some() && !frame.negated && says("only", frame.predicate) => {
            (subject, Relative::Sibling, false)
        }
        // "Had no children with Strand" leaves open whether he had any.
        "have"
            if object.is_some_and(|o| passage.lemma(o.token) == "child" && says("no", o.token))
                && !frame.others.iter().any(with) =>
        {
            (subject, Relative::Child, false)
        }
        "survive" if clause.passive && !frame.negated => {
            let kin = passage.conjuncts(subject?.token);
            let relatives: Vec<_> =
                kin.into_iter().filter_map(|t| Some((t, relative(passage, t)?))).collect();
            for (at, relative) in relatives {
                note(page, frame, object, relative, true, at..at + 1);
            }
            return Some(());
        }
        _ => return None,
    };
    note(page, frame, who, relative, has, frame.predicate..frame.predicate + 1)
}

/// What having somebody of this name is: two *sons*.
fn relative(passage: &Passage, token: usize) -> Option<Relative> {
    lexicon::kin(&spelling::fold(passage.lemma(token)))?.1
}

fn note(
    page: &mut Page<'_>,
    frame: &FactFrame,
    who: Option<Argument>,
    relative: Relative,
    has: bool,
    tokens: Range<usize>,
) -> Option<()> {
    let entity = who?.entity?;
    let holder = Holder { entity, voice: frame.voice, current: true, title: false };
    page.note(holder, Quality::Has(relative, has), tokens);
    Some(())
}
