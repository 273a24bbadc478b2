//! Attitudes of one holder to one thing: for it here, against it there; and opposite attitudes of two holders to one
//! proposition.

mod beside;

use crate::article::{Argument, Article, FactFrame, Modality, Placed};
use crate::language::{Clause, ClauseKind, NameKind, Passage, Relation, Tag};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side, one_line};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexicon::{self, AttitudeKind};
use crate::rules::contradiction::lexis::{Item, Lexis};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::weights;
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// How many earlier attitudes are compared with a new one.
const NEAREST: usize = 20;

static TRANSPARENT: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/transparent_nouns.txt")).collect());

/// Verbs through which an attitude is told, with their class.
static VERBS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/stance_verbs.tsv")).collect());

/// Whether a verb (lemma) is of this class of the list.
fn is_verb(lemma: &str, class: &str) -> bool {
    VERBS.contains(format!("{lemma}\t{class}").as_str())
}

struct Attitude<'a> {
    frame: &'a FactFrame,
    placed: &'a Placed,
    holder: Argument,
    sign: i8,
    /// What the words after it speak of.
    target: Vec<Item>,
    /// What stands first in it.
    focus: Option<Item>,
    /// Whether that is a plan, an idea or another word for what it is about.
    transparent: bool,
    /// What tells which one of them.
    modifiers: Vec<Item>,
    /// Whether its phrase brings that in: *a first* offer.
    introduced: bool,
    /// Whether it is what somebody expects to come of it: fears that it may cost more.
    expected: bool,
    /// Subject and predicate lemma of the clause that the target is, where it is one.
    proposition: Option<(&'a str, &'a str)>,
    span: Span,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut earlier: Earlier<'_, Attitude<'_>> = Earlier::new(known, "stance", NEAREST);
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        let read = || read(lexis, placed, frame).into_iter().chain(beside::read(lexis, placed, frame));
        for here in known.told(Topic::Stance, frame, read) {
            let compare = |there: &Attitude<'_>| {
                (there.sign != here.sign).then(|| compare(article, lexis, scenes, &here, there))?
            };
            let best = earlier.best(frame.paragraph, |there| compare(there).map(|(score, _)| score));
            if let Some((there, (_, one_holder))) = best.and_then(|there| Some((there, compare(there)?))) {
                conflicts.push(conflict(article, &here, there, one_holder));
            }
            earlier.push(frame.paragraph, here);
        }
    }
}

impl<'a> Attitude<'a> {
    /// The attitude towards what the phrase with this head names.
    fn towards(
        lexis: &Lexis,
        placed: &'a Placed,
        frame: &'a FactFrame,
        holder: Argument,
        sign: i8,
        thing: usize,
    ) -> Option<Self> {
        let passage = placed.passage();
        let phrase = passage.phrase(thing);
        let from =
            passage.phrase(holder.token).start.min(holder.token).min(frame.predicate).min(phrase.start);
        let to = phrase.end.max(frame.predicate + 1).max(holder.token + 1);
        Some(Self {
            frame,
            placed,
            holder,
            sign,
            focus: Some(lexis.item(frame.paragraph, thing)?),
            introduced: is_introduced(passage, thing),
            transparent: TRANSPARENT.contains(passage.lemma(thing)),
            modifiers: modifiers(lexis, passage, frame.paragraph, thing),
            target: lexis.items(frame.paragraph, phrase),
            expected: false,
            proposition: None,
            span: passage.span_of(from..to).shift(placed.offset),
        })
    }
}

/// Whether a phrase brings in what it names: *a first* offer.
fn is_introduced(passage: &Passage, noun: usize) -> bool {
    passage.dependents(noun).any(|t| matches!(passage.lemma(t), "a" | "an" | "another"))
}

/// What tells which one a noun names.
fn modifiers(lexis: &Lexis, passage: &Passage, paragraph: usize, noun: usize) -> Vec<Item> {
    let modifies = |t: &usize| {
        passage.tokens.get(*t).is_some_and(|t| {
            matches!(t.relation, Relation::Amod | Relation::Compound | Relation::Nmod | Relation::NmodPoss)
        })
    };
    lexis.items(paragraph, passage.dependents(noun).filter(modifies))
}

