//! Which statements of an article a fact-checker underlines, and how far each of them is checked.
//!
//! A checker does not ask who says something but whether it can be held against a source: a figure, a date, a name with
//! what it did, a quotation, whatever the voice. A claim is decided on under its fingerprint
//! ([`fingerprint`](crate::rules::fingerprint) over `claim`, the normalized sentence and its occurrence), so edits
//! elsewhere leave the decision alone and a change of wording makes it *stale*.

use crate::article::{Article, Claim, Topic};
use crate::language::Passage;
use crate::rules::decision::{Decision, Decisions, Status};
use crate::rules::fingerprint::{normalize, of_normal};
use crate::rules::wording::{self, Wordings};
use crate::text::{BlockKind, Cover, Nature, Span};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// What stands in a fingerprint in the place of a rule.
const KIND: &str = "claim";

/// How far a claim is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing was decided.
    Open,
    /// Verified as it reads.
    Verified,
    /// Disputed as it reads.
    Disputed,
    /// Let stand as it reads.
    Stet,
    /// Decided in other words.
    Stale,
}

impl State {
    /// Every state.
    pub const ALL: [State; 5] = [Self::Open, Self::Verified, Self::Disputed, Self::Stet, Self::Stale];

    /// The name in answers and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Verified => "verified",
            Self::Disputed => "disputed",
            Self::Stet => "stet",
            Self::Stale => "stale",
        }
    }

    /// Whether a checker has nothing left to do.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Verified | Self::Stet)
    }
}

/// One claim of the article with what was decided about it.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedClaim<'d> {
    /// Index in [`Article::claims`]; `None` where the words that were decided on are gone.
    pub claim: Option<usize>,
    /// Where: the statement; of one that is gone, the headline or first block.
    pub span: Span,
    /// Its name in the ledger; of one that is gone, the old one.
    pub fingerprint: String,
    /// How far it is checked.
    pub state: State,
    /// The decision; of a stale claim, the one on the old words.
    pub decision: Option<&'d Decision>,
}

/// The claims of an article that a fact-checker underlines, and all that were decided on, in document order.
pub fn check_claims<'d>(article: &Article, decisions: &'d Decisions) -> Vec<CheckedClaim<'d>> {
    if article.document.nature() != Nature::Article {
        return Vec::new();
    }
    let names = fingerprints(article);
    let mut decided: HashMap<&str, &Decision> =
        decisions.on_claims().map(|d| (d.fingerprint.as_str(), d)).collect();
    let checkable = Checkable::new(article);
    let mut found: Vec<CheckedClaim<'d>> = Vec::new();
    let mut free = HashSet::new();
    for (number, (claim, name)) in article.claims.iter().zip(&names).enumerate() {
        let decision = decided.remove(name.as_str());
        if decision.is_none() {
            free.insert(number);
        }
        if decision.is_some() || checkable.holds(claim) {
            found.push(CheckedClaim {
                claim: Some(number),
                span: claim.span,
                fingerprint: name.clone(),
                state: decision.map_or(State::Open, state),
                decision,
            });
        }
    }
    if !decided.is_empty() {
        let mut stale: Vec<&Decision> = decided.into_values().collect();
        stale.sort_by(|a, b| a.fingerprint.cmp(&b.fingerprint));
        place_stale(article, &names, &stale, &free, &mut found);
    }
    found
}

fn state(decision: &Decision) -> State {
    match decision.status {
        Status::Verified => State::Verified,
        Status::Disputed => State::Disputed,
        Status::Stet => State::Stet,
        Status::Withdrawn => State::Open,
    }
}

/// Gives each decision whose statement was reworded to the statement most like it that nobody decided on, else to the top
/// of the article.
fn place_stale<'d>(
    article: &Article,
    names: &[String],
    stale: &[&'d Decision],
    free: &HashSet<usize>,
    found: &mut Vec<CheckedClaim<'d>>,
) {
    let text = article.text();
    let wordings = Wordings::of(article.claims.iter().map(|c| c.span.of(text)));
    let old: Vec<&str> = stale.iter().map(|d| d.text.as_str()).collect();
    let places = wording::pair(&wordings, &old, |statement| free.contains(&statement));
    let top = top(article);
    for (decision, place) in stale.iter().zip(places) {
        let claim = place.and_then(|number| article.claims.get(number));
        let row = CheckedClaim {
            claim: place,
            span: claim.map_or(top, |c| c.span),
            fingerprint: place.and_then(|n| names.get(n)).unwrap_or(&decision.fingerprint).clone(),
            state: State::Stale,
            decision: Some(decision),
        };
        match found.iter_mut().find(|open| open.claim.is_some() && open.claim == place) {
            Some(open) => *open = row,
            None => found.push(row),
        }
    }
    found.sort_by(|a, b| (a.span, &a.fingerprint).cmp(&(b.span, &b.fingerprint)));
}

