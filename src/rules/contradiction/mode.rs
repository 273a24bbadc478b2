//! How a clause is meant by the verb that governs it: planned, told to somebody to do, forced on somebody, allowed to
//! somebody. Comes in: a frame. Goes out: its [`Mode`] and whether the governing verb denies it.

use crate::article::{Article, FactFrame, Modality, Tense};
use crate::language::{Clause, ClauseKind, Passage, Relation, Tag};
use crate::rules::contradiction::lexis::{self, Item, Lexis};
use crate::rules::word_list::lines;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How a statement is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It is so.
    Told,
    /// Its subject means to do it.
    Intent,
    /// Its subject refused to do it, and did not.
    Refused,
    /// Its subject is made to do it.
    Forced,
    /// Its subject may do it.
    Allowed,
    /// Somebody tells its subject to do it.
    Directive(Option<Item>),
}

impl Mode {
    /// Whether what is meant in the two ways can contradict each other. What somebody will do is against what they mean
    /// not to do.
    pub(super) fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Directive(a), Self::Directive(b)) => a.is_some() && a == b,
            (Self::Refused, Self::Told | Self::Intent) | (Self::Told | Self::Intent, Self::Refused) => true,
            (a, b) => a == b,
        }
    }
}

static MODES: LazyLock<HashMap<&'static str, (Mode, bool)>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let (verb, mode, sign) = (columns.next()?, columns.next()?, columns.next()?);
        let mode = match mode {
            "intent" => Mode::Intent,
            "forced" => Mode::Forced,
            "allowed" => Mode::Allowed,
            "directive" => Mode::Directive(None),
            _ => return None,
        };
        Some((verb, (mode, sign == "-")))
    };
    lines(include_str!("../data/modes.tsv")).filter_map(row).collect()
});

/// The mode of a frame, and whether it is denied, by itself and by what governs it. `None` where the clause says neither
/// that it is so nor that somebody means, has, may or is told to do it.
pub(super) fn of(article: &Article, lexis: &Lexis, frame: &FactFrame) -> Option<(Mode, bool)> {
    let passage = article.paragraphs.get(frame.paragraph)?.passage();
    let clause = passage.clauses.get(frame.clause)?;
    let now_and_then = is_now_and_then(passage, frame, clause);
    // "Pleaded not guilty" is no verdict.
    let pleads = passage.lemma(frame.predicate) == "plead";
    if now_and_then || pleads || is_nearly(passage, frame) || frame.negated && is_of_rank(passage, frame) {
        return None;
    }
    let plain = matches!(frame.modality, Modality::Stated | Modality::Future);
    let Some(outer) = governor(article, passage, frame, clause) else {
        return plain.then_some((Mode::Told, frame.negated));
    };
    let Some(&(mode, denies)) = MODES.get(passage.lemma(outer.predicate)) else {
        return plain.then_some((Mode::Told, frame.negated));
    };
    if outer.modality != Modality::Stated {
        return None;
    }
    let by = || {
        let subject = outer.subject?;
        lexis.item(outer.paragraph, subject.token)
    };
    let mode = match mode {
        // What somebody is not told to do is nothing.
        Mode::Directive(_) if outer.negated => return None,
        Mode::Directive(_) => Mode::Directive(by()),
        Mode::Intent if denies && !outer.negated && outer.tense == Tense::Past => Mode::Refused,
        Mode::Told | Mode::Intent | Mode::Refused | Mode::Forced | Mode::Allowed => mode,
    };
    Some((mode, clause.negated ^ denies ^ outer.negated))
}

/// Whether the verb of a clause says how an infinitive that completes it is meant: declined *to testify*.
pub(super) fn governs(passage: &Passage, frame: &FactFrame) -> bool {
    let completes = |c: &Clause| {
        c.governor == Some(frame.clause)
            && c.kind == ClauseKind::Complement
            && c.mark.is_some_and(|m| passage.lemma(m) == "to")
    };
    MODES.contains_key(passage.lemma(frame.predicate)) && passage.clauses.iter().any(completes)
}

/// Words that leave something of what is denied with them, and whether they do so before adjectives alone.
static DEGREES: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let rows = lines(include_str!("../data/degree_words.tsv")).filter_map(|row| row.split_once('\t'));
    rows.map(|(word, before)| (word, before == "adjective")).collect()
});

/// Whether something of what a clause denies is left: not *that* pleased, not *entirely* true.
fn is_denied_in_part(passage: &Passage, frame: &FactFrame) -> bool {
    let adjective =
        || passage.tokens.get(frame.predicate).is_some_and(|t| matches!(t.tag, Tag::Jj | Tag::Rb));
    let degree = |t: usize| {
        // "Not that pleased", where the parser takes "that" for a mark.
        let near = t + 1 == frame.predicate;
        let relation = passage.tokens.get(t).map(|t| t.relation);
        let adverb = relation == Some(Relation::Advmod) || relation == Some(Relation::Mark) && near;
        let known = DEGREES.get(passage.lemma(t).to_lowercase().as_str()).filter(|_| adverb);
        known.is_some_and(|of_adjectives| !of_adjectives || adjective())
    };
    frame.negated && passage.dependents(frame.predicate).any(degree)
}

/// Whether a clause says that something was nearly so, or nearly not: almost died, almost no tax, not that pleased.
pub(super) fn is_nearly(passage: &Passage, frame: &FactFrame) -> bool {
    if is_denied_in_part(passage, frame) {
        return true;
    }
    let nearly = |t: usize| matches!(passage.lemma(t), "almost" | "nearly" | "virtually" | "practically");
    let none = |t: usize| matches!(passage.lemma(t), "no" | "nobody" | "none" | "nothing" | "never");
    passage.dependents(frame.predicate).any(nearly)
        || frame.negated && lexis::own_tokens(passage, frame.clause).any(|t| nearly(t) && none(t + 1))
}

