//! Finds the attributions of one paragraph: first the cues, then for each cue its source and content among the words of
//! its sentence. Both are read from the encoded words ([`Heard`]).

use crate::article::attribution::encoded::Heard;
use crate::article::attribution::{layout, speech};
use crate::article::claim::verbs;
use crate::language::encoder::{self, Encoder};
use crate::language::{Encoded, Passage, Tag};
use std::ops::Range;

/// The label of a source's word.
pub(crate) const SOURCE: u8 = 1;
/// The label of a content's word.
pub(crate) const CONTENT: u8 = 2;
/// An attribution in one paragraph, in tokens of its passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The cue.
    pub cue: Range<usize>,
    /// The pieces of the source.
    pub source: Vec<Range<usize>>,
    /// The pieces of the content.
    pub content: Vec<Range<usize>>,
    /// By how much the cue was preferred to none, as a logit.
    pub margin: f32,
}

/// The attributions of a paragraph, and what else was heard of each of its tokens.
pub(crate) struct Reading {
    /// The attributions.
    pub(crate) found: Vec<Found>,
    /// Whether the token is inside a quotation.
    pub(crate) quoted: Vec<bool>,
    /// By how much it beats, or misses, being no cue; a logit.
    pub(crate) margins: Vec<f32>,
}

/// Finds the attributions of a paragraph.
pub(crate) fn read(passage: &Passage, encoded: &Encoded) -> Reading {
    read_with(encoder::embedded(), passage, encoded)
}

/// Finds them with a given encoder.
pub(crate) fn read_with(encoder: &Encoder, passage: &Passage, encoded: &Encoded) -> Reading {
    let quoted = speech::quoted(passage);
    let heard = Heard::new(encoder, encoded, &quoted);
    let mut found = Vec::new();
    let mut all_margins = Vec::with_capacity(passage.tokens.len());
    for sentence in &passage.sentences {
        let sentence = &sentence.tokens;
        let (labels, margins) = label_cues(&heard, sentence);
        let mut cues = runs(sentence.start, &labels);
        cues.iter_mut().for_each(|cue| take_in_auxiliaries(passage, sentence, cue));
        for tokens in &cues {
            let roles = label_roles(&heard, sentence, tokens);
            let pieces = |wanted: u8| pieces(sentence.start, &roles, wanted);
            let (source, content) = (pieces(SOURCE), pieces(CONTENT));
            if content.is_empty() && (source.is_empty() || !layout::announces(passage, tokens.end)) {
                continue;
            }
            let margin = tokens.clone().map(|t| margins[t - sentence.start]).fold(f32::MIN, f32::max);
            found.push(Found { cue: tokens.clone(), source, content, margin });
        }
        if cues.is_empty() {
            found.extend(closing(passage, sentence));
        }
        all_margins.extend(margins);
    }
    run_on(passage, &quoted, &mut found);
    drop(heard);
    Reading { found, quoted, margins: all_margins }
}

/// The attribution that a sentence closes with by its grammar alone, where no cue was heard: "The ice is thinner, a study by
/// the institute *found*."
fn closing(passage: &Passage, sentence: &Range<usize>) -> Option<Found> {
    let tag = |at: usize| passage.tokens[at].tag;
    let cue = sentence.clone().rev().find(|&at| passage.word(at).chars().any(char::is_alphanumeric))?;
    let finite = matches!(tag(cue), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn);
    if !finite || verbs::does(passage.lemma(cue)) != verbs::SAY {
        return None;
    }
    let comma = (sentence.start..cue).rev().find(|&at| passage.word(at) == ",")?;
    let (content, source) = (sentence.start..comma, comma + 1..cue);
    let nominal = |at: usize| tag(at).is_noun() || tag(at) == Tag::Prp;
    let states = content.clone().any(|at| tag(at).is_verb());
    let names = source.clone().any(nominal) && !source.clone().any(|at| tag(at).is_verb());
    (states && names && source.len() <= LONGEST_SOURCE).then(|| Found {
        cue: cue..cue + 1,
        source: vec![source],
        content: vec![content],
        margin: 0.0,
    })
}

/// The most tokens of a source between a comma and the verb that closes the sentence.
const LONGEST_SOURCE: usize = 12;

/// Begin-inside labels of one sentence, and by how much each beats or misses being outside.
fn label_cues(heard: &Heard<'_>, sentence: &Range<usize>) -> (Vec<u8>, Vec<f32>) {
    let (mut labels, mut margins) = (Vec::with_capacity(sentence.len()), Vec::with_capacity(sentence.len()));
    for at in sentence.clone() {
        let [outside, begin, inside] = heard.cue(at);
        let goes_on = labels.last().is_some_and(|&before| before != 0) && inside > begin;
        let margin = if goes_on { inside } else { begin } - outside;
        labels.push(if margin <= 0.0 { 0 } else { 1 + u8::from(goes_on) });
        margins.push(margin);
    }
    (labels, margins)
}

