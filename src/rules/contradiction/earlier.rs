//! The earlier places that a new one is compared with, and what came of it when they were compared last.
//!
//! Comes in: places of one kind in reading order. Goes out: for each the earlier one that clashes with it. While a document
//! is edited the answers are kept ([`crate::article::Memory::of_document`]) under a number that covers all that a comparison looks
//! at: the two paragraphs, who is who in them, whose word their clauses are, how much their words tell. So an edit compares
//! only the pairs that its paragraph takes part in, and the answers are those of a fresh comparison.

use crate::article::{Article, EntityId};
use crate::rules::contradiction::lexis::{Item, Lexis};
use crate::rules::contradiction::scene::Scenes;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter::Rev;
use std::slice::Iter;
use std::sync::{Arc, Mutex, PoisonError};

/// What comparisons of one document gave, by the numbers of what was compared: the place of the clashing candidate among
/// the candidates, `None` where no candidate clashes.
#[derive(Debug, Default)]
struct Answers {
    last: HashMap<u64, Option<u32>>,
    now: HashMap<u64, Option<u32>>,
}

/// What comparisons gave before.
pub(super) struct Known {
    /// By paragraph: a number that changes with anything in it that comparisons look at.
    prints: Vec<u64>,
    /// By entity.
    entities: Vec<u64>,
    answers: Option<Arc<Mutex<Answers>>>,
}

