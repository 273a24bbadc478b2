//! When something began, told in different words: founded in 1978, first run in 1991; joined in 1998, with the force since 2007;
//! already going by 2009, begun in 2014.
//!
//! Comes in: frames with a year. Goes out: conflicts between two of what is known to be the same thing, member, owner or
//! holder of a post. A year by which something had begun and a year since which it has lasted are held against the year
//! in which it began.

mod parts;

use crate::article::{Article, FactFrame, Modality, Placed, Tense};
use crate::language::{Bound, ClauseKind, Measure, NameKind, Passage, Relation, Tag, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::{At, Earlier};
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::lines;
use crate::text::Span;
use parts::{Who, led_by_post, place_of, post_of, project_of, same, told_before};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How many earlier beginnings are compared with a new one.
const NEAREST: usize = 12;
/// Years less far apart may be those of one beginning: elected in November, in office since January.
const APART: i32 = 2;

static NEW: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/new_beginnings.txt")).collect());

/// What is done in one country after the other.
static SPREADING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/spreading_deeds.txt")).collect());

/// One row of the list of beginnings.
struct Row {
    begins: bool,
    state: &'static str,
    with: &'static str,
    known_by: &'static str,
}

/// The rows of the list by predicate.
static ROWS: LazyLock<HashMap<&'static str, Vec<Row>>> = LazyLock::new(|| {
    let mut rows: HashMap<_, Vec<_>> = HashMap::new();
    for line in lines(include_str!("../data/state_beginnings.tsv")) {
        let columns: Vec<&str> = line.split('\t').collect();
        if let [told, state, predicate, with, known_by] = columns[..] {
            rows.entry(predicate).or_default().push(Row { begins: told == "begin", state, with, known_by });
        }
    }
    rows
});

/// What a year is to the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// It began then.
    In,
    /// It has lasted since then.
    Since,
    /// It had begun by then.
    By,
}

/// One beginning.
struct Beginning<'a> {
    frame: &'a FactFrame,
    state: &'static str,
    /// Who begins, or what; and in what, as what.
    who: Option<Who>,
    what: Option<Who>,
    lemma: &'a str,
    told: Told,
    year: i32,
    span: Span,
    clause: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    // Whether "he" can be only one depends on the whole article.
    let nobody = !article.entities.iter().any(|e| e.kind == NameKind::Person);
    let mut earlier: Earlier<'_, Beginning<'_>> = Earlier::new(known, ("beginning", nobody), NEAREST);
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for here in known.told(Topic::Beginning, frame, || read(article, lexis, placed, frame)) {
            let at = At::with(frame.paragraph, here.state);
            let clash = earlier.nearest(at, |there| {
                here.state == there.state
                    && years_clash(&here, there)
                    && same(here.who.as_ref(), there.who.as_ref(), lexis, nobody)
                    && same(here.what.as_ref(), there.what.as_ref(), lexis, nobody)
                    && may_be_one(article, lexis, scenes, &here, there)
            });
            if let Some(there) = clash {
                let side = |x: &Beginning<'_>| Side { span: x.span, words: x.clause, voice: x.frame.voice };
                conflicts.push(Conflict::of(article, side(&here), side(there), "two years of one beginning"));
            }
            earlier.push(at, here);
        }
    }
}

fn years_clash(a: &Beginning<'_>, b: &Beginning<'_>) -> bool {
    match (a.told, b.told) {
        (Told::By, Told::By) => false,
        (Told::By, _) => b.year > a.year,
        (_, Told::By) => a.year > b.year,
        (Told::In, Told::In) => {
            // One may join, move or be elected more than once; what is created by a law may be launched years later.
            let many = matches!(a.state, "leading" | "membership" | "moving" | "post");
            let apart = if a.lemma == b.lemma { APART } else { 2 * APART };
            !many && (a.year - b.year).abs() >= apart
        }
        // Who holds a post may be elected to it once more.
        (Told::In, Told::Since) if a.lemma == "elect" => b.year - a.year >= APART,
        (Told::Since, Told::In) if b.lemma == "elect" => a.year - b.year >= APART,
        _ => (a.year - b.year).abs() >= APART,
    }
}