/// The attitude that a clause tells, if it tells one.
fn read<'a>(lexis: &Lexis, placed: &'a Placed, frame: &'a FactFrame) -> Option<Attitude<'a>> {
    let passage = placed.passage();
    let clause = passage.clauses.get(frame.clause)?;
    // "At the north depot, 140 drivers voted for it."
    let numbered = clause
        .subject
        .is_some_and(|s| passage.dependents(s).any(|t| passage.tokens[t].relation == Relation::Nummod));
    if super::statement::is_of_some(passage, clause) || numbered {
        return None;
    }
    let wished = wish(passage, clause);
    if !matches!(frame.modality, Modality::Stated | Modality::Future) && wished.is_none() {
        return None;
    }
    let lemma = passage.lemma(frame.predicate);
    // "Wants its members to reject it" tells what somebody else wants.
    let others = || clause.governor.and_then(|g| passage.clauses.get(g)).and_then(|o| o.subject);
    if wished.is_some() && frame.subject.is_some_and(|s| others().is_some_and(|o| o != s.token)) {
        return None;
    }
    // "X, calling it a disgrace, ...": the participle takes the subject of the clause it hangs on.
    let outer = || clause.governor.and_then(|g| passage.clauses.get(g));
    let argument = |token: usize| Argument {
        token,
        entity: lexis.named(passage, frame.paragraph, token),
        preposition: None,
    };
    let holder = frame.subject.or_else(|| outer()?.subject.map(argument))?;
    let verb = clause.copula.is_none()
        && (passage.tokens.get(frame.predicate)?.tag.is_verb() || clause.modal.is_some());
    let wanted = if verb { AttitudeKind::Verb } else { AttitudeKind::State };
    let mut after = frame.predicate + 1..clause.tokens.end;
    if after.is_empty() {
        // "seem optimistic [that ...]", where what follows hangs on "seem".
        after.end = outer()?.tokens.end;
    }
    let end = passage.sentences.get(frame.sentence).map_or(after.end, |s| s.tokens.end);
    after.end = after.end.min(end).max(after.start);
    let words = || after.clone().take(12).map(|t| passage.lemma(t));
    // "seem [very] optimistic that": the adjective holds the attitude, the verb its subject and its denial.
    let seeming = verb && is_verb(lemma, "seem");
    let adjective = passage
        .dependents(frame.predicate)
        .filter(|&t| {
            seeming && t > frame.predicate && passage.tokens.get(t).is_some_and(|t| matches!(t.tag, Tag::Jj))
        })
        .find_map(|t| {
            Some((
                lexicon::attitude(passage.lemma(t), AttitudeKind::State, words)?,
                t + 1..after.end.max(t + 1),
            ))
        });
    let judging = is_verb(lemma, "judge");
    // "Is against the pipeline": the preposition tells it.
    let marker = passage.case_marker(frame.predicate).or(clause.mark);
    // "Is against *cutting the night shift*": what is opposed is a clause.
    let gerund = || {
        let mark =
            passage.dependents(frame.predicate).find(|&t| matches!(passage.lemma(t), "against" | "for"))?;
        let is = mark.checked_sub(1).is_some_and(|t| passage.lemma(t) == "be");
        (is && passage.tokens.get(frame.predicate)?.tag == Tag::Vbg).then_some(mark)
    };
    let leading = clause.copula.and(marker).filter(|&c| c < frame.predicate).or_else(gerund);
    let leaning = leading.and_then(|c| {
        let attitude = |words: usize| {
            let after = || (c + 1..c + 1 + words).map(|t| passage.lemma(t));
            lexicon::attitude(passage.lemma(c), AttitudeKind::State, after)
        };
        let phrase = match clause.copula {
            Some(_) => passage.phrase(frame.predicate),
            None => frame.predicate..clause.tokens.end,
        };
        // "Is in favour *of the sale*".
        let behind = || {
            let from = (frame.predicate + 1).min(phrase.end);
            let another = |&t: &usize| passage.tokens[t].tag == Tag::In && passage.lemma(t) != "of";
            Some((attitude(2)?, from..(from..phrase.end).find(another).unwrap_or(phrase.end)))
        };
        attitude(0).map(|sign| (sign, phrase.clone())).or_else(behind)
    });
    let (sign, mut target) = match lexicon::attitude(lemma, wanted, words) {
        _ if adjective.is_some() => adjective?,
        _ if leaning.is_some() => leaning?,
        Some(sign) => (sign, after.clone()),
        None if judging => {
            let sign = after.clone().find_map(|t| quality(passage, t))?;
            // "Called the deal a disaster": the parser may take the deal for a recipient.
            (sign, passage.phrase(clause.recipient.or(frame.object.map(|o| o.token))?))
        }
        None => return None,
    };
    // What a relative clause or participle adds is no part of what the attitude is towards.
    if let Some(stop) = target.clone().find(|&t| passage.word(t) == ",") {
        target.end = stop;
    }
    let object = frame.object.map(|o| passage.phrase(o.token)).filter(|o| !target.contains(&o.start));
    let first = |t: &usize| {
        passage.tokens.get(*t).is_some_and(|x| {
            x.tag.is_noun() && (x.relation != Relation::Compound && x.relation != Relation::NmodPoss)
        })
    };
    let focus_at = clause
        .recipient
        .filter(|_| judging)
        .or(frame.object.map(|o| o.token))
        .filter(|t| *t != holder.token && passage.tokens.get(*t).is_some_and(|t| t.tag.is_noun()))
        .or_else(|| target.clone().find(first));
    let focus = focus_at.and_then(|t| lexis.item(frame.paragraph, t));
    let modifiers = focus_at.map_or_else(Vec::new, |t| modifiers(lexis, passage, frame.paragraph, t));
    let items = lexis
        .items(frame.paragraph, target.clone().chain(object.unwrap_or(0..0)).filter(|&t| t != holder.token));
    // What a frame denies has "refused to" in it.
    let denied = wished.map_or(frame.negated, |wished| clause.negated ^ !wished);
    let sign = if denied { -sign } else { sign };
    let (proposition, affirmed) = proposition(passage, target).unzip();
    let from = passage.phrase(holder.token).start.min(holder.token).min(frame.predicate);
    let whole = if frame.predicate.abs_diff(holder.token) < 24 {
        from..after.end.max(from + 1)
    } else {
        clause.tokens.clone()
    };
    let span = passage.span_of(whole.start..whole.end.min(end)).shift(placed.offset);
    Some(Attitude {
        frame,
        placed,
        holder,
        sign: if affirmed == Some(false) { -sign } else { sign },
        target: items,
        focus,
        transparent: focus_at.is_none_or(|t| TRANSPARENT.contains(passage.lemma(t))),
        modifiers,
        introduced: focus_at.is_some_and(|t| is_introduced(passage, t)),
        expected: is_verb(lemma, "expect"),
        proposition,
        span,
    })
}