/// Whether a clause tells what is so at times: when he is not happy.
fn is_now_and_then(passage: &Passage, frame: &FactFrame, clause: &Clause) -> bool {
    let mark = clause.mark.map(|m| passage.lemma(m).to_lowercase());
    frame.tense == Tense::Present && mark.is_some_and(|m| matches!(m.as_str(), "when" | "whenever"))
}

/// Whether what is denied of something is only that it is the first or last to be so.
fn is_of_rank(passage: &Passage, frame: &FactFrame) -> bool {
    passage.dependents(frame.predicate).any(|t| {
        matches!(passage.lemma(t), "first" | "last" | "latest" | "next" | "only" | "sole")
            && passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Amod)
    })
}

/// How a clause tells that something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// Whether it is denied.
    pub(super) denied: bool,
    /// Whether it is to come.
    pub(super) to_come: bool,
}

/// Whether a clause says that something is, will be or is not so, also by way of another verb: "could not identify" is that
/// it was not done, "vowed to close" that it will be, "allowed to stay" that it is so.
pub(super) fn told(article: &Article, lexis: &Lexis, frame: &FactFrame) -> Option<Told> {
    let passage = article.paragraphs.get(frame.paragraph)?.passage();
    let clause = passage.clauses.get(frame.clause)?;
    if is_now_and_then(passage, frame, clause) || is_nearly(passage, frame) {
        return None;
    }
    // "Nobody opposed him".
    let nobody = clause.subject.is_some_and(|s| {
        matches!(passage.lemma(s).to_lowercase().as_str(), "nobody" | "none" | "neither")
            || passage.lemma(s) == "one" && passage.dependents(s).any(|t| passage.lemma(t) == "no")
    });
    let denied = || frame.negated || nobody;
    let unable = || {
        frame.negated
            && clause.modal.is_some_and(|m| matches!(passage.lemma(m), "could" | "can" | "ca"))
            && matches!(clause.kind, ClauseKind::Main | ClauseKind::Relative)
    };
    let makes_it_so = || {
        let frame = governor(article, passage, frame, clause);
        let adjective = passage
            .tokens
            .get(clause.predicate)
            .is_some_and(|t| matches!(t.tag, Tag::Jj | Tag::Jjr | Tag::Rbr));
        adjective
            && frame.is_some_and(|f| f.modality == Modality::Stated && passage.lemma(f.predicate) == "make")
    };
    match frame.modality {
        Modality::Stated => Some(Told { denied: denied(), to_come: false }),
        Modality::Future => Some(Told { denied: denied(), to_come: true }),
        // "The law makes it easier to hire."
        Modality::Possible if makes_it_so() => Some(Told { denied: denied(), to_come: false }),
        Modality::Possible if unable() => Some(Told { denied: true, to_come: false }),
        Modality::Possible => {
            let outer = governor(article, passage, frame, clause)?;
            let told = match of(article, lexis, frame)? {
                (Mode::Intent, denied) => Told { denied, to_come: true },
                (Mode::Allowed | Mode::Forced, denied) => Told { denied, to_come: false },
                (Mode::Told | Mode::Refused | Mode::Directive(_), _) => return None,
            };
            (outer.modality == Modality::Stated && outer.tense != Tense::Untold).then_some(told)
        }
        Modality::Hypothetical => None,
    }
}

/// Whether a clause is a participle beside the main clause whose subject it takes: "*Testifying in his defense*, Holt said".
pub(super) fn is_aside(passage: &Passage, frame: &FactFrame, clause: &Clause) -> bool {
    clause.kind == ClauseKind::Adverbial
        && clause.subject.is_none()
        && clause.mark.is_none()
        && passage.tokens.get(frame.predicate).is_some_and(|t| t.tag == Tag::Vbg)
        && (passage.word(clause.tokens.end) == ","
            || clause.tokens.start.checked_sub(1).is_some_and(|t| passage.word(t) == ","))
}

/// Of whom a clause is said, also where it takes its subject from the clause it stands beside.
pub(super) fn subject(passage: &Passage, frame: &FactFrame, clause: &Clause) -> Option<usize> {
    let outer = || {
        let outer = clause.governor.and_then(|g| passage.clauses.get(g))?;
        outer.subject.filter(|_| is_aside(passage, frame, clause))
    };
    frame.subject.map(|s| s.token).or_else(outer)
}

/// The frame of the verb that an infinitive or "from"-phrase completes.
fn governor<'a>(
    article: &'a Article,
    passage: &Passage,
    frame: &FactFrame,
    clause: &Clause,
) -> Option<&'a FactFrame> {
    let number = clause.governor.filter(|_| clause.kind == ClauseKind::Complement)?;
    let infinitive = clause.mark.is_none_or(|m| matches!(passage.lemma(m), "to" | "from" | "not"));
    let tensed = clause.modal.is_some();
    if !infinitive || tensed {
        return None;
    }
    let from = article.frames.partition_point(|f| f.paragraph < frame.paragraph);
    let mut own = article.frames.get(from..)?.iter().take_while(|f| f.paragraph == frame.paragraph);
    own.find(|f| f.clause == number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_well_formed() {
        let rows: Vec<_> = lines(include_str!("../data/modes.tsv")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(MODES.len(), rows.len());
    }
}
