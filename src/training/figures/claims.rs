//! Claims that have lost their attribution, through the product: stripped statements should be flagged, sentences that
//! editors left in the paper's own voice should not.

use super::page::{Page, Range, marked, shared};
use super::{Figure, at_least, at_most};
use std::path::Path;

/// Recall, other flags per 1,000 words, and the area under the curve of the score.
pub(super) fn measure(data: &Path) -> std::io::Result<Vec<Figure>> {
    let (mut stripped, mut hit, mut others, mut words) = (0usize, 0usize, 0usize, 0usize);
    let (mut high, mut low) = (Vec::new(), Vec::new());
    for page in Page::all(&data.join("unattributed.dev.jsonl"))? {
        let flags: Vec<Range> = page
            .findings
            .iter()
            .filter(|f| f.rule == "unattributed-claim")
            .map(|f| page.range(f.span))
            .collect();
        let claims: Vec<(Range, f64)> =
            page.article.claims.iter().map(|c| (page.range(c.span), digits(c.needs_attribution))).collect();
        let score = |place: Range| {
            let most = |own: Range| 2 * shared(own, place) > (own.1 - own.0).min(place.1 - place.0);
            claims.iter().filter(|(own, _)| most(*own)).map(|(_, score)| *score).fold(0.0, f64::max)
        };
        let touches = |flag: &Range, places: &[Range]| places.iter().any(|&p| shared(*flag, p) > 0);
        let (gone, kept) = (marked(&page.row["stripped"]), marked(&page.row["kept"]));
        high.extend(gone.iter().map(|&place| score(place)));
        low.extend(kept.iter().map(|&place| score(place)));
        stripped += gone.len();
        let flagged = |places: &[Range]| places.iter().filter(|&p| touches(p, &flags)).count();
        hit += flagged(&gone);
        let elsewhere = flags.iter().filter(|f| !touches(f, &gone) && !touches(f, &kept)).count();
        others += flagged(&kept) + elsewhere;
        words += page.length();
    }
    Ok(vec![
        at_least("unattributed claims, recall", hit as f64 / stripped.max(1) as f64, 0.70),
        at_most(
            "unattributed claims, others per 1,000 words",
            1e3 * others as f64 / words.max(1) as f64,
            1.0,
        ),
        at_least("needs attribution, area under the curve", area(&high, &low), 0.90),
    ])
}

/// A score as `analyze` prints it.
fn digits(score: f32) -> f64 {
    (f64::from(score) * 1e4).round() / 1e4
}

/// The share of pairs in which the first list's score is the higher one; ties count half (Mann and Whitney 1947).
fn area(high: &[f64], low: &[f64]) -> f64 {
    let mut sorted = low.to_vec();
    sorted.sort_by(f64::total_cmp);
    let below = |score: f64| sorted.partition_point(|&s| s < score) + sorted.partition_point(|&s| s <= score);
    let won: usize = high.iter().map(|&score| below(score)).sum();
    won as f64 / 2.0 / (high.len() * low.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_counts_pairs_and_halves_ties() {
        assert_eq!(area(&[0.9, 0.5], &[0.5, 0.1]), 0.875);
        assert_eq!(area(&[0.1], &[0.9]), 0.0);
    }
}
