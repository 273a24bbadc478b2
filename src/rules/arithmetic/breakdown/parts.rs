//! Reads the parts of something: "nine of the injured are from Austria, six from Finland and five from Japan", "the dead were four
//! men and three women", "the names of everyone who was hurt: nine men and six women".

use crate::language::{Bound, Measure, Passage, Relation, Tag};
use crate::rules::arithmetic::breakdown::{Of, Parts};
use crate::rules::arithmetic::figure::Figure;
use crate::rules::arithmetic::row::{self, Row};
use crate::rules::arithmetic::whole::{self, Kind};
use crate::rules::arithmetic::{Here, copy, sentences_of};
use crate::rules::contradiction::{deed_of, is_of_other_event, is_people};

/// How far the noun may stand behind "of".
const REACH: usize = 5;
/// How many words the first of the parts may have.
const FIRST: usize = 14;

/// The parts that a sentence tells.
pub(super) fn read<'a>(here: &Here<'a>) -> Vec<Parts<'a>> {
    if here.values.len() < 2 {
        return Vec::new();
    }
    row::rows(here).into_iter().filter_map(|row| of_row(here, &row)).collect()
}

fn of_row<'a>(here: &Here<'a>, row: &Row) -> Option<Parts<'a>> {
    if here.sentence.tokens.clone().any(|t| is_of_another(&here.lower(t))) {
        return None;
    }
    let money = |t: usize| here.value_at(t).is_some_and(|v| matches!(v.measure, Measure::Money { .. }));
    if row.items.iter().any(|item| money(item.tokens.start)) {
        return None;
    }
    let Told { of, all, pointing } = whole_of(here, row)?;
    is_division(here, row).then_some(())?;
    // "In the old house, which had 150 seats, they won 82": its own sentence tells of how many.
    let own = |lemma: &str| {
        let outside =
            here.values.iter().filter(|v| !row.items.iter().any(|item| item.tokens.start == v.tokens.start));
        outside.into_iter().any(|v| matches!(v.measure, Measure::Count { noun } if here.lemma(noun) == lemma))
    };
    if of.iter().any(|of| matches!(of, Of::Kind(Kind::Noun(lemma)) if own(lemma))) {
        return None;
    }
    let rest = row.items.last().is_some_and(|item| item.rest);
    let all = !row.open && (all || rest);
    let span = here.passage.span_of(row.tokens()).shift(here.placed.offset);
    let place = (here.paragraph, here.number);
    Some(Parts { of, sum: row.sum(), told: row.written(), all, pointing, span, place })
}

/// Words by which a sentence is about something else, but for those that tell what is left or what came later.
pub(in crate::rules::arithmetic) fn is_of_another(word: &str) -> bool {
    let left = matches!(
        word,
        "other"
            | "others"
            | "remaining"
            | "rest"
            | "further"
            | "second"
            | "third"
            | "another"
            | "later"
            | "once"
            | "per"
            | "afterwards"
            | "afterward"
            | "subsequently"
            | "separate"
            | "separately"
            | "aside"
    );
    is_of_other_event(word) && !left || matches!(word, "if" | "would" | "could" | "might")
}

/// Of what a row tells the parts.
struct Told<'a> {
    of: Vec<Of<'a>>,
    /// Whether the words say that it tells all of them.
    all: bool,
    /// Whether they point to what is known: the injured.
    pointing: bool,
}

impl<'a> Told<'a> {
    fn some(of: Vec<Of<'a>>) -> Self {
        Self { of, all: false, pointing: true }
    }

    fn all(of: Vec<Of<'a>>) -> Self {
        Self { of, all: true, pointing: true }
    }
}

