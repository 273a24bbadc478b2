//! For other rules that put two sentences together: whether they speak of one event, and which way a verb moves.

use crate::article::Article;
use crate::rules::contradiction::lexicon;
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
