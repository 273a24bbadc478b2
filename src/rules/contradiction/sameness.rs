//! What tells whether two noun phrases speak of the same thing: what modifies them, and whether they point to something known.

use crate::article::{Article, FactFrame};
use crate::language::{Clause, ClauseKind, Measure, NameKind, Passage, Relation, Tag, Value};
use crate::rules::contradiction::geography;
use crate::rules::contradiction::lexis::{self, Lexis, WordId};
use crate::rules::contradiction::referent::{ONE, Referent, is_picking};
use crate::rules::contradiction::scene::{self, Stem};
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Nouns less alike than this name two things.
const ALIKE: f32 = 0.4;

/// The stems of what modifies a noun: adjectives, compounds, possessors, of-phrases.
pub(super) fn modifiers(passage: &Passage, noun: usize) -> Vec<Stem> {
    let mut stems: Vec<_> = passage
        .dependents(noun)
        .filter(|&t| {
            passage.tokens.get(t).is_some_and(|t| {
                matches!(
                    t.relation,
                    Relation::Amod
                        | Relation::Compound
                        | Relation::Nmod
                        | Relation::NmodPoss
                        | Relation::Flat
                ) && !matches!(t.tag, Tag::PossessivePronoun | Tag::Prp)
            })
        })
        .map(|t| scene::stem(passage.lemma(t)))
        .collect();
    stems.sort_unstable();
    stems
}

/// Whether one phrase's modifiers leave room for the other's: one says nothing, or nothing more than the other.
pub(super) fn modifiers_agree(a: &[Stem], b: &[Stem]) -> bool {
    a.iter().all(|s| b.contains(s)) || b.iter().all(|s| a.contains(s))
}

/// Whether a clause says that something has some of what a noun counts: five rooms *upstairs*, *alternate* jurors, islands *with
/// people on them*.
pub(super) fn has_some(passage: &Passage, frame: &FactFrame, noun: usize) -> bool {
    let picks = |t: usize| {
        let relation = passage.tokens.get(t).map(|t| t.relation);
        matches!(relation, Some(Relation::Amod | Relation::Compound | Relation::Nmod))
    };
    let behind = |t: usize| t > noun && passage.tokens.get(t).is_some_and(|t| t.relation != Relation::Punct);
    passage.lemma(frame.predicate) == "have"
        && (passage.dependents(noun).any(picks) || lexis::own_tokens(passage, frame.clause).any(behind))
}

/// Whether the phrase points to something known: the, this, its, a possessor, a name.
pub(super) fn is_definite(passage: &Passage, noun: usize) -> bool {
    passage.tokens.get(noun).is_some_and(|t| t.tag.is_proper())
        || passage.dependents(noun).any(|t| {
            passage.tokens.get(t).is_some_and(|token| {
                token.relation == Relation::NmodPoss
                    || token.relation == Relation::Compound && token.tag.is_proper()
                    || token.relation == Relation::Det
                        && matches!(
                            passage.lemma(t),
                            "the" | "this" | "that" | "these" | "those" | "all" | "both"
                        )
            })
        })
}

/// Whether a year beside it says which one is meant: "the 2018 edition".
pub(super) fn names_year(passage: &Passage, noun: usize) -> bool {
    passage.dependents(noun).any(|t| {
        passage.word(t).len() == 4
            && passage.word(t).starts_with(['1', '2'])
            && passage.word(t).parse::<u16>().is_ok()
    })
}

/// Whether the same preposition brings in something else: the budget for the bridge, the budget for the harbour; in the
/// first leg, in the second leg; in Norrvik, in Marren.
pub(super) fn complements_differ(lexis: &Lexis, article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let (ours, theirs) = (complements(lexis, article, a), complements(lexis, article, b));
    let against = |x: &str, y: &str| matches!((x, y), ("before", "during" | "after") | ("during", "after"));
    let in_turn = ours.iter().any(|(x, thing)| {
        theirs
            .iter()
            .any(|(y, other)| (against(x, y) || against(y, x)) && thing.likeness(other, lexis) >= ONE)
    });
    in_turn
        || ours.iter().any(|(preposition, thing)| {
            let mut same = theirs.iter().filter(|(other, _)| other == preposition).peekable();
            same.peek().is_some() && same.all(|(_, other)| are_two(lexis, preposition, thing, other))
        })
}