fn whole_of<'a>(here: &Here<'a>, row: &Row) -> Option<Told<'a>> {
    let first = row.items.first()?;
    let behind = first.tokens.end;
    if here.lower(behind) == "of" {
        return of_phrase(here, behind).map(Told::some);
    }
    if matches!(here.lower(row.start.wrapping_sub(1)).as_str(), "whom" | "which")
        && here.lower(row.start.wrapping_sub(2)) == "of"
    {
        return before(here, row.start.saturating_sub(1)).map(|of| Told::some(vec![of]));
    }
    let opening = here.sentence.tokens.start;
    let comma = here.lower(row.start.wrapping_sub(1)) == ",";
    let leads = matches!(here.lower(opening).as_str(), "of" | "among");
    if leads && comma {
        return of_phrase(here, opening).map(Told::some);
    }
    stated(here, row)
        .or_else(|| apposed(here, row))
        .or_else(|| listed(here, row))
        .or_else(|| done(here, row).map(|of| Told { of, all: false, pointing: false }))
        .or_else(|| left(here, row))
        .or_else(|| shared(here, row))
        .or_else(|| kinds(here, row))
}

/// "The Conservatives won 52 seats, the Liberals 41 and the Greens 31".
fn shared<'a>(here: &Here<'a>, row: &Row) -> Option<Told<'a>> {
    let (first, others) = row.items.split_first()?;
    let passage: &'a Passage = here.passage;
    let lemma = passage.lemma(first.noun?);
    let named = others.iter().all(|item| item.named && item.noun.is_none());
    let of = vec![Of::Kind(Kind::Noun(lemma))];
    (named && matches!(lemma, "seat" | "vote" | "delegate" | "mandate" | "share")).then(|| Told::some(of))
}

/// "They won six gold medals, five silver medals and four bronze medals", behind "14 medals".
fn kinds<'a>(here: &Here<'a>, row: &Row) -> Option<Told<'a>> {
    let passage: &'a Passage = here.passage;
    let nouns: Vec<&str> =
        row.items.iter().filter_map(|item| item.noun).map(|noun| passage.lemma(noun)).collect();
    let (first, others) = nouns.split_first()?;
    let alike = nouns.len() == row.items.len() && others.iter().all(|noun| noun == first);
    let pointing =
        matches!(here.lower(here.sentence.tokens.start).as_str(), "they" | "it" | "these" | "she" | "he");
    let earlier = previous(here).filter(|_| alike && pointing)?;
    let mut counts = earlier
        .values
        .iter()
        .filter(|v| matches!(v.measure, Measure::Count { noun } if earlier.lemma(noun) == *first));
    let value = counts.next().filter(|_| counts.next().is_none())?;
    let sure =
        value.bound == Bound::Exact && value.low == value.high && earlier.lower(value.tokens.end) != "of";
    sure.then(|| Told::some(vec![Of::Told(Figure::of(value, earlier.words(value)), earlier.span(value))]))
}

/// What stands behind the "of" at a token: the injured, the 18 injured, them.
pub(super) fn of_phrase<'a>(here: &Here<'a>, of: usize) -> Option<Vec<Of<'a>>> {
    let from = of + 1;
    if matches!(here.lower(from).as_str(), "them" | "these" | "those" | "whom" | "which")
        && !here.passage.tokens.get(from + 1).is_some_and(|t| t.tag.is_noun() || t.tag == Tag::Vbn)
    {
        return before(here, of).map(|of| vec![of]);
    }
    let definite = |t: usize| {
        matches!(here.lower(t).as_str(), "the" | "those" | "these" | "its" | "their" | "all" | "his" | "her")
    };
    definite(from).then_some(())?;
    let verb = |t: usize| here.lemma(t) == "be" || here.lemma(t) == "include";
    let inside = (from..from + REACH).take_while(|&t| here.lower(t) != "," && !verb(t));
    if let Some(value) = inside.into_iter().find_map(|t| here.value_at(t)) {
        let counted =
            matches!(value.measure, Measure::Count { .. } | Measure::Number) && value.low == value.high;
        return counted.then(|| vec![Of::Told(Figure::of(value, here.words(value)), here.span(value))]);
    }
    let head = noun_from(here, from)?;
    named(here, head)
}

/// The noun or participle that heads a phrase which begins at a token.
fn noun_from(here: &Here<'_>, from: usize) -> Option<usize> {
    let tag =
        |t: usize| here.passage.tokens.get(t).filter(|_| here.sentence.tokens.contains(&t)).map(|t| t.tag);
    let noun = |t: usize| tag(t).is_some_and(|t| t.is_noun());
    let found = (from..from + REACH).find(|&t| noun(t) || deed_of(here.lemma(t)).is_some())?;
    let between = |t: usize| {
        let loose = |tag: Tag| {
            tag.is_modifier() || matches!(tag, Tag::Dt | Tag::Pdt | Tag::PossessivePronoun | Tag::Wp)
        };
        tag(t).is_some_and(loose) || here.lemma(t) == "be"
    };
    let clear = (from..found).all(between);
    let head = (found..found + REACH).take_while(|&t| noun(t)).last().unwrap_or(found);
    clear.then_some(head)
}

