//! What clauses say of somebody: "is a nurse", "was born in 1970", "lives in Harlow", "has three children", "joined the party
//! at 19".

use crate::article::attribute::describe::{describe, describe_as, is_child};
use crate::article::attribute::{Holder, Page, Quality, age, is_town, lexicon, work};
use crate::article::entity::spelling;
use crate::article::{EntityId, FactFrame, Mention, Modality, Tense};
use crate::language::{Bound, Clause, ClauseKind, Measure, Passage, Tag, Value};
use std::collections::HashSet;

/// Reads the attributes that a frame tells. `number` is its index in the article; `mentions` are those of the paragraph.
/// `dead` tells whose death the article reports: what they were is what they were at the end.
pub(super) fn read(
    frame: &FactFrame,
    number: usize,
    mentions: &[Mention],
    dead: &HashSet<EntityId>,
    page: &mut Page<'_>,
) {
    let passage = page.placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return };
    if frame.negated || frame.modality != Modality::Stated {
        return;
    }
    let current = matches!(frame.tense, Tense::Present);
    let holder = |entity| Holder { entity, voice: frame.voice, current, title: false };
    as_something(frame, page);
    if clause.copula.is_some()
        && let Some(entity) = frame.subject.and_then(|s| s.entity)
    {
        let phrase = passage.phrase(clause.predicate);
        if let Some(value) = passage.values.iter().find(|v| v.tokens.contains(&clause.predicate)) {
            let years = matches!(value.measure, Measure::Age | Measure::Number) && is_years(value);
            // "She is at minus 40" among men.
            let first = value.tokens.start;
            let signed =
                [first, first.saturating_sub(1)].iter().any(|&t| matches!(passage.word(t), "minus" | "plus"));
            if years && value.tokens.end >= phrase.end && !signed && !is_counting(passage, value) {
                match clause.mark.map(|m| passage.lemma(m)) {
                    Some("when" | "until" | "since" | "before" | "after" | "if") => {
                        when(frame, number, entity, value, page)
                    }
                    // "She was 93." says it of the end; "she was 19 when …" does not.
                    _ if frame.tense == Tense::Present
                        || was_then(passage, clause, value)
                        || dead.contains(&entity)
                            && (ends(passage, value) || dies_behind(passage, frame, value)) =>
                    {
                        let holder = Holder { current: true, ..holder(entity) };
                        page.note(holder, Quality::Age(value.low, value.low), value.tokens.clone())
                    }
                    _ => {}
                }
                return;
            }
        }
        let before = page.found.len();
        describe(page, holder(entity), phrase);
        // "Was in her nineties", of somebody who died.
        let last = dead.contains(&entity) && clause.mark.is_none();
        let ages = page.found.iter_mut().skip(before).filter(|a| matches!(a.quality, Quality::Age(..)));
        ages.for_each(|age| age.current |= last);
        return;
    }
    let now = Holder { current: true, ..holder(0) };
    let subject = frame.subject.and_then(|s| s.entity);
    let object = frame.object.and_then(|o| o.entity);
    let lemma = passage.lemma(frame.predicate);
    if let (Some(beginning), Some(entity)) =
        (lexicon::beginning(lemma), object.or_else(|| described(frame, page)))
        && let Some((value, year)) = year_in(passage, frame)
        && !clause.tokens.clone().any(|t| matches!(passage.lemma(t), "again" | "afresh" | "anew"))
    {
        page.note(Holder { entity, ..now }, Quality::Begun(beginning, year), value.tokens.clone());
        return;
    }
    match lemma {
        "bear" | "born" => {
            let Some(entity) = object.or(subject).or_else(|| born_before(frame, page)) else { return };
            if let Some((value, year)) = year_in(passage, frame).or_else(|| year_ahead(passage, frame)) {
                page.note(Holder { entity, ..now }, Quality::Born(year), value.tokens.clone());
            }
            if let Some((town, tokens)) = town(frame, mentions, page).or_else(|| town_where(clause, page)) {
                page.note(Holder { entity, ..now }, Quality::Birthplace(town), tokens);
            }
        }
        "live" | "reside" if current => {
            let Some(entity) = subject else { return };
            if let Some((town, tokens)) = town(frame, mentions, page) {
                page.note(holder(entity), Quality::Home(town), tokens);
            }
        }
        "have" if current => {
            let (Some(entity), Some(object)) = (subject, frame.object) else { return };
            let counted = passage.values.iter().find(|v| {
                matches!(v.measure, Measure::Count { noun } if noun == object.token)
                    && is_child(passage.lemma(object.token))
                    && v.bound == Bound::Exact
                    && v.low == v.high
            });
            if let Some(value) = counted {
                page.note(holder(entity), Quality::Children(value.low), value.tokens.clone());
            }
        }
        // "Is defending the former minister", in court.
        "defend" | "prosecute" | "represent" if current && is_going_on(passage, frame) => {
            let family = if lemma == "prosecute" { "prosecutor" } else { "counsel" };
            let person = frame.object.is_none_or(|o| page.is_person(o.token));
            if let Some(entity) = subject.filter(|_| person) {
                page.post(holder(entity), family, Vec::new(), None, frame.predicate..frame.predicate + 1);
            }
        }
        // "Is employed as a nurse" is told of whom it is done to.
        _ if current => {
            let who = if lemma == "employ" { object } else { subject };
            if let Some(entity) = who {
                work::read(frame, holder(entity), page);
            }
        }
        _ => {}
    }
}

