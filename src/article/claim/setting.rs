//! Where a statement stands in its article, and what stands around it, in numbers.

use crate::article::claim::own::{Own, numbers, yes};
use crate::article::claim::voice::{ATTRIBUTED, Evidence, Stand, hear};
use crate::article::claim::{Statement, own};
use crate::article::{Attribution, Entity, EntityId, Mention, Placed, Quotation};
use crate::language::NameKind;
use crate::text::BlockKind;
use std::collections::HashMap;

numbers! {
    /// The numbers of a statement's place. Counts that grow with the article stop at [`FAR`].
    Place {
        /// Whether it is a headline, heading or dek.
        display,
        /// Paragraphs of the body before its own.
        paragraph,
        /// Paragraphs of the body after it.
        rest,
        /// Paragraphs of the body.
        body,
        /// Statements of its paragraph before it.
        sentence,
        /// Statements of its paragraph.
        sentences,
        /// Statements of the article.
        statements,
        /// Share of the article's statements that are attributed.
        attributed,
        /// How often its subject is the source of an attribution in the article.
        subject_speaks,
        /// Whether its subject is a person.
        person,
        /// Statements since one that is attributed.
        since,
        /// Statements until one that is attributed.
        until,
        /// Whether its subject said what was last attributed.
        same_speaker,
    }
}

numbers! {
    /// What is told of a statement nearby.
    Near {
        /// Whether it stands in the same paragraph.
        same,
        /// From here on as in [`Evidence`].
        inside,
        outside,
        whole,
        quoted,
        subject_speaks,
        /// From here on as in [`Own`].
        cue,
        words,
        finite,
    }
}

/// From here on, counts are far.
const FAR: usize = 30;
/// From here on, the last attributed statement is far.
const LONG_AGO: usize = 12;

/// One statement of an article with everything that is known of it.
pub(crate) struct Seen<'a> {
    pub(crate) placed: &'a Placed,
    pub(crate) statement: &'a Statement,
    /// The attribution that it lies in.
    pub(crate) voice: Option<usize>,
    /// Share of it that lies in quotations.
    pub(crate) quoted: f32,
    /// Its numbers, those of its place and its neighbours.
    pub(crate) numbers: Vec<f32>,
}

/// What the statements of an article are read with.
pub(crate) struct Around<'a> {
    pub(crate) text: &'a str,
    pub(crate) paragraphs: &'a [Placed],
    pub(crate) attributions: &'a [Attribution],
    pub(crate) quotations: &'a [Quotation],
    pub(crate) entities: &'a [Entity],
    pub(crate) mentions: &'a [Mention],
}

impl<'a> Around<'a> {
    /// What the statements of a finished article are read with.
    #[cfg(feature = "train")]
    pub(crate) fn of(article: &'a crate::article::Article) -> Self {
        Self {
            text: article.text(),
            paragraphs: &article.paragraphs,
            attributions: &article.attributions,
            quotations: &article.quotations,
            entities: &article.entities,
            mentions: &article.mentions,
        }
    }
}

/// A statement with its paragraph.
struct Entry<'a> {
    /// Index of the paragraph, and how many of the body come before it.
    paragraph: usize,
    before: usize,
    placed: &'a Placed,
    statement: &'a Statement,
    number: usize,
}

