//! The program as a user runs it: exit codes, standard input, bad files, closed pipes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const CLEAN: &str =
    "Ferry sails again\n\nThe ferry to the islands sails again on Monday, the company said.\n";
const OPEN: &str = "Ferry sails again\n\n“The ferry sails again, the captain, Ada Moore, said.\n";

fn copydesk(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(folder).args(arguments).env_remove("NO_COLOR");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    copydesk(folder, arguments).stdin(Stdio::null()).output().unwrap()
}

fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = copydesk(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder with an article that is clean, one with a warning, one with a note, and a file that is no text.
fn newsroom() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| fs::write(folder.path().join(name), content).unwrap();
    write("clean.txt", CLEAN.as_bytes());
    write("open.txt", OPEN.as_bytes());
    write(
        "note.md",
        format!("# {CLEAN}\n<!-- copydesk-ignore-next boilerplate -->\n\nIt is white.\n").as_bytes(),
    );
    write("picture.png", b"\x89PNG\0\0");
    folder
}

/// The exit codes, as the documentation promises them: 0 clean, 1 findings, 2 error.
#[test]
fn exit_codes() {
    let table: &[(&[&str], i32)] = &[
        (&["lint", "clean.txt"], 0),
        (&["lint", "open.txt"], 1),
        (&["lint", "."], 1),
        (&["lint"], 1),
        (&["lint", "note.md"], 0),
        (&["lint", "note.md", "--fail-on", "information"], 1),
        (&["lint", "open.txt", "--fail-on", "error"], 0),
        (&["lint", "open.txt", "--fail-on", "never"], 0),
        (&["lint", "open.txt", "--max-warnings", "1"], 0),
        (&["lint", "open.txt", "--max-warnings", "0"], 1),
        (&["lint", "open.txt", "--ignore", "unbalanced-quote"], 0),
        (&["lint", "open.txt", "--select", "boilerplate,truncated-text"], 0),
        (&["lint", "open.txt", "--select", "unbalanced-quotes"], 2),
        (&["lint", "missing.txt"], 2),
        (&["lint", "missing.txt", "clean.txt"], 2),
        (&["lint", "missing.txt", "--fail-on", "never"], 2),
        (&["lint", "picture.png"], 2),
        (&["lint", "--config", "missing.toml"], 2),
        (&["lint", "--no-such-flag"], 2),
        (&["analyze", "open.txt"], 0),
        (&["analyze", "open.txt", "missing.txt"], 2),
        (&["analyze"], 2),
        (&["explain"], 0),
        (&["explain", "contradiction"], 0),
        (&["explain", "contradictoin"], 2),
        (&["schema", "config"], 0),
        (&["schema", "analysis"], 0),
        (&["--version"], 0),
        (&["--help"], 0),
        (&[], 2),
    ];
    let folder = newsroom();
    for (arguments, code) in table {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(*code), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn a_bad_file_is_named_and_the_rest_is_still_read() {
    let folder = newsroom();
    for command in ["lint", "analyze"] {
        let output = run(folder.path(), &[command, "missing.txt", "picture.png", "open.txt"]);
        let complaints = text(&output.stderr);
        assert!(complaints.contains("missing.txt: cannot be read"), "{complaints}");
        assert!(complaints.contains("picture.png: is a binary file"), "{complaints}");
        assert!(text(&output.stdout).contains("open.txt"), "{}", text(&output.stdout));
    }
}

#[test]
fn analyze_prints_one_line_a_file_in_the_order_asked() {
    let folder = newsroom();
    let output = run(folder.path(), &["analyze", "--format", "json", "open.txt", "clean.txt", "open.txt"]);
    let paths: Vec<_> = text(&output.stdout)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["path"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(paths, ["open.txt", "clean.txt", "open.txt"]);
}

#[test]
fn offsets_count_in_the_unit_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let article = "Café 𝄞 opens\n\nThe café opens on Monday, the owner said. “We are ready.\n";
    for (unit, expected) in [
        ("bytes", article.find('“').unwrap()),
        ("chars", article.chars().position(|c| c == '“').unwrap()),
        ("utf16", article.split('“').next().unwrap().encode_utf16().count()),
    ] {
        let output = run_with_input(folder.path(), &["analyze", "-", "--offsets", unit], article);
        let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let finding = line["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "unbalanced-quote");
        assert_eq!(finding.unwrap()["span"][0], expected, "{unit}");
    }
}

#[test]
fn lint_and_analyze_find_the_same() {
    let folder = newsroom();
    let analysis = run(folder.path(), &["analyze", "open.txt", "note.md"]);
    let mut analyzed = Vec::new();
    for line in text(&analysis.stdout).lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        analyzed.extend(line["findings"].as_array().unwrap().iter().map(|f| f["fingerprint"].clone()));
    }
    let report = run(folder.path(), &["lint", "open.txt", "note.md", "--format", "jsonl"]);
    let linted: Vec<_> = text(&report.stdout)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["fingerprint"].clone())
        .collect();
    assert_eq!(analyzed, linted);
    assert!(analyzed.len() >= 2);
}

#[test]
fn standard_input_goes_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let input = format!("# {OPEN}\n<!-- copydesk-ignore-next boilerplate -->\n\nIt is white.\n");
    let plain = run_with_input(folder.path(), &["lint", "-", "--format", "concise"], &input);
    assert!(text(&plain.stdout).starts_with("-:"), "{}", text(&plain.stdout));
    assert!(!text(&plain.stdout).contains("unused-suppression"));
    let arguments = ["lint", "-", "--format", "concise", "--stdin-filename", "desk/ferry.md"];
    let named = run_with_input(folder.path(), &arguments, &input);
    assert!(text(&named.stdout).contains("desk/ferry.md:5:1: information[unused-suppression]"), "{named:?}");
}

