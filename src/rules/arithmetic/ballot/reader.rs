//! Reads ballots: votes for and against with abstentions, who was there, how many a body has, by how many votes a side won.

use crate::language::values::{Value, number_word};
use crate::language::{Bound, Measure, Passage};
use crate::rules::arithmetic::ballot::{Ballot, Camp, Margin, Voters};
use crate::rules::arithmetic::{Here, sentences_of, vote};
use crate::rules::contradiction::is_of_other_event;
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Nouns for those who vote: councillors.
static VOTERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/voters.txt")).collect());
/// Nouns for bodies that vote: council.
static BODIES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/voting_bodies.txt")).collect());

/// How far behind a number the word may stand that says how they voted.
const REACH: usize = 7;
/// How far behind a size the body may stand: the nine-member town *council*.
const BODY_REACH: usize = 4;

/// How somebody votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    For,
    Against,
    Abstaining,
}

/// Whether a sentence may tell something of a ballot.
pub(super) fn tells(here: &Here<'_>) -> bool {
    ballot(here).is_some() || voters(here).is_some() || margin(here).is_some() || !camps(here).is_empty()
}

/// Whether a sentence says that it is of another ballot.
fn is_apart(here: &Here<'_>) -> bool {
    here.sentence.tokens.clone().any(|t| {
        let word = here.lower(t);
        is_of_other_event(&word)
            && !matches!(word.as_str(), "others" | "other" | "later" | "once" | "second" | "third")
            // "Since the first listings appeared".
            && (word != "first" || matches!(here.lemma(t + 1), "vote" | "ballot" | "round" | "reading" | "one"))
            || matches!(
                word.as_str(),
                "would" | "could" | "if" | "needed" | "needs" | "required" | "requires" | "poll"
            )
    })
}

/// The votes that a sentence tells.
pub(super) fn ballot<'a>(here: &Here<'a>) -> Option<Ballot<'a>> {
    let lemma = |words: &[&str]| here.sentence.tokens.clone().any(|t| words.contains(&here.lemma(t)));
    let about = lemma(&[
        "vote",
        "ballot",
        "motion",
        "bill",
        "approve",
        "adopt",
        "reject",
        "pass",
        "carry",
        "abstain",
        "abstention",
        "councillor",
        "councilor",
        "favour",
        "favor",
        "aye",
        "defeat",
        "ratify",
        "amendment",
        "ruling",
        "rule",
    ]);
    if !about || is_apart(here) {
        return None;
    }
    let (sides, tokens) = pair(here).or_else(|| told(here))?;
    let passage: &'a Passage = here.passage;
    let others = abstained(here).or_else(|| {
        let behind = sentences_of(here.article, here.paragraph, here.placed).nth(here.number + 1)?;
        abstained(&behind).filter(|_| pair(&behind).or_else(|| told(&behind)).is_none())
    });
    let bodies =
        here.sentence.tokens.clone().map(|t| passage.lemma(t)).filter(|l| BODIES.contains(l)).collect();
    let span = passage.span_of(tokens).shift(here.placed.offset);
    Some(Ballot { sides, others, bodies, span, place: (here.paragraph, here.number) })
}

type Sides = ((f64, f64), Range<usize>);

