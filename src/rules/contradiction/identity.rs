//! Who or what is the one of something: the director of the museum is Joanna Brekke here and Tomas Lind there.
//!
//! Comes in: clauses that say that a name is the *one* of its kind that something has ("is the capital of the province", "the
//! library's architect, Tomas Lind,"). Goes out: conflicts between two names of one kind. Posts of which nothing says what they are
//! posts of are compared in [`super::holders`].

use crate::article::{Article, EntityId, FactFrame, Modality, Tense};
use crate::language::{NameKind, Passage, Relation, Tag};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{self, Item, Lexis};
use crate::rules::contradiction::referent::{ONE, Referent, rank_of, which_of};
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

/// How many earlier ones are compared with a new one.
const NEAREST: usize = 8;
/// What more names than this are said to be is no one thing.
const MOST: usize = 2;

static MANY: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/many_of.txt")).collect());

/// A name that is the one of something.
struct Identity<'a> {
    frame: &'a FactFrame,
    /// The name.
    who: EntityId,
    /// What it is the one of.
    whose: Referent,
    /// What else is said of what it is: the *artistic* director.
    modifiers: Vec<Item>,
    /// Which of several, and of what rank.
    picked: [Vec<String>; 2],
    /// Whether it was and may no longer be.
    past: bool,
    span: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut by_key: BTreeMap<(&str, Item), Vec<Identity<'_>>> = BTreeMap::new();
    for frame in &article.frames {
        for (noun, here) in known.told(Topic::Identity, frame, || read(article, lexis, frame)) {
            if let Some(item) = here.whose.entity.map(Item::Entity).or(here.whose.word.map(Item::Word)) {
                by_key.entry((noun, item)).or_default().push(here);
            }
        }
    }
    for ((noun, item), all) in by_key {
        let names: BTreeSet<EntityId> = all.iter().map(|i| i.who).collect();
        if names.len() != MOST {
            continue;
        }
        let key = ("identity", noun, known.key(lexis, item), names.len());
        let mut earlier: Earlier<'_, Identity<'_>> = Earlier::new(known, key, NEAREST);
        for here in all {
            let paragraph = here.frame.paragraph;
            let clash = earlier.nearest(paragraph, |there| clashes(article, lexis, scenes, &here, there));
            if let Some(there) = clash {
                let side = |x: &Identity<'_>| Side { span: x.span, words: x.span, voice: x.frame.voice };
                let about = format!("only one can be the {noun}");
                conflicts.push(Conflict::of(article, side(&here), side(there), about));
            }
            earlier.push(paragraph, here);
        }
    }
}

fn clashes(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Identity<'_>,
    there: &Identity<'_>,
) -> bool {
    let Some((x, y)) = scenes.pair(here.frame, there.frame) else { return false };
    let one = here.whose.likeness(&there.whose, lexis) >= ONE
        && !here.whose.differs(&there.whose, lexis)
        && !here.whose.is_told_apart(&there.whose, lexis);
    here.who != there.who
        && are_two(article, here.who, there.who)
        && one
        && (here.whose.entity.is_some() || here.whose.is_as_told(&there.whose))
        && here.modifiers == there.modifiers
        && here.picked == there.picked
        && here.past == there.past
        && !(x.apart || y.apart || x.turns || y.turns || x.at_other_time(y))
        && x.years_agree(y)
}

/// Whether two names are of one kind and share no word: Erik Holm may be called Holm, and the party's Green.
fn are_two(article: &Article, a: EntityId, b: EntityId) -> bool {
    let (Some(a), Some(b)) = (article.entities.get(a), article.entities.get(b)) else { return false };
    let words = |name: &str| name.to_lowercase().split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
    let (ours, theirs) = (words(&a.name), words(&b.name));
    let named = |kind| matches!(kind, NameKind::Person | NameKind::Organization | NameKind::Place);
    a.kind == b.kind && named(a.kind) && !ours.iter().any(|word| theirs.contains(word))
}

