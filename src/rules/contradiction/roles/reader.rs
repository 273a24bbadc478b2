//! Reads what a clause tells of who did what to whom.
//!
//! Comes in: a frame. Goes out: its deeds with both parties, what one alone does, and what is said of a doer and an object.

use crate::article::{Article, FactFrame, Placed};
use crate::language::{ClauseKind, Passage, Relation, Tag};
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::referent::{Referent, rank_of};
use crate::rules::contradiction::roles::{Claim, Deed, nominal};
use crate::rules::contradiction::statement::is_plain;
use crate::rules::word_list::{lines, words};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How a verb tells a deed: its class, whether its subject is who it is done to, and the preposition of the other party.
type Telling = (&'static str, bool, &'static str);

/// Verbs of the relations, by lemma.
pub(super) static RELATIONS: LazyLock<HashMap<&'static str, Vec<Telling>>> = LazyLock::new(|| {
    let mut verbs: HashMap<_, Vec<Telling>> = HashMap::new();
    for line in lines(include_str!("../../data/relations.tsv")) {
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
    /// A noun for what they did.
    Deed,
}

static SOLE: LazyLock<HashMap<&'static str, Vec<(&'static str, Sole)>>> = LazyLock::new(|| {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for line in lines(include_str!("../../data/sole_deeds.tsv")) {
        let mut columns = line.split('\t');
        let class = columns.next().unwrap_or_default();
        for (column, how) in columns.zip([Sole::Does, Sole::Doer, Sole::GoesTo, Sole::Deed]) {
            words(column).for_each(|word| found.entry(word).or_default().push((class, how)));
        }
    }
    found
});

/// What there is one winner of.
static PRIZES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/prizes.txt")).collect());

pub(super) static DECIDERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/deciders.txt")).collect());

/// Nouns for those who play for a club.
static SQUADS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/squads.txt")).collect());

static GOALS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/goals.txt")).collect());

/// Whether a noun names what the best of its kind gets: picked up *best villain*.
fn is_best(passage: &Passage, noun: usize) -> bool {
    let article = |t: usize| matches!(passage.lemma(t), "a" | "an" | "his" | "her" | "its" | "their");
    passage.tokens.get(noun).is_some_and(|t| t.tag.is_noun())
        && passage.dependents(noun).any(|t| passage.lemma(t) == "best" || passage.word(t) == "best")
        && !passage.dependents(noun).any(article)
}

