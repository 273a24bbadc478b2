//! What in one paragraph can refer to somebody or something: names, pronouns, descriptions. Read from the paragraph
//! alone, so that it is kept as long as the paragraph does not change; all spans are relative to the paragraph.

use crate::article::entity::body_name::BodyName;
use crate::article::entity::lexicon::{self, Gender, StateForm};
use crate::article::entity::person_name::PersonName;
use crate::article::entity::spelling;
use crate::article::entity::table::Table;
use crate::article::entity::{club, description, overlooked, pronoun, repair, role};
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
    /// Somebody or something without a name, new to the reader ("a neighbour", "the plan"): nothing that could be an
    /// entity, but a pronoun after it may well mean it.
    Stranger(Stranger),
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
    /// The age given beside it: "Tollefsen, 42,".
    pub age: Option<u16>,
    /// Titles and descriptions given beside it: in front, in apposition, by "is the".
    pub roles: Vec<Role>,
    /// Folded name in brackets right behind it: the "imf" of "International Monetary Fund (IMF)".
    pub bracketed: Option<String>,
}

impl References {
    /// Finds what refers in a passage. `display`: it is a headline or a heading.
    pub fn read(passage: &Passage, display: bool) -> Self {
        let quotations = quotations(passage.text());
        let mut items = Vec::new();
        // What stands beside a name describes its bearer and nobody new.
        let mut said: Vec<Span> = Vec::new();
        let mut place = |span: Span, token: usize, by: By| {
            let (part, clause) = part_of(passage, token);
            let quotation = quotations.partition_point(|q| q.start <= span.start);
            let inside = quotation > 0 && quotations[quotation - 1].contains(span.start);
            let quotation = if inside { quotation } else { 0 };
            let sentence = passage.sentence_of(token).unwrap_or(0);
            let governor = clause.and_then(|index| passage.clauses.get(index)).and_then(|c| c.governor);
            items.push(Reference { span, sentence, part, clause, governor, quotation, by });
        };
        let names = repair::names(passage);
        for (index, name) in names.iter().enumerate() {
            if is_date(passage, name) {
                continue;
            }
            if let Some(named) = named(passage, names.get(index + 1), name) {
                said.extend(named.roles.iter().map(|role| role.span));
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
        for (span, head, found) in description::find(passage) {
            if !said.iter().any(|role| role.overlaps(span) && span.start <= role.start) {
                place(span, head, found);
            }
        }
        // Stable: of two readings of the same words the name comes first and stays.
        items.sort_by_key(|item| (item.span.start, item.span.end));
        items.dedup_by_key(|item| item.span);
        Self { items, sport_words: club::sport_words(passage) }
    }
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
    let gender = gender_of_title(passage, name).or(roles.iter().fold(Gender::Unknown, |g, r| g.or(r.gender)));
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
        age: role::age_beside(passage, name),
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
