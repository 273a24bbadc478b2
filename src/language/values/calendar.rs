//! Which days of the calendar the words of a date mean. Comes in: a [`DateExpression`] and the day an article was published.
//! Goes out: the first and the last day they can mean.
//!
//! News names days from where it stands: "on Monday" is the last one where something happened and the next one where it
//! is to happen (Associated Press Stylebook, *days of the week*: a weekday stands for a day within seven of publication).

use crate::language::values::{DateExpression, Measure, Value};
use jiff::Span;
use jiff::civil::Date;

/// A span of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalendarUnit {
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// To which side of the day of publication a date lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Leaning {
    /// It happened.
    Past,
    /// It is to happen.
    Future,
    /// Nothing tells.
    #[default]
    Either,
}

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DaySpan {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl DaySpan {
    fn of(day: Date) -> Self {
        Self { first: day, last: day }
    }

    fn month(day: Date) -> Self {
        Self { first: day.first_of_month(), last: day.last_of_month() }
    }

    fn year(day: Date) -> Self {
        Self { first: day.first_of_year(), last: day.last_of_year() }
    }

    /// Whether some day lies in both.
    pub fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// How many days lie from one to the other where they do not meet; 0 where they do.
    pub fn gap(self, other: Self) -> i32 {
        if self.meets(other) {
            return 0;
        }
        let (earlier, later) = if self.last < other.first { (self, other) } else { (other, self) };
        earlier.last.until(later.first).map_or(0, |span| span.get_days())
    }
}

impl DateExpression {
    /// The days that the words mean. `published` is needed for all but dates with a year.
    pub fn days(&self, published: Option<Date>, leaning: Leaning) -> Option<DaySpan> {
        if let Some(year) = self.year {
            let Some(month) = self.month else {
                return Some(DaySpan::year(Date::new(year, 1, 1).ok()?));
            };
            return match self.day {
                Some(day) => Some(DaySpan::of(Date::new(year, month, day).ok()?)),
                None => Some(DaySpan::month(Date::new(year, month, 1).ok()?)),
            };
        }
        let today = published?;
        let add = |day: Date, span: Span| day.checked_add(span).ok();
        if let Some(days) = self.relative_days {
            return add(today, Span::new().try_days(days).ok()?).map(DaySpan::of);
        }
        if let Some((unit, count)) = self.relative {
            let count = i64::from(count);
            return match unit {
                CalendarUnit::Week => {
                    let back = i64::from(today.weekday().to_monday_zero_offset());
                    let first = add(today, Span::new().try_days(7 * count - back).ok()?)?;
                    Some(DaySpan { first, last: add(first, Span::new().try_days(6).ok()?)? })
                }
                CalendarUnit::Month => add(today, Span::new().try_months(count).ok()?).map(DaySpan::month),
                CalendarUnit::Year => add(today, Span::new().try_years(count).ok()?).map(DaySpan::year),
            };
        }
        let leaning = match self.which {
            Some(-1) => Leaning::Past,
            Some(1) => Leaning::Future,
            _ => leaning,
        };
        match (self.month, self.day, self.weekday) {
            (Some(month), day, _) => {
                let in_year = |years: i16| {
                    let first = Date::new(today.year() + years, month, day.unwrap_or(1)).ok()?;
                    Some(if day.is_some() { DaySpan::of(first) } else { DaySpan::month(first) })
                };
                nearest([-1, 0, 1].into_iter().filter_map(in_year), today, leaning)
            }
            (None, _, Some(weekday)) => {
                let ahead = i64::from((weekday - today.weekday().to_monday_one_offset()).rem_euclid(7));
                // "Last Monday" and "next Monday" are not today.
                let skips = self.which.is_some_and(|which| which != 0) && ahead == 0;
                let days = [ahead - 7, ahead, ahead + 7];
                let candidates = days.into_iter().filter(|&d| !(skips && d == 0));
                let spans =
                    candidates.filter_map(|d| add(today, Span::new().try_days(d).ok()?)).map(DaySpan::of);
                nearest(spans, today, leaning)
            }
            _ => None,
        }
    }
}

impl Value {
    /// The days that a date means; `None` for other values.
    pub fn days(&self, published: Option<Date>, leaning: Leaning) -> Option<DaySpan> {
        match &self.measure {
            Measure::Date(date) => date.days(published, leaning),
            _ => None,
        }
    }
}

/// The candidate nearest to `today` on the side that is asked for.
fn nearest(candidates: impl Iterator<Item = DaySpan>, today: Date, leaning: Leaning) -> Option<DaySpan> {
    let on_side = |span: &DaySpan| match leaning {
        Leaning::Past => span.first <= today,
        Leaning::Future => span.last >= today,
        Leaning::Either => true,
    };
    candidates.filter(on_side).min_by_key(|span| span.gap(DaySpan::of(today)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Register, read};

    /// The days that the first value of a sentence means, seen from Wednesday, 14 September 2016.
    fn days(text: &str, leaning: Leaning) -> String {
        let today = Date::new(2016, 9, 14).unwrap();
        let values = read(text, Register::Prose).values;
        let found = values.iter().find_map(|v| v.days(Some(today), leaning));
        found.map_or("nothing".into(), |d| {
            if d.first == d.last { d.first.to_string() } else { format!("{} to {}", d.first, d.last) }
        })
    }

    #[test]
    fn days_are_named_from_the_day_of_publication() {
        use Leaning::{Either, Future, Past};
        for (text, leaning, wanted) in [
            ("The mayor resigned on Monday.", Past, "2016-09-12"),
            ("The mayor will resign on Monday.", Future, "2016-09-19"),
            ("The mayor resigned on Wednesday.", Past, "2016-09-14"),
            ("The mayor resigned last Wednesday.", Past, "2016-09-07"),
            ("The mayor resigned yesterday.", Past, "2016-09-13"),
            ("The mayor resigned on March 3.", Past, "2016-03-03"),
            ("The mayor resigned on December 3.", Past, "2015-12-03"),
            ("The mayor will resign on January 9.", Future, "2017-01-09"),
            ("The mayor resigned in June.", Past, "2016-06-01 to 2016-06-30"),
            ("The mayor resigned in May.", Past, "2016-05-01 to 2016-05-31"),
            ("A plan by Theresa May failed. The speech of May was short.", Past, "nothing"),
            ("The mayor resigned last year.", Past, "2015-01-01 to 2015-12-31"),
            ("The mayor resigned last week.", Past, "2016-09-05 to 2016-09-11"),
            ("The mayor resigned two months ago.", Past, "2016-07-01 to 2016-07-31"),
            ("The mayor resigned ten years ago.", Past, "2006-01-01 to 2006-12-31"),
            ("The mayor resigned on March 3, 2012.", Either, "2012-03-03"),
            ("The mayor resigned in March 2012.", Either, "2012-03-01 to 2012-03-31"),
            ("The mayor resigned in 2012.", Either, "2012-01-01 to 2012-12-31"),
            ("The mayor resigned.", Either, "nothing"),
        ] {
            assert_eq!(days(text, leaning), wanted, "{text}");
        }
    }

    #[test]
    fn without_a_day_of_publication_only_full_dates_are_known() {
        let value = |text: &str| read(text, Register::Prose).values.swap_remove(0);
        assert_eq!(value("They met on Monday.").days(None, Leaning::Past), None);
        let span = value("They met in 2012.").days(None, Leaning::Past).unwrap();
        let other = value("They met in March 2013.").days(None, Leaning::Past).unwrap();
        assert!(!span.meets(other) && span.gap(other) == 60, "{}", span.gap(other));
    }
}
