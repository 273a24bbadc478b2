//! Votes and scores that do not agree: 52 to 48 here, 55 to 45 there; 24 votes to 21, a majority of eleven.
//!
//! Comes in: the sentences of an article. Goes out: pairs of a result (two numbers) and another result or a margin (one number).
//! A result that is told twice, as two different ones are, is one of several; so is a margin that some result bears out.

use crate::article::{Article, FactFrame, Modality};
use crate::language::values::small_number;
use crate::language::{Measure, NameKind, Passage, Value};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::{Known, Topic, mix};
use crate::rules::contradiction::lexis::{Item, Lexis};
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// How many earlier results and margins are compared with a new one.
const NEAREST: usize = 12;
/// What two have to share, in nats, to be of one vote or game.
const TELLING: f32 = 1.0;
/// How far words that say what two numbers are may stand from them.
const REACH: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Vote,
    Score,
}

static KINDS: LazyLock<BTreeMap<&'static str, Kind>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let (word, kind) = line.split_once('\t')?;
        match kind {
            "vote" => Some((word, Kind::Vote)),
            "score" => Some((word, Kind::Score)),
            _ => None,
        }
    };
    lines(include_str!("../data/tallies.tsv")).filter_map(row).collect()
});

/// Words by which numbers are shares, or a score on the way.
static SHARES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let rows = lines(include_str!("../data/tallies.tsv")).filter_map(|row| row.split_once('\t'));
    rows.filter(|(_, kind)| *kind == "share").map(|(word, _)| word).collect()
});

/// What is told of a vote or game.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Told {
    /// The greater number and the smaller one.
    Result(f64, f64),
    /// By how much the one is greater: the least and the most that the words allow.
    Margin(f64, f64),
    /// That nobody was against it.
    Unanimous,
    /// That neither side won.
    Level,
}

struct Tally<'a> {
    frame: &'a FactFrame,
    told: Told,
    /// What the clause speaks of.
    items: Vec<Item>,
    span: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut by_kind: BTreeMap<Kind, Vec<Tally<'_>>> = BTreeMap::new();
    for frames in article.frames.chunk_by(|a, b| (a.paragraph, a.sentence) == (b.paragraph, b.sentence)) {
        let Some(first) = frames.first() else { continue };
        for (kind, tally) in known.told(Topic::Tally, first, || read(article, lexis, frames)) {
            by_kind.entry(kind).or_default().push(tally);
        }
    }
    for (kind, tallies) in by_kind {
        let tellings: Vec<Telling> = tallies.iter().map(|t| Telling::of(article, t)).collect();
        let results: BTreeSet<(u64, u64)> = tallies
            .iter()
            .filter_map(|t| match t.told {
                Told::Result(a, b) => Some((a.to_bits(), b.to_bits())),
                _ => None,
            })
            .collect();
        let borne_out = |told: &Told| {
            results.iter().any(|(a, b)| {
                let (a, b) = (f64::from_bits(*a), f64::from_bits(*b));
                match *told {
                    Told::Result(..) => false,
                    Told::Margin(low, high) => (low..=high).contains(&(a - b)),
                    Told::Unanimous => b == 0.0,
                    Told::Level => a == b,
                }
            })
        };
        // Who votes and plays in the whole article is looked at too.
        let parties: Vec<_> = tellings.iter().map(|t| (t.print(known), t.result)).collect();
        let mut earlier: Earlier<'_, Tally<'_>> = Earlier::new(known, ("tally", kind, &parties), NEAREST);
        for here in tallies {
            let clash = earlier.nearest(here.frame.paragraph, |there| {
                !borne_out(&here.told)
                    && !borne_out(&there.told)
                    && clashes(article, lexis, scenes, &here, there, (kind, &tellings))
            });
            if let Some(there) = clash {
                let side = |t: &Tally<'_>| Side { span: t.span, words: t.span, voice: t.frame.voice };
                let about =
                    if kind == Kind::Vote { "the votes do not agree" } else { "the scores do not agree" };
                conflicts.push(Conflict::of(article, side(&here), side(there), about));
            }
            earlier.push(here.frame.paragraph, here);
        }
    }
}

