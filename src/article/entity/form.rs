//! Forms: the distinct spellings by which an article names somebody, each with a vote on what it names.
//!
//! A paragraph alone may take "Kerry" for a company; the article knows better. Every mention votes for the kind that
//! the language room gave it, a title in front votes for a person, a headline's vote counts less.

use crate::article::Placed;
use crate::article::entity::lexicon::StateForm;
use crate::article::entity::reference::{By, Named};
use crate::language::NameKind;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Index of a form in [`Forms::all`].
pub(super) type FormId = usize;

/// Every form of an article, in order of first appearance.
#[derive(Debug, Default)]
pub(super) struct Forms<'a> {
    pub(super) all: Vec<Form<'a>>,
    /// The form of each named reference, in document order.
    pub(super) of_mention: Vec<FormId>,
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
        let mut known: HashMap<Spelled<'a>, FormId, BuildHasherDefault<Taken>> = HashMap::default();
        for placed in paragraphs {
            let text = placed.passage().text();
            let prose = !placed.kind.is_display();
            for item in &placed.paragraph.references.items {
                let By::Name(named) = &item.by else { continue };
                let id = *known.entry(Spelled(named)).or_insert(forms.all.len());
                if id == forms.all.len() {
                    forms.all.push(Form::new(named, item.span.of(text), prose));
                }
                forms.of_mention.push(id);
                if let Some(form) = forms.all.get_mut(id) {
                    form.take(named, item.span.of(text), prose);
                }
            }
        }
        for form in &mut forms.all {
            form.kind = form.votes.winner();
        }
        forms
    }
}

impl<'a> Form<'a> {
    fn new(first: &'a Named, written: &'a str, from_prose: bool) -> Self {
        Self { first, written, from_prose, kind: first.kind, votes: Votes::default(), mentions: Vec::new() }
    }

    fn take(&mut self, named: &'a Named, written: &'a str, prose: bool) {
        if prose && !self.from_prose {
            (self.written, self.from_prose, self.first) = (written, true, named);
        }
        self.votes.add(named.kind, if prose { 1.0 } else { 0.4 });
        if named.title.is_some() || named.age.is_some() {
            self.votes.add(NameKind::Person, 1.5);
        }
        if matches!(named.state, Some((StateForm::Name, _))) && named.title.is_none() {
            self.votes.add(NameKind::Place, 0.5);
        }
        self.mentions.push(named);
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
        self.key().split(' ').count()
    }

    /// Whether it is a name, capital or seat of a state, and what.
    pub(super) fn state(&self) -> Option<(StateForm, &'static str)> {
        if self.kind == NameKind::Person { None } else { self.first.state }
    }
}
