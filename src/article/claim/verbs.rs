//! What a verb does that may make its clause somebody's word, by the words of `data/verbs.tsv`: say, believe, intend. The
//! three weigh differently: what somebody says has a source, what somebody wants still asks how that is known.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The class of verbs of saying.
pub(crate) const SAY: f32 = 1.0;
/// The class of verbs of belief and feeling.
pub(crate) const BELIEVE: f32 = 2.0;
/// The class of verbs of intention.
pub(crate) const INTEND: f32 = 3.0;

static VERBS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let class = |name: &str| match name {
        "say" => Some(SAY),
        "believe" => Some(BELIEVE),
        "intend" => Some(INTEND),
        _ => None,
    };
    include_str!("../data/verbs.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(lemma, name)| Some((lemma, class(name)?)))
        .collect()
});

/// The class of a lemma; 0 for words that do none of the three.
pub(crate) fn does(lemma: &str) -> f32 {
    VERBS.get(lemma).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted_and_every_verb_has_a_class() {
        let rows: Vec<_> =
            include_str!("../data/verbs.tsv").lines().filter(|l| !l.starts_with('#')).collect();
        assert!(rows.windows(2).all(|w| w[0] < w[1]), "sorted, each once");
        assert_eq!(super::VERBS.len(), rows.len());
    }
}
