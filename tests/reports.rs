//! What `lint` writes for other programs: every format read back, report files, fixes and diffs.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const RULES: &str = "unbalanced-quote,boilerplate,repeated-passage";

/// Three findings: an open quotation after a character of four bytes, page furniture, and a paragraph that stands twice.
const ARTICLE: &str = "Orchard to reopen\n\n\
    The 𝄞 club & its orchard reopen in May, the gardener said. “We pruned all winter, she added.\n\n\
    Volunteers planted forty pear trees along the northern wall in the first week of March, the club said.\n\n\
    Advertisement\n\n\
    Volunteers planted forty pear trees along the northern wall in the first week of March, the club said.\n";

/// A name that every format has to escape in its own way.
const NAME: &str = "pears, 100% & more.txt";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(NAME), ARTICLE).unwrap();
    folder
}

fn lint(folder: &Path, arguments: &[&str], input: Option<&str>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(["lint", "--select", RULES])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.unwrap_or("").as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn report(format: &str) -> String {
    let folder = folder();
    let output = lint(folder.path(), &["--format", format, NAME], None);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(format: &str) -> Value {
    serde_json::from_str(&report(format)).unwrap()
}

#[test]
fn sarif_has_the_structure_that_code_scanning_needs() {
    let log = json("sarif");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "copydesk");
    let rules = driver["rules"].as_array().unwrap();
    let ids: BTreeSet<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len());
    for rule in rules {
        for text in [&rule["shortDescription"]["text"], &rule["help"]["text"], &rule["help"]["markdown"]] {
            assert!(!text.as_str().unwrap().is_empty(), "{rule}");
        }
        assert!(
            ["note", "warning", "error"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap())
        );
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    let mut fingerprints = BTreeSet::new();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "pears%2C%20100%25%20%26%20more.txt");
        let lines = (&place["region"]["startLine"], &place["region"]["endLine"]);
        assert!(lines.0.as_u64().unwrap() >= 1 && lines.0.as_u64() <= lines.1.as_u64());
        let fingerprint = result["partialFingerprints"]["copydesk/v1"].as_str().unwrap();
        assert!(fingerprint.len() == 16 && fingerprints.insert(fingerprint.to_owned()));
    }
    let of = |rule: &str| results.iter().find(|result| result["ruleId"] == rule).unwrap();
    // Columns count characters: the clef before the mark is one.
    let column = ARTICLE.lines().nth(2).unwrap().chars().position(|c| c == '“').unwrap() + 1;
    let quote = &of("unbalanced-quote")["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&quote["startLine"], &quote["startColumn"]), (&3.into(), &column.into()));
    let related = &of("repeated-passage")["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["region"]["startLine"], 5);
    let change = &of("boilerplate")["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["deletedRegion"]["startLine"], 7);
}

#[test]
fn sarif_of_nothing_is_still_a_log() {
    let folder = folder();
    let output = lint(folder.path(), &["-", "--format", "sarif"], Some("Trees bloom\n\nThey bloom.\n"));
    assert_eq!(output.status.code(), Some(0));
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn github_annotations_are_escaped() {
    let report = report("github");
    assert_eq!(report.lines().count(), 3, "{report}");
    for line in report.lines() {
        let rest = line.strip_prefix("::warning file=pears%2C 100%25 & more.txt,line=").unwrap();
        let (properties, message) = rest.split_once("::").unwrap();
        assert!(properties.contains(",title=copydesk ") && !message.is_empty(), "{line}");
    }
    // A line feed in a message would end the command.
    assert!(report.contains("%0Aline 5: "), "{report}");
}

#[test]
fn gitlab_has_its_required_fields() {
    let issues = json("gitlab");
    let issues = issues.as_array().unwrap();
    let fingerprints: BTreeSet<_> = issues.iter().map(|i| i["fingerprint"].as_str().unwrap()).collect();
    assert_eq!((issues.len(), fingerprints.len()), (3, 3));
    for issue in issues {
        assert!(issue["description"].is_string() && issue["check_name"].is_string());
        assert!(["info", "minor", "major"].contains(&issue["severity"].as_str().unwrap()));
        assert_eq!(issue["location"]["path"], NAME);
    }
    let lines: Vec<_> = issues.iter().map(|i| i["location"]["lines"]["begin"].as_u64().unwrap()).collect();
    assert_eq!(lines, [3, 7, 9]);
}

#[test]
fn rdjson_counts_bytes_and_suggests() {
    let report = json("rdjson");
    assert_eq!(report["source"]["name"], "copydesk");
    let diagnostics = report["diagnostics"].as_array().unwrap();
    let column = ARTICLE.lines().nth(2).unwrap().find('“').unwrap() + 1;
    assert_eq!(
        diagnostics[0]["location"]["range"]["start"],
        serde_json::json!({"line": 3, "column": column})
    );
    let furniture = diagnostics.iter().find(|d| d["code"]["value"] == "boilerplate").unwrap();
    assert_eq!(furniture["suggestions"][0]["text"], "");
    let repeated = diagnostics.iter().find(|d| d["code"]["value"] == "repeated-passage").unwrap();
    assert_eq!(repeated["relatedLocations"][0]["location"]["range"]["start"]["line"], 5);
}

/// The XML, whole: markup in names is escaped.
#[test]
fn junit() {
    insta::assert_snapshot!(report("junit"));
}

#[test]
fn checkstyle() {
    insta::assert_snapshot!(report("checkstyle"));
}

#[test]
fn concise() {
    insta::assert_snapshot!(report("concise"));
}

#[test]
fn json_and_jsonl_say_the_same() {
    let lines: Vec<Value> = report("jsonl").lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(json("json"), Value::Array(lines.clone()));
    assert_eq!(lines.len(), 3);
}

#[test]
fn reports_go_into_files_each_in_its_format() {
    let folder = folder();
    let arguments = ["--output-file", "sarif=a.sarif", "--output-file", "b.txt", "--format", "concise", NAME];
    let output = lint(folder.path(), &arguments, None);
    assert_eq!(fs::read(folder.path().join("b.txt")).unwrap(), output.stdout);
    let log: Value = serde_json::from_slice(&fs::read(folder.path().join("a.sarif")).unwrap()).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 3);
    let output = lint(folder.path(), &["--output-file", "no/such/folder", NAME], None);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written"), "{output:?}");
}

#[test]
fn a_diff_changes_nothing_and_a_fix_does_what_the_diff_said() {
    let folder = folder();
    let read = || fs::read_to_string(folder.path().join(NAME)).unwrap();
    let diff = lint(folder.path(), &["--diff", NAME], None);
    assert_eq!(diff.status.code(), Some(1));
    let diff = String::from_utf8(diff.stdout).unwrap();
    assert!(diff.contains("\n-Advertisement\n") && diff.starts_with("--- a/pears"), "{diff}");
    assert_eq!(read(), ARTICLE);
    let fix = lint(folder.path(), &["--fix", NAME, "--format", "concise"], None);
    assert_eq!(fix.status.code(), Some(1));
    assert!(!String::from_utf8(fix.stdout).unwrap().contains("boilerplate"));
    assert!(!read().contains("Advertisement") && read().contains("“We pruned all winter"));
    let again = lint(folder.path(), &["--diff", NAME], None);
    assert_eq!((again.status.code(), again.stdout.len()), (Some(0), 0));
}

#[test]
fn standard_input_is_fixed_onto_standard_output() {
    let folder = folder();
    let output = lint(folder.path(), &["--fix", "-"], Some(ARTICLE));
    let fixed = String::from_utf8(output.stdout).unwrap();
    assert!(
        fixed.starts_with("Orchard to reopen\n\nThe 𝄞 club") && !fixed.contains("Advertisement"),
        "{fixed}"
    );
}

#[test]
fn what_is_not_utf8_is_never_rewritten() {
    let folder = tempfile::tempdir().unwrap();
    let old =
        b"Caf\xE9 reopens\n\nIt reopens in May, the owner said.\n\nAdvertisement\n\nIt closed in March.\n";
    fs::write(folder.path().join("old.txt"), old).unwrap();
    let output = lint(folder.path(), &["--fix", "old.txt"], None);
    assert!(String::from_utf8_lossy(&output.stderr).contains("and not fixed"), "{output:?}");
    assert_eq!(fs::read(folder.path().join("old.txt")).unwrap(), old);
}
