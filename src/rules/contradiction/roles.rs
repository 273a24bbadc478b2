//! Who did what to whom: the same deed with its two parties exchanged (Holt defeated Quill, Quill defeated Holt), and two
//! names for what one alone does (the prize went to Solberg, Falk won the prize).

use crate::article::{Article, FactFrame, Modality, Placed, Tense};
use crate::language::{Clause, ClauseKind, Passage, Relation, Tag};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::Conflict;
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::{self, Lexis, WordId};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::statement::is_plain;
use crate::rules::word_list::{lines, words};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// How many earlier deeds of one class are compared with a new one.
const NEAREST: usize = 12;
/// How many earlier deeds are compared with a new one, where one of them was done by the one that is named alone.
const CLAIMS: usize = 24;
/// More names than this for one kind of deed are of several deeds.
const MOST: usize = 3;

/// How a verb tells a deed: its class, whether its subject is who it is done to, and the preposition of the other party.
type Telling = (&'static str, bool, &'static str);

/// Verbs of the relations, by lemma.
static RELATIONS: LazyLock<HashMap<&'static str, Vec<Telling>>> = LazyLock::new(|| {
    let mut verbs: HashMap<_, Vec<Telling>> = HashMap::new();
    for line in lines(include_str!("../data/relations.tsv")) {
        let mut columns = line.split('\t');
        let (Some(class), Some(straight), Some(inverse)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        for (list, inverted) in [(straight, false), (inverse, true)] {
            for word in words(list) {
                let (verb, with) = word.split_once(' ').unwrap_or((word, ""));
                verbs.entry(verb).or_default().push((class, inverted, with));
            }
        }
    }
    verbs
});

/// How a word stands to a deed that one alone does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sole {
    /// A verb with who did it as its subject.
    Does,
    /// A noun for who did it.
    Doer,
    /// A verb with what it is done to as its subject.
    GoesTo,
}

static SOLE: LazyLock<HashMap<&'static str, Vec<(&'static str, Sole)>>> = LazyLock::new(|| {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for line in lines(include_str!("../data/sole_deeds.tsv")) {
        let mut columns = line.split('\t');
        let class = columns.next().unwrap_or_default();
        for (column, how) in columns.zip([Sole::Does, Sole::Doer, Sole::GoesTo]) {
            words(column).for_each(|word| found.entry(word).or_default().push((class, how)));
        }
    }
    found
});

static PRIZES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/prizes.txt")).collect());

static DECIDERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/deciders.txt")).collect());

static GOALS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/goals.txt")).collect());

