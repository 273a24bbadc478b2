//! Reads the elements of a clause that another could take the place of: amounts, places, dates, each with what the words around
//! it speak of.

use crate::article::{Article, FactFrame, Modality, Placed};
use crate::language::{ClauseKind, Measure, NameKind, Passage, Relation, Tag, Value};
use crate::rules::contradiction::echo::{Element, Key, Slot};
use crate::rules::contradiction::feature::Feature;
use crate::rules::contradiction::filler::Filler;
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::{self, Item, Lexis};
use crate::rules::contradiction::referent::{Referent, modifies};
use crate::rules::contradiction::sameness;
use crate::rules::word_list::lines;
use crate::text::{BlockKind, Span};
use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Words by which an amount is one that is wanted, offered or foretold.
static UNSETTLED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/unsettled.txt")).collect());

/// Prepositions that bring in for whom or where something is so.
const SETTING: [&str; 6] = ["across", "among", "at", "for", "in", "within"];
/// Numbers that leave open how many.
const PLURALS: [&str; 7] = ["billions", "dozens", "hundreds", "millions", "scores", "tens", "thousands"];
/// How many words on each side of an element are near it.
const WINDOW: usize = 7;
/// How far up from an element the phrases around it are read.
const DEEPEST: usize = 5;

/// Reads the elements of a clause, each with what it is an element of; a count by its own noun.
pub(super) fn read<'a>(
    article: &'a Article,
    lexis: &Lexis,
    placed: &'a Placed,
    frame: &'a FactFrame,
) -> Vec<(Key<'a>, Element<'a>)> {
    let mut found = Vec::new();
    if frame.negated || !matches!(frame.modality, Modality::Stated | Modality::Future) {
        return found;
    }
    let passage = placed.passage();
    let lemma = passage.lemma(frame.predicate).to_lowercase();
    if UNSETTLED.contains(lemma.as_str())
        || frame.subject.is_some_and(|s| {
            matches!(passage.tokens.get(s.token).map(|t| t.tag), Some(Tag::Prp))
                && matches!(passage.lemma(s.token).to_lowercase().as_str(), "i" | "we" | "you")
        })
    {
        return found;
    }
    let own = |value: &&Value| passage.clause_of(value.tokens.start) == Some(frame.clause);
    let numbers: Vec<&Value> = passage.values.iter().filter(own).collect();
    let places = places(article, lexis, passage, frame);
    // "The Danish *tanker* that ran aground".
    let antecedent = passage.clauses.get(frame.clause).and_then(|clause| passage.antecedent(clause));
    let before = antecedent.into_iter().flat_map(|noun| passage.dependents(noun));
    let features: Vec<_> = lexis::own_tokens(passage, frame.clause)
        .chain(before)
        .filter_map(|token| Some((token, Feature::of(passage, token)?)))
        .collect();
    if numbers.is_empty() && places.is_empty() && features.is_empty() {
        return found;
    }
    let sentence = passage.sentences.get(frame.sentence).map_or(0..0, |s| s.tokens.clone());
    let display = placed.kind.is_display() || placed.kind == BlockKind::Dek;
    let element = |filler: Filler<'a>, tokens: Range<usize>, top: usize| {
        let noun = lexis.word(frame.paragraph, top).filter(|_| counts(&filler));
        Element { frame, filler, tokens, top, noun, display, alone: false, slot: OnceCell::new() }
    };
    for &value in &numbers {
        let outer = value.tokens.clone().find(|&t| {
            passage.tokens.get(t).and_then(|t| t.head).is_none_or(|h| !value.tokens.contains(&(h as usize)))
        });
        let top = match value.measure {
            Measure::Count { noun } => noun,
            _ => outer.unwrap_or(value.tokens.start),
        };
        let (key, filler) = match &value.measure {
            Measure::Count { noun } => (Key::Count(passage.lemma(*noun)), Filler::Amount(value)),
            Measure::Quantity { .. } => (Key::Unit("quantity"), Filler::Amount(value)),
            Measure::Money { .. } => (Key::Unit("money"), Filler::Amount(value)),
            Measure::Percent => (Key::Unit("percent"), Filler::Amount(value)),
            // Years spent can be a part of those spent in all.
            Measure::Duration if matches!(lemma.as_str(), "spend" | "last" | "wait" | "go") => continue,
            Measure::Duration => (Key::Unit("duration"), Filler::Amount(value)),
            // The day in a headline is that of the article.
            Measure::Date(_) if display => continue,
            Measure::Date(date) => (Key::Date, Filler::Date(date)),
            Measure::Number | Measure::Ordinal | Measure::Age => continue,
        };
        // "Thousands of employees" can be any number of them.
        let vague = value.tokens.clone().any(|t| PLURALS.contains(&passage.word(t).to_lowercase().as_str()));
        // "Another 15 shells", "an estimated cost of".
        let around = value.tokens.start.saturating_sub(5).max(sentence.start)
            ..(value.tokens.end + 3).min(sentence.end);
        let another = around.clone().any(|t| {
            let lower = passage.lemma(t).to_lowercase();
            lexicon::is_of_other_event(&lower) || UNSETTLED.contains(lower.as_str())
        });
        let of_them = [value.tokens.end, top + 1].into_iter().any(|t| {
            passage.lemma(t) == "of"
                && matches!(passage.word(t + 1), "them" | "these" | "those" | "which" | "whom")
        });
        // "Two years of the sentence", "one of nine children".
        let stretch = matches!(value.measure, Measure::Duration)
            && passage.lemma(value.tokens.end) == "of"
            && passage.tokens.get(value.tokens.end + 1).is_some_and(|t| {
                matches!(t.tag, Tag::PossessivePronoun) || passage.lemma(value.tokens.end + 1) == "the"
            });
        // "In Osmara, two hours *ahead*".
        let offset = matches!(value.measure, Measure::Duration)
            && matches!(
                passage.lemma(value.tokens.end),
                "after" | "ahead" | "ago" | "apart" | "away" | "before" | "behind" | "earlier" | "later"
            );
        let one_of = value.low == 1.0 && value.tokens.clone().any(|t| passage.lemma(t) == "of");
        // "24 votes to 21" is compared as a result.
        let result = passage.word(value.tokens.end) == "to"
            && passage.tokens.get(value.tokens.end + 1).is_some_and(|t| t.tag == Tag::Cd);
        if !(offset || another || of_them || stretch || one_of || vague || result)
            || matches!(filler, Filler::Date(_))
        {
            found.push((key, element(filler, value.tokens.clone(), top)));
        }
    }
    for (token, name) in places {
        found.push((Key::Place, element(Filler::Place(name), token..token + 1, token)));
    }
    for (token, (feature, noun)) in features {
        let key = Key::Feature(feature.class, passage.lemma(noun));
        found.push((key, element(Filler::Feature(feature), token..token + 1, noun)));
    }
    found
}

