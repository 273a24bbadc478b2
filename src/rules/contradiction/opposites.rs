//! Opposites said of one thing: the mosque was packed and uncrowded, she lost her seat and celebrated her re-election,
//! turnout was a record and the lowest ever. Where the words stand is read in [`mark`](super::mark).

use crate::article::{Argument, Article, FactFrame, Tense};
use crate::language::{ClauseKind, Measure, Passage, Relation};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, same_voice};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::lexicon::{self, SaidOf};
use crate::rules::contradiction::lexis::{self, Item, Lexis};
use crate::rules::contradiction::mark::{Core, Mark, Role, read};
use crate::rules::contradiction::places::{Keys, Late, Place};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::weights;
use crate::rules::contradiction::when;
use crate::rules::word_list::lines;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How many earlier marks of one row are compared with a new one.
const NEAREST: usize = 32;

pub(super) fn find<'a>(reading: Reading<'a>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut by_row: HashMap<u64, Earlier<'_, Place<'_, '_, Mark<'_>>>> = HashMap::new();
    let read = |frame: &'a FactFrame| -> Vec<(Keys, Mark<'a>)> {
        let placed = article.paragraphs.get(frame.paragraph);
        let marks = placed.map(|placed| read(article, lexis, placed, frame)).unwrap_or_default();
        marks.into_iter().map(|mark| (Keys::from([u64::from(mark.sense.row)]), mark)).collect()
    };
    for (rows, here) in known.places(Late::Opposites, article, &read) {
        let row = rows.first().copied().unwrap_or_default();
        let marks = by_row.entry(row).or_insert_with(|| Earlier::new(known, ("opposites", row), NEAREST));
        let best = marks.best(here.frame.paragraph, |there| {
            let score = weigh(lexis, scenes, article, here.get()?, there.get()?)?.score();
            weights::of("opposites").suffices(score).then_some(score)
        });
        if let Some((here, there)) = here.get_with(best) {
            conflicts.push(conflict(article, here, there));
        }
        marks.push(here.frame.paragraph, here);
    }
}

/// Whether the two are told of different numbers of a kind: convicted on 11 counts, acquitted of three.
fn counts_differ(article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let counted = |frame: &FactFrame| {
        let passage = article.paragraphs.get(frame.paragraph)?.passage();
        passage.values.get(frame.values.clone())?.iter().find_map(|value| {
            let Measure::Count { noun } = value.measure else { return None };
            let complement = frame.others.iter().any(|other| {
                other.token == noun
                    || passage.tokens.get(noun).and_then(|t| t.head) == Some(other.token as u32)
            });
            complement.then(|| (passage.lemma(noun), value.clone()))
        })
    };
    match (counted(a), counted(b)) {
        (Some((x, left)), Some((y, right))) => x == y && !left.agrees_with(&right),
        _ => false,
    }
}

#[derive(Clone, Copy, Debug)]
struct Evidence {
    core: f32,
    weight: f32,
    modifiers: f32,
    shared: f32,
    mutual: f32,
    /// -1 where beside what they are said of both name somebody or something, and nothing in common.
    names: f32,
    /// 1 where both name one year or day.
    one_time: f32,
    /// 1 where only one of them is dated by a year.
    dated: f32,
    /// How many of the two say what state something is in, rather than what happens to it.
    states: f32,
    /// How rare the two words are, from 0 to 1.
    rarity: f32,
    /// 1 where two different voices say it.
    voices: f32,
    tense: f32,
    turn: f32,
    /// 1 where the deeds can follow each other.
    in_turn: f32,
    /// 1 where a noun points back to a deed: the rise in unemployment.
    nominal: f32,
    /// For what is said of two things, how the second ones agree.
    second: f32,
    /// 1 where one of them speaks of nothing else: the river is falling.
    bare: f32,
}

impl Evidence {
    fn score(&self) -> f32 {
        weights::of("opposites").score(&[
            ("core", self.core),
            ("modifiers", self.modifiers.min(2.0)),
            ("shared", self.shared.min(4.0)),
            ("mutual", self.mutual),
            ("tenses-apart", -self.tense),
            ("turn", self.turn),
            ("weight", self.weight),
            ("in-turn", self.in_turn),
            ("nominal", self.nominal),
            ("dated", self.dated),
            ("one-time", self.one_time),
            ("second", self.second),
            ("bare", self.bare),
            ("names-apart", -self.names.min(0.0)),
            ("rarity", self.rarity),
            ("states", self.states),
            ("voices", self.voices),
        ])
    }
}

