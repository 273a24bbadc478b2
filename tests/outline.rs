//! The outline of an article: what stands in it, in which order, inside what.

use copydesk::article::{Article, Attribution, AttributionKind, OutlineItem, OutlineKind, Quotation};
use copydesk::text::{Document, Format, Span};
use proptest::prelude::*;

const FERRY: &str = "\
Ferry line to Port Ellery reopens

The ferry between Dunmore and Port Ellery sailed again on Monday after eleven weeks in dry dock.

“We kept our promise to the islanders,” said Maren Tollefsen, who runs the line. At least 300 people were left \
stranded in March.
";

fn ferry() -> Article {
    let mut article = Article::of(Document::read(FERRY, Format::Plain));
    let at = |words: &str| {
        let start = FERRY.find(words).expect("words of the article");
        Span::new(start, start + words.len())
    };
    let marked = at("“We kept our promise to the islanders,”");
    let content = at("We kept our promise to the islanders,");
    article.quotations =
        vec![Quotation { content: vec![content], span: marked, depth: 0, closed: true, scare: false }];
    article.attributions = vec![Attribution {
        kind: AttributionKind::Direct,
        source: vec![at("Maren Tollefsen")],
        cue: vec![at("said")],
        content: vec![marked],
        speaker: None,
        confidence: 1.0,
    }];
    article
}

#[test]
fn paragraphs_go_by_their_opening_words_and_hold_quotations_and_claims() {
    let article = ferry();
    let claim = FERRY.find("At least 300").expect("the claim");
    let outline =
        article.outline(&[Span::new(claim, claim + "At least 300 people were left stranded".len())]);
    let shown: Vec<_> = outline.iter().map(|item| (item.kind, item.name.as_str())).collect();
    assert_eq!(
        shown,
        [
            (OutlineKind::Headline, "Ferry line to Port Ellery reopens"),
            (OutlineKind::Paragraph, "The ferry between Dunmore and Port Ellery…"),
            (OutlineKind::Paragraph, "“We kept our promise to the islanders,”…"),
        ]
    );
    let inside: Vec<_> = outline[2]
        .children
        .iter()
        .map(|item| (item.kind, item.name.as_str(), item.detail.as_str()))
        .collect();
    assert_eq!(
        inside,
        [
            (OutlineKind::Quotation, "Maren Tollefsen", "“We kept our promise to the islanders”"),
            (OutlineKind::Claim, "At least 300 people were left stranded", "no attribution"),
        ]
    );
    assert_eq!(outline[2].detail, "1 quotation");
}

#[test]
fn a_quotation_without_speaker_is_named_by_its_words() {
    let mut article = ferry();
    article.attributions.clear();
    let outline = article.outline(&[]);
    let quotation = &outline[2].children[0];
    assert_eq!(quotation.name, "“We kept our promise to the islanders”");
    assert_eq!(quotation.detail, "speaker unknown");
}

fn check_ranges(text: &str, items: &[OutlineItem], parent: Span) {
    let mut last = parent.start;
    for item in items {
        assert!(parent.covers(item.span), "{:?} outside {parent:?}", item.span);
        assert!(item.span.covers(item.selection));
        assert!(item.span.start >= last, "out of order");
        assert!(text.get(item.span.range()).is_some(), "off a character boundary");
        assert!(!item.name.is_empty() && !item.name.contains('\n'));
        last = item.span.start;
        check_ranges(text, &item.children, item.span);
    }
}

proptest! {
    #[test]
    fn children_lie_inside_their_parents(text in "([#“”\"a-zé.,]{1,12}[ \n]{1,2}){0,40}", cuts in prop::collection::vec((0usize..400, 0usize..80), 0..8)) {
        for format in [Format::Plain, Format::Markdown] {
            let article = Article::of(Document::read(text.as_str(), format));
            let flagged: Vec<_> = cuts.iter().map(|&(start, len)| Span::new(start, start + len)).filter(|s| text.get(s.range()).is_some()).collect();
            check_ranges(&text, &article.outline(&flagged), Span::new(0, text.len()));
        }
    }
}
