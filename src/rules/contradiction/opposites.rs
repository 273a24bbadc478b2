//! Opposites said of one thing: the mosque was packed and uncrowded, she lost her seat and celebrated her re-election,
//! turnout was a record and the lowest ever.
//!
//! A word that stands in the list of opposites is a [`Mark`] on what it is said of, whatever its part of speech: the subject or
//! object of a verb, the noun of an adjective, the possessor or of-phrase of a noun.

use crate::article::{Article, EntityId, FactFrame, Modality, Placed, Tense};
use crate::language::{Measure, Passage, Relation, Tag};
use crate::rules::contradiction::conflict::{Conflict, same_voice};
use crate::rules::contradiction::earlier::{Earlier, Known};
use crate::rules::contradiction::lexicon::{self, SaidOf, Sense};
use crate::rules::contradiction::lexis::{self, Item, Lexis, WordId};
use crate::rules::contradiction::referent::modifies;
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::weights;
use std::collections::HashMap;

/// How many earlier marks of one row are compared with a new one.
const NEAREST: usize = 32;

/// How a word stands to what it is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Subject,
    Object,
    /// Whose it is: *Holt*'s victory.
    Owner,
    Of,
}

/// What a word is said of.
#[derive(Clone, Debug)]
struct Core {
    role: Role,
    entity: Option<EntityId>,
    word: Option<WordId>,
    modifiers: Vec<Item>,
}

impl Core {
    /// How alike two are: the same entity, or nouns that can stand for each other.
    fn likeness(&self, other: &Core, lexis: &Lexis) -> f32 {
        match (self.entity, other.entity) {
            (Some(a), Some(b)) => f32::from(u8::from(a == b)),
            _ => self.word.zip(other.word).map_or(0.0, |(a, b)| lexis.words_alike(a, b)),
        }
    }

    fn weight(&self, lexis: &Lexis) -> f32 {
        let item = self.entity.map(Item::Entity).or(self.word.map(Item::Word));
        item.map_or(0.0, |i| lexis.weight(i))
    }
}

struct Mark<'a> {
    frame: &'a FactFrame,
    lemma: &'a str,
    word: Option<WordId>,
    sense: Sense,
    denied: bool,
    /// What it is said of, and what modifies that.
    cores: Vec<Core>,
    rest: Vec<Item>,
    /// Whether it stands before its noun, and so may tell which one is meant: the temporary workers.
    attributive: bool,
    /// Whether it is the predicate of its clause.
    predicate: bool,
    /// Whether it says what state something is in: the courtroom was packed.
    state: bool,
}

