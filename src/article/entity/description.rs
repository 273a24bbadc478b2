//! Definite descriptions ("the secretary of state", "the company", "the 42-year-old"), and the nameless people and things
//! that a pronoun could mean instead of somebody with a name.

use crate::article::entity::lexicon::Gender;
use crate::article::entity::reference::{By, Stranger};
use crate::article::entity::{lexicon, role, spelling};
use crate::language::{NameKind, Passage, Tag};
use crate::text::Span;

/// The head of a description by age alone: "the 42-year-old".
pub(super) const AGED: &str = "year-old";

/// A definite description of one somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// What its head describes.
    pub kind: NameKind,
    /// Its head, folded: "secretary". "year-old" for a description by age.
    pub head: String,
    /// Its other content words, which must be said of whom it means: "state".
    pub words: Vec<String>,
    /// The gender that its head tells.
    pub gender: Gender,
    /// The age it gives.
    pub age: Option<u16>,
    /// Whether it is somebody's: "his wife".
    pub possessed: bool,
    /// Whether it tells of somebody whom the reader knows already: "the retired dentist", "the father of two".
    pub recalls: bool,
}

/// How many tokens stand between a determiner and its noun.
const REACH: usize = 5;

/// Descriptions and nameless noun phrases, with their spans and head tokens.
pub(super) fn find(passage: &Passage) -> Vec<(Span, usize, By)> {
    let mut found = Vec::new();
    for start in 0..passage.tokens.len() {
        let word = passage.word(start);
        if word.len() > 7 {
            continue;
        }
        match word.to_ascii_lowercase().as_str() {
            "the" | "this" => found.extend(definite(passage, start)),
            "a" | "an" | "another" | "one" | "some" | "their" | "its" => {
                found.extend(nameless(passage, start))
            }
            "his" | "her" => {
                found.extend(relative_of(passage, start, start).or_else(|| nameless(passage, start)))
            }
            "'s" | "’s" | "'" | "’" => {
                found.extend(owner(passage, start).and_then(|from| relative_of(passage, from, start)))
            }
            _ => {}
        }
    }
    found
}

/// Where the owner in front of an apostrophe begins: a name, or a noun with its determiner.
fn owner(passage: &Passage, mark: usize) -> Option<usize> {
    let last = mark.checked_sub(1)?;
    let after = passage.names.partition_point(|name| name.tokens.end <= last);
    if let Some(name) = passage.names.get(after).filter(|name| name.tokens.contains(&last)) {
        return (name.tokens.end == mark).then_some(name.tokens.start);
    }
    let first = (mark.saturating_sub(REACH)..mark).rev().find(|&token| {
        matches!(passage.word(token).to_ascii_lowercase().as_str(), "the" | "this" | "his" | "her" | "their")
    })?;
    (noun_after(passage, first) == Some(last)).then_some(first)
}

/// The noun that the determiner at `start` belongs to, as far as the tags tell: the last of a run of adjectives and
/// nouns. `None` where a name stands inside, other than a demonym or a state.
fn noun_after(passage: &Passage, start: usize) -> Option<usize> {
    let mut head = None;
    for token in start + 1..(start + 1 + REACH).min(passage.tokens.len()) {
        let tag = passage.tokens.get(token)?.tag;
        let word = passage.word(token);
        if tag.is_noun() || is_age(word).is_some() {
            head = Some(token);
        } else if !tag.is_modifier() {
            break;
        }
    }
    head
}

fn definite(passage: &Passage, start: usize) -> Option<(Span, usize, By)> {
    let token = noun_after(passage, start)?;
    let word = spelling::fold(passage.word(token));
    let head = role::singular(&word);
    if let Some(age) = is_age(&word) {
        let description = Description {
            kind: NameKind::Person,
            head: AGED.into(),
            words: Vec::new(),
            gender: Gender::Unknown,
            age: Some(age),
            possessed: false,
            recalls: true,
        };
        return Some((passage.span_of(start..token + 1), token, By::Description(Box::new(description))));
    }
    let last = head.rsplit('-').next().unwrap_or(&head);
    // "The 42-year-old plumber".
    let age = is_age(passage.word(start + 1));
    let Some((kind, gender)) = lexicon::role(last) else { return stranger(passage, start, token) };
    if head != word || belongs_to_name(passage, token) {
        return stranger(passage, start, token);
    }
    let mut words: Vec<String> = content(passage, start + 1 + usize::from(age.is_some()), token);
    let mut end = token + 1;
    let recalls = kind == NameKind::Person && is_recalled(passage, start, token, last);
    match passage.word(end) {
        "of" if recalls && passage.tokens.get(end + 1).is_some_and(|t| t.tag == Tag::Cd) => {}
        "of" | "for" => {
            let complement = noun_after(passage, end).or_else(|| noun_after(passage, end + 1))?;
            words.extend(content(passage, end + 1, complement + 1));
            end = complement + 1;
        }
        // "The bridge over the canal" is not the one that was told of.
        "over" | "across" | "near" | "beside" | "behind" if kind != NameKind::Person => {
            return stranger(passage, start, token);
        }
        // A restrictive clause picks somebody new: "the senator who lost".
        "who" | "that" | "whose" => return stranger(passage, start, token),
        _ => {}
    }
    let description =
        Description { kind, head: last.to_owned(), words, gender, age, possessed: false, recalls };
    Some((passage.span_of(start..end), token, By::Description(Box::new(description))))
}