/// "34-21", "34 votes to 21": the one pair of the sentence.
fn pair(here: &Here<'_>) -> Option<Sides> {
    let mut pairs: Vec<Sides> = vote::pairs(here)
        .into_iter()
        .map(|pair| ((f64::from(pair.left), f64::from(pair.right)), pair.tokens))
        .collect();
    pairs.extend(here.sentence.tokens.clone().filter_map(|t| in_letters(here, t)));
    let [(sides, tokens)] = pairs.as_slice() else { return None };
    let lemma = |t: usize| here.lemma(t);
    let from = tokens.start.saturating_sub(REACH).max(here.sentence.tokens.start);
    // "Passed 34-21" may be a game.
    let motion = here.sentence.tokens.clone().any(|t| {
        matches!(
            lemma(t),
            "motion"
                | "bill"
                | "law"
                | "measure"
                | "resolution"
                | "plan"
                | "amendment"
                | "proposal"
                | "act"
                | "levy"
                | "budget"
                | "treaty"
                | "ordinance"
                | "lawmaker"
                | "councillor"
                | "councilor"
                | "senator"
                | "deputy"
        )
    });
    let said = |t: usize| match lemma(t) {
        "vote" | "ballot" | "approve" | "adopt" | "reject" | "ratify" | "rule" | "ruling" | "abstention" => {
            true
        }
        "pass" | "carry" | "defeat" | "decision" => motion,
        _ => false,
    };
    let near = (from..tokens.end + 2).any(said);
    near.then(|| (*sides, tokens.clone()))
}

/// "Eight votes to four", "seven to four" at a token.
fn in_letters(here: &Here<'_>, token: usize) -> Option<Sides> {
    let letters =
        |t: usize| number_word(&here.lower(t)).filter(|_| here.lower(t).chars().all(|c| !c.is_ascii_digit()));
    let left = letters(token)?;
    let votes = usize::from(here.lemma(token + 1) == "vote");
    let to = token + 1 + votes;
    let right = letters(to + 1).filter(|_| here.lower(to) == "to")?;
    let ranged = matches!(here.lower(token.wrapping_sub(1)).as_str(), "from" | "between");
    (!ranged).then_some(((left, right), token..to + 2))
}

/// "19 voted in favour, 14 against and four abstained".
fn told(here: &Here<'_>) -> Option<Sides> {
    let counts = here.values.iter().filter(|v| is_count(v));
    let sides: Vec<(&Value, Side)> = counts.filter_map(|v| Some((v, side(here, v)?))).collect();
    let only = |wanted: Side| {
        let mut found = sides.iter().filter(|(_, side)| *side == wanted);
        found.next().filter(|_| found.next().is_none()).map(|(value, _)| *value)
    };
    let (ayes, noes) = (only(Side::For)?, only(Side::Against)?);
    let last = only(Side::Abstaining).map_or(0, |v| v.tokens.end);
    let tokens = ayes.tokens.start.min(noes.tokens.start)..ayes.tokens.end.max(noes.tokens.end).max(last);
    Some(((ayes.low, noes.low), tokens))
}

fn is_count(value: &Value) -> bool {
    matches!(value.measure, Measure::Count { .. } | Measure::Number)
        && value.bound == Bound::Exact
        && value.low == value.high
}

/// How those whom a number counts voted, by the words behind it and before the next number.
fn side(here: &Here<'_>, value: &Value) -> Option<Side> {
    let next = here.values.iter().map(|v| v.tokens.start).find(|&start| start > value.tokens.start);
    let end = (value.tokens.end + REACH).min(next.unwrap_or(usize::MAX)).min(here.sentence.tokens.end);
    let from = value.tokens.start + 1;
    let before = here.lower(value.tokens.start.wrapping_sub(1));
    match before.as_str() {
        "ayes" | "aye" => return Some(Side::For),
        "noes" | "nays" => return Some(Side::Against),
        _ => {}
    }
    (from..end).find_map(|t| {
        // Numbers in between are of others: "19 of the 35".
        let side = match here.lower(t).as_str() {
            "favour" | "favor" | "yes" | "aye" | "ayes" | "yea" | "yeas" | "backed" | "supported"
            | "approved" => Side::For,
            "for" if is_vote(here, value, t) => Side::For,
            "against" | "opposed" | "opposing" | "no" | "noes" | "nay" | "nays" | "dissented" => {
                Side::Against
            }
            "abstained" | "abstaining" | "abstention" | "abstentions" | "abstain" => Side::Abstaining,
            _ => return None,
        };
        Some(side)
    })
}

