//! Everything that one descriptive phrase says: "a 34-year-old chemistry teacher", "a mother of three", "second-year art
//! major".

use crate::article::attribute::{FINAL_YEAR, Holder, Page, PostClass, Quality, age, lexicon, post};
use crate::article::entity::lexicon::{self as names, StateForm};
use crate::article::entity::spelling;
use crate::language::{Bound, Measure, NameKind, Passage, Tag};
use std::ops::Range;

/// Words behind a phrase that say so: "mayor from 2001 to 2005", "a nurse at the time".
const UNTIL: [&str; 6] = ["until", "from", "during", "when", "since", "before"];
/// How many tokens behind a phrase are looked at.
const REACH: usize = 3;

/// Notes what the phrase in `tokens` says of `holder`.
pub(super) fn describe(page: &mut Page<'_>, holder: Holder, tokens: Range<usize>) {
    let passage = page.placed.passage();
    let likened =
        (tokens.start.saturating_sub(2)..tokens.start).any(|t| matches!(passage.word(t), "as" | "like"));
    describe_as(page, Holder { current: holder.current && !likened, ..holder }, tokens);
}

/// The same where "as" in front of the phrase says that it is so: "works as *a nurse*".
pub(super) fn describe_as(page: &mut Page<'_>, holder: Holder, tokens: Range<usize>) {
    let passage = page.placed.passage();
    let told = holder;
    let holder = Holder { current: told.current && holds_now(passage, &tokens), ..told };
    for value in passage.values.iter().filter(|v| within(&v.tokens, &tokens)) {
        if value.measure == Measure::Age && value.bound == Bound::Exact {
            page.note(holder, Quality::Age(value.low, value.low), value.tokens.clone());
        }
    }
    for token in tokens.clone() {
        let word = spelling::fold(passage.word(token));
        let decades = word.ends_with("ties") || word == "teens";
        let of_word = || lexicon::ages(&word).filter(|_| !decades && passage.tokens[token].tag != Tag::Nns);
        if let Some((low, high)) = age::decade(passage, token) {
            // "In his late thirties" is not "the late".
            page.note(told, Quality::Age(low, high), token..token + 1);
        } else if let Some((low, high)) = of_word() {
            page.note(holder, Quality::Age(low, high), token..token + 1);
        }
        if let Some(town) = word.strip_suffix("-born") {
            page.note(holder, Quality::Birthplace(town.to_owned()), token..token + 1);
        }
        let of_place = match word.as_str() {
            "native" => Some(Quality::Birthplace as fn(String) -> Quality),
            "resident" => Some(Quality::Home as fn(String) -> Quality),
            _ => None,
        };
        if let Some(quality) = of_place
            && let Some((town, words)) = page.place_in(&tokens)
        {
            page.note(holder, quality(town), words);
        }
    }
    let body = page.body_in(&tokens, holder.entity);
    let post = post::read(passage, tokens.clone(), holder.title, body);
    if let Some(origin) = origin(passage, tokens.clone())
        && post.as_ref().is_none_or(|p| p.class == PostClass::Occupation)
        && !holder.title
    {
        page.note(holder, Quality::Origin(origin), tokens.clone());
    }
    if let Some(post) = post {
        if post.family == "student"
            && let Some(year) = study_year(passage, &tokens)
        {
            page.note(holder, Quality::StudyYear(year), tokens.clone());
        }
        page.note(holder, Quality::Post(post), tokens.clone());
    }
    if let Some((count, words)) = children(passage, &tokens) {
        page.note(holder, Quality::Children(count), words);
    }
    let party = tokens.clone().find_map(|t| {
        let partisan = lexicon::party(&spelling::fold(passage.word(t)))?;
        passage.word(t).starts_with(char::is_uppercase).then_some((t, partisan))
    });
    if let Some((at, party)) = party
        && is_membership(passage, at, &tokens)
    {
        page.note(holder, Quality::Party(party), tokens);
    }
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether a phrase tells what is, and not what was or may be.
fn holds_now(passage: &Passage, tokens: &Range<usize>) -> bool {
    let once = |t: usize| {
        let word = spelling::fold(passage.word(t));
        lexicon::is_once(&word)
            || word.starts_with("ex-")
            || word.starts_with("then-")
            || word.ends_with("-elect")
            || matches!(
                word.as_str(),
                "candidate" | "nominee" | "hopeful" | "contender" | "applicant" | "rival"
            )
    };
    let before = (tokens.start.saturating_sub(2)..tokens.start)
        .any(|t| once(t) || matches!(passage.word(t), "not" | "no"));
    let after = (tokens.end..tokens.end + REACH).take_while(|&t| passage.word(t) != ".").any(|t| {
        let next = passage.word(t + 1);
        UNTIL.contains(&passage.word(t)) && next.starts_with(|c: char| c.is_ascii_digit())
    });
    let until = tokens.clone().any(|t| matches!(passage.word(t), "until" | "who"));
    !before && !after && !until && !tokens.clone().any(once)
}

/// "the French skier": the state of a demonym before the head.
fn origin(passage: &Passage, tokens: Range<usize>) -> Option<&'static str> {
    let taught = tokens.clone().any(|t| lexicon::has_subject(&spelling::fold(passage.word(t))));
    let core = tokens
        .take_while(|&t| !matches!(passage.word(t), "of" | "for" | "in" | "to" | "at" | "with" | "from"));
    let mut found = None;
    for token in core {
        // "French-born", "Anglo-Irish" and "French and German" are not one.
        let word = spelling::fold(passage.word(token));
        if let Some((StateForm::Demonym, state)) = names::state(&word) {
            let subject = taught && lexicon::discipline(&word).is_some();
            if found.is_some() || passage.word(token + 1) == "and" || subject {
                return None;
            }
            found = Some(state);
        }
    }
    found
}

