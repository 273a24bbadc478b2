//! Of what state somebody or something is: "Denmark's Mikkel Holm", "the Danish champion", and by that later on "the Dane".

use crate::article::entity::lexicon::{self, Gender, StateForm};
use crate::article::entity::role::Role;
use crate::article::entity::spelling;
use crate::language::{Name, Passage};

/// The state that a word (folded) is a name or a demonym of.
fn state_of(word: &str, wanted: StateForm) -> Option<&'static str> {
    lexicon::state(word).filter(|(form, _)| *form == wanted).map(|(_, state)| state)
}

/// The state of which the words beside a name say it is.
pub(super) fn beside(passage: &Passage, name: &Name, roles: &[Role]) -> Option<&'static str> {
    let word = |token: usize| spelling::fold(passage.word(token));
    let described = || {
        let mut words = roles.iter().flat_map(|role| &role.words);
        words.find_map(|word| state_of(word, StateForm::Demonym))
    };
    let owned = || {
        let mark = name.tokens.start.checked_sub(1)?;
        let owner = mark.checked_sub(1).filter(|_| matches!(passage.word(mark), "'s" | "’s"))?;
        state_of(&word(owner), StateForm::Name)
    };
    let of = || {
        let end = name.tokens.end;
        state_of(&word(end + 1), StateForm::Name).filter(|_| passage.word(end) == "of")
    };
    described().or_else(owned).or_else(of)
}

/// The gender that a name tells which is that of one of a people: "the Frenchman", "the Dane's lead". "The French" are many, and "the Danish
/// rider" is told by what follows.
pub(super) fn one_of_a_people(passage: &Passage, name: &Name, key: &str) -> Option<Gender> {
    state_of(key, StateForm::Demonym)?;
    let before = name.tokens.start.checked_sub(1).map(|token| passage.word(token))?;
    let many = ["s", "ese", "ch", "sh", "men", "women", "ss"].iter().any(|ending| key.ends_with(ending));
    let next = passage.tokens.get(name.tokens.end);
    let described = next.is_some_and(|next| next.tag.is_noun() || next.tag.is_modifier());
    if name.tokens.len() != 1 || !before.eq_ignore_ascii_case("the") || many || described {
        return None;
    }
    Some(match key {
        _ if key.ends_with("woman") => Gender::Female,
        _ if key.ends_with("man") && !key.ends_with("erman") && !key.ends_with("oman") => Gender::Male,
        _ => Gender::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::copy;
    use crate::language::{NameKind, Register};

    #[test]
    fn one_of_a_people_is_told_from_the_people() {
        let read = |text: &str, word: &str| {
            let mut passage = crate::language::read(text, Register::Prose);
            passage.names = copy::passage(text, &[(word, NameKind::Group)]).names;
            one_of_a_people(&passage, &passage.names[0], &spelling::fold(word))
        };
        assert_eq!(read("Then the Frenchman left .", "Frenchman"), Some(Gender::Male));
        assert_eq!(read("Then the Dane left .", "Dane"), Some(Gender::Unknown));
        assert_eq!(read("Then the French left .", "French"), None);
        assert_eq!(read("Then a Dane left .", "Dane"), None);
    }
}
