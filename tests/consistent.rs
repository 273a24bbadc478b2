//! `tests/consistent`: articles of our own in which nothing contradicts anything, written to look as if it did by hands that did not
//! know the rules: two fires, a part and its whole, a post held until May, a charge and its answer, the habit and the one case. Every
//! finding is a false alarm. A better detector lowers the numbers.

use copydesk::article::Article;
use copydesk::rules::{self, Settings};
use copydesk::text::{Document, Format};

/// The files, how many articles each has, and how many false alarms there are.
const FILES: [(&str, &str, usize, usize); 11] = [
    ("arts and games", include_str!("consistent/arts_and_games.txt"), 20, 1),
    ("broadsheet", include_str!("consistent/broadsheet.txt"), 30, 0),
    ("business", include_str!("consistent/business.txt"), 30, 0),
    ("courts", include_str!("consistent/courts.txt"), 30, 0),
    ("foreign", include_str!("consistent/foreign.txt"), 20, 0),
    ("money and towns", include_str!("consistent/money_and_towns.txt"), 20, 0),
    ("politics", include_str!("consistent/politics.txt"), 30, 0),
    ("profiles", include_str!("consistent/profiles.txt"), 30, 0),
    ("regional", include_str!("consistent/regional.txt"), 30, 2),
    ("sports and lives", include_str!("consistent/sports_and_lives.txt"), 30, 1),
    ("wire", include_str!("consistent/wire.txt"), 30, 0),
];
/// Two voices may well differ in an article that does not contradict itself, so `conflicting-accounts` is not counted.
const RULES: [&str; 5] =
    ["contradiction", "headline-mismatch", "arithmetic", "inconsistent-name", "impossible-date"];

#[test]
fn what_only_looks_like_a_contradiction_is_left_alone() {
    for (file, text, many, known) in FILES {
        // Each begins with `--- name`.
        let articles: Vec<&str> = text.split("--- ").filter(|article| !article.is_empty()).collect();
        assert_eq!(articles.len(), many, "{file}");
        let mut alarms = Vec::new();
        for article in articles {
            let (name, text) = article.split_once('\n').expect("a name");
            let article = Article::of(Document::read(text, Format::Plain));
            let findings = rules::check(&article, &Settings::default());
            let counted = findings.into_iter().filter(|f| RULES.contains(&f.rule));
            alarms.extend(counted.map(|f| format!("{name}: {}", f.message)));
        }
        assert!(alarms.len() <= known, "{file}: {alarms:#?}");
    }
}

#[test]
fn the_readme_has_the_sum() {
    let readme = include_str!("../README.md").split_whitespace().collect::<Vec<_>>().join(" ");
    let articles: usize = FILES.iter().map(|file| file.2).sum();
    let alarms: usize = FILES.iter().map(|file| file.3).sum();
    let told = format!(
        "In {articles} articles that only look as if they contradicted themselves it finds {alarms} contradictions"
    );
    assert!(readme.contains(&told), "{told}");
}
