//! What a noun phrase speaks of, in a form that two can be compared by.
//!
//! Comes in: the head of a phrase. Goes out: a [`Referent`], and for two of them how sure it is that they are one
//! ([`Referent::likeness`]) or that they are not ([`Referent::differs`]).

use crate::article::entity::lexicon::{self, StateForm};
use crate::article::entity::spelling;
use crate::article::{Article, EntityId, Placed};
use crate::language::{Measure, NameKind, Passage, Relation, Tag};
use crate::rules::contradiction::lexis::{Item, Lexis, WordId};
use crate::rules::contradiction::sameness;
use crate::rules::fingerprint::fnv1a;
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Grades from here on count as one thing.
pub(super) const ONE: f32 = 0.75;

/// What a phrase speaks of.
#[derive(Clone, Debug)]
pub(super) struct Referent {
    /// Its head, a token of the passage.
    pub(super) token: usize,
    /// Who or what it names.
    pub(super) entity: Option<EntityId>,
    /// The kind of what it names.
    pub(super) kind: Option<NameKind>,
    /// Its head noun.
    pub(super) word: Option<WordId>,
    /// The same by its letters, whether it stands in a name or not: the Harlow *Festival*, the *festival*.
    head: u64,
    /// What modifies it: adjectives, compounds, possessors, of-phrases, ordinals.
    pub(super) modifiers: Vec<Item>,
    /// What stands closer around it, down to what modifies its modifiers: residents of the *harbour* quarter.
    details: Vec<Item>,
    /// Whether its head is a proper name or a pronoun.
    is_name: bool,
    /// First, second, last, other: what tells one of several from the rest, by lemma.
    which: Vec<String>,
    /// Deputy, vice, prime: what makes another office of one.
    rank: Vec<String>,
    /// The states that modify it: the *British* government, the government of *Germany*.
    states: Vec<&'static str>,
    /// Whether it points to something known.
    pub(super) definite: bool,
    /// Whether it brings in one: *a* crash.
    pub(super) introduced: bool,
    /// Whether it names something with an opening and a closing day: the festival.
    pub(super) is_occasion: bool,
    /// Whether it speaks of a kind or of some of it: guide *dogs*.
    generic: bool,
}

impl Referent {
    /// What the phrase with this head speaks of.
    pub(super) fn of(
        article: &Article,
        lexis: &Lexis,
        placed: &Placed,
        paragraph: usize,
        token: usize,
    ) -> Option<Self> {
        let passage = placed.passage();
        let head = passage.tokens.get(token)?;
        let entity = lexis.named(passage, paragraph, token).filter(|_| {
            head.tag.is_proper()
                || head.tag.is_noun()
                || matches!(head.tag, Tag::Prp | Tag::PossessivePronoun | Tag::Wp | Tag::Wdt)
        });
        let word = lexis.word(paragraph, token);
        if entity.is_none() && word.is_none() {
            return None;
        }
        let modifiers: Vec<usize> = passage.dependents(token).filter(|&t| modifies(passage, t)).collect();
        let definite = entity.is_some() || sameness::is_definite(passage, token);
        let beside = |words: &[&str]| {
            passage.dependents(token).any(|t| words.iter().any(|w| passage.lemma(t).eq_ignore_ascii_case(w)))
        };
        let which = which_of(passage, token);
        let rank = rank_of(passage, token);
        Some(Self {
            token,
            entity,
            kind: entity.and_then(|e| article.entities.get(e)).map(|e| e.kind),
            word,
            head: fnv1a(passage.lemma(token).to_lowercase().bytes()),
            details: lexis.items(
                paragraph,
                modifiers.iter().flat_map(|&t| passage.dependents(t).filter(|&d| modifies(passage, d))),
            ),
            is_name: head.tag.is_proper()
                || matches!(head.tag, Tag::Prp | Tag::PossessivePronoun | Tag::Wp | Tag::Wdt),
            modifiers: lexis.items(paragraph, modifiers.iter().copied()),
            which,
            rank,
            states: modifiers
                .iter()
                .filter_map(|&t| state_of(article, lexis, passage, paragraph, t))
                .collect(),
            definite,
            introduced: entity.is_none() && beside(&["a", "an"]),
            is_occasion: FESTIVALS.contains(passage.lemma(token).to_lowercase().as_str()),
            generic: !definite && head.tag == Tag::Nns,
        })
    }

