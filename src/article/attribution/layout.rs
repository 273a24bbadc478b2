//! Speech that the layout tells: a paragraph that ends in "She said:" before the words, a line that ends in a dash and the
//! speaker's name, the lines of a transcript ("MODERATOR: ...").

use crate::article::attribution::Attribution;
use crate::article::{AttributionKind, Placed, Quotation};
use crate::language::Passage;
use crate::text::{BlockKind, Span};
use std::collections::HashMap;

/// Words of a name at most, after a dash or before a colon.
const NAME_WORDS: usize = 8;
/// Lines that a transcript has at least.
const LINES: usize = 3;

/// Whether a cue is followed by nothing but a colon: what is said stands in the next paragraph.
pub(crate) fn announces(passage: &Passage, cue_end: usize) -> bool {
    let last = passage.tokens.len().saturating_sub(1);
    let plain = |at: usize| !matches!(passage.word(at), "." | "!" | "?" | ";" | "“" | "”" | "\"");
    passage.word(last) == ":"
        && cue_end <= last + 1
        && (cue_end..last).all(plain)
        && last - cue_end.min(last) < 12
}

/// What the announcement at the end of `paragraphs[index]` announces: the quotation that opens the next paragraph, or all
/// of that paragraph where it has no quotation marks.
pub(crate) fn announced(paragraphs: &[Placed], index: usize, quotations: &[Quotation]) -> Vec<Span> {
    let Some(next) = paragraphs.get(index + 1) else { return Vec::new() };
    if !matches!(next.kind, BlockKind::Paragraph | BlockKind::List) {
        return Vec::new();
    }
    let span = whole(next);
    let opens = |q: &&Quotation| q.span.start <= span.start + 4 && q.span.end > span.start;
    match quotations.iter().find(opens) {
        Some(quotation) => quotation.content.clone(),
        None if next.paragraph.attributions.is_empty() => vec![span],
        None => Vec::new(),
    }
}

/// Quotations with their speaker after a dash, and the lines of transcripts.
pub(crate) fn read(paragraphs: &[Placed], found: &mut Vec<Attribution>) {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut speakers: HashMap<&str, usize> = HashMap::new();
    for (index, placed) in paragraphs.iter().enumerate() {
        if !matches!(placed.kind, BlockKind::Paragraph | BlockKind::List) {
            continue;
        }
        match *placed.paragraph.derived.get(|| Sign::of(placed.passage())) {
            Sign::Colon(colon) => {
                lines.push((index, colon));
                *speakers.entry(placed.passage().word(0)).or_default() += 1;
            }
            Sign::Dash(dash) => signed(placed, dash, found),
            Sign::None => {}
        }
    }
    let transcript = lines.len() >= LINES && speakers.values().any(|&count| count > 1);
    for (index, colon) in lines.into_iter().filter(|_| transcript) {
        let Some(placed) = paragraphs.get(index) else { continue };
        let passage = placed.passage();
        let at = |tokens| passage.span_of(tokens).shift(placed.offset);
        let content = at(colon + 1..passage.tokens.len());
        let free =
            |a: &Attribution| !a.content.iter().any(|c| c.len() * 2 > content.len() && c.overlaps(content));
        if found.iter().all(free) {
            found.push(told(at(0..colon), at(colon..colon + 1), vec![content]));
        }
    }
}

/// The token by which the layout of a paragraph may tell who speaks.
enum Sign {
    /// The colon after a speaker's name.
    Colon(usize),
    /// The dash before one.
    Dash(usize),
    None,
}

impl Sign {
    fn of(passage: &Passage) -> Self {
        let dash = || dash_before_name(passage).map(Self::Dash);
        speaker_before_colon(passage).map(Self::Colon).or_else(dash).unwrap_or(Self::None)
    }
}

/// "“...” — Anna Moor": a paragraph that is one quotation and a name. Its marks may be turned the wrong way.
fn signed(placed: &Placed, dash: usize, found: &mut Vec<Attribution>) {
    let passage = placed.passage();
    let marked = |at: usize| matches!(passage.word(at), "“" | "”" | "\"" | "``" | "''" | "«" | "»");
    if !marked(0) || !marked(dash - 1) {
        return;
    }
    let at = |tokens| passage.span_of(tokens).shift(placed.offset);
    let content = at(0..dash);
    if !found.iter().any(|a| a.content.iter().any(|c| c.overlaps(content))) {
        found.push(told(at(dash + 1..passage.tokens.len()), at(dash..dash + 1), vec![content]));
    }
}

fn told(source: Span, cue: Span, content: Vec<Span>) -> Attribution {
    Attribution {
        kind: AttributionKind::Direct,
        source: vec![source],
        cue: vec![cue],
        content,
        speaker: None,
        confidence: 0.9,
    }
}

/// The colon after a speaker's name in capitals at the beginning of a paragraph.
fn speaker_before_colon(passage: &Passage) -> Option<usize> {
    let colon = (1..=NAME_WORDS.min(passage.tokens.len())).find(|&at| passage.word(at) == ":")?;
    let capital = |at: usize| {
        let word = passage.word(at);
        word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
    };
    let name = (0..colon).all(|at| capital(at) || matches!(passage.word(at), "." | "(" | ")" | ","));
    (name && colon <= 5 && colon + 3 < passage.tokens.len()).then_some(colon)
}

/// The dash after a quotation, with nothing but a short name behind it.
fn dash_before_name(passage: &Passage) -> Option<usize> {
    let count = passage.tokens.len();
    let dash = (count.saturating_sub(NAME_WORDS + 1)..count)
        .rev()
        .find(|&at| matches!(passage.word(at), "—" | "―" | "–" | "--" | "-"))?;
    let named = passage.word(dash + 1).chars().next().is_some_and(char::is_uppercase);
    let still = (dash + 1..count).all(|at| !passage.tokens[at].tag.is_verb());
    (dash > 2 && named && still).then_some(dash)
}

fn whole(placed: &Placed) -> Span {
    let passage = placed.passage();
    passage.span_of(0..passage.tokens.len()).shift(placed.offset)
}
