//! A change that a definite noun points back to: "will go up from 40 million to 52 million" and "the rise of one fifth", "the 50
//! percent increase".

use crate::article::Article;
use crate::language::values::Value;
use crate::language::{Bound, Measure, Relation};
use crate::rules::Finding;
use crate::rules::arithmetic::change::{self, Move};
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{Here, RULE, copy, ratio, sentences_of, written};
use crate::rules::contradiction::{self, Ties, is_of_other_event};
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Nouns of change beside those of the opposites, with their direction.
static CHANGES: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
    let rows = lines(include_str!("../../data/changes.tsv"));
    rows.filter_map(|row| row.split_once('\t'))
        .filter_map(|(noun, way)| Some((noun, way.parse().ok()?)))
        .collect()
});

/// How far the share may stand from the noun of change.
const REACH: usize = 4;

/// How many bytes may stand between figures and the change behind them.
const NEAR: usize = 40;

/// A sentence by its paragraph and its number there.
type Place = (usize, usize);

/// How a change is tied to its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// It points to what is known: *the* rise of one fifth.
    Known,
    /// It stands behind them: from 40 to 52, *a* rise of 30 percent.
    Apposed,
    /// Its sentence begins with what they tell: *that is* a rise of 30 percent.
    Next,
}

/// By how much something is said to have changed that was told before.
struct Pointed<'a> {
    how: How,
    /// In per cent.
    by: Figure,
    /// 1 up, -1 down.
    way: i8,
    /// Of what, where the words say so: the increase *in rents*.
    of: Option<&'a str>,
    span: Span,
    place: Place,
}

impl Pointed<'_> {
    /// Whether it may be of what a sentence with these nouns tells.
    fn is_of(&self, nouns: &[&str]) -> bool {
        self.of.is_none_or(|of| nouns.iter().any(|noun| contradiction::are_one_thing(noun, of)))
    }
}

/// Whether a paragraph tells either.
struct Tells(bool);

pub(in crate::rules::arithmetic) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let mut moves: Vec<(Move, Place, Vec<&str>)> = Vec::new();
    let mut changes: Vec<Pointed<'_>> = Vec::new();
    for (index, placed) in copy(article) {
        let tells = || {
            Tells(sentences_of(article, index, placed).any(|here| {
                change::moved(&here).is_some() || up_from(&here).is_some() || pointed(&here).is_some()
            }))
        };
        if placed.is_as_written(&article.document) && !placed.paragraph.derived.get(tells).0 {
            continue;
        }
        for here in sentences_of(article, index, placed) {
            let place = (here.paragraph, here.number);
            let moved = change::moved(&here).map(|(moved, _)| moved).or_else(|| up_from(&here));
            if let Some(moved) = moved.filter(|moved| !moved.percent) {
                let passage = here.passage;
                let nouns = here.sentence.tokens.clone().filter(|&t| passage.tokens[t].tag.is_noun());
                moves.push((moved, place, nouns.map(|t| passage.lemma(t)).collect()));
            }
            changes.extend(pointed(&here));
        }
    }
    if moves.is_empty() || changes.is_empty() {
        return;
    }
    let ties = Ties::of(article);
    for (moved, place, nouns) in &moves {
        let Some(size) = size(moved) else { continue };
        let up = moved.to.low > moved.from.high;
        // "The rise in profits" is that of the one sentence that speaks of profits.
        let is_clear = |change: &Pointed<'_>| {
            let told = moves.iter().filter(|(_, _, nouns)| change.is_of(nouns)).count();
            change.is_of(nouns) && (moves.len() == 1 || change.of.is_some() && told == 1)
        };
        let fits = |change: &&Pointed<'_>| {
            let (way, span) = ((change.way > 0) == up, change.span.start > moved.span.end);
            way && span
                && match change.how {
                    // What is pointed to must be clear.
                    How::Known => change.place > *place && is_clear(change),
                    How::Apposed => change.place == *place && change.span.start <= moved.span.end + NEAR,
                    How::Next => change.place == (place.0, place.1 + 1),
                }
        };
        let fitting: Vec<_> = changes.iter().filter(fits).collect();
        // One that is borne out is the one that is meant.
        if fitting.iter().any(|change| change.by.meets(size)) {
            continue;
        }
        let Some(change) = fitting.into_iter().find(|c| !ties.are_at_other_times(c.place, *place)) else {
            continue;
        };
        let message = format!(
            "From {} to {} is {} percent, not {}",
            moved.shown.0,
            moved.shown.1,
            written(exactly(moved)),
            change.span.of(article.text())
        );
        findings.push(Finding::new(RULE.name, change.span, message).with_related(moved.span, "from and to"));
    }
}

