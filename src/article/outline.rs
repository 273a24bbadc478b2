//! The outline: headline, sections, paragraphs by their opening words, and under them who is quoted.

use crate::article::Article;
use crate::text::Span;

/// What an outline item stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutlineKind {
    /// The headline.
    Headline,
    /// A heading and what follows it.
    Section,
    /// A paragraph or list item.
    Paragraph,
    /// A quotation, named by its speaker.
    Quotation,
    /// A claim that needs an attribution and has none.
    Claim,
}

/// One item, with the items inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    /// What it stands for.
    pub kind: OutlineKind,
    /// What the outline shows: opening words, speaker.
    pub name: String,
    /// A second, fainter text: who says it, how many quotations.
    pub detail: String,
    /// Everything that belongs to it; covers the spans of its children.
    pub span: Span,
    /// What to select when it is chosen; lies inside `span`.
    pub selection: Span,
    /// The items inside it, in document order.
    pub children: Vec<OutlineItem>,
}

impl Article {
    /// The outline of the article.
    pub fn outline(&self) -> Vec<OutlineItem> {
        Vec::new()
    }
}