/// Where to speak of what is no longer in the article: the headline, else the first block.
pub(crate) fn top(article: &Article) -> Span {
    let blocks = article.document.blocks();
    let headline = blocks.iter().find(|b| b.kind == BlockKind::Headline);
    headline.or_else(|| blocks.first()).map_or(Span::new(0, 0), |block| block.span)
}

/// The fingerprint of every claim of the article.
fn fingerprints(article: &Article) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let name = |claim: &Claim| {
        let sentence = normalize(claim.span.of(article.text()));
        let before = seen.get(&sentence).copied().unwrap_or(0);
        let name = of_normal(KIND, &sentence, before);
        seen.insert(sentence, before + 1);
        name
    };
    article.claims.iter().map(name).collect()
}

/// Fewer words than this say nothing that could be checked.
const FEWEST_WORDS: usize = 3;

/// Tells statements that can be held against a source.
struct Checkable<'a> {
    article: &'a Article,
    quotations: Cover,
}

impl<'a> Checkable<'a> {
    fn new(article: &'a Article) -> Self {
        let quotations = article.quotations.iter().filter(|q| !q.scare).map(|q| q.span).collect();
        Self { article, quotations }
    }

    fn holds(&self, claim: &Claim) -> bool {
        let Some(placed) = self.article.paragraph_at(claim.span.start) else { return false };
        let passage = placed.passage();
        let words = Span::new(claim.span.start - placed.offset, claim.span.end - placed.offset);
        placed.kind != BlockKind::Heading
            && !asks(self.article, claim)
            && asserts(self.article, claim, FEWEST_WORDS)
            && (claim.attribution.is_some()
                || self.quotations.overlaps(claim.span)
                || has_name_or_value(passage, words)
                || claim.topics.iter().any(|topic| is_of_fact(*topic)))
    }
}

/// Whether what such a statement says can be true or false today.
fn is_of_fact(topic: Topic) -> bool {
    match topic {
        Topic::Casualties | Topic::Figure | Topic::Accusation | Topic::Cause => true,
        Topic::Motive | Topic::Prediction | Topic::Judgement => false,
    }
}

fn has_name_or_value(passage: &Passage, words: Span) -> bool {
    let name = passage.names.partition_point(|n| n.span.start < words.start);
    let value = passage.values.partition_point(|v| v.span.start < words.start);
    passage.names.get(name).is_some_and(|n| n.span.start < words.end)
        || passage.values.get(value).is_some_and(|v| v.span.start < words.end)
}

/// Whether a statement is a question.
pub(crate) fn asks(article: &Article, claim: &Claim) -> bool {
    claim.span.of(article.text()).trim_end_matches(['”', '"', '’', ')']).ends_with('?')
}

/// Whether a statement has a subject and a predicate, and words enough to be one; "FULL TEXT." and "He said:" are none.
pub(crate) fn asserts(article: &Article, claim: &Claim, fewest_words: usize) -> bool {
    let words = claim.span.of(article.text()).trim_end();
    let Some(placed) = article.paragraph_at(claim.span.start) else { return false };
    let passage = placed.passage();
    let start = |token: usize| passage.tokens.get(token).map_or(0, |t| t.span.start + placed.offset);
    // Clauses are in the order of their predicates.
    let first = passage.clauses.partition_point(|c| start(c.predicate) < claim.span.start);
    let own = passage.clauses.iter().skip(first).take_while(|c| start(c.predicate) < claim.span.end);
    !words.ends_with(':')
        && words.split_whitespace().count() >= fewest_words
        && own.into_iter().any(|c| c.subject.is_some())
}
