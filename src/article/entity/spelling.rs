//! Spellings of one name brought together: case, accents, apostrophes, acronyms' full stops, transliterations.

/// A name in the form in which names are compared: lower case, without accents, one space between words, without "the"
/// in front, without commas, quotation marks and full stops ("U.S." is "us", "St. Ives" is "st ives").
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut gap = false;
    for character in name.chars() {
        match character {
            c if c.is_whitespace() => gap = true,
            '.' | ',' | '"' | '“' | '”' | '«' | '»' | '(' | ')' => {}
            c => {
                if gap && !folded.is_empty() {
                    folded.push(' ');
                }
                gap = false;
                fold_character(c, &mut folded);
            }
        }
    }
    if let Some(rest) = folded.strip_prefix("the ") {
        return rest.to_owned();
    }
    folded
}

fn fold_character(character: char, folded: &mut String) {
    if character.is_ascii() {
        folded.push(character.to_ascii_lowercase());
        return;
    }
    for lower in character.to_lowercase() {
        match lower {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'č' | 'ĉ' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ế' | 'ệ' => folded.push('e'),
            'ğ' | 'ģ' | 'ĝ' => folded.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ķ' => folded.push('k'),
            'ļ' | 'ľ' | 'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            'ŕ' | 'ř' => folded.push('r'),
            'ś' | 'ş' | 'š' | 'ș' | 'ŝ' => folded.push('s'),
            'ß' => folded.push_str("ss"),
            'ţ' | 'ť' | 'ț' => folded.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | '`' => folded.push('\''),
            '‐' | '‑' | '–' => folded.push('-'),
            // Marks that stand on the letter before them.
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' => {}
            other => folded.push(other),
        }
    }
}

/// What transliterations and slips of the pen leave of a folded word: doubled letters are one, i and y, v and w, ph and
/// f, ou, oo and u, q, ck and k are the same, hyphens and apostrophes are nothing. "sergey" and "sergei" are one.
pub fn skeleton(word: &str) -> String {
    let mut bones = String::with_capacity(word.len());
    let mut characters = word.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let bone = match (character, next) {
            ('-' | '\'' | ' ', _) => continue,
            ('p', Some('h')) => {
                characters.next();
                'f'
            }
            ('c', Some('k')) | ('k', Some('h')) => {
                characters.next();
                'k'
            }
            ('o', Some('u' | 'o')) => {
                characters.next();
                'u'
            }
            ('e', Some('i' | 'y')) | ('a', Some('y')) | ('i', Some('y' | 'j' | 'e')) => {
                characters.next();
                'i'
            }
            ('y' | 'j', _) => 'i',
            ('w', _) => 'v',
            ('q', _) => 'k',
            (other, _) => other,
        };
        if !bones.ends_with(bone) {
            bones.push(bone);
        }
    }
    bones
}

/// Whether two words differ by at most one letter put in, left out or exchanged, or two neighbours swapped.
pub fn is_one_slip_apart(left: &str, right: &str) -> bool {
    // A letter is at most four bytes, so names this far apart need not be looked at.
    if left.len().abs_diff(right.len()) > 4 {
        return false;
    }
    let same =
        left.chars().zip(right.chars()).take_while(|(l, r)| l == r).map(|(l, _)| l.len_utf8()).sum::<usize>();
    let (left, right) = (&left[same..], &right[same..]);
    let tail = left.chars().rev().zip(right.chars().rev()).take_while(|(l, r)| l == r);
    let tail = tail.map(|(l, _)| l.len_utf8()).sum::<usize>();
    let (mut left, mut right) = (left[..left.len() - tail].chars(), right[..right.len() - tail].chars());
    match ((left.next(), left.next(), left.next()), (right.next(), right.next(), right.next())) {
        ((_, None, _), (_, None, _)) => true,
        ((Some(a), Some(b), None), (Some(c), Some(d), None)) => a == d && b == c,
        _ => false,
    }
}

/// Whether a name is written as an acronym: two to seven capitals, with or without full stops ("UN", "U.N.").
pub fn is_acronym(name: &str) -> bool {
    let mut capitals = 0;
    for character in name.chars() {
        match character {
            '.' | '-' | '&' => {}
            c if c.is_uppercase() => capitals += 1,
            c if c.is_ascii_digit() && capitals > 0 => {}
            _ => return false,
        }
    }
    (2..=7).contains(&capitals)
}

/// The initials of a name of several words, twice: of its capitalized words ("International Monetary Fund": "imf"),
/// and of all its words where that differs ("Council of Europe": "coe").
pub fn initials(name: &str) -> [String; 2] {
    let (mut capitals, mut all) = (String::new(), String::new());
    for word in name.split(|c: char| c.is_whitespace() || c == '-') {
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { continue };
        if all.is_empty() && word.eq_ignore_ascii_case("the") {
            continue;
        }
        fold_character(first, &mut all);
        if first.is_uppercase() {
            fold_character(first, &mut capitals);
        }
    }
    [capitals, all]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_together() {
        assert_eq!(fold("the  U.S."), "us");
        assert_eq!(fold("Recep Tayyip Erdoğan"), fold("Recep Tayyip\nErdogan"));
        assert_eq!(fold("O’Brien"), "o'brien");
        assert_eq!(fold("The"), "the");
    }

    #[test]
    fn transliterations_share_a_skeleton() {
        for (left, right) in [
            ("sergei", "sergey"),
            ("zelensky", "zelenskyy"),
            ("karoly", "karoli"),
            ("yusuf", "yousouf"),
            ("stephan", "stefan"),
        ] {
            assert_eq!(skeleton(left), skeleton(right), "{left} and {right}");
        }
        assert_ne!(skeleton("kerry"), skeleton("berry"));
    }

    #[test]
    fn one_slip_is_a_letter_or_a_swap() {
        for (left, right) in
            [("lavrov", "lavrow"), ("lavrov", "lavrv"), ("lavrov", "lavrovs"), ("lavrov", "lavorv")]
        {
            assert!(is_one_slip_apart(left, right));
            assert!(is_one_slip_apart(right, left));
        }
        assert!(!is_one_slip_apart("lavrov", "pavlov"));
        assert!(!is_one_slip_apart("lavrov", "lav"));
    }

    #[test]
    fn acronyms_and_their_expansions_meet() {
        assert!(is_acronym("U.N.") && is_acronym("NATO") && is_acronym("G20"[..1].repeat(2).as_str()));
        assert!(!is_acronym("Nato") && !is_acronym("A") && !is_acronym("Kerry"));
        assert_eq!(initials("International Monetary Fund")[0], fold("IMF"));
        assert_eq!(initials("the Council of Europe")[1], "coe");
        assert_eq!(initials("Federal Bureau of Investigation")[0], "fbi");
    }
}
