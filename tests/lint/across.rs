//! Contradictions between articles: facts as rows, decisions on pairs, and both over one folder.

use super::{complaints, run};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn archive() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archive/articles")
}

fn lines(arguments: &str) -> Vec<Value> {
    let output = run(&archive(), arguments);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The planted pairs and no other: not what was said of another day or another council, not "at least 20", not what nobody
/// knows the day of.
#[test]
fn the_articles_of_one_day_are_held_against_each_other() {
    let pairs = lines("lint --across --no-config --format jsonl .");
    let told: Vec<String> = pairs
        .iter()
        .map(|p| format!("{} {} {}", p["verdict"], p["a"]["article"], p["b"]["article"]).replace('"', ""))
        .collect();
    assert_eq!(
        told,
        [
            "contradiction courier-bridge.md herald-bridge.md",
            "contradiction courier-mayor.md herald-mayor.md",
            "contradiction courier-refinery.md herald-refinery.md",
        ],
        "{pairs:#?}"
    );
    let report = run(&archive(), "lint --across --no-config .");
    assert_eq!(report.status.code(), Some(1));
    let report = String::from_utf8(report.stdout).unwrap();
    assert!(
        report.contains("courier-refinery.md[contradiction]: “24 people” against “Thirty-one people”"),
        "{report}"
    );
    assert!(run(&archive(), "lint --across --ignore contradiction .").status.success());
    let sarif = run(&archive(), "lint --across --format sarif .");
    assert_eq!(sarif.status.code(), Some(2));
    assert!(complaints(&sarif).contains("--across reports as text or jsonl"));
}

#[test]
fn facts_have_keys_values_days_and_voices() {
    let facts = lines("facts herald-refinery.md");
    let fact =
        facts.iter().find(|f| f["entity"] == "harlow" && f["predicate"] == "deed death").expect("a fact");
    assert_eq!(
        [&fact["value"], &fact["unit"], &fact["date"], &fact["published"], &fact["polarity"], &fact["voice"]],
        [
            &json!(31.0),
            &json!("people"),
            &json!("2026-03-02"),
            &json!("2026-03-03"),
            &json!("asserted"),
            &json!("Ines Falk")
        ]
    );
    let text = fs::read_to_string(archive().join("herald-refinery.md")).unwrap();
    let span = fact["start"].as_u64().unwrap() as usize..fact["end"].as_u64().unwrap() as usize;
    assert!(text[span].starts_with("Thirty-one people were killed"));
    // A pronoun is given its name, so that the sentence can be read alone.
    let denied = lines("facts herald-mayor.md");
    let denied = denied.iter().find(|f| f["lemma"] == "deny").expect("a fact");
    assert!(denied["sentence"].as_str().unwrap().starts_with("Ruth Adair denied the report"), "{denied}");
    assert_eq!(denied["entity"], "ruth adair");
}

/// What goes through files and what goes through streams is the same, row by row and pair by pair.
#[test]
fn a_stream_gives_the_same_facts_and_decisions() {
    let mut names: Vec<String> =
        fs::read_dir(archive()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let records: String = names
        .iter()
        .map(|name| {
            let text = fs::read_to_string(archive().join(name)).unwrap();
            format!("{}\n", json!({"id": name, "path": name, "text": text}))
        })
        .collect();
    let facts = super::streams::answers("facts --stream", &records);
    assert_eq!(facts, lines(&format!("facts {}", names.join(" "))));

    let dated: Vec<Value> = facts.iter().filter(|f| !f["date"].is_null()).cloned().collect();
    let mut pairs = BTreeSet::new();
    for a in &dated {
        for b in &dated {
            let same = ["entity", "predicate", "date"].iter().all(|key| a[key] == b[key]);
            let differs = ["lemma", "polarity", "value"].iter().any(|key| a[key] != b[key]);
            if same && differs && a["article"].as_str() < b["article"].as_str() {
                pairs.insert(json!({"a": a, "b": b, "id": [a["start"], b["start"]]}).to_string() + "\n");
            }
        }
    }
    let decided = super::streams::answers("compare --stream", &pairs.into_iter().collect::<String>());
    let place = |p: &Value| {
        format!(
            "{} {} {} {} {}",
            p["verdict"], p["a"]["article"], p["a"]["start"], p["b"]["article"], p["b"]["start"]
        )
    };
    let told: BTreeSet<String> = decided.iter().filter(|d| d["verdict"] != "none").map(place).collect();
    let across = lines("lint --across --no-config --format jsonl .");
    assert_eq!(told, across.iter().map(place).collect::<BTreeSet<_>>());
    // Something was compared that is no conflict.
    assert!(decided.len() > told.len(), "{decided:#?}");
}

#[test]
fn the_day_of_a_record_counts() {
    let text = "The Elstow council approved the bridge on Tuesday.";
    let input = format!(
        "{}\n{}\n",
        json!({"id": 7, "text": text, "date": "2026-05-13T08:00:00Z"}),
        json!({"id": 8, "text": text})
    );
    let facts = super::streams::answers("facts --stream", &input);
    let dates: BTreeSet<String> = facts.iter().map(|f| format!("{} {}", f["article"], f["date"])).collect();
    assert_eq!(dates, ["\"7\" \"2026-05-12\"".to_owned(), "\"8\" null".to_owned()].into());
}
