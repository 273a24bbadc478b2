//! What requests are answered from: one text and everything understood of it, immutable.

use crate::article::{Article, EntityId, Mention, MentionForm};
use crate::rules::{CheckedClaim, Decisions, Finding, check_claims};
use crate::server::capabilities::Profile;
use crate::server::card::Place;
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
    /// What fact-checkers have decided.
    pub(crate) decisions: Decisions,
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

    /// The claims that a fact-checker underlines, with what was decided about them.
    pub(crate) fn claims(&self) -> Vec<CheckedClaim<'_>> {
        check_claims(&self.article, &self.decisions)
    }

    /// A span as the client counts.
    pub(crate) fn range(&self, span: Span) -> Range {
        convert::range(self.index.range(self.text(), span, self.profile.encoding))
    }

    /// A place as the client counts.
    pub(crate) fn position(&self, offset: usize) -> Position {
        convert::position(self.index.position(self.text(), offset, self.profile.encoding))
    }

    /// Where a card points.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let line = self.position(offset).line + 1;
        Place { line, link: format!("{}#L{line}", self.uri.as_str()) }
    }

    /// A span in this document.
    pub(crate) fn location(&self, span: Span) -> Location {
        Location { uri: self.uri.clone(), range: self.range(span) }
    }

    /// The byte at a position of the client's.
    pub(crate) fn offset(&self, position: Position) -> usize {
        self.index.offset(self.text(), convert::from_position(position), self.profile.encoding)
    }

    /// The bytes of a range of the client's.
    pub(crate) fn span(&self, range: Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    /// The mention at a position of the client's, the shortest where several are.
    pub(crate) fn mention_at(&self, position: Position) -> Option<&Mention> {
        self.article.mention_at(self.offset(position))
    }

    /// Whose mention is there.
    pub(crate) fn entity_at(&self, position: Position) -> Option<EntityId> {
        self.mention_at(position).map(|mention| mention.entity)
    }

    /// The mentions of an entity, in document order.
    pub(crate) fn mentions_of(&self, entity: EntityId) -> impl Iterator<Item = &Mention> {
        let numbers = self.article.entities.get(entity).map_or(&[][..], |e| &e.mentions);
        numbers.iter().filter_map(|&number| self.article.mentions.get(number))
    }

    /// The mention by which an entity is introduced: the first by name in the sentence that introduces it, else the
    /// first by its full name, else the first.
    pub(crate) fn introducing_mention(&self, entity: EntityId) -> Option<Span> {
        let introduction = self.article.entities.get(entity)?.introduction;
        self.mentions_of(entity)
            .find(|m| m.form.is_name() && introduction.covers(m.span))
            .or_else(|| self.mentions_of(entity).find(|m| m.form == MentionForm::Name))
            .or_else(|| self.mentions_of(entity).next())
            .map(|mention| mention.span)
    }
}
