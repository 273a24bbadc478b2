//! Every figure of the language room beside its target. Comes in: the data sets. Goes out: a line a figure.
//!
//! Tokens, sentences, tags, lemmas and names are measured through the product, from text; trees on gold tokens.

use crate::article::Article;
use crate::language::encoder::{self, Encoder};
use crate::language::{NameKind, Register, read};
use crate::text::{Document, Format};
use crate::training::corpus::{self, Sentence, json_lines};
use crate::training::names::kind_of;
use crate::training::{lemmas, parse, tags};
use std::collections::{HashMap, HashSet};
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
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, target, met) = match self.target {
            Target::AtLeast(target) => ("over", target, self.value >= target),
            Target::AtMost(target) => ("under", target, self.value <= target),
        };
        let met = if met { "met" } else { "not met" };
        let digits = if target >= 1000.0 { 0 } else { 3 };
        write!(f, "{:44} {:>9.digits$}   {sign} {target:<8} {met}", self.what, self.value)
    }
}

fn at_least(what: &str, value: f64, target: f64) -> Figure {
    Figure { what: what.to_owned(), value, target: Target::AtLeast(target) }
}

fn at_most(what: &str, value: f64, target: f64) -> Figure {
    Figure { what: what.to_owned(), value, target: Target::AtMost(target) }
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
    let mut figures = silver(data)?;
    figures.extend(trees(data, encoder)?);
    for (set, target) in [("names.newswire.dev", 0.85), ("names.politics.dev", 0.74), ("names.dev", 0.72)] {
        let f1 = names(&data.join(format!("{set}.jsonl")))?;
        figures.push(at_least(&format!("names, typed spans, {set}"), f1, target));
    }
    figures.push(speed(data)?);
    Ok(figures)
}

/// Tokens, sentence ends, tags and lemmas against CoreNLP's reading of PolNeAR's development articles.
fn silver(data: &Path) -> std::io::Result<Vec<Figure>> {
    let texts: HashMap<String, String> = json_lines(&data.join("polnear.dev.jsonl"))?
        .iter()
        .map(|row| {
            let field = |name: &str| row[name].as_str().unwrap_or("").to_owned();
            (field("id"), field("text"))
        })
        .collect();
    let (mut tokens, mut sentences) = (Overlap::default(), Overlap::default());
    let (mut right_tags, mut right_lemmas, mut shared) = (0usize, 0usize, 0usize);
    for article in corpus::polnear(data, "dev")? {
        let Some(text) = texts.get(&article.id) else { continue };
        let places = characters(text);
        let mut gold = HashMap::new();
        let mut ends = HashSet::new();
        for sentence in &article.sentences {
            for (at, span) in sentence.spans.iter().enumerate() {
                gold.insert(*span, (sentence.tags[at], sentence.lemmas[at].to_lowercase()));
            }
            ends.extend(sentence.spans.last().map(|span| span.1));
        }
        let (mut found, mut found_ends) = (HashSet::new(), HashSet::new());
        let document = Document::read(text.clone(), Format::Plain);
        for block in document.blocks() {
            let register = if block.kind.is_display() { Register::Headline } else { Register::Prose };
            let passage = read(block.span.of(document.masked()), register);
            let place = |at: usize| places[(at + block.span.start).min(places.len() - 1)];
            for (at, token) in passage.tokens.iter().enumerate() {
                let span = (place(token.span.start), place(token.span.end));
                found.insert(span);
                if let Some((tag, lemma)) = gold.get(&span) {
                    shared += 1;
                    right_tags += usize::from(*tag == token.tag);
                    right_lemmas += usize::from(lemma.replace('’', "'") == passage.lemma(at).to_lowercase());
                }
            }
            found_ends.extend(passage.sentences.iter().map(|s| place(s.span.end)));
        }
        tokens.add(&gold.keys().copied().collect(), &found);
        sentences.add(&ends, &found_ends);
    }
    let share = |right: usize| right as f64 / shared.max(1) as f64;
    Ok(vec![
        at_least("tokens, F1, polnear.dev", tokens.f1(), 0.99),
        at_least("sentence ends, F1, polnear.dev", sentences.f1(), 0.97),
        at_least("tags, on shared tokens, polnear.dev", share(right_tags), 0.965),
        at_least("lemmas, on shared tokens, polnear.dev", share(right_lemmas), 0.97),
    ])
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
        at_least("heads, polnear.dev", s.unlabelled, 0.90),
        at_least("heads and relations, polnear.dev", s.labelled, 0.87),
        at_least("heads, gum.dev", g.unlabelled, 0.82),
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

/// The size of all model files in megabytes, and the start of the program beside this one in milliseconds.
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
                drop(child.stdin.take());
                child.wait().ok()?;
                Some(begun.elapsed().as_secs_f64() * 1e3)
            })
            .collect();
        times.sort_by(f64::total_cmp);
        figures.extend(times.get(times.len() / 2).map(|&ms| at_most("start of the program, ms", ms, 10.0)));
    }
    Ok(figures)
}
