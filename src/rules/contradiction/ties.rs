//! For other rules that put two sentences together: whether they speak of one event, and which way a verb moves.

use crate::article::Article;
use crate::language::thesaurus::WordClass;
use crate::rules::contradiction::lexicon::{self, DeedRole};
use crate::rules::contradiction::scene::{Scenes, Unit, common, stem};

/// What ties the sentences of an article to each other.
pub(in crate::rules) struct Ties(Scenes);

/// A sentence by its paragraph and its number there.
type Place = (usize, usize);

impl Ties {
    pub(in crate::rules) fn of(article: &Article) -> Self {
        Self(Scenes::of(article))
    }

    /// How much two sentences share beside the words `without`, in nats; `None` where they say that they speak of different
    /// times or of another event.
    pub(in crate::rules) fn shared(&self, a: Place, b: Place, without: &[&str]) -> Option<f64> {
        let (a, b) = (self.0.get(a.0, a.1)?, self.0.get(b.0, b.1)?);
        if a.apart || b.apart || a.told_at_other_time(b) {
            return None;
        }
        let own = without
            .iter()
            .map(|word| stem(word))
            .filter(|stem| a.stems.binary_search(stem).is_ok() && b.stems.binary_search(stem).is_ok());
        let own: f64 = own.map(|stem| self.0.weight(stem)).sum();
        Some(self.0.shared(a, b) - own)
    }

    /// Whether one of two sentences names a year, and there is none that both name.
    pub(in crate::rules) fn name_other_years(&self, a: Place, b: Place) -> bool {
        let year = |place: Place| self.0.get(place.0, place.1).is_some_and(|scene| scene.has_year());
        (year(a) || year(b)) && !self.share_year(a, b)
    }

    /// Whether two sentences name times that cannot be one: in April, in May.
    pub(in crate::rules) fn are_at_other_times(&self, a: Place, b: Place) -> bool {
        let pair = self.0.get(a.0, a.1).zip(self.0.get(b.0, b.1));
        pair.is_none_or(|(a, b)| a.at_other_time(b))
    }

    /// Whether two sentences name times and share none, of whatever unit: on Monday, in March.
    pub(in crate::rules) fn are_dated_apart(&self, a: Place, b: Place) -> bool {
        let pair = self.0.get(a.0, a.1).zip(self.0.get(b.0, b.1));
        pair.is_none_or(|(a, b)| a.dated_apart(b))
    }

    /// Whether both sentences name one year.
    pub(in crate::rules) fn share_year(&self, a: Place, b: Place) -> bool {
        let (Some(a), Some(b)) = (self.0.get(a.0, a.1), self.0.get(b.0, b.1)) else { return false };
        common(&a.times, &b.times).any(|time| time.0 == Unit::Year)
    }
}

/// Which way a verb (lemma) moves what it is said of: 1 up, -1 down, `None` for one that does not.
pub(in crate::rules) fn change_of(lemma: &str) -> Option<i8> {
    let rises = lexicon::senses("rise");
    lexicon::senses(lemma).iter().find_map(|sense| {
        let rise = rises.iter().find(|rise| rise.row == sense.row)?;
        Some(rise.side * sense.side)
    })
}

/// The kind of deed that was done to those for whom a word (lemma) stands: the *injured*, the *dead*, those *arrested*.
pub(in crate::rules) fn deed_of(lemma: &str) -> Option<&'static str> {
    let roles = [DeedRole::Itself, DeedRole::Object];
    let done = roles.into_iter().find_map(|role| lexicon::deed(lemma, role, std::iter::empty()));
    done.or_else(|| lexicon::deed(lemma, DeedRole::Subject, std::iter::empty()))
}

/// The kind of deed that a predicate (lemma) tells of its object, or else of its subject; `after` are the lemmas behind it.
pub(in crate::rules) fn deed_told<'a>(
    lemma: &str,
    of_object: bool,
    after: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'static str> {
    lexicon::deed(lemma, if of_object { DeedRole::Object } else { DeedRole::Subject }, after)
}

/// Whether a noun (lemma) counts people.
pub(in crate::rules) fn is_people(lemma: &str) -> bool {
    lexicon::is_people(lemma)
}

/// Whether a word (lower case) points to another count, time or event.
pub(in crate::rules) fn is_of_other_event(word: &str) -> bool {
    lexicon::is_of_other_event(word)
}

/// Whether two verbs (lemmas) can tell one deed: walk out, strike.
pub(in crate::rules) fn are_one_deed(a: &str, b: &str) -> bool {
    let groups = |lemma| lexicon::groups(lemma, WordClass::Verb);
    a == b || groups(a).iter().any(|group| groups(b).contains(group))
}

/// Whether two nouns (lemmas) can stand for one thing: flats, apartments.
pub(in crate::rules) fn are_one_thing(a: &str, b: &str) -> bool {
    let groups = |lemma| lexicon::groups(lemma, WordClass::Noun);
    a == b || groups(a).iter().any(|group| groups(b).contains(group))
}