/// One deed with its two parties.
struct Deed<'a> {
    frame: &'a FactFrame,
    /// Who did it, and what or whom it was done to.
    doer: Referent,
    target: Referent,
    /// Whether a preposition brings in one of the two: lost *to* Holt.
    brought: bool,
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
    let mut claims: Earlier<'_, Claim<'_>> = Earlier::new(known, "cleft", CLAIMS);
    let readers = article.frames.iter().filter(|f| !f.negated && f.modality == Modality::Stated);
    let readers = readers.filter_map(|frame| {
        let placed = article.paragraphs.get(frame.paragraph)?;
        Some(Reader { article, lexis, placed, frame })
    });
    // Where nobody alone did anything, no deed is held against that.
    let anybody_alone = readers.clone().any(|reader| reader.is_cleft());
    for reader in readers {
        let frame = reader.frame;
        for (class, here) in known.told(Topic::Roles, frame, || reader.relations()) {
            let before =
                relations.entry(class).or_insert_with(|| Earlier::new(known, ("roles", class), NEAREST));
            let clash = before.nearest(frame.paragraph, |there| exchanged(lexis, &here, there));
            if let Some(there) = clash.filter(|there| may_be_one(article, lexis, scenes, &here, there)) {
                conflicts.push(conflict(article, &here, there, "who did it to whom is exchanged"));
            }
            before.push(frame.paragraph, here);
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
    one(&here.doer, &there.target) && one(&here.target, &there.doer) && !one(&here.doer, &here.target)
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
        && there.target.definite
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
    !(x.apart || y.apart || x.turns || y.turns || x.at_other_time(y))
        && x.years_agree(y)
        && (here.brought && there.brought || !sameness::complements_differ(lexis, article, a, b))
}

fn conflict(article: &Article, here: &Deed<'_>, there: &Deed<'_>, about: &str) -> Conflict {
    Conflict::of_clauses(article, here.frame, there.frame, about)
}

struct Reader<'a, 'l> {
    article: &'a Article,
    lexis: &'l Lexis,
    placed: &'a Placed,
    frame: &'a FactFrame,
}

impl<'a> Reader<'a, '_> {
    fn referent(&self, token: usize) -> Option<Referent> {
        Referent::of(self.article, self.lexis, self.placed, self.frame.paragraph, token)
    }

    fn passage(&self) -> &'a Passage {
        self.placed.passage()
    }

    /// What the preposition brings in.
    fn with(&self, preposition: &str) -> Option<usize> {
        let passage = self.passage();
        let fits = |p: usize| passage.lemma(p) == preposition;
        self.frame.others.iter().find(|o| o.preposition.is_some_and(fits)).map(|o| o.token)
    }

    /// Whether somebody else does it too: Holt and Quill, together with Quill.
    fn is_shared(&self, token: usize) -> bool {
        let passage = self.passage();
        let joined = passage.dependents(token).any(|t| {
            passage.tokens.get(t).is_some_and(|t| matches!(t.relation, Relation::Conj | Relation::Cc))
        }) || passage.tokens.get(token).is_some_and(|t| t.relation == Relation::Conj);
        let own = lexis::own_tokens(passage, self.frame.clause);
        let mut own = own.map(|t| passage.lemma(t));
        joined
            || own.any(|l| {
                matches!(
                    l,
                    "share"
                        | "joint"
                        | "jointly"
                        | "together"
                        | "also"
                        | "too"
                        | "part"
                        | "turn"
                        | "other"
                        | "co-author"
                        | "co-writer"
                )
            })
            || self.frame.subject.is_some_and(|a| a.token == token) && self.is_accompanied()
    }

    /// Whether it is done with somebody: "with Quill", but not "with a header".
    fn is_accompanied(&self) -> bool {
        let other = self.with("with").and_then(|t| self.referent(t));
        other.is_some_and(|other| other.entity.is_some() || self.lexis.is_somebody(other.word))
    }

    fn relations(&self) -> Vec<(&'static str, Deed<'a>)> {
        let passage = self.passage();
        let lemma = passage.lemma(self.frame.predicate);
        let Some(tellings) = RELATIONS.get(lemma) else { return Vec::new() };
        let particle = |with: &str| {
            with.is_empty()
                || self.with(with).is_some()
                || (self.frame.predicate + 1..self.frame.predicate + 3).any(|t| passage.lemma(t) == with)
        };
        let Some(subject) = self.frame.subject.map(|a| a.token) else { return Vec::new() };
        let found =
            tellings.iter().filter(|(_, _, with)| particle(with)).find_map(|&(class, inverted, with)| {
                let other = self.with(with).filter(|_| !with.is_empty());
                let other = other.or(self.frame.object.map(|a| a.token).filter(|_| !inverted))?;
                let (doer, target) = if inverted { (other, subject) } else { (subject, other) };
                if self.is_joined(doer) || self.is_joined(target) {
                    return None;
                }
                let (doer, target) = (self.referent(doer)?, self.referent(target)?);
                Some((class, Deed { frame: self.frame, doer, target, brought: !with.is_empty() }))
            });
        found.into_iter().collect()
    }

    /// Whether it says who did it and nobody else: it was *Holt* who opened it.
    fn is_cleft(&self) -> bool {
        let (passage, frame) = (self.passage(), self.frame);
        let Some(clause) = passage.clauses.get(frame.clause).filter(|c| c.kind == ClauseKind::Relative)
        else {
            return false;
        };
        let (Some(doer), Some(_)) = (frame.subject.map(|a| a.token), frame.object) else { return false };
        clause.governor.and_then(|g| passage.clauses.get(g)).is_some_and(|outer| {
            outer.copula.is_some()
                && (outer.predicate == doer || passage.appositions(outer.predicate).contains(&doer))
                && !outer.negated
                && outer.subject.is_some_and(|s| passage.lemma(s).eq_ignore_ascii_case("it"))
        })
    }

    /// What the clause tells of a doer and an object.
    fn claim(&self) -> Option<Claim<'a>> {
        let (passage, frame) = (self.passage(), self.frame);
        let (doer, target) = (frame.subject?.token, frame.object?.token);
        if !passage.tokens.get(frame.predicate)?.tag.is_verb() || is_plain(passage.lemma(frame.predicate)) {
            return None;
        }
        Some(Claim {
            cleft: self.is_cleft(),
            word: self.lexis.word(frame.paragraph, frame.predicate),
            deed: Deed { frame, doer: self.referent(doer)?, target: self.referent(target)?, brought: false },
        })
    }

    /// Whether a name stands in a list.
    fn is_joined(&self, token: usize) -> bool {
        self.passage().conjuncts(token).len() > 1
            || self.passage().tokens.get(token).is_some_and(|t| t.relation == Relation::Conj)
    }

    fn sole(&self) -> Vec<(&'static str, Deed<'a>)> {
        let passage = self.passage();
        let frame = self.frame;
        let mut found = Vec::new();
        let mut note = |class: &'static str, doer: usize, target: usize| {
            let plural = passage.tokens.get(target).is_some_and(|t| matches!(t.tag, Tag::Nns | Tag::Nnps));
            let noun = passage.lemma(target).to_lowercase();
            let prize = match class {
                "win" => PRIZES.contains(noun.as_str()) && !plural,
                "score" => GOALS.contains(noun.as_str()) && !plural,
                _ => true,
            };
            // "Doctor takes the seat": the first word of a headline may be no name.
            let named = |r: &Referent| {
                r.entity.is_some() && !lexicon::is_people(&passage.lemma(r.token).to_lowercase())
            };
            if let (Some(doer), Some(target)) = (self.referent(doer).filter(named), self.referent(target))
                && prize
                && !self.is_shared(doer.token)
            {
                found.push((class, Deed { frame, doer, target, brought: false }));
            }
        };
        let predicate = frame.predicate;
        for &(class, how) in SOLE.get(passage.lemma(predicate)).into_iter().flatten() {
            let (subject, object) = (frame.subject.map(|a| a.token), frame.object.map(|a| a.token));
            match (how, subject, object) {
                (Sole::Does, Some(subject), Some(object)) => note(class, subject, object),
                (Sole::GoesTo, subject, object) => {
                    if let (Some(target), Some(to)) = (object.or(subject), self.with("to")) {
                        note(class, to, target);
                    }
                }
                _ => {}
            }
        }
        // "Defeated Wexford in the final": there is one whom Harlow beat there.
        let beats = RELATIONS.get(passage.lemma(predicate)).is_some_and(|list| {
            list.iter().any(|(class, inverted, with)| *class == "beat" && !inverted && with.is_empty())
        });
        let decider = lexis::own_tokens(passage, frame.clause).find(|&t| {
            DECIDERS.contains(passage.lemma(t))
                && passage.case_marker(t).is_some_and(|c| passage.lemma(c).eq_ignore_ascii_case("in"))
        });
        if let (Some(winner), Some(loser), Some(decider)) =
            (frame.subject, frame.object, decider.filter(|_| beats))
        {
            note("win", winner.token, decider);
            note("lose", loser.token, decider);
        }
        // "Falk, the winner of the prize", "the winner of the prize was Falk", "Falk is the winner of the prize".
        for token in lexis::own_tokens(passage, frame.clause) {
            let Some(&(class, _)) = SOLE
                .get(passage.lemma(token))
                .and_then(|list| list.iter().find(|(_, how)| *how == Sole::Doer))
            else {
                continue;
            };
            if !passage.tokens.get(token).is_some_and(|t| t.tag.is_noun()) {
                continue;
            }
            let of = passage.dependents(token).find(|&t| {
                passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Nmod)
                    && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
            });
            let Some(of) = of else { continue };
            let copula = passage.clauses.get(frame.clause).is_some_and(|c| c.copula.is_some());
            let read = passage.tokens.get(token);
            let holder = match read.map(|t| t.relation) {
                Some(Relation::Appos) => read.and_then(|t| t.head).map(|h| h as usize),
                _ if token == predicate => frame.subject.map(|a| a.token),
                _ if copula && frame.subject.is_some_and(|a| a.token == token) => Some(predicate),
                _ => passage.appositions(token).first().copied(),
            };
            if let Some(holder) = holder {
                note(class, holder, of);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(lines(include_str!("../data/sole_deeds.tsv")).all(|row| row.split('\t').count() == 4));
    }
}
