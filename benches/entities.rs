//! How long the second pass over an article takes that says who is meant: `cargo bench --bench entities`.
//!
//! The paragraphs have been read before, as they have when somebody types; what is timed is putting their names together.

#![allow(clippy::print_stdout)] // Printing is what it is for.

use copydesk::article::{Article, entity};
use copydesk::text::{Document, Format};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

const GIVEN: [&str; 10] =
    ["Anna", "Martin", "Grace", "Walter", "Helen", "Peter", "Lucille", "Thomas", "Ruth", "Daniel"];
const SURNAMES: [&str; 12] = [
    "Okafor",
    "Tollefsen",
    "Brophy",
    "Hathaway",
    "Pruitt",
    "Kettleman",
    "Adeyemi",
    "Marsh",
    "Ocampo",
    "Quint",
    "Burke",
    "Ekberg",
];
const ENDINGS: [&str; 8] = ["", "son", "berg", "ley", "sen", "ton", "wick", "man"];

/// An article in which `people` persons are named, described and meant by pronouns again and again.
fn article(paragraphs: usize, people: usize) -> Article {
    let mut text = String::from("Council hears the islanders\n\n");
    for paragraph in 0..paragraphs {
        let person = paragraph % people;
        let given = GIVEN[person % GIVEN.len()];
        let surname = format!("{}{}", SURNAMES[person % SURNAMES.len()], ENDINGS[person / 7 % ENDINGS.len()]);
        let _ = write!(
            text,
            "{given} {surname} told the council on Monday that the ferry had been late for most of the winter, and that \
             nobody in the harbour office had answered the letters which the islanders wrote. Mayor Ruth Tollefsen said \
             she had read them. {surname} said that the Harbour Light Bank would lend the money if Norway paid half, but \
             Oslo has refused so far, and the bank did not want to wait for the Norwegian government any longer than \
             it had to. “I am tired of it,” {surname} said.\n\n"
        );
    }
    Article::of(Document::read(text, Format::Plain))
}

fn main() {
    println!("{:>9} {:>9} {:>9} {:>12} {:>12}", "words", "mentions", "entities", "median", "a mention");
    for paragraphs in [10, 100, 1000] {
        let article = article(paragraphs, 300);
        let words = article.text().split_whitespace().count();
        let mut times: Vec<Duration> = (0..41)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(entity::resolve(&article.document, &article.paragraphs));
                start.elapsed()
            })
            .collect();
        times.sort();
        let (median, mentions) = (times[times.len() / 2], article.mentions.len().max(1));
        println!(
            "{words:>9} {mentions:>9} {:>9} {median:>12.1?} {:>12.1?}",
            article.entities.len(),
            median / mentions as u32
        );
    }
}
