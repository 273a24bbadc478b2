//! The rule `unattributed-quote`.

use crate::article::{Article, Placed, Quotation};
use crate::language::{NameKind, Tag};
use crate::rules::{CopyKind, Finding, Settings, voices};
use crate::text::{BlockKind, Cover, Span};

rule! {
    /// A direct quotation whose speaker cannot be found.
    ///
    /// A reader must be able to tell who says what stands between quotation marks. Left alone: quotations that the sentence
    /// itself, the one before or the rest of the paragraph gives to somebody; a paragraph of speech after one whose speaker
    /// is known; titles, slogans, terms and other quotations that are no sentence; headlines, captions and opinion copy.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// The ferry left the harbour at nine in heavy rain.
    ///
    /// “I heard a bang and then I ran to the boats.”
    ///
    /// The coast guard was called twenty minutes later.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// The ferry left the harbour at nine in heavy rain.
    ///
    /// “I heard a bang and then I ran to the boats,” said Lena Ost, a passenger.
    ///
    /// The coast guard was called twenty minutes later.
    /// ```
    "unattributed-quote", Warning, check
}

/// Fewer words than this are a term, a title or a slogan.
const FEWEST_WORDS: usize = 5;

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    if settings.copy == CopyKind::Opinion {
        return;
    }
    let speakers = Speakers::of(article);
    for quotation in article.quotations.iter().filter(|q| q.depth == 0 && !q.scare && q.closed) {
        let Some(index) = paragraph_of(article, quotation.span.start) else { continue };
        let Some(placed) = article.paragraphs.get(index) else { continue };
        if placed.kind == BlockKind::Paragraph
            && is_speech(placed, quotation)
            && stands_free(article, placed, quotation)
            && !has_speaker(article, &speakers, index, quotation)
        {
            let message = "Nobody is named for this quotation: say who said it, and to whom";
            let finding = Finding::new(RULE.name, quotation.span, message);
            findings.push(
                voices::fixes(article, quotation.span, None).into_iter().fold(finding, Finding::with_fix),
            );
        }
    }
}

fn paragraph_of(article: &Article, at: usize) -> Option<usize> {
    article.paragraphs.partition_point(|p| p.offset <= at).checked_sub(1)
}

/// Whether a quotation is a sentence: several words with a finite verb, and an end of its own.
fn is_speech(placed: &Placed, quotation: &Quotation) -> bool {
    let passage = placed.passage();
    let Some(first) = quotation.content.first() else { return false };
    let inside =
        Span::new(first.start.saturating_sub(placed.offset), first.end.saturating_sub(placed.offset));
    let tokens = passage.tokens_in(inside);
    let words = tokens.clone().filter(|&t| passage.word(t).chars().any(char::is_alphanumeric)).count();
    let finite = passage
        .clauses
        .iter()
        .any(|c| tokens.contains(&c.predicate) && c.subject.is_some_and(|s| tokens.contains(&s)))
        || tokens.clone().any(|t| passage.tokens[t].tag == Tag::Ex);
    words >= FEWEST_WORDS && finite
}

/// Whether no words of the reporter's stand in the sentences that the quotation is in: those would introduce it, even where
/// the reading did not see how.
fn stands_free(article: &Article, placed: &Placed, quotation: &Quotation) -> bool {
    let passage = placed.passage();
    passage.sentences.iter().map(|s| s.span.shift(placed.offset)).filter(|s| s.overlaps(quotation.span)).all(
        |sentence| {
            let outside = [
                Span::new(sentence.start, quotation.span.start.max(sentence.start)),
                Span::new(quotation.span.end.min(sentence.end), sentence.end),
            ];
            outside
                .iter()
                .all(|piece| !piece.of(article.document.masked()).chars().any(char::is_alphanumeric))
        },
    )
}

/// Where an article says who speaks.
struct Speakers {
    /// What attributions with a source say.
    contents: Cover,
    /// Their cues and sources.
    voices: Cover,
    /// Their sources' first words.
    sources: Cover,
    /// Mentions of persons.
    persons: Cover,
}

impl Speakers {
    fn of(article: &Article) -> Self {
        let sourced = || article.attributions.iter().filter(|a| !a.source.is_empty());
        let is_person = |id: usize| article.entities.get(id).is_some_and(|e| e.kind == NameKind::Person);
        Self {
            contents: sourced().flat_map(|a| a.content.iter().copied()).collect(),
            voices: sourced().flat_map(|a| a.cue.iter().chain(&a.source).copied()).collect(),
            sources: sourced().filter_map(|a| a.source.first().copied()).collect(),
            persons: article.mentions.iter().filter(|m| is_person(m.entity)).map(|m| m.span).collect(),
        }
    }
}

/// Whether the paragraph, or the end of the one before, tells who speaks.
fn has_speaker(article: &Article, speakers: &Speakers, index: usize, quotation: &Quotation) -> bool {
    if speakers.contents.overlaps(quotation.span) {
        return true;
    }
    let within = |number: usize| -> Span {
        article
            .paragraphs
            .get(number)
            .map_or(Span::default(), |p| Span::new(p.offset, p.offset + p.passage().text().len()))
    };
    let (own, before, after) = (within(index), within(index.wrapping_sub(1)), within(index + 1));
    let speaks_in = |place: Span| speakers.voices.within(place);
    // Words of the reporter's in the same paragraph, or a person in the paragraph before: the reader knows who it is.
    let alone =
        article.text().get(own.start..own.end).is_some_and(|t| t.trim().len() <= quotation.span.len() + 2);
    let person = speakers.persons.within(before);
    !alone
        || person
        || speaks_in(before)
        || introduces(article, before)
        || speaks_in(after) && opens_with_speaker(speakers, after)
}

/// Whether a paragraph ends in a colon.
fn introduces(article: &Article, paragraph: Span) -> bool {
    paragraph.of(article.document.masked()).trim_end().ends_with(':')
}

/// Whether the paragraph after begins by naming who spoke: "That was how Ms. Ost described it."
fn opens_with_speaker(speakers: &Speakers, paragraph: Span) -> bool {
    !speakers.sources.beginning_in(Span::new(paragraph.start, paragraph.start + 40)).is_empty()
}
