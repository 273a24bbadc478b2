//! All, none, only and some: nobody voted against it and two did, every house lost power and several did not, only Brekke
//! offered to keep the ferry and Ostlund did too.

use crate::article::{Article, FactFrame, Modality, Placed};
use crate::language::{NameKind, Passage, Relation};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::Conflict;
use crate::rules::contradiction::earlier::{At, Earlier};
use crate::rules::contradiction::known::print_of;
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::{Item, Lexis, WordId, own_tokens};
use crate::rules::contradiction::mode;
use crate::rules::contradiction::places::{Keys, Late, Place};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::statement::{foretold, is_plain, tenses_agree};
use crate::rules::word_list::lines;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::LazyLock;

/// How many earlier statements with one verb are compared with a new one.
const NEAREST: usize = 12;
/// What two statements without an object have to share, in nats.
const TELLING: f32 = 0.7;

/// Words that speak of one beside others of its kind.
static BESIDE_OTHERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/beside_others.txt")).collect());

/// A row of opposites, the side of it, and whether what stands there is said of those of whom so many are spoken.
type Row = (u16, i8, bool);

/// How many of its subjects a statement speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Amount {
    /// All of them: all, every, each.
    All,
    /// None of them; the statement is denied.
    None,
    /// Some: some, several, two, most, or somebody by name.
    Some,
    /// The one that is named and no other.
    Only,
}

/// A statement of so many of a kind.
struct Quantified<'a> {
    frame: &'a FactFrame,
    amount: Amount,
    /// Whether it says that they did not.
    denied: bool,
    lemma: &'a str,
    predicate: Option<WordId>,
    /// Of whom or what.
    subject: Referent,
    /// What kind of thing the subject is one of, where "only" says so: the only *passenger*.
    object: Option<Referent>,
    /// What else it speaks of.
    rest: Vec<Item>,
    /// The rows of opposites that its predicate stands in.
    rows: Vec<Row>,
    /// Whether it is said of what is done to, not of who does it.
    done: bool,
    /// Whether it speaks of anybody at all: nobody, no one.
    anybody: bool,
}

pub(super) fn find<'a>(reading: Reading<'a>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut by_verb: HashMap<u64, Earlier<'_, Rc<Place<'_, '_, Quantified<'_>>>>> = HashMap::new();
    let read = |frame: &'a FactFrame| -> Vec<(Keys, Quantified<'a>)> {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
        let own = read(article, lexis, placed, frame).into_iter();
        own.chain(read_done(article, lexis, placed, frame)).map(|told| (keys(&told), told)).collect()
    };
    for (keys, here) in known.places(Late::Quantity, article, &read) {
        let paragraph = here.frame.paragraph;
        let here = Rc::new(here);
        for key in keys.chunks(2) {
            let &[key, against] = key else { continue };
            // "All survived" stands against "three died". It is no place of that side itself.
            let at = At::with(paragraph, ("against", here.frame.clause, here.nth));
            let clash = by_verb.get(&against).and_then(|others| {
                others.nearest(at, |there| {
                    here.get_with(Some(there)).is_some_and(|(here, there)| {
                        is_against(lexis, here, there) && clashes(article, lexis, scenes, here, there)
                    })
                })
            });
            if let Some((here, there)) = here.get_with(clash.map(|there| &**there)) {
                conflicts.push(conflict(article, here, there));
            }
            let before =
                by_verb.entry(key).or_insert_with(|| Earlier::new(known, ("quantity", key), NEAREST));
            let clash = before.nearest(paragraph, |there| {
                here.get_with(Some(there))
                    .is_some_and(|(here, there)| clashes(article, lexis, scenes, here, there))
            });
            if let Some((here, there)) = here.get_with(clash.map(|there| &**there)) {
                conflicts.push(conflict(article, here, there));
            }
            before.push(paragraph, Rc::clone(&here));
        }
    }
}

/// Verbs are looked up by their rows of opposites and by themselves, and by whether it is said of who does it or of what
/// it is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key<'a> {
    Row(u16, i8, bool),
    Lemma(&'a str, bool),
}

impl Key<'_> {
    /// The other side of a row.
    fn against(self) -> Option<Self> {
        match self {
            Self::Row(row, side, done) => Some(Self::Row(row, -side, done)),
            Self::Lemma(..) => None,
        }
    }
}

/// Whether two predicates are opposites by their rows.
fn is_against(lexis: &Lexis, here: &Quantified<'_>, there: &Quantified<'_>) -> bool {
    let same = here.predicate.zip(there.predicate).is_some_and(|(a, b)| lexis.words_alike(a, b) >= 0.85);
    !same && here.rows.iter().any(|&(row, side, own)| there.rows.contains(&(row, -side, own)))
}

