//! Numbers of the same counted thing in the same event: people killed, members of a team, how long it lasted, how many times
//! over it grew.

use crate::article::{Article, FactFrame, Modality};
use crate::language::{Bound, Measure, Passage, Relation, Tag, Value};
use crate::rules::contradiction::conflict::{Conflict, clip, one_line};
use crate::rules::contradiction::lexicon::{self, DeedRole};
use crate::rules::contradiction::lexis::{self, Item, Lexis};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many earlier numbers of one kind a number is compared with.
const NEAREST: usize = 24;
/// The score from which two numbers are reported.
const THRESHOLD: f32 = 1.8;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Things,
    Times,
}

/// One number of something.
struct Count<'a> {
    frame: &'a FactFrame,
    kind: Kind,
    /// Class of the deed, where the number is told by one: killed, arrested.
    deed: Option<&'a str>,
    lemma: &'a str,
    value: Value,
    /// Items of what modifies the noun.
    modifiers: Vec<Item>,
    /// Items of the rest of its clause.
    context: Vec<Item>,
    whole: bool,
    /// Whether the words say that it is no more: fewer than, only, barely, just.
    capped: bool,
    span: Span,
}

/// Finds the pairs.
pub(super) fn find(article: &Article, lexis: &Lexis, scenes: &Scenes, conflicts: &mut Vec<Conflict>) {
    let counts = read_all(article, lexis);
    let mut by_key: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for (at, count) in counts.iter().enumerate() {
        for key in keys(count) {
            by_key.entry(key).or_default().push(at);
        }
    }
    let mut told = BTreeSet::new();
    for (key, places) in &by_key {
        let variety = variety(places.iter().filter_map(|&at| counts.get(at)));
        for (before, &at) in places.iter().enumerate() {
            let best = places[..before]
                .iter()
                .rev()
                .take(NEAREST)
                .filter(|&&other| !told.contains(&(at, other)))
                .filter_map(|&other| {
                    let (here, there) = (counts.get(at)?, counts.get(other)?);
                    let score = weigh(article, lexis, scenes, here, there)?.score(key, variety);
                    (score >= THRESHOLD).then_some((score, other))
                })
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let Some((_, other)) = best else { continue };
            told.insert((at, other));
            if let (Some(here), Some(there)) = (counts.get(at), counts.get(other)) {
                conflicts.push(conflict(article, here, there));
            }
        }
    }
}

/// What numbers are looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    /// Numbers of those to whom one kind of thing was done.
    Deed(&'a str),
    /// Numbers of people.
    People,
    /// Numbers of what one word names.
    Noun(&'a str),
}

fn keys<'a>(count: &Count<'a>) -> impl Iterator<Item = Key<'a>> {
    let people = count.deed.is_none() && lexicon::is_people(count.lemma);
    let noun = Some(Key::Noun(count.lemma)).filter(|_| {
        count.kind == Kind::Things
            && count.lemma.starts_with(char::is_alphabetic)
            && !lexicon::is_deed(count.lemma)
    });
    count.deed.map(Key::Deed).into_iter().chain(people.then_some(Key::People)).chain(noun)
}

fn conflict(article: &Article, here: &Count<'_>, there: &Count<'_>) -> Conflict {
    let says = |c: &Count<'_>| clip(&one_line(c.span.of(article.text())));
    Conflict {
        here: here.span,
        there: there.span,
        voices: (here.frame.voice, there.frame.voice),
        parties: None,
        says: (says(here), says(there)),
        about: "the numbers do not agree".to_owned(),
    }
}

/// What speaks for and against two numbers being of one thing.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// What modifies one noun and not the other, on the side that has less of it.
    modifiers: f32,
    /// What the clauses share, in nats.
    shared: f32,
    /// Its part of the clause that says less.
    cover: f32,
    /// The logarithm of their ratio.
    gap: f32,
    /// How many of them are said to be the whole: all six, a six-member team.
    whole: f32,
    /// 1 where the clauses share somebody or something named, -1 where both name and share nothing.
    names: f32,
    /// 1 where one number is bounded from above and the other lies above it.
    capped: f32,
    /// 1 where one of them is none at all.
    none: f32,
    /// 1 where only one of them is dated by a year.
    dated: f32,
    /// 1 where their verbs tell two things: 18 states support it, 27 states challenge it.
    verbs: f32,
}

