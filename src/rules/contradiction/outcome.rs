//! An outcome that a noun takes for known: *the refusal*, where the licence was granted; *October's rise*, where prices fell in October.
//!
//! Comes in: the words of the list of opposites in an article. Goes out: conflicts. A definite noun that names nothing it was done to
//! points back to what was told. Where every word of the article for such an outcome is of the opposite, and a clause states that one, one
//! of the two is wrong.

use crate::article::{Article, FactFrame, Modality};
use crate::language::{Clause, Measure, Passage, Relation, Tag};
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::nominal;
use crate::rules::contradiction::referent::ONE;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::{Reading, change_of};
use crate::rules::word_list::lines;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

static OUTCOMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/outcomes.txt")).collect());

/// A word of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    token: usize,
    row: u16,
    side: i8,
    how: How,
}

/// How a word tells of its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// As the predicate of its clause.
    Stated,
    /// As one that tells what goes on beside another: *carrying* boots.
    Going,
    /// As a noun that takes it for known and names nothing it was done to, with whose it is: *October*'s rise.
    Known(Option<usize>),
    /// Otherwise.
    Beside,
}

/// The words of a paragraph.
struct Words(Vec<Word>);

/// A word of an article.
#[derive(Clone, Copy)]
struct Told<'a> {
    word: Word,
    paragraph: usize,
    frame: Option<&'a FactFrame>,
}

impl Told<'_> {
    /// Which side it speaks for, with what is denied on the other.
    fn side(&self) -> i8 {
        match (self.word.how, self.frame) {
            (How::Stated | How::Going, Some(frame)) if frame.negated => -self.word.side,
            _ => self.word.side,
        }
    }

    fn is_predicate(&self) -> bool {
        matches!(self.word.how, How::Stated | How::Going)
    }

    /// Whether it says that it was so, as far as a clause tells.
    fn is_so(&self) -> bool {
        !self.is_predicate() || self.frame.is_some_and(|f| f.modality == Modality::Stated)
    }

    /// Whether what it tells may have come to what the other is told of: no clause says that it came to something else.
    fn may_be_of(&self, lexis: &Lexis, other: &Told<'_>) -> bool {
        let things = |told: &Told<'_>| {
            let paragraph = told.paragraph;
            let parts = told.frame.into_iter().flat_map(|f| f.object.into_iter().chain(f.subject));
            parts.filter_map(|part| lexis.item(paragraph, part.token)).collect::<Vec<_>>()
        };
        let (ours, theirs) = (things(self), things(other));
        !self.is_predicate()
            || ours.is_empty()
            || ours.iter().any(|&a| theirs.iter().any(|&b| lexis.likeness(a, b) >= ONE))
    }

    /// Whether it states that it was so.
    fn states(&self) -> bool {
        self.word.how == How::Stated && self.frame.is_some_and(|f| f.modality == Modality::Stated)
    }
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, .. } = reading;
    let mut by_row: BTreeMap<u16, Vec<Told<'_>>> = BTreeMap::new();
    let mut frames = article.frames.as_slice();
    for (paragraph, placed) in article.paragraphs.iter().enumerate() {
        let own = frames.partition_point(|f| f.paragraph <= paragraph);
        let (clauses, rest) = frames.split_at(own);
        frames = rest;
        for &word in &placed.paragraph.derived.get(|| Words(read(placed.passage()))).0 {
            let clause = placed.passage().clause_of(word.token);
            let frame = clauses.iter().find(|f| Some(f.clause) == clause);
            by_row.entry(word.row).or_default().push(Told { word, paragraph, frame });
        }
    }
    for told in by_row.values() {
        let known = |told: &Told<'_>| matches!(told.word.how, How::Known(_));
        let Some((at, here)) = told.iter().enumerate().find(|(_, word)| known(word)) else { continue };
        let How::Known(owner) = here.word.how else { continue };
        let month = owner.and_then(|owner| month(article, here, owner));
        let meant = |other: &Told<'_>| month.is_none_or(|month| is_of(article, other, month));
        let of_side = |other: &Told<'_>| other.side() == here.side();
        let stated = told[..at].iter().find(|other| !of_side(other) && other.states() && meant(other));
        let Some(there) = stated else { continue };
        let against = |other: &Told<'_>| {
            of_side(other) && !known(other) && meant(other) && other.is_so() && other.may_be_of(lexis, there)
        };
        if told.iter().any(against) {
            continue;
        }
        let owned = |there: &Told<'_>| {
            let owner = owner.filter(|_| month.is_none());
            owner.is_none_or(|owner| speaks_of(article, lexis, there, (here.paragraph, owner)))
        };
        if owned(there) && !are_apart(scenes, here, there) && !is_told_before(article, here) {
            conflicts.push(conflict(article, here, there));
        }
    }
}

/// The month or weekday whose outcome it is: *October*'s rise.
fn month<'a>(article: &'a Article, told: &Told<'_>, owner: usize) -> Option<&'a str> {
    let passage = article.paragraphs.get(told.paragraph)?.passage();
    let dated =
        passage.values.iter().any(|v| v.tokens.contains(&owner) && matches!(v.measure, Measure::Date(_)));
    dated.then(|| passage.lemma(owner))
}

/// Whether the sentence of a word names a month or weekday.
fn is_of(article: &Article, told: &Told<'_>, month: &str) -> bool {
    let passage = article.paragraphs.get(told.paragraph).map(|p| p.passage());
    let sentence = passage.and_then(|p| p.sentences.get(p.sentence_of(told.word.token)?));
    passage.zip(sentence).is_some_and(|(p, s)| s.tokens.clone().any(|t| p.lemma(t) == month))
}

