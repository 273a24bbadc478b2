//! The parts a page is set in: headline, dek, byline, dateline, paragraphs, headings, lists, captions, and the page
//! furniture that an aggregator left behind.

use crate::text::Span;
use serde::Serialize;

/// What a block is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// The title of the article.
    Headline,
    /// The line or two under the headline that sums the article up.
    Dek,
    /// Who wrote it.
    Byline,
    /// Where and when it was filed ("GENEVA, Sept. 10 (AP) —"), when it stands before the first sentence or alone.
    Dateline,
    /// A paragraph of body copy.
    Paragraph,
    /// A heading inside the body.
    Heading,
    /// One item of a list.
    List,
    /// Text under a picture.
    Caption,
    /// Page furniture: "Share", "Advertisement", "Read more".
    Boilerplate,
}

/// One block of a document. Blocks are in document order and do not overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is, without the white space around it.
    pub span: Span,
    /// 1 for the headline or `#`, 2 for `##` and so on; 0 where the kind has no levels.
    #[serde(skip)]
    pub level: u8,
}

impl BlockKind {
    /// Whether the block holds running sentences of the article (everything but bylines, datelines and furniture).
    pub fn is_copy(self) -> bool {
        !matches!(self, BlockKind::Byline | BlockKind::Dateline | BlockKind::Boilerplate)
    }

    /// Whether the block is set in headline style, where capitals, tense and articles follow other rules.
    pub fn is_display(self) -> bool {
        matches!(self, BlockKind::Headline | BlockKind::Heading)
    }

    /// Whether the block is running copy: sentences of the article, not set in headline style.
    pub fn is_prose(self) -> bool {
        self.is_copy() && !self.is_display()
    }
}
