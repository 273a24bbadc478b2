//! Deeds of two parties that are told by a noun (Costa's *victory over* Brandt), and those that somebody is accused of (is on
//! trial for *stabbing* Rourke).
//!
//! Comes in: what a clause is read by. Goes out: the deeds, as the verbs tell theirs.

use crate::language::{Passage, Relation, Tag};
use crate::rules::contradiction::lexis;
use crate::rules::contradiction::nominal;
use crate::rules::contradiction::roles::Deed;
use crate::rules::contradiction::roles::reader::{DECIDERS, RELATIONS, Reader};
use crate::rules::word_list::{lines, words};
use std::collections::HashMap;
use std::sync::LazyLock;

/// How far behind a preposition the head of what it brings in may stand.
const REACH: usize = 6;

/// How a noun tells a deed: its class, whether its possessor is who it is done to, and the preposition of the other party.
type Telling = (&'static str, bool, &'static str);

/// Nouns of the relations, by lemma.
static NOUNS: LazyLock<HashMap<&'static str, Vec<Telling>>> = LazyLock::new(|| {
    let mut nouns: HashMap<_, Vec<Telling>> = HashMap::new();
    for line in lines(include_str!("../../data/relation_nouns.tsv")) {
        let mut columns = line.split('\t');
        let class = columns.next().unwrap_or_default();
        for (list, inverted) in columns.zip([false, true]) {
            for (noun, with) in words(list).filter_map(|word| word.split_once(' ')) {
                nouns.entry(noun).or_default().push((class, inverted, with));
            }
        }
    }
    nouns
});

/// Words of accusations with what stands between them and the gerund.
static ACCUSATIONS: LazyLock<HashMap<&'static str, Vec<Vec<&'static str>>>> = LazyLock::new(|| {
    let mut accusations: HashMap<_, Vec<_>> = HashMap::new();
    for (lemma, with) in
        lines(include_str!("../../data/accusations.tsv")).filter_map(|row| row.split_once('\t'))
    {
        let with = words(with).flat_map(|w| w.split(' ')).collect();
        accusations.entry(lemma).or_default().push(with);
    }
    accusations
});

/// The deeds that nouns of the clause tell.
pub(super) fn read<'a>(reader: &Reader<'a, '_>) -> Vec<(&'static str, Deed<'a>)> {
    let passage = reader.passage();
    let own = lexis::own_tokens(passage, reader.frame.clause);
    let deeds = own.filter_map(|noun| told(reader, noun).or_else(|| succession(reader, noun)));
    deeds.chain(accused(reader)).collect()
}

/// "Costa's victory over Brandt", "with a win over Brandt, Costa".
fn told<'a>(reader: &Reader<'a, '_>, noun: usize) -> Option<(&'static str, Deed<'a>)> {
    let passage = reader.passage();
    let tellings = NOUNS.get(passage.lemma(noun))?;
    let &(class, inverted, _) = tellings.iter().find(|(.., with)| passage.lemma(noun + 1) == *with)?;
    if !is_noun(passage, noun) || nominal::is_unsettled(passage, noun) {
        return None;
    }
    let other = behind(reader, noun + 1)?;
    if is_of_another(passage, noun, other) {
        return None;
    }
    let named = |t: &usize| reader.referent(*t).is_some_and(|r| r.entity.is_some());
    let owner = passage.owner(noun);
    // "Hallam financed *its* purchase of Corrie": whoever the clause is told of.
    let own = || {
        let pronoun = passage.tokens[owner?].tag == Tag::PossessivePronoun;
        reader.frame.subject.map(|s| s.token).filter(|t| pronoun && named(t))
    };
    // "The takeover of Hallam *by Corrie*".
    let by = || {
        let marked = |t: &usize| passage.case_marker(*t).is_some_and(|c| passage.lemma(c) == "by");
        let near = (other + 1..other + REACH).find(marked);
        near.filter(|_| !inverted && owner.is_none())
    };
    let holder = owner.filter(named).or_else(own).or_else(by).or_else(|| carrier(reader, noun))?;
    let (doer, target) = if inverted { (other, holder) } else { (holder, other) };
    reader.deed(doer, target, true).map(|deed| (class, deed))
}

