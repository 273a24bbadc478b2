//! Whose death an article reports: when it was, and when they were born by a pronoun that is nobody else's: "Born in 1941, he
//! learned …".

use crate::article::{Article, EntityId, FactFrame, Modality};
use crate::language::{Measure, NameKind, Passage, Tag};
use crate::text::Span;

/// In how many paragraphs from the top a death is told that the article reports.
const TOP: usize = 5;

/// The one person whose death the article reports at its top.
fn reported(article: &Article) -> Option<EntityId> {
    let deaths = article.frames.iter().take_while(|f| f.paragraph < TOP).filter(|f| is_death(article, f));
    let mut dead: Vec<EntityId> = deaths.filter_map(|f| f.subject?.entity).collect();
    dead.sort_unstable();
    dead.dedup();
    let person = |e: &&EntityId| article.entities.get(**e).is_some_and(|e| e.kind == NameKind::Person);
    let [one] = dead.as_slice() else { return None };
    Some(one).filter(person).copied()
}

fn is_death(article: &Article, frame: &FactFrame) -> bool {
    let passage = article.paragraphs.get(frame.paragraph).map(|p| p.passage());
    frame.modality == Modality::Stated
        && !frame.negated
        && passage.is_some_and(|p| p.lemma(frame.predicate) == "die")
}

/// The year in which somebody died, where a clause that says so names one, and only one.
pub(super) fn year(article: &Article, entity: EntityId) -> Option<i32> {
    let deaths = article
        .frames
        .iter()
        .filter(|f| is_death(article, f) && f.subject.is_some_and(|s| s.entity == Some(entity)));
    let mut years: Vec<i16> = deaths
        .filter_map(|frame| {
            let passage = article.paragraphs.get(frame.paragraph)?.passage();
            let mut named =
                passage.values.iter().filter(|v| passage.clause_of(v.tokens.start) == Some(frame.clause));
            named.find_map(|v| year_of(&v.measure))
        })
        .collect();
    years.sort_unstable();
    years.dedup();
    let [year] = years.as_slice() else { return None };
    Some(i32::from(*year))
}

fn year_of(measure: &Measure) -> Option<i16> {
    match measure {
        Measure::Date(date) => date.year,
        _ => None,
    }
}

/// When the one whose death the article reports was born, by clauses whose pronoun was not understood.
pub(super) fn births(article: &Article) -> Vec<(EntityId, i32, Span)> {
    let Some(dead) = reported(article) else { return Vec::new() };
    let told = article.frames.iter().filter_map(|frame| {
        let placed = article.paragraphs.get(frame.paragraph)?;
        let passage = placed.passage();
        let born = matches!(passage.lemma(frame.predicate), "bear" | "born")
            && frame.modality == Modality::Stated
            && !frame.negated;
        (born && is_pronoun(article, frame, passage) && is_alone(article, frame, dead)).then_some(())?;
        let clause = passage.clauses.get(frame.clause)?;
        let own = |t: usize| clause.tokens.contains(&t) && passage.clause_of(t) == Some(frame.clause);
        let mut years = passage
            .values
            .iter()
            .filter(|v| own(v.tokens.start))
            .filter_map(|v| Some((v, year_of(&v.measure)?)));
        let (value, year) = years.next().filter(|_| years.next().is_none())?;
        Some((dead, i32::from(year), value.span.shift(placed.offset)))
    });
    told.collect()
}

/// Whether a clause is said of a pronoun that stands for nobody known: "he was born", "born in 1941, he".
fn is_pronoun(article: &Article, frame: &FactFrame, passage: &Passage) -> bool {
    let pronoun = |token: usize, entity: Option<EntityId>| {
        entity.is_none()
            && passage.tokens.get(token).is_some_and(|t| t.tag == Tag::Prp)
            && matches!(passage.lemma(token), "he" | "she")
    };
    if let Some(argument) = frame.object.or(frame.subject) {
        return pronoun(argument.token, argument.entity);
    }
    let clause = passage.clauses.get(frame.clause);
    let opens = clause.is_some_and(|c| {
        passage.sentences.get(frame.sentence).is_some_and(|s| s.tokens.start == c.tokens.start)
    });
    let outer = clause.and_then(|c| c.governor);
    let above = article.frames.iter().find(|f| f.paragraph == frame.paragraph && Some(f.clause) == outer);
    opens && above.and_then(|f| f.subject).is_some_and(|s| pronoun(s.token, s.entity))
}

/// Whether nobody else is named in the paragraph before the end of the sentence of a frame.
fn is_alone(article: &Article, frame: &FactFrame, dead: EntityId) -> bool {
    let person = |e: EntityId| article.entities.get(e).is_some_and(|e| e.kind == NameKind::Person);
    let from = article.mentions.partition_point(|m| m.paragraph < frame.paragraph);
    let before = article.mentions.get(from..).unwrap_or(&[]).iter();
    !before
        .take_while(|m| m.paragraph == frame.paragraph && m.span.start < frame.span.end)
        .any(|m| m.entity != dead && person(m.entity))
}
