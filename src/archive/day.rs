//! Which day a statement speaks of: the one day that its sentence names, counted from the day of publication.

use crate::article::{Article, FactFrame, Modality};
use crate::language::values::DateExpression;
use crate::language::{Measure, Passage, Value};
use jiff::ToSpan;
use jiff::civil::Date;

/// The day of publication: what the archive says, else the front matter.
pub(super) fn published(article: &Article, given: Option<&str>) -> Option<Date> {
    let written = given.or(article.document.front_matter().date.as_deref())?;
    written.trim().trim_matches(['"', '\'']).get(..10)?.parse().ok()
}

/// The one day that the sentence of a frame names; `None` where it names none, several, or a longer time.
pub(super) fn of(passage: &Passage, frame: &FactFrame, published: Option<Date>) -> Option<Date> {
    let sentence = passage.sentences.get(frame.sentence)?;
    let inside = |v: &&Value| sentence.tokens.contains(&v.tokens.start);
    let mut dates = passage.values.iter().filter(inside).filter_map(|v| match &v.measure {
        Measure::Date(date) => Some(date),
        _ => None,
    });
    let date = dates.next()?;
    if dates.next().is_some() { None } else { resolve(date, frame.modality, published) }
}

fn resolve(date: &DateExpression, modality: Modality, published: Option<Date>) -> Option<Date> {
    if let (Some(year), Some(month), Some(day)) = (date.year, date.month, date.day) {
        return Date::new(year, month, day).ok();
    }
    let today = published?;
    if let Some(days) = date.relative_days {
        return today.checked_add(days.days()).ok();
    }
    let weekday = date.weekday.filter(|_| date.month.is_none() && date.year.is_none())?;
    // A weekday stands for a day within seven of publication (Associated Press Stylebook): the last one, or the next one
    // of what is to come.
    let back = i32::from((today.weekday().to_monday_one_offset() - weekday).rem_euclid(7));
    let days = if modality == Modality::Future { (7 - back) % 7 } else { -back };
    today.checked_add(days.days()).ok()
}
