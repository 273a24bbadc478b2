//! `tests/wordings`: statements that cannot both be true, each in many wordings, and others that go with them. Every first
//! statement is held against every second one (they contradict each other) and every other one (they do not), as two paragraphs of a small
//! article. `linked` is how many of the first pairs are linked and `wrong` how many of the others are: a better detector raises the one and
//! lowers the other, and changes the files.

use copydesk::article::Article;
use copydesk::rules::{self, Settings};
use copydesk::text::{Document, Format};

const FILES: [(&str, &str); 7] = [
    ("ages", include_str!("wordings/ages.txt")),
    ("dates", include_str!("wordings/dates.txt")),
    ("denials", include_str!("wordings/denials.txt")),
    ("numbers", include_str!("wordings/numbers.txt")),
    ("places", include_str!("wordings/places.txt")),
    ("posts", include_str!("wordings/posts.txt")),
    ("stances", include_str!("wordings/stances.txt")),
];
/// The same in whole sentences of news, by hands that did not know the rules; each file in two halves of one kind of facts, of which
/// the second was not looked at while the rules grew.
const FREE: [(&str, &str); 4] = [
    ("free figures", include_str!("wordings/free/figures.txt")),
    ("free news", include_str!("wordings/free/news.txt")),
    ("free opposites", include_str!("wordings/free/opposites.txt")),
    ("free who", include_str!("wordings/free/who.txt")),
];
/// One set of wordings.
#[derive(Default)]
struct Set<'a> {
    name: &'a str,
    linked: usize,
    wrong: usize,
    headline: &'a str,
    first: Vec<&'a str>,
    second: Vec<&'a str>,
    other: Vec<&'a str>,
}

fn read(file: &str) -> Vec<Set<'_>> {
    let mut sets: Vec<Set<'_>> = Vec::new();
    for line in file.lines().filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("## ") {
            sets.push(Set { name, ..Set::default() });
            continue;
        }
        let (key, value) = line.split_once(": ").expect("a key");
        let set = sets.last_mut().expect("a set");
        match key {
            "linked" => set.linked = value.parse().expect("a number"),
            "wrong" => set.wrong = value.parse().expect("a number"),
            "headline" => set.headline = value,
            "first" => set.first.push(value),
            "second" => set.second.push(value),
            "other" => set.other.push(value),
            _ => panic!("{key}"),
        }
    }
    sets
}

/// How many of the pairs are linked.
fn linked(headline: &str, first: &[&str], second: &[&str]) -> usize {
    let pairs = first.iter().flat_map(|a| second.iter().map(move |b| (a, b)));
    pairs
        .filter(|(a, b)| {
            let text = format!(
                "{headline}\n\n{a}\n\nThe weather was mild and the roads were dry on the day.\n\n{b}\n"
            );
            let article = Article::of(Document::read(text.as_str(), Format::Plain));
            rules::check(&article, &Settings::default())
                .iter()
                .any(|f| super::CONTRADICTING.contains(&f.rule))
        })
        .count()
}

#[test]
fn one_thing_is_known_in_many_words() {
    for (file, set) in
        FILES.iter().chain(&FREE).flat_map(|(file, text)| read(text).into_iter().map(move |set| (file, set)))
    {
        let name = format!("{file}: {}", set.name);
        let right = linked(set.headline, &set.first, &set.second);
        let wrong = linked(set.headline, &set.first, &set.other);
        assert!(right >= set.linked, "{name}: {right} linked, {} before", set.linked);
        assert!(wrong <= set.wrong, "{name}: {wrong} linked wrongly, {} before", set.wrong);
    }
}

#[test]
fn the_readme_has_the_sums() {
    let readme = include_str!("../README.md").split_whitespace().collect::<Vec<_>>().join(" ");
    for files in [FILES.as_slice(), FREE.as_slice()] {
        let sets: Vec<Set<'_>> = files.iter().flat_map(|(_, text)| read(text)).collect();
        let sum = |of: fn(&Set<'_>) -> usize| sets.iter().map(of).sum::<usize>();
        let (linked, wrong) = (sum(|set| set.linked), sum(|set| set.wrong));
        let pairs = sum(|set| set.first.len() * set.second.len());
        let others = sum(|set| set.first.len() * set.other.len());
        for told in [format!("of {pairs} pairs"), format!("it links {linked}, and {wrong} of {others}")] {
            assert!(readme.contains(&told), "{told}");
        }
    }
}
