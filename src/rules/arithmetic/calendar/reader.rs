//! Reads when in a month something is: on 14 June, on the last Sunday of June, in early June, on Christmas Eve.

use crate::language::Measure;
use crate::language::values::{DateExpression, Value, month as month_number, ordinal};
use crate::rules::arithmetic::Here;
use crate::rules::arithmetic::calendar::When;
use crate::rules::arithmetic::calendar::event::Event;
use crate::rules::contradiction::is_of_other_event;
use crate::rules::word_list::lines;
use jiff::civil::Date;
use std::ops::Range;
use std::sync::LazyLock;

/// Days that have a name: the words, month and day.
static HOLIDAYS: LazyLock<Vec<(Vec<&'static str>, i8, i8)>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/holidays.tsv"));
    rows.filter_map(|row| {
        let mut columns = row.split('\t');
        let (name, month, day) = (columns.next()?, columns.next()?, columns.next()?);
        Some((name.split(' ').collect(), month.parse().ok()?, day.parse().ok()?))
    })
    .collect()
});

/// Which one of a month.
#[derive(Clone, Copy)]
enum Nth {
    Number(i8),
    Last,
}

/// Time in a month as words tell it.
struct Words {
    month: i8,
    days: (i8, i8),
    year: Option<i16>,
    tokens: Range<usize>,
}

/// Whether a sentence tells when in a month something is in other words than by a date.
pub(super) fn has_words(here: &Here<'_>) -> bool {
    here.sentence.tokens.clone().any(|t| words(here, t, None).is_some())
}

/// Every time in a month that a sentence tells.
pub(super) fn whens<'a>(here: &Here<'a>, published: Option<Date>) -> Vec<When<'a>> {
    if is_of_another_year(here) {
        return Vec::new();
    }
    let make = |words: Words, date: bool| {
        let before = here.lower(words.tokens.start.wrapping_sub(1));
        // "Until 14 June", "by the end of June": not when it is.
        let open = matches!(
            before.as_str(),
            "until"
                | "till"
                | "by"
                | "since"
                | "from"
                | "to"
                | "before"
                | "after"
                | "between"
                | "and"
                | "or"
                | "through"
        );
        let event = Event::before(here, &words.tokens).filter(|_| !open)?;
        Some(When {
            month: words.month,
            days: words.days,
            year: words.year,
            date,
            event,
            span: here.passage.span_of(words.tokens).shift(here.placed.offset),
            place: (here.paragraph, here.number),
        })
    };
    let told =
        here.sentence.tokens.clone().filter_map(|t| words(here, t, published)).filter_map(|w| make(w, false));
    let dates = here.values.iter().filter_map(date).filter_map(|w| make(w, true));
    told.chain(dates).collect()
}

/// Whether a sentence tells of another year, or of every one: last year, each year.
fn is_of_another_year(here: &Here<'_>) -> bool {
    here.sentence.tokens.clone().any(|t| {
        let of =
            matches!(here.lower(t.wrapping_sub(1)).as_str(), "last" | "previous" | "next" | "every" | "each");
        let word = here.lower(t);
        let other = is_of_other_event(&word)
            && ordinal(&word).is_none()
            && !matches!(word.as_str(), "per" | "later" | "other" | "others" | "rest");
        other
            || here.lemma(t) == "year" && of
            || matches!(here.lower(t).as_str(), "usually" | "traditionally" | "always" | "originally")
    })
}

/// A date with its day: 14 June.
fn date(value: &Value) -> Option<Words> {
    match &value.measure {
        Measure::Date(DateExpression { month: Some(month), day: Some(day), year, .. }) => {
            Some(Words { month: *month, days: (*day, *day), year: *year, tokens: value.tokens.clone() })
        }
        _ => None,
    }
}

/// The month that a value names alone, with its year.
fn month_at(here: &Here<'_>, token: usize) -> Option<(i8, Option<i16>, usize)> {
    let value = here.value_at(token)?;
    match &value.measure {
        Measure::Date(DateExpression { month: Some(month), day: None, year, .. }) => {
            Some((*month, *year, value.tokens.end))
        }
        _ => None,
    }
}

/// What begins at a token: the last Sunday of June, early June, the end of June, Christmas Eve.
fn words(here: &Here<'_>, token: usize, published: Option<Date>) -> Option<Words> {
    holiday(here, token)
        .or_else(|| weekday(here, token, published))
        .or_else(|| stretch(here, token))
        .or_else(|| edge(here, token))
}

fn nth(word: &str) -> Option<Nth> {
    match word {
        "last" | "final" => Some(Nth::Last),
        _ => ordinal(word).filter(|n| (1.0..=5.0).contains(n)).map(|n| Nth::Number(n as i8)),
    }
}

