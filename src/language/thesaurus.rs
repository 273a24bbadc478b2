//! The thesaurus: which senses a word has, in a form that two words can be compared by. Made from WordNet (Miller 1995)
//! by `src/training/thesaurus.rs`; a sorted list that is searched in place, so that nothing is loaded.

/// The list; its first lines tell its columns and its licence.
const WORDS: &str = include_str!("data/thesaurus.tsv");

/// The classes of words that have senses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WordClass {
    /// Nouns.
    Noun,
    /// Verbs.
    Verb,
    /// Adjectives.
    Adjective,
}

/// The senses of one word. Numbers of senses mean nothing beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Senses {
    /// Its own, the most frequent first.
    pub own: Vec<u32>,
    /// Those of its family: "rescuer" and the verb for "rescue".
    pub family: Vec<u32>,
    /// What it is a kind of; for an adjective, what it is like.
    pub kinds: Vec<u32>,
    /// What those are kinds of.
    pub wider: Vec<u32>,
    /// What it is the opposite of.
    pub opposites: Vec<u32>,
}

/// The senses of a lemma; `None` where the list does not have it.
pub fn senses(lemma: &str, class: WordClass) -> Option<Senses> {
    let class = match class {
        WordClass::Noun => "/n",
        WordClass::Verb => "/v",
        WordClass::Adjective => "/a",
    };
    let columns = find(lemma, class)?;
    let mut columns = columns.split('\t').map(|column| -> Vec<u32> {
        column.split(',').filter_map(|number| u32::from_str_radix(number, 36).ok()).collect()
    });
    let mut next = || columns.next().unwrap_or_default();
    Some(Senses { own: next(), family: next(), kinds: next(), wider: next(), opposites: next() })
}

/// The columns after the key, by bisection over the bytes of the list.
fn find(lemma: &str, class: &str) -> Option<&'static str> {
    let (mut from, mut to) = (0, WORDS.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start = WORDS.as_bytes()[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let end =
            WORDS.as_bytes()[middle..].iter().position(|&b| b == b'\n').map_or(WORDS.len(), |at| at + middle);
        let line = WORDS.get(start..end)?;
        let (key, columns) = line.split_once('\t').unwrap_or((line, ""));
        match key.bytes().cmp(lemma.bytes().chain(class.bytes())) {
            std::cmp::Ordering::Equal => return Some(columns),
            std::cmp::Ordering::Less => from = end + 1,
            std::cmp::Ordering::Greater => to = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_every_word_is_found() {
        let rows: Vec<_> = WORDS.lines().filter(|l| !l.starts_with('#')).collect();
        let keys: Vec<_> = rows.iter().filter_map(|row| row.split('\t').next()).collect();
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
        for key in keys {
            let (lemma, class) = key.split_at(key.len() - 2);
            assert!(find(lemma, class).is_some(), "{key}");
        }
        assert!(find("", "/n").is_none() && find("zzz", "/v").is_none());
    }

    #[test]
    fn synonyms_share_a_sense() {
        let own = |lemma: &str, class| senses(lemma, class).expect("listed").own;
        let squad = own("squad", WordClass::Noun);
        assert!(own("team", WordClass::Noun).iter().any(|sense| squad.contains(sense)));
    }
}
