//! What in one paragraph can refer to somebody or something: names, pronouns, descriptions. Read from the paragraph
//! alone, so that it is kept as long as the paragraph does not change; all spans are relative to the paragraph.

use crate::article::claim::verbs;
use crate::article::entity::body_name::BodyName;
use crate::article::entity::lexicon::{self, Gender, StateForm};
use crate::article::entity::person_name::PersonName;
use crate::article::entity::spelling;
use crate::article::entity::table::Table;
use crate::article::entity::{club, description, nation, overlooked, pronoun, repair, role};
use crate::language::names::gazetteer;
use crate::language::{Name, NameKind, Passage};
use crate::text::Span;
use std::hash::{DefaultHasher, Hash, Hasher};

pub use club::Team;
pub use description::Description;
pub use pronoun::Pronoun;
pub use role::Role;

/// Everything in a paragraph that refers, in the order of their first bytes.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// The references.
    pub items: Vec<Reference>,
    /// How many words the paragraph has that copy about sport alone has.
    pub sport_words: usize,
    /// Numbers of quotations with the one who says them, where that is a name or a pronoun beside them.
    pub speakers: Vec<(usize, Span)>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Its words.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// What part it has in its clause.
    pub part: Part,
    /// The clause it belongs to, where the parse tells.
    pub clause: Option<usize>,
    /// The clause above that one.
    pub governor: Option<usize>,
    /// The name that the relative clause around it describes: "Ines Holm, who drove *her* car".
    pub within: Option<Span>,
    /// Number of the quotation it stands in, from 1; 0 outside of quotations.
    pub quotation: usize,
    /// By what it refers.
    pub by: By,
}

/// The part that a noun phrase has in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Below another noun, in a prepositional phrase.
    Other,
    /// Object.
    Object,
    /// Subject.
    Subject,
}

/// By what words somebody is meant.
#[derive(Clone, Debug)]
pub enum By {
    /// A name.
    Name(Box<Named>),
    /// Words that are a name if the article says so elsewhere. These can overlap each other.
    Overlooked(Box<Named>),
    /// A pronoun.
    Pronoun(Pronoun),
    /// A definite description: "the senator".
    Description(Box<Description>),
    /// A description in front of the name of whom it means: "his wife, Ann Holm".
    Apposed(Box<Apposed>),
    /// Somebody or something without a name, new to the reader ("a neighbour", "the plan"): nothing that could be an
    /// entity, but a pronoun after it may well mean it.
    Stranger(Stranger),
}

/// A description and the name behind it.
#[derive(Clone, Debug)]
pub struct Apposed {
    /// The description.
    pub description: Description,
    /// How many names are read between the two.
    pub between: usize,
}

/// What is known of a noun phrase that names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stranger {
    /// Whether its head is a word for a human being.
    pub person: bool,
    /// What its head tells.
    pub gender: Gender,
    /// Whether it is plural.
    pub plural: bool,
}

