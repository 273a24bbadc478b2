//! Teams that go by the name of their town: "Wakefield beat Hull 24-8" tells of two clubs. What stands beside a name is read with
//! its paragraph; that the copy is about sport, one word anywhere in the article shows.

use crate::article::entity::reference::{self, Part};
use crate::article::entity::table::Table;
use crate::language::{Name, Passage, Relation};

static COPY: Table = Table::new(include_str!("../data/sports_copy.txt"));
static MATCHES: Table = Table::new(include_str!("../data/match_nouns.txt"));
static NOUNS: Table = Table::new(include_str!("../data/sports_nouns.txt"));
static VERBS: Table = Table::new(include_str!("../data/sports_verbs.txt"));

/// What the words beside a name tell of a team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// It has what a team has: "Wakefield striker", "Hull's defeat".
    pub owns: bool,
    /// It does what teams do, or it is done to it.
    pub plays: bool,
    /// Something is in it or near it.
    pub located: bool,
}

/// How many words of a passage copy about sport alone has.
pub(super) fn sport_words(passage: &Passage) -> usize {
    let behind_name = |token: usize| {
        let before = token.checked_sub(1).and_then(|before| passage.tokens.get(before));
        before.is_some_and(|before| before.tag.is_proper())
    };
    let shows = |&token: &usize| match COPY.find(passage.lemma(token)) {
        Some("always") => true,
        Some(_) => behind_name(token),
        None => false,
    };
    (0..passage.tokens.len()).filter(shows).count()
}

/// Reads the words beside a name.
pub(super) fn beside(passage: &Passage, name: &Name) -> Team {
    let end = name.tokens.end;
    let head = first_conjunct(passage, reference::head_of(passage, name));
    let above = passage.tokens.get(head).and_then(|token| Some((token.relation, token.head? as usize)));
    let (relation, above) = above.unzip();
    let noun = |token: usize| {
        passage.word(token).starts_with(char::is_lowercase) && NOUNS.lists(passage.lemma(token))
    };
    let owned = above.filter(|_| matches!(relation, Some(Relation::Compound | Relation::NmodPoss)));
    let (part, clause) = reference::part_of(passage, head);
    let predicate = clause.and_then(|clause| passage.clauses.get(clause)).map(|clause| clause.predicate);
    let preposition = passage.case_marker(head).map_or("", |token| passage.word(token));
    let against = matches!(preposition, "against" | "over" | "with" | "to" | "for");
    let verb =
        predicate.is_some_and(|verb| (part != Part::Other || against) && VERBS.lists(passage.lemma(verb)));
    let game = above
        .filter(|_| against || preposition == "from")
        .is_some_and(|above| MATCHES.lists(passage.lemma(above)));
    Team {
        owns: noun(end) || owned.is_some_and(noun),
        plays: verb || game || preposition == "against" || is_score(passage.word(end)),
        located: matches!(preposition, "in" | "near" | "at" | "around" | "outside" | "of")
            || preposition == "to" && !verb && !game,
    }
}

/// The head of the coordination that a token belongs to: "Holm" of "against Holm, Hull and Wakefield".
fn first_conjunct(passage: &Passage, token: usize) -> usize {
    let up = |&token: &usize| {
        let token = passage.tokens.get(token).filter(|token| token.relation == Relation::Conj)?;
        token.head.map(|head| head as usize)
    };
    // The count guards against nothing but a broken tree.
    std::iter::successors(Some(token), up).take(passage.tokens.len()).last().unwrap_or(token)
}

/// "2-1", and no "2014-15".
fn is_score(word: &str) -> bool {
    let goals = |goals: &str| (1..=3).contains(&goals.len()) && goals.bytes().all(|b| b.is_ascii_digit());
    word.split_once(['-', '–']).is_some_and(|(own, other)| goals(own) && goals(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::copy;
    use crate::language::{NameKind, Register};

    #[test]
    fn the_lists_are_sorted() {
        for list in [&COPY, &MATCHES, &NOUNS, &VERBS] {
            crate::article::entity::table::check(list);
        }
    }

    #[test]
    fn a_team_has_strikers_and_results() {
        let team = |text: &str| {
            let mut passage = crate::language::read(text, Register::Prose);
            passage.names = copy::passage(text, &[("Hull", NameKind::Place)]).names;
            beside(&passage, &passage.names[0])
        };
        assert_eq!(team("The Hull striker left ."), Team { owns: true, ..Team::default() });
        assert_eq!(team("Then Hull 2-1 Holm ."), Team { plays: true, ..Team::default() });
        assert_eq!(team("A bank in Hull closed in 2014-15 ."), Team { located: true, ..Team::default() });
    }
}