/// Whether it is done to two things: won the primary, won the general election. A name and a noun may be one.
pub(super) fn objects_differ(lexis: &Lexis, article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let object = |frame: &FactFrame| {
        let placed = article.paragraphs.get(frame.paragraph)?;
        Referent::of(article, lexis, placed, frame.paragraph, frame.object?.token)
    };
    object(a).zip(object(b)).is_some_and(|(x, y)| match (x.entity, y.entity) {
        (Some(x), Some(y)) => x != y,
        (None, None) => x.likeness(&y, lexis) < ALIKE,
        _ => false,
    })
}

/// Whether the later of two clauses is about another than the earlier: *a smaller* festival opens, Harlan's *wife* was arrested, the
/// *next* train was late.
pub(super) fn is_of_another(lexis: &Lexis, article: &Article, here: &FactFrame, there: &FactFrame) -> bool {
    let about = |frame| about(lexis, article, frame);
    about(here)
        .zip(about(there))
        .is_some_and(|(a, b)| a.introduced && !b.introduced || a.is_next_to(&b) || are_owned_apart(&a, &b))
}

/// Whether one of two clauses is about somebody and the other about somebody of theirs: Harlan, Harlan's *father*.
pub(super) fn is_owned_by_other(lexis: &Lexis, article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let about = |frame| about(lexis, article, frame);
    about(a).zip(about(b)).is_some_and(|(a, b)| are_owned_apart(&a, &b))
}

fn are_owned_apart(a: &Referent, b: &Referent) -> bool {
    let owned = |a: &Referent, b: &Referent| b.entity.is_none() && a.entity.is_some_and(|e| b.is_of(e));
    owned(a, b) || owned(b, a)
}

/// What a clause is told of: its subject, or what is done to it.
fn about(lexis: &Lexis, article: &Article, frame: &FactFrame) -> Option<Referent> {
    let placed = article.paragraphs.get(frame.paragraph)?;
    let clause = placed.passage().clauses.get(frame.clause)?;
    let argument = if clause.passive { frame.object } else { frame.subject.or(frame.object) };
    Referent::of(article, lexis, placed, frame.paragraph, argument?.token)
}

/// Whether a clause tells of a part of the day: in the morning, at first.
pub(super) fn is_of_part_of_day(article: &Article, frame: &FactFrame) -> bool {
    let Some(passage) = article.paragraphs.get(frame.paragraph).map(|p| p.passage()) else { return true };
    let part = ["morning", "afternoon", "evening", "noon", "midday", "first", "early", "opening", "point"];
    lexis::own_tokens(passage, frame.clause).any(|t| part.contains(&passage.lemma(t)))
}

/// Whether both tell amounts of one kind and share none: fell 3.1 percent in London, 4.2 percent in New York.
pub(super) fn amounts_differ(article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let amounts = |frame: &FactFrame| -> &[Value] {
        let placed = article.paragraphs.get(frame.paragraph);
        placed.and_then(|p| p.passage().values.get(frame.values.clone())).unwrap_or(&[])
    };
    let kind = |value: &Value| std::mem::discriminant(&value.measure);
    let like = |x: &Value, y: &Value| kind(x) == kind(y) && !matches!(x.measure, Measure::Date(_));
    let pairs =
        || amounts(a).iter().flat_map(|x| amounts(b).iter().map(move |y| (x, y))).filter(|(x, y)| like(x, y));
    pairs().next().is_some() && !pairs().any(|(x, y)| x.agrees_with(y) || y.agrees_with(x))
}

/// Whether each clause has a word that picks one of several, and not the same one: north of the river, south of it.
pub(super) fn picked_apart(article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let picked = |frame: &FactFrame| -> Vec<&str> {
        let Some(passage) = article.paragraphs.get(frame.paragraph).map(|p| p.passage()) else {
            return Vec::new();
        };
        lexis::own_tokens(passage, frame.clause).map(|t| passage.lemma(t)).filter(|w| is_picking(w)).collect()
    };
    let (ours, theirs) = (picked(a), picked(b));
    !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|word| theirs.contains(word))
}

/// Whether one of two verbs tells that something was done again: opened, reopened.
pub(super) fn is_done_again(a: &str, b: &str) -> bool {
    let again = |x: &str, y: &str| {
        x.strip_prefix("re").is_some_and(|deed| deed == y || deed.starts_with('-') && !y.starts_with("re-"))
    };
    again(a, b) || again(b, a)
}

