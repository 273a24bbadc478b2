//! Markdown cut into pieces, and the mask that hides its markup: every byte that is not copy becomes a space, line
//! breaks stay, and so every offset stays.

use crate::text::Span;
use crate::text::layout::{Markup, Piece};
use crate::text::lines::trim;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

/// Markdown, cut.
pub(crate) struct Cut {
    /// The pieces, in order.
    pub(crate) pieces: Vec<Piece>,
    /// The text without its markup, of the same length.
    pub(crate) masked: String,
    /// Bytes of code among it.
    pub(crate) code: usize,
}

/// Cuts the part of `text` from `from` on. `front` holds the pieces of its front matter.
pub(crate) fn cut(text: &str, from: usize, front: &[Piece]) -> Cut {
    let mut mask = Mask::new(text);
    for piece in front {
        mask.show(piece.span);
    }
    let (mut pieces, mut code) = (Vec::new(), 0);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reading = Reading::default();
    for (event, range) in Parser::new_ext(&text[from..], options).into_offset_iter() {
        let span = Span::from(range).shift(from);
        match event {
            Event::Start(tag) => {
                code += if matches!(tag, Tag::CodeBlock(_)) { span.len() } else { 0 };
                reading.enter(&tag, &mut pieces);
            }
            Event::Code(_) => code += span.len(),
            Event::End(tag) => reading.leave(tag, text, &mut pieces),
            Event::Text(_) if reading.hidden == 0 => {
                mask.show(span);
                reading.grow(span);
            }
            _ => {}
        }
    }
    reading.close(text, &mut pieces);
    for span in reading.dropped {
        mask.hide(span);
    }
    Cut { pieces, masked: mask.finish(), code }
}

/// Where the walk through the document is.
#[derive(Default)]
struct Reading {
    /// Open elements whose text is not copy.
    hidden: usize,
    /// The open links: whether each is nothing but an address.
    links: Vec<bool>,
    /// What the innermost open block is.
    markups: Vec<Markup>,
    /// The copy of the open block so far.
    open: Option<Span>,
    /// The alternative text of the open picture, and how deep pictures lie in each other.
    picture: Option<Span>,
    pictures: usize,
    /// Captions found inside the open block; they follow it.
    captions: Vec<Piece>,
    /// Captions that had no place of their own.
    dropped: Vec<Span>,
}

impl Reading {
    fn enter(&mut self, tag: &Tag<'_>, pieces: &mut Vec<Piece>) {
        match tag {
            Tag::Paragraph => {
                let inherited = self.markups.last().copied().filter(|m| *m == Markup::Item);
                self.flush(pieces);
                self.markups.push(inherited.unwrap_or(Markup::None));
            }
            Tag::Heading { level, .. } => {
                self.flush(pieces);
                self.markups.push(Markup::Heading(level_number(*level)));
            }
            Tag::Item => {
                self.flush(pieces);
                self.markups.push(Markup::Item);
            }
            Tag::Image { .. } => self.pictures += 1,
            Tag::Link { link_type, .. } => {
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.links.push(bare);
                self.hidden += usize::from(bare);
            }
            tag if hides(&tag.to_end()) => {
                self.flush(pieces);
                self.hidden += 1;
            }
            _ => {}
        }
    }

    fn leave(&mut self, tag: TagEnd, text: &str, pieces: &mut Vec<Piece>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => {
                self.close(text, pieces);
                self.markups.pop();
            }
            TagEnd::Image => {
                self.pictures = self.pictures.saturating_sub(1);
                if self.pictures == 0 {
                    let caption = self.picture.take().map(|span| trim(text, span)).filter(|s| !s.is_empty());
                    self.captions.extend(caption.map(|span| Piece { span, markup: Markup::Picture }));
                }
            }
            TagEnd::Link => self.hidden -= usize::from(self.links.pop() == Some(true)).min(self.hidden),
            tag if hides(&tag) => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    fn grow(&mut self, span: Span) {
        let grown = if self.pictures > 0 { &mut self.picture } else { &mut self.open };
        *grown = Some(grown.map_or(span, |open| open.join(span)));
    }

    /// Ends the open piece, as where a new block begins inside its own (a nested list in an item).
    fn flush(&mut self, pieces: &mut Vec<Piece>) {
        let markup = self.markups.last().copied().unwrap_or(Markup::None);
        let from = pieces.len();
        let open = self.open.take();
        // A picture in the middle of a paragraph would lie inside its block: blocks do not overlap, so it goes.
        let inside = |c: &Piece| open.is_some_and(|o| o.overlaps(c.span));
        self.dropped.extend(self.captions.iter().filter(|c| inside(c)).map(|c| c.span));
        self.captions.retain(|c| !inside(c));
        pieces.extend(open.map(|span| Piece { span, markup }));
        pieces.append(&mut self.captions);
        pieces[from..].sort_by_key(|p| p.span.start);
    }

    fn close(&mut self, text: &str, pieces: &mut Vec<Piece>) {
        self.open = self.open.map(|span| trim(text, span)).filter(|span| !span.is_empty());
        self.flush(pieces);
    }
}

/// Whether the text inside an element is not copy.
fn hides(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Table
            | TagEnd::FootnoteDefinition
            | TagEnd::MetadataBlock(_)
    )
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// A text of which only some spans show.
struct Mask<'a> {
    text: &'a str,
    masked: Vec<u8>,
}

impl<'a> Mask<'a> {
    fn new(text: &'a str) -> Self {
        let masked = text.bytes().map(|b| if matches!(b, b'\n' | b'\r') { b } else { b' ' }).collect();
        Self { text, masked }
    }

    fn show(&mut self, span: Span) {
        if self.text.is_char_boundary(span.start) && self.text.is_char_boundary(span.end) {
            self.masked[span.range()].copy_from_slice(span.of(self.text).as_bytes());
        }
    }

    fn hide(&mut self, span: Span) {
        for byte in self.masked.get_mut(span.range()).into_iter().flatten() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }

    fn finish(self) -> String {
        // Whole characters were copied among spaces, so this is UTF-8; were it not, an unmasked text is the mildest wrong.
        String::from_utf8(self.masked).unwrap_or_else(|_| self.text.to_owned())
    }
}
