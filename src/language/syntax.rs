//! Clauses and phrases, read off the dependency parse. Rooms above use this and never walk raw arcs.

use crate::language::{Passage, Relation, Tag, Token};
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

/// The tree of a passage in the form that phrases are read from: for each token its children and its extent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    /// Where the children of each token begin in `children`; one entry more than tokens.
    starts: Vec<u32>,
    /// Children in order, token by token.
    children: Vec<u32>,
    /// First and last token of each subtree.
    extents: Vec<(u32, u32)>,
}

impl Tree {
    /// Builds the tree in linear time.
    pub(crate) fn new(tokens: &[Token]) -> Tree {
        let count = tokens.len();
        let mut starts = vec![0u32; count + 1];
        for token in tokens {
            if let Some(head) = token.head {
                starts[head as usize + 1] += 1;
            }
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut children = vec![0u32; starts[count] as usize];
        let mut filled = starts.clone();
        for (at, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[filled[head as usize] as usize] = at as u32;
                filled[head as usize] += 1;
            }
        }
        // Extents from the leaves up: a token is done when its children are.
        let mut extents: Vec<(u32, u32)> = (0..count as u32).map(|at| (at, at)).collect();
        let mut open: Vec<u32> = (0..count).map(|at| starts[at + 1] - starts[at]).collect();
        let mut ready: Vec<u32> = (0..count as u32).filter(|&at| open[at as usize] == 0).collect();
        while let Some(at) = ready.pop() {
            if let Some(head) = tokens[at as usize].head {
                let (from, to) = extents[at as usize];
                let extent = &mut extents[head as usize];
                *extent = (extent.0.min(from), extent.1.max(to));
                open[head as usize] -= 1;
                if open[head as usize] == 0 {
                    ready.push(head);
                }
            }
        }
        Tree { starts, children, extents }
    }

    fn children(&self, token: usize) -> &[u32] {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(&from), Some(&to)) => self.children.get(from as usize..to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }
}

impl Passage {
    /// The dependents of `token`, in order.
    pub fn dependents(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.tree.children(token).iter().map(|&child| child as usize)
    }

    /// The first dependent of `token` with one of these relations.
    pub fn dependent(&self, token: usize, relations: &[Relation]) -> Option<usize> {
        self.dependents(token).find(|&child| relations.contains(&self.tokens[child].relation))
    }