/// By how many per cent something moved as its figures stand.
fn exactly(moved: &Move) -> f64 {
    let middle = |figure: &Figure| (figure.low + figure.high) / 2.0;
    ((middle(&moved.to) / middle(&moved.from).max(1e-9) - 1.0) * 100.0).abs()
}

/// By how many per cent something moved, without its direction.
fn size(moved: &Move) -> Option<Figure> {
    let step = [&moved.from, &moved.to]
        .map(|figure| step((figure.low + figure.high) / 2.0))
        .into_iter()
        .fold(f64::MAX, f64::min);
    let around = |figure: &Figure| {
        let middle = (figure.low + figure.high) / 2.0;
        Figure { low: figure.low.min(middle - step / 2.0), high: figure.high.max(middle + step / 2.0) }
    };
    let (from, to) = (around(&moved.from), around(&moved.to));
    let hundred = Figure::exactly(100.0);
    let ratio = to.over(from).times(hundred).minus(hundred);
    let sides = (ratio.low.abs(), ratio.high.abs());
    let sure = from.low > 0.0 && ratio.low.signum() == ratio.high.signum();
    sure.then(|| Figure { low: sides.0.min(sides.1), high: sides.0.max(sides.1) })
}

/// The unit to which a number seems to be rounded: at least its first two digits tell something. 0 for a small one.
fn step(number: f64) -> f64 {
    let mut step = 1.0;
    while number % (step * 10.0) == 0.0 && step * 100.0 <= number {
        step *= 10.0;
    }
    if step > 1.0 { step } else { 0.0 }
}

/// "The rise of one fifth", "the 50 percent increase".
fn pointed<'a>(here: &Here<'a>) -> Option<Pointed<'a>> {
    here.sentence.tokens.clone().find_map(|noun| {
        let token = here.passage.tokens.get(noun)?;
        let lemma = here.lemma(noun);
        let way = || contradiction::change_of(lemma).or_else(|| CHANGES.get(lemma).copied());
        let way = token.tag.is_noun().then(way).flatten();
        let way = way.or_else(|| factor(here, noun).map(|by| if by > 1.0 { 1 } else { -1 }))?;
        let (by, tokens) = behind(here, noun).or_else(|| ahead(here, noun)).or_else(|| itself(here, noun))?;
        let from = tokens.start.min(noun);
        let start = (from.saturating_sub(REACH)..=from).rev().find(|&t| is_determiner(here, t))?;
        let how = how(here, start)?;
        let apart = |t: usize| {
            let word = here.lower(t);
            is_of_other_event(&word) && word != "per"
                || matches!(
                    word.as_str(),
                    "annual"
                        | "yearly"
                        | "monthly"
                        | "average"
                        | "last"
                        | "next"
                        | "total"
                        | "year"
                        | "possible"
                        | "'s"
                        | "’s"
                )
        };
        let end = tokens.end.max(noun + 1);
        let clear = !(start..end).any(apart)
            && (start + 1..from)
                .all(|t| here.passage.tokens.get(t).is_some_and(|t| t.tag.is_modifier() || t.tag.is_noun()));
        clear.then(|| Pointed {
            how,
            by,
            way,
            of: of(here, noun, end),
            span: here.passage.span_of(from..end).shift(here.placed.offset),
            place: (here.paragraph, here.number),
        })
    })
}

fn is_determiner(here: &Here<'_>, token: usize) -> bool {
    matches!(here.lower(token).as_str(), "the" | "this" | "that" | "such" | "a" | "an")
}

/// How a change whose phrase begins with this determiner is tied to its figures.
fn how(here: &Here<'_>, determiner: usize) -> Option<How> {
    let before = here.lower(determiner.wrapping_sub(1));
    let first = here.sentence.tokens.start;
    let back = matches!(here.lower(first).as_str(), "that" | "this" | "it" | "which");
    let linked = matches!(
        here.lemma(determiner.wrapping_sub(1)),
        "be" | "represent" | "mean" | "make" | "to" | "equal"
    );
    match here.lower(determiner).as_str() {
        "a" | "an" if matches!(before.as_str(), "," | "—" | "–" | "--" | "(" | "or") => {
            Some(How::Apposed)
        }
        "a" | "an" if back && linked && determiner <= first + REACH => Some(How::Next),
        "a" | "an" => None,
        "that" | "this" if determiner == first && here.lemma(first + 1) == "be" => None,
        _ => Some(How::Known),
    }
}