/// Whether a description picks out somebody known: by what they did before, where they were born or how many children they have.
fn is_recalled(passage: &Passage, start: usize, token: usize, head: &str) -> bool {
    let occupation = || lexicon::post(head).is_some_and(|(office, ..)| !office);
    let before = (start + 1..token).map(|t| passage.word(t)).any(|word| match word {
        "retired" => true,
        "former" | "onetime" | "one-time" => occupation(),
        _ => word.ends_with("-born") && word.starts_with(char::is_uppercase),
    });
    let children = lexicon::kin(head).is_some()
        && passage.word(token + 1) == "of"
        && passage.tokens.get(token + 2).is_some_and(|t| t.tag == Tag::Cd);
    before || children
}

/// "His wife", "her lawyer", "Holt's younger brother": whoever was said to be that. `from` is where the owner begins, `mark`
/// the last token of it.
fn relative_of(passage: &Passage, from: usize, mark: usize) -> Option<(Span, usize, By)> {
    let token = noun_after(passage, mark)?;
    let word = spelling::fold(passage.word(token));
    let last = word.rsplit('-').next().unwrap_or(&word);
    let known = lexicon::role(&word).or_else(|| lexicon::role(last));
    let Some((NameKind::Person, gender)) = known.filter(|_| role::singular(&word) == word) else {
        return None;
    };
    if belongs_to_name(passage, token) {
        return None;
    }
    let words = content(passage, mark + 1, token);
    let kind = NameKind::Person;
    let description =
        Description { kind, head: word, words, gender, age: None, possessed: true, recalls: false };
    Some((passage.span_of(from..token + 1), token, By::Description(Box::new(description))))
}

fn nameless(passage: &Passage, start: usize) -> Option<(Span, usize, By)> {
    stranger(passage, start, noun_after(passage, start)?)
}

fn stranger(passage: &Passage, start: usize, token: usize) -> Option<(Span, usize, By)> {
    if belongs_to_name(passage, token) {
        return None;
    }
    let word = spelling::fold(passage.word(token));
    let head = role::singular(&word);
    let known = lexicon::role(head.rsplit('-').next().unwrap_or(&head));
    let person = is_age(&word).is_some() || matches!(known, Some((NameKind::Person, _)));
    let gender = known.map_or(Gender::Unknown, |(_, gender)| gender);
    let plural = head != word || passage.tokens.get(token).is_some_and(|t| t.tag == Tag::Nns);
    Some((passage.span_of(start..token + 1), token, By::Stranger(Stranger { person, gender, plural })))
}

fn content(passage: &Passage, from: usize, to: usize) -> Vec<String> {
    let idle = [
        "former", "then", "new", "late", "current", "outgoing", "longtime", "veteran", "same", "the", "a",
        "and",
    ];
    (from..to)
        .map(|t| role::singular(&spelling::fold(passage.word(t))))
        .filter(|w| w.len() > 1 && !idle.contains(&w.as_str()))
        .collect()
}

/// Whether a token is part of a name. "the Kerry plan" has its head outside.
fn belongs_to_name(passage: &Passage, token: usize) -> bool {
    let after = passage.names.partition_point(|n| n.tokens.end <= token);
    passage.names.get(after).is_some_and(|n| n.tokens.contains(&token))
}

/// The age in "42-year-old".
fn is_age(word: &str) -> Option<u16> {
    let (age, rest) = word.split_once('-')?;
    (rest == AGED).then(|| age.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::copy;

    #[test]
    fn definite_phrases_are_descriptions_and_indefinite_ones_strangers() {
        let text = "The secretary of state met a senator and the 42-year-old .";
        let found = find(&copy::passage(text, &[]));
        let shown: Vec<_> = found
            .iter()
            .map(|(span, _, by)| match by {
                By::Description(d) => format!("{} = {} {:?}", span.of(text), d.head, d.words),
                _ => format!("{} is new", span.of(text)),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "The secretary of state = secretary [\"state\"]",
                "a senator is new",
                "the 42-year-old = year-old []"
            ]
        );
    }
}