#[test]
fn other_encodings_are_read_with_a_note() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.txt"), b"Caf\xE9 opens\n\n\x93We are ready, the owner said.\n")
        .unwrap();
    let output = run(folder.path(), &["lint", "old.txt", "--format", "concise"]);
    assert!(text(&output.stderr).contains("old.txt: is not UTF-8; read as Latin-1"), "{output:?}");
    assert!(text(&output.stdout).contains("old.txt:3:1: warning[unbalanced-quote]"), "{output:?}");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = (0..400).map(|i| format!("{i:03}.txt")).collect();
    for path in &paths {
        fs::write(folder.path().join(path), OPEN.repeat(20)).unwrap();
    }
    let mut child = copydesk(folder.path(), &["lint", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn colours_come_when_asked_for_and_not_into_files() {
    let folder = newsroom();
    assert!(!text(&run(folder.path(), &["lint", "open.txt"]).stdout).contains('\u{1b}'));
    let coloured = run(folder.path(), &["lint", "open.txt", "--color", "always"]);
    assert!(text(&coloured.stdout).contains('\u{1b}'));
    assert!(!text(&coloured.stdout).contains(":::"));
}

#[test]
fn init_writes_a_file_that_lint_reads_and_does_not_overwrite_it() {
    let folder = newsroom();
    assert_eq!(run(folder.path(), &["init"]).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["lint", "clean.txt"]).status.code(), Some(0));
    let again = run(folder.path(), &["init"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("--force"));
    assert_eq!(run(folder.path(), &["init", "--force"]).status.code(), Some(0));
}

/// What a person sees. Long paragraphs are cut to the words in question.
#[test]
fn the_report_for_people() {
    let folder = tempfile::tempdir().unwrap();
    let article = "Library to stay open through the summer\n\n\
        The city library will keep its reading room open until nine on weekdays, the director, Ines Falk, said on \
        Monday after a meeting with readers. “We had to listen to them, and there were four thousand of them, she \
        added. The council, which pays for the staff, votes in May.\n\n\
        Advertisement\n\n\
        The council, which pays for the staff, votes in May.\n";
    fs::write(folder.path().join("library.txt"), article).unwrap();
    let rules = "unbalanced-quote,boilerplate";
    let output = run(folder.path(), &["lint", "library.txt", "--select", rules, "--statistics"]);
    insta::assert_snapshot!(text(&output.stdout));
}
