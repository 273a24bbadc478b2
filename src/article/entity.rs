//! Entities: who and what the article is about, with every mention of each.
//!
//! Comes in: the names of every paragraph, and what else in it can refer ([`reference::References`], read with the
//! paragraph and kept with it). Goes out: entities and their mentions. Names are first grouped by their spelling into
//! forms, with a vote on what each form names; forms become entities by index (surname, acronym, telling word), never
//! by comparing all pairs; then one walk in reading order gives every reference its entity. Without good evidence no
//! link is made: a pronoun that could mean two persons means nobody.

mod bodies;
pub mod body_name;
mod bounds;
pub mod card;
mod club;
#[cfg(test)]
mod copy;
mod description;
mod draft;
mod ending;
mod family;
mod form;
mod hearing;
pub mod lexicon;
mod missed;
mod nation;
mod overlooked;
pub mod person_name;
mod persons;
mod pronoun;
mod recency;
pub mod reference;
mod repair;
pub(super) mod role;
mod speaker;
pub mod spelling;
pub(super) mod table;
mod title;
mod walk;

use crate::article::Placed;
use crate::language::{Measure, NameKind};
use crate::text::{Document, Span};
use draft::{Draft, DraftId, Target};
use form::{Form, Forms};
use std::borrow::Cow;
use std::collections::HashMap;
use walk::{Resolved, Walk};

pub use card::Card;
pub use speaker::hear_speakers;

/// Index of an entity in [`crate::article::Article::entities`].
pub type EntityId = usize;

/// By what kind of words an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// The full name, or the only one.
    Name,
    /// A surname or other short form of a name given in full elsewhere.
    Short,
    /// An acronym: "UN".
    Acronym,
    /// A demonym or adjective: "Syrian".
    Demonym,
    /// A capital or building for its government: "Moscow", "the Kremlin".
    Metonym,
    /// A description: "the secretary of state", "the senator".
    Description,
    /// A description in front of the name: "*his wife*, Ann Holm".
    Apposed,
    /// A pronoun.
    Pronoun,
}

/// One mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where: the name without its title.
    pub span: Span,
    /// Of whom.
    pub entity: EntityId,
    /// By what words.
    pub form: MentionForm,
    /// The title or role in front of it.
    pub title: Option<Span>,
    /// Index of its paragraph in `Article::paragraphs`.
    pub paragraph: usize,
}

/// A person, organization, place, group, event or work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: NameKind,
    /// The fullest name the article gives.
    pub name: String,
    /// The other forms it is mentioned by, in order of appearance, without pronouns and descriptions.
    pub aliases: Vec<String>,
    /// Titles and roles, as written, in order of appearance: "Secretary of State".
    pub titles: Vec<String>,
    /// Indexes of its mentions in `Article::mentions`, in document order. Never empty.
    pub mentions: Vec<usize>,
    /// Where it is introduced: the sentence of its first mention in running copy by its full name; where there is none,
    /// of its first mention.
    pub introduction: Span,
    /// What it is said to be, there or where that is first said: the title in front of its name or the description
    /// beside it, without "the".
    pub description: Option<Span>,
}

impl MentionForm {
    /// Whether the words are a name of it, rather than a pronoun or a description.
    pub fn is_name(self) -> bool {
        !matches!(self, MentionForm::Description | MentionForm::Apposed | MentionForm::Pronoun)
    }
}

/// Merges the names of all paragraphs into entities and finds their other mentions.
pub fn resolve(document: &Document, paragraphs: &[Placed]) -> (Vec<Entity>, Vec<Mention>) {
    let forms = Forms::collect(paragraphs);
    let mut drafts = Vec::new();
    let mut targets = vec![Target::Open; forms.all.len()];
    let states = bodies::settle_states(&forms, &mut drafts, &mut targets);
    persons::settle(&forms, &mut drafts, &mut targets);
    bodies::settle(&forms, &mut drafts, &mut targets);
    let walk = Walk {
        paragraphs,
        forms: &forms,
        targets: &targets,
        states: &states,
        heads: heads_of(&drafts),
        settled: drafts.len(),
        ages: first_ages(paragraphs),
    };
    let resolved = walk.resolve(&mut drafts);
    finish(document, &forms, &drafts, resolved)
}

/// Where each age is told first: the paragraph and the span in it.
fn first_ages(paragraphs: &[Placed]) -> HashMap<u16, (usize, Span)> {
    let mut ages = HashMap::new();
    for (index, placed) in paragraphs.iter().enumerate() {
        for value in placed.passage().values.iter().filter(|v| v.measure == Measure::Age) {
            ages.entry(value.low as u16).or_insert((index, value.span));
        }
    }
    ages
}

/// Drafts by the heads of their roles.
fn heads_of<'a>(drafts: &[Draft<'a>]) -> HashMap<&'a str, Vec<DraftId>> {
    let mut heads: HashMap<&'a str, Vec<DraftId>> = HashMap::new();
    for (id, draft) in drafts.iter().enumerate() {
        let said = draft.roles.iter().map(|role| role.head.as_str());
        for head in said.chain(draft.own_heads.iter().map(|&(head, _)| head)) {
            let bearers = heads.entry(head).or_default();
            if bearers.last() != Some(&id) {
                bearers.push(id);
            }
        }
    }
    heads
}

