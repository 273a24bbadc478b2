//! Finds names: a greedy averaged perceptron over begin-inside-outside labels, with gazetteers, word clusters and tags.
//!
//! Words that cannot be in a name (no capital, and no name before them) are not scored at all.

use crate::language::model::{Model, feature, join};
use crate::language::names::{gazetteer, gazetteer::Listed, title};
use crate::language::words::Word;
use crate::language::{Name, NameKind, Tag, Token};
use crate::text::Span;
use std::ops::Range;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded(include_bytes!("../models/names.bin")));

/// Label of a word outside all names; begin and inside of kind k are 1 + 2k and 2 + 2k.
pub(crate) const OUTSIDE: u8 = 0;
/// How many labels there are.
pub(crate) const LABELS: usize = 1 + 2 * NameKind::ALL.len();

/// Whether a word may be in a name, given the label of the word before it and the words after it.
pub(crate) fn may_be_named(words: &[Word], tags: &[Tag], at: usize, before: u8) -> bool {
    let Some(word) = words.get(at) else { return false };
    if word.capital {
        return true;
    }
    let soon = |n: usize| words.get(at + n).is_some_and(|w| w.capital);
    let small = matches!(
        tags.get(at),
        Some(Tag::Cd | Tag::In | Tag::Dt | Tag::Cc | Tag::Pos | Tag::Colon | Tag::Fw | Tag::Hyph)
    );
    let particle = (soon(1) || soon(2)) && !matches!(tags.get(at), Some(Tag::Comma | Tag::Stop));
    before != OUTSIDE && (small || particle)
        || particle && matches!(tags.get(at), Some(t) if t.is_noun() || *t == Tag::Fw || *t == Tag::Cd)
}

/// Whether `label` may follow `before`: an inside only after a begin or inside of its kind.
pub(crate) fn may_follow(label: usize, before: u8) -> bool {
    label == 0 || label % 2 == 1 || before as usize == label || before as usize + 1 == label
}

/// The features of the word at `at`.
pub(crate) fn features(
    words: &[Word],
    tags: &[Tag],
    listed: &[Listed],
    labels: &[u8],
    at: usize,
    mut push: impl FnMut(u64),
) {
    let blank = Word::default();
    let word = words.get(at).unwrap_or(&blank);
    let near = |offset: isize| at.checked_add_signed(offset).and_then(|i| words.get(i)).unwrap_or(&blank);
    let tag =
        |offset: isize| at.checked_add_signed(offset).and_then(|i| tags.get(i)).map_or(127, |t| *t as u64);
    let lists = |offset: isize| {
        u64::from(at.checked_add_signed(offset).and_then(|i| listed.get(i)).copied().unwrap_or(0))
    };
    let label = |back: usize| at.checked_sub(back).and_then(|i| labels.get(i)).map_or(77, |l| u64::from(*l));
    let (p1, p2, n1, n2) = (near(-1), near(-2), near(1), near(2));
    let (last, last2) = (label(1), label(2));
    let first = u64::from(at == 0 || at == 1 && !p1.capital && tag(-1) == Tag::OpenQuote as u64);
    let mut f = |template: u64, value: u64| push(feature(template, value));
    f(201, word.form);
    f(202, join(word.lower, last));
    f(203, join(word.suffixes[2], word.shape));
    f(204, join(word.prefix, word.shape));
    f(205, join(word.shape, last | first << 8));
    f(206, join(p1.lower, last));
    f(207, join(n1.lower, last));
    f(208, p2.lower);
    f(209, n2.lower);
    f(210, join(word.lower, n1.lower));
    f(211, join(p1.lower, word.lower));
    f(212, last | last2 << 8 | tag(0) << 16);
    f(213, tag(0) | tag(1) << 8 | last << 16 | first << 24);
    f(214, tag(-1) | tag(0) << 8 | last << 16);
    f(215, lists(0) | last << 16);
    f(216, lists(0) | lists(1) << 16 | last << 32);
    f(217, lists(-1) | lists(0) << 16 | last << 32);
    f(218, join(word.clusters[0], last | first << 8));
    f(219, join(n1.clusters[0], last));
    f(220, join(p1.clusters[0], last));
    f(221, join(n1.shape, word.shape) ^ last);
    f(222, join(join(n1.shape, word.shape), p1.shape));
    f(223, join(n1.lower, n2.lower));
    f(224, join(p2.lower, p1.lower));
    f(225, join(word.clusters[0], n1.clusters[0]));
    f(226, join(p1.clusters[0], word.clusters[0]));
    f(227, join(lists(0), word.shape));
    f(228, join(word.clusters[1] | n1.clusters[1] << 8 | p1.clusters[1] << 16, last));
    f(229, join(lists(0), n1.lower));
    f(230, join(lists(0), p1.lower));
    f(231, join(n1.suffixes[2], n1.shape));
}

/// Labels the words of one sentence with a given model.
pub(crate) fn label(model: &Model, words: &[Word], tags: &[Tag], listed: &[Listed]) -> Vec<u8> {
    let mut labels: Vec<u8> = Vec::with_capacity(words.len());
    let mut scores = [0i32; LABELS];
    for at in 0..words.len() {
        let before = at.checked_sub(1).map_or(OUTSIDE, |i| labels[i]);
        if !may_be_named(words, tags, at, before) {
            labels.push(OUTSIDE);
            continue;
        }
        scores.fill(0);
        features(words, tags, listed, &labels, at, |f| model.add(f, &mut scores));
        let mut best = 0;
        for (label, &score) in scores.iter().enumerate() {
            if score > scores[best] && may_follow(label, before) {
                best = label;
            }
        }
        labels.push(best as u8);
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

/// Finds the names of one sentence, whose first token has index `first` in the passage.
pub(crate) fn find(
    first: usize,
    tokens: &[Token],
    words: &[Word],
    tags: &[Tag],
    listed: &mut Vec<Listed>,
    names: &mut Vec<Name>,
) {
    if !words.iter().any(|w| w.capital) {
        return;
    }
    gazetteer::look_up(words, listed);
    let mut taken = 0;
    for (range, kind) in runs(&label(&MODEL, words, tags, listed)) {
        let (Some(from), Some(to)) = (tokens.get(range.start), tokens.get(range.end - 1)) else { continue };
        let title =
            (kind == NameKind::Person).then(|| title::before(tokens, words, range.start, taken)).flatten();
        let span_of = |r: Range<usize>| {
            Some(Span::new(tokens.get(r.start)?.span.start, tokens.get(r.end.checked_sub(1)?)?.span.end))
        };
        taken = range.end;
        names.push(Name {
            kind,
            span: from.span.join(to.span),
            tokens: first + range.start..first + range.end,
            title: title.and_then(span_of),
        });
    }
}