/// Whether two cannot both be true of one vote or game; `results` is how many different ones the article tells.
fn clashes(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Tally<'_>,
    there: &Tally<'_>,
    (kind, tellings): (Kind, &[Telling]),
) -> bool {
    let (a, b) = (here.frame, there.frame);
    let Some((x, y)) = scenes.pair(a, b) else { return false };
    let years_apart = x.past_apart(y) || x.has_year() != y.has_year();
    if x.apart || y.apart || x.at_other_time(y) || x.dated_apart(y) || years_apart {
        return false;
    }
    let differ = match (here.told, there.told) {
        (Told::Result(a, b), Told::Result(c, d)) => (a, b) != (c, d),
        (Told::Result(a, b), Told::Margin(low, high)) | (Told::Margin(low, high), Told::Result(a, b)) => {
            !(low..=high).contains(&(a - b))
        }
        (Told::Result(_, against), Told::Unanimous) | (Told::Unanimous, Told::Result(_, against)) => {
            against > 0.0
        }
        (Told::Result(a, b), Told::Level) | (Told::Level, Told::Result(a, b)) => a != b,
        _ => false,
    };
    // A hundred members of parliament, six hundred of a party.
    let cast = |told: &Told| match told {
        Told::Result(a, b) => Some(a + b),
        _ => None,
    };
    let votes = cast(&here.told).zip(cast(&there.told));
    if kind == Kind::Vote && votes.is_some_and(|(a, b)| a.max(b) > 2.0 * a.min(b)) {
        return false;
    }
    let margin = [here.told, there.told].iter().any(|told| !matches!(told, Told::Result(..)));
    let (ours, theirs) = (Telling::of(article, here), Telling::of(article, there));
    // How many results are told of those whom these two name.
    let mut results: Vec<_> = tellings
        .iter()
        .filter(|t| !t.is_of_others(&ours) && !t.is_of_others(&theirs))
        .filter_map(|t| t.result)
        .collect();
    results.sort_unstable();
    results.dedup();
    let shared = lexis.overlap(&here.items, &there.items).shared;
    let whole = matches!(here.told, Told::Unanimous) || matches!(there.told, Told::Unanimous);
    // "The executive endorsed it by 14 votes to one. The members approved it by 312 to 288."
    let in_turn = !margin && a.paragraph == b.paragraph;
    if in_turn || whole && themes_differ(article, lexis, a, b) || voters_differ(article, a, b) {
        return false;
    }
    // Two results have to be tied together, where there are no more than these two; a margin has to fit the only result.
    differ
        && !ours.is_of_others(&theirs)
        && !lexis.contrast(&here.items, &there.items)
        && if margin { results.len() == 1 && shared > 0.0 } else { results.len() == 2 && shared >= TELLING }
}

/// Whether two bodies voted: *the Senate* voted 53-46, *the House* passed it 221-209.
fn voters_differ(article: &Article, a: &FactFrame, b: &FactFrame) -> bool {
    let body = |frame: &FactFrame| {
        let entity = frame.subject?.entity?;
        article.entities.get(entity).filter(|e| e.kind == NameKind::Organization).map(|_| entity)
    };
    body(a).zip(body(b)).is_some_and(|(a, b)| a != b)
}

