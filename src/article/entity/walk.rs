//! The walk through the article in reading order: every reference to its entity. Forms that mean one entity wherever
//! they stand are settled before; what depends on the place is settled here: a surname that two persons bear, a capital
//! that stands for its government, descriptions and pronouns.

use crate::article::Placed;
use crate::article::entity::MentionForm;
use crate::article::entity::description::AGED;
use crate::article::entity::draft::{Draft, DraftId, Target};
use crate::article::entity::family::Family;
use crate::article::entity::form::{FormId, Forms};
use crate::article::entity::lexicon::{FieldKind, Gender, StateForm};
use crate::article::entity::pronoun::{Case, Person};
use crate::article::entity::recency::{Recency, Sighting, Wanted};
use crate::article::entity::reference::{By, Description, Named, Part, Reference, Role, Stranger};
use crate::article::entity::table::Table;
use crate::article::entity::{lexicon, role, spelling};
use crate::language::{NameKind, Passage};
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// A reference that was resolved.
#[derive(Debug)]
pub(super) struct Resolved<'a> {
    pub(super) span: Span,
    pub(super) draft: DraftId,
    pub(super) form: MentionForm,
    pub(super) title: Option<Span>,
    pub(super) paragraph: usize,
    pub(super) sentence: Span,
    /// Whether it stands in running copy, not in a headline.
    pub(super) prose: bool,
    /// What is said of it beside its name; add `offset` to their spans.
    pub(super) roles: &'a [Role],
    pub(super) offset: usize,
}

/// What the walk reads.
pub(super) struct Walk<'a, 'f> {
    pub(super) paragraphs: &'a [Placed],
    pub(super) forms: &'f Forms<'a>,
    pub(super) targets: &'f [Target],
    pub(super) states: &'f HashMap<&'static str, DraftId>,
    /// Entities by the heads of what they are said to be.
    pub(super) heads: HashMap<&'a str, Vec<DraftId>>,
    /// How many drafts there are before the walk.
    pub(super) settled: usize,
    /// Where each age is told first: paragraph and span in it.
    pub(super) ages: HashMap<u16, (usize, Span)>,
}

/// How many sentences back somebody must have been spoken of whom a new description means.
const NEAR: usize = 4;
/// The same for the one whom the article is about.
const ABOUT: usize = 8;
/// How many namesakes are told apart by their titles' gender alone.
const NAMESAKES: usize = 64;