/// "Sales of 52 million, up from 40 million".
fn up_from(here: &Here<'_>) -> Option<Move> {
    let at = here.sentence.tokens.clone().find(|&t| {
        here.lower(t) == "from" && matches!(here.lower(t.wrapping_sub(1)).as_str(), "up" | "down")
    })?;
    let plain = |v: &&Value| {
        matches!(v.measure, Measure::Number | Measure::Count { .. } | Measure::Money { .. })
            && v.bound == Bound::Exact
            && v.low == v.high
            && v.low > 0.0
    };
    let from = here.values.iter().find(|v| v.tokens.start == at + 1).filter(plain)?;
    let comma = here.lower(at.wrapping_sub(2)) == ",";
    let close = |v: &&Value| v.tokens.end + 2 + REACH >= at && v.tokens.end < at;
    let to = here.values.iter().rev().find(close).filter(plain).filter(|_| comma)?;
    let alike = std::mem::discriminant(&from.measure) == std::mem::discriminant(&to.measure)
        || matches!(
            (&from.measure, &to.measure),
            (Measure::Number, Measure::Count { .. }) | (Measure::Count { .. }, Measure::Number)
        );
    let figure = |v: &Value| Figure::of(v, here.words(v));
    let shown = (here.words(from).to_owned(), here.words(to).to_owned());
    let span = here.span(to).join(here.span(from));
    alike.then(|| Move { from: figure(from), to: figure(to), shown, percent: false, ranged: false, span })
}

/// By what factor a noun says that something changed: the *doubling*, the *halving*.
fn factor(here: &Here<'_>, noun: usize) -> Option<f64> {
    let word = here.lower(noun);
    let verb = format!("{}e", word.strip_suffix("ing")?);
    // Nothing but "of" may follow: "the doubling time".
    (matches!(here.lower(noun + 1).as_str(), "of" | "in" | "is" | "was" | "will"))
        .then(|| change::factor_of(&verb))
        .flatten()
}

/// "The doubling of the fee".
fn itself(here: &Here<'_>, noun: usize) -> Option<(Figure, Range<usize>)> {
    let factor = factor(here, noun)?;
    let (low, high) = ((factor * 0.8 - 1.0) * 100.0, (factor * 1.25 - 1.0) * 100.0);
    let by = Figure { low: low.abs().min(high.abs()), high: low.abs().max(high.abs()) };
    Some((by, noun..noun + 1))
}

/// "The rise of one fifth", "the cut by a third", "the rise, of 20 percent,".
fn behind(here: &Here<'_>, noun: usize) -> Option<(Figure, Range<usize>)> {
    let comma = usize::from(matches!(here.lower(noun + 1).as_str(), "," | "–" | "—"));
    let at = noun + 1 + comma;
    let joined = matches!(here.lower(at).as_str(), "of" | "by");
    let hedge = usize::from(matches!(
        here.lower(at + 1).as_str(),
        "about" | "almost" | "nearly" | "some" | "roughly"
    ));
    let found = joined.then(|| ratio::at(here, at + 1 + hedge)).flatten()?;
    // "The rise of one fifth of the fees" is one of fees.
    (here.lower(found.1.end) != "of").then_some(found)
}

/// "The 50 percent increase", "the one-fifth cut".
fn ahead(here: &Here<'_>, noun: usize) -> Option<(Figure, Range<usize>)> {
    let from = noun.saturating_sub(REACH).max(here.sentence.tokens.start);
    let (figure, tokens) = (from..noun).find_map(|t| ratio::at(here, t))?;
    let between = (tokens.end..noun)
        .all(|t| here.passage.tokens.get(t).is_some_and(|t| t.tag.is_modifier() || t.tag.is_noun()));
    (tokens.end <= noun && between).then_some((figure, tokens))
}

/// What the words say changed: the increase *in rents*, the *rent* increase.
fn of<'a>(here: &Here<'a>, noun: usize, end: usize) -> Option<&'a str> {
    let passage = here.passage;
    let inside = passage.dependents(noun).find(|&t| {
        let relation = passage.tokens.get(t).map(|t| t.relation);
        let case = passage.case_marker(t).map(|c| here.lemma(c));
        relation == Some(Relation::Nmod) && case == Some("in")
            || relation == Some(Relation::Compound)
                && passage.tokens[t].tag.is_noun()
                && !matches!(here.lemma(t), "percent" | "%" | "cent")
    });
    let behind = (here.lower(end) == "in")
        .then(|| (end + 1..end + REACH).find(|&t| passage.tokens.get(t).is_some_and(|t| t.tag.is_noun())))
        .flatten();
    inside.or(behind).map(|t| passage.lemma(t))
}
