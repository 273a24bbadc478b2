//! Where somebody lives and comes from, told of a noun: "searched Lind's home in Harlow", "Harlow, her birthplace".

use crate::article::EntityId;
use crate::article::attribute::{Holder, Page, Quality, is_town};
use crate::article::entity::spelling;
use crate::language::{Passage, Relation, Tag};
use std::ops::Range;

/// How far the town may stand behind the noun.
const REACH: usize = 2;
/// How far behind the comma of "a native of Harlow," its bearer may begin.
const AHEAD: usize = 3;

/// Reads what a paragraph tells.
pub(super) fn read(page: &mut Page<'_>) {
    let passage = page.placed.passage();
    for token in 0..passage.tokens.len() {
        let told = match passage.lemma(token) {
            "home" | "house" | "flat" | "apartment" | "residence" => home(token, page),
            "birthplace" | "city" | "town" | "village" => birthplace(token, page),
            "native" => native_in_front(token, page).or_else(|| native_town(token, page)),
            _ => born_in(token, page),
        };
        if let Some((entity, quality, tokens)) = told {
            page.note(Holder { entity, voice: None, current: true, title: false }, quality, tokens);
        }
    }
}

/// What is told of whom by which tokens.
type Told = (EntityId, Quality, Range<usize>);

/// "Lind's home in Harlow": not her holiday home, nor the one she had.
fn home(token: usize, page: &Page<'_>) -> Option<Told> {
    let passage = page.placed.passage();
    let entity = page.entity_at(passage.possessor(token)?)?;
    let which = passage.dependents(token).any(|t| {
        passage.tokens.get(t).is_some_and(|read| {
            matches!(read.relation, Relation::Amod | Relation::Compound | Relation::Acl | Relation::AclRelcl)
        }) && passage.lemma(t) != "family"
    });
    let into = (token + 1..token + 1 + REACH).find(|&t| passage.lemma(t) == "in")?;
    let (town, tokens) = town(passage, into + 1)?;
    (!which).then_some((entity, Quality::Home(town), tokens))
}

/// "Harlow, her birthplace", "her native town, Harlow", "Harlow is the town of her birth".
fn birthplace(token: usize, page: &Page<'_>) -> Option<Told> {
    let passage = page.placed.passage();
    let owner = owner_of_birthplace(token, passage)?;
    let entity = page.entity_at(owner)?;
    let phrase = passage.subtree(token);
    let behind = || town(passage, token + 2).filter(|_| matches!(passage.word(token + 1), "," | "of"));
    let ends_at = |end: usize| {
        let name = passage.names.iter().find(|n| n.tokens.end == end && is_town(n))?;
        Some((spelling::fold(name.span.of(passage.text())), name.tokens.clone()))
    };
    let ahead = || {
        let start =
            (phrase.start..token).find(|&t| passage.tokens[t].head == Some(token as u32)).unwrap_or(token);
        ends_at(start.min(owner).checked_sub(1).filter(|&t| passage.word(t) == ",")?)
    };
    let subject = || {
        let clause = passage.clauses.iter().find(|c| c.predicate == token && c.copula.is_some())?;
        ends_at(clause.subject? + 1)
    };
    let (town, tokens) = behind().or_else(subject).or_else(ahead)?;
    Some((entity, Quality::Birthplace(town), tokens))
}

/// Whose birthplace a noun tells: *his* birthplace, the city of *his* birth, *her* native town, the native town of *Lind*.
fn owner_of_birthplace(token: usize, passage: &Passage) -> Option<usize> {
    let native = passage.dependents(token).any(|t| passage.lemma(t) == "native");
    if native || passage.lemma(token) == "birthplace" {
        let of = passage.dependents(token).find(|&t| {
            passage.tokens[t].relation == Relation::Nmod
                && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
        });
        return passage.possessor(token).or(of);
    }
    let birth = passage.dependents(token).find(|&t| passage.lemma(t) == "birth")?;
    passage.possessor(birth)
}

/// "A native of *Harlow*, the conductor speaks five languages."
fn native_in_front(token: usize, page: &Page<'_>) -> Option<Told> {
    let passage = page.placed.passage();
    let opens = token.checked_sub(1).is_some_and(|t| passage.word(t) == "A");
    let (town, tokens) = town(passage, token + 2).filter(|_| opens && passage.word(token + 1) == "of")?;
    let comma = Some(tokens.end).filter(|&t| passage.word(t) == ",")?;
    let entity = (comma + 1..comma + 1 + AHEAD).find_map(|t| page.entity_at(t))?;
    Some((entity, Quality::Birthplace(town), tokens))
}

/// "Her native *Harlow*".
fn native_town(token: usize, page: &Page<'_>) -> Option<Told> {
    let passage = page.placed.passage();
    let (town, tokens) = town(passage, token + 1)?;
    let owner = token.checked_sub(1).filter(|&t| passage.tokens[t].tag == Tag::PossessivePronoun)?;
    Some((page.entity_at(owner)?, Quality::Birthplace(town), tokens))
}

/// "*Harlow-born* Sara Lind".
fn born_in(token: usize, page: &Page<'_>) -> Option<Told> {
    let passage = page.placed.passage();
    let town = passage.word(token).strip_suffix("-born")?;
    let proper = town.starts_with(char::is_uppercase);
    let entity = page.entity_at(token + 1).filter(|_| proper)?;
    Some((entity, Quality::Birthplace(spelling::fold(town)), token..token + 1))
}

/// The town whose name begins at a token.
fn town(passage: &Passage, token: usize) -> Option<(String, Range<usize>)> {
    let name = passage.names.iter().find(|n| n.tokens.start == token && is_town(n))?;
    Some((spelling::fold(name.span.of(passage.text())), name.tokens.clone()))
}