/// "As foreign minister, Lind has met them twice": what the one is of whom a sentence goes on to tell.
fn as_something(frame: &FactFrame, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let Some(sentence) = passage.sentences.get(frame.sentence).map(|s| s.tokens.clone()) else { return };
    let Some(subject) = frame
        .subject
        .filter(|s| matches!(frame.tense, Tense::Present | Tense::Perfect) && s.token > sentence.start)
    else {
        return;
    };
    let start = passage.subtree(subject.token).start;
    let comma = start.checked_sub(1).filter(|&t| passage.word(t) == "," && t > sentence.start + 1);
    let (Some(comma), Some(entity)) = (comma, subject.entity) else { return };
    let phrase = sentence.start + 1..comma;
    let plain = !phrase.clone().any(|t| passage.word(t) == "," || passage.tokens[t].tag.is_verb());
    let main = passage.clauses.get(frame.clause).is_some_and(|c| c.kind == ClauseKind::Main);
    if passage.word(sentence.start) == "As" && plain && main {
        describe_as(page, Holder { entity, voice: frame.voice, current: true, title: false }, phrase);
    }
}

/// Whether a clause tells what is going on: is defending.
fn is_going_on(passage: &Passage, frame: &FactFrame) -> bool {
    let is = |t: usize| passage.lemma(t) == "be" && t < frame.predicate;
    passage.tokens.get(frame.predicate).is_some_and(|t| t.tag == Tag::Vbg)
        && passage.dependents(frame.predicate).any(is)
}

/// Of whom a relative clause behind what somebody or something is tells: *Blind Spot* is a band that was formed in 1993.
fn described(frame: &FactFrame, page: &Page<'_>) -> Option<EntityId> {
    let passage = page.placed.passage();
    let clause = passage.clauses.get(frame.clause).filter(|c| c.kind == ClauseKind::Relative)?;
    let noun = passage.antecedent(clause)?;
    let outer = passage.clauses.iter().find(|c| c.predicate == noun && c.copula.is_some())?;
    page.entity_at(outer.subject?)
}

