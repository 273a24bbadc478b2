//! Names put right before they are grouped: pieces of one organization's name joined, legal forms taken in, titles let
//! out. Only what the words next to a name settle beyond doubt is touched.

use crate::article::entity::{body_name, spelling, title};
use crate::language::{Name, NameKind, Passage};
use crate::text::Span;

/// The names of a passage, in order, put right.
pub(super) fn names(passage: &Passage) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(passage.names.len());
    for name in &passage.names {
        let name = trimmed(passage, &title::settle(passage, name));
        match names.last_mut() {
            Some(last) if is_one_name(passage, last, &name) => {
                last.tokens.end = name.tokens.end;
                last.span.end = name.span.end;
                last.kind = NameKind::Organization;
            }
            _ => names.push(name),
        }
    }
    for at in 0..names.len() {
        let wall =
            at.checked_sub(1).and_then(|before| names.get(before)).map_or(0, |before| before.tokens.end);
        if let Some(name) = names.get_mut(at) {
            take_in_beginning(passage, name, wall);
        }
        let wall = names.get(at + 1).map_or(passage.tokens.len(), |next| next.tokens.start);
        if let Some(name) = names.get_mut(at) {
            take_in_legal_form(passage, name, wall);
        }
    }
    names
}

/// The name without signs at its end, the "£" of a sum behind it, and without the end of an office at its beginning.
fn trimmed(passage: &Passage, name: &Name) -> Name {
    let mut name = name.clone();
    let is_sign = |token: usize| {
        matches!(passage.word(token), "£" | "$" | "€" | "¥" | "-" | "–" | "—" | "," | ";" | ":")
    };
    while name.tokens.len() > 1 && is_sign(name.tokens.end - 1) {
        name.tokens.end -= 1;
        name.span = Span::new(name.span.start, passage.span_of(name.tokens.clone()).end);
    }
    // "Secretary [of State John Kerry]": the end of the office is not the beginning of the name.
    if name.kind == NameKind::Person && name.tokens.len() > 2 && passage.word(name.tokens.start) == "of" {
        let office = passage.span_of(name.tokens.start..name.tokens.start + 2);
        name.title = name.title.map(|title| title.join(office));
        name.tokens.start += 2;
        name.span = Span::new(passage.span_of(name.tokens.clone()).start, name.span.end);
    }
    name
}

/// Whether two names side by side are one organization's: "Harbour Light" and "Bank PLC", "Maine" and "Department of
/// Transportation".
fn is_one_name(passage: &Passage, first: &Name, second: &Name) -> bool {
    let between = passage.text().get(first.span.end..second.span.start);
    let head = spelling::fold(passage.word(second.tokens.start));
    let kinds = (first.title.is_none() && first.kind != NameKind::Group)
        && matches!(second.kind, NameKind::Organization | NameKind::Other);
    between == Some(" ") && second.title.is_none() && kinds && body_name::is_head(&head)
}

/// "Harbour Light" in front of "Bank PLC": an organization's name that begins with its head noun takes in the proper nouns
/// before it.
fn take_in_beginning(passage: &Passage, name: &mut Name, wall: usize) {
    let headed = body_name::is_head(&spelling::fold(passage.word(name.tokens.start)));
    if name.kind != NameKind::Organization || !headed || passage.word(name.tokens.start + 1) == "of" {
        return;
    }
    let sentence = passage.sentence_of(name.tokens.start).and_then(|index| passage.sentences.get(index));
    let wall = wall.max(sentence.map_or(0, |sentence| sentence.tokens.start));
    let proper = |token: &usize| {
        let word = passage.word(*token);
        let capitals = word.starts_with(char::is_uppercase) && !title::is_title(passage, *token, false);
        capitals && passage.tokens.get(*token).is_some_and(|t| t.tag.is_proper())
    };
    if let Some(first) = (wall..name.tokens.start).rev().take(3).take_while(proper).last() {
        name.tokens.start = first;
        name.span.start = passage.span_of(name.tokens.clone()).start;
    }
}

/// "Calloway Textiles" and "Inc." behind it, with or without a comma.
fn take_in_legal_form(passage: &Passage, name: &mut Name, wall: usize) {
    if name.title.is_some() || name.kind == NameKind::Group {
        return;
    }
    let comma = usize::from(passage.word(name.tokens.end) == ",");
    let form = name.tokens.end + comma;
    let word = passage.word(form);
    let legal = word.starts_with(char::is_uppercase) && body_name::is_legal_form(&spelling::fold(word));
    if form < wall && legal {
        name.tokens.end = form + 1;
        name.span = name.span.join(passage.span_of(form..form + 1));
        name.kind = NameKind::Organization;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::copy;

    #[test]
    fn pieces_of_one_name_are_joined() {
        let text = "Harbour Light Bank PLC met Calloway Textiles , Inc. and Maine Ferries in Maine .";
        let pieces = [
            ("Harbour Light", NameKind::Place),
            ("Bank PLC", NameKind::Organization),
            ("Calloway Textiles", NameKind::Organization),
            ("Maine Ferries", NameKind::Place),
        ];
        let passage = copy::passage(text, &pieces);
        let read: Vec<_> = names(&passage).iter().map(|name| name.span.of(text).to_owned()).collect();
        assert_eq!(read, ["Harbour Light Bank PLC", "Calloway Textiles , Inc.", "Maine Ferries"]);
    }
}
