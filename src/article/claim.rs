//! Claims: statements that can be checked or disputed, with a score for how much each needs an attribution.
//!
//! The score is a logistic regression over hashed features of the statement and of its place, trained on what
//! professional editors attributed and what they printed in their paper's own voice (`src/training/claims.rs`).

pub(crate) mod features;
mod topics;

use crate::article::{Attribution, Placed};
use crate::language::encoder::{self, Part, Weights};
use crate::language::model::{Model, feature};
use crate::language::{Encoded, Passage, Tag};
use crate::text::{BlockKind, Document, Span};
use ndarray::Array2;
use serde::Serialize;
use std::ops::Range;
use std::sync::LazyLock;

use features::Place;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded(include_bytes!("models/claims.bin")));

/// What a claim is about, in the terms of a style guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// The dead, the hurt, the missing.
    Casualties,
    /// A figure.
    Figure,
    /// Wrongdoing laid at somebody's door.
    Accusation,
    /// What somebody wants, fears, intends.
    Motive,
    /// What will happen.
    Prediction,
    /// A judgement or superlative.
    Judgement,
    /// What led to what.
    Cause,
}

/// One statement: a clause (mostly a sentence) that asserts something.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The clause.
    pub span: Span,
    /// Index in `Article::attributions` of the attribution whose content it lies in; `None`: the article's own voice.
    pub attribution: Option<usize>,
    /// Calibrated probability that professional editors would attribute it.
    pub needs_attribution: f32,
    /// What it is about.
    pub topics: Vec<Topic>,
}

/// A statement as its paragraph alone tells it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its tokens in the passage.
    pub tokens: Range<usize>,
    /// Sum of the weights of its own words, in stored weights.
    pub(crate) weight: i32,
    /// What the encoder makes of it, as a logit.
    pub(crate) encoded: f32,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// Whether it begins with a pronoun.
    pub(crate) pronoun: bool,
}

/// The statements of a paragraph: its sentences that assert something (questions and verbless lines do not).
pub(crate) fn statements(passage: &Passage, encoded: &Encoded) -> Vec<Statement> {
    let model = &*MODEL;
    let words = encoder::embedded().scores(encoded.0.view(), Part::ClaimWords, Part::ClaimWordsBias);
    let mut found = Vec::with_capacity(passage.sentences.len());
    for sentence in &passage.sentences {
        let tokens = sentence.tokens.clone();
        let mut score = [0i32];
        features::local(passage, tokens.clone(), |f| model.add(f, &mut score));
        let first = passage.tokens.get(tokens.start);
        found.push(Statement {
            topics: topics::of(passage, tokens.clone()),
            pronoun: first.is_some_and(|t| matches!(t.tag, Tag::Prp | Tag::PossessivePronoun | Tag::Dt)),
            weight: score[0],
            encoded: logit(&encoder::embedded().weights, &words, &tokens),
            tokens,
        });
    }
    found
}

/// What the encoder makes of a statement: a score of the mean of its words, each cut at zero.
fn logit(weights: &Weights, words: &Array2<f32>, tokens: &Range<usize>) -> f32 {
    let out = weights.flat(Part::Claims);
    let mut sum = 0.0;
    for at in tokens.clone() {
        sum += words.row(at).iter().zip(out).map(|(x, w)| x.max(0.0) * w).sum::<f32>();
    }
    sum / tokens.len().max(1) as f32 + weights.flat(Part::ClaimsBias).first().copied().unwrap_or(0.0)
}

/// The feature whose weight is what a logit of the encoder counts.
pub(crate) const ENCODED: u64 = feature(616, 0);

/// Finds and scores the claims of an article.
pub fn score(document: &Document, paragraphs: &[Placed], attributions: &[Attribution]) -> Vec<Claim> {
    let _ = document;
    let mut claims = Vec::new();
    let mut share = [0];
    MODEL.add(ENCODED, &mut share);
    let share = share[0] as f32 * MODEL.scale();
    for (placed, statement, voice, place) in places(paragraphs, attributions) {
        let mut weight = [statement.weight];
        features::place(&place, |f| MODEL.add(f, &mut weight));
        let logit = weight[0] as f32 * MODEL.scale() + share * statement.encoded;
        claims.push(Claim {
            span: placed.passage().span_of(statement.tokens.clone()).shift(placed.offset),
            attribution: voice,
            needs_attribution: 1.0 / (1.0 + (-logit).exp()),
            topics: statement.topics.clone(),
        });
    }
    claims
}

