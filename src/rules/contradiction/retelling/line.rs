//! What a sentence says, word by word, in a form in which it can be laid beside another.
//!
//! Comes in: a passage and who says what in it. Goes out: a [`Line`] for each sentence, each relative clause with its noun and each
//! reported clause. Who says it, articles and helping verbs are left out.

use crate::article::Placed;
use crate::language::{ClauseKind, Measure, Passage, Relation, Tag};
use crate::rules::contradiction::lexis::{class_of, is_saying};
use crate::rules::contradiction::referent::is_picking;
use crate::rules::fingerprint::fnv1a;
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// A line that tells less is too short to be known again.
const FEWEST: usize = 4;
/// A longer one is not laid beside another.
const LONGEST: usize = 60;
/// How many telling parts in a row two lines share at least.
const ROW: usize = 3;

static LIGHT: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/light_words.txt")).collect());
static REPORTING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/reporting.txt")).collect());

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, by the hash of its lemma.
    Word(u64),
    /// Not, never, no.
    Denial,
    /// An amount or date, by its number in the passage.
    Value(usize),
    /// A name, by its number in the passage.
    Name(usize),
}

/// A word, value or name.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) tokens: Range<usize>,
    /// Whether it tells what the line is about.
    pub(super) telling: bool,
}

/// One statement.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) sentence: usize,
    pub(super) tokens: Range<usize>,
    pub(super) parts: Box<[Part]>,
    /// How many parts tell something.
    pub(super) telling: usize,
    /// Whether it is a whole sentence.
    pub(super) whole: bool,
    /// Whether somebody speaks of themselves in it: I, we, our.
    pub(super) personal: bool,
    /// What its telling parts are known by, sorted.
    keys: Box<[u64]>,
    /// Hashes of telling parts in a row, sorted, each once.
    pub(super) rows: Box<[u64]>,
}

impl Line {
    /// The share of the telling parts of the shorter of two lines that the other may hold too, in whatever order.
    pub(super) fn resemblance(&self, other: &Line) -> f32 {
        let (mut shared, mut theirs) = (0, &*other.keys);
        for key in &self.keys {
            theirs = &theirs[theirs.partition_point(|k| k < key)..];
            if theirs.first() == Some(key) {
                shared += 1;
                theirs = &theirs[1..];
            }
        }
        shared as f32 / self.telling.min(other.telling).max(1) as f32
    }
}

/// The lines of a paragraph.
pub(super) struct Lines(pub(super) Box<[Line]>);

impl Lines {
    pub(super) fn of(placed: &Placed) -> Self {
        let passage = placed.passage();
        // Who says it and when they said it is no part of what is said.
        let mut aside = vec![false; passage.tokens.len()];
        for value in passage.values.iter().filter(|v| matches!(v.measure, Measure::Date(_))) {
            aside
                .get_mut(value.tokens.clone())
                .into_iter()
                .flatten()
                .for_each(|aside| *aside = is_saying(passage, value.tokens.start));
        }
        for found in &placed.paragraph.attributions {
            let says = found.cue.clone().any(|t| REPORTING.contains(passage.lemma(t)))
                && found.content.iter().map(ExactSizeIterator::len).sum::<usize>() > FEWEST;
            let whose = found.source.iter().chain([&found.cue]).filter(|_| says);
            for piece in whose {
                aside.get_mut(piece.clone()).into_iter().flatten().for_each(|aside| *aside = true);
            }
        }
        let mut found = Vec::new();
        for (index, sentence) in passage.sentences.iter().enumerate() {
            if passage.word(sentence.tokens.end.saturating_sub(1)) != "?" {
                found.extend(line(passage, &aside, index, sentence.tokens.clone(), true));
            }
        }
        for clause in &passage.clauses {
            let Some(sentence) = passage.sentence_of(clause.predicate) else { continue };
            let start = match clause.kind {
                ClauseKind::Relative => passage.antecedent(clause).map(|noun| passage.phrase(noun).start),
                ClauseKind::Complement if clause.subject.is_some() && !clause.conditional => {
                    Some(clause.tokens.start)
                }
                _ => None,
            };
            if let Some(start) = start.filter(|&start| start < clause.tokens.end) {
                found.extend(line(passage, &aside, sentence, start..clause.tokens.end, false));
            }
        }
        Self(found.into())
    }
}