/// Whether an attitude is one that is wanted or planned ("plans to support"), or not any more ("no longer wants to support").
fn wish(passage: &Passage, clause: &Clause) -> Option<bool> {
    let outer = clause
        .governor
        .and_then(|g| passage.clauses.get(g))
        .filter(|_| clause.kind == ClauseKind::Complement)?;
    let lemma = passage.lemma(outer.predicate);
    let (wants, refuses) = (is_verb(lemma, "want"), is_verb(lemma, "refuse"));
    (wants || refuses).then_some(outer.negated == refuses)
}

/// The sign of a quality.
fn quality(passage: &Passage, token: usize) -> Option<i8> {
    let after = || (token + 1..token + 3).map(|t| passage.lemma(t));
    let sign = lexicon::attitude(passage.lemma(token), AttitudeKind::Quality, after)?;
    let denied = passage.dependents(token).any(|t| matches!(passage.lemma(t), "not" | "never" | "no"));
    Some(if denied { -sign } else { sign })
}

/// Subject and predicate of the first clause in `target`, and whether it is affirmed.
fn proposition(passage: &Passage, target: Range<usize>) -> Option<((&str, &str), bool)> {
    let clause = passage
        .clauses
        .iter()
        .find(|c| target.contains(&c.predicate) && c.subject.is_some_and(|s| target.contains(&s)))?;
    Some(((passage.lemma(clause.subject?), passage.lemma(clause.predicate)), !clause.negated))
}

