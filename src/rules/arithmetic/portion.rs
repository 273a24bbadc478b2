//! A share of what is counted elsewhere: "800 trays" and "the 320 trays, a quarter of all those weighed"; "1,100 of the plant's 1,300
//! employees walked out" and "half of the workforce has joined the walkout".

mod reader;

use crate::article::Article;
use crate::rules::Finding;
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::predicate::Predicate;
use crate::rules::arithmetic::whole::{self, Kind, Place, Whole};
use crate::rules::arithmetic::{RULE, copy, lower, sentences_of, written};
use crate::rules::contradiction::{Ties, are_one_thing};
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The nouns of the members of what one noun names: workforce, employees.
static COLLECTIVES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let rows = lines(include_str!("../data/collectives.tsv")).filter_map(|row| row.split_once('\t'));
    rows.map(|(noun, members)| (noun, members.split(',').collect())).collect()
});

/// A share that a sentence tells.
struct Share<'a> {
    /// In per cent.
    figure: Figure,
    /// Of what (lemma); `None` for those that were told before: of the total.
    of: Option<&'a str>,
    /// What was done to those of whom it is a share (lemma): of all those *asked*.
    those: Option<&'a str>,
    /// How many that are, where it stands beside it.
    part: Option<Part<'a>>,
    predicate: Predicate<'a>,
    /// The part of the day that the sentence names.
    hour: Option<&'a str>,
    span: Span,
    place: Place,
}

/// So many of something.
struct Part<'a> {
    figure: Figure,
    amount: f64,
    /// The noun (lemma).
    noun: Option<&'a str>,
    span: Span,
}

/// So many of which something is said, perhaps with how many there are.
struct Counted<'a> {
    part: Part<'a>,
    whole: Option<(Figure, f64)>,
    predicate: Predicate<'a>,
    hour: Option<&'a str>,
    place: Place,
}

/// Whether a paragraph tells shares or parts.
struct Tells(bool);

/// Whether two nouns (lemmas) name one thing, or all of it and its members.
fn are_one(a: &str, b: &str) -> bool {
    let has = |all: &str, one: &str| COLLECTIVES.get(all).is_some_and(|members| members.contains(&one));
    let both = || COLLECTIVES.values().any(|members| members.contains(&a) && members.contains(&b));
    are_one_thing(a, b) || has(a, b) || has(b, a) || both()
}

pub(super) fn check(article: &Article, findings: &mut Vec<Finding>) {
    let mut shares: Vec<Share<'_>> = Vec::new();
    for (index, placed) in copy(article) {
        let tells =
            || Tells(sentences_of(article, index, placed).any(|here| !reader::shares(&here).is_empty()));
        if placed.is_as_written(&article.document) && !placed.paragraph.derived.get(tells).0 {
            continue;
        }
        shares.extend(sentences_of(article, index, placed).flat_map(|here| reader::shares(&here)));
    }
    if shares.is_empty() {
        return;
    }
    let wholes = whole::read_all(article);
    let ties = Ties::of(article);
    let mut counted: Vec<Counted<'_>> = Vec::new();
    for (index, placed) in copy(article) {
        counted.extend(sentences_of(article, index, placed).flat_map(|here| reader::counted(&here)));
    }
    for share in &shares {
        let found = match &share.part {
            Some(part) => beside(article, share, part, &wholes, &ties),
            None => elsewhere(share, &counted, &wholes, &ties),
        };
        let Some(clash) = found else { continue };
        let message = format!(
            "{} of {} is {} percent, not {}",
            written(clash.part),
            written(clash.whole),
            written(clash.part / clash.whole * 100.0),
            lower(share.span.of(article.text()))
        );
        let finding = if clash.span.start > share.span.start {
            Finding::new(RULE.name, clash.span, message).with_related(share.span, "the share")
        } else {
            Finding::new(RULE.name, share.span, message).with_related(clash.span, "the figures")
        };
        findings.push(finding);
    }
}

