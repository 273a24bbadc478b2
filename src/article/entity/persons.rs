//! Which forms of a person's name are one person's: full name, nickname, initials, spelling variants, surname.
//!
//! Full names make the persons; short forms are then looked up among their surnames, longer endings and given names.
//! Everything goes by index, so the cost is linear in the number of forms.

use crate::article::entity::draft::{Draft, DraftId, Target};
use crate::article::entity::form::{Form, FormId, Forms};
use crate::article::entity::person_name::PersonName;
use crate::article::entity::reference::Named;
use crate::article::entity::{lexicon, spelling};
use crate::language::NameKind;
use std::collections::{HashMap, HashSet};

/// How many bearers of one surname are compared with a new name. Beyond it a name stands alone, which is harmless.
const BUCKET: usize = 24;

/// The persons found so far, by the ways to call them.
#[derive(Debug, Default)]
pub(super) struct Persons {
    /// By the skeleton of the bare surname.
    by_surname: HashMap<String, Vec<DraftId>>,
    /// By formal given name.
    by_given: HashMap<String, Vec<DraftId>>,
    /// By what they can be called for short: surname, with and without particles, the last words, initials.
    by_short: HashMap<String, Vec<DraftId>>,
    /// By the first word of the name, which is the surname in some languages.
    by_first: HashMap<String, Vec<DraftId>>,
    /// By the first three letters of the surname, to find it misspelled.
    by_stem: HashMap<String, Vec<DraftId>>,
}

/// Settles all forms that are persons'.
pub(super) fn settle<'a>(forms: &Forms<'a>, drafts: &mut Vec<Draft<'a>>, targets: &mut [Target]) {
    let mut persons = Persons::default();
    let mut full: Vec<FormId> =
        open_forms(forms, targets).filter(|&id| is_full_person(&forms.all[id])).collect();
    // The longest first: "George W. Bush" and "George H. W. Bush" are two, and then "George Bush" is one of them.
    full.sort_by_key(|&id| (std::cmp::Reverse(forms.all[id].words()), id));
    for id in full {
        targets[id] = persons.place_full(id, &forms.all[id], drafts);
    }
    // A single word that no person is called, but that opens a company's name, is left to the companies.
    let brands: HashSet<&str> = forms.all.iter().filter_map(Form::brand).collect();
    let short: Vec<FormId> = open_forms(forms, targets).collect();
    for id in short {
        if let Some(target) = persons.place_short(id, &forms.all[id], &brands, drafts) {
            targets[id] = target;
        }
    }
}

fn open_forms<'t>(forms: &Forms<'_>, targets: &'t [Target]) -> impl Iterator<Item = FormId> + use<'t> {
    (0..forms.all.len()).filter(|&id| targets[id] == Target::Open)
}

fn is_full_person(form: &Form<'_>) -> bool {
    form.kind == NameKind::Person && form.first.person.as_ref().is_some_and(PersonName::is_full)
}

