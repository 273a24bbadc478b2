//! Fixes that give a statement a voice: “…, Ost said.” Comes in: an article and a statement or quotation of it that
//! nobody stands behind. Goes out: a fix for each likely speaker, and one that leaves the name to come.
//!
//! Each is a plain edit at the statement's end in the article's own manner: its tense, its quotation marks.

use crate::article::{Article, EntityId, MentionForm};
use crate::language::NameKind;
use crate::rules::{Edit, Fix};
use crate::text::Span;

/// The most speakers that are offered.
const MOST: usize = 4;
/// The trade's mark for words that are still to come.
const TO_COME: &str = "TK";

/// A verb that says how somebody says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) past: &'static str,
    pub(super) present: &'static str,
}

/// The fixes for a statement or quotation at `span`. `manner` is that of a weaker form: what is alleged or argued is not
/// known.
pub(super) fn fixes(article: &Article, span: Span, manner: Option<Manner>) -> Vec<Fix> {
    let voices = article.derived.get(|| Voices::of(article));
    let says = if voices.tells_in_present { "says" } else { "said" };
    let mut fixes: Vec<Fix> = speakers(article, &voices, span)
        .into_iter()
        .filter_map(|name| {
            let edit = ending(article.text(), span, &format!("{name} {says}"))?;
            Some(Fix { title: format!("Attribute to {name}"), edits: vec![edit], safe: false })
        })
        .collect();
    let later = ending(article.text(), span, &format!("according to {TO_COME}"));
    fixes.extend(later.map(|edit| Fix {
        title: format!("Add “according to {TO_COME}”"),
        edits: vec![edit],
        safe: false,
    }));
    let weaker = manner.and_then(|manner| {
        let voice =
            format!("{TO_COME} {}", if voices.tells_in_present { manner.present } else { manner.past });
        let edit = ending(article.text(), span, &voice)?;
        Some(Fix { title: format!("Soften with “{voice}”"), edits: vec![edit], safe: false })
    });
    fixes.extend(weaker);
    fixes
}

/// Who can be offered in an article: looked through once, however many statements ask.
struct Voices {
    /// Where somebody speaks, in order.
    speaking: Vec<(usize, EntityId)>,
    /// Where a person is named, in order.
    named: Vec<(usize, EntityId)>,
    /// Whether more speakers say than said.
    tells_in_present: bool,
}

impl Voices {
    fn of(article: &Article) -> Self {
        let count = |word: &str| {
            let cues = article.attributions.iter().flat_map(|a| &a.cue);
            cues.filter(|cue| cue.of(article.text()) == word).count()
        };
        let place = |a: &crate::article::Attribution| Some((a.cue.first()?.start, a.speaker?));
        let mut speaking: Vec<_> = article.attributions.iter().filter_map(place).collect();
        let is_person = |id: EntityId| article.entities.get(id).is_some_and(|e| e.kind == NameKind::Person);
        let persons = article.mentions.iter().filter(|m| m.form.is_name() && is_person(m.entity));
        let mut named: Vec<_> = persons.map(|m| (m.span.start, m.entity)).collect();
        speaking.sort_unstable();
        named.sort_unstable();
        Self { speaking, named, tells_in_present: count("says") > count("said") }
    }
}

/// The places nearest to `at` first.
fn outward(places: &[(usize, EntityId)], at: usize) -> impl Iterator<Item = (usize, EntityId)> {
    let middle = places.partition_point(|&(start, _)| start < at);
    let (before, after) = places.split_at(middle);
    let (mut before, mut after) = (before.iter().rev().peekable(), after.iter().peekable());
    std::iter::from_fn(move || {
        let nearer = match (before.peek(), after.peek()) {
            (Some(left), Some(right)) => at - left.0 < right.0 - at,
            (left, _) => left.is_some(),
        };
        if nearer { before.next().copied() } else { after.next().copied() }
    })
}

/// Who may have said it, the likeliest first: who speaks elsewhere in the article, nearest to the statement; then persons
/// it names.
fn speakers(article: &Article, voices: &Voices, span: Span) -> Vec<String> {
    let elsewhere = outward(&voices.named, span.start).filter(|(start, _)| !span.contains(*start));
    let mut seen: Vec<EntityId> = Vec::new();
    let mut names = Vec::new();
    for (_, entity) in outward(&voices.speaking, span.start).chain(elsewhere) {
        if names.len() == MOST {
            break;
        }
        if !seen.contains(&entity) {
            seen.push(entity);
            names.extend(name_at(article, entity, span.start));
        }
    }
    names
}

/// How somebody is named at a place: in full, or by the short form where the name was given in full before.
fn name_at(article: &Article, entity: EntityId, at: usize) -> Option<String> {
    let known = article.entities.get(entity)?;
    if !matches!(known.kind, NameKind::Person | NameKind::Organization) {
        return None;
    }
    let mentions = || known.mentions.iter().filter_map(|&m| article.mentions.get(m));
    let introduced = mentions().any(|m| m.form == MentionForm::Name && m.span.end <= at);
    let short = mentions().find(|m| m.form == MentionForm::Short).filter(|_| introduced);
    Some(short.map_or_else(|| known.name.clone(), |m| m.span.of(article.text()).to_owned()))
}

/// The edit that ends a sentence or quotation with a voice: “It sank.” becomes “It sank,” and the voice.
fn ending(text: &str, span: Span, voice: &str) -> Option<Edit> {
    let words = span.of(text);
    let inside = words.trim_end_matches(['”', '’', '"', '\'', '»']);
    let marks = words.get(inside.len()..)?;
    let bare = inside.trim_end_matches('.');
    let from = span.start + bare.len();
    // A question or exclamation keeps its mark; a statement gives its period up for a comma.
    let comma = if bare.ends_with(['?', '!', ',', '—']) { "" } else { "," };
    let replacement = format!("{comma}{marks} {voice}.");
    Some(Edit { span: Span::new(from, span.end), replacement })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(text: &str) -> String {
        let edit = ending(text, Span::new(0, text.len()), "Ost said").expect("an edit");
        format!("{}{}{}", &text[..edit.span.start], edit.replacement, &text[edit.span.end..])
    }

    #[test]
    fn endings_follow_the_marks() {
        assert_eq!(ended("The ferry sank."), "The ferry sank, Ost said.");
        assert_eq!(ended("“The ferry sank.”"), "“The ferry sank,” Ost said.");
        assert_eq!(ended("\"Why did it sink?\""), "\"Why did it sink?\" Ost said.");
        assert_eq!(ended("‘It sank’"), "‘It sank,’ Ost said.");
    }
}
