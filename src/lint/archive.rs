//! The commands over archives: `facts`, `compare`, and `lint --across`.

use crate::archive::{Candidates, Decision, Fact, Side, Verdict, decide, facts};
use crate::article::Article;
use crate::lint::arguments::{CompareArguments, FactsArguments, LintArguments};
use crate::lint::prepare::{Prepared, prepare};
use crate::lint::report::{self, ReportFormat};
use crate::lint::run::Terminal;
use crate::lint::stream::{self, Record};
use crate::lint::{Input, Outcome, walk};
use crate::text::{Document, Format};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::PathBuf;

/// How many files are read before their facts are taken in.
const BATCH: usize = 256;

/// `copydesk facts`: the rows of each article.
pub fn run_facts(
    arguments: &FactsArguments,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    if arguments.stream {
        stream::run(io::stdin(), output, |record: Record| {
            let date = record.date.clone();
            let (id, input) = record.input();
            Ok(rows(&input, &name(&id), date.as_deref()).iter().map(|fact| json!(fact)).collect())
        })?;
        return Ok(Outcome::Clean);
    }
    let mut outcome = Outcome::Clean;
    for path in &arguments.files {
        match Input::read(path) {
            Ok(input) => {
                for fact in rows(&input, &report::written(path), None) {
                    writeln!(output, "{}", json!(fact))?;
                }
            }
            Err(error) => {
                writeln!(complaints, "copydesk: {error}")?;
                outcome = Outcome::Failed;
            }
        }
    }
    Ok(outcome)
}

/// A pair of sentences to decide on, as a join gives it.
#[derive(Deserialize)]
struct PairRecord {
    #[serde(default)]
    id: Value,
    a: Side,
    b: Side,
}

/// `copydesk compare --stream`: the decision on each pair.
pub fn run_compare(_arguments: &CompareArguments, output: &mut dyn Write) -> io::Result<Outcome> {
    stream::run(io::stdin(), output, |PairRecord { id, a, b }: PairRecord| {
        let Decision { verdict, message } = decide(&a, &b);
        Ok(vec![json!({ "id": id, "verdict": verdict, "message": message, "a": a, "b": b })])
    })?;
    Ok(Outcome::Clean)
}

/// Two sentences of two articles that do not agree, as `lint --across` reports them.
#[derive(Serialize)]
struct Across<'a> {
    verdict: Verdict,
    message: &'a str,
    a: &'a Side,
    b: &'a Side,
}

/// `copydesk lint --across`: what the articles of some folders say against each other.
pub fn run_across(
    arguments: &LintArguments,
    terminal: Terminal,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    let fails = |complaints: &mut dyn Write, sentence: &str| -> io::Result<Outcome> {
        writeln!(complaints, "copydesk: {sentence}")?;
        Ok(Outcome::Failed)
    };
    let json_lines = match arguments.format {
        ReportFormat::Jsonl => true,
        ReportFormat::Text | ReportFormat::Concise => false,
        _ => return fails(complaints, "--across reports as text or jsonl: a pair lies in two files"),
    };
    let prepared = match prepare(arguments, terminal) {
        Ok((prepared, _)) => prepared,
        Err(sentence) => return fails(complaints, &sentence),
    };
    let mut failed = false;
    let mut candidates = Candidates::default();
    let mut paths = walk::files(&arguments.paths, prepared.resolver.clone());
    loop {
        let batch: Vec<_> = paths.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let read = |path: Result<PathBuf, String>| {
            let path = path?;
            let input = Input::read(&path).map_err(|error| error.to_string())?;
            Ok::<Vec<Fact>, String>(rows(&input, &report::written(&path), None))
        };
        for result in batch.into_par_iter().map(read).collect::<Vec<_>>() {
            match result {
                Ok(facts) => candidates.add(facts),
                Err(error) => {
                    failed = true;
                    writeln!(complaints, "copydesk: {error}")?;
                }
            }
        }
    }
    let pairs = candidates.pairs();
    let decisions: Vec<_> = pairs.par_iter().map(|(a, b)| decide(a, b)).collect();
    let told = pairs.iter().zip(&decisions).filter(|(_, decision)| is_told(decision.verdict, &prepared));
    let mut count = 0;
    for ((a, b), Decision { verdict, message }) in told {
        count += 1;
        if json_lines {
            writeln!(output, "{}", json!(Across { verdict: *verdict, message, a, b }))?;
        } else {
            writeln!(output, "{}[{}]: {message}", a.article, rule(*verdict))?;
            for side in [a, b] {
                let date = side.published.as_deref().unwrap_or("undated");
                writeln!(output, "    {} ({date}): {}", side.article, side.sentence)?;
            }
            writeln!(output)?;
        }
    }
    Ok(match (failed, count) {
        (true, _) => Outcome::Failed,
        (false, 0) => Outcome::Clean,
        (false, _) => Outcome::Findings,
    })
}

fn rule(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradiction => "contradiction",
        Verdict::ConflictingAccounts => "conflicting-accounts",
        Verdict::None => "none",
    }
}

fn is_told(verdict: Verdict, prepared: &Prepared) -> bool {
    let name = rule(verdict).to_owned();
    let selection = &prepared.selection;
    verdict != Verdict::None
        && (selection.select.is_empty() || selection.select.contains(&name))
        && !selection.ignore.contains(&name)
}

/// The facts of one input.
fn rows(input: &Input, name: &str, date: Option<&str>) -> Vec<Fact> {
    let document = Document::read(input.text.clone(), Format::of_path(&input.path));
    facts(&Article::of(document), name, date)
}

/// How facts name an article of a stream: its `id`, as a string.
fn name(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}
