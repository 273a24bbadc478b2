//! Dates as newspapers write them: "March 3, 2024", "3 March", "2024-03-03", "on Monday", "yesterday", "in 2015".

use crate::language::values::lexicon::Unit;
use crate::language::values::lexicon::{CalendarWord, calendar};
use crate::language::values::number::lower;
use crate::language::values::{CalendarUnit, DateExpression, Measure, Value};
use crate::language::{Bound, Passage, Relation, Tag};
use std::ops::Range;

/// The date that begins at token `at`, within `end`.
pub(super) fn read(passage: &Passage, at: usize, end: usize) -> Option<Value> {
    let mut date = DateExpression::default();
    let capital = passage.word(at).starts_with(char::is_uppercase);
    let mut to = at + 1;
    match calendar(&lower(passage, at)) {
        Some(CalendarWord::Weekday(weekday)) if capital && is_calendar(passage, at) => {
            date.weekday = Some(weekday);
            let comma = usize::from(passage.word(to) == ",");
            if let Some((found, next)) = month_and_day(passage, to + comma, end) {
                date = DateExpression { weekday: date.weekday, ..found };
                to = next;
            }
        }
        Some(CalendarWord::Relative(days)) => date.relative_days = Some(days),
        _ => {
            if let Some(found) = iso(passage.word(at)) {
                date = found;
            } else if let Some(found) = relative(passage, at, end) {
                (date, to) = (found, at + 2);
            } else if let Some((found, next)) = month_and_day(passage, at, end) {
                (date, to) = (found, next);
            } else {
                let year =
                    year_of(passage, at).filter(|_| follows_in(passage, at) || names_one(passage, at))?;
                date.year = Some(year);
            }
        }
    }
    if date.day.is_none() && date.year.is_none() && (date.weekday.is_some() || date.month.is_some()) {
        date.which = at.checked_sub(1).and_then(|before| which(&lower(passage, before)));
    }
    let tokens: Range<usize> = at..to.min(end);
    Some(Value {
        span: passage.span_of(tokens.clone()),
        tokens,
        measure: Measure::Date(date),
        bound: Bound::Exact,
        low: 0.0,
        high: 0.0,
    })
}

/// The date of so many units before publication: "two weeks ago".
pub(super) fn ago(count: f64, unit: Unit) -> Option<DateExpression> {
    let mut date = DateExpression::default();
    let days = count * unit.factor;
    if unit.factor < 1.0 || days > 1e6 {
        return None;
    }
    // Halves and large units are rounded to what they are made of.
    let whole = |per: f64| -((days / per).round() as i32);
    match unit.factor {
        f if f < 7.0 => date.relative_days = Some(whole(1.0)),
        f if f < 30.0 => date.relative = Some((CalendarUnit::Week, whole(7.0))),
        f if f < 365.0 => date.relative = Some((CalendarUnit::Month, whole(30.4375))),
        _ => date.relative = Some((CalendarUnit::Year, whole(365.25))),
    }
    Some(date)
}

/// "last year", "this month", "next week".
fn relative(passage: &Passage, at: usize, end: usize) -> Option<DateExpression> {
    let unit = match lower(passage, at + 1).as_str() {
        "week" => CalendarUnit::Week,
        "month" => CalendarUnit::Month,
        "year" => CalendarUnit::Year,
        _ => return None,
    };
    let which = which(&lower(passage, at)).filter(|_| at + 1 < end)?;
    // "the last year of the war", "next year's budget" is still next year.
    let the = at > 0 && lower(passage, at - 1) == "the";
    (!the).then(|| DateExpression { relative: Some((unit, i32::from(which))), ..DateExpression::default() })
}

fn which(word: &str) -> Option<i8> {
    match word {
        "last" => Some(-1),
        "this" => Some(0),
        "next" => Some(1),
        _ => None,
    }
}

/// Whether a year in front of a noun in the singular tells which one: "the 1987 referendum". So many of something are
/// plural.
fn names_one(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.tokens.get(at) else { return false };
    let head = token.head.map(|h| h as usize).filter(|&h| h > at && h <= at + 3);
    let modifies = matches!(token.relation, Relation::Nummod | Relation::Compound | Relation::Amod);
    modifies && head.and_then(|h| passage.tokens.get(h)).is_some_and(|h| h.tag == Tag::Nn)
}

/// Whether a word of the calendar is one here, and not a name or the beginning of one: "Sun", "Mar", "May said".
fn is_calendar(passage: &Passage, at: usize) -> bool {
    let word = passage.word(at);
    // The one month that is as short as a short form; it is a surname too.
    let may =
        word == "May" && !passage.names.iter().any(|n| passage.word(n.tokens.end.saturating_sub(1)) == "May");
    let short = word.trim_end_matches('.').len() <= 3 && !may;
    (!short || word.ends_with('.') || day_of(passage, at + 1).is_some())
        && !passage.names.iter().any(|n| n.tokens.len() > 1 && n.tokens.contains(&at))
}

/// "March 3, 2024", "March 2024", "3 March 2024", "the 3rd of March": the date and the token after it.
fn month_and_day(passage: &Passage, at: usize, end: usize) -> Option<(DateExpression, usize)> {
    let month_at = |token: usize| match calendar(&lower(passage, token)) {
        Some(CalendarWord::Month(month))
            if token < end && passage.word(token).starts_with(char::is_uppercase) =>
        {
            Some(month)
        }
        _ => None,
    };
    let mut date = DateExpression::default();
    let mut to;
    if let Some(month) = month_at(at) {
        date.month = Some(month);
        to = at + 1;
        if let Some(day) = day_of(passage, to).filter(|_| to < end) {
            date.day = Some(day);
            to += 1;
        }
    } else {
        date.day = Some(day_of(passage, at)?);
        let of = usize::from(lower(passage, at + 1) == "of");
        date.month = Some(month_at(at + 1 + of)?);
        to = at + 2 + of;
    }
    let comma = usize::from(date.day.is_some() && passage.word(to) == ",");
    if let Some(year) = year_of(passage, to + comma).filter(|_| to + comma < end) {
        date.year = Some(year);
        to += comma + 1;
    }
    // A month by itself may be a name or a verb: it takes a preposition before it.
    let bare = date.day.is_none() && date.year.is_none();
    (!bare || (follows_in(passage, at) && is_calendar(passage, at))).then_some((date, to))
}

fn follows_in(passage: &Passage, at: usize) -> bool {
    at > 0
        && matches!(
            lower(passage, at - 1).as_str(),
            "in" | "since"
                | "until"
                | "by"
                | "of"
                | "during"
                | "last"
                | "next"
                | "this"
                | "early"
                | "late"
                | "mid"
                | "from"
        )
}

/// A day of a month: "3", "3rd", "31" (and, so that wrong dates are seen, whatever has two digits).
fn day_of(passage: &Passage, at: usize) -> Option<i8> {
    let word = passage.word(at);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..).unwrap_or("");
    let day: i8 = digits.parse().ok()?;
    (digits.len() <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th") && (1..=39).contains(&day))
        .then_some(day)
}

fn year_of(passage: &Passage, at: usize) -> Option<i16> {
    let word = passage.word(at);
    let year: i16 = word.parse().ok()?;
    (word.len() == 4 && (1000..=2199).contains(&year)).then_some(year)
}

fn iso(word: &str) -> Option<DateExpression> {
    let mut parts = word.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    Some(DateExpression {
        year: year.parse().ok(),
        month: month.parse().ok(),
        day: day.parse().ok(),
        ..DateExpression::default()
    })
}
