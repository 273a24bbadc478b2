//! Part, whole and per cent in one sentence: "six of the ten members, or 50 percent".

use crate::language::{Bound, Measure, Value};
use crate::rules::Finding;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{Here, RULE, written};

/// How many tokens the per cent may stand behind the whole.
const REACH: usize = 6;

pub(super) fn check(here: &Here<'_>, findings: &mut Vec<Finding>) {
    for told in here.values.windows(3) {
        if let Some((part, whole, share)) = fraction(here, told).or_else(|| of_whole(here, told)) {
            report(here, part, whole, share, findings);
        }
    }
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
        report(here, part, whole, share, findings);
    }
}

/// Reports a part of a whole that is another share of it.
fn report(here: &Here<'_>, part: &Value, whole: &Value, share: &Value, findings: &mut Vec<Finding>) {
    let (a, b) = (Figure::of(part, here.words(part)), Figure::of(whole, here.words(whole)));
    let true_share = a.over(b).times(Figure::exactly(100.0));
    if true_share.low.is_nan() || true_share.meets(Figure::of(share, here.words(share))) {
        return;
    }
    let message = format!(
        "{} of {} is {} percent, not {}",
        written(part.low),
        written(whole.low),
        written(part.low / whole.low * 100.0),
        here.words(share).to_lowercase()
    );
    let ends = part.tokens.start.min(whole.tokens.start)..part.tokens.end.max(whole.tokens.end);
    let figures = here.passage.span_of(ends).shift(here.placed.offset);
    findings.push(Finding::new(RULE.name, here.span(share), message).with_related(figures, "the figures"));
}

fn is_number(value: &Value) -> bool {
    matches!(value.measure, Measure::Count { .. } | Measure::Number)
        && value.bound == Bound::Exact
        && value.low == value.high
}

/// "A third of the 90 pupils, 45 children, were ill": a share in words, its whole and, between commas, its part.
fn fraction<'a>(here: &Here<'_>, told: &'a [Value]) -> Option<(&'a Value, &'a Value, &'a Value)> {
    let [share, whole, part] = told else { return None };
    let of = here.lower(share.tokens.end) == "of"
        && whole.tokens.start.saturating_sub(share.tokens.end) <= 2
        && share.bound == Bound::Exact;
    let open = whole.tokens.end;
    let or = usize::from(here.lower(open + 1) == "or");
    let apposed = here.lower(open) == "," && part.tokens.start == open + 1 + or;
    let closed = matches!(here.lower(part.tokens.end).as_str(), "," | "." | ")");
    let fits = of && apposed && closed && share.measure == Measure::Percent;
    (fits && is_number(whole) && is_number(part)).then_some((part, whole, share))
}

/// "Of 400 farmers asked, 120, or 45 percent, said".
fn of_whole<'a>(here: &Here<'_>, told: &'a [Value]) -> Option<(&'a Value, &'a Value, &'a Value)> {
    let [whole, part, share] = told else { return None };
    let first = here.sentence.tokens.start;
    let opens = here.lower(first) == "of" && whole.tokens.start - first <= 2;
    let comma = here.lower(part.tokens.start.wrapping_sub(1)) == ",";
    let between: Vec<String> = (part.tokens.end..share.tokens.start).map(|t| here.lower(t)).collect();
    let apposed =
        between.iter().map(String::as_str).eq([",", "or"]) || between.iter().map(String::as_str).eq(["("]);
    // "120 girls, or 45 percent of the girls".
    let apposed = apposed && here.lower(share.tokens.end) != "of";
    let fits = opens && comma && apposed && share.measure == Measure::Percent && share.low == share.high;
    (fits && is_number(whole) && is_number(part)).then_some((part, whole, share))
}
