//! Makes the model files again: `cargo run --release --features train --bin train -- DATA [--only tags,parse]`. With
//! `--vectors FILE` the word vectors, with `--wordnet FOLDER` the thesaurus.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use copydesk::training::{claims, corpus, encoder, lemmas, names, thesaurus, vectors};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where the language room's models lie.
const MODELS: &str = "src/language/models";
/// Where the article room's models lie.
const ARTICLE_MODELS: &str = "src/article/models";

fn main() -> ExitCode {
    let mut data = None;
    let mut vectors = None;
    let mut wordnet = None;
    let mut only: Option<Vec<String>> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--only" {
            only = arguments.next().map(|list| list.split(',').map(str::to_owned).collect());
        } else if argument == "--vectors" {
            vectors = arguments.next().map(PathBuf::from);
        } else if argument == "--wordnet" {
            wordnet = arguments.next().map(PathBuf::from);
        } else {
            data = Some(PathBuf::from(argument));
        }
    }
    let Some(data) = data else {
        eprintln!("usage: train DATA [--only MODEL,...]");
        return ExitCode::from(2);
    };
    match run(&data, vectors.as_deref(), wordnet.as_deref(), only.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("train: {error}");
            ExitCode::from(2)
        }
    }
}

fn bar(name: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix:>12} [{bar:40}] {percent}% {elapsed}");
    ProgressBar::new(0).with_prefix(name).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The folder that a model file belongs to.
fn folder(name: &str) -> &'static Path {
    Path::new(if name.starts_with("claims.") { ARTICLE_MODELS } else { MODELS })
}

fn write(name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let path = folder(name).join(name);
    std::fs::write(&path, bytes)?;
    println!("{}: {:.2} MB", path.display(), bytes.len() as f64 / 1e6);
    Ok(())
}

fn run(
    data: &Path,
    from: Option<&Path>,
    wordnet: Option<&Path>,
    only: Option<&[String]>,
) -> std::io::Result<()> {
    let wanted = |name: &str| only.is_none_or(|list| list.iter().any(|n| n == name));
    let silver: Vec<_> = corpus::polnear(data, "dev")?.into_iter().flat_map(|a| a.sentences).collect();
    let gold = corpus::conllu(&data.join("gum.dev.conllu.gz"))?;
    if let Some(from) = from {
        write("vectors.bin", &vectors::pack(from)?)?;
    }
    if let Some(folder) = wordnet {
        let path = "src/language/data/thesaurus.tsv";
        let heading: String = std::fs::read_to_string(path)?
            .lines()
            .filter(|l| l.starts_with('#'))
            .map(|l| format!("{l}\n"))
            .collect();
        std::fs::write(path, heading + &thesaurus::table(folder)?)?;
    }
    if wanted("lemmas") {
        std::fs::write("src/language/data/lemmas.tsv", lemmas::table(data)?)?;
        println!(
            "lemmas: polnear.dev {:.4}, gum.dev {:.4} (with the table built in)",
            lemmas::accuracy(&silver),
            lemmas::accuracy(&gold)
        );
    }
    if wanted("gazetteer") {
        write("gazetteer.bin", &names::pack())?;
    }
    if wanted("encoder") {
        let bytes = encoder::train(data, &bar("encoder"))?.leak();
        write("encoder.bin", bytes)?;
        print!("{}", encoder::measure(data, bytes)?);
    }
    if wanted("claims") {
        let trained = claims::train(data, &bar("claims"))?;
        for (name, bytes) in &trained.files {
            write(name, bytes)?;
        }
        print!("{}", trained.report);
    }
    Ok(())
}
