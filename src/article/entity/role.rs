//! What an article says somebody is, beside the name: the title in front ("Secretary of State"), the apposition behind
//! ("the Russian foreign minister"), the predicate of "is".

use crate::article::entity::lexicon::{self, Gender};
use crate::article::entity::table::Table;
use crate::article::entity::{reference, spelling};
use crate::language::{Name, NameKind, Passage, Tag};
use crate::text::Span;
use std::ops::Range;

/// A title, office or description that an article gives to a named bearer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its words, without a determiner in front.
    pub span: Span,
    /// Whether it stands in front of the name, as a title does.
    pub title: bool,
    /// Its head, folded and singular: "secretary".
    pub head: String,
    /// All its content words, folded and singular: "secretary", "state".
    pub words: Vec<String>,
    /// What its head describes.
    pub kind: NameKind,
    /// The gender that its head tells.
    pub gender: Gender,
}

/// How many tokens an apposition is followed without a parse.
const REACH: usize = 14;

/// The roles given to a name by the words around it.
pub(super) fn around(passage: &Passage, name: &Name) -> Vec<Role> {
    let mut roles = Vec::new();
    if let Some(title) = name.title {
        roles.extend(role_of(passage, passage.tokens_in(title), true));
    }
    let head = reference::head_of(passage, name);
    let appositions: Vec<_> =
        passage.appositions(head).into_iter().map(|noun| passage.phrase(noun)).collect();
    let titles = roles.len();
    roles.extend(appositions.into_iter().filter_map(|tokens| role_of(passage, tokens, false)));
    // What the parse hangs elsewhere, or takes for something else.
    if roles.len() == titles {
        roles.extend(after_comma(passage, name).and_then(|tokens| role_of(passage, tokens, false)));
    }
    roles.extend(before_comma(passage, name).and_then(|tokens| role_of(passage, tokens, false)));
    roles.extend(relative_after(passage, name).and_then(|tokens| role_of(passage, tokens, false)));
    if roles.is_empty() {
        roles.extend(before_name(passage, name).and_then(|tokens| role_of(passage, tokens, false)));
    }
    // "His wife, the novelist Beatrice Okonjo": the name stands beside what it is.
    let near = name.tokens.start.saturating_sub(REACH)..name.tokens.start;
    let described = near.filter(|&noun| passage.appositions(noun).contains(&head));
    roles.extend(described.filter_map(|noun| role_of(passage, passage.phrase(noun), false)));
    let is = passage.clauses.iter().filter(|c| c.copula.is_some() && !c.negated && c.subject == Some(head));
    roles.extend(is.filter_map(|clause| role_of(passage, passage.phrase(clause.predicate), false)));
    // "Tollefsen, an island": a parse gone wrong. What describes another kind of thing describes another thing.
    roles.retain(|role| role.kind == name.kind || (role.title && role.kind == NameKind::Person));
    roles
}

/// The age that stands beside a name: "Tollefsen, 42,", "the 42-year-old Tollefsen" is a description and none of it.
pub(super) fn age_beside(passage: &Passage, name: &Name) -> Option<u16> {
    let at = name.tokens.end;
    let age = passage.word(at + 1).parse::<u16>().ok().filter(|age| (1..=120).contains(age))?;
    let closed = [",", ".", ";", ")", "and"].contains(&passage.word(at + 2));
    (matches!(passage.word(at), "," | "(") && closed).then_some(age)
}

/// What the words behind a name that is new say it is: "Losvik, a village in Norway,". Nothing where they go on as a sentence of
/// their own: "in Losvik, a spokesman said".
pub(super) fn kind_told(passage: &Passage, name: &Name) -> Option<NameKind> {
    let tokens = after_comma(passage, name)?;
    let new = matches!(passage.word(tokens.start), "a" | "an");
    let finite = |t: usize| {
        let tag = passage.tokens.get(t).map(|token| token.tag);
        matches!(tag, Some(Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md))
    };
    if !new || tokens.clone().any(finite) {
        return None;
    }
    // "A party member" is no party.
    let head = tokens.clone().take_while(|&t| !is_preposition(passage.word(t))).last()?;
    let told = role_of(passage, tokens, false)?;
    let word = singular(&spelling::fold(passage.word(head)));
    (word.rsplit('-').next() == Some(told.head.as_str())).then_some(told.kind)
}