/// What a definite phrase with this head speaks of.
fn named<'a>(here: &Here<'a>, head: usize) -> Option<Vec<Of<'a>>> {
    let passage: &'a Passage = here.passage;
    let lemma = passage.lemma(head);
    let token = passage.tokens.get(head)?;
    if matches!(lemma, "victim" | "casualty") {
        return Some(vec![Of::Kind(Kind::Deed("death")), Of::Kind(Kind::Deed("wound"))]);
    }
    let people =
        is_people(lemma) || matches!(here.lower(head).as_str(), "those" | "everyone" | "everybody" | "all");
    if let Some(class) =
        whole::deed_to(here, head, people).or_else(|| (!people).then(|| deed_of(lemma)).flatten())
    {
        return Some(vec![Of::Kind(Kind::Deed(class))]);
    }
    // "The hostages" are those who were taken.
    let those = people.then(|| deed_of(lemma)).flatten().filter(|class| *class != "crowd");
    // Something that modifies it makes it a part: the young passengers.
    let bare = passage.dependents(head).all(|t| {
        passage
            .tokens
            .get(t)
            .is_none_or(|t| !matches!(t.relation, Relation::Amod | Relation::Acl | Relation::AclRelcl))
    });
    let counted = token.tag == Tag::Nns && bare && !matches!(lemma, "people" | "person");
    let kinds = those.map(Kind::Deed).into_iter().chain([Kind::Noun(lemma)]);
    counted.then(|| kinds.map(Of::Kind).collect())
}

/// The one number that stands last before a token, in its sentence or in the one before.
fn before<'a>(here: &Here<'a>, at: usize) -> Option<Of<'a>> {
    let of = |here: &Here<'a>, limit: usize| {
        let mut counted = here.values.iter().filter(|v| {
            matches!(v.measure, Measure::Count { .. } | Measure::Number)
                && v.low == v.high
                && v.low >= 2.0
                && v.tokens.end < limit
                && here.lower(v.tokens.end) != "of"
        });
        let value = counted.next().filter(|_| counted.next().is_none())?;
        let exact = value.bound == Bound::Exact;
        exact.then(|| Of::Told(Figure::of(value, here.words(value)), here.span(value)))
    };
    let first = at.saturating_sub(1);
    // The number right before "of" is a part itself.
    let own = here.values.iter().any(|v| {
        v.tokens.end < first && v.low >= 2.0 && matches!(v.measure, Measure::Count { .. } | Measure::Number)
    });
    if own {
        return of(here, first);
    }
    of(&previous(here)?, usize::MAX)
}

/// The sentence before, in the paragraph or at the end of the one before it.
fn previous<'a>(here: &Here<'a>) -> Option<Here<'a>> {
    if let Some(number) = here.number.checked_sub(1) {
        return sentences_of(here.article, here.paragraph, here.placed).nth(number);
    }
    let above = copy(here.article).take_while(|(index, _)| *index < here.paragraph).last();
    let (index, placed) = above.filter(|(_, placed)| !placed.kind.is_display())?;
    sentences_of(here.article, index, placed).last()
}

/// "The dead were four men and three women"; "they were"; "among the injured were".
fn stated<'a>(here: &Here<'a>, row: &Row) -> Option<Told<'a>> {
    let verb = row.start.checked_sub(1)?;
    let (is, has) = match here.lemma(verb) {
        "be" | "comprise" => (true, false),
        "include" => (false, true),
        _ => (false, false),
    };
    if !is && !has || row.items.iter().any(|item| item.noun.is_none()) {
        return None;
    }
    let opening = here.sentence.tokens.start;
    if here.lower(opening) == "among" {
        return of_phrase(here, opening).map(Told::some);
    }
    let head = verb.checked_sub(1)?;
    let subject =
        (opening..=head).rev().take(REACH).find(|&t| here.lower(t) == "the" || here.lower(t) == "those")?;
    let found = noun_from(here, subject)?;
    let direct =
        found == head || here.passage.clause_of(found).is_some() && here.passage.subtree(found).end == verb;
    direct.then(|| named(here, found)).flatten().map(|of| Told { of, all: is, pointing: true })
}