impl Evidence {
    /// How likely the two are of one thing, for numbers looked up by this key, of which there are so many different ones.
    fn score(&self, key: &Key<'_>, variety: usize) -> f32 {
        let base = match key {
            Key::Deed(_) => 1.5,
            Key::Noun(_) => 0.6,
            Key::People if self.cover < 0.6 => -1.0,
            Key::People => 0.3,
        };
        let far = if self.none == 0.0 && self.gap > 2.3 { 0.8 } else { 0.0 };
        base + 0.3 * self.shared.min(3.0) - 0.8 * self.modifiers.min(2.0)
            + 1.0 * self.whole
            + 1.2 * self.capped
            + 0.9 * self.none
            + 0.5 * self.names.min(0.0)
            - 0.7 * self.dated
            - if matches!(key, Key::Noun(_)) { 0.5 * self.verbs } else { 0.0 }
            - far
            - 0.5 * (variety as f32 - 2.0)
    }
}

/// Reads every number of the article.
fn read_all<'a>(article: &'a Article, lexis: &Lexis) -> Vec<Count<'a>> {
    let mut counts = Vec::new();
    let mut first_frame = 0;
    for (index, placed) in article.paragraphs.iter().enumerate() {
        let passage = placed.passage();
        let frames = article.frames.get(first_frame..).unwrap_or(&[]);
        let own = frames.iter().take_while(|f| f.paragraph == index).count();
        let frames = &frames[..own];
        first_frame += own;
        let mut roles: HashMap<usize, Vec<(usize, DeedRole)>> = HashMap::new();
        for (number, frame) in frames.iter().enumerate() {
            for (argument, role) in [(frame.subject, DeedRole::Subject), (frame.object, DeedRole::Object)] {
                if let Some(argument) = argument {
                    roles.entry(argument.token).or_default().push((number, role));
                }
            }
        }
        let reader =
            Reader { passage, paragraph: index, offset: placed.offset, frames, roles: &roles, lexis };
        for value in &passage.values {
            counts.extend(reader.value(value));
        }
        for token in 0..passage.tokens.len() {
            counts.extend(reader.compound(token));
            counts.extend(reader.none(token));
        }
    }
    counts
}

struct Reader<'a, 'l> {
    passage: &'a Passage,
    paragraph: usize,
    offset: usize,
    frames: &'a [FactFrame],
    roles: &'l HashMap<usize, Vec<(usize, DeedRole)>>,
    lexis: &'l Lexis,
}