static DEEDS: Table = Table::new(include_str!("../data/deeds_of_government.txt"));

/// Whether a verb (lemma, or as written) is something governments do.
pub(super) fn is_deed_of_government(verb: &str) -> bool {
    DEEDS.lists(verb)
}

/// Reads the phrase in `tokens` as a role: its head must be a word for a person, organization or place.
pub(in crate::article) fn role_of(passage: &Passage, tokens: Range<usize>, title: bool) -> Option<Role> {
    let mut tokens = tokens;
    while tokens.start < tokens.end && is_determiner(passage.word(tokens.start)) {
        tokens.start += 1;
    }
    // An apposition can trail off into relative clauses; the phrase ends at the first of these.
    let stop = tokens.clone().skip(1).find(|&t| {
        matches!(
            passage.word(t),
            "," | ";"
                | "—"
                | "–"
                | "("
                | "who"
                | "which"
                | "that"
                | "whose"
                | "where"
                | "."
                | "said"
                | "says"
        )
    });
    tokens.end = stop.unwrap_or(tokens.end);
    let (head, kind, gender) = head_of(passage, tokens.clone())?;
    let words = tokens
        .clone()
        .map(|t| singular(&spelling::fold(passage.word(t))))
        .filter(|w| is_content(w))
        .collect();
    let span = passage.span_of(tokens);
    (!span.is_empty()).then_some(Role { span, title, head, words, kind, gender })
}

/// The head of a phrase: its last role word before the first preposition.
fn head_of(passage: &Passage, tokens: Range<usize>) -> Option<(String, NameKind, Gender)> {
    let core = tokens.clone().take_while(|&t| !is_preposition(passage.word(t)));
    let mut head = None;
    for token in core {
        let word = singular(&spelling::fold(passage.word(token)));
        let last = word.rsplit('-').next().unwrap_or(&word);
        if let Some((kind, gender)) = lexicon::role(last) {
            head = Some((lexicon::title_in_full(last).to_owned(), kind, gender));
        }
    }
    head
}

/// Whether the head of a phrase stands in front of a word.
fn is_preposition(word: &str) -> bool {
    matches!(word, "of" | "for" | "at" | "in" | "to" | "with" | "from" | "on" | "under" | "by" | "and")
}

/// The words between the comma behind a name (and an age) and the next comma, where they open like a description.
fn after_comma(passage: &Passage, name: &Name) -> Option<Range<usize>> {
    let mut start = name.tokens.end;
    if passage.word(start) != "," {
        return None;
    }
    start += 1;
    if age_beside(passage, name).is_some() {
        start += 2;
    }
    let opens =
        is_determiner(passage.word(start)) || lexicon::role(&spelling::fold(passage.word(start))).is_some();
    let closes =
        |t: &usize| matches!(passage.word(*t), "," | "." | ";" | "—" | "–" | "who" | "which" | "whose" | "”");
    let end = (start..(start + REACH).min(passage.tokens.len())).find(closes)?;
    (opens && start < end && own_sentence(passage, name, end)).then_some(start..end)
}

/// "Tollefsen, who is the head of the ferry line,": the words after the copula up to the next comma.
fn relative_after(passage: &Passage, name: &Name) -> Option<Range<usize>> {
    let comma = usize::from(passage.word(name.tokens.end) == ",");
    let who = name.tokens.end + comma;
    if passage.word(who) != "who" || !matches!(passage.word(who + 1), "is" | "was") {
        return None;
    }
    let start = who + 2;
    let closes =
        |t: &usize| matches!(passage.word(*t), "," | "." | ";" | "—" | "–" | "who" | "which" | "and");
    let end = (start..(start + REACH).min(passage.tokens.len())).find(closes)?;
    let described = is_determiner(passage.word(start))
        || passage.tokens.get(start)?.tag.is_noun()
        || passage.tokens.get(start)?.tag.is_modifier();
    (described && start < end && own_sentence(passage, name, end)).then_some(start..end)
}

