//! What it costs to look for statements that cannot both be true: `cargo bench --bench pairs`. Prints one table and how
//! many times longer a text of 100,000 words takes than one of 10,000; the run fails where that is more than ten times.
//!
//! Only the rules that compare statements are on, and reading is not counted. Every paragraph speaks of a place of its own
//! in words that all others use too, so that the indexes have as much to turn down as a long file can give them.

#![allow(clippy::print_stdout)] // Printing is what it is for.

use copydesk::article::{Article, Memory};
use copydesk::rules::{self, RULES, Settings};
use copydesk::text::{Cancel, Document, Format};
use std::time::{Duration, Instant};

/// The rules that put two places together.
const COMPARING: [&str; 4] = ["contradiction", "conflicting-accounts", "headline-mismatch", "arithmetic"];
const TOWNS: [&str; 8] = ["Houston", "Geneva", "Nairobi", "Lisbon", "Carwick", "Oslo", "Tallinn", "Marren"];
const THINGS: [&str; 6] = ["bridge", "ferry", "hospital", "harbour", "school", "quarry"];
/// The most that ten times the words may take.
const MOST: f64 = 10.0;

/// A text of at least so many words.
fn text(words: usize) -> String {
    let mut text = String::from("Two hundred councils vote on what to build\n\n");
    let mut written = 8;
    for n in 0.. {
        let (town, thing) = (TOWNS[n % TOWNS.len()], THINGS[n / 3 % THINGS.len()]);
        let paragraph = format!(
            "Council {n} approved the {thing} in {town} on Monday. Mayor Holt {n} welcomed the plan for the {thing} and \
             said it would open in {}. The fire at warehouse {n} killed {} people, and {} were hurt. Nobody opposed the \
             toll on the {thing}. Visits to museum {n} doubled, and the festival runs until March {}.\n\n",
            2020 + n % 9,
            n % 31 + 2,
            n % 17 + 3,
            n % 28 + 1,
        );
        written += paragraph.split_whitespace().count();
        text += &paragraph;
        if written >= words {
            break;
        }
    }
    text
}

/// The median time that the comparing rules take over a text, and how much they found.
fn measure(text: &str, settings: &Settings) -> (Duration, usize) {
    let mut memory = Memory::default();
    let mut found = 0;
    let mut times: Vec<Duration> = (0..5)
        .filter_map(|_| {
            let document = Document::read(text, Format::Plain);
            let article = Article::read(document, &mut memory, &Cancel::new()).ok()?;
            let begun = Instant::now();
            found = rules::check(&article, settings).len();
            Some(begun.elapsed())
        })
        .collect();
    times.sort();
    (times.get(times.len() / 2).copied().unwrap_or_default(), found)
}

fn main() {
    let others = RULES.iter().filter(|rule| !COMPARING.contains(&rule.name));
    let severities = others.map(|rule| (rule.name.to_owned(), None)).collect();
    let settings = Settings { severities, ..Settings::default() };
    println!("| words | comparing statements | findings |\n|---|---|---|");
    let mut times = Vec::new();
    for words in [1_000, 10_000, 100_000] {
        let (time, found) = measure(&text(words), &settings);
        println!("| {words} | {:.1} ms | {found} |", time.as_secs_f64() * 1e3);
        times.push(time.as_secs_f64());
    }
    let ratio = times[2] / times[1].max(f64::EPSILON);
    println!("\n100,000 words take {ratio:.1} times as long as 10,000 (at most {MOST:.0})");
    if ratio > MOST {
        std::process::exit(1);
    }
}