impl<'a> Reader<'a, '_> {
    fn value(&self, value: &Value) -> Option<Count<'a>> {
        let passage = self.passage;
        let (head, kind) = match value.measure {
            Measure::Count { noun } => (noun, Kind::Things),
            Measure::Number => match self.subject_of(value) {
                Some(subject) => (subject, Kind::Things),
                None => (value.tokens.start, Kind::Things),
            },
            _ => return None,
        };
        let compound = passage.word(value.tokens.start + 1) == "-";
        if self.is_part(value, head) || !compound && self.is_apart(head) {
            return None;
        }
        self.count(value.clone(), head, kind)
    }

    /// What a bare number is the size of: attendance fell to three million, the death toll stood at 24.
    fn subject_of(&self, value: &Value) -> Option<usize> {
        let passage = self.passage;
        let clause = passage.clauses.get(passage.clause_of(value.tokens.start)?)?;
        let before = (0..value.tokens.start).rev().find(|&t| {
            passage.tokens.get(t).is_some_and(|t| t.tag != Tag::Rb)
                && !matches!(passage.lemma(t), "just" | "only")
        })?;
        if !matches!(
            passage.word(before),
            "to" | "at" | "was" | "is" | "were" | "reached" | "hit" | "totaled" | "totalled"
        ) {
            return None;
        }
        let subject = clause.object.filter(|_| passage.lemma(clause.predicate) == "put").or(clause.subject)?;
        let of = passage.dependents(subject).find(|&t| {
            passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Nmod)
                && passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of")
        });
        match passage.lemma(subject) {
            "number" | "toll" | "total" | "count" | "tally" => {
                of.or_else(|| passage.dependent(subject, &[Relation::Compound]))
            }
            lemma => (lexicon::is_deed(lemma)).then_some(subject),
        }
    }

    /// "nine-seat", "18-fold"; how many members a body has is compared in [`super::membership`].
    fn compound(&self, token: usize) -> Option<Count<'a>> {
        let word = self.passage.word(token);
        let (number, noun) = word.split_once('-')?;
        let amount = crate::language::values::small_number(number)?;
        let kind = if noun == "fold" { Kind::Times } else { Kind::Things };
        if !matches!(noun, "fold" | "nation" | "person" | "player" | "seat" | "state") {
            return None;
        }
        let value = Value {
            span: self.passage.span_of(token..token + 1),
            tokens: token..token + 1,
            measure: Measure::Number,
            bound: Bound::Exact,
            low: amount,
            high: amount,
        };
        self.count(value, token, kind)
    }

    /// "no injuries", "nobody was hurt": none at all.
    fn none(&self, token: usize) -> Option<Count<'a>> {
        let word = self.passage.lemma(token);
        if !matches!(word, "no" | "nobody" | "none" | "no-one") {
            return None;
        }
        let head = if word == "no" { self.passage.tokens.get(token)?.head? as usize } else { token };
        let value = Value {
            span: self.passage.span_of(token..head.max(token) + 1),
            tokens: token..token + 1,
            measure: Measure::Number,
            bound: Bound::Exact,
            low: 0.0,
            high: 0.0,
        };
        self.count(value, head, Kind::Things).filter(|c| c.deed.is_some_and(|d| d != "crowd"))
    }

    fn count(&self, value: Value, head: usize, kind: Kind) -> Option<Count<'a>> {
        let passage = self.passage;
        let lemma = passage.lemma(head);
        let counted = !matches!(value.measure, Measure::Number) || value.low == 0.0;
        let played = self.roles.get(&head).map_or(&[][..], Vec::as_slice);
        let by_deed = played.iter().find_map(|&(number, role)| {
            let frame = self.frames.get(number)?;
            let after = (frame.predicate + 1..frame.predicate + 8).map(|t| passage.lemma(t));
            let class = lexicon::deed(passage.lemma(frame.predicate), role, after.clone()).or_else(|| {
                self.is_bare_passive(frame)
                    .then(|| lexicon::deed(passage.lemma(frame.predicate), DeedRole::Object, after))
                    .flatten()
            })?;
            Some((frame, class))
        });
        let own_clause = passage.clause_of(head).and_then(|c| self.frames.get(c));
        // The parser may miss a role; the number before a verb of one clause has it all the same.
        let by_place = || {
            let at = (head + 1..head + 5).find(|&t| {
                passage.tokens.get(t).is_some_and(|t| {
                    t.tag.is_verb() && !matches!(t.relation, Relation::Aux | Relation::AuxPass)
                })
            })?;
            let frame =
                passage.clause_of(at).and_then(|c| self.frames.get(c)).filter(|f| f.predicate == at)?;
            let close = (head + 1..at).all(|t| {
                passage.tokens.get(t).is_some_and(|t| t.tag.is_verb() || t.tag == Tag::Rb || t.tag == Tag::Md)
            });
            let known = frame.subject.is_some() || frame.object.is_some();
            let role =
                if passage.clauses.get(frame.clause)?.passive { DeedRole::Object } else { DeedRole::Subject };
            let class = lexicon::deed(passage.lemma(at), role, std::iter::empty())?;
            (close && !known).then_some((frame, class))
        };
        let itself = || {
            let class = lexicon::deed(lemma, DeedRole::Itself, std::iter::empty())?;
            own_clause.map(|frame| (frame, class))
        };
        let people = !counted || value.low == 0.0 || lexicon::is_people(lemma) || lexicon::is_deed(lemma);
        let told = (kind == Kind::Things)
            .then(|| by_deed.or_else(by_place).filter(|_| people).or_else(itself))
            .flatten();
        let (frame, deed) = match told {
            Some((frame, class)) => (frame, Some(class)),
            None => (own_clause?, None),
        };
        let bounded = matches!(passage.lemma(value.tokens.start), "no" | "not");
        if frame.negated && value.low != 0.0 && !bounded
            || matches!(frame.modality, Modality::Possible | Modality::Hypothetical)
        {
            return None;
        }
        if kind == Kind::Things
            && deed.is_none()
            && head == value.tokens.start
            && !passage.word(head).contains('-')
        {
            return None;
        }
        let modifiers: Vec<usize> = passage.dependents(head).filter(|&t| modifies(passage, t)).collect();
        let of: Vec<usize> =
            modifiers.iter().flat_map(|&t| passage.dependents(t).filter(|&d| modifies(passage, d))).collect();
        // "a six-member team": what the team is.
        let modifiers: Vec<usize> = if passage.word(head).contains('-') {
            passage
                .tokens
                .get(head)
                .and_then(|t| t.head)
                .map(|h| h as usize)
                .into_iter()
                .chain(modifiers)
                .collect()
        } else {
            modifiers
        };
        let modifier_items = self.lexis.items(self.paragraph, modifiers.iter().chain(&of).copied());
        let context =
            lexis::own_tokens(passage, frame.clause).filter(|t| !value.tokens.contains(t) && *t != head);
        let antecedent =
            passage.clauses.get(frame.clause).and_then(|c| passage.antecedent(c)).filter(|&t| t != head);
        let context = self.lexis.items(self.paragraph, context.chain(antecedent));
        let from = value.tokens.start.saturating_sub(2);
        let whole = (from..value.tokens.start)
            .any(|t| matches!(passage.lemma(t), "all" | "total" | "altogether"))
            || passage.word(value.tokens.start).contains('-') && value.tokens.contains(&head)
            || passage.word(value.tokens.start + 1) == "-";
        let capped = matches!(value.bound, Bound::AtMost | Bound::LessThan)
            || (from..value.tokens.start + 1).any(|t| {
                matches!(passage.lemma(t), "only" | "barely" | "just" | "merely" | "scarcely" | "mere")
            });
        let whole_span = passage.phrase_span(head);
        let head_start = passage.tokens.get(head).map_or(value.span.start, |t| t.span.start);
        let end = if whole_span.len() > 90 { value.span.end } else { whole_span.end.max(value.span.end) };
        Some(Count {
            frame,
            kind,
            deed,
            lemma: passage.word(head).split_once('-').map_or(lemma, |(_, noun)| noun),
            modifiers: modifier_items,
            context,
            whole,
            capped,
            span: Span::new(value.span.start.min(head_start), end).shift(self.offset),
            value,
        })
    }

    /// Whether the clause says that it speaks of another count or time: earlier, previous, had put.
    fn is_apart(&self, head: usize) -> bool {
        let passage = self.passage;
        let mut clause = passage.clause_of(head);
        for _ in 0..4 {
            let Some(number) = clause else { break };
            let period = |t: usize| {
                matches!(passage.lemma(t), "year" | "month" | "week" | "night" | "season")
                    || passage.word(t).starts_with(char::is_uppercase)
            };
            let other = |t: usize| {
                let word = passage.word(t).to_lowercase();
                let tagged = passage.tokens.get(t);
                lexicon::is_of_other_event(&word)
                    || matches!(word.as_str(), "last") && !period(t + 1)
                    || word == "had" && tagged.is_some_and(|t| t.relation == Relation::Aux)
            };
            if lexis::own_tokens(passage, number).any(other) {
                return true;
            }
            clause = passage
                .clauses
                .get(number)
                .filter(|c| c.kind != crate::language::ClauseKind::Relative)
                .and_then(|c| c.governor);
        }
        false
    }

    /// Whether a participle without its auxiliary is the verb, as in a headline: "900 rescued off the coast".
    fn is_bare_passive(&self, frame: &FactFrame) -> bool {
        frame.object.is_none() && self.passage.tokens.get(frame.predicate).is_some_and(|t| t.tag == Tag::Vbn)
    }

    /// Whether the number counts a part, a rate or something else again: two of them, another five, five each.
    fn is_part(&self, value: &Value, head: usize) -> bool {
        let passage = self.passage;
        let sentence = passage.sentence_of(head).and_then(|s| passage.sentences.get(s));
        let (start, end) = sentence.map_or((0, 0), |s| (s.tokens.start, s.tokens.end));
        let before = value.tokens.start.saturating_sub(3).max(start)..value.tokens.start;
        let around = before.start..(value.tokens.end + 2).min(end);
        let word = |t: usize| passage.word(t).to_lowercase();
        let next = value.tokens.end;
        let of_them = |t: usize| {
            matches!(word(t).as_str(), "of" | "among")
                && matches!(word(t + 1).as_str(), "them" | "whom" | "those" | "these")
        };
        let partitive = word(next) == "of" && passage.tokens.get(head).is_none_or(|t| t.tag == Tag::Cd);
        let out_of = value.tokens.start > start
            && matches!(word(value.tokens.start - 1).as_str(), "in" | "of")
            && value.tokens.start > start + 1
            && passage.tokens.get(value.tokens.start - 2).is_some_and(|t| t.tag == Tag::Cd);
        partitive
            || out_of || value.low < 1.0 && value.low > 0.0
            || before.clone().any(of_them) || next < end && of_them(next)
            || around.clone().any(|t| {
                matches!(
                    word(t).as_str(),
                    "another" | "other" | "others" | "further" | "additional" | "first" | "last" | "next" | "each" | "per"
                        | "every" | "remaining" | "those" | "these" | "including" | "one-time" | "more" | "extra" | "average"
                        if !(word(t) == "more" && (word(t + 1) == "than" || t > next)) && !(t > next && matches!(word(t).as_str(), "last" | "next" | "first"))
                ) && !value.tokens.contains(&t)
            })
            || passage.dependents(head).any(|d| passage.tokens.get(d).is_some_and(|t| t.relation == Relation::Det && !value.tokens.contains(&d) && !matches!(word(d).as_str(), "the" | "all" | "a" | "an")))
    }
}

