//! The outline: headline, dek, sections, paragraphs by their opening words, and under them who is quoted and what
//! nobody stands behind.

use crate::article::{Article, Quotation};
use crate::text::{Block, BlockKind, Span};

/// What an outline item stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutlineKind {
    /// The headline.
    Headline,
    /// The line under the headline.
    Dek,
    /// A heading and what follows it.
    Section,
    /// A paragraph, list item or caption.
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
    /// What the outline shows: opening words, speaker. Never empty, never more than one line.
    pub name: String,
    /// A second, fainter text: the opening words of a quotation, how many quotations a paragraph holds. May be empty.
    pub detail: String,
    /// Everything that belongs to it; covers the spans of its children.
    pub span: Span,
    /// What to select when it is chosen; lies inside `span`.
    pub selection: Span,
    /// The items inside it, in document order.
    pub children: Vec<OutlineItem>,
}

/// How many words of a passage the outline shows.
const OPENING_WORDS: usize = 7;
/// How many characters of it at most: one word of a language without spaces can be a page long.
const OPENING_CHARS: usize = 60;

impl Article {
    /// The outline of the article. `flagged` are the spans of the claims to list, as the rules report them
    /// (`unattributed-claim`), so that outline and squiggles agree; order does not matter.
    pub fn outline(&self, flagged: &[Span]) -> Vec<OutlineItem> {
        let mut leaves = self.quotation_items();
        leaves.extend(flagged.iter().filter_map(|&span| self.claim_item(span)));
        leaves.sort_by_key(|item| (item.span.start, item.span.end));
        let mut leaves = leaves.into_iter().peekable();

        let mut open: Vec<(u8, OutlineItem)> = Vec::new();
        let mut top = Vec::new();
        for block in self.document.blocks() {
            let Some(mut item) = self.block_item(block) else { continue };
            while leaves.next_if(|leaf| leaf.span.start < block.span.start).is_some() {}
            while let Some(leaf) = leaves.next_if(|leaf| leaf.span.start < block.span.end) {
                item.children.push(leaf.within(block.span));
            }
            item.detail = detail_of(&item);
            if item.kind == OutlineKind::Section {
                close_sections(&mut open, &mut top, block.level);
                open.push((block.level, item));
            } else {
                let siblings = open.last_mut().map_or(&mut top, |(_, section)| &mut section.children);
                siblings.push(item);
            }
        }
        close_sections(&mut open, &mut top, 0);
        top
    }

    fn block_item(&self, block: &Block) -> Option<OutlineItem> {
        let kind = match block.kind {
            BlockKind::Headline => OutlineKind::Headline,
            BlockKind::Dek => OutlineKind::Dek,
            BlockKind::Heading => OutlineKind::Section,
            BlockKind::Paragraph | BlockKind::List | BlockKind::Caption => OutlineKind::Paragraph,
            BlockKind::Byline | BlockKind::Dateline | BlockKind::Boilerplate => return None,
        };
        let text = block.span.of(self.document.masked());
        // A headline is shown whole: it is made to be read at a glance.
        let name = match kind {
            OutlineKind::Headline | OutlineKind::Section => opening(text, 30, 160),
            _ => opening(text, OPENING_WORDS, OPENING_CHARS),
        };
        (!name.is_empty()).then(|| OutlineItem {
            kind,
            name,
            detail: String::new(),
            span: block.span,
            selection: block.span,
            children: Vec::new(),
        })
    }

    /// One item a quotation, outermost ones only, without titles and words held up with tongs.
    fn quotation_items(&self) -> Vec<OutlineItem> {
        let speech = |q: &&Quotation| q.depth == 0 && !q.scare;
        let mut speakers: Vec<(Span, usize)> = Vec::new();
        for (index, attribution) in self.attributions.iter().enumerate() {
            speakers.extend(attribution.content.iter().map(|&piece| (piece, index)));
        }
        speakers.sort_unstable();
        self.quotations.iter().filter(speech).filter_map(|q| self.quotation_item(q, &speakers)).collect()
    }