/// The names that a clause says to be the one of something, each with the noun.
fn read<'a>(article: &'a Article, lexis: &Lexis, frame: &'a FactFrame) -> Vec<(&'a str, Identity<'a>)> {
    let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
    let passage = placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return Vec::new() };
    let subject = frame.subject.map(|s| s.token);
    // "Is in the half of the draw" says where, not what.
    let told = clause.copula.is_some()
        && passage.case_marker(frame.predicate).is_none()
        && !frame.negated
        && frame.modality == Modality::Stated;
    let name = |token: usize| {
        let proper = passage.tokens.get(token).is_some_and(|t| t.tag.is_proper());
        let entity = lexis.entity(frame.paragraph, token);
        entity.filter(|_| proper && passage.conjuncts(token).len() < 2).map(|entity| (entity, token))
    };
    let identity = |noun: usize| {
        let read = passage.tokens.get(noun).filter(|t| t.tag == Tag::Nn)?;
        let lemma = passage.lemma(noun);
        let (owner, before) = owner_of(passage, noun)?;
        let beside = |of: usize, words: &[&str]| {
            passage
                .dependents(of)
                .any(|t| words.iter().any(|word| passage.word(t).eq_ignore_ascii_case(word)))
        };
        // "That group" may be another than the group.
        let definite = (before || beside(noun, &["the"])) && !beside(owner, &["that", "this"]);
        if !definite || MANY.contains(lemma) {
            return None;
        }
        let named = || passage.appositions(noun).into_iter().find_map(name);
        let (who, said) = match read.relation {
            Relation::Appos => (name(read.head? as usize), false),
            _ if noun == frame.predicate && told => (subject.and_then(name), true),
            _ if told && subject == Some(noun) => (name(frame.predicate).or_else(named), true),
            // "Holt's friend Lind" is one of several; "the library's architect, Lind," is the only one.
            _ => (named().filter(|_| !before || is_set_off(passage, noun)), false),
        };
        let [rank, which] = [rank_of(passage, noun), which_of(passage, noun)];
        let former = rank.iter().any(|word| !matches!(word.as_str(), "prime" | "executive"));
        let modifies = |t: &usize| {
            let relation = passage.tokens.get(*t).map(|t| t.relation);
            *t != owner && matches!(relation, Some(Relation::Amod | Relation::Compound | Relation::Nmod))
        };
        let (who, at) = who.filter(|_| !former)?;
        let phrase = passage.phrase(noun);
        let both = phrase.start.min(passage.phrase(at).start)..phrase.end.max(at + 1);
        let identity = Identity {
            frame,
            who,
            whose: Referent::of(article, lexis, placed, frame.paragraph, owner)?,
            modifiers: lexis.items(frame.paragraph, passage.dependents(noun).filter(modifies)),
            picked: [rank, which],
            past: said && frame.tense == Tense::Past,
            span: if said {
                passage.span_of(clause.tokens.clone()).shift(placed.offset)
            } else {
                passage.span_of(both).shift(placed.offset)
            },
        };
        identity.whose.definite.then_some((lemma, identity))
    };
    lexis::own_tokens(passage, frame.clause).filter_map(identity).collect()
}

/// What has the one that a noun names, and whether it stands before it: the director of the *museum*, the *library*'s
/// architect.
fn owner_of(passage: &Passage, noun: usize) -> Option<(usize, bool)> {
    let relation = |t: usize| passage.tokens.get(t).map(|t| t.relation);
    let mut before = passage.dependents(noun).filter(|&t| {
        relation(t) == Some(Relation::NmodPoss) && passage.tokens.get(t).is_some_and(|t| t.tag.is_noun())
    });
    let mut behind = passage.dependents(noun).filter(|&t| {
        relation(t) == Some(Relation::Nmod)
            && passage.case_marker(t).is_some_and(|c| matches!(passage.lemma(c), "of" | "to"))
    });
    before.next().map(|t| (t, true)).or_else(|| behind.next().map(|t| (t, false)))
}

/// Whether a comma stands between a noun with what belongs to it and the name beside it.
fn is_set_off(passage: &Passage, noun: usize) -> bool {
    passage.appositions(noun).first().is_some_and(|&name| (noun..name).any(|t| passage.word(t) == ","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        let rows: Vec<_> = lines(include_str!("../data/many_of.txt")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
