//! The `evaluate` program: scores against the data sets, one line a figure.
//!
//! `cargo run --release --features train --bin evaluate -- ../shared/data`

#![allow(clippy::print_stdout)] // Printing is what it is for.

use copydesk::training::coreference;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let data = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared/data".to_owned()));
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/articles-coref");
    print!("{}", coreference::marked_articles(&own)?);
    print!("{}", coreference::gum_news(&data.join("gum_news.jsonl"))?);
    Ok(())
}
