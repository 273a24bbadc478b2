//! The words and entities of an article in a form in which two places can be asked how much they speak of the same.
//!
//! Every content word is looked up once; a token then is a number. What a word tells depends on how rare it is, in the
//! article and in the language; entities tell most.

use crate::article::{Article, EntityId, MentionForm};
use crate::language::meaning::Meaning;
use crate::language::thesaurus::WordClass;
use crate::language::{Clause, ClauseKind, NameKind, Passage, Relation, Tag};
use crate::rules::contradiction::facts::Facts;
use crate::rules::contradiction::grades::Grades;
use crate::rules::contradiction::known::ByNumber;
use crate::rules::contradiction::lexicon::Sense;
use crate::rules::contradiction::rarity::rarity;
use crate::rules::word_list::lines;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// Number of a word in [`Lexis`].
pub(super) type WordId = u32;
/// Where a token has no number.
const NONE: u32 = u32::MAX;
/// Set in the number of an entity where a description means it: the city.
const DESCRIBED: u32 = 1 << 31;
/// Words less alike than this are not matched.
const ALIKE: f32 = 0.35;

/// The grade of two words of one group: the blaze, the fire.
const GROUPED: f32 = 0.85;

/// The grade of one lemma in two classes: the missing, missing.
const SAME_LEMMA: f32 = 0.9;

/// An article of fewer sentences tells no more about how rare a word is than one of so many.
const SHORT: usize = 20;

/// What a place speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Item {
    /// A content word.
    Word(WordId),
    /// Who or what is named there, also by a pronoun.
    Entity(EntityId),
}

struct Word {
    facts: Arc<Facts>,
    /// Sentences it stands in.
    sentences: u32,
    /// How much it tells.
    weight: f32,
    last: usize,
}

/// All words and entities of an article.
pub(super) struct Lexis {
    table: Arc<Table>,
    grades: Grades,
}

struct Table {
    words: Vec<Word>,
    /// By paragraph and token.
    word_at: Vec<Vec<u32>>,
    entity_at: Vec<Vec<u32>>,
    /// How much each entity tells.
    entity_weights: Vec<f32>,
    /// Which entities are people.
    people: Vec<bool>,
}

/// How much two places have in common, in nats.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Overlap {
    /// What both speak of.
    pub(super) shared: f32,
    /// The share of it in what the one that says less says, from 0 to 1.
    pub(super) cover: f32,
    /// The same for the one that says more.
    pub(super) mutual: f32,
}

/// The class of a content word; `None` for any other.
pub(super) fn class_of(tag: Tag) -> Option<WordClass> {
    Some(match tag {
        Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps => WordClass::Noun,
        Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz => WordClass::Verb,
        Tag::Jj | Tag::Jjr | Tag::Jjs => WordClass::Adjective,
        _ => return None,
    })
}

/// The pronoun that is the subject of what somebody without a name says, and their noun: the *union* said that *it* had not been
/// asked.
fn said_of_itself(passage: &Passage, clause: &Clause) -> Option<(usize, usize)> {
    let pronoun = clause.subject.filter(|_| clause.kind == ClauseKind::Complement)?;
    let outer = passage.clauses.get(clause.governor?)?;
    let noun = outer.subject.filter(|_| SAYING.contains(passage.lemma(outer.predicate)))?;
    let plural = |t: usize| passage.tokens.get(t).is_some_and(|t| matches!(t.tag, Tag::Nns | Tag::Nnps));
    let fits = match passage.lemma(pronoun).to_lowercase().as_str() {
        "it" => !plural(noun),
        "they" => plural(noun),
        "he" | "she" => !plural(noun),
        _ => false,
    };
    let common = passage.tokens.get(noun).is_some_and(|t| matches!(t.tag, Tag::Nn | Tag::Nns));
    (fits && common).then_some((pronoun, noun))
}

/// The same for a name: *Holt* said that *she* was sure.
fn name_said_of(passage: &Passage, clause: &Clause) -> Option<(usize, usize)> {
    let pronoun = clause.subject.filter(|_| clause.kind == ClauseKind::Complement)?;
    let outer = passage.clauses.get(clause.governor?)?;
    let name = outer.subject.filter(|_| SAYING.contains(passage.lemma(outer.predicate)))?;
    let fits = matches!(passage.lemma(pronoun).to_lowercase().as_str(), "he" | "she" | "it" | "they");
    let proper = passage.tokens.get(name).is_some_and(|t| t.tag.is_proper());
    (fits && proper).then_some((pronoun, name))
}

