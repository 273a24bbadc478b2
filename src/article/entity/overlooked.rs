//! Words that may be names although the language room took them for none: capitalized words outside of names, and every
//! word of a headline, where capitals tell nothing. Whether they are names is for the article to say: "ROVERS STUN
//! UNITED" are names because the body speaks of Thornbury Rovers and Kelham United.

use crate::language::{Name, NameKind, Passage, Tag};

/// The longest run of words that is looked up.
const WORDS: usize = 4;

/// Runs of words outside of `names` that may be names, as names of no known kind. `display`: the passage is a headline.
pub(super) fn find(passage: &Passage, names: &[Name], display: bool) -> Vec<Name> {
    let mut found = Vec::new();
    let capitals = (0..passage.tokens.len()).filter(|&t| is_capitalized(passage.word(t))).count();
    // In a headline in lower case any noun may be a name.
    let lower = display && capitals < 2;
    let mut named = names.iter().peekable();
    for start in 0..passage.tokens.len() {
        while named.next_if(|name| name.tokens.end <= start).is_some() {}
        let inside = named.peek().is_some_and(|name| name.tokens.contains(&start));
        // A name that nobody knows may be read as any word where it opens the sentence.
        let described = is_capitalized(passage.word(start)) && is_described(passage, start + 1);
        if inside || !described && !can_open(passage, start, lower) {
            continue;
        }
        let wall = named.peek().map_or(passage.tokens.len(), |name| name.tokens.start);
        for end in start + 1..=(start + WORDS).min(wall) {
            let last = end - 1;
            if passage.sentence_of(start) != passage.sentence_of(last) || is_punctuation(passage.word(last)) {
                break;
            }
            // One word at the start of a sentence is capitalized anyway: let the tagger say.
            let opens_sentence = passage.sentences.iter().any(|s| s.tokens.start == start);
            let doubtful = opens_sentence
                && !display
                && end == start + 1
                && !tag(passage, start).is_noun()
                && !is_described(passage, end);
            if (can_open(passage, last, lower) || described && last == start) && !doubtful {
                let tokens = start..end;
                found.push(Name {
                    kind: NameKind::Other,
                    span: passage.span_of(tokens.clone()),
                    tokens,
                    title: None,
                });
            }
        }
    }
    found
}

/// Whether a description or a relative clause behind a comma begins here: "Okafor*, a nurse,*".
fn is_described(passage: &Passage, token: usize) -> bool {
    let next = passage.word(token + 1);
    passage.word(token) == ","
        && (matches!(next, "a" | "an" | "the" | "his" | "her" | "their" | "who" | "whose" | "whom")
            || next.starts_with(|c: char| c.is_ascii_digit()))
}

fn tag(passage: &Passage, token: usize) -> Tag {
    passage.tokens.get(token).map_or(Tag::Xx, |t| t.tag)
}

/// Whether a name can begin or end with this word.
fn can_open(passage: &Passage, token: usize, lower: bool) -> bool {
    let word = passage.word(token);
    let closed = matches!(
        tag(passage, token),
        Tag::Dt
            | Tag::In
            | Tag::Cc
            | Tag::Prp
            | Tag::PossessivePronoun
            | Tag::To
            | Tag::Md
            | Tag::Wdt
            | Tag::Wp
            | Tag::Wrb
            | Tag::Ex
            | Tag::Cd
            | Tag::Pos
    );
    let noun = lower && tag(passage, token).is_noun();
    word.len() > 1 && !closed && (noun || is_capitalized(word))
}

fn is_capitalized(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_punctuation(word: &str) -> bool {
    !word.contains(char::is_alphanumeric) && word != "&" && word != "-"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::copy;

    #[test]
    fn capitalized_words_outside_of_names_may_be_names() {
        let found = |text: &str, display: bool| -> Vec<String> {
            let passage = copy::passage(text, &[("Otago Line", NameKind::Organization)]);
            find(&passage, &passage.names, display).iter().map(|name| name.span.of(text).to_owned()).collect()
        };
        assert_eq!(found("the Otago Line met Dana Wexford .", false), ["Dana", "Dana Wexford", "Wexford"]);
        assert_eq!(found("wexford met otago", true), ["wexford", "wexford met otago", "otago"]);
        assert_eq!(found("wexford met otago", false), [""; 0]);
    }
}
