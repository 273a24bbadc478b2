//! Names put right before they are grouped: pieces of one organization's name joined, legal forms taken in, titles let
//! out. Only what the words next to a name settle beyond doubt is touched.

use crate::article::entity::table::Table;
use crate::article::entity::{body_name, bounds, missed, spelling, title};
use crate::language::names::gazetteer;
use crate::language::{Name, NameKind, Passage};
use crate::text::Span;

static PARTICIPLES: Table = Table::new(include_str!("../data/name_participles.txt"));

/// The names of a passage, in order, put right.
pub(super) fn names(passage: &Passage) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(passage.names.len());
    for name in &passage.names {
        let name = trimmed(passage, &title::settle(passage, name));
        if title::is_office(passage, &name) {
            continue;
        }
        for name in bounds::settle(passage, name) {
            match names.last_mut() {
                Some(last) if is_one_name(passage, last, &name) => {
                    last.tokens.end = name.tokens.end;
                    last.span.end = name.span.end;
                    last.kind = NameKind::Organization;
                }
                _ => names.push(name),
            }
        }
    }
    missed::add(passage, &mut names);
    for at in 0..names.len() {
        let wall =
            at.checked_sub(1).and_then(|before| names.get(before)).map_or(0, |before| before.tokens.end);
        if let Some(name) = names.get_mut(at) {
            take_in_beginning(passage, name, wall);
            take_in_ordinal(passage, name, wall);
            take_in_team(passage, name, wall);
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
    // "Harbour-backed Rovers", "Carwick-based Lund & Co.": what somebody is, not who.
    while name.tokens.len() > 1 && is_compound(passage.word(name.tokens.start)) {
        name.tokens.start += 1;
        name.span = Span::new(passage.span_of(name.tokens.clone()).start, name.span.end);
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

/// Whether a word is a name and a participle: "Carwick-based".
fn is_compound(word: &str) -> bool {
    let last = word.rsplit_once('-').map_or("", |(_, last)| last);
    PARTICIPLES.lists(last)
}

/// "20th" in front of "Century Fox", "8th" in front of "Circuit": an ordinal belongs to the name it stands before.
fn take_in_ordinal(passage: &Passage, name: &mut Name, wall: usize) {
    let Some(before) = name.tokens.start.checked_sub(1).filter(|&at| at >= wall) else { return };
    let word = passage.word(before);
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    let ordinal = digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()));
    let same_sentence = passage.sentence_of(before) == passage.sentence_of(name.tokens.start);
    if ordinal && same_sentence && name.title.is_none() {
        name.tokens.start = before;
        name.span.start = passage.span_of(before..before + 1).start;
        if matches!(name.kind, NameKind::Person | NameKind::Other) {
            name.kind = NameKind::Organization;
        }
    }
}

/// Whether two names side by side are one organization's: "Harbour Light" and "Bank PLC", "Maine" and "Department of
/// Transportation".
fn is_one_name(passage: &Passage, first: &Name, second: &Name) -> bool {
    let between = passage.text().get(first.span.end..second.span.start);
    let head = spelling::fold(passage.word(second.tokens.start));
    let kinds = (first.title.is_none() && first.kind != NameKind::Group)
        && matches!(second.kind, NameKind::Organization | NameKind::Other);
    let joined = || Span::new(first.span.start, second.span.end).of(passage.text());
    match between {
        Some(" ") => second.title.is_none() && kinds && body_name::is_head(&head),
        // "Hartwell & Pryce" is a firm.
        Some(" & ") if is_partner(first) && is_partner(second) => true,
        // "Avon and Somerset Police" is one, "Avon and the Somerset Police" are two.
        Some(" and " | " & ") => gazetteer::is_organization(&joined().to_lowercase()),
        _ => false,
    }
}

/// Whether a name may be that of a partner in a firm: of one word, or no person's.
fn is_partner(name: &Name) -> bool {
    let person = name.kind == NameKind::Person && name.tokens.len() > 1;
    name.title.is_none() && name.kind != NameKind::Group && !person
}

/// "Team Orrell": who rides or races for somebody.
fn take_in_team(passage: &Passage, name: &mut Name, wall: usize) {
    let Some(before) = name.tokens.start.checked_sub(1).filter(|&at| at >= wall) else { return };
    if passage.word(before) == "Team" && name.title.is_none() && name.kind != NameKind::Group {
        name.tokens.start = before;
        name.span.start = passage.span_of(before..before + 1).start;
        name.kind = NameKind::Organization;
    }
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
    fn ordinals_belong_to_names_and_participles_do_not() {
        let text = "The 8th Circuit met Marlow-backed Harbour Light and 20th Century Fox on 42nd Street .";
        let pieces = [
            ("Circuit", NameKind::Organization),
            ("Marlow-backed Harbour Light", NameKind::Place),
            ("Century Fox", NameKind::Person),
            ("Street", NameKind::Place),
        ];
        let passage = copy::passage(text, &pieces);
        let read: Vec<_> = names(&passage).iter().map(|name| (name.span.of(text), name.kind)).collect();
        let expected = [
            ("8th Circuit", NameKind::Organization),
            ("Harbour Light", NameKind::Place),
            ("20th Century Fox", NameKind::Organization),
            ("42nd Street", NameKind::Place),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn the_participles_are_sorted() {
        crate::article::entity::table::check(&PARTICIPLES);
    }

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
