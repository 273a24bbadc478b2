//! Ages in other words than "42 years old": "still in her late thirties", "turned 60 in the spring", "his 25th birthday",
//! "will be 60 next month", "aged 42", "at 42, she lives alone", "gave her age as 42".
//!
//! Comes in: the frames and mentions of a paragraph. Goes out: ages that hold now, with the years that the words leave
//! open, and ages at a year that is told with them. A birthday without a time near the article's says nothing of now.

use crate::article::attribute::{Holder, Page, Quality, lexicon};
use crate::article::entity::spelling;
use crate::article::{EntityId, FactFrame, Modality, Tense};
use crate::language::values::number_word;
use crate::language::{Measure, Passage, Relation, Tag};
use std::ops::Range;

/// How many words may stand between what tells an age and whose it is.
const GIVEN: usize = 6;

/// Reads what a paragraph tells. `first` is the index of its first frame in the article.
pub(super) fn read(frames: &[FactFrame], first: usize, page: &mut Page<'_>) {
    for (number, frame) in frames.iter().enumerate() {
        turning(frames, frame, first + number, page);
        coming(frame, page);
    }
    let passage = page.placed.passage();
    for token in 0..passage.tokens.len() {
        if passage.lemma(token) == "birthday" {
            birthday(frames, token, page);
        } else if matches!(passage.word(token), "aged" | "age" | "now" | "just" | "only") {
            aged(token, page);
            given(token, page);
        } else if matches!(passage.word(token), "at" | "At") {
            at(frames, token, page);
        } else if passage.word(token) == "as" {
            identified(token, page);
        } else if passage.word(token).ends_with("something") {
            something(token, page);
        } else if let Some(ages) = decade(passage, token) {
            beside(frames, token, ages, page);
        }
    }
}

/// "In her late thirties": the least and the greatest age, at the token of the decade.
pub(super) fn decade(passage: &Passage, token: usize) -> Option<(f64, f64)> {
    let word = spelling::fold(passage.word(token));
    let digits = word.strip_suffix('s').and_then(|w| w.trim_start_matches(['\'', '’']).parse::<f64>().ok());
    let (low, high) = match digits.filter(|d| (20.0..100.0).contains(d) && d % 10.0 == 0.0) {
        Some(low) => (low, low + 9.0),
        None if word.ends_with("ties") || word == "teens" => lexicon::ages(&word)?,
        None => return None,
    };
    let before = token.checked_sub(1)?;
    let (part, owner) = match passage.word(before) {
        part @ ("early" | "mid" | "middle" | "late") => (part, before.checked_sub(1)?),
        _ => ("", before),
    };
    // Not what happened in the fifties.
    if !matches!(passage.word(owner), "his" | "her" | "their" | "His" | "Her" | "Their") {
        return None;
    }
    Some(match part {
        "early" => (low, low + 5.0),
        "mid" | "middle" => (low + 2.0, high - 1.0),
        "late" => (low + 5.0, high),
        _ => (low, high),
    })
}

/// "Lind, still in her thirties," and "In her thirties, Lind is".
fn beside(frames: &[FactFrame], token: usize, (low, high): (f64, f64), page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(into) = (token.saturating_sub(3)..token).find(|&t| matches!(passage.word(t), "in" | "In"))
    else {
        return;
    };
    let Some(sentence) = sentence_of(passage, token) else { return };
    let adverb = |t: usize| {
        matches!(passage.word(t), "still" | "now" | "already" | "only" | "just" | "barely" | "well")
    };
    let from = (sentence.start..into).rev().take_while(|&t| adverb(t)).last().unwrap_or(into);
    let named =
        from.checked_sub(1).filter(|&t| passage.word(t) == ",").and_then(|comma| named_before(page, comma));
    let closed = matches!(passage.word(token + 1), "," | "." | "—" | "–" | "and" | "when");
    let opens = from == sentence.start && passage.word(token + 1) == ",";
    let subject = || {
        let frame = frame_of(passage, frames, token).filter(|f| opens && is_now(passage, f))?;
        frame.subject?.entity
    };
    let Some(entity) = named.filter(|_| closed).or_else(subject) else { return };
    if !is_of_another_time(passage, &sentence) && passage.word(token + 1) != "when" {
        page.note(holder(entity, frames, token, page), Quality::Age(low, high), into..token + 1);
    }
}