/// What the words around an element tell.
pub(super) fn slot<'a>(article: &'a Article, lexis: &Lexis, element: &Element<'a>) -> Option<Slot<'a>> {
    let Element { frame, filler, ref tokens, top, .. } = *element;
    let placed = article.paragraphs.get(frame.paragraph)?;
    let passage = placed.passage();
    let clause = passage.clauses.get(frame.clause)?;
    let numbers = passage.values.iter().filter(|v| passage.clause_of(v.tokens.start) == Some(frame.clause));
    let sentence = passage.sentences.get(frame.sentence).map_or(0..0, |s| s.tokens.clone());
    let amounts: Vec<f64> =
        passage.values.iter().filter(|v| sentence.contains(&v.tokens.start)).map(|v| v.low).collect();
    let setting = |t: &usize| {
        passage.case_marker(*t).is_some_and(|c| SETTING.contains(&passage.lemma(c)))
            && !passage.values.iter().any(|v| v.tokens.contains(t))
    };
    let settings: Vec<Item> =
        lexis.items(frame.paragraph, lexis::own_tokens(passage, frame.clause).filter(setting));
    // "Had planned to close four plants": what was planned before is.
    let planned = clause.governor.filter(|_| {
        clause.kind == ClauseKind::Complement && clause.mark.is_some_and(|m| passage.lemma(m) == "to")
    });
    let before = lexis::was_before(passage, frame.clause)
        || planned.is_some_and(|outer| lexis::was_before(passage, outer));
    let mut apart: Vec<&str> = sentence
        .clone()
        .filter(|&t| {
            let other = lexicon::is_of_other_event(&passage.lemma(t).to_lowercase());
            !tokens.contains(&t) && (other || lexicon::is_at_first(passage, t))
        })
        .map(|t| passage.lemma(t))
        .collect();
    apart.sort_unstable();
    apart.dedup();
    let from = tokens.start.saturating_sub(WINDOW).max(sentence.start);
    let near = (from..(tokens.end + WINDOW).min(sentence.end)).filter(|t| !tokens.contains(t));
    let arguments = [frame.subject, frame.object].into_iter().flatten().map(|a| a.token);
    let antecedent = passage.antecedent(clause);
    let rest = lexis::own_tokens(passage, frame.clause).chain(arguments).chain(antecedent);
    let chain = chain(passage, frame, top);
    let nouns = chain.iter().skip(1).filter(|&&t| t != frame.predicate);
    let all = chain.iter().copied().chain(rest).filter(|t| !tokens.contains(t));
    let end = passage.phrase_span(top).end.min(passage.span_of(tokens.clone()).end + 60);
    let words = passage.span_of(clause.tokens.clone());
    Some(Slot {
        frame,
        noun: element.noun,
        near: lexis.items(frame.paragraph, near),
        all: lexis.items(frame.paragraph, all),
        marker: passage.case_marker(top).map_or("", |c| passage.lemma(c)),
        lemma: passage.lemma(frame.predicate),
        predicate: lexis.word(frame.paragraph, frame.predicate),
        rate: lexis::is_rate(passage, tokens.end.max(top + 1)),
        some: sameness::has_some(passage, frame, top),
        oblique: passage.tokens.get(top).is_some_and(|t| t.relation == Relation::Obl),
        in_object: frame.object.is_some_and(|o| chain.contains(&o.token)),
        is_copular: clause.copula.is_some(),
        nouns: nouns.filter_map(|&t| lexis.item(frame.paragraph, t)).collect(),
        modifiers: lexis.items(
            frame.paragraph,
            passage.dependents(top).filter(|&t| modifies(passage, t) && !tokens.contains(&t)),
        ),
        amounts,
        settings,
        before,
        apart,
        alone: element.alone,
        pronoun: frame
            .subject
            .is_some_and(|s| passage.tokens.get(s.token).is_some_and(|t| t.tag == Tag::Prp)),
        subject_item: frame
            .subject
            .filter(|s| s.token != top)
            .and_then(|s| lexis.item(frame.paragraph, s.token)),
        subject: frame
            .subject
            .filter(|s| s.token != top)
            .and_then(|s| Referent::of(article, lexis, placed, frame.paragraph, s.token)),
        numbers: numbers.filter(|v| v.tokens != *tokens).collect(),
        span: Span::new(passage.span_of(tokens.clone()).start, end.max(passage.span_of(tokens.clone()).end))
            .shift(placed.offset),
        clause: words.shift(placed.offset),
        filler,
    })
}