/// How likely two attitudes are opposite ones to one thing, and whether one holds both.
fn compare(
    article: &Article,
    lexis: &Lexis,
    scenes: &Scenes,
    here: &Attitude<'_>,
    there: &Attitude<'_>,
) -> Option<(f32, bool)> {
    if (here.frame.paragraph, here.frame.sentence) == (there.frame.paragraph, there.frame.sentence) {
        return None;
    }
    let (a, b) = (
        scenes.get(here.frame.paragraph, here.frame.sentence)?,
        scenes.get(there.frame.paragraph, there.frame.sentence)?,
    );
    if a.apart || b.apart || a.told_at_other_time(b) {
        return None;
    }
    let tenses_agree = super::statement::tenses_agree(here.frame, there.frame);
    // "Opposed it in 2010", "supports it".
    if !tenses_agree && a.times.is_empty() != b.times.is_empty() {
        return None;
    }
    // "Opposed it for years", "now supports it".
    if (a.turns || b.turns) && !tenses_agree {
        return None;
    }
    // "Supports the offer", "rejected a first offer"; "fears that it may cost more".
    if here.introduced || here.expected != there.expected {
        return None;
    }
    let one_proposition = here.proposition.is_some() && here.proposition == there.proposition;
    let holder = one_holder(article, lexis, here, there);
    if holder == 0.0 {
        let known = one_proposition && !is_nobody(article, here) && !is_nobody(article, there);
        return known.then_some((0.0, false));
    }
    let person = |i: &Item| matches!(i, Item::Entity(e) if article.entities.get(*e).is_some_and(|e| e.kind == NameKind::Person));
    // Somebody may praise and blame one person for two things: what is praised and blamed has to be the same.
    let things =
        |x: &Attitude<'_>| -> Vec<Item> { x.target.iter().copied().filter(|i| !person(i)).collect() };
    let overlap = lexis.overlap(&things(here), &things(there));
    let kinds = here.focus.zip(there.focus).is_some_and(|(x, y)| lexis.contrast(&[x], &[y]));
    let apart = kinds
        || lexis.each_has_own(&here.modifiers, &there.modifiers)
        || sameness::complements_differ(lexis, article, here.frame, there.frame);
    if apart && !one_proposition {
        return None;
    }
    let focus = match (here.focus, there.focus) {
        (Some(x), Some(y)) if !person(&x) && !person(&y) => {
            let towards = |i: Item, j: &Attitude<'_>| {
                j.target.iter().map(|&k| lexis.likeness(i, k)).fold(0.0, f32::max)
            };
            // "The toll on the bridge" is not the bridge; "the plan for the bridge" is.
            let through = here.transparent || there.transparent;
            let part = if through { 0.8 * towards(x, there).max(towards(y, here)) } else { 0.0 };
            lexis.likeness(x, y).max(part)
        }
        _ => 0.0,
    };
    let turns = f32::from(u8::from(a.turns)) + f32::from(u8::from(b.turns));
    let sign = |yes: bool| f32::from(u8::from(yes));
    let score = weights::of("stance").score(&[
        ("holder", holder),
        ("focus", focus),
        ("shared", overlap.shared.min(3.0)),
        ("cover", overlap.cover),
        ("turns", turns),
        ("one-time", sign(a.at_one_time(b))),
        ("proposition", sign(one_proposition)),
    ]);
    (weights::of("stance").suffices(score) && (focus >= 0.5 || one_proposition)).then_some((score, true))
}

/// The words of a title: secretary general.
fn title_of(passage: &Passage, head: usize) -> Vec<&str> {
    let compound = |t: &usize| passage.tokens.get(*t).is_some_and(|t| t.relation == Relation::Compound);
    let words = passage.dependents(head).filter(compound).chain([head]);
    words.map(|t| passage.lemma(t)).collect()
}

