//! The `evaluate` program: scores against the data sets, one line a figure, each beside its target.
//!
//! `cargo run --release --features train --bin evaluate -- ../shared/data`

#![allow(clippy::print_stdout)] // Printing is what it is for.

use copydesk::training::{coreference, figures};
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let data = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared/data".to_owned()));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = std::env::current_exe()?.with_file_name("copydesk");
    for figure in figures::language(&data)?.into_iter().chain(figures::weight(root, Some(&program))?) {
        println!("{figure}");
    }
    print!("{}", coreference::marked_articles(&root.join("tests/articles-coref"))?);
    print!("{}", coreference::gum_news(&data.join("gum_news.jsonl"))?);
    Ok(())
}
