//! Statements about the same thing of which one denies the other, or says the opposite: a model includes an effect and does
//! not, a mosque is packed and uncrowded.

use crate::article::{Argument, Article, FactFrame, Modality, Tense};
use crate::language::meaning::Meaning;
use crate::language::thesaurus::WordClass;
use crate::language::{Clause, ClauseKind, Measure, Passage, Relation, Tag};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, same_voice};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::ByNumber;
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::{self, Item, Lexis, WordId};
use crate::rules::contradiction::mode::{self, Mode};
use crate::rules::contradiction::places::{Keys, Late, Place};
use crate::rules::contradiction::referent::Referent;
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::weights;
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::sync::LazyLock;

static PLAIN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/plain_predicates.txt")).collect());

static LIGHT: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/light_verbs.txt")).collect());

static OF_SOME: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/of_some.txt")).collect());

/// Whether a verb says too little by itself to be denied.
pub(super) fn is_plain(lemma: &str) -> bool {
    PLAIN.contains(lemma)
}

/// How many statements that speak of one thing are compared with a new one.
const NEAREST: usize = 16;

/// One clause as something that can be denied.
struct Statement<'a> {
    frame: &'a FactFrame,
    mode: Mode,
    predicate: WordId,
    lemma: &'a str,
    /// Whether the predicate is the object of a verb that says little: *labour* in "perform labour".
    light: bool,
    /// Whether it is denied.
    denied: bool,
    /// Whether its subject is a thing without a name: the failure.
    lifeless: bool,
    subject: Option<Item>,
    object: Option<Item>,
    /// What these two speak of, with what modifies it.
    parties: [Option<Referent>; 2],
    /// What it speaks of beside its predicate.
    rest: Vec<Item>,
}

pub(super) fn find<'a>(reading: Reading<'a>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut index: ByNumber<Vec<usize>> = ByNumber::default();
    let mut earlier: Earlier<'_, Place<'_, '_, Statement<'_>>> = Earlier::new(known, "statement", NEAREST);
    let read = |frame: &'a FactFrame| -> Vec<(Keys, Statement<'a>)> {
        let statement = read(article, lexis, frame);
        let keys = |s: &Statement<'_>| s.rest.iter().map(|&item| known.key(lexis, item)).collect();
        statement.map(|statement| (keys(&statement), statement)).into_iter().collect()
    };
    for (keys, here) in known.places(Late::Statement, article, &read) {
        let lists: Vec<&[usize]> = keys
            .iter()
            .filter_map(|key| index.get(key))
            .map(|list| &list[list.len().saturating_sub(NEAREST)..])
            .collect();
        let candidates = lists.iter().flat_map(|list| list.iter().copied());
        let best = earlier.best_of(here.frame.paragraph, candidates, |there| {
            let score = weigh(article, lexis, scenes, here.get()?, there.get()?)?.score();
            weights::of("statement").suffices(score).then_some(score)
        });
        if let Some((here, there)) = here.get_with(best)
            && let Some((clash, _)) = clash(lexis, here, there)
        {
            conflicts.push(conflict(article, here, there, clash));
        }
        for &key in keys {
            index.entry(key).or_default().push(earlier.len());
        }
        earlier.push(here.frame.paragraph, here);
    }
}