/// Ages at deeds: "joined the party at 19", "at age 19", "aged 19".
pub(super) fn ages_at_deeds(
    frames: &[FactFrame],
    first: usize,
    dead: &HashSet<EntityId>,
    page: &mut Page<'_>,
) {
    let passage = page.placed.passage();
    for value in &passage.values {
        if !(matches!(value.measure, Measure::Age | Measure::Number) && is_years(value)) {
            continue;
        }
        let Some(mut before) = value.tokens.start.checked_sub(1) else { continue };
        if matches!(passage.word(before), "only" | "just" | "barely") {
            before = before.saturating_sub(1);
        }
        let word = passage.word(before).to_lowercase();
        let starts = match word.as_str() {
            "aged" | "age" => before,
            "at" if closes(passage, value.tokens.end) || opens(passage, before, value) => before,
            "of" if passage.lemma(before.saturating_sub(1)) == "age" => before - 1,
            _ => continue,
        };
        // "Tollefsen, aged 42," tells how old she is.
        if word == "aged"
            && (starts == 0 || passage.word(starts - 1) == ",")
            && passage.word(value.tokens.end) == ","
        {
            continue;
        }
        let Some(clause) = passage.clause_of(starts) else { continue };
        let Some((number, frame)) = frames.iter().enumerate().find(|(_, f)| f.clause == clause) else {
            continue;
        };
        let passive = passage.clauses.get(clause).is_some_and(|c| c.passive);
        let who = if passive { frame.object } else { frame.subject };
        let Some(entity) = who.and_then(|s| s.entity) else { continue };
        if frame.negated || frame.modality != Modality::Stated {
            continue;
        }
        let holder = Holder { entity, voice: frame.voice, current: true, title: false };
        let died = passage.lemma(frame.predicate) == "die" && dead.contains(&entity);
        // "At 29, she is young for the part."
        let links = passage.clauses.get(clause).is_some_and(|c| c.copula.is_some());
        let still = || {
            let mut words = passage.clauses.get(clause).map_or(0..0, |c| c.tokens.clone());
            words.any(|t| passage.lemma(t) == "still")
        };
        let is = frame.tense == Tense::Present && (links || still());
        let quality = if died || is {
            Quality::Age(value.low, value.low)
        } else {
            Quality::AgeWhen(value.low, first + number)
        };
        page.note(holder, quality, starts..value.tokens.end);
    }
}

/// "At 51 she is": whether the words that tell the age open a sentence and its subject follows them.
fn opens(passage: &Passage, at: usize, value: &Value) -> bool {
    let sentence = passage.sentence_of(at).and_then(|s| passage.sentences.get(s));
    let subject = passage.clause_of(at).and_then(|c| passage.clauses.get(c)).and_then(|c| c.subject);
    sentence.is_some_and(|s| s.tokens.start == at)
        && subject.is_some_and(|s| passage.subtree(s).start == value.tokens.end)
}

/// "Was 84 when he died".
fn dies_behind(passage: &Passage, frame: &FactFrame, value: &Value) -> bool {
    let dies = |c: &Clause| c.governor == Some(frame.clause) && passage.lemma(c.predicate) == "die";
    passage.word(value.tokens.end) == "when" && passage.clauses.iter().any(dies)
}

/// "Born in 1933, Lind was the youngest": who the sentence goes on to tell of.
fn born_before(frame: &FactFrame, page: &Page<'_>) -> Option<EntityId> {
    page.entity_at(goes_on_with(page.placed.passage(), frame)?)
}

/// The subject of a sentence that the clause of a frame opens.
fn goes_on_with(passage: &Passage, frame: &FactFrame) -> Option<usize> {
    let clause = passage.clauses.get(frame.clause)?;
    let outer = passage.clauses.get(clause.governor?)?;
    let sentence = passage.sentences.get(frame.sentence)?;
    let subject = outer.subject.filter(|&s| s >= clause.tokens.end)?;
    // "Born in Harlow, Ohio, on May 3, 1933, Lind": the parser may hang the day on what follows.
    let ahead = clause.tokens.end..passage.subtree(subject).start;
    let dated = |&t: &usize| {
        matches!(passage.word(t), "," | "on" | "in") || passage.values.iter().any(|v| v.tokens.contains(&t))
    };
    (clause.tokens.start == sentence.tokens.start && ahead.into_iter().all(|t| dated(&t))).then_some(subject)
}

/// The one year between a clause that opens a sentence and the subject of the sentence.
fn year_ahead<'a>(passage: &'a Passage, frame: &FactFrame) -> Option<(&'a Value, i16)> {
    let ahead = frame.predicate..passage.subtree(goes_on_with(passage, frame)?).start;
    passage.values.iter().filter(|v| ahead.contains(&v.tokens.start)).find_map(|v| match &v.measure {
        Measure::Date(date) => Some((v, date.year?)),
        _ => None,
    })
}

