//! Quotations: what stands between quotation marks, nested, and over paragraphs.

use crate::article::Placed;
use crate::text::{Document, Span};

/// One quotation. A quotation that runs over paragraphs, each opened and only the last closed, is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its pieces, one a paragraph, without the marks.
    pub content: Vec<Span>,
    /// From the first opening mark to the last closing one.
    pub span: Span,
    /// 0 for a quotation, 1 for one inside a quotation.
    pub depth: u8,
    /// Whether the last mark was found; `false` for one that never closes.
    pub closed: bool,
    /// Whether it is a title, a nickname or a word held up with tongs rather than speech: short and inside a sentence.
    pub scare: bool,
}

/// Finds all quotations in a document.
pub fn collect(document: &Document, paragraphs: &[Placed]) -> Vec<Quotation> {
    let _ = (document, paragraphs);
    Vec::new()
}
