//! What reading a whole text costs, on one core: `cargo bench --bench article`. Prints two tables; figures are medians.
//!
//! 1. Words a second over 0.1, 1 and 10 MB in which no paragraph stands twice: the language pass, the article over it, and
//!    the rules. The cost of a word should not grow.
//! 2. An edit of one paragraph with the others in memory, beside reading everything anew.

#![allow(clippy::print_stdout)] // Printing is what it is for.

use copydesk::article::{Article, Memory};
use copydesk::language::{Register, read};
use copydesk::rules::{self, Settings};
use copydesk::text::{Cancel, Document, Format};
use std::hint::black_box;
use std::time::{Duration, Instant};

const GIVEN: [&str; 11] =
    ["Ruth", "Luis", "Ilse", "Tomas", "Mina", "Petra", "Walter", "Grace", "Daniel", "Helen", "Anton"];
const FAMILY: [&str; 13] = [
    "Adair",
    "Amador",
    "Brandt",
    "Okoro",
    "Halvorsen",
    "Quill",
    "Tollefsen",
    "Marsh",
    "Ocampo",
    "Pruitt",
    "Ekberg",
    "Kettleman",
    "Burke",
];
const ROLES: [&str; 7] = ["Mayor", "Captain", "Senator", "Professor", "Inspector", "Minister", "Judge"];
const PLACES: [&str; 9] =
    ["Elstow", "Marren", "Port Oster", "Geneva", "Nairobi", "Lisbon", "Carwick", "Oslo", "Tallinn"];
const THINGS: [&str; 8] =
    ["bridge", "ferry", "hospital", "harbour", "school", "quarry", "court house", "water main"];

/// An article of at least so many bytes, in which no paragraph stands twice.
fn article(bytes: usize) -> String {
    let mut text = String::from("Council reopens the harbour bridge after a year of repairs\n\n");
    let mut n = 0;
    while text.len() < bytes {
        let (given, family) = (GIVEN[n % GIVEN.len()], FAMILY[n / 3 % FAMILY.len()]);
        let (role, place) = (ROLES[n / 5 % ROLES.len()], PLACES[n / 7 % PLACES.len()]);
        let (thing, figure) = (THINGS[n / 2 % THINGS.len()], 20 + n);
        text += &match n % 5 {
            0 => format!(
                "{role} {given} {family} said on Tuesday that {figure} people had used the {thing} at {place} since the \
                 morning, and that the toll would rise to {} euros in March if parliament agreed.",
                n % 9 + 2
            ),
            1 => format!(
                "“We have waited long enough for the {thing},” said {given} {family}, who runs office {figure} in \
                 {place}. “Nobody told us what it would cost, and nobody asked.”"
            ),
            2 => format!(
                "The repairs took {} months and cost more than ${figure} million, according to a report by the council. \
                 Critics say that the company, which has its seat in {place}, was paid too much for the {thing}.",
                n % 11 + 3
            ),
            3 => format!(
                "Built in {}, the {thing} was closed after {family} found cracks in {figure} of its bolts. It had \
                 carried about {figure} visitors a day, and the next one is an hour away by road from {place}.",
                1900 + n % 100
            ),
            _ => format!(
                "{family} denied the charge. The {thing} in {place} had been inspected {figure} times, she told \
                 reporters, and the {} men who did it were trained for years before they were let near a bolt.",
                n % 40 + 2
            ),
        };
        text += "\n\n";
        n += 1;
    }
    text
}

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
    let texts = [100_000, 1_000_000, 10_000_000].map(article);
    sizes(&texts);
    edits(&texts[..2]);
}
