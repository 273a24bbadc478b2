//! Which piece of a page is what. Comes in: pieces of text in order, as [`super::plain`] or [`super::markdown`] cut
//! them. Goes out: blocks.

use crate::text::byline::{is_byline, is_byline_under_headline};
use crate::text::dateline::{dateline, is_date_line};
use crate::text::lines::trim;
use crate::text::patterns::{BOILERPLATE, CAPTIONS};
use crate::text::{Block, BlockKind, Span, overlong};

/// What the markup says of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Markup {
    /// Nothing.
    None,
    /// A heading of this level.
    Heading(u8),
    /// A list item.
    Item,
    /// The alternative text of a picture.
    Picture,
    /// A title or description in front matter.
    Title,
    /// A description in front matter.
    Description,
}

/// A piece of text that stands on its own: a paragraph, a line, a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where, without white space around it. Never empty.
    pub(crate) span: Span,
    /// What the markup says.
    pub(crate) markup: Markup,
}

/// What has been seen of the page so far.
#[derive(Default)]
struct Page {
    headline: bool,
    body: bool,
    blocks: Vec<Block>,
}

/// Gives every piece its kind, cuts datelines from the paragraphs they open, and paragraphs that are far too long. `masked` is the text that the pieces
/// lie in, without markup.
pub(crate) fn compose(masked: &str, pieces: &[Piece]) -> Vec<Block> {
    let mut page = Page::default();
    for (index, piece) in pieces.iter().enumerate() {
        let span = trim(masked, piece.span);
        let text = span.of(masked);
        if !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        match piece.markup {
            Markup::Title => {
                page.headline = true;
                page.push(BlockKind::Headline, span, 1);
            }
            Markup::Description => page.push(BlockKind::Dek, span, 0),
            Markup::Heading(level) if page.headline || page.body => {
                page.push(BlockKind::Heading, span, level)
            }
            Markup::Heading(level) => {
                page.headline = true;
                page.push(BlockKind::Headline, span, level);
            }
            Markup::Picture => page.push(BlockKind::Caption, span, 0),
            Markup::Item if BOILERPLATE.fits(text) => page.push(BlockKind::Boilerplate, span, 0),
            Markup::Item => {
                page.body = true;
                page.push(BlockKind::List, span, 0);
            }
            Markup::None => page.place(masked, span, &pieces[index + 1..]),
        }
    }
    let cut = |block: Block| {
        overlong::cut(masked, block.span).into_iter().map(move |span| Block { span, ..block.clone() })
    };
    page.blocks.into_iter().flat_map(cut).collect()
}

impl Page {
    fn push(&mut self, kind: BlockKind, span: Span, level: u8) {
        self.blocks.push(Block { kind, span, level });
    }

    /// A piece whose kind only its words and its place can tell.
    fn place(&mut self, masked: &str, span: Span, rest: &[Piece]) {
        let text = span.of(masked);
        if BOILERPLATE.fits(text) {
            return self.push(BlockKind::Boilerplate, span, 0);
        }
        if CAPTIONS.fits(text) {
            return self.push(BlockKind::Caption, span, 0);
        }
        if is_byline(text) || !self.body && self.headline && is_byline_under_headline(text) {
            return self.push(BlockKind::Byline, span, 0);
        }
        if is_date_line(text) {
            return self.push(BlockKind::Dateline, span, 0);
        }
        let next = || next_copy(masked, rest);
        if !self.body && !self.headline && is_headline(text, next()) {
            self.headline = true;
            return self.push(BlockKind::Headline, span, 1);
        }
        let under_headline = self.blocks.last().is_some_and(|b| b.kind == BlockKind::Headline);
        if !self.body && under_headline && is_dek(text, next(), rest.first().map(|p| p.span.of(masked))) {
            return self.push(BlockKind::Dek, span, 0);
        }
        if self.body && is_heading(text) && next().is_some_and(|n| goes_below(n, text)) {
            return self.push(BlockKind::Heading, span, 2);
        }
        self.body = true;
        let mut start = span.start;
        if let Some(length) = dateline(text) {
            start += length;
            self.push(BlockKind::Dateline, Span::new(span.start, start), 0);
        }
        let paragraph = trim(masked, Span::new(start, span.end));
        if !paragraph.is_empty() {
            self.push(BlockKind::Paragraph, paragraph, 0);
        }
    }
}