/// The year of study: "second-year", "final year", "freshman".
fn study_year(passage: &Passage, tokens: &Range<usize>) -> Option<u8> {
    // "in her final year" may stand behind the phrase.
    (tokens.start..tokens.end + 4).find_map(|t| {
        let word = spelling::fold(passage.word(t));
        let (first, year) = match word.split_once('-') {
            Some((first, "year")) => (first.to_owned(), true),
            _ => (word.clone(), spelling::fold(passage.word(t + 1)) == "year"),
        };
        match (first.as_str(), year) {
            ("freshman", _) => Some(1),
            ("sophomore", _) => Some(2),
            ("first", true) => Some(1),
            ("second", true) => Some(2),
            ("third", true) => Some(3),
            ("fourth", true) => Some(4),
            ("final" | "last", true) => Some(FINAL_YEAR),
            _ => None,
        }
    })
}

/// "mother of three", "father-of-two": the number and the tokens that say it.
fn children(passage: &Passage, tokens: &Range<usize>) -> Option<(f64, Range<usize>)> {
    let parent = |word: &str| {
        matches!(word, "mother" | "father" | "parent" | "mom" | "mum" | "dad" | "widow" | "widower")
    };
    for token in tokens.clone() {
        let word = spelling::fold(passage.word(token));
        if let Some((head, count)) = word.split_once("-of-")
            && parent(head)
        {
            return Some((number(count)?, token..token + 1));
        }
        if parent(&word) && passage.word(token + 1) == "of" {
            let value = passage.values.iter().find(|v| v.tokens.contains(&(token + 2)))?;
            let child = match value.measure {
                Measure::Number => true,
                Measure::Count { noun } => is_child(passage.lemma(noun)),
                _ => false,
            };
            return (child && value.bound == Bound::Exact && value.low == value.high)
                .then_some((value.low, token..value.tokens.end));
        }
    }
    None
}

/// Whether a noun means somebody's children, boys and girls alike.
pub(super) fn is_child(lemma: &str) -> bool {
    matches!(lemma, "child" | "kid" | "youngster")
}

fn number(word: &str) -> Option<f64> {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let at = words.iter().position(|w| *w == word);
    at.map(|at| at as f64 + 1.0).or_else(|| word.parse().ok())
}

/// Whether a party's word says that somebody is of it: "Republican senator", "a Democrat"; not "the Republican nomination".
fn is_membership(passage: &Passage, at: usize, tokens: &Range<usize>) -> bool {
    let next = spelling::fold(passage.word(at + 1));
    at + 1 == tokens.end && !passage.word(at).ends_with("ic")
        || matches!(names::role(names::title_in_full(&next)), Some((NameKind::Person, _)))
            && !matches!(
                next.as_str(),
                "leader" | "strategist" | "candidate" | "nominee" | "challenger" | "opponent"
            )
}
