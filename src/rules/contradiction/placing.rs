//! Two places of one entrant in one contest: finished second in the marathon here, came third in it there.
//!
//! Comes in: clauses with a verb of arriving and an ordinal ("finished fourth", "took fifth place", "ended the season in second
//! place"). Goes out: conflicts between two places of one entrant in what may be one contest.

use crate::article::{Article, EntityId, FactFrame, Modality};
use crate::language::{Measure, Passage, Tag, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::{self, Item, Lexis};
use crate::rules::contradiction::sameness;
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// How many earlier places of one entrant are compared with a new one.
const NEAREST: usize = 8;
/// An entrant with more places than this took part in many contests.
const MOST: usize = 2;

static ARRIVING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/arriving_verbs.txt")).collect());

/// The place of an entrant.
struct Placing<'a> {
    frame: &'a FactFrame,
    place: u32,
    /// What the clause speaks of beside: the contest.
    rest: Vec<Item>,
    /// Whether the sentence says that it speaks of another contest or time.
    apart: bool,
    span: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, known, .. } = reading;
    let mut by_entrant: BTreeMap<EntityId, Vec<Placing<'_>>> = BTreeMap::new();
    for frame in &article.frames {
        for (entrant, here) in known.told(Topic::Placing, frame, || read(article, lexis, frame)) {
            by_entrant.entry(entrant).or_default().push(here);
        }
    }
    for (entrant, all) in by_entrant {
        let mut places: Vec<u32> = all.iter().map(|p| p.place).collect();
        places.sort_unstable();
        places.dedup();
        if places.len() > MOST {
            continue;
        }
        let key = ("placing", known.of_entity(entrant), places.len());
        let mut earlier: Earlier<'_, Placing<'_>> = Earlier::new(known, key, NEAREST);
        for here in all {
            let paragraph = here.frame.paragraph;
            if let Some(there) = earlier.nearest(paragraph, |there| clashes(reading, &here, there)) {
                let side = |x: &Placing<'_>| Side { span: x.span, words: x.span, voice: x.frame.voice };
                let about = "it cannot have come in at both places";
                conflicts.push(Conflict::of(article, side(&here), side(there), about));
            }
            earlier.push(paragraph, here);
        }
    }
}

fn clashes(reading: Reading<'_>, here: &Placing<'_>, there: &Placing<'_>) -> bool {
    let Reading { article, lexis, scenes, .. } = reading;
    let (a, b) = (here.frame, there.frame);
    let Some((x, y)) = scenes.pair(a, b) else { return false };
    // "In the marathon", "in the 100 metres", "in the heats".
    let untold = here.rest.is_empty() && there.rest.is_empty();
    let one_contest =
        lexis.overlap(&here.rest, &there.rest).shared > 0.0 && !lexis.each_has_own(&here.rest, &there.rest);
    here.place != there.place
        && (untold || one_contest)
        && !(here.apart || there.apart || x.turns || y.turns || x.at_other_time(y) || x.dated_apart(y))
        && x.years_agree(y)
        && !sameness::complements_differ(lexis, article, a, b)
}

/// The places that a clause tells, with who came in at them.
fn read<'a>(article: &'a Article, lexis: &Lexis, frame: &'a FactFrame) -> Vec<(EntityId, Placing<'a>)> {
    let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
    let passage = placed.passage();
    let clause = passage.clauses.get(frame.clause);
    let told = !frame.negated && frame.modality == Modality::Stated;
    let (Some(clause), Some(subject)) = (clause.filter(|_| told), frame.subject) else { return Vec::new() };
    let who = || {
        let antecedent = passage.antecedent(clause).and_then(|t| lexis.entity(frame.paragraph, t));
        subject.entity.or(antecedent)
    };
    let arrives = ARRIVING.contains(passage.lemma(frame.predicate));
    let (Some(entrant), true) = (who(), arrives) else { return Vec::new() };
    let own: Vec<usize> = lexis::own_tokens(passage, frame.clause).collect();
    let place = |&t: &usize| Some((t, place_at(passage, t)?)).filter(|_| t > frame.predicate);
    let Some((at, place)) = own.iter().find_map(place) else { return Vec::new() };
    let named = passage.phrase(subject.token);
    let rest = own.iter().copied().filter(|&t| {
        let dated = |v: &Value| matches!(v.measure, Measure::Date(_)) && v.tokens.contains(&t);
        let said = t == at || t == frame.predicate || named.contains(&t) || passage.lemma(t) == "place";
        !said && !passage.values.iter().any(dated)
    });
    let mut sentence = passage.sentences.get(frame.sentence).map_or(0..0, |s| s.tokens.clone());
    // The ordinal itself is no word of another event.
    let another = |t: usize| t != at && lexicon::is_of_other_event(&passage.lemma(t).to_lowercase());
    let placing = Placing {
        frame,
        place,
        apart: sentence.any(another),
        rest: lexis.items(frame.paragraph, rest),
        span: passage.span_of(clause.tokens.clone()).shift(placed.offset),
    };
    vec![(entrant, placing)]
}

/// The place that an ordinal gives: second, 22nd; not the second half.
fn place_at(passage: &Passage, token: usize) -> Option<u32> {
    let value = passage.values.iter().find(|v| v.tokens.contains(&token))?;
    let ordinal = value.measure == Measure::Ordinal && value.low == value.high && value.low >= 1.0;
    let next = passage.tokens.get(value.tokens.end);
    let of_noun = next.is_some_and(|t| t.tag.is_noun() || t.tag == Tag::Jj);
    let alone = !of_noun || matches!(passage.lemma(value.tokens.end), "place" | "overall");
    (ordinal && alone).then_some(value.low as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        let rows: Vec<_> = lines(include_str!("../data/arriving_verbs.txt")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
