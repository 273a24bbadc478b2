//! Forms: the distinct spellings by which an article names somebody, each with a vote on what it names.
//!
//! A paragraph alone may take "Kerry" for a company; the article knows better. Every mention votes for the kind that
//! the language room gave it, a title in front votes for a person, a headline's vote counts less.

use crate::article::Placed;
use crate::article::entity::body_name;
use crate::article::entity::ending::{self, Ending};
use crate::article::entity::lexicon::StateForm;
use crate::article::entity::person_name::PersonName;
use crate::article::entity::reference::{By, Named};
use crate::language::NameKind;
use crate::language::names::gazetteer;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Index of a form in [`Forms::all`].
pub(super) type FormId = usize;

/// Every form of an article, in order of first appearance.
#[derive(Debug, Default)]
pub(super) struct Forms<'a> {
    pub(super) all: Vec<Form<'a>>,
    /// The form of each name and of each run of overlooked words, in document order; `None` for words that are no name.
    pub(super) of_mention: Vec<Option<FormId>>,
}

/// One form.
#[derive(Debug)]
pub(super) struct Form<'a> {
    /// The first mention in this form.
    pub(super) first: &'a Named,
    /// How it is written where it is first written in running copy.
    pub(super) written: &'a str,
    /// Whether `written` is from running copy, not from a headline.
    pub(super) from_prose: bool,
    /// What it names, by vote.
    pub(super) kind: NameKind,
    /// The votes.
    pub(super) votes: Votes,
    /// The roles given beside it anywhere, by mention.
    pub(super) mentions: Vec<&'a Named>,
    /// How many words it has.
    words: usize,
}

/// A name as a key: compared by its spelling, hashed by the hash that was taken of it when its paragraph was read.
#[derive(Clone, Copy, Debug)]
struct Spelled<'a>(&'a Named);

impl PartialEq for Spelled<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.key == other.0.key
    }
}

impl Eq for Spelled<'_> {}

impl Hash for Spelled<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.hash);
    }
}

/// Hands on a hash that was taken before.
#[derive(Debug, Default)]
struct Taken(u64);

impl Hasher for Taken {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

type Index<'a> = HashMap<Spelled<'a>, FormId, BuildHasherDefault<Taken>>;

/// Weights by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Votes([f32; KINDS.len()]);

const KINDS: [NameKind; 7] = [
    NameKind::Person,
    NameKind::Organization,
    NameKind::Place,
    NameKind::Group,
    NameKind::Event,
    NameKind::Work,
    NameKind::Other,
];

impl Votes {
    pub(super) fn add(&mut self, kind: NameKind, weight: f32) {
        if let Some(slot) = KINDS.iter().position(|&k| k == kind).and_then(|at| self.0.get_mut(at)) {
            *slot += weight;
        }
    }

    pub(super) fn join(&mut self, other: &Votes) {
        for (slot, weight) in self.0.iter_mut().zip(other.0) {
            *slot += weight;
        }
    }

    /// The kind with the most votes; the first of the list among equals.
    pub(super) fn winner(&self) -> NameKind {
        let mut best = (NameKind::Other, 0.0);
        for (&kind, &weight) in KINDS.iter().zip(&self.0) {
            if weight > best.1 {
                best = (kind, weight);
            }
        }
        best.0
    }

    /// What part of the votes a kind has, from 0 to 1.
    pub(super) fn share(&self, kind: NameKind) -> f32 {
        let all: f32 = self.0.iter().sum();
        let own = KINDS.iter().position(|&k| k == kind).and_then(|at| self.0.get(at)).copied().unwrap_or(0.0);
        if all > 0.0 { own / all } else { 0.0 }
    }
}

impl<'a> Forms<'a> {
    /// Collects the forms of all paragraphs.
    pub(super) fn collect(paragraphs: &'a [Placed]) -> Self {
        let mut forms = Self::default();
        let mut known: Index<'a> = HashMap::default();
        let mut named_forms = Vec::new();
        for placed in paragraphs {
            let text = placed.passage().text();
            let prose = placed.kind.is_prose();
            for item in &placed.paragraph.references.items {
                let By::Name(named) = &item.by else { continue };
                let id = *known.entry(Spelled(named)).or_insert(forms.all.len());
                if id == forms.all.len() {
                    forms.all.push(Form::new(named, item.span.of(text), prose));
                }
                named_forms.push(id);
                if let Some(form) = forms.all.get_mut(id) {
                    form.take(named, item.span.of(text), prose);
                }
            }
        }
        for form in &mut forms.all {
            form.kind = form.kind_by_structure().unwrap_or_else(|| form.votes.winner());
        }
        forms.hear(paragraphs);
        forms.overlooked(paragraphs, &mut known, named_forms);
        forms
    }

