//! The votes of a ballot against those who were there, the size of the body and the majority, wherever the article tells them:
//! "carried by 34 votes to 21, with two abstentions" and "all 60 members took part".

mod reader;

use crate::article::Article;
use crate::rules::Finding;
use crate::rules::arithmetic::{RULE, copy, sentences_of, written};
use crate::rules::contradiction::Ties;
use crate::text::Span;

/// A sentence by its paragraph and its number there.
type Place = (usize, usize);

/// Votes that differ from those who could vote by more than this factor are of another ballot.
const MOST: f64 = 1.5;

/// The votes of one ballot.
struct Ballot<'a> {
    /// For and against.
    sides: (f64, f64),
    /// Those who abstained, or were said not to have voted; `None` where nothing is said of them.
    others: Option<f64>,
    /// The bodies that the sentence names (lemmas).
    bodies: Vec<&'a str>,
    span: Span,
    place: Place,
}

impl Ballot<'_> {
    fn votes(&self) -> f64 {
        self.sides.0 + self.sides.1 + self.others.unwrap_or(0.0)
    }

    /// The votes as a sum is written.
    fn told(&self) -> String {
        let sides = format!("{} + {}", written(self.sides.0), written(self.sides.1));
        self.others.map_or_else(|| sides.clone(), |others| format!("{sides} + {}", written(others)))
    }
}

/// How many could vote, or did.
struct Voters<'a> {
    number: f64,
    /// Whether all of them were there.
    present: bool,
    /// Whether the words say that none of them abstained.
    none_abstained: bool,
    /// Of which body (lemma), where the words say so.
    body: Option<&'a str>,
    span: Span,
    place: Place,
}

/// By how many votes a side won.
struct Margin {
    votes: f64,
    span: Span,
    place: Place,
}

/// How many were on one side: *the four members* who opposed it.
struct Camp {
    number: f64,
    /// Whether they abstained.
    abstained: bool,
    span: Span,
    place: Place,
}

impl Camp {
    /// Whether a ballot has no side of so many.
    fn is_none_of(&self, ballot: &Ballot<'_>) -> bool {
        if self.abstained {
            return ballot.others.is_some_and(|others| others > 0.0 && others != self.number);
        }
        ballot.sides.0 != self.number && ballot.sides.1 != self.number
    }
}

/// What an article tells of ballots.
#[derive(Default)]
struct Told<'a> {
    ballots: Vec<Ballot<'a>>,
    voters: Vec<Voters<'a>>,
    margins: Vec<Margin>,
    camps: Vec<Camp>,
}

/// Whether a paragraph tells something of a ballot.
struct Tells(bool);

pub(super) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let mut told = Told::default();
    for (index, placed) in copy(article) {
        let tells = || Tells(sentences_of(article, index, placed).any(|here| reader::tells(&here)));
        if placed.is_as_written(&article.document) && !placed.paragraph.derived.get(tells).0 {
            continue;
        }
        for here in sentences_of(article, index, placed) {
            told.ballots.extend(reader::ballot(&here));
            told.voters.extend(reader::voters(&here));
            told.margins.extend(reader::margin(&here));
            told.camps.extend(reader::camps(&here));
        }
    }
    let Told { ballots, voters, margins, camps } = &told;
    // Several ballots leave open who was there for which.
    let Some(ballot) = ballots.first().filter(|b| ballots.iter().all(|o| o.sides == b.sides)) else { return };
    let ballot = ballots.iter().find(|b| b.others.is_some()).unwrap_or(ballot);
    if voters.is_empty() && margins.is_empty() && camps.is_empty() {
        return;
    }
    let ties = Ties::of(article);
    let near = |place: Place| !ties.are_at_other_times(ballot.place, place);
    let votes = ballot.votes();
    let clash = voters.iter().filter(|v| near(v.place) && is_of(v, ballot, voters)).find(|v| {
        // A slip is small; far more or fewer are others who voted.
        let exceed = votes > v.number && votes < v.number * MOST;
        let short = votes < v.number && votes * MOST > v.number;
        exceed && (v.present || v.place != ballot.place)
            || short && v.present && (ballot.others.is_some() || v.none_abstained)
    });
    let mut report = |place: Span, message: String| {
        let (later, earlier) =
            if place.start > ballot.span.start { (place, ballot.span) } else { (ballot.span, place) };
        findings.push(Finding::new(RULE.name, later, message).with_related(earlier, "the other figure"));
    };
    if let Some(voters) = clash {
        let message =
            format!("{} are {} votes, not {}", ballot.told(), written(votes), written(voters.number));
        report(voters.span, message);
        return;
    }
    if let Some(camp) =
        camps.iter().find(|c| c.place != ballot.place && near(c.place) && c.is_none_of(ballot))
    {
        let message =
            format!("The votes were {}, and none of these is {}", ballot.told(), written(camp.number));
        report(camp.span, message);
        return;
    }
    let difference = (ballot.sides.0 - ballot.sides.1).abs();
    let margin = margins.first().filter(|m| margins.iter().all(|o| o.votes == m.votes));
    // "By two to one" is a share of the votes.
    let clashes = |m: &&Margin| near(m.place) && m.votes != difference && m.votes <= votes;
    if let Some(margin) = margin.filter(clashes) {
        let (a, b) = ballot.sides;
        let message = format!(
            "{} to {} is a majority of {}, not {}",
            written(a),
            written(b),
            written(difference),
            written(margin.votes)
        );
        report(margin.span, message);
    }
}

/// Whether those who could vote are the body that voted: it is named beside the votes, or the article knows no other.
fn is_of(voters: &Voters<'_>, ballot: &Ballot<'_>, all: &[Voters<'_>]) -> bool {
    let one = all.iter().all(|other| other.number == voters.number);
    let named = |body: &str| ballot.bodies.contains(&body);
    match voters.body {
        Some(body) if ballot.bodies.is_empty() => {
            let near = ballot.place.0.abs_diff(voters.place.0) <= 1 || voters.present;
            near && one && all.iter().all(|v| v.body.is_none_or(|b| b == body))
        }
        Some(body) => named(body),
        None => one && voters.present,
    }
}
