//! Bylines and credits: "By Jane Roe", "JANE ROE, Staff writer", "Reuters", "Reporting by ...; editing by ...".

use crate::text::patterns::{AGENCIES, BYLINE_ROLES};

/// Beginnings after which names follow.
const OPENINGS: [&str; 13] = [
    "by ",
    "byline: ",
    "written by ",
    "posted by ",
    "story by ",
    "words by ",
    "report by ",
    "reported by ",
    "from our correspondent",
    "reporting by ",
    "(reporting by ",
    "editing by ",
    "additional reporting by ",
];

/// Whether `line` is a byline wherever it stands.
pub(crate) fn is_byline(line: &str) -> bool {
    let Some(rest) = after_opening(line) else { return AGENCIES.fits(line.trim_matches(['(', ')', '.'])) };
    let words: Vec<&str> = rest.split_whitespace().collect();
    !words.is_empty()
        && words.len() <= 24
        && words.iter().all(|w| is_name_or_link(w))
        && is_capitalized(words[0])
}

/// Whether `line` is a byline where it stands between the headline and the body: a name and a newsroom.
pub(crate) fn is_byline_under_headline(line: &str) -> bool {
    let (name, role) = match line.split_once([',', '|', '•', '·']) {
        Some(parts) => parts,
        None => match line.split_once(" in ") {
            Some((name, place)) if place.split_whitespace().all(is_capitalized) => (name, "staff"),
            _ => return false,
        },
    };
    let name_words = name.split_whitespace().count();
    let role_words: Vec<&str> = role.split_whitespace().collect();
    !line.ends_with(['.', '?', '!'])
        && (2..=4).contains(&name_words)
        && name.split_whitespace().all(is_capitalized)
        && (1..=8).contains(&role_words.len())
        && role_words.iter().any(|w| BYLINE_ROLES.fits(w.trim_matches(|c: char| !c.is_alphabetic())))
}

fn after_opening(line: &str) -> Option<&str> {
    OPENINGS.iter().find_map(|opening| {
        let start = line.get(..opening.len())?;
        start.eq_ignore_ascii_case(opening).then(|| line.get(opening.len()..)).flatten()
    })
}

fn is_capitalized(word: &str) -> bool {
    let letters = word.trim_start_matches(['(', '"', '“', '@']);
    letters.chars().next().is_some_and(char::is_uppercase)
        && letters.chars().all(|c| c.is_alphabetic() || ".,-'’;:)&|\"”".contains(c))
}

fn is_name_or_link(word: &str) -> bool {
    let links = [
        "and",
        "for",
        "of",
        "the",
        "in",
        "at",
        "with",
        "from",
        "to",
        "by",
        "de",
        "van",
        "von",
        "al",
        "el",
        "bin",
        "da",
        "di",
        "la",
        "le",
        "&",
        "|",
        "-",
        "–",
        "—",
        "editing",
        "writing",
        "additional",
        "reporting",
        "staff",
        "writer",
        "correspondent",
        "reporter",
        "compiled",
    ];
    is_capitalized(word) || links.contains(&word) || word.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for line in [
            "By Jane Roe",
            "BY JANE ROE AND JOHN DOE",
            "By Jane Roe, The Harbour Gazette",
            "By JANE O’ROE and Luis de la Cruz",
            "Reuters",
            "The Associated Press",
            "(Reporting by Jane Roe in Geneva; editing by John Doe)",
            "BYLINE: Jane Roe.",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in
            ["By Friday the storm had passed.", "By all accounts", "By the time", "Reuters said so.", "By"]
        {
            assert!(!is_byline(line), "{line}");
        }
    }

    #[test]
    fn bylines_under_the_headline() {
        for line in ["JANE ROE, Staff writer", "Jane Roe | Harbour Gazette", "Jane Roe in Geneva"] {
            assert!(is_byline_under_headline(line), "{line}");
        }
        for line in [
            "Roe, the staff writer, left.",
            "Fire, then flood",
            "The mayor, Jane Roe",
            "Jane Roe, 34, of Salem",
        ] {
            assert!(!is_byline_under_headline(line), "{line}");
        }
    }
}
