//! The rule `contradiction`, and the comparators that it shares with `conflicting-accounts`.
//!
//! Comes in: the fact frames of an article. Goes out: [`conflict::Conflict`]s. Pairs come from indexes over the words and entities
//! of the frames ([`earlier`], [`known`]); every comparator is a file of its own. Silence is the default: that two places speak of one event has
//! to be argued from what they share ([`scene`]), and anything that sets them apart ends the argument.

mod attribute;
mod beginning;
mod conflict;
mod count;
mod deed_age;
mod earlier;
mod echo;
mod extent;
mod facts;
mod feature;
mod filler;
mod geography;
mod grades;
mod growth;
mod holders;
mod identity;
mod informed;
mod known;
mod lasting;
mod lexicon;
mod lexis;
mod makeup;
mod mark;
mod membership;
mod milestone;
mod misprint;
mod mode;
mod nameless;
mod nominal;
mod nouns;
mod occurrence;
mod opposites;
mod outcome;
mod place;
mod places;
mod placing;
pub(super) mod posts;
mod presence;
mod quantity;
mod rank;
mod rarity;
mod referent;
mod retelling;
mod roles;
mod run;
mod sameness;
mod scene;
mod sized_event;
mod stance;
mod statement;
mod sums;
mod tally;
mod ties;
mod weights;
mod when;

use crate::article::Article;
use crate::rules::{Finding, Settings};
use conflict::Conflict;
use known::Known;
use lexis::Lexis;
use scene::Scenes;
use std::sync::Arc;

pub(super) use ties::{
    Ties, are_one_deed, are_one_thing, change_of, deed_of, deed_told, is_of_other_event, is_people,
};

rule! {
    /// Two statements in the same voice that cannot both be true.
    ///
    /// Numbers, votes, dates, places and lengths of the same thing in the same event, a statement and its denial, opposites, all or none
    /// against some, who did what to whom, both ends of a journey, family ties, ranks, places in a contest, the parts that a thing has, two people in one post, two
    /// names for the one of something (the museum's director, the capital of the province), the attitude of
    /// one person towards one thing, who was at an occasion, who knew of what; the day and place of what is done once, told by a verb or a noun, a number, sum or outcome that
    /// a phrase takes for known (the twelve companies, the $250 million package, the refusal), digits that changed places; and any two clauses that say nearly the same with another amount, place, day, hour, colour or
    /// ordinal in it; any two sentences in the same words of which
    /// one has a "not", the opposite word or another element. Both places are shown. That the two speak
    /// of one event is argued from what they share; an earlier report, a part of a whole, a bound, another day, a condition
    /// or a forecast is no contradiction. What two different voices say is left to `conflicting-accounts`.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Blast at refinery kills dozens
    ///
    /// The explosion at the Harlow refinery killed 24 people, the fire chief said.
    ///
    /// Windows broke in the streets around the plant.
    ///
    /// Thirty-one people were killed in the explosion at the refinery, the fire chief said.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Blast at refinery kills dozens
    ///
    /// The explosion at the Harlow refinery killed at least 24 people, the fire chief said.
    ///
    /// Windows broke in the streets around the plant.
    ///
    /// Thirty-one people were killed in the explosion at the refinery, the fire chief said.
    /// ```
    "contradiction", Warning, check
}

fn check(article: &Article, _settings: &Settings, findings: &mut Vec<Finding>) {
    let conflicts = conflicts(article);
    let own = conflicts.iter().filter(|c| c.is_one_voice(article) && !c.is_of_headline(article));
    findings.extend(own.map(|c| c.finding(article, RULE.name)));
}

/// The classes of predicates that a word belongs to, by names that are the same in every article: each row of opposites it
/// stands in, and each kind of deed that it counts. Two statements that contradict each other share one of these, or the
/// word.
pub fn classes(lemma: &str) -> Vec<String> {
    let lower = lemma.to_lowercase();
    let senses = lexicon::senses(&lower);
    let opposites = senses.iter().map(|sense| format!("opposites {}", sense.row));
    opposites
        .chain(
            lexicon::deeds(&lower)
                .iter()
                .filter(|deed| deed.1 != lexicon::DeedRole::Thing)
                .map(|deed| format!("deed {}", deed.0)),
        )
        .collect()
}

/// Every pair of places that cannot both be true. Two rules ask; they are looked for once.
pub(super) fn conflicts(article: &Article) -> Arc<Vec<Conflict>> {
    article.derived.get(|| find(article))
}

/// What every comparator reads. What it finds it adds to the conflicts.
#[derive(Clone, Copy)]
struct Reading<'a> {
    article: &'a Article,
    /// What is known of the article's words.
    lexis: &'a Lexis,
    /// Where and when things happen in it.
    scenes: &'a Scenes,
    /// Pairs that were decided in an earlier reading.
    known: &'a Known,
}

type Comparator = fn(Reading<'_>, &mut Vec<Conflict>);

/// How many, where, when, how long; and opposites.
const FIGURES: [Comparator; 15] = [
    count::find,
    growth::find,
    extent::find,
    sized_event::find,
    sums::find,
    lasting::find,
    place::find,
    when::find,
    milestone::find,
    run::find,
    beginning::find,
    occurrence::find,
    opposites::find,
    outcome::find,
    misprint::find,
];

/// What is said and denied, who holds which view, did what or is what.
const STATEMENTS: [Comparator; 15] = [
    statement::find,
    stance::find,
    quantity::find,
    roles::find,
    attribute::find,
    nameless::find,
    holders::find,
    identity::find,
    membership::find,
    presence::find,
    informed::find,
    makeup::find,
    rank::find,
    placing::find,
    tally::find,
];

/// What some comparators find.
fn compare(comparators: &[Comparator], reading: Reading<'_>) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    comparators.iter().for_each(|find| find(reading, &mut conflicts));
    conflicts
}

fn find(article: &Article) -> Vec<Conflict> {
    let scenes = Scenes::of(article);
    let lexis = Lexis::of(article);
    let known = Known::of(article, &lexis, &scenes);
    let (scenes, known) = (&scenes, &known);
    let figures = |lexis: &Lexis| {
        let reading = Reading { article, lexis, scenes, known };
        (compare(&FIGURES, reading), compare(&[echo::find, retelling::find], reading))
    };
    let statements = |lexis: &Lexis| compare(&STATEMENTS, Reading { article, lexis, scenes, known });
    let ((mut conflicts, echoes), mut others) = if article.is_shared() {
        // Each thread with words of its own, as grades are kept beside them.
        let twin = lexis.twin();
        rayon::join(move || figures(&lexis), move || statements(&twin))
    } else {
        (figures(&lexis), statements(&lexis))
    };
    conflicts.append(&mut others);
    conflicts.extend(echoes);
    known.finish();
    conflicts.sort_by_key(|c| (c.here, c.there));
    // Two comparators may find one conflict: the first says it.
    let mut told: Vec<Conflict> = Vec::with_capacity(conflicts.len());
    for conflict in conflicts {
        let same = |t: &Conflict| t.here.overlaps(conflict.here) && t.there.overlaps(conflict.there);
        if !told.iter().rev().take(4).any(same) {
            told.push(conflict);
        }
    }
    told
}
