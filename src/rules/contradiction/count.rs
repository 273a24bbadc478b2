//! Numbers of the same counted thing in the same event.

use crate::article::{Article, FactFrame, Modality};
use crate::language::{Bound, Measure, Passage, Relation, Tag, Value};
use crate::rules::contradiction::conflict::{Conflict, clip, one_line};
use crate::rules::contradiction::lexicon::{self, DeedRole};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::{self, Scenes, Stem};
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};

/// How much two sentences must share beside the counted thing to speak of one event, in nats.
const ANCHOR: f64 = 1.3;
/// From how many counts of one thing on only neighbours are compared: a list of results is no story.
const CROWD: usize = 24;

/// More different numbers of one thing than this are a list of results.
const DIFFERENT: usize = 3;

/// One count: so many of something.
struct Count<'a> {
    frame: &'a FactFrame,
    /// Deed class, or lemma of the noun.
    noun: &'a str,
    low: f64,
    high: f64,
    exact: bool,
    modifiers: Vec<Stem>,
    predicate: &'a str,
    definite: bool,
    span: Span,
    sentence: Span,
    deed: bool,
}

pub(super) fn find(article: &Article, scenes: &Scenes, conflicts: &mut Vec<Conflict>) {
    let mut by_key: BTreeMap<&str, Vec<Count<'_>>> = BTreeMap::new();
    let mut first_frame = 0;
    for (index, placed) in article.paragraphs.iter().enumerate() {
        let passage = placed.passage();
        let frames = article.frames.get(first_frame..).unwrap_or(&[]);
        let count = frames.iter().take_while(|f| f.paragraph == index).count();
        let frames = &frames[..count];
        first_frame += count;
        let mut roles: HashMap<usize, Vec<(usize, DeedRole)>> = HashMap::new();
        for (number, frame) in frames.iter().enumerate() {
            for (argument, role) in [(frame.subject, DeedRole::Subject), (frame.object, DeedRole::Object)] {
                if let Some(argument) = argument {
                    roles.entry(argument.token).or_default().push((number, role));
                }
            }
        }
        for value in &passage.values {
            read(passage, placed.offset, value, frames, &roles, &mut by_key);
        }
    }
    for counts in by_key.values().filter(|counts| !is_distribution(counts)) {
        let mut told: Vec<usize> = Vec::new();
        for (at, here) in counts.iter().enumerate() {
            for (before, there) in counts[..at].iter().enumerate().rev().take(CROWD) {
                if told.contains(&at) || told.contains(&before) {
                    continue;
                }
                if let Some(conflict) = compare(article, scenes, here, there) {
                    told.push(at);
                    conflicts.push(conflict);
                }
            }
        }
    }
}

/// Whether so many different numbers of one thing stand in the article that it lists results: votes of parties, dead of
/// years.
fn is_distribution(counts: &[Count<'_>]) -> bool {
    let mut numbers: Vec<f64> = counts.iter().map(|c| c.low).collect();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    numbers.len() > DIFFERENT
}

fn read<'a>(
    passage: &'a Passage,
    offset: usize,
    value: &Value,
    frames: &'a [FactFrame],
    roles: &HashMap<usize, Vec<(usize, DeedRole)>>,
    by_key: &mut BTreeMap<&'a str, Vec<Count<'a>>>,
) {
    let head = match value.measure {
        Measure::Count { noun } => noun,
        Measure::Number => value.tokens.start,
        _ => return,
    };
    if is_part(passage, value, head) {
        return;
    }
    let lemma = passage.lemma(head);
    let counted = matches!(value.measure, Measure::Count { .. });
    let played = roles.get(&head).map_or(&[][..], Vec::as_slice);
    let by_deed = played.iter().find_map(|&(number, role)| {
        let frame = frames.get(number)?;
        let class = lexicon::deeds(passage.lemma(frame.predicate)).iter().find(|d| d.1 == role)?.0;
        Some((frame, class))
    });
    let itself = || {
        let class = lexicon::deeds(lemma).iter().find(|d| d.1 == DeedRole::Itself)?.0;
        frames.get(passage.clause_of(head)?).map(|frame| (frame, class))
    };
    let people = !counted
        || lexicon::is_people(lemma)
        || lexicon::deeds(lemma).iter().any(|d| d.1 == DeedRole::Itself);
    let (frame, noun, deed) = match by_deed.filter(|_| people).or_else(itself) {
        Some((frame, class)) => (frame, class, true),
        None if counted => {
            let Some(frame) = passage.clause_of(head).and_then(|c| frames.get(c)) else { return };
            (frame, lemma, false)
        }
        None => return,
    };
    if frame.negated || frame.modality != Modality::Stated {
        return;
    }
    let (low, high) = value.bounds();
    let whole = if counted { passage.phrase_span(head) } else { value.span };
    let head_start = passage.tokens.get(head).map_or(value.span.start, |t| t.span.start);
    by_key.entry(noun).or_default().push(Count {
        frame,
        noun: lemma,
        low,
        high,
        exact: value.bound == Bound::Exact,
        modifiers: sameness::modifiers(passage, head),
        predicate: passage.lemma(frame.predicate),
        definite: sameness::is_definite(passage, head),
        span: Span::new(value.span.start.min(head_start), whole.end.max(value.span.end)).shift(offset),
        sentence: frame.span,
        deed,
    });
}