/// Whether both votes are told to be on something, and not on one thing: for the budget, to rename the square.
fn themes_differ(article: &Article, lexis: &Lexis, a: &FactFrame, b: &FactFrame) -> bool {
    let themes = |frame: &FactFrame| -> Vec<Item> {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { return Vec::new() };
        let passage = placed.passage();
        let on = |o: &&crate::article::Argument| {
            o.preposition.is_some_and(|p| matches!(passage.lemma(p), "for" | "on" | "over" | "against"))
        };
        let brought_in = frame.others.iter().filter(on).map(|o| o.token);
        let below = passage.clauses.iter().filter(|c| c.governor == Some(frame.clause)).map(|c| c.predicate);
        let tokens = frame.object.map(|o| o.token).into_iter().chain(brought_in).chain(below);
        lexis.items(frame.paragraph, tokens)
    };
    let (ours, theirs) = (themes(a), themes(b));
    let alike = |x: &Item| theirs.iter().any(|y| lexis.likeness(*x, *y) >= 0.5);
    !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(alike)
}

/// Of whom a result or margin is told.
struct Telling {
    /// The bodies or sides that are named.
    named: Vec<Item>,
    /// The two numbers, as bits.
    result: Option<(u64, u64)>,
}

impl Telling {
    fn of(article: &Article, tally: &Tally<'_>) -> Self {
        let party = |item: &&Item| matches!(item, Item::Entity(e) if is_party(article, *e));
        let result = match tally.told {
            Told::Result(a, b) => Some((a.to_bits(), b.to_bits())),
            _ => None,
        };
        Self { named: tally.items.iter().filter(party).copied().collect(), result }
    }

    /// A number for the bodies or sides that other edits leave as it is.
    fn print(&self, known: &Known) -> u64 {
        let named = self.named.iter().map(|item| match item {
            Item::Entity(entity) => known.of_entity(*entity),
            Item::Word(_) => 0,
        });
        named.fold(0, mix)
    }

    /// Whether each names a body or side that the other does not: the House, the Senate.
    fn is_of_others(&self, other: &Self) -> bool {
        let another = |x: &Self, y: &Self| x.named.iter().any(|i| !y.named.contains(i));
        another(self, other) && another(other, self)
    }
}

/// Whether it is one that votes or plays.
fn is_party(article: &Article, entity: usize) -> bool {
    use crate::language::NameKind::{Group, Organization, Person, Place};
    article.entities.get(entity).is_some_and(|e| matches!(e.kind, Organization | Person | Place | Group))
}

/// Reads the results and margins of a sentence, of which `frames` are the clauses.
fn read<'a>(article: &Article, lexis: &Lexis, frames: &'a [FactFrame]) -> Vec<(Kind, Tally<'a>)> {
    let mut found = Vec::new();
    let Some(first) = frames.first() else { return found };
    let Some(placed) = article.paragraphs.get(first.paragraph) else { return found };
    let passage = placed.passage();
    let Some(sentence) = passage.sentences.get(first.sentence).map(|s| s.tokens.clone()) else {
        return found;
    };
    // Shares of voters and of those who were asked are no votes; "led 2-0 at half-time" is no result.
    if sentence.clone().any(|t| SHARES.contains(passage.lemma(t).to_lowercase().as_str())) {
        return found;
    }
    let mut note = |told: Told, tokens: Range<usize>, about: Range<usize>, kind: Kind| {
        let clause = passage.clause_of(tokens.start);
        // "And the Senate 21 to 14" has no verb of its own.
        let frame = frames.iter().find(|f| Some(f.clause) == clause).unwrap_or(first);
        // "Will arrive there with a cushion of 7,000 votes" tells how many there were.
        let margin = matches!(told, Told::Margin(..)) && frame.modality == Modality::Future;
        if frame.negated || frame.modality != Modality::Stated && !margin {
            return;
        }
        let beside = about.filter(|t| !tokens.contains(t));
        let span = passage.span_of(tokens.clone()).shift(placed.offset);
        found.push((kind, Tally { frame, told, items: lexis.items(frame.paragraph, beside), span }));
    };
    let pairs: Vec<_> = sentence.clone().filter_map(|t| pair(passage, t)).collect();
    // "The House 88 to 55 and the Senate 21 to 14": each takes the words between it and the one before.
    let mut from = sentence.start;
    let mut last = None;
    for (left, right, tokens) in &pairs {
        let about = if pairs.len() == 1 { sentence.clone() } else { from..tokens.end };
        let Some(kind) = kind_at(passage, &sentence, tokens).or(last) else { continue };
        note(Told::Result(left.max(*right), left.min(*right)), tokens.clone(), about, kind);
        (from, last) = (tokens.end, Some(kind));
    }
    if !pairs.is_empty() {
        return found;
    }
    for token in sentence.clone() {
        let here = token..token + 1;
        if passage.lemma(token).starts_with("unanimous")
            && kind_at(passage, &sentence, &here) == Some(Kind::Vote)
        {
            note(Told::Unanimous, here, sentence.clone(), Kind::Vote);
        } else if is_level(passage, token) {
            note(Told::Level, here, sentence.clone(), Kind::Score);
        }
    }
    for value in passage.values.iter().filter(|v| sentence.contains(&v.tokens.start)) {
        if let Some((told, tokens)) = totals(passage, &sentence, value) {
            note(told, tokens, sentence.clone(), Kind::Vote);
        } else if let Some((kind, low, high)) = margin(passage, value) {
            note(Told::Margin(low, high), value.tokens.clone(), sentence.clone(), kind);
        }
    }
    found
}

