//! The attitude of somebody towards a thing or proposition: optimistic and not optimistic that the plan will work.
//!
//! An attitude has a holder, a sign and a target. Two of one holder towards one thing with different signs contradict each
//! other; two of different holders are told only where the target is one and the same proposition (the plan, will work).

use crate::article::{Argument, Article, FactFrame, Modality, Placed};
use crate::language::{NameKind, Passage, Tag};
use crate::rules::contradiction::conflict::{Conflict, clip, one_line};
use crate::rules::contradiction::lexicon::{self, AttitudeKind};
use crate::rules::contradiction::sameness::{self, Sameness};
use crate::rules::contradiction::scene::{self, Scenes, Stem, common};
use crate::text::Span;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// How many attitudes towards one word are compared with a new one.
const NEAREST: usize = 16;
/// How much the targets of one holder's attitudes must share, in nats.
const TARGET: f64 = 1.5;

struct Attitude<'a> {
    frame: &'a FactFrame,
    placed: &'a Placed,
    holder: Argument,
    sign: i8,
    /// Stems of the target's words.
    target: Vec<Stem>,
    /// Subject and predicate of the clause that the target is, where it is one.
    proposition: Option<(Stem, Stem)>,
    span: Span,
}

pub(super) fn find(article: &Article, scenes: &Scenes, conflicts: &mut Vec<Conflict>) {
    let mut attitudes: Vec<Attitude<'_>> = Vec::new();
    let mut index: HashMap<Stem, Vec<usize>> = HashMap::new();
    for frame in &article.frames {
        let Some(here) = article.paragraphs.get(frame.paragraph).and_then(|p| read(p, frame)) else {
            continue;
        };
        let near = |stem: &Stem| {
            index.get(stem).into_iter().flat_map(|list| list.iter().rev().take(NEAREST)).copied()
        };
        let candidates: BTreeSet<usize> = here.target.iter().flat_map(near).collect();
        let found =
            candidates.into_iter().rev().find_map(|c| compare(article, scenes, &here, attitudes.get(c)?));
        conflicts.extend(found);
        for &stem in &here.target {
            index.entry(stem).or_default().push(attitudes.len());
        }
        attitudes.push(here);
    }
}

/// The attitude that a clause tells, if it tells one.
fn read<'a>(placed: &'a Placed, frame: &'a FactFrame) -> Option<Attitude<'a>> {
    if frame.modality != Modality::Stated {
        return None;
    }
    let passage = placed.passage();
    let clause = passage.clauses.get(frame.clause)?;
    let lemma = passage.lemma(frame.predicate);
    let holder = frame.subject?;
    let verb = passage.tokens.get(frame.predicate)?.tag.is_verb() && clause.copula.is_none();
    let wanted = if verb { AttitudeKind::Verb } else { AttitudeKind::State };
    let mut after = frame.predicate + 1..clause.tokens.end;
    if after.is_empty() {
        // "seem optimistic [that ...]", where what follows hangs on "seem".
        let outer = clause.governor.and_then(|g| passage.clauses.get(g))?;
        after.end = outer.tokens.end;
    }
    // "seem [very] optimistic that": the adjective holds the attitude, the verb its subject and its denial.
    let seeming = verb
        && matches!(
            lemma,
            "appear" | "be" | "become" | "feel" | "look" | "remain" | "seem" | "sound" | "stay"
        );
    let adjective = passage
        .dependents(frame.predicate)
        .filter(|&t| {
            seeming && t > frame.predicate && passage.tokens.get(t).is_some_and(|t| matches!(t.tag, Tag::Jj))
        })
        .find_map(|t| {
            let state = lexicon::attitudes(passage.lemma(t)).iter().find(|a| a.0 == AttitudeKind::State)?;
            Some((state.1, t + 1..after.end.max(t + 1)))
        });
    let (sign, target) = match lexicon::attitudes(lemma).iter().find(|a| a.0 == wanted) {
        _ if adjective.is_some() => adjective?,
        Some(&(_, sign)) => (sign, after.clone()),
        None if matches!(
            lemma,
            "brand" | "call" | "consider" | "deem" | "describe" | "find" | "label" | "regard"
        ) =>
        {
            let sign = after.clone().find_map(|t| quality(passage, t))?;
            (sign, passage.subtree(frame.object?.token))
        }
        None => return None,
    };
    let mut stems = scene::stems_of(passage, target.clone());
    if let Some(object) = frame.object.filter(|o| !target.contains(&o.token)) {
        stems.extend(scene::stems_of(passage, passage.phrase(object.token)));
        stems.sort_unstable();
        stems.dedup();
    }
    let sign = if frame.negated { -sign } else { sign };
    let (proposition, affirmed) = proposition(passage, target).unzip();
    let from = passage.phrase(holder.token).start.min(holder.token).min(frame.predicate);
    let whole = if frame.predicate.abs_diff(holder.token) < 24 {
        from..after.end.max(from + 1)
    } else {
        clause.tokens.clone()
    };
    let end = passage.sentences.get(frame.sentence).map_or(whole.end, |s| s.tokens.end);
    let span = passage.span_of(whole.start..whole.end.min(end)).shift(placed.offset);
    Some(Attitude {
        frame,
        placed,
        holder,
        sign: if affirmed == Some(false) { -sign } else { sign },
        target: stems,
        proposition,
        span,
    })
}