impl Persons {
    fn place_full<'a>(&mut self, id: FormId, form: &Form<'a>, drafts: &mut Vec<Draft<'a>>) -> Target {
        let Some(name) = form.first.person.as_ref() else { return Target::Open };
        let mut matching = self.bearers_of(name, drafts);
        if matching.is_empty() {
            // "Garcia Marquez" looks like a full name and is the end of one.
            matching = self.by_short.get(form.key()).cloned().unwrap_or_default();
        }
        match matching.as_slice() {
            [] => {
                drafts.push(Draft::of(id, form));
                self.enter(name, drafts.len() - 1);
                Target::One(drafts.len() - 1)
            }
            &[one] => {
                drafts[one].join(id, form);
                self.enter(name, one);
                Target::One(one)
            }
            _ => Target::OneOf(matching),
        }
    }

    /// The persons who can bear a full name.
    fn bearers_of(&self, name: &PersonName, drafts: &[Draft<'_>]) -> Vec<DraftId> {
        let agrees =
            |&id: &DraftId| drafts.get(id).is_some_and(|d| d.names.iter().all(|known| known.agrees(name)));
        let namesakes = self.by_surname.get(&spelling::skeleton(name.bare_surname()));
        let mut found: Vec<_> =
            namesakes.into_iter().flatten().take(BUCKET).copied().filter(agrees).collect();
        // Initials alone must not choose between two persons.
        if found.len() > 1 {
            let exact = |id: &DraftId| drafts[*id].names.iter().any(|known| known.given == name.given);
            if found.iter().filter(|id| exact(id)).count() == 1 {
                found.retain(exact);
            }
        }
        if found.is_empty() && !name.has_initials() && name.surname.len() >= 5 {
            found = self.misspelled(name, drafts);
        }
        found
    }

    /// The person whose given name is the same and whose surname is one slip of the pen away, or the other way round.
    fn misspelled(&self, name: &PersonName, drafts: &[Draft<'_>]) -> Vec<DraftId> {
        let same_given = self.by_given.get(lexicon::formal_given_name(&name.given));
        let near = |&id: &DraftId| {
            drafts.get(id).is_some_and(|d| {
                d.names.iter().any(|known| {
                    known.surname != name.surname
                        && known.agrees(name)
                        && spelling::is_one_slip_apart(&known.surname, &name.surname)
                })
            })
        };
        let mut found: Vec<_> = same_given.into_iter().flatten().take(BUCKET).copied().filter(near).collect();
        if found.is_empty() && name.given.len() >= 4 {
            let bones = spelling::skeleton(&name.given);
            let namesakes = self.by_surname.get(&spelling::skeleton(name.bare_surname()));
            let alike = |&id: &DraftId| {
                drafts
                    .get(id)
                    .is_some_and(|d| d.names.iter().any(|n| is_variant(&n.given, &name.given, &bones)))
            };
            found = namesakes.into_iter().flatten().take(BUCKET).copied().filter(alike).collect();
        }
        found.truncate(1);
        found
    }

    fn enter(&mut self, name: &PersonName, draft: DraftId) {
        let last_words = |count: usize| {
            let tail = name.middle.len().checked_sub(count).and_then(|start| name.middle.get(start..));
            tail.map(|words| format!("{} {}", words.join(" "), name.surname))
        };
        let initials: String = std::iter::once(&name.given)
            .chain(&name.middle)
            .chain([&name.surname])
            .filter_map(|word| word.chars().next())
            .collect();
        put(&mut self.by_surname, spelling::skeleton(name.bare_surname()), draft);
        put(&mut self.by_stem, stem_of(name.bare_surname()), draft);
        put(&mut self.by_given, lexicon::formal_given_name(&name.given).to_owned(), draft);
        put(&mut self.by_short, name.surname.clone(), draft);
        put(&mut self.by_short, name.bare_surname().to_owned(), draft);
        if !name.surname.starts_with("al-") {
            put(&mut self.by_short, format!("al-{}", name.bare_surname()), draft);
        }
        for tail in [last_words(1), last_words(2)].into_iter().flatten() {
            put(&mut self.by_short, tail, draft);
        }
        if initials.len() > 2 {
            put(&mut self.by_short, initials, draft);
        }
        put(&mut self.by_first, name.given.clone(), draft);
        if let Some(second) = name.middle.first() {
            put(&mut self.by_first, format!("{} {second}", name.given), draft);
        }
    }

    /// The persons whom a short form can mean, and whether by their surname rather than by a given name.
    fn called(&self, form: &Form<'_>, drafts: &[Draft<'_>]) -> (Vec<DraftId>, bool) {
        let key = form.key();
        if let Some(found) = self.by_short.get(key) {
            return (found.clone(), true);
        }
        if let Some(found) = self.by_first.get(key) {
            return (found.clone(), false);
        }
        let person = form.kind == NameKind::Person;
        let (Some(name), true) = (form.first.person.as_ref().filter(|n| !n.is_full()), person) else {
            return (Vec::new(), false);
        };
        let formal = lexicon::formal_given_name(key);
        if formal != key
            && let Some(found) = self.by_given.get(formal)
        {
            return (found.clone(), false);
        }
        // A surname spelled otherwise: "Zelenskyy" for Zelensky, "Antonof" for Antonov. Short ones differ too easily.
        let written = name.bare_surname();
        let near = |id: &&DraftId| {
            let slip = |n: &&PersonName| spelling::is_one_slip_apart(n.bare_surname(), written);
            drafts.get(**id).is_some_and(|d| d.names.iter().any(slip))
        };
        let index =
            [(&self.by_surname, spelling::skeleton(written), 4), (&self.by_stem, stem_of(written), 5)];
        for (index, key, least) in index {
            let namesakes = index.get(&key).into_iter().flatten().take(BUCKET);
            let found: Vec<_> = namesakes.filter(near).copied().collect();
            if written.len() >= least && found.len() == 1 && form.mentions.len() <= 2 {
                return (found, true);
            }
        }
        (Vec::new(), false)
    }

    /// What a form that is no full name of a person stands for, if a person.
    fn place_short<'a>(
        &mut self,
        id: FormId,
        form: &Form<'a>,
        brands: &HashSet<&str>,
        drafts: &mut Vec<Draft<'a>>,
    ) -> Option<Target> {
        let person = form.kind == NameKind::Person;
        let (mut found, by_surname) = self.called(form, drafts);
        // "Princess Margaret" is not Margaret Holt.
        let reigns =
            |named: &&Named| named.roles.iter().any(|r| r.title && lexicon::goes_with_given_name(&r.head));
        if !by_surname && form.mentions.iter().any(reigns) {
            found.retain(|&d| {
                drafts[d].roles.iter().any(|r| r.title && lexicon::goes_with_given_name(&r.head))
            });
        }
        match found.as_slice() {
            [] if person && brands.contains(form.key()) && !form.is_titled() => None,
            [] if person => {
                drafts.push(Draft::of(id, form));
                let draft = drafts.len() - 1;
                if form.first.title.is_some() || form.words() == 1 {
                    put(&mut self.by_short, form.key().to_owned(), draft);
                }
                Some(Target::One(draft))
            }
            [] => None,
            // "Ford" is a company as long as the article mostly says so; "Hillary" is never a place.
            _ if !person && !is_person_after_all(form, by_surname) => None,
            &[one] => {
                drafts[one].join(id, form);
                Some(Target::One(one))
            }
            _ => Some(Target::OneOf(found)),
        }
    }
}

