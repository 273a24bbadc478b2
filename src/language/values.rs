//! Values: numbers, counts, money, percentages, ages, durations, dates, normalized so that they can be compared.

use crate::text::Span;
use std::ops::Range;

/// How exactly a value is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The value itself: "24".
    #[default]
    Exact,
    /// "about", "some", "roughly", and round words ("dozens", "hundreds").
    About,
    /// "at least", "24 or more".
    AtLeast,
    /// "at most", "up to".
    AtMost,
    /// "more than", "over".
    MoreThan,
    /// "fewer than", "under".
    LessThan,
    /// "nearly", "almost".
    Nearly,
}

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// A bare number.
    Number,
    /// A count of something: the token index of the noun ("24 *people*").
    Count {
        /// Head of the counted noun phrase.
        noun: usize,
    },
    /// Per cent.
    Percent,
    /// Money: ISO 4217 code where known, else the sign as written.
    Money {
        /// "USD".
        currency: String,
    },
    /// An ordinal: "third".
    Ordinal,
    /// An age in years.
    Age,
    /// A duration in days.
    Duration,
    /// A physical quantity: the unit in its base form ("kilometre", "tonne").
    Quantity {
        /// The unit.
        unit: String,
    },
    /// A calendar expression; `low` and `high` are not used.
    Date(DateExpression),
}

/// A date as far as the words give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateExpression {
    /// Year.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month, 1 to 31.
    pub day: Option<i8>,
    /// Weekday, Monday = 1 to Sunday = 7.
    pub weekday: Option<i8>,
    /// Days from the day of publication: "yesterday" is -1.
    pub relative_days: Option<i32>,
}

/// One value in a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Where, with its bound words and unit.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What is measured.
    pub measure: Measure,
    /// How exactly.
    pub bound: Bound,
    /// The value, or the lower end of a range.
    pub low: f64,
    /// The value, or the upper end of a range.
    pub high: f64,
}
