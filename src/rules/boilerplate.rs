//! The rule `boilerplate`.

use crate::article::Article;
use crate::rules::{Edit, Finding, Fix, Settings};
use crate::text::{BlockKind, Span};

rule! {
    /// Page furniture left in the copy.
    ///
    /// Copy that came from a web page or a feed brings the page along: “Share”, “Advertisement”, “Read more”, “Sign up
    /// for our newsletter”. Readers of the next publication should not see it. The fix deletes the line with the blank
    /// line after it; `copydesk lint --fix` does so unasked.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Ferry service resumes after repairs
    ///
    /// The ferry between Port Adeline and the islands sails again from Monday, the company said.
    ///
    /// Advertisement
    ///
    /// Two of its three engines were replaced over the winter, according to the harbour master.
    /// ```
    ///
    /// Clean, because the words stand in a sentence:
    ///
    /// ```text clean
    /// Ferry company to share profits with islanders
    ///
    /// An advertisement in Saturday's paper invited residents to read more about the plan, the council said.
    /// ```
    "boilerplate", Warning, check
}

/// More characters of furniture than this are not repeated in a message.
const SHOWN: usize = 40;

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let text = article.text();
    let blocks = article.document.blocks();
    for (index, block) in blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Boilerplate) {
        let words = shortened(block.span.of(text));
        let next = blocks.get(index + 1).map(|b| b.span.start);
        let finding =
            Finding::new("boilerplate", block.span, format!("“{words}” is page furniture, not copy"))
                .with_fix(Fix {
                    title: format!("delete “{words}”"),
                    edits: vec![Edit {
                        span: with_white_space(text, block.span, next),
                        replacement: String::new(),
                    }],
                    safe: true,
                });
        findings.push(finding);
    }
}

fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN) {
        None => words,
        Some((end, _)) => format!("{} …", words.get(..end).unwrap_or_default().trim_end()),
    }
}

/// The block with the white space that belongs to it: up to the next block, or, at the end of the text, from the block
/// before. What stands between two blocks and is not white space (markup, a comment) is left alone.
fn with_white_space(text: &str, block: Span, next: Option<usize>) -> Span {
    let is_white = |from: usize, to: usize| {
        text.get(from..to).is_some_and(|between| between.chars().all(char::is_whitespace))
    };
    match next {
        Some(next) if is_white(block.end, next) => Span::new(block.start, next),
        _ => {
            let before = text.get(..block.start).map_or(block.start, |t| t.trim_end().len());
            let after = text.get(block.end..).map_or(block.end, |t| block.end + t.trim_end().len());
            if after == block.end { Span::new(before, block.end) } else { block }
        }
    }
}