    /// How likely two are one, from 0 to 1.
    pub(super) fn likeness(&self, other: &Self, lexis: &Lexis) -> f32 {
        let words = || self.word.zip(other.word).map_or(0.0, |(a, b)| lexis.words_alike(a, b));
        match (self.entity, other.entity) {
            (Some(a), Some(b)) if a == b => {
                // "The older brother" and "the younger brother", taken for one.
                f32::from(u8::from(!lexis.contrast(&self.modifiers, &other.modifiers)))
            }
            (Some(_), Some(_)) => 0.0,
            (None, None) if self.differs(other, lexis) => 0.0,
            (None, None) => words(),
            // "The prize" beside "the Harlow Prize", not beside "the prize for poetry"; the blaze beside the Painter Ridge Fire.
            _ if self.definite
                && other.definite
                && (self.head == other.head || words() >= ONE && !self.is_person() && !other.is_person())
                && (self.adds_nothing_to(other) || other.adds_nothing_to(self)) =>
            {
                0.9
            }
            _ => 0.0,
        }
    }

    fn is_person(&self) -> bool {
        self.kind == Some(NameKind::Person)
    }

    /// Whether it has no name and nothing modifies it that is not in the other.
    fn adds_nothing_to(&self, other: &Self) -> bool {
        self.entity.is_none() && self.modifiers.iter().all(|item| other.modifiers.contains(item))
    }

    /// Whether it is told as somebody's or of something: *Harlan's* wife.
    pub(super) fn is_of(&self, entity: EntityId) -> bool {
        self.modifiers.contains(&Item::Entity(entity))
    }

    /// Whether two cannot be one: two names of one kind, two that are told apart by what modifies them.
    pub(super) fn differs(&self, other: &Self, lexis: &Lexis) -> bool {
        match (self.entity, other.entity) {
            (Some(a), Some(b)) => a != b,
            (None, None) => {
                self.is_told_apart(other, lexis) || lexis.each_has_own(&self.modifiers, &other.modifiers)
            }
            _ => false,
        }
    }

    /// Whether the words around two like nouns stand against each other: first and second, older and younger, of the harbour
    /// and of the hill.
    pub(super) fn is_told_apart(&self, other: &Self, lexis: &Lexis) -> bool {
        if self.is_name || other.is_name {
            return false;
        }
        let alike = self.word.zip(other.word).is_some_and(|(a, b)| lexis.words_alike(a, b) >= ONE);
        self.rank != other.rank
            || self.which != other.which && !(self.which.is_empty() || other.which.is_empty())
            || are_of_other_states(&self.states, &other.states)
            || lexis.contrast(&self.modifiers, &other.modifiers)
            || alike && lexis.stand_against(&self.modifiers, &other.modifiers)
            || alike && lexis.each_has_own(&self.details, &other.details)
    }

    /// Whether one of them is said to be another: the *next* train, the train.
    pub(super) fn is_next_to(&self, other: &Self) -> bool {
        is_next(&self.which) != is_next(&other.which)
    }

    /// Whether one is a kind and the other a part of it: dogs, guide dogs.
    pub(super) fn is_of_other_part(&self, other: &Self) -> bool {
        self.generic && other.generic && self.word == other.word && self.modifiers != other.modifiers
    }

    /// The names in what modifies it.
    fn names(&self) -> Vec<Item> {
        let around = self.modifiers.iter().chain(&self.details);
        around.copied().filter(|item| matches!(item, Item::Entity(_))).collect()
    }

    /// Whether what modifies them names the same: the theatre in *Leeds*, the theatre.
    pub(super) fn names_agree(&self, other: &Self) -> bool {
        self.names() == other.names()
    }

    /// Whether nothing modifies one that does not modify the other: the *planning* committee, the committee.
    pub(super) fn is_as_told(&self, other: &Self) -> bool {
        self.modifiers == other.modifiers && self.details == other.details
    }

    /// Whether they are two of one kind: the north plant and the south plant, the plant in Harlow and the plant in Wexford.
    pub(super) fn is_one_of_two(&self, other: &Self, lexis: &Lexis) -> bool {
        let (ours, theirs) = (self.names(), other.names());
        let named_apart = !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|i| theirs.contains(i));
        self.is_told_apart(other, lexis) || self.word == other.word && self.word.is_some() && named_apart
    }

    /// Whether the two nouns are told apart as kinds of one thing: the port, the airport.
    pub(super) fn is_other_kind(&self, other: &Self, lexis: &Lexis) -> bool {
        let word = |r: &Self| r.word.filter(|_| r.entity.is_none()).map(Item::Word);
        word(self).zip(word(other)).is_some_and(|(a, b)| lexis.contrast(&[a], &[b]))
    }

    /// Whether both name somebody or something of one kind.
    pub(super) fn is_of_kind(&self, other: &Self) -> bool {
        let body =
            |kind: NameKind| matches!(kind, NameKind::Organization | NameKind::Place | NameKind::Group);
        match (self.kind, other.kind) {
            (Some(a), Some(b)) => a == b || body(a) && body(b),
            _ => false,
        }
    }
}

