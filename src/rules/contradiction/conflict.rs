//! Two places that cannot both be true, and how that is told.

use crate::article::{Article, FactFrame};
use crate::language::{Tag, Value};
use crate::rules::Finding;
use crate::text::{BlockKind, Span};

/// What a comparator found.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rules) struct Conflict {
    /// The later place.
    pub(in crate::rules) here: Span,
    /// The earlier place.
    pub(in crate::rules) there: Span,
    /// Whose word the two are, as indexes of attributions; `None` for the article's own.
    pub(in crate::rules) voices: (Option<usize>, Option<usize>),
    /// Who the two sides are, where they are not the voices: "American officials", "John Kerry".
    pub(in crate::rules) parties: Option<(String, String)>,
    /// What stands here and what stands there, as the message is to cite it.
    pub(in crate::rules) says: (String, String),
    /// Whether one of them is misprinted, whoever says it.
    pub(in crate::rules) misprinted: bool,
    /// What kind of conflict it is, for the message: "the number of killed", "the opposite".
    pub(in crate::rules) about: String,
}

/// One side of a conflict.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    /// The place.
    pub(super) span: Span,
    /// The words that the message cites.
    pub(super) words: Span,
    /// Whose word it is.
    pub(super) voice: Option<usize>,
}

impl Side {
    /// A value of a paragraph, in the voice of its clause.
    pub(super) fn of_value(article: &Article, paragraph: usize, value: &Value) -> Option<Self> {
        let placed = article.paragraphs.get(paragraph)?;
        let clause = placed.passage().clause_of(value.tokens.start);
        let own = |frame: &&FactFrame| frame.paragraph == paragraph && clause == Some(frame.clause);
        let span = value.span.shift(placed.offset);
        Some(Self { span, words: span, voice: article.frames.iter().find(own).and_then(|frame| frame.voice) })
    }
}

impl Conflict {
    /// Two places.
    pub(super) fn of(article: &Article, here: Side, there: Side, about: impl Into<String>) -> Self {
        // A relative clause may begin with its comma.
        let begins = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '–' | '—');
        let says = |side: Side| clip(one_line(side.words.of(article.text())).trim_start_matches(begins));
        Self {
            here: here.span,
            there: there.span,
            voices: (here.voice, there.voice),
            parties: None,
            says: (says(here), says(there)),
            misprinted: false,
            about: about.into(),
        }
    }

    /// The same as a slip of the article, whoever says it.
    pub(super) fn misprinted(self) -> Self {
        Self { misprinted: true, ..self }
    }

    /// Two clauses.
    pub(super) fn of_clauses(
        article: &Article,
        here: &FactFrame,
        there: &FactFrame,
        about: impl Into<String>,
    ) -> Self {
        let side = |frame: &FactFrame| {
            let span = clause_of(article, frame);
            Side { span, words: span, voice: frame.voice }
        };
        Self::of(article, side(here), side(there), about)
    }

    /// Whether one side is the headline or the line under it, and the other is not.
    pub(in crate::rules) fn is_of_headline(&self, article: &Article) -> bool {
        let display = |span: Span| {
            let placed = article.paragraph_at(span.start);
            placed.is_some_and(|p| matches!(p.kind, BlockKind::Headline | BlockKind::Dek))
        };
        display(self.here) != display(self.there)
    }

    /// Whether both sides are one voice. What the article says in its own voice and what somebody says are two. A headline
    /// leaves out whose word it gives, so it is of any voice.
    pub(in crate::rules) fn is_one_voice(&self, article: &Article) -> bool {
        self.parties.is_none()
            && (self.misprinted
                || self.is_of_headline(article)
                || same_voice(article, self.voices.0, self.voices.1))
    }

    /// The finding under `rule`.
    pub(in crate::rules) fn finding(&self, article: &Article, rule: &'static str) -> Finding {
        let place = place_of(article, self.there);
        let (here, there) = (&self.says.0, &self.says.1);
        let message = if self.is_one_voice(article) {
            format!("“{here}” here, “{there}” {place}: {}", self.about)
        } else {
            let voices = || name_voice(article, self.voices.0).zip(name_voice(article, self.voices.1));
            let who = match self.parties.clone().or_else(voices) {
                Some((a, b)) => format!("{a} and {b}"),
                None => "Two accounts".to_owned(),
            };
            format!("{who} do not agree: “{here}” here, “{there}” {place}: {}", self.about)
        };
        Finding::new(rule, self.here, message).with_related(self.there, format!("“{there}”"))
    }
}

