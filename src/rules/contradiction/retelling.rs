//! One statement in nearly the same words twice, with one element exchanged: another number, day or place, a "not" more, the
//! opposite word. It happens when a paragraph is moved or a line pasted and one of the two is brought up to date.
//!
//! The other comparators read what clauses say, and need one event to be argued for. Here the words argue for it: two lines
//! are laid beside each other ([`alignment`]), nearly all of the shorter one has to stand in the longer, and nothing else may
//! stand in the place of something ([`comparison`]).

mod alignment;
mod comparison;
mod line;

use crate::article::{Article, FactFrame, Modality};
use crate::language::{Measure, Passage, Tag};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side, same_voice};
use crate::rules::contradiction::known::{ByNumber, mix};
use crate::rules::contradiction::lexis::{Lexis, was_before};
use crate::rules::contradiction::statement::tenses_agree;
use comparison::{Clash, Comparison, Difference};
use line::{Line, Lines, Part};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Words in a row that stand in more lines than this are a formula and find nothing.
const FORMULA: u32 = 12;
/// The least share of telling parts in common, in whatever order, for two lines to be laid beside each other.
const RESEMBLING: f32 = 0.5;
/// A number for what is compared here.
const RETOLD: u64 = 0x7265_746f_6c64;
/// How many of one thing a list tells at least.
const LIST: usize = 3;

/// A line in its place.
#[derive(Clone, Copy)]
struct Told<'a> {
    paragraph: usize,
    passage: &'a Passage,
    line: &'a Line,
}

/// The lines that hold the same words in a row.
struct Rows {
    /// By row, how many lines hold it and the last of them in `lines`.
    last: ByNumber<(u32, u32)>,
    /// Lines, each with the place of the one before that holds the row.
    lines: Vec<(u32, u32)>,
}

impl Rows {
    fn with_room_for(rows: usize) -> Self {
        Self {
            last: ByNumber::with_capacity_and_hasher(rows, <_>::default()),
            lines: Vec::with_capacity(rows),
        }
    }

    /// Notes that a line holds a row, and adds those before it that do, unless they are too many.
    fn push(&mut self, row: u64, line: usize, others: &mut Vec<u32>) {
        let (count, last) = self.last.entry(row).or_default();
        let mut before = *last;
        for _ in 0..if *count <= FORMULA { *count } else { 0 } {
            let Some(&(other, next)) = self.lines.get(before as usize) else { break };
            others.push(other);
            before = next;
        }
        self.lines.push((line as u32, *last));
        (*count, *last) = (*count + 1, self.lines.len() as u32 - 1);
    }
}

/// Two lines and what they do not agree in.
type Found<'a> = (Told<'a>, Told<'a>, Clash);

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let article = reading.article;
    let read: Vec<Arc<Lines>> =
        article.paragraphs.iter().map(|placed| placed.paragraph.derived.get(|| Lines::of(placed))).collect();
    let told = read.iter().zip(&article.paragraphs).enumerate().flat_map(|(paragraph, (lines, placed))| {
        lines.0.iter().map(move |line| Told { paragraph, passage: placed.passage(), line })
    });
    let told: Vec<Told<'_>> = told.collect();
    let mut rows = Rows::with_room_for(told.iter().map(|told| told.line.rows.len()).sum());
    let (mut candidates, mut found) = (Vec::new(), Vec::new());
    for (at, here) in told.iter().enumerate() {
        candidates.clear();
        here.line.rows.iter().for_each(|row| rows.push(*row, at, &mut candidates));
        candidates.sort_unstable();
        candidates.dedup();
        for there in candidates.iter().filter_map(|&there| told.get(there as usize)) {
            if may_clash(reading, here, there) {
                found.extend(compare(reading, here, there).map(|clash| (*here, *there, clash)));
            }
        }
    }
    for (here, there, clash) in without_lists(found).into_iter().filter(|(_, _, clash)| !clash.named_apart) {
        let sides =
            side(article, &here, &clash, clash.parts.0).zip(side(article, &there, &clash, clash.parts.1));
        conflicts.extend(sides.map(|(here, there)| Conflict::of(article, here, there, clash.about())));
    }
}

/// One side of a conflict: the element, or the line where it is told or denied as a whole.
fn side(article: &Article, told: &Told<'_>, clash: &Clash, part: usize) -> Option<Side> {
    let offset = article.paragraphs.get(told.paragraph)?.offset;
    let part = told.line.parts.get(part)?;
    let whole = told.passage.span_of(told.line.tokens.clone()).shift(offset);
    let own = told.passage.span_of(part.tokens.clone()).shift(offset);
    let voice = frame_of(article, told, part).and_then(|frame| frame.voice);
    Some(Side { span: if clash.is_of_wholes() { whole } else { own }, words: whole, voice })
}

