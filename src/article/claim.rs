//! Claims: statements that can be checked or disputed, with a score for how much each needs an attribution.

use crate::article::{Attribution, Placed};
use crate::text::{Document, Span};
use serde::Serialize;

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

/// Finds and scores the claims of an article.
pub fn score(document: &Document, paragraphs: &[Placed], attributions: &[Attribution]) -> Vec<Claim> {
    let _ = (document, paragraphs, attributions);
    Vec::new()
}
