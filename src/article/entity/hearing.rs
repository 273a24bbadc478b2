//! What the whole article says of a form against its own votes: that a person bears it, that a team plays under it, that it
//! is short for a body.

use crate::article::Placed;
use crate::article::entity::form::{Form, Forms};
use crate::article::entity::lexicon::{self, Gender};
use crate::article::entity::person_name::PersonName;
use crate::article::entity::reference::Team;
use crate::article::entity::{body_name, ending};
use crate::language::NameKind;
use crate::language::names::gazetteer;
use std::collections::HashSet;

/// So many words of sport show that copy is about nothing else.
const SPORT: usize = 2;

/// One in so many mentions must show that a town is a team.
const TEAM_OF: usize = 4;

impl<'a> Forms<'a> {
    /// Settles the kinds that the votes of single mentions get wrong.
    pub(super) fn hear(&mut self, paragraphs: &[Placed]) {
        let sport: usize = paragraphs.iter().map(|placed| placed.paragraph.references.sport_words).sum();
        if sport > 0 {
            self.hear_teams(sport >= SPORT);
        }
        self.hear_peoples();
        self.hear_surnames();
        self.hear_clubs();
        self.hear_bodies();
    }

    /// Names of a given name and a surname that the article uses as a person's ("Ms. Corrigan") are persons.
    fn hear_surnames(&mut self) {
        let person = |form: &&Form<'a>| form.kind == NameKind::Person;
        let surname = |form: &Form<'a>| form.first.person.as_ref().map(|p| p.surname.as_str());
        let surnames: HashSet<&str> = self.all.iter().filter(person).filter_map(surname).collect();
        let company = |form: &&mut Form<'a>| {
            form.kind == NameKind::Organization && form.words() <= 3 && !form.key().contains('&')
        };
        for form in self.all.iter_mut().filter(company) {
            let person = form.first.person.as_ref().filter(|p| surnames.contains(p.surname.as_str()));
            if form.own_head().is_none() && person.is_some_and(PersonName::has_known_given_name) {
                form.settle_kind(NameKind::Person);
            }
        }
    }

    /// The surnames of persons named in full.
    pub(super) fn surnames(&self) -> HashSet<&'a str> {
        let persons = self.all.iter().filter(|form| form.kind == NameKind::Person);
        let full = persons.filter_map(|form| form.first.person.as_ref()).filter(|person| person.is_full());
        full.flat_map(|person| [person.surname.as_str(), person.bare_surname()]).collect()
    }

    /// "Swede" is no person's name, unless somebody bears it.
    fn hear_peoples(&mut self) {
        let surnames = self.surnames();
        for form in &mut self.all {
            let person = form.kind == NameKind::Person && form.is_nobodys(&surnames);
            if person && gazetteer::is_group(form.key()) {
                form.settle_kind(NameKind::Group);
            }
        }
    }

    /// In copy about sport, towns that play are teams; where it is about nothing else, so are those in which nothing is.
    fn hear_teams(&mut self, nothing_else: bool) {
        let surnames = self.surnames();
        for form in &mut self.all {
            let teams = match form.kind {
                NameKind::Place if form.state().is_none() => {
                    let mentions = || form.mentions.iter().map(|named| named.team);
                    let town = form.words() == 1 && gazetteer::is_city(form.key());
                    if nothing_else && town && !mentions().any(|team| team.located) {
                        form.mentions.len()
                    } else {
                        mentions().filter(|team| team.owns || team.plays).count()
                    }
                }
                // Persons play too, but it is teams that have strikers, and mostly teams that nobody has for a surname.
                NameKind::Person if form.is_nobodys(&surnames) => {
                    let nobodys = nothing_else
                        && !gazetteer::is_surname(form.key())
                        && lexicon::gender_of_given_name(form.key()) == Gender::Unknown;
                    let shows = |team: Team| team.owns || nobodys && team.plays;
                    form.mentions.iter().filter(|named| shows(named.team)).count()
                }
                _ => 0,
            };
            if teams * TEAM_OF >= form.mentions.len() && teams > 0 {
                form.settle_kind(NameKind::Organization);
            }
        }
    }

    /// Names of several words that the article uses with what they are ("Harbour Light Bank") are no persons.
    fn hear_bodies(&mut self) {
        let mut bodies: HashSet<&str> = HashSet::new();
        for form in self.all.iter().filter(|form| form.kind == NameKind::Organization) {
            let ends = form.key().match_indices(' ').map(|(at, _)| form.key().split_at(at));
            let headed = |rest: &str| rest.split(' ').nth(1).is_some_and(body_name::is_head);
            bodies.extend(ends.filter(|(_, rest)| headed(rest)).map(|(name, _)| name));
        }
        let person = |form: &&mut Form<'a>| form.kind == NameKind::Person && form.words() > 1;
        for form in self.all.iter_mut().filter(person) {
            let given =
                |form: &Form<'a>| form.first.person.as_ref().is_some_and(PersonName::has_known_given_name);
            if bodies.contains(form.key()) && !form.is_titled() && !given(form) {
                form.settle_kind(NameKind::Organization);
            }
        }
    }

    /// "Rovers" is what "Harlow Rovers" are called, unless somebody is.
    fn hear_clubs(&mut self) {
        let clubs = self.all.iter().filter(|form| form.kind == NameKind::Organization && form.words() > 1);
        let clubs = clubs.filter(|form| {
            ending::of(form.key()).is_some_and(|e| e.always && e.kind == NameKind::Organization)
        });
        let short: HashSet<&str> = clubs.filter_map(|form| form.key().rsplit(' ').next()).collect();
        let surnames = self.surnames();
        for form in &mut self.all {
            let person = form.kind == NameKind::Person && form.is_nobodys(&surnames);
            if person && short.contains(form.key()) {
                form.settle_kind(NameKind::Organization);
            }
        }
    }
}