/// "Lind turned 60 in the spring", "turns 50 on Friday", "has just turned 70", "is nearing 60".
fn turning(frames: &[FactFrame], frame: &FactFrame, number: usize, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let lemma = passage.lemma(frame.predicate);
    let at = frame.predicate + 1;
    let (Some(years), Some(entity)) = (years_at(passage, at), frame.subject.and_then(|s| s.entity)) else {
        return;
    };
    let counts = passage.tokens.get(at).is_some_and(|t| t.relation == Relation::Nummod);
    let Some(sentence) = sentence_of(passage, at) else { return };
    if frame.negated || counts || !matches!(lemma, "turn" | "near" | "approach") {
        return;
    }
    let now = Holder { entity, voice: frame.voice, current: true, title: false };
    let tokens = frame.predicate..at + 1;
    if lemma != "turn" {
        if is_now(passage, frame) && ends_at(passage, at + 1) && !is_of_another_time(passage, &sentence) {
            page.note(now, Quality::Age(years - 6.0, years), tokens);
        }
        return;
    }
    if names_year(passage, &sentence) {
        // "In 1990, when Lind turned 40": the age at what the clause above tells.
        let clause = passage.clauses.get(frame.clause);
        let above =
            clause.filter(|c| c.mark.is_some_and(|m| passage.lemma(m) == "when")).and_then(|c| c.governor);
        let deed = above.and_then(|a| frames.iter().position(|f| f.clause == a));
        let first = number.checked_sub(frames.iter().position(|f| f.clause == frame.clause).unwrap_or(0));
        let deed = deed.zip(first).map_or(number, |(at, first)| first + at);
        if frame.modality == Modality::Stated && frame.tense == Tense::Past {
            page.note(now, Quality::AgeWhen(years, deed), tokens);
        }
        return;
    }
    let Some((low, high)) = since_birthday(passage, frame, years) else { return };
    page.note(now, Quality::Age(low, high), tokens);
}

/// "Will be 60 next month".
fn coming(frame: &FactFrame, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return };
    let Some(at) = clause.copula.map(|c| c + 1).filter(|_| frame.modality == Modality::Future) else {
        return;
    };
    let (Some(years), Some(entity)) = (years_at(passage, at), frame.subject.and_then(|s| s.entity)) else {
        return;
    };
    let near = matches!(passage.word(at + 1), "in" | "on" | "next" | "this" | "later" | "tomorrow");
    let Some((low, high)) = since_birthday(passage, frame, years).filter(|_| near && !frame.negated) else {
        return;
    };
    let holder = Holder { entity, voice: frame.voice, current: true, title: false };
    page.note(holder, Quality::Age(low - 1.0, high), at..at + 1);
}

/// "Celebrated his 25th birthday last week".
fn birthday(frames: &[FactFrame], token: usize, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(before) = token.checked_sub(2) else { return };
    let Some(years) = ordinal(passage.word(before + 1)) else { return };
    let Some(frame) = frame_of(passage, frames, token) else { return };
    if frame.object.is_none_or(|o| o.token != token) && frame.predicate + 1 != before {
        return;
    }
    let lemma = passage.lemma(frame.predicate);
    let entity = match passage.word(before) {
        "his" | "her" | "their" => frame.subject.and_then(|s| s.entity),
        "'s" | "’s" => before.checked_sub(1).and_then(|name| page.entity_at(name)),
        _ => return,
    };
    let Some(entity) = entity.filter(|_| !frame.negated) else { return };
    let Some(sentence) = sentence_of(passage, token) else { return };
    let ages = match lemma {
        "approach" | "near" if is_now(passage, frame) && !is_of_another_time(passage, &sentence) => {
            Some((years - 3.0, years))
        }
        "celebrate" | "mark" | "observe" => since_birthday(passage, frame, years),
        _ => None,
    };
    if let Some((low, high)) = ages {
        let holder = Holder { entity, voice: frame.voice, current: true, title: false };
        page.note(holder, Quality::Age(low, high), before + 1..token + 1);
    }
}

