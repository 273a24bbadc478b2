//! How long one thing lasted: held for six years, in the four years that she was held; twelve years in prison, nine years.

use crate::article::{Article, FactFrame, Modality, Placed};
use crate::language::{ClauseKind, Measure, Passage, Relation, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexicon::{self, Sense};
use crate::rules::contradiction::lexis::{Lexis, WordId};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::statement::is_plain;
use crate::text::Span;

/// How many earlier stretches are compared with a new one.
const NEAREST: usize = 12;
/// Predicates less alike than this are of two things.
const ALIKE: f32 = 0.8;
/// Stretches under this, in days, are told loosely.
const SHORTEST: f64 = 2.0;

/// How long something lasted.
struct Stretch<'a> {
    frame: &'a FactFrame,
    value: &'a Value,
    lemma: &'a str,
    predicate: Option<WordId>,
    senses: Vec<Sense>,
    /// Who did it and what it was done to.
    parties: [Option<Referent>; 2],
    span: Span,
    clause: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut earlier: Earlier<'_, Stretch<'_>> = Earlier::new(known, "lasting", NEAREST);
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for here in known.told(Topic::Lasting, frame, || read(article, lexis, placed, frame)) {
            let clash =
                earlier.nearest(frame.paragraph, |there| clashes(article, lexis, scenes, &here, there));
            if let Some(there) = clash {
                let side = |x: &Stretch<'_>| Side { span: x.span, words: x.clause, voice: x.frame.voice };
                conflicts.push(Conflict::of(article, side(&here), side(there), "it cannot have lasted both"));
            }
            earlier.push(frame.paragraph, here);
        }
    }
}

/// The stretches of time that a clause says something lasted.
fn read<'a>(article: &Article, lexis: &Lexis, placed: &'a Placed, frame: &'a FactFrame) -> Vec<Stretch<'a>> {
    let passage = placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return Vec::new() };
    let lemma = passage.lemma(frame.predicate);
    let stated = frame.modality == Modality::Stated && !frame.negated;
    if !stated
        || is_plain(lemma)
        || clause.copula.is_some()
        || matches!(lemma, "spend" | "last" | "wait" | "go")
    {
        return Vec::new();
    }
    let sentence = passage.sentences.get(frame.sentence).map_or(0..0, |s| s.tokens.clone());
    let own = |value: &&Value| {
        matches!(value.measure, Measure::Duration)
            && value.low >= SHORTEST
            && sentence.contains(&value.tokens.start)
            && (lasts(passage, frame, value) || is_antecedent(passage, frame, value))
    };
    let referent = |token: usize| Referent::of(article, lexis, placed, frame.paragraph, token);
    let stretch = |value: &'a Value| Stretch {
        frame,
        value,
        lemma,
        predicate: lexis.word(frame.paragraph, frame.predicate),
        senses: lexicon::senses(lemma),
        parties: [frame.subject, frame.object].map(|a| referent(a?.token)),
        span: value.span.shift(placed.offset),
        clause: passage.span_of(clause.tokens.clone()).shift(placed.offset),
    };
    passage.values.iter().filter(own).map(stretch).collect()
}

/// "held for six years", "sentenced to six years", "was held six years".
fn lasts(passage: &Passage, frame: &FactFrame, value: &Value) -> bool {
    let at = value.tokens.start;
    let inside = passage.clause_of(at) == Some(frame.clause);
    let before = at.checked_sub(1).map_or("", |t| passage.lemma(t));
    let before = if matches!(before, "just" | "only" | "nearly" | "almost" | "about") {
        at.checked_sub(2).map_or("", |t| passage.lemma(t))
    } else {
        before
    };
    let after = passage.lemma(value.tokens.end);
    inside
        && (before == "for"
            || before == "to" && matches!(passage.lemma(frame.predicate), "sentence" | "jail" | "condemn"))
        && !matches!(after, "ago" | "later" | "earlier" | "old" | "before" | "after" | "more" | "now")
}

/// "In the four years that she was held".
fn is_antecedent(passage: &Passage, frame: &FactFrame, value: &Value) -> bool {
    let Some(clause) = passage.clauses.get(frame.clause) else { return false };
    let mut at = Some(clause);
    // "the four years that she says she was held".
    for _ in 0..3 {
        let Some(inner) = at else { return false };
        let head = passage.tokens.get(inner.predicate).filter(|t| t.relation == Relation::AclRelcl);
        if let Some(head) = head.and_then(|t| t.head) {
            return value.tokens.contains(&(head as usize));
        }
        at = inner
            .governor
            .filter(|_| inner.kind == ClauseKind::Complement)
            .and_then(|g| passage.clauses.get(g));
    }
    false
}

fn clashes(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Stretch<'_>,
    there: &Stretch<'_>,
) -> bool {
    let (a, b) = (here.frame, there.frame);
    let Some((x, y)) = scenes.pair(a, b) else {
        return false;
    };
    let apart =
        x.apart || y.apart || x.at_other_time(y) || sameness::complements_differ(lexis, article, a, b);
    let listed = here.senses.iter().any(|s| there.senses.iter().any(|o| o.row == s.row && o.side == s.side));
    let predicates = here.lemma == there.lemma
        || listed
        || here.predicate.zip(there.predicate).is_some_and(|(a, b)| lexis.words_alike(a, b) >= ALIKE);
    // One of the two parties has to be the same, and none another.
    let agree = |x: &Option<Referent>, y: &Option<Referent>| match (x, y) {
        (Some(x), Some(y)) if x.is_told_apart(y, lexis) => -1,
        (Some(x), Some(y)) if x.likeness(y, lexis) >= ONE && (x.definite || y.definite) => 1,
        (Some(x), Some(y)) if x.entity.is_some() && y.entity.is_some() => -1,
        _ => 0,
    };
    let parties = here.parties.iter().zip(&there.parties).map(|(x, y)| agree(x, y));
    let (low, sum) = parties.fold((0, 0), |(low, sum), p| (low.min(p), sum + p));
    // "Six years" and "five and a half" are one.
    let far = (here.value.low - there.value.high).max(there.value.low - here.value.high);
    let disjoint = !here.value.agrees_with(there.value) && far > 0.12 * here.value.high.max(there.value.high);
    disjoint && !apart && predicates && low == 0 && sum > 0
}
