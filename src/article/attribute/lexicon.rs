//! The fields that tell posts apart, what work a deed is, words of age and time, and parties.

use crate::article::attribute::Relative;
use crate::article::entity::lexicon;
use crate::article::entity::table::Table;

static WORK: Table = Table::new(include_str!("../data/deeds_of_work.tsv"));
static DEPARTMENTS: Table = Table::new(include_str!("../data/departments.tsv"));
static DEPUTIES: Table = Table::new(include_str!("../data/deputy_words.txt"));
static ONCE: Table = Table::new(include_str!("../data/once_words.txt"));
static NEAR: Table = Table::new(include_str!("../data/near_times.txt"));
static FIELDS: Table = Table::new(include_str!("../data/fields.tsv"));
static AGES: Table = Table::new(include_str!("../data/age_words.tsv"));
static BEGINNINGS: Table = Table::new(include_str!("../data/beginnings.tsv"));
static TAUGHT: Table = Table::new(include_str!("../data/subject_people.txt"));
static PARTIES: Table = Table::new(include_str!("../data/parties.tsv"));

/// The department of a company that a word names.
pub(super) fn department(word: &str) -> Option<&'static str> {
    DEPARTMENTS.find(word)
}

/// The portfolio that a word names.
pub(super) fn portfolio(word: &str) -> Option<&'static str> {
    FIELDS.find(word)?.split('\t').next().filter(|field| *field != "-")
}

/// The discipline that a word names.
pub(super) fn discipline(word: &str) -> Option<&'static str> {
    FIELDS.find(word)?.split('\t').nth(1).filter(|field| *field != "-")
}

/// The least and greatest age that a word (folded, singular) tells: 13 to 19 for "teenager".
pub(super) fn ages(word: &str) -> Option<(f64, f64)> {
    let (low, high) = AGES.find(word)?.split_once('\t')?;
    Some((low.parse().ok()?, high.parse().ok()?))
}

/// Whether a word (folded) stands for somebody who has to do with a school subject: a French *teacher*.
pub(super) fn has_subject(word: &str) -> bool {
    TAUGHT.lists(word)
}

/// Whether a word (folded) sets a time near the day of the article.
pub(super) fn is_near_time(word: &str) -> bool {
    NEAR.lists(word)
}

/// Whether a word (folded) in front of a post makes another one of it.
pub(super) fn is_deputy(word: &str) -> bool {
    DEPUTIES.lists(word)
}

/// Whether a word (folded) says of a description that it does not hold now.
pub(super) fn is_once(word: &str) -> bool {
    ONCE.lists(word)
}

/// What work a verb and its object (lemmas) tell: family of posts, field, whether it takes an orchestra.
pub(super) fn deed_of_work(deed: &str) -> Option<(&'static str, Option<&'static str>, bool)> {
    let mut columns = WORK.find(deed)?.split('\t');
    let (family, field, with) = (columns.next()?, columns.next()?, columns.next()?);
    Some((family, Some(field).filter(|f| *f != "-"), with == "orchestra"))
}

/// What beginning a verb (lemma) tells: "founding", "release".
pub(super) fn beginning(lemma: &str) -> Option<&'static str> {
    BEGINNINGS.find(lemma)
}

/// The tie that a word (folded, singular) for kin tells, and what having such kin tells.
pub(super) fn kin(word: &str) -> Option<(&'static str, Option<Relative>)> {
    let (tie, having, _) = lexicon::kin(word)?;
    let relative = match having {
        "spouse" => Some(Relative::Spouse),
        "child" => Some(Relative::Child),
        "sibling" => Some(Relative::Sibling),
        _ => None,
    };
    Some((tie, relative))
}

/// The party that a word (folded) names.
pub(super) fn party(word: &str) -> Option<&'static str> {
    PARTIES.find(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::table;

    #[test]
    fn the_tables_are_sorted_and_every_key_is_found() {
        for table in [&AGES, &BEGINNINGS, &DEPUTIES, &FIELDS, &NEAR, &ONCE, &PARTIES, &WORK] {
            table::check(table);
        }
    }
}