/// Its keys, each followed by that of the other side, or 0.
fn keys(statement: &Quantified<'_>) -> Keys {
    let rows = statement.rows.iter().map(|&(row, side, own)| Key::Row(row, side, own));
    let keys = rows.chain([Key::Lemma(statement.lemma, statement.done)]);
    keys.flat_map(|key| [print_of(key), key.against().map_or(0, print_of)]).collect()
}

/// The rows of opposites that a predicate stands in. `done`: whether those spoken of are what is done to: *two* were killed.
fn rows(passage: &Passage, frame: &FactFrame, done: bool) -> Vec<Row> {
    let end = passage.clauses.get(frame.clause).map_or(0, |c| c.tokens.end);
    let phrases = lexicon::phrases(passage, passage.lemma(frame.predicate), frame.predicate, end);
    let mut rows: Vec<_> = phrases
        .iter()
        .map(|p| (p.sense.row, p.sense.side, (p.sense.of == lexicon::SaidOf::Object) == done))
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// What a clause with a doer says of what it is done to: the school expelled *two students*.
fn read_done<'a>(
    article: &'a Article,
    lexis: &Lexis,
    placed: &'a Placed,
    frame: &'a FactFrame,
) -> Option<Quantified<'a>> {
    let passage = placed.passage();
    let clause = passage.clauses.get(frame.clause)?;
    let object = frame.object.filter(|_| !clause.passive && frame.subject.is_some())?.token;
    if is_plain(passage.lemma(frame.predicate))
        || frame.modality != Modality::Stated
        || has_only(passage, object)
        || mode::is_nearly(passage, frame)
        || passage.dependents(object).any(|t| BESIDE_OTHERS.contains(passage.lemma(t)))
    {
        return None;
    }
    let (amount, subject) = amount_of(passage, object);
    let subject = Referent::of(article, lexis, placed, frame.paragraph, subject)?;
    let beside = |t: &usize| *t != frame.predicate && *t != subject.token && *t != object;
    let rest = lexis.items(frame.paragraph, own_tokens(passage, frame.clause).filter(beside));
    Some(Quantified {
        rest,
        rows: rows(passage, frame, true),
        done: true,
        anybody: false,
        frame,
        amount,
        denied: frame.negated && amount != Amount::None,
        lemma: passage.lemma(frame.predicate),
        predicate: lexis.word(frame.paragraph, frame.predicate),
        subject,
        object: None,
    })
}

fn read<'a>(
    article: &'a Article,
    lexis: &Lexis,
    placed: &'a Placed,
    frame: &'a FactFrame,
) -> Option<Quantified<'a>> {
    let passage = placed.passage();
    let clause = passage.clauses.get(frame.clause)?;
    if is_plain(passage.lemma(frame.predicate)) || clause.copula.is_some() || mode::is_nearly(passage, frame)
    {
        return None;
    }
    let referent = |token: usize| Referent::of(article, lexis, placed, frame.paragraph, token);
    // What is done to somebody is said of them: no passenger was hurt.
    let grammatical = if clause.passive { frame.object } else { frame.subject.or(frame.object) }?.token;
    let other = if clause.passive { frame.subject } else { frame.object }.map(|a| a.token);
    // "No new case has been reported": there were others.
    if passage.dependents(grammatical).any(|t| BESIDE_OTHERS.contains(passage.lemma(t))) {
        return None;
    }
    let (mut amount, mut subject) = amount_of(passage, grammatical);
    let mut object = other.filter(|&t| t != subject && t != grammatical);
    let only = sole_of(passage, grammatical);
    let mut certain = frame.modality == Modality::Stated;
    if let Some(named) = only {
        // "Lind was the only passenger to survive": an infinitive that tells what was so.
        (amount, subject) = (Amount::Only, named);
        certain |= frame.modality == Modality::Possible && clause.modal.is_none();
    } else if object.is_some_and(|o| has_only(passage, o)) && amount == Amount::Some {
        // "Okafor scored the only goal": nobody else scored one.
        amount = Amount::Only;
        object = None;
    }
    if !certain {
        return None;
    }
    let anybody = matches!(amount, Amount::None | Amount::All) && is_anybody(passage, subject);
    let subject = referent(subject)?;
    if amount == Amount::Only && subject.entity.is_none() {
        return None;
    }
    let beside = |t: &usize| *t != frame.predicate && *t != subject.token && *t != grammatical;
    let rest = lexis.items(frame.paragraph, own_tokens(passage, frame.clause).filter(beside));
    Some(Quantified {
        rest,
        rows: rows(passage, frame, clause.passive),
        done: clause.passive,
        anybody,
        frame,
        amount,
        denied: frame.negated && amount != Amount::None,
        lemma: passage.lemma(frame.predicate),
        predicate: lexis.word(frame.paragraph, frame.predicate),
        subject,
        object: object.and_then(referent),
    })
}

