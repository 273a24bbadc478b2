//! Lemmas: rules by part of speech, and a table of the words that the rules get wrong (`data/lemmas.tsv`, made by the
//! training program from the data sets: word, class, lemma).

use crate::language::Tag;
use crate::language::tokens::rows;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static EXCEPTIONS: LazyLock<HashMap<(&str, char), &'static str>> = LazyLock::new(|| {
    rows(include_str!("data/lemmas.tsv"))
        .filter_map(|row| {
            let mut fields = row.split('\t');
            let (word, class, lemma) = (fields.next()?, fields.next()?, fields.next()?);
            Some(((word, class.chars().next()?), lemma))
        })
        .collect()
});

/// Verbs of which British spelling doubles the l.
static DOUBLING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("data/doubling.txt")).collect());

/// The letter under which the table files a tag: one for each inflection that changes the lemma.
pub(crate) fn class(tag: Tag) -> Option<char> {
    Some(match tag {
        Tag::Nns => 'n',
        Tag::Nnps => 'p',
        Tag::Vbz => 'z',
        Tag::Vbd | Tag::Vbn => 'd',
        Tag::Vbg => 'g',
        Tag::Vb | Tag::Vbp | Tag::Md => 'v',
        Tag::Jjr | Tag::Rbr => 'c',
        Tag::Jjs | Tag::Rbs => 's',
        Tag::Rb => 'r',
        Tag::Prp | Tag::PossessivePronoun => 'o',
        Tag::Pos | Tag::Dt | Tag::Cc => 'x',
        _ => return None,
    })
}

/// Appends the lemma of a word to `out`. Names keep their case.
pub fn lemmatize(word: &str, tag: Tag, out: &mut String) {
    if matches!(tag, Tag::Nnp | Tag::Cd | Tag::Fw | Tag::Sym)
        || !word.starts_with(char::is_alphabetic) && class(tag).is_none()
    {
        out.push_str(word);
        return;
    }
    let start = out.len();
    if word.is_ascii() {
        out.push_str(word);
        if let Some(fresh) = out.get_mut(start..) {
            fresh.make_ascii_lowercase();
        }
    } else {
        out.extend(word.replace(['’', '‘'], "'").chars().flat_map(char::to_lowercase));
    }
    let Some(class) = class(tag) else { return };
    let exception = out.get(start..).and_then(|lower| EXCEPTIONS.get(&(lower, class)).copied());
    if let Some(lemma) = exception {
        out.truncate(start);
        out.push_str(lemma);
        return;
    }
    by_rule(start, class, out);
    if tag == Tag::Nnps
        && let Some(fresh) = out.get(start..).map(str::len)
    {
        // A plural name keeps its capitals.
        out.truncate(start);
        let kept: usize = word
            .char_indices()
            .map(|(i, c)| i + c.len_utf8())
            .take_while(|&end| end <= fresh)
            .last()
            .unwrap_or(0);
        out.push_str(word.get(..kept).unwrap_or(word));
    }
}

/// The lemma by rule alone, for the training program that looks for exceptions.
pub(crate) fn by_rule(start: usize, class: char, out: &mut String) {
    let word = out.get(start..).unwrap_or("");
    let (cut, add) = match class {
        'n' | 'z' | 'p' => plural(word),
        'd' => past(word),
        'g' => participle(word),
        'c' => graded(word, "er"),
        's' => graded(word, "est"),
        _ => (0, ""),
    };
    let kept = out.len() - cut.min(out.len() - start);
    out.truncate(kept);
    out.push_str(add);
}

fn plural(word: &str) -> (usize, &'static str) {
    let ends = |s: &str| word.ends_with(s);
    match word {
        _ if word.len() < 3 || ends("ss") || ends("us") || ends("is") => (0, ""),
        _ if ends("ies") && word.len() > 4 => (3, "y"),
        _ if ends("sses") || ends("shes") || ends("ches") || ends("xes") || ends("zzes") || ends("oes") => {
            (2, "")
        }
        _ if ends("s") => (1, ""),
        // "Clergymen".
        _ if ends("men") && word.len() > 4 => (2, "an"),
        _ => (0, ""),
    }
}