/// "His predecessor, Martin Hale", "Penry, Crane's successor": who came after whom.
fn succession<'a>(reader: &Reader<'a, '_>, noun: usize) -> Option<(&'static str, Deed<'a>)> {
    let passage = reader.passage();
    let before = match passage.lemma(noun) {
        "predecessor" => true,
        "successor" => false,
        _ => return None,
    };
    let of = || {
        passage.dependents(noun).find(|&t| {
            t > noun
                && passage.tokens[t].relation == Relation::Nmod
                && passage.case_marker(t).is_some_and(|c| matches!(passage.lemma(c), "of" | "to"))
        })
    };
    let one = passage.owner(noun).or_else(of)?;
    let read = passage.tokens.get(noun)?;
    let clause = passage.clauses.get(reader.frame.clause)?;
    let other = match read.relation {
        Relation::Appos => read.head.map(|h| h as usize),
        _ if noun == reader.frame.predicate && clause.copula.is_some() => {
            reader.frame.subject.map(|s| s.token)
        }
        _ => passage.appositions(noun).first().copied(),
    }?;
    let (doer, target) = if before { (one, other) } else { (other, one) };
    reader.deed(doer, target, true).map(|deed| ("succeed", deed))
}

/// Whether a token is a noun: the parser takes "a win" for a verb.
pub(super) fn is_noun(passage: &Passage, token: usize) -> bool {
    let before = token.checked_sub(1).and_then(|t| passage.tokens.get(t)).map(|t| t.tag);
    passage.tokens.get(token).is_some_and(|t| t.tag.is_noun())
        || before.is_some_and(|tag| {
            tag.is_modifier() || matches!(tag, Tag::Dt | Tag::PossessivePronoun | Tag::Pos | Tag::Cd)
        })
}

/// The head of what a preposition brings in.
fn behind(reader: &Reader<'_, '_>, preposition: usize) -> Option<usize> {
    let passage = reader.passage();
    let marked = |t: usize| passage.case_marker(t) == Some(preposition);
    let named = || passage.names.iter().find(|n| n.tokens.start == preposition + 1).map(|n| n.tokens.end - 1);
    (preposition + 1..preposition + REACH).find(|&t| marked(t)).or_else(named)
}

/// Whether more is said of a deed than who took part, by which it may be another: the win over Brandt *in Osaka*. The final is
/// none.
fn is_of_another(passage: &Passage, noun: usize, other: usize) -> bool {
    let more = |t: usize| {
        matches!(passage.lemma(t), "in" | "at" | "during")
            && !(t + 1..t + 4).any(|t| DECIDERS.contains(passage.lemma(t)))
    };
    (other + 1..other + REACH)
        .take_while(|&t| {
            !passage.tokens.get(t).is_none_or(|t| t.relation == Relation::Punct || t.tag.is_verb())
        })
        .any(more)
        || passage.dependents(noun).any(|t| matches!(passage.lemma(t), "second" | "third"))
}

/// Who does what a noun tells where nobody owns it: the subject of its clause, or of the one that the clause hangs on.
fn carrier(reader: &Reader<'_, '_>, noun: usize) -> Option<usize> {
    let (passage, frame) = (reader.passage(), reader.frame);
    // "With a win", "after the loss", "claimed a victory".
    let determiner = (noun.saturating_sub(4)..noun)
        .find(|&t| passage.tokens.get(t).is_some_and(|t| matches!(t.tag, Tag::Dt | Tag::PossessivePronoun)));
    let before = determiner.unwrap_or(noun).checked_sub(1)?;
    let carried =
        matches!(passage.lemma(before).to_lowercase().as_str(), "with" | "after" | "following" | "in")
            || frame.object.is_some_and(|o| o.token == noun) && is_gaining(passage.lemma(frame.predicate));
    let subject = frame.subject.map(|a| a.token).filter(|&t| t != noun && Some(t) != determiner);
    let outer = || {
        let clause = passage.clauses.get(frame.clause)?;
        passage.clauses.get(clause.governor?)?.subject
    };
    subject.or_else(outer).filter(|_| carried)
}

