//! A change told in one sentence and its figures in another: "picked up a net three seats", "increased from 9 to 10".

use crate::article::Article;
use crate::language::Measure;
use crate::language::values::Value;
use crate::language::{Bound, Passage};
use crate::rules::Finding;
use crate::rules::arithmetic::change::{self, Move, factor_of};
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{Here, RULE, copy, sentences_of, written};
use crate::rules::contradiction::Ties;
use crate::text::Span;

/// How much the two sentences must share beside what is counted, in nats.
const ANCHOR: f64 = 1.5;
/// The same where a factor is told, and what it is of only by the words around it.
const FACTOR_ANCHOR: f64 = 4.0;
/// Changes and moves beyond so many are a list of results.
const MOST: usize = 16;

/// A change by so much of something.
struct Change<'a> {
    by: By<'a>,
    /// 1 up, -1 down.
    way: i8,
    span: Span,
    place: (usize, usize),
}

/// Words for a share of a whole.
const SHARES: [&str; 8] =
    ["approval", "percentage", "portion", "proportion", "rating", "share", "slice", "support"];

enum By<'a> {
    /// So many of a noun.
    Count(Figure, &'a str),
    /// By a factor; whether it is said of a share.
    Factor(f64, bool),
}

/// Looks for changes and their figures in different sentences.
pub(in crate::rules::arithmetic) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let mut moves: Vec<(Move, (usize, usize), Vec<&str>)> = Vec::new();
    let mut changes: Vec<Change<'_>> = Vec::new();
    for (index, placed) in copy(article) {
        let tells = || Tells(sentences_of(article, index, placed).any(|here| tells(&here)));
        if placed.is_as_written(&article.document) && !placed.paragraph.derived.get(tells).0 {
            continue;
        }
        for here in sentences_of(article, index, placed) {
            if let Some((moved, _)) = change::moved(&here) {
                let nouns = here.sentence.tokens.clone().filter(|&t| here.passage.tokens[t].tag.is_noun());
                moves.push((
                    moved,
                    (here.paragraph, here.number),
                    nouns.map(|t| here.passage.lemma(t)).collect(),
                ));
            }
            changes.extend(counted(&here));
            changes.extend(by_factor(&here));
        }
    }
    if moves.is_empty() || changes.is_empty() || moves.len() > MOST || changes.len() > MOST {
        return;
    }
    let ties = Ties::of(article);
    for change in &changes {
        // Several shares of one year leave open which of them changed.
        let of_year = moves.iter().filter(|m| m.0.percent && ties.share_year(change.place, m.1)).count();
        let clashing = moves.iter().filter(|m| of_year <= 1 || !m.0.percent).find(|(moved, place, nouns)| {
            *place != change.place && clashes(change, moved, *place, nouns, &ties)
        });
        if let Some((moved, _, _)) = clashing {
            let difference = moved.to.minus(moved.from);
            let message = match change.by {
                By::Count(..) => format!(
                    "From {} to {} is {}, not {}",
                    moved.shown.0,
                    moved.shown.1,
                    written(difference.low.abs().max(difference.high.abs())),
                    change.span.of(article.text())
                ),
                By::Factor(factor, _) => format!(
                    "From {} to {} is {} times as much, not {}",
                    moved.shown.0,
                    moved.shown.1,
                    written(change::middle(moved.to) / change::middle(moved.from).max(1e-9)),
                    written(factor)
                ),
            };
            let (later, earlier) = if change.span.start > moved.span.start {
                (change.span, moved.span)
            } else {
                (moved.span, change.span)
            };
            findings.push(Finding::new(RULE.name, later, message).with_related(earlier, "the other figure"));
        }
    }
}

/// Whether a paragraph tells a change or its figures.
struct Tells(bool);

fn tells(here: &Here<'_>) -> bool {
    change::moved(here).is_some() || !counted(here).is_empty() || by_factor(here).is_some()
}

