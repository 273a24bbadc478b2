//! Fact frames: the core of every clause in a form that can be compared.
//!
//! Comes in: the clauses of every paragraph, the mentions of the article and its attributions. Goes out: a [`FactFrame`]
//! a clause. A frame keeps token numbers of its passage instead of words, so that a long article costs little; words
//! and lemmas are read through [`Placed::passage`]. Roles are those of meaning: in a passive, who did it is the subject
//! and what was done to is the object.

mod modality;
mod reader;

use crate::article::{Attribution, EntityId, Mention, MentionForm, Placed};
use crate::text::Span;
use std::ops::Range;

/// A noun phrase in a role of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its head, a token of the passage.
    pub token: usize,
    /// Who or what it is, where the head is part of a mention.
    pub entity: Option<EntityId>,
    /// The preposition in front of it, a token of the passage.
    pub preposition: Option<usize>,
}

/// Whether a clause says that something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modality {
    /// It is stated.
    Stated,
    /// It is to come: will, is to, is expected to.
    Future,
    /// It may, can, should or would be; it is wanted, tried or planned.
    Possible,
    /// It stands under a condition or a question.
    Hypothetical,
}

/// When a clause speaks of, by its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tense {
    /// killed, had killed, was.
    Past,
    /// has killed.
    Perfect,
    /// kills, is.
    Present,
    /// The verb does not tell: participles, headlines, infinitives.
    Untold,
}

/// The core of one clause.
#[derive(Clone, Debug, PartialEq)]
pub struct FactFrame {
    /// Index of its paragraph in `Article::paragraphs`.
    pub paragraph: usize,
    /// Index of its sentence in the passage.
    pub sentence: usize,
    /// The sentence, in the document.
    pub span: Span,
    /// Index of the clause in the passage.
    pub clause: usize,
    /// Head of the predicate, a token of the passage.
    pub predicate: usize,
    /// Who does it or of whom it is said.
    pub subject: Option<Argument>,
    /// What it is done to.
    pub object: Option<Argument>,
    /// Recipient, place, time and whatever else has a preposition, in order.
    pub others: Vec<Argument>,
    /// Whether it is denied.
    pub negated: bool,
    /// Whether it is said to be so.
    pub modality: Modality,
    /// When, by the verb.
    pub tense: Tense,
    /// Whose word it is: index of the innermost attribution around it; `None` for the article's own voice.
    pub voice: Option<usize>,
    /// Indexes (in the passage) of the values in it.
    pub values: Range<usize>,
}

/// The frames of a paragraph as it tells them by itself: spans are relative to it, nothing is known of entities and
/// voices, `paragraph` is 0.
struct Outlines(Vec<FactFrame>);

/// Reads the frames of all paragraphs, in document order. `edited`: what a paragraph tells by itself is kept with it.
pub fn collect(
    paragraphs: &[Placed],
    mentions: &[Mention],
    attributions: &[Attribution],
    edited: bool,
) -> Vec<FactFrame> {
    let voices = Voices::new(attributions);
    let mut frames = Vec::new();
    let mut first = 0;
    for (index, placed) in paragraphs.iter().enumerate() {
        let mentions = mentions.get(first..).unwrap_or(&[]);
        let mentions = &mentions[..mentions.iter().take_while(|m| m.paragraph <= index).count()];
        first += mentions.len();
        let setting = Setting { index, placed, mentions, voices: &voices };
        if edited {
            let outlines = placed.paragraph.derived.get(|| Outlines(reader::read(placed.passage())));
            frames.extend(outlines.0.iter().map(|outline| setting.place(outline.clone())));
        } else {
            frames.extend(reader::read(placed.passage()).into_iter().map(|outline| setting.place(outline)));
        }
    }
    frames
}

/// What the frames of a paragraph are placed in.
struct Setting<'a> {
    index: usize,
    placed: &'a Placed,
    /// Those of the paragraph.
    mentions: &'a [Mention],
    voices: &'a Voices,
}

impl Setting<'_> {
    /// A frame of the article from what its paragraph tells by itself.
    fn place(&self, mut frame: FactFrame) -> FactFrame {
        let passage = self.placed.passage();
        let own = [&mut frame.subject, &mut frame.object].into_iter().flatten();
        for argument in own.chain(&mut frame.others) {
            argument.entity = self.entity_of(argument.token);
        }
        let predicate = passage.tokens.get(frame.predicate).map(|t| t.span.shift(self.placed.offset));
        frame.voice = predicate.and_then(|place| self.voices.around(self.placed.offset, place));
        frame.paragraph = self.index;
        frame.span = frame.span.shift(self.placed.offset);
        frame
    }

    /// Who or what a token is part of the mention of.
    fn entity_of(&self, token: usize) -> Option<EntityId> {
        let span = self.placed.passage().tokens.get(token)?.span.shift(self.placed.offset);
        let to = self.mentions.partition_point(|m| m.span.start <= span.start);
        let around = self.mentions.get(..to)?.iter().rev().take(8);
        // What stands in front of a name is read with the name.
        let around = around.filter(|m| m.span.covers(span) && m.form != MentionForm::Apposed);
        around.min_by_key(|m| m.span.len()).map(|m| m.entity)
    }
}

/// The contents of all attributions, to find whose word a place is.
struct Voices {
    /// Piece of content, length of the whole content, attribution; ordered by piece.
    pieces: Vec<(Span, usize, usize)>,
}

impl Voices {
    fn new(attributions: &[Attribution]) -> Self {
        let mut pieces: Vec<_> = attributions
            .iter()
            .enumerate()
            .flat_map(|(index, a)| {
                let whole = a.content.iter().map(|s| s.len()).sum();
                a.content.iter().map(move |&piece| (piece, whole, index))
            })
            .collect();
        pieces.sort_unstable_by_key(|&(span, _, index)| (span, index));
        Self { pieces }
    }

    /// The attribution whose content is the narrowest around `place`, of the pieces that begin at `from` or later.
    fn around(&self, from: usize, place: Span) -> Option<usize> {
        let first = self.pieces.partition_point(|(span, _, _)| span.start < from);
        let near = self.pieces.get(first..)?.iter().take_while(|(span, _, _)| span.start <= place.start);
        near.filter(|(span, _, _)| span.covers(place)).min_by_key(|&&(_, whole, _)| whole).map(|&(_, _, i)| i)
    }
}
