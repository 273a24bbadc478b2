//! Cards: what a hover shows. On a name: who that is, how often the article mentions and quotes them, how it introduces
//! them, what it last has them say. On words that somebody says: who, and where they were introduced.

use crate::article::{Article, Attribution, AttributionKind, Entity, EntityId, Quality};
use crate::language::NameKind;
use crate::text::Span;
use std::fmt::Write;

/// Characters of the article's words that a card shows.
const EXCERPT: usize = 160;

/// What is known of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The words that the card is about.
    pub span: Span,
    /// Its paragraphs.
    pub parts: Vec<Part>,
}

/// One paragraph of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The name, and what it names.
    Title(String, String),
    /// A line of facts.
    Facts(String),
    /// A label, the article's words, and where they stand.
    Words(String, String, usize),
    /// Who says the words under the pointer.
    Says(String, String),
}

/// Where a part of a card points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// An address that opens it.
    pub link: String,
}

/// The card for the place at `offset`; `None` where there is nothing to say.
pub fn at(article: &Article, offset: usize) -> Option<Card> {
    let mut parts = Vec::new();
    let mut span = None;
    if let Some(mention) = article.mention_at(offset) {
        span = Some(mention.span);
        entity_parts(article, mention.entity, &mut parts);
    }
    let spoken = article.attributions_at(offset);
    if let Some(attribution) = spoken.first() {
        let piece = attribution.content.iter().find(|piece| piece.contains(offset));
        span = span.or(piece.copied());
        attribution_parts(article, attribution, &mut parts);
    }
    Some(Card { span: span?, parts })
}

/// The card of an entity; `None` for an index that is none.
pub fn of_entity(article: &Article, entity: EntityId) -> Option<Card> {
    let mut parts = Vec::new();
    entity_parts(article, entity, &mut parts);
    let span = article.entities.get(entity)?.introduction;
    Some(Card { span, parts })
}

fn entity_parts(article: &Article, id: EntityId, parts: &mut Vec<Part>) {
    let Some(card) = article.card(id) else { return };
    let (entity, text) = (card.entity, article.text());
    parts.push(Part::Title(entity.name.clone(), kind_name(entity.kind).to_owned()));
    parts.extend(role(article, entity).map(Part::Facts));
    parts.extend(particulars(article, id).map(Part::Facts));
    if !entity.aliases.is_empty() {
        parts.push(Part::Facts(format!("also {}", entity.aliases.join(", "))));
    }
    let statements = card.attributions - card.quotations;
    let mut counts = count(card.named, "mention");
    if card.meant > 0 {
        let _ = write!(counts, " (and {} by pronoun or description)", card.meant);
    }
    for (n, of) in [(card.quotations, "quotation"), (statements, "reported statement")] {
        if n > 0 {
            let _ = write!(counts, ", {}", count(n, of));
        }
    }
    parts.push(Part::Facts(counts));
    parts.push(Part::Words(
        "Introduced".into(),
        excerpt(card.introduction.of(text)),
        card.introduction.start,
    ));
    if let Some(content) = card.latest.and_then(|a| a.content.first()) {
        parts.push(Part::Words("Latest".into(), excerpt(content.of(text)), content.start));
    }
}

/// What the article says somebody is: their titles, else how it describes them.
fn role(article: &Article, entity: &Entity) -> Option<String> {
    if !entity.titles.is_empty() {
        return Some(entity.titles.join(" · "));
    }
    entity.description.map(|span| excerpt(span.of(article.text()))).filter(|words| !words.is_empty())
}

/// What else it tells of them: "42 years old, lives in Harlow, three children".
fn particulars(article: &Article, id: EntityId) -> Option<String> {
    let mut told: Vec<(usize, String)> = Vec::new();
    for attribute in article.attributes.iter().filter(|a| a.entity == id && a.current) {
        let words = || excerpt(attribute.span.of(article.text()));
        let (rank, line) = match &attribute.quality {
            Quality::Age(age, most) if age == most => (0, format!("{age} years old")),
            Quality::Born(year) => (1, format!("born in {year}")),
            Quality::Birthplace(_) => (2, format!("born in {}", words())),
            Quality::Home(_) => (3, format!("of {}", words())),
            Quality::Seat(_) => (3, format!("based in {}", words())),
            Quality::Children(count) => (4, count_of_children(*count)),
            Quality::Begun("founding", year) => (5, format!("founded in {year}")),
            _ => continue,
        };
        // The first that the article tells.
        if told.iter().all(|(known, _)| *known != rank) {
            told.push((rank, line));
        }
    }
    told.sort_unstable();
    let lines: Vec<String> = told.into_iter().map(|(_, line)| line).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

fn count_of_children(count: f64) -> String {
    if count == 1.0 { "one child".to_owned() } else { format!("{count} children") }
}

fn attribution_parts(article: &Article, attribution: &Attribution, parts: &mut Vec<Part>) {
    let text = article.text();
    let words = |spans: &[Span]| spans.iter().map(|s| excerpt(s.of(text))).collect::<Vec<_>>().join(" … ");
    let how = match attribution.kind {
        AttributionKind::Direct => "direct quotation",
        AttributionKind::Indirect => "in the reporter's words",
        AttributionKind::Mixed => "partly quoted",
    };
    let speaker = attribution.speaker.and_then(|id| article.entities.get(id));
    let source = words(&attribution.source);
    let who = match speaker {
        Some(entity) => entity.name.clone(),
        None if source.is_empty() => {
            parts.push(Part::Facts("The article does not say who says this".into()));
            return;
        }
        None => source.clone(),
    };
    let cue = words(&attribution.cue);
    let detail = if cue.is_empty() { how.to_owned() } else { format!("{cue}, {how}") };
    parts.push(Part::Says(who, detail));
    // The card of the speaker's own name tells this already.
    let told =
        parts.iter().any(|p| matches!((p, speaker), (Part::Title(name, _), Some(e)) if *name == e.name));
    if let (Some(entity), false) = (speaker, told) {
        parts.extend(role(article, entity).map(Part::Facts));
        let start = entity.introduction.start;
        parts.push(Part::Words("Introduced".into(), excerpt(entity.introduction.of(text)), start));
    }
}

/// What an entity is, in a word.
pub fn kind_name(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "person",
        NameKind::Organization => "organization",
        NameKind::Place => "place",
        NameKind::Group => "group",
        NameKind::Event => "event",
        NameKind::Work => "work",
        NameKind::Other => "name",
    }
}