/// Whether a deed (the token of its verb) was done more than once, or on another day than was meant: was *first* arrested.
pub(super) fn is_first(passage: &Passage, verb: usize) -> bool {
    passage
        .dependents(verb)
        .any(|t| t < verb && matches!(passage.lemma(t), "first" | "initially" | "originally"))
}

/// Whether a word says in what manner something was done: seriously hurt.
pub(super) fn is_manner(passage: &Passage, token: usize) -> bool {
    passage.tokens.get(token).is_some_and(|t| t.tag == Tag::Rb) && passage.lemma(token).ends_with("ly")
}

/// Whether only one of two clauses says in what manner: nobody was *seriously* hurt.
pub(super) fn manners_differ(article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let has = |frame: &FactFrame| {
        let passage = article.paragraphs.get(frame.paragraph).map(|p| p.passage());
        passage.is_some_and(|p| p.dependents(frame.predicate).any(|t| is_manner(p, t)))
    };
    has(a) != has(b)
}

/// Whether the later of two clauses brings in another of what the earlier one spoke of: in *the* crash, in *a* crash last week.
pub(super) fn brings_another(lexis: &Lexis, article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let (earlier, later) =
        if (a.paragraph, a.sentence) < (b.paragraph, b.sentence) { (a, b) } else { (b, a) };
    let told = |frame: &FactFrame| complements(lexis, article, frame);
    let known = told(earlier);
    let is_known = |thing: &Referent| {
        known.iter().any(|(_, other)| other.definite && other.entity.is_none() && other.word == thing.word)
    };
    told(later).iter().any(|(_, thing)| thing.word.is_some() && thing.introduced && is_known(thing))
}

/// Whether each is told of a place and none of them can be one: in Harlow, in Wexford.
pub(super) fn places_differ(lexis: &Lexis, article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let places = |frame: &FactFrame| -> Vec<Referent> {
        let told = complements(lexis, article, frame).into_iter();
        let placed = |thing: &Referent| thing.kind == Some(NameKind::Place);
        told.filter(|(preposition, thing)| is_locative(preposition) && placed(thing))
            .map(|(_, t)| t)
            .collect()
    };
    let name =
        |thing: &Referent| thing.entity.and_then(|e| article.entities.get(e)).map_or("", |e| e.name.as_str());
    // A place that no list knows is taken for a town like the other.
    let may_be_anywhere = |name: &str| geography::sites(name).is_none() && !geography::is_in_a_town(name);
    let apart = |x: &Referent, y: &Referent| {
        let (a, b) = (name(x), name(y));
        x.entity != y.entity && (geography::are_apart(a, b) || may_be_anywhere(a) || may_be_anywhere(b))
    };
    let (ours, theirs) = (places(a), places(b));
    !ours.is_empty() && !theirs.is_empty() && ours.iter().all(|x| theirs.iter().all(|y| apart(x, y)))
}

/// Whether one is done for or with somebody and the other against: voted with them, voted against it.
pub(super) fn sides_differ(article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let against = |frame: &FactFrame| {
        let passage = article.paragraphs.get(frame.paragraph).map(|p| p.passage());
        let is = |p: usize| passage.is_some_and(|passage| passage.lemma(p) == "against");
        frame.others.iter().any(|o| o.preposition.is_some_and(is))
    };
    against(a) != against(b)
}

/// What prepositions bring into a clause and the clauses that complete it: "failed to score *in the final*".
fn complements(lexis: &Lexis, article: &Article, frame: &FactFrame) -> Vec<(String, Referent)> {
    let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
    let passage = placed.passage();
    let complement = |token: usize| {
        let preposition = passage.case_marker(token).filter(|&c| c < token)?;
        let preposition = passage.lemma(preposition).to_lowercase();
        let dated = passage
            .values
            .iter()
            .any(|v| v.tokens.contains(&token) && matches!(v.measure, Measure::Date(_) | Measure::Duration));
        let thing = Referent::of(article, lexis, placed, frame.paragraph, token)?;
        let fits = match preposition.as_str() {
            "against" | "for" | "from" | "of" | "to" | "with" => true,
            _ => is_locative(&preposition) && !dated,
        };
        fits.then_some((preposition, thing))
    };
    let inner = passage.clauses.iter().filter(|c| {
        c.governor == Some(frame.clause)
            && c.kind == ClauseKind::Complement
            && c.subject == frame.subject.map(|s| s.token)
    });
    let own = frame.others.iter().map(|o| o.token);
    own.chain(inner.flat_map(|c| c.obliques.iter().copied())).filter_map(complement).collect()
}

