//! More or fewer than half, and the per cent beside it: "a majority, 41 percent"; "most of those asked (41 percent)".

use crate::language::{Measure, Value};
use crate::rules::Finding;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{Here, RULE};
use std::ops::Range;

/// How many tokens may stand between the words and the per cent.
const REACH: usize = 8;
/// What is half.
const HALF: f64 = 50.0;

pub(super) fn check(here: &Here<'_>, findings: &mut Vec<Finding>) {
    for share in here.values.iter().filter(|v| v.measure == Measure::Percent && v.low == v.high) {
        let Some((words, more)) = said(here, share) else { continue };
        let told = Figure::of(share, here.words(share));
        let fits = if more { told.high > HALF } else { told.low < HALF };
        if fits {
            continue;
        }
        let side = if more { "no more" } else { "no fewer" };
        let message = format!("{} is {side} than half", here.words(share));
        let words = here.passage.span_of(words).shift(here.placed.offset);
        let finding = Finding::new(RULE.name, here.span(share), message);
        findings.push(finding.with_related(words, "what it is called"));
    }
}

/// The words before a per cent that it stands beside (", 41 percent", "(41 percent)"), and whether they say more than half.
fn said(here: &Here<'_>, share: &Value) -> Option<(Range<usize>, bool)> {
    let before = share.tokens.start.checked_sub(1)?;
    matches!(here.lower(before).as_str(), "," | "(" | "or" | "—" | "–").then_some(())?;
    // Nothing but its own comma may follow: "a majority, 41 percent of whom".
    if here.lower(share.tokens.end) == "of"
        || !matches!(here.lower(share.tokens.end).as_str(), "," | ")" | "—" | "–" | ".")
    {
        return None;
    }
    let from = before.saturating_sub(REACH).max(here.sentence.tokens.start);
    let at = (from..before).rev().find(|&t| phrase(here, t).is_some())?;
    let (end, more) = phrase(here, at)?;
    // A verb or another figure between them makes it another share.
    let clear = (end..before).all(|t| {
        let token = here.passage.tokens.get(t);
        let finite = token.is_some_and(|t| t.tag.is_verb() && t.tag != crate::language::Tag::Vbn);
        !finite && here.value_at(t).is_none() && !matches!(here.lower(t).as_str(), "," | "and" | "but" | ";")
    });
    clear.then_some((at..end, more))
}

/// Where words for more or fewer than half end that begin at a token, and whether they say more.
fn phrase(here: &Here<'_>, at: usize) -> Option<(usize, bool)> {
    let next = |n: usize| here.lower(at + n);
    let opens =
        matches!(here.lower(at.wrapping_sub(1)).as_str(), "" | "," | "a" | "the" | "that" | "—" | "“" | "\"");
    match here.lower(at).as_str() {
        "majority" if matches!(here.lower(at.wrapping_sub(1)).as_str(), "a" | "the") => Some((at + 1, true)),
        "minority" if here.lower(at.wrapping_sub(1)) == "a" => Some((at + 1, false)),
        "most" if opens && next(1) == "of" => Some((at + 1, true)),
        "more" if next(1) == "than" && next(2) == "half" => Some((at + 3, true)),
        "fewer" | "less" if next(1) == "than" && next(2) == "half" => Some((at + 3, false)),
        _ => None,
    }
}
