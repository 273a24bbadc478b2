//! Parts in one sentence against their whole in another: "18 people were injured" and "nine of the injured are from Austria, six
//! from Finland and five from Japan".
//!
//! Parts that exceed the whole are always wrong; parts that fall short only where the words say that they are all: everyone, the
//! remaining five, the dead were.

mod parts;
mod remainder;

use crate::article::Article;
use crate::language::Measure;
use crate::rules::Finding;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::whole::{self, Kind, Place, Whole};
use crate::rules::arithmetic::{RULE, copy, lower, row, sentences_of, written};
use crate::rules::contradiction::{Ties, deed_of, is_people};
use crate::text::Span;

pub(super) use parts::is_of_another;

/// Of what parts are told.
enum Of<'a> {
    /// Of what was counted somewhere in the article.
    Kind(Kind<'a>),
    /// Of a number that stands beside them: nine of the *18* injured; with its span.
    Told(Figure, Span),
}

/// The parts of something.
struct Parts<'a> {
    of: Vec<Of<'a>>,
    sum: Figure,
    /// The sum as it is written.
    told: String,
    /// Whether the words say that there are no others.
    all: bool,
    /// Whether they point to what is known: of the injured.
    pointing: bool,
    span: Span,
    place: Place,
}

/// Whether a paragraph has amounts in a row.
struct Tells(bool);

pub(super) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let mut told: Vec<Parts<'_>> = Vec::new();
    for (index, placed) in copy(article) {
        let has_rows = || {
            let mut sentences = sentences_of(article, index, placed);
            Tells(sentences.any(|here| {
                here.values.len() > 1 && !row::rows(&here).is_empty() || remainder::rest(&here).is_some()
            }))
        };
        if placed.is_as_written(&article.document) && !placed.paragraph.derived.get(has_rows).0 {
            continue;
        }
        for here in sentences_of(article, index, placed) {
            told.extend(parts::read(&here));
            told.extend(remainder::read(&here));
        }
    }
    if told.is_empty() {
        return;
    }
    let wholes = whole::read_all(article);
    let ties = Ties::of(article);
    for parts in &told {
        // Of "the victims" both the dead and the hurt may be meant.
        let classes = parts.of.iter().filter(|of| match of {
            Of::Kind(kind @ Kind::Deed(_)) => wholes.iter().any(|whole| whole.kind.is(*kind)),
            _ => false,
        });
        if classes.count() > 1 || is_borne_out(article, parts) {
            continue;
        }
        let clash = parts.of.iter().find_map(|of| match of {
            Of::Told(figure, span) => parts.clashes(*figure).then_some(*span),
            Of::Kind(kind) => {
                let whole = only(*kind, parts, &wholes, &ties)?;
                parts.clashes(whole.figure).then_some(whole.span)
            }
        });
        let Some(whole) = clash else { continue };
        let message = format!(
            "The parts add up to {}, not to {}: {}",
            written((parts.sum.low + parts.sum.high) / 2.0),
            lower(whole.of(article.text())),
            parts.told
        );
        let finding = if whole.start >= parts.span.end {
            Finding::new(RULE.name, whole, message).with_related(parts.span, "the parts")
        } else {
            Finding::new(RULE.name, parts.span, message).with_related(whole, "the whole")
        };
        findings.push(finding);
    }
}

/// Whether the article has the sum of some parts elsewhere: the number rose to nine, a sixth died.
fn is_borne_out(article: &Article, parts: &Parts<'_>) -> bool {
    let sum = (parts.sum.low + parts.sum.high) / 2.0;
    copy(article).any(|(_, placed)| {
        let passage = placed.passage();
        passage.values.iter().any(|value| {
            let bare = match value.measure {
                Measure::Count { noun } => {
                    is_people(passage.lemma(noun)) || deed_of(passage.lemma(noun)).is_some()
                }
                Measure::Number | Measure::Ordinal => true,
                _ => false,
            };
            bare && value.low == sum
                && value.high == sum
                && !value.span.shift(placed.offset).overlaps(parts.span)
        })
    })
}

impl Parts<'_> {
    fn clashes(&self, whole: Figure) -> bool {
        self.sum.low > whole.high || self.all && self.sum.high < whole.low
    }
}

/// The whole of some parts, if the article knows but one.
fn only<'w, 'a>(
    kind: Kind<'_>,
    parts: &Parts<'_>,
    wholes: &'w [Whole<'a>],
    ties: &Ties,
) -> Option<&'w Whole<'a>> {
    let fits = |whole: &&Whole<'_>| {
        whole.kind.is(kind)
            && whole.place != parts.place
            && !ties.are_at_other_times(whole.place, parts.place)
            && (parts.pointing || !ties.are_dated_apart(whole.place, parts.place))
    };
    let mut fitting = wholes.iter().filter(fits);
    let first = fitting.next()?;
    let one = wholes.iter().filter(fits).all(|other| other.figure.meets(first.figure));
    let brought_in = || wholes.iter().filter(fits).any(|other| other.all);
    (one && (matches!(kind, Kind::Deed(_)) || brought_in())).then_some(first)
}
