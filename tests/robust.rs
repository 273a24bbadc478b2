//! Any text is read: no panic, every span on character boundaries inside the text, everything in its order. Texts are
//! arbitrary Unicode, and the articles of `tests/articles` cut, joined, shuffled and disturbed.

use copydesk::article::Article;
use copydesk::lint::analysis::Subject;
use copydesk::lint::{Analysis, OffsetUnit};
use copydesk::rules::{self, Finding, Settings};
use copydesk::text::{Document, Format, Span};
use proptest::prelude::*;
use std::path::Path;
use std::time::Instant;

/// The whole analysis; fails where it breaks a promise.
fn analyse(text: &str, format: Format) -> (Article, Vec<Finding>) {
    let article = Article::of(Document::read(text, format));
    let findings = rules::check(&article, &Settings::default());
    assert_eq!(article.text(), text);
    assert_eq!(article.document.masked().len(), text.len());
    for span in spans(&article, &findings) {
        let fits = span.start <= span.end && text.get(span.start..span.end).is_some();
        assert!(fits, "{span:?} does not fit a text of {} bytes", text.len());
    }
    let places: Vec<Span> = findings.iter().map(|f| f.span).collect();
    assert!(places.is_sorted(), "findings in disorder: {places:?}");
    let blocks = article.document.blocks();
    assert!(
        blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start),
        "blocks overlap: {blocks:?}"
    );
    assert!(article.mentions.is_sorted_by_key(|m| m.span.start), "mentions in disorder");
    assert!(article.claims.is_sorted_by_key(|c| c.span.start), "claims in disorder");
    assert!(article.claims.iter().all(|c| (0.0..=1.0).contains(&c.needs_attribution)));
    for placed in &article.paragraphs {
        let passage = placed.passage();
        let tokens = passage.tokens.len();
        assert!(
            passage.tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start),
            "tokens overlap"
        );
        assert!(passage.tokens.iter().all(|t| t.head.is_none_or(|head| (head as usize) < tokens)));
        let mut next = 0;
        for sentence in &passage.sentences {
            assert_eq!(sentence.tokens.start, next, "sentences leave a token out");
            next = sentence.tokens.end;
        }
        assert_eq!(next, tokens);
    }
    // Offsets in other units are computed without a panic too.
    for unit in [OffsetUnit::Chars, OffsetUnit::Utf16] {
        let analysis = Analysis::of(Subject::Path(String::new()), &article, &findings, unit);
        assert!(analysis.blocks.len() == blocks.len());
    }
    (article, findings)
}

/// Every span that the analysis gives, in the document.
fn spans(article: &Article, findings: &[Finding]) -> Vec<Span> {
    let mut spans: Vec<Span> = article.document.blocks().iter().map(|b| b.span).collect();
    for placed in &article.paragraphs {
        let passage = placed.passage();
        let own = passage.tokens.iter().map(|t| t.span);
        let own = own.chain(passage.sentences.iter().map(|s| s.span));
        let own = own.chain(passage.values.iter().map(|v| v.span));
        let own = own.chain(passage.names.iter().flat_map(|n| [Some(n.span), n.title].into_iter().flatten()));
        spans.extend(own.map(|span| span.shift(placed.offset)));
    }
    spans.extend(article.mentions.iter().flat_map(|m| [Some(m.span), m.title].into_iter().flatten()));
    spans.extend(article.quotations.iter().flat_map(|q| q.content.iter().copied().chain([q.span])));
    for attribution in &article.attributions {
        spans.extend(attribution.source.iter().chain(&attribution.cue).chain(&attribution.content));
    }
    spans.extend(article.claims.iter().map(|c| c.span));
    spans.extend(article.frames.iter().map(|f| f.span));
    for finding in findings {
        spans.push(finding.span);
        spans.extend(finding.related.iter().map(|r| r.span));
        spans.extend(finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span)));
    }
    spans
}

fn analyse_both(text: &str) {
    analyse(text, Format::Plain);
    analyse(text, Format::Markdown);
}

/// The articles of the project, joined.
fn articles() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// One way to spoil an article. Places are shares of its length, in thousandths.
#[derive(Clone, Debug)]
enum Change {
    /// The rest is lost.
    Cut(usize),
    /// Another article follows at this place, in the middle of whatever stands there.
    Join(usize, usize),
    /// Two paragraphs change places.
    Swap(usize, usize),
    /// Two words change places.
    SwapWords(usize, usize),
    /// Something strange stands there.
    Insert(usize, String),
    /// The white space from here to there is gone.
    Squeeze(usize, usize),
    /// A piece stands there many times.
    Repeat(usize, usize),
    /// Every letter is a capital.
    Capitals,
}

