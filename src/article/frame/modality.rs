//! Whether a clause says that something is so, and when.

use crate::article::frame::{Modality, Tense};
use crate::language::{Clause, ClauseKind, Passage, Relation, Tag};

/// Words that a clause can hang on without ceasing to be so (began to fall, managed to leave), with the sign of what
/// they leave (failed to pay: it was not paid). Sorted.
const IMPLICATIVES: &str = include_str!("../data/implicatives.tsv");

/// Nouns for what somebody says that may not be so: a *claim* that he had been there. Lemmas.
const CLAIMS: &str = include_str!("../data/claim_nouns.txt");

/// Verbs by which somebody says of a claim that it is not so: *rejected* suggestions that he had been there. Lemmas.
const DENYING: &str = include_str!("../data/denying_verbs.txt");

/// How many words may stand between such a noun and its content: a claim *by Mr Holt* that.
const NEAR: usize = 5;

/// Governors that are looked at; nobody writes more, and a misread page costs no more than an article.
const DEEPEST: usize = 16;

/// How the clause of this number is meant, and whether the words it hangs on deny it. `own` is what [`of_clauses`] gives.
pub(super) fn read(passage: &Passage, own: &[Modality], number: usize) -> (Modality, bool) {
    let modality_of = |number: usize| own.get(number).copied().unwrap_or(Modality::Stated);
    let mut modality = modality_of(number);
    let Some(clause) = passage.clauses.get(number) else { return (modality, false) };
    let mut denied = false;
    let (mut inner, mut governor) = (clause, clause.governor);
    // A clause hangs on its governor only as a complement or coordinate; a relative clause stands for itself.
    for _ in 0..DEEPEST {
        let Some((outer, outer_modality)) =
            governor.and_then(|g| Some((passage.clauses.get(g)?, modality_of(g))))
        else {
            break;
        };
        match inner.kind {
            // What somebody denies is neither so nor not so.
            _ if is_denied_claim(passage, outer, inner) => modality = weaker(modality, Modality::Possible),
            ClauseKind::Complement => {
                let lemma = passage.lemma(outer.predicate);
                let infinitive =
                    passage.tokens.get(inner.predicate).is_some_and(|t| t.relation == Relation::Xcomp)
                        || inner.mark.is_some_and(|m| passage.lemma(m) == "to");
                match implicative(lemma) {
                    // "Has yet to vote": it has not.
                    _ if infinitive && is_yet(passage, outer, inner) => denied ^= !outer.negated,
                    Some(sign) => denied ^= (sign < 0) ^ outer.negated,
                    None if infinitive && is_set(passage, outer) => {
                        modality = weaker(modality, Modality::Future)
                    }
                    None if infinitive => modality = weaker(modality, Modality::Possible),
                    // Somebody's doubt or denial of it: neither so nor not so.
                    None if outer.negated || DENYING.lines().any(|line| line == lemma) => {
                        modality = weaker(modality, Modality::Possible)
                    }
                    None => {}
                }
            }
            ClauseKind::Coordinate if inner.modal.is_none() => {}
            _ => break,
        }
        modality = weaker(modality, outer_modality);
        governor = outer.governor;
        inner = outer;
    }
    (modality, denied)
}

/// Whether a clause is the content of a claim that the outer clause denies: denied *a claim that* he had been there.
fn is_denied_claim(passage: &Passage, outer: &Clause, inner: &Clause) -> bool {
    let that = passage.dependents(inner.predicate).find(|&t| passage.lemma(t) == "that");
    // "The claim that he made". The parser hangs the content on the verb as often as on the noun.
    let that = that.filter(|that| ![inner.subject, inner.object].contains(&Some(*that)));
    let Some((noun, that)) = outer.object.zip(that).filter(|(noun, that)| noun < that) else { return false };
    let listed = |list: &str, token: usize| list.lines().any(|line| line == passage.lemma(token));
    let breaks = |t: usize| passage.tokens.get(t).is_some_and(|t| t.tag.is_verb() || t.tag == Tag::Comma);
    let mut between = noun + 1..that;
    between.len() <= NEAR && !between.any(breaks) && listed(CLAIMS, noun) && listed(DENYING, outer.predicate)
}

