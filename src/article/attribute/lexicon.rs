//! The fields that tell posts apart, and parties.

use crate::article::entity::table::Table;

static FIELDS: Table = Table::new(include_str!("../data/fields.tsv"));
static PARTIES: Table = Table::new(include_str!("../data/parties.tsv"));

/// The portfolio that a word names.
pub(super) fn portfolio(word: &str) -> Option<&'static str> {
    FIELDS.find(word)?.split('\t').next().filter(|field| *field != "-")
}

/// The discipline that a word names.
pub(super) fn discipline(word: &str) -> Option<&'static str> {
    FIELDS.find(word)?.split('\t').nth(1).filter(|field| *field != "-")
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
        for table in [&FIELDS, &PARTIES] {
            table::check(table);
        }
    }
}