fn strange() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "\0",
            "\u{1b}[31m",
            "\u{feff}",
            "\u{200b}",
            "\u{200d}",
            "\u{202e}",
            "\r",
            "\r\n\r\n",
            "\u{85}",
            "\u{2028}",
            "\u{7f}",
            "\t\t",
            "e\u{301}\u{301}\u{301}",
            "👩‍👩‍👧‍👦",
            "🇳🇴🇳",
            "ﬁ",
            "İ",
            "ß",
            "ǅ",
            "٣٤",
            "Ⅷ",
            "½",
            "١٬٠٠٠",
            "𝟏𝟐",
            "“",
            "”",
            "\"",
            "‘",
            "’",
            "«",
            "'s",
            "n't",
            "...",
            "…",
            "—",
            "$",
            "€1.",
            "1,",
            "1/0",
            "0/0",
            "%",
            "99999999999999999999",
            "February 30",
            "Monday, Tuesday",
            "Mr.",
            "U.S.",
            "(",
            "((((",
            "[x](",
            "```",
            "<!-- ",
            "---\n",
            "# ",
            "> ",
            "- ",
            "<!-- copydesk-ignore-next -->",
            "said ",
            "according to ",
            "he ",
            "who ",
            "if ",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,12}",
        "[а-яА-Я ]{1,30}",
        "[\u{4e00}-\u{4eff}。、]{1,30}",
        "[\u{621}-\u{64a} ]{1,30}",
        "[\u{0}-\u{1f}]{1,8}",
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let place = || 0..1000usize;
    prop_oneof![
        1 => place().prop_map(Change::Cut),
        1 => (place(), 0..8usize).prop_map(|(at, other)| Change::Join(at, other)),
        2 => (place(), place()).prop_map(|(a, b)| Change::Swap(a, b)),
        3 => (place(), place()).prop_map(|(a, b)| Change::SwapWords(a, b)),
        8 => (place(), strange()).prop_map(|(at, what)| Change::Insert(at, what)),
        2 => (place(), place()).prop_map(|(a, b)| Change::Squeeze(a, b)),
        1 => (place(), 2..20usize).prop_map(|(at, times)| Change::Repeat(at, times)),
        1 => Just(Change::Capitals),
    ]
}

/// The character boundary at so many thousandths of a text.
fn boundary(text: &str, thousandth: usize) -> usize {
    let mut at = text.len() * thousandth / 1000;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn swap(text: &str, between: &str, a: usize, b: usize) -> String {
    let mut pieces: Vec<&str> = text.split(between).collect();
    let count = pieces.len();
    pieces.swap(a * count / 1000, b * count / 1000);
    pieces.join(between)
}

fn spoil(mut text: String, changes: &[Change], articles: &[String]) -> String {
    for change in changes {
        match change {
            Change::Cut(at) => text.truncate(boundary(&text, *at)),
            Change::Join(at, other) => {
                text.insert_str(boundary(&text, *at), &articles[other % articles.len()])
            }
            Change::Swap(a, b) => text = swap(&text, "\n\n", *a, *b),
            Change::SwapWords(a, b) => text = swap(&text, " ", *a, *b),
            Change::Insert(at, what) => text.insert_str(boundary(&text, *at), what),
            Change::Squeeze(a, b) => {
                let (from, to) = (boundary(&text, *a.min(b)), boundary(&text, *a.max(b)));
                let squeezed: String = text[from..to].split_whitespace().collect();
                text.replace_range(from..to, &squeezed);
            }
            Change::Repeat(at, times) => {
                let from = boundary(&text, *at);
                let to = from + text[from..].char_indices().nth(60).map_or(text.len() - from, |(to, _)| to);
                let piece = text[from..to].repeat(*times);
                text.insert_str(from, &piece);
            }
            Change::Capitals => text = text.to_uppercase(),
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text(text in "(?s).{0,400}") {
        analyse_both(&text);
    }

    #[test]
    fn strange_pieces(pieces in prop::collection::vec(strange(), 0..40), between in "[ \n]{0,2}") {
        analyse_both(&pieces.join(&between));
    }

    #[test]
    fn spoiled_articles(number in 0..8usize, changes in prop::collection::vec(change(), 1..8)) {
        let articles = articles();
        analyse_both(&spoil(articles[number % articles.len()].clone(), &changes, &articles));
    }
}

/// Texts of some 200 KB that no article looks like take no longer than articles do: their cost grows with their length.
#[test]
fn endless_texts() {
    let whole = articles().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces = [
        "a",
        "é",
        "1,",
        "the ",
        "he said ",
        "John and ",
        "the head of ",
        "“",
        "\"He said so. ",
        "a-",
        "(",
        "_a ",
        "[a](",
        "| a ",
    ];
    let texts =
        pieces.iter().copied().chain([whole.as_str()]).map(|piece| piece.repeat(200_000 / piece.len()));
    for text in texts {
        let begun = Instant::now();
        analyse_both(&text);
        let seconds = begun.elapsed().as_secs_f64();
        assert!(seconds < 20.0, "{seconds:.1} s for {:.20}...", text);
    }
}

#[test]
fn a_megabyte_without_a_space() {
    let (article, _) = analyse(&"harbour,".repeat(1 << 17), Format::Plain);
    assert!(article.document.blocks().len() > 1, "one block of a megabyte");
    analyse(&"漢字".repeat(1 << 18), Format::Plain);
}
