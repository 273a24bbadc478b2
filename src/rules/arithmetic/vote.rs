//! Votes and scores: "unanimously, 7-2", "a 6-5 vote of the nine-member council", "a 2-1 draw".

use crate::rules::Finding;
use crate::rules::arithmetic::{Here, RULE};
use crate::text::Span;

/// A pair of numbers as votes and scores are written.
pub(super) struct Pair {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) tokens: std::ops::Range<usize>,
}

/// How far words that say what a pair is may stand from it.
const REACH: usize = 6;

pub(super) fn check(here: &Here<'_>, findings: &mut Vec<Finding>) {
    let pairs = pairs(here);
    // A sentence with several tells several matches or votes.
    let [pair] = pairs.as_slice() else { return };
    let near = pair.tokens.start.saturating_sub(REACH)..pair.tokens.end + REACH;
    let clause = here.passage.clause_of(pair.tokens.start);
    let own = |t: usize| {
        near.contains(&t) && here.passage.clause_of(t) == clause
            || t + 1 == pair.tokens.start
            || t == pair.tokens.end
    };
    let words: Vec<(usize, String)> =
        here.sentence.tokens.clone().map(|t| (t, here.lemma(t).to_lowercase())).collect();
    let said = |list: &[&str]| words.iter().any(|(t, w)| own(*t) && list.contains(&w.as_str()));
    let anywhere = |list: &[&str]| words.iter().any(|(_, w)| list.contains(&w.as_str()));
    let vote = said(&["vote", "ballot", "ruling", "decision", "majority"]);
    let span = here.passage.span_of(pair.tokens.clone()).shift(here.placed.offset);
    let written = span.of(here.article.text());
    let mut report = |message: String, related: Option<Span>| {
        let finding = Finding::new(RULE.name, span, message);
        findings.push(match related {
            Some(place) => finding.with_related(place, "what it is called"),
            None => finding,
        });
    };
    let place = |list: &[&str]| {
        let at = words.iter().find(|(t, w)| own(*t) && list.contains(&w.as_str()))?.0;
        Some(here.passage.span_of(at..at + 1).shift(here.placed.offset))
    };
    if said(&["unanimously", "unanimous"])
        && pair.left > 0
        && pair.right > 0
        && !anywhere(&["not", "almost", "nearly", "n't"])
    {
        report(format!("A vote of {written} is not unanimous"), place(&["unanimously", "unanimous"]));
        return;
    }
    let carried = here.passage.clause_of(pair.tokens.start).and_then(|c| here.passage.clauses.get(c));
    let carried = carried
        .filter(|c| !c.negated && matches!(here.lemma(c.predicate), "carry" | "pass" | "adopt" | "approve"));
    let counted =
        here.lemma(pair.tokens.start + 1) == "vote" && here.lower(pair.tokens.start.wrapping_sub(1)) == "by";
    if let Some(clause) = carried.filter(|_| counted && pair.left < pair.right) {
        let verb = here.passage.span_of(clause.predicate..clause.predicate + 1).shift(here.placed.offset);
        report(format!("{written}: fewer were for it than against"), Some(verb));
        return;
    }
    if vote || said(&["rule", "approve", "reject"]) {
        if let Some((members, span_of_members)) = body_size(here)
            && f64::from(pair.left + pair.right) > members
        {
            let votes = pair.left + pair.right;
            report(
                format!("{written} are {votes} votes, more than the body has members"),
                Some(span_of_members),
            );
        }
        return;
    }
    let shootout = anywhere(&[
        "penalty",
        "penalties",
        "shootout",
        "shoot-out",
        "aggregate",
        "overtime",
        "set",
        "game",
        "half",
        "halftime",
        "half-time",
        "series",
        "lead",
        "ahead",
        "up",
        "goal",
        "rule",
    ]);
    let drawn = ["draw", "drew", "tie", "stalemate", "level"];
    let won = ["win", "won", "beat", "defeat", "victory", "lose", "loss"];
    let tells = |list: &[&str]| {
        // Right beside the score: "drew 2-1", "a 2-1 draw", "won 2-2".
        let before = pair.tokens.start.checked_sub(1).map(|t| here.lemma(t).to_lowercase());
        let after = here.lemma(pair.tokens.end).to_lowercase();
        before.is_some_and(|w| list.contains(&w.as_str())) || list.contains(&after.as_str())
    };
    if tells(&drawn) && pair.left != pair.right && !shootout {
        report(format!("{written} is no draw"), place(&drawn));
    } else if tells(&won) && pair.left == pair.right && !shootout {
        report(format!("{written} is a draw: nobody won"), place(&won));
    }
}

/// "7-2", "7 to 2", "7 - 2".
pub(super) fn pairs(here: &Here<'_>) -> Vec<Pair> {
    let mut found = Vec::new();
    let number = |word: &str| {
        (word.len() <= 3 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
            .then(|| word.parse().ok())
            .flatten()
    };
    let mut at = here.sentence.tokens.start;
    while at < here.sentence.tokens.end {
        let word = here.passage.word(at);
        let split = word.split_once(['-', '–']);
        if let Some((left, right)) = split.and_then(|(l, r)| Some((number(l)?, number(r)?))) {
            found.push(Pair { left, right, tokens: at..at + 1 });
        } else if let (Some(left), Some(right)) = (number(word), number(&here.lower(at + 2)))
            && matches!(here.lower(at + 1).as_str(), "-" | "–" | "to")
            && !matches!(here.lower(at.wrapping_sub(1)).as_str(), "from" | "between" | "$")
        {
            found.push(Pair { left, right, tokens: at..at + 3 });
            at += 2;
        }
        // "8 votes to 11".
        if let (Some(left), Some(right)) = (number(word), number(&here.lower(at + 3)))
            && here.lemma(at + 1) == "vote"
            && here.lower(at + 2) == "to"
        {
            found.push(Pair { left, right, tokens: at..at + 4 });
            at += 3;
        }
        at += 1;
    }
    found
}

/// "the nine-member council": how many members, and where that stands.
fn body_size(here: &Here<'_>) -> Option<(f64, Span)> {
    here.sentence.tokens.clone().find_map(|t| {
        let word = here.lower(t);
        let (count, unit) = word.split_once('-')?;
        if !matches!(unit, "member" | "judge" | "seat" | "person") {
            return None;
        }
        let members = crate::language::values::number_word(count)?;
        Some((members, here.passage.span_of(t..t + 1).shift(here.placed.offset)))
    })
}