fn weigh(
    lexis: &Lexis,
    scenes: &Scenes,
    article: &Article,
    here: &Mark<'_>,
    there: &Mark<'_>,
) -> Option<Evidence> {
    let (a, b) = (here.frame, there.frame);
    let opposed = here.sense.side != there.sense.side;
    // The denial of a word is its opposite; the denial of both is nothing.
    if here.denied == there.denied && !opposed
        || here.denied && there.denied
        || (here.denied || there.denied) && opposed
    {
        return None;
    }
    if here.attributive && there.attributive && !compare_alike(lexis, here, there) {
        return None;
    }
    // A noun does not take the time of the verb beside it: "found a reduction by 2050".
    let nominal = here.nominal || there.nominal;
    if here.predicate && there.predicate && foretold(here, there)
        || !nominal && sameness::complements_differ(lexis, article, a, b)
        || !nominal && counts_differ(article, a, b)
        || here.predicate && there.predicate && are_completed_apart(lexis, article, here, there)
        || here.predicate && there.predicate && are_of_two_charges(lexis, article, here, there)
    {
        return None;
    }
    let second = second(lexis, here, there);
    if second < 0.0 || are_about_two_things(article, lexis, here, there) || has_passed(article, here, there) {
        return None;
    }
    let (x, y) = scenes.pair(a, b)?;
    let often = is_of_several_times(article, a) != is_of_several_times(article, b);
    if often || x.told_at_other_time(y) || x.apart || y.apart || when::at_other_hour(article, a, b) {
        return None;
    }
    // "Had been closed since May", "reopened".
    let was_before = |mark: &Mark<'_>| {
        let passage = article.paragraphs.get(mark.frame.paragraph).map(|p| p.passage());
        let passive = |p: &Passage| p.clauses.get(mark.frame.clause).is_some_and(|c| c.passive);
        mark.predicate && passage.is_some_and(|p| lexis::was_before(p, mark.frame.clause) && passive(p))
    };
    if was_before(here) != was_before(there) {
        return None;
    }
    // "Was critical on Monday", "is out of danger".
    if x.times.is_empty() != y.times.is_empty() && !times_agree(here, there) {
        return None;
    }
    if here.predicate && there.predicate && are_of_two_doers(lexis, here, there) {
        return None;
    }
    // "Her loss", "his victory".
    let owner = |mark: &Mark<'_>| mark.cores.iter().find(|c| c.role == Role::Owner).and_then(|c| c.entity);
    if owner(here).zip(owner(there)).is_some_and(|(x, y)| x != y) {
        return None;
    }
    let unmatched = |x: &Core, y: &Core| {
        let known = |i: Item| y.modifiers.iter().chain(&y.around).any(|&j| lexis.likeness(i, j) >= 0.5);
        x.modifiers.iter().filter(|&&i| !known(i)).count() as f32
    };
    let best = here
        .cores
        .iter()
        .flat_map(|x| there.cores.iter().map(move |y| (x, y)))
        .filter(|(x, y)| {
            let both = here.sense.of == SaidOf::Both && there.sense.of == SaidOf::Both;
            let role = |core: &Core| if core.role == Role::Owner { Role::Subject } else { core.role };
            role(x) == role(y) || !both || x.role == Role::Of || y.role == Role::Of
        })
        .map(|(x, y)| {
            (
                x.likeness(y, lexis),
                x.weight(lexis).min(y.weight(lexis)),
                unmatched(x, y) + unmatched(y, x),
                lexis.contrast(&x.modifiers, &y.modifiers) || x.contrasts(y, lexis),
                lexis.each_has_own_kind(&x.modifiers, &y.modifiers),
                x.definite && y.definite,
                !(x.single || y.single),
            )
        })
        // "The budget for the bridge" is not "the budget for the harbour".
        .filter(|c| c.0 >= 0.65 && !c.3 && !c.4)
        .max_by(|a, b| (a.0 - 0.3 * a.2).total_cmp(&(b.0 - 0.3 * b.2)))?;
    // What they are said of is the same already; the rest has to speak for one event.
    let core = |mark: &Mark<'_>| -> Vec<Item> {
        mark.cores
            .iter()
            .flat_map(|c| [c.entity.map(Item::Entity), c.word.map(Item::Word)])
            .flatten()
            .collect()
    };
    let (ours, theirs) = (core(here), core(there));
    let others = |mark: &Mark<'_>| -> Vec<Item> {
        mark.rest.iter().copied().filter(|i| !(ours.contains(i) || theirs.contains(i))).collect()
    };
    let (a_rest, b_rest) = (others(here), others(there));
    if lexis.contrast(&a_rest, &b_rest) {
        return None;
    }
    let both = here.sense.of == SaidOf::Both && there.sense.of == SaidOf::Both;
    let bare = (a_rest.is_empty() || b_rest.is_empty()) && best.0 >= 0.8 && (!both || second > 0.0);
    let rest = lexis.overlap(&a_rest, &b_rest);
    let sign = |yes: bool| f32::from(u8::from(yes));
    Some(Evidence {
        core: best.0,
        weight: best.1,
        modifiers: best.2,
        shared: rest.shared,
        mutual: rest.mutual,
        names: lexis::named(&a_rest, &b_rest),
        one_time: sign(x.at_one_time(y)),
        dated: sign(x.has_year() != y.has_year()),
        states: sign(here.state) + sign(there.state),
        rarity: (lexis.rarity(here.word) + lexis.rarity(there.word)) / 2.0,
        voices: sign(!same_voice(article, a.voice, b.voice)),
        tense: if times_agree(here, there) || !(here.predicate && there.predicate) { 0.0 } else { -1.0 },
        turn: sign(x.turns) + sign(y.turns),
        in_turn: sign(here.sense.in_turn),
        nominal: sign(nominal && best.6 && x.times.is_empty() == y.times.is_empty()),
        second,
        bare: sign(bare && best.5 && (here.predicate || here.state) && (there.predicate || there.state)),
    })
}