fn may_be_one(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    a: &Beginning<'_>,
    b: &Beginning<'_>,
) -> bool {
    let Some((x, y)) = scenes.pair(a.frame, b.frame) else { return false };
    let by_thing = a.what.is_none();
    // "Launched in Sweden in 2009" tells of Sweden alone.
    let place = |x: &Beginning<'_>| {
        x.frame
            .others
            .iter()
            .filter_map(|o| article.entities.get(o.entity?))
            .any(|e| e.kind == NameKind::Place)
    };
    let spreads = |x: &Beginning<'_>| SPREADING.contains(x.lemma);
    let there_alone = by_thing && place(a) != place(b) && (spreads(a) || spreads(b));
    let elsewhere = by_thing && sameness::complements_differ(lexis, article, a.frame, b.frame);
    !(x.apart || y.apart || there_alone || elsewhere)
}

fn read<'a>(
    article: &Article,
    lexis: &Lexis,
    placed: &'a Placed,
    frame: &'a FactFrame,
) -> Vec<Beginning<'a>> {
    let passage = placed.passage();
    let Some(clause) = passage.clauses.get(frame.clause) else { return Vec::new() };
    if frame.negated || frame.modality != Modality::Stated {
        return Vec::new();
    }
    let Some((value, year)) = year_of(passage, frame) else { return Vec::new() };
    let own: Vec<usize> = lexis::own_tokens(passage, frame.clause).collect();
    let anew = |&t: &usize| NEW.contains(passage.lemma(t).to_lowercase().as_str());
    if own.iter().any(anew) {
        return Vec::new();
    }
    let before = value.tokens.start.checked_sub(1).map_or("", |t| passage.lemma(t));
    let lemma = passage.lemma(frame.predicate);
    let already = own.iter().any(|&t| passage.lemma(t) == "already");
    let told = match before {
        "since" if frame.tense != Tense::Past => Told::Since,
        "by" | "By" if already => Told::By,
        "in" | "In" | "of" => Told::In,
        "from" if lemma == "date" => Told::In,
        "to" if lemma == "go" => Told::In,
        _ => return Vec::new(),
    };
    let linked = clause.copula.is_some();
    // "Began selling", "started as a shop".
    let inside =
        passage.clauses.iter().any(|c| c.governor == Some(frame.clause) && c.kind == ClauseKind::Complement);
    let as_what = frame.others.iter().any(|o| o.preposition.is_some_and(|p| passage.lemma(p) == "as"));
    if matches!(lemma, "begin" | "start") && (inside || as_what) {
        return Vec::new();
    }
    // "Came into being in 1972" is two clauses.
    let takes = |word: &str| {
        word == "-" || clause.tokens.clone().any(|t| passage.lemma(t) == word || passage.word(t) == word)
    };
    let mut found = Vec::new();
    let mut push = |state, who: Option<Who>, what: Option<Who>| {
        found.push(Beginning {
            frame,
            state,
            who,
            what,
            lemma,
            told,
            year,
            span: value.span.shift(placed.offset),
            clause: passage.span_of(clause.tokens.clone()).shift(placed.offset),
        });
    };
    let who = |token: Option<usize>| token.and_then(|t| parts::who(article, lexis, placed, frame, t));
    // "Holt, who took over in 2021".
    let relative = |t: &usize| passage.tokens.get(*t).is_some_and(|t| matches!(t.tag, Tag::Wp | Tag::Wdt));
    let stands_for = |t: usize| passage.antecedent(clause).filter(|_| relative(&t)).unwrap_or(t);
    let subject = frame.subject.map(|s| stands_for(s.token));
    if told == Told::By {
        for state in ["building", "founding", "opening"] {
            if let Some(thing) = who(subject) {
                push(state, Some(thing), None);
            }
        }
        return found;
    }
    let keys = [Some(lemma), linked.then_some("be")];
    let rows = keys.into_iter().flatten().filter_map(|key| Some((key, ROWS.get(key)?)));
    for (key, row) in rows.flat_map(|(key, rows)| rows.iter().map(move |row| (key, row))) {
        if row.begins != (told == Told::In) || !takes(row.with) {
            continue;
        }
        let link = key == "be";
        match row.known_by {
            "it" => {
                // "Took effect", "opened its doors".
                let idle = |t: &usize| row.with == "effect" || matches!(passage.lemma(*t), "door" | "gate");
                let object = frame.object.map(|o| o.token).filter(|t| !idle(t));
                let theme = object.or(subject).or_else(|| told_before(passage, frame));
                if let Some(thing) = who(theme) {
                    push(row.state, Some(thing), None);
                }
            }
            "who" => {
                let couple = subject.or(clause.subject).or(frame.object.map(|o| o.token));
                let plural =
                    couple.filter(|&t| matches!(passage.lemma(t), "couple" | "pair" | "two" | "they"));
                if let Some(thing) = who(plural) {
                    push(row.state, Some(thing), None);
                }
            }
            "in" => {
                let place = if link {
                    let case = passage.case_marker(frame.predicate).map(|c| passage.lemma(c));
                    let fits = matches!(
                        (row.state, case),
                        ("membership", Some("with")) | ("moving", Some("in" | "at"))
                    );
                    who(Some(frame.predicate).filter(|_| fits))
                } else {
                    place_of(passage, frame, row.state, &who)
                };
                if let (Some(one), Some(place)) = (who(subject), place) {
                    push(row.state, Some(one), Some(place));
                }
            }
            "own" => {
                let theme = if row.with == "family" { subject } else { frame.object.map(|o| o.token) };
                // "Came into the family" does not tell who bought it.
                let owner = if row.with == "family" { Some(Who::Any) } else { who(subject) };
                if let (Some(thing), Some(owner)) = (who(theme), owner) {
                    push(row.state, Some(thing), Some(owner));
                }
            }
            "post" => {
                let post = if link {
                    let bare = passage.case_marker(frame.predicate).is_none();
                    let noun = passage.tokens.get(frame.predicate).is_some_and(|t| t.tag == Tag::Nn);
                    who(Some(frame.predicate).filter(|_| bare && noun))
                } else {
                    post_of(passage, frame, lemma, &who)
                };
                if let (Some(one), Some(post)) = (who(clause.subject.map(stands_for).or(subject)), post) {
                    push(row.state, Some(one), Some(post));
                }
            }
            "lead" => {
                let object = frame.object.map(|o| o.token);
                let by_post = row.begins && row.with != "over";
                let led = if by_post { led_by_post(passage, frame) } else { object };
                // "Took over in 2021": what, the article tells elsewhere.
                let led = who(led).or_else(|| (row.with == "over" && object.is_none()).then_some(Who::Any));
                if let (Some(one), Some(led)) = (who(clause.subject.map(stands_for).or(subject)), led) {
                    push(row.state, Some(one), Some(led));
                }
            }
            "on" => {
                let project = project_of(passage, frame, row.begins);
                if let Some(thing) = who(project) {
                    push(row.state, Some(thing), None);
                }
            }
            _ => {}
        }
    }
    found
}

