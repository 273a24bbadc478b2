//! Datelines: "GENEVA, Sept. 10 (AP) —" at the start of a paragraph, and lines that hold a date alone.

use crate::text::patterns::{AGENCIES, CALENDAR};

/// Bytes in which a dateline must end.
const REACH: usize = 110;
/// Words in capitals that stand before a dash and are no place.
const SLUGS: [&str; 14] = [
    "ANALYSIS",
    "BREAKING",
    "CORRECTION",
    "EXCLUSIVE",
    "FACT CHECK",
    "LIVE",
    "OPINION",
    "PHOTOS",
    "REVIEW",
    "UPDATE",
    "UPDATED",
    "VIDEO",
    "WATCH",
    "FILE",
];
/// What stands between a dateline and the first sentence, the longer ones first.
const SEPARATORS: [&str; 8] = [" -- ", " — ", " – ", " ― ", " - ", " _ ", "—", "--"];

/// The length in bytes of the dateline that `paragraph` begins with, its dash included.
pub(crate) fn dateline(paragraph: &str) -> Option<usize> {
    let reach = crate::text::position::floor_boundary(paragraph, REACH);
    let start = paragraph.get(..reach)?;
    // A dash or a parenthesis there must be.
    if !start.bytes().any(|b| matches!(b, b'-' | b'_' | b'(') || b == 0xe2) {
        return None;
    }
    let mut separators: Vec<(usize, &str)> =
        SEPARATORS.iter().filter_map(|s| start.find(s).map(|at| (at, *s))).collect();
    separators.sort_by_key(|&(at, s)| (at, std::cmp::Reverse(s.len())));
    for (at, separator) in separators {
        let after = paragraph.get(at + separator.len()..)?.trim_start();
        if is_head(start.get(..at)?.trim_end()) && opens_sentence(after) {
            return Some(at + separator.trim_end().len());
        }
    }
    // "Washington (CNN) The ..." has no dash.
    let close = start.find(')')?;
    let open = start.find('(')?;
    let agency = start.get(open + 1..close)?;
    let place = start.get(..open)?.trim();
    let fits =
        AGENCIES.fits(agency) && place.split_whitespace().count() <= 4 && is_head(start.get(..=close)?);
    let after = paragraph.get(close + 1..)?;
    (fits && opens_sentence(after.trim_start())).then_some(close + 1)
}

/// Whether a line says nothing but when (and where) it was published: "Friday, July 21, 2017".
pub(crate) fn is_date_line(line: &str) -> bool {
    if line.len() > REACH {
        return false;
    }
    let line = line.trim_end_matches('.');
    let (place, rest) = match line.split_once(',') {
        Some((place, rest)) if is_capitals(place) && !is_date(place) => (Some(place), rest),
        _ => (None, line),
    };
    is_date(rest) && (place.is_some() || rest.chars().any(|c| c.is_ascii_digit()) || rest.len() < 24)
}

/// Place, region, date and agency, at least one of which shows that this is a dateline.
fn is_head(head: &str) -> bool {
    let (head, agency) = match head.strip_suffix(')').and_then(|h| h.rsplit_once('(')) {
        Some((rest, agency)) if is_agency(agency) => (rest.trim(), true),
        Some(_) => return false,
        None => (head, false),
    };
    if head.is_empty() {
        return agency;
    }
    let mut parts = head.split(',').map(str::trim);
    let place = parts.next().unwrap_or("");
    let (mut dated, mut regions) = (is_date(place), 0);
    for part in parts {
        // "Sept. 10, 2016"
        let year = dated && part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
        if is_date(part) || year {
            dated = true;
        } else if is_title_case(part, 4) {
            regions += 1;
        } else {
            return false;
        }
    }
    if regions > 2 || SLUGS.contains(&place) {
        return false;
    }
    if is_date(place) {
        return agency;
    }
    // "LONDON Sept 10 (Reuters)" has no comma.
    let place = match place.split_once(char::is_whitespace) {
        Some((city, date)) if is_date(date) => {
            dated = true;
            city
        }
        _ => place,
    };
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    is_capitals(place) && (letters >= 4 || agency || dated || regions > 0)
        || is_title_case(place, 4) && (agency || dated && regions < 2)
}