/// Moves the start of a cue that begins with a verb back over its auxiliaries, and adverbs between: "has also *said*".
fn take_in_auxiliaries(passage: &Passage, sentence: &Range<usize>, cue: &mut Range<usize>) {
    if !passage.tokens.get(cue.start).is_some_and(|t| t.tag.is_verb() && t.tag != Tag::Vbd) {
        return;
    }
    let mut at = cue.start;
    while at > sentence.start {
        at -= 1;
        let tag = passage.tokens[at].tag;
        let auxiliary = tag == Tag::Md || tag.is_verb() && matches!(passage.lemma(at), "be" | "have" | "do");
        if auxiliary {
            cue.start = at;
        } else if tag != Tag::Rb {
            break;
        }
    }
}

/// The runs of begin-inside labels as token ranges.
fn runs(start: usize, labels: &[u8]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, &label) in labels.iter().enumerate() {
        let at = start + index;
        match (label, runs.last_mut()) {
            (2, Some(last)) if last.end == at => last.end = at + 1,
            (1 | 2, _) => runs.push(at..at + 1),
            _ => {}
        }
    }
    runs
}

/// Labels the tokens of a sentence as one cue sees them.
fn label_roles(heard: &Heard<'_>, sentence: &Range<usize>, cue: &Range<usize>) -> Vec<u8> {
    let scores = heard.roles(sentence, cue);
    let best = |row: ndarray::ArrayView1<f32>| {
        let mut best = 0;
        for label in [SOURCE, CONTENT] {
            if row[label as usize] > row[best as usize] {
                best = label;
            }
        }
        best
    };
    sentence
        .clone()
        .zip(scores.rows())
        .map(|(at, row)| if cue.contains(&at) { 0 } else { best(row) })
        .collect()
}

/// The runs of one label as token ranges.
fn pieces(start: usize, labels: &[u8], wanted: u8) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (index, _) in labels.iter().enumerate().filter(|(_, label)| **label == wanted) {
        let at = start + index;
        match pieces.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => pieces.push(at..at + 1),
        }
    }
    pieces
}

/// Lets a quoted content run on: backwards and forwards over the sentences of its quotation, and forwards over
/// quotations that follow it with no words of the reporter's between.
fn run_on(passage: &Passage, quoted: &[bool], found: &mut [Found]) {
    let owned: Vec<Range<usize>> =
        found.iter().flat_map(|f| f.content.iter().chain([&f.cue]).cloned()).collect();
    let is_taken = |range: &Range<usize>| owned.iter().any(|o| o.start < range.end && range.start < o.end);
    for one in found.iter_mut() {
        let Some(sentence) = passage.sentence_of(one.cue.start) else { continue };
        let Some(bounds) = passage.sentences.get(sentence).map(|s| s.tokens.clone()) else { continue };
        let inside = |at: usize| quoted.get(at).copied().unwrap_or(false);
        let (Some(first), Some(last)) = (one.content.first().cloned(), one.content.last().cloned()) else {
            continue;
        };
        // Backwards: the sentence begins inside a quotation that began before it.
        if first.start == bounds.start
            && inside(first.start)
            && first.start > 0
            && inside(first.start - 1)
            && passage.word(first.start) != "“"
        {
            let mut from = first.start;
            while from > 0 && inside(from - 1) {
                from -= 1;
            }
            if !is_taken(&(from..first.start)) {
                one.content.insert(0, from..first.start);
            }
        }
        // Forwards: the sentence ends inside a quotation, or the next sentence is one from end to end.
        let ends = (last.end..bounds.end)
            .all(|at| !passage.tokens.get(at).is_some_and(|t| t.tag.is_verb() || t.tag.is_noun()));
        let speech = inside(last.start)
            || inside(last.end.saturating_sub(1))
            || one.content.iter().any(|c| inside(c.start));
        if !speech || !(ends || one.cue.end >= last.end) {
            continue;
        }
        let mut next = sentence + 1;
        let mut to = bounds.end;
        while let Some(sentence) = passage.sentences.get(next) {
            let range = sentence.tokens.clone();
            if !range.clone().all(inside) || is_taken(&range) {
                break;
            }
            to = range.end;
            next += 1;
        }
        if to > bounds.end {
            one.content.push(bounds.end..to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Register, read};

    /// Source, cue and content of what the first sentence of a text closes with.
    fn closed(text: &str) -> Option<[String; 3]> {
        let passage = read(text, Register::Prose);
        let found = closing(&passage, &passage.sentences.first()?.tokens)?;
        let words = |tokens: &Range<usize>| passage.span_of(tokens.clone()).of(text).to_owned();
        Some([words(&found.source[0]), words(&found.cue), words(&found.content[0])])
    }

    #[test]
    fn a_sentence_closes_with_its_source() {
        let found = closed("The ice has lost nine metres in ten years, a study by the institute found.");
        let expected = ["a study by the institute", "found", "The ice has lost nine metres in ten years"];
        assert_eq!(found, Some(expected.map(str::to_owned)));
    }

    #[test]
    fn other_ends_are_none() {
        for text in [
            "After the storm, the boats sank.",
            "The boats sank, which nobody had foreseen.",
            "On Monday, the minister replied.",
            "He left early, as she had said.",
        ] {
            assert_eq!(closed(text), None, "{text}");
        }
    }
}
