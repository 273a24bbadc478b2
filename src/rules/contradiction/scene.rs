//! What ties a sentence to an event: the entities and telling words in it, the times it names, and whether it says that
//! it speaks of another event, count or time than the story.

use crate::article::{Article, EntityId, FactFrame};
use crate::language::values::month;
use crate::language::{ClauseKind, Measure, Passage, Relation, Sentence, Tag};
use crate::rules::contradiction::lexicon;
use crate::rules::contradiction::lexis;
use crate::rules::contradiction::rarity::rarity;
use crate::rules::fingerprint::fnv1a;
use crate::rules::word_list::lines;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/common_words.txt")).collect());

static TURNING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/turning_words.txt")).collect());

/// A telling word, by the beginning of its lemma: "celebrate" and "celebration" are one.
pub(super) type Stem = u64;

/// By what a time is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Year,
    /// Years from this one: last year is -1.
    Season,
    /// The first quarter or half is 0.
    Part,
    /// Days, weeks or months ago, in days.
    Ago,
    Month,
    Day,
    Weekday,
}

/// A time by its unit and number.
type Time = (Unit, i32);

/// One sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Scene {
    /// Stems of its nouns, verbs and adjectives, sorted, each once.
    pub(super) stems: Arc<[Stem]>,
    /// Entities in it, sorted, each once.
    pub(super) entities: Vec<EntityId>,
    /// Years, months and weekdays in it by which what it tells is dated, sorted.
    pub(super) times: Arc<[Time]>,
    /// The same with those at which somebody said so: said *on Tuesday*.
    told: Arc<[Time]>,
    /// Whether it says that it speaks of another event, count or time.
    pub(super) apart: bool,
    /// Whether it begins by saying that it tells of an earlier time: at the time, before that.
    pub(super) then: bool,
    /// Whether it contrasts, changes or corrects: but then, no longer, until, again.
    pub(super) turns: bool,
}

/// The scenes of an article, by paragraph and sentence.
#[derive(Debug)]
pub(super) struct Scenes {
    all: Vec<Scene>,
    /// Where each paragraph begins in `all`.
    starts: Vec<usize>,
    stem_counts: HashMap<Stem, u32>,
    entity_counts: Vec<u32>,
}

/// The stem of a lemma.
pub(super) fn stem(lemma: &str) -> Stem {
    let lower = lemma.to_lowercase();
    let cut = lower.char_indices().nth(6).map_or(lower.len(), |(at, _)| at);
    fnv1a(lower[..cut].bytes())
}

/// Whether a word tells what a sentence is about.
pub(super) fn is_content(tag: Tag, lemma: &str) -> bool {
    let open = matches!(
        tag,
        Tag::Nn
            | Tag::Nns
            | Tag::Nnp
            | Tag::Nnps
            | Tag::Vb
            | Tag::Vbd
            | Tag::Vbg
            | Tag::Vbn
            | Tag::Vbp
            | Tag::Vbz
            | Tag::Jj
            | Tag::Jjs
            | Tag::Jjr
    );
    open && !COMMON.contains(lemma) && lemma.chars().any(char::is_alphabetic)
}

