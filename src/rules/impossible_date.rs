//! The rule `impossible-date`.

use crate::article::Article;
use crate::language::values::{DateExpression, Leaning, Measure};
use crate::rules::{Finding, Settings};
use crate::text::{BlockKind, Cover};

rule! {
    /// A weekday that does not fit its date, or a date that does not exist.
    ///
    /// A weekday beside a full date is checked against the calendar; a date without its year is that nearest to the day of
    /// publication, where front matter or a dateline tells it. A day that its month does not have is reported in any case. Left
    /// alone: what stands inside quotation marks.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Council sets date for the vote
    ///
    /// The vote will be held on Monday, March 3, 2020, the clerk said.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Council sets date for the vote
    ///
    /// The vote will be held on Tuesday, March 3, 2020, the clerk said.
    /// ```
    "impossible-date", Warning, check
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let quotations: Cover = article.quotations.iter().map(|q| q.span).collect();
    for placed in article.paragraphs.iter().filter(|p| p.kind != BlockKind::Boilerplate) {
        for value in &placed.passage().values {
            let Measure::Date(date) = &value.measure else { continue };
            let span = value.span.shift(placed.offset);
            if quotations.covers(span) {
                continue;
            }
            // Without a year, it is the one nearest to the day of publication.
            let nearest = || date.days(article.published, Leaning::Either).map(|days| days.first.year());
            let year = date.year.or_else(|| date.weekday.and(date.day).and_then(|_| nearest()));
            if let Some(message) = mistake(&DateExpression { year, ..date.clone() }) {
                findings.push(Finding::new(RULE.name, span, message));
            }
        }
    }
}

fn mistake(date: &DateExpression) -> Option<String> {
    let named = |list: &[&'static str], number: i8| {
        usize::try_from(number).ok().and_then(|n| list.get(n.checked_sub(1)?).copied())
    };
    if date.is_impossible() {
        let month = named(&MONTHS, date.month?)?;
        let year = date.year.map(|y| format!(" in {y}")).unwrap_or_default();
        return Some(format!("There is no {month} {}{year}", date.day?));
    }
    let (told, true_day) = (date.weekday?, date.true_weekday()?);
    if told == true_day {
        return None;
    }
    let (month, day, year) = (named(&MONTHS, date.month?)?, date.day?, date.year?);
    Some(format!(
        "{month} {day}, {year}, is a {}, not a {}",
        named(&WEEKDAYS, true_day)?,
        named(&WEEKDAYS, told)?
    ))
}