/// Words by which neither side of a game won, each with a word that has to follow or "-".
static LEVEL: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    lines(include_str!("../data/level_scores.tsv")).filter_map(|row| row.split_once('\t')).collect()
});

/// Whether a word says that neither side won: drew with, ended level, Saturday's draw.
fn is_level(passage: &Passage, token: usize) -> bool {
    let lemma = passage.lemma(token).to_lowercase();
    let noun = passage.tokens.get(token).is_some_and(|t| t.tag.is_noun());
    let drawn = || {
        passage
            .dependents(token)
            .map(|t| passage.lemma(t))
            .any(|word| matches!(word, "goalless" | "scoreless" | "home" | "away" | "Saturday" | "Sunday"))
    };
    let followed = |word: &str| (token + 1..token + 3).any(|t| passage.lemma(t) == word);
    noun && lemma == "draw" && drawn()
        || !noun && LEVEL.iter().any(|(verb, word)| *verb == lemma && followed(word))
}

/// A number in digits without a sign.
fn number(word: &str) -> Option<f64> {
    let digits = word.bytes().all(|b| b.is_ascii_digit() || b == b',')
        && word.starts_with(|c: char| c.is_ascii_digit());
    digits.then(|| word.replace(',', "").parse().ok()).flatten()
}

/// Two numbers as votes and scores are written, from this token on: "52-48", "52 to 48", "24 votes to 21".
fn pair(passage: &Passage, at: usize) -> Option<(f64, f64, Range<usize>)> {
    let word = passage.word(at);
    if let Some((left, right)) = word.split_once(['-', '–']) {
        let (left, right) = (number(left)?, number(right)?);
        // 2014-15 is a season.
        return (left < 1500.0).then_some((left, right, at..at + 1));
    }
    // "By eight votes to three", "by 11 to four".
    let in_words = |t: usize| small_number(&passage.word(t).to_lowercase());
    let voted = matches!(passage.lemma(at + 1), "vote" | "ballot");
    let left = number(word).or_else(|| in_words(at).filter(|_| voted))?;
    let before = at.checked_sub(1).map_or("", |b| passage.word(b)).to_lowercase();
    if matches!(before.as_str(), "from" | "between" | "$" | "£" | "€" | "about" | "some") || left >= 1e7 {
        return None;
    }
    let joint = at + 1 + usize::from(voted);
    let right = number(passage.word(joint + 1))
        .or_else(|| in_words(joint + 1))
        .filter(|_| matches!(passage.word(joint), "to" | "-" | "–"))?;
    let (end, next) = (joint + 2, passage.lemma(joint + 2));
    // "5 to 10 people", "50 to 60 miles"; the greater number comes first where it is a vote.
    let unit = passage.tokens.get(end).is_some_and(|t| t.tag.is_noun())
        && !matches!(next, "vote" | "ballot" | "win" | "victory" | "defeat" | "loss");
    (!unit && left >= right).then_some((left, right, at..end))
}