/// Whether both tell how much of one thing one subject does: scored more goals, scored fewer.
fn compare_alike(lexis: &Lexis, here: &Mark<'_>, there: &Mark<'_>) -> bool {
    let word = |mark: &Mark<'_>| lexis.word(mark.frame.paragraph, mark.frame.predicate);
    let subject = |mark: &Mark<'_>| lexis.item(mark.frame.paragraph, mark.frame.subject?.token);
    // "The smaller moon has none" tells which moon.
    let of_object = |mark: &Mark<'_>| {
        let object = mark.frame.object.and_then(|o| lexis.word(mark.frame.paragraph, o.token));
        mark.compares && object.is_some() && mark.cores.iter().any(|c| c.word == object)
    };
    of_object(here)
        && of_object(there)
        && word(here).zip(word(there)).is_some_and(|(a, b)| lexis.words_alike(a, b) >= 0.85)
        && subject(here).zip(subject(there)).is_some_and(|(a, b)| lexis.likeness(a, b) >= 0.85)
        // "At home", "away".
        && lexis.overlap(&here.rest, &there.rest).mutual > 0.9
}

/// Whether one takes a clause and the other is about a thing, or another clause: declined to comment, agreed to talk.
fn are_completed_apart(lexis: &Lexis, article: &Article, here: &Mark<'_>, there: &Mark<'_>) -> bool {
    let both = here.sense.of == SaidOf::Both && there.sense.of == SaidOf::Both;
    let completed = |m: &Mark<'_>| sameness::is_completed(lexis, article, m.frame);
    let (a, b) = (completed(here), completed(there));
    (a && b || (a || b) && both) && !sameness::completions_agree(lexis, article, here.frame, there.frame)
}

/// Whether what one admits is not what the other denies, or need not be: denied *it*, admitted *that he had been there*; denied
/// murder, admitted the lesser offence; convicted of the raid, acquitted of *that* charge.
fn are_of_two_charges(lexis: &Lexis, article: &Article, here: &Mark<'_>, there: &Mark<'_>) -> bool {
    static ROWS: LazyLock<Vec<u16>> = LazyLock::new(|| {
        let rows = |word| lexicon::senses(word).into_iter().map(|sense| sense.row);
        ["acquit", "admit"].into_iter().flat_map(rows).collect()
    });
    if !ROWS.contains(&here.sense.row) {
        return false;
    }
    let passage = |m: &Mark<'_>| article.paragraphs.get(m.frame.paragraph).map(|p| p.passage());
    // What such a word points to stands in the sentence before.
    let points_past = |m: &Mark<'_>, other: &Mark<'_>| {
        let Some(passage) = passage(m) else { return false };
        let pointing = |t: usize| {
            matches!(passage.lemma(t), "another" | "it" | "other" | "that" | "them" | "this" | "those")
        };
        let (here, before) =
            ((m.frame.paragraph, m.frame.sentence), (other.frame.paragraph, other.frame.sentence + 1));
        here != before && charges(passage, m).any(|t| pointing(t) || passage.dependents(t).any(pointing))
    };
    points_past(here, there) || points_past(there, here) || matters_differ(lexis, article, here, there)
}