    /// The whole subtree of `token`, first to last token.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        self.tree.extents.get(token).map_or(token..token, |&(from, to)| from as usize..to as usize + 1)
    }

    /// The tokens of the phrase whose head is `token`: its subtree's first to last token, without the relative clauses,
    /// appositions, conjuncts and marks at its edges.
    pub fn phrase(&self, token: usize) -> Range<usize> {
        if token >= self.tokens.len() {
            return token..token;
        }
        let (mut from, mut to) = (token, token + 1);
        for child in self.dependents(token) {
            let loose = matches!(
                self.tokens[child].relation,
                Relation::AclRelcl
                    | Relation::Appos
                    | Relation::Parataxis
                    | Relation::Conj
                    | Relation::Cc
                    | Relation::Punct
                    | Relation::Case
                    | Relation::Mark
                    | Relation::Advcl
                    | Relation::Cop
                    | Relation::Nsubj
            );
            if !loose {
                let extent = self.subtree(child);
                (from, to) = (from.min(extent.start), to.max(extent.end));
            }
        }
        from..to
    }

    /// The span of [`Passage::phrase`].
    pub fn phrase_span(&self, token: usize) -> Span {
        self.span_of(self.phrase(token))
    }

    /// The heads of the noun phrases in apposition to `token` ("Sergei Lavrov, the *minister*").
    pub fn appositions(&self, token: usize) -> Vec<usize> {
        self.dependents(token).filter(|&child| self.tokens[child].relation == Relation::Appos).collect()
    }

    /// `token` and what is coordinated with it ("Kerry and Lavrov").
    pub fn conjuncts(&self, token: usize) -> Vec<usize> {
        let joined = self.dependents(token).filter(|&child| self.tokens[child].relation == Relation::Conj);
        std::iter::once(token).chain(joined).collect()
    }

    /// The preposition or possessive ending that marks the phrase of `token` ("*in* Geneva").
    pub fn case_marker(&self, token: usize) -> Option<usize> {
        self.dependent(token, &[Relation::Case])
    }

    /// The possessor of `token` ("*Kerry*'s plan", "*his* plan").
    pub fn possessor(&self, token: usize) -> Option<usize> {
        self.dependent(token, &[Relation::NmodPoss])
    }

    /// The possessor of `token`, and of "the flyover, *whose* price" the flyover.
    pub fn owner(&self, token: usize) -> Option<usize> {
        let possessor = self.possessor(token)?;
        if self.lemma(possessor) != "whose" {
            return Some(possessor);
        }
        let noun = (0..possessor).rev().find(|&t| self.word(t) != ",")?;
        (possessor - noun <= 2).then_some(noun)
    }

    /// The noun that a relative or other adnominal clause modifies ("the *man* who left").
    pub fn antecedent(&self, clause: &Clause) -> Option<usize> {
        let token = self.tokens.get(clause.predicate)?;
        self.is_adnominal(clause.predicate).then_some(token.head? as usize)
    }

    /// Whether the clause of a predicate modifies a noun. One that opens with a relative pronoun right behind the noun
    /// does, whatever the parser calls it: "Okafor, *who* is a minister".
    fn is_adnominal(&self, predicate: usize) -> bool {
        let Some(token) = self.tokens.get(predicate) else { return false };
        let pronoun = |&child: &usize| matches!(self.tokens[child].tag, Tag::Wp | Tag::Wdt);
        match (token.relation, token.head) {
            (Relation::Acl | Relation::AclRelcl, _) => true,
            (Relation::Ccomp | Relation::Advcl | Relation::Parataxis | Relation::Dep, Some(head)) => {
                let (head, opens) = (head as usize, self.dependents(predicate).find(pronoun));
                self.tokens[head].tag.is_noun()
                    && opens.is_some_and(|pronoun| (head + 1..=head + 2).contains(&pronoun))
            }
            _ => false,
        }
    }

    /// The index of the innermost clause that `token` belongs to.
    pub fn clause_of(&self, token: usize) -> Option<usize> {
        let mut at = token;
        // A walk to the root is as long as the tree is deep; the count guards against nothing else.
        for _ in 0..self.tokens.len() {
            if let Ok(found) = self.clauses.binary_search_by_key(&at, |clause| clause.predicate) {
                return Some(found);
            }
            at = self.tokens.get(at)?.head? as usize;
        }
        None
    }
}

/// Negating adverbs and determiners, in lower case.
const NEGATIONS: [&str; 8] = ["not", "n't", "n’t", "never", "no", "neither", "nor", "hardly"];

/// Whether a word (in lower case) denies what it stands by.
pub(crate) fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word)
}

/// Reads the clauses of a passage off its parse, ordered by predicate.
pub(crate) fn clauses(passage: &Passage) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = (0..passage.tokens.len()).filter_map(|at| clause(passage, at)).collect();
    let predicates: Vec<usize> = clauses.iter().map(|c| c.predicate).collect();
    let find = |token: usize| predicates.binary_search(&token).ok();
    for clause in &mut clauses {
        let mut at = passage.tokens[clause.predicate].head;
        let mut steps = 0;
        while let Some(head) = at {
            if let Some(governor) = find(head as usize) {
                clause.governor = Some(governor);
                break;
            }
            at = passage.tokens[head as usize].head;
            steps += 1;
            if steps > 64 {
                break;
            }
        }
    }
    // "Is glad the plan will work": an adjective has no object; it is the subject of the clause behind it, which lacks one.
    for index in 0..clauses.len() {
        let token = &passage.tokens[clauses[index].predicate];
        let finite = clauses[index].modal.is_some() || matches!(token.tag, Tag::Vbd | Tag::Vbp | Tag::Vbz);
        if token.relation != Relation::Ccomp || clauses[index].subject.is_some() || !finite {
            continue;
        }
        let Some(governor) = clauses[index].governor else { continue };
        let adjective = clauses[governor].copula.is_some()
            && matches!(passage.tokens[clauses[governor].predicate].tag, Tag::Jj | Tag::Jjr);
        let own = clauses[index].tokens.start;
        if let Some(noun) = clauses[governor].object.filter(|&o| adjective && passage.phrase(o).end == own) {
            clauses[governor].object = None;
            clauses[index].subject = Some(noun);
        }
    }
    // Subjects that a clause shares with its governor: coordination and control. Governors of conjuncts stand before
    // them, so one pass in order settles chains.
    for index in 0..clauses.len() {
        if clauses[index].subject.is_some() {
            continue;
        }
        let Some(governor) = clauses[index].governor else { continue };
        let shares = match passage.tokens[clauses[index].predicate].relation {
            Relation::Conj => true,
            Relation::Xcomp => clauses[governor].object.is_none(),
            _ => false,
        };
        let relation = passage.tokens[clauses[index].predicate].relation;
        clauses[index].subject = if shares {
            clauses[governor].subject
        } else if relation == Relation::Xcomp {
            clauses[governor].object
        } else {
            None
        };
    }
    clauses
}

