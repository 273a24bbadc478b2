//! A post or occupation, in a form that can be compared.

use crate::article::EntityId;
use crate::article::attribute::lexicon;
use crate::article::entity::lexicon::{self as names, FieldKind, StateForm};
use crate::article::entity::{role, spelling};
use crate::language::{NameKind, Passage, Tag};
use std::ops::Range;

/// Whether a post is held or an occupation followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostClass {
    /// An office: minister, mayor, spokesman.
    Office,
    /// An occupation: teacher, nurse, plumber.
    Occupation,
}

/// What somebody is by post or occupation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its head, folded: "spokeswoman".
    pub head: String,
    /// Office or occupation.
    pub class: PostClass,
    /// Heads that mean the same kind of post share a family: "spokesperson".
    pub family: &'static str,
    /// Departments or subjects that tell it from others of its family, sorted: "foreign".
    pub fields: Vec<&'static str>,
    /// Whether it is a deputy's, an assistant's, a shadow's.
    pub deputy: bool,
    /// The one named body or place it is held at: the university of a professor, the town of a mayor. `None` where none or
    /// several are named.
    pub body: Option<EntityId>,
}

/// The post that a phrase tells. `title`: it stands in front of a name. `body`: the one body that the phrase names.
pub(super) fn read(
    passage: &Passage,
    tokens: Range<usize>,
    title: bool,
    body: Option<EntityId>,
) -> Option<Post> {
    let words: Vec<String> =
        tokens.clone().map(|t| role::singular(&spelling::fold(passage.word(t)))).collect();
    let core = words.iter().take_while(|w| !is_preposition(w)).count();
    let at = (0..core).rev().find(|&at| {
        let last = words[at].rsplit('-').next().unwrap_or(&words[at]);
        matches!(names::role(last), Some((NameKind::Person, _)))
    })?;
    // "Student loans" are no student.
    let noun = |w: usize| {
        let token = passage.tokens.get(tokens.start + w);
        token.is_some_and(|t| matches!(t.tag, Tag::Nn | Tag::Nns))
            && !matches!(words[w].as_str(), "general" | "major" | "elect" | "designate" | "emeritus")
    };
    if !title && (at + 1..core).any(noun) {
        return None;
    }
    let whole = words[at].as_str();
    let head = if whole == "secretary-general" { whole } else { whole.rsplit('-').next().unwrap_or(whole) };
    let head = names::title_in_full(head);
    let before = at.checked_sub(1).map_or("", |b| words[b].as_str());
    let after = words.get(at + 1).map_or("", String::as_str);
    let said = |word: &str| words.iter().any(|w| w == word);
    let (office, mut family, kind) = match (head, before) {
        ("minister", "prime" | "first" | "chief") => (true, "premier", FieldKind::None),
        ("secretary", "press") => (true, "spokesperson", FieldKind::None),
        ("secretary-general", _) | ("secretary", "general") | ("general", "secretary") => {
            (true, "secretary-general", FieldKind::None)
        }
        ("secretary", "private" | "assistant" | "executive") => return None,
        ("attorney" | "lawyer", "district" | "prosecuting") => (true, "prosecutor", FieldKind::None),
        ("attorney" | "barrister" | "lawyer" | "solicitor", "defence" | "defense" | "defending") => {
            (false, "counsel", FieldKind::None)
        }
        ("attorney" | "barrister" | "lawyer" | "solicitor", _) if said("for") || said("representing") => {
            (false, "counsel", FieldKind::None)
        }
        ("executive", "chief") | ("ceo", _) => (true, "chief-executive", FieldKind::None),
        ("officer", "executive") if said("chief") => (true, "chief-executive", FieldKind::None),
        ("officer", _) if said("chief") && !said("police") => {
            let fields = [
                ("financial", "finance"),
                ("operating", "operations"),
                ("medical", "health"),
                ("technology", "technology"),
            ];
            let own = fields.iter().find(|(word, _)| said(word))?.1;
            (true, "chief-officer", FieldKind::Own(own))
        }
        // "Finance director", "director of finance", "finance chief".
        ("chief" | "director" | "head", _) if said("finance") => {
            (true, "chief-officer", FieldKind::Own("finance"))
        }
        ("head", _) if after == "of" => {
            let department =
                (at + 2..words.len().min(at + 5)).find_map(|w| lexicon::department(&words[w]))?;
            (true, "chief-officer", FieldKind::Own(department))
        }
        ("driver", "bus" | "coach" | "tram") => (false, "busdriver", FieldKind::None),
        ("driver", "cab" | "minicab" | "taxi") => (false, "cabdriver", FieldKind::None),
        ("driver", "lorry" | "truck") => (false, "trucker", FieldKind::None),
        ("officer", "police") => (false, "police", FieldKind::None),
        ("clerk", "bank") => (false, "banker", FieldKind::None),
        ("representative", _) if title => (true, "representative", FieldKind::None),
        ("chief", _) if said("staff") => return None,
        ("major", _) => {
            lexicon::discipline(before)?;
            (false, "student", FieldKind::Discipline)
        }
        _ => names::post(head)?,
    };
    if matches!((head, after), ("attorney" | "secretary", "general")) {
        return None;
    }
    let mut fields: Vec<&'static str> = match kind {
        FieldKind::Own(field) => vec![field],
        FieldKind::None => Vec::new(),
        FieldKind::Portfolio | FieldKind::Discipline => {
            let field = |at: usize| {
                let word = words[at].as_str();
                if kind == FieldKind::Portfolio {
                    return lexicon::portfolio(word);
                }
                // "a French teacher" may be one from France.
                let of = at.checked_sub(1).is_some_and(|b| matches!(words[b].as_str(), "of" | "in" | "and"));
                let people = matches!(names::state(word), Some((StateForm::Demonym, _)));
                lexicon::discipline(word).filter(|_| of || !people)
            };
            (0..words.len()).filter(|&w| w != at).filter_map(field).collect()
        }
    };
    if head == "secretary" && fields.is_empty() && family == "minister" {
        if !said("state") {
            return None;
        }
        fields.push("state");
    }
    if family == "chief" && fields.is_empty() && head == "commander" {
        family = "commander";
    }
    fields.sort_unstable();
    fields.dedup();
    let deputy = words[..at].iter().any(|w| lexicon::is_deputy(w.split('-').next().unwrap_or(w)))
        || head == "undersecretary";
    let class = if office { PostClass::Office } else { PostClass::Occupation };
    Some(Post { head: head.to_owned(), class, family, fields, deputy, body })
}

fn is_preposition(word: &str) -> bool {
    matches!(word, "of" | "for" | "at" | "in" | "to" | "with" | "from" | "on" | "under" | "by" | "and" | ",")
}