/// One number of two.
fn mix(seed: u64, value: u64) -> u64 {
    let mixed = (seed.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

/// A number for any value, the same within one run of the program.
fn print_of(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl Known {
    /// What is known of the document that the article was read from; nothing where nobody edits it.
    pub(super) fn of(article: &Article, lexis: &Lexis, scenes: &Scenes) -> Self {
        let Some(carried) = &article.carried else {
            return Self { prints: Vec::new(), entities: Vec::new(), answers: None };
        };
        let answers = carried.get(|| Mutex::new(Answers::default()));
        {
            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.last = std::mem::take(&mut answers.now);
        }
        let entities = entity_prints(article);
        Self { prints: prints(article, lexis, scenes, &entities), entities, answers: Some(answers) }
    }

    /// A number for an entity that other edits leave as it is.
    pub(super) fn of_entity(&self, entity: EntityId) -> u64 {
        self.entities.get(entity).copied().unwrap_or_default()
    }

    /// Forgets what this reading did not ask for.
    pub(super) fn finish(&self) {
        if let Some(answers) = &self.answers {
            answers.lock().unwrap_or_else(PoisonError::into_inner).last = HashMap::new();
        }
    }

    /// The answer under a number: the one of the last reading, or what `find` gives.
    fn recall(&self, number: impl FnOnce() -> u64, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
        let Some(answers) = &self.answers else { return find() };
        let number = number();
        let before = {
            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.now.get(&number).copied().or_else(|| {
                let before = answers.last.remove(&number)?;
                answers.now.insert(number, before);
                Some(before)
            })
        };
        // Not under the lock: comparing is the long part.
        let answer = before.unwrap_or_else(|| {
            let found = find().map(|at| at as u32);
            answers.lock().unwrap_or_else(PoisonError::into_inner).now.insert(number, found);
            found
        });
        answer.map(|at| at as usize)
    }
}

/// The prints of all paragraphs.
fn prints(article: &Article, lexis: &Lexis, scenes: &Scenes, entities: &[u64]) -> Vec<u64> {
    let entity = |id: EntityId| entities.get(id).copied().unwrap_or_default();
    let day = print_of(article.published.map(|d| (d.year(), d.month(), d.day())));
    let voices = voice_prints(article, entity);
    let mut mentions = article.mentions.iter().peekable();
    let mut frames = article.frames.iter().peekable();
    let print = |(index, placed): (usize, &crate::article::Placed)| {
        let mut print = mix(day, placed.paragraph.print);
        while let Some(mention) = mentions.next_if(|m| m.paragraph <= index) {
            let place = mention.span.start.wrapping_sub(placed.offset) as u64;
            print = mix(print, place << 32 | mention.span.len() as u64);
            print = mix(print, entity(mention.entity));
            print = mix(print, u64::from(lexis.weight(Item::Entity(mention.entity)).to_bits()));
            print = mix(print, scenes.entity_weight(mention.entity).to_bits());
        }
        while let Some(frame) = frames.next_if(|f| f.paragraph <= index) {
            print = mix(print, frame.voice.and_then(|v| voices.get(v)).copied().unwrap_or_default());
        }
        for token in 0..placed.passage().tokens.len() {
            if let Some(word) = lexis.word(index, token) {
                print = mix(print, u64::from(lexis.weight(Item::Word(word)).to_bits()));
            }
        }
        for weight in scenes.stem_weights(index) {
            print = mix(print, weight.to_bits());
        }
        print
    };
    article.paragraphs.iter().enumerate().map(print).collect()
}

/// By entity: what it is and is called, and its number among those that are called so.
fn entity_prints(article: &Article) -> Vec<u64> {
    let mut namesakes: HashMap<(&str, u64), u64> = HashMap::new();
    let entities = article.entities.iter();
    entities
        .map(|entity| {
            let kind = print_of(entity.kind);
            let number = namesakes.entry((&entity.name, kind)).or_insert(0);
            *number += 1;
            mix(print_of((&entity.name, kind)), *number)
        })
        .collect()
}

/// By attribution: who speaks, in what words, and where, as an unnamed speaker is one in one attribution alone.
fn voice_prints(article: &Article, entity: impl Fn(EntityId) -> u64) -> Vec<u64> {
    let print = |attribution: &crate::article::Attribution| {
        let source = attribution.source.first().map(|span| span.of(article.text()));
        let spoken = match attribution.speaker {
            Some(speaker) => entity(speaker),
            None => {
                let start = attribution.content.first().map_or(0, |span| span.start);
                let placed = article.paragraph_at(start);
                placed.map_or(0, |p| mix(p.paragraph.print, start.wrapping_sub(p.offset) as u64))
            }
        };
        mix(print_of(source), spoken) | 1
    };
    article.attributions.iter().map(print).collect()
}

/// Where a place stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    paragraph: usize,
    /// A number for what comparisons look at beside the paragraph.
    beside: u64,
}

impl At {
    /// A place in a paragraph of which comparisons look at something that the paragraph does not tell.
    pub(super) fn with(paragraph: usize, beside: impl Hash) -> Self {
        Self { paragraph, beside: print_of(beside) }
    }
}

impl From<usize> for At {
    fn from(paragraph: usize) -> Self {
        Self { paragraph, beside: 0 }
    }
}

/// The places of one kind that were read so far.
pub(super) struct Earlier<'k, T> {
    known: &'k Known,
    /// A number for what is compared: the comparator and the key under which it looks places up.
    seed: u64,
    nearest: usize,
    places: Vec<T>,
    /// By place: its paragraph and its number.
    prints: Vec<(usize, u64)>,
    /// The last paragraph and how many places were read in it.
    last: (usize, u64),
}

impl<'k, T> Earlier<'k, T> {
    /// No places yet. `what` tells these places from those of other comparators, and from the same comparator's under
    /// another key; a new place is compared with the `nearest` before it.
    pub(super) fn new(known: &'k Known, what: impl Hash, nearest: usize) -> Self {
        let seed = if known.answers.is_some() { print_of(what) } else { 0 };
        Self { known, seed, nearest, places: Vec::new(), prints: Vec::new(), last: (0, 0) }
    }

    /// How many places were read.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The nearest earlier place that clashes with one in `paragraph`.
    pub(super) fn nearest(&self, at: impl Into<At>, clashes: impl FnMut(&T) -> bool) -> Option<&T> {
        self.choose(at.into(), |mut before| before.position(clashes))
    }

    /// The earlier place with the best score against one in `paragraph`, the farthest of equals.
    pub(super) fn best(&self, at: impl Into<At>, score: impl FnMut(&T) -> Option<f32>) -> Option<&T> {
        self.choose(at.into(), |before| best(before, score))
    }

    /// The same among the places with these numbers (of which one may stand there twice), the nearest of equals.
    pub(super) fn best_of(
        &self,
        at: impl Into<At>,
        candidates: impl Iterator<Item = usize> + Clone,
        score: impl FnMut(&T) -> Option<f32>,
    ) -> Option<&T> {
        let at = at.into();
        let number = || self.number(at, candidates.clone().filter_map(|at| self.prints.get(at)));
        let find = || {
            let mut each: Vec<usize> = candidates.clone().collect();
            each.sort_unstable();
            each.dedup();
            let at = best(each.iter().filter_map(|&at| self.places.get(at)), score)?;
            candidates.clone().position(|candidate| each.get(at) == Some(&candidate))
        };
        let at = self.known.recall(number, find)?;
        candidates.clone().nth(at).and_then(|at| self.places.get(at))
    }

    fn choose<'e>(&'e self, at: At, choose: impl FnOnce(Rev<Iter<'e, T>>) -> Option<usize>) -> Option<&'e T> {
        let from = self.places.len().saturating_sub(self.nearest);
        let number = || self.number(at, self.prints.iter().skip(from));
        let at =
            self.known.recall(number, || choose(self.places.get(from..).unwrap_or_default().iter().rev()))?;
        self.places.iter().rev().nth(at)
    }

    /// The number of a comparison of the next place, in `paragraph`, with some before it.
    fn number<'c>(&self, at: At, candidates: impl Iterator<Item = &'c (usize, u64)>) -> u64 {
        let here = mix(self.seed, self.print(at));
        // Places of one paragraph may stand in one sentence, which those of two like paragraphs never do.
        candidates.fold(here, |number, &(there, print)| mix(number, print ^ u64::from(there == at.paragraph)))
    }

    /// Puts a place behind the others.
    pub(super) fn push(&mut self, at: impl Into<At>, place: T) {
        if self.known.answers.is_some() {
            let at = at.into();
            self.prints.push((at.paragraph, self.print(at)));
            self.last = (at.paragraph, self.among(at.paragraph) + 1);
        }
        self.places.push(place);
    }

    /// How many places of a paragraph stand before the next one.
    fn among(&self, paragraph: usize) -> u64 {
        if self.last.0 == paragraph { self.last.1 } else { 0 }
    }

    /// An even number for the next place.
    fn print(&self, at: At) -> u64 {
        let own = self.known.prints.get(at.paragraph).copied().unwrap_or_default();
        mix(mix(own, at.beside), self.among(at.paragraph)) << 1
    }
}

/// The number of the place with the best score, the last of equals.
fn best<'t, T: 't>(
    places: impl Iterator<Item = &'t T>,
    mut score: impl FnMut(&T) -> Option<f32>,
) -> Option<usize> {
    let scores = places.enumerate().filter_map(|(at, place)| Some((score(place)?, at)));
    let better = |a: (f32, usize), b: (f32, usize)| if b.0.total_cmp(&a.0).is_lt() { a } else { b };
    scores.reduce(better).map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Memory;
    use crate::text::{Cancel, Document, Format};
    use std::cell::Cell;

    const TEXT: [&str; 5] = [
        "Council approves the bridge",
        "Mayor Ann Holt opened the bridge on Monday.",
        "The council rejected the ferry, Holt said.",
        "Tom Ek praised the bridge, and the council bought the quarry.",
        "Holt left the town on Friday.",
    ];

    /// How many pairs are compared when this is read, each clause with the three before it.
    fn compared(text: &[&str], memory: &mut Memory) -> usize {
        let document = Document::read(text.join("\n\n"), Format::Plain);
        let Ok(article) = Article::read(document, memory, &Cancel::new()) else { return 0 };
        let (lexis, scenes) = (Lexis::of(&article), Scenes::of(&article));
        let known = Known::of(&article, &lexis, &scenes);
        let count = Cell::new(0);
        let mut earlier = Earlier::new(&known, "test", 3);
        for frame in &article.frames {
            earlier.nearest(frame.paragraph, |()| {
                count.set(count.get() + 1);
                false
            });
            earlier.push(frame.paragraph, ());
        }
        known.finish();
        count.get()
    }

    #[test]
    fn an_edit_compares_only_the_pairs_of_its_paragraph() {
        let mut memory = Memory::of_document();
        let all = compared(&TEXT, &mut memory);
        assert!(all > 9, "{all}");
        assert_eq!(compared(&TEXT, &mut memory), 0);
        let mut edited = TEXT;
        edited[4] = "Holt left the town on Thursday.";
        // The last clause, with the three before it.
        assert_eq!(compared(&edited, &mut memory), 3);
        // Back again, what was kept of the last reading alone does not help.
        assert_eq!(compared(&TEXT, &mut memory), 3);
        // Moved down by a line that says nothing.
        edited[0] = "Council approves the bridge\n\n* * *";
        edited[4] = TEXT[4];
        assert_eq!(compared(&edited, &mut memory), 0);
    }

    #[test]
    fn who_is_who_is_looked_at() {
        let mut memory = Memory::of_document();
        compared(&TEXT, &mut memory);
        let mut edited = TEXT;
        edited[1] = "Mayor Sue Holt opened the bridge on Monday.";
        // Holt is another in the third and the last paragraph too.
        let changed = compared(&edited, &mut memory);
        assert!(changed > 9, "{changed}");
    }

    #[test]
    fn nothing_is_kept_where_nobody_edits() {
        let mut memory = Memory::default();
        let all = compared(&TEXT, &mut memory);
        assert_eq!(compared(&TEXT, &mut memory), all);
    }
}
