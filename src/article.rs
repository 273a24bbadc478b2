//! What one article says. Comes in: a [`crate::text::Document`]. Goes out: an [`Article`]: entities with their
//! mentions, quotations, attributions (source, cue, content), claims, the outline. No opinion on what is wrong.
//!
//! Reading has two halves. A [`Paragraph`] is read from its own text alone and kept in a [`Memory`] by content; the
//! [`Article`] is then put together in a linear pass over the paragraphs: who "Kerry" is, who speaks on in the next
//! paragraph, which claim stands in the lede.

pub mod attribute;
pub mod attribution;
pub mod claim;
pub mod derived;
pub mod entity;
pub mod frame;
mod headline_case;
pub mod memory;
pub mod outline;
pub mod paragraph;
mod published;
pub mod quotation;

use crate::text::{BlockKind, Cancel, Cancelled, Document, Span};
use std::sync::Arc;

pub use attribute::{Attribute, Post, PostClass, Quality, Relative};
pub use attribution::{Attribution, AttributionKind};
pub use claim::{Claim, Topic};
pub use derived::Derived;
pub use entity::{Card, Entity, EntityId, Mention, MentionForm};
pub use frame::{Argument, FactFrame, Modality, Tense};
pub use memory::Memory;
pub use outline::{OutlineItem, OutlineKind};
pub use paragraph::{Paragraph, Placed};
pub use quotation::Quotation;

/// Everything Copydesk understood of one article. Immutable; all spans are byte ranges into the document's text.
#[derive(Clone, Debug)]
pub struct Article {
    /// The text and its blocks.
    pub document: Document,
    /// The day it was published, where front matter or a dateline tells it with its year.
    pub published: Option<jiff::civil::Date>,
    /// The copy blocks and datelines with their language reading, in order.
    pub paragraphs: Vec<Placed>,
    /// Who and what is in it; an [`EntityId`] is an index here.
    pub entities: Vec<Entity>,
    /// Every mention, in document order.
    pub mentions: Vec<Mention>,
    /// Every quotation, in document order.
    pub quotations: Vec<Quotation>,
    /// Who says what, ordered by their first byte.
    pub attributions: Vec<Attribution>,
    /// Statements that can be checked or disputed, in document order.
    pub claims: Vec<Claim>,
    /// What its clauses say, in a form that can be compared, in document order.
    pub frames: Vec<FactFrame>,
    /// What rules make of the whole article, made once.
    pub derived: Derived,
    /// What rules keep from one reading of a document that is edited to the next.
    pub carried: Option<Arc<Derived>>,
    /// What it says that somebody or something is, in document order.
    pub attributes: Vec<Attribute>,
}

impl Article {
    /// Reads a document. `memory` holds paragraphs read before and is brought up to date; a fresh one is always right.
    pub fn read(document: Document, memory: &mut Memory, cancel: &Cancel) -> Result<Article, Cancelled> {
        let mut paragraphs = Vec::new();
        memory.begin();
        for (index, block) in document.blocks().iter().enumerate() {
            cancel.check()?;
            if block.kind.is_copy() || block.kind == BlockKind::Dateline {
                let paragraph = memory.paragraph(block.span.of(document.masked()), block.kind);
                paragraphs.push(Placed {
                    block: index,
                    kind: block.kind,
                    offset: block.span.start,
                    paragraph,
                });
            }
        }
        headline_case::restore(&document, &mut paragraphs, memory);
        memory.finish();
        let published = published::read(&document, &paragraphs);
        let (mut entities, mut mentions) = entity::resolve(&document, &paragraphs);
        let quotations = quotation::collect(&document, &paragraphs);
        cancel.check()?;
        let attributions = attribution::link(&document, &paragraphs, &quotations, &entities, &mentions);
        entity::hear_speakers(&paragraphs, &attributions, &mut entities, &mut mentions);
        let carried = memory.carried();
        let score =
            || claim::score(document.text(), &paragraphs, &attributions, &quotations, &entities, &mentions);
        let tell = || {
            let frames = frame::collect(&paragraphs, &mentions, &attributions, carried.is_some());
            let attributes = attribute::collect(&paragraphs, &mentions, &frames, carried.is_some());
            (frames, attributes)
        };
        let (claims, (frames, attributes)) = if is_shared(document.text(), carried.as_ref()) {
            rayon::join(score, tell)
        } else {
            (score(), tell())
        };
        Ok(Article {
            document,
            published,
            paragraphs,
            entities,
            mentions,
            quotations,
            attributions,
            claims,
            frames,
            derived: Derived::default(),
            carried,
            attributes,
        })
    }

    /// Reads a text on its own, without memory or cancelling.
    pub fn of(document: Document) -> Article {
        let (mut memory, cancel) = (Memory::default(), Cancel::new());
        match Self::read(document.clone(), &mut memory, &cancel) {
            Ok(article) => article,
            // Nobody else holds the flag, so this cannot happen; an empty article is the harmless answer.
            Err(Cancelled) => Article {
                document,
                published: None,
                paragraphs: Vec::new(),
                entities: Vec::new(),
                mentions: Vec::new(),
                quotations: Vec::new(),
                attributions: Vec::new(),
                claims: Vec::new(),
                frames: Vec::new(),
                derived: Derived::default(),
                carried: None,
                attributes: Vec::new(),
            },
        }
    }

    /// Whether work on it is shared among threads: it is long, and somebody waits for it who edits it. Of articles that
    /// nobody edits, one is read beside another anyway.
    pub(crate) fn is_shared(&self) -> bool {
        is_shared(self.text(), self.carried.as_ref())
    }

    /// The original text.
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// The words of a paragraph as they are set: its passage has a headline without case in that of the body.
    pub fn wording(&self, placed: &Placed) -> &str {
        Span::new(placed.offset, placed.offset + placed.passage().text().len()).of(self.document.masked())
    }

    /// The last paragraph or dateline that begins at `offset` or before it.
    pub fn paragraph_at(&self, offset: usize) -> Option<&Placed> {
        let after = self.paragraphs.partition_point(|p| p.offset <= offset);
        after.checked_sub(1).and_then(|at| self.paragraphs.get(at))
    }

    /// The mention at `offset`, the shortest where several are.
    pub fn mention_at(&self, offset: usize) -> Option<&Mention> {
        let at = |m: &&Mention| m.span.start <= offset && offset <= m.span.end;
        self.mentions.iter().filter(at).min_by_key(|m| m.span.len())
    }

    /// The attributions whose content covers `offset`, innermost first.
    pub fn attributions_at(&self, offset: usize) -> Vec<&Attribution> {
        let mut found: Vec<_> =
            self.attributions.iter().filter(|a| a.content.iter().any(|s| s.contains(offset))).collect();
        found.sort_by_key(|a| a.content.iter().map(|s| s.len()).sum::<usize>());
        found
    }

    /// All sentences, in document order.
    pub fn sentences(&self) -> impl Iterator<Item = Span> + '_ {
        let copy = self.paragraphs.iter().filter(|p| p.kind.is_copy());
        copy.flat_map(|p| p.passage().sentences.iter().map(move |s| s.span.shift(p.offset)))
    }
}

/// Bytes from which on work on an article is worth the time that it takes to wake a thread.
const LONG: usize = 4_000;

fn is_shared(text: &str, carried: Option<&Arc<Derived>>) -> bool {
    carried.is_some() && text.len() >= LONG
}

/// Shared handle, as the server keeps it in a snapshot.
pub type SharedArticle = Arc<Article>;
