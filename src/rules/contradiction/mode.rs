//! How a clause is meant by the verb that governs it: planned, told to somebody to do, forced on somebody, allowed to
//! somebody. Comes in: a frame. Goes out: its [`Mode`] and whether the governing verb denies it.

use crate::article::{Article, FactFrame, Modality};
use crate::language::{Clause, ClauseKind, Passage};
use crate::rules::contradiction::lexis::{Item, Lexis};
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
        Mode::Told | Mode::Intent | Mode::Forced | Mode::Allowed => mode,
    };
    Some((mode, clause.negated ^ denies ^ outer.negated))
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