fn read<'a>(article: &'a Article, lexis: &Lexis, frame: &'a FactFrame) -> Option<Statement<'a>> {
    let placed = article.paragraphs.get(frame.paragraph)?;
    let passage = placed.passage();
    let clause = passage.clauses.get(frame.clause)?;
    let (mode, denied) = mode::of(article, lexis, frame)?;
    let told = mode == Mode::Told;
    if told && frame.modality == Modality::Future && clause.modal.is_none()
        || is_of_some(passage, clause)
        || clause.kind == ClauseKind::Adverbial && frame.tense == Tense::Untold
        || told
            && frame.tense == Tense::Untold
            && frame.modality == Modality::Stated
            && !placed.kind.is_display()
    {
        return None;
    }
    // "Perform labour" is to labour.
    let light = LIGHT.contains(passage.lemma(frame.predicate));
    let deed = frame
        .object
        .map(|o| o.token)
        .filter(|&t| light && passage.tokens.get(t).is_some_and(|t| t.tag == Tag::Nn));
    let head = deed.unwrap_or(frame.predicate);
    let lemma = passage.lemma(head);
    let predicate = lexis.word(frame.paragraph, head)?;
    let anybody = |a: &Argument| {
        matches!(passage.lemma(a.token), "i" | "I" | "we" | "you" | "one")
            || a.entity.is_none() && passage.lemma(a.token) == "they"
    };
    if frame.subject.as_ref().is_some_and(anybody) {
        return None;
    }
    // "He was a politician who had never debated": it is said of him.
    let stands_for = |token: usize| {
        let copular = passage.clauses.iter().find(|c| c.predicate == token && c.copula.is_some());
        copular.and_then(|c| c.subject).unwrap_or(token)
    };
    let item = |argument: &Argument| lexis.item(frame.paragraph, stands_for(argument.token));
    let tokens = lexis::own_tokens(passage, frame.clause).filter(|&t| t != frame.predicate);
    let shared = [frame.subject, frame.object].into_iter().flatten().map(|a| a.token);
    let rest = lexis.items(frame.paragraph, tokens.chain(shared));
    Some(Statement {
        frame,
        mode,
        predicate,
        lemma,
        light: deed.is_some(),
        denied,
        lifeless: frame.subject.is_some_and(|s| {
            s.entity.is_none()
                && passage.tokens.get(s.token).is_some_and(|t| matches!(t.tag, Tag::Nn))
                && !lexicon::is_people(passage.lemma(s.token))
        }),
        subject: frame.subject.as_ref().and_then(item),
        object: frame.object.as_ref().filter(|_| deed.is_none()).and_then(item),
        parties: [frame.subject, frame.object.filter(|_| deed.is_none())]
            .map(|a| Referent::of(article, lexis, placed, frame.paragraph, stands_for(a?.token))),
        rest,
    })
}

/// Whether the clause speaks of some or not all of its subjects.
pub(super) fn is_of_some(passage: &Passage, clause: &Clause) -> bool {
    let phrase = clause.subject.map_or(0..0, |s| passage.phrase(s));
    phrase.clone().chain(phrase.start.checked_sub(1)).any(|t| {
        // "The shares fell" speaks of all of them.
        let plural = passage.tokens.get(t).is_some_and(|t| matches!(t.tag, Tag::Nns | Tag::Nnps));
        OF_SOME.contains(passage.lemma(t)) && !(plural && passage.lemma(t) == "share")
            || matches!(passage.lemma(t), "all" | "everybody" | "everyone")
                && t.checked_sub(1).is_some_and(|b| passage.lemma(b) == "not")
    })
}

#[derive(Clone, Copy, Debug)]
enum Clash {
    Denial,
    Opposite,
}

/// What speaks for and against two statements being of one thing.
#[derive(Clone, Copy, Debug)]
struct Evidence {
    /// How alike the predicates are, or how sure it is that they are opposites.
    predicate: f32,
    /// 1 where the subjects are the same, -1 where they are not, else 0.
    subject: f32,
    /// The same of the objects.
    object: f32,
    /// What the rest shares, in nats.
    shared: f32,
    cover: f32,
    mutual: f32,
    /// Whether the tenses are those of one time.
    tense: f32,
    /// 1 where two different voices say it.
    voices: f32,
    /// -1 where both name somebody or something, and nothing in common.
    names: f32,
    /// Words of change: now, no longer, until.
    turn: f32,
}

impl Evidence {
    fn score(&self) -> f32 {
        let apart = self.subject < 0.0 || self.object < 0.0;
        weights::of("statement").score(&[
            ("predicate", self.predicate),
            ("apart", f32::from(u8::from(apart))),
            ("voices", self.voices),
            ("names-apart", -self.names.min(0.0)),
            ("subject", self.subject),
            ("object", self.object),
            ("shared", self.shared.min(5.0)),
            ("mutual", self.mutual),
            ("cover", self.cover),
            ("tenses-apart", -self.tense),
            ("turn", self.turn),
        ])
    }
}

