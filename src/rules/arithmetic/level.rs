//! What a measure was and is in one sentence against by how much it changed in another: "$82 million, compared with $100
//! million a year earlier" and "earned $32 million less", "from 1,400 seats to 1,150" and "by 150".

mod reader;

use crate::article::Article;
use crate::rules::Finding;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::{RULE, copy, sentences_of, written};
use crate::rules::contradiction::Ties;
use crate::text::Span;

/// Levels and changes beyond so many are a report of figures, in which words alone do not tell what belongs together.
const MOST: usize = 16;
/// What a per cent may be off by beside its own rounding.
const SLACK: f64 = 0.5;

/// A sentence by its paragraph and its number there.
type Place = (usize, usize);

/// Of what a figure is.
#[derive(Clone, Debug)]
struct What<'a> {
    /// The measure: profit, or the noun itself.
    name: &'a str,
    /// What makes another of it, sorted: *cereal* sales, sales *in Europe*.
    apart: Vec<String>,
    /// Whose it is, where a name says so.
    whose: Option<&'a str>,
}

impl What<'_> {
    fn is(&self, other: &Self) -> bool {
        let one_owner = self.whose.zip(other.whose).is_none_or(|(a, b)| a == b);
        self.name == other.name && self.apart == other.apart && one_owner
    }
}

/// What a measure was and is.
struct Level<'a> {
    what: What<'a>,
    stretch: Stretch,
    before: Figure,
    now: Figure,
    /// The words of both.
    shown: (String, String),
    span: Span,
    place: Place,
}

/// For which stretch of time a sentence tells its figures, as far as it says so.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    /// In months: a quarter has three.
    months: Option<u8>,
    /// Which of the quarters.
    quarter: Option<u8>,
}

impl Stretch {
    fn differs(self, other: Self) -> bool {
        let apart = |a: Option<u8>, b: Option<u8>| a.zip(b).is_some_and(|(a, b)| a != b);
        apart(self.months, other.months) || apart(self.quarter, other.quarter)
    }
}

enum By {
    Percent(Figure),
    Amount(Figure),
}

/// By how much it is said to have changed.
struct Change<'a> {
    what: What<'a>,
    stretch: Stretch,
    by: By,
    /// 1 up, -1 down.
    way: i8,
    span: Span,
    place: Place,
}

/// What a paragraph has of both.
struct Tells(bool);

pub(super) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let (mut levels, mut changes) = (Vec::new(), Vec::new());
    for (index, placed) in copy(article) {
        let tells = || {
            Tells(sentences_of(article, index, placed).any(|here| {
                !here.values.is_empty()
                    && (reader::level(&here).is_some() || !reader::changes(&here).is_empty())
            }))
        };
        if placed.is_as_written(&article.document) && !placed.paragraph.derived.get(tells).0 {
            continue;
        }
        for here in sentences_of(article, index, placed).filter(|here| !here.values.is_empty()) {
            levels.extend(reader::level(&here));
            changes.extend(reader::changes(&here));
        }
    }
    if levels.is_empty() || changes.is_empty() || levels.len() > MOST || changes.len() > MOST {
        return;
    }
    let ties = Ties::of(article);
    for change in &changes {
        let fitting: Vec<&Level<'_>> = levels.iter().filter(|l| l.what.is(&change.what)).collect();
        // Where some figures of the measure bear it out, or another change of it is borne out, it may be of another time.
        let borne_out = |change: &Change<'_>| fitting.iter().any(|level| agrees(change, level));
        let alike = |other: &&Change<'_>| {
            other.what.is(&change.what)
                && std::mem::discriminant(&other.by) == std::mem::discriminant(&change.by)
        };
        if changes.iter().filter(alike).any(borne_out) {
            continue;
        }
        let clashing = fitting.into_iter().find(|level| {
            level.place != change.place
                && !level.stretch.differs(change.stretch)
                && !ties.name_other_years(change.place, level.place)
        });
        let Some(level) = clashing else { continue };
        let message = format!(
            "From {} to {} is {}, not {}",
            level.shown.0,
            level.shown.1,
            told(level, &change.by),
            change.span.of(article.text())
        );
        let (later, earlier) = if change.span.start > level.span.start {
            (change.span, level.span)
        } else {
            (level.span, change.span)
        };
        findings.push(Finding::new(RULE.name, later, message).with_related(earlier, "the other figure"));
    }
}

/// How much a measure changed, without its direction.
fn size(level: &Level<'_>, by: &By) -> Figure {
    let difference = match by {
        By::Amount(_) => level.now.minus(level.before),
        By::Percent(_) => {
            let hundred = Figure::exactly(100.0);
            level.now.over(level.before).times(hundred).minus(hundred)
        }
    };
    Figure {
        low: difference.low.abs().min(difference.high.abs()),
        high: difference.low.abs().max(difference.high.abs()),
    }
}

fn agrees(change: &Change<'_>, level: &Level<'_>) -> bool {
    let up = level.now.low > level.before.high;
    let down = level.now.high < level.before.low;
    if up && change.way < 0 || down && change.way > 0 {
        return false;
    }
    let told = match change.by {
        By::Percent(told) => Figure { low: told.low - SLACK, high: told.high + SLACK },
        By::Amount(told) => told,
    };
    size(level, &change.by).meets(told)
}

/// The change that a level tells, in words.
fn told(level: &Level<'_>, by: &By) -> String {
    let size = size(level, by);
    let way = if level.now.high < level.before.low { "down" } else { "up" };
    let amount = (size.low + size.high) / 2.0;
    let scale = [("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];
    let scale = scale.iter().find(|(word, _)| level.shown.0.ends_with(word));
    match (by, scale) {
        (By::Percent(_), _) => format!("{way} {} percent", written(amount)),
        (By::Amount(_), Some((word, scale))) => format!("{way} {} {word}", written(amount / scale)),
        (By::Amount(_), None) => format!("{way} {}", written(amount)),
    }
}
