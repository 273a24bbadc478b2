//! Fixes that give a statement a voice: “…, Ost said.” Comes in: an article and a statement or quotation of it that
//! nobody stands behind. Goes out: a fix for each likely speaker, and one that leaves the name to come.
//!
//! Each is a plain edit at the statement's end in the article's own manner: its tense, its quotation marks.

use crate::article::{Article, EntityId, MentionForm};
use crate::language::NameKind;
use crate::rules::{Edit, Fix};
use crate::text::Span;
use std::collections::BTreeMap;

/// The most speakers that are offered.
const MOST: usize = 4;
/// The trade's mark for words that are still to come.
const TO_COME: &str = "TK";

/// The fixes for a statement or quotation at `span`.
pub(super) fn fixes(article: &Article, span: Span) -> Vec<Fix> {
    let says = if tells_in_present(article) { "says" } else { "said" };
    let mut fixes: Vec<Fix> = speakers(article, span)
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
    fixes
}

/// Whether more speakers of the article say than said.
fn tells_in_present(article: &Article) -> bool {
    let count = |word: &str| {
        article.attributions.iter().flat_map(|a| &a.cue).filter(|cue| cue.of(article.text()) == word).count()
    };
    count("says") > count("said")
}

/// Who may have said it, the likeliest first: who speaks elsewhere in the article, nearest to the statement; then persons
/// it names.
fn speakers(article: &Article, span: Span) -> Vec<String> {
    let mut nearest: BTreeMap<EntityId, usize> = BTreeMap::new();
    let mut near = |entity: EntityId, distance: usize| {
        let kept = nearest.entry(entity).or_insert(distance);
        *kept = distance.min(*kept);
    };
    for attribution in &article.attributions {
        if let (Some(entity), Some(cue)) = (attribution.speaker, attribution.cue.first()) {
            near(entity, cue.start.abs_diff(span.start));
        }
    }
    // One who is only named comes after all who speak.
    for mention in article.mentions.iter().filter(|m| m.form.is_name() && !span.covers(m.span)) {
        if article.entities.get(mention.entity).is_some_and(|e| e.kind == NameKind::Person) {
            near(mention.entity, article.text().len() + mention.span.start.abs_diff(span.start));
        }
    }
    let mut ranked: Vec<(usize, EntityId)> = nearest.into_iter().map(|(entity, d)| (d, entity)).collect();
    ranked.sort_unstable();
    ranked.into_iter().filter_map(|(_, entity)| name_at(article, entity, span.start)).take(MOST).collect()
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