/// A share that is another by the figures.
struct Clash {
    part: f64,
    whole: f64,
    span: Span,
}

/// A share beside its part against the whole: "320 trays, a quarter of all" and "800 trays".
fn beside(
    article: &Article,
    share: &Share<'_>,
    part: &Part<'_>,
    wholes: &[Whole<'_>],
    ties: &Ties,
) -> Option<Clash> {
    let noun = share.of.or(part.noun)?;
    // "Those weighed" are those of whom the sentence of the whole says so.
    let told_of = |w: &Whole<'_>| share.those.is_none_or(|deed| says(article, w.place, deed));
    let one = |w: &&Whole<'_>| {
        let called = matches!(w.kind, Kind::Noun(other) if are_one(noun, other) || part.noun.is_some_and(|n| are_one(n, other)));
        let joined = share.of.is_none() && w.joined;
        called
            && told_of(w)
            && !joined
            && w.place != share.place
            && w.figure.low > part.figure.high
            && !ties.are_at_other_times(w.place, share.place)
    };
    let whole = only(wholes, one)?;
    let amount = (whole.figure.low + whole.figure.high) / 2.0;
    clash(share, part.figure, whole.figure).then_some(Clash {
        part: part.amount,
        whole: amount,
        span: whole.span,
    })
}

/// Whether a sentence has a word (lemma).
fn says(article: &Article, (paragraph, sentence): Place, lemma: &str) -> bool {
    let passage = article.paragraphs.get(paragraph).map(|p| p.passage());
    let tokens = passage.and_then(|p| Some((p, p.sentences.get(sentence)?.tokens.clone())));
    tokens.is_some_and(|(passage, mut tokens)| tokens.any(|t| passage.lemma(t) == lemma))
}

/// The whole that fits, if all that fit are one and one of them is said to be all there are.
fn only<'w, 'a>(wholes: &'w [Whole<'a>], fits: impl Fn(&&Whole<'_>) -> bool) -> Option<&'w Whole<'a>> {
    let mut fitting = wholes.iter().filter(|w| fits(w));
    let first = fitting.next()?;
    let all = first.all || wholes.iter().filter(|w| fits(w)).any(|w| w.all);
    (all && wholes.iter().filter(|w| fits(w)).all(|w| w.figure.meets(first.figure))).then_some(first)
}

/// A share against a part of which the same is said: "half of the workforce has walked out" and "1,100 of the 1,300 employees
/// walked out".
fn elsewhere(share: &Share<'_>, counted: &[Counted<'_>], wholes: &[Whole<'_>], ties: &Ties) -> Option<Clash> {
    let noun = share.of?;
    let fits = |c: &&Counted<'_>| {
        c.place != share.place
            && c.part.noun.is_some_and(|other| are_one(noun, other))
            && c.predicate.is(&share.predicate)
            && c.hour == share.hour
            && !ties.are_at_other_times(c.place, share.place)
            && !ties.are_dated_apart(c.place, share.place)
    };
    let mut fitting = counted.iter().filter(fits);
    let told = fitting.next().filter(|_| fitting.next().is_none())?;
    let (whole, amount) = match told.whole {
        Some(whole) => whole,
        None => {
            let one = |w: &&Whole<'_>| {
                matches!(w.kind, Kind::Noun(other) if are_one(noun, other))
                    && w.place != told.place
                    && w.figure.low > told.part.figure.high
            };
            let whole = only(wholes, one)?;
            (whole.figure, (whole.figure.low + whole.figure.high) / 2.0)
        }
    };
    clash(share, told.part.figure, whole).then_some(Clash {
        part: told.part.amount,
        whole: amount,
        span: told.part.span,
    })
}

fn clash(share: &Share<'_>, part: Figure, whole: Figure) -> bool {
    let true_share = part.over(whole).times(Figure::exactly(100.0));
    whole.low > 0.0 && !true_share.low.is_nan() && !true_share.meets(share.figure)
}