/// "Lind, aged 42, was treated", "Lind, now 42,": not what she did at 42 in a year that is told.
fn aged(token: usize, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let (Some(years), Some(sentence)) = (years_at(passage, token + 1), sentence_of(passage, token)) else {
        return;
    };
    let comma = token.checked_sub(1).filter(|&t| passage.word(t) == ",");
    let closed = matches!(passage.word(token + 2), "," | ".");
    let Some(entity) = comma.and_then(|comma| named_before(page, comma)).filter(|_| closed) else { return };
    if passage.word(token) == "now" || !is_of_another_time(passage, &sentence) {
        let holder = Holder { entity, voice: None, current: true, title: false };
        page.note(holder, Quality::Age(years, years), token..token + 2);
    }
}

/// "At 42, Lind lives alone", "Lind, at 42, lives alone": not what she did at 42.
fn at(frames: &[FactFrame], token: usize, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let (Some(years), Some(sentence)) = (years_at(passage, token + 1), sentence_of(passage, token)) else {
        return;
    };
    let closed = matches!(passage.word(token + 2), "," | "still" | "already" | "now");
    let who = if token == sentence.start {
        Some(token + 3).filter(|_| passage.word(token + 2) == ",")
    } else {
        token.checked_sub(2).filter(|&t| closed && passage.word(t + 1) == ",")
    };
    let frame = who.and_then(|who| {
        // "Is expected to": who is told of is what it is done to.
        let told = |f: &FactFrame| f.subject.or(f.object);
        let leads = |f: &&FactFrame| told(f).is_some_and(|s| passage.phrase(s.token).contains(&who));
        frames.iter().find(leads).and_then(|f| Some((told(f)?.entity?, f)))
    });
    let Some((entity, frame)) = frame else { return };
    let now = matches!(frame.tense, Tense::Present | Tense::Perfect) && frame.modality == Modality::Stated;
    if now && !is_of_another_time(passage, &sentence) {
        let holder = Holder { entity, voice: frame.voice, current: true, title: false };
        page.note(holder, Quality::Age(years, years), token..token + 2);
    }
}

/// "Court papers gave Lind's age as 42".
fn given(token: usize, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let entity = passage.possessor(token).and_then(|owner| page.entity_at(owner));
    let Some(entity) = entity.filter(|_| passage.word(token) == "age") else { return };
    let told = (token + 1..token + GIVEN).find(|&t| matches!(passage.word(t), "as" | "is" | "at"));
    let Some((at, years)) = told.and_then(|t| Some((t + 1, years_at(passage, t + 1)?))) else { return };
    let sentence = sentence_of(passage, token);
    if sentence.is_some_and(|sentence| !is_of_another_time(passage, &sentence)) {
        let holder = Holder { entity, voice: None, current: true, title: false };
        page.note(holder, Quality::Age(years, years), at..at + 1);
    }
}

/// "A 42-year-old woman, identified by the police as Sara Lind,".
fn identified(token: usize, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(entity) = page.entity_at(token + 1) else { return };
    let from = token.saturating_sub(GIVEN);
    let verb = (from..token).rev().find(|&t| matches!(passage.word(t), "identified" | "named"));
    let Some(comma) = verb.and_then(|v| v.checked_sub(1)).filter(|&t| passage.word(t) == ",") else { return };
    let behind = |v: &&crate::language::Value| {
        v.measure == Measure::Age && v.tokens.end <= comma && v.tokens.end + GIVEN > comma
    };
    // "A man, 42, identified as Lind,": nobody else stands between.
    let value =
        passage.values.iter().rev().find(behind).filter(|v| {
            !(v.tokens.end..comma).any(|t| passage.word(t) == "and" || page.entity_at(t).is_some())
        });
    if let Some(value) = value {
        let holder = Holder { entity, voice: None, current: true, title: false };
        page.note(holder, Quality::Age(value.low, value.low), value.tokens.clone());
    }
}

/// "Lind, a twenty-something from Harlow,".
fn something(token: usize, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some((low, high)) = lexicon::ages(&spelling::fold(passage.word(token))) else { return };
    let comma =
        token.checked_sub(2).filter(|&t| passage.word(t) == "," && matches!(passage.word(t + 1), "a" | "an"));
    let entity = comma.and_then(|comma| named_before(page, comma));
    if let Some(entity) = entity {
        let holder = Holder { entity, voice: None, current: true, title: false };
        page.note(holder, Quality::Age(low, high), token..token + 1);
    }
}

