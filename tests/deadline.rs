//! `tests/deadline`: articles of our own, each with one slip as it is made on deadline, by hands that did not know the rules. A fact is told
//! again in natural other words, and once it is wrong: `{A: right}`, and `{B: wrong || what would be right there}`. A slip is linked
//! where one finding touches both places. With the right words in its place nothing is to be found.

use copydesk::article::Article;
use copydesk::rules::{self, Settings};
use copydesk::text::{Document, Format, Span};
use regex::Regex;

/// The files, how many articles each has, and how many slips are linked. A better detector raises the last.
const FILES: [(&str, &str, usize, usize); 7] = [
    ("accidents", include_str!("deadline/accidents.txt"), 24, 12),
    ("agencies", include_str!("deadline/agencies.txt"), 24, 4),
    ("business", include_str!("deadline/business.txt"), 24, 7),
    ("general", include_str!("deadline/general.txt"), 24, 5),
    ("politics", include_str!("deadline/politics.txt"), 24, 2),
    ("regional", include_str!("deadline/regional.txt"), 24, 3),
    ("sports and lives", include_str!("deadline/sports_and_lives.txt"), 24, 2),
];
/// An article as it is printed, with where the right words and those of the slip stand.
fn printed(marked: &str, slip: bool) -> (String, Vec<Span>, Vec<Span>) {
    let mark = Regex::new(r"(?s)\{(A|B): (.*?)\}").expect("a pattern");
    let (mut text, mut right, mut wrong, mut from) = (String::new(), Vec::new(), Vec::new(), 0);
    for found in mark.captures_iter(marked) {
        let (whole, words) = (found.get(0).expect("a match"), found.get(2).expect("words").as_str());
        text.push_str(&marked[from..whole.start()]);
        let start = text.len();
        match words.split_once("||") {
            Some((wrong, right)) => text.push_str(if slip { wrong } else { right }.trim()),
            None => text.push_str(words),
        }
        let places = if &found[1] == "A" { &mut right } else { &mut wrong };
        places.push(Span::new(start, text.len()));
        from = whole.end();
    }
    text.push_str(&marked[from..]);
    assert!(!text.contains(['{', '}', '|']), "{text}");
    (text, right, wrong)
}

/// The places that each finding of the rules links.
fn found(text: &str) -> Vec<(&'static str, Vec<Span>)> {
    let article = Article::of(Document::read(text, Format::Plain));
    let findings = rules::check(&article, &Settings::default());
    let places =
        |f: &rules::Finding| std::iter::once(f.span).chain(f.related.iter().map(|r| r.span)).collect();
    findings.iter().filter(|f| super::CONTRADICTING.contains(&f.rule)).map(|f| (f.rule, places(f))).collect()
}

/// The articles of a file: each begins with `--- kind`.
fn articles(text: &str) -> Vec<(&str, &str)> {
    let begun = text.strip_prefix("--- ").expect("a beginning");
    begun.split("\n--- ").map(|article| article.split_once('\n').expect("a kind")).collect()
}

#[test]
fn slips_are_linked_and_the_right_words_are_left_alone() {
    for (file, text, many, known) in FILES {
        let articles = articles(text);
        assert_eq!(articles.len(), many, "{file}");
        let mut linked = Vec::new();
        for (number, (kind, marked)) in articles.into_iter().enumerate() {
            let (text, right, wrong) = printed(marked, true);
            assert!(right.len() == 1 && wrong.len() == 1, "{file} {number}");
            let touch =
                |places: &[Span], of: &[Span]| of.iter().all(|x| places.iter().any(|p| p.overlaps(*x)));
            if found(&text).iter().any(|(_, places)| touch(places, &right) && touch(places, &wrong)) {
                linked.push(format!("{number} {kind}"));
            }
            let alarms: Vec<_> = found(&printed(marked, false).0)
                .into_iter()
                .filter(|f| f.0 != "conflicting-accounts")
                .collect();
            assert!(alarms.is_empty(), "{file} {number}: {alarms:?}");
        }
        assert!(linked.len() >= known, "{file}: {linked:?}");
    }
}

#[test]
fn the_readme_has_the_sum() {
    let readme = include_str!("../README.md").split_whitespace().collect::<Vec<_>>().join(" ");
    let slips: usize = FILES.iter().map(|file| file.2).sum();
    let linked: usize = FILES.iter().map(|file| file.3).sum();
    let told = format!("Of {slips} slips as they are made on deadline it links {linked}");
    assert!(readme.contains(&told), "{told}");
}
