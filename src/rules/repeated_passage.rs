//! The rule `repeated-passage`.

use crate::article::Article;
use crate::language::{Passage, Sentence};
use crate::rules::fingerprint::fnv1a;
use crate::rules::{Edit, Finding, Fix, Settings};
use crate::text::{BlockKind, Span};
use std::collections::HashMap;

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

/// A paragraph or sentence to compare, as its own words tell it.
#[derive(Debug)]
struct Unit {
    /// Where, in the paragraph.
    span: Span,
    words: usize,
    /// Hash of its words in order.
    hash: u64,
    /// Sorted hashes of its word triples; none where it is too short to be nearly the same as another.
    triples: Box<[u64]>,
    /// Whether it is a whole paragraph between quotation marks.
    quotation: bool,
}

/// A paragraph as a whole, and its sentences.
#[derive(Debug)]
struct Units {
    whole: Unit,
    sentences: Box<[Unit]>,
}

/// A unit and the first byte of its paragraph.
type At<'a> = (&'a Unit, usize);

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let copy = article.paragraphs.iter().filter(|p| matches!(p.kind, BlockKind::Paragraph | BlockKind::List));
    let units: Vec<_> =
        copy.map(|p| (p.paragraph.derived.get(|| Units::of(p.passage())), p.offset)).collect();
    let paragraphs: Vec<At<'_>> = units.iter().map(|(units, offset)| (&units.whole, *offset)).collect();
    let sentences: Vec<At<'_>> =
        units.iter().flat_map(|(units, offset)| units.sentences.iter().map(|s| (s, *offset))).collect();
    let mut told_paragraphs: Vec<Span> = Vec::new();
    for (units, name) in [(paragraphs, "paragraph"), (sentences, "sentence")] {
        for (first, second, same) in repetitions(&units) {
            let place = |index: usize| units.get(index).map(|(unit, offset)| unit.span.shift(*offset));
            let (Some(first), Some(second)) = (place(first), place(second)) else { continue };
            // What was told of a paragraph is not told again of its sentences.
            let before = told_paragraphs.partition_point(|span| span.start <= second.start);
            let around = before.checked_sub(1).and_then(|i| told_paragraphs.get(i));
            if around.is_some_and(|span| span.covers(second)) {
                continue;
            }
            if name == "paragraph" {
                told_paragraphs.push(second);
            }
            let how = if same {
                "stands in the copy twice"
            } else {
                "stands in the copy twice in nearly the same words"
            };
            let mut finding = Finding::new("repeated-passage", second, format!("This {name} {how}"))
                .with_related(first, "first here");
            if same {
                finding = finding.with_fix(Fix {
                    title: format!("delete the second {name}"),
                    edits: vec![Edit { span: second, replacement: String::new() }],
                    safe: false,
                });
            }
            findings.push(finding);
        }
    }
}

impl Units {
    fn of(passage: &Passage) -> Self {
        let text = passage.text();
        let whole = Unit::new(text, Span::new(0, text.len()));
        let sentence = |sentence: &Sentence| {
            let mut unit = Unit::new(text, sentence.span);
            // A sentence that is the whole paragraph is compared as a sentence too: with those inside other paragraphs.
            unit.quotation = whole.quotation && unit.words == whole.words;
            unit
        };
        Self { sentences: passage.sentences.iter().map(sentence).collect(), whole }
    }
}

impl Unit {
    fn new(text: &str, span: Span) -> Self {
        let written = span.of(text).trim();
        let words: Vec<u64> = written
            .split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'')
            .map(|word| word.trim_matches(['’', '\'']).replace('’', "'").to_lowercase())
            .filter(|word| !word.is_empty())
            .map(|word| fnv1a(word.bytes()))
            .collect();
        let hash = |words: &[u64]| fnv1a(words.iter().flat_map(|word| word.to_le_bytes()));
        let mut triples = Vec::new();
        if words.len() >= FEWEST_WORDS_NEAR {
            triples.extend(words.windows(3).map(hash));
            triples.sort_unstable();
            triples.dedup();
        }
        let quotation = written.starts_with(['“', '"', '«', '‘'])
            && written.trim_end_matches(['.', ',']).ends_with(['”', '"', '»', '’']);
        Self { span, words: words.len(), hash: hash(&words), triples: triples.into(), quotation }
    }

    fn is_pull_quote(&self) -> bool {
        self.quotation && self.words <= PULL_QUOTE
    }

    /// The first of its triples, so many that any unit near enough shares one of its own first ones: two sorted sets
    /// of which at least a share `NEAR` is common cannot differ in all of them (prefix filter; Chaudhuri, Ganti and
    /// Kaushik 2006).
    fn telling(&self) -> &[u64] {
        let fewest_common = (self.triples.len() as f64 * NEAR).ceil() as usize;
        let first = (self.triples.len() + 1).saturating_sub(fewest_common);
        &self.triples[..first.min(self.triples.len())]
    }
}

/// Pairs of an earlier and a later unit that say the same, each later one once; `true` for word for word.
fn repetitions(units: &[At<'_>]) -> Vec<(usize, usize, bool)> {
    let mut whole: HashMap<u64, usize> = HashMap::with_capacity(units.len());
    let mut near = near_pairs(units).into_iter().peekable();
    let mut found = Vec::new();
    for (index, (unit, _)) in units.iter().enumerate() {
        let mut nearest: Option<(usize, usize)> = None;
        while let Some((_, other)) = near.next_if(|&(later, _)| later == index) {
            let common = units.get(other).map_or(0, |(o, _)| common(&unit.triples, &o.triples));
            // Of those that share as many, the first.
            if nearest.is_none_or(|(most, _)| common > most) {
                nearest = Some((common, other));
            }
        }
        if unit.words < FEWEST_WORDS {
            continue;
        }
        let exact = whole.get(&unit.hash).map(|&first| (first, true));
        let near_enough = nearest.filter(|&(common, other)| {
            let all = unit.triples.len() + units.get(other).map_or(0, |(o, _)| o.triples.len());
            common as f64 / all as f64 >= NEAR / (1.0 + NEAR)
        });
        if let Some((first, same)) = exact.or(near_enough.map(|(_, other)| (other, false))) {
            let pulled = unit.is_pull_quote() || units.get(first).is_some_and(|(u, _)| u.is_pull_quote());
            if !pulled {
                found.push((first, index, same));
            }
        }
        whole.entry(unit.hash).or_insert(index);
    }
    found
}

/// Pairs of a later and an earlier unit that may be near enough, in order, each once.
fn near_pairs(units: &[At<'_>]) -> Vec<(usize, usize)> {
    let telling =
        units.iter().enumerate().flat_map(|(i, (unit, _))| unit.telling().iter().map(move |&t| (t, i)));
    let mut postings: Vec<(u64, usize)> = telling.collect();
    postings.sort_unstable();
    let mut pairs = Vec::new();
    for list in postings.chunk_by(|a, b| a.0 == b.0).filter(|list| (2..=FORMULA).contains(&list.len())) {
        for (at, &(_, later)) in list.iter().enumerate().skip(1) {
            pairs.extend(list[..at].iter().map(|&(_, earlier)| (later, earlier)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How many numbers two sorted lists have in common.
fn common(a: &[u64], b: &[u64]) -> usize {
    a.iter().filter(|triple| b.binary_search(triple).is_ok()).count()
}