/// "The last Sunday of June", "the first Monday in May 2021".
fn weekday(here: &Here<'_>, token: usize, published: Option<Date>) -> Option<Words> {
    let which = nth(&here.lower(token))?;
    let value = here.value_at(token + 1)?;
    let weekday = match &value.measure {
        Measure::Date(DateExpression { weekday: Some(weekday), month: None, .. }) => *weekday,
        _ => return None,
    };
    let of = value.tokens.end;
    matches!(here.lower(of).as_str(), "of" | "in").then_some(())?;
    let (month, year, end) = month_at(here, of + 1)?;
    let year_told = year.or(published.map(|day| day.year()));
    let exact = year_told.and_then(|year| day_of(which, weekday, month, year));
    // What is told in December of a day in January is of the next year: in doubt any year will do.
    let near = published.is_none_or(|day| (month - day.month()).abs() <= 6) || year.is_some();
    let days = match exact.filter(|_| near) {
        Some(day) => (day, day),
        None => match which {
            Nth::Number(n) => (7 * (n - 1) + 1, 7 * n),
            Nth::Last => (22, 31),
        },
    };
    let the = usize::from(here.lower(token.wrapping_sub(1)) == "the");
    Some(Words { month, days, year, tokens: token - the..end })
}

/// The day of the so-many-th weekday of a month.
fn day_of(which: Nth, weekday: i8, month: i8, year: i16) -> Option<i8> {
    let first = Date::new(year, month, 1).ok()?;
    let ahead = (weekday - first.weekday().to_monday_one_offset()).rem_euclid(7);
    let days: Vec<i8> =
        (0..5).map(|week| 1 + ahead + 7 * week).filter(|&day| day <= first.days_in_month()).collect();
    match which {
        Nth::Number(n) => days.get(usize::try_from(n - 1).ok()?).copied(),
        Nth::Last => days.last().copied(),
    }
}

/// "Early June", "late June", "mid-June".
fn stretch(here: &Here<'_>, token: usize) -> Option<Words> {
    let word = here.lower(token);
    if let Some(month) = word.strip_prefix("mid-") {
        let month = month_number(month)?;
        return Some(Words { month, days: (9, 22), year: None, tokens: token..token + 1 });
    }
    let days = match word.as_str() {
        "early" => (1, 13),
        "late" => (18, 31),
        "mid" => (9, 22),
        _ => return None,
    };
    let hyphen = usize::from(here.lower(token + 1) == "-");
    let (month, year, end) = month_at(here, token + 1 + hyphen)?;
    Some(Words { month, days, year, tokens: token..end })
}

/// "The end of June", "the first week of June", "the second half of June".
fn edge(here: &Here<'_>, token: usize) -> Option<Words> {
    matches!(here.lower(token).as_str(), "the").then_some(())?;
    let (days, of) = match here.lower(token + 1).as_str() {
        "beginning" | "start" => ((1, 10), token + 2),
        "middle" => ((9, 22), token + 2),
        "end" => ((20, 31), token + 2),
        word => match (nth(word)?, here.lower(token + 2).as_str()) {
            (Nth::Number(n), "week") if n <= 4 => (((7 * (n - 1) - 1).max(1), 7 * n + 3), token + 3),
            (Nth::Last, "week") => ((20, 31), token + 3),
            (Nth::Number(1), "half") => ((1, 16), token + 3),
            (Nth::Number(2), "half") => ((14, 31), token + 3),
            (Nth::Number(1), "day") => ((1, 1), token + 3),
            (Nth::Last, "day") => ((28, 31), token + 3),
            _ => return None,
        },
    };
    matches!(here.lower(of).as_str(), "of" | "in").then_some(())?;
    let (month, year, end) = month_at(here, of + 1)?;
    Some(Words { month, days, year, tokens: token..end })
}

/// "Christmas Eve", "St Patrick's Day".
fn holiday(here: &Here<'_>, token: usize) -> Option<Words> {
    here.passage.word(token).starts_with(char::is_uppercase).then_some(())?;
    let first = here.lower(token);
    HOLIDAYS.iter().find_map(|(name, month, day)| {
        // The ending of the possessor is a token of its own.
        let mut at = token;
        let mut glued = String::new();
        for word in name {
            glued.clear();
            while glued.len() < word.len() {
                let next = here.lower(at).replace('’', "'").replace('.', "");
                if next.is_empty() || !word.starts_with(&format!("{glued}{next}")) {
                    return None;
                }
                glued.push_str(&next);
                at += 1;
            }
        }
        let fits = !first.is_empty() && at > token;
        fits.then_some(Words { month: *month, days: (*day, *day), year: None, tokens: token..at })
    })
}
