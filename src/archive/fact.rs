//! The facts of one article, as rows that can be joined.

use crate::archive::day;
use crate::article::{Article, EntityId, FactFrame, Mention, MentionForm, Modality};
use crate::language::{Bound, Measure, NameKind, Passage, Tag, Value};
use crate::rules::contradiction::classes;
use crate::text::Span;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// One statement of an article about one entity, under one class of predicates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// The article's name.
    pub article: String,
    /// The entity, to join on: its fullest name in the article in lower case, without "the".
    pub entity: String,
    /// The class of the predicate, to join on: a word and its opposites, a kind of deed that is counted, or the word itself.
    pub predicate: String,
    /// The day, to join on: that which the sentence names, else that of publication, as in `2016-09-10`. `None` where
    /// neither is known; such a fact joins nothing.
    pub date: Option<String>,
    /// The predicate's own word, in its basic form.
    pub lemma: String,
    /// What kind of entity it is.
    pub kind: NameKind,
    /// The first number in the clause; the lower end of a range.
    pub value: Option<f64>,
    /// The upper end of that number.
    pub value_high: Option<f64>,
    /// How exactly the number is meant.
    pub bound: Option<String>,
    /// What the number counts or measures: a noun, `percent`, a currency, a unit.
    pub unit: Option<String>,
    /// A place that the sentence names.
    pub place: Option<String>,
    /// Whether the statement is asserted or denied.
    pub polarity: String,
    /// Who says so; `None` for the article's own voice.
    pub voice: Option<String>,
    /// The sentence, in bytes of the article.
    pub start: usize,
    /// Its end.
    pub end: usize,
    /// The sentence, with the names of those whom it means by a pronoun or a short name: what [`super::decide()`] reads.
    pub sentence: String,
    /// The day of publication.
    pub published: Option<String>,
}

/// The facts of an article of this name, in document order. `date` is the day of publication as the archive gives it;
/// without it, front matter counts.
pub fn facts(article: &Article, name: &str, date: Option<&str>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let published = day::published(article, date);
    let written = |day: Date| day.to_string();
    for frame in article.frames.iter().filter(|f| matches!(f.modality, Modality::Stated | Modality::Future)) {
        let Some(placed) = article.paragraphs.get(frame.paragraph).filter(|p| p.kind.is_copy()) else {
            continue;
        };
        let passage = placed.passage();
        let mentions = mentions_in(article, frame.span);
        let entities: BTreeSet<EntityId> =
            mentions.iter().map(|m| m.entity).filter(|&e| is_key(article, e)).collect();
        if entities.is_empty() {
            continue;
        }
        let value =
            passage.values.get(frame.values.clone()).and_then(|values| values.iter().find(|v| is_amount(v)));
        let place = mentions.iter().filter_map(|m| article.entities.get(m.entity));
        let place = place.filter(|e| e.kind == NameKind::Place).map(|e| e.name.clone()).next();
        let fact = Fact {
            article: name.to_owned(),
            entity: String::new(),
            predicate: String::new(),
            date: day::of(passage, frame, published).or(published).map(written),
            lemma: passage.lemma(frame.predicate).to_owned(),
            kind: NameKind::Other,
            value: value.map(|v| v.low),
            value_high: value.map(|v| v.high),
            bound: value.map(|v| bound(v.bound).to_owned()),
            unit: value.and_then(|v| unit(passage, v)),
            place,
            polarity: if frame.negated { "denied" } else { "asserted" }.to_owned(),
            voice: voice(article, frame),
            start: frame.span.start,
            end: frame.span.end,
            sentence: resolved(article, frame.span, mentions),
            published: published.map(written),
        };
        let predicates = predicates(passage, frame);
        for entity in entities.into_iter().filter_map(|e| article.entities.get(e)) {
            for predicate in &predicates {
                let (entity, kind) = (key(&entity.name), entity.kind);
                facts.push(Fact { entity, kind, predicate: predicate.clone(), ..fact.clone() });
            }
        }
    }
    facts
}

