//! Which posts one person hardly holds at one time.

use crate::article::{Article, Post, PostClass};
use crate::language::NameKind;
use crate::rules::contradiction::geography;
use crate::rules::word_list::lines;
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

/// Families whose holders serve one body at a time, and the kinds of bodies ("any") that tell it.
static AT_ONE_BODY: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let rows = lines(include_str!("../data/posts_at_one_body.tsv")).filter_map(|l| l.split_once('\t'));
    rows.map(|(family, kinds)| (family, kinds.split('\t').collect())).collect()
});

/// Words of the names of bodies, and the kind of body that they tell.
static WORKPLACES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lines(include_str!("../data/workplaces.tsv")).filter_map(|l| l.split_once('\t')).collect()
});

/// What two posts of one person are, in words, where they cannot be held at once.
pub(in crate::rules) fn clash(article: &Article, a: &Post, b: &Post) -> Option<&'static str> {
    exclude(a, b).or_else(|| at_two_bodies(article, a, b))
}

/// Whether one post is told of two bodies: "mayor of Harlow", "mayor of Easton"; a nurse at one hospital and at another.
fn at_two_bodies(article: &Article, a: &Post, b: &Post) -> Option<&'static str> {
    let (left, right) = (article.entities.get(a.body?)?, article.entities.get(b.body?)?);
    let kinds = AT_ONE_BODY.get(a.family)?;
    let acronym = left.aliases.iter().any(|alias| right.aliases.contains(alias));
    if a.family != b.family || a.deputy != b.deputy || a.body == b.body || acronym {
        return None;
    }
    // Who plays for a club plays for a country too.
    let plays = matches!(a.family, "coach" | "player" | "position");
    if plays && (geography::is_country(&left.name) || geography::is_country(&right.name)) {
        return None;
    }
    // A school of a university and a town of a state share words or differ in kind.
    let words = |name: &str| name.to_lowercase().split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (mine, other) = (words(&left.name), words(&right.name));
    let apart = left.kind == right.kind
        && matches!(left.kind, NameKind::Organization | NameKind::Place)
        && !mine.iter().any(|word| other.contains(word));
    // Whatever kind the names were taken for, their words tell it.
    let kind = |words: &[String]| words.iter().rev().find_map(|w| WORKPLACES.get(w.as_str()).copied());
    let one_kind = kind(&mine).filter(|own| kinds.contains(own) && kind(&other) == Some(own));
    let telling = |word: &&String| {
        !WORKPLACES.contains_key(word.as_str())
            && !matches!(word.as_str(), "of" | "the" | "and" | "at" | "in" | "&")
    };
    let shares = |list: &[String], word: &String| list.iter().filter(telling).any(|other| other == word);
    let tells = |list: &[String]| list.iter().any(|word| telling(&word));
    let by_kind = one_kind.is_some()
        && tells(&mine)
        && tells(&other)
        && !mine.iter().filter(telling).any(|word| shares(&other, word));
    (kinds.contains(&"any") && apart || by_kind).then_some("one post at two places")
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
            let special = [
                "representative",
                "prosecutor",
                "commander",
                "counsel",
                "chief-executive",
                "chief-officer",
                "busdriver",
                "secretary-general",
            ]
            .contains(family);
            assert!(special || known.contains(family), "{family}");
        }
        assert!(AT_ONE_BODY.keys().all(|f| known.contains(f) || f.starts_with("chief-")));
        let lines: Vec<&str> = EXCLUSIVE.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "unsorted");
    }
}