/// How many of its kind a phrase speaks of, and the noun that tells the kind: none of the *councillors*.
fn amount_of(passage: &Passage, head: usize) -> (Amount, usize) {
    let of = || {
        passage.dependents(head).find(|&t| {
            passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Nmod)
                && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
        })
    };
    let own = |lemma: &str| match lemma {
        "all" | "each" | "every" | "everybody" | "everyone" => Some(Amount::All),
        "no" | "neither" | "nobody" | "none" => Some(Amount::None),
        _ => None,
    };
    let lemma = passage.lemma(head).to_lowercase();
    // "All but two of the passengers" are not all of them.
    let all_but = |t: usize| passage.lemma(t).eq_ignore_ascii_case("all") && passage.lemma(t + 1) == "but";
    if passage.phrase(head).chain([head]).any(all_but) {
        return (Amount::Some, of().unwrap_or(head));
    }
    if let Some(amount) = own(&lemma) {
        return (amount, of().unwrap_or(head));
    }
    let determiner = passage.dependents(head).find_map(|t| {
        let token = passage.tokens.get(t)?;
        matches!(token.relation, Relation::Det | Relation::DetPredet | Relation::Advmod | Relation::Amod)
            .then(|| own(&passage.lemma(t).to_lowercase()))?
    });
    if passage.dependents(head).any(|t| {
        passage.lemma(t) == "only" && passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Advmod)
    }) {
        return (Amount::Only, head);
    }
    let part = matches!(
        lemma.as_str(),
        "one" | "some" | "most" | "many" | "several" | "few" | "half" | "two" | "three"
    );
    let noun = if part { of().unwrap_or(head) } else { head };
    (determiner.unwrap_or(Amount::Some), noun)
}

/// Whether a noun is said to be the only one.
fn has_only(passage: &Passage, noun: usize) -> bool {
    passage.dependents(noun).any(|t| {
        matches!(passage.lemma(t), "only" | "sole")
            && passage.tokens.get(t).is_some_and(|t| matches!(t.relation, Relation::Amod | Relation::Advmod))
    })
}

/// Who the only one is: *Lind* was the only passenger to survive.
fn sole_of(passage: &Passage, noun: usize) -> Option<usize> {
    if !has_only(passage, noun) {
        return None;
    }
    let clause = passage.clauses.iter().find(|c| c.predicate == noun && c.copula.is_some());
    let beside =
        || passage.tokens.get(noun).filter(|t| t.relation == Relation::Appos)?.head.map(|h| h as usize);
    clause.and_then(|c| c.subject).or_else(beside)
}

/// Whether two amounts of one kind cannot both be true.
fn amounts_clash(here: &Quantified<'_>, there: &Quantified<'_>, against: bool) -> bool {
    use Amount::{All, None, Only, Some};
    if against {
        let apart = matches!((here.amount, there.amount), (All, Some) | (Some, All));
        return apart && !here.denied && !there.denied;
    }
    match (here.amount, there.amount) {
        (None, Some | All | Only) => !there.denied,
        (Some | All | Only, None) => !here.denied,
        (All, Some) => !here.denied && there.denied,
        (Some, All) => here.denied && !there.denied,
        _ => false,
    }
}

fn clashes(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Quantified<'_>,
    there: &Quantified<'_>,
) -> bool {
    let against = is_against(lexis, here, there);
    // What is cheap to ask is asked first: most statements speak of some, and those leave each other room.
    (is_denied_by_sole(here, there, against)
        || is_denied_by_sole(there, here, against)
        || amounts_clash(here, there, against))
        && predicates_agree(lexis, here, there, against)
        && at_one_time(scenes, here.frame, there.frame)
        && subjects_clash(lexis, here, there, against)
        && !sameness::sides_differ(article, here.frame, there.frame)
        && sameness::completions_agree(lexis, article, here.frame, there.frame)
        && !sameness::purposes_differ(lexis, article, here.frame, there.frame)
        && !sameness::complements_differ(lexis, article, here.frame, there.frame)
        && !sameness::manners_differ(article, here.frame, there.frame)
        && !sameness::brings_another(lexis, article, here.frame, there.frame)
}

