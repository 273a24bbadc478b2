//! Claims: statements that can be checked or disputed, with two probabilities: that editors would attribute it, and
//! that they would and nobody stands behind it where it stands.
//!
//! Each is what a forest of trees ([`forest`]) makes of numbers: the statement's own ([`own`]), how far it is somebody's
//! word already ([`voice`]), its place and neighbours ([`setting`]); beside them stands what a regression over hashed words
//! and grammar ([`features`]) and the encoder make of it. All are trained on what professional editors attributed and what
//! they printed in their paper's own voice (`src/training/claims.rs`).

pub(crate) mod features;
pub(crate) mod forest;
pub(crate) mod own;
pub(crate) mod setting;
mod topics;
pub(crate) mod verbs;
pub(crate) mod voice;

use crate::article::{Attribution, Entity, Mention, Placed, Quotation};
use crate::language::encoder::{self, Part, Weights};
use crate::language::model::Model;
use crate::language::{Encoded, Passage};
use crate::text::Span;
use forest::{Forest, probability};
use ndarray::Array2;
use own::Own;
use serde::Serialize;
use setting::{Around, Seen};
use std::ops::Range;
use std::sync::LazyLock;

static WORDS: LazyLock<Model> = LazyLock::new(|| Model::embedded(include_bytes!("models/claims.bin")));
static NEEDS: LazyLock<Forest> =
    LazyLock::new(|| Forest::from_bytes(include_bytes!("models/claims.needs.bin")));
static LACKS: LazyLock<Forest> =
    LazyLock::new(|| Forest::from_bytes(include_bytes!("models/claims.lacks.bin")));

/// The label in the model of words for what editors attribute.
pub(crate) const ATTRIBUTED: usize = 0;
/// The label for what they attribute and nobody stands behind.
pub(crate) const UNATTRIBUTED: usize = 1;

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
    /// Calibrated probability that they would, and that nobody stands behind it where it stands; 0 inside quotations.
    pub unattributed: f32,
    /// What it is about.
    pub topics: Vec<Topic>,
}

/// A statement as its paragraph alone tells it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its tokens in the passage.
    pub tokens: Range<usize>,
    /// Sums of the weights of its words and grammar, in stored weights: [`ATTRIBUTED`], [`UNATTRIBUTED`].
    pub(crate) weights: [i32; 2],
    /// What the encoder makes of it, as a logit.
    pub(crate) encoded: f32,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// Its numbers.
    pub(crate) own: Own,
}

/// The statements of a paragraph: its sentences. `quoted` and `margins` tell of each token whether it is quoted and by how
/// much it beats being no cue.
pub(crate) fn statements(
    passage: &Passage,
    encoded: &Encoded,
    quoted: &[bool],
    margins: &[f32],
) -> Vec<Statement> {
    let model = &*WORDS;
    let words = encoder::embedded().scores(encoded.0.view(), Part::ClaimWords, Part::ClaimWordsBias);
    let mut found = Vec::with_capacity(passage.sentences.len());
    for sentence in &passage.sentences {
        let tokens = sentence.tokens.clone();
        let mut weights = [0i32; 2];
        features::local(passage, tokens.clone(), |f| model.add(f, &mut weights));
        let topics = topics::of(passage, tokens.clone());
        found.push(Statement {
            own: own::read(passage, &tokens, &topics, quoted, margins),
            topics,
            weights,
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

/// The numbers that the first forest reads: those of the statement and its setting, and the logit of its words.
pub(crate) fn for_needs(mut numbers: Vec<f32>, words: f32) -> Vec<f32> {
    numbers.push(words);
    numbers
}

/// The numbers that the second forest reads: those of the first, the logit of the words for it, and what the first forest
/// made of them.
pub(crate) fn for_lacks(mut numbers: Vec<f32>, words: f32, needs: f32) -> Vec<f32> {
    numbers.extend([words, needs]);
    numbers
}

/// Share of a statement in quotations from which on it is a quotation.
const QUOTED: f32 = 0.3;

/// Whether a statement stands in a quotation: whoever speaks there stands behind it.
pub(crate) fn is_quoted(seen: &Seen<'_>) -> bool {
    seen.quoted > QUOTED
}

/// Finds and scores the claims of an article.
pub fn score(
    text: &str,
    paragraphs: &[Placed],
    attributions: &[Attribution],
    quotations: &[Quotation],
    entities: &[Entity],
    mentions: &[Mention],
) -> Vec<Claim> {
    let around = Around { text, paragraphs, attributions, quotations, entities, mentions };
    let mut seen = setting::see(&around);
    let words = |seen: &Seen<'_>| seen.statement.weights.map(|weight| weight as f32 * WORDS.scale());
    let numbers = |seen: &mut Seen<'_>| {
        let numbers = std::mem::take(&mut seen.numbers);
        for_needs(numbers, words(seen)[ATTRIBUTED])
    };
    let rows: Vec<Vec<f32>> = seen.iter_mut().map(numbers).collect();
    // The second forest weighs the encoder's logit by itself, so it gets the first one's without.
    let trees = NEEDS.logits(&rows, &vec![0.0; rows.len()]);
    let more = |((row, seen), &trees): ((Vec<f32>, &Seen<'_>), &f32)| {
        for_lacks(row, words(seen)[UNATTRIBUTED], trees)
    };
    let rows: Vec<Vec<f32>> = rows.into_iter().zip(&seen).zip(&trees).map(more).collect();
    let encoded: Vec<f32> = seen.iter().map(|seen| seen.statement.encoded).collect();
    let lacks = LACKS.logits(&rows, &encoded);
    let scored = |((seen, trees), lacks): ((Seen<'_>, f32), f32)| {
        let quoted = is_quoted(&seen);
        let Seen { placed, statement, voice, .. } = seen;
        let needs = trees + NEEDS.encoded * statement.encoded;
        Claim {
            span: placed.passage().span_of(statement.tokens.clone()).shift(placed.offset),
            attribution: voice,
            needs_attribution: probability(needs),
            unattributed: if quoted { 0.0 } else { probability(lacks) },
            topics: statement.topics.clone(),
        }
    };
    seen.into_iter().zip(trees).zip(lacks).map(scored).collect()
}