fn line(
    passage: &Passage,
    aside: &[bool],
    sentence: usize,
    tokens: Range<usize>,
    whole: bool,
) -> Option<Line> {
    // Of every word that tells something not many tell nothing.
    if tokens.len() > 4 * LONGEST {
        return None;
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut at = tokens.start;
    let mut personal = false;
    while at < tokens.end {
        let part = part(passage, at);
        let end = part.as_ref().map_or(at + 1, |p| p.tokens.end);
        personal |= matches!(
            passage.lemma(at).to_lowercase().as_str(),
            "i" | "we" | "my" | "our" | "me" | "us" | "you" | "your"
        );
        parts.extend(part.filter(|_| !aside.get(at).copied().unwrap_or(false)));
        at = end;
    }
    let telling = parts.iter().filter(|p| p.telling).count();
    if telling < FEWEST || parts.len() > LONGEST {
        return None;
    }
    let mut keys: Vec<u64> = parts.iter().filter(|p| p.telling).map(|p| key(passage, p)).collect();
    let mut rows: Vec<u64> = keys
        .windows(ROW)
        .map(|row| {
            row.iter()
                .fold(0, |hash: u64, key| (hash.rotate_left(21) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        })
        .collect();
    rows.sort_unstable();
    rows.dedup();
    keys.sort_unstable();
    Some(Line {
        sentence,
        tokens,
        parts: parts.into(),
        telling,
        whole,
        personal,
        keys: keys.into(),
        rows: rows.into(),
    })
}

/// What two parts have to share to stand in one row: values are known by what they measure.
fn key(passage: &Passage, part: &Part) -> u64 {
    match part.kind {
        Kind::Word(lemma) => lemma,
        Kind::Denial => 0,
        Kind::Value(value) => {
            let measure = passage.values.get(value).map(|v| &v.measure);
            match measure {
                Some(Measure::Date(_)) => 1,
                Some(Measure::Money { .. }) => 2,
                Some(Measure::Percent) => 3,
                Some(Measure::Duration) => 4,
                _ => 5,
            }
        }
        Kind::Name(_) => fnv1a(passage.word(part.tokens.end - 1).to_lowercase().bytes()),
    }
}

/// Which of some things in order a token belongs to.
fn around<T>(things: &[T], at: usize, tokens: impl Fn(&T) -> &Range<usize>) -> Option<(usize, &T)> {
    let number = things.partition_point(|thing| tokens(thing).end <= at);
    things.get(number).filter(|thing| tokens(thing).contains(&at)).map(|thing| (number, thing))
}

/// The part that begins with a token; `None` where the token says nothing by itself.
fn part(passage: &Passage, at: usize) -> Option<Part> {
    let token = passage.tokens.get(at)?;
    if let Some((number, value)) = around(&passage.values, at, |v| &v.tokens) {
        return Some(Part { kind: Kind::Value(number), tokens: at..value.tokens.end, telling: true });
    }
    if let Some((number, name)) = around(&passage.names, at, |n| &n.tokens) {
        return Some(Part { kind: Kind::Name(number), tokens: at..name.tokens.end, telling: true });
    }
    let lemma = passage.lemma(at);
    let tokens = at..at + 1;
    if crate::language::is_negation(lemma) {
        return Some(Part { kind: Kind::Denial, tokens, telling: false });
    }
    let helps =
        matches!(token.relation, Relation::Aux | Relation::AuxPass | Relation::Cop) && token.tag != Tag::Md;
    let says_nothing = matches!(token.tag, Tag::Dt | Tag::Pos | Tag::Wdt | Tag::Wp | Tag::Ex)
        || helps
        || lemma == "that"
        || !lemma.chars().any(char::is_alphanumeric);
    if says_nothing {
        return None;
    }
    let manner = token.tag == Tag::Rb && lemma.ends_with("ly");
    let telling = (class_of(token.tag).is_some() || manner || token.tag == Tag::Cd)
        && (!LIGHT.contains(lemma) || is_picking(lemma));
    Some(Part { kind: Kind::Word(fnv1a(lemma.to_lowercase().bytes())), tokens, telling })
}
