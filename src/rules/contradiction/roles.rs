//! Who did what to whom: the same deed with its two parties exchanged (Holt defeated Quill, Quill defeated Holt), and two
//! names for what one alone does (the prize went to Solberg, Falk won the prize).

mod knockout;
mod nominal;
mod reader;

use crate::article::{Article, FactFrame, Modality, Tense};
use crate::language::{Clause, NameKind};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::Conflict;
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{self, Lexis, WordId};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use reader::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// How many earlier deeds of one class are compared with a new one.
const NEAREST: usize = 12;
/// How many earlier deeds are compared with a new one, where one of them was done by the one that is named alone.
const CLAIMS: usize = 24;
/// More names than this for one kind of deed are of several deeds.
const MOST: usize = 3;

/// One deed with its two parties.
#[derive(Clone)]
struct Deed<'a> {
    frame: &'a FactFrame,
    /// Who did it, and what or whom it was done to.
    doer: Referent,
    target: Referent,
    /// Whether a preposition brings in one of the two: lost *to* Holt.
    brought: bool,
    /// Whether somebody is said to be accused of it.
    alleged: bool,
    /// The score that its clause tells: 24-12.
    score: Option<&'a str>,
}

/// What a clause with a doer and an object tells, for "it was Holt who opened it" to be held against.
struct Claim<'a> {
    deed: Deed<'a>,
    /// Whether it says that nobody else did it.
    cleft: bool,
    word: Option<WordId>,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut relations: BTreeMap<&str, Earlier<'_, Deed<'_>>> = BTreeMap::new();
    let mut sole: BTreeMap<&str, Vec<Deed<'_>>> = BTreeMap::new();
    let mut beaten: Vec<Deed<'_>> = Vec::new();
    let mut claims: Earlier<'_, Claim<'_>> = Earlier::new(known, "cleft", CLAIMS);
    let told = |f: &&FactFrame| !f.negated && matches!(f.modality, Modality::Stated | Modality::Future);
    let readers = article.frames.iter().filter(told);
    let readers = readers.filter_map(|frame| {
        let placed = article.paragraphs.get(frame.paragraph)?;
        Some(Reader { article, lexis, placed, frame })
    });
    // Where nobody alone did anything, no deed is held against that.
    let anybody_alone = readers.clone().any(|reader| reader.is_cleft());
    for reader in readers {
        let frame = reader.frame;
        let stated = frame.modality == Modality::Stated;
        let deeds = || reader.relations().into_iter().chain(nominal::read(&reader));
        for (class, here) in known.told(Topic::Roles, frame, deeds) {
            if !stated && class != "acquire" {
                continue;
            }
            if class == "beat" {
                beaten.extend(knockout::decides(article, &here).then(|| here.clone()));
            }
            let before =
                relations.entry(class).or_insert_with(|| Earlier::new(known, ("roles", class), NEAREST));
            // In a fight both hit.
            let mutual = |there: &Deed<'_>| class == "attack" && !here.alleged && !there.alleged;
            let clash =
                before.nearest(frame.paragraph, |there| exchanged(lexis, &here, there) && !mutual(there));
            if let Some(there) = clash.filter(|there| may_be_one(article, lexis, scenes, &here, there)) {
                conflicts.push(conflict(article, &here, there, "who did it to whom is exchanged"));
            }
            let came_after = |there: &Deed<'_>| {
                class == "succeed"
                    && are_two_predecessors(article, lexis, &here, there)
                    && may_be_one(article, lexis, scenes, &here, there)
            };
            if let Some(there) = before.nearest(frame.paragraph, came_after) {
                conflicts.push(conflict(article, &here, there, "one came after one alone"));
            }
            before.push(frame.paragraph, here);
        }
        if !stated {
            continue;
        }
        if let Some(here) = anybody_alone.then(|| reader.claim()).flatten() {
            let clash = claims.nearest(frame.paragraph, |there| {
                is_denied_by(lexis, &here, there)
                    && may_be_one(article, lexis, scenes, &here.deed, &there.deed)
            });
            if let Some(there) = clash {
                conflicts.push(conflict(article, &here.deed, &there.deed, "one alone can have done it"));
            }
            claims.push(frame.paragraph, here);
        }
        for (class, here) in known.told(Topic::Sole, frame, || reader.sole()) {
            sole.entry(class).or_default().push(here);
        }
    }
    let deciders = sole.get("lose").into_iter().flatten();
    for (won, lost) in
        deciders.flat_map(|lost| sole.get("win").into_iter().flatten().map(move |won| (won, lost)))
    {
        let one = won.doer.entity.is_some()
            && won.doer.entity == lost.doer.entity
            && won.target.likeness(&lost.target, lexis) >= ONE
            && !won.target.differs(&lost.target, lexis);
        if one && may_be_one(article, lexis, scenes, won, lost) {
            let (here, there) =
                if won.frame.paragraph > lost.frame.paragraph { (won, lost) } else { (lost, won) };
            conflicts.push(conflict(article, here, there, "who was beaten in the final cannot have won it"));
        }
    }
    for won in sole.get("win").into_iter().flatten().filter(|won| knockout::is_won(article, won)) {
        let lost = |lost: &&Deed<'_>| {
            lost.target.entity.is_some()
                && lost.target.entity == won.doer.entity
                && may_be_one(article, lexis, scenes, won, lost)
        };
        if let Some(lost) = beaten.iter().find(lost) {
            conflicts.push(conflict(article, won, lost, "who was beaten in the final cannot have won it"));
        }
    }
    for (class, deeds) in sole {
        // A race with many winners is many races.
        let doers: BTreeSet<_> = deeds.iter().filter_map(|d| d.doer.entity).collect();
        if doers.len() > MOST {
            continue;
        }
        let mut earlier: Earlier<'_, Deed<'_>> = Earlier::new(known, ("sole", class), NEAREST);
        for here in deeds {
            let paragraph = here.frame.paragraph;

            let clash = earlier.nearest(paragraph, |there| {
                two_doers(lexis, &here, there)
                    && !are_in_turn(article, &here, there)
                    && may_be_one(article, lexis, scenes, &here, there)
            });
            if let Some(there) = clash {
                conflicts.push(conflict(article, &here, there, "one alone can have done it"));
            }
            earlier.push(paragraph, here);
        }
    }
}

