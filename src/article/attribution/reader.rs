//! Finds the attributions of one paragraph: first the cues (a sequence model over each sentence), then for each cue its
//! source and content (a model that labels the words of the sentence as that cue sees them).

use crate::article::attribution::features::{Cue, View};
use crate::article::attribution::{layout, speech};
use crate::language::model::Model;
use crate::language::{Passage, Tag};
use std::ops::Range;
use std::sync::LazyLock;

static CUES: LazyLock<Model> = LazyLock::new(|| Model::embedded(include_bytes!("../models/cues.bin")));
static ROLES: LazyLock<Model> = LazyLock::new(|| Model::embedded(include_bytes!("../models/roles.bin")));

/// Labels of the cue model: outside, begin, inside.
pub(crate) const CUE_LABELS: usize = 3;
/// Labels of the role model: neither, source, content.
pub(crate) const ROLE_LABELS: usize = 3;
/// The label of a source's word.
pub(crate) const SOURCE: u8 = 1;
/// The label of a content's word.
pub(crate) const CONTENT: u8 = 2;
/// How much the cue model must prefer a cue to none, in stored weights: found on a part of the training articles.
pub(crate) const CUE_BIAS: i32 = 0;

/// An attribution in one paragraph, in tokens of its passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The cue.
    pub cue: Range<usize>,
    /// The pieces of the source.
    pub source: Vec<Range<usize>>,
    /// The pieces of the content.
    pub content: Vec<Range<usize>>,
    /// By how much the cue was preferred to none, in stored weights.
    pub margin: i32,
}

/// What one stored weight of the cue model stands for, on the scale of a logit.
pub(crate) fn margin_scale() -> f32 {
    CUES.scale()
}

/// Finds the attributions of a paragraph.
pub(crate) fn find(passage: &Passage) -> Vec<Found> {
    find_with(&CUES, &ROLES, passage)
}

/// Finds them with given models.
pub(crate) fn find_with(cues: &Model, roles: &Model, passage: &Passage) -> Vec<Found> {
    let (cue_model, role_model) = (cues, roles);
    let quoted = speech::quoted(passage);
    let view = View::new(passage, &quoted);
    let mut found = Vec::new();
    for sentence in &passage.sentences {
        let sentence = &sentence.tokens;
        let (labels, margins) = label_cues(cue_model, &view, sentence);
        let mut cues = runs(sentence.start, &labels);
        cues.iter_mut().for_each(|cue| take_in_auxiliaries(passage, sentence, cue));
        for tokens in &cues {
            let cue = Cue::new(&view, sentence, tokens.clone());
            let others = other_cues(&view, &cues, tokens);
            let roles = label_roles(role_model, &view, sentence, &cue, &others);
            let pieces = |wanted: u8| pieces(sentence.start, &roles, wanted);
            let (source, content) = (pieces(SOURCE), pieces(CONTENT));
            if content.is_empty() && (source.is_empty() || !layout::announces(passage, tokens.end)) {
                continue;
            }
            let margin = tokens.clone().map(|t| margins[t - sentence.start]).max().unwrap_or(0);
            found.push(Found { cue: tokens.clone(), source, content, margin });
        }
    }
    run_on(passage, &quoted, &mut found);
    found
}

/// Begin-inside labels of one sentence, and by how much each beats or misses being outside.
pub(crate) fn label_cues(model: &Model, view: &View<'_>, sentence: &Range<usize>) -> (Vec<u8>, Vec<i32>) {
    let (mut labels, mut margins) = (Vec::with_capacity(sentence.len()), Vec::with_capacity(sentence.len()));
    for at in sentence.clone() {
        let before = labels.last().copied().unwrap_or(0);
        if !view.may_cue(at, before) {
            labels.push(0);
            margins.push(i32::MIN);
            continue;
        }
        let mut scores = [0i32; CUE_LABELS];
        view.cue_features(sentence, at, &labels, |f| model.add(f, &mut scores));
        scores[0] += CUE_BIAS;
        if before == 0 {
            scores[2] = i32::MIN / 2;
        }
        labels.push(Model::best(&scores) as u8);
        margins.push(scores[1].max(scores[2]) - scores[0]);
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
pub(crate) fn runs(start: usize, labels: &[u8]) -> Vec<Range<usize>> {
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

/// For each token of the sentence a few bits on the cues besides `this` one: whether it is in one, and whether one
/// stands between it and this cue.
pub(crate) fn other_cues(
    view: &View<'_>,
    cues: &[Range<usize>],
    this: &Range<usize>,
) -> Vec<(Range<usize>, u64)> {
    cues.iter()
        .filter(|cue| *cue != this)
        .map(|cue| {
            let head = view.cue_head(cue);
            let below = view.chain(head).iter().skip(1).any(|at| this.contains(at));
            (cue.clone(), u64::from(below))
        })
        .collect()
}

/// The bits of [`other_cues`] for one token.
pub(crate) fn other_bits(others: &[(Range<usize>, u64)], this: &Range<usize>, at: usize) -> u64 {
    let mut bits = 0;
    for (cue, below) in others {
        if cue.contains(&at) {
            bits |= 1 | below << 1;
        } else if at < cue.start && cue.end <= this.start || this.end <= cue.start && cue.end <= at {
            bits |= 4 | below << 3;
        } else {
            bits |= 16;
        }
    }
    bits
}

/// Labels the tokens of a sentence as one cue sees them.
pub(crate) fn label_roles(
    model: &Model,
    view: &View<'_>,
    sentence: &Range<usize>,
    cue: &Cue,
    others: &[(Range<usize>, u64)],
) -> Vec<u8> {
    let mut labels = Vec::with_capacity(sentence.len());
    for at in sentence.clone() {
        if cue.tokens.contains(&at) {
            labels.push(0);
            continue;
        }
        let mut scores = [0i32; ROLE_LABELS];
        let bits = other_bits(others, &cue.tokens, at);
        view.role_features(sentence, cue, at, &labels, bits, |f| model.add(f, &mut scores));
        labels.push(Model::best(&scores) as u8);
    }
    labels
}

/// The runs of one label as token ranges.
pub(crate) fn pieces(start: usize, labels: &[u8], wanted: u8) -> Vec<Range<usize>> {
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