/// The sign of a quality.
fn quality(passage: &Passage, token: usize) -> Option<i8> {
    let sign = lexicon::attitudes(passage.lemma(token)).iter().find(|a| a.0 == AttitudeKind::Quality)?.1;
    let denied = passage.dependents(token).any(|t| matches!(passage.lemma(t), "not" | "never" | "no"));
    Some(if denied { -sign } else { sign })
}

/// Subject and predicate of the first clause in `target`, and whether it is affirmed.
fn proposition(passage: &Passage, target: Range<usize>) -> Option<((Stem, Stem), bool)> {
    let clause = passage
        .clauses
        .iter()
        .find(|c| target.contains(&c.predicate) && c.subject.is_some_and(|s| target.contains(&s)))?;
    let subject = scene::stem(passage.lemma(clause.subject?));
    Some(((subject, scene::stem(passage.lemma(clause.predicate))), !clause.negated))
}

fn compare(
    article: &Article,
    scenes: &Scenes,
    here: &Attitude<'_>,
    there: &Attitude<'_>,
) -> Option<Conflict> {
    if here.sign == there.sign
        || (here.frame.paragraph, here.frame.sentence) == (there.frame.paragraph, there.frame.sentence)
    {
        return None;
    }
    let (a, b) = (
        scenes.get(here.frame.paragraph, here.frame.sentence)?,
        scenes.get(there.frame.paragraph, there.frame.sentence)?,
    );
    if a.apart || b.apart || a.at_other_time(b) {
        return None;
    }
    let one_holder = sameness::compare(article, (here.placed, &here.holder), (there.placed, &there.holder))
        == Sameness::Same;
    let one_proposition = here.proposition.is_some() && here.proposition == there.proposition;
    if one_holder {
        let shared: f64 = common(&here.target, &there.target).map(|s| scenes.weight(s)).sum();
        if a.turns || b.turns || !one_proposition && shared < TARGET {
            return None;
        }
    } else if !one_proposition || is_nobody(article, here) || is_nobody(article, there) {
        return None;
    }
    let says = |x: &Attitude<'_>| clip(&one_line(x.span.of(article.text())));
    let parties = (!one_holder).then(|| (name(article, here), name(article, there)));
    Some(Conflict {
        here: here.span,
        there: there.span,
        voices: if one_holder { (None, None) } else { (here.frame.voice, there.frame.voice) },
        parties,
        says: (says(here), says(there)),
        about: "opposite attitudes to the same thing".to_owned(),
    })
}

/// Whether the holder is a pronoun that could be anybody.
fn is_nobody(article: &Article, attitude: &Attitude<'_>) -> bool {
    let token = attitude.placed.passage().tokens.get(attitude.holder.token);
    let known = attitude.holder.entity.and_then(|e| article.entities.get(e)).is_some_and(|e| {
        matches!(e.kind, NameKind::Person | NameKind::Organization | NameKind::Place | NameKind::Group)
    });
    !known && !token.is_some_and(|t| t.tag.is_noun())
}

/// How a holder is named in a message.
fn name(article: &Article, attitude: &Attitude<'_>) -> String {
    let entity = attitude.holder.entity.and_then(|e| article.entities.get(e));
    match entity {
        Some(entity) => entity.name.clone(),
        None => {
            let span =
                attitude.placed.passage().phrase_span(attitude.holder.token).shift(attitude.placed.offset);
            one_line(span.of(article.text()))
        }
    }
}