/// Whether a clause speaks of somebody or something, by paragraph and token: the *bond*'s passage, a *bond* proposal went down.
fn speaks_of(article: &Article, lexis: &Lexis, there: &Told<'_>, (paragraph, owner): (usize, usize)) -> bool {
    let Some(passage) = article.paragraphs.get(there.paragraph).map(|p| p.passage()) else { return false };
    let Some(owner) = lexis.item(paragraph, owner) else { return false };
    let own = there.frame.into_iter().flat_map(|frame| lexis::own_tokens(passage, frame.clause));
    let mut items = own.filter_map(|t| lexis.item(there.paragraph, t));
    items.any(|item| lexis.likeness(item, owner) >= ONE)
}

/// Whether the sentences set the two apart.
fn are_apart(scenes: &Scenes, here: &Told<'_>, there: &Told<'_>) -> bool {
    let pair = here.frame.zip(there.frame).and_then(|(a, b)| scenes.pair(a, b));
    pair.is_none_or(|(a, b)| a.apart || b.apart || a.at_other_time(b) || !a.years_agree(b))
}

/// Whether the noun's sentence or the one before tells what had been: they *had voted* for it, and the approval was unanimous.
fn is_told_before(article: &Article, here: &Told<'_>) -> bool {
    let Some(passage) = article.paragraphs.get(here.paragraph).map(|p| p.passage()) else { return true };
    let Some(sentence) = passage.sentence_of(here.word.token) else { return true };
    let near = |clause: &Clause| {
        passage.sentence_of(clause.predicate).is_some_and(|s| s == sentence || s + 1 == sentence)
    };
    passage
        .clauses
        .iter()
        .enumerate()
        .any(|(number, clause)| near(clause) && lexis::was_before(passage, number))
}

fn conflict(article: &Article, here: &Told<'_>, there: &Told<'_>) -> Conflict {
    let side = |told: &Told<'_>| {
        let placed = article.paragraphs.get(told.paragraph);
        let phrase = |placed: &crate::article::Placed| {
            let passage = placed.passage();
            let words = match told.word.how {
                How::Stated => {
                    let clause = told.frame.and_then(|f| passage.clauses.get(f.clause));
                    clause.map_or(0..0, |c| c.tokens.clone())
                }
                _ => passage.phrase(told.word.token),
            };
            passage.span_of(words).shift(placed.offset)
        };
        let span = placed.map(phrase).unwrap_or_default();
        Side { span, words: span, voice: told.frame.and_then(|f| f.voice) }
    };
    Conflict::of(article, side(here), side(there), "the outcome was the opposite")
}

fn read(passage: &Passage) -> Vec<Word> {
    let mut words = Vec::new();
    for (token, read) in passage.tokens.iter().enumerate() {
        let open = read.tag.is_noun() || read.tag.is_verb() || read.tag.is_modifier();
        if !open || read.tag.is_proper() {
            continue;
        }
        let Some(clause) = passage.clause_of(token) else { continue };
        let end = passage.clauses.get(clause).map_or(token, |c| c.tokens.end);
        let predicate =
            read.tag.is_verb() && passage.clauses.get(clause).is_some_and(|c| c.predicate == token);
        let how = match () {
            () if predicate && read.tag == Tag::Vbg => How::Going,
            () if predicate => How::Stated,
            // "Recommended approval".
            () if read.tag.is_noun() && nominal::is_unsettled(passage, token) => continue,
            () if is_outcome(passage, token) => How::Known(passage.owner(token)),
            () => How::Beside,
        };
        let lemma = passage.lemma(token);
        let form = passage.word(token).to_lowercase();
        let verb = lexicon::verb_of(lemma);
        let forms = [Some(lemma), Some(form.as_str()).filter(|form| *form != lemma), verb];
        for form in forms.into_iter().flatten() {
            for phrase in lexicon::phrases(passage, form, token, end) {
                let word = Word { token, row: phrase.sense.row, side: phrase.sense.side, how };
                if !phrase.sense.in_turn && !words.contains(&word) {
                    words.push(word);
                }
            }
        }
    }
    words
}

/// Whether a noun takes an outcome for known and names nothing that it came to: *the* refusal, *the board's* apology.
fn is_outcome(passage: &Passage, noun: usize) -> bool {
    let Some(read) = passage.tokens.get(noun) else { return false };
    let relation = |t: usize| passage.tokens.get(t).map(|t| t.relation);
    let narrowed = passage.dependents(noun).any(|t| match relation(t) {
        Some(Relation::Acl | Relation::AclRelcl | Relation::Amod | Relation::Compound) => true,
        // "This defeat" is the one told last.
        Some(Relation::Det) => matches!(passage.lemma(t), "this" | "that"),
        Some(Relation::Nmod) => passage.case_marker(t).is_none_or(|c| passage.lemma(c) != "to"),
        _ => false,
    });
    let lemma = passage.lemma(noun);
    // "The increase" may be one of anything, "October's rise" is that of the story.
    let dated = |t: usize| {
        passage.values.iter().any(|v| v.tokens.contains(&t) && matches!(v.measure, Measure::Date(_)))
    };
    let change = || change_of(lemma).is_some() && passage.owner(noun).is_some_and(dated);
    (OUTCOMES.contains(lemma) || change())
        && read.tag == Tag::Nn
        && read.relation != Relation::Compound
        && !narrowed
        && nominal::is_told(passage, noun)
}
