//! Makes the model files again: `cargo run --release --features train --bin train -- DATA [--only tags,parse]`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use copydesk::language::model::Model;
use copydesk::training::{attribution, claims, clusters, corpus, lemmas, names, parse, tags};
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
    let mut only: Option<Vec<String>> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--only" {
            only = arguments.next().map(|list| list.split(',').map(str::to_owned).collect());
        } else if argument == "--vectors" {
            vectors = arguments.next().map(PathBuf::from);
        } else {
            data = Some(PathBuf::from(argument));
        }
    }
    let Some(data) = data else {
        eprintln!("usage: train DATA [--only MODEL,...]");
        return ExitCode::from(2);
    };
    match run(&data, vectors.as_deref(), only.as_deref()) {
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
    Path::new(if matches!(name, "cues.bin" | "roles.bin" | "claims.bin") { ARTICLE_MODELS } else { MODELS })
}

fn save(name: &str, bytes: Vec<u8>) -> std::io::Result<Model> {
    let path = folder(name).join(name);
    std::fs::write(&path, &bytes)?;
    println!("{}: {:.2} MB", path.display(), bytes.len() as f64 / 1e6);
    Model::from_bytes(Box::leak(bytes.into_boxed_slice())).map_err(std::io::Error::other)
}

fn load(name: &str) -> std::io::Result<Model> {
    let bytes = std::fs::read(folder(name).join(name))?;
    Model::from_bytes(Box::leak(bytes.into_boxed_slice())).map_err(std::io::Error::other)
}

fn run(data: &Path, vectors: Option<&Path>, only: Option<&[String]>) -> std::io::Result<()> {
    let wanted = |name: &str| only.is_none_or(|list| list.iter().any(|n| n == name));
    let silver: Vec<_> = corpus::polnear(data, "dev")?.into_iter().flat_map(|a| a.sentences).collect();
    let gold = corpus::conllu(&data.join("gum.dev.conllu.gz"))?;
    if let Some(vectors) = vectors {
        save("clusters.bin", clusters::train(vectors, &bar("clusters"))?)?;
    }
    if wanted("lemmas") {
        std::fs::write("src/language/data/lemmas.tsv", lemmas::table(data)?)?;
        println!(
            "lemmas: polnear.dev {:.4}, gum.dev {:.4} (with the table built in)",
            lemmas::accuracy(&silver),
            lemmas::accuracy(&gold)
        );
    }
    if wanted("tags") {
        let model = save("tags.bin", tags::train(data, &bar("tags"))?)?;
        println!(
            "tags: polnear.dev {:.4}, gum.dev {:.4}",
            tags::accuracy(&model, &silver),
            tags::accuracy(&model, &gold)
        );
    }
    if wanted("gazetteer") {
        save("gazetteer.bin", names::pack())?;
    }
    if wanted("names") {
        let tagger = load("tags.bin")?;
        let model = save("names.bin", names::train(data, &tagger, &bar("names"))?)?;
        for set in ["names.newswire.dev", "names.politics.dev", "names.dev"] {
            let (typed, untyped) = names::f1(data, &format!("{set}.jsonl"), &tagger, &model)?;
            println!("names: {set} {typed:.3} typed, {untyped:.3} untyped");
        }
    }
    if wanted("parse") {
        let tagger = load("tags.bin")?;
        let model = save("parse.bin", parse::train(data, &tagger, &bar("parse"))?)?;
        let (s, g) = (parse::attachment(&tagger, &model, &silver), parse::attachment(&tagger, &model, &gold));
        println!(
            "parse: polnear.dev {:.4} / {:.4}, gum.dev {:.4} / {:.4}",
            s.unlabelled, s.labelled, g.unlabelled, g.labelled
        );
    }
    if wanted("cues") {
        save("cues.bin", attribution::train_cues(data, &bar("cues"))?)?;
    }
    if wanted("roles") {
        let cues = load("cues.bin")?;
        let roles = save("roles.bin", attribution::train_roles(data, &cues, &bar("roles"))?)?;
        let [cue, source, content] = attribution::f1(data, &cues, &roles)?;
        println!("attribution: polnear.dev content {content:.4}, source {source:.4}, cue {cue:.4}");
    }
    if wanted("claims") {
        let (bytes, reliability, area) = claims::train(data, &bar("claims"))?;
        save("claims.bin", bytes)?;
        println!(
            "claims: held-out articles, area under the curve {area:.4}; mean score / share attributed / statements"
        );
        for (score, share, count) in reliability {
            println!("  {score:.3}  {share:.3}  {count}");
        }
    }
    Ok(())
}