/// How each clause of a passage is meant by its own words, those of its conditions and its mark of a question.
pub(super) fn of_clauses(passage: &Passage) -> Vec<Modality> {
    let condition = |c: &Clause| {
        c.conditional || c.mark.is_some_and(|m| ["if", "unless", "provided"].contains(&passage.lemma(m)))
    };
    // Where the question begins: at the sentence, or at the quotation that ends with it.
    let asks: Vec<Option<usize>> = passage
        .sentences
        .iter()
        .map(|s| {
            let words = s.span.of(passage.text());
            let inside = words.trim_end_matches(['”', '"', '’', '\'']);
            let opening = inside.rfind(['“', '"']).filter(|_| inside.len() < words.len());
            inside.ends_with('?').then(|| s.span.start + opening.unwrap_or(0))
        })
        .collect();
    let mut hypothetical: Vec<bool> = passage
        .clauses
        .iter()
        .map(|c| {
            let sentence = passage.sentence_of(c.predicate);
            let from = sentence.and_then(|s| asks.get(s)).copied().flatten();
            let at = passage.tokens.get(c.predicate).map_or(0, |t| t.span.start);
            condition(c) || from.is_some_and(|from| at >= from)
        })
        .collect();
    for clause in &passage.clauses {
        if clause.kind == ClauseKind::Adverbial
            && condition(clause)
            && let Some(governor) = clause.governor.and_then(|g| hypothetical.get_mut(g))
        {
            *governor = true;
        }
    }
    let modality = |(clause, hypothetical): (&Clause, bool)| match clause.modal.map(|m| passage.lemma(m)) {
        _ if hypothetical => Modality::Hypothetical,
        Some("will" | "'ll" | "’ll" | "wo" | "shall") => Modality::Future,
        // "She said that it would open": what was to come when it was said.
        Some("would") if is_reported(passage, clause) => Modality::Future,
        Some(_) => Modality::Possible,
        None => Modality::Stated,
    };
    passage.clauses.iter().zip(hypothetical).map(modality).collect()
}

/// Whether a clause is what somebody said, thought or found in the past.
fn is_reported(passage: &Passage, clause: &Clause) -> bool {
    let past = |c: &Clause| passage.tokens.get(c.predicate).is_some_and(|t| t.tag == Tag::Vbd);
    let governs = clause.kind == ClauseKind::Complement
        && clause.governor.and_then(|g| passage.clauses.get(g)).is_some_and(past);
    // "The team concluded, harvests would be larger": the verb of saying stands beside it.
    let beside = |t: usize| {
        passage
            .tokens
            .get(t)
            .is_some_and(|t| t.relation == crate::language::Relation::Parataxis && t.tag == Tag::Vbd)
    };
    governs || passage.dependents(clause.predicate).any(beside)
}

/// Whether the outer clause says that the inner one is still to be done: has *yet* to vote.
fn is_yet(passage: &Passage, outer: &Clause, inner: &Clause) -> bool {
    let between = outer.predicate.min(inner.predicate)..inner.predicate;
    matches!(passage.lemma(outer.predicate), "be" | "have")
        && between.into_iter().any(|t| passage.lemma(t) == "yet")
}

/// Whether the outer clause says that the inner one is to come: is expected, scheduled, due, set to.
fn is_set(passage: &Passage, outer: &Clause) -> bool {
    matches!(passage.lemma(outer.predicate), "be" | "due" | "expect" | "plan" | "schedule" | "set" | "slate")
}

fn weaker(left: Modality, right: Modality) -> Modality {
    use Modality::{Future, Hypothetical, Possible, Stated};
    match (left, right) {
        (Hypothetical, _) | (_, Hypothetical) => Hypothetical,
        (Possible, _) | (_, Possible) => Possible,
        (Future, _) | (_, Future) => Future,
        (Stated, Stated) => Stated,
    }
}

fn implicative(lemma: &str) -> Option<i8> {
    IMPLICATIVES
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .find(|(word, _)| *word == lemma)
        .and_then(|(_, sign)| sign.parse().ok())
}

/// The tense of a clause.
pub(super) fn tense(passage: &Passage, clause: &Clause) -> Tense {
    let head = clause.copula.unwrap_or(clause.predicate);
    let helpers = passage.dependents(clause.predicate).filter(|&t| {
        passage.tokens.get(t).is_some_and(|t| matches!(t.relation, Relation::Aux | Relation::AuxPass))
    });
    let mut tense = Tense::Untold;
    let mut participle = false;
    for token in helpers.chain([head]) {
        let Some(tag) = passage.tokens.get(token).map(|t| t.tag) else { continue };
        match tag {
            Tag::Vbd => return Tense::Past,
            Tag::Vbz | Tag::Vbp if passage.lemma(token) == "have" && token != head => tense = Tense::Perfect,
            Tag::Vbz | Tag::Vbp if tense == Tense::Untold => tense = Tense::Present,
            Tag::Vbn => participle = true,
            _ => {}
        }
    }
    if tense == Tense::Untold && participle { Tense::Past } else { tense }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_signed() {
        let rows: Vec<_> = IMPLICATIVES.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(rows.windows(2).all(|w| w[0] < w[1]));
        assert!(rows.iter().all(|r| r.split_once('\t').is_some_and(|(w, _)| implicative(w).is_some())));
    }
}
