//! The weights of the comparators, from a file that tells how they were chosen.

use crate::rules::word_list::lines;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The weights of one comparator, by the names of its pieces of evidence. They are a dozen, looked up for every pair: a walk along
/// them is faster than hashing.
#[derive(Debug, Default)]
pub(super) struct Weights(Vec<(&'static str, f32)>);

static ALL: LazyLock<HashMap<&'static str, Weights>> = LazyLock::new(|| {
    let mut all: HashMap<_, Weights> = HashMap::new();
    for row in lines(include_str!("../data/weights.tsv")) {
        let mut columns = row.split('\t');
        if let (Some(comparator), Some(evidence), Some(weight)) =
            (columns.next(), columns.next(), columns.next())
            && let Ok(weight) = weight.parse()
        {
            all.entry(comparator).or_default().0.push((evidence, weight));
        }
    }
    all
});

/// The weights of a comparator; none of them for a name that the file does not have.
pub(super) fn of(comparator: &str) -> &'static Weights {
    static NONE: LazyLock<Weights> = LazyLock::new(Weights::default);
    ALL.get(comparator).unwrap_or(&NONE)
}

impl Weights {
    /// What pieces of evidence add up to.
    pub(super) fn score(&self, evidence: &[(&str, f32)]) -> f32 {
        evidence.iter().map(|(name, amount)| self.get(name) * amount).sum()
    }

    /// Whether a score is one to report.
    pub(super) fn suffices(&self, score: f32) -> bool {
        score >= self.get("threshold")
    }

    /// One weight; 0 where the file has none.
    fn get(&self, evidence: &str) -> f32 {
        let weight = self.0.iter().find(|(name, _)| *name == evidence).map(|&(_, weight)| weight);
        debug_assert!(weight.is_some(), "no weight for {evidence}");
        weight.unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_sorted_numbers_and_every_comparator_has_a_threshold() {
        let rows: Vec<_> = lines(include_str!("../data/weights.tsv")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(ALL.values().map(|w| w.0.len()).sum::<usize>(), rows.len());
        assert!(ALL.values().all(|weights| weights.0.iter().any(|w| w.0 == "threshold")));
    }

    #[test]
    fn every_weight_is_asked_for_by_its_comparator() {
        let sources = [
            ("count", include_str!("count.rs")),
            ("echo", concat!(include_str!("echo.rs"), include_str!("echo/reader.rs"))),
            ("opposites", include_str!("opposites.rs")),
            ("place", include_str!("place.rs")),
            ("stance", include_str!("stance.rs")),
            ("statement", include_str!("statement.rs")),
            ("when", include_str!("when.rs")),
        ];
        for (comparator, weights) in ALL.iter() {
            let (_, source) = sources.iter().find(|(name, _)| name == comparator).expect("a comparator");
            for (evidence, _) in weights.0.iter().filter(|w| w.0 != "threshold") {
                assert!(source.contains(&format!("\"{evidence}\"")), "{comparator} {evidence}");
            }
        }
    }
}
