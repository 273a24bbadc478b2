//! What comparing one document gave before, while it is edited.
//!
//! Comes in: an article that is read again after an edit ([`crate::article::Memory::of_document`]). Goes out: for every paragraph a
//! number that covers all that reading and comparing looks at in it (its words, who is who in it, whose word its clauses are,
//! how much its words tell), the answers of comparisons under such numbers, and which clauses had nothing to tell a comparator.
//! What is kept makes no difference but to time.

use crate::article::{Article, Attribution, EntityId, FactFrame, Placed};
use crate::rules::contradiction::lexis::{Item, Lexis};
use crate::rules::contradiction::places::{LATE, Late, Spot};
use crate::rules::contradiction::scene::Scenes;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::iter::{Flatten, Peekable};
use std::option;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Parts of the answers that can be asked for at a time, a power of two: two threads compare.
const PARTS: usize = 16;
/// Fewer answers than this are not worth to be forgotten.
const FEW: usize = 256;

/// What a comparator reads clauses for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Beginning,
    Count,
    Echo,
    Extent,
    Growth,
    Identity,
    Informed,
    Lasting,
    Makeup,
    Membership,
    Place,
    Placing,
    Presence,
    Rank,
    Roles,
    Run,
    SizedEvent,
    Sole,
    Stance,
    Tally,
    When,
}

/// How many topics there are.
const TOPICS: usize = Topic::When as usize + 1;

/// What was read, if anything.
type Told<T> = Flatten<option::IntoIter<Peekable<<T as IntoIterator>::IntoIter>>>;

/// What comparators read in a paragraph before.
#[derive(Debug, Default)]
struct Heard {
    /// The clauses that had nothing to tell: by topic, a bit for each of the first 64.
    silent: [AtomicU64; TOPICS],
    /// By comparator, where its places stand.
    spots: [OnceLock<Box<[Spot]>>; LATE],
}

/// A map from numbers that are mixed already.
pub(super) type ByNumber<T> = HashMap<u64, T, BuildHasherDefault<Mixed>>;

/// Takes a number for its own hash.
#[derive(Default)]
pub(super) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// What comparisons of one document gave, by the numbers of what was compared.
#[derive(Debug, Default)]
struct Answers {
    all: ByNumber<Answer>,
    /// The number of this reading.
    reading: u32,
    /// How many were asked for in it.
    asked: usize,
}

#[derive(Clone, Copy, Debug)]
struct Answer {
    /// The place of the clashing candidate among the candidates, `None` where no candidate clashes.
    at: Option<u32>,
    /// The last reading that asked for it.
    reading: u32,
}

impl Answers {
    /// The answer of this reading or the last.
    fn get(&mut self, number: u64) -> Option<Answer> {
        let reading = self.reading;
        let known = |answer: &&mut Answer| reading.wrapping_sub(answer.reading) <= 1;
        let answer = self.all.get_mut(&number).filter(known)?;
        self.asked += usize::from(answer.reading != reading);
        answer.reading = reading;
        Some(*answer)
    }

    fn insert(&mut self, number: u64, at: Option<u32>) {
        let answer = Answer { at, reading: self.reading };
        let before = self.all.insert(number, answer);
        self.asked += usize::from(before.is_none_or(|before| before.reading != self.reading));
    }

    /// Ends a reading: forgets what it did not ask for, when that is much.
    fn finish(&mut self) {
        let asked = std::mem::take(&mut self.asked);
        if self.all.len() > 2 * asked + FEW {
            let reading = self.reading;
            self.all.retain(|_, answer| answer.reading == reading);
            self.all.shrink_to(2 * asked);
        }
        self.reading = self.reading.wrapping_add(1);
    }
}

/// What is kept of one document.
#[derive(Debug, Default)]
struct Kept {
    answers: [Mutex<Answers>; PARTS],
    /// By the numbers of the paragraphs of the last reading.
    heard: Mutex<ByNumber<Arc<Heard>>>,
}

/// What comparisons gave before.
pub(super) struct Known {
    /// By paragraph: a number that changes with anything in it that comparisons look at.
    prints: Vec<u64>,
    /// By paragraph.
    heard: Vec<Arc<Heard>>,
    /// By entity.
    entities: Vec<u64>,
    kept: Option<Arc<Kept>>,
}

