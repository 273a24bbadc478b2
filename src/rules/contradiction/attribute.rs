//! What one person or body cannot be at once: two ages, two posts, two years of birth or founding, two home towns.

use crate::article::attribute::FINAL_YEAR;
use crate::article::{Article, Attribute, Entity, EntityId, Mention, MentionForm, Quality, Relative};
use crate::language::names::gazetteer::{is_city, is_place};
use crate::language::{Measure, NameKind, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::geography;
use crate::rules::contradiction::{deed_age, posts};
use crate::text::Span;
use std::collections::HashMap;
use std::mem::discriminant;

/// How many attributes of one entity are compared with a new one.
const NEAREST: usize = 12;

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, known, .. } = reading;
    let mut by_entity: HashMap<EntityId, Earlier<'_, &Attribute>> = HashMap::new();
    let firsts = first_names(article);
    for here in article.attributes.iter().filter(|a| a.current || lasts(a)) {
        let entity = here.entity;
        // Somebody who may be called by the first name alone.
        let sole =
            article.entities.get(entity).and_then(first_name).and_then(|name| firsts.get(name)) == Some(&1);
        let earlier = by_entity
            .entry(entity)
            .or_insert_with(|| Earlier::new(known, ("attribute", known.of_entity(entity), sole), NEAREST));
        let clash = earlier.nearest(here.paragraph, |there| compare(article, here, there, sole).is_some());
        let clash = clash.and_then(|there| Some((there, compare(article, here, there, sole)?)));
        // What the rest of the article tells is no part of the comparison, which is kept while it is edited.
        let clash = clash.filter(|(there, _)| {
            !are_namesakes(article, here.entity)
                && ![here, *there].into_iter().any(|a| is_of_nameless(article, a))
        });
        if let Some((there, about)) = clash {
            conflicts.push(conflict(article, here, there, about));
        }
        earlier.push(here.paragraph, here);
    }
}

fn conflict(article: &Article, here: &Attribute, there: &Attribute, about: &str) -> Conflict {
    let side = |x: &Attribute| Side { span: x.span, words: x.span, voice: x.voice };
    let name = article.entities.get(here.entity).map_or("", |e| e.name.as_str());
    Conflict::of(article, side(here), side(there), format!("{about} of {name}"))
}

/// Whether an entity may be two people of one name: a paragraph gives it in full more than once, and tells two things of one kind.
fn are_namesakes(article: &Article, entity: EntityId) -> bool {
    let mentions = article.entities.get(entity).map_or(&[][..], |e| &e.mentions);
    let whole = |m: &&Mention| m.form == MentionForm::Name && m.span.of(article.text()).contains(' ');
    let paragraphs =
        mentions.iter().filter_map(|&m| article.mentions.get(m)).filter(whole).map(|m| m.paragraph);
    let told_twice = |paragraph: usize| {
        let own = |a: &&Attribute| a.entity == entity && a.paragraph == paragraph;
        let told: Vec<&Quality> = article.attributes.iter().filter(own).map(|a| &a.quality).collect();
        let another = |x: &Quality, y: &Quality| discriminant(x) == discriminant(y) && x != y;
        told.iter().any(|x| told.iter().any(|y| another(x, y)))
    };
    let mut last = None;
    paragraphs
        .into_iter()
        .any(|paragraph| last.replace(paragraph) == Some(paragraph) && told_twice(paragraph))
}

/// Whether "the 16-year-old" may be somebody without a name, whose age the article tells beside: a boy of 16.
fn is_of_nameless(article: &Article, age: &Attribute) -> bool {
    let Quality::Age(years, _) = age.quality else { return false };
    let before = article.text().get(..age.span.start).unwrap_or_default();
    let described = age.span.of(article.text()).ends_with("-old")
        && (before.ends_with("the ") || before.ends_with("The "));
    let own = |span: Span| article.attributes.iter().any(|a| a.entity == age.entity && a.span.overlaps(span));
    let borne = |v: &Value| v.low == years && matches!(v.measure, Measure::Age | Measure::Number);
    described
        && article.paragraphs.iter().any(|placed| {
            let values = placed.passage().values.iter();
            values.into_iter().any(|v| borne(v) && !own(v.span.shift(placed.offset)))
        })
}