/// Whether two attitudes are held by one: 1 for the same entity, less where words alone say so, 0 where they do not.
fn one_holder(article: &Article, lexis: &Lexis, here: &Attitude<'_>, there: &Attitude<'_>) -> f32 {
    let entity = |x: &Attitude<'_>| {
        x.holder.entity.or_else(|| lexis.named(x.placed.passage(), x.frame.paragraph, x.holder.token))
    };
    let (x, y) = (entity(here), entity(there));
    if let (Some(x), Some(y)) = (x, y) {
        return f32::from(u8::from(x == y));
    }
    let noun =
        |x: &Attitude<'_>| x.placed.passage().tokens.get(x.holder.token).is_some_and(|t| t.tag.is_noun());
    if x.is_none() && y.is_none() && noun(here) && noun(there) {
        // "Her party", "his party".
        let owner = |x: &Attitude<'_>| {
            let owner = x.placed.passage().possessor(x.holder.token)?;
            lexis.entity(x.frame.paragraph, owner)
        };
        if owner(here).zip(owner(there)).is_some_and(|(a, b)| a != b) {
            return 0.0;
        }
        let word = |x: &Attitude<'_>| lexis.word(x.frame.paragraph, x.holder.token);
        let alike = word(here).zip(word(there)).map_or(0.0, |(a, b)| lexis.words_alike(a, b));
        return if alike >= 0.85 { 0.9 } else { 0.0 };
    }
    // "its secretary general", "her party" beside a name: the sentence of the name has to speak of whose it is.
    let (unnamed, named, who) = match (x, y) {
        (None, Some(y)) => (here, there, y),
        (Some(x), None) => (there, here, x),
        _ => return 0.0,
    };
    let passage = unnamed.placed.passage();
    let possessor = passage
        .dependents(unnamed.holder.token)
        .find(|&t| passage.tokens.get(t).is_some_and(|t| t.relation == Relation::NmodPoss));
    let of = possessor.and_then(|t| lexis.entity(unnamed.frame.paragraph, t));
    let tokens =
        named.placed.passage().sentences.get(named.frame.sentence).map_or(0..0, |s| s.tokens.clone());
    let speaks = |e: usize| tokens.clone().any(|t| lexis.entity(named.frame.paragraph, t) == Some(e));
    let lemma = passage.lemma(unnamed.holder.token);
    // "Labour's spokeswoman said her party backed it": its name stands in the same sentence.
    let own =
        unnamed.placed.passage().sentences.get(unnamed.frame.sentence).map_or(0..0, |s| s.tokens.clone());
    let known = article.entities.get(who).is_some_and(|e| own.clone().any(|t| passage.word(t) == e.name));
    let body = known
        || article
            .entities
            .get(who)
            .is_some_and(|e| matches!(e.kind, NameKind::Organization | NameKind::Group));
    let titled = tokens.clone().any(|t| named.placed.passage().lemma(t) == lemma);
    match of {
        Some(e) if body && lexicon::is_body(lemma) && (known || speaks(e)) => 0.8,
        Some(_) if titled && !body => 0.8,
        // "Its secretary general" beside "the secretary general": a title of two words is rare enough.
        None if possessor.is_some() && !body && title_of(passage, unnamed.holder.token).len() > 1 => {
            let title = title_of(passage, unnamed.holder.token);
            let same = title_of(named.placed.passage(), named.holder.token) == title;
            0.8 * f32::from(u8::from(same))
        }
        _ => 0.0,
    }
}

fn conflict(article: &Article, here: &Attitude<'_>, there: &Attitude<'_>, one_holder: bool) -> Conflict {
    let voice = |x: &Attitude<'_>| x.frame.voice.filter(|_| !one_holder);
    let side = |x: &Attitude<'_>| Side { span: x.span, words: x.span, voice: voice(x) };
    let parties = (!one_holder).then(|| (name(article, here), name(article, there)));
    let about = "opposite attitudes to the same thing";
    Conflict { parties, ..Conflict::of(article, side(here), side(there), about) }
}

/// Whether the holder is a pronoun that could be anybody.
fn is_nobody(article: &Article, attitude: &Attitude<'_>) -> bool {
    let token = attitude.placed.passage().tokens.get(attitude.holder.token);
    let known = attitude.holder.entity.and_then(|e| article.entities.get(e)).is_some_and(|e| {
        matches!(e.kind, NameKind::Person | NameKind::Organization | NameKind::Place | NameKind::Group)
    });
    !known && !token.is_some_and(|t| t.tag.is_noun())
}

/// How a holder is named in a message.
fn name(article: &Article, attitude: &Attitude<'_>) -> String {
    let entity = attitude.holder.entity.and_then(|e| article.entities.get(e));
    match entity {
        Some(entity) => entity.name.clone(),
        None => {
            let span =
                attitude.placed.passage().phrase_span(attitude.holder.token).shift(attitude.placed.offset);
            one_line(span.of(article.text()))
        }
    }
}