/// Numbers the entities by first mention and writes them out.
fn finish(
    document: &Document,
    forms: &Forms<'_>,
    drafts: &[Draft<'_>],
    resolved: Vec<Resolved<'_>>,
) -> (Vec<Entity>, Vec<Mention>) {
    let mut numbers: Vec<Option<EntityId>> = vec![None; drafts.len()];
    let mut entities: Vec<Entity> = Vec::new();
    // How good the introduction so far is: in running copy, by a name of two words or more.
    let mut introduced: Vec<(bool, usize)> = Vec::new();
    let mut mentions = Vec::with_capacity(resolved.len());
    for found in resolved {
        let (Some(slot), Some(draft)) = (numbers.get_mut(found.draft), drafts.get(found.draft)) else {
            continue;
        };
        let number = *slot.get_or_insert_with(|| {
            entities.push(entity_of(draft, forms, found.sentence));
            introduced.push((false, 0));
            entities.len() - 1
        });
        if let (Some(entity), Some(rank)) = (entities.get_mut(number), introduced.get_mut(number)) {
            entity.mentions.push(mentions.len());
            if found.form.is_name() {
                let written = one_line(found.span.of(document.text()));
                let words =
                    if entity.kind == NameKind::Person { written.split(' ').count().min(2) } else { 1 };
                if written != entity.name
                    && entity.aliases.iter().all(|alias| *alias != written)
                    && entity.aliases.len() < ALIASES
                {
                    entity.aliases.push(written.into_owned());
                }
                let better = (found.prose, words) > *rank;
                if better {
                    (*rank, entity.introduction) = ((found.prose, words), found.sentence);
                }
                if let Some(role) = found.roles.first().filter(|_| better || entity.description.is_none()) {
                    entity.description = Some(role.span.shift(found.offset));
                }
                for role in found.roles {
                    note_title(&mut entity.titles, role.span.shift(found.offset).of(document.text()));
                }
            }
        }
        let Resolved { span, form, title, paragraph, .. } = found;
        mentions.push(Mention { span, entity: number, form, title, paragraph });
    }
    (entities, mentions)
}

fn entity_of(draft: &Draft<'_>, forms: &Forms<'_>, introduction: Span) -> Entity {
    let written = |form: &Form<'_>| one_line(form.written).into_owned();
    let rank = |form: &&Form<'_>| {
        let demonym = matches!(form.first.state, Some((lexicon::StateForm::Demonym, _)));
        let other = draft.state.is_some_and(|state| spelling::fold(state) != form.key());
        (demonym, other, form.first.acronym, !form.from_prose, std::cmp::Reverse(form.words()))
    };
    let fullest = draft.forms.iter().filter_map(|&id| forms.all.get(id)).min_by_key(rank);
    Entity {
        kind: draft.kind(),
        name: fullest.map(written).unwrap_or_default(),
        aliases: Vec::new(),
        titles: Vec::new(),
        mentions: Vec::new(),
        introduction,
        description: None,
    }
}

/// How many aliases and titles of one entity are listed; a text with more is no article.
const ALIASES: usize = 32;

/// Adds a title unless it is there, or says nothing about the office (Mr., Mrs., Ms.).
fn note_title(titles: &mut Vec<String>, title: &str) {
    let title = one_line(title);
    if title.is_empty() || titles.len() >= ALIASES || titles.iter().any(|known| *known == title) {
        return;
    }
    if !["mr", "mrs", "ms", "miss", "mx"].contains(&spelling::fold(&title).as_str()) {
        titles.push(title.into_owned());
    }
}

