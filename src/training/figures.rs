//! Every figure beside its target. Comes in: the data sets. Goes out: a line a figure.
//!
//! All is measured through the product, from text; only what GUM says of its own tokens is compared on those.

mod attributions;
mod claims;
mod contradictions;
mod page;
mod silver;

use crate::article::Article;
use crate::language::encoder::{self, Encoder};
use crate::language::{NameKind, Register, read};
use crate::text::{Document, Format};
use crate::training::corpus::{self, Sentence, json_lines};
use crate::training::names::kind_of;
use crate::training::{coreference, lemmas, parse, tags};
use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// One measured figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What was measured, and on what.
    pub what: String,
    /// The figure.
    pub value: f64,
    /// What it should be: at least this, or at most.
    pub target: Target,
}

/// What a figure should be.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
    /// Nothing was promised.
    None,
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, target, met) = match self.target {
            Target::AtLeast(target) => ("over", target, self.value >= target),
            Target::AtMost(target) => ("under", target, self.value <= target),
            Target::None => return write!(f, "{:50} {:>9.3}", self.what, self.value),
        };
        let met = if met { "met" } else { "not met" };
        let digits = if target >= 1000.0 { 0 } else { 3 };
        write!(f, "{:50} {:>9.digits$}   {sign:5} {target:<8} {met}", self.what, self.value)
    }
}

fn at_least(what: &str, value: f64, target: f64) -> Figure {
    Figure { what: what.to_owned(), value, target: Target::AtLeast(target) }
}

fn at_most(what: &str, value: f64, target: f64) -> Figure {
    Figure { what: what.to_owned(), value, target: Target::AtMost(target) }
}

fn plain(what: &str, value: f64) -> Figure {
    Figure { what: what.to_owned(), value, target: Target::None }
}

/// What both readings have, what one has, what the other has.
#[derive(Clone, Copy, Debug, Default)]
struct Overlap {
    both: usize,
    gold: usize,
    found: usize,
}

impl Overlap {
    fn add<T: std::hash::Hash + Eq>(&mut self, gold: &HashSet<T>, found: &HashSet<T>) {
        self.both += gold.intersection(found).count();
        self.gold += gold.len();
        self.found += found.len();
    }

