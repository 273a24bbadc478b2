//! The rule `unattributed-claim`.

mod exempt;

use crate::article::claim::verbs;
use crate::article::{Article, Claim, Topic};
use crate::language::ClauseKind;
use crate::rules::claims::{asks, asserts};
use crate::rules::voices::{self, Manner};
use crate::rules::word_list::lines;
use crate::rules::{CopyKind, Finding, Settings, vague_source};
use crate::text::{BlockKind, Cover, Span};
use std::collections::HashSet;
use std::sync::LazyLock;

static OBLIGATIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("data/obligations.txt")).collect());

rule! {
    /// A statement in the article's own voice that needs somebody to stand behind it.
    ///
    /// Contested and unwitnessed events, figures, accusations, motives, predictions and judgements are somebody's word, and
    /// the reader must be told whose. The score behind the rule was learned from what professional editors attribute and
    /// what they print in their paper's own voice; `claim-threshold` sets from which probability on it speaks,
    /// two thirds of that for what somebody ought to do or to get. Left alone: what is attributed, quotations, questions,
    /// headlines and captions, what is set for when, lives told in passing, what a court decided, words to the reader,
    /// sentences that say whose word they are ("the court heard", "convention dictates"), and opinion copy.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Village loses its doctor
    ///
    /// The practice closed on Friday.
    ///
    /// People in the valley deserve better than this and the ministry should be ashamed.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Village loses its doctor
    ///
    /// The practice closed on Friday.
    ///
    /// People in the valley deserve better than this and the ministry should be ashamed, said Ina Holt, a farmer.
    /// ```
    "unattributed-claim", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    if settings.copy == CopyKind::Opinion {
        return;
    }
    let quotations: Cover = article.quotations.iter().filter(|q| !q.scare).map(|q| q.span).collect();
    let mut cues: Vec<Cue<'_>> = cues(article).collect();
    cues.sort_unstable_by_key(|cue| cue.span);
    for claim in &article.claims {
        let reaches = |share: f32| {
            claim.unattributed >= settings.claim_threshold * share
                && claim.needs_attribution >= LEAST_NEED * share
        };
        // The words of most statements need not be looked at.
        if !reaches(OBLIGATION_SHARE) || !reaches(1.0) && !obliges(article, claim) {
            continue;
        }
        let body = article
            .document
            .block_at(claim.span.start)
            .and_then(|b| article.document.blocks().get(b))
            .is_some_and(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::List));
        if body
            && !asks(article, claim)
            && !exempt::is_exempt(article, claim)
            && asserts(article, claim, FEWEST_WORDS)
            && !quotations.overlaps(claim.span)
            // The sentence says of a part of itself who says it.
            && !spoken_in(&cues, claim.span, article)
        {
            let topics = exempt::topics_beside_dates(article, claim);
            let finding = Finding::new(RULE.name, claim.span, message(article, claim, &topics));
            let fixes = voices::fixes(article, claim.span, manner(&topics));
            findings.push(fixes.into_iter().fold(finding, Finding::with_fix));
        }
    }
}

/// A cue with the source of its attribution.
struct Cue<'a> {
    span: Span,
    source: &'a [Span],
}

/// The cues of all attributions.
fn cues(article: &Article) -> impl Iterator<Item = Cue<'_>> {
    article.attributions.iter().flat_map(|a| a.cue.iter().map(|&span| Cue { span, source: &a.source }))
}

/// Whether one of the cues, which are in order, lies in a place and is spoken.
fn spoken_in(cues: &[Cue<'_>], place: Span, article: &Article) -> bool {
    let from = cues.partition_point(|cue| cue.span.start < place.start);
    let begin = cues.iter().skip(from).take_while(|cue| cue.span.start < place.end);
    begin.filter(|cue| cue.span.end <= place.end).any(|cue| is_spoken(article, cue))
}

/// Whether somebody says something by a cue, rather than thinks or does it (said, told, according to), or its source is
/// one that `vague-source` reports: one finding is enough.
fn is_spoken(article: &Article, cue: &Cue<'_>) -> bool {
    let Some(placed) = article.paragraph_at(cue.span.start) else { return false };
    let own = Span::new(cue.span.start - placed.offset, cue.span.end.saturating_sub(placed.offset));
    let passage = placed.passage();
    let says = |at| {
        let lemma = passage.lemma(at);
        matches!(lemma, "according" | "accord") || verbs::does(lemma) == verbs::SAY
    };
    match cue.source {
        [] => false,
        [source] if vague_source::is_vague(article, placed, *source) => true,
        _ => passage.tokens_in(own).any(says),
    }
}

/// Whether the statement's own verb says what its subject thinks or feels.
fn is_thought(article: &Article, claim: &Claim) -> bool {
    let Some(placed) = article.paragraph_at(claim.span.start) else { return false };
    let passage = placed.passage();
    let own = |token: usize| claim.span.covers(passage.span_of(token..token + 1).shift(placed.offset));
    let main = passage.clauses.iter().find(|c| own(c.predicate) && c.kind == ClauseKind::Main);
    main.is_some_and(|c| {
        c.subject.is_some() && !c.passive && verbs::does(passage.lemma(c.predicate)) == verbs::BELIEVE
    })
}

/// A statement that editors attribute more seldom than this is let be, however sure it is that nobody stands behind it.
const LEAST_NEED: f32 = 0.35;

/// From which share of the threshold on a statement is reported that says what somebody ought to do: a style guide calls
/// that a judgement, however seldom the training articles had it.
const OBLIGATION_SHARE: f32 = 2.0 / 3.0;

/// Whether the statement says what somebody ought to do or to get: "The ministry should be ashamed."
fn obliges(article: &Article, claim: &Claim) -> bool {
    let Some(placed) = article.paragraph_at(claim.span.start) else { return false };
    let own = Span::new(
        claim.span.start.saturating_sub(placed.offset),
        claim.span.end.saturating_sub(placed.offset),
    );
    let passage = placed.passage();
    passage.tokens_in(own).any(|at| OBLIGATIONS.contains(passage.lemma(at)))
}

/// Fewer words than this are a label or an aside, not a statement.
const FEWEST_WORDS: usize = 5;

/// How somebody says what is not known.
fn manner(topics: &[Topic]) -> Option<Manner> {
    let (past, present) = match topics.first()? {
        Topic::Accusation => ("alleged", "alleges"),
        Topic::Prediction => ("predicted", "predicts"),
        Topic::Judgement | Topic::Cause | Topic::Motive => ("argued", "argues"),
        Topic::Casualties | Topic::Figure => ("estimated", "estimates"),
    };
    Some(Manner { past, present })
}

/// What kind of claim it is and what would settle it.
fn message(article: &Article, claim: &Claim, topics: &[Topic]) -> String {
    // "She expects fares to fall": who expects it is told, how that is known is not.
    let topic = if is_thought(article, claim) { Some(&Topic::Motive) } else { topics.first() };
    match topic {
        Some(Topic::Casualties) => "Nobody is named for these casualties: say who counted them",
        Some(Topic::Figure) => "Nobody is named for this figure: say where it comes from",
        Some(Topic::Accusation) => {
            "This lays wrongdoing at somebody's door in the paper's own voice: say who alleges it"
        }
        Some(Topic::Motive) => "This says what somebody wants or thinks: say how that is known",
        Some(Topic::Prediction) => "This says what will happen: say who expects it",
        Some(Topic::Judgement) => "This is a judgement in the paper's own voice: say whose it is",
        Some(Topic::Cause) => "This says what led to what: say who makes the connection",
        None => "Nobody is named for this statement: say who says so",
    }
    .to_owned()
}
