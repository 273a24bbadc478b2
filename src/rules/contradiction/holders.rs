//! One post that two people hold at once: Paul Reinholt, the chief executive, here; the chief executive, Alan Merz, there.

use crate::article::{Article, Attribute, Post, Quality};
use crate::language::NameKind;
use crate::rules::contradiction::Reading;
use crate::rules::contradiction::conflict::{Conflict, Side};
use crate::rules::contradiction::earlier::Earlier;
use crate::rules::contradiction::scene::Scenes;
use crate::rules::word_list::lines;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

/// How many earlier holders of a post are compared with a new one.
const NEAREST: usize = 8;
/// A post with more holders than this is one of several bodies.
const MOST: usize = 2;

/// Families of posts (posts.tsv) of which a body has one.
static SOLE: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/sole_posts.txt")).collect());

pub(super) fn find(reading: Reading<'_>, conflicts: &mut Vec<Conflict>) {
    let Reading { article, scenes, known, .. } = reading;
    let mut by_post: BTreeMap<(&str, &str), Vec<(&Attribute, &Post)>> = BTreeMap::new();
    for attribute in article.attributes.iter().filter(|a| a.current && !a.title) {
        let Quality::Post(post) = &attribute.quality else { continue };
        let person = article.entities.get(attribute.entity).is_some_and(|e| e.kind == NameKind::Person);
        let known = is_definite(article, attribute) && !is_of_something(article, attribute);
        if person && !post.deputy && SOLE.contains(post.family) && known {
            by_post.entry((post.family, post.head.as_str())).or_default().push((attribute, post));
        }
    }
    for (key, holders) in by_post {
        let people: BTreeSet<usize> = holders.iter().map(|(a, _)| a.entity).collect();
        if people.len() != MOST {
            continue;
        }
        let mut earlier: Earlier<'_, (&Attribute, &Post)> =
            Earlier::new(known, ("holders", key, people.len()), NEAREST);
        for here in holders {
            let paragraph = here.0.paragraph;
            if let Some(there) = earlier.nearest(paragraph, |there| clashes(scenes, here, *there)) {
                let side = |x: &Attribute| Side { span: x.span, words: x.span, voice: x.voice };
                let name = |x: &Attribute| article.entities.get(x.entity).map_or("", |e| e.name.as_str());
                let about = format!("both {} and {} hold one post", name(there.0), name(here.0));
                conflicts.push(Conflict::of(article, side(here.0), side(there.0), about));
            }
            earlier.push(paragraph, here);
        }
    }
}

/// Whether the words point to the one that is known: *the* chief executive, the company's chief executive.
fn is_definite(article: &Article, attribute: &Attribute) -> bool {
    let text = article.text();
    let inside = attribute.span.of(text);
    let before = text.get(..attribute.span.start).unwrap_or("").trim_end();
    let known = |words: &str| ["the", "The", "its", "Its", "’s", "'s"].iter().any(|w| words.ends_with(w));
    let opens = inside.split_whitespace().next().is_some_and(known);
    opens || known(before)
}

/// Whether the words say of what, in a name or not: the mayor *of Harlow*, the coach *of the other side*.
fn is_of_something(article: &Article, attribute: &Attribute) -> bool {
    let text = article.text();
    let inside = attribute.span.of(text);
    let after = text.get(attribute.span.end..).unwrap_or("").split_whitespace().next().unwrap_or("");
    let of = |word: &str| matches!(word, "of" | "at" | "for" | "in");
    of(after) || inside.split_whitespace().any(of)
}

fn clashes(scenes: &Scenes, here: (&Attribute, &Post), there: (&Attribute, &Post)) -> bool {
    let scene = |a: &Attribute| scenes.get(a.paragraph, a.sentence);
    let (Some(x), Some(y)) = (scene(here.0), scene(there.0)) else { return false };
    here.0.entity != there.0.entity
        && (here.0.paragraph, here.0.sentence) != (there.0.paragraph, there.0.sentence)
        && here.1.body == there.1.body
        && here.1.fields == there.1.fields
        && !x.turns
        && !y.turns
        && !x.apart
        && !y.apart
        && !x.at_other_time(y)
}