/// Whether what somebody was is told as what they were to the end: was a German pilot.
fn lasts(attribute: &Attribute) -> bool {
    matches!(attribute.quality, Quality::Origin(_))
}

/// The first word of a name.
fn first_name(entity: &Entity) -> Option<&str> {
    entity.name.split_whitespace().next()
}

/// How many people of the article have each first name.
fn first_names(article: &Article) -> HashMap<&str, usize> {
    let mut firsts = HashMap::new();
    for name in article.entities.iter().filter(|e| e.kind == NameKind::Person).filter_map(first_name) {
        *firsts.entry(name).or_default() += 1;
    }
    firsts
}

/// What clashes, in words, if anything does. `sole`: nobody else has the first name of whom it is told.
fn compare(article: &Article, here: &Attribute, there: &Attribute, sole: bool) -> Option<&'static str> {
    use Quality::{
        Age, AgeWhen, Begun, Birthplace, Born, Children, Has, Home, Kin, Origin, Party, Post, Seat, StudyYear,
    };
    if (here.paragraph, here.sentence) == (there.paragraph, there.sentence) {
        return None;
    }
    let towns = |a: &str, b: &str| {
        let known = is_city(a) && is_city(b);
        let unknown = |name: &str| !is_place(name) && geography::sites(name).is_none();
        let apart = || {
            let together = geography::are_named_together(article, (here.paragraph, a), (there.paragraph, b));
            unknown(a) && unknown(b) && !together
        };
        a != b && !a.contains(b) && !b.contains(a) && (known || apart())
    };
    match (&here.quality, &there.quality) {
        (Age(low, high), Age(least, most)) => {
            let years_on = is_now(article, here) && names_year(article, there)
                || is_now(article, there) && names_year(article, here);
            ((high < least || most < low) && !years_on).then_some("two ages")
        }
        (AgeWhen(a, deed), AgeWhen(b, other)) => {
            (a != b && deed_age::is_same_deed(article, *deed, *other)).then_some("two ages at one time")
        }
        (Born(a), Born(b)) => (a != b).then_some("two years of birth"),
        (Begun(a, year), Begun(b, other)) => {
            (a == b && year != other).then_some("two years of one beginning")
        }
        (Children(a), Children(b)) => (a != b).then_some("two numbers of children"),
        (Seat(a), Seat(b)) => towns(a, b).then_some("two head offices"),
        (Home(a), Home(b)) => towns(a, b).then_some("two home towns"),
        (Birthplace(a), Birthplace(b)) => towns(a, b).then_some("two places of birth"),
        // Somebody who was a Swede may be a Norwegian.
        (Origin(a), Origin(b)) => (a != b && here.current == there.current).then_some("two nationalities"),
        (Party(a), Party(b)) => (a != b).then_some("two parties"),
        (StudyYear(a), StudyYear(b)) => {
            let (low, high) = (a.min(b), a.max(b));
            let clash = low != high && !(*high == FINAL_YEAR && *low > 2);
            clash.then_some("two years of study")
        }
        (Has(a, has), Has(b, other)) => (a == b && has != other).then_some("two accounts of the family"),
        (Has(Relative::Child, false), Children(count)) | (Children(count), Has(Relative::Child, false)) => {
            (*count > 0.0).then_some("two accounts of the family")
        }
        (Kin(tie, whose), Kin(other, of)) => {
            (whose == of && tie != other && sole).then_some("two accounts of the family")
        }
        (Post(a), Post(b)) if !(here.title && there.title) => posts::clash(article, a, b),
        _ => None,
    }
}

/// "Now 41": somebody is that old after what the article tells.
fn is_now(article: &Article, age: &Attribute) -> bool {
    age.span.of(article.text()).starts_with("now ")
}

/// Whether the sentence of an attribute names a year, or says how long ago it was.
fn names_year(article: &Article, attribute: &Attribute) -> bool {
    let Some(passage) = article.paragraphs.get(attribute.paragraph).map(|p| p.passage()) else { return true };
    let Some(sentence) = passage.sentences.get(attribute.sentence) else { return true };
    let dated = |v: &Value| matches!(&v.measure, Measure::Date(date) if date.year.is_some());
    passage.values.iter().any(|v| sentence.tokens.contains(&v.tokens.start) && dated(v))
        || sentence.tokens.clone().any(|t| matches!(passage.lemma(t), "ago" | "then"))
}