#[derive(Clone)]
pub(super) struct Reader<'a, 'l> {
    pub(super) article: &'a Article,
    pub(super) lexis: &'l Lexis,
    pub(super) placed: &'a Placed,
    pub(super) frame: &'a FactFrame,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn referent(&self, token: usize) -> Option<Referent> {
        Referent::of(self.article, self.lexis, self.placed, self.frame.paragraph, token)
    }

    pub(super) fn passage(&self) -> &'a Passage {
        self.placed.passage()
    }

    /// What the preposition brings in.
    pub(super) fn with(&self, preposition: &str) -> Option<usize> {
        let passage = self.passage();
        let fits = |p: usize| passage.lemma(p) == preposition;
        self.frame.others.iter().find(|o| o.preposition.is_some_and(fits)).map(|o| o.token)
    }

    /// Whether somebody else does it too: Holt and Quill, together with Quill.
    pub(super) fn is_shared(&self, token: usize) -> bool {
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

    pub(super) fn relations(&self) -> Vec<(&'static str, Deed<'a>)> {
        let passage = self.passage();
        let lemma = passage.lemma(self.frame.predicate);
        let Some(tellings) = RELATIONS.get(lemma) else { return Vec::new() };
        // "Took over *from Crane*": the words behind the verb, and the preposition.
        let follows = |word: &str| {
            (self.frame.predicate + 1..self.frame.predicate + 4).any(|t| passage.lemma(t) == word)
        };
        let particle = |with: &str| {
            if let Some((particle, preposition)) = with.split_once(' ') {
                return follows(particle) && self.with(preposition).is_some();
            }
            with.is_empty()
                || self.with(with).is_some()
                || (self.frame.predicate + 1..self.frame.predicate + 3).any(|t| passage.lemma(t) == with)
        };
        let Some(subject) = self.subject() else { return Vec::new() };
        let mut found: Vec<(&str, Deed<'a>)> = Vec::new();
        for &(class, inverted, with) in tellings.iter().filter(|(_, _, with)| particle(with)) {
            let other = self.with(with.rsplit(' ').next().unwrap_or(with)).filter(|_| !with.is_empty());
            let object = || self.frame.object.map(|a| a.token).filter(|_| !inverted);
            // "Has taken over Holm": the parser may not find that it is the object.
            let bare = || self.frame.others.iter().find(|o| o.preposition.is_none()).map(|o| o.token);
            let bare = || bare().filter(|&t| !with.is_empty() && !inverted && t > self.frame.predicate);
            let Some(other) = other.or_else(object).or_else(bare) else { continue };
            let (doer, target) = if inverted { (other, subject) } else { (subject, other) };
            if !found.iter().any(|(told, _)| *told == class) {
                found.extend(self.deed(doer, target, !with.is_empty()).map(|deed| (class, deed)));
            }
        }
        found
    }

    /// The deed of two parties of the clause, where each stands alone.
    pub(super) fn deed(&self, doer: usize, target: usize, brought: bool) -> Option<Deed<'a>> {
        if self.is_joined(doer) || self.is_joined(target) {
            return None;
        }
        let (doer, target) = (self.referent(doer)?, self.referent(target)?);
        Some(Deed { frame: self.frame, doer, target, brought, alleged: false, score: self.score() })
    }

    /// The score that the clause tells: 24-12.
    fn score(&self) -> Option<&'a str> {
        let passage = self.passage();
        let score = |word: &&str| {
            let mut sides = word.split(['-', '\u{2013}']);
            let number = |side: Option<&str>| side.is_some_and(|s| s.len() <= 3 && s.parse::<u16>().is_ok());
            number(sides.next()) && number(sides.next()) && sides.next().is_none()
        };
        lexis::own_tokens(passage, self.frame.clause).map(|t| passage.word(t)).find(score)
    }

    /// Who does it by the grammar: the subject, and whose players they are.
    pub(super) fn subject(&self) -> Option<usize> {
        let subject = self.frame.subject?.token;
        let passage = self.passage();
        let club = passage.possessor(subject).filter(|_| SQUADS.contains(passage.lemma(subject)));
        Some(club.unwrap_or(subject))
    }

    /// Whether it says who did it and nobody else: it was *Holt* who opened it.
    pub(super) fn is_cleft(&self) -> bool {
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
    pub(super) fn claim(&self) -> Option<Claim<'a>> {
        let (passage, frame) = (self.passage(), self.frame);
        let (doer, target) = (frame.subject?.token, frame.object?.token);
        if !passage.tokens.get(frame.predicate)?.tag.is_verb() || is_plain(passage.lemma(frame.predicate)) {
            return None;
        }
        Some(Claim {
            cleft: self.is_cleft(),
            word: self.lexis.word(frame.paragraph, frame.predicate),
            deed: Deed {
                frame,
                doer: self.referent(doer)?,
                target: self.referent(target)?,
                brought: false,
                alleged: false,
                score: None,
            },
        })
    }

    /// Whether a name stands in a list.
    pub(super) fn is_joined(&self, token: usize) -> bool {
        self.passage().conjuncts(token).len() > 1
            || self.passage().tokens.get(token).is_some_and(|t| t.relation == Relation::Conj)
    }

    pub(super) fn sole(&self) -> Vec<(&'static str, Deed<'a>)> {
        let passage = self.passage();
        let frame = self.frame;
        let mut found = Vec::new();
        let mut note = |class: &'static str, doer: usize, target: usize| {
            let plural = passage.tokens.get(target).is_some_and(|t| matches!(t.tag, Tag::Nns | Tag::Nnps));
            let noun = passage.lemma(target).to_lowercase();
            let prize = match class {
                "win" => (PRIZES.contains(noun.as_str()) || is_best(passage, target)) && !plural,
                "score" => GOALS.contains(noun.as_str()) && !plural,
                _ => true,
            };
            // "Doctor takes the seat": the first word of a headline may be no name.
            let named = |r: &Referent| {
                r.entity.is_some() && !lexicon::is_people(&passage.lemma(r.token).to_lowercase())
            };
            // There is one best villain.
            let target = self.referent(target).map(|mut target| {
                target.definite |= is_best(passage, target.token);
                target
            });
            // Whom "he" means in somebody's words is not sure enough.
            let third = passage.word(doer).eq_ignore_ascii_case("he")
                || passage.word(doer).eq_ignore_ascii_case("she");
            let quoted = frame.voice.is_some() && third;
            if let (Some(doer), Some(target)) = (self.referent(doer).filter(named), target)
                && !quoted
                && prize
                && !self.is_shared(doer.token)
            {
                let score = self.score();
                found.push((class, Deed { frame, doer, target, brought: false, alleged: false, score }));
            }
        };
        let predicate = frame.predicate;
        for &(class, how) in SOLE.get(passage.lemma(predicate)).into_iter().flatten() {
            let (subject, object) = (self.subject(), frame.object.map(|a| a.token));
            match (how, subject, object) {
                (Sole::Does, Some(subject), Some(object)) => note(class, subject, object),
                (Sole::GoesTo, subject, object) => {
                    if let (Some(target), Some(to)) = (object.or(subject), self.with("to")) {
                        // "The prize for best villain went to Byrne".
                        let best = passage.dependents(target).find(|&t| is_best(passage, t));
                        note(class, to, best.unwrap_or(target));
                    }
                }
                _ => {}
            }
        }
        // "Defeated Wexford in the final": there is one whom Harlow beat there.
        let beats = RELATIONS.get(passage.lemma(predicate)).is_some_and(|list| {
            list.iter().any(|(class, inverted, with)| *class == "beat" && !inverted && with.is_empty())
        });
        // "Lost the final".
        if let (Some(loser), Some(object)) = (self.subject(), frame.object)
            && passage.lemma(predicate) == "lose"
            && DECIDERS.contains(passage.lemma(object.token))
        {
            note("lose", loser, object.token);
        }
        let decider = lexis::own_tokens(passage, frame.clause).find(|&t| {
            DECIDERS.contains(passage.lemma(t))
                && passage.case_marker(t).is_some_and(|c| passage.lemma(c).eq_ignore_ascii_case("in"))
        });
        if let (Some(winner), Some(loser), Some(decider)) =
            (self.subject(), frame.object, decider.filter(|_| beats))
        {
            note("win", winner, decider);
            note("lose", loser.token, decider);
        }
        // "Holt's design for the bridge", "Falk's victory in the race".
        for token in lexis::own_tokens(passage, frame.clause) {
            let tellings = SOLE.get(passage.lemma(token)).filter(|_| nominal::is_noun(passage, token));
            let deed = tellings.and_then(|list| list.iter().find(|(_, how)| *how == Sole::Deed));
            let brings = |c: usize| matches!(passage.lemma(c), "at" | "for" | "in" | "of");
            let target = passage.dependents(token).find(|&t| {
                t > token
                    && passage.tokens[t].relation == Relation::Nmod
                    && passage.case_marker(t).is_some_and(brings)
            });
            if let (Some(&(class, _)), Some(doer), Some(target)) = (deed, passage.owner(token), target) {
                note(class, doer, target);
            }
        }
        // "Falk, the winner of the prize", "the winner of the prize was Falk", "Falk is the winner of the prize".
        for token in lexis::own_tokens(passage, frame.clause) {
            let Some(&(class, _)) = SOLE
                .get(passage.lemma(token))
                .and_then(|list| list.iter().find(|(_, how)| *how == Sole::Doer))
            else {
                continue;
            };
            // The *deputy* director, a *former* director.
            let of_rank = !rank_of(passage, token).is_empty();
            if of_rank || !passage.tokens.get(token).is_some_and(|t| t.tag.is_noun()) {
                continue;
            }
            let of = passage.dependents(token).find(|&t| {
                passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Nmod)
                    && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
            });
            // "The bridge's architect, Lena Abadi".
            let Some(of) = of.or_else(|| passage.possessor(token)) else { continue };
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
