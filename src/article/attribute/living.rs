//! Where somebody lives and comes from, told of a noun: "searched Lind's home in Harlow", "Harlow, her birthplace".

use crate::article::EntityId;
use crate::article::attribute::{Holder, Page, Quality};
use crate::article::entity::spelling;
use crate::language::{NameKind, Passage, Relation};
use std::ops::Range;

/// How far the town may stand behind the noun.
const REACH: usize = 2;

/// Reads what a paragraph tells.
pub(super) fn read(page: &mut Page<'_>) {
    let passage = page.placed.passage();
    for token in 0..passage.tokens.len() {
        let told = match passage.lemma(token) {
            "home" | "house" | "flat" | "apartment" | "residence" => home(token, page),
            "birthplace" => birthplace(token, page),
            _ => None,
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

/// "Harlow, her birthplace", "her birthplace, Harlow".
fn birthplace(token: usize, page: &Page<'_>) -> Option<Told> {
    let passage = page.placed.passage();
    let owner = passage.possessor(token)?;
    let entity = page.entity_at(owner)?;
    let behind = || town(passage, token + 2).filter(|_| matches!(passage.word(token + 1), "," | "of"));
    let ahead = || {
        let comma =
            passage.subtree(token).start.min(owner).checked_sub(1).filter(|&t| passage.word(t) == ",")?;
        let name = passage.names.iter().find(|n| n.tokens.end == comma && n.kind == NameKind::Place)?;
        Some((spelling::fold(name.span.of(passage.text())), name.tokens.clone()))
    };
    let (town, tokens) = behind().or_else(ahead)?;
    Some((entity, Quality::Birthplace(town), tokens))
}

/// The town whose name begins at a token.
fn town(passage: &Passage, token: usize) -> Option<(String, Range<usize>)> {
    let name = passage.names.iter().find(|n| n.tokens.start == token && n.kind == NameKind::Place)?;
    Some((spelling::fold(name.span.of(passage.text())), name.tokens.clone()))
}
