//! What a statement's own words say of how much it needs an attribution, and of whether it has one, in numbers.

use crate::article::claim::{Topic, verbs};
use crate::language::{ClauseKind, Measure, NameKind, Passage, Relation, Tag};
use std::ops::Range;

/// A struct of numbers that a forest reads in the order of its fields.
macro_rules! numbers {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $number:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub(crate) struct $name { $($(#[$about])* pub(crate) $number: f32,)* }

        impl $name {
            /// Adds the numbers to a list, in the order of the fields.
            pub(crate) fn push_to(&self, list: &mut Vec<f32>) {
                list.extend([$(self.$number),*]);
            }
        }
    };
}
pub(crate) use numbers;

numbers! {
    /// The numbers of a statement by itself. Classes are numbered in the order of the text that tells them.
    Own {
        /// How many words it has.
        words,
        /// Share of its tokens between quotation marks.
        quoted,
        /// Whether it begins inside a quotation that began before it.
        open,
        /// How many of its words are I, we, our.
        speaker,
        /// How many are you, your.
        listener,
        /// Class of its first word: other, he or she, they, I or we, it, this, there, the, a, and or but, in, if.
        opening,
        /// Names a word.
        proper,
        /// Numbers.
        figures,
        /// Adjectives and adverbs a word.
        describing,
        /// Comparatives and superlatives.
        comparing,
        /// Modal verbs.
        modals,
        /// Form of its main verb: none, past, present of one, present of many, modal.
        finite,
        /// Whether its root is a verb.
        verbal,
        /// Whether its main clause is passive.
        passive,
        /// Negations.
        negations,
        /// Class of its subject, see [`subject_class`].
        subject,
        /// Dates.
        dates,
        /// Values of any kind.
        values,
        /// Clauses.
        clauses,
        /// Clauses that are said, thought, planned.
        complements,
        /// Whether no clause has a subject.
        bare,
        /// Whether it is about casualties, and so on in the order of [`Topic`].
        casualties,
        /// A figure.
        figure,
        /// An accusation.
        accusation,
        /// A motive.
        motive,
        /// A prediction.
        prediction,
        /// A judgement.
        judgement,
        /// A cause.
        cause,
        /// By how much its likeliest cue beats being none.
        cue,
        /// The same for its root.
        root_cue,
        /// The sum over all cues.
        cues,
        /// What the likeliest cue does: something else, say, believe, intend.
        cue_does,
        /// What the root does.
        root_does,
        /// By how much the likeliest cue that is a verb of saying beats being none.
        saying,
        /// Verbs of saying.
        sayings,
        /// Verbs of belief.
        beliefs,
        /// Whether it has "according".
        according,
        /// Class of its last token: other, period, question mark, exclamation mark, colon.
        ending,
    }
}

/// Reads the numbers of a statement: `margins` and `quoted` have an entry a token of the passage.
pub(crate) fn read(
    passage: &Passage,
    tokens: &Range<usize>,
    topics: &[Topic],
    quoted: &[bool],
    margins: &[f32],
) -> Own {
    let tag = |at: usize| passage.tokens.get(at).map_or(Tag::Sym, |t| t.tag);
    let count = |wanted: &dyn Fn(usize) -> bool| tokens.clone().filter(|&at| wanted(at)).count() as f32;
    let words = count(&|at| passage.word(at).chars().any(char::is_alphanumeric)).max(1.0);
    let root = root(passage, tokens);
    let subject = subject(passage, root);
    let span = passage.span_of(tokens.clone());
    let values = {
        let at = |offset: usize| passage.values.partition_point(|v| v.span.start < offset);
        passage.values.get(at(span.start)..at(span.end)).unwrap_or(&[])
    };
    let clauses = {
        let at = |token: usize| passage.clauses.partition_point(|c| c.predicate < token);
        passage.clauses.get(at(tokens.start)..at(tokens.end)).unwrap_or(&[])
    };
    let about = |topic: Topic| f32::from(u8::from(topics.contains(&topic)));
    let margin = |at: usize| margins.get(at).copied().unwrap_or(-10.0);
    let likeliest = tokens.clone().max_by(|&a, &b| margin(a).total_cmp(&margin(b))).unwrap_or(root);
    let does = |at: usize| verbs::does(passage.lemma(at));
    let is_quoted = |at: usize| quoted.get(at).copied().unwrap_or(false);
    let auxiliaries = || {
        passage.dependents(root).filter(|&d| {
            matches!(passage.tokens[d].relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
        })
    };
    let finite = match tag(root) {
        own @ (Tag::Vbd | Tag::Vbz | Tag::Vbp) => own,
        own => auxiliaries().next().map_or(own, tag),
    };
    Own {
        words,
        quoted: count(&is_quoted) / tokens.len().max(1) as f32,
        open: yes(tokens.start > 0 && is_quoted(tokens.start) && is_quoted(tokens.start - 1)),
        speaker: count(&|at| {
            matches!(
                passage.lemma(at),
                "i" | "we" | "me" | "us" | "our" | "my" | "myself" | "ourselves" | "mine"
            )
        }),
        listener: count(&|at| matches!(passage.lemma(at), "you" | "your" | "yours")),
        opening: opening(passage.lemma(tokens.start)),
        proper: count(&|at| tag(at).is_proper()) / words,
        figures: count(&|at| tag(at) == Tag::Cd),
        describing: count(&|at| {
            matches!(tag(at), Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Rb | Tag::Rbr | Tag::Rbs)
        }) / words,
        comparing: count(&|at| matches!(tag(at), Tag::Jjr | Tag::Jjs | Tag::Rbr | Tag::Rbs)),
        modals: count(&|at| tag(at) == Tag::Md),
        finite: match finite {
            Tag::Vbd => 1.0,
            Tag::Vbz => 2.0,
            Tag::Vbp => 3.0,
            Tag::Md => 4.0,
            _ => 0.0,
        },
        verbal: yes(tag(root).is_verb()),
        passive: yes(passage.dependent(root, &[Relation::NsubjPass, Relation::AuxPass]).is_some()),
        negations: count(&|at| matches!(passage.lemma(at), "not" | "n't" | "n’t" | "never" | "no")),
        subject: subject_class(passage, subject),
        dates: values.iter().filter(|v| matches!(v.measure, Measure::Date(_))).count() as f32,
        values: values.len() as f32,
        clauses: clauses.len() as f32,
        complements: clauses.iter().filter(|c| c.kind == ClauseKind::Complement).count() as f32,
        bare: yes(clauses.iter().all(|c| c.subject.is_none())),
        casualties: about(Topic::Casualties),
        figure: about(Topic::Figure),
        accusation: about(Topic::Accusation),
        motive: about(Topic::Motive),
        prediction: about(Topic::Prediction),
        judgement: about(Topic::Judgement),
        cause: about(Topic::Cause),
        cue: margin(likeliest),
        root_cue: margin(root),
        cues: tokens.clone().map(|at| margin(at).max(0.0)).sum(),
        cue_does: does(likeliest),
        root_does: does(root),
        saying: tokens.clone().filter(|&at| does(at) == verbs::SAY).map(margin).fold(-10.0, f32::max),
        sayings: count(&|at| does(at) == verbs::SAY),
        beliefs: count(&|at| does(at) == verbs::BELIEVE),
        according: yes(tokens.clone().any(|at| matches!(passage.lemma(at), "according" | "accord"))),
        ending: match tokens.end.checked_sub(1).map_or("", |at| passage.word(at)) {
            "." => 1.0,
            "?" => 2.0,
            "!" => 3.0,
            ":" => 4.0,
            _ => 0.0,
        },
    }
}

/// 1 for yes, 0 for no.
pub(crate) fn yes(answer: bool) -> f32 {
    f32::from(u8::from(answer))
}

/// The root of a statement's tree; its first token where it has none.
pub(crate) fn root(passage: &Passage, tokens: &Range<usize>) -> usize {
    tokens.clone().find(|&at| passage.tokens[at].relation == Relation::Root).unwrap_or(tokens.start)
}

/// The head of the main clause's subject.
pub(crate) fn subject(passage: &Passage, root: usize) -> Option<usize> {
    passage.dependent(root, &[Relation::Nsubj, Relation::NsubjPass])
}

fn opening(lemma: &str) -> f32 {
    f32::from(match lemma {
        "he" | "she" => 1u8,
        "they" => 2,
        "i" | "we" => 3,
        "it" => 4,
        "this" | "that" | "these" | "those" => 5,
        "there" => 6,
        "the" => 7,
        "a" | "an" => 8,
        "and" | "but" => 9,
        "in" | "on" | "at" | "after" => 10,
        "if" | "when" | "as" | "while" => 11,
        _ => 0,
    })
}

/// None, he or she, they, I or we, you, it or another pronoun, a person, a body, another name, the ..., a ..., plural
/// without an article, his ..., another noun.
fn subject_class(passage: &Passage, subject: Option<usize>) -> f32 {
    let Some(subject) = subject else { return 0.0 };
    let name = {
        let after = passage.names.partition_point(|n| n.tokens.end <= subject);
        passage.names.get(after).filter(|n| n.tokens.contains(&subject))
    };
    let determiner = passage.dependent(subject, &[Relation::Det]).map_or("", |at| passage.lemma(at));
    f32::from(match (passage.lemma(subject), name) {
        ("he" | "she", _) => 1u8,
        ("they", _) => 2,
        ("i" | "we", _) => 3,
        ("you", _) => 4,
        ("it" | "this" | "that" | "there" | "what" | "which" | "who", _) => 5,
        (_, Some(name)) if name.kind == NameKind::Person => 6,
        (_, Some(name)) if name.kind == NameKind::Organization => 7,
        (_, Some(_)) => 8,
        _ if passage.possessor(subject).is_some() => 12,
        _ if determiner == "the" => 9,
        _ if matches!(determiner, "a" | "an") => 10,
        _ if passage.tokens[subject].tag == Tag::Nns => 11,
        _ => 13,
    })
}