fn weigh(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Statement<'_>,
    there: &Statement<'_>,
) -> Option<Evidence> {
    let (a, b) = (here.frame, there.frame);
    if foretold(a, b) || !here.mode.meets(there.mode) {
        return None;
    }
    let (_, predicate) = clash(lexis, here, there)?;
    // "Had no licence", "had a licence to drive lorries"; "does not use its own network", "uses a network".
    if has_purpose(article, a) != has_purpose(article, b) || is_of_own(article, a) != is_of_own(article, b) {
        return None;
    }
    let (x, y) = scenes.pair(a, b)?;
    // "He did warn", she said. "He didn't warn *me*."
    let narrower = |s: &Statement<'_>, o: &Statement<'_>| {
        s.denied && s.frame.object.is_some() && o.frame.object.is_none() && !s.light && !o.light
    };
    if a.paragraph == b.paragraph && (narrower(here, there) || narrower(there, here)) {
        return None;
    }
    // "Had called it in 2018."
    let long_before = |f: &FactFrame| {
        let passage = article.paragraphs.get(f.paragraph).map(|p| p.passage());
        passage.is_some_and(|p| lexis::was_before(p, f.clause))
    };
    let years_apart =
        x.has_year() && !y.has_year() && long_before(a) || y.has_year() && !x.has_year() && long_before(b);
    // "Had held the seat for eleven years", "failed to hold it".
    let held = |f: &FactFrame| long_before(f) && lasts(article, f);
    if years_apart
        || x.then != y.then
        || held(a) != held(b)
        || x.told_at_other_time(y)
        || sameness::complements_differ(lexis, article, a, b)
        || sameness::is_owned_by_other(lexis, article, a, b)
    {
        return None;
    }
    let agree = |x: Option<Item>, y: Option<Item>| match (x, y) {
        (Some(x), Some(y)) => match lexis.likeness(x, y) {
            alike if alike >= 0.8 => 1.0,
            alike if alike >= 0.5 => 0.5,
            _ => match (x, y) {
                (Item::Entity(x), Item::Entity(y)) => {
                    let kind = |e: usize| article.entities.get(e).map(|e| e.kind);
                    if kind(x) == kind(y) { -2.0 } else { -1.0 }
                }
                _ => -1.0,
            },
        },
        _ => 0.0,
    };
    // "Residents of the harbour quarter", "residents of the hill quarter".
    let told_apart = here.parties.iter().zip(&there.parties).any(|pair| match pair {
        (Some(a), Some(b)) => a.is_told_apart(b, lexis) || a.is_of_other_part(b),
        _ => false,
    });
    if told_apart
        || lexis.contrast(&here.rest, &there.rest)
        || sameness::picked_apart(article, a, b)
        || sameness::brings_another(lexis, article, a, b)
    {
        return None;
    }
    let rest = lexis.overlap(&here.rest, &there.rest);
    let sign = |yes: bool| f32::from(u8::from(yes));
    Some(Evidence {
        predicate,
        subject: agree(here.subject, there.subject),
        object: agree(here.object, there.object),
        shared: rest.shared,
        cover: rest.cover,
        mutual: rest.mutual,
        tense: if tenses_agree(a, b) { 0.0 } else { -1.0 },
        turn: sign(x.turns) + sign(y.turns),
        voices: sign(!same_voice(article, a.voice, b.voice)),
        names: lexis::named(&others(here, there), &others(there, here)),
    })
}

/// Whether a clause tells how long it was so.
fn lasts(article: &Article, frame: &FactFrame) -> bool {
    let passage = article.paragraphs.get(frame.paragraph).map(|p| p.passage());
    let values = passage.and_then(|p| p.values.get(frame.values.clone()));
    values.is_some_and(|values| values.iter().any(|v| v.measure == Measure::Duration))
}

/// Whether an infinitive says what the object of "have" is for: a licence *to drive*.
fn has_purpose(article: &Article, frame: &FactFrame) -> bool {
    let Some(passage) = article.paragraphs.get(frame.paragraph).map(|p| p.passage()) else { return false };
    let infinitive = |object: usize| {
        passage.dependents(object).any(|t| {
            passage.tokens[t].relation == Relation::Acl
                && passage.dependents(t).any(|m| passage.lemma(m) == "to")
        })
    };
    passage.lemma(frame.predicate) == "have" && frame.object.is_some_and(|o| infinitive(o.token))
}