fn count(n: usize, of: &str) -> String {
    format!("{n} {of}{}", if n == 1 { "" } else { "s" })
}

/// The words on one line, cut at a word where they are long.
fn excerpt(words: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in words.split_whitespace() {
        let width = word.chars().count();
        if length > 0 && length + width >= EXCERPT {
            line.push_str(" …");
            return line;
        }
        if length > 0 {
            line.push(' ');
        }
        line.extend(word.chars().take(EXCERPT));
        length += width + 1;
    }
    line
}

impl Card {
    /// As Markdown. `place` tells the line and address of a byte offset.
    pub fn markdown(&self, place: impl Fn(usize) -> Place) -> String {
        let part = |part: &Part| match part {
            Part::Title(name, kind) => format!("**{}** — {kind}", escape(name)),
            Part::Facts(facts) => escape(facts),
            Part::Words(label, words, offset) => {
                let Place { line, link } = place(*offset);
                format!("{label} ([line {line}]({link})): *{}*", escape(words))
            }
            Part::Says(who, how) => format!("Said by **{}** ({})", escape(who), escape(how)),
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join("\n\n")
    }

    /// As plain text.
    pub fn plain(&self, place: impl Fn(usize) -> Place) -> String {
        let part = |part: &Part| match part {
            Part::Title(name, kind) => format!("{name} — {kind}"),
            Part::Facts(facts) => facts.clone(),
            Part::Words(label, words, offset) => format!("{label} (line {}): {words}", place(*offset).line),
            Part::Says(who, how) => format!("Said by {who} ({how})"),
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join("\n")
    }
}

/// Words that Markdown shows as they are (CommonMark 0.31, section 2.4).
fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Mention, MentionForm};
    use crate::text::{Document, Format};

    const TEXT: &str = "\
Council reopens bridge

Mayor Ruth Adair said on Tuesday that the *bridge* would open again.

“We are tired of waiting,” she said.

“Nobody told us,” a docker said.

“No,” it went.
";

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn article() -> Article {
        let mut article = Article::of(Document::read(TEXT, Format::Plain));
        let mention = |words, form| Mention { span: span(words), entity: 0, form, title: None, paragraph: 1 };
        article.mentions =
            vec![mention("Ruth Adair", MentionForm::Name), mention("she", MentionForm::Pronoun)];
        article.entities = vec![Entity {
            kind: NameKind::Person,
            name: "Ruth Adair".into(),
            aliases: vec!["Adair".into()],
            titles: vec!["Mayor".into()],
            mentions: vec![0, 1],
            introduction: span("Mayor Ruth Adair said on Tuesday that the *bridge* would open again."),
            description: None,
        }];
        let attribution = |kind, source: &[&str], cue: &[&str], content, speaker| Attribution {
            kind,
            source: source.iter().map(|w| span(w)).collect(),
            cue: cue.iter().map(|w| span(w)).collect(),
            content: vec![span(content)],
            speaker,
            confidence: 1.0,
        };
        article.attributions = vec![
            attribution(
                AttributionKind::Indirect,
                &["Mayor Ruth Adair"],
                &["said"],
                "that the *bridge* would open again",
                Some(0),
            ),
            attribution(AttributionKind::Direct, &["she"], &["said"], "“We are tired of waiting,”", Some(0)),
            attribution(AttributionKind::Direct, &["a docker"], &["said"], "“Nobody told us,”", None),
            attribution(AttributionKind::Direct, &[], &[], "“No,”", None),
        ];
        article
    }

    fn place(offset: usize) -> Place {
        let line = TEXT[..offset].matches('\n').count() as u32 + 1;
        Place { line, link: format!("file:///a.txt#L{line}") }
    }

    fn card(words: &str) -> Card {
        at(&article(), span(words).start + 1).unwrap()
    }

    #[test]
    fn a_name() {
        insta::assert_snapshot!("name_markdown", card("Ruth").markdown(place));
        insta::assert_snapshot!("name_plain", card("Ruth").plain(place));
    }

    #[test]
    fn words_of_somebody() {
        let cards = ["We are", "Nobody told", "“No,"].map(|words| card(words).plain(place));
        insta::assert_snapshot!("words", cards.join("\n---\n"));
        assert_eq!(at(&article(), 0), None);
    }
}