/// Whether a form that the vote takes for something else is a person's surname all the same.
fn is_person_after_all(form: &Form<'_>, by_surname: bool) -> bool {
    let plain = form.words() == 1 && form.first.state.is_none() && !form.first.acronym;
    let sure = form.votes.share(NameKind::Person) > 0.2 || form.mentions.len() <= 2;
    by_surname && plain && (sure || form.kind == NameKind::Other) && form.kind != NameKind::Group
}

/// Whether a given name is another spelling of one with this skeleton, but not the same: Sergei and Sergey, Kristin and
/// Kristen; not Daniel and Daniela.
fn is_variant(known: &str, given: &str, bones: &str) -> bool {
    let gender = |name: &str| lexicon::gender_of_given_name(name);
    let slip = || known.len() > 5 && given.len() > 5 && spelling::is_one_slip_apart(known, given);
    known != given && gender(known).agrees(gender(given)) && (spelling::skeleton(known) == *bones || slip())
}

fn stem_of(surname: &str) -> String {
    surname.chars().take(3).collect()
}

fn put(index: &mut HashMap<String, Vec<DraftId>>, key: String, draft: DraftId) {
    let drafts = index.entry(key).or_default();
    if !drafts.contains(&draft) && drafts.len() < BUCKET {
        drafts.push(draft);
    }
}