fn past(word: &str) -> (usize, &'static str) {
    match word {
        _ if word.len() < 4 || !word.ends_with("ed") => (0, ""),
        _ if word.ends_with("ied") && word.len() > 4 => (3, "y"),
        _ => stem(word, 2),
    }
}

fn participle(word: &str) -> (usize, &'static str) {
    if word.len() < 5 || !word.ends_with("ing") { (0, "") } else { stem(word, 3) }
}

fn graded(word: &str, ending: &str) -> (usize, &'static str) {
    match word {
        _ if word.len() < ending.len() + 3 || !word.ends_with(ending) => (0, ""),
        _ if word.ends_with(&format!("i{ending}")) => (ending.len() + 1, "y"),
        _ => stem(word, ending.len()),
    }
}

/// Cuts `ending` bytes; undoes a doubled consonant; gives back the e that the ending took.
fn stem(word: &str, ending: usize) -> (usize, &'static str) {
    let bytes = word.as_bytes();
    let rest = &bytes[..bytes.len() - ending];
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    match *rest {
        [.., b'l', b'l'] if word.get(..rest.len() - 1).is_some_and(|verb| DOUBLING.contains(verb)) => {
            (ending + 1, "")
        }
        [.., a, b] if a == b && !vowel(a) && !matches!(a, b's' | b'l' | b'f' | b'z') => (ending + 1, ""),
        [.., a, b, c] if vowel(a) && vowel(b) && matches!(c, b's' | b'z' | b'v') => (ending, "e"),
        [.., b'c' | b'v' | b'u' | b'z'] => (ending, "e"),
        [.., b'd' | b'r' | b'l', b'g'] => (ending, "e"),
        [.., a, b's'] if a != b's' => (ending, "e"),
        [.., b'a' | b'i' | b'u', b't'] if rest.len() > 3 && !vowel(rest[rest.len() - 3]) => (ending, "e"),
        [.., a, b'l'] if !vowel(a) && a != b'l' && a != b'r' => (ending, "e"),
        [a, b, c] if !vowel(a) && vowel(b) && b != b'y' && !vowel(c) && !matches!(c, b'w' | b'x' | b'y') => {
            (ending, "e")
        }
        [a, b, c, d]
            if !vowel(a) && !vowel(b) && vowel(c) && !vowel(d) && !matches!(d, b'w' | b'x' | b'y') =>
        {
            (ending, "e")
        }
        [.., a, b, b'r'] if !vowel(a) && matches!(b, b'a' | b'i' | b'o' | b'u') => (ending, "e"),
        [.., a, b'g'] if a == b'a' || a == b'n' && rest.len() > 4 && rest[rest.len() - 3] == b'a' => {
            (ending, "e")
        }
        [.., a, b'i', b'n' | b'd' | b'm' | b'k' | b'p'] if !vowel(a) => (ending, "e"),
        [.., b'a' | b'o', b'k' | b'm' | b'p' | b'd'] if rest.len() > 2 && !vowel(rest[rest.len() - 3]) => {
            (ending, "e")
        }
        _ => (ending, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_by_rule_and_by_table() {
        for (word, tag, lemma) in [
            ("cities", Tag::Nns, "city"),
            ("stopped", Tag::Vbd, "stop"),
            ("making", Tag::Vbg, "make"),
            ("said", Tag::Vbd, "say"),
            ("cancelled", Tag::Vbn, "cancel"),
            ("travelling", Tag::Vbg, "travel"),
            ("installed", Tag::Vbd, "install"),
            ("is", Tag::Vbz, "be"),
            ("Kerry", Tag::Nnp, "Kerry"),
            ("Democrats", Tag::Nnps, "Democrat"),
            ("children", Tag::Nns, "child"),
            ("n’t", Tag::Rb, "not"),
        ] {
            let mut out = "before".to_owned();
            lemmatize(word, tag, &mut out);
            assert_eq!(out, format!("before{lemma}"));
        }
    }
}
