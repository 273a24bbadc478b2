//! The names of the workspace's articles, for completion. Comes in: the names of an article, when it is read and when it
//! is gone. Goes out: those of which a word begins with a letter.

use crate::server::requests::completion::KnownName;
use std::collections::{BTreeMap, HashMap};

/// Names by the first letters of their words and of their title, in lower case, with the number of articles that have them.
#[derive(Debug, Default)]
pub(crate) struct Names(HashMap<char, BTreeMap<KnownName, usize>>);

impl Names {
    /// An article has these names.
    pub(crate) fn learn(&mut self, names: &[KnownName]) {
        for (letter, name) in by_letter(names) {
            *self.0.entry(letter).or_default().entry(name.clone()).or_default() += 1;
        }
    }

    /// An article that had these names is gone.
    pub(crate) fn unlearn(&mut self, names: &[KnownName]) {
        for (letter, name) in by_letter(names) {
            let Some(known) = self.0.get_mut(&letter) else { continue };
            match known.get_mut(name) {
                Some(count) if *count > 1 => *count -= 1,
                _ => drop(known.remove(name)),
            }
        }
    }

    /// The names of which a word begins with `letter`, in order.
    pub(crate) fn beginning_with(&self, letter: char) -> Vec<KnownName> {
        letter.to_lowercase().filter_map(|l| self.0.get(&l)).flat_map(BTreeMap::keys).cloned().collect()
    }
}

fn by_letter(names: &[KnownName]) -> impl Iterator<Item = (char, &KnownName)> {
    names.iter().flat_map(|name| {
        let words = name.name.split_whitespace().chain(name.title.as_deref());
        let mut letters: Vec<char> = words.filter_map(|w| w.chars().next()?.to_lowercase().next()).collect();
        letters.sort_unstable();
        letters.dedup();
        letters.into_iter().map(move |letter| (letter, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_as_long_as_an_article_has_it() {
        let name = |name: &str, title: Option<&str>| KnownName {
            name: name.into(),
            kind: "person",
            title: title.map(str::to_owned),
        };
        let (adair, quill) = ([name("Ruth Adair", Some("Mayor"))], [name("Ålva Quill", None)]);
        let mut names = Names::default();
        names.learn(&adair);
        names.learn(&quill);
        names.learn(&adair);
        for letter in ['r', 'A', 'm'] {
            assert_eq!(names.beginning_with(letter), adair);
        }
        assert_eq!(names.beginning_with('å'), quill);
        names.unlearn(&adair);
        assert_eq!(names.beginning_with('R'), adair);
        names.unlearn(&adair);
        names.unlearn(&adair);
        assert_eq!(names.beginning_with('r'), []);
        assert_eq!(names.beginning_with('q'), quill);
    }
}
