//! The words of the list of opposites in a clause, and what they are said of.
//!
//! A word that stands in the list is a [`Mark`] on what it is said of, whatever its part of speech: the subject or object of
//! a verb, the noun of an adjective, the possessor or of-phrase of a noun, whom it falls to.

use crate::article::{Article, EntityId, FactFrame, Modality, Placed, Tense};
use crate::language::{Clause, ClauseKind, Passage, Relation, Tag};
use crate::rules::contradiction::lexicon::{self, Phrase, SaidOf, Sense};
use crate::rules::contradiction::lexis::{self, Item, Lexis, WordId};
use crate::rules::contradiction::mode::{self, Told};
use crate::rules::contradiction::nominal;
use crate::rules::contradiction::referent::{modifies, rank_of, which_of};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::statement;

/// How a word stands to what it is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
    /// Whose it is: *Holt*'s victory.
    Owner,
    Of,
    /// Whom it falls to: the judge revoked *her* bail.
    Whose,
}

/// What a word is said of.
#[derive(Clone, Debug)]
pub(super) struct Core {
    pub(super) role: Role,
    pub(super) entity: Option<EntityId>,
    pub(super) word: Option<WordId>,
    pub(super) modifiers: Vec<Item>,
    /// All that its phrase speaks of: a strike *planned by train drivers*.
    pub(super) around: Vec<Item>,
    /// Whether it points to something known.
    pub(super) definite: bool,
    /// What makes another office of one: the *prime* minister.
    pub(super) rank: Vec<String>,
    /// Whether it is one by its form.
    pub(super) single: bool,
    /// Whether it is brought in as another one: a *weaker* bill.
    pub(super) another: bool,
    /// What picks one of several: the *north* road.
    pub(super) which: Vec<String>,
}

impl Core {
    /// How alike two are: the same entity, or nouns that can stand for each other.
    pub(super) fn likeness(&self, other: &Core, lexis: &Lexis) -> f32 {
        match (self.entity, other.entity) {
            (Some(a), Some(b)) => f32::from(u8::from(a == b)),
            _ => self.word.zip(other.word).map_or(0.0, |(a, b)| lexis.words_alike(a, b)),
        }
    }

    /// Whether they are two kinds of one thing: her mother, her father.
    pub(super) fn contrasts(&self, other: &Core, lexis: &Lexis) -> bool {
        let word = |core: &Core| core.word.filter(|_| core.entity.is_none()).map(Item::Word);
        word(self).zip(word(other)).is_some_and(|(a, b)| lexis.contrast(&[a], &[b]))
            || self.rank != other.rank
            || self.another != other.another
            || self.which != other.which && !(self.which.is_empty() || other.which.is_empty())
    }

    pub(super) fn weight(&self, lexis: &Lexis) -> f32 {
        let item = self.entity.map(Item::Entity).or(self.word.map(Item::Word));
        item.map_or(0.0, |i| lexis.weight(i))
    }
}

pub(super) struct Mark<'a> {
    pub(super) frame: &'a FactFrame,
    /// What the message cites.
    pub(super) words: String,
    pub(super) word: Option<WordId>,
    pub(super) sense: Sense,
    pub(super) denied: bool,
    /// Whether it is to come.
    pub(super) to_come: bool,
    /// What it is said of, and what modifies that.
    pub(super) cores: Vec<Core>,
    pub(super) rest: Vec<Item>,
    /// Whether it goes on or is about to be: is stepping down.
    pub(super) coming: bool,
    /// Who does it, by a verb.
    pub(super) doer: Option<Item>,
    /// Whether it stands before its noun, and so may tell which one is meant: the temporary workers.
    pub(super) attributive: bool,
    /// Whether it compares: more, fewer.
    pub(super) compares: bool,
    /// Whether it is the predicate of its clause.
    pub(super) predicate: bool,
    /// Whether a noun tells it as a deed that was done to something: the cut in the rate.
    pub(super) nominal: bool,
    /// Whether it says what state something is in: the courtroom was packed.
    pub(super) state: bool,
}

