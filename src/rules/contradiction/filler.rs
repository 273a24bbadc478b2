//! Elements of a statement that another can take the place of: amounts, places, dates; and which of them cannot both be there.

use crate::language::values::DateExpression;
use crate::language::{Measure, Value};
use crate::rules::contradiction::feature::Feature;
use crate::rules::contradiction::geography;
use crate::rules::contradiction::when;

/// An element that another can take the place of.
#[derive(Clone, Copy)]
pub(super) enum Filler<'a> {
    Amount(&'a Value),
    Place(&'a str),
    Date(&'a DateExpression),
    Feature(Feature),
}

impl<'a> Filler<'a> {
    /// The amount that it is.
    pub(super) fn amount(self) -> Option<&'a Value> {
        match self {
            Filler::Amount(value) => Some(value),
            _ => None,
        }
    }

    /// Whether two elements cannot both be in one place.
    pub(super) fn excludes(self, other: Filler<'_>) -> bool {
        match (self, other) {
            (Filler::Amount(a), Filler::Amount(b)) => {
                let unit = match (&a.measure, &b.measure) {
                    (Measure::Quantity { unit: a }, Measure::Quantity { unit: b }) => a == b,
                    (Measure::Money { currency: a }, Measure::Money { currency: b }) => a == b,
                    _ => true,
                };
                unit && !a.agrees_with(b)
            }
            (Filler::Place(a), Filler::Place(b)) => {
                // A name that the list does not have is of a small place: it may lie in a country or state, not in another town.
                let unknown = |name: &str| geography::sites(name).is_none();
                let small = |name: &str| {
                    geography::sites(name).is_none_or(|s| s.split(',').all(|s| s.ends_with('.')))
                };
                let parts = a.contains(b) || b.contains(a);
                // "In Mill Road", "in Harlow".
                let within = geography::is_in_a_town(a) != geography::is_in_a_town(b);
                geography::are_apart(a, b)
                    || !parts && !within && small(a) && small(b) && (unknown(a) || unknown(b))
            }
            (Filler::Date(a), Filler::Date(b)) => when::differ(a, b),
            (Filler::Feature(a), Filler::Feature(b)) => a.excludes(b),
            _ => false,
        }
    }

    /// How a conflict of two of this kind is told.
    pub(super) fn disagreement(self) -> &'static str {
        match self {
            Filler::Amount(_) => "the numbers do not agree",
            Filler::Place(_) => "the places do not agree",
            Filler::Date(_) => "the dates do not agree",
            Filler::Feature(feature) => feature.disagreement(),
        }
    }
}