fn clashes(change: &Change<'_>, moved: &Move, place: (usize, usize), nouns: &[&str], ties: &Ties) -> bool {
    let difference = moved.to.minus(moved.from);
    let up = difference.low > 0.0;
    let down = difference.high < 0.0;
    if !(up && change.way > 0 || down && change.way < 0) {
        return false;
    }
    match &change.by {
        By::Count(count, noun) => {
            let size = Figure {
                low: difference.low.abs().min(difference.high.abs()),
                high: difference.low.abs().max(difference.high.abs()),
            };
            nouns.contains(noun)
                && !moved.percent
                && !size.meets(*count)
                && ties.shared(change.place, place, &[noun]).is_some_and(|shared| shared >= ANCHOR)
        }
        By::Factor(factor, of_share) => {
            let tied = ties.shared(change.place, place, &[]).is_some_and(|shared| shared >= FACTOR_ANCHOR);
            // "Its share was cut in half since 2009", where one share of 2009 is told.
            let of_year = *of_share && moved.percent && ties.share_year(change.place, place);
            !change::agrees(moved, *factor) && (tied || of_year)
        }
    }
}

/// "picked up a net three seats", "gained three seats", "lost 12 seats".
fn counted<'a>(here: &Here<'a>) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    for value in here.values.iter().filter(|v| v.bound == Bound::Exact && v.low == v.high && v.low > 0.0) {
        let Measure::Count { noun } = value.measure else { continue };
        let passage: &'a Passage = here.passage;
        let Some(clause) = passage.clause_of(noun).and_then(|c| passage.clauses.get(c)) else { continue };
        if clause.negated || clause.modal.is_some() || clause.object != Some(noun) {
            continue;
        }
        let net = passage.dependents(noun).any(|t| passage.lemma(t) == "net");
        let way = match passage.lemma(clause.predicate) {
            "gain" | "add" => 1,
            "pick" if here.lemma(clause.predicate + 1) == "up" => 1,
            "lose" | "shed" => -1,
            _ if net => 1,
            _ => continue,
        };
        found.push(Change {
            by: By::Count(Figure::exactly(value.low), passage.lemma(noun)),
            way,
            span: here.span(value),
            place: (here.paragraph, here.number),
        });
    }
    found
}

/// "cut in half", "halved", "tripled".
fn by_factor<'a>(here: &Here<'a>) -> Option<Change<'a>> {
    let hedge = |t: usize| {
        let before = here.lower(t.wrapping_sub(1));
        matches!(
            before.as_str(),
            "nearly" | "almost" | "to" | "not" | "more" | "would" | "could" | "will" | "may"
        )
    };
    for token in here.sentence.tokens.clone() {
        let verb = here.passage.tokens.get(token).is_some_and(|t| t.tag.is_verb());
        let factor = factor_of(here.lemma(token)).filter(|_| verb);
        let half = here.passage.word(token).eq_ignore_ascii_case("half")
            && matches!(here.lower(token.wrapping_sub(1)).as_str(), "in" | "by");
        let cut = || {
            (token.saturating_sub(4)..token).find(|&t| {
                matches!(here.lemma(t), "cut" | "slash" | "fall" | "drop" | "shrink" | "decline" | "reduce")
            })
        };
        let (factor, at) = match (factor, half.then(cut).flatten()) {
            (Some(factor), _) => (factor, token),
            (None, Some(cut)) => (0.5, cut),
            _ => continue,
        };
        if hedge(at) || here.values.iter().any(|v: &Value| v.tokens.contains(&at)) {
            continue;
        }
        let way = if factor > 1.0 { 1 } else { -1 };
        let span = here.passage.span_of(at..token + 1).shift(here.placed.offset);
        let of_share = (at.saturating_sub(4)..token + 4).any(|t| SHARES.contains(&here.lemma(t)));
        return Some(Change {
            by: By::Factor(factor, of_share),
            way,
            span,
            place: (here.paragraph, here.number),
        });
    }
    None
}