/// Whether the object is somebody's *own*.
fn is_of_own(article: &Article, frame: &FactFrame) -> bool {
    let Some(passage) = article.paragraphs.get(frame.paragraph).map(|p| p.passage()) else { return false };
    frame.object.is_some_and(|o| passage.dependents(o.token).any(|t| passage.lemma(t) == "own"))
}

/// What a statement speaks of beside its subject and object.
fn others(of: &Statement<'_>, beside: &Statement<'_>) -> Vec<Item> {
    let known = [of.subject, of.object, beside.subject, beside.object];
    of.rest.iter().copied().filter(|i| !known.contains(&Some(*i))).collect()
}

/// How two statements stand against each other by their predicates.
fn clash(lexis: &Lexis, here: &Statement<'_>, there: &Statement<'_>) -> Option<(Clash, f32)> {
    let (x, y) = (lexis.senses(here.predicate), lexis.senses(there.predicate));
    if here.denied != there.denied {
        let listed = x.iter().any(|sense| y.contains(sense));
        // "Performed labour", "worked": two classes of words are compared as nouns.
        let as_nouns = || {
            let noun = |lemma: &str| Meaning::of(lemma, WordClass::Noun);
            if here.light != there.light { noun(here.lemma).likeness(&noun(there.lemma)) } else { 0.0 }
        };
        let alike =
            if listed { 0.95 } else { lexis.words_alike(here.predicate, there.predicate).max(as_nouns()) };
        let opposed = x.iter().any(|s| y.iter().any(|o| o.row == s.row && o.side != s.side))
            || lexis.opposite(here.predicate, there.predicate);
        let owned = here.lemma == "have"
            && there.lemma == "have"
            && here.object.is_some()
            && here.object == there.object;
        let plain = here.mode == Mode::Told && is_plain(here.lemma) && !owned;
        // "Declined to" is a denial of the same deed, not of one like it.
        let refused = here.mode == Mode::Refused || there.mode == Mode::Refused;
        // "Declined to say whether money had been paid" is against nothing else that they said.
        if refused && (lexis::is_verb_of_saying(here.lemma) || lexis::is_verb_of_saying(there.lemma)) {
            return None;
        }
        let enough = if refused && here.mode != there.mode { 0.95 } else { 0.85 };
        return (alike >= enough && !opposed && !plain).then_some((Clash::Denial, alike));
    }
    // Opposites of the list are weighed for themselves, where they are told.
    let in_list = here.mode == Mode::Told && x.iter().any(|s| y.iter().any(|o| o.row == s.row));
    let opposed = || {
        lexis.opposite(here.predicate, there.predicate)
            || x.iter().any(|s| y.iter().any(|o| o.row == s.row && o.side != s.side))
    };
    // "The failure left many without pay", "the failure came at a poor time": nothing moves.
    let still = |s: &Statement<'_>| s.lifeless && matches!(s.lemma, "come" | "go" | "leave");
    let opposite = !in_list && !here.denied && !still(here) && !still(there) && opposed();
    opposite.then_some((Clash::Opposite, 0.8))
}

fn conflict(article: &Article, here: &Statement<'_>, there: &Statement<'_>, clash: Clash) -> Conflict {
    let about = match clash {
        Clash::Denial => "one says what the other denies",
        Clash::Opposite => "these are opposites",
    };
    Conflict::of_clauses(article, here.frame, there.frame, about)
}

/// What was is not against what is; what will be is not against what was.
pub(super) fn tenses_agree(here: &FactFrame, there: &FactFrame) -> bool {
    let class = |f: &FactFrame| match (f.modality, f.tense) {
        (Modality::Future, _) => 3,
        (_, Tense::Past | Tense::Perfect) => 1,
        (_, Tense::Present) => 2,
        (_, Tense::Untold) => 0,
    };
    let (a, b) = (class(here), class(there));
    a == b || a == 0 || b == 0
}

/// Whether one tells what was to come and the other what came: a forecast is no statement.
pub(super) fn foretold(here: &FactFrame, there: &FactFrame) -> bool {
    let past =
        |f: &FactFrame| f.modality == Modality::Stated && matches!(f.tense, Tense::Past | Tense::Perfect);
    here.modality == Modality::Future && past(there) || there.modality == Modality::Future && past(here)
}