/// How old somebody is who has, had or will have the birthday of `years` by a clause; `None` where the clause does not tell
/// that it is near.
fn since_birthday(passage: &Passage, frame: &FactFrame, years: f64) -> Option<(f64, f64)> {
    let clause = passage.clauses.get(frame.clause)?;
    let sentence = sentence_of(passage, frame.predicate)?;
    if is_of_another_time(passage, &sentence) {
        return None;
    }
    let own = || clause.tokens.clone();
    let near = own().any(|t| {
        let word = spelling::fold(passage.word(t));
        let points = |t: usize| matches!(passage.word(t), "this" | "last" | "next");
        match word.as_str() {
            "week" | "month" | "year" | "weekend" => t.checked_sub(1).is_some_and(points),
            // The month, not "may" and "march".
            "may" | "march" => passage.word(t).starts_with(char::is_uppercase),
            _ => lexicon::is_near_time(&word),
        }
    });
    let year = own().any(|t| passage.lemma(t) == "year");
    let slack = if year { 1.0 } else { 0.0 };
    match (frame.modality, frame.tense) {
        (Modality::Future, _) if near => Some((years - 1.0 - slack, years)),
        (Modality::Stated, Tense::Present) if near => Some((years - 1.0, years)),
        (Modality::Stated, Tense::Perfect) => Some((years, years + 1.0 + slack)),
        (Modality::Stated, Tense::Past) if near => Some((years, years + 1.0 + slack)),
        _ => None,
    }
}

/// Whether a clause tells what is.
fn is_now(passage: &Passage, frame: &FactFrame) -> bool {
    let unmarked = passage.clauses.get(frame.clause).is_some_and(|c| c.mark.is_none());
    !frame.negated && frame.modality == Modality::Stated && frame.tense == Tense::Present && unmarked
}

/// Whether a sentence names a year or says that it tells of long ago.
pub(super) fn is_of_another_time(passage: &Passage, sentence: &Range<usize>) -> bool {
    let ago =
        |t: usize| matches!(passage.lemma(t), "ago" | "then" | "later" | "earlier" | "decade" | "would");
    names_year(passage, sentence) || sentence.clone().any(ago)
}

fn names_year(passage: &Passage, sentence: &Range<usize>) -> bool {
    passage.values.iter().any(|v| {
        let year = match &v.measure {
            Measure::Date(date) => date.year.is_some(),
            _ => v.tokens.len() == 1 && (1500.0..2100.0).contains(&v.low),
        };
        year && sentence.contains(&v.tokens.start)
    })
}

/// The years that a word names, where they can be somebody's.
fn years_at(passage: &Passage, token: usize) -> Option<f64> {
    passage.tokens.get(token).filter(|t| t.tag == Tag::Cd)?;
    number_word(passage.word(token)).filter(|years| (3.0..=110.0).contains(years) && years.fract() == 0.0)
}

/// The number of an ordinal: "25th", "fiftieth".
fn ordinal(word: &str) -> Option<f64> {
    let number = crate::language::values::ordinal(word);
    let tens = || number_word(&format!("{}y", word.strip_suffix("ieth")?));
    let hundred = || (word == "hundredth").then_some(100.0);
    number.or_else(tens).or_else(hundred).filter(|n| (3.0..=110.0).contains(n))
}

/// Whose name ends right before a token.
fn named_before(page: &Page<'_>, token: usize) -> Option<EntityId> {
    let end = page.placed.passage().tokens.get(token.checked_sub(1)?)?.span.end + page.placed.offset;
    page.mentions.iter().find(|m| m.span.end == end && m.form.is_name()).map(|m| m.entity)
}

fn frame_of<'f>(passage: &Passage, frames: &'f [FactFrame], token: usize) -> Option<&'f FactFrame> {
    let clause = passage.clause_of(token)?;
    frames.iter().find(|f| f.clause == clause)
}

/// Somebody of whom the clause around a token tells now.
fn holder(entity: EntityId, frames: &[FactFrame], token: usize, page: &Page<'_>) -> Holder {
    let voice = frame_of(page.placed.passage(), frames, token).and_then(|f| f.voice);
    Holder { entity, voice, current: true, title: false }
}

fn sentence_of(passage: &Passage, token: usize) -> Option<Range<usize>> {
    Some(passage.sentences.get(passage.sentence_of(token)?)?.tokens.clone())
}

fn ends_at(passage: &Passage, token: usize) -> bool {
    matches!(passage.word(token), "" | "." | "," | ";" | "and" | "but" | "—" | "–")
}
