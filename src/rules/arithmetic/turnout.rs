//! Elections: voters, the electorate and turnout; turnout and those who stayed at home.

use crate::article::{Article, Placed};
use crate::language::values::Value;
use crate::language::{Measure, Passage};
use crate::rules::Finding;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{RULE, copy, written};
use crate::text::Span;

/// How far a word that says what a figure is may stand from it.
const REACH: usize = 7;
/// What two figures of one election may differ by without a word, in points of a per cent.
const SLACK: f64 = 2.0;

/// A figure of an election.
struct Told {
    figure: Figure,
    amount: f64,
    span: Span,
}

/// What a figure of an election can be.
#[derive(Clone, Copy)]
enum Kind {
    Turnout,
    Absent,
    Voters,
    Electorate,
}

/// The figures of an article by what they are.
#[derive(Default)]
struct Figures {
    turnout: Vec<Told>,
    absent: Vec<Told>,
    voters: Vec<Told>,
    electorate: Vec<Told>,
}

impl Figures {
    fn of(&mut self, kind: Kind) -> &mut Vec<Told> {
        match kind {
            Kind::Turnout => &mut self.turnout,
            Kind::Absent => &mut self.absent,
            Kind::Voters => &mut self.voters,
            Kind::Electorate => &mut self.electorate,
        }
    }
}

/// Whether a paragraph tells a figure of an election.
struct Tells(bool);

pub(super) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let mut told = Figures::default();
    for (_, placed) in copy(article) {
        // What the words say a figure is follows from the paragraph alone.
        if placed.paragraph.derived.get(|| Tells(kinds(placed.passage()).next().is_some())).0 {
            for (value, kind) in kinds(placed.passage()) {
                told.of(kind).push(read(article, placed, value));
            }
        }
    }
    let Figures { turnout, absent, voters, electorate } = told;
    // Several turnouts are several elections.
    let Some(rate) = only(&turnout) else { return };
    if let Some(home) = only(&absent) {
        let sum = rate.figure.plus(home.figure);
        if sum.high < 100.0 - SLACK || sum.low > 100.0 + SLACK {
            let message = format!(
                "Turnout of {} percent leaves {} percent who did not vote",
                written(rate.amount),
                written(100.0 - rate.amount)
            );
            let (later, earlier) = ordered(rate, home);
            findings.push(
                Finding::new(RULE.name, later.span, message).with_related(earlier.span, "the other figure"),
            );
        }
    }
    let (Some(voters), Some(all)) = (only(&voters), only(&electorate)) else { return };
    let true_rate = voters.figure.over(all.figure).times(Figure::exactly(100.0));
    let slack = Figure { low: rate.figure.low - SLACK, high: rate.figure.high + SLACK };
    if !true_rate.meets(slack) {
        let message = format!(
            "{} voters of {} are a turnout of {} percent, not {}",
            written(voters.amount),
            written(all.amount),
            written(voters.amount / all.amount * 100.0),
            written(rate.amount)
        );
        let mut places = [voters.span, all.span, rate.span];
        places.sort_unstable();
        let finding = Finding::new(RULE.name, places[2], message);
        findings.push(finding.with_related(places[0], "a figure").with_related(places[1], "a figure"));
    }
}

/// The figures of elections in a passage, with what they are.
fn kinds(passage: &Passage) -> impl Iterator<Item = (&Value, Kind)> {
    passage.values.iter().filter_map(|value| Some((value, kind(passage, value)?)))
}

fn kind(passage: &Passage, value: &Value) -> Option<Kind> {
    let near = |words: &[&str]| is_near(passage, value, words);
    let other = || near(&["previous", "last", "earlier", "compared", "than", "since", "record", "exceed"]);
    match value.measure {
        Measure::Percent
            if near(&["abstain", "home", "abstention"])
                && near(&["stay", "voter", "vote", "abstain"])
                && !other() =>
        {
            Some(Kind::Absent)
        }
        Measure::Percent if near(&["turnout"]) && !near(&["previous", "than", "from", "compared"]) => {
            Some(Kind::Turnout)
        }
        Measure::Count { .. } | Measure::Number if value.low >= 100.0 => {
            if near(&["registered", "register", "eligible", "entitled", "electorate"]) {
                Some(Kind::Electorate)
            } else {
                let voters = near(&["voter", "ballot"]) && near(&["turnout", "cast", "vote"]);
                voters.then_some(Kind::Voters)
            }
        }
        _ => None,
    }
}

/// The one figure of a list, the first where all say the same.
fn only(told: &[Told]) -> Option<&Told> {
    let first = told.first()?;
    told.iter().all(|other| other.figure.meets(first.figure)).then_some(first)
}

fn ordered<'t>(a: &'t Told, b: &'t Told) -> (&'t Told, &'t Told) {
    if a.span.start > b.span.start { (a, b) } else { (b, a) }
}

fn read(article: &Article, placed: &Placed, value: &Value) -> Told {
    let span = value.span.shift(placed.offset);
    Told { figure: Figure::of(value, span.of(article.text())), amount: (value.low + value.high) / 2.0, span }
}

/// Whether one of the words (lemmas) stands near a value in its sentence.
fn is_near(passage: &Passage, value: &Value, words: &[&str]) -> bool {
    let sentence = passage.sentence_of(value.tokens.start).and_then(|s| passage.sentences.get(s));
    let Some(sentence) = sentence else { return false };
    let from = value.tokens.start.saturating_sub(REACH).max(sentence.tokens.start);
    let to = (value.tokens.end + REACH).min(sentence.tokens.end);
    (from..to).any(|t| words.contains(&passage.lemma(t)))
}
