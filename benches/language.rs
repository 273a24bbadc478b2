//! How fast a passage is read, on one thread: `cargo bench --bench language`.
//!
//! Three tables: words a second beside a reference in the same run (words cut by a regular expression, put into lower
//! case and counted, which any reading must do at least); the cost of a word in texts from 0.1 to 10 MB; and what an edit
//! of one paragraph costs beside reading its article anew.

#![allow(clippy::print_stdout)] // Printing is what it is for.

use copydesk::article::{Article, Memory};
use copydesk::language::{Register, read};
use copydesk::text::{Cancel, Document, Format};
use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

/// The paragraphs of the articles under `tests/articles`.
fn paragraphs() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the articles")
        .map(|entry| entry.expect("an article").path())
        .collect();
    paths.sort();
    let texts = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    texts.flat_map(|text| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// The median of some runs, in seconds.
fn median(runs: usize, mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn words(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(|p| p.split_whitespace().count()).sum()
}

/// Paragraphs of about this many bytes in all.
fn repeated(paragraphs: &[String], bytes: usize) -> Vec<String> {
    let mut size = 0;
    let more = |p: &&String| {
        size += p.len();
        size < bytes
    };
    paragraphs.iter().cycle().take_while(more).cloned().collect()
}

fn main() {
    let all = paragraphs();
    let some = repeated(&all, 300_000);
    let count = words(&some);
    let letters = regex::Regex::new(r"\p{L}[\p{L}'’-]*|\d[\d.,]*|\S").expect("a pattern");
    let reference = median(9, || {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for paragraph in &some {
            for word in letters.find_iter(paragraph) {
                *counts.entry(word.as_str().to_lowercase()).or_default() += 1;
            }
        }
        std::hint::black_box(counts);
    });
    let reading = median(9, || {
        some.iter().for_each(|paragraph| drop(std::hint::black_box(read(paragraph, Register::Prose))));
    });
    println!("{:34} {:>14} {:>8}", "", "words/s", "ratio");
    println!("{:34} {:>14.0} {:>8.2}", "reference: cut and count", count as f64 / reference, 1.0);
    println!("{:34} {:>14.0} {:>8.2}", "language pass", count as f64 / reading, reading / reference);
    println!();
    println!("{:34} {:>14} {:>14}", "text", "words", "µs a word");
    for bytes in [100_000, 1_000_000, 10_000_000] {
        let some = repeated(&all, bytes);
        let count = words(&some);
        let time = median(if bytes > 1_000_000 { 1 } else { 5 }, || {
            some.iter().for_each(|paragraph| drop(std::hint::black_box(read(paragraph, Register::Prose))));
        });
        println!(
            "{:34} {:>14} {:>14.2}",
            format!("{} MB", bytes as f64 / 1e6),
            count,
            time * 1e6 / count as f64
        );
    }
    println!();
    let some = repeated(&all, 60_000);
    let text = some.join("\n\n");
    let mut memory = Memory::default();
    let mut pass = |text: String| {
        let document = Document::read(text, Format::Plain);
        std::hint::black_box(Article::read(document, &mut memory, &Cancel::new())).is_ok()
    };
    pass(text.clone());
    let mut number = 0;
    let edit = median(21, || {
        number += 1;
        let mut edited = some.clone();
        edited[some.len() / 2] += &format!(" Nothing more was said for {number} days.");
        pass(edited.join("\n\n"));
    });
    let anew = median(5, || {
        drop(std::hint::black_box(Article::of(Document::read(text.clone(), Format::Plain))));
    });
    println!("{:34} {:>14} {:>8}", format!("article of {} words", words(&some)), "ms", "ratio");
    println!("{:34} {:>14.2} {:>8.2}", "read anew", anew * 1e3, 1.0);
    println!("{:34} {:>14.2} {:>8.2}", "after an edit of one paragraph", edit * 1e3, edit / anew);
}