/// The places that prepositions of a clause bring in, with their names.
fn places<'a>(
    article: &'a Article,
    lexis: &Lexis,
    passage: &Passage,
    frame: &FactFrame,
) -> Vec<(usize, &'a str)> {
    // "In Georgia, Virginia and Texas".
    let listed = |token: usize| passage.conjuncts(token).len() > 1;
    let place = |token: usize| {
        let entity = lexis.entity(frame.paragraph, token).and_then(|e| article.entities.get(e))?;
        let read = passage.tokens.get(token)?;
        let named = read.tag.is_proper() && matches!(read.relation, Relation::Nmod | Relation::Obl);
        let inside = passage.case_marker(token).is_some_and(|c| {
            matches!(
                passage.lemma(c),
                "at" | "from" | "in" | "into" | "near" | "off" | "on" | "outside" | "to"
            )
        });
        (named && inside && !listed(token) && entity.kind == NameKind::Place)
            .then_some((token, entity.name.as_str()))
    };
    lexis::own_tokens(passage, frame.clause).filter_map(place).collect()
}

/// Whether it is a number of things.
fn counts(filler: &Filler<'_>) -> bool {
    matches!(filler, Filler::Amount(Value { measure: Measure::Count { .. }, .. }))
}

/// A token and the heads of the phrases around it, up to the predicate.
fn chain(passage: &Passage, frame: &FactFrame, top: usize) -> Vec<usize> {
    let mut chain = vec![top];
    let mut at = top;
    while let Some(head) = passage.tokens.get(at).and_then(|t| t.head).map(|h| h as usize) {
        if chain.len() > DEEPEST || chain.contains(&head) {
            break;
        }
        chain.push(head);
        if head == frame.predicate {
            break;
        }
        at = head;
    }
    chain
}