/// The clashes without those of lists: match reports, schedules and results tell many things in the same words.
fn without_lists(found: Vec<Found<'_>>) -> Vec<Found<'_>> {
    let mut told: BTreeMap<(usize, usize), BTreeSet<String>> = BTreeMap::new();
    let words = |told: &Told<'_>, part: usize| {
        let tokens = told.line.parts.get(part).map_or(0..0, |part| part.tokens.clone());
        tokens.map(|t| told.passage.word(t).to_lowercase()).collect::<Vec<_>>().join(" ")
    };
    let place = |told: &Told<'_>| (told.paragraph, told.line.sentence);
    for (here, there, clash) in &found {
        let said = [words(here, clash.parts.0), words(there, clash.parts.1)];
        told.entry(place(here)).or_default().extend(said.clone());
        told.entry(place(there)).or_default().extend(said);
    }
    let is_listed = |at: &Told<'_>| told.get(&place(at)).is_some_and(|said| said.len() >= LIST);
    found.into_iter().filter(|(here, there, _)| !is_listed(here) && !is_listed(there)).collect()
}

/// The frame of the clause that a part stands in.
fn frame_of<'a>(article: &'a Article, told: &Told<'_>, part: &Part) -> Option<&'a FactFrame> {
    let clause = told.passage.clause_of(part.tokens.start)?;
    let from = article.frames.partition_point(|frame| frame.paragraph < told.paragraph);
    let mut own = article.frames.get(from..)?.iter().take_while(|frame| frame.paragraph == told.paragraph);
    own.find(|frame| frame.clause == clause)
}

/// Whether two lines are worth to be laid beside each other: they resemble each other, and are not known not to clash.
fn may_clash(reading: Reading<'_>, here: &Told<'_>, there: &Told<'_>) -> bool {
    let place = |told: &Told<'_>| (told.paragraph, told.line.sentence);
    if place(here) == place(there) || here.line.resemblance(there.line) < RESEMBLING {
        return false;
    }
    let known = reading.known;
    let print = |told: &Told<'_>| {
        let tokens = &told.line.tokens;
        mix(known.of_paragraph(told.paragraph), (tokens.start as u64) << 32 | tokens.end as u64)
    };
    // Lines of one paragraph may stand in one sentence, which those of two like paragraphs never do.
    let one = u64::from(here.paragraph == there.paragraph);
    let number = || mix(mix(RETOLD, print(here)), mix(print(there), one));
    known.recall(number, || compare(reading, here, there).map(|_| 0)).is_some()
}

/// What two lines do not agree in, where they say the same of one thing at one time but for one element.
fn compare(reading: Reading<'_>, here: &Told<'_>, there: &Told<'_>) -> Option<Clash> {
    let Reading { article, lexis, scenes, .. } = reading;
    let scene = |told: &Told<'_>| scenes.get(told.paragraph, told.line.sentence);
    let (x, y) = (scene(here)?, scene(there)?);
    if x.turns != y.turns || x.apart != y.apart {
        return None;
    }
    let clash = Comparison::of(lexis, here, there).clash()?;
    let frame = |told: &Told<'_>, part: usize| frame_of(article, told, told.line.parts.get(part)?);
    let (a, b) = (frame(here, clash.parts.0)?, frame(there, clash.parts.1)?);
    let one_mode = a.modality == b.modality && a.modality != Modality::Hypothetical && tenses_agree(a, b);
    // "Made in 1741" is no date of the theft.
    let dated = is_dated(here, a) && is_dated(there, b) && x.dated_apart(y);
    let one_time = matches!(clash.difference, Difference::Date(_)) || !x.at_other_time(y) && !dated;
    // "Has treated 43 people", "before the flood it had treated 12".
    let before = |told: &Told<'_>, frame: &FactFrame| was_before(told.passage, frame.clause);
    let one_time = one_time && before(here, a) == before(there, b);
    let personal = here.line.personal || there.line.personal;
    let own_voice = !personal || same_voice(article, a.voice, b.voice);
    (one_mode && one_time && own_voice && !are_two(lexis, (here, a), (there, b))).then_some(clash)
}

/// Whether a clause gives the day of what it tells.
fn is_dated(told: &Told<'_>, frame: &FactFrame) -> bool {
    let dates = told.passage.values.iter().filter(|v| matches!(v.measure, Measure::Date(_)));
    dates.map(|v| told.passage.clause_of(v.tokens.start)).any(|clause| clause == Some(frame.clause))
}

/// Whether two clauses are said of two: two people may each win their home state. A pronoun may stand for anybody.
fn are_two(lexis: &Lexis, (here, a): (&Told<'_>, &FactFrame), (there, b): (&Told<'_>, &FactFrame)) -> bool {
    let subject = |told: &Told<'_>, frame: &FactFrame| {
        let clause = told.passage.clauses.get(frame.clause)?;
        told.passage.antecedent(clause).or(frame.subject.map(|s| s.token))
    };
    let (ours, theirs) = (subject(here, a), subject(there, b));
    let named = |told: &Told<'_>, token: Option<usize>| lexis.named(told.passage, told.paragraph, token?);
    let anybody = |told: &Told<'_>, token: Option<usize>| {
        let pronoun = token.and_then(|t| told.passage.tokens.get(t)).is_some_and(|t| t.tag == Tag::Prp);
        pronoun && !told.line.personal
    };
    match (named(here, ours), named(there, theirs)) {
        (Some(x), Some(y)) => x != y,
        (Some(_), None) => anybody(there, theirs),
        (None, Some(_)) => anybody(here, ours),
        (None, None) => false,
    }
}