pub(super) fn find(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    known: &Known,
    conflicts: &mut Vec<Conflict>,
) {
    let mut by_row: HashMap<u16, Earlier<'_, Mark<'_>>> = HashMap::new();
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for here in read(lexis, placed, frame) {
            let row = here.sense.row;
            let marks = by_row.entry(row).or_insert_with(|| Earlier::new(known, ("opposites", row), NEAREST));
            let best = marks.best(frame.paragraph, |there| {
                let score = weigh(lexis, scenes, article, &here, there)?.score();
                weights::of("opposites").suffices(score).then_some(score)
            });
            if let Some(there) = best {
                conflicts.push(conflict(article, &here, there));
            }
            marks.push(frame.paragraph, here);
        }
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

/// Whether a noun is a share of something: "rated a *third* of the claims as false", but "rose 7 *percent*".
fn is_share(passage: &Passage, noun: usize) -> bool {
    let share = matches!(passage.lemma(noun), "%" | "percent" | "half" | "majority" | "third");
    share && passage.dependents(noun).any(|child| passage.tokens[child].relation == Relation::Nmod)
}

/// The marks of a clause.
fn read<'a>(lexis: &Lexis, placed: &'a Placed, frame: &'a FactFrame) -> Vec<Mark<'a>> {
    let passage = placed.passage();
    let clause = passage.clauses.get(frame.clause);
    let bare = frame.tense == Tense::Untold
        && frame.modality == Modality::Stated
        && passage.tokens.get(frame.predicate).is_some_and(|t| t.tag.is_verb());
    if !matches!(frame.modality, Modality::Stated | Modality::Future)
        || bare && placed.kind.is_copy() && !placed.kind.is_display()
        || clause.is_none_or(|c| super::statement::is_of_some(passage, c))
        || frame.object.is_some_and(|o| is_share(passage, o.token))
    {
        return Vec::new();
    }
    let mut marks = Vec::new();
    for token in lexis::own_tokens(passage, frame.clause) {
        let open = passage.tokens.get(token).is_some_and(|t| {
            lexis::class_of(t.tag).is_some() || matches!(t.tag, Tag::Rb | Tag::Rbr | Tag::Rbs)
        });
        let lemma = passage.lemma(token);
        if !open
            || lexis.entity(frame.paragraph, token).is_some()
                && passage.tokens.get(token).is_some_and(|t| t.tag.is_proper())
        {
            continue;
        }
        let after = || {
            (token + 1..(token + 7).min(passage.clauses.get(frame.clause).map_or(0, |c| c.tokens.end)))
                .map(|t| passage.lemma(t))
        };
        // A participle that stands in the list as written is an adjective: "packed".
        let form = passage.word(token).to_lowercase();
        let passive = token == frame.predicate && clause.is_some_and(|c| c.passive);
        let participle = (form != lemma || passive)
            && passage.tokens.get(token).is_some_and(|t| matches!(t.tag, Tag::Vbn | Tag::Jj))
            && !lexicon::senses(&form).is_empty();
        let senses =
            if participle { lexicon::senses_in(&form, after) } else { lexicon::senses_in(lemma, after) };
        if senses.is_empty() {
            continue;
        }
        let cores = cores(lexis, passage, frame, token);
        if cores.is_empty() {
            continue;
        }
        let own_denial =
            passage.dependents(token).any(|t| matches!(passage.lemma(t), "not" | "no" | "never" | "hardly"));
        let denied = if token == frame.predicate { frame.negated } else { own_denial };
        let attributive = passage.tokens.get(token).is_some_and(|t| t.relation == Relation::Amod);
        let rest =
            lexis.items(frame.paragraph, lexis::own_tokens(passage, frame.clause).filter(|&t| t != token));
        let tag = passage.tokens.get(token).map(|t| t.tag);
        let state = token == frame.predicate && clause.is_some_and(|c| c.copula.is_some())
            || participle
            || tag == Some(Tag::Jj) && !attributive;
        let verb = token == frame.predicate && passage.tokens.get(token).is_some_and(|t| t.tag.is_verb());
        for sense in senses {
            let said = |role: Role| match sense.of {
                _ if !verb || participle || matches!(role, Role::Of | Role::Owner) => true,
                SaidOf::Subject => role == Role::Subject,
                SaidOf::Object => role == Role::Object,
                SaidOf::Both => true,
            };
            let cores: Vec<_> = cores.iter().filter(|c| said(c.role)).cloned().collect();
            if !cores.is_empty() {
                marks.push(Mark {
                    frame,
                    lemma,
                    word: lexis.word(frame.paragraph, token),
                    sense,
                    denied,
                    cores,
                    rest: rest.clone(),
                    attributive,
                    predicate: token == frame.predicate,
                    state,
                });
            }
        }
    }
    marks
}

/// What a word is said of.
fn cores(lexis: &Lexis, passage: &Passage, frame: &FactFrame, token: usize) -> Vec<Core> {
    let mut found: Vec<(Role, usize)> = Vec::new();
    let Some(read) = passage.tokens.get(token) else { return Vec::new() };
    if token == frame.predicate {
        found.extend(frame.subject.map(|a| (Role::Subject, a.token)));
        found.extend(frame.object.map(|a| (Role::Object, a.token)));
    } else if read.tag.is_noun() && read.relation != Relation::Compound {
        let said = passage.dependents(token).filter(|&t| {
            passage
                .tokens
                .get(t)
                .is_some_and(|d| matches!(d.relation, Relation::NmodPoss | Relation::Compound))
                || passage.tokens.get(t).is_some_and(|d| d.relation == Relation::Nmod)
                    && passage
                        .case_marker(t)
                        .is_some_and(|c| matches!(passage.lemma(c), "of" | "in" | "for" | "to"))
        });
        found.extend(said.map(|t| {
            let owner = passage.tokens.get(t).is_some_and(|d| d.relation == Relation::NmodPoss);
            (if owner { Role::Owner } else { Role::Of }, t)
        }));
        let object = frame.object.is_some_and(|a| a.token == token);
        found.extend(frame.subject.filter(|a| object && a.token != token).map(|a| (Role::Subject, a.token)));
    } else if matches!(read.relation, Relation::Amod | Relation::Compound) {
        found.extend(read.head.map(|h| (Role::Of, h as usize)));
    } else if read.head == Some(frame.predicate as u32)
        && frame.object.is_some_and(|o| o.token < token)
        && read.tag == Tag::Jj
    {
        // "Left the church intact", "survived the storm undamaged".
        found.extend(frame.object.map(|a| (Role::Object, a.token)));
        found.extend(frame.subject.map(|a| (Role::Subject, a.token)));
    } else if read.head == Some(frame.predicate as u32) {
        found.extend(frame.subject.map(|a| (Role::Subject, a.token)));
    }
    let mark = token;
    found
        .into_iter()
        .filter_map(|(role, token)| {
            let bare = !sameness::is_definite(passage, token) && lexicon::is_people(passage.lemma(token));
            let (entity, word) =
                (lexis.named(passage, frame.paragraph, token), lexis.word(frame.paragraph, token));
            // "Powerful people", "poor people" are anybody.
            entity.or(word.filter(|_| !bare).map(|w| w as usize))?;
            let modifiers = passage
                .dependents(token)
                .filter(|_| entity.is_none() || !passage.tokens.get(token).is_some_and(|t| t.tag.is_proper()))
                .filter(|&t| t != mark && modifies(passage, t));
            Some(Core { role, entity, word, modifiers: lexis.items(frame.paragraph, modifiers) })
        })
        .collect()
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
    /// For what is said of two things, how the second ones agree.
    second: f32,
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
            ("dated", self.dated),
            ("one-time", self.one_time),
            ("second", self.second),
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
    if here.attributive && there.attributive {
        return None;
    }
    // A noun does not take the time of the verb beside it: "found a reduction by 2050".
    if here.predicate && there.predicate && super::statement::foretold(a, b)
        || sameness::complements_differ(lexis, article, a, b)
        || counts_differ(article, a, b)
    {
        return None;
    }
    let second = second(lexis, here, there);
    if second < 0.0 {
        return None;
    }
    let (x, y) = scenes.pair(a, b)?;
    if x.at_other_time(y) || x.dated_apart(y) || x.apart || y.apart {
        return None;
    }
    // "Her loss", "his victory".
    let owner = |mark: &Mark<'_>| mark.cores.iter().find(|c| c.role == Role::Owner).and_then(|c| c.entity);
    if owner(here).zip(owner(there)).is_some_and(|(x, y)| x != y) {
        return None;
    }
    let unmatched = |x: &[Item], y: &[Item]| {
        x.iter().filter(|&&i| !y.iter().any(|&j| lexis.likeness(i, j) >= 0.5)).count() as f32
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
                unmatched(&x.modifiers, &y.modifiers) + unmatched(&y.modifiers, &x.modifiers),
                lexis.contrast(&x.modifiers, &y.modifiers),
                lexis.each_has_own(&x.modifiers, &y.modifiers),
            )
        })
        // "The budget for the bridge" is not "the budget for the harbour".
        .filter(|c| c.0 >= 0.6 && !c.3 && !c.4)
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
        tense: if super::statement::tenses_agree(a, b) || !(here.predicate && there.predicate) {
            0.0
        } else {
            -1.0
        },
        turn: sign(x.turns) + sign(y.turns),
        in_turn: sign(here.sense.in_turn),
        second,
    })
}

/// Where both words are said of subject and object: 1 where both are the same, -1 where one of them is another.
fn second(lexis: &Lexis, here: &Mark<'_>, there: &Mark<'_>) -> f32 {
    if here.sense.of != SaidOf::Both || there.sense.of != SaidOf::Both {
        return 0.0;
    }
    let part = |mark: &Mark<'_>, role: Role| mark.cores.iter().find(|c| c.role == role).cloned();
    let agree = |role: Role| match (part(here, role), part(there, role)) {
        (Some(x), Some(y))
            if x.likeness(&y, lexis) >= 0.6 && !lexis.each_has_own(&x.modifiers, &y.modifiers) =>
        {
            1.0
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
        false => format!("“{}” and “{}” are opposites", here.lemma, there.lemma),
    };
    Conflict::of_clauses(article, here.frame, there.frame, about)
}
