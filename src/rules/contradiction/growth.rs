//! How many times over something grew: visits doubled here, rose tenfold there.

use crate::article::{Article, FactFrame, Modality, Placed};
use crate::language::Passage;
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::Conflict;
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{Item, Lexis, own_tokens};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::sameness;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::lines;

/// How many earlier multiples are compared with a new one.
const NEAREST: usize = 12;
/// What the names of two growing things have to share, in nats, where their nouns are not synonyms.
const TELLING: f32 = 1.5;

/// How many times over something grew.
struct Growth<'a> {
    frame: &'a FactFrame,
    thing: Referent,
    /// Everything in its clause but the verb.
    items: Vec<Item>,
    /// Least and greatest factor.
    factor: (f64, f64),
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut earlier = Earlier::new(known, "growth", NEAREST);
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for here in known.told(Topic::Growth, frame, || read(article, lexis, placed, frame)) {
            let clash =
                earlier.nearest(frame.paragraph, |there| clashes(article, lexis, scenes, &here, there));
            if let Some(there) = clash {
                let about = "it cannot have grown by both";
                conflicts.push(Conflict::of_clauses(article, here.frame, there.frame, about));
            }
            earlier.push(frame.paragraph, here);
        }
    }
}

fn read<'a>(article: &Article, lexis: &Lexis, placed: &Placed, frame: &'a FactFrame) -> Option<Growth<'a>> {
    let passage = placed.passage();
    if frame.negated || !matches!(frame.modality, Modality::Stated | Modality::Future) {
        return None;
    }
    let (factor, at) = factor_of(passage, frame)?;
    // "Rose tenfold": the parser may take the multiple for what was raised.
    let object = frame.object.map(|a| a.token).filter(|&t| t != at);
    let grown = object.or(frame.subject.map(|a| a.token))?;
    // "Doubled the number of visits": what grew is the visits.
    let of =
        passage.dependents(grown).find(|&t| passage.case_marker(t).is_some_and(|c| passage.lemma(c) == "of"));
    let amount =
        matches!(passage.lemma(grown), "amount" | "level" | "number" | "rate" | "size" | "value" | "volume");
    let thing = of.filter(|_| amount).unwrap_or(grown);
    let words: Vec<&str> = (1..4).filter_map(|n| at.checked_sub(n)).map(|t| passage.lemma(t)).collect();
    let has = |word: &str| words.contains(&word);
    let factor = match () {
        () if has("no") && has("more") || has("most") => (0.0, factor),
        () if has("more") || has("least") || has("over") => (factor, f64::INFINITY),
        () if has("less") => (0.0, factor),
        () if has("almost") || has("nearly") || has("about") || has("roughly") => {
            (factor * 0.85, factor * 1.1)
        }
        () => (factor * 0.95, factor * 1.15),
    };
    Some(Growth {
        frame,
        thing: Referent::of(article, lexis, placed, frame.paragraph, thing)?,
        items: lexis
            .items(frame.paragraph, own_tokens(passage, frame.clause).filter(|&t| t != frame.predicate)),
        factor,
    })
}

/// The factor that a clause tells, and the token that tells it.
fn factor_of(passage: &Passage, frame: &FactFrame) -> Option<(f64, usize)> {
    let lemma = passage.lemma(frame.predicate);
    let listed = lines(include_str!("../data/multiples.tsv")).filter_map(|row| row.split_once('\t'));
    let mut listed = listed.filter(|(verb, _)| *verb == lemma);
    if let Some((_, factor)) = listed.next() {
        return Some((factor.parse().ok()?, frame.predicate));
    }
    super::change_of(lemma).filter(|&way| way > 0)?;
    own_tokens(passage, frame.clause).find_map(|t| {
        let word = passage.word(t).to_lowercase();
        let number = word.strip_suffix("fold")?.trim_end_matches('-');
        Some((crate::language::values::small_number(number)?, t))
    })
}

fn clashes(article: &Article, lexis: &Lexis, scenes: &Scenes, here: &Growth<'_>, there: &Growth<'_>) -> bool {
    let (a, b) = (here.frame, there.frame);
    let Some((x, y)) = scenes.pair(a, b) else {
        return false;
    };
    let apart = x.apart
        || y.apart
        || x.at_other_time(y)
        || x.dated_apart(y)
        || sameness::complements_differ(lexis, article, a, b);
    let disjoint = here.factor.1 < there.factor.0 || there.factor.1 < here.factor.0;
    let one = !here.thing.differs(&there.thing, lexis) && here.thing.likeness(&there.thing, lexis) >= ONE
        || lexis.overlap(&here.items, &there.items).shared >= TELLING
            && here.thing.word.zip(there.thing.word).is_some_and(|(a, b)| lexis.words_alike(a, b) >= 0.3);
    disjoint && !apart && one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_holds_numbers() {
        let rows: Vec<_> = lines(include_str!("../data/multiples.tsv")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(rows.iter().all(|row| row.split_once('\t').is_some_and(|(_, n)| n.parse::<f64>().is_ok())));
    }
}
