//! One row of a data set, read by the product, with everything in the data's unit: characters.

use super::characters;
use crate::article::Article;
use crate::rules::{self, Finding, Settings};
use crate::text::{Document, Format, Span};
use crate::training::corpus::json_lines;
use regex::Regex;
use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;

/// `[start, end)` in characters.
pub(super) type Range = (usize, usize);

/// A row and what the product makes of its text without a configuration file.
pub(super) struct Page {
    /// The row.
    pub(super) row: Value,
    /// What was understood.
    pub(super) article: Article,
    /// What the rules found.
    pub(super) findings: Vec<Finding>,
    /// The number of the character at each byte.
    places: Vec<usize>,
}

impl Page {
    fn read(row: Value) -> Self {
        let text = row["text"].as_str().unwrap_or("").to_owned();
        let places = characters(&text);
        let article = Article::of(Document::read(text, Format::Plain));
        let findings = rules::check(&article, &Settings::default());
        Self { row, article, findings, places }
    }

    /// The pages of a JSON-lines file.
    pub(super) fn all(path: &Path) -> std::io::Result<Vec<Page>> {
        Ok(json_lines(path)?.into_iter().map(Page::read).collect())
    }

    /// A span of the product in characters.
    pub(super) fn range(&self, span: Span) -> Range {
        (self.places[span.start], self.places[span.end])
    }

    /// Several of them.
    pub(super) fn ranges(&self, spans: &[Span]) -> Vec<Range> {
        spans.iter().map(|&span| self.range(span)).collect()
    }

    /// The words that scores over words count: letters and digits, with an apostrophe inside.
    pub(super) fn words(&self, pattern: &Regex) -> Vec<Range> {
        pattern.find_iter(self.article.text()).map(|m| self.range(Span::new(m.start(), m.end()))).collect()
    }

    /// How many pieces white space cuts the text into.
    pub(super) fn length(&self) -> usize {
        self.article.text().split_whitespace().count()
    }
}

/// The ranges that a field of the data holds: one, a list of them, or none.
pub(super) fn marked(value: &Value) -> Vec<Range> {
    let one = |value: &Value| Some((value[0].as_u64()? as usize, value[1].as_u64()? as usize));
    match one(value) {
        Some(range) => vec![range],
        None => value.as_array().into_iter().flatten().filter_map(one).collect(),
    }
}

/// How many characters two ranges share.
pub(super) fn shared(a: Range, b: Range) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// The numbers of the words that lie wholly inside one of `ranges`.
pub(super) fn inside(words: &[Range], ranges: &[Range]) -> HashSet<usize> {
    let within = |word: &Range| ranges.iter().any(|range| word.0 >= range.0 && word.1 <= range.1);
    (0..words.len()).filter(|&at| within(&words[at])).collect()
}
