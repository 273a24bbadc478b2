//! What requests are answered from: one text and everything understood of it, immutable.

use crate::article::Article;
use crate::rules::Finding;
use crate::server::capabilities::Profile;
use crate::server::convert;
use crate::text::{LineIndex, Span};
use std::sync::Arc;
use tower_lsp::ls_types::{Location, Position, Range, Uri};

/// One reading of one document. A handle of a few `Arc`s.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    /// The document.
    pub(crate) uri: Uri,
    /// The client's version of the text; `None` for a file that is not open.
    pub(crate) version: Option<i32>,
    /// Grows with every change of text or settings over the whole session.
    pub(crate) revision: u64,
    /// What was understood.
    pub(crate) article: Arc<Article>,
    /// What the rules found.
    pub(crate) findings: Arc<[Finding]>,
    /// Lines of the text.
    pub(crate) index: Arc<LineIndex>,
    /// What the client can do.
    pub(crate) profile: Arc<Profile>,
}

impl Snapshot {
    /// The text.
    pub(crate) fn text(&self) -> &str {
        self.article.text()
    }

    /// A span as the client counts.
    pub(crate) fn range(&self, span: Span) -> Range {
        convert::range(self.index.range(self.text(), span, self.profile.encoding))
    }

    /// A place as the client counts.
    pub(crate) fn position(&self, offset: usize) -> Position {
        convert::position(self.index.position(self.text(), offset, self.profile.encoding))
    }

    /// A span in this document.
    pub(crate) fn location(&self, span: Span) -> Location {
        Location { uri: self.uri.clone(), range: self.range(span) }
    }

    /// The byte at a position of the client's.
    pub(crate) fn offset(&self, position: Position) -> usize {
        self.index.offset(self.text(), convert::from_position(position), self.profile.encoding)
    }
}
