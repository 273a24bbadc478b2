//! Attributions through the product, on PolNeAR's development articles.

use super::page::{Page, inside, marked};
use super::{Figure, Overlap, at_least, at_most};
use regex::Regex;
use std::collections::HashSet;
use std::path::Path;

/// Source, cue and content of one attribution, in words.
type Roles = [HashSet<usize>; 3];

/// The rules that speak of two places that do not agree.
pub(super) const CONTRADICTING: [&str; 6] = [
    "contradiction",
    "headline-mismatch",
    "arithmetic",
    "impossible-date",
    "inconsistent-name",
    "conflicting-accounts",
];

/// F1 over the words of each role and over whole attributions: one is found when half of its content is (Jaccard) and
/// its source is touched. And how often the rules that compare places speak up in these edited articles.
pub(super) fn measure(data: &Path) -> std::io::Result<Vec<Figure>> {
    let pattern = Regex::new(r"\w+(?:['’]\w+)?").map_err(std::io::Error::other)?;
    let (mut roles, mut relations) = ([Overlap::default(); 3], Overlap::default());
    let (mut articles, mut findings) = (0, 0);
    for page in Page::all(&data.join("polnear.dev.jsonl"))? {
        let words = page.words(&pattern);
        let gold: Vec<Roles> = page.row["attributions"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|a| ["source", "cue", "content"].map(|role| inside(&words, &marked(&a[role]))))
            .collect();
        let found: Vec<Roles> = page
            .article
            .attributions
            .iter()
            .map(|a| [&a.source, &a.cue, &a.content].map(|spans| inside(&words, &page.ranges(spans))))
            .collect();
        for (role, overlap) in roles.iter_mut().enumerate() {
            let all = |list: &[Roles]| list.iter().flat_map(|a| &a[role]).copied().collect::<HashSet<_>>();
            overlap.add(&all(&gold), &all(&found));
        }
        relate(&gold, &found, &mut relations);
        articles += 1;
        findings += page.findings.iter().filter(|f| CONTRADICTING.contains(&f.rule)).count();
    }
    Ok(vec![
        at_least("attributions, words of contents, F1", roles[2].f1(), 0.86),
        at_least("attributions, words of sources, F1", roles[0].f1(), 0.75),
        at_least("attributions, words of cues, F1", roles[1].f1(), 0.66),
        at_least("attributions, whole, F1", relations.f1(), 0.62),
        at_most("contradictions in edited articles, each", findings as f64 / f64::from(articles.max(1)), 0.1),
    ])
}

/// Pairs each marked attribution that has a content with the found one whose content is nearest.
fn relate(gold: &[Roles], found: &[Roles], relations: &mut Overlap) {
    let mut used = HashSet::new();
    for marked in gold.iter().filter(|a| !a[2].is_empty()) {
        relations.gold += 1;
        let near = |own: &Roles| {
            let both = marked[2].intersection(&own[2]).count();
            both as f64 / marked[2].union(&own[2]).count().max(1) as f64
        };
        let mut best: Option<(f64, usize)> = None;
        for (at, own) in found.iter().enumerate().filter(|(at, _)| !used.contains(at)) {
            let touched = marked[0].is_empty() || !marked[0].is_disjoint(&own[0]);
            if touched && near(own) >= 0.5 && best.is_none_or(|(nearness, _)| near(own) > nearness) {
                best = Some((near(own), at));
            }
        }
        if let Some((_, at)) = best {
            used.insert(at);
            relations.both += 1;
            relations.found += 1;
        }
    }
    let unused = |(at, own): &(usize, &Roles)| !own[2].is_empty() && !used.contains(at);
    relations.found += found.iter().enumerate().filter(unused).count();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_found_attribution_answers_for_one_marked_one() {
        let roles = |source: &[usize], content: &[usize]| -> Roles {
            [source.iter().copied().collect(), HashSet::new(), content.iter().copied().collect()]
        };
        let gold = [roles(&[1], &[3, 4, 5]), roles(&[1], &[3, 4]), roles(&[9], &[])];
        let found = [roles(&[1], &[3, 4, 5]), roles(&[], &[3, 4]), roles(&[7], &[])];
        let mut relations = Overlap::default();
        relate(&gold, &found, &mut relations);
        // The second found one has no source, so it answers for nothing; contents that are empty do not count.
        assert_eq!((relations.both, relations.gold, relations.found), (1, 2, 2));
    }
}
