//! A text cut into blocks, with its markup masked.

use crate::text::{Block, Span, front_matter, layout, markdown, nature, plain};
use std::path::Path;
use std::sync::Arc;

/// How a file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Paragraphs separated by blank lines, no markup.
    #[default]
    Plain,
    /// CommonMark with front matter.
    Markdown,
}

/// Whether a text is an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Running English copy: all rules apply.
    Article,
    /// Running copy in another language or script: only what needs no English applies.
    Foreign,
    /// A log, a word list, requirements.txt, source code, a table ...: nothing applies.
    Other,
}

/// What YAML or TOML front matter says of the article. Spans lie on the values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The whole front matter with its fences.
    pub span: Option<Span>,
    /// `date:` as written.
    pub date: Option<String>,
    /// `kind:` or `type:` as written: news, opinion, sports, brief.
    pub kind: Option<String>,
    /// `lang:` or `language:` as written.
    pub language: Option<String>,
    /// `author:` or `byline:` as written.
    pub author: Option<String>,
}

/// A text that has been cut into blocks. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Document {
    text: Arc<str>,
    masked: Arc<str>,
    format: Format,
    nature: Nature,
    front_matter: FrontMatter,
    blocks: Arc<[Block]>,
}

impl Format {
    /// The format that a file's name says: Markdown for .md, .markdown, .mdown and .mkd, plain text for the rest.
    pub fn of_path(path: &Path) -> Self {
        match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("md" | "markdown" | "mdown" | "mkd") => Format::Markdown,
            _ => Format::Plain,
        }
    }
}

impl Document {
    /// Cuts `text` into blocks.
    pub fn read(text: impl Into<Arc<str>>, format: Format) -> Self {
        let text: Arc<str> = text.into();
        let (front_matter, front) = match format {
            Format::Markdown => front_matter::read(&text),
            Format::Plain => Default::default(),
        };
        let after = front_matter.span.map_or(bom_length(&text), |span| span.end);
        let (masked, pieces, code) = match format {
            Format::Markdown => {
                let cut = markdown::cut(&text, after, &front);
                (Arc::from(cut.masked), [front, cut.pieces].concat(), cut.code)
            }
            Format::Plain => (text.clone(), plain::cut(&text, after), 0),
        };
        let blocks = layout::compose(&masked, &pieces);
        let nature = nature::judge(&masked, &blocks, &front_matter, code);
        Self { masked, text, format, nature, front_matter, blocks: blocks.into() }
    }

    /// The original text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text with front matter, markup, code and link targets replaced by spaces, byte for byte: every offset is
    /// the same as in [`Document::text`]. Language analysis reads this.
    pub fn masked(&self) -> &str {
        &self.masked
    }

    /// How it is written.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether it is an article.
    pub fn nature(&self) -> Nature {
        self.nature
    }

    /// What the front matter says.
    pub fn front_matter(&self) -> &FrontMatter {
        &self.front_matter
    }

    /// The blocks in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The index of the block at or around `offset`.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|b| b.span.start <= offset);
        let index = after.checked_sub(1)?;
        (offset <= self.blocks[index].span.end).then_some(index)
    }
}

/// Bytes of the byte order mark that some editors put first.
fn bom_length(text: &str) -> usize {
    if text.starts_with('\u{feff}') { 3 } else { 0 }
}
