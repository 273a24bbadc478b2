//! Ages, years of birth and the years in between: 17 years old in 1995 against born in 1971.

mod dead;

use crate::article::{Article, Attribute, EntityId, Quality};
use crate::language::Measure;
use crate::rules::Finding;
use crate::rules::arithmetic::RULE;
use crate::text::Span;
use std::collections::BTreeMap;

/// How many years an age may leave open: a birthday some time this year.
const OPEN: f64 = 2.0;

/// The years in which somebody can have been born by one statement.
struct Birth<'a> {
    quality: &'a Quality,
    span: Span,
    first: i32,
    last: i32,
    told: String,
}

pub(super) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let mut births: BTreeMap<EntityId, Vec<Birth<'_>>> = BTreeMap::new();
    for attribute in article.attributes.iter().filter(|a| a.current) {
        if let Some(birth) = birth(article, attribute) {
            births.entry(attribute.entity).or_default().push(birth);
        }
    }
    for (entity, year, span) in dead::births(article) {
        let birth = Birth {
            quality: &Quality::Born(0),
            span,
            first: year,
            last: year,
            told: format!("born in {year}"),
        };
        births.entry(entity).or_default().push(birth);
    }
    births.values_mut().for_each(|births| births.sort_by_key(|birth| birth.span));
    for (entity, births) in births {
        let name = article.entities.get(entity).map_or("", |e| e.name.as_str());
        for (at, here) in births.iter().enumerate() {
            // Two statements of the same kind are a contradiction, not a sum.
            let kind = |b: &Birth<'_>| std::mem::discriminant(b.quality);
            let apart = |there: &&Birth<'_>| {
                (kind(there) != kind(here) || matches!(here.quality, Quality::AgeWhen(..)))
                    && (there.last < here.first || here.last < there.first)
            };
            if let Some(there) = births[..at].iter().find(apart) {
                let message = format!("{name} cannot be both {} and {}", here.told, there.told);
                let finding = Finding::new(RULE.name, here.span, message);
                findings.push(finding.with_related(there.span, format!("here {}", there.told)));
                break;
            }
        }
    }
}

fn birth<'a>(article: &Article, attribute: &'a Attribute) -> Option<Birth<'a>> {
    let (quality, span) = (&attribute.quality, attribute.span);
    let of_age = |least: f64, most: f64, year: i32, told: String| {
        // Before or after the birthday.
        Birth { quality, span, first: year - most as i32 - 1, last: year - least as i32, told }
    };
    let now = || {
        let published = article.published.map(|day| i32::from(day.year()));
        year_of_death(article, attribute).or_else(|| dead::year(article, attribute.entity)).or(published)
    };
    match attribute.quality {
        Quality::Born(year) => {
            let year = i32::from(year);
            Some(Birth { quality, span, first: year, last: year, told: format!("born in {year}") })
        }
        Quality::Begun("founding", year) => {
            let year = i32::from(year);
            // The age of a body is told in round years.
            Some(Birth { quality, span, first: year - 1, last: year + 1, told: format!("founded in {year}") })
        }
        Quality::Age(least, most) if most - least <= OPEN => {
            let year = now()?;
            Some(of_age(least, most, year, format!("{least} in {year}")))
        }
        Quality::AgeWhen(age, _) => {
            let year = year_beside(article, attribute)?;
            Some(of_age(age, age, year, format!("{age} in {year}")))
        }
        _ => None,
    }
}

/// The year in the clause that tells at what age somebody died: died in 2014 at the age of 79.
fn year_of_death(article: &Article, attribute: &Attribute) -> Option<i32> {
    let placed = article.paragraphs.get(attribute.paragraph)?;
    let passage = placed.passage();
    let start = attribute.span.start.checked_sub(placed.offset)?;
    let clause = passage.clause_of(passage.tokens.partition_point(|t| t.span.start < start))?;
    let dies = passage.lemma(passage.clauses.get(clause)?.predicate) == "die";
    let mut years = passage.values.iter().filter_map(|v| match &v.measure {
        Measure::Date(date) if passage.clause_of(v.tokens.start) == Some(clause) => date.year,
        _ => None,
    });
    let year = years.next().filter(|_| dies && years.next().is_none())?;
    Some(i32::from(year))
}

/// The one year that the sentence of an attribute names, if it stands in the same clause or begins the sentence.
fn year_beside(article: &Article, attribute: &Attribute) -> Option<i32> {
    let placed = article.paragraphs.get(attribute.paragraph)?;
    let passage = placed.passage();
    let sentence = passage.sentences.get(attribute.sentence)?;
    let mut years =
        passage.values.iter().filter(|v| sentence.tokens.contains(&v.tokens.start)).filter_map(|v| match &v
            .measure
        {
            Measure::Date(date) => Some((v, date.year?)),
            _ => None,
        });
    let (value, year) = years.next().filter(|_| years.next().is_none())?;
    let start = attribute.span.start.checked_sub(placed.offset)?;
    let token = passage.tokens.partition_point(|t| t.span.start < start);
    // A year inside a relative or other clause tells of something else.
    let clause = |token: usize| passage.clause_of(token);
    let opens = value.tokens.start <= sentence.tokens.start + 1;
    let deed = match attribute.quality {
        Quality::AgeWhen(_, frame) => article.frames.get(frame).map(|f| f.clause),
        _ => None,
    };
    let own = clause(value.tokens.start);
    // "In September 2019, when she was 78".
    let then = clause(token).and_then(|c| passage.clauses.get(c)).is_some_and(|c| {
        let when = c.mark.is_some_and(|m| passage.lemma(m) == "when");
        when && (value.tokens.end..=value.tokens.end + 1).contains(&c.tokens.start)
    });
    (opens || then || own.is_some() && (own == clause(token) || own == deed)).then_some(i32::from(year))
}