/// Whether two attributions are one speaker, or both places are the article's own.
pub(super) fn same_voice(article: &Article, a: Option<usize>, b: Option<usize>) -> bool {
    if a == b {
        return true;
    }
    let get = |i: Option<usize>| i.and_then(|i| article.attributions.get(i));
    match (get(a), get(b)) {
        (Some(a), Some(b)) => match (a.speaker, b.speaker) {
            (Some(a), Some(b)) => a == b,
            // Sources without a name are one where they are told in the same words: "the fire chief".
            (None, None) => {
                let words = |x: &crate::article::Attribution| {
                    x.source.first().map(|s| one_line(s.of(article.text())).to_lowercase())
                };
                words(a).is_some_and(|said| words(b) == Some(said))
            }
            _ => false,
        },
        _ => false,
    }
}

/// How a voice is named in a message; `None` where all that is known of it is a pronoun.
fn name_voice(article: &Article, voice: Option<usize>) -> Option<String> {
    let Some(attribution) = voice.and_then(|v| article.attributions.get(v)) else {
        return Some("the article".to_owned());
    };
    let speaker = attribution.speaker.and_then(|e| article.entities.get(e)).map(|e| e.name.clone());
    let source = attribution.source.first();
    if speaker.is_none() && source.is_some_and(|&s| is_pronoun(article, s)) {
        return None;
    }
    let source = source.map(|s| one_line(s.of(article.text())));
    Some(speaker.or(source).unwrap_or_else(|| "an unnamed source".to_owned()))
}

/// Whether a place is a pronoun: it, he, they.
fn is_pronoun(article: &Article, span: Span) -> bool {
    article.paragraph_at(span.start).is_some_and(|placed| {
        let is =
            |token: &crate::language::Token| token.tag == Tag::Prp && token.span.shift(placed.offset) == span;
        placed.passage().tokens.iter().any(is)
    })
}

/// "in paragraph 9", "in the headline".
fn place_of(article: &Article, span: Span) -> String {
    let at = article.paragraphs.partition_point(|p| p.offset <= span.start).saturating_sub(1);
    let Some(placed) = article.paragraphs.get(at) else { return "elsewhere".to_owned() };
    match placed.kind {
        BlockKind::Paragraph | BlockKind::List => {
            let number = article.paragraphs[..=at]
                .iter()
                .filter(|p| matches!(p.kind, BlockKind::Paragraph | BlockKind::List))
                .count();
            format!("in paragraph {number}")
        }
        kind => format!("in the {}", format!("{kind:?}").to_lowercase()),
    }
}

/// Text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a frame, from its first to its last argument.
fn clause_of(article: &Article, frame: &FactFrame) -> Span {
    let Some(placed) = article.paragraphs.get(frame.paragraph) else { return frame.span };
    let passage = placed.passage();
    let clause = passage.clauses.get(frame.clause);
    let range = clause.map_or(0..0, |c| c.tokens.clone());
    passage.span_of(range).shift(placed.offset)
}

/// At most fourteen words of a text.
pub(super) fn clip(text: &str) -> String {
    let words: Vec<_> = text.split(' ').collect();
    if words.len() <= 14 { text.to_owned() } else { format!("{} …", words[..13].join(" ")) }
}