/// Whether a noun is a share of something: "rated a *third* of the claims as false", but "rose 7 *percent*".
fn is_share(passage: &Passage, noun: usize) -> bool {
    let share = matches!(passage.lemma(noun), "%" | "percent" | "half" | "majority" | "third");
    share && passage.dependents(noun).any(|child| passage.tokens[child].relation == Relation::Nmod)
}

/// The marks of a clause.
pub(super) fn read<'a>(
    article: &Article,
    lexis: &Lexis,
    placed: &'a Placed,
    frame: &'a FactFrame,
) -> Vec<Mark<'a>> {
    let passage = placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return Vec::new() };
    let told = mode::told(article, lexis, frame);
    let bare = frame.tense == Tense::Untold
        && frame.modality == Modality::Stated
        && passage.tokens.get(frame.predicate).is_some_and(|t| t.tag.is_verb());
    // "Declined to testify" takes its time from the verb that it hangs on.
    let hangs = clause.kind == ClauseKind::Complement && clause.governor.is_some() && frame.subject.is_some();
    let untold = bare
        && !hangs
        && placed.kind.is_copy()
        && !placed.kind.is_display()
        && !mode::is_aside(passage, frame, clause)
        || statement::is_of_some(passage, clause)
        || frame.object.is_some_and(|o| is_share(passage, o.token));
    let told = told.filter(|_| !untold);
    if frame.modality == Modality::Hypothetical {
        return Vec::new();
    }
    let mut marks = Vec::new();
    for token in lexis::own_tokens(passage, frame.clause) {
        let Some(read) = passage.tokens.get(token) else { continue };
        let open = lexis::class_of(read.tag).is_some()
            || matches!(read.tag, Tag::Rb | Tag::Rbr | Tag::Rbs | Tag::In | Tag::Dt | Tag::To);
        let lemma = passage.lemma(token);
        if !open || lexis.entity(frame.paragraph, token).is_some() && read.tag.is_proper() {
            continue;
        }
        // "May look forward to smaller instalments as a result of *the cut in the rate*": the cut was made.
        let presupposed = Told { denied: false, to_come: false };
        let of_deed = || Some(presupposed).filter(|_| nominal::is_deed_of(passage, token));
        let Some(told) = told.or_else(of_deed) else { continue };
        // A participle that stands in the list as written is an adjective: "packed".
        let form = passage.word(token).to_lowercase();
        let passive = token == frame.predicate && clause.passive;
        // "Has dropped" is none.
        let active = passage.dependents(token).any(|t| {
            passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Aux) && passage.lemma(t) == "have"
        });
        let participle = (passive || form != lemma && !active)
            && matches!(read.tag, Tag::Vbn | Tag::Jj)
            && !lexicon::senses(&form).is_empty();
        let place = Place { lexis, passage, frame, clause, told };
        let end = clause.tokens.end;
        let mut known: Vec<Sense> = Vec::new();
        let mut note = |first: &str, participle: bool| {
            for phrase in lexicon::phrases(passage, first, token, end) {
                if !known.contains(&phrase.sense) {
                    known.push(phrase.sense);
                    marks.extend(place.mark(token, participle, &phrase));
                }
            }
        };
        if participle {
            note(&form, true);
        }
        // "Was confirmed" is also what "confirm" says of its object.
        if !participle || passive {
            note(lemma, false);
        }
        // "The cancellation of forty flights": they were cancelled.
        if let Some(verb) =
            lexicon::verb_of(lemma).filter(|&verb| verb != lemma && nominal::is_told(passage, token))
        {
            note(verb, false);
        }
    }
    marks
}

