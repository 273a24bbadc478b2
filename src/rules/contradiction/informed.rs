//! Who knew of what: was not told about the leak, was informed of the leak; knew nothing of it, was aware of it.
//!
//! Comes in: the clauses of an article whose verb tells somebody something, or says that somebody knows it. Goes out: conflicts between
//! two of one person and one matter of which one says that they knew and the other that they did not.

use crate::article::{Article, EntityId, FactFrame, Modality, Placed};
use crate::language::{Passage, Relation};
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::Conflict;
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::known::Topic;
use crate::rules::contradiction::lexis::{self, Lexis};
use crate::rules::contradiction::referent::{ONE, Referent};
use crate::rules::contradiction::scene::Scenes;
use crate::rules::contradiction::statement;
use crate::rules::word_list::lines;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How many earlier ones are compared with a new one.
const NEAREST: usize = 12;

/// Verbs and adjectives by which somebody knows of something: who that is, and whether they do.
static TELLING: LazyLock<HashMap<&'static str, (&'static str, bool)>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for line in lines(include_str!("../data/telling_verbs.tsv")) {
        let mut columns = line.split('\t');
        if let (Some(word), Some(whom), Some(knows)) = (columns.next(), columns.next(), columns.next()) {
            words.insert(word, (whom, knows == "+"));
        }
    }
    words
});

/// What somebody knew or did not know.
struct Informed<'a> {
    frame: &'a FactFrame,
    who: EntityId,
    knew: bool,
    matter: Referent,
}

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, lexis, scenes, known } = reading;
    let mut earlier: Earlier<'_, Informed<'_>> = Earlier::new(known, "informed", NEAREST);
    for frame in &article.frames {
        let Some(placed) = article.paragraphs.get(frame.paragraph) else { continue };
        for here in known.told(Topic::Informed, frame, || read(article, lexis, placed, frame)) {
            let clash = earlier.nearest(frame.paragraph, |there| clashes(lexis, scenes, &here, there));
            if let Some(there) = clash {
                let about = "one says that somebody knew of it and the other that they did not";
                conflicts.push(Conflict::of_clauses(article, here.frame, there.frame, about));
            }
            earlier.push(frame.paragraph, here);
        }
    }
}

fn clashes(lexis: &Lexis, scenes: &Scenes, here: &Informed<'_>, there: &Informed<'_>) -> bool {
    let (a, b) = (here.frame, there.frame);
    let Some((x, y)) = scenes.pair(a, b) else { return false };
    let apart = x.apart || y.apart || x.turns || y.turns || x.dated_apart(y) || !x.years_agree(y);
    here.who == there.who
        && here.knew != there.knew
        && here.matter.definite
        && (there.matter.definite || there.matter.introduced)
        && here.matter.likeness(&there.matter, lexis) >= ONE
        && !here.matter.differs(&there.matter, lexis)
        && !here.matter.is_told_apart(&there.matter, lexis)
        && !apart
        && statement::tenses_agree(a, b)
}

fn read<'a>(
    article: &Article,
    lexis: &Lexis,
    placed: &'a Placed,
    frame: &'a FactFrame,
) -> Option<Informed<'a>> {
    let passage = placed.passage();
    let &(whom, knows) = TELLING.get(passage.lemma(frame.predicate))?;
    let who = if whom == "object" { frame.object } else { frame.subject }?;
    let nobody = whom == "object" && frame.subject.is_some_and(|s| is_nobody(passage, s.token));
    // "Knew nothing of it".
    let nothing = frame.object.is_some_and(|o| matches!(passage.lemma(o.token), "nothing" | "little"));
    let denied = frame.negated || nobody || nothing;
    // "Was not told until June", "before it was known".
    let dated = lexis::own_tokens(passage, frame.clause)
        .any(|t| matches!(passage.lemma(t), "until" | "till" | "before" | "only" | "first"));
    if frame.modality != Modality::Stated || denied && dated {
        return None;
    }
    let brings = |p: usize| matches!(passage.lemma(p), "about" | "of" | "on");
    let brought = frame.others.iter().find(|o| o.preposition.is_some_and(brings)).map(|o| o.token);
    // "Knew nothing of the leak": it may hang on the noun.
    let below = || {
        let noun = frame.object.filter(|_| nothing)?.token;
        passage.dependents(noun).find(|&t| {
            passage.tokens[t].relation == Relation::Nmod && passage.case_marker(t).is_some_and(brings)
        })
    };
    let matter = Referent::of(article, lexis, placed, frame.paragraph, brought.or_else(below)?)?;
    let entity = lexis.named(passage, frame.paragraph, who.token)?;
    Some(Informed { frame, who: entity, knew: knows != denied, matter })
}

/// Whether a subject is nobody: *nobody* told him.
fn is_nobody(passage: &Passage, token: usize) -> bool {
    let no = |t: usize| passage.lemma(t).eq_ignore_ascii_case("no");
    matches!(passage.lemma(token).to_lowercase().as_str(), "nobody" | "no-one" | "none")
        || passage.dependents(token).any(no)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        let rows: Vec<_> = lines(include_str!("../data/telling_verbs.tsv")).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(TELLING.len(), rows.len());
    }
}