fn modifies(passage: &Passage, token: usize) -> bool {
    passage.tokens.get(token).is_some_and(|t| {
        matches!(
            t.relation,
            Relation::Amod | Relation::Compound | Relation::Nmod | Relation::NmodPoss | Relation::Flat
        ) && !matches!(t.tag, Tag::PossessivePronoun | Tag::Prp | Tag::Cd)
    })
}

/// What speaks for two numbers being of one thing; `None` where they cannot be, or where they agree.
fn weigh(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Count<'_>,
    there: &Count<'_>,
) -> Option<Evidence> {
    if (here.frame.paragraph, here.frame.sentence) == (there.frame.paragraph, there.frame.sentence)
        || here.value.agrees_with(&there.value)
        || [here, there].iter().any(|c| c.kind == Kind::Things && c.value.high == 1.0)
    {
        return None;
    }
    let (a, b) = (
        scenes.get(here.frame.paragraph, here.frame.sentence)?,
        scenes.get(there.frame.paragraph, there.frame.sentence)?,
    );
    if a.at_other_time(b) || sameness::purposes_differ(lexis, article, here.frame, there.frame) {
        return None;
    }
    let people = |c: &Count<'_>| {
        c.value.low == 0.0
            || lexicon::is_people(c.lemma)
            || lexicon::is_deed(c.lemma)
            || !c.lemma.chars().all(char::is_alphabetic)
    };
    if here.lemma != there.lemma && !(people(here) && people(there)) {
        return None;
    }
    // "Nine children" are a part of "31 people".
    let (low, high) = if here.value.low <= there.value.low { (here, there) } else { (there, here) };
    let none = low.value.high == 0.0;
    if !none
        && low.lemma != high.lemma
        && people(low)
        && matches!(high.lemma, "people" | "person")
        && low.lemma != "people"
        && lexicon::is_people(low.lemma)
    {
        return None;
    }
    let unmatched = |x: &[Item], y: &[Item]| {
        x.iter().filter(|&&i| !y.iter().any(|&j| lexis.likeness(i, j) >= 0.5)).count() as f32
    };
    let rest = |c: &Count<'_>| -> Vec<Item> {
        let mut items: Vec<Item> = c.context.iter().chain(&c.modifiers).copied().collect();
        items.sort_unstable();
        items.dedup();
        items
    };
    let (ours, theirs) = (rest(here), rest(there));
    let local = lexis.overlap(&ours, &theirs);
    let sign = |yes: bool| f32::from(u8::from(yes));
    Some(Evidence {
        modifiers: unmatched(&here.modifiers, &there.modifiers)
            .min(unmatched(&there.modifiers, &here.modifiers)),
        shared: local.shared,
        cover: local.cover,
        gap: if none { 0.0 } else { (high.value.low / low.value.high).ln() as f32 },
        whole: sign(here.whole) + sign(there.whole),
        names: lexis::named(&ours, &theirs),
        capped: sign(low.capped && !none),
        none: sign(none),
        dated: sign(a.has_year() != b.has_year()),
        verbs: sign(verbs_differ(article, lexis, here.frame, there.frame)),
    })
}

/// Whether two clauses have full verbs that are not alike.
fn verbs_differ(article: &Article, lexis: &Lexis, a: &FactFrame, b: &FactFrame) -> bool {
    let verb = |f: &FactFrame| {
        let passage = article.paragraphs.get(f.paragraph)?.passage();
        let clause = passage.clauses.get(f.clause)?;
        let full = clause.copula.is_none() && passage.tokens.get(f.predicate)?.tag.is_verb();
        lexis.word(f.paragraph, f.predicate).filter(|_| full)
    };
    verb(a).zip(verb(b)).is_some_and(|(a, b)| lexis.words_alike(a, b) < 0.4)
}

/// How many different numbers there are.
fn variety<'a, 'b: 'a>(counts: impl Iterator<Item = &'a Count<'b>>) -> usize {
    let mut numbers: Vec<u64> = counts.map(|c| c.value.low.to_bits()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len()
}