/// Whether "for" says how they voted: 19 votes for, 19 voted for it.
fn is_vote(here: &Here<'_>, value: &Value, at: usize) -> bool {
    let vote = |t: usize| here.lemma(t) == "vote";
    (value.tokens.start..at).any(vote) || matches!(here.lower(at + 1).as_str(), "," | "and" | "." | ";")
}

/// All on one side of a ballot by their number: *the four members* who opposed it, *the 13 governments* that abstained.
pub(super) fn camps(here: &Here<'_>) -> Vec<Camp> {
    let camp = |value: &Value| {
        let Measure::Count { noun } = value.measure else { return None };
        VOTERS.contains(here.lemma(noun)).then_some(())?;
        let the = here.lower(value.tokens.start.checked_sub(1)?) == "the";
        let who = matches!(here.lower(noun + 1).as_str(), "who" | "that" | "which");
        let told = the && who && is_count(value) && value.low >= 2.0;
        // "The members who had opposed it for years", "who opposed the idea" need not have voted.
        let how = told.then(|| side(here, value)).flatten()?;
        let voted =
            matches!(here.lemma(noun + 2), "vote" | "oppose" | "abstain" | "dissent" | "back" | "support");
        voted.then(|| Camp {
            number: value.low,
            abstained: how == Side::Abstaining,
            span: here.span(value),
            place: (here.paragraph, here.number),
        })
    };
    here.values.iter().filter_map(camp).collect()
}

/// How many abstained, where the sentence tells it; 0 where nobody did.
fn abstained(here: &Here<'_>) -> Option<f64> {
    let counts = here.values.iter().filter(|v| is_count(v));
    let no = |v: &Value| matches!(here.lower(v.tokens.start.wrapping_sub(1)).as_str(), "no" | "not");
    let told: Vec<f64> = counts
        .filter(|v| side(here, v) == Some(Side::Abstaining))
        .map(|v| if no(v) { 0.0 } else { v.low })
        .collect();
    if let [one] = told.as_slice() {
        return Some(*one);
    }
    let at = here.sentence.tokens.clone().find(|&t| matches!(here.lemma(t), "abstention" | "abstain"))?;
    let none = (at.saturating_sub(3)..at)
        .any(|t| matches!(here.lower(t).as_str(), "no" | "nobody" | "none" | "without"));
    let article = matches!(here.lower(at.wrapping_sub(1)).as_str(), "one" | "a" | "an");
    none.then_some(0.0).or(article.then_some(1.0))
}

/// How many could vote or were there.
pub(super) fn voters<'a>(here: &Here<'a>) -> Option<Voters<'a>> {
    if is_apart(here) {
        return None;
    }
    sized(here).or_else(|| attending(here))
}

/// "The nine-member council", perhaps with all members present.
fn sized<'a>(here: &Here<'a>) -> Option<Voters<'a>> {
    let passage: &'a Passage = here.passage;
    let mut found = here.sentence.tokens.clone().filter_map(|t| {
        let word = here.lower(t);
        let (count, unit) = word.split_once('-')?;
        let fits = matches!(unit, "member" | "judge" | "seat" | "person" | "strong" | "man");
        let number = number_word(count).filter(|_| fits)?;
        let body = (t + 1..t + 1 + BODY_REACH).find(|&b| BODIES.contains(here.lemma(b)))?;
        Some((number, body, t))
    });
    let (number, body, start) = found.next().filter(|_| found.next().is_none())?;
    let all = here
        .sentence
        .tokens
        .clone()
        .any(|t| here.lower(t) == "all" && (t..t + 4).any(|t| here.lower(t) == "present"));
    Some(Voters {
        number,
        present: all,
        none_abstained: abstained(here) == Some(0.0),
        body: Some(passage.lemma(body)),
        span: passage.span_of(start..body + 1).shift(here.placed.offset),
        place: (here.paragraph, here.number),
    })
}