/// A name without line breaks and doubled spaces inside.
fn one_line(name: &str) -> Cow<'_, str> {
    let plain =
        |pair: &[u8]| !(pair[0].is_ascii_whitespace() && (pair[0] != b' ' || pair[1].is_ascii_whitespace()));
    if name.is_ascii() && name.as_bytes().windows(2).all(plain) {
        return Cow::Borrowed(name);
    }
    let mut line = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every entity as "kind name = its mentions".
    fn read(marked: &str) -> Vec<String> {
        let (document, paragraphs) = copy::article(marked);
        let (entities, mentions) = resolve(&document, &paragraphs);
        let shown = |e: &Entity| {
            let words: Vec<_> = e.mentions.iter().map(|&m| mentions[m].span.of(document.text())).collect();
            format!("{:?} {} = {}", e.kind, e.name, words.join(" / "))
        };
        entities.iter().map(shown).collect()
    }

    #[test]
    fn one_person_goes_by_many_names() {
        assert_eq!(
            read(
                "{P:Senator|William J. Holm} spoke .\n{P:Bill Holm} spoke again . {O:Holm} sat down .\n\
                 {P:Mr.|Holm} left with {P:Sergei Antonov} . {P:Sergey Antonov} stayed . {P:Antonof} slept ."
            ),
            [
                "Person William J. Holm = William J. Holm / Bill Holm / Holm / Holm",
                "Person Sergei Antonov = Sergei Antonov / Sergey Antonov / Antonof",
            ]
        );
    }

    #[test]
    fn a_family_is_kept_apart() {
        assert_eq!(
            read(
                "{P:Martin Okafor} met {P:Grace Okafor} . {P:Mrs.|Okafor} smiled .\n\
                 {P:Mr.|Okafor} did not . {P:Okafor} wept . {P:Grace} waited . {P:Okafor} left ."
            ),
            [
                "Person Martin Okafor = Martin Okafor / Okafor / Okafor",
                "Person Grace Okafor = Grace Okafor / Okafor / Grace / Okafor",
            ]
        );
    }

    #[test]
    fn a_title_tells_a_namesake_by_gender() {
        assert_eq!(
            read(
                "{P:Martin Okafor} slept . {P:Mrs.|Okafor} smiled . {P:Mr.|Okafor} woke . {P:Mrs.|Okafor} left ."
            ),
            ["Person Martin Okafor = Martin Okafor / Okafor", "Person Okafor = Okafor / Okafor"]
        );
    }

    #[test]
    fn particles_suffixes_and_long_surnames_are_heard() {
        assert_eq!(
            read(
                "{P:Pieter van der Berg Jr.} met {P:Nadia al-Khatib} and {P:Yasin Abu Raed} .\n\
                 {P:Van der Berg} and {P:Berg} are one , as are {P:Khatib} and {P:Abu Raed} . {P:Pieter van der Berg Sr.} is dead ."
            ),
            [
                "Person Pieter van der Berg Jr. = Pieter van der Berg Jr. / Van der Berg / Berg",
                "Person Nadia al-Khatib = Nadia al-Khatib / Khatib",
                "Person Yasin Abu Raed = Yasin Abu Raed / Abu Raed",
                "Person Pieter van der Berg Sr. = Pieter van der Berg Sr.",
            ]
        );
    }

    #[test]
    fn acronyms_find_their_expansion() {
        assert_eq!(
            read(
                "{O:U.N.} aid came . The {O:United Nations} paid . The {O:UN} left .\n\
                 The {O:Union of Island Pilots} ( {O:PILU} ) struck . {O:PILU} won . {O:Harbour Light Bank} sued . {O:Harbour Light} lost ."
            ),
            [
                "Organization United Nations = U.N. / United Nations / UN",
                "Organization Union of Island Pilots = Union of Island Pilots / PILU / PILU",
                "Organization Harbour Light Bank = Harbour Light Bank / Harbour Light",
            ]
        );
    }

    #[test]
    fn a_body_is_no_person_under_its_short_name() {
        assert_eq!(
            read(
                "{P:Harbour Light} grew . The {O:Harbour Light Bank} is old . {P:Harbour Light} hired {P:Ann Lund} of {O:Ann Lund Foundation} ."
            ),
            [
                "Organization Harbour Light Bank = Harbour Light / Harbour Light Bank / Harbour Light",
                "Person Ann Lund = Ann Lund",
                "Organization Ann Lund Foundation = Ann Lund Foundation",
            ]
        );
    }

    #[test]
    fn the_agency_of_a_dateline_is_not_its_place() {
        assert_eq!(
            read(
                "{L:PORT ELLEN} ( {O:AP} ) . {L:Port Ellen} slept . The {L:Tribal Areas} ( {O:TA} ) did not , {O:TA} men said ."
            ),
            [
                "Place PORT ELLEN = PORT ELLEN / Port Ellen",
                "Organization AP = AP",
                "Organization Tribal Areas = Tribal Areas / TA / TA",
            ]
        );
    }

    #[test]
    fn a_state_is_its_names_its_people_and_sometimes_its_capital() {
        assert_eq!(
            read(
                "The {L:US} and {L:Russian Federation} agreed . {G:Russian} troops left .\n\
                 {L:Moscow} denied it . A tram in {L:Moscow} burned . {L:America} waited . {O:Kremlin} aides smiled ."
            ),
            [
                "Place America = US / America",
                "Place Russian Federation = Russian Federation / Russian / Moscow / Kremlin",
                "Place Moscow = Moscow",
            ]
        );
    }

    #[test]
    fn the_article_votes_on_what_a_name_names() {
        assert_eq!(
            read(
                "{P:Dana Wexford} ran . {O:Wexford} won . {L:Wexford} , 42 , wept .\n{O:Otago Line} sank . {P:Otago Line} paid . {O:Otago Line} sailed ."
            ),
            [
                "Person Dana Wexford = Dana Wexford / Wexford / Wexford",
                "Organization Otago Line = Otago Line / Otago Line / Otago Line"
            ]
        );
    }

    #[test]
    fn descriptions_need_the_office_to_have_been_named() {
        assert_eq!(
            read(
                "{P:Secretary of State|Ines Moreau} landed . The minister waited .\n\
                 The secretary of state smiled . The secretary of defense did not . {P:Olu Ade} , 42 , sang . The 42-year-old bowed ."
            ),
            [
                "Person Ines Moreau = Ines Moreau / The secretary of state",
                "Person Olu Ade = Olu Ade / The 42-year-old",
            ]
        );
    }
}
