//! Reads every number of an article that counts something, with what it counts and what the clause around it says.

use crate::article::{Argument, Article, FactFrame, Modality, Placed};
use crate::language::{Bound, Measure, NameKind, Passage, Relation, Tag, Value};
use crate::rules::contradiction::count::{Count, Kind};
use crate::rules::contradiction::known::{Known, Topic};
use crate::rules::contradiction::lexicon::{self, DeedRole};
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::referent::Referent;
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene;
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static SUFFERING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/suffering_verbs.txt")).collect());

/// Reads every number of the article.
pub(super) fn read_all<'a>(article: &'a Article, lexis: &Lexis, known: &Known) -> Vec<Count<'a>> {
    let mut counts = Vec::new();
    let mut first_frame = 0;
    for (index, placed) in article.paragraphs.iter().enumerate() {
        let frames = article.frames.get(first_frame..).unwrap_or(&[]);
        let own = frames.iter().take_while(|f| f.paragraph == index).count();
        let frames = &frames[..own];
        first_frame += own;
        let read = || Reader::new(article, lexis, index, placed, frames).all();
        counts.extend(known.told_at(Topic::Count, (index, 0), read));
    }
    counts
}

/// Reads one paragraph.
struct Reader<'a, 'l> {
    article: &'a Article,
    placed: &'a Placed,
    passage: &'a Passage,
    paragraph: usize,
    offset: usize,
    frames: &'a [FactFrame],
    /// By token, the frames in which it is subject or object.
    roles: HashMap<usize, Vec<(usize, DeedRole)>>,
    lexis: &'l Lexis,
}

impl<'a, 'l> Reader<'a, 'l> {
    fn new(
        article: &'a Article,
        lexis: &'l Lexis,
        paragraph: usize,
        placed: &'a Placed,
        frames: &'a [FactFrame],
    ) -> Self {
        let mut roles: HashMap<usize, Vec<(usize, DeedRole)>> = HashMap::new();
        for (number, frame) in frames.iter().enumerate() {
            for (argument, role) in [(frame.subject, DeedRole::Subject), (frame.object, DeedRole::Object)] {
                if let Some(argument) = argument {
                    roles.entry(argument.token).or_default().push((number, role));
                }
            }
        }
        let (passage, offset) = (placed.passage(), placed.offset);
        Self { article, placed, passage, paragraph, offset, frames, roles, lexis }
    }