/// The one year that a clause tells, or that stands right behind it: when it was first run, in 1991.
fn year_of<'p>(passage: &'p Passage, frame: &FactFrame) -> Option<(&'p Value, i32)> {
    let clause = passage.clauses.get(frame.clause)?;
    let exact = |v: &&Value| v.bound == Bound::Exact;
    let year = |v: &'p Value| match &v.measure {
        Measure::Date(date) => date.year.map(|y| (v, i32::from(y))),
        Measure::Number if passage.word(v.tokens.start).len() == 4 && (1500.0..2100.0).contains(&v.low) => {
            Some((v, v.low as i32))
        }
        _ => None,
    };
    let own = |(v, _): &(&Value, i32)| {
        let at = passage.clause_of(v.tokens.start);
        let inner = at.and_then(|c| passage.clauses.get(c));
        let bare = inner.is_some_and(|c| c.governor == Some(frame.clause) && v.tokens.contains(&c.predicate));
        // "In 1997 style".
        let names = passage
            .tokens
            .get(v.tokens.start)
            .is_some_and(|t| matches!(t.relation, Relation::Nummod | Relation::Compound | Relation::Amod));
        let behind = (clause.tokens.end..=clause.tokens.end + 1).contains(&v.tokens.start);
        !names && (at == Some(frame.clause) || bare) || behind && passage.word(v.tokens.end) == ","
    };
    let mut years = passage.values.iter().filter(exact).filter_map(year).filter(own);
    years.next().filter(|_| years.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole() {
        let rows: Vec<_> = lines(include_str!("../data/state_beginnings.tsv")).collect();
        assert!(rows.iter().all(|row| row.split('\t').count() == 5));
    }
}
