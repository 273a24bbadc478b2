//! Finds names: the best sequence of begin-inside-outside labels over the encoded words (Viterbi 1967).

use crate::language::encoder::{Encoder, Part};
use crate::language::names::{conventions, title};
use crate::language::words::Word;
use crate::language::{Name, NameKind, Token, values};
use crate::text::Span;
use ndarray::ArrayView2;
use pulp::Arch;
use std::ops::Range;

/// Label of a word outside all names; begin and inside of kind k are 1 + 2k and 2 + 2k.
pub(crate) const OUTSIDE: u8 = 0;
/// How many labels there are.
pub(crate) const LABELS: usize = 1 + 2 * NameKind::ALL.len();

/// Whether `label` may follow `before`: an inside only after a begin or inside of its kind.
pub(crate) fn may_follow(label: usize, before: usize) -> bool {
    label == 0 || label % 2 == 1 || before == label || before + 1 == label
}

/// Labels with one that nothing has, so that a row of them fills the processor's registers.
const LANES: usize = LABELS + 1;

/// The score of each label after another, a row for each that comes before; none for what may not follow.
fn allowed(steps: ArrayView2<f32>) -> [[f32; LANES]; LABELS] {
    let score = |from: usize, to: usize| steps.get([from, to]).filter(|_| may_follow(to, from)).copied();
    std::array::from_fn(|from| std::array::from_fn(|to| score(from, to).unwrap_or(f32::NEG_INFINITY)))
}

/// The best labels of the words of a sentence, given the scores of each word and of each label after another.
pub(crate) fn label(scores: ArrayView2<f32>, steps: ArrayView2<f32>) -> Vec<u8> {
    let steps = allowed(steps);
    let mut backs: Vec<[u8; LANES]> = Vec::with_capacity(scores.nrows());
    // What comes before the first word is outside.
    let mut sums = [f32::NEG_INFINITY; LANES];
    sums[0] = 0.0;
    for row in scores.rows() {
        let back = Arch::new().dispatch(|| follow(&mut sums, &steps));
        backs.push(back);
        sums.iter_mut().zip(row).for_each(|(sum, score)| *sum += score);
    }
    let mut label = (0..LABELS).fold(0, |best, i| if sums[i] > sums[best] { i } else { best }) as u8;
    let mut labels = vec![OUTSIDE; backs.len()];
    for (at, back) in backs.iter().enumerate().rev() {
        labels[at] = label;
        label = back[label as usize];
    }
    labels
}

/// Moves the best sums one word on; gives the label that each label best comes after.
#[inline(always)]
fn follow(sums: &mut [f32; LANES], steps: &[[f32; LANES]; LABELS]) -> [u8; LANES] {
    let (mut next, mut back) = ([f32::NEG_INFINITY; LANES], [0u32; LANES]);
    for (from, steps) in steps.iter().enumerate() {
        for to in 0..LANES {
            let sum = sums[from] + steps[to];
            let better = sum > next[to];
            next[to] = if better { sum } else { next[to] };
            back[to] = if better { from as u32 } else { back[to] };
        }
    }
    *sums = next;
    back.map(|from| from as u8)
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
            // "On Thursday Mr Holt said".
            let day = spans.get(found.start).is_some_and(|s| values::is_calendar(s.of(text)))
                && spans.get(found.start + 1).is_some_and(|s| conventions::is_honorific(s.of(text)));
            let found = if day && found.len() > 2 { found.start + 1..found.end } else { found };
            // "Ms" alone is nobody: "Ms Dikcie".
            let alone = found.len() == 1
                && spans.get(found.start).is_some_and(|s| conventions::is_honorific(s.of(text)))
                && words.get(found.end).is_some_and(|w| w.capital);
            let found = if alone { found.start..found.end + 1 } else { found };
            let titled = found.len() > 1
                && spans.get(found.start).is_some_and(|s| conventions::is_honorific(s.of(text)));
            let kind = if titled && kind != NameKind::Work { NameKind::Person } else { kind };
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
