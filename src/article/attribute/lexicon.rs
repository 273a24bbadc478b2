//! The fields that tell posts apart, and parties.

use crate::article::entity::table::Table;

static FIELDS: Table = Table::new(include_str!("../data/fields.tsv"));
static AGES: Table = Table::new(include_str!("../data/age_words.tsv"));
static BEGINNINGS: Table = Table::new(include_str!("../data/beginnings.tsv"));
static PARTIES: Table = Table::new(include_str!("../data/parties.tsv"));

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

/// What beginning a verb (lemma) tells: "founding", "release".
pub(super) fn beginning(lemma: &str) -> Option<&'static str> {
    BEGINNINGS.find(lemma)
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
        for table in [&AGES, &BEGINNINGS, &FIELDS, &PARTIES] {
            table::check(table);
        }
    }
}