fn mentions_in(article: &Article, span: Span) -> &[Mention] {
    let from = article.mentions.partition_point(|m| m.span.start < span.start);
    let to = article.mentions.partition_point(|m| m.span.start < span.end);
    article.mentions.get(from..to.max(from)).unwrap_or(&[])
}

/// Whether an entity is known by a name of its own, which another article would use too.
fn is_key(article: &Article, entity: EntityId) -> bool {
    article.entities.get(entity).is_some_and(|e| {
        e.kind != NameKind::Other
            && e.mentions.iter().filter_map(|&m| article.mentions.get(m)).any(|m| m.form == MentionForm::Name)
    })
}

fn key(name: &str) -> String {
    let lower = name.to_lowercase();
    let plain = lower.strip_prefix("the ").unwrap_or(&lower);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The classes of a frame: those of its predicate, those of what is counted in it, and the bare word.
fn predicates(passage: &Passage, frame: &FactFrame) -> BTreeSet<String> {
    let lemma = passage.lemma(frame.predicate);
    let mut names: BTreeSet<String> = classes(lemma).into_iter().collect();
    names.insert(lemma.to_lowercase());
    for value in passage.values.get(frame.values.clone()).unwrap_or(&[]) {
        if let Measure::Count { noun } = value.measure {
            let noun = passage.lemma(noun);
            names.extend(classes(noun));
            names.insert(format!("number of {}", noun.to_lowercase()));
        }
    }
    names
}

fn is_amount(value: &Value) -> bool {
    !matches!(value.measure, Measure::Date(_) | Measure::Ordinal)
}

fn unit(passage: &Passage, value: &Value) -> Option<String> {
    match &value.measure {
        Measure::Count { noun } => Some(passage.lemma(*noun).to_owned()),
        Measure::Percent => Some("percent".to_owned()),
        Measure::Money { currency } => Some(currency.clone()),
        Measure::Age => Some("years of age".to_owned()),
        Measure::Duration => Some("days".to_owned()),
        Measure::Quantity { unit } => Some(unit.clone()),
        _ => None,
    }
}

fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exact",
        Bound::About => "about",
        Bound::AtLeast => "at least",
        Bound::AtMost => "at most",
        Bound::MoreThan => "more than",
        Bound::LessThan => "less than",
        Bound::Nearly => "nearly",
    }
}

fn voice(article: &Article, frame: &FactFrame) -> Option<String> {
    let attribution = article.attributions.get(frame.voice?)?;
    let speaker = attribution.speaker.and_then(|e| article.entities.get(e)).map(|e| e.name.clone());
    let words = || attribution.source.first().map(|s| one_line(s.of(article.text())));
    Some(speaker.or_else(words).unwrap_or_else(|| "an unnamed source".to_owned()))
}

/// A sentence on one line, with full names in the place of pronouns and short names.
fn resolved(article: &Article, sentence: Span, mentions: &[Mention]) -> String {
    let (text, mut words, mut at) = (article.document.masked(), String::new(), sentence.start);
    for mention in mentions {
        let Some(entity) = article.entities.get(mention.entity) else { continue };
        let written = mention.span.of(text);
        let named = match mention.form {
            MentionForm::Short => Some(entity.name.clone()),
            MentionForm::Pronoun if entity.kind == NameKind::Person => match tag_of(article, mention) {
                Some(Tag::PossessivePronoun) => Some(format!("{}’s", entity.name)),
                _ if written.to_lowercase().ends_with("self") => None,
                _ => Some(entity.name.clone()),
            },
            _ => None,
        };
        if let Some(named) = named.filter(|_| mention.span.start >= at && mention.span.end <= sentence.end) {
            words += Span::new(at, mention.span.start).of(text);
            words += &named;
            at = mention.span.end;
        }
    }
    words += Span::new(at, sentence.end).of(text);
    one_line(&words)
}

fn tag_of(article: &Article, mention: &Mention) -> Option<Tag> {
    let placed = article.paragraphs.get(mention.paragraph)?;
    let start = mention.span.start.checked_sub(placed.offset)?;
    placed.passage().tokens.iter().find(|t| t.span.start == start).map(|t| t.tag)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