    /// Gives overlooked words that are forms, or surnames of persons named in full, their form.
    fn overlooked(&mut self, paragraphs: &'a [Placed], known: &mut Index<'a>, named: Vec<FormId>) {
        let surnames = self.surnames();
        let mut named = named.into_iter();
        for placed in paragraphs {
            let text = placed.passage().text();
            let prose = placed.kind.is_prose();
            let mut end = 0;
            for (at, item) in placed.paragraph.references.items.iter().enumerate() {
                let candidate = match &item.by {
                    By::Name(_) => {
                        self.of_mention.push(named.next());
                        continue;
                    }
                    By::Overlooked(candidate) => candidate,
                    _ => continue,
                };
                // The longest that is known wins; shorter ones with the same start stand before it.
                let longer = placed
                    .paragraph
                    .references
                    .items
                    .iter()
                    .skip(at + 1)
                    .take_while(|next| next.span.start == item.span.start);
                let mut longer = longer.filter_map(|next| match &next.by {
                    By::Overlooked(next) => Some(next),
                    _ => None,
                });
                let is_known = |named: &Named| {
                    known.contains_key(&Spelled(named)) || surnames.contains(named.key.as_str())
                };
                if item.span.start < end || !is_known(candidate) || longer.any(|next| is_known(next)) {
                    self.of_mention.push(None);
                    continue;
                }
                end = item.span.end;
                let id = *known.entry(Spelled(candidate)).or_insert(self.all.len());
                if id == self.all.len() {
                    let form = Form::new(candidate, item.span.of(text), prose);
                    self.all.push(Form { kind: NameKind::Person, ..form });
                }
                self.of_mention.push(Some(id));
                if let Some(form) = self.all.get_mut(id) {
                    form.mentions.push(candidate);
                }
            }
        }
    }
}

impl<'a> Form<'a> {
    fn new(first: &'a Named, written: &'a str, from_prose: bool) -> Self {
        let words = first.key.split(' ').count();
        Self {
            first,
            written,
            from_prose,
            kind: first.kind,
            votes: Votes::default(),
            mentions: Vec::new(),
            words,
        }
    }

    fn take(&mut self, named: &'a Named, written: &'a str, prose: bool) {
        if prose && !self.from_prose {
            (self.written, self.from_prose, self.first) = (written, true, named);
        }
        self.votes.add(named.kind, if prose { 1.0 } else { 0.4 });
        if named.title.is_some() || named.age.is_some() {
            self.votes.add(NameKind::Person, 1.5);
        }
        // "In Hull, a teacher" says nothing of Hull.
        let told = named.told.filter(|&kind| kind != NameKind::Person || !named.located);
        if let Some(kind) = told.filter(|_| named.title.is_none()) {
            self.votes.add(kind, 1.5);
        }
        if named.institution && named.title.is_none() {
            self.votes.add(NameKind::Organization, 1.5);
        }
        if matches!(named.state, Some((StateForm::Name, _))) && named.title.is_none() {
            self.votes.add(NameKind::Place, 0.5);
        }
        self.mentions.push(named);
    }

    /// What the words themselves say against the vote: "Grove Street Press" and "Hanson Road" are nobody's names, and
    /// "Virginia Carcamo" is no town.
    fn kind_by_structure(&mut self) -> Option<NameKind> {
        use NameKind::{Organization, Person, Place};
        let key = self.key();
        let winner = self.votes.winner();
        if self.words() > 1 && self.first.institution && matches!(winner, Person | Place | NameKind::Other) {
            return Some(self.settle_kind(Organization));
        }
        let last = key.rsplit(' ').next().filter(|_| self.words() > 1 && !self.is_titled())?;
        let given = self.first.person.as_ref().is_some_and(PersonName::has_known_given_name);
        let told = ending::of(key);
        let ending = told.filter(|ending| ending.always || !given);
        // A place may be a bank or a hospital, but no company.
        let firm = last == "company" || body_name::is_legal_form(last);
        let kind = match (winner, ending) {
            (Place, _) if firm => Some(Organization),
            (Person, Some(ending)) => Some(ending.kind),
            (Place, Some(Ending { kind: Organization, always })) => always.then_some(Organization),
            (Place | Organization, Some(ending)) if !matches!(ending.kind, Place | Organization) => {
                Some(ending.kind)
            }
            (Person, None) if body_name::is_head(last) && !(self.words() == 2 && given) => Some(Organization),
            (Place | Organization, None)
                if told.is_none() && self.words() == 2 && given && !self.is_somewhere() =>
            {
                (gazetteer::is_surname(last) && !gazetteer::is_place(key)).then_some(Person)
            }
            _ => None,
        };
        kind.map(|kind| self.settle_kind(kind))
    }

    /// Whether it is an institution's, or stands nowhere but where a place does: in Port Alder.
    fn is_somewhere(&self) -> bool {
        self.first.institution || self.mentions.iter().all(|named| named.located)
    }

    /// Whether it is one word that nobody who is named in full has for a surname, and has no title.
    pub(super) fn is_nobodys(&self, surnames: &HashSet<&str>) -> bool {
        self.words == 1 && !self.is_titled() && !surnames.contains(self.key())
    }

    /// Whether any mention has a title in front.
    pub(super) fn is_titled(&self) -> bool {
        self.mentions.iter().any(|named| named.title.is_some())
    }

    /// The first word of a company's name of several words; the rest of "Team Orrell".
    pub(super) fn brand(&self) -> Option<&'a str> {
        let first =
            self.key().split_once(' ').map(|(first, rest)| if first == "team" { rest } else { first });
        first.filter(|_| self.kind == NameKind::Organization)
    }

    /// Sets the kind whatever the votes were, and gives it.
    pub(super) fn settle_kind(&mut self, kind: NameKind) -> NameKind {
        self.kind = kind;
        self.votes = Votes::default();
        self.votes.add(kind, self.mentions.len() as f32);
        kind
    }

    pub(super) fn key(&self) -> &'a str {
        &self.first.key
    }

    /// What its own name says it is, unless it is a person's, with the name.
    pub(super) fn own_head(&self) -> Option<(&'a str, &'a str)> {
        let head = self.first.body.head(self.key()).filter(|_| self.kind != NameKind::Person)?;
        Some((head, self.key()))
    }

    pub(super) fn words(&self) -> usize {
        self.words
    }

    /// Whether it is a name, capital or seat of a state, and what.
    pub(super) fn state(&self) -> Option<(StateForm, &'static str)> {
        if self.kind == NameKind::Person { None } else { self.first.state }
    }
}