/// Verbs whose subject does what their object tells: claimed a victory, suffered a defeat.
fn is_gaining(lemma: &str) -> bool {
    matches!(
        lemma,
        "achieve"
            | "claim"
            | "clinch"
            | "complete"
            | "earn"
            | "grab"
            | "post"
            | "record"
            | "score"
            | "seal"
            | "secure"
            | "snatch"
            | "suffer"
            | "take"
    )
}

/// "Is on trial for stabbing Rourke", "was accused of shooting Rourke", "denies having stabbed Rourke".
fn accused<'a>(reader: &Reader<'a, '_>) -> Vec<(&'static str, Deed<'a>)> {
    let (passage, frame) = (reader.passage(), reader.frame);
    let own = lexis::own_tokens(passage, frame.clause);
    let found = own.flat_map(|t| {
        let with = ACCUSATIONS.get(passage.lemma(t)).into_iter().flatten();
        with.filter_map(move |with| {
            let follows = with.iter().zip(t + 1..).all(|(word, t)| passage.lemma(t) == *word);
            follows.then_some((t, t + 1 + with.len()))
        })
    });
    found.filter_map(|(word, gerund)| alleged(reader, word, gerund)).collect()
}

/// What somebody is accused of by a word and the gerund that goes with it.
fn alleged<'a>(reader: &Reader<'a, '_>, word: usize, gerund: usize) -> Option<(&'static str, Deed<'a>)> {
    let (passage, frame) = (reader.passage(), reader.frame);
    // "Accused her of": whom stands between.
    let having = usize::from(passage.lemma(gerund) == "have");
    let verb = gerund + having;
    let form = passage.tokens.get(verb)?.tag;
    let fits = if having == 1 { form == Tag::Vbn } else { form == Tag::Vbg };
    let told = RELATIONS.get(passage.lemma(verb))?.iter();
    let &(class, ..) = told
        .into_iter()
        .find(|(class, inverted, with)| *class == "attack" && !inverted && with.is_empty())?;
    let own = passage.tokens.get(word)?.tag;
    let passive = passage.clauses.get(frame.clause).is_some_and(|c| c.passive);
    let who = match passive && own == Tag::Vbn {
        true => frame.object,
        false => frame.subject,
    };
    let victim = named_behind(passage, verb)?;
    let deed = reader.deed(who.filter(|_| fits)?.token, victim, true)?;
    Some((class, Deed { alleged: true, ..deed }))
}

/// The head of the name behind a verb: stabbing *Rourke*, stabbing his neighbour, *Martin Rourke*.
fn named_behind(passage: &Passage, verb: usize) -> Option<usize> {
    let name = passage.names.iter().find(|n| n.tokens.start > verb && n.tokens.start <= verb + REACH)?;
    let between = (verb + 1..name.tokens.start).all(|t| {
        passage.word(t) == ","
            || passage.tokens.get(t).is_some_and(|t| {
                t.tag.is_noun() || t.tag.is_modifier() || matches!(t.tag, Tag::Dt | Tag::PossessivePronoun)
            })
    });
    between.then_some(name.tokens.end - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_well_formed() {
        for list in
            [include_str!("../../data/relation_nouns.tsv"), include_str!("../../data/accusations.tsv")]
        {
            let rows: Vec<_> = lines(list).collect();
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert!(lines(include_str!("../../data/relation_nouns.tsv")).all(|row| row.split('\t').count() == 3));
        assert!(
            NOUNS
                .values()
                .flatten()
                .all(|(class, ..)| { RELATIONS.values().flatten().any(|(known, ..)| known == class) })
        );
    }
}
