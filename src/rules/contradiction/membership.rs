//! How many members a group has: "the six-member team", "all five members of the squad", "a panel of twelve".

use crate::article::{Article, Placed};
use crate::language::values::Value;
use crate::language::{Bound, Measure, Passage, Relation};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::scene::{self, Scenes, Stem};
use crate::rules::contradiction::{lexicon, sameness};
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

const GROUPS: &str = include_str!("../data/member_groups.txt");

static CLASSES: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let lines = GROUPS.lines().filter(|l| !l.starts_with('#')).enumerate();
    lines.flat_map(|(class, line)| line.split_whitespace().map(move |word| (word, class))).collect()
});

/// Nouns that count a group's members.
const MEMBERS: [&str; 6] = ["member", "man", "woman", "person", "judge", "juror"];
/// How many sizes of one kind of group are compared with a new one.
const NEAREST: usize = 12;
/// More sizes than this are a list of groups.
const DIFFERENT: usize = 3;

/// The size that an article gives to a group.
struct Size {
    number: f64,
    noun: usize,
    modifiers: Vec<Stem>,
    definite: bool,
    span: Span,
    paragraph: usize,
    sentence: usize,
    /// Whether its own words say that it is another group's, or one of another time.
    apart: bool,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, scenes, known, .. } = reading;
    let mut by_class: BTreeMap<usize, Vec<Size>> = BTreeMap::new();
    for (paragraph, placed) in article.paragraphs.iter().enumerate() {
        for (class, size) in known.told_at(Topic::Membership, (paragraph, 0), || read(placed, paragraph)) {
            by_class.entry(class).or_default().push(size);
        }
    }
    for (class, sizes) in by_class {
        let mut numbers: Vec<f64> = sizes.iter().map(|s| s.number).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        if numbers.len() > DIFFERENT {
            continue;
        }
        let mut earlier: Earlier<'_, Size> = Earlier::new(known, ("membership", class), NEAREST);
        for here in sizes {
            let paragraph = here.paragraph;
            // The first that was told.
            let clash =
                earlier.best(paragraph, |there| clashes(article, scenes, &here, there).then_some(0.0));
            if let Some(there) = clash {
                conflicts.push(conflict(article, &here, there));
            }
            earlier.push(paragraph, here);
        }
    }
}

fn clashes(article: &Article, scenes: &Scenes, here: &Size, there: &Size) -> bool {
    let scene = |s: &Size| scenes.get(s.paragraph, s.sentence);
    let (Some(a), Some(b)) = (scene(here), scene(there)) else { return false };
    let noun = |s: &Size| article.paragraphs.get(s.paragraph).map(|p| p.passage().lemma(s.noun).to_owned());
    // The same word, or a word that points back.
    let same = noun(here) == noun(there) || here.definite;
    here.number != there.number
        && (here.paragraph, here.sentence) != (there.paragraph, there.sentence)
        && here.definite
        && same
        && !here.apart
        && !there.apart
        && !a.at_other_time(b)
        && sameness::modifiers_agree(&here.modifiers, &there.modifiers)
}

fn conflict(article: &Article, here: &Size, there: &Size) -> Conflict {
    let side = |x: &Size| Side { span: x.span, words: x.span, voice: None };
    Conflict::of(article, side(here), side(there), "the group has two sizes")
}