/// "when she was 19": the age at the deed of the clause above.
fn when(frame: &FactFrame, number: usize, entity: EntityId, value: &Value, page: &mut Page<'_>) {
    let passage = page.placed.passage();
    let outer = passage.clauses.get(frame.clause).and_then(|c| c.governor);
    let only =
        passage.clauses.get(frame.clause).and_then(|c| c.mark).is_some_and(|m| passage.lemma(m) == "when");
    // Frames stand in the order of clauses, one a clause.
    let Some(deed) = outer.and_then(|o| (number + o).checked_sub(frame.clause)).filter(|_| only) else {
        return;
    };
    let holder = Holder { entity, voice: frame.voice, current: true, title: false };
    page.note(holder, Quality::AgeWhen(value.low, deed), value.tokens.clone());
}

/// Whether a number can be somebody's years.
fn is_years(value: &Value) -> bool {
    value.bound == Bound::Exact
        && value.low == value.high
        && (3.0..=110.0).contains(&value.low)
        && value.low.fract() == 0.0
}

/// Whether an age is told beside what somebody did of late: Lind, *who was 42*, lived alone.
fn was_then(passage: &Passage, clause: &Clause, value: &Value) -> bool {
    let sentence = passage.sentence_of(value.tokens.start).and_then(|s| passage.sentences.get(s));
    let comma = clause.tokens.start.checked_sub(1).is_some_and(|t| passage.word(t) == ",");
    clause.kind == ClauseKind::Relative
        && comma
        && passage.word(value.tokens.end) == ","
        && sentence.is_some_and(|s| !age::is_of_another_time(passage, &s.tokens))
}

/// Whether nothing follows a value in its sentence.
fn ends(passage: &Passage, value: &Value) -> bool {
    let sentence = passage.sentence_of(value.tokens.start).and_then(|s| passage.sentences.get(s));
    sentence.is_none_or(|s| value.tokens.end + 1 >= s.tokens.end)
}

/// Whether a bare number counts something: "was 3 for 4", "was 20 percent".
fn is_counting(passage: &Passage, value: &Value) -> bool {
    value.measure == Measure::Number && !closes(passage, value.tokens.end)
}

/// Whether a clause or phrase ends at a token.
fn closes(passage: &Passage, at: usize) -> bool {
    matches!(
        passage.word(at),
        "." | "," | ";" | "" | "and" | "but" | "when" | "after" | "before" | "”" | "\"" | ")" | "—" | "–"
    )
}

/// The year in a clause, if it names one.
fn year_in<'a>(passage: &'a Passage, frame: &FactFrame) -> Option<(&'a Value, i16)> {
    let own = |v: &&Value| passage.clause_of(v.tokens.start) == Some(frame.clause);
    passage.values.get(frame.values.clone())?.iter().filter(own).find_map(|value| match &value.measure {
        Measure::Date(date) => Some((value, date.year?)),
        _ => None,
    })
}

/// The town that a clause with "where" hangs on: *Harlow*, where she was born.
fn town_where(clause: &Clause, page: &Page<'_>) -> Option<(String, std::ops::Range<usize>)> {
    let passage = page.placed.passage();
    let place = clause.tokens.clone().find(|&t| passage.word(t) == "where")?;
    let end = place.checked_sub(usize::from(place > 0 && passage.word(place - 1) == ","))?;
    let name = passage.names.iter().find(|n| n.tokens.end == end && is_town(n))?;
    Some((spelling::fold(name.span.of(passage.text())), name.tokens.clone()))
}

/// The town of an "in" phrase of the frame.
fn town(
    frame: &FactFrame,
    mentions: &[Mention],
    page: &Page<'_>,
) -> Option<(String, std::ops::Range<usize>)> {
    let passage = page.placed.passage();
    let place = frame.others.iter().find(|o| {
        o.entity.is_some() && o.preposition.is_some_and(|p| matches!(passage.lemma(p), "in" | "at"))
    })?;
    let name = passage.names.iter().find(|n| n.tokens.contains(&place.token) && is_town(n))?;
    mentions.iter().find(|m| m.span.overlaps(name.span.shift(page.placed.offset)))?;
    Some((spelling::fold(name.span.of(passage.text())), name.tokens.clone()))
}
