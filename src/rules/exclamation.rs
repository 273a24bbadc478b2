//! The rule `exclamation`: the worked example of `docs/contributing-a-rule.md`. Compiled for tests alone, so that the example
//! cannot rot; it is not registered.

use crate::article::Article;
use crate::rules::{Edit, Finding, Fix, Settings};
use crate::text::{Cover, Span};

rule! {
    /// An exclamation mark in the article's own voice.
    ///
    /// Excitement belongs to those who are quoted. Left alone: quotations, and names that are written with the mark.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// The ferry sails again on Monday!
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// “It sails again!” the captain, Ada Moore, said.
    /// ```
    "exclamation", Information, check
}

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let quotations: Cover = article.quotations.iter().map(|q| q.span).collect();
    let names: Cover = article.mentions.iter().map(|m| m.span).collect();
    for placed in article.paragraphs.iter().filter(|p| !p.kind.is_display()) {
        for (at, mark) in placed.passage().text().match_indices('!') {
            let span = Span::new(at, at + mark.len()).shift(placed.offset);
            if quotations.covers(span) || names.covers(span) {
                continue;
            }
            let edits = vec![Edit { span, replacement: ".".to_owned() }];
            let fix = Fix { title: "End with a full stop".to_owned(), edits, safe: false };
            findings.push(Finding::new(RULE.name, span, "The article itself exclaims").with_fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE, check};
    use crate::article::Article;
    use crate::rules::Settings;
    use crate::text::{Document, Format};

    #[test]
    fn its_examples_hold() {
        for (kind, wanted) in [("flagged", 1), ("clean", 0)] {
            for example in RULE.examples(kind) {
                let article = Article::of(Document::read(example.as_str(), Format::Plain));
                let mut findings = Vec::new();
                check(&article, &Settings::default(), &mut findings);
                assert_eq!(findings.len(), wanted, "{example}");
            }
        }
    }
}