/// The stems of the content words of a phrase.
pub(super) fn stems_of(passage: &Passage, tokens: std::ops::Range<usize>) -> Vec<Stem> {
    let content =
        |&t: &usize| passage.tokens.get(t).is_some_and(|token| is_content(token.tag, passage.lemma(t)));
    let mut stems: Vec<_> = tokens.filter(content).map(|t| stem(passage.lemma(t))).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

impl Scenes {
    pub(super) fn of(article: &Article) -> Self {
        let mut all = Vec::new();
        let mut starts = Vec::with_capacity(article.paragraphs.len());
        let mut mentions = article.mentions.iter().peekable();
        for placed in &article.paragraphs {
            starts.push(all.len());
            let passage = placed.passage();
            let told = placed.paragraph.derived.get(|| Told(read_sentences(passage)));
            for (sentence, scene) in passage.sentences.iter().zip(&told.0) {
                let end = sentence.span.end + placed.offset;
                let mut scene = scene.clone();
                while let Some(mention) = mentions.next_if(|m| m.span.start < end) {
                    scene.entities.push(mention.entity);
                }
                scene.entities.sort_unstable();
                scene.entities.dedup();
                all.push(scene);
            }
        }
        let mut stem_counts = HashMap::new();
        let mut entity_counts = vec![0; article.entities.len()];
        for scene in &all {
            for &stem in scene.stems.iter() {
                *stem_counts.entry(stem).or_insert(0) += 1;
            }
            for &entity in &scene.entities {
                if let Some(count) = entity_counts.get_mut(entity) {
                    *count += 1;
                }
            }
        }
        Self { all, starts, stem_counts, entity_counts }
    }

    /// The scene of a sentence.
    pub(super) fn get(&self, paragraph: usize, sentence: usize) -> Option<&Scene> {
        self.all.get(self.starts.get(paragraph)? + sentence)
    }

    /// The scenes of two frames; `None` where they stand in one sentence.
    pub(super) fn pair(&self, a: &FactFrame, b: &FactFrame) -> Option<(&Scene, &Scene)> {
        let apart = (a.paragraph, a.sentence) != (b.paragraph, b.sentence);
        Some((self.get(a.paragraph, a.sentence)?, self.get(b.paragraph, b.sentence)?)).filter(|_| apart)
    }

    /// How much a stem tells in this article, from 0 (in every sentence) to about 4.
    pub(super) fn weight(&self, stem: Stem) -> f64 {
        let count = self.stem_counts.get(&stem).copied().unwrap_or(1);
        rarity(self.all.len(), count).max(0.0)
    }

    /// The same for an entity.
    pub(super) fn entity_weight(&self, entity: EntityId) -> f64 {
        let count = self.entity_counts.get(entity).copied().unwrap_or(1);
        rarity(self.all.len(), count).max(0.0)
    }

    /// The weights of the stems of a paragraph, in reading order.
    pub(super) fn stem_weights(&self, paragraph: usize) -> impl Iterator<Item = f64> + '_ {
        let start = self.starts.get(paragraph).copied().unwrap_or(self.all.len());
        let end = self.starts.get(paragraph + 1).copied().unwrap_or(self.all.len());
        self.all[start..end].iter().flat_map(|scene| scene.stems.iter().map(|&stem| self.weight(stem)))
    }

    /// How much two sentences share that tells of one event: the rarity of shared entities and stems, in nats.
    pub(super) fn shared(&self, a: &Scene, b: &Scene) -> f64 {
        let stems: f64 = common(&a.stems, &b.stems).map(|s| self.weight(s)).sum();
        let entities: f64 = common(&a.entities, &b.entities).map(|e| self.entity_weight(e)).sum();
        stems + entities
    }
}

/// Whether a word says that something was changed: now, no longer, until.
pub(super) fn is_turning(word: &str) -> bool {
    TURNING.contains(word)
}

/// What two sorted lists have in common.
pub(super) fn common<'a, T: Ord + Copy>(a: &'a [T], b: &'a [T]) -> impl Iterator<Item = T> + 'a {
    a.iter().copied().filter(|x| b.binary_search(x).is_ok())
}

impl Scene {
    /// Whether it names a year.
    pub(super) fn has_year(&self) -> bool {
        self.times.iter().any(|t| t.0 == Unit::Year)
    }

    /// Whether it names a day of the week.
    pub(super) fn has_weekday(&self) -> bool {
        self.times.iter().any(|t| t.0 == Unit::Weekday)
    }

    /// Whether it names a year or a season that is not this one, or says how long ago it was.
    pub(super) fn is_of_past(&self) -> bool {
        let past = |time: &Time| matches!(time.0, Unit::Ago) || time.0 == Unit::Season && time.1 != 0;
        self.times.iter().any(past)
    }

    /// Whether one is of last year or of weeks ago, and the other names neither that nor a year.
    pub(super) fn past_apart(&self, other: &Scene) -> bool {
        let now = |scene: &Scene| !scene.is_of_past() && !scene.has_year();
        let shared = |t: Time| matches!(t.0, Unit::Year | Unit::Season);
        !common(&self.times, &other.times).any(shared)
            && (self.is_of_past() && now(other) || other.is_of_past() && now(self))
    }

    /// Whether both name a year, this one or another (last year), or neither does.
    pub(super) fn years_agree(&self, other: &Scene) -> bool {
        let beside = |scene: &Scene| scene.times.iter().any(|t| t.0 == Unit::Season && t.1 != 0);
        self.has_year() == other.has_year() && beside(self) == beside(other)
    }

    /// Whether both name one year, day or weekday.
    pub(super) fn at_one_time(&self, other: &Scene) -> bool {
        common(&self.times, &other.times).any(|t| t.0 != Unit::Month)
    }

    /// Whether both name times and share none of them, of whatever unit: "in April", "on Monday".
    pub(super) fn dated_apart(&self, other: &Scene) -> bool {
        share_none(&self.times, &other.times)
    }

    /// Whether both name times and share none.
    pub(super) fn at_other_time(&self, other: &Scene) -> bool {
        are_apart(&self.times, &other.times)
    }