/// Every statement of an article with its numbers, in document order.
pub(crate) fn see<'a>(around: &Around<'a>) -> Vec<Seen<'a>> {
    let (mut entries, mut body) = (Vec::new(), 0);
    for (paragraph, placed) in around.paragraphs.iter().enumerate() {
        body += usize::from(placed.kind == BlockKind::Paragraph);
        let statements = placed.paragraph.statements.iter().enumerate();
        entries.extend(statements.map(|(number, statement)| Entry {
            paragraph,
            before: body.saturating_sub(1),
            placed,
            statement,
            number,
        }));
    }
    let stands: Vec<Stand> = entries.iter().map(stand).collect();
    let quotations = around.quotations.iter().filter(|q| !q.scare).map(|q| q.span);
    let heard = hear(&stands, around.attributions, quotations, around.text);
    let subjects: Vec<Option<EntityId>> = stands.iter().map(|s| subject(around.mentions, s)).collect();
    let attributed: Vec<bool> = heard.iter().map(|(e, _)| e.attributed() >= ATTRIBUTED).collect();
    let (since, speakers) = since(around.attributions, &heard, &attributed);
    let until = until(&attributed);
    let mut speaks: HashMap<EntityId, usize> = HashMap::new();
    around.attributions.iter().filter_map(|a| a.speaker).for_each(|s| *speaks.entry(s).or_default() += 1);
    let count = entries.len();
    let share = attributed.iter().filter(|a| **a).count() as f32 / count.max(1) as f32;
    let far = |number: usize| number.min(FAR) as f32;
    let near: Vec<Near> =
        entries.iter().zip(&heard).map(|(e, (evidence, _))| Near::of(&e.statement.own, evidence)).collect();
    let mut seen = Vec::with_capacity(count);
    for (at, entry) in entries.iter().enumerate() {
        let subject = subjects[at];
        let place = Place {
            display: yes(entry.placed.kind.is_display() || entry.placed.kind == BlockKind::Dek),
            paragraph: far(entry.before),
            rest: far(body - entry.before.min(body)),
            body: far(body),
            sentence: far(entry.number),
            sentences: far(entry.placed.paragraph.statements.len()),
            statements: count.min(100) as f32,
            attributed: share,
            subject_speaks: subject.and_then(|s| speaks.get(&s)).map_or(0.0, |&n| far(n)),
            person: yes(subject
                .and_then(|s| around.entities.get(s))
                .is_some_and(|e| e.kind == NameKind::Person)),
            since: since[at] as f32,
            until: until[at] as f32,
            same_speaker: yes(subject.is_some() && subject == speakers[at]),
        };
        let mut numbers = Vec::with_capacity(NUMBERS);
        entry.statement.own.push_to(&mut numbers);
        heard[at].0.push_to(&mut numbers);
        place.push_to(&mut numbers);
        for step in [-2isize, -1, 1, 2] {
            let other = at.checked_add_signed(step).filter(|&other| other < count);
            let beside = other.map_or_else(Near::nothing, |other| Near {
                same: yes(entries[other].paragraph == entry.paragraph),
                ..near[other]
            });
            beside.push_to(&mut numbers);
        }
        seen.push(Seen {
            placed: entry.placed,
            statement: entry.statement,
            voice: heard[at].1,
            quoted: heard[at].0.quoted,
            numbers,
        });
    }
    seen
}

/// About how many numbers a statement has, for room.
const NUMBERS: usize = 104;

impl Near {
    fn of(own: &Own, evidence: &Evidence) -> Near {
        Near {
            same: 0.0,
            inside: evidence.inside,
            outside: evidence.outside,
            whole: evidence.whole,
            quoted: evidence.quoted,
            cue: own.cue,
            subject_speaks: evidence.subject_speaks,
            words: own.words,
            finite: own.finite,
        }
    }

    /// Where the article has begun or ended.
    fn nothing() -> Near {
        Near { cue: -10.0, ..Near::default() }
    }
}

fn stand(entry: &Entry<'_>) -> Stand {
    let (passage, offset) = (entry.placed.passage(), entry.placed.offset);
    let token = |at: usize| passage.span_of(at..at + 1).shift(offset);
    let root = own::root(passage, &entry.statement.tokens);
    Stand {
        span: passage.span_of(entry.statement.tokens.clone()).shift(offset),
        root: token(root),
        subject: own::subject(passage, root).map(token),
    }
}

/// Bytes that a name may reach back from its last word.
const NAME: usize = 60;

/// Whom the subject of a statement mentions.
fn subject(mentions: &[Mention], stand: &Stand) -> Option<EntityId> {
    let at = stand.subject?.start;
    let from = mentions.partition_point(|m| m.span.start < at.saturating_sub(NAME));
    let near = mentions[from..].iter().take_while(|m| m.span.start <= at);
    near.filter(|m| m.span.end > at).last().map(|m| m.entity)
}

/// For each statement how many stand since one that is attributed, and who spoke there.
fn since(
    attributions: &[Attribution],
    heard: &[(Evidence, Option<usize>)],
    attributed: &[bool],
) -> (Vec<usize>, Vec<Option<EntityId>>) {
    let (mut counts, mut speakers) = (Vec::new(), Vec::new());
    let (mut count, mut speaker) = (LONG_AGO, None);
    for ((_, voice), &attributed) in heard.iter().zip(attributed) {
        counts.push(count.min(LONG_AGO));
        speakers.push(speaker);
        count += 1;
        if attributed {
            count = 0;
            speaker = voice.and_then(|v| attributions.get(v)).and_then(|a| a.speaker).or(speaker);
        }
    }
    (counts, speakers)
}

fn until(attributed: &[bool]) -> Vec<usize> {
    let mut counts = vec![LONG_AGO; attributed.len()];
    let mut count = LONG_AGO;
    for (at, &attributed) in attributed.iter().enumerate().rev() {
        counts[at] = count.min(LONG_AGO);
        count = if attributed { 0 } else { count + 1 };
    }
    counts
}
