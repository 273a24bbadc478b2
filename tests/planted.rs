//! `tests/planted`: four sets of own articles with one planted contradiction each, untouched ones, and ones with what only looks
//! like a contradiction. Planted by hands that did not know the rules: in the first in quite other words than the first
//! statement's, in the second by thirds in nearly the same, in reworded and in free sentences (`wording`), in the third by ten
//! kinds (`kind`), reworded as an editor's slip would be that comes from another source, in the fourth as news agencies write, with
//! near misses beside each (`level` is how hard it is to see). Spans are in characters. Most are not found yet; the test holds what is, and that untouched articles are left alone.

use copydesk::article::Article;
use copydesk::rules::{self, Settings};
use copydesk::text::{Document, Format};
use serde_json::Value;

/// The sets, how many contradictions each has, and how many of them are linked. A better detector raises the last.
const SETS: [(&str, usize, usize); 4] = [
    (include_str!("planted/contradictions.jsonl"), 84, 9),
    (include_str!("planted/by_wording.jsonl"), 79, 22),
    (include_str!("planted/by_kind.jsonl"), 72, 11),
    (include_str!("planted/wire.jsonl"), 140, 32),
];
const RULES: [&str; 5] =
    ["contradiction", "conflicting-accounts", "headline-mismatch", "arithmetic", "inconsistent-name"];

/// The places of every finding of an article that links two statements, in characters.
fn found(text: &str) -> Vec<Vec<(usize, usize)>> {
    let article = Article::of(Document::read(text, Format::Plain));
    let characters = |byte: usize| text[..byte].chars().count();
    let findings = rules::check(&article, &Settings::default());
    let linking = findings.iter().filter(|f| RULES.contains(&f.rule));
    linking
        .map(|f| {
            let places = std::iter::once(f.span).chain(f.related.iter().map(|r| r.span));
            places.map(|span| (characters(span.start), characters(span.end))).collect()
        })
        .collect()
}

fn spans(value: &Value) -> Vec<(usize, usize)> {
    let span = |pair: &Value| Some((pair[0].as_u64()? as usize, pair[1].as_u64()? as usize));
    value.as_array().into_iter().flatten().filter_map(span).collect()
}

/// How many contradictions a set has, and which of them are linked.
fn linked(set: &str) -> (usize, Vec<String>) {
    let (mut linked, mut planted) = (Vec::new(), 0);
    for line in set.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let findings = found(row["text"].as_str().unwrap());
        if row["label"] == "clean" {
            assert_eq!(findings, Vec::<Vec<_>>::new(), "{}", row["id"]);
            continue;
        }
        planted += 1;
        let own = spans(&Value::from(vec![row["planted"].clone()]))[0];
        let mut others = spans(&row["spans"]);
        others.extend(spans(&row["also"]));
        others.retain(|span| *span != own);
        let touch = |places: &[(usize, usize)], span: (usize, usize)| {
            places.iter().any(|place| place.0 < span.1 && span.0 < place.1)
        };
        if findings.iter().any(|f| touch(f, own) && others.iter().any(|&other| touch(f, other))) {
            linked.push(row["id"].to_string());
        }
    }
    (planted, linked)
}

#[test]
fn some_are_linked_and_untouched_articles_are_left_alone() {
    for (set, contradictions, found) in SETS {
        let (planted, linked) = linked(set);
        assert_eq!(planted, contradictions);
        assert!(linked.len() >= found, "{linked:?}");
    }
}