/// The next piece that is neither furniture nor a caption.
fn next_copy<'a>(masked: &'a str, rest: &[Piece]) -> Option<&'a str> {
    rest.iter()
        .take(6)
        .filter(|p| p.markup != Markup::Picture)
        .map(|p| p.span.of(masked))
        .find(|text| !BOILERPLATE.fits(text) && !CAPTIONS.fits(text))
}

/// Whether the first piece of copy is a headline rather than the first sentence of an article that has none. Without
/// a full stop it is, unless it is long. With one, it must look the part: capitals on every word, or no "a" and "the",
/// short, with a dateline, a byline or a longer paragraph after it.
fn is_headline(text: &str, next: Option<&str>) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 30 || text.len() > 240 || opens_quotation_only(text) {
        return false;
    }
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ' ']);
    if !bare.ends_with(['.', '?', '!', '…', ':', ',']) {
        return words.len() <= 26;
    }
    if bare.ends_with([',', ':']) || next.is_none() || words.len() > 20 {
        return false;
    }
    let next = next.unwrap_or("");
    let long: Vec<&str> = words.iter().copied().filter(|w| is_content_word(w)).skip(1).collect();
    let capital =
        long.iter().filter(|w| w.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase()));
    let title_case = long.len() > 1 && capital.count() * 10 >= long.len() * 8;
    let lower = |w: &&&str| {
        matches!(w.to_ascii_lowercase().as_str(), "a" | "an" | "the" | "was" | "were" | "had" | "his" | "her")
    };
    let little_words = words.iter().filter(lower).count();
    let opens_plainly =
        matches!(words[0], "A" | "An" | "The" | "He" | "She" | "It" | "They" | "We" | "I" | "On" | "In");
    let stops = words.iter().rev().skip(1).filter(|w| w.ends_with(['.', '!', '?']) && w.len() > 4).count();
    let reports = words
        .iter()
        .any(|w| matches!(w.trim_matches(|c: char| !c.is_alphabetic()), "said" | "told" | "according"));
    let weekday =
        words.windows(2).any(|w| w[0] == "on" && w[1].trim_end_matches(['.', ',']).ends_with("day"));
    let mut score = 0;
    score += if title_case { 3 } else { 0 };
    score += if little_words == 0 { 2 } else { 0 };
    score += if words.len() <= 12 { 1 } else { 0 };
    score += if words.len() <= 9 { 1 } else { 0 };
    score += if next.split_whitespace().count() * 2 > words.len() * 3 { 1 } else { 0 };
    score += if dateline(next).is_some() || is_byline(next) || is_date_line(next) { 3 } else { 0 };
    score -= if opens_plainly && !title_case { 2 } else { 0 };
    score -= if reports || weekday { 3 } else { 0 };
    score -= if stops > 0 && !title_case { 3 } else { 0 };
    score >= 2
}

/// A word that headline style sets with a capital.
fn is_content_word(word: &str) -> bool {
    word.chars().count() >= 3
        && !matches!(word, "the" | "and" | "for" | "but" | "from" | "with" | "that" | "over" | "into")
}

/// One line under the headline that sums up: no full stop, or a byline right after it.
fn is_dek(text: &str, next: Option<&str>, following: Option<&str>) -> bool {
    let words = text.split_whitespace().count();
    if words > 45 || dateline(text).is_some() || next.is_none() {
        return false;
    }
    let ends = text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '?', '!', '…', ',', ':']);
    let byline = following.is_some_and(|f| is_byline(f) || is_byline_under_headline(f));
    byline || !ends && (4..=35).contains(&words) && !opens_quotation_only(text)
}

/// A short line without a full stop between paragraphs.
fn is_heading(text: &str) -> bool {
    if text.len() > 90 {
        return false;
    }
    let words = text.split_whitespace().count();
    let first = text.chars().find(|c| c.is_alphanumeric());
    let ends = text.ends_with(['.', ',', ';', '!', '”', '"', '…', '-', '—', '–']);
    words <= 10
        && !ends
        && (!text.ends_with(':') || words <= 4)
        && !text.contains(['\n', '\r'])
        && first.is_some_and(|c| !c.is_lowercase())
        && !opens_quotation_only(text)
}

/// Whether `next` is what a heading `heading` can stand over.
fn goes_below(next: &str, heading: &str) -> bool {
    next.split_whitespace().count() > heading.split_whitespace().count().max(5)
}

/// A quotation that opens here and does not close: copy, whatever its length.
fn opens_quotation_only(text: &str) -> bool {
    text.starts_with('“') && !text.contains('”')
}
