//! A number of people and their names: "the three men, Tom Arden, Ben Holt and Karl Dahl".

use crate::language::{Bound, Measure, NameKind, Value};
use crate::rules::Finding;
use crate::rules::arithmetic::{Here, RULE};
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::sync::LazyLock;

/// More names than this are a table.
const MOST: usize = 12;

pub(super) fn check(here: &Here<'_>, findings: &mut Vec<Finding>) {
    for count in here.values.iter().filter(|v| is_count(here, v)) {
        let Some((names, end)) = names(here, count.tokens.end) else { continue };
        if names as f64 == count.low {
            continue;
        }
        let message = format!("{} are named, not {}", names, here.words(count));
        let listed = here.passage.span_of(count.tokens.end + 1..end).shift(here.placed.offset);
        findings.push(Finding::new(RULE.name, here.span(count), message).with_related(listed, "the names"));
    }
}

/// Nouns for people who are named where they are counted.
static NAMED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/named_people.txt")).collect());

/// Whether a value counts people, and all of them: not "after three games", "two of the men".
fn is_count(here: &Here<'_>, value: &Value) -> bool {
    let before = here.lower(value.tokens.start.wrapping_sub(1));
    matches!(value.measure, Measure::Count { noun } if NAMED.contains(here.lemma(noun)))
        && !matches!(before.as_str(), "of" | "than" | "with" | "other" | "another")
        && value.bound == Bound::Exact
        && value.low == value.high
        && (2.0..=MOST as f64).contains(&value.low)
}

/// How many names of people stand in a list that follows a comma, colon or dash, each perhaps with an age, and where it ends. The
/// list has to be closed by "and", and nothing else may stand in it.
fn names(here: &Here<'_>, after: usize) -> Option<(usize, usize)> {
    matches!(here.lower(after).as_str(), "," | ":" | "—" | "–").then_some(())?;
    let mut at = after + 1;
    let (mut names, mut last) = (0, false);
    loop {
        let name = here.passage.names.iter().find(|n| n.tokens.start == at && n.kind == NameKind::Person)?;
        names += 1;
        at = name.tokens.end;
        // "Tom Arden, 41,".
        let age = here.lower(at) == "," && here.lower(at + 1).parse::<u8>().is_ok();
        if age {
            at += 2;
        }
        if last {
            break;
        }
        match (here.lower(at).as_str(), here.lower(at + 1).as_str()) {
            (",", "and") => (at, last) = (at + 2, true),
            ("and", _) => (at, last) = (at + 1, true),
            (",", _) => at += 1,
            _ => return None,
        }
    }
    // "… and Karl Dahl's brother" is another.
    let closed = matches!(here.lower(at).as_str(), "," | "." | ";" | "—" | "–");
    (closed && names >= 2).then_some((names, at))
}