static SAYING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/saying.txt")).collect());

/// Whether a verb tells that somebody says something.
pub(super) fn is_verb_of_saying(lemma: &str) -> bool {
    SAYING.contains(lemma)
}

/// Whether a token stands in a clause that says that somebody said something, and not in what they said.
pub(super) fn is_saying(passage: &Passage, token: usize) -> bool {
    let clause = passage.clause_of(token).and_then(|c| passage.clauses.get(c));
    clause.is_some_and(|c| c.predicate != token && SAYING.contains(passage.lemma(c.predicate)))
}

/// Whether an amount that ends before this token is one for each stretch of time or each of something: 40 patients *a day*.
pub(super) fn is_rate(passage: &Passage, end: usize) -> bool {
    let each = matches!(passage.lemma(end), "a" | "an" | "per" | "each" | "every" | "apiece");
    let daily = matches!(passage.lemma(end), "daily" | "weekly" | "monthly" | "yearly" | "annually");
    each && passage.tokens.get(end + 1).is_some_and(|t| t.tag.is_noun()) || daily
}

/// Whether a clause tells what had been before: had treated. "Said that it had treated 27 people" is told of the same time.
pub(super) fn was_before(passage: &Passage, clause: usize) -> bool {
    let own = passage.clauses.get(clause);
    let outer = own.and_then(|c| c.governor).and_then(|g| passage.clauses.get(g));
    let told = own.is_some_and(|c| c.kind == ClauseKind::Complement)
        && outer.is_some_and(|o| SAYING.contains(passage.lemma(o.predicate)));
    let had = |t: usize| {
        passage.word(t).eq_ignore_ascii_case("had")
            && passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Aux)
    };
    !told && own_tokens(passage, clause).any(had)
}

/// Whether a clause tells what had been planned before: *had been due* to open.
pub(super) fn had_been_set(passage: &Passage, clause: &Clause) -> bool {
    let infinitive = clause.mark.is_some_and(|m| passage.lemma(m) == "to")
        || passage.dependents(clause.predicate).any(|t| passage.lemma(t) == "to");
    clause.governor.is_some_and(|outer| infinitive && was_before(passage, outer))
}

/// A content word by its token, and what is known of it.
type Known = (u32, Arc<Facts>);

/// The content words of a paragraph, which it tells by itself.
struct Words {
    /// By sentence.
    sentences: Box<[Box<[Known]>]>,
    /// Pronouns with the nouns that they stand for.
    pronouns: Box<[(usize, usize)]>,
    /// Pronouns with the names that they stand for, unless somebody else is known to be meant.
    named_pronouns: Box<[(usize, usize)]>,
}

impl Words {
    fn of(passage: &Passage) -> Self {
        let word = |token: usize| {
            let class = passage.tokens.get(token).and_then(|t| class_of(t.tag))?;
            Some((token as u32, Facts::of(passage.lemma(token), class)))
        };
        let sentences = passage.sentences.iter().map(|s| s.tokens.clone().filter_map(word).collect());
        let clauses = || passage.clauses.iter();
        Self {
            sentences: sentences.collect(),
            pronouns: clauses().filter_map(|clause| said_of_itself(passage, clause)).collect(),
            named_pronouns: clauses().filter_map(|clause| name_said_of(passage, clause)).collect(),
        }
    }
}

