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
    /// mark when that paragraph opens with a mark of its own.
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

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let text = article.document.masked();
    let marks = pair_marks(&article.document, &article.paragraphs);
    for quotation in marks.quotations.iter().filter(|q| !q.closed) {
        let start = quotation.span.start;
        let Some(mark) = text.get(start..).and_then(|t| t.chars().next()) else { continue };
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
        findings.push(Finding::new("unbalanced-quote", span, "This quotation mark never closes").with_fix(
            Fix {
                title: format!("close the quotation with {closer} at its end"),
                edits: vec![Edit {
                    span: Span::new(quotation.span.end, quotation.span.end),
                    replacement: closer.to_owned(),
                }],
                safe: false,
            },
        ));
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