    fn f1(self) -> f64 {
        2.0 * self.both as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// The figures of the language room.
///
/// # Errors
/// A data set that cannot be read.
pub fn language(data: &Path) -> std::io::Result<Vec<Figure>> {
    let encoder = encoder::embedded();
    let mut figures = silver::measure(data)?;
    figures.extend(trees(data, encoder)?);
    for (set, target) in [("names.newswire.dev", 0.85), ("names.politics.dev", 0.74), ("names.dev", 0.72)] {
        let f1 = names(&data.join(format!("{set}.jsonl")))?;
        figures.push(at_least(&format!("names, typed spans, {set}"), f1, target));
    }
    figures.push(speed(data)?);
    Ok(figures)
}

/// The figures of the article room and the rules.
///
/// # Errors
/// A data set that cannot be read.
pub fn article(data: &Path) -> std::io::Result<Vec<Figure>> {
    let mut figures = attributions::measure(data)?;
    figures.extend(claims::measure(data)?);
    figures.extend(contradictions::measure(data)?);
    Ok(figures)
}

/// Who is meant: F1 over pairs and B-cubed, on the project's own marked articles and on GUM's news.
///
/// # Errors
/// A folder or data set that cannot be read.
pub fn coreference(root: &Path, data: &Path) -> std::io::Result<Vec<Figure>> {
    let (each, all) = coreference::marked_articles(&root.join("tests/articles-coref"))?;
    let (_, others) = coreference::marked_articles(&root.join("tests/marked"))?;
    let (gum, pronouns) = coreference::gum_news(&data.join("gum_news.jsonl"))?;
    let named = each.iter().map(|(name, own)| (format!("marked article {name}"), own));
    let sums = [
        ("marked articles".to_owned(), &all),
        ("marked by others".to_owned(), &others),
        ("mentions in both, GUM news".to_owned(), &gum),
    ];
    let mut figures = Vec::new();
    for (name, agreement) in named.chain(sums) {
        figures.push(plain(&format!("coreference, pairs, {name}"), agreement.pairwise().f1));
        figures.push(plain(&format!("coreference, B-cubed, {name}"), agreement.b_cubed().f1));
    }
    figures.push(plain("coreference, pronouns right, GUM news", pronouns));
    Ok(figures)
}

/// The number of the character that begins at each byte.
fn characters(text: &str) -> Vec<usize> {
    let mut places = vec![0; text.len() + 1];
    let mut number = 0;
    for (at, c) in text.char_indices() {
        places[at..at + c.len_utf8()].fill(number);
        number += 1;
    }
    places[text.len()] = number;
    places
}

fn trees(data: &Path, encoder: &Encoder) -> std::io::Result<Vec<Figure>> {
    let silver: Vec<Sentence> = corpus::polnear(data, "dev")?.into_iter().flat_map(|a| a.sentences).collect();
    let gold = corpus::conllu(&data.join("gum.dev.conllu.gz"))?;
    let (s, g) = (parse::attachment(encoder, &silver), parse::attachment(encoder, &gold));
    Ok(vec![
        at_least("tags, gold tokens, gum.dev", tags::accuracy(encoder, &gold), 0.95),
        at_least("lemmas, gold tags, gum.dev", lemmas::accuracy(&gold), 0.97),
        at_least("heads, gold tokens, polnear.dev", s.unlabelled, 0.90),
        at_least("heads and relations, gold tokens", s.labelled, 0.87),
        at_least("heads, gold tokens, gum.dev", g.unlabelled, 0.82),
    ])
}

/// Typed spans of persons, organizations and places through the whole reading.
fn names(path: &Path) -> std::io::Result<f64> {
    let counted =
        |kind: NameKind| matches!(kind, NameKind::Person | NameKind::Organization | NameKind::Place);
    let mut all = Overlap::default();
    for row in json_lines(path)? {
        let text = row["text"].as_str().unwrap_or("");
        let places = characters(text);
        let letters: Vec<char> = text.chars().collect();
        let capital = |&(start, end, _): &(usize, usize, NameKind)| {
            letters.get(start..end).is_some_and(|piece| piece.iter().any(char::is_ascii_uppercase))
        };
        let gold: HashSet<(usize, usize, NameKind)> = row["entities"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|e| {
                let kind = kind_of(e[2].as_str()?).filter(|k| counted(*k))?;
                Some((e[0].as_u64()? as usize, e[1].as_u64()? as usize, kind))
            })
            .filter(capital)
            .collect();
        let article = Article::of(Document::read(text.to_owned(), Format::Plain));
        let found: HashSet<(usize, usize, NameKind)> = article
            .mentions
            .iter()
            .filter(|m| m.form.is_name() && m.form != crate::article::MentionForm::Demonym)
            .map(|m| (places[m.span.start], places[m.span.end], article.entities[m.entity].kind))
            .filter(|(_, _, kind)| counted(*kind))
            .filter(capital)
            .collect();
        all.add(&gold, &found);
    }
    Ok(all.f1())
}

/// Words a second of the language pass, on one thread: the best of five readings of PolNeAR's development articles.
fn speed(data: &Path) -> std::io::Result<Figure> {
    let rows = json_lines(&data.join("polnear.dev.jsonl"))?;
    let texts: Vec<&str> = rows.iter().filter_map(|row| row["text"].as_str()).collect();
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let mut best = f64::MAX;
    for _ in 0..5 {
        let begun = Instant::now();
        for text in &texts {
            for paragraph in text.split("\n\n") {
                std::hint::black_box(read(paragraph, Register::Prose));
            }
        }
        best = best.min(begun.elapsed().as_secs_f64());
    }
    Ok(at_least("words a second, one thread", words as f64 / best, 200_000.0))
}

/// The size of all model files in megabytes, and the time in milliseconds that the program beside this one takes
/// from its start to the findings of a sentence: the median of 21.
///
/// # Errors
/// A folder that cannot be read.
pub fn weight(root: &Path, program: Option<&Path>) -> std::io::Result<Vec<Figure>> {
    let mut bytes = 0;
    for folder in ["src/language/models", "src/article/models"] {
        for entry in std::fs::read_dir(root.join(folder))? {
            let entry = entry?;
            if entry.path().extension().is_some_and(|e| e == "bin") {
                bytes += entry.metadata()?.len();
            }
        }
    }
    let mut figures = vec![at_most("models, MB", bytes as f64 / 1e6, 25.0)];
    if let Some(program) = program.filter(|p| p.exists()) {
        let mut times: Vec<f64> = (0..21)
            .filter_map(|_| {
                let begun = Instant::now();
                let mut child = std::process::Command::new(program)
                    .args(["lint", "--stdin-filename", "a.txt", "-"])
                    .stdin(std::process::Stdio::piped())
                    .stdout(std::process::Stdio::null())
                    .stderr(std::process::Stdio::null())
                    .spawn()
                    .ok()?;
                let article = b"The ferry to Marren sank on Monday, the harbour office said.\n";
                child.stdin.take()?.write_all(article).ok()?;
                child.wait().ok()?;
                Some(begun.elapsed().as_secs_f64() * 1e3)
            })
            .collect();
        times.sort_by(f64::total_cmp);
        figures.extend(
            times
                .get(times.len() / 2)
                .map(|&ms| at_most("start of the program to its findings, ms", ms, 10.0)),
        );
    }
    Ok(figures)
}