/// Where words of the list are looked for.
struct Place<'a, 'l> {
    lexis: &'l Lexis,
    passage: &'a Passage,
    frame: &'a FactFrame,
    clause: &'a Clause,
    told: Told,
}

impl<'a> Place<'a, '_> {
    /// What a phrase of the list says here.
    fn mark(&self, first: usize, participle: bool, phrase: &Phrase) -> Option<Mark<'a>> {
        let Self { lexis, passage, frame, clause, told } = *self;
        let tag = passage.tokens.get(first)?.tag;
        // "Pleaded not guilty" is no verdict.
        if passage.lemma(frame.predicate) == "plead" && first != frame.predicate {
            return None;
        }
        // "Driver guilty, boss cleared": what stands behind a noun and before a comma is not said of the next one; "the final" is a
        // game.
        let read = passage.tokens.get(first)?;
        let behind_noun = first.checked_sub(1).is_some_and(|t| passage.tokens[t].tag.is_noun());
        let beside = behind_noun && matches!(read.relation, Relation::Amod | Relation::Advcl);
        let parted = |head: u32| (first..head as usize).any(|t| passage.tokens[t].tag == Tag::Comma);
        let game = read.relation != Relation::Amod && passage.lemma(first) == "final";
        if beside && read.head.is_some_and(parted) || game && phrase.rest.is_empty() {
            return None;
        }
        // "At large", "no injuries": what follows the preposition or article is what is said of something.
        let leading = !(lexis::class_of(tag).is_some() || matches!(tag, Tag::Rb | Tag::Rbr | Tag::Rbs));
        let token = if leading { *phrase.rest.last()? } else { first };
        let words = match phrase.rest.last().filter(|_| leading) {
            Some(&last) => (first..=last).map(|t| passage.word(t)).collect::<Vec<_>>().join(" "),
            // "Went ahead", "called off".
            None => {
                let particle = |&(n, t): &(usize, &usize)| {
                    let small = |t: &usize| {
                        passage.tokens.get(*t).is_some_and(|t| matches!(t.tag, Tag::In | Tag::Rb | Tag::Rp))
                    };
                    *t == token + n + 1 && small(t)
                };
                let rest = phrase.rest.iter().enumerate().take_while(particle).map(|(_, &t)| passage.word(t));
                [passage.lemma(token)].into_iter().chain(rest).collect::<Vec<_>>().join(" ")
            }
        };
        let predicate = token == frame.predicate;
        let verb = predicate && tag.is_verb();
        // "Declined to testify" does not tell of a fall.
        let governs = verb && phrase.rest.is_empty() && mode::governs(passage, frame);
        if phrase.sense.alone && (frame.object.is_some() || !predicate)
            || governs && phrase.sense.of == SaidOf::Subject
            || tag.is_noun() && nominal::is_of_other_time(passage, first)
        {
            return None;
        }
        let said = |core: &Core| match phrase.sense.of {
            _ if core.role == Role::Whose => phrase.sense.of == SaidOf::Whose,
            _ if !verb || participle || matches!(core.role, Role::Of | Role::Owner) => {
                phrase.sense.of != SaidOf::Whose
            }
            SaidOf::Subject => core.role == Role::Subject,
            SaidOf::Object => core.role == Role::Object,
            SaidOf::Both => true,
            SaidOf::Whose => false,
        };
        let mut cores: Vec<_> =
            cores(lexis, passage, frame, clause, token, leading, phrase).into_iter().filter(said).collect();
        // "Lazio's defeat of Napoli": whose it is did it.
        let nominal = !predicate && phrase.rest.is_empty() && nominal::is_deed_of(passage, token);
        if nominal && phrase.sense.of == SaidOf::Object && cores.iter().any(|c| c.role == Role::Of) {
            cores.retain(|c| c.role != Role::Owner);
        }
        if cores.is_empty() {
            return None;
        }
        let own_denial = passage.dependents(token).any(|t| {
            matches!(passage.lemma(t), "not" | "no" | "never" | "hardly")
                && !phrase.rest.contains(&t)
                && t != first
        });
        let attributive = passage.tokens.get(token).is_some_and(|t| t.relation == Relation::Amod);
        // What else the sentence says is not said of the deed.
        let around = if nominal { nominal::around(passage, token) } else { 0..usize::MAX };
        let own = lexis::own_tokens(passage, frame.clause).filter(|t| around.contains(t));
        let rest = lexis
            .items(frame.paragraph, own.filter(|&t| t != token && t != first && !phrase.rest.contains(&t)));
        let state =
            predicate && clause.copula.is_some() || participle || leading || tag == Tag::Jj && !attributive;
        Some(Mark {
            frame,
            words,
            word: lexis.word(frame.paragraph, token),
            sense: phrase.sense,
            denied: if predicate { told.denied } else { own_denial },
            to_come: told.to_come,
            cores,
            rest,
            coming: frame.tense == Tense::Present && tag == Tag::Vbg,
            doer: frame.subject.filter(|_| verb).and_then(|s| lexis.item(frame.paragraph, s.token)),
            attributive,
            compares: matches!(tag, Tag::Jjr | Tag::Rbr),
            predicate,
            nominal,
            state,
        })
    }
}

