//! Articles as JSON lines: one answer each, in order, bad records told in their place, memory bounded.

use super::{CLEAN, OPEN, copydesk};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;

pub(super) fn answers(arguments: &str, input: &str) -> Vec<Value> {
    let mut child = copydesk(Path::new("."), arguments).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn lint_and_analyze_answer_every_record_in_order() {
    let records: Vec<Value> = (0..600)
        .map(|n| match n % 3 {
            0 => json!({"id": n, "text": OPEN}),
            1 => json!({"id": format!("a{n}"), "text": CLEAN, "date": "2026-03-01"}),
            _ => json!({"id": n, "txt": OPEN}),
        })
        .collect();
    let input: String = records.iter().map(|record| format!("{record}\n")).collect();
    let linted = answers("lint --stream", &input);
    let analyzed = answers("analyze --stream", &input);
    assert_eq!((linted.len(), analyzed.len()), (600, 600));
    for (number, record) in records.iter().enumerate() {
        let (lint, analysis) = (&linted[number], &analyzed[number]);
        assert_eq!((&lint["id"], &analysis["id"]), (&record["id"], &record["id"]));
        if number % 3 == 2 {
            let sentence = format!("line {} is no record: missing field `text`", number + 1);
            assert!(lint["error"].as_str().unwrap().starts_with(&sentence), "{lint}");
        } else {
            assert_eq!(lint["findings"], analysis["findings"]);
            assert_eq!(lint["findings"].as_array().unwrap().len(), usize::from(number % 3 == 0));
        }
    }
}

#[test]
fn a_path_decides_on_markdown() {
    let text = "# Ferry\n\nThe ferry sails again, the company said. <!-- copydesk-ignore boilerplate -->\n";
    let input =
        format!("{}\n{}\n", json!({"id": 1, "text": text}), json!({"id": 2, "text": text, "path": "a.md"}));
    let found = answers("lint --stream --no-config --offsets utf16", &input);
    assert_eq!(found[0]["findings"], json!([]));
    assert_eq!(found[1]["findings"][0]["rule"], "unused-suppression");
}

/// A program that sends an article and waits for the answer before it sends the next gets it.
#[test]
fn an_answer_does_not_wait_for_the_next_record() {
    let mut child = copydesk(Path::new("."), "lint --stream").stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in 0..3 {
        writeln!(input, "{}", json!({"id": number, "text": OPEN})).unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], number);
    }
    drop(input);
    assert!(answers.next().is_none());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
