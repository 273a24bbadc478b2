//! The parts of a person's name.

use crate::article::entity::lexicon;

/// A folded name of one person, cut into parts. Suffixes (Jr., III) and nicknames between quotation marks are kept apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// "john"; empty in a name of one word.
    pub given: String,
    /// "f", "forbes"; without particles.
    pub middle: Vec<String>,
    /// The last word with the particles in front of it: "van der berg", "al-assad". In a name of one word, that word.
    pub surname: String,
    /// "jr", "iii".
    pub suffix: Option<String>,
}

impl PersonName {
    /// Cuts a folded name into its parts. `None` where no word is left.
    pub fn of(folded: &str) -> Option<Self> {
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let mut suffix = None;
        while words.len() > 1 {
            match words.last() {
                Some(&last @ ("jr" | "sr" | "ii" | "iii" | "iv")) => suffix = Some(last.to_owned()),
                Some(&("md" | "phd" | "esq" | "qc" | "kc" | "mp" | "mbe" | "obe" | "cbe")) => {}
                _ => break,
            }
            words.pop();
        }
        let mut start = words.len().checked_sub(1)?;
        while start > 1 && lexicon::is_surname_particle(words[start - 1]) {
            start -= 1;
        }
        // "Van der Berg", "Abu Raed": no given name. "Al Gore" and "Van Jones" have one.
        if start == 1
            && words.len() > 1
            && lexicon::is_surname_particle(words[0])
            && !(words[0] == "al" || words == ["van", words[1]])
        {
            start = 0;
        }
        let surname = words.get(start..)?.join(" ");
        let given = if start > 0 { words.first().copied().unwrap_or("").to_owned() } else { String::new() };
        let middle = words.get(1..start).unwrap_or(&[]).iter().map(|&word| word.to_owned()).collect();
        Some(Self { given, middle, surname, suffix })
    }

    /// Whether given name and surname are both there.
    pub fn is_full(&self) -> bool {
        !self.given.is_empty()
    }

    /// The surname without its particles and Arabic article: "berg", "assad".
    pub fn bare_surname(&self) -> &str {
        let last = self.surname.rsplit(' ').next().unwrap_or(&self.surname);
        last.strip_prefix("al-").or_else(|| last.strip_prefix("el-")).unwrap_or(last)
    }

    /// Whether the given name is one that tells a gender.
    pub fn has_known_given_name(&self) -> bool {
        self.is_full() && lexicon::gender_of_given_name(&self.given) != lexicon::Gender::Unknown
    }

    /// Whether the given name is an initial or several: "j", "jk".
    pub fn has_initials(&self) -> bool {
        is_initials(&self.given)
    }

    /// Whether one person can bear both names, given that the surnames agree.
    pub fn agrees(&self, other: &Self) -> bool {
        let given = match (self.given.as_str(), other.given.as_str()) {
            ("", _) | (_, "") => true,
            (left, right) => {
                given_names_agree(left, right) || self.uses_middle(other) || other.uses_middle(self)
            }
        };
        let suffix = match (&self.suffix, &other.suffix) {
            (Some(left), Some(right)) => left == right,
            _ => true,
        };
        given && suffix && self.middles_agree(other)
    }

    fn middles_agree(&self, other: &Self) -> bool {
        match (self.middle.first(), other.middle.first()) {
            (Some(left), Some(right)) if self.given == other.given => initial_agrees(left, right),
            _ => true,
        }
    }

    /// "J. Edgar Hoover" goes by his middle name: "Edgar Hoover".
    fn uses_middle(&self, other: &Self) -> bool {
        other.middle.is_empty() && self.middle.first().is_some_and(|middle| *middle == other.given)
    }
}

fn given_names_agree(left: &str, right: &str) -> bool {
    left == right
        || lexicon::formal_given_name(left) == lexicon::formal_given_name(right)
        || ((is_initials(left) || is_initials(right)) && left.chars().next() == right.chars().next())
}

fn initial_agrees(left: &str, right: &str) -> bool {
    left == right || ((left.len() == 1 || right.len() == 1) && left.chars().next() == right.chars().next())
}

/// Initials lose their full stops in folding: "J.K." is "jk".
fn is_initials(word: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    word.chars().count() == 1 || (word.len() == 2 && word.is_ascii() && !word.chars().any(vowel))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::entity::spelling::fold;

    fn name(text: &str) -> PersonName {
        PersonName::of(&fold(text)).expect("a name")
    }

    #[test]
    fn names_fall_into_parts() {
        let berg = name("Pieter van der Berg Jr.");
        assert_eq!((berg.given.as_str(), berg.surname.as_str()), ("pieter", "van der berg"));
        assert_eq!((berg.bare_surname(), berg.suffix.as_deref()), ("berg", Some("jr")));
        let kerry = name("John F. Kerry");
        assert_eq!(
            (kerry.given.as_str(), kerry.middle.join(" "), kerry.surname.as_str()),
            ("john", "f".into(), "kerry")
        );
        assert_eq!(name("Bashar al-Assad").bare_surname(), "assad");
        assert!(!name("Kerry").is_full() && !name("Van der Berg").is_full() && !name("Abu Raed").is_full());
        assert!(name("Al Gore").is_full() && name("Van Jones").is_full());
        assert_eq!(PersonName::of(""), None);
    }

    #[test]
    fn one_person_can_be_written_in_many_ways() {
        let agree = |left: &str, right: &str| name(left).agrees(&name(right));
        assert!(agree("Bill Clinton", "William J. Clinton"));
        assert!(agree("J.K. Holm", "Johanna Holm"));
        assert!(agree("J. Edgar Holm", "Edgar Holm"));
        assert!(agree("Holm", "Johanna Holm"));
        assert!(!agree("Bill Clinton", "Hillary Clinton"));
        assert!(!agree("George W. Holm", "George H. Holm"));
        assert!(!agree("Ole Holm Jr.", "Ole Holm Sr."));
    }
}