/// Adverbs by which a clause tells what is mostly so.
static HABITS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/habit_words.txt")).collect());

/// Whether a clause tells of several times, or of what is mostly so: lost *both times*, won *twice*, *normally* closes on Mondays.
fn is_of_several_times(article: &Article, frame: &FactFrame) -> bool {
    let Some(passage) = article.paragraphs.get(frame.paragraph).map(|p| p.passage()) else { return false };
    lexis::own_tokens(passage, frame.clause).any(|t| {
        let before = t.checked_sub(1).map(|b| passage.lemma(b).to_lowercase());
        let each =
            before.is_some_and(|b| matches!(b.as_str(), "both" | "each" | "every" | "many" | "several"));
        let lemma = passage.lemma(t);
        lemma == "twice" || lemma == "time" && each || HABITS.contains(lemma)
    })
}

/// What somebody admits, denies or is convicted of: its heads.
fn charges<'p>(passage: &'p Passage, mark: &Mark<'p>) -> impl Iterator<Item = usize> + 'p {
    let owns_up = matches!(passage.lemma(mark.frame.predicate), "admit" | "confess" | "own" | "plead");
    let of = move |o: &&Argument| {
        let preposition = o.preposition.map(|p| passage.lemma(p));
        preposition == Some("of") || owns_up && preposition == Some("to")
    };
    let verdict = mark.frame.others.iter().filter(of);
    let convicted = mark.sense.of == SaidOf::Object;
    let object = mark.frame.object.iter().filter(move |_| !convicted);
    object.chain(verdict).map(|argument| argument.token)
}

/// Words for whatever somebody is charged with.
static CHARGES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/charges.txt")).collect());

/// Whether both tell what it is that somebody admits or denies, and share no word: manslaughter, the lesser offence.
fn matters_differ(lexis: &Lexis, article: &Article, here: &Mark<'_>, there: &Mark<'_>) -> bool {
    let matter = |mark: &Mark<'_>| -> Vec<Item> {
        let paragraph = mark.frame.paragraph;
        let Some(passage) = article.paragraphs.get(paragraph).map(|p| p.passage()) else { return Vec::new() };
        let generic = |t: usize| CHARGES.contains(passage.lemma(t));
        // "Her innocence from first to last": of what is told by "of" alone.
        let of = |t: &usize| passage.case_marker(*t).is_some_and(|c| passage.lemma(c) == "of");
        let whose = |t: usize| passage.tokens.get(t).is_some_and(|t| t.relation == Relation::NmodPoss);
        let own = |head: usize| passage.dependents(head).filter(move |&t| t < head && !whose(t));
        let words = charges(passage, mark).flat_map(|head| -> Vec<usize> {
            if generic(head) {
                let told = passage.dependents(head).filter(of).flat_map(|t| passage.phrase(t));
                own(head).chain(told).collect()
            } else {
                passage.phrase(head).collect()
            }
        });
        lexis.items(paragraph, words.filter(|&t| !generic(t)))
    };
    let (ours, theirs) = (matter(here), matter(there));
    !ours.is_empty() && !theirs.is_empty() && lexis.overlap(&ours, &theirs).shared < 0.5
}

/// Whether both states are about something, and about two things: delighted with the result, disappointed that it took so long.
fn are_about_two_things(article: &Article, lexis: &Lexis, here: &Mark<'_>, there: &Mark<'_>) -> bool {
    let topic = |mark: &Mark<'_>| -> Option<Vec<Item>> {
        let frame = mark.frame;
        let passage = article.paragraphs.get(frame.paragraph)?.passage();
        let below = passage
            .clauses
            .iter()
            .filter(|c| c.governor == Some(frame.clause) && c.kind == ClauseKind::Complement);
        let about = frame.others.iter().filter(|o| {
            let preposition = o.preposition.map(|p| passage.lemma(p));
            preposition.is_some_and(|p| matches!(p, "about" | "at" | "by" | "over" | "with"))
        });
        let mut topics =
            below.map(|c| c.tokens.clone()).chain(about.map(|o| passage.phrase(o.token))).peekable();
        topics.peek().filter(|_| mark.predicate && mark.state)?;
        Some(lexis.items(frame.paragraph, topics.flatten()))
    };
    topic(here).zip(topic(there)).is_some_and(|(ours, theirs)| lexis.overlap(&ours, &theirs).shared < 0.5)
}

