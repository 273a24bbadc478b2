//! Part, whole and per cent in one sentence: "six of the ten members, or 50 percent".

use crate::language::Measure;
use crate::rules::Finding;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{Here, RULE, written};

/// How many tokens the per cent may stand behind the whole.
const REACH: usize = 6;

pub(super) fn check(here: &Here<'_>, findings: &mut Vec<Finding>) {
    for share in here.values.iter().filter(|v| v.measure == Measure::Percent && v.low == v.high) {
        let before = share.tokens.start.wrapping_sub(1);
        if !matches!(here.lower(before).as_str(), "or" | "(" | "," | "—") {
            continue;
        }
        let told = here.values.iter().rev().filter(|v| v.tokens.end <= share.tokens.start);
        let mut counts = told.filter(|v| matches!(v.measure, Measure::Count { .. } | Measure::Number));
        let (Some(whole), Some(part)) = (counts.next(), counts.next()) else { continue };
        let near = share.tokens.start - whole.tokens.end <= REACH;
        let between = (part.tokens.end..whole.tokens.start).map(|t| here.lower(t)).collect::<Vec<_>>();
        let of = between.iter().any(|w| w == "of") && between.len() <= 4
            || between.iter().eq(["out", "of"].iter());
        // "up from", "among those": another whole.
        let plain = (whole.tokens.end..before).all(|t| {
            !matches!(here.lower(t).as_str(), "up" | "down" | "from" | "compared" | "and" | "with" | "said")
        });
        if !(near && of && plain) || whole.low <= part.high {
            continue;
        }
        let (a, b) = (Figure::of(part, here.words(part)), Figure::of(whole, here.words(whole)));
        let true_share = a.over(b).times(Figure::exactly(100.0));
        if true_share.low.is_nan() || true_share.meets(Figure::of(share, here.words(share))) {
            continue;
        }
        let message = format!(
            "{} of {} is {} percent, not {}",
            written(part.low),
            written(whole.low),
            written(part.low / whole.low * 100.0),
            here.words(share)
        );
        let figures = here.passage.span_of(part.tokens.start..whole.tokens.end).shift(here.placed.offset);
        findings
            .push(Finding::new(RULE.name, here.span(share), message).with_related(figures, "the figures"));
    }
}
