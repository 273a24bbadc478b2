//! The rule `repeated-passage`.

use crate::article::Article;
use crate::rules::fingerprint::fnv1a;
use crate::rules::{Edit, Finding, Fix, Settings};
use crate::text::{BlockKind, Span};
use std::collections::{HashMap, HashSet};

rule! {
    /// A paragraph or sentence that stands in the copy twice.
    ///
    /// It happens when a story is updated by pasting, or when an aggregator joins two versions. Word-for-word repetition is
    /// reported from eight words on, and repetition in nearly the same words from twenty. A quotation that is pulled out
    /// of the copy and set again is not a repetition; nor is a sentence in the caption or the dek.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Library to stay open through the summer
    ///
    /// The city library will keep its reading room open until nine on weekdays, the director said.
    ///
    /// Readers had collected four thousand signatures against the shorter hours.
    ///
    /// The city library will keep its reading room open until nine on weekdays, the director said.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Library to stay open through the summer
    ///
    /// “We had to listen to the readers,” said the director, Ines Falk. The reading room closes at nine.
    ///
    /// “We had to listen to the readers.”
    ///
    /// The reading room of the museum closes at six.
    /// ```
    "repeated-passage", Warning, check, any_language
}

/// From how many words on word-for-word repetition is reported; shorter sentences come back on purpose ("It was not.").
const FEWEST_WORDS: usize = 8;
/// From how many words on repetition in nearly the same words is reported.
const FEWEST_WORDS_NEAR: usize = 20;
/// How much of two sets of word triples must be shared (Jaccard; Broder 1997) to be nearly the same words. One changed
/// word in twenty leaves 0.7, two in thirty 0.65; two items of one template (charge sheets, results) stay below 0.6.
const NEAR: f64 = 0.65;
/// A triple that stands in more units than this is a formula and finds no candidates. Keeps the search linear.
const FORMULA: usize = 16;
/// A quotation of up to this many words may be set again on its own.
const PULL_QUOTE: usize = 30;

/// A paragraph or sentence to compare.
struct Unit {
    span: Span,
    words: Vec<String>,
    /// Sorted hashes of its word triples.
    triples: Vec<u64>,
    /// Whether it is a whole paragraph between quotation marks.
    quotation: bool,
}

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let copy = article.paragraphs.iter().filter(|p| matches!(p.kind, BlockKind::Paragraph | BlockKind::List));
    let blocks = article.document.blocks();
    let text = article.document.masked();
    let (mut paragraphs, mut sentences) = (Vec::new(), Vec::new());
    for placed in copy {
        let Some(block) = blocks.get(placed.block) else { continue };
        let whole = Unit::new(text, block.span);
        for sentence in &placed.passage().sentences {
            let mut unit = Unit::new(text, sentence.span.shift(placed.offset));
            // A sentence that is the whole paragraph is compared as a sentence too: with those inside other paragraphs.
            unit.quotation = whole.quotation && unit.words.len() == whole.words.len();
            sentences.push(unit);
        }
        paragraphs.push(whole);
    }
    let mut told_paragraphs: Vec<Span> = Vec::new();
    for (units, name) in [(paragraphs, "paragraph"), (sentences, "sentence")] {
        for (first, second, same) in repetitions(&units) {
            let (Some(first), Some(second)) = (units.get(first), units.get(second)) else { continue };
            // What was told of a paragraph is not told again of its sentences.
            let before = told_paragraphs.partition_point(|span| span.start <= second.span.start);
            let around = before.checked_sub(1).and_then(|i| told_paragraphs.get(i));
            if around.is_some_and(|span| span.covers(second.span)) {
                continue;
            }
            if name == "paragraph" {
                told_paragraphs.push(second.span);
            }
            let how = if same {
                "stands in the copy twice"
            } else {
                "stands in the copy twice in nearly the same words"
            };
            let mut finding = Finding::new("repeated-passage", second.span, format!("This {name} {how}"))
                .with_related(first.span, "first here");
            if same {
                finding = finding.with_fix(Fix {
                    title: format!("delete the second {name}"),
                    edits: vec![Edit { span: second.span, replacement: String::new() }],
                    safe: false,
                });
            }
            findings.push(finding);
        }
    }
}

impl Unit {
    fn new(text: &str, span: Span) -> Self {
        let written = span.of(text).trim();
        let words: Vec<String> = written
            .split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'')
            .map(|word| word.trim_matches(['’', '\'']).replace('’', "'").to_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        let mut triples: Vec<u64> = words.windows(3).map(|triple| fnv1a(triple.join(" ").bytes())).collect();
        triples.sort_unstable();
        triples.dedup();
        let quotation = written.starts_with(['“', '"', '«', '‘'])
            && written.trim_end_matches(['.', ',']).ends_with(['”', '"', '»', '’']);
        Self { span, words, triples, quotation }
    }

    fn is_pull_quote(&self) -> bool {
        self.quotation && self.words.len() <= PULL_QUOTE
    }
}

/// Pairs of an earlier and a later unit that say the same, each later one once; `true` for word for word.
fn repetitions(units: &[Unit]) -> Vec<(usize, usize, bool)> {
    let mut whole: HashMap<&[String], usize> = HashMap::new();
    let mut by_triple: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        if unit.words.len() < FEWEST_WORDS {
            continue;
        }
        let exact = whole.get(unit.words.as_slice()).copied();
        let near =
            || if unit.words.len() < FEWEST_WORDS_NEAR { None } else { nearest(unit, units, &by_triple) };
        if let Some((first, same)) = exact.map(|i| (i, true)).or_else(|| near().map(|i| (i, false))) {
            let pulled = unit.is_pull_quote() || units.get(first).is_some_and(Unit::is_pull_quote);
            if !pulled {
                found.push((first, index, same));
            }
        }
        whole.entry(&unit.words).or_insert(index);
        for &triple in &unit.triples {
            let list = by_triple.entry(triple).or_default();
            if list.len() <= FORMULA {
                list.push(index);
            }
        }
    }
    found
}

/// The earlier unit that shares most triples with `unit`, if it is near enough.
fn nearest(unit: &Unit, units: &[Unit], by_triple: &HashMap<u64, Vec<usize>>) -> Option<usize> {
    let mut shared: HashMap<usize, usize> = HashMap::new();
    for triple in &unit.triples {
        for &other in by_triple.get(triple).filter(|list| list.len() <= FORMULA).into_iter().flatten() {
            *shared.entry(other).or_default() += 1;
        }
    }
    let (index, _) = shared.into_iter().max_by_key(|&(index, count)| (count, std::cmp::Reverse(index)))?;
    let other = units.get(index)?;
    let (a, b): (HashSet<_>, HashSet<_>) = (unit.triples.iter().collect(), other.triples.iter().collect());
    let common = a.intersection(&b).count() as f64;
    (other.words.len() >= FEWEST_WORDS_NEAR && common / (a.len() + b.len()) as f64 >= NEAR / (1.0 + NEAR))
        .then_some(index)
}