fn is_locative(preposition: &str) -> bool {
    matches!(preposition, "after" | "at" | "before" | "during" | "in" | "into" | "on" | "over" | "through")
}

/// Whether two phrases after one preposition are of two things. A name and a noun may be one; so may two places of which
/// one can lie in the other.
fn are_two(lexis: &Lexis, preposition: &str, a: &Referent, b: &Referent) -> bool {
    match (a.entity, b.entity) {
        (Some(_), Some(_)) => (is_locative(preposition) || a.is_of_kind(b)) && a.differs(b, lexis),
        // "In a poll for the Courier", "in the Herald poll": one that is brought in here is another only where both are of one
        // kind.
        (None, None) if is_locative(preposition) && !(a.definite && b.definite) => {
            a.word == b.word && a.differs(b, lexis)
        }
        (None, None) => a.likeness(b, lexis) < 0.7 || a.is_other_kind(b, lexis),
        _ => false,
    }
}

/// Words beside its noun that make another amount of it: the *minimum* term.
static OTHER_AMOUNTS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/other_amounts.txt")).collect());

/// Whether a noun is told to have another amount than the one that it is known by: the *minimum* term, *starting* pay.
pub(super) fn is_other_amount(passage: &Passage, noun: usize) -> bool {
    passage.dependents(noun).any(|t| OTHER_AMOUNTS.contains(passage.lemma(t).to_lowercase().as_str()))
}

/// Whether a clause is told of such an amount.
pub(super) fn is_of_other_amount(article: &Article, frame: &FactFrame) -> bool {
    let passage = article.paragraphs.get(frame.paragraph).map(|p| p.passage());
    passage.zip(frame.subject).is_some_and(|(p, s)| is_other_amount(p, s.token))
}

/// Whether a clause tells what remains: will be left with 148 branches.
pub(super) fn is_what_remains(article: &Article, frame: &FactFrame) -> bool {
    let passage = article.paragraphs.get(frame.paragraph).map(|p| p.passage());
    passage.is_some_and(|p| match p.lemma(frame.predicate) {
        "remain" => true,
        "leave" => p.clauses.get(frame.clause).is_some_and(|c| c.passive),
        _ => false,
    })
}

/// What a clause is completed by: offered *to keep the ferry*, said *that it would stay*.
fn ends<'a>(lexis: &Lexis, article: &'a Article, frame: &FactFrame) -> Vec<(&'a str, Option<WordId>)> {
    let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
    let passage = placed.passage();
    let below = passage.clauses.iter().filter(|c| c.governor == Some(frame.clause));
    let infinitive = |c: &&Clause| c.mark.is_some_and(|m| passage.lemma(m) == "to");
    let below = below
        .filter(|c| c.kind == ClauseKind::Complement || c.kind == ClauseKind::Adverbial && infinitive(c));
    below.map(|c| (passage.lemma(c.predicate), lexis.word(frame.paragraph, c.predicate))).collect()
}

/// Whether a clause is completed by one.
pub(super) fn is_completed(lexis: &Lexis, article: &Article, frame: &FactFrame) -> bool {
    !ends(lexis, article, frame).is_empty()
}

/// Whether the two are done to different ends: sued to keep the rule, sued to end it.
pub(super) fn purposes_differ(lexis: &Lexis, article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let told = |frame: &FactFrame| !ends(lexis, article, frame).is_empty();
    told(a) && told(b) && !completions_agree(lexis, article, a, b)
}

/// Whether both are completed by clauses of one verb, or neither by any: offered to keep it, offered to build another.
pub(super) fn completions_agree(lexis: &Lexis, article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let (ours, theirs) = (ends(lexis, article, a), ends(lexis, article, b));
    let alike = |x: &(&str, Option<WordId>), y: &(&str, Option<WordId>)| {
        x.0 == y.0 || x.1.zip(y.1).is_some_and(|(a, b)| lexis.words_alike(a, b) >= 0.8)
    };
    ours.is_empty() && theirs.is_empty() || ours.iter().any(|x| theirs.iter().any(|y| alike(x, y)))
}
