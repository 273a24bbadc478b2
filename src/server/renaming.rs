//! Renaming an entity through all its forms: the full name, the surname or short form, the capitals of a headline. A
//! possessive ending stands outside a mention and stays.

use crate::article::{Article, EntityId, Mention, MentionForm};
use crate::rules::Edit;

/// Whether a mention can be renamed: the words must be a name of the thing itself, not of its nation or its capital.
pub(crate) fn can_rename(mention: &Mention) -> bool {
    matches!(mention.form, MentionForm::Name | MentionForm::Short | MentionForm::Acronym)
}

/// The edits that give `entity` a new name, where somebody wrote `new` over the mention `old`. Each form that shares
/// words with `old` changes with it; forms that share none (an acronym beside a full name) stay.
pub(crate) fn rename(article: &Article, entity: EntityId, old: &str, new: &str) -> Vec<Edit> {
    let Some(entity) = article.entities.get(entity) else { return Vec::new() };
    let mentions = entity.mentions.iter().filter_map(|&m| article.mentions.get(m)).filter(|m| can_rename(m));
    let mut edits = Vec::new();
    for mention in mentions {
        let words = mention.span.of(article.text());
        if let Some(replacement) = renamed(words, &entity.name, old, new).filter(|r| r != words) {
            edits.push(Edit { span: mention.span, replacement });
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits.dedup_by_key(|edit| edit.span);
    edits
}

/// What becomes of one mention's `words` when `old`, a form of `full`, becomes `new`.
fn renamed(words: &str, full: &str, old: &str, new: &str) -> Option<String> {
    if same(words, old) {
        return Some(as_loud_as(words, new));
    }
    let (words_of, old_of): (Vec<&str>, Vec<&str>) =
        (words.split_whitespace().collect(), old.split_whitespace().collect());
    if old_of.is_empty() || words_of.is_empty() {
        return None;
    }
    // The short form was renamed, and stands inside this one: "Kerry" in "John Kerry".
    if let Some(at) = position(&words_of, &old_of) {
        let mut changed: Vec<&str> = words_of[..at].to_vec();
        changed.push(new);
        changed.extend(&words_of[at + old_of.len()..]);
        return Some(as_loud_as(words, &changed.join(" ")));
    }
    // The full name was renamed, and this is a part of it: the last words for the last, the first for the first.
    let new_of: Vec<&str> = new.split_whitespace().collect();
    let count = words_of.len();
    let old_is_full = same(old, full) || position(&old_of, &words_of).is_some();
    if !old_is_full || count >= new_of.len() && count >= old_of.len() {
        return None;
    }
    if ends(&old_of, &words_of) {
        let from = new_of.len().saturating_sub(count);
        return Some(as_loud_as(words, &new_of[from..].join(" ")));
    }
    if starts(&old_of, &words_of) {
        return Some(as_loud_as(words, &new_of[..count.min(new_of.len())].join(" ")));
    }
    None
}

fn same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

fn all_same(a: &[&str], b: &[&str]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

/// Where `part` stands in `whole`.
fn position(whole: &[&str], part: &[&str]) -> Option<usize> {
    whole.windows(part.len().max(1)).position(|window| all_same(window, part))
}

fn ends(whole: &[&str], part: &[&str]) -> bool {
    part.len() <= whole.len() && all_same(&whole[whole.len() - part.len()..], part)
}

fn starts(whole: &[&str], part: &[&str]) -> bool {
    part.len() <= whole.len() && all_same(&whole[..part.len()], part)
}

/// `new` in capitals where `words`, longer than an acronym would be, are.
fn as_loud_as(words: &str, new: &str) -> String {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let loud = letters > 4 && !words.chars().any(char::is_lowercase) && new.chars().any(char::is_lowercase);
    if loud { new.to_uppercase() } else { new.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::bridge;

    #[test]
    fn forms_follow_each_other() {
        for (words, old, new, wanted) in [
            ("John Kerry", "John Kerry", "Jon Cerry", Some("Jon Cerry")),
            ("Kerry", "John Kerry", "Jon Cerry", Some("Cerry")),
            ("John", "John Kerry", "Jon Cerry", Some("Jon")),
            ("JOHN KERRY", "John Kerry", "Jon Cerry", Some("JON CERRY")),
            ("John Kerry", "Kerry", "Cerry", Some("John Cerry")),
            ("John F. Kerry", "Kerry", "Cerry", Some("John F. Cerry")),
            ("Kerry", "Kerry", "van den Berg", Some("van den Berg")),
            ("JFK", "John Kerry", "Jon Cerry", None),
            ("John Kerry", "JFK", "JK", None),
            ("Kerry", "John Kerry", "Kerry", Some("Kerry")),
        ] {
            assert_eq!(renamed(words, "John Kerry", old, new).as_deref(), wanted, "{words}: {old} -> {new}");
        }
    }

    #[test]
    fn an_article_is_renamed_throughout() {
        let snapshot = bridge().snapshot();
        let edits = |old, new| {
            let mut text = snapshot.text().to_owned();
            for edit in rename(&snapshot.article, 0, old, new).iter().rev() {
                text.replace_range(edit.span.range(), &edit.replacement);
            }
            text
        };
        let both = [
            edits("Ruth Adair", "Rut Ådäir"),
            edits("Adair", "Ådäir").replace("Ruth", "Rut").replace("RUTH", "RUT"),
        ];
        for text in both {
            assert!(text.starts_with("Ådäir reopens bridge\n\nMayor Rut Ådäir said"), "{text}");
            assert!(text.contains("“We are tired of waiting,” she said."), "{text}");
            assert!(
                text.contains("Ådäir’s critics were not there. RUT ÅDÄIR left early, and the mayor's"),
                "{text}"
            );
        }
    }
}
