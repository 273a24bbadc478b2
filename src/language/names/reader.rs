//! Finds names: the best sequence of begin-inside-outside labels over the encoded words (Viterbi 1967).

use crate::language::encoder::{Encoder, Part};
use crate::language::names::{conventions, title};
use crate::language::words::Word;
use crate::language::{Name, NameKind, Token};
use crate::text::Span;
use ndarray::ArrayView2;
use std::ops::Range;

/// Label of a word outside all names; begin and inside of kind k are 1 + 2k and 2 + 2k.
pub(crate) const OUTSIDE: u8 = 0;
/// How many labels there are.
pub(crate) const LABELS: usize = 1 + 2 * NameKind::ALL.len();

/// Whether `label` may follow `before`: an inside only after a begin or inside of its kind.
pub(crate) fn may_follow(label: usize, before: usize) -> bool {
    label == 0 || label % 2 == 1 || before == label || before + 1 == label
}

/// The best labels of the words of a sentence, given the scores of each word and of each label after another.
pub(crate) fn label(scores: ArrayView2<f32>, steps: ArrayView2<f32>) -> Vec<u8> {
    let mut backs: Vec<[u8; LABELS]> = Vec::with_capacity(scores.nrows());
    // What comes before the first word is outside.
    let mut sums = [f32::NEG_INFINITY; LABELS];
    sums[0] = 0.0;
    for row in scores.rows() {
        let (mut next, mut back) = ([f32::NEG_INFINITY; LABELS], [0u8; LABELS]);
        for to in 0..LABELS {
            for from in (0..LABELS).filter(|&from| may_follow(to, from)) {
                let sum = sums[from] + steps[[from, to]];
                if sum > next[to] {
                    (next[to], back[to]) = (sum, from as u8);
                }
            }
            next[to] += row[to];
        }
        backs.push(back);
        sums = next;
    }
    let mut label = (0..LABELS).fold(0, |best, i| if sums[i] > sums[best] { i } else { best }) as u8;
    let mut labels = vec![OUTSIDE; backs.len()];
    for (at, back) in backs.iter().enumerate().rev() {
        labels[at] = label;
        label = back[label as usize];
    }
    labels
}

/// The runs of labels as token ranges with their kinds.
pub(crate) fn runs(labels: &[u8]) -> Vec<(Range<usize>, NameKind)> {
    let mut runs: Vec<(Range<usize>, NameKind)> = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        let Some(kind) = label.checked_sub(1).and_then(|l| NameKind::ALL.get(l as usize / 2)) else {
            continue;
        };
        match runs.last_mut() {
            Some((range, last)) if label % 2 == 0 && range.end == at && last == kind => range.end = at + 1,
            _ => runs.push((at..at + 1, *kind)),
        }
    }
    runs
}

/// Finds the names of a passage. `capitals` says that it is set in capitals, so that names need none of their own.
pub(crate) fn find(
    text: &str,
    capitals: bool,
    encoder: &Encoder,
    encoded: ArrayView2<f32>,
    sentences: &[Range<usize>],
    tokens: &[Token],
    words: &[Word],
) -> Vec<Name> {
    let scores = encoder.scores(encoded, Part::Names, Part::NamesBias);
    let mut names = Vec::new();
    for sentence in sentences {
        let (tokens, words) = (&tokens[sentence.clone()], &words[sentence.clone()]);
        if !capitals && !words.iter().any(|w| w.capital) {
            continue;
        }
        let spans: Vec<Span> = tokens.iter().map(|t| t.span).collect();
        let own = scores.slice_axis(ndarray::Axis(0), sentence.clone().into());
        let mut taken = 0;
        for (found, kind) in runs(&label(own, encoder.weights.of(Part::NameSteps))) {
            if !capitals && !words[found.clone()].iter().any(|w| w.capital) || found.start < taken {
                continue;
            }
            let range = match kind {
                NameKind::Person => match conventions::person(text, &spans, found, taken) {
                    Some(range) => range,
                    None => continue,
                },
                _ => found,
            };
            let title = (kind == NameKind::Person)
                .then(|| title::before(tokens, words, range.start, taken))
                .flatten();
            let span_of = |r: Range<usize>| {
                Some(Span::new(tokens.get(r.start)?.span.start, tokens.get(r.end.checked_sub(1)?)?.span.end))
            };
            let Some(span) = span_of(range.clone()) else { continue };
            taken = range.end;
            names.push(Name {
                kind,
                span,
                tokens: sentence.start + range.start..sentence.start + range.end,
                title: title.and_then(span_of),
            });
        }
    }
    names
}
