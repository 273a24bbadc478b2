//! Names that the language room did not see and that the lists know: a given name with a surname, an organization.
//! Only proper nouns are looked up; at the head of a sentence, where every word has a capital, hardly any.

use crate::article::entity::{lexicon, spelling};
use crate::language::names::gazetteer;
use crate::language::{Name, NameKind, Passage};
use std::ops::Range;

/// The longest name that is looked up.
const WORDS: usize = 4;

/// Adds to `names`, which are in order, what the lists know outside of them.
pub(super) fn add(passage: &Passage, names: &mut Vec<Name>) {
    let mut missed = Vec::new();
    let mut named = names.iter().peekable();
    let mut token = 0;
    while token < passage.tokens.len() {
        while named.next_if(|name| name.tokens.end <= token).is_some() {}
        let wall = named.peek().map_or(passage.tokens.len(), |name| name.tokens.start);
        let name = proper_run(passage, token, wall).and_then(|run| known(passage, run));
        token = name.as_ref().map_or(token + 1, |name| name.tokens.end);
        missed.extend(name);
    }
    if !missed.is_empty() {
        names.append(&mut missed);
        names.sort_by_key(|name| name.tokens.start);
    }
}

/// The proper nouns that begin at a token and are not at the head of a sentence; there, a noun in front of what somebody
/// is: "Labour councillor".
fn proper_run(passage: &Passage, start: usize, wall: usize) -> Option<Range<usize>> {
    let capital = |token: usize| passage.word(token).starts_with(char::is_uppercase);
    let proper =
        |&token: &usize| capital(token) && passage.tokens.get(token).is_some_and(|t| t.tag.is_proper());
    let sentence = passage.sentences.get(passage.sentence_of(start)?)?;
    if sentence.tokens.start == start {
        let role = spelling::fold(passage.word(start + 1));
        let described = !capital(start + 1) && matches!(lexicon::role(&role), Some((NameKind::Person, _)));
        return (capital(start) && described && start < wall).then_some(start..start + 1);
    }
    if start.checked_sub(1).as_ref().is_some_and(proper) {
        return None;
    }
    let end = (start..wall.min(sentence.tokens.end)).take_while(proper).take(WORDS + 1).last()? + 1;
    (end - start <= WORDS).then_some(start..end)
}

/// What the lists know a run of proper nouns to be.
fn known(passage: &Passage, tokens: Range<usize>) -> Option<Name> {
    let span = passage.span_of(tokens.clone());
    let words = span.of(passage.text()).to_lowercase();
    let folded = spelling::fold(&words);
    let listed = |list: fn(&str) -> bool| list(&words) || list(&folded);
    let (first, last) = (folded.split(' ').next()?, folded.rsplit(' ').next()?);
    let given = lexicon::gender_of_given_name(first) != lexicon::Gender::Unknown;
    let person = (2..=3).contains(&tokens.len()) && given && gazetteer::is_surname(last);
    let body = !listed(gazetteer::is_place) && !listed(gazetteer::is_surname);
    let kind = if listed(gazetteer::is_organization) && body {
        NameKind::Organization
    } else if person && !listed(gazetteer::is_place) {
        NameKind::Person
    } else {
        return None;
    };
    Some(Name { kind, span, tokens, title: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::copy;
    use crate::language::Tag;

    #[test]
    fn the_lists_know_what_was_missed() {
        let text = "Then Alan Holm joined Oxfam in Town .";
        let mut passage = copy::passage(text, &[]);
        for token in [1, 2, 4, 6] {
            passage.tokens[token].tag = Tag::Nnp;
        }
        let mut names = Vec::new();
        add(&passage, &mut names);
        let found: Vec<_> = names.iter().map(|name| (name.span.of(text), name.kind)).collect();
        assert_eq!(found, [("Alan Holm", NameKind::Person), ("Oxfam", NameKind::Organization)]);
    }
}