/// "ferry captain Maren Tollefsen": the words of one noun phrase in front of a name, in lower case at its end.
fn before_name(passage: &Passage, name: &Name) -> Option<Range<usize>> {
    let last = name.tokens.start.checked_sub(1)?;
    let word = passage.word(last);
    let named = lexicon::role(&spelling::fold(word)).is_some_and(|(kind, _)| kind == name.kind);
    if !named || !word.starts_with(char::is_lowercase) || !own_sentence(passage, name, last) {
        return None;
    }
    let in_phrase = |&t: &usize| {
        let tag = passage.tokens.get(t).map(|t| t.tag);
        own_sentence(passage, name, t)
            && tag.is_some_and(|tag| {
                tag.is_noun() || tag.is_modifier() || passage.word(t) == "'s" || passage.word(t) == "’s"
            })
    };
    let first = (last.saturating_sub(6)..=last).rev().take_while(in_phrase).last()?;
    Some(first..last + 1)
}

/// "the Russian foreign minister, Sergei Lavrov,": the words from the determiner to the comma before a name.
fn before_comma(passage: &Passage, name: &Name) -> Option<Range<usize>> {
    let comma = name.tokens.start.checked_sub(1)?;
    let closed = matches!(passage.word(name.tokens.end), "," | ".");
    if passage.word(comma) != "," || !closed {
        return None;
    }
    let first = comma.saturating_sub(8);
    let open =
        (first..comma).rev().take_while(|&t| !matches!(passage.word(t), "," | "." | ";" | "and")).last()?;
    // The farthest determiner from which the words read as a role: "a spokeswoman for the agency, Marta Vilhelmsen,".
    let reads = |&start: &usize| {
        let lower = passage.word(start).to_ascii_lowercase();
        let opens = matches!(lower.as_str(), "the" | "a" | "an" | "his" | "her" | "its" | "their");
        opens
            && start + 1 < comma
            && own_sentence(passage, name, start)
            && role_of(passage, start..comma, false).is_some()
    };
    (open..comma).find(reads).map(|start| start..comma)
}

fn own_sentence(passage: &Passage, name: &Name, token: usize) -> bool {
    passage.sentence_of(name.tokens.start) == passage.sentence_of(token)
}

fn is_determiner(word: &str) -> bool {
    let lower = ["the", "a", "an", "his", "her", "its", "their", "our", "my", "another", "one"];
    word.len() <= 7 && lower.contains(&word.to_ascii_lowercase().as_str())
}

fn is_content(word: &str) -> bool {
    word.len() > 1
        && word.starts_with(char::is_alphanumeric)
        && !matches!(
            word,
            "of" | "the"
                | "for"
                | "and"
                | "at"
                | "in"
                | "to"
                | "with"
                | "from"
                | "on"
                | "an"
                | "former"
                | "new"
                | "then"
                | "acting"
                | "longtime"
                | "who"
                | "is"
                | "by"
        )
}

/// A folded noun in the singular, as far as its ending tells.
pub(in crate::article) fn singular(word: &str) -> String {
    match word {
        "men" => return "man".to_owned(),
        "women" => return "woman".to_owned(),
        "children" => return "child".to_owned(),
        "people" => return "person".to_owned(),
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("men").filter(|s| s.len() > 2) {
        return format!("{stem}man");
    }
    if lexicon::role(word).is_some() || !word.ends_with('s') {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 2) {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::copy;

    fn roles(text: &str, name: &str) -> Vec<String> {
        let passage = copy::passage(text, &[(name, NameKind::Person)]);
        let found = around(&passage, &passage.names[0]);
        found.into_iter().map(|role| format!("{}: {}", role.head, role.span.of(text))).collect()
    }

    #[test]
    fn appositions_are_read_on_both_sides_of_a_name() {
        assert_eq!(
            roles("Maren Tollefsen , 42 , the head of the ferry line , said so .", "Maren Tollefsen"),
            ["head: head of the ferry line"]
        );
        assert_eq!(
            roles("The island's mayor , Maren Tollefsen , said so .", "Maren Tollefsen"),
            ["mayor: island's mayor"]
        );
        assert_eq!(roles("Maren Tollefsen , however , said so .", "Maren Tollefsen"), [""; 0]);
    }

    #[test]
    fn the_deeds_are_sorted() {
        crate::article::entity::table::check(&DEEDS);
    }

    #[test]
    fn nouns_lose_their_plural() {
        assert_eq!(singular("senators"), "senator");
        assert_eq!(singular("spokeswomen"), "spokeswoman");
        assert_eq!(singular("agencies"), "agency");
        assert_eq!(singular("boss"), "boss");
        assert_eq!(singular("churches"), "church");
    }
}