/// What a word is said of.
fn cores(
    lexis: &Lexis,
    passage: &Passage,
    frame: &FactFrame,
    clause: &Clause,
    token: usize,
    leading: bool,
    phrase: &Phrase,
) -> Vec<Core> {
    let mut found: Vec<(Role, usize)> = Vec::new();
    let Some(read) = passage.tokens.get(token) else { return Vec::new() };
    let words = |t: &usize| !phrase.rest.contains(t) && *t != token;
    let case = |t: usize| passage.case_marker(t).map(|c| passage.lemma(c));
    let is_as = |t: usize| matches!(case(t), Some("as"));
    // "The law makes *it* easier": said of what makes it so.
    let outer = clause.governor.and_then(|g| passage.clauses.get(g)).filter(|o| is_make(passage, o, clause));
    let subject = || outer.map_or_else(|| mode::subject(passage, frame, clause), |outer| outer.subject);
    // "Hold on *to* the seat": what a preposition at the end of the phrase brings in is what it is done to.
    let brought = || {
        let last = *phrase.rest.last()?;
        let preposition = matches!(passage.tokens.get(last)?.tag, Tag::In | Tag::To);
        let below = passage.dependents(token).filter(|&t| passage.tokens[t].relation == Relation::Nmod);
        let mut brought = clause.obliques.iter().copied().chain(below);
        brought.find(|&o| preposition && passage.case_marker(o).is_some_and(|c| phrase.rest.contains(&c)))
    };
    if phrase.sense.of == SaidOf::Whose {
        found.extend(whose(passage, frame, clause, token, phrase).map(|t| (Role::Whose, t)));
    } else if token == frame.predicate {
        found.extend(subject().map(|t| (Role::Subject, t)));
        let object = frame.object.map(|a| a.token).filter(words).or_else(brought);
        found.extend(object.map(|t| (Role::Object, t)));
    } else if leading_case(passage, token) && phrase.rest.is_empty() && nominal::is_deed_of(passage, token) {
        // "After the rise in unemployment".
        found.extend(
            nominal::said_of(passage, token)
                .into_iter()
                .map(|(owns, t)| (if owns { Role::Owner } else { Role::Of }, t)),
        );
    } else if read.relation == Relation::Nmod && leading_case(passage, token) {
        // "The suspect in custody".
        found.extend(read.head.map(|h| (Role::Of, h as usize)));
    } else if read.tag.is_noun() && read.relation != Relation::Compound && !leading_case(passage, token) {
        found.extend(
            nominal::said_of(passage, token)
                .into_iter()
                .map(|(owns, t)| (if owns { Role::Owner } else { Role::Of }, t)),
        );
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
    } else if read.head == Some(frame.predicate as u32)
        && (leading || !leading_case(passage, token) || is_as(token))
    {
        // "Held the suspect in custody".
        let object = frame.object.filter(|o| o.token != token && read.relation == Relation::Obl);
        found.extend(object.map(|a| (Role::Object, a.token)));
        found.extend(subject().map(|t| (Role::Subject, t)));
        // "Remember her as severe", "speak of her as gentle".
        if is_as(token) {
            let of = clause.obliques.iter().copied().find(|&o| matches!(case(o), Some("of" | "to")));
            found.retain(|&(role, _)| role != Role::Subject);
            found.extend(of.map(|t| (Role::Object, t)));
        }
    }
    let mark = token;
    // "The number of salmon grew": so do the salmon.
    let counted: Vec<_> =
        found.iter().filter_map(|&(role, t)| Some((role, nominal::counted(passage, t)?))).collect();
    found
        .into_iter()
        .chain(counted)
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
            let definite = entity.is_some() || sameness::is_definite(passage, token);
            let modifiers = lexis.items(frame.paragraph, modifiers);
            // Not what a clause with a subject of its own tells of it.
            let clause = |t: usize| passage.clause_of(t).and_then(|c| passage.clauses.get(c));
            let own = |t: &usize| {
                clause(*t).is_some_and(|c| c.subject.is_none()) || passage.clause_of(*t) == Some(frame.clause)
            };
            let around = lexis.items(frame.paragraph, passage.phrase(token).filter(own));
            let which = which_of(passage, token);
            let article = |t: usize| matches!(passage.lemma(t), "a" | "an" | "another");
            let single = passage.dependents(token).any(article);
            let compared = |t: usize| t != mark && passage.tokens.get(t).is_some_and(|t| t.tag == Tag::Jjr);
            let another = single && passage.dependents(token).any(compared);
            let rank = if entity.is_some() { Vec::new() } else { rank_of(passage, token) };
            Some(Core { role, entity, word, modifiers, around, definite, rank, another, which, single })
        })
        .collect()
}

