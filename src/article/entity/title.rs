//! Where a title ends and a name begins. The language room mostly says so; what it left inside or outside is put right
//! here, because "Mayor Ruth Tollefsen" and "Tollefsen" must be one person, and Mr. and Mrs. Okonjo two.

use crate::article::entity::{body_name, lexicon, spelling};
use crate::language::names::conventions;
use crate::language::{Name, NameKind, Passage};
use std::ops::Range;

/// The name without titles in front, and with the title that stands before it.
pub(super) fn settle(passage: &Passage, name: &Name) -> Name {
    let mut name = name.clone();
    let start = name.tokens.start;
    // Before "Jr." stands a surname: "Martin Luther King Jr."
    let opens =
        |token: &usize| is_title(passage, token - 1, true) && !conventions::is_suffix(passage.word(*token));
    let first = (start + 1..name.tokens.end).rev().find(opens).unwrap_or(start);
    if name.kind != NameKind::Person && !(first > start && reads_as_person(passage, first..name.tokens.end)) {
        return name;
    }
    name.kind = NameKind::Person;
    if first > start {
        let title = passage.span_of(start..first);
        name.title = Some(name.title.map_or(title, |known| known.join(title)));
        name.tokens = first..name.tokens.end;
        name.span.start = passage.span_of(name.tokens.clone()).start;
    }
    if name.title.is_none() {
        let before = (0..name.tokens.start).rev().take_while(|&token| is_title(passage, token, false)).last();
        name.title = before.map(|token| passage.span_of(token..name.tokens.start));
    }
    name
}

/// Whether words are a given name and a surname, so that a title in front of them makes them a person's name whatever
/// they were taken for: "District Attorney Joyce Kettleman".
fn reads_as_person(passage: &Passage, tokens: Range<usize>) -> bool {
    let folded: Vec<String> = tokens.map(|token| spelling::fold(passage.word(token))).collect();
    let given =
        folded.first().is_some_and(|word| lexicon::gender_of_given_name(word) != lexicon::Gender::Unknown);
    (2..=4).contains(&folded.len()) && given && !folded.iter().any(|word| body_name::is_head(word))
}

/// Whether what was taken for a person's name is an office and nobody's name: "the Finance Minister". "Stephen King" is a
/// name, for Stephen is.
pub(super) fn is_office(passage: &Passage, name: &Name) -> bool {
    let [first, .., last] = name.tokens.clone().collect::<Vec<_>>()[..] else { return false };
    let given = lexicon::gender_of_given_name(&spelling::fold(passage.word(first)));
    name.kind == NameKind::Person && given == lexicon::Gender::Unknown && is_title(passage, last, true)
}

/// Whether a word is a title in front of a name. Inside a name it must not be a given name as well: Dean, Marshall.
pub(super) fn is_title(passage: &Passage, token: usize, inside: bool) -> bool {
    let word = passage.word(token);
    let folded = spelling::fold(word);
    let given = || lexicon::gender_of_given_name(&folded) != lexicon::Gender::Unknown;
    let titled = matches!(lexicon::role(&folded), Some((NameKind::Person, _)));
    word.starts_with(char::is_uppercase) && titled && !(inside && given())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::copy;

    fn settled(text: &str, name: &str) -> (String, String) {
        let passage = copy::passage(text, &[(name, NameKind::Person)]);
        let name = settle(&passage, &passage.names[0]);
        (name.span.of(text).to_owned(), name.title.map_or(String::new(), |t| t.of(text).to_owned()))
    }

    #[test]
    fn a_surname_before_a_suffix_is_no_title() {
        let (name, _) = settled("Rev. Martin Luther King Jr. spoke .", "Martin Luther King Jr.");
        assert_eq!(name, "Martin Luther King Jr.");
    }

    #[test]
    fn an_office_is_nobodys_name() {
        for (text, office) in [("The Finance Minister spoke .", true), ("Then Stephen King spoke .", false)] {
            let name = if office { "Finance Minister" } else { "Stephen King" };
            let passage = copy::passage(text, &[(name, NameKind::Person)]);
            assert_eq!(is_office(&passage, &passage.names[0]), office, "{text}");
        }
    }

    #[test]
    fn titles_stand_in_front_of_names() {
        let titled = |name: &str, title: &str| (name.to_owned(), title.to_owned());
        assert_eq!(
            settled("on Monday Mayor Ruth Tollefsen spoke", "Mayor Ruth Tollefsen"),
            titled("Ruth Tollefsen", "Mayor")
        );
        assert_eq!(settled("then Mrs. Okonjo spoke", "Okonjo"), titled("Okonjo", "Mrs."));
        assert_eq!(settled("then Dean Mottram spoke", "Dean Mottram"), titled("Dean Mottram", ""));
        assert_eq!(
            settled("then Attorney Joyce Kettleman spoke", "Attorney Joyce Kettleman"),
            titled("Joyce Kettleman", "Attorney")
        );
        assert_eq!(settled("the mayor Tollefsen", "Tollefsen"), titled("Tollefsen", ""));
    }
}