/// "All 60 members of the assembly were present", "each of the 35 councillors cast a vote", "the council has nine members".
fn attending<'a>(here: &Here<'a>) -> Option<Voters<'a>> {
    let passage: &'a Passage = here.passage;
    let mut counts = here.values.iter().filter(|v| {
        is_count(v) && matches!(v.measure, Measure::Count { noun } if VOTERS.contains(here.lemma(noun)) || here.lemma(noun) == "seat")
    });
    let value = counts.next().filter(|_| counts.next().is_none())?;
    let Measure::Count { noun } = value.measure else { return None };
    let start = value.tokens.start;
    let word = |back: usize| start.checked_sub(back).map_or_else(String::new, |t| here.lower(t));
    let full = matches!(word(1).as_str(), "all")
        || word(1) == "the" && word(2) == "of" && matches!(word(3).as_str(), "each" | "one" | "all");
    let there = here.sentence.tokens.clone().any(|t| {
        matches!(
            here.lemma(t),
            "present"
                | "attend"
                | "part"
                | "participate"
                | "cast"
                | "vote"
                | "chamber"
                | "attendance"
                | "ballot"
                | "turn"
        )
    });
    let not = here
        .sentence
        .tokens
        .clone()
        .take_while(|&t| here.lower(t) != ",")
        .any(|t| matches!(here.lower(t).as_str(), "not" | "n't" | "never"));
    let body = named_body(here, noun);
    // "All members of the Farmers' Party" are not all.
    let others = here.lower(noun + 1) == "of" && body.is_none();
    let present = full && there && !not && !others;
    // "The council has nine members", "its nine members", "the council's nine members".
    let has = here.passage.clause_of(noun).and_then(|c| here.passage.clauses.get(c)).is_some_and(|c| {
        matches!(here.lemma(c.predicate), "have" | "comprise" | "number") && c.object == Some(noun)
    });
    let owned = matches!(word(1).as_str(), "the" | "its" | "'s" | "’s" | "all") && body.is_some();
    (present || has && body.is_some() || owned).then(|| Voters {
        number: value.low,
        present,
        none_abstained: abstained(here) == Some(0.0),
        body: body.map(|b| passage.lemma(b)),
        span: passage.span_of(start..noun + 1).shift(here.placed.offset),
        place: (here.paragraph, here.number),
    })
}

/// The body whose members are counted: members *of the assembly*, the *council*'s members, the *council* has nine members.
fn named_body(here: &Here<'_>, members: usize) -> Option<usize> {
    let body = |t: &usize| BODIES.contains(here.lemma(*t));
    let behind = (here.lower(members + 1) == "of").then(|| (members + 2..members + 6).find(body)).flatten();
    let owner = || here.passage.possessor(members).filter(body);
    let subject = || {
        let clause = here.passage.clauses.get(here.passage.clause_of(members)?)?;
        clause.subject.filter(|_| clause.object == Some(members)).filter(body)
    };
    behind.or_else(owner).or_else(subject)
}

/// "By a margin of 12 votes", "with a majority of 13".
pub(super) fn margin(here: &Here<'_>) -> Option<Margin> {
    if is_apart(here) {
        return None;
    }
    let counts = here.values.iter().filter(|v| is_count(v));
    let mut told = counts.filter(|v| {
        let start = v.tokens.start;
        let noun = |back: usize| start.checked_sub(back).map_or("", |t| here.lemma(t));
        let votes = match v.measure {
            Measure::Count { noun } => here.lemma(noun) == "vote",
            _ => matches!(here.lower(v.tokens.end).as_str(), "." | "," | ";" | "after" | "in" | "to"),
        };
        votes && noun(1) == "of" && matches!(noun(2), "margin" | "majority")
    });
    let value = told.next().filter(|_| told.next().is_none())?;
    Some(Margin { votes: value.low, span: here.span(value), place: (here.paragraph, here.number) })
}