/// Whom it falls to: the owner of the last noun of the phrase, the recipient, who is granted it.
fn whose(
    passage: &Passage,
    frame: &FactFrame,
    clause: &Clause,
    token: usize,
    phrase: &Phrase,
) -> Option<usize> {
    let noun = phrase.rest.iter().chain([&token]).copied().find(|&t| passage.tokens[t].tag.is_noun())?;
    let of = || {
        passage.dependents(noun).find(|&t| {
            passage.tokens[t].relation == Relation::Nmod
                && passage.case_marker(t).is_some_and(|c| matches!(passage.lemma(c), "of" | "for" | "to"))
        })
    };
    let to = || {
        let fits = |&&o: &&usize| {
            passage
                .case_marker(o)
                .is_some_and(|c| matches!(passage.lemma(c), "to" | "for" | "from" | "against"))
        };
        clause.obliques.iter().find(fits).copied()
    };
    let granted = || {
        let own = clause.subject.filter(|&s| clause.passive && s != noun);
        own.or_else(|| frame.object.map(|o| o.token).filter(|&o| clause.passive && o != noun))
    };
    passage.possessor(noun).or(clause.recipient).or_else(of).or_else(granted).or_else(to)
}

/// Whether a clause is what another makes it: makes *it easier to hire*.
fn is_make(passage: &Passage, outer: &Clause, clause: &Clause) -> bool {
    clause.kind == ClauseKind::Complement
        && passage.lemma(outer.predicate) == "make"
        && !outer.negated
        && clause.subject.is_some_and(|s| passage.lemma(s).eq_ignore_ascii_case("it"))
}

/// Whether a preposition stands before a noun.
fn leading_case(passage: &Passage, token: usize) -> bool {
    passage.case_marker(token).is_some_and(|c| c < token)
}