/// One number of two.
pub(super) fn mix(seed: u64, value: u64) -> u64 {
    let mixed = (seed.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

/// A number for any value, the same within one run of the program.
pub(super) fn print_of(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Known {
    /// What is known of the document that the article was read from; nothing where nobody edits it.
    pub(super) fn of(article: &Article, lexis: &Lexis, scenes: &Scenes) -> Self {
        let Some(carried) = &article.carried else {
            let heard = article.paragraphs.iter().map(|_| Arc::default()).collect();
            return Self { prints: Vec::new(), heard, entities: entity_prints(article), kept: None };
        };
        let kept = carried.get(Kept::default);
        let entities = entity_prints(article);
        let prints = prints(article, lexis, scenes, &entities);
        let mut last = locked(&kept.heard);
        let mut now: ByNumber<Arc<Heard>> = ByNumber::default();
        let of = |print: &u64| {
            let before = now.entry(*print).or_insert_with(|| last.remove(print).unwrap_or_default());
            Arc::clone(before)
        };
        let heard = prints.iter().map(of).collect();
        *last = now;
        drop(last);
        Self { prints, heard, entities, kept: Some(kept) }
    }

    /// Whether anything is kept.
    pub(super) fn keeps(&self) -> bool {
        self.kept.is_some()
    }

    /// A number for an entity that other edits leave as it is.
    pub(super) fn of_entity(&self, entity: EntityId) -> u64 {
        self.entities.get(entity).copied().unwrap_or_default()
    }

    /// A number for a paragraph and all that is looked at in it.
    pub(super) fn of_paragraph(&self, paragraph: usize) -> u64 {
        self.prints.get(paragraph).copied().unwrap_or_default()
    }

    /// What `read` finds in a clause for a comparator; nothing, without reading, where it found nothing before.
    pub(super) fn told<T: IntoIterator>(
        &self,
        topic: Topic,
        frame: &FactFrame,
        read: impl FnOnce() -> T,
    ) -> Told<T> {
        self.told_at(topic, (frame.paragraph, frame.clause), read)
    }

    /// The same for any part of a paragraph, by its number among those that are read for the topic.
    pub(super) fn told_at<T: IntoIterator>(
        &self,
        topic: Topic,
        (paragraph, part): (usize, usize),
        read: impl FnOnce() -> T,
    ) -> Told<T> {
        let heard = self.heard.get(paragraph).and_then(|heard| heard.silent.get(topic as usize));
        let heard = heard.filter(|_| part < u64::BITS as usize);
        let silent = heard.is_some_and(|clauses| clauses.load(Ordering::Relaxed) >> part & 1 == 1);
        let mut found = (!silent).then(|| read().into_iter().peekable());
        if let (Some(clauses), Some(found)) = (heard, &mut found)
            && found.peek().is_none()
        {
            clauses.fetch_or(1 << part, Ordering::Relaxed);
        }
        found.into_iter().flatten()
    }

    /// Where the places of a paragraph stand for a comparator: as it was found before, or as `read` finds it.
    pub(super) fn spots(&self, paragraph: usize, of: Late, read: impl FnOnce() -> Box<[Spot]>) -> &[Spot] {
        let spots = self.heard.get(paragraph).and_then(|heard| heard.spots.get(of as usize));
        spots.map_or(&[], |spots| spots.get_or_init(read))
    }

    /// Forgets what this reading did not ask for.
    pub(super) fn finish(&self) {
        for part in self.kept.iter().flat_map(|kept| &kept.answers) {
            locked(part).finish();
        }
    }

    /// The answer under a number: the one of the last reading, or what `find` gives.
    pub(super) fn recall(
        &self,
        number: impl FnOnce() -> u64,
        find: impl FnOnce() -> Option<usize>,
    ) -> Option<usize> {
        let Some(kept) = &self.kept else { return find() };
        let number = number();
        let Some(part) = kept.answers.get((number >> 32) as usize % PARTS) else { return find() };
        let before = locked(part).get(number);
        // Not under the lock: comparing is the long part.
        let answer = before.map_or_else(
            || {
                let found = find().map(|at| at as u32);
                locked(part).insert(number, found);
                found
            },
            |before| before.at,
        );
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
    let print = |(index, placed): (usize, &Placed)| {
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
    let print = |attribution: &Attribution| {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Memory;
    use crate::text::{Cancel, Document, Format};
    use std::cell::Cell;

    const TEXT: [&str; 4] = [
        "Council approves the bridge",
        "Mayor Ann Holt opened the bridge on Monday.",
        "Holt praised the ferry.",
        "Tom Ek left the town on Friday.",
    ];

    fn article(text: &[&str], memory: &mut Memory) -> Option<Article> {
        let document = Document::read(text.join("\n\n"), Format::Plain);
        Article::read(document, memory, &Cancel::new()).ok()
    }

    /// How many clauses are read for days, of which those with a day tell something.
    fn read(text: &[&str], memory: &mut Memory) -> usize {
        let Some(article) = article(text, memory) else { return 0 };
        let known = Known::of(&article, &Lexis::of(&article), &Scenes::of(&article));
        let count = Cell::new(0);
        for frame in &article.frames {
            let told = known.told(Topic::When, frame, || {
                count.set(count.get() + 1);
                (!frame.values.is_empty()).then_some(())
            });
            assert_eq!(told.count(), usize::from(!frame.values.is_empty()));
        }
        known.finish();
        count.get()
    }

    #[test]
    fn a_clause_that_told_nothing_is_not_read_again() {
        let mut memory = Memory::of_document();
        let all = read(&TEXT, &mut memory);
        let telling = 2;
        assert!(all > telling, "{all}");
        assert_eq!(read(&TEXT, &mut memory), telling);
        // Another paragraph, that tells nothing either.
        let mut edited = TEXT;
        edited[2] = "Holt praised the new ferry.";
        assert_eq!(read(&edited, &mut memory), telling + 1);
        // Who "Holt" is changes what her clauses tell.
        edited[1] = "Mayor Sue Holt opened the bridge on Monday.";
        assert_eq!(read(&edited, &mut memory), telling + 1);
        // Nobody edits it: everything is read.
        assert_eq!(read(&TEXT, &mut Memory::default()), all);
    }

    #[test]
    fn an_answer_is_kept_for_one_reading_more() {
        let mut memory = Memory::of_document();
        let mut asked = |numbers: &[u64]| {
            let Some(article) = article(&TEXT, &mut memory) else { return 0 };
            let known = Known::of(&article, &Lexis::of(&article), &Scenes::of(&article));
            let found = Cell::new(0);
            let find = |number: u64| {
                found.set(found.get() + 1);
                Some(number as usize)
            };
            for &number in numbers {
                assert_eq!(known.recall(|| number, || find(number)), Some(number as usize));
            }
            known.finish();
            found.get()
        };
        assert_eq!(asked(&[1, 2, 2]), 2);
        assert_eq!(asked(&[2, 3]), 1);
        assert_eq!(asked(&[2, 3, 1]), 1);
    }
}
