//! Drafts: entities while they are being put together from forms.

use crate::article::entity::form::{Form, FormId, Votes};
use crate::article::entity::lexicon::{self, Gender};
use crate::article::entity::person_name::PersonName;
use crate::article::entity::reference::Named;
use crate::article::entity::role::Role;
use crate::language::NameKind;

/// Index of a draft.
pub(super) type DraftId = usize;

/// One entity to be.
#[derive(Debug, Default)]
pub(super) struct Draft<'a> {
    /// The forms it goes by, the one that made it first.
    pub(super) forms: Vec<FormId>,
    /// The votes of its forms.
    pub(super) votes: Votes,
    /// Its names as a person's, in full.
    pub(super) names: Vec<&'a PersonName>,
    /// Its gender.
    pub(super) gender: Gender,
    /// The age the article gives.
    pub(super) age: Option<u16>,
    /// The state it is of.
    pub(super) nation: Option<&'static str>,
    /// What the article says it is.
    pub(super) roles: Vec<&'a Role>,
    /// What its own name says it is, with the words of the name: the "ministry" of "Finance Ministry".
    pub(super) own_heads: Vec<(&'a str, &'a str)>,
    /// The person of the same surname from whom it is told by gender alone.
    pub(super) namesake_of: Option<DraftId>,
    /// The state it is.
    pub(super) state: Option<&'static str>,
}

/// What a form stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Not settled yet.
    Open,
    /// One entity, wherever the form stands.
    One(DraftId),
    /// One of these, to be told by the place where it stands.
    OneOf(Vec<DraftId>),
}

impl<'a> Draft<'a> {
    /// A draft with its first form.
    pub(super) fn of(id: FormId, form: &Form<'a>) -> Self {
        let mut draft = Self::default();
        draft.join(id, form);
        draft
    }

    /// Takes in a form: its votes, and what its mentions say.
    pub(super) fn join(&mut self, id: FormId, form: &Form<'a>) {
        self.forms.push(id);
        self.votes.join(&form.votes);
        self.own_heads.extend(form.own_head());
        // A title tells more of gender than a given name, and that more than what somebody is said to be.
        self.gender = form.mentions.iter().fold(self.gender, |gender, named| gender.or(named.titled));
        if let Some(person) = form.first.person.as_ref().filter(|p| p.is_full()) {
            self.names.push(person);
            self.hear_given_name(&person.given);
            // "J. Maren Tollefsen" goes by her middle name.
            if let Some(middle) = person.middle.first().filter(|_| person.has_initials()) {
                self.hear_given_name(middle);
            }
        } else if self.names.is_empty() && form.kind == NameKind::Person {
            self.hear_given_name(form.key());
        }
        for named in &form.mentions {
            self.learn(named);
        }
    }

    /// Takes its gender from a given name, unless it is known.
    fn hear_given_name(&mut self, name: &str) {
        if self.gender == Gender::Unknown {
            self.gender = lexicon::gender_of_given_name(name);
        }
    }

    /// Takes in what stands beside one mention.
    pub(super) fn learn(&mut self, named: &'a Named) {
        self.gender = self.gender.or(named.gender);
        self.age = self.age.or(named.age);
        self.nation = self.nation.or(named.nation);
        for role in &named.roles {
            let aged = |word: &String| word.strip_suffix("-year-old").and_then(|age| age.parse().ok());
            self.age = self.age.or_else(|| role.words.iter().find_map(aged));
            if self.roles.len() < 64 && !self.roles.iter().any(|known| known.words == role.words) {
                self.roles.push(role);
            }
        }
    }

    /// What it is, by vote.
    pub(super) fn kind(&self) -> NameKind {
        if self.state.is_some() { NameKind::Place } else { self.votes.winner() }
    }

    /// Whether one of its roles has this head and says all these words.
    pub(super) fn is_described_by(&self, head: &str, words: &[String]) -> bool {
        // "The minister" is not the prime minister.
        let another =
            |role: &Role| words.is_empty() && role.words.iter().any(|word| lexicon::is_other_post(word));
        let said = self.roles.iter().any(|role| {
            role.head == head && words.iter().all(|word| role.words.contains(word)) && !another(role)
        });
        let in_name = |name: &str, word: &str| name.split(' ').any(|w| w == word);
        said || self
            .own_heads
            .iter()
            .any(|&(own, name)| own == head && words.iter().all(|word| in_name(name, word)))
    }
}
