//! The articles of `tests/articles`: what is found in them, and that `lint`, `analyze`, the library and the fast path over
//! a memory of paragraphs find the same.

use copydesk::article::{Article, Memory};
use copydesk::rules::{self, Finding, Settings};
use copydesk::text::{Cancel, Document, Format};
use std::path::{Path, PathBuf};
use std::process::Command;

fn articles() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// What the program prints for all articles.
fn program(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn the_findings_of_every_article() {
    insta::assert_snapshot!(program(&["lint", "--format", "concise", "tests/articles"]));
}

#[test]
fn lint_analyze_and_library_agree() {
    let mut memory = Memory::default();
    for path in articles() {
        let text = std::fs::read_to_string(&path).unwrap();
        let document = Document::read(&*text, Format::of_path(&path));
        let told = |findings: &[Finding]| -> Vec<String> {
            findings.iter().map(|f| format!("{} {} {}", f.rule, f.span.start, f.fingerprint)).collect()
        };
        let fresh = told(&rules::check(&Article::of(document.clone()), &Settings::default()));
        // As the server reads: with the paragraphs of another article still in memory.
        let remembered = Article::read(document, &mut memory, &Cancel::new()).unwrap();
        assert_eq!(told(&rules::check(&remembered, &Settings::default())), fresh, "{}", path.display());

        let name = path.to_str().unwrap();
        let analysis: serde_json::Value =
            serde_json::from_str(program(&["analyze", "--format", "json", name]).trim()).unwrap();
        let analysed: Vec<String> = analysis["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| {
                let text = |key: &str| f[key].as_str().unwrap();
                format!("{} {} {}", text("rule"), f["span"][0], text("fingerprint"))
            })
            .collect();
        assert_eq!(analysed, fresh, "{}", path.display());
        let linted = program(&["lint", "--format", "jsonl", name]);
        assert_eq!(linted.lines().count(), fresh.len(), "{}", path.display());
    }
}
