//! What a run of `lint` costs: `cargo bench --bench lint`. Articles are made from those of `tests/articles`, none of them
//! like another. Prints a table by the number of articles: time, words a second, the highest memory of the process, and
//! the same again with a full cache. Time should grow with the articles, and memory should not.
//!
//! Give counts to choose others: `cargo bench --bench lint -- 100 1000`. With `--write FOLDER COUNT` only writes articles.

#![allow(clippy::print_stdout)] // Printing is what it is for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The copy that articles are made from: headlines, and paragraphs.
fn copy() -> (Vec<String>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    let (mut headlines, mut paragraphs) = (Vec::new(), Vec::new());
    for path in paths {
        let text = fs::read_to_string(path).unwrap_or_default();
        let mut blocks =
            text.split("\n\n").filter(|block| !block.starts_with("---") && !block.starts_with('['));
        headlines.extend(blocks.next().map(|h| h.trim_start_matches("# ").trim().to_owned()));
        paragraphs.extend(blocks.filter(|b| b.split_whitespace().count() > 12).map(|b| b.trim().to_owned()));
    }
    (headlines, paragraphs)
}

/// Writes `count` articles of some 500 words into `folder`; gives their words. Numbers in them differ from article to
/// article, so that no paragraph is read twice.
fn write_articles(folder: &Path, count: usize) -> usize {
    let (headlines, paragraphs) = copy();
    let mut words = 0;
    for number in 0..count {
        let mut text = format!("{} {number}\n", headlines[number % headlines.len()]);
        let mut at = number * 7;
        while text.split_whitespace().count() < 500 {
            let paragraph = &paragraphs[at % paragraphs.len()];
            text += &format!("\n{paragraph} It was the {}th time since {}.\n", number + 4, 1900 + at % 120);
            at += 1;
        }
        words += text.split_whitespace().count();
        let inside = folder.join(format!("{:03}", number / 100));
        fs::create_dir_all(&inside).expect("a folder can be made");
        fs::write(inside.join(format!("{number}.txt")), text).expect("an article can be written");
    }
    words
}

/// Runs the program over a folder: how long it took, and the most memory it held, in MiB, where the system tells.
fn run(folder: &Path, arguments: &[&str]) -> (Duration, Option<u64>) {
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["lint", "--format", "jsonl", "--fail-on", "never"])
        .args(arguments)
        .arg(folder)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        let memory = fs::read_to_string(&status).ok().and_then(|text| {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.trim().split(' ').next()?.parse::<u64>().ok()
        });
        peak = memory.map(|kib| kib >> 10).max(peak);
        match child.try_wait().expect("the program can be waited for") {
            Some(status) => {
                assert!(status.success(), "{status}");
                return (begun.elapsed(), peak);
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--write") {
        let (folder, count) = (arguments.get(at + 1), arguments.get(at + 2));
        let (Some(folder), Some(Ok(count))) = (folder, count.map(|c| c.parse())) else {
            panic!("--write FOLDER COUNT")
        };
        write_articles(Path::new(folder), count);
        return;
    }
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let counts = if asked.is_empty() { vec![1, 10, 100, 1_000, 10_000] } else { asked };
    println!(
        "| articles | words | time | words/s | memory | again, with a cache | memory |\n|---|---|---|---|---|---|---|"
    );
    for count in counts {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let words = write_articles(folder.path(), count);
        let cache = tempfile::tempdir().expect("a folder can be made");
        let cache = cache.path().join("cache");
        let (time, peak) = run(folder.path(), &["--cache-dir", &cache.to_string_lossy()]);
        let (again, peak_again) = run(folder.path(), &["--cache-dir", &cache.to_string_lossy()]);
        let memory = |m: Option<u64>| m.map_or("?".to_owned(), |mib| format!("{mib} MiB"));
        println!(
            "| {count} | {words} | {time:.2?} | {:.0} | {} | {again:.2?} | {} |",
            words as f64 / time.as_secs_f64(),
            memory(peak),
            memory(peak_again),
        );
    }
}
