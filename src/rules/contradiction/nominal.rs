//! Deeds that a noun tells: the cancellation of the flight, Wednesday's cut in the rate, the drop in profit.
//!
//! Comes in: a noun. Goes out: whether it speaks of a deed that was done, and what that was done to.

use crate::language::{NameKind, Passage, Relation, Tag};
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::sameness;
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Words by which a deed is one that is wanted, offered or foretold.
static UNSETTLED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/unsettled.txt")).collect());

/// Words by which a deed is one of another time: his *past* support.
static OF_OTHER_TIMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/other_times.txt")).collect());

/// Nouns for how many or how much there is of something.
static AMOUNTS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/amounts.txt")).collect());

/// Whether a noun for a deed speaks of one that was done: *the* cut of last week, not the planned one.
pub(super) fn is_told(passage: &Passage, noun: usize) -> bool {
    passage.tokens.get(noun).is_some_and(|t| t.tag.is_noun())
        && sameness::is_definite(passage, noun)
        && !is_unsettled(passage, noun)
}

/// Whether a noun for a deed speaks of one that is wanted or foretold, or of one of another time.
pub(super) fn is_unsettled(passage: &Passage, noun: usize) -> bool {
    let Some(read) = passage.tokens.get(noun) else { return true };
    let wanted = |t: usize| {
        let lemma = passage.lemma(t).to_lowercase();
        UNSETTLED.contains(lemma.as_str()) || OF_OTHER_TIMES.contains(lemma.as_str())
    };
    // "Demanded the cut", "a call for the cut"; but "demanded help after the cut".
    let brought = passage.case_marker(noun).filter(|&c| c < noun).map(|c| passage.lemma(c));
    let takes = matches!(brought, None | Some("for" | "of"));
    let above = read.head.map(|head| head as usize).filter(|_| takes);
    passage.dependents(noun).any(wanted) || above.is_some_and(wanted)
}

/// Whether a noun for a deed speaks of one of another time: his *past* support.
pub(super) fn is_of_other_time(passage: &Passage, noun: usize) -> bool {
    let other = |t: usize| OF_OTHER_TIMES.contains(passage.lemma(t).to_lowercase().as_str());
    lexicon::verb_of(passage.lemma(noun)).is_some() && passage.dependents(noun).any(other)
}

/// Whether a noun speaks of a deed that was done to something that it names: the rise *in unemployment*.
pub(super) fn is_deed_of(passage: &Passage, noun: usize) -> bool {
    // "The loss in Ohio", "the loss to Holt" do not name what was lost.
    let undergoes = |t: usize| {
        let place = passage.names.iter().any(|n| n.kind == NameKind::Place && n.tokens.contains(&t));
        let brought = passage.case_marker(t).map(|c| passage.lemma(c));
        // "His support for a bill": for one of them.
        let one = passage.dependents(t).any(|d| matches!(passage.lemma(d), "a" | "an"));
        t > noun && !one && brought != Some("to") && !(place && brought == Some("in"))
    };
    lexicon::verb_of(passage.lemma(noun)).is_some()
        && is_told(passage, noun)
        && said_of(passage, noun).iter().any(|&(owns, t)| !owns && undergoes(t))
}

/// What a noun for a deed or a state is said of: whose it is (`true`), and what a preposition behind it brings in.
pub(super) fn said_of(passage: &Passage, noun: usize) -> Vec<(bool, usize)> {
    let brings = |preposition: usize| matches!(passage.lemma(preposition), "of" | "in" | "for" | "to");
    let mut said: Vec<(bool, usize)> = Vec::new();
    for below in passage.dependents(noun) {
        match passage.tokens.get(below).map(|t| t.relation) {
            Some(Relation::NmodPoss) => said.push((true, below)),
            Some(Relation::Compound) => said.push((false, below)),
            Some(Relation::Nmod) if passage.case_marker(below).is_some_and(brings) => {
                said.push((false, below))
            }
            _ => {}
        }
    }
    // "Blamed the drop in profit on cocoa": the parser may hang the profit on the verb.
    let behind =
        passage.tokens.get(noun + 1).filter(|t| matches!(t.tag, Tag::In | Tag::To) && brings(noun + 1));
    let thing = behind.and_then(|t| t.head).map(|head| head as usize);
    let thing = thing.filter(|&t| t > noun && passage.case_marker(t) == Some(noun + 1));
    said.extend(thing.filter(|&t| !said.iter().any(|&(_, known)| known == t)).map(|t| (false, t)));
    said
}

/// The words around a noun that tell more of its deed: *Wednesday's* cut *in the main rate by the bank*.
pub(super) fn around(passage: &Passage, noun: usize) -> Range<usize> {
    let start = passage.phrase(noun).start.min(noun);
    let ends = |&t: &usize| {
        passage.tokens.get(t).is_none_or(|read| read.tag.is_verb() || read.relation == Relation::Punct)
            || passage.clause_of(t) != passage.clause_of(noun)
    };
    start..(noun + 1..).find(ends).unwrap_or(noun + 1)
}

/// What a noun tells the number or amount of: the number of *salmon*.
pub(super) fn counted(passage: &Passage, noun: usize) -> Option<usize> {
    let of = |&t: &usize| {
        passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Nmod)
            && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
    };
    passage.dependents(noun).find(of).filter(|_| AMOUNTS.contains(passage.lemma(noun)))
}
