//! The rule `truncated-text`.

use crate::article::Article;
use crate::rules::word_list::lines;
use crate::rules::{Finding, Settings};
use crate::text::{Block, BlockKind, Span};
use regex::{Regex, RegexBuilder};
use std::collections::HashSet;
use std::sync::LazyLock;

rule! {
    /// The copy stops in mid-sentence.
    ///
    /// Feeds cut what they carry: the last paragraph ends without a full stop, after a word that cannot end a sentence, or
    /// with the mark of the cut (“[...]”, “(more)”). A paragraph in the middle is reported only where it breaks off after
    /// such a word. Left alone: credit lines in brackets, addresses, lists, and copy that does not use full stops at all.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Miners return to work after a month
    ///
    /// The first shift went down at six on Tuesday, the union said.
    ///
    /// Management had promised to review the pay of surface workers, and the two sides will meet again on the
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Miners return to work after a month
    ///
    /// The first shift went down at six on Tuesday, the union said.
    ///
    /// (Reporting by Ana Ruge; editing by Tom Wills)
    /// ```
    "truncated-text", Warning, check
}

/// Fewer words than this are a sign-off ("ENDS", "More follows"), not a sentence that was cut.
const FEWEST_WORDS: usize = 4;

static DANGLING: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("data/dangling.txt")).collect());

static CUT_MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let marks: Vec<_> = lines(include_str!("data/cut_marks.txt")).collect();
    RegexBuilder::new(&format!("(?:{})$", marks.join("|"))).case_insensitive(true).build().ok()
});

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let text = article.document.masked();
    let copy: Vec<&Block> = article.document.blocks().iter().filter(|b| b.kind.is_copy()).collect();
    let body: Vec<&Block> = copy.iter().copied().filter(|b| b.kind == BlockKind::Paragraph).collect();
    let Some(last) = body.last() else { return };
    let finished = body.iter().filter(|b| is_finished(b.span.of(text))).count();
    for (index, block) in body.iter().enumerate() {
        let is_last = block.span == last.span && copy.last().is_some_and(|b| b.span.start <= last.span.start);
        let words = stripped(block.span.of(text));
        let unfinished = last_sentence(article, block.span, words.len());
        let dangling = dangling_word(words);
        // A paragraph that goes on after a quotation, a list or a picture is not cut off.
        let goes_on = body.get(index + 1).is_some_and(|next| continues(next.span.of(text)));
        if let Some(mark) = CUT_MARK.as_ref().and_then(|marks| marks.find(block.span.of(text))) {
            if is_last {
                let message =
                    format!("The copy was cut: “{}” stands where the rest should be", mark.as_str());
                findings.push(Finding::new("truncated-text", unfinished, message));
            }
        } else if is_finished(block.span.of(text))
            || unfinished.of(text).split_whitespace().count() < FEWEST_WORDS
        {
        } else if let Some(word) = dangling.filter(|_| !goes_on) {
            let place = if is_last { "The copy" } else { "The paragraph" };
            let message = format!("{place} breaks off in mid-sentence: nothing follows “{word}”");
            findings.push(Finding::new("truncated-text", unfinished, message));
        } else if is_last && finished * 2 >= body.len() && finished > 0 && !is_address(words) {
            let message = "The last sentence has no full stop: is the end of the copy missing?";
            findings.push(Finding::new("truncated-text", unfinished, message));
        }
    }
}

/// The paragraph without what may follow the end of a sentence: quotation marks, brackets, emphasis.
fn stripped(paragraph: &str) -> &str {
    paragraph.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»›)]*_".contains(c))
}

fn is_finished(paragraph: &str) -> bool {
    let whole_in_brackets = paragraph.starts_with(['(', '[']) && paragraph.ends_with([')', ']']);
    whole_in_brackets || stripped(paragraph).ends_with(['.', '!', '?', '…', ':', ';', '—', '–', '|'])
}

/// The last word, where it is one that cannot end a sentence. Capitals make it something else: "vitamin A", "The Who".
fn dangling_word(words: &str) -> Option<&str> {
    let ends_open = words.ends_with(|c: char| c.is_alphabetic());
    let word = words.rsplit(|c: char| !c.is_alphabetic()).next()?;
    (ends_open && DANGLING.contains(word)).then_some(word)
}

/// Whether a paragraph goes on with the sentence of the one before it.
fn continues(paragraph: &str) -> bool {
    let first = paragraph.chars().find(|c| c.is_alphanumeric());
    paragraph.starts_with(['“', '"', '‘', '«']) || first.is_some_and(char::is_lowercase)
}

fn is_address(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or("");
    last.contains('@') || last.contains("://") || last.starts_with("www.") || last.starts_with('#')
}

/// The sentence at the end of `block`, without what [`stripped`] takes off.
fn last_sentence(article: &Article, block: Span, length: usize) -> Span {
    let end = block.start + length;
    let at = article.paragraphs.partition_point(|p| p.offset < block.start);
    let last = article
        .paragraphs
        .get(at)
        .filter(|p| p.offset == block.start)
        .and_then(|placed| placed.passage().sentences.last().map(|s| s.span.shift(placed.offset).start));
    Span::new(last.unwrap_or(block.start), end)
}

#[cfg(test)]
mod tests {
    use super::{CUT_MARK, DANGLING, lines};

    #[test]
    fn word_list_is_sorted_and_patterns_compile() {
        let words: Vec<_> = lines(include_str!("data/dangling.txt")).collect();
        assert!(words.is_sorted() && words.len() == DANGLING.len());
        assert!(CUT_MARK.is_some());
    }
}