fn is_agency(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    AGENCIES.fits(name) || letters >= 2 && name.len() <= 24 && is_capitals(name)
}

/// Up to six words in capitals: a place.
fn is_capitals(place: &str) -> bool {
    let mut letters = 0;
    for c in place.chars() {
        match c {
            c if c.is_uppercase() => letters += 1,
            ' ' | '.' | '-' | '/' | '\'' | '’' => {}
            _ => return false,
        }
    }
    letters >= 2 && place.split_whitespace().count() <= 6
}

fn is_title_case(words: &str, most: usize) -> bool {
    let mut count = 0;
    for word in words.split_whitespace() {
        let connects = matches!(word, "of" | "de" | "del" | "du" | "and" | "the" | "al" | "la");
        let name = word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
        if !(connects || name) {
            return false;
        }
        count += 1;
    }
    (1..=most).contains(&count)
}

/// Months, weekdays, numbers and clock times; at least a month, a weekday or a whole numeric date.
fn is_date(words: &str) -> bool {
    let (mut names, mut count, mut numeric) = (0, 0, 0);
    for word in words.split([' ', ',', '\u{a0}', '|', ';']).filter(|w| !w.is_empty()) {
        let bare = word.trim_matches(['.', ':', '(', ')', '-', '–']);
        let plain: String = bare.chars().filter(|&c| c != '.').flat_map(char::to_lowercase).collect();
        count += 1;
        if plain.is_empty() {
            continue;
        }
        if plain.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = plain.chars().filter(char::is_ascii_digit).count();
            let rest = plain
                .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | ':' | 't' | 'z'));
            if !(matches!(rest, "" | "st" | "nd" | "rd" | "th" | "h" | "am" | "pm") && digits <= 14) {
                return false;
            }
            numeric += usize::from(digits >= 6);
        } else if CALENDAR.fits(&plain) {
            names += 1;
        } else {
            return false;
        }
    }
    count <= 14 && names + numeric > 0
}

fn opens_sentence(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || "“\"‘'`$£€[".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_cut_at_their_dash() {
        for (head, rest) in [
            ("GENEVA (AP) —", " Talks resumed."),
            ("LONDON, Sept. 10 —", " Talks resumed."),
            ("DES MOINES, Iowa (AP) _", " Talks resumed."),
            ("CAMBRIDGE, Mass., Dec. 11 (UPI) —", " Talks resumed."),
            ("WASHINGTON/GENEVA (Reuters) -", " “Never,” she said."),
            ("Geneva (AP) --", " Talks resumed."),
            ("(Reuters) -", " Talks resumed."),
            ("Dec 29 (Reuters) -", " Talks resumed."),
            ("RANGOON, Burma -", " Talks resumed."),
            ("NEW YORK -", " Talks resumed."),
            ("ST. PAUL, Minn.—", "Talks resumed."),
            ("Washington (CNN)", " Talks resumed."),
            ("LONDON Sept 10 (Reuters) -", " Talks resumed."),
            ("NAIROBI, Kenya, 4 March 2015 –", " Talks resumed."),
            ("LONDON, Sept. 10, 2016 (AP) —", " Talks resumed."),
        ] {
            let paragraph = format!("{head}{rest}");
            assert_eq!(dateline(&paragraph).map(|n| &paragraph[..n]), Some(head));
        }
    }

    #[test]
    fn other_dashes_are_left_alone() {
        for text in [
            "The mayor — Ruth Adair — left.",
            "BREAKING — Two dead in fire.",
            "Adair (D) said no.",
            "Ruth Adair — The mayor — left.",
            "US - based firms sold more.",
            "NASA's probe - The second one - failed.",
            "A well-known place",
            "",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }

    #[test]
    fn lines_with_a_date_alone() {
        for line in [
            "Friday, July 21, 2017",
            "Published: 10 September 2016",
            "Updated 3:14 PM ET, Sat September 10, 2016",
            "2016-09-10",
            "GENEVA, Sept. 10",
            "Sept. 10, 2016",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in ["May", "In 2016", "March on Washington draws crowds", "12", "A Sunday in July", ""] {
            assert!(line == "May" || !is_date_line(line), "{line}");
        }
    }
}