/// "The victims – four men and three women – were".
fn apposed<'a>(here: &Here<'a>, row: &Row) -> Option<Told<'a>> {
    let mark = row.start.checked_sub(1)?;
    matches!(here.lower(mark).as_str(), "," | "—" | "–" | "--" | "(").then_some(())?;
    let head = mark.checked_sub(1)?;
    let subject = (here.sentence.tokens.start..head)
        .rev()
        .take(REACH)
        .find(|&t| matches!(here.lower(t).as_str(), "the" | "those"))?;
    let found = noun_from(here, subject)?;
    let nouns = row.items.iter().all(|item| item.noun.is_some());
    (nouns && found == head).then(|| named(here, found)).flatten().map(Told::all)
}

/// "The names of everyone who was hurt: nine men and six women".
fn listed<'a>(here: &Here<'a>, row: &Row) -> Option<Told<'a>> {
    let colon = row.start.checked_sub(1)?;
    matches!(here.lower(colon).as_str(), ":" | "—" | "–" | "--").then_some(())?;
    let ahead = here.sentence.tokens.start..colon;
    // "Were taken to three hospitals: 12 to …, 11 to …, ten to …".
    let places = row.items.len() as f64;
    if here.values.iter().any(|v| ahead.contains(&v.tokens.start) && v.low != places) {
        return None;
    }
    let word = |t: usize| here.lower(t);
    let all = ahead
        .clone()
        .any(|t| matches!(word(t).as_str(), "everyone" | "everybody" | "all" | "full" | "complete"));
    let told = ahead.rev().find_map(|t| {
        let points = matches!(word(t).as_str(), "everyone" | "everybody" | "those")
            || word(t.wrapping_sub(1)) == "the"
                && here
                    .passage
                    .tokens
                    .get(t)
                    .is_some_and(|t| t.tag == Tag::Nns || t.tag == Tag::Vbn || t.tag == Tag::Jj);
        points.then(|| named(here, t)).flatten()
    })?;
    Some(Told { of: told, all, pointing: true })
}

/// "Nine men, six women and five children were hurt".
fn done<'a>(here: &Here<'a>, row: &Row) -> Option<Vec<Of<'a>>> {
    let nouns = row.items.iter().filter_map(|item| item.noun);
    let people = row.items.iter().all(|item| item.noun.is_some_and(|n| is_people(here.lemma(n))));
    let class = nouns.into_iter().find_map(|noun| whole::deed_to(here, noun, true)).filter(|_| people)?;
    Some(vec![Of::Kind(Kind::Deed(class))])
}

/// "Twelve flats will be let, 20 sold and the remaining five kept".
fn left<'a>(here: &Here<'a>, row: &Row) -> Option<Told<'a>> {
    let first = row.items.first().filter(|_| row.items.last().is_some_and(|item| item.rest))?;
    let passage: &'a Passage = here.passage;
    match first.noun {
        Some(noun) => Some(Told::all(vec![Of::Kind(Kind::Noun(passage.lemma(noun)))])),
        None => match before(here, first.tokens.start + 1) {
            // "Were taken to two hospitals. Four": no part is more than the whole.
            Some(Of::Told(figure, _)) if row.items.iter().any(|item| item.figure.low > figure.high) => {
                let earlier = previous(here)?;
                let opening = earlier.sentence.tokens.start;
                let known = matches!(earlier.lower(opening).as_str(), "the" | "those");
                let found = noun_from(&earlier, opening).filter(|_| known)?;
                named(&earlier, found).map(Told::all)
            }
            of => of.map(|of| Told::all(vec![of])),
        },
    }
}