impl<'a> Walk<'a, '_> {
    /// Resolves every reference it can, in document order.
    pub(super) fn resolve(&self, drafts: &mut Vec<Draft<'a>>) -> Vec<Resolved<'a>> {
        let mut recency = Recency::new(drafts.len());
        let mut resolved = Vec::with_capacity(self.forms.of_mention.len());
        let mut next_name = self.forms.of_mention.iter();
        let mut strangers: HashSet<String> = HashSet::new();
        let mut peoples: HashSet<&'static str> = HashSet::new();
        let mut family = Family::default();
        for (paragraph, placed) in self.paragraphs.iter().enumerate() {
            let sentences = &placed.passage().sentences;
            recency.enter_paragraph(!placed.kind.is_prose());
            let items = &placed.paragraph.references.items;
            // Who stands where the last reference that was resolved begins: the owner of "his wife".
            let mut owner: Option<(usize, DraftId)> = None;
            // Who speaks here, what forms its names have, and whom its references were found to mean.
            let speakers = placed.paragraph.references.speakers.as_slice();
            let mut names_here: Vec<(Span, Option<FormId>)> = Vec::new();
            let mut here: Vec<(Span, DraftId)> = Vec::new();
            if !speakers.is_empty() {
                let named = items.iter().filter(|item| item.by.is_name()).map(|item| item.span);
                names_here.extend(named.zip(next_name.as_slice().iter().copied()));
            }
            for (at, item) in items.iter().enumerate() {
                let owned_by = owner.filter(|(start, _)| *start == item.span.start).map(|(_, draft)| draft);
                let found = match &item.by {
                    By::Name(named) | By::Overlooked(named) => {
                        let Some(&Some(form)) = next_name.next() else { continue };
                        let one = self.one_of_a_people(item, named, &peoples, &recency, drafts);
                        let one = one.map(|draft| (draft, MentionForm::Description));
                        one.or_else(|| self.name(named, form, &mut recency, drafts))
                    }
                    By::Pronoun(pronoun) => {
                        let speaker = at_key(speakers, &item.quotation).and_then(|span| {
                            let form = at_key(&names_here, &span).flatten();
                            match form.and_then(|form| self.targets.get(form)) {
                                Some(Target::One(draft)) => Some(*draft),
                                _ => at_key(&here, &span),
                            }
                        });
                        let found = self.pronoun(item, *pronoun, speaker, &recency, drafts);
                        // Whoever has been "he" once is no "she" later on.
                        if let (Some(d), Person::Human(gender)) = (found, pronoun.person) {
                            drafts[d].gender = drafts[d].gender.or(gender);
                        }
                        found.map(|d| (d, MentionForm::Pronoun))
                    }
                    By::Apposed(apposed) => {
                        let names = items[at..].iter().filter(|item| item.by.is_name());
                        let bearer = names.map(|item| &item.by).nth(apposed.between);
                        let form = next_name.as_slice().get(apposed.between).copied().flatten();
                        let found = match (bearer, form) {
                            (Some(By::Name(named) | By::Overlooked(named)), Some(form)) => {
                                self.name(named, form, &mut recency, drafts).map(|(draft, _)| draft)
                            }
                            _ => None,
                        };
                        if let (Some(owner), Some(bearer)) = (owned_by, found) {
                            family.note(owner, &apposed.description.head, bearer);
                        }
                        found.map(|d| (d, MentionForm::Apposed))
                    }
                    By::Description(description) => {
                        let relative = || {
                            let owner = owned_by.filter(|_| description.possessed)?;
                            family.find(owner, description, |d| drafts[d].gender)
                        };
                        let found = relative()
                            .or_else(|| self.description(item, description, &recency, drafts))
                            .or_else(|| self.aged_anew(paragraph, item, description, &recency, drafts))
                            .or_else(|| self.recalled(item, description, &strangers, &recency, drafts))
                            .or_else(|| self.by_family(item, description, &strangers, &recency, drafts));
                        if found.is_none() {
                            recency.see(sighting(item, None, stranger_of(description)));
                        }
                        found.map(|d| (d, MentionForm::Description))
                    }
                    By::Stranger(stranger) => {
                        if stranger.person {
                            let words = item.span.of(placed.passage().text());
                            let head = words.rsplit([' ', '-']).next().unwrap_or(words);
                            strangers.insert(role::singular(&spelling::fold(head)));
                        }
                        recency.see(sighting(item, None, *stranger));
                        None
                    }
                };
                let Some((draft, form)) = found else { continue };
                if let (MentionForm::Demonym, By::Name(named)) = (form, &item.by) {
                    peoples.extend(named.state.map(|(_, state)| state));
                }
                owner = Some((item.span.start, draft));
                if !speakers.is_empty() {
                    here.push((item.span, draft));
                }
                let known = Stranger {
                    person: drafts[draft].kind() == NameKind::Person,
                    gender: drafts[draft].gender,
                    plural: false,
                };
                // "Russian" in "the Russian plan" hardly brings Russia to mind.
                if form != MentionForm::Demonym {
                    recency.see(sighting(item, Some(draft), known));
                }
                let (title, roles) = match &item.by {
                    By::Name(named) => (named.title.map(|t| t.shift(placed.offset)), named.roles.as_slice()),
                    _ => (None, [].as_slice()),
                };
                let sentence =
                    sentences.get(item.sentence).map_or(item.span, |s| s.span).shift(placed.offset);
                let described = matches!(item.by, By::Name(_)) && form == MentionForm::Description;
                let span = if described { with_article(placed.passage(), item.span) } else { item.span };
                let (span, prose) = (span.shift(placed.offset), placed.kind.is_prose());
                resolved.push(Resolved {
                    span,
                    draft,
                    form,
                    title,
                    paragraph,
                    sentence,
                    prose,
                    roles,
                    offset: placed.offset,
                });
            }
        }
        // "The Dane" begins in front of the name.
        resolved.sort_by_key(|found| found.span);
        resolved
    }

    fn name(
        &self,
        named: &'a Named,
        form: usize,
        recency: &mut Recency,
        drafts: &mut Vec<Draft<'a>>,
    ) -> Option<(DraftId, MentionForm)> {
        let draft = match self.targets.get(form)? {
            Target::Open => return None,
            // "Mrs. Blum" where the only Blum so far is a man: his wife, of whom nothing else is known.
            Target::One(draft) if !drafts.get(*draft)?.gender.agrees(named.gender) => {
                self.namesake(form, *draft, named, recency, drafts)
            }
            Target::One(draft) => *draft,
            Target::OneOf(drafts_of_form) => {
                let draft = self.choose(named, drafts_of_form, recency, drafts)?;
                drafts[draft].learn(named);
                draft
            }
        };
        let own = self.forms.all.get(form)?;
        if let Some((StateForm::Capital | StateForm::Seat, state)) = own.state()
            && named.governs
            && let Some(&state) = self.states.get(state)
        {
            return Some((state, MentionForm::Metonym));
        }
        let longest =
            drafts[draft].forms.first().is_none_or(|&first| self.forms.all[first].words() <= own.words());
        let by = match own.state() {
            Some((StateForm::Demonym, _)) => MentionForm::Demonym,
            _ if named.acronym => MentionForm::Acronym,
            _ if longest => MentionForm::Name,
            _ => MentionForm::Short,
        };
        Some((draft, by))
    }

    /// The other bearer of a surname, told by the gender of the title; made where there is none yet.
    fn namesake(
        &self,
        form: usize,
        known: DraftId,
        named: &'a Named,
        recency: &mut Recency,
        drafts: &mut Vec<Draft<'a>>,
    ) -> DraftId {
        let Some(own) =
            self.forms.all.get(form).filter(|own| own.words() == 1 && own.kind == NameKind::Person)
        else {
            return known;
        };
        let other = |draft: &Draft<'_>| draft.namesake_of == Some(known) && draft.gender == named.gender;
        if let Some(found) = (self.settled..drafts.len()).find(|&id| drafts.get(id).is_some_and(other)) {
            return found;
        }
        if drafts.len() >= self.settled + NAMESAKES {
            return known;
        }
        let mut draft = Draft { namesake_of: Some(known), gender: named.gender, ..Draft::default() };
        draft.forms.push(form);
        draft.votes = own.votes;
        draft.learn(named);
        drafts.push(draft);
        recency.grow(drafts.len());
        drafts.len() - 1
    }

    /// Which of several bearers of a name is meant: by gender, by title, by who is more in mind.
    fn choose(
        &self,
        named: &Named,
        bearers: &[DraftId],
        recency: &Recency,
        drafts: &[Draft<'a>],
    ) -> Option<DraftId> {
        let mut fitting: Vec<DraftId> =
            bearers.iter().copied().filter(|&d| drafts[d].gender.agrees(named.gender)).collect();
        if fitting.is_empty() {
            fitting = bearers.to_vec();
        }
        if let Some(title) = named.roles.iter().find(|role| role.title) {
            let titled = |d: &DraftId| drafts[*d].roles.iter().any(|role| role.head == title.head);
            if fitting.iter().any(titled) {
                fitting.retain(titled);
            }
        }
        // Before any of them was named (in a headline) the one introduced first is meant.
        let salient = fitting.iter().copied().filter(|&d| recency.last_name(d) > 0);
        salient
            .max_by(|&l, &r| recency.salience(l).total_cmp(&recency.salience(r)))
            .or(fitting.first().copied())
    }

    fn description(
        &self,
        item: &Reference,
        description: &Description,
        recency: &Recency,
        drafts: &[Draft<'a>],
    ) -> Option<DraftId> {
        if let Some(age) = description.age {
            let aged = |d: &DraftId| drafts[*d].age == Some(age);
            let known = recency.latest(3, aged).filter(|_| item.quotation == 0);
            let known = known.filter(|&d| !recency.stands_beside(d, item));
            if known.is_some() || description.head == AGED {
                return known;
            }
        }
        let fits = |d: &DraftId| {
            let draft = &drafts[*d];
            draft.gender.agrees(description.gender)
                && draft.is_described_by(&description.head, &description.words)
        };
        let candidates = self.heads.get(description.head.as_str()).map_or(&[][..], Vec::as_slice);
        let mut seen = candidates.iter().copied().filter(|d| recency.last(*d) > 0 && fits(d));
        match (seen.next(), seen.next()) {
            (Some(one), None) => Some(one),
            (Some(_), Some(_)) => recency.latest(3, |d| candidates.contains(d) && fits(d)),
            (None, _) => self.by_class(item, description, recency, drafts),
        }
    }

    /// "The 42-year-old", an age that the article tells here for the first time: whoever alone is the talk.
    fn aged_anew(
        &self,
        paragraph: usize,
        item: &Reference,
        description: &Description,
        recency: &Recency,
        drafts: &[Draft<'a>],
    ) -> Option<DraftId> {
        let age = description.age.filter(|_| item.quotation == 0)?;
        let &(first, span) = self.ages.get(&age)?;
        if first != paragraph || !item.span.covers(span) {
            return None;
        }
        let person = |d: DraftId| (drafts.get(d)?.kind() == NameKind::Person).then_some(Gender::Unknown);
        let alone = recency.antecedent(item, &Wanted::aged(), person);
        let alone = alone.or_else(|| recency.only(item, &Wanted::aged(), person));
        // Or the one whom the article is about.
        let known = alone.or_else(|| {
            let seen = |d: &DraftId| person(*d).is_some() && recency.last(*d) > 0;
            let one = (0..drafts.len()).filter(seen).find(|&d| recency.leads(d))?;
            recency.latest(ABOUT, |d| *d == one)
        });
        known.filter(|&d| !recency.stands_beside(d, item))
    }

    /// "The retired dentist", "the father of two": whoever alone is the talk.
    fn recalled(
        &self,
        item: &Reference,
        description: &Description,
        strangers: &HashSet<String>,
        recency: &Recency,
        drafts: &[Draft<'a>],
    ) -> Option<DraftId> {
        let known = !description.recalls || strangers.contains(&description.head);
        if known || description.age.is_some() || item.quotation > 0 {
            return None;
        }
        let person = |d: DraftId| {
            let draft = drafts.get(d).filter(|draft| draft.kind() == NameKind::Person)?;
            draft.gender.agrees(description.gender).then_some(Gender::Unknown)
        };
        let alone = recency.antecedent(item, &Wanted::aged(), person);
        let alone = alone.or_else(|| recency.only(item, &Wanted::aged(), person));
        alone.filter(|&d| !recency.stands_beside(d, item))
    }

    /// "The Dane": who is of Denmark; where no other Danes were spoken of, whoever alone is the talk and may be. `peoples` are the states
    /// whose people were.
    fn one_of_a_people(
        &self,
        item: &Reference,
        named: &Named,
        peoples: &HashSet<&'static str>,
        recency: &Recency,
        drafts: &[Draft<'a>],
    ) -> Option<DraftId> {
        let gender = named.national?;
        let (_, state) = named.state?;
        let person = |d: DraftId| {
            let draft = drafts.get(d).filter(|d| d.kind() == NameKind::Person && d.gender.agrees(gender))?;
            Some(draft.nation)
        };
        let known = recency.latest(ABOUT, |&d| person(d) == Some(Some(state)));
        let fits = |d: DraftId| person(d)?.is_none().then_some(Gender::Unknown);
        let alone = || recency.antecedent(item, &Wanted::aged(), fits);
        let alone = || alone().filter(|_| !peoples.contains(state));
        known.or_else(alone).filter(|&d| !recency.stands_beside(d, item))
    }

    /// "The lecturer" for the instructor, "the chemistry lecturer" for the only one of late: who alone has such a post.
    fn by_family(
        &self,
        item: &Reference,
        description: &Description,
        strangers: &HashSet<String>,
        recency: &Recency,
        drafts: &[Draft<'a>],
    ) -> Option<DraftId> {
        let (office, family, field) = lexicon::post(&description.head)?;
        let bare = description.words.is_empty();
        if item.quotation > 0
            || item.part != Part::Subject
            || description.possessed
            || strangers.contains(&description.head)
            || office && !bare
        {
            return None;
        }
        let in_family = |d: &DraftId| {
            let draft = &drafts[*d];
            // "The midfielder" is not the goalkeeper.
            let own = |head: &str| matches!(field, FieldKind::Own(_)) && head != description.head;
            let of_family =
                |head: &str| !own(head) && lexicon::post(head).is_some_and(|post| post.1 == family);
            draft.kind() == NameKind::Person
                && draft.gender.agrees(description.gender)
                && draft.roles.iter().any(|role| of_family(&role.head))
        };
        let one = recency.latest(NEAR, in_family)?;
        let other = recency.latest(NEAR, |d| *d != one && in_family(d));
        other.is_none().then_some(one)
    }

    /// "The country", "the company": whatever of that class is the talk, if only one thing is.
    fn by_class(
        &self,
        item: &Reference,
        description: &Description,
        recency: &Recency,
        drafts: &[Draft<'a>],
    ) -> Option<DraftId> {
        let class = Class::of(&description.head)?;
        // "The Danish group": the one that is of Denmark.
        if let [nation] = description.words.as_slice()
            && let Some((StateForm::Demonym, state)) = lexicon::state(nation)
        {
            let of = |d: &DraftId| drafts[*d].nation == Some(state) && class.has(&drafts[*d], self.forms);
            return recency.latest(ABOUT, of).filter(|&d| !recency.stands_beside(d, item));
        }
        let based = !description.words.is_empty();
        if based && !description.words.iter().all(|word| word.ends_with("-based")) {
            return None;
        }
        let fits = |d: DraftId| {
            drafts.get(d).is_some_and(|draft| class.has(draft, self.forms)).then_some(Gender::Unknown)
        };
        let wanted = Wanted::described();
        let only = || recency.only(item, &wanted, fits).filter(|_| item.quotation == 0);
        // "The Harlow-based company" is the only one, or another.
        if based { only() } else { recency.antecedent(item, &wanted, fits).or_else(only) }
    }

    fn pronoun(
        &self,
        item: &Reference,
        pronoun: super::reference::Pronoun,
        speaker: Option<DraftId>,
        recency: &Recency,
        drafts: &[Draft<'a>],
    ) -> Option<DraftId> {
        match pronoun.person {
            Person::Human(gender) => {
                let wanted = Wanted::person(gender, pronoun.case);
                let wanted = if item.quotation > 0 { wanted.quoted() } else { wanted };
                // Who speaks is "I" there.
                let person = |d: DraftId| {
                    (drafts[d].kind() == NameKind::Person && speaker != Some(d)).then_some(drafts[d].gender)
                };
                let only = || recency.only(item, &wanted, person).filter(|_| item.quotation == 0);
                recency.antecedent(item, &wanted, person).or_else(only)
            }
            // Without a parse nothing tells what "it" is not.
            Person::Thing if item.clause.is_some() => {
                let thing = |d: DraftId| !matches!(drafts[d].kind(), NameKind::Person | NameKind::Group);
                let found = recency
                    .antecedent(item, &Wanted::thing(pronoun.case), |d| thing(d).then_some(Gender::Unknown));
                found.filter(|&d| matches!(drafts[d].kind(), NameKind::Organization | NameKind::Place))
            }
            Person::Several if item.clause.is_some() && pronoun.case != Case::Object => {
                let body = |d: DraftId| drafts[d].kind() == NameKind::Organization;
                let found = recency.antecedent(item, &Wanted::several(pronoun.case), |d| {
                    (body(d) || drafts[d].kind() == NameKind::Group).then_some(Gender::Unknown)
                });
                found.filter(|&d| body(d))
            }
            Person::Thing | Person::Speaker | Person::Several => None,
        }
    }
}

/// What companies are called in their names: Thornbeck *Brewery*.
static COMPANIES: Table = Table::new(include_str!("../data/company_heads.txt"));
static CLASSES: Table = Table::new(include_str!("../data/class_nouns.tsv"));

/// What a description of no office in particular describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    State,
    Town,
    Company,
    Body,
    /// A body whose name has one of these heads, or is an acronym.
    Listed(&'static str),
}

impl Class {
    fn of(head: &str) -> Option<Self> {
        let (class, heads) = CLASSES.find(head)?.split_once('\t')?;
        Some(match class {
            "state" => Class::State,
            "town" => Class::Town,
            "company" => Class::Company,
            "listed" => Class::Listed(heads),
            _ => Class::Body,
        })
    }

    /// Whether an entity can be called so. What says in its own name that it is something else cannot: "the company" is
    /// no ministry.
    fn has(self, draft: &Draft<'_>, forms: &Forms<'_>) -> bool {
        let body = draft.kind() == NameKind::Organization;
        match self {
            Class::State => draft.state.is_some(),
            Class::Town => draft.kind() == NameKind::Place && draft.state.is_none(),
            Class::Company => body && draft.own_heads.iter().all(|(head, _)| COMPANIES.lists(head)),
            Class::Body => body,
            Class::Listed(heads) => {
                let listed = |(own, _): &(&str, &str)| heads.split(' ').any(|head| head == *own);
                let acronym = || draft.forms.iter().all(|&form| forms.all[form].first.acronym);
                body && (draft.own_heads.iter().any(listed) || draft.own_heads.is_empty() && acronym())
            }
        }
    }
}

/// What stands beside a key in a list that is sorted by keys.
fn at_key<K: Ord, V: Copy>(list: &[(K, V)], key: &K) -> Option<V> {
    list.binary_search_by(|(other, _)| other.cmp(key)).ok().map(|at| list[at].1)
}

/// A span with the word before it: "the Dane".
fn with_article(passage: &Passage, span: Span) -> Span {
    let first = passage.tokens_in(span).start;
    first.checked_sub(1).map_or(span, |article| passage.span_of(article..first).join(span))
}

fn sighting(item: &Reference, draft: Option<DraftId>, known: Stranger) -> Sighting {
    Sighting {
        draft,
        span: item.span,
        sentence: item.sentence,
        part: item.part,
        clause: item.clause,
        quotation: item.quotation,
        named: item.by.is_name(),
        apposed: matches!(item.by, By::Apposed(_)),
        known,
    }
}

fn stranger_of(description: &Description) -> Stranger {
    Stranger { person: description.kind == NameKind::Person, gender: description.gender, plural: false }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_sorted() {
        crate::article::entity::table::check(&super::COMPANIES);
        crate::article::entity::table::check(&super::CLASSES);
    }
}
