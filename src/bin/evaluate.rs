//! The `evaluate` program: scores against the data sets, one line a figure, each beside its target.
//!
//! `cargo run --release --features train --bin evaluate -- ../shared/data`

#![allow(clippy::print_stdout)] // Printing is what it is for.

use copydesk::training::figures;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let data = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared/data".to_owned()));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = std::env::current_exe()?.with_file_name("copydesk");
    let measured = [
        figures::language(&data)?,
        figures::weight(root, Some(&program))?,
        figures::article(&data)?,
        figures::coreference(root, &data)?,
    ];
    for figure in measured.iter().flatten() {
        println!("{figure}");
    }
    Ok(())
}
