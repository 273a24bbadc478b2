//! Where named places lie, as far as a list tells: whether two names can be of one place, or one lie in the other.

use crate::article::Article;
use crate::article::entity::spelling;
use crate::rules::word_list::lines;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const PLACES: &str = include_str!("../data/places.tsv");

static SITES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    PLACES.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')).collect()
});

/// What a name can be, as the list writes it: "fr", "us-tx", "us-tx.".
pub(super) fn sites(name: &str) -> Option<&'static str> {
    // The list writes names without accents.
    let lower = if name.is_ascii() { name.to_lowercase() } else { spelling::fold(name) };
    SITES.get(lower.trim_start_matches("the ")).copied()
}

static TOWN_PARTS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/town_parts.txt")).collect());

/// Whether a name is one of a street, a building or a ground, which lie in some town: Mill Road.
pub(super) fn is_in_a_town(name: &str) -> bool {
    name.rsplit_once(' ').is_some_and(|(_, last)| TOWN_PARTS.contains(last.to_lowercase().as_str()))
}

/// Whether a name can be one of a country, or of a part of one that has a side of its own, as England has.
pub(super) fn is_country(name: &str) -> bool {
    let country = |site: &str| !site.ends_with('.') && (!site.contains('-') || site.starts_with("gb-"));
    sites(name).is_some_and(|sites| sites.split(',').any(country))
}

/// Whether two names of the list cannot be of places that are one or lie in each other.
pub(super) fn are_apart(a: &str, b: &str) -> bool {
    if a.eq_ignore_ascii_case(b) {
        return false;
    }
    let (Some(a), Some(b)) = (sites(a), sites(b)) else { return false };
    !a.split(',').any(|a| b.split(',').any(|b| can_meet(a, b)))
}

/// A place with the preposition that puts something there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) name: String,
    by: By,
}

/// What kind of place a preposition brings in: a town, a ground, a street.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    In,
    At,
    On,
    Other,
}

static REGIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/regions.txt")).collect());

impl Spot {
    /// The place of this name behind a preposition (lemma).
    pub(super) fn new(name: String, preposition: &str) -> Self {
        let by = match preposition.to_lowercase().as_str() {
            "in" => By::In,
            "at" => By::At,
            "on" => By::On,
            _ => By::Other,
        };
        Self { name, by }
    }

    /// Whether nothing can be at both. Two that no list knows are two towns, two grounds or two streets.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        let within = self.name.contains(&other.name) || other.name.contains(&self.name);
        let two = self.by == other.by && self.by != By::Other && !within;
        are_apart(&self.name, &other.name) || two && self.is_unknown() && other.is_unknown()
    }

    /// Whether no list tells where it lies.
    pub(super) fn is_unknown(&self) -> bool {
        let last = self.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        sites(&self.name).is_none() && !REGIONS.contains(last.as_str())
    }
}

/// Whether a paragraph that names one of two places names the other too: of two that nobody knows one may lie in the other. Each is
/// given with its paragraph.
pub(super) fn are_named_together(article: &Article, a: (usize, &str), b: (usize, &str)) -> bool {
    let names = |paragraph: usize, name: &str| {
        let text = article.paragraphs.get(paragraph).map(|p| spelling::fold(p.passage().text()));
        text.is_none_or(|text| text.contains(&spelling::fold(name)))
    };
    names(a.0, b.1) || names(b.0, a.1)
}

/// Whether one site is the other or holds it: a country its cities and states, a state its cities.
fn can_meet(a: &str, b: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        !outer.ends_with('.')
            && inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
    };
    // A town of which the list tells only the country can lie in any part of it.
    let somewhere = |town: &str, part: &str| {
        town.strip_suffix('.').is_some_and(|country| {
            !country.contains('-')
                && part
                    .strip_prefix(country)
                    .is_some_and(|rest| rest.starts_with('-') && !rest.ends_with('.'))
        })
    };
    within(a, b) || within(b, a) || somewhere(a, b) || somewhere(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        let names: Vec<_> =
            PLACES.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').next()).collect();
        assert!(names.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn countries_have_sides() {
        assert!(is_country("England") && is_country("Peru"));
        assert!(!is_country("Houston") && !is_country("Texas") && !is_country("Elstow"));
    }

    #[test]
    fn cities_are_apart_and_lie_in_their_countries() {
        assert!(
            are_apart("Sochi", "Kazan")
                && are_apart("Texas", "California")
                && are_apart("Switzerland", "Nairobi")
        );
        assert!(
            !are_apart("Sochi", "Russia")
                && !are_apart("Houston", "Texas")
                && !are_apart("Texas", "United States")
        );
        assert!(
            are_apart("Houston", "California")
                && !are_apart("Springfield", "Ohio")
                && !are_apart("Elstow", "Ohio")
        );
        assert!(!are_apart("Swansea", "Wales") && are_apart("Wales", "Scotland"));
    }
}