    fn quotation_item(&self, quotation: &Quotation, speakers: &[(Span, usize)]) -> Option<OutlineItem> {
        let words = quotation.content.first()?.of(self.text());
        let detail = format!("“{}”", opening(words, OPENING_WORDS, OPENING_CHARS));
        let after = speakers.partition_point(|(piece, _)| piece.start < quotation.span.end);
        // Contents rarely nest more than two deep, so the one that holds this quotation is close by.
        let holder =
            speakers.get(..after)?.iter().rev().take(8).find(|(piece, _)| piece.overlaps(quotation.span));
        let speaker = holder.and_then(|&(_, index)| self.speaker_name(index));
        let (name, detail) = match speaker {
            Some(name) => (name, detail),
            None => (detail, "speaker unknown".to_owned()),
        };
        Some(OutlineItem {
            kind: OutlineKind::Quotation,
            name,
            detail,
            span: quotation.span,
            selection: quotation.span,
            children: Vec::new(),
        })
    }

    /// How the outline calls the source of an attribution: the entity's name, else the words of the source.
    fn speaker_name(&self, attribution: usize) -> Option<String> {
        let attribution = self.attributions.get(attribution)?;
        if let Some(entity) = attribution.speaker.and_then(|id| self.entities.get(id)) {
            return Some(entity.name.clone());
        }
        let words = opening(attribution.source.first()?.of(self.text()), OPENING_WORDS, OPENING_CHARS);
        (!words.is_empty()).then_some(words)
    }

    fn claim_item(&self, span: Span) -> Option<OutlineItem> {
        let name = opening(span.of(self.document.masked()), OPENING_WORDS, OPENING_CHARS);
        (!name.is_empty()).then(|| OutlineItem {
            kind: OutlineKind::Claim,
            name,
            detail: "no attribution".to_owned(),
            span,
            selection: span,
            children: Vec::new(),
        })
    }
}

impl OutlineItem {
    /// The item cut to lie inside `parent`: a quotation that runs on over paragraphs is listed where it begins.
    fn within(mut self, parent: Span) -> Self {
        self.span = Span::new(self.span.start.max(parent.start), self.span.end.min(parent.end));
        self.selection = self.span;
        self
    }
}

/// Ends every open section of `level` or deeper: it now reaches to its last child.
fn close_sections(open: &mut Vec<(u8, OutlineItem)>, top: &mut Vec<OutlineItem>, level: u8) {
    while let Some((_, mut section)) = open.pop_if(|(opened, _)| *opened >= level) {
        if let Some(last) = section.children.last() {
            section.span = section.span.join(last.span);
        }
        let siblings = open.last_mut().map_or(&mut *top, |(_, parent)| &mut parent.children);
        siblings.push(section);
    }
}

fn detail_of(item: &OutlineItem) -> String {
    let quotations = item.children.iter().filter(|child| child.kind == OutlineKind::Quotation).count();
    match quotations {
        0 => String::new(),
        1 => "1 quotation".to_owned(),
        many => format!("{many} quotations"),
    }
}

/// The first `words` words of `text` on one line, at most `chars` characters, with "…" where something was cut.
pub fn opening(text: &str, words: usize, chars: usize) -> String {
    let mut shown = String::new();
    let mut length = 0;
    let mut rest = text.split_whitespace();
    for word in rest.by_ref().take(words) {
        if !shown.is_empty() {
            shown.push(' ');
            length += 1;
        }
        for character in word.chars() {
            if length == chars {
                shown.truncate(shown.trim_end().len());
                shown.push('…');
                return shown;
            }
            shown.push(character);
            length += 1;
        }
    }
    // A comma or full stop at the cut says nothing; a question mark does.
    shown.truncate(shown.trim_end_matches([',', ';', ':', '.', '—', '–', '-', ' ']).len());
    if rest.next().is_some() {
        shown.push('…');
    }
    shown
}