    /// Every number of the paragraph.
    fn all(&self) -> Vec<Count<'a>> {
        let mut counts: Vec<_> = self.passage.values.iter().filter_map(|value| self.value(value)).collect();
        for token in 0..self.passage.tokens.len() {
            counts.extend(self.compound(token));
            counts.extend(self.none(token));
        }
        counts
    }

    fn value(&self, value: &Value) -> Option<Count<'a>> {
        let passage = self.passage;
        if let Some(noun) = self.all_of(value) {
            return self.count(
                Value { measure: Measure::Count { noun }, ..value.clone() },
                noun,
                Kind::Things,
            );
        }
        let (head, kind) = match value.measure {
            Measure::Count { noun } => (noun, Kind::Things),
            Measure::Number => {
                match self.subject_of(value).or_else(|| self.beside(value)).or_else(|| self.size_of(value)) {
                    Some(subject) => (subject, Kind::Things),
                    None => (value.tokens.start, Kind::Things),
                }
            }
            _ => return None,
        };
        let compound = passage.word(value.tokens.start + 1) == "-";
        if self.is_part(value, head) || !compound && self.is_apart(head) {
            return None;
        }
        self.count(value.clone(), head, kind)
    }

    /// Of whom a number tells all: all nine *of the dead*.
    fn all_of(&self, value: &Value) -> Option<usize> {
        let passage = self.passage;
        let (before, of) = (value.tokens.start.checked_sub(1)?, value.tokens.start + 1);
        let all = passage.lemma(before).eq_ignore_ascii_case("all") && passage.lemma(of) == "of";
        let noun = |t: &usize| {
            passage.tokens.get(*t).is_some_and(|t| t.tag == Tag::Nns)
                || *t > of + 1 && lexicon::is_deed(passage.word(*t))
        };
        (of + 1..of + 4).find(noun).filter(|_| all)
    }

    /// What a bare number stands beside: the *attendance*, a little over 19,000.
    fn beside(&self, value: &Value) -> Option<usize> {
        let passage = self.passage;
        let head = value.tokens.clone().find_map(|t| {
            let token = passage.tokens.get(t)?;
            token.head.filter(|_| token.relation == Relation::Appos)
        })? as usize;
        lexicon::is_deed(passage.lemma(head)).then_some(head)
    }

    /// What a bare number behind "of" is the size of: a *crowd* of barely 4,000.
    fn size_of(&self, value: &Value) -> Option<usize> {
        let passage = self.passage;
        let adverb = |t: &usize| passage.tokens.get(*t).is_some_and(|t| t.tag == Tag::Rb);
        let before = (0..value.tokens.start).rev().take(3).find(|t| !adverb(t))?;
        let of = Some(before).filter(|&t| passage.lemma(t) == "of")?;
        let noun = of.checked_sub(1)?;
        let size = passage.tokens.get(noun).is_some_and(|t| t.tag == Tag::Nn);
        (size && lexicon::is_deed(passage.lemma(noun))).then_some(noun)
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
        // "Did not arrest anybody".
        let anybody = || {
            let played = self.roles.get(&token)?;
            played.iter().any(|&(number, _)| self.frames.get(number).is_some_and(|f| f.negated)).then_some(())
        };
        let none = matches!(word, "no" | "nobody" | "none" | "no-one")
            || matches!(word, "anybody" | "anyone") && anybody().is_some();
        // "Nobody else was hurt": but for those who were told.
        if !none || self.passage.lemma(token + 1) == "else" {
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
        let none = self.count(value, head, Kind::Things).filter(|c| c.deed.is_some_and(|d| d != "crowd"))?;
        // "Nobody was seriously hurt", "no serious injuries": some may have been, less so.
        let beside = |of: usize, is: &dyn Fn(usize) -> bool| self.passage.dependents(of).any(is);
        let manner = |t: usize| sameness::is_manner(self.passage, t);
        let kind = |t: usize| self.passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Amod);
        let degree = beside(none.frame.predicate, &manner) || head != token && beside(head, &kind);
        (!degree && !self.is_of_somebody(none.frame, head)).then_some(none)
    }

    /// Whether some or one of them had none of it: six had no injuries, the driver suffered none.
    fn is_of_somebody(&self, frame: &FactFrame, none: usize) -> bool {
        let passage = self.passage;
        let people = |t: usize| {
            let number = passage.tokens.get(t).is_some_and(|t| t.tag == Tag::Cd);
            number
                || lexicon::is_people(passage.lemma(t))
                || self.lexis.is_somebody(self.lexis.word(self.paragraph, t))
        };
        let person = |a: &Argument| {
            let named = a.entity.and_then(|e| self.article.entities.get(e));
            named.map_or_else(|| people(a.token), |e| e.kind == NameKind::Person)
        };
        let suffers = SUFFERING.contains(passage.lemma(frame.predicate));
        suffers && frame.object.is_some_and(|o| o.token == none) && frame.subject.as_ref().is_some_and(person)
    }

    fn count(&self, value: Value, head: usize, kind: Kind) -> Option<Count<'a>> {
        let passage = self.passage;
        // "All 14 of the injured", which may be read as a participle.
        let participle = passage.tokens.get(head).is_some_and(|t| t.tag == Tag::Vbn)
            && passage.lemma(value.tokens.end) == "of";
        let lemma = if participle { passage.word(head) } else { passage.lemma(head) };
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
        // "The loss of 340 jobs".
        let by_noun = || {
            let token = passage.tokens.get(head).filter(|t| t.relation == Relation::Nmod)?;
            let of = passage.case_marker(head).is_some_and(|c| passage.lemma(c) == "of");
            let noun = token.head.filter(|_| of)? as usize;
            let class = lexicon::deed(passage.lemma(noun), DeedRole::Of, std::iter::once(lemma))?;
            own_clause.map(|frame| (frame, class))
        };
        let itself = || {
            let class = lexicon::deed(lemma, DeedRole::Itself, std::iter::empty())?;
            own_clause.map(|frame| (frame, class))
        };
        let noun = self.lexis.word(self.paragraph, head);
        let somebody = lexicon::is_people(lemma) || self.lexis.is_somebody(noun);
        let people = !counted || value.low == 0.0 || somebody || lexicon::is_deed(lemma);
        let told = (kind == Kind::Things)
            .then(|| {
                let told = by_deed.or_else(by_place).or_else(by_noun);
                told.filter(|(_, class)| people || lexicon::is_thing(lemma, class)).or_else(itself)
            })
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
        let modifiers: Vec<usize> = modifiers.into_iter().chain(of).collect();
        let context =
            lexis::own_tokens(passage, frame.clause).filter(|t| !value.tokens.contains(t) && *t != head);
        let antecedent =
            passage.clauses.get(frame.clause).and_then(|c| passage.antecedent(c)).filter(|&t| t != head);
        let around =
            self.lexis.items(self.paragraph, context.chain(antecedent).chain(modifiers.iter().copied()));
        let from = value.tokens.start.saturating_sub(2);
        let summed = self.is_summed(&value);
        // "A crowd of 4,000" is all of them.
        let size = matches!(value.measure, Measure::Number) && head < value.tokens.start && value.low > 0.0;
        let whole = size
            || (from..value.tokens.start).any(|t| matches!(passage.lemma(t), "all" | "total" | "altogether"))
            || summed
            || passage.word(value.tokens.start).contains('-') && value.tokens.contains(&head)
            || passage.word(value.tokens.start + 1) == "-";
        let capped = matches!(value.bound, Bound::AtMost | Bound::LessThan)
            || (from..value.tokens.start + 1).any(|t| {
                matches!(passage.lemma(t), "only" | "barely" | "just" | "merely" | "scarcely" | "mere")
            });
        let whole_span = passage.phrase_span(head);
        let head_start = passage.tokens.get(head).map_or(value.span.start, |t| t.span.start);
        let end = if whole_span.len() > 90 { value.span.end } else { whole_span.end.max(value.span.end) };
        let agent = frame.subject.filter(|s| s.token != head);
        Some(Count {
            frame,
            agent: agent
                .and_then(|s| Referent::of(self.article, self.lexis, self.placed, self.paragraph, s.token)),
            kind,
            deed,
            lemma: passage.word(head).split_once('-').map_or(lemma, |(_, noun)| noun),
            noun,
            somebody,
            modifiers: self.lexis.items(self.paragraph, modifiers.into_iter()),
            around,
            whole,
            some: sameness::has_some(passage, frame, head),
            listed: self.is_listed(head),
            summed,
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
                lexicon::is_of_other_event(&word) && !scene::is_beside_others(passage, t)
                    || word == "last" && !period(t + 1)
                    || lexicon::is_at_first(passage, t)
            };
            if lexis::was_before(passage, number) || lexis::own_tokens(passage, number).any(other) {
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

    /// Whether another count is joined to the noun of one: three *men* and two women.
    fn is_listed(&self, noun: usize) -> bool {
        let passage = self.passage;
        let joined = |t: usize| passage.tokens.get(t).is_some_and(|t| t.relation == Relation::Conj);
        let counted = |t: usize| {
            passage.values.iter().any(|v| matches!(v.measure, Measure::Count { noun } if noun == t))
        };
        let above = passage.tokens.get(noun).and_then(|t| t.head).map(|head| head as usize);
        passage.dependents(noun).any(|t| joined(t) && counted(t))
            || above.is_some_and(|above| (joined(noun) || joined(above)) && counted(above))
    }

    /// Whether its sentence says that it is the sum: "60 people were saved *in all*".
    fn is_summed(&self, value: &Value) -> bool {
        let passage = self.passage;
        let sentence = passage.sentence_of(value.tokens.start).and_then(|s| passage.sentences.get(s));
        sentence.is_some_and(|s| {
            s.tokens.clone().any(|t| {
                let next = passage.word(t + 1);
                passage.lemma(t).eq_ignore_ascii_case("altogether")
                    || passage.lemma(t).eq_ignore_ascii_case("in")
                        && (next == "total"
                            || next == "all" && matches!(passage.word(t + 2), "," | "." | ";"))
            })
        })
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
        // "Went from 166 to 139, to 172": what it was on the way.
        let series = before.clone().any(|t| word(t) == "from")
            && (next..end.min(next + 9))
                .any(|t| word(t) == "to" && passage.tokens.get(t + 1).is_some_and(|t| t.tag == Tag::Cd))
            || value.tokens.start > start
                && word(value.tokens.start - 1) == "to"
                && (next..end.min(next + 5))
                    .any(|t| word(t) == "to" && passage.tokens.get(t + 1).is_some_and(|t| t.tag == Tag::Cd));
        let partitive = word(next) == "of" && passage.tokens.get(head).is_none_or(|t| t.tag == Tag::Cd);
        let out_of = value.tokens.start > start
            && matches!(word(value.tokens.start - 1).as_str(), "in" | "of")
            && value.tokens.start > start + 1
            && passage.tokens.get(value.tokens.start - 2).is_some_and(|t| t.tag == Tag::Cd);
        let last = value.tokens.end.max(head + 1);
        partitive
            || series
            || lexis::is_rate(passage, last)
            || out_of || value.low < 1.0 && value.low > 0.0
            || before.clone().any(of_them) || next < end && of_them(next)
            || around.clone().any(|t| {
                matches!(
                    word(t).as_str(),
                    "another" | "other" | "others" | "further" | "additional" | "first" | "last" | "next" | "each" | "per"
                        | "every" | "remaining" | "those" | "these" | "including" | "one-time" | "more" | "extra" | "average"
                        if !(word(t) == "each" && word(t + 1) == "of") && !(word(t) == "more" && (word(t + 1) == "than" || t > next)) && !(t > next && matches!(word(t).as_str(), "last" | "next" | "first"))
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