/// Whether each party of one deed is the other party of the other.
fn exchanged(lexis: &Lexis, here: &Deed<'_>, there: &Deed<'_>) -> bool {
    let one = |a: &Referent, b: &Referent| a.definite && b.definite && a.likeness(b, lexis) >= ONE;
    one(&here.doer, &there.target)
        && one(&here.target, &there.doer)
        && !one(&here.doer, &here.target)
        && here.score.zip(there.score).is_none_or(|(a, b)| a == b)
}

/// Whether one person is told to have come after two in one post.
fn are_two_predecessors(article: &Article, lexis: &Lexis, here: &Deed<'_>, there: &Deed<'_>) -> bool {
    let person = |r: &Referent| r.kind == Some(NameKind::Person);
    let long_ago = |deed: &Deed<'_>| {
        let passage = article.paragraphs.get(deed.frame.paragraph).map(|p| p.passage());
        passage.is_none_or(|p| {
            let told = reader::RELATIONS.contains_key(p.lemma(deed.frame.predicate));
            told && lexis::was_before(p, deed.frame.clause)
        })
    };
    here.doer.likeness(&there.doer, lexis) >= ONE
        && [&here.doer, &here.target, &there.target].into_iter().all(person)
        && here.target.entity != there.target.entity
        && !long_ago(here)
        && !long_ago(there)
}

/// Whether one of two says that another alone did what the other tells.
fn is_denied_by(lexis: &Lexis, here: &Claim<'_>, there: &Claim<'_>) -> bool {
    let alike = || here.word.zip(there.word).map_or(0.0, |(a, b)| lexis.words_alike(a, b));
    let (a, b) = (&here.deed, &there.deed);
    let differ = a.doer.is_of_kind(&b.doer) && a.doer.entity != b.doer.entity
        || a.doer.entity.is_none() && b.doer.entity.is_none() && a.doer.likeness(&b.doer, lexis) < 0.5;
    here.cleft != there.cleft
        && alike() >= 0.85
        && a.target.definite
        && b.target.definite
        && a.target.likeness(&b.target, lexis) >= ONE
        && !a.target.differs(&b.target, lexis)
        && differ
}

/// Whether one was it and the other is: the director was Lind for ten years, the director is Ash; Lind owned it, Ash does.
fn are_in_turn(article: &Article, here: &Deed<'_>, there: &Deed<'_>) -> bool {
    let is = |deed: &Deed<'_>, tense: Tense| {
        let passage = article.paragraphs.get(deed.frame.paragraph).map(|p| p.passage());
        let clause = passage.and_then(|p| p.clauses.get(deed.frame.clause));
        let lasts = |c: &Clause| {
            c.copula.is_some() || passage.is_some_and(|p| matches!(p.lemma(c.predicate), "own" | "belong"))
        };
        deed.frame.tense == tense && clause.is_some_and(lasts)
    };
    let (was, now) = (Tense::Past, Tense::Present);
    is(here, was) && is(there, now) || is(here, now) && is(there, was)
}

/// Whether one thing is told to be the deed of two.
fn two_doers(lexis: &Lexis, here: &Deed<'_>, there: &Deed<'_>) -> bool {
    here.target.definite
        && (there.target.definite || there.target.introduced)
        && here.target.likeness(&there.target, lexis) >= ONE
        && !here.target.differs(&there.target, lexis)
        && here.doer.is_of_kind(&there.doer)
        && here.doer.entity != there.doer.entity
}

/// Whether nothing tells two deeds apart: another time, another place, words that say it is another.
fn may_be_one(article: &Article, lexis: &Lexis, scenes: &Scenes, here: &Deed<'_>, there: &Deed<'_>) -> bool {
    let (a, b) = (here.frame, there.frame);
    let Some((x, y)) = scenes.pair(a, b) else {
        return false;
    };
    // "Will buy it", "bought it": what was done before is not to come.
    let to_come = |f: &FactFrame| f.modality == Modality::Future;
    let in_turn = to_come(a) && b.tense == Tense::Past || to_come(b) && a.tense == Tense::Past;
    !(x.apart || y.apart || x.turns || y.turns || x.at_other_time(y) || x.past_apart(y) || in_turn)
        && x.years_agree(y)
        && (here.brought && there.brought || !sameness::complements_differ(lexis, article, a, b))
}

fn conflict(article: &Article, here: &Deed<'_>, there: &Deed<'_>, about: &str) -> Conflict {
    Conflict::of_clauses(article, here.frame, there.frame, about)
}

#[cfg(test)]
mod tests {
    use crate::rules::word_list::lines;

    #[test]
    fn the_lists_are_sorted_and_well_formed() {
        for list in [
            include_str!("../data/relations.tsv"),
            include_str!("../data/sole_deeds.tsv"),
            include_str!("../data/prizes.txt"),
            include_str!("../data/goals.txt"),
            include_str!("../data/deciders.txt"),
        ] {
            let rows: Vec<_> = lines(list).collect();
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert!(lines(include_str!("../data/relations.tsv")).all(|row| row.split('\t').count() == 3));
        assert!(lines(include_str!("../data/sole_deeds.tsv")).all(|row| row.split('\t').count() == 5));
    }
}