/// A statement and how far attributions reach into it.
struct Voiced<'a> {
    /// Index of its paragraph.
    paragraph: usize,
    placed: &'a Placed,
    statement: &'a Statement,
    /// The attribution that most of it lies in.
    voice: Option<usize>,
    /// Fifths of it that lie in an attribution's content.
    covered: u64,
    /// Whether it has a cue in it.
    cued: bool,
}

/// Every statement of an article with its voice and its place.
pub(crate) fn places<'a>(
    paragraphs: &'a [Placed],
    attributions: &[Attribution],
) -> Vec<(&'a Placed, &'a Statement, Option<usize>, Place)> {
    // The attributed pieces in order, for one walk beside the sentences.
    let mut pieces: Vec<(Span, usize)> =
        attributions.iter().enumerate().flat_map(|(i, a)| a.content.iter().map(move |c| (*c, i))).collect();
    pieces.sort_unstable();
    let mut cues: Vec<Span> = attributions.iter().flat_map(|a| a.cue.iter().copied()).collect();
    cues.sort_unstable();
    let mut all: Vec<Voiced<'a>> = Vec::new();
    for (index, placed) in paragraphs.iter().enumerate() {
        for statement in &placed.paragraph.statements {
            let span = placed.passage().span_of(statement.tokens.clone()).shift(placed.offset);
            let from = pieces.partition_point(|(p, _)| p.start < span.start.saturating_sub(4000));
            let (mut covered, mut voice, mut most) = (0usize, None, 0usize);
            for (piece, owner) in pieces[from..].iter().take_while(|(p, _)| p.start < span.end) {
                let shared = piece.end.min(span.end).saturating_sub(piece.start.max(span.start));
                covered = covered.max(shared).min(span.len());
                if shared > most {
                    (most, voice) = (shared, Some(*owner));
                }
            }
            let share = (covered * 5 / span.len().max(1)) as u64;
            let cue = cues.partition_point(|c| c.start < span.start);
            let cued = cues.get(cue).is_some_and(|c| c.start < span.end);
            all.push(Voiced {
                paragraph: index,
                placed,
                statement,
                voice: voice.filter(|_| share >= 2),
                covered: share,
                cued,
            });
        }
    }
    let level = |entry: Option<&Voiced<'_>>| match entry {
        None => 0,
        Some(e) if e.covered >= 2 => 3,
        Some(e) if e.covered > 0 || e.cued => 2,
        Some(_) => 1,
    };
    let body = paragraphs.iter().filter(|p| p.kind == BlockKind::Paragraph).count();
    let attributed = all.iter().filter(|e| e.covered >= 2).count();
    let share = (attributed * 5 / all.len().max(1)) as u64;
    let mut out = Vec::with_capacity(all.len());
    let (mut paragraph, mut last) = (0usize, usize::MAX);
    for (at, entry) in all.iter().enumerate() {
        let Voiced { paragraph: index, placed, statement, voice, covered, cued } = *entry;
        if index != last && placed.kind == BlockKind::Paragraph {
            paragraph += 1;
        }
        last = index;
        let count = placed.paragraph.statements.len();
        let number = placed.paragraph.statements.iter().position(|s| std::ptr::eq(s, statement)).unwrap_or(0);
        let near = |offset: isize| at.checked_add_signed(offset).and_then(|i| all.get(i));
        let same = |offset: isize| level(near(offset).filter(|e| e.paragraph == index));
        out.push((
            placed,
            statement,
            voice,
            Place {
                display: features::is_display(placed.kind),
                paragraph: paragraph.saturating_sub(1),
                paragraphs: body,
                sentence: number,
                sentences: count,
                covered,
                cued,
                before: same(-1),
                after: same(1),
                above: level(at.checked_sub(number + 1).and_then(|i| all.get(i))),
                below: level(all.get(at + count - number)),
                share,
                pronoun: statement.pronoun,
            },
        ));
    }
    out
}