/// Whether one is a state that lasted for a time and the other one of now, or what came after it: was sad for two years, is happy; was
/// closed for 14 hours, reopened.
fn has_passed(article: &Article, here: &Mark<'_>, there: &Mark<'_>) -> bool {
    let lasted = |mark: &Mark<'_>| {
        let values = article
            .paragraphs
            .get(mark.frame.paragraph)
            .and_then(|p| p.passage().values.get(mark.frame.values.clone()));
        mark.frame.tense == Tense::Past
            && values.is_some_and(|v| v.iter().any(|v| v.measure == Measure::Duration))
    };
    let is = |mark: &Mark<'_>| mark.frame.tense == Tense::Present;
    let reopened = |mark: &Mark<'_>| {
        let passage = article.paragraphs.get(mark.frame.paragraph).map(|p| p.passage());
        passage.is_some_and(|p| p.lemma(mark.frame.predicate) == "reopen")
    };
    here.state && there.state && (lasted(here) && is(there) || lasted(there) && is(here))
        || lasted(here) && reopened(there)
        || lasted(there) && reopened(here)
}

/// Whether both speak of one time. What has been done is so now and will be.
fn times_agree(here: &Mark<'_>, there: &Mark<'_>) -> bool {
    let perfect = |m: &Mark<'_>| m.frame.tense == Tense::Perfect && !m.to_come;
    // "Is stepping down", "will stay".
    let (a, b) = (here, there);
    if a.to_come && b.coming || b.to_come && a.coming {
        return true;
    }
    super::statement::tenses_agree(here.frame, there.frame) || perfect(here) || perfect(there)
}

/// Whether one tells what was to come and the other what came. What has been decided stands against what is to come.
fn foretold(here: &Mark<'_>, there: &Mark<'_>) -> bool {
    let came = |m: &Mark<'_>| !m.to_come && m.frame.tense == Tense::Past;
    // What somebody will do is not against the state that it will end: promised to repeal it, it is in force.
    let is = |m: &Mark<'_>| !m.to_come && m.frame.tense == Tense::Present && m.state;
    let against = |m: &Mark<'_>| came(m) || is(m);
    here.to_come && against(there) || there.to_come && against(here)
}

/// Whether two who are not one did it to what both are said of: the council approved it, the residents rejected it.
fn are_of_two_doers(lexis: &Lexis, here: &Mark<'_>, there: &Mark<'_>) -> bool {
    if here.sense.of != SaidOf::Object || there.sense.of != SaidOf::Object {
        return false;
    }
    match (here.doer, there.doer) {
        (Some(Item::Entity(a)), Some(Item::Entity(b))) => a != b,
        (Some(a @ Item::Word(_)), Some(b @ Item::Word(_))) => lexis.likeness(a, b) < 0.65,
        _ => false,
    }
}

/// Where both words are said of subject and object: 1 where both are the same, -1 where one of them is another.
fn second(lexis: &Lexis, here: &Mark<'_>, there: &Mark<'_>) -> f32 {
    if here.sense.of != SaidOf::Both || there.sense.of != SaidOf::Both {
        return 0.0;
    }
    // "In favor *of* the bridge".
    let stands = |core: &Core, role: Role| core.role == role || role == Role::Object && core.role == Role::Of;
    let part = |mark: &Mark<'_>, role: Role| mark.cores.iter().find(|c| stands(c, role)).cloned();
    let agree = |role: Role| match (part(here, role), part(there, role)) {
        // "A penalty" and "a penalty" may be two; so may "a bill" and "the immigration bill".
        (Some(x), Some(y)) if role == Role::Object && !(x.definite || y.definite) && x.single && y.single => {
            0.0
        }
        (Some(x), Some(y))
            if x.likeness(&y, lexis) >= 0.6 && !lexis.each_has_own(&x.modifiers, &y.modifiers) =>
        {
            let maybe = role == Role::Object && x.single != y.single && x.modifiers != y.modifiers;
            if maybe { 0.0 } else { 1.0 }
        }
        (Some(_), Some(_)) => -2.0,
        _ => 0.0,
    };
    let (subject, object): (f32, f32) = (agree(Role::Subject), agree(Role::Object));
    if subject > 0.0 && object > 0.0 { 1.0 } else { subject.min(object) }
}

fn conflict(article: &Article, here: &Mark<'_>, there: &Mark<'_>) -> Conflict {
    let about = match here.denied || there.denied {
        true => "one says what the other denies".to_owned(),
        false => format!("“{}” and “{}” are opposites", here.words, there.words),
    };
    Conflict::of_clauses(article, here.frame, there.frame, about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_habits_are_sorted() {
        let rows: Vec<_> = lines(include_str!("../data/habit_words.txt")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