/// A name with what its neighbourhood says about its bearer.
#[derive(Clone, Debug)]
pub struct Named {
    /// As the language room took it.
    pub kind: NameKind,
    /// The title in front of it.
    pub title: Option<Span>,
    /// Folded spelling ([`spelling::fold`]); never empty.
    pub key: String,
    /// Hash of `key`, taken once.
    pub hash: u64,
    /// Its parts, were it a person's.
    pub person: Option<PersonName>,
    /// Its parts, were it a body's.
    pub body: BodyName,
    /// What the words beside it tell of a team.
    pub team: Team,
    /// Whether it is written as an acronym.
    pub acronym: bool,
    /// The acronyms that its initials make, for a name of several words.
    pub initials: Option<[String; 2]>,
    /// Whether it is known as an institution's, which a model easily takes for a place or a person.
    pub institution: bool,
    /// What state it stands for.
    pub state: Option<(StateForm, &'static str)>,
    /// Whether a capital or a seat of government stands here for the government.
    pub governs: bool,
    /// Whether it is somewhere to be: "in Harlow", "from Harlow".
    pub located: bool,
    /// What the title and words around it tell of gender.
    pub gender: Gender,
    /// What the title alone tells of it.
    pub titled: Gender,
    /// The age given beside it: "Tollefsen, 42,".
    pub age: Option<u16>,
    /// The state it is of, by the words beside it: "Denmark's Mikkel Holm", "the Danish champion".
    pub nation: Option<&'static str>,
    /// The gender it tells, where it is one of a people: "the Frenchman".
    pub national: Option<Gender>,
    /// What it is said to be where it is new: "Losvik, a village in Norway".
    pub told: Option<NameKind>,
    /// Titles and descriptions given beside it: in front, in apposition, by "is the".
    pub roles: Vec<Role>,
    /// Folded name in brackets right behind it: the "imf" of "International Monetary Fund (IMF)".
    pub bracketed: Option<String>,
}

impl By {
    /// Whether it is a name, or may be one.
    pub(super) fn is_name(&self) -> bool {
        matches!(self, By::Name(_) | By::Overlooked(_))
    }
}

impl References {
    /// Finds what refers in a passage. `display`: it is a headline or a heading.
    pub fn read(passage: &Passage, display: bool) -> Self {
        let quotations = quotations(passage.text());
        let mut items: Vec<Reference> = Vec::new();
        // What stands beside a name describes its bearer and nobody new.
        let mut said: Vec<(Span, Span)> = Vec::new();
        let mut place = |span: Span, token: usize, by: By| {
            let (part, clause) = part_of(passage, token);
            let quotation = quotations.partition_point(|q| q.start <= span.start);
            let inside = quotation > 0 && quotations[quotation - 1].contains(span.start);
            let quotation = if inside { quotation } else { 0 };
            let sentence = passage.sentence_of(token).unwrap_or(0);
            let governor = clause.and_then(|index| passage.clauses.get(index)).and_then(|c| c.governor);
            items.push(Reference { span, sentence, part, clause, governor, within: None, quotation, by });
        };
        let names = repair::names(passage);
        for (index, name) in names.iter().enumerate() {
            if is_date(passage, name) {
                continue;
            }
            if let Some(named) = named(passage, names.get(index + 1), name) {
                said.extend(named.roles.iter().map(|role| (role.span, name.span)));
                place(name.span, head_of(passage, name), By::Name(Box::new(named)));
            }
        }
        for name in overlooked::find(passage, &names, display) {
            if let Some(named) = named(passage, None, &name) {
                place(name.span, head_of(passage, &name), By::Overlooked(Box::new(named)));
            }
        }
        for (token, pronoun) in pronoun::find(passage) {
            place(passage.span_of(token..token + 1), token, By::Pronoun(pronoun));
        }
        let mut apposed: Vec<(Span, Span)> = Vec::new();
        for (span, head, found) in description::find(passage) {
            // "The council's chairman, Rui Holm": the council is spoken of as well.
            let owns = matches!(passage.word(passage.tokens_in(span).end), "'s" | "’s" | "'" | "’");
            let beside = |(role, _): &&(Span, Span)| !owns && role.overlaps(span) && span.start <= role.start;
            let bearer = near(&said, span).find(beside);
            match (bearer, found) {
                (None, found) => place(span, head, found),
                (Some(&(_, name)), By::Description(description))
                    if passage.text().get(span.end..name.start).is_some_and(|rest| rest.starts_with(',')) =>
                {
                    apposed.push((span, name));
                    place(
                        span,
                        head,
                        By::Apposed(Box::new(Apposed { description: *description, between: 0 })),
                    );
                }
                _ => {}
            }
        }
        // Stable: of two readings of the same words the name comes first and stays.
        items.sort_by_key(|item| (item.span.start, item.span.end));
        items.dedup_by_key(|item| item.span);
        for (span, name) in apposed {
            let at = items.partition_point(|item| (item.span.start, item.span.end) < (span.start, span.end));
            let names = items[at..].iter().filter(|item| item.by.is_name());
            let between = names.take_while(|item| item.span != name).count();
            if let Some(By::Apposed(apposed)) = items.get_mut(at).map(|item| &mut item.by) {
                apposed.between = between;
            }
        }
        for item in items.iter_mut().filter(|item| matches!(item.by, By::Pronoun(_))) {
            item.within = item.clause.and_then(|clause| described(passage, &names, &said, clause));
        }
        let speakers = speakers(passage, &quotations, &items);
        Self { items, sport_words: club::sport_words(passage), speakers }
    }
}

/// How many bytes away from a name what is said beside it is looked for.
const FAR: usize = 400;

/// What is said beside the names that stand near a place, with them; `said` is in the order of the names.
fn near(said: &[(Span, Span)], place: Span) -> impl Iterator<Item = &(Span, Span)> {
    let first = said.partition_point(|(_, name)| name.end + FAR < place.start);
    said[first..].iter().take_while(move |(_, name)| name.start < place.end + FAR)
}

/// How many clauses above a pronoun may be the relative clause that it stands in.
const ABOVE: usize = 2;

/// The name that a relative clause describes, which a clause is or stands in. `said` has what is said beside names.
fn described(passage: &Passage, names: &[Name], said: &[(Span, Span)], clause: usize) -> Option<Span> {
    let mut at = clause;
    for _ in 0..=ABOVE {
        let clause = passage.clauses.get(at)?;
        let opens = |t: usize| matches!(passage.word(t), "who" | "which" | "that" | "whose");
        let opened = clause.subject.is_some_and(opens) || clause.mark.is_some_and(opens);
        if let Some(noun) = passage.antecedent(clause).filter(|_| opened) {
            let span = passage.span_of(noun..noun + 1);
            let after = names.partition_point(|name| name.tokens.end <= noun);
            let own = names.get(after).filter(|name| name.tokens.contains(&noun)).map(|name| name.span);
            return own
                .or_else(|| near(said, span).find(|(role, _)| role.covers(span)).map(|&(_, name)| name));
        }
        at = clause.governor?;
    }
    None
}

/// How many references before a place are looked at for the one around it.
const NESTED: usize = 8;

/// Who says each quotation, in their order: the subject of a verb of saying in a sentence that it stands in, or in the one before it where
/// another piece ends. `items` are in order.
fn speakers(passage: &Passage, quotations: &[Span], items: &[Reference]) -> Vec<(usize, Span)> {
    let mut found = Vec::new();
    for clause in &passage.clauses {
        let said = verbs::does(passage.lemma(clause.predicate)) == verbs::SAY;
        let Some(subject) = clause.subject.filter(|_| said) else { continue };
        let place = passage.span_of(subject..subject + 1);
        let outside = |item: &&Reference| item.quotation == 0 && item.span.covers(place);
        let is_who = |item: &&Reference| item.by.is_name() || matches!(item.by, By::Pronoun(_));
        let to = items.partition_point(|item| item.span.start <= place.start);
        let Some(item) = items[..to].iter().rev().take(NESTED).filter(outside).find(is_who) else { continue };
        let Some(sentence) = passage.sentences.get(item.sentence) else { continue };
        let first = quotations.partition_point(|quotation| quotation.end <= sentence.span.start);
        let mut ended = false;
        for (number, quotation) in quotations.iter().enumerate().skip(first) {
            let inside = quotation.overlaps(sentence.span);
            let gap = passage.text().get(sentence.span.end..quotation.start);
            let follows = ended && gap.is_some_and(|gap| gap.trim().is_empty());
            if !inside && !follows {
                break;
            }
            found.push((number + 1, item.span));
            ended |= inside;
        }
    }
    found.sort_by_key(|&(number, _)| number);
    found.dedup_by_key(|&mut (number, _)| number);
    found
}

fn named(passage: &Passage, next: Option<&Name>, name: &Name) -> Option<Named> {
    let text = name.span.of(passage.text());
    let key = spelling::fold(text);
    if key.is_empty() {
        return None;
    }
    let several = key.contains(' ') || key.contains('-');
    let state = lexicon::state(&key);
    let roles = role::around(passage, name);
    let titled = gender_of_title(passage, name);
    let gender = titled.or(roles.iter().fold(Gender::Unknown, |g, r| g.or(r.gender)));
    Some(Named {
        kind: name.kind,
        title: name.title,
        institution: lexicon::is_institution(&key) || is_listed_body(text, &key),
        person: PersonName::of(&key),
        body: BodyName::of(&key),
        team: club::beside(passage, name),
        acronym: spelling::is_acronym(text),
        initials: several.then(|| spelling::initials(text)),
        governs: match state {
            Some((StateForm::Capital, _)) => stands_for_government(passage, name),
            Some((StateForm::Seat, _)) => true,
            _ => false,
        },
        located: is_located(passage, name),
        state,
        gender,
        titled,
        age: role::age_beside(passage, name),
        told: role::kind_told(passage, name),
        nation: nation::beside(passage, name, &roles),
        national: nation::one_of_a_people(passage, name, &key),
        roles,
        bracketed: next.and_then(|next| bracketed(passage, name, next)),
        hash: hash_of(&key),
        key,
    })
}

/// Whether a name is an organization's by the lists, and nobody's or no place's as well.
fn is_listed_body(text: &str, key: &str) -> bool {
    let listed = |list: fn(&str) -> bool| list(&text.to_lowercase()) || list(key);
    listed(gazetteer::is_organization) && !listed(gazetteer::is_place) && !listed(gazetteer::is_surname)
}

static CALENDAR: Table = Table::new(include_str!("../data/calendar_words.txt"));

/// Whether a name is a weekday or a month, taken for a name by mistake. "Theresa May" and "Mrs. May" are persons.
fn is_date(passage: &Passage, name: &Name) -> bool {
    name.title.is_none()
        && name.tokens.len() == 1
        && CALENDAR.lists(&spelling::fold(name.span.of(passage.text())))
}

/// Without a random seed: reading is deterministic.
fn hash_of(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

fn gender_of_title(passage: &Passage, name: &Name) -> Gender {
    let Some(title) = name.title else { return Gender::Unknown };
    let folded = spelling::fold(title.of(passage.text()));
    folded.split(' ').fold(Gender::Unknown, |gender, word| match lexicon::role(word) {
        Some((NameKind::Person, told)) => gender.or(told),
        _ => gender,
    })
}

/// The token on which the rest of a name hangs.
pub(super) fn head_of(passage: &Passage, name: &Name) -> usize {
    let outside = |token: &usize| {
        passage
            .tokens
            .get(*token)
            .is_some_and(|t| t.head.is_none_or(|head| !name.tokens.contains(&(head as usize))))
    };
    name.tokens.clone().find(outside).unwrap_or(name.tokens.start)
}

/// The part of a noun phrase by its head token, and its clause.
pub(super) fn part_of(passage: &Passage, token: usize) -> (Part, Option<usize>) {
    for (index, clause) in passage.clauses.iter().enumerate() {
        if clause.subject == Some(token) {
            return (Part::Subject, Some(index));
        }
        if clause.object == Some(token) || clause.recipient == Some(token) {
            return (Part::Object, Some(index));
        }
    }
    (Part::Other, passage.clause_of(token))
}

/// The folded name that stands in brackets behind a name, if it is the next one.
fn bracketed(passage: &Passage, name: &Name, next: &Name) -> Option<String> {
    let between = passage.text().get(name.span.end..next.span.start)?;
    let after = passage.text().get(next.span.end..)?;
    let opens = between
        .trim_start()
        .strip_prefix('(')
        .is_some_and(|rest| rest.trim_start_matches(['“', '"']).trim() == "");
    let closes = after.trim_start_matches(['”', '"', ' ']).starts_with(')');
    let key = spelling::fold(next.span.of(passage.text()));
    // Behind the place of a dateline stands the agency: "GENEVA (AP)".
    let same = (name.kind == NameKind::Place) == (next.kind == NameKind::Place)
        || spelling::initials(name.span.of(passage.text())).contains(&key);
    (opens && closes && same).then_some(key)
}

static LOCATING: Table = Table::new(include_str!("../data/locating_prepositions.txt"));

/// Whether a name stands behind a preposition of place, the town's "the" between them or not.
fn is_located(passage: &Passage, name: &Name) -> bool {
    let word = |back: usize| name.tokens.start.checked_sub(back).map(|at| passage.word(at).to_lowercase());
    let before = if word(1).as_deref() == Some("the") { word(2) } else { word(1) };
    before.is_some_and(|word| LOCATING.lists(&word))
}

/// Whether a capital stands for its government here: it does or says something, or deals with another capital; and it
/// is no place where something happens.
fn stands_for_government(passage: &Passage, name: &Name) -> bool {
    let word = |token: Option<usize>| token.map_or(String::new(), |t| passage.word(t).to_lowercase());
    let before = word(name.tokens.start.checked_sub(1));
    if [
        "in", "at", "near", "to", "outside", "around", "through", "across", "into", "toward", "towards",
        "of", "the",
    ]
    .contains(&before.as_str())
    {
        return false;
    }
    let after = word(Some(name.tokens.end));
    let possessive = ["'s", "’s", "'", "’"].contains(&after.as_str());
    let (part, clause) = part_of(passage, head_of(passage, name));
    let clause = clause.and_then(|index| passage.clauses.get(index));
    let verb = clause.map_or(after.as_str(), |c| passage.lemma(c.predicate));
    let acts = part == Part::Subject && !possessive || clause.is_none();
    if acts && role::is_deed_of_government(verb) {
        return true;
    }
    let partner = |other: usize| {
        passage.names.get(other).is_some_and(|n| {
            matches!(lexicon::state(&spelling::fold(n.span.of(passage.text()))), Some((form, _)) if form != StateForm::Demonym)
        })
    };
    let own = passage.names.partition_point(|n| n.span.start < name.span.start);
    let joined = |left: Option<usize>, right: usize| {
        let Some(left) = left else { return false };
        let (Some(l), Some(r)) = (passage.names.get(left), passage.names.get(right)) else { return false };
        let between = passage.text().get(l.span.end..r.span.start).unwrap_or("").trim();
        matches!(between, "and" | "or" | "-" | "–" | "nor" | "with" | "both")
    };
    let mate_before = joined(own.checked_sub(1), own) && own.checked_sub(1).is_some_and(partner);
    let mate_after = joined(Some(own), own + 1) && partner(own + 1);
    let between = ["between", "by", "with", "both"];
    let first = if mate_before { own.checked_sub(1).and_then(|o| passage.names.get(o)) } else { Some(name) };
    let lead = word(first.and_then(|n| n.tokens.start.checked_sub(1)));
    (mate_before || mate_after) && (between.contains(&lead.as_str()) || part == Part::Subject)
        || (before == "by" || before == "with") && clause.is_some()
}

/// What stands between quotation marks, in order, without overlap; one that does not close runs to the end.
fn quotations(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open = None;
    for (at, character) in text.char_indices() {
        match (character, open) {
            ('“', None) | ('"', None) => open = Some(at),
            ('”', Some(start)) | ('"', Some(start)) => {
                spans.push(Span::new(start, at + character.len_utf8()));
                open = None;
            }
            _ => {}
        }
    }
    spans.extend(open.map(|start| Span::new(start, text.len())));
    spans
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_sorted() {
        crate::article::entity::table::check(&super::CALENDAR);
        crate::article::entity::table::check(&super::LOCATING);
    }
}