    /// The same of both, where what is compared can change between two days on which it was said: what somebody wants.
    pub(super) fn told_at_other_time(&self, other: &Scene) -> bool {
        are_apart(&self.told, &other.told) || share_none(&self.times, &other.times)
    }
}

/// Whether both lists name times and share none of them, of whatever unit.
fn share_none(a: &[Time], b: &[Time]) -> bool {
    !a.is_empty() && !b.is_empty() && common(a, b).next().is_none()
}

/// Whether one names another year and the other a day of these weeks.
fn are_years_apart(a: &[Time], b: &[Time]) -> bool {
    let far = |times: &[Time]| times.iter().any(|t| t.0 == Unit::Season && t.1 != 0);
    let near = |times: &[Time]| {
        times.iter().any(|t| t.0 == Unit::Weekday)
            && !times.iter().any(|t| matches!(t.0, Unit::Year | Unit::Season))
    };
    far(a) && near(b) || far(b) && near(a)
}

/// Whether both lists name times of one unit and share none of it.
fn are_apart(a: &[Time], b: &[Time]) -> bool {
    are_years_apart(a, b)
        || [Unit::Year, Unit::Season, Unit::Part, Unit::Ago, Unit::Month, Unit::Day, Unit::Weekday]
            .into_iter()
            .any(|unit| {
                let named = |times: &[Time]| times.iter().any(|t| t.0 == unit);
                named(a) && named(b) && !common(a, b).any(|t| t.0 == unit)
            })
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The scenes of a paragraph without their entities, which depend on the article.
struct Told(Vec<Scene>);

fn read_sentences(passage: &Passage) -> Vec<Scene> {
    let read = |sentence: &Sentence| {
        let stems = stems_of(passage, sentence.tokens.clone()).into();
        let mut scene = Scene { stems, ..Scene::default() };
        let (mut times, mut said) = (Vec::new(), Vec::new());
        for token in sentence.tokens.clone() {
            let is_said = lexis::is_saying(passage, token) || is_published(passage, token);
            let list = if is_said { &mut said } else { &mut times };
            read_word(passage, token, &mut scene, list);
        }
        // "At the time she denied it."
        let opens = |words: &[&str]| {
            words.iter().zip(sentence.tokens.start..).all(|(w, t)| passage.word(t).eq_ignore_ascii_case(w))
        };
        // "It is the second sinking. In the first, six died."
        scene.then = opens(&["at", "the", "time"])
            || opens(&["at", "that", "time"])
            || opens(&["before", "that"])
            || opens(&["in", "the", "first", ","]);
        scene.turns |= opens(&["after", "that"]);
        scene.apart |= scene.then || opens(&["among"]);
        let sorted = |mut times: Vec<Time>| -> Arc<[Time]> {
            times.sort_unstable();
            times.dedup();
            times.into()
        };
        scene.told = sorted(times.iter().chain(&said).copied().collect());
        scene.times = sorted(times);
        scene
    };
    passage.sentences.iter().map(read).collect()
}

/// Verbs by which a report comes out.
static PUBLISHING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/publishing.txt")).collect());

/// Whether a token tells when a report came out that bears out what is told: figures *published on Wednesday*.
fn is_published(passage: &Passage, token: usize) -> bool {
    let clause = passage.clause_of(token).and_then(|c| passage.clauses.get(c));
    clause.is_some_and(|c| c.kind == ClauseKind::Relative && PUBLISHING.contains(passage.lemma(c.predicate)))
}

/// Whether "other" stands behind a number and tells those from others of the same sentence: killed two and injured 17 *other* people.
pub(super) fn is_beside_others(passage: &Passage, token: usize) -> bool {
    let other = matches!(passage.lemma(token).to_lowercase().as_str(), "other" | "others");
    let sentence = passage.sentence_of(token).and_then(|s| passage.sentences.get(s));
    let count = |t: usize| {
        passage
            .values
            .iter()
            .any(|v| v.tokens.start == t && matches!(v.measure, Measure::Count { .. } | Measure::Number))
    };
    let numbered = token.checked_sub(1).filter(|&t| other && count(t));
    let verb_between = |from: usize, to: usize| (from..to).any(|t| passage.tokens[t].tag.is_verb());
    numbered.zip(sentence).is_some_and(|(number, sentence)| {
        (sentence.tokens.start..number).any(|t| count(t) && verb_between(t, number))
    })
}

/// When it was what was so long *ago* (the token): a week ago, two seasons ago.
fn ago(passage: &Passage, token: usize) -> Option<Time> {
    let unit = token.checked_sub(1)?;
    let value = passage.values.iter().rev().find(|v| v.tokens.end >= unit && v.tokens.start < token);
    let count = value.filter(|v| v.measure != Measure::Duration && v.low >= 1.0).map_or(1, |v| v.low as i32);
    let days = match passage.lemma(unit) {
        "season" => return Some((Unit::Season, -count)),
        "day" => 1,
        "week" => 7,
        "fortnight" => 14,
        "month" => 30,
        "year" => 365,
        _ => return None,
    };
    let lasting = value.filter(|v| v.measure == Measure::Duration).map(|v| v.low as i32);
    Some((Unit::Ago, lasting.unwrap_or(count * days)))
}

fn read_word(passage: &Passage, token: usize, scene: &mut Scene, times: &mut Vec<Time>) {
    let word = passage.word(token);
    let lower = word.to_lowercase();
    let Some(read) = passage.tokens.get(token) else { return };
    if let Ok(year) = word.parse::<i32>()
        && (1500..2100).contains(&year)
        && word.len() == 4
    {
        times.push((Unit::Year, year));
    }
    if word.starts_with(char::is_uppercase) {
        if let Some(month) = month(&lower) {
            times.push((Unit::Month, i32::from(month)));
            let beside = [Some(token + 1), token.checked_sub(1)].into_iter().flatten();
            let day =
                beside.filter_map(|t| passage.word(t).parse::<i32>().ok()).find(|d| (1..=31).contains(d));
            times.extend(day.map(|d| (Unit::Day, d)));
        }
        // "Closed on Mondays".
        let day = lower.strip_suffix('s').unwrap_or(&lower);
        if let Some(day) = WEEKDAYS.iter().position(|d| *d == day) {
            times.push((Unit::Weekday, day as i32));
        }
    }
    // "During 2015-16".
    if let Some((first, second)) = word.split_once(['-', '–', '/'])
        && first.len() == 4
        && second.len() == 2
        && let (Ok(year), Ok(next)) = (first.parse::<i32>(), second.parse::<i32>())
        && (year + 1) % 100 == next
    {
        times.extend([(Unit::Year, year), (Unit::Year, year + 1)]);
    }
    if lower == "ago" {
        times.extend(ago(passage, token));
    }
    if matches!(lower.as_str(), "year" | "season")
        && let Some(before) = token.checked_sub(1)
    {
        let distance = match passage.lemma(before) {
            "last" | "previous" => Some(-1),
            "this" => Some(0),
            "next" => Some(1),
            _ => None,
        };
        times.extend(distance.map(|d| (Unit::Season, d)));
    }
    // "Won by 2,000 votes last time".
    if lower == "time"
        && let Some(before) = token.checked_sub(1)
    {
        let distance = match passage.lemma(before) {
            "last" => Some(-1),
            "next" => Some(1),
            _ => None,
        };
        let said = before.checked_sub(1).map(|t| passage.lemma(t));
        // "For the last time", "the last time they met" is no such time.
        times.extend(distance.filter(|_| said != Some("the")).map(|d| (Unit::Season, d)));
    }
    // "Last month" is as long ago; "last week" may be told by its day too.
    if lower == "month" && token.checked_sub(1).is_some_and(|t| passage.lemma(t) == "last") {
        times.push((Unit::Ago, 30));
    }
    // "In the second quarter".
    let part = ["first", "second", "third", "fourth"].iter().position(|word| *word == lower);
    let part = part.filter(|_| matches!(passage.lemma(token + 1), "quarter" | "half"));
    times.extend(part.map(|n| (Unit::Part, n as i32)));
    // "Once Holm has taken over Kildare, it".
    let as_soon_as = lower == "once" && word.starts_with('O');
    let other = lexicon::is_of_other_event(&lower) && read.relation != Relation::Mark;
    // "In Eastgate alone", "turned out to be wrong".
    let after_noun = || token.checked_sub(1).is_some_and(|t| passage.tokens[t].tag.is_noun());
    let part_alone = lower == "alone" && (read.relation == Relation::Amod || after_noun());
    let turned_out = lower == "out" && token.checked_sub(1).is_some_and(|t| passage.word(t) == "turned");
    if other && part.is_none() && !as_soon_as && !is_beside_others(passage, token)
        || lexicon::is_at_first(passage, token)
        || part_alone
        || turned_out
    {
        scene.apart = true;
    }
    // "Has lost none since".
    let since_then = lower == "since" && read.relation == Relation::Advmod;
    if is_turning(&lower) || since_then {
        scene.turns = true;
    }
}
