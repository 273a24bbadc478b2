//! The rule `unbalanced-quote`.

use crate::article::Article;
use crate::article::quotation::pair_marks;
use crate::rules::{Edit, Finding, Fix, Settings};
use crate::text::Span;

rule! {
    /// A quotation mark that never closes, closes nothing, or is turned the wrong way.
    ///
    /// Readers can no longer tell who speaks. All kinds of marks are paired, single and double, straight and curly, nested;
    /// apostrophes and inches are left out. A quotation that runs on into the next paragraph is right without a closing
    /// mark when that paragraph opens with a mark of its own, unless it ends by saying who speaks (“…, Brandt said.”).
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Harbour fees to rise
    ///
    /// “The fees have not changed since 1998, said the harbour master, Olaf Brandt.
    ///
    /// The council votes on Thursday.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Harbour fees to rise
    ///
    /// “The fees have not changed since 1998,” said the harbour master, Olaf Brandt.
    ///
    /// “They will now.
    ///
    /// “And they'll change again in the '30s.”
    /// ```
    "unbalanced-quote", Warning, check, any_language
}

/// How many words name who speaks at most, with the verb.
const LONGEST: usize = 6;

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let text = article.document.masked();
    let marks = pair_marks(&article.document, &article.paragraphs);
    for quotation in marks.quotations.iter().filter(|q| !q.closed) {
        findings.extend(never_closes(text, quotation.span.start, quotation.span.end));
    }
    for quotation in &marks.quotations {
        let pieces = quotation.content.split_last().map_or(&[][..], |(_, before)| before);
        for &piece in pieces {
            if let Some(end) = end_of_speech(article, piece) {
                let mark =
                    text.get(..piece.start).and_then(|t| t.chars().next_back()).map_or(0, char::len_utf8);
                findings.extend(never_closes(text, piece.start - mark, end));
            }
        }
    }
    for &turned in &marks.turned {
        let other = match turned.of(text) {
            "“" => "”",
            "”" => "“",
            _ => "’",
        };
        findings.push(
            Finding::new("unbalanced-quote", turned, "This quotation mark is turned the wrong way").with_fix(
                Fix {
                    title: format!("turn it: {other}"),
                    edits: vec![Edit { span: turned, replacement: other.to_owned() }],
                    safe: false,
                },
            ),
        );
    }
    for &stray in &marks.strays {
        let before = text.get(..stray.start).unwrap_or("");
        let word = before
            .rfind(char::is_whitespace)
            .map_or(0, |i| i + before.get(i..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
        let span = Span::new(word, stray.end);
        findings.push(Finding::new("unbalanced-quote", span, "This quotation mark closes nothing"));
    }
}

/// The finding of a mark at `start` that has to be closed at `end`.
fn never_closes(text: &str, start: usize, end: usize) -> Option<Finding> {
    let mark = text.get(start..)?.chars().next()?;
    let rest = text.get(start + mark.len_utf8()..).unwrap_or("");
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'').unwrap_or(rest.len());
    let span = Span::new(start, start + mark.len_utf8() + word);
    let closer = match mark {
        '“' | '„' | '”' => "”",
        '‘' | '‚' => "’",
        '«' => "»",
        '»' => "«",
        _ => "\"",
    };
    let fix = Fix {
        title: format!("close the quotation with {closer} at its end"),
        edits: vec![Edit { span: Span::new(end, end), replacement: closer.to_owned() }],
        safe: false,
    };
    Some(Finding::new("unbalanced-quote", span, "This quotation mark never closes").with_fix(fix))
}

/// Where what is said ends in a piece of a quotation that ends by saying who says it: behind the comma of "…, Brandt said."
fn end_of_speech(article: &Article, piece: Span) -> Option<usize> {
    let text = article.text();
    let told = article.attributions.iter().find_map(|attribution| {
        let cue = attribution.cue.first().copied().filter(|&cue| piece.covers(cue))?;
        let source = attribution.source.first().copied().filter(|&source| piece.covers(source))?;
        let (first, last) = (cue.start.min(source.start), cue.end.max(source.end));
        let before = text.get(piece.start..first)?.trim_end();
        let ends = text.get(last..piece.end)?.trim().trim_end_matches('.').is_empty();
        (ends && before.ends_with(',')).then_some(piece.start + before.len())
    });
    told.or_else(|| {
        // The model may hear the speaker as a part of the quotation.
        let comma = piece.of(text).rfind(',')?;
        let tail = piece.of(text).get(comma + 1..)?.trim().strip_suffix('.')?;
        let words: Vec<&str> = tail.split_whitespace().collect();
        let (&first, &last) = words.first().zip(words.last())?;
        let named =
            matches!(first, "the" | "he" | "she") || first.starts_with(char::is_uppercase) && first != "I";
        let says = matches!(last, "said" | "says" | "added");
        (named && says && (2..=LONGEST).contains(&words.len())).then_some(piece.start + comma + 1)
    })
}
