//! Which posts one person hardly holds at one time.

use crate::article::{Post, PostClass};
use std::collections::HashMap;
use std::sync::LazyLock;

const EXCLUSIVE: &str = include_str!("../data/exclusive_posts.txt");

/// The lines that each family stands in.
static LINES: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut lines: HashMap<_, Vec<usize>> = HashMap::new();
    for (number, line) in EXCLUSIVE.lines().filter(|l| !l.starts_with('#')).enumerate() {
        for family in line.split_whitespace() {
            lines.entry(family).or_default().push(number);
        }
    }
    lines
});

/// What two posts of one person are, in words, where they cannot be held at once.
pub(in crate::rules) fn clash(a: &Post, b: &Post) -> Option<&'static str> {
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
    let lines = |family| LINES.get(family).map_or(&[][..], Vec::as_slice);
    let exclusive = lines(a.family).iter().any(|line| lines(b.family).contains(line));
    exclusive.then_some(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Quality};
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
            assert_eq!(clash(&posts[0], &posts[1]).is_some(), clashes, "{first} / {second}: {posts:?}");
        }
    }

    #[test]
    fn every_family_is_one_of_the_posts() {
        let posts = include_str!("../../article/data/posts.tsv");
        let known: Vec<&str> = posts.lines().filter_map(|l| l.split('\t').nth(2)).collect();
        for family in LINES.keys() {
            let special = ["representative", "prosecutor", "commander"].contains(family);
            assert!(special || known.contains(family), "{family}");
        }
        let lines: Vec<&str> = EXCLUSIVE.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "unsorted");
    }
}