/// Whether nothing can be in two parts of a row: they are joined in one phrase, or stand under one verb with one preposition.
fn is_division(here: &Here<'_>, row: &Row) -> bool {
    let passage = here.passage;
    let preposition = |from: usize| {
        passage.tokens.get(from).filter(|t| matches!(t.tag, Tag::In | Tag::To)).map(|_| here.lower(from))
    };
    let Some((first, others)) = row.items.split_first() else { return false };
    if others.last().is_some_and(|item| item.rest) && others.len() == 1 {
        return true;
    }
    // "Nine men, six women and five children".
    let phrase = others.iter().all(|item| item.noun.is_some())
        && row.items.windows(2).all(|two| {
            let between = two[0].tokens.end..two[1].tokens.start;
            let verb = between.clone().any(|t| passage.tokens.get(t).is_some_and(|t| t.tag.is_verb()));
            !verb || std::ptr::eq(&two[0], first)
        });
    if phrase && (first.noun.is_some() || is_what(here, first.tokens.end)) {
        return true;
    }
    // "The Conservatives 52, the Liberals 41".
    if others.iter().all(|item| item.named) {
        return true;
    }
    if is_gapped(here, row) || is_each_what(here, row) {
        return true;
    }
    // "Nine of them are from Austria, six from Finland": not what somebody has or speaks.
    let second = others.first().and_then(|item| preposition(item.tokens.end));
    // Somebody can be treated for two things.
    let people = row.items.iter().all(|item| item.noun.is_none())
        && here.sentence.tokens.clone().any(|t| here.lemma(t) == "treat");
    let loose = |p: &str| matches!(p, "with" | "of" | "as") || p == "for" && people;
    let Some(second) = second.filter(|p| !loose(p)) else { return false };
    let alike = others.iter().all(|item| preposition(item.tokens.end).as_deref() == Some(second.as_str()));
    let end = others.first().map_or(first.tokens.end, |item| item.tokens.start);
    let opens = (first.tokens.end..end.min(first.tokens.end + FIRST))
        .any(|t| preposition(t).as_deref() == Some(second.as_str()));
    alike && opens
}

/// "22 of the members are Social Democrats": a verb of being with a noun.
fn is_what(here: &Here<'_>, from: usize) -> bool {
    let be = (from..from + REACH + 2).find(|&t| here.lemma(t) == "be");
    be.is_some_and(|be| {
        let predicate = here.passage.tokens.get(be).and_then(|t| t.head).map(|h| h as usize);
        predicate
            .is_some_and(|p| here.passage.tokens.get(p).is_some_and(|t| t.tag.is_noun() && t.tag != Tag::Nn))
    })
}

/// "Five of the medals were gold, four silver and three bronze": one word for each behind one verb of being.
fn is_gapped(here: &Here<'_>, row: &Row) -> bool {
    let Some((first, others)) = row.items.split_first() else { return false };
    let end = others.first().map_or(first.tokens.end, |item| item.tokens.start);
    let be = (first.tokens.end..end).any(|t| here.lemma(t) == "be");
    let one = |item: &row::Item| {
        let at = item.noun.unwrap_or(item.tokens.end);
        let word = here.passage.tokens.get(at).is_some_and(|t| t.tag.is_noun() || t.tag == Tag::Jj);
        word && at <= item.tokens.end && matches!(here.lower(at + 1).as_str(), "," | "and" | "." | ";")
    };
    be && others.iter().all(one)
}

/// "22 are soldiers, 13 are policemen and seven are civilians": what each of them is, all by what they do.
fn is_each_what(here: &Here<'_>, row: &Row) -> bool {
    let what = |item: &row::Item| {
        let be = item.tokens.end;
        let noun = be + 1;
        let named = here.lemma(be) == "be"
            && here.passage.tokens.get(noun).is_some_and(|t| matches!(t.tag, Tag::Nns | Tag::Nnps));
        named.then(|| here.lemma(noun))
    };
    let told: Vec<&str> = row.items.iter().filter_map(what).collect();
    let of_all = |lemma: &&str| {
        matches!(
            *lemma,
            "man" | "woman" | "boy" | "girl" | "child" | "adult" | "teenager" | "pensioner" | "infant"
        )
    };
    let by_age = told.iter().filter(|lemma| of_all(lemma)).count();
    told.len() == row.items.len()
        && (by_age == told.len() || by_age == 0 && told.iter().all(|lemma| is_people(lemma)))
}