/// What two numbers are by the words around them.
fn kind_at(passage: &Passage, sentence: &Range<usize>, tokens: &Range<usize>) -> Option<Kind> {
    let near = tokens.start.saturating_sub(REACH).max(sentence.start)..(tokens.end + REACH).min(sentence.end);
    let mut found = near.filter_map(|t| KINDS.get(passage.lemma(t).to_lowercase().as_str()).copied());
    let first = found.next()?;
    // "Won the vote".
    Some(found.fold(first, |a, b| if b == Kind::Vote { b } else { a }))
}

/// "Won with 17,912 votes, ahead of Hale on 13,406": the votes of the first two.
fn totals(passage: &Passage, sentence: &Range<usize>, value: &Value) -> Option<(Told, Range<usize>)> {
    let Measure::Count { noun } = value.measure else { return None };
    if passage.lemma(noun) != "vote" || value.low < 50.0 || value.low != value.high {
        return None;
    }
    let later = (value.tokens.end..sentence.end.min(value.tokens.end + 2 * REACH)).find_map(|t| {
        let before = passage.word(t.checked_sub(1)?);
        number(passage.word(t))
            .filter(|n| *n >= 50.0 && matches!(before, "on" | "to" | "with" | "'s" | "’s" | "for"))
            .map(|n| (n, t))
    })?;
    let told = Told::Result(value.low.max(later.0), value.low.min(later.0));
    Some((told, value.tokens.start..later.1 + 1))
}

/// "A majority of eleven", "by 20 votes", "an 11-vote margin".
fn margin(passage: &Passage, value: &Value) -> Option<(Kind, f64, f64)> {
    use crate::language::Bound::{About, AtLeast, AtMost, Exact, LessThan, MoreThan};
    let unit = match value.measure {
        Measure::Count { noun } => passage.lemma(noun),
        Measure::Number => "",
        _ => return None,
    };
    let kind = match unit {
        "vote" | "ballot" => Kind::Vote,
        "point" | "goal" | "run" | "try" | "basket" => Kind::Score,
        "" => Kind::Vote,
        _ => return None,
    };
    let before = value.tokens.start.checked_sub(1)?;
    let named = || {
        let noun = before.checked_sub(1).map(|t| passage.lemma(t).to_lowercase())?;
        matches!(noun.as_str(), "majority" | "margin" | "cushion" | "plurality").then_some(())
    };
    let by = passage.word(before).eq_ignore_ascii_case("by") && !unit.is_empty();
    let of = matches!(passage.word(before), "of") && named().is_some();
    // "Fell by two points" is no margin.
    let verb =
        passage.clause_of(value.tokens.start).and_then(|c| passage.clauses.get(c)).map(|c| c.predicate);
    let told = verb.is_some_and(|v| KINDS.contains_key(passage.lemma(v)));
    let wanted =
        verb.is_some_and(|v| matches!(passage.lemma(v), "lack" | "need" | "require" | "seek" | "want"));
    if wanted || !(of || by && told) {
        return None;
    }
    let (low, high) = match value.bound {
        Exact => (value.low, value.high),
        About => (value.low * 0.9, value.high * 1.1),
        AtLeast | MoreThan => (value.low, f64::INFINITY),
        AtMost | LessThan => (0.0, value.high),
        _ => return None,
    };
    Some((kind, low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_well_formed() {
        let rows: Vec<_> = lines(include_str!("../data/tallies.tsv")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(KINDS.len() + SHARES.len(), rows.len());
    }
}