fn clause(passage: &Passage, at: usize) -> Option<Clause> {
    let token = &passage.tokens[at];
    let mut clause = Clause {
        kind: ClauseKind::Main,
        predicate: at,
        copula: None,
        subject: None,
        object: None,
        recipient: None,
        passive: false,
        agent: None,
        obliques: Vec::new(),
        negated: false,
        modal: None,
        mark: None,
        conditional: false,
        governor: None,
        tokens: 0..0,
    };
    let verb = token.tag.is_verb() && token.tag != Tag::Md;
    let clausal = matches!(
        token.relation,
        Relation::Root
            | Relation::Ccomp
            | Relation::Xcomp
            | Relation::Advcl
            | Relation::Acl
            | Relation::AclRelcl
            | Relation::Csubj
            | Relation::CsubjPass
            | Relation::Parataxis
            | Relation::Conj
            | Relation::Dep
    );
    if !clausal
        && !passage
            .dependents(at)
            .any(|c| matches!(passage.tokens[c].relation, Relation::Cop | Relation::Nsubj))
    {
        return None;
    }
    for child in passage.dependents(at) {
        let negating = NEGATIONS.contains(&passage.lemma(child));
        match passage.tokens[child].relation {
            Relation::Nsubj | Relation::Csubj => {
                clause.subject = Some(child);
                clause.negated |=
                    passage.dependents(child).any(|d| matches!(passage.lemma(d), "no" | "neither"));
            }
            Relation::NsubjPass | Relation::CsubjPass => {
                clause.subject = Some(child);
                clause.passive = true;
                clause.negated |=
                    passage.dependents(child).any(|d| matches!(passage.lemma(d), "no" | "neither"));
            }
            Relation::Obj => {
                clause.object = Some(child);
                clause.negated |= passage.dependents(child).any(|d| passage.lemma(d) == "no");
            }
            Relation::Iobj => clause.recipient = Some(child),
            Relation::OblAgent => clause.agent = Some(child),
            Relation::Obl | Relation::OblTmod | Relation::OblNpmod => clause.obliques.push(child),
            Relation::Cop => clause.copula = Some(child),
            Relation::AuxPass => clause.passive = true,
            Relation::Aux if passage.tokens[child].tag == Tag::Md => clause.modal = Some(child),
            Relation::Mark => {
                clause.mark = clause.mark.or(Some(child));
                clause.conditional |= matches!(passage.lemma(child), "if" | "unless" | "whether");
            }
            Relation::Advmod | Relation::Cc | Relation::Det if negating => clause.negated = true,
            // "no longer", "not yet": the denial hangs on the adverb.
            Relation::Advmod
                if matches!(passage.lemma(child), "long" | "longer" | "yet")
                    && passage.dependents(child).any(|d| matches!(passage.lemma(d), "no" | "not")) =>
            {
                clause.negated = true;
            }
            Relation::Advmod
                if clause.mark.is_none() && child < at && passage.tokens[child].tag == Tag::Wrb =>
            {
                clause.mark = Some(child);
            }
            _ => {}
        }
    }
    if !verb && clause.copula.is_none() && clause.subject.is_none() && token.relation != Relation::Root {
        return None;
    }
    clause.kind = match token.relation {
        _ if passage.is_adnominal(at) => ClauseKind::Relative,
        Relation::Ccomp | Relation::Xcomp => ClauseKind::Complement,
        Relation::Advcl => ClauseKind::Adverbial,
        Relation::Csubj | Relation::CsubjPass => ClauseKind::Subject,
        Relation::Conj => ClauseKind::Coordinate,
        _ => ClauseKind::Main,
    };
    clause.tokens = passage.subtree(at);
    Some(clause)
}
