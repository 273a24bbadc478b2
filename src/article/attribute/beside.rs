//! What stands beside a mention: titles, appositions, ages, the town somebody is of; and what a description says itself.

use crate::article::attribute::describe::describe;
use crate::article::attribute::{Holder, Page, Quality};
use crate::article::entity::lexicon::{self as names, StateForm};
use crate::article::entity::reference::By;
use crate::article::entity::spelling;
use crate::article::{Mention, MentionForm};
use crate::language::{Measure, NameKind, Tag};
use crate::text::Span;

/// Reads what stands beside `mention`. `mentions` are all of its paragraph.
pub(super) fn read(mention: &Mention, mentions: &[Mention], page: &mut Page<'_>) {
    let placed = page.placed;
    let passage = placed.passage();
    let Some(start) = mention.span.start.checked_sub(placed.offset) else { return };
    let items = &placed.paragraph.references.items;
    let at = items.partition_point(|item| item.span.start < start);
    let Some(item) = items
        .get(at..)
        .and_then(|rest| rest.iter().take(4).find(|item| item.span.shift(placed.offset) == mention.span))
    else {
        return;
    };
    let holder = Holder { entity: mention.entity, voice: None, current: true, title: false };
    match &item.by {
        By::Name(named) | By::Overlooked(named) => {
            for role in &named.roles {
                let mut tokens = passage.tokens_in(role.span);
                // "Senator Crane, Governor Kasper, …" are several; "Ek, a friend of Kasper" is one.
                if !role.title && is_somebody_else(page, tokens.clone()) {
                    continue;
                }
                // "(who is) a nurse", "was a nurse": the verb before tells when.
                let was = (tokens.start.saturating_sub(3)..tokens.start).any(|t| passage.word(t) == "was");
                // "Former" often stands before the words that were read as the title.
                if role.title
                    && tokens.start > 0
                    && spelling::fold(passage.word(tokens.start - 1)) == "former"
                {
                    tokens.start -= 1;
                }
                describe(page, Holder { current: !was, title: role.title, ..holder }, tokens);
            }
            if let Some(age) = named.age {
                let after = passage.tokens_in(item.span).end;
                page.note(holder, Quality::Age(f64::from(age), f64::from(age)), after + 1..after + 2);
            }
            counsel(item.span, page, holder);
            hyphened_ages(item.span, page, holder);
            origin(item.span, page, holder);
            if mention.form == MentionForm::Name {
                home(mention, mentions, page, holder);
            }
        }
        By::Description(description) => {
            let tokens = passage.tokens_in(item.span);
            if description.age.is_some() {
                let age = passage
                    .values
                    .iter()
                    .find(|v| v.measure == Measure::Age && tokens.contains(&v.tokens.start));
                if let Some(value) = age {
                    page.note(holder, Quality::Age(value.low, value.low), value.tokens.clone());
                }
            } else if !description.possessed {
                describe(page, holder, tokens);
            }
        }
        // What stands in front of a name is read with the name.
        By::Apposed(_) | By::Pronoun(_) | By::Stranger(_) => {}
    }
}

/// Whether a phrase names somebody before any preposition.
fn is_somebody_else(page: &Page<'_>, tokens: std::ops::Range<usize>) -> bool {
    let passage = page.placed.passage();
    let bare = tokens.take_while(|&t| passage.tokens.get(t).is_some_and(|t| t.tag != Tag::In));
    let named = |t: usize| passage.names.iter().any(|n| n.kind == NameKind::Person && n.tokens.contains(&t));
    bare.into_iter().any(named)
}

/// "Sara Lind, prosecuting, said": for which side somebody speaks in court.
fn counsel(name: Span, page: &mut Page<'_>, holder: Holder) {
    let passage = page.placed.passage();
    let end = passage.tokens_in(name).end;
    // "Sara Lind KC, for the defence," is read as a description.
    let initials = matches!(passage.word(end), "KC" | "QC" | "SC");
    let comma = end + usize::from(initials);
    if passage.word(comma) != "," || !matches!(passage.word(comma + 2), "," | "." | ":") {
        return;
    }
    let family = match passage.word(comma + 1) {
        "prosecuting" => "prosecutor",
        "defending" | "mitigating" => "counsel",
        _ => return,
    };
    page.post(holder, family, Vec::new(), None, comma + 1..comma + 2);
}

/// How far before a name an age may stand.
const LEAD: usize = 4;

/// "14-year-old Ahmed Lind", "Ahmed Lind, a 14-year-old from Harlow": the age right before a name or behind its comma.
fn hyphened_ages(name: Span, page: &mut Page<'_>, holder: Holder) {
    let passage = page.placed.passage();
    let name = passage.tokens_in(name);
    // "A 29-year-old Berlin woman".
    if passage.names.iter().any(|n| n.tokens == name && n.kind == NameKind::Place) {
        return;
    }
    let behind = passage.word(name.end) == "," && matches!(passage.word(name.end + 1), "a" | "an" | "the");
    let is_noun = |t: usize| passage.tokens.get(t).is_some_and(|t| t.tag.is_noun() || t.tag.is_modifier());
    for value in passage.values.iter().filter(|v| v.measure == Measure::Age && v.tokens.len() == 1) {
        let at = value.tokens.start;
        // "17-year-old qualifier Ebba Lind".
        let leads = at < name.start && name.start - at <= LEAD && (at + 1..name.start).all(is_noun);
        if passage.word(at).ends_with("old") && (leads || behind && at == name.end + 2) {
            page.note(holder, Quality::Age(value.low, value.low), at..at + 1);
        }
    }
}

/// "Pires, a Brazilian,".
fn origin(name: Span, page: &mut Page<'_>, holder: Holder) {
    let passage = page.placed.passage();
    let end = passage.tokens_in(name).end;
    let behind = passage.word(end) == ","
        && matches!(passage.word(end + 1), "a" | "an")
        && matches!(passage.word(end + 3), "," | ".");
    let state = names::state(&spelling::fold(passage.word(end + 2))).filter(|_| behind);
    if let Some((StateForm::Demonym, state)) = state {
        page.note(holder, Quality::Origin(state), end + 2..end + 3);
    }
}

/// "Tollefsen, 42, of Harlow,": the town that stands behind a name.
fn home(mention: &Mention, mentions: &[Mention], page: &mut Page<'_>, holder: Holder) {
    let passage = page.placed.passage();
    let offset = page.placed.offset;
    let Some(start) = mention.span.start.checked_sub(offset) else { return };
    let name = passage.tokens_in(Span::new(start, mention.span.end - offset));
    let mut at = name.end;
    if passage.word(at) != "," {
        return;
    }
    at += 1;
    if passage.word(at + 1) == "," && passage.word(at).parse::<u16>().is_ok() {
        at += 2;
    }
    if passage.word(at) != "of" {
        return;
    }
    let place = passage.names.iter().find(|n| n.tokens.start == at + 1 && n.kind == NameKind::Place);
    let known = |span: Span| mentions.iter().any(|m| m.span == span.shift(offset));
    if let Some(place) = place.filter(|p| known(p.span)) {
        let town = spelling::fold(place.span.of(passage.text()));
        page.note(holder, Quality::Home(town), place.tokens.clone());
    }
}
