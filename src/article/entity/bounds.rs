//! Where a name begins and ends, where more was taken for it than it has: the article in front, what somebody is, letters
//! behind a name, the owner of what is named, the place where it is. One name may turn out to be two.

use crate::article::entity::table::Table;
use crate::article::entity::{lexicon, spelling};
use crate::language::names::gazetteer;
use crate::language::{Name, NameKind, Passage};
use std::ops::Range;

static LETTERS: Table = Table::new(include_str!("../data/letters_behind_names.txt"));
static NO_NAMES: Table = Table::new(include_str!("../data/no_names.txt"));
static WITH_ARTICLE: Table = Table::new(include_str!("../data/names_with_article.txt"));

/// Whether a word is an abbreviation in capitals that a list has. "It" is none, "IT" may be.
fn is_abbreviation(word: &str, list: &Table) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase() || c.is_ascii_digit()).count();
    capitals > 1 && list.lists(&spelling::fold(word))
}

/// The names that a name is, each with its bounds put right; none where it is no name.
pub(super) fn settle(passage: &Passage, name: Name) -> Vec<Name> {
    let mut settled = Vec::with_capacity(1);
    let is_no_name =
        |name: &Name| name.tokens.len() == 1 && is_abbreviation(passage.word(name.tokens.start), &NO_NAMES);
    if name.tokens.len() == 1 {
        settled.extend((!is_no_name(&name)).then_some(name));
        return settled;
    }
    for piece in split_owner(passage, name) {
        for piece in split_description(passage, piece) {
            let piece = without_article(passage, without_letters(passage, piece));
            let piece = without_common_noun(passage, without_nation(passage, piece));
            settled.extend(split_location(passage, piece));
        }
    }
    settled.retain(|name| !is_no_name(name));
    settled
}

/// The name of some of the tokens of another.
fn part(passage: &Passage, name: &Name, tokens: Range<usize>, kind: NameKind) -> Name {
    let title = name.title.filter(|_| tokens.start == name.tokens.start);
    Name { kind, span: passage.span_of(tokens.clone()), tokens, title }
}

/// What the lists say of words, as they are written or without accents and full stops.
fn listed(passage: &Passage, tokens: Range<usize>, list: fn(&str) -> bool) -> bool {
    let words = passage.span_of(tokens).of(passage.text());
    list(&words.to_lowercase()) || list(&spelling::fold(words))
}

fn is_place(passage: &Passage, tokens: Range<usize>) -> bool {
    let state = lexicon::state(&spelling::fold(passage.span_of(tokens.clone()).of(passage.text())));
    matches!(state, Some((lexicon::StateForm::Name | lexicon::StateForm::Capital, _)))
        || listed(passage, tokens, gazetteer::is_place)
}

/// Whether a given name stands there.
fn has_given_name(passage: &Passage, token: usize) -> bool {
    lexicon::gender_of_given_name(&spelling::fold(passage.word(token))) != lexicon::Gender::Unknown
}

fn is_organization(passage: &Passage, tokens: Range<usize>) -> bool {
    listed(passage, tokens, gazetteer::is_organization)
}

/// "Hungary's" in front of "Higher Education Law": who owns what is named is another name. "St. Andrew's" owns nothing.
fn split_owner(passage: &Passage, name: Name) -> Vec<Name> {
    let Range { start, end } = name.tokens;
    let mark = (start + 1..end.saturating_sub(1)).find(|&token| matches!(passage.word(token), "'s" | "’s"));
    let Some(mark) = mark.filter(|_| name.kind != NameKind::Work) else { return vec![name] };
    let place = is_place(passage, start..mark);
    if !place && !is_organization(passage, start..mark) {
        return vec![name];
    }
    let owner = if place { NameKind::Place } else { NameKind::Organization };
    vec![part(passage, &name, start..mark, owner), part(passage, &name, mark + 1..end, name.kind)]
}

/// "Harbour striker Lund", "Holt MLA Ann Lund": what somebody is stands between where and who.
fn split_description(passage: &Passage, name: Name) -> Vec<Name> {
    let Range { start, end } = name.tokens;
    let is_role = |&token: &usize| {
        let word = passage.word(token);
        let role = || matches!(lexicon::role(&spelling::fold(word)), Some((NameKind::Person, _)));
        is_abbreviation(word, &LETTERS) || word.starts_with(char::is_lowercase) && role()
    };
    let role = (start + 1..end.saturating_sub(1)).rev().find(is_role);
    // "Union of engineers Local 5" names nobody.
    let person = |&role: &usize| match name.kind {
        NameKind::Person => passage.word(role - 1) != "of",
        NameKind::Organization | NameKind::Other => has_given_name(passage, role + 1),
        _ => false,
    };
    let Some(role) = role.filter(person) else { return vec![name] };
    let place = is_place(passage, start..role);
    let whose = if place { NameKind::Place } else { NameKind::Organization };
    let mut person = part(passage, &name, role + 1..end, NameKind::Person);
    person.title = Some(passage.span_of(role..role + 1));
    vec![part(passage, &name, start..role, whose), person]
}