/// The state that a modifier names, also by its adjective.
fn state_of(
    article: &Article,
    lexis: &Lexis,
    passage: &Passage,
    paragraph: usize,
    token: usize,
) -> Option<&'static str> {
    let word = Some(passage.word(token)).filter(|word| word.starts_with(char::is_uppercase))?;
    let entity = || article.entities.get(lexis.entity(paragraph, token)?).map(|e| e.name.as_str());
    let named = |form: &str| match lexicon::state(&spelling::fold(form))? {
        (StateForm::Name | StateForm::Demonym, state) => Some(state),
        (StateForm::Capital | StateForm::Seat, _) => None,
    };
    named(word).or_else(|| named(entity()?))
}

/// Whether both lists name states, and none in common.
fn are_of_other_states(a: &[&str], b: &[&str]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|state| b.contains(state))
}

/// Whether a token, a dependent of a noun, says which one is meant. How many it is of ("a turnout of two million voters")
/// does not.
pub(super) fn modifies(passage: &Passage, token: usize) -> bool {
    let counted = |t: usize| {
        passage.dependents(t).any(|d| {
            passage.tokens.get(d).is_some_and(|d| d.relation == Relation::Nummod || d.tag == Tag::Cd)
        })
    };
    // "The report on the collapse *in April*".
    let dated =
        passage.values.iter().any(|v| v.tokens.contains(&token) && matches!(v.measure, Measure::Date(_)));
    // "Not a *single* flight".
    let none = passage.lemma(token) == "single";
    passage.tokens.get(token).is_some_and(|t| match t.relation {
        _ if dated || none => false,
        Relation::Amod | Relation::Compound | Relation::NmodPoss => true,
        Relation::Nmod => t.tag != Tag::Cd && !counted(token) && !is_beside(passage, token),
        _ => false,
    })
}

/// Whether a preposition brings in by whom or when something was done, which may be told of a noun beside it: the cut in the
/// rate *by the bank*.
fn is_beside(passage: &Passage, token: usize) -> bool {
    let preposition = passage.case_marker(token).map(|c| passage.lemma(c));
    matches!(preposition, Some("after" | "before" | "by" | "during" | "following" | "since" | "until"))
}

/// Words that pick one of several.
static PICKING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/picking_words.txt")).collect());

/// Whether a lemma picks one of several.
pub(super) fn is_picking(lemma: &str) -> bool {
    PICKING.contains(lemma)
}

/// The words of a list beside a noun.
fn picked(passage: &Passage, noun: usize, list: &HashSet<&'static str>) -> Vec<String> {
    // "The Old Bridge" is called so.
    let named = |t: usize| passage.lemma(t) == "Old" && passage.tokens[t].tag.is_proper();
    let words = passage.dependents(noun).filter(|&t| !named(t)).map(|t| passage.lemma(t).to_lowercase());
    words.filter(|word| list.contains(word.as_str())).collect()
}

/// What makes another office of the one that a noun names: the *prime* minister, the *deputy* mayor.
pub(super) fn rank_of(passage: &Passage, noun: usize) -> Vec<String> {
    let mut ranks = picked(passage, noun, &DEPUTIES);
    // "The co-pilot".
    let prefix = passage.lemma(noun).split_once('-').map(|(prefix, _)| prefix.to_lowercase());
    ranks.extend(prefix.filter(|p| DEPUTIES.contains(p.as_str())));
    ranks
}

/// What picks one of several: the *first* half, the *north* road.
pub(super) fn which_of(passage: &Passage, noun: usize) -> Vec<String> {
    picked(passage, noun, &PICKING)
}

/// Nouns for what has an opening and a closing day.
static FESTIVALS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/festivals.txt")).collect());

/// Whether words that pick one of several say that it is another.
fn is_next(which: &[String]) -> bool {
    which.iter().any(|w| matches!(w.as_str(), "another" | "former" | "last" | "next" | "old" | "other"))
}

/// Whether the words that pick one of several pick two: the next games, the games; the first, the second.
pub(super) fn are_picked_apart(a: &[String], b: &[String]) -> bool {
    is_next(a) != is_next(b) || a != b && !a.is_empty() && !b.is_empty()
}

/// Words that make another office of one.
static DEPUTIES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/deputies.txt")).collect());
