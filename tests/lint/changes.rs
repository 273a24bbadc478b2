//! `--diff-base`: only what a branch has touched.

use super::{CLEAN, OPEN, complaints, lint, newsroom, run, write};
use std::path::Path;
use std::process::Command;

fn git(folder: &Path, arguments: &[&str]) {
    let identity =
        ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").current_dir(folder).args(identity).args(arguments).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
}

/// A repository whose main branch has an article with two open quotations, and another one.
fn repository() -> tempfile::TempDir {
    let folder =
        newsroom(&[("old pears.txt", OPEN), ("two.txt", &two("“We pruned it all, the gardener said."))]);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "start"]);
    folder
}

fn two(last: &str) -> String {
    format!("{OPEN}\nThe orchard was closed for the winter, the club said.\n\n{last}\n")
}

#[test]
fn only_changed_lines_are_reported() {
    let folder = repository();
    let folder = folder.path();
    assert_eq!(lint(folder, ".").0.len(), 3);
    assert_eq!(lint(folder, "--diff-base HEAD ."), (vec![], Some(0)));

    git(folder, &["checkout", "--quiet", "-b", "branch"]);
    write(folder, "two.txt", &two("“We pruned all of it, the gardener, Lena Ost, said."));
    git(folder, &["commit", "--quiet", "--all", "--message", "edit"]);
    // What is committed on the branch, what is not yet, and what git does not know yet.
    write(folder, "old pears.txt", &OPEN.replace("Moore", "Marsh"));
    write(folder, "desk/new.txt", OPEN);
    write(folder, "desk/clean.txt", CLEAN);
    let (found, code) = lint(folder, "--diff-base main .");
    let places: Vec<_> = found.iter().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(places, ["desk/new.txt:3:1", "old pears.txt:3:1", "two.txt:7:1"]);
    assert_eq!(code, Some(1));
    // From a folder inside, for that folder.
    assert_eq!(lint(&folder.join("desk"), "--diff-base main").0.len(), 1);
}

#[test]
fn a_branch_is_compared_with_where_it_left() {
    let folder = repository();
    let folder = folder.path();
    git(folder, &["checkout", "--quiet", "-b", "branch"]);
    write(folder, "new.txt", OPEN);
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "--message", "new"]);
    git(folder, &["checkout", "--quiet", "main"]);
    write(folder, "two.txt", CLEAN);
    git(folder, &["commit", "--quiet", "--all", "--message", "main goes on"]);
    git(folder, &["checkout", "--quiet", "branch"]);
    // What main did since is none of the branch's changes.
    assert_eq!(lint(folder, "--diff-base main .").0.len(), 1);
}

#[test]
fn what_git_cannot_do_is_told_with_its_words() {
    let folder = repository();
    let output = run(folder.path(), "lint --diff-base no-such-branch .");
    assert_eq!(output.status.code(), Some(2));
    assert!(complaints(&output).contains("--diff-base no-such-branch: git says: "), "{output:?}");
    let plain = newsroom(&[("a.txt", OPEN)]);
    let output = run(plain.path(), "lint --diff-base HEAD .");
    assert_eq!(output.status.code(), Some(2));
    assert!(complaints(&output).contains("not a git repository"), "{output:?}");
    // An option in disguise is a revision that does not exist.
    assert_eq!(run(folder.path(), "lint --diff-base=--output=x .").status.code(), Some(2));
    assert!(!folder.path().join("x").exists());
}