impl Lexis {
    pub(super) fn of(article: &Article) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut numbers: ByNumber<u32> = ByNumber::default();
        let mut word_at = Vec::with_capacity(article.paragraphs.len());
        let mut sentences = 0usize;
        for placed in &article.paragraphs {
            let read = placed.paragraph.derived.get(|| Words::of(placed.passage()));
            let mut at = vec![NONE; placed.passage().tokens.len()];
            for sentence in &read.sentences {
                sentences += 1;
                for (token, facts) in sentence {
                    let number = *numbers.entry(facts.print).or_insert_with(|| {
                        words.push(Word { facts: facts.clone(), sentences: 0, weight: 0.0, last: 0 });
                        words.len() as u32 - 1
                    });
                    at[*token as usize] = number;
                    let word = &mut words[number as usize];
                    if word.last != sentences {
                        word.last = sentences;
                        word.sentences += 1;
                    }
                }
            }
            for &(pronoun, noun) in &read.pronouns {
                at[pronoun] = at[noun];
            }
            word_at.push(at);
        }
        let mut entity_at: Vec<Vec<u32>> =
            article.paragraphs.iter().map(|p| vec![NONE; p.passage().tokens.len()]).collect();
        let mut entity_sentences = vec![0; article.entities.len()];
        // What stands in front of a name is read with the name.
        for mention in article.mentions.iter().filter(|m| m.form != MentionForm::Apposed) {
            let Some(placed) = article.paragraphs.get(mention.paragraph) else { continue };
            let passage = placed.passage();
            let Some(start) = mention.span.start.checked_sub(placed.offset) else { continue };
            let span = crate::text::Span::new(start, mention.span.end.saturating_sub(placed.offset));
            if let Some(count) = entity_sentences.get_mut(mention.entity) {
                *count += 1;
            }
            for token in passage.tokens_in(span) {
                // Inner mentions come later and are the narrower ones.
                let mark = if mention.form == MentionForm::Description { DESCRIBED } else { 0 };
                entity_at[mention.paragraph][token] = mention.entity as u32 | mark;
            }
        }
        // "Holt said she was sure": where nobody else is known to be meant.
        for (at, placed) in entity_at.iter_mut().zip(&article.paragraphs) {
            let read = placed.paragraph.derived.get(|| Words::of(placed.passage()));
            for &(pronoun, name) in &read.named_pronouns {
                if at[pronoun] == NONE {
                    at[pronoun] = at[name];
                }
            }
        }
        let people = article.entities.iter().map(|e| e.kind == NameKind::Person).collect();
        let rarity = |count| (rarity(sentences.max(SHORT), count) as f32).clamp(0.3, 3.5);
        for word in &mut words {
            let common = match word.facts.meaning.rank {
                0 => 1.0,
                rank => ((rank as f32).ln() / 10.0).clamp(0.3, 1.0),
            };
            word.weight = rarity(word.sentences) * common;
        }
        let entity_weights = entity_sentences.into_iter().map(rarity).collect();
        let grades = Grades::new(words.len());
        Self { table: Arc::new(Table { words, word_at, entity_at, entity_weights, people }), grades }
    }

    /// The same for another thread.
    pub(super) fn twin(&self) -> Self {
        Self { table: self.table.clone(), grades: Grades::new(self.table.words.len()) }
    }

    /// A word by its number.
    fn facts(&self, word: WordId) -> Option<&Facts> {
        self.table.words.get(word as usize).map(|w| &*w.facts)
    }

    /// A number for a word that is the same in every article.
    pub(super) fn print(&self, word: WordId) -> u64 {
        self.facts(word).map_or(0, |facts| facts.print)
    }

    /// The number of the word at a token.
    pub(super) fn word(&self, paragraph: usize, token: usize) -> Option<WordId> {
        self.table.word_at.get(paragraph)?.get(token).copied().filter(|&n| n != NONE)
    }

    /// The number of the word at a token, where it tells something by itself.
    fn telling(&self, paragraph: usize, token: usize) -> Option<WordId> {
        self.word(paragraph, token).filter(|&w| self.facts(w).is_some_and(|w| !w.light))
    }

    /// Who a noun phrase names, by its head or by the name beside it: "veteran *Cyd Ho*".
    pub(super) fn named(&self, passage: &Passage, paragraph: usize, head: usize) -> Option<EntityId> {
        let beside = |t: &usize| {
            passage.tokens.get(*t).is_some_and(|token| {
                token.tag.is_proper()
                    && matches!(token.relation, Relation::Appos | Relation::Flat | Relation::Compound)
            })
        };
        let own = self.entity(paragraph, head);
        // "The mayor of Harlow, *Tomas Quill*,": the parser hangs the name on the town.
        let behind = || {
            let towns = passage
                .dependents(head)
                .filter(|&t| t > head && passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Nmod));
            let names = towns.flat_map(|t| passage.appositions(t));
            let mut people = names.filter_map(|t| self.entity(paragraph, t));
            people.find(|&e| self.table.people.get(e) == Some(&true))
        };
        own.or_else(|| {
            passage
                .dependents(head)
                .filter(|t| *t > head)
                .filter(beside)
                .find_map(|t| self.entity(paragraph, t))
        })
        .or_else(behind)
    }

    /// Who a token is part of a mention of.
    pub(super) fn entity(&self, paragraph: usize, token: usize) -> Option<EntityId> {
        let number = self.table.entity_at.get(paragraph)?.get(token).copied().filter(|&n| n != NONE)?;
        Some((number & !DESCRIBED) as usize)
    }

    /// Whether a token is part of a description that means somebody or something with a name.
    fn is_described(&self, paragraph: usize, token: usize) -> bool {
        let number = self.table.entity_at.get(paragraph).and_then(|at| at.get(token));
        number.is_some_and(|&n| n != NONE && n & DESCRIBED != 0)
    }

    /// What a token speaks of.
    pub(super) fn item(&self, paragraph: usize, token: usize) -> Option<Item> {
        match self.entity(paragraph, token) {
            Some(entity) => Some(Item::Entity(entity)),
            None => self.word(paragraph, token).map(Item::Word),
        }
    }

    /// What some tokens speak of, sorted, each once.
    pub(super) fn items(&self, paragraph: usize, tokens: impl Iterator<Item = usize>) -> Vec<Item> {
        let mut items: Vec<Item> = tokens
            .flat_map(|t| {
                let entity = self.entity(paragraph, t);
                // "The city" is Harlow, and no other town for its noun.
                let word = self.telling(paragraph, t).filter(|_| !self.is_described(paragraph, t));
                [entity.map(Item::Entity), word.map(Item::Word)]
            })
            .flatten()
            .collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    /// How much an item tells, in nats.
    pub(super) fn weight(&self, item: Item) -> f32 {
        match item {
            Item::Entity(entity) => self.table.entity_weights.get(entity).copied(),
            Item::Word(word) => self.table.words.get(word as usize).map(|w| w.weight),
        }
        .unwrap_or(0.0)
    }

    /// Whether a noun stands for people or for a body of people.
    pub(super) fn is_somebody(&self, word: Option<WordId>) -> bool {
        word.and_then(|w| self.facts(w)).is_some_and(|w| w.somebody)
    }

    /// What the thesaurus knows of a word.
    pub(super) fn meaning(&self, word: WordId) -> Option<&Meaning> {
        self.facts(word).map(|w| &w.meaning)
    }

    /// The groups of words for one thing that a word belongs to.
    pub(super) fn groups(&self, word: WordId) -> &'static [u16] {
        self.facts(word).map_or(&[], |w| w.groups)
    }

    /// The rows of opposites that a word stands in.
    pub(super) fn senses(&self, word: WordId) -> &[Sense] {
        self.facts(word).map_or(&[], |w| &w.senses)
    }

    /// How rare a word is in the language, from 0 (among the most frequent thousand) to 1.
    pub(super) fn rarity(&self, word: Option<WordId>) -> f32 {
        let rank = word.and_then(|w| self.facts(w)).map_or(0, |w| w.meaning.rank);
        if rank == 0 { 0.5 } else { (((rank as f32).ln() - 6.9) / 3.0).clamp(0.0, 1.0) }
    }

    /// How alike two items are, from 0 to 1.
    pub(super) fn likeness(&self, a: Item, b: Item) -> f32 {
        match (a, b) {
            _ if a == b => 1.0,
            (Item::Word(a), Item::Word(b)) => self.words_alike(a, b),
            _ => 0.0,
        }
    }

    /// How alike two words are, from 0 to 1.
    pub(super) fn words_alike(&self, a: WordId, b: WordId) -> f32 {
        if a == b {
            return 1.0;
        }
        self.grades.of(a, b, || match (self.facts(a), self.facts(b)) {
            (Some(a), Some(b)) if a.lemma == b.lemma => SAME_LEMMA,
            (Some(a), Some(b)) => {
                let grouped = a.groups.iter().any(|group| b.groups.contains(group));
                a.meaning.likeness(&b.meaning).max(if grouped { GROUPED } else { 0.0 })
            }
            _ => 0.0,
        })
    }

    /// Whether each list holds something that nothing in the other is like.
    pub(super) fn each_has_own(&self, a: &[Item], b: &[Item]) -> bool {
        let own = |x: &[Item], y: &[Item]| x.iter().any(|&i| !y.iter().any(|&j| self.likeness(i, j) >= 0.5));
        own(a, b) && own(b, a)
    }

    /// The same, where kinds of one thing are two: fishing, hunting.
    pub(super) fn each_has_own_kind(&self, a: &[Item], b: &[Item]) -> bool {
        let own = |x: &[Item], y: &[Item]| x.iter().any(|&i| !y.iter().any(|&j| self.likeness(i, j) >= 0.7));
        own(a, b) && own(b, a)
    }

    /// Whether one list holds what stands in contrast to something that only the other holds: men here, women there.
    pub(super) fn contrast(&self, a: &[Item], b: &[Item]) -> bool {
        let word = |i: &Item| match i {
            Item::Word(w) => self.facts(*w),
            Item::Entity(_) => None,
        };
        let alone =
            |x: &[Item], y: &[Item]| -> Vec<Item> { x.iter().copied().filter(|i| !y.contains(i)).collect() };
        let (only_a, only_b) = (alone(a, b), alone(b, a));
        only_a.iter().filter_map(word).any(|x| only_b.iter().filter_map(word).any(|y| x.contrasts_with(y)))
    }

    /// Whether the thesaurus has two words as opposites.
    pub(super) fn opposite(&self, a: WordId, b: WordId) -> bool {
        match (self.facts(a), self.facts(b)) {
            (Some(a), Some(b)) => a.meaning.is_opposite(&b.meaning),
            _ => false,
        }
    }

    /// Whether one list holds a word that stands against one of the other in the list of opposites: the larger, the smaller.
    pub(super) fn stand_against(&self, a: &[Item], b: &[Item]) -> bool {
        let senses = |items: &[Item]| -> Vec<Sense> {
            let word = |i: &Item| match i {
                Item::Word(w) => self.facts(*w),
                Item::Entity(_) => None,
            };
            items.iter().filter_map(word).flat_map(|w| w.senses.iter().copied()).collect()
        };
        let theirs = senses(b);
        senses(a).iter().any(|s| theirs.iter().any(|o| o.row == s.row && o.side != s.side))
    }

    /// How much two lists of items have in common.
    pub(super) fn overlap(&self, a: &[Item], b: &[Item]) -> Overlap {
        let total = |items: &[Item]| items.iter().map(|&i| self.weight(i)).sum::<f32>().max(0.01);
        // For each item the grade and weight of what is most like it in the other list.
        let mut ours = vec![(0.0, 0.0); a.len()];
        let mut theirs = vec![(0.0, 0.0); b.len()];
        for (x, best) in a.iter().zip(&mut ours) {
            for (y, other) in b.iter().zip(&mut theirs) {
                let alike = self.likeness(*x, *y);
                if alike >= ALIKE {
                    if alike >= best.0 {
                        *best = (alike, self.weight(*y));
                    }
                    if alike >= other.0 {
                        *other = (alike, self.weight(*x));
                    }
                }
            }
        }
        let one_way = |items: &[Item], best: &[(f32, f32)]| -> f32 {
            items
                .iter()
                .zip(best)
                .map(|(&item, &(alike, weight))| alike * self.weight(item).min(weight))
                .sum()
        };
        let (left, right) = (one_way(a, &ours), one_way(b, &theirs));
        let (of_a, of_b) = (left / total(a), right / total(b));
        Overlap { shared: left.min(right), cover: of_a.max(of_b).min(1.0), mutual: of_a.min(of_b) }
    }
}

/// The tokens of a clause that are not in a clause inside it.
pub(super) fn own_tokens(passage: &Passage, clause: usize) -> impl Iterator<Item = usize> + '_ {
    let range: Range<usize> = passage.clauses.get(clause).map_or(0..0, |c| c.tokens.clone());
    range.filter(move |&t| passage.clause_of(t) == Some(clause))
}

/// 1 where two lists share an entity, -1 where both have some and share none, else 0.
pub(super) fn named(a: &[Item], b: &[Item]) -> f32 {
    let is_entity = |i: &Item| matches!(i, Item::Entity(_));
    if a.iter().any(|i| is_entity(i) && b.contains(i)) {
        1.0
    } else if a.iter().any(is_entity) && b.iter().any(is_entity) {
        -1.0
    } else {
        0.0
    }
}
