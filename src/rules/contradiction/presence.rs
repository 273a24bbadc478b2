//! Who was there and who was not: stayed away from the ceremony, sat in the first row during the ceremony.
//!
//! Comes in: clauses that put somebody at an occasion or keep them from it. Goes out: conflicts between the two for one person and one
//! occasion.

use crate::article::{Article, FactFrame, Modality, Placed};
use crate::language::NameKind;
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::Conflict;
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::lines;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How many earlier presences are compared with a new one.
const NEAREST: usize = 12;

/// Verbs of presence (true) and absence, each with the preposition that brings in the occasion ("" for the object).
static VERBS: LazyLock<HashMap<&'static str, Vec<(bool, &'static str)>>> = LazyLock::new(|| {
    let mut verbs: HashMap<_, Vec<_>> = HashMap::new();
    for row in lines(include_str!("../data/presence.tsv")) {
        let columns: Vec<&str> = row.split('\t').collect();
        if let [verb, with, there] = columns[..] {
            verbs.entry(verb).or_default().push((there == "there", if with == "-" { "" } else { with }));
        }
    }
    verbs
});

/// Occasions that somebody attends or misses.
static OCCASIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/attended.txt")).collect());

/// Somebody at an occasion, or not.
struct Presence<'a> {
    frame: &'a FactFrame,
    who: Referent,
    occasion: Referent,
    there: bool,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut earlier: Earlier<'_, Presence<'_>> = Earlier::new(known, "presence", NEAREST);
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for here in known.told(Topic::Presence, frame, || read(article, lexis, placed, frame)) {
            let clash = earlier.nearest(frame.paragraph, |other| clashes(lexis, scenes, &here, other));
            if let Some(other) = clash {
                let about = "one says that somebody was there and the other that they were not";
                conflicts.push(Conflict::of_clauses(article, here.frame, other.frame, about));
            }
            earlier.push(frame.paragraph, here);
        }
    }
}

fn clashes(lexis: &Lexis, scenes: &Scenes, here: &Presence<'_>, other: &Presence<'_>) -> bool {
    let Some((x, y)) = scenes.pair(here.frame, other.frame) else { return false };
    let one = |a: &Referent, b: &Referent| {
        a.likeness(b, lexis) >= ONE && !a.differs(b, lexis) && !a.is_told_apart(b, lexis)
    };
    let apart = x.apart || y.apart || x.turns || y.turns || x.at_other_time(y) || !x.years_agree(y);
    here.there != other.there
        && here.who.entity.is_some()
        && here.who.entity == other.who.entity
        && one(&here.occasion, &other.occasion)
        && !apart
}

fn read<'a>(article: &Article, lexis: &Lexis, placed: &Placed, frame: &'a FactFrame) -> Vec<Presence<'a>> {
    let passage = placed.passage();
    let clause = passage.clauses.get(frame.clause);
    let lemma = match clause {
        Some(clause) if clause.copula.is_some() => "be",
        _ => passage.lemma(frame.predicate),
    };
    if frame.modality != Modality::Stated {
        return Vec::new();
    }
    let Some(subject) = frame.subject else { return Vec::new() };
    // Whoever sits, speaks or prays at an occasion is there.
    let anything = (true, "during");
    let at = [(true, "at"), anything];
    let listed = VERBS.get(lemma);
    let ways = listed.into_iter().flatten().copied().chain(at.into_iter().filter(|_| listed.is_none()));
    let mut found = Vec::new();
    for (there, with) in ways {
        // What is denied of a deed there says nothing of who was: "did not speak at the funeral".
        if frame.negated && listed.is_none() {
            continue;
        }
        // "Slept at home during the ceremony", "worked in Paris during it".
        if with == "during" && is_elsewhere(article, placed, frame) {
            continue;
        }
        let brings = |p: usize| passage.lemma(p).eq_ignore_ascii_case(with);
        let own = passage.case_marker(frame.predicate).filter(|&c| lemma == "be" && brings(c));
        let place = match with {
            "" => frame.object.map(|o| o.token),
            _ => frame
                .others
                .iter()
                .find(|o| o.preposition.is_some_and(brings))
                .map(|o| o.token)
                .or(own.map(|_| frame.predicate)),
        };
        let occasion = place.filter(|&t| OCCASIONS.contains(passage.lemma(t).to_lowercase().as_str()));
        let referent = |t: usize| Referent::of(article, lexis, placed, frame.paragraph, t);
        let (Some(who), Some(occasion)) = (referent(subject.token), occasion.and_then(referent)) else {
            continue;
        };
        if who.kind == Some(NameKind::Person) && occasion.definite {
            found.push(Presence { frame, who, occasion, there: there != frame.negated });
            break;
        }
    }
    found
}

/// Whether a clause tells where somebody was beside the occasion: at home, in Paris.
fn is_elsewhere(article: &Article, placed: &Placed, frame: &FactFrame) -> bool {
    let passage = placed.passage();
    let away = ["home", "abroad", "away", "elsewhere", "office", "outside"];
    let place = |e: usize| article.entities.get(e).is_some_and(|e| e.kind == NameKind::Place);
    lexis::own_tokens(passage, frame.clause).any(|t| away.contains(&passage.lemma(t)))
        || frame.others.iter().any(|o| o.entity.is_some_and(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [include_str!("../data/presence.tsv"), include_str!("../data/attended.txt")] {
            let rows: Vec<_> = lines(list).collect();
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert!(lines(include_str!("../data/presence.tsv")).all(|row| row.split('\t').count() == 3));
    }
}
