//! Values: numbers, counts, money, percentages, ages, durations, dates, normalized so that they can be compared.

mod calendar;
mod date;
mod fraction;
mod lexicon;
mod number;
mod reader;

use crate::text::Span;
use std::ops::Range;

pub use calendar::{CalendarUnit, DaySpan, Leaning};
pub use lexicon::month;
pub(crate) use reader::read;

/// Whether a word as such is the name of a month or weekday, or "today" and its like.
pub(crate) fn is_calendar(word: &str) -> bool {
    lexicon::calendar(&word.to_lowercase()).is_some()
}

/// The number that one word tells, in digits or letters: "six", "12", "twenty-four".
pub(crate) fn number_word(word: &str) -> Option<f64> {
    let lower = word.to_lowercase();
    number::in_digits(&lower).or_else(|| number::in_letters(&lower))
}

/// The number that one word names by itself, in digits or letters: "18", "six". `None` for any other word and for scales
/// ("million").
pub fn small_number(word: &str) -> Option<f64> {
    let lower = word.to_lowercase();
    number::in_digits(&lower).or_else(|| match lexicon::numeral(&lower)? {
        (value, lexicon::NumeralClass::Unit | lexicon::NumeralClass::Ten) => Some(value),
        _ => None,
    })
}

/// The place that an ordinal names: 3 for "third" and "3rd". `None` for any other word. Lower case.
pub fn ordinal(word: &str) -> Option<f64> {
    let digits = || ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    lexicon::ordinal(word).or_else(|| digits()?.parse::<u16>().ok().map(f64::from))
}

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
    /// Weeks, months or years from that of publication: "last year" and "a year ago" are -1 year.
    pub relative: Option<(CalendarUnit, i32)>,
    /// Which of the weekdays or months of this name: last -1, this 0, next 1.
    pub which: Option<i8>,
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

impl DateExpression {
    /// Whether the words name a full date that does not exist, such as April 31 or February 29 of a common year. A date
    /// without its year exists where it does in some year.
    pub fn is_impossible(&self) -> bool {
        let (Some(month), Some(day)) = (self.month, self.day) else { return false };
        // 2024 is a leap year: the most lenient one.
        jiff::civil::Date::new(self.year.unwrap_or(2024), month, day).is_err()
    }

    /// The weekday of a full date (Monday 1 to Sunday 7); `None` where the year is not told.
    pub fn true_weekday(&self) -> Option<i8> {
        let date = jiff::civil::Date::new(self.year?, self.month?, self.day?).ok()?;
        Some(date.weekday().to_monday_one_offset())
    }
}

/// The days of units that are told in round numbers: a year, a month.
const LONG_UNITS: [f64; 2] = [365.25, 30.4375];

impl Value {
    /// The least and the greatest amount that the words allow, with what they leave open: "about 200" may be 190, "at least
    /// 24" anything above.
    pub fn bounds(&self) -> (f64, f64) {
        let slack = |share: f64| (self.low - self.low.abs() * share, self.high + self.high.abs() * share);
        match self.bound {
            Bound::Exact => (self.low, self.high),
            Bound::About => slack(0.25),
            Bound::Nearly => (self.low * 0.85, self.high),
            Bound::AtLeast | Bound::MoreThan => (self.low, f64::INFINITY),
            Bound::AtMost | Bound::LessThan => (f64::NEG_INFINITY, self.high),
        }
    }

    /// Whether both can be true of one thing: their bounds meet, or one is the other rounded to its own digits.
    pub fn agrees_with(&self, other: &Value) -> bool {
        let (a, b) = (self.bounds(), other.bounds());
        let meet = a.0 <= b.1 && b.0 <= a.1;
        let rounded = |rough: f64, fine: f64| {
            let mut step = 1.0;
            while step * 10.0 <= rough.abs() && rough % (step * 10.0) == 0.0 {
                step *= 10.0;
            }
            step >= 10.0 && (rough - fine).abs() <= step / 2.0
        };
        // "64 days" are two months.
        let lasting = self.measure == Measure::Duration && other.measure == Measure::Duration;
        let in_units = |rough: f64, fine: f64| {
            let unit = LONG_UNITS.into_iter().find(|unit| rough >= *unit && (rough / unit).fract() < 1e-6);
            lasting && unit.is_some_and(|unit| (rough - fine).abs() <= unit / 3.0)
        };
        meet || [(self.low, other.low), (other.low, self.low)]
            .into_iter()
            .any(|(rough, fine)| rounded(rough, fine) || in_units(rough, fine))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Register, read};

    /// Every value of a sentence as "words = what it is".
    fn values(text: &str) -> Vec<String> {
        let passage = read(text, Register::Prose);
        let shown = |v: &Value| {
            let what = match &v.measure {
                Measure::Number => "number".to_owned(),
                Measure::Count { noun } => passage.lemma(*noun).to_owned(),
                Measure::Percent => "percent".to_owned(),
                Measure::Money { currency } => currency.clone(),
                Measure::Ordinal => "ordinal".to_owned(),
                Measure::Age => "age".to_owned(),
                Measure::Duration => "days".to_owned(),
                Measure::Quantity { unit } => unit.clone(),
                Measure::Date(d) => {
                    let part =
                        |name: &str, n: Option<i32>| n.map(|n| format!(" {name}{n}")).unwrap_or_default();
                    let unit = d.relative.map(|(unit, n)| format!(" {n}{unit:?}").to_lowercase());
                    return format!(
                        "{} = {}date{}{}{}{}{}{}{}",
                        v.span.of(text),
                        if v.bound == Bound::About { "~" } else { "" },
                        part("y", d.year.map(i32::from)),
                        part("m", d.month.map(i32::from)),
                        part("d", d.day.map(i32::from)),
                        part("w", d.weekday.map(i32::from)),
                        part("r", d.relative_days),
                        unit.unwrap_or_default(),
                        part("which", d.which.map(i32::from))
                    );
                }
            };
            let bound = match v.bound {
                Bound::Exact => "",
                Bound::About => "~",
                Bound::AtLeast => ">=",
                Bound::AtMost => "<=",
                Bound::MoreThan => ">",
                Bound::LessThan => "<",
                Bound::Nearly => "<~",
            };
            let amount = if v.low == v.high { v.low.to_string() } else { format!("{}..{}", v.low, v.high) };
            format!("{} = {bound}{amount} {what}", v.span.of(text))
        };
        passage.values.iter().map(shown).collect()
    }

    #[test]
    fn the_values_of_every_case_are_read() {
        for line in include_str!("values/cases.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let (text, wanted) = line.split_once("  ").unwrap_or((line, ""));
            let wanted: Vec<&str> = wanted.split("; ").filter(|w| !w.is_empty()).collect();
            assert_eq!(values(text), wanted, "{text}");
        }
    }

    #[test]
    fn bounds_and_rounding_decide_what_agrees() {
        let first = |text: &str| read(text, Register::Prose).values.swap_remove(0);
        for (a, b, both) in [
            ("24 people died.", "31 people died.", false),
            ("At least 24 people died.", "31 people died.", true),
            ("About 200 people came.", "198 people came.", true),
            ("More than 40 people came.", "30 people came.", false),
            ("Two dozen people came.", "24 people came.", true),
            ("1.2 million people came.", "1,200,000 people came.", true),
            ("1,200 people came.", "1,187 people came.", true),
        ] {
            assert_eq!(first(a).agrees_with(&first(b)), both, "{a} / {b}");
        }
    }
}