/// The sizes that a paragraph tells, each with the class of its group.
fn read(placed: &Placed, paragraph: usize) -> Vec<(usize, Size)> {
    let passage = placed.passage();
    let mut found = Vec::new();
    let mut note = |number: f64, noun: usize, own: Range<usize>, from: usize, to: usize, definite: bool| {
        let Some(&class) = CLASSES.get(passage.lemma(noun)) else { return };
        let mut modifiers = sameness::modifiers(passage, noun);
        // The size itself is no modifier.
        let sizes: Vec<Stem> = own.map(|t| scene::stem(passage.lemma(t))).collect();
        modifiers.retain(|m| !sizes.contains(m));
        let size = Size {
            number,
            noun,
            modifiers,
            definite,
            span: passage.span_of(from..to).shift(placed.offset),
            paragraph,
            sentence: passage.sentence_of(noun).unwrap_or(0),
            apart: (from.saturating_sub(2)..to)
                .any(|t| lexicon::is_of_other_event(&passage.word(t).to_lowercase())),
        };
        found.push((class, size));
    };
    for token in 0..passage.tokens.len() {
        if let Some((number, end)) = compound(passage, token) {
            // "six-member Afghan team": the group is the noun after it.
            let noun = (end..end + 5).find(|&t| CLASSES.contains_key(passage.lemma(t)));
            let clear = |noun: usize| {
                (end..noun).all(|t| passage.tokens[t].tag.is_modifier() || passage.tokens[t].tag.is_noun())
            };
            if let Some(noun) = noun.filter(|&n| n < passage.tokens.len() && clear(n)) {
                note(number, noun, token..end, token, noun + 1, sameness::is_definite(passage, noun));
            }
        }
    }
    for value in passage.values.iter().filter(|v| v.bound == Bound::Exact && v.low == v.high) {
        match value.measure {
            Measure::Count { noun } if MEMBERS.contains(&passage.lemma(noun)) => {
                if let Some(group) = group_of(passage, noun)
                    && is_all(passage, value, noun)
                {
                    note(
                        value.low,
                        group,
                        value.tokens.clone(),
                        value.tokens.start,
                        value.tokens.end.max(group + 1).max(noun + 1),
                        true,
                    );
                }
            }
            // "a panel of twelve"
            Measure::Number | Measure::Count { .. } => {
                let Some(of) = value.tokens.start.checked_sub(1) else { continue };
                let people = match value.measure {
                    Measure::Count { noun } => MEMBERS.contains(&passage.lemma(noun)),
                    _ => matches!(
                        passage.word(value.tokens.end),
                        "." | "," | ";" | "" | "and" | "that" | "which" | "who"
                    ),
                };
                let noun = of.checked_sub(1).filter(|_| passage.word(of) == "of" && people);
                if let Some(noun) = noun {
                    let definite = sameness::is_definite(passage, noun);
                    note(value.low, noun, value.tokens.clone(), noun, value.tokens.end, definite);
                }
            }
            _ => {}
        }
    }
    found
}

/// "six-member", "six - member": the number and the token after it.
fn compound(passage: &Passage, token: usize) -> Option<(f64, usize)> {
    let word = passage.word(token).to_lowercase();
    let counts = |unit: &str| matches!(unit, "member" | "man" | "woman" | "person" | "strong" | "judge");
    if let Some((count, unit)) = word.split_once('-') {
        return counts(unit).then(|| number(count)).flatten().map(|n| (n, token + 1));
    }
    let joined = passage.word(token + 1) == "-" && counts(&passage.word(token + 2).to_lowercase());
    joined.then(|| number(&word)).flatten().map(|n| (n, token + 3))
}

fn number(word: &str) -> Option<f64> {
    crate::language::values::number_word(word)
}

/// "members of the squad", "the squad's members": the noun of the group.
fn group_of(passage: &Passage, members: usize) -> Option<usize> {
    let of = passage.dependents(members).find(|&t| {
        passage.tokens[t].relation == Relation::Nmod
            && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
    });
    let group = of.or_else(|| passage.possessor(members)).or_else(|| {
        // The parse may hang the phrase elsewhere.
        let near = passage.word(members + 1) == "of";
        near.then(|| (members + 2..members + 6).find(|&t| CLASSES.contains_key(passage.lemma(t)))).flatten()
    })?;
    CLASSES.contains_key(passage.lemma(group)).then_some(group)
}

/// Whether the number is that of all members: "all five members", "the five members", "its five members".
fn is_all(passage: &Passage, value: &Value, members: usize) -> bool {
    let before = value.tokens.start.checked_sub(1).map(|t| passage.word(t).to_lowercase());
    let determined =
        before.is_some_and(|w| matches!(w.as_str(), "all" | "the" | "its" | "their" | "’s" | "'s"));
    determined && passage.lemma(members) != "of"
}
