//! Pronouns and what they tell of whom they mean.

use crate::article::entity::lexicon::Gender;
use crate::language::{Passage, Tag};

/// A pronoun of the first or third person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// Who can be meant.
    pub person: Person,
    /// The case it has.
    pub case: Case,
}

/// Person, number and gender of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// I.
    Speaker,
    /// He or she.
    Human(Gender),
    /// It.
    Thing,
    /// They.
    Several,
}

/// The case of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// He.
    Subject,
    /// Him.
    Object,
    /// His.
    Possessive,
    /// Himself.
    Reflexive,
}

/// The pronouns of a passage, by token.
pub(super) fn find(passage: &Passage) -> Vec<(usize, Pronoun)> {
    let pronoun = |token: usize| Some((token, pronoun_at(passage, token)?));
    (0..passage.tokens.len()).filter_map(pronoun).collect()
}

fn pronoun_at(passage: &Passage, token: usize) -> Option<Pronoun> {
    let word = passage.word(token);
    if word.len() > 10 || !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    // "US", "IT" and "HE" are names; "I" and a capital at the start of a sentence are not.
    if word.len() > 1 && !word.chars().skip(1).all(char::is_lowercase) {
        return None;
    }
    let (person, case) = match word.to_ascii_lowercase().as_str() {
        "i" if word == "I" => (Person::Speaker, Case::Subject),
        "me" => (Person::Speaker, Case::Object),
        "my" | "mine" => (Person::Speaker, Case::Possessive),
        "myself" => (Person::Speaker, Case::Reflexive),
        "he" => (Person::Human(Gender::Male), Case::Subject),
        "him" => (Person::Human(Gender::Male), Case::Object),
        "his" => (Person::Human(Gender::Male), Case::Possessive),
        "himself" => (Person::Human(Gender::Male), Case::Reflexive),
        "she" => (Person::Human(Gender::Female), Case::Subject),
        "her" if passage.tokens.get(token).is_some_and(|t| t.tag == Tag::Prp) => {
            (Person::Human(Gender::Female), Case::Object)
        }
        "her" | "hers" => (Person::Human(Gender::Female), Case::Possessive),
        "herself" => (Person::Human(Gender::Female), Case::Reflexive),
        "it" if is_pleonastic(passage, token) => return None,
        "it" => (Person::Thing, Case::Subject),
        "its" => (Person::Thing, Case::Possessive),
        "itself" => (Person::Thing, Case::Reflexive),
        "they" => (Person::Several, Case::Subject),
        "them" => (Person::Several, Case::Object),
        "their" | "theirs" => (Person::Several, Case::Possessive),
        "themselves" => (Person::Several, Case::Reflexive),
        _ => return None,
    };
    Some(Pronoun { person, case })
}

/// Whether "it" means nothing: "it is clear that", "it seems", "it took two days".
fn is_pleonastic(passage: &Passage, token: usize) -> bool {
    let after = |steps: usize| passage.word(token + steps).to_ascii_lowercase();
    let first = after(1);
    if ["seems", "seemed", "appears", "appeared", "turns", "turned", "takes", "took", "rained", "snowed"]
        .contains(&first.as_str())
    {
        return true;
    }
    let be = [
        "is", "was", "'s", "’s", "be", "been", "would", "will", "may", "might", "could", "has", "had",
        "remains", "became",
    ];
    if !be.contains(&first.as_str()) {
        return false;
    }
    // A clause with "that" or "to" behind an adjective or participle, or a time, is what "it" stands for.
    (2..9).map(after).take_while(|w| ![".", "?", "!", ";", ","].contains(&w.as_str())).any(|w| {
        ["that", "to", "whether", "who", "when", "unclear", "possible", "likely", "time"]
            .contains(&w.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::copy;

    #[test]
    fn capitals_tell_names_from_pronouns() {
        let passage = copy::passage("He told us that the US and IT staff saw her .", &[]);
        let found: Vec<_> =
            find(&passage).into_iter().map(|(token, _)| passage.word(token).to_owned()).collect();
        assert_eq!(found, ["He", "her"]);
    }

    #[test]
    fn an_it_that_means_nothing_is_none() {
        let count = |text: &str| find(&copy::passage(text, &[])).len();
        assert_eq!(count("It is unclear who paid ."), 0);
        assert_eq!(count("It seems so ."), 0);
        assert_eq!(count("It opened in May ."), 1);
    }
}
