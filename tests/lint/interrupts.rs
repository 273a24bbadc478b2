//! `--watch` runs again when a file changes, and Ctrl-C ends it and every other run cleanly.
#![cfg(unix)]

use super::{CLEAN, OPEN, copydesk, newsroom, write};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(60);

/// Sends the signal of Ctrl-C.
fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// The lines of a stream as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Reads until a line holds `words`.
fn until(lines: &Receiver<String>, words: &str) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let line = lines.recv_timeout(LONG).unwrap_or_else(|_| panic!("no {words:?} after {seen:?}"));
        let found = line.contains(words);
        seen.push(line);
        if found {
            return seen;
        }
    }
}

#[test]
fn a_change_is_seen_and_control_c_ends_the_watch() {
    let folder = newsroom(&[("desk/a.txt", CLEAN), ("b.txt", CLEAN)]);
    let mut child = copydesk(folder.path(), "lint --watch .").spawn().unwrap();
    let (report, told) = (lines(child.stdout.take().unwrap()), lines(child.stderr.take().unwrap()));
    until(&told, "watching");
    until(&report, "2 files checked: nothing found.");
    write(folder.path(), "desk/a.txt", OPEN);
    until(&report, "2 files checked: 1 warning in 1 file.");
    until(&told, "watching");
    // Settings count at once, new files too.
    write(folder.path(), "copydesk.toml", "rules = { unbalanced-quote = \"off\" }\n");
    until(&report, "2 files checked: nothing found.");
    until(&told, "watching");
    write(folder.path(), "c.txt", CLEAN);
    until(&report, "3 files checked: nothing found.");
    until(&told, "watching");
    interrupt(&child);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn an_interrupted_run_still_ends_its_report() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..2000 {
        write(folder.path(), &format!("{number}.txt"), &OPEN.repeat(40));
    }
    let mut child = copydesk(folder.path(), "lint --no-cache --format json .").spawn().unwrap();
    let (report, told) = (lines(child.stdout.take().unwrap()), lines(child.stderr.take().unwrap()));
    let mut text = until(&report, "[");
    interrupt(&child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    text.extend(report.iter());
    let findings: Vec<serde_json::Value> = serde_json::from_str(&text.join("\n")).unwrap();
    assert!(!findings.is_empty());
    until(&told, "interrupted after ");
}
