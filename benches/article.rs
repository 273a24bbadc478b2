//! What reading a whole text costs, on one core: `cargo bench --bench article`. Prints two tables; figures are medians.
//!
//! 1. Words a second over 0.1, 1 and 10 MB in which no paragraph stands twice: the language pass, the article over it, and
//!    the rules. The cost of a word should not grow.
//! 2. An edit of one paragraph with the others in memory, beside reading everything anew.

#![allow(clippy::print_stdout)] // Printing is what it is for.

mod newspaper;

use copydesk::article::{Article, Memory};
use copydesk::language::{Register, read};
use copydesk::rules::{self, Settings};
use copydesk::text::{Cancel, Document, Format};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The median time of `runs` runs.
fn median(runs: usize, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn language(text: &str) {
    for paragraph in text.split("\n\n") {
        black_box(read(paragraph, Register::Prose));
    }
}

fn analysis(text: &str, memory: &mut Memory) -> usize {
    let document = Document::read(text, Format::Plain);
    match Article::read(document, memory, &Cancel::new()) {
        Ok(article) => rules::check(&article, &Settings::default()).len(),
        Err(_) => 0,
    }
}

fn per_second(words: usize, time: Duration) -> String {
    let rate = words as f64 / time.as_secs_f64();
    let thousands = (rate / 1e3).round() as u64;
    format!("{thousands},000")
}

fn sizes(texts: &[String]) {
    println!(
        "words a second\n\n| text | words | language pass | with the article | with the rules |\n|---|---|---|---|---|"
    );
    for text in texts {
        let words = text.split_whitespace().count();
        let runs = (4_000_000 / text.len()).clamp(1, 7);
        let pass = median(runs, || language(text));
        let whole = median(runs, || {
            black_box(Article::of(Document::read(text.as_str(), Format::Plain)));
        });
        let checked = median(runs, || {
            black_box(analysis(text, &mut Memory::default()));
        });
        let figures = [pass, whole, checked].map(|time| per_second(words, time)).join(" | ");
        println!("| {:.1} MB | {words} | {figures} |", text.len() as f64 / 1e6);
    }
}

fn edits(texts: &[String]) {
    println!("\n| text | everything anew | one paragraph edited | its paragraph alone |\n|---|---|---|---|");
    for text in texts {
        let mut memory = Memory::default();
        let anew = median(1, || {
            black_box(analysis(text, &mut memory));
        });
        let middle = text[text.len() / 2..].find("\n\n").map_or(0, |at| at + text.len() / 2);
        let (before, after) = text.split_at(middle);
        let mut stroke = 0;
        let edited = median(9, || {
            stroke += 1;
            let text = format!("{before} Then {stroke} of them went home.{after}");
            let document = Document::read(text, Format::Plain);
            black_box(Article::read(document, &mut memory, &Cancel::new()).is_ok());
        });
        let paragraph = before.rsplit("\n\n").next().unwrap_or(before);
        let alone = median(9, || {
            black_box(read(paragraph, Register::Prose));
        });
        println!("| {:.1} MB | {anew:.1?} | {edited:.1?} | {alone:.1?} |", text.len() as f64 / 1e6);
    }
}

fn main() {
    // A word and the space after it take some six bytes.
    let texts = [100_000, 1_000_000, 10_000_000].map(|bytes| newspaper::article(bytes / 6));
    sizes(&texts);
    edits(&texts[..2]);
}