/// Whether the number counts a part, a rate or something else again: two of them, another five, five each.
fn is_part(passage: &Passage, value: &Value, head: usize) -> bool {
    let sentence = passage.sentence_of(head).and_then(|s| passage.sentences.get(s));
    let start = sentence.map_or(0, |s| s.tokens.start);
    let around = value.tokens.start.saturating_sub(3).max(start)..value.tokens.end + 2;
    let word = |t: usize| passage.word(t).to_lowercase();
    let next = value.tokens.end;
    let partitive = word(next) == "of" && passage.tokens.get(head).is_none_or(|t| t.tag == Tag::Cd);
    partitive
        || around.clone().any(|t| t < value.tokens.start && matches!(word(t).as_str(), "of" | "among" | "than" if word(t) != "than") && matches!(word(t + 1).as_str(), "them" | "whom"))
        || around.clone().any(|t| {
            matches!(
                word(t).as_str(),
                "another" | "other" | "others" | "further" | "additional" | "first" | "last" | "next" | "each" | "per" | "every" | "remaining" | "those" | "these" | "including" | "one-time" | "more"
                    if !(word(t) == "more" && (word(t + 1) == "than" || t >= next))
            )
        })
        || passage.dependents(head).any(|d| passage.tokens.get(d).is_some_and(|t| t.relation == Relation::Det && !matches!(word(d).as_str(), "the" | "all")))
}

fn compare(article: &Article, scenes: &Scenes, here: &Count<'_>, there: &Count<'_>) -> Option<Conflict> {
    if here.sentence == there.sentence {
        return None;
    }
    let (a, b) = (
        scenes.get(here.frame.paragraph, here.frame.sentence)?,
        scenes.get(there.frame.paragraph, there.frame.sentence)?,
    );
    if a.apart || b.apart || a.at_other_time(b) {
        return None;
    }
    let apart = here.low > there.high || there.low > here.high;
    if !apart || !(here.exact || there.exact || here.low > there.high * 1.2 || there.low > here.high * 1.2) {
        return None;
    }
    if !sameness::modifiers_agree(&here.modifiers, &there.modifiers) {
        return None;
    }
    if here.deed {
        let people = |c: &Count<'_>| {
            lexicon::is_people(c.noun)
                || lexicon::deeds(c.noun).iter().any(|d| d.1 == DeedRole::Itself)
                || !c.noun.chars().all(char::is_alphabetic)
        };
        if here.noun != there.noun && !(people(here) && people(there)) {
            return None;
        }
    } else if !(sameness::one_sense(here.predicate, there.predicate) || here.definite || there.definite) {
        return None;
    }
    let noun = scene::stem(here.noun);
    let both = a.stems.binary_search(&noun).is_ok() && b.stems.binary_search(&noun).is_ok();
    let own = if both { scenes.weight(noun) } else { 0.0 };
    let shared = scenes.shared(a, b) - own;
    if shared < ANCHOR {
        return None;
    }
    let says = |c: &Count<'_>| clip(&one_line(c.span.of(article.text())));
    Some(Conflict {
        here: here.span,
        there: there.span,
        voices: (here.frame.voice, there.frame.voice),
        parties: None,
        says: (says(here), says(there)),
        about: "the numbers do not agree".to_owned(),
    })
}
