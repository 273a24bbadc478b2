//! Which posts one person hardly holds at one time.

use crate::article::{Article, Post, PostClass};
use crate::language::NameKind;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const EXCLUSIVE: &str = include_str!("../data/exclusive_posts.txt");

/// The families that each excludes.
static EXCLUDED: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let mut excluded: HashMap<_, HashSet<_>> = HashMap::new();
    let mut exclude = |a: &'static str, b: &'static str| {
        excluded.entry(a).or_default().insert(b);
        excluded.entry(b).or_default().insert(a);
    };
    for line in EXCLUSIVE.lines().filter(|l| !l.starts_with('#')) {
        if let Some((first, others)) = line.split_once(':') {
            others.split_whitespace().for_each(|other| exclude(first, other));
            continue;
        }
        let families: Vec<&str> = line.split_whitespace().collect();
        for (at, first) in families.iter().enumerate() {
            families[at + 1..].iter().for_each(|other| exclude(first, other));
        }
    }
    excluded
});

/// Families whose holders serve one body or place at a time, and say which: the town of a mayor, the club of a striker.
const AT_ONE_BODY: [&str; 13] = [
    "academic",
    "ambassador",
    "bishop",
    "chief-executive",
    "chief-officer",
    "coach",
    "governor",
    "mayor",
    "minister",
    "player",
    "position",
    "premier",
    "sheriff",
];

/// What two posts of one person are, in words, where they cannot be held at once.
pub(in crate::rules) fn clash(article: &Article, a: &Post, b: &Post) -> Option<&'static str> {
    exclude(a, b).or_else(|| at_two_bodies(article, a, b))
}

/// Whether one post is told of two bodies: "mayor of Harlow", "mayor of Easton".
fn at_two_bodies(article: &Article, a: &Post, b: &Post) -> Option<&'static str> {
    let (left, right) = (article.entities.get(a.body?)?, article.entities.get(b.body?)?);
    let same = a.family == b.family && a.deputy == b.deputy && AT_ONE_BODY.contains(&a.family);
    // A school of a university and a town of a state share words or differ in kind.
    let words = |name: &str| name.to_lowercase().split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (mine, other) = (words(&left.name), words(&right.name));
    let apart = a.body != b.body
        && left.kind == right.kind
        && matches!(left.kind, NameKind::Organization | NameKind::Place)
        && !mine.iter().any(|word| other.contains(word));
    let acronym = left.aliases.iter().any(|alias| right.aliases.contains(alias));
    (same && apart && !acronym).then_some("one post at two places")
}

fn exclude(a: &Post, b: &Post) -> Option<&'static str> {
    let told = match (a.class, b.class) {
        (PostClass::Office, PostClass::Office) => "two posts",
        _ => "two occupations",
    };
    if a.family == b.family {
        // "Deputy minister" and "minister" are one told shorter, or two times.
        let fields = !a.fields.is_empty() && !b.fields.is_empty();
        let shared = a.fields.iter().any(|field| b.fields.contains(field));
        return (fields && !shared && a.deputy == b.deputy).then_some(told);
    }
    // A minister of information speaks for the government.
    let speaks = |x: &Post, y: &Post| x.family == "spokesperson" && y.fields.contains(&"information");
    if speaks(a, b) || speaks(b, a) {
        return None;
    }
    EXCLUDED.get(a.family).is_some_and(|others| others.contains(b.family)).then_some(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Quality;
    use crate::text::{Document, Format};

    fn posts(text: &str) -> Vec<Post> {
        let article = Article::of(Document::read(text, Format::Plain));
        let post = |quality: &Quality| match quality {
            Quality::Post(post) => Some(post.clone()),
            _ => None,
        };
        article.attributes.iter().filter_map(|a| post(&a.quality)).collect()
    }

    #[test]
    fn posts_that_exclude_each_other() {
        for (first, second, clashes) in [
            ("a spokesman for the army", "the foreign minister", true),
            ("the police chief", "the fire chief", true),
            ("an instructor in English", "a chemistry lecturer", true),
            ("an art student", "a nursing student", true),
            ("a plumber", "a nurse", true),
            ("a defender", "a striker", true),
            ("a senator", "a lawyer", false),
            ("the information minister", "a spokesman", false),
            ("a professor of history", "a historian", false),
            ("the deputy foreign minister", "the foreign minister", false),
        ] {
            let text = format!(
                "Storm hits coast\n\nSara Lind, {first}, left on Monday.\n\nTom Okafor, {second}, stayed in town.\n"
            );
            let posts = posts(&text);
            assert_eq!(posts.len(), 2, "{text}{posts:?}");
            assert_eq!(exclude(&posts[0], &posts[1]).is_some(), clashes, "{first} / {second}: {posts:?}");
        }
    }

    #[test]
    fn every_family_is_one_of_the_posts() {
        let posts = include_str!("../../article/data/posts.tsv");
        let known: Vec<&str> = posts.lines().filter_map(|l| l.split('\t').nth(2)).collect();
        for family in EXCLUDED.keys() {
            let special = ["representative", "prosecutor", "commander", "chief-executive", "chief-officer"]
                .contains(family);
            assert!(special || known.contains(family), "{family}");
        }
        let lines: Vec<&str> = EXCLUSIVE.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "unsorted");
    }
}