/// Whether both tell of the time of the story.
fn at_one_time(scenes: &Scenes, a: &FactFrame, b: &FactFrame) -> bool {
    scenes.pair(a, b).is_some_and(|(x, y)| {
        !x.apart
            && !y.apart
            && x.turns == y.turns
            && !x.told_at_other_time(y)
            && !foretold(a, b)
            && tenses_agree(a, b)
    })
}

/// Whether both say one thing, or the opposite, of one object.
fn predicates_agree(lexis: &Lexis, here: &Quantified<'_>, there: &Quantified<'_>, against: bool) -> bool {
    let predicates = against
        || here.lemma == there.lemma
        || here.rows.iter().any(|row| there.rows.contains(row))
        || here.predicate.zip(there.predicate).is_some_and(|(a, b)| lexis.words_alike(a, b) >= 0.85);
    let objects = || match (&here.object, &there.object) {
        (Option::Some(x), Option::Some(y)) => x.likeness(y, lexis) >= ONE,
        (None, None) => true,
        // "All survived the fire", "two died".
        _ => against || here.amount == Amount::Only || there.amount == Amount::Only,
    };
    predicates && objects()
}

/// Whether one is said to be the only one of whom it is so, and the other another of whom it is.
fn is_denied_by_sole(sole: &Quantified<'_>, other: &Quantified<'_>, against: bool) -> bool {
    !against
        && sole.amount == Amount::Only
        && other.amount == Amount::Some
        && !sole.denied
        && !other.denied
        && sole.subject.is_of_kind(&other.subject)
        && sole.subject.entity != other.subject.entity
        && matches!(
            sole.subject.kind,
            Option::Some(NameKind::Person | NameKind::Organization | NameKind::Place | NameKind::Group)
        )
}

/// Whether it is said of the same, where the amounts clash, or of another than the only one.
fn subjects_clash(lexis: &Lexis, here: &Quantified<'_>, there: &Quantified<'_>, against: bool) -> bool {
    if is_denied_by_sole(here, there, against) || is_denied_by_sole(there, here, against) {
        let objects = here.object.is_some() && there.object.is_some();
        return objects || lexis.overlap(&here.rest, &there.rest).shared >= TELLING;
    }
    here.subject.likeness(&there.subject, lexis) >= ONE && !here.subject.is_other_kind(&there.subject, lexis)
        || takes_in(lexis, here, there)
        || takes_in(lexis, there, here)
}

/// Whether one says of anybody at all what the other says of somebody: nobody was hurt, a fireman was hurt.
fn takes_in(lexis: &Lexis, none: &Quantified<'_>, other: &Quantified<'_>) -> bool {
    let somebody = other.subject.kind.map_or_else(
        || lexis.is_somebody(other.subject.word),
        |kind| matches!(kind, NameKind::Person | NameKind::Organization | NameKind::Group),
    );
    let known = |item: &Item| other.rest.contains(item) || other.subject.modifiers.contains(item);
    let objects = none.object.is_some() && other.object.is_some();
    none.anybody
        && !other.anybody
        && somebody
        && none.subject.modifiers.iter().all(known)
        && (objects
            || none.rest.is_empty() && other.rest.is_empty()
            || lexis.overlap(&none.rest, &other.rest).shared >= TELLING)
}

/// Whether a noun is anybody: nobody, no one, none.
fn is_anybody(passage: &Passage, head: usize) -> bool {
    matches!(
        passage.lemma(head).to_lowercase().as_str(),
        "all" | "everybody" | "everyone" | "nobody" | "none" | "one" | "person" | "people"
    )
}

fn conflict(article: &Article, here: &Quantified<'_>, there: &Quantified<'_>) -> Conflict {
    let about = if here.amount == Amount::Only || there.amount == Amount::Only {
        "one was the only one"
    } else {
        "one says all or none, the other some"
    };
    Conflict::of_clauses(article, here.frame, there.frame, about)
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Memory};
    use crate::rules::contradiction::conflicts;
    use crate::text::{Cancel, Document, Format};

    #[test]
    fn two_statements_of_a_paragraph_are_held_against_another_each_for_itself() {
        let text = "Fire destroys the old hotel\n\nAll residents survived the fire at the hotel in Harlow.\n\n\
                    Three tourists died on the road to Wexford. Several residents died in the fire at the hotel in Harlow.\n";
        let document = || Document::read(text, Format::Plain);
        let edited = Article::read(document(), &mut Memory::of_document(), &Cancel::new());
        let count = |article: &Article| conflicts(article).len();
        assert_eq!(edited.map(|article| count(&article)), Ok(1));
        assert_eq!(count(&Article::of(document())), 1);
    }
}
