//! The rule `vague-source`.

use crate::article::{Article, Attribution, Placed};
use crate::rules::word_list::lines;
use crate::rules::{Finding, Settings};
use crate::text::{Cover, Span};
use regex::{Regex, RegexBuilder};
use std::collections::HashSet;
use std::sync::LazyLock;

rule! {
    /// A source that nobody could check: experts, critics, some, it is believed.
    ///
    /// Readers weigh a statement by who makes it. “Experts say” cannot be weighed, and “it is believed” puts the statement
    /// down to nobody. Left alone: a source that is told by name, office, number or place (“two officials of the harbour
    /// authority”), one that is not named for a reason the copy gives (not authorized to speak, for fear of reprisals),
    /// phrases in `trusted_sources`, words inside quotations, and experts whom the same paragraph goes on to name.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Experts say the bridge should have been closed in March.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Two engineers of the road authority said the bridge should have been closed in March.
    /// ```
    "vague-source", Information, check
}

static HEADS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| lines(include_str!("data/vague_sources.txt")).collect());
static PHRASES: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(include_str!("data/vague_phrases.txt")));
static REASONS: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(include_str!("data/anonymity_reasons.txt")));

/// Words that tell nothing of a source: "some experts", "many critics", "others".
const EMPTY: [&str; 14] = [
    "some", "many", "several", "most", "other", "the", "but", "and", "however", "yet", "various", "few",
    "these", "those",
];

fn pattern(file: &'static str) -> Option<Regex> {
    let all: Vec<_> = lines(file).collect();
    RegexBuilder::new(&format!(r"\b(?:{})\b", all.join("|"))).case_insensitive(true).build().ok()
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let masked = article.document.masked();
    let quotations: Cover = article.quotations.iter().map(|q| q.span).collect();
    let quoted = |span: Span| quotations.covers(span);
    let speakers: Cover = article
        .attributions
        .iter()
        .filter(|a| a.speaker.is_some())
        .filter_map(|a| a.source.first().copied())
        .collect();
    let mut seen: HashSet<Span> = HashSet::new();
    for attribution in &article.attributions {
        let [source] = attribution.source.as_slice() else { continue };
        let Some(placed) = article.paragraph_at(source.start) else { continue };
        if !seen.contains(source)
            && !placed.kind.is_display()
            && !quoted(*source)
            && is_vague(article, placed, *source)
            && !named_after(&speakers, placed, attribution)
            && !is_excused(placed, settings)
        {
            seen.insert(*source);
            let words = source.of(masked);
            findings.push(Finding::new(
                RULE.name,
                *source,
                format!("Nobody can check “{words}”: name one of them, or say why they are not named"),
            ));
        }
    }
    for placed in article.paragraphs.iter().filter(|p| !p.kind.is_display()) {
        let text = placed.passage().text();
        let phrases = placed.paragraph.derived.get(|| Phrases::in_text(text));
        for &found in &phrases.0 {
            let span = found.shift(placed.offset);
            if !quoted(span) && !is_excused(placed, settings) {
                findings.push(Finding::new(
                    RULE.name,
                    span,
                    format!("“{}” puts this down to nobody: say who says so", found.of(text)),
                ));
            }
        }
    }
    findings.sort_by_key(|finding| finding.span);
}

/// Where a paragraph puts something down to nobody.
struct Phrases(Box<[Span]>);

impl Phrases {
    fn in_text(text: &str) -> Self {
        let found = PHRASES.iter().flat_map(|phrases| phrases.find_iter(text));
        Self(found.map(|found| Span::new(found.start(), found.end())).collect())
    }
}

/// Whether a source is one of the listed words, with nothing beside it that would tell which.
pub(super) fn is_vague(article: &Article, placed: &Placed, source: Span) -> bool {
    let words: Vec<String> =
        source.of(article.document.masked()).split_whitespace().map(str::to_lowercase).collect();
    let head = words.last().map_or("", String::as_str);
    let empty = |word: &String| EMPTY.contains(&word.as_str());
    if words.len() > 4 || !HEADS.contains(head) || !words[..words.len() - 1].iter().all(empty) {
        return false;
    }
    // "The officials", "these experts": told before.
    let told = words.len() > 1 && matches!(words[0].as_str(), "the" | "these" | "those");
    // "Experts at the institute", "critics including ...": more of the phrase that the source span left out.
    let passage = placed.passage();
    let relative =
        Span::new(source.start.saturating_sub(placed.offset), source.end.saturating_sub(placed.offset));
    let next = passage.tokens_in(relative).end;
    let goes_on = matches!(
        passage.word(next).to_lowercase().as_str(),
        "at" | "in"
            | "from"
            | "of"
            | "with"
            | "who"
            | "for"
            | "on"
            | "such"
            | "including"
            | "like"
            | "familiar"
            | "close"
            | ","
    );
    let (people, some) = (head == "people", head == "some");
    // "People say" and "some say" are vague at the beginning of a sentence; "some" may stand for a noun before.
    let opens = passage.sentences.iter().any(|s| s.tokens.start == passage.tokens_in(relative).start);
    !told && !goes_on && (!(people || some) || opens)
}

/// Whether the same paragraph goes on to quote somebody with a name.
fn named_after(speakers: &Cover, placed: &Placed, vague: &Attribution) -> bool {
    let start = vague.source.first().map_or(0, |s| s.start);
    let end = placed.offset + placed.passage().text().len();
    !speakers.beginning_in(Span::new(start + 1, end)).is_empty()
}

/// Whether the paragraph gives the reason for anonymity, or the newsroom trusts the phrase.
fn is_excused(placed: &Placed, settings: &Settings) -> bool {
    let text = placed.passage().text();
    REASONS.as_ref().is_some_and(|reasons| reasons.is_match(text))
        || settings.trusted_sources.iter().any(|phrase| text.to_lowercase().contains(phrase.as_str()))
}
