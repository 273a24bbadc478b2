//! Pairs of statements about the same thing: the index that finds them, and what both comparators of predicates ask.

use crate::article::{Article, FactFrame, Modality, Tense};
use crate::language::ClauseKind;
use crate::rules::contradiction::conflict::{Conflict, words_of};
use crate::rules::contradiction::sameness::{self, Sameness};
use crate::rules::contradiction::scene::{self, Scenes};
use crate::rules::contradiction::{lexicon, opposites, polarity};
use crate::rules::fingerprint::fnv1a;
use std::collections::{BTreeSet, HashMap};

/// How many statements of one predicate and argument are compared with a new one.
const NEAREST: usize = 16;
/// How much two sentences must share where only one argument is the same, in nats.
const ANCHOR: f64 = 3.0;

/// What a statement is indexed by: a predicate or row of opposites, and one argument.
type Key = (u64, u64);

pub(super) fn find(article: &Article, scenes: &Scenes, conflicts: &mut Vec<Conflict>) {
    let mut index: HashMap<Key, Vec<usize>> = HashMap::new();
    for (at, frame) in article.frames.iter().enumerate() {
        if !is_statement(article, frame) {
            continue;
        }
        let keys = keys(article, frame);
        let mut candidates = BTreeSet::new();
        for key in &keys {
            candidates
                .extend(index.get(key).into_iter().flat_map(|list| list.iter().rev().take(NEAREST)).copied());
        }
        for other in candidates {
            if let Some(conflict) = article.frames.get(other).and_then(|o| compare(article, scenes, frame, o))
            {
                conflicts.push(conflict);
                break;
            }
        }
        for key in keys {
            index.entry(key).or_default().push(at);
        }
    }
}

fn is_statement(article: &Article, frame: &FactFrame) -> bool {
    let clause = article.paragraphs.get(frame.paragraph).and_then(|p| p.passage().clauses.get(frame.clause));
    matches!(frame.modality, Modality::Stated | Modality::Future)
        && (frame.subject.is_some() || frame.object.is_some())
        && clause.is_some_and(|c| !(c.kind == ClauseKind::Adverbial && frame.tense == Tense::Untold))
}

fn keys(article: &Article, frame: &FactFrame) -> Vec<Key> {
    let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
    let passage = placed.passage();
    let lemma = passage.lemma(frame.predicate);
    let mut predicates = vec![scene::stem(lemma)];
    predicates.extend(lexicon::senses(lemma).iter().map(|s| u64::from(s.row) + 1));
    let arguments = frame.subject.iter().chain(frame.object.iter());
    let mut keys = Vec::new();
    for argument in arguments {
        let name = argument.entity.map_or_else(
            || fnv1a(passage.lemma(argument.token).to_lowercase().bytes()),
            |entity| entity as u64,
        );
        keys.extend(predicates.iter().map(|&p| (p, name)));
    }
    keys
}

fn compare(article: &Article, scenes: &Scenes, here: &FactFrame, there: &FactFrame) -> Option<Conflict> {
    if (here.paragraph, here.sentence) == (there.paragraph, there.sentence) {
        return None;
    }
    let (a, b) = (article.paragraphs.get(here.paragraph)?, article.paragraphs.get(there.paragraph)?);
    let (la, lb) = (a.passage().lemma(here.predicate), b.passage().lemma(there.predicate));
    let about = polarity::compare(la, here.negated, lb, there.negated)
        .or_else(|| opposites::compare(la, here.negated, lb, there.negated))?;
    let (sa, sb) = (scenes.get(here.paragraph, here.sentence)?, scenes.get(there.paragraph, there.sentence)?);
    if sa.turns || sb.turns || sa.apart || sb.apart || sa.at_other_time(sb) || !tenses_agree(here, there) {
        return None;
    }
    if governs_clause(a.passage(), here)
        || governs_clause(b.passage(), there)
        || is_participle(here)
        || is_participle(there)
    {
        return None;
    }
    let pair = |x: &Option<_>, y: &Option<_>| match (x, y) {
        (Some(x), Some(y)) => sameness::compare(article, (a, x), (b, y)),
        _ => Sameness::Open,
    };
    let (subject, object) = (pair(&here.subject, &there.subject), pair(&here.object, &there.object));
    if subject == Sameness::Other || object == Sameness::Other {
        return None;
    }
    let mut same = usize::from(subject == Sameness::Same) + usize::from(object == Sameness::Same);
    if same == 0 {
        return None;
    }
    for x in &here.others {
        for y in &there.others {
            let preposition = |p: &crate::article::Placed, x: &crate::article::Argument| {
                x.preposition.map(|t| p.passage().lemma(t).to_owned())
            };
            if preposition(a, x) == preposition(b, y) {
                match sameness::compare(article, (a, x), (b, y)) {
                    Sameness::Same => same += 1,
                    Sameness::Other => return None,
                    Sameness::Open => {}
                }
            }
        }
    }
    // One argument alone is enough only for what is said of a thing and nothing else: the road was open, closed.
    let bare = |f: &FactFrame| f.object.is_none() && f.others.is_empty();
    let alone = same == 1 && !(subject == Sameness::Same && bare(here) && bare(there));
    if alone && scenes.shared(sa, sb) < ANCHOR * 2.0 || scenes.shared(sa, sb) < ANCHOR {
        return None;
    }
    let ((span, text), (other_span, other_text)) = (words_of(article, here), words_of(article, there));
    Some(Conflict {
        here: span,
        there: other_span,
        voices: (here.voice, there.voice),
        parties: None,
        says: (text, other_text),
        about: about.to_owned(),
    })
}

/// Whether the predicate has a clause as its object: what is shown or found stands in that, not in the predicate.
fn governs_clause(passage: &crate::language::Passage, frame: &FactFrame) -> bool {
    passage.clauses.iter().any(|c| {
        c.kind == ClauseKind::Complement
            && c.governor.and_then(|g| passage.clauses.get(g)).is_some_and(|g| g.predicate == frame.predicate)
    })
}

/// Whether the verb stands without tense: "attacking", "to attack". Its denial is hard to tell.
fn is_participle(frame: &FactFrame) -> bool {
    frame.tense == Tense::Untold && frame.modality == Modality::Stated
}

/// What was is not against what is; what will be is not against what was.
fn tenses_agree(here: &FactFrame, there: &FactFrame) -> bool {
    let class = |f: &FactFrame| match (f.modality, f.tense) {
        (Modality::Future, _) => 3,
        (_, Tense::Past | Tense::Perfect) => 1,
        (_, Tense::Present) => 2,
        (_, Tense::Untold) => 0,
    };
    let (a, b) = (class(here), class(there));
    a == b || a == 0 || b == 0
}
