//! Known findings stay quiet, and new ones do not.

use super::{CLEAN, OPEN, complaints, lint, newsroom, run, write};
use std::fs;

#[test]
fn known_findings_are_left_out_wherever_they_move() {
    let folder = newsroom(&[("desk/ferry.txt", OPEN), ("clean.txt", CLEAN)]);
    let folder = folder.path();
    assert_eq!(lint(folder, ".").1, Some(1));
    let written = run(folder, "lint --baseline known.json --write-baseline .");
    assert_eq!(String::from_utf8(written.stdout).unwrap(), "known.json: 1 known findings\n");
    assert_eq!(lint(folder, "--baseline known.json ."), (vec![], Some(0)));

    // A paragraph comes in above: the known finding stands two lines lower, and stays known.
    let (headline, rest) = OPEN.split_once("\n\n").unwrap();
    write(folder, "desk/ferry.txt", &format!("{headline}\n\nIt had lain still since May.\n\n{rest}"));
    assert_eq!(lint(folder, "--baseline known.json ."), (vec![], Some(0)));
    // From another folder, and by another way of naming the file.
    assert_eq!(lint(&folder.join("desk"), "--baseline ../known.json ./ferry.txt"), (vec![], Some(0)));

    // Its words change: it is new.
    write(folder, "desk/ferry.txt", &OPEN.replace("sails again, the", "sails at last, the"));
    let (found, code) = lint(folder, "--baseline known.json .");
    assert_eq!((found.len(), code), (1, Some(1)));
}

#[test]
fn settled_findings_are_told_and_taken_out_when_the_baseline_is_written_again() {
    let folder = newsroom(&[("a.txt", OPEN), ("b.txt", OPEN), ("c.txt", OPEN)]);
    let folder = folder.path();
    run(folder, "lint --baseline known.json --write-baseline .");
    write(folder, "a.txt", CLEAN);
    let output = run(folder, "lint --baseline known.json .");
    assert_eq!(output.status.code(), Some(0));
    assert!(complaints(&output).contains("known.json: 1 of its findings are no longer found"), "{output:?}");
    // A run over one file leaves what is known of the others, but not of those that are gone.
    fs::remove_file(folder.join("c.txt")).unwrap();
    let again = run(folder, "lint --baseline known.json --write-baseline a.txt");
    assert_eq!(String::from_utf8(again.stdout).unwrap(), "known.json: 1 known findings\n");
    assert_eq!(lint(folder, "--baseline known.json b.txt"), (vec![], Some(0)));
}

#[test]
fn the_report_says_how_many_are_not_shown() {
    let folder = newsroom(&[("a.txt", OPEN)]);
    run(folder.path(), "lint --baseline known.json --write-baseline .");
    let report = run(folder.path(), "lint --baseline known.json .");
    let text = String::from_utf8(report.stdout).unwrap();
    assert_eq!(text, "1 file checked: nothing found.\n1 finding of the baseline not shown.\n");
}

#[test]
fn a_baseline_that_cannot_be_used_is_an_error() {
    let folder = newsroom(&[("a.txt", OPEN), ("bad.json", "{\n  \"version\": 1,\n  []\n}")]);
    for (arguments, said) in [
        ("lint --baseline none.json .", "none.json: cannot be read"),
        ("lint --baseline bad.json .", "bad.json:3: is not a baseline"),
        ("lint --write-baseline .", "--baseline <FILE>"),
        ("lint --baseline no/such.json --write-baseline .", "no/such.json: cannot be written"),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(complaints(&output).contains(said), "{output:?}");
    }
}