/// "Michael Kay QC": what stands behind a name in letters. "Sinn Fein MLA" is a party's name then.
fn without_letters(passage: &Passage, name: Name) -> Name {
    let Range { start, end } = name.tokens;
    let last =
        (start + 1..end).rev().take_while(|&token| is_abbreviation(passage.word(token), &LETTERS)).last();
    let Some(last) = last else { return name };
    let party = is_organization(passage, start..last);
    let kind = if party { NameKind::Organization } else { name.kind };
    part(passage, &name, start..last, kind)
}

/// The article belongs to few names: "The Hague", "The Times".
fn without_article(passage: &Passage, name: Name) -> Name {
    let Range { start, end } = name.tokens;
    let opens = passage
        .sentence_of(start)
        .and_then(|s| passage.sentences.get(s))
        .is_some_and(|s| s.tokens.start == start);
    let article = match passage.word(start) {
        "the" => true,
        "The" => name.kind == NameKind::Place || opens && name.kind == NameKind::Organization,
        _ => false,
    };
    let rest = passage.span_of(start + 1..end).of(passage.text());
    if !article || end - start < 2 || WITH_ARTICLE.lists(&spelling::fold(rest)) {
        return name;
    }
    part(passage, &name, start + 1..end, name.kind)
}

/// "Briton Johanna Konta", "South African Stephen McGown": where somebody is from is no part of the name.
fn without_nation(passage: &Passage, name: Name) -> Name {
    let Range { start, end } = name.tokens;
    if name.kind != NameKind::Person || name.title.is_some() {
        return name;
    }
    let nation = |words: usize| {
        end - start > words + 1
            && !has_given_name(passage, start)
            && listed(passage, start..start + words, gazetteer::is_group)
    };
    let Some(words) = [2, 1].into_iter().find(|&words| nation(words)) else { return name };
    part(passage, &name, start + words..end, NameKind::Person)
}

/// "DUP assembly": a body that the lists know needs no noun in lower case behind it.
fn without_common_noun(passage: &Passage, name: Name) -> Name {
    let Range { start, end } = name.tokens;
    let common = passage.word(end - 1).starts_with(char::is_lowercase);
    if name.kind != NameKind::Organization || end - start < 2 || !common {
        return name;
    }
    let known = is_organization(passage, start..end - 1) && !is_organization(passage, start..end);
    if known { part(passage, &name, start..end - 1, name.kind) } else { name }
}

/// "Roman Catholic Church in Scotland", "Premier League with Mumbai Indians": where an organization is or with whom is
/// another name.
fn split_location(passage: &Passage, name: Name) -> Vec<Name> {
    let Range { start, end } = name.tokens;
    if name.kind != NameKind::Organization || is_organization(passage, start..end) {
        return vec![name];
    }
    let other = |&token: &usize| match passage.word(token) {
        "in" => is_place(passage, token + 1..end),
        "with" => true,
        _ => false,
    };
    let Some(at) = (start + 1..end.saturating_sub(1)).find(other) else { return vec![name] };
    let kind = if passage.word(at) == "in" { NameKind::Place } else { name.kind };
    vec![part(passage, &name, start..at, name.kind), part(passage, &name, at + 1..end, kind)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::copy;

    #[test]
    fn the_lists_are_sorted() {
        for list in [&LETTERS, &NO_NAMES, &WITH_ARTICLE] {
            crate::article::entity::table::check(list);
        }
    }

    #[test]
    fn a_name_ends_where_it_ends() {
        use NameKind::{Organization, Person, Place};
        let settled = |text: &str, kind| {
            let passage = copy::passage(text, &[(text, kind)]);
            let name = passage.names[0].clone();
            let words = |name: Name| format!("{:?} {}", name.kind, name.span.of(text));
            settle(&passage, name).into_iter().map(words).collect::<Vec<_>>().join(" / ")
        };
        for (text, kind, expected) in [
            ("Michael Holm QC", Person, "Person Michael Holm"),
            ("Labour Party MP", Person, "Organization Labour Party"),
            ("Briton Johanna Lund", Person, "Person Johanna Lund"),
            ("South African Johanna Lund", Person, "Person Johanna Lund"),
            ("German Flores", Person, "Person German Flores"),
            ("Hungary 's Harbour Act", Organization, "Place Hungary / Organization Harbour Act"),
            ("St. Andrew 's Hospital", Organization, "Organization St. Andrew 's Hospital"),
            ("Glasgow striker Johanna Lund", Person, "Place Glasgow / Person Johanna Lund"),
            ("Harbour Union MLA Johanna Lund", Person, "Organization Harbour Union / Person Johanna Lund"),
            ("Free Church in Scotland", Organization, "Organization Free Church / Place Scotland"),
            ("Union of workers Local 5", Organization, "Organization Union of workers Local 5"),
            ("DUP assembly", Organization, "Organization DUP"),
            ("the Harbour Executive", Organization, "Organization Harbour Executive"),
            ("The Hague", Place, "Place The Hague"),
            ("The Union Bank", Organization, "Organization Union Bank"),
            ("The Guardian", Organization, "Organization The Guardian"),
            ("CCTV", Organization, ""),
        ] {
            assert_eq!(settled(text, kind), expected, "{text}");
        }
    }
}
