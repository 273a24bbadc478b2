//! `lint` over a newsroom's years: known findings, changed lines, watching, interrupts, files of every kind.

mod across;
mod baseline;
mod cache;
mod changes;
mod files;
mod interrupts;
mod streams;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// An article with one warning: a quotation that stays open.
pub(crate) const OPEN: &str = "Ferry sails again\n\n“The ferry sails again, the captain, Ada Moore, said.\n";
/// An article without findings.
pub(crate) const CLEAN: &str =
    "Ferry sails again\n\nThe ferry to the islands sails again on Monday, the company said.\n";

/// A folder with these files.
pub(crate) fn newsroom(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

pub(crate) fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The program with the arguments of a line, to be run in a folder.
pub(crate) fn copydesk(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(folder).args(arguments.split_whitespace()).env_remove("NO_COLOR").env_remove("CI");
    command.env("XDG_CACHE_HOME", folder.join(".cache"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn run(folder: &Path, arguments: &str) -> Output {
    copydesk(folder, arguments).output().unwrap()
}

/// What `lint --format concise` prints, without the last line, and the exit code.
pub(crate) fn lint(folder: &Path, arguments: &str) -> (Vec<String>, Option<i32>) {
    let output = run(folder, &format!("lint --format concise {arguments}"));
    let text = String::from_utf8(output.stdout).unwrap();
    let findings = text.lines().filter(|line| line.contains('[')).map(str::to_owned).collect();
    (findings, output.status.code())
}

pub(crate) fn complaints(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
