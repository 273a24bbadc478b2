//! Which of an article's statements is most like some old words: where a decision belongs whose statement was reworded.
//!
//! Two wordings are alike by the words they share, each weighed by how rarely the article uses it (as an inverse document
//! frequency does): 2 × shared weight ÷ weight of both, from 0 to 1, in any order. So a statement whose attribution has
//! moved to the front, or whose figure was corrected, is still found, and two that share "the mayor said" are not alike.

use crate::rules::fingerprint::normalize;
use std::collections::HashMap;

/// From here on two wordings are taken to be of one statement. Half of the weight stays when about every second telling
/// word does.
const ALIKE: f64 = 0.45;

/// A text of more statements than this is long.
const LONG: usize = 200;

/// The statements of an article, ready to be compared.
pub(crate) struct Wordings {
    /// For each word, the statements that have it.
    places: HashMap<String, Vec<u32>>,
    /// The weight of each statement.
    weights: Vec<f64>,
    count: usize,
}

/// The words of a sentence, each once.
fn words(sentence: &str) -> Vec<String> {
    let normal = normalize(sentence);
    let mut words: Vec<String> = normal
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

impl Wordings {
    /// Takes in the statements of an article.
    pub(crate) fn of<'t>(statements: impl IntoIterator<Item = &'t str>) -> Self {
        let mut places: HashMap<String, Vec<u32>> = HashMap::new();
        let mut count = 0;
        for (number, statement) in statements.into_iter().enumerate() {
            for word in words(statement) {
                places.entry(word).or_default().push(number as u32);
            }
            count = number + 1;
        }
        let mut wordings = Self { places, weights: vec![0.0; count], count };
        let mut weights = vec![0.0; count];
        for list in wordings.places.values() {
            let weight = wordings.weight(list.len());
            for &number in list {
                weights[number as usize] += weight;
            }
        }
        wordings.weights = weights;
        wordings
    }

    /// The weight of a word that so many statements have. In a long text, words that every tenth has weigh nothing: they tell
    /// nothing apart, and every old wording would have to be held against all of it.
    fn weight(&self, having: usize) -> f64 {
        if self.count > LONG && having * 10 > self.count {
            return 0.0;
        }
        ((1 + self.count) as f64 / having.max(1) as f64).ln() + 0.1
    }

    /// The statements that are like `old`, with how much.
    pub(crate) fn like(&self, old: &str) -> Vec<(usize, f64)> {
        let mut shared: HashMap<u32, f64> = HashMap::new();
        let mut own = 0.0;
        for word in words(old) {
            let list = self.places.get(&word).map_or(&[][..], Vec::as_slice);
            let weight = self.weight(list.len());
            own += weight;
            if weight == 0.0 {
                continue;
            }
            for &number in list {
                *shared.entry(number).or_default() += weight;
            }
        }
        let alike = |(number, shared): (u32, f64)| {
            let number = number as usize;
            let both = own + self.weights.get(number)?;
            Some((number, 2.0 * shared / both)).filter(|&(_, likeness)| likeness >= ALIKE)
        };
        let mut found: Vec<_> = shared.into_iter().filter_map(alike).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found
    }
}

/// Pairs old words with statements, the most alike first; each statement is given once, and only where `free` says so.
pub(crate) fn pair(wordings: &Wordings, old: &[&str], free: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (number, words) in old.iter().enumerate() {
        let alike = wordings.like(words).into_iter().filter(|&(statement, _)| free(statement));
        pairs.extend(alike.map(|(statement, likeness)| (likeness, number, statement)));
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = std::collections::HashSet::new();
    let mut found = vec![None; old.len()];
    for (_, number, statement) in pairs {
        if found[number].is_none() && taken.insert(statement) {
            found[number] = Some(statement);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: [&str; 5] = [
        "Fourteen people died in the fire at the cannery on Tuesday, the mayor said.",
        "The mayor said the harbour would open again on Friday.",
        "Ada Moore, the captain, left the ship last.",
        "The council had been told about the cannery's doors in March, the mayor said.",
        "“We had nowhere to go,” Moore said.",
    ];

    fn nearest(old: &str) -> Option<usize> {
        Wordings::of(ARTICLE).like(old).first().map(|&(number, _)| number)
    }

    #[test]
    fn a_correction_a_turn_and_a_cut_are_found() {
        assert_eq!(
            nearest("Twelve people died in the fire at the cannery on Tuesday, the mayor said."),
            Some(0)
        );
        assert_eq!(nearest("On Friday the harbour opens again, the mayor said."), Some(1));
        assert_eq!(nearest("The captain, Ada Moore, left last."), Some(2));
    }

    #[test]
    fn common_words_make_nothing_alike() {
        assert_eq!(nearest("The mayor said the school on the hill had been sold."), None);
        assert_eq!(nearest(""), None);
    }

    #[test]
    fn each_statement_is_given_once_and_to_the_nearest() {
        let old = [
            "People died in the fire, the mayor said.",
            "Twelve people died in the fire at the cannery on Tuesday, the mayor said.",
        ];
        let wordings = Wordings::of(ARTICLE);
        assert_eq!(pair(&wordings, &old, |_| true)[1], Some(0));
        assert_ne!(pair(&wordings, &old, |_| true)[0], Some(0));
        assert_eq!(pair(&wordings, &old, |statement| statement != 0)[1], None);
    }
}
