//! Trains, calibrates and measures the model of claims on PolNeAR articles in which some statements have lost their
//! attribution: those are the ones that editors attributed, the sentences left alone are the ones they did not.

use crate::article::Article;
use crate::article::claim::{ENCODED, features, places};
use crate::language::model::hash;
use crate::language::words::Word;
use crate::text::{Document, Format, Span};
use crate::training::linear::{Dice, Plain, Weights};
use crate::training::{corpus, encoder};
use indicatif::ProgressBar;
use std::collections::HashMap;
use std::path::Path;

/// Passes over the data.
const EPOCHS: usize = 10;
/// Step of AdaGrad (Duchi, Hazan, Singer 2011).
const RATE: f32 = 0.01;
/// Pull of every weight towards zero.
const DECAY: f32 = 3e-3;
/// Articles in the folds that calibrate.
const FOLDS: usize = 5;

/// One statement with its features.
struct Example {
    features: Vec<u64>,
    words: Vec<Word>,
    attributed: bool,
    article: usize,
    kept_back: bool,
    /// What the encoder makes of it, as a logit.
    encoded: f32,
}

/// Whether the statements of an article (one in six) are kept from the encoder, so that its scores can be weighed there
/// against the others.
pub(super) fn kept_back(id: &str) -> bool {
    hash(id.as_bytes()).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40 & 0xffff < 0x2aaa
}

/// The statements of the training articles, for the encoder.
pub(super) fn marked(data: &Path, out: &mut Vec<encoder::Example>) -> std::io::Result<()> {
    let examples = examples(data, "train", &ProgressBar::hidden())?;
    for example in examples.into_iter().filter(|e| !e.kept_back) {
        let mut one = encoder::Example::new(example.words);
        one.attributed = Some(example.attributed);
        out.push(one);
    }
    Ok(())
}

fn examples(data: &Path, part: &str, progress: &ProgressBar) -> std::io::Result<Vec<Example>> {
    let mut out = Vec::new();
    let rows = corpus::json_lines(&data.join(format!("unattributed.{part}.jsonl")))?;
    progress.set_length(rows.len() as u64);
    for (number, row) in rows.iter().enumerate() {
        let kept_back = kept_back(row["id"].as_str().unwrap_or(""));
        let text = row["text"].as_str().unwrap_or("");
        let mut bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        bytes.push(text.len());
        let spans = |name: &str| -> Vec<Span> {
            let at = |v: &serde_json::Value| {
                bytes.get(v.as_u64().unwrap_or(0) as usize).copied().unwrap_or(text.len())
            };
            row[name].as_array().into_iter().flatten().map(|p| Span::new(at(&p[0]), at(&p[1]))).collect()
        };
        let (stripped, kept) = (spans("stripped"), spans("kept"));
        let article = Article::of(Document::read(text, Format::Plain));
        for (placed, statement, _, place) in places(&article.paragraphs, &article.attributions) {
            let span = placed.passage().span_of(statement.tokens.clone()).shift(placed.offset);
            let shared = |s: &Span| {
                s.end.min(span.end).saturating_sub(s.start.max(span.start)) * 2 > s.len().min(span.len())
            };
            let attributed = stripped.iter().any(shared);
            if !attributed && !kept.iter().any(shared) {
                continue;
            }
            let mut list = Vec::new();
            features::local(placed.passage(), statement.tokens.clone(), |f| list.push(f));
            features::place(&place, |f| list.push(f));
            list.sort_unstable();
            list.dedup();
            let passage = placed.passage();
            let words = statement.tokens.clone().map(|t| Word::new(passage.word(t), false)).collect();
            out.push(Example {
                features: list,
                words,
                attributed,
                article: number,
                kept_back,
                encoded: statement.encoded,
            });
        }
        progress.inc(1);
    }
    Ok(out)
}

/// Logistic regression.
#[derive(Default)]
struct Regression {
    weights: HashMap<u64, (f32, f32), Plain>,
}

impl Regression {
    fn logit(&self, features: &[u64]) -> f32 {
        features.iter().filter_map(|f| self.weights.get(f)).map(|w| w.0).sum()
    }

    fn fit(examples: &[&Example], counts: &HashMap<u64, u32, Plain>) -> Regression {
        let mut model = Regression::default();
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut dice = Dice::new(8);
        for _ in 0..EPOCHS {
            dice.shuffle(&mut order);
            for &index in &order {
                let example = examples[index];
                let known = example.features.iter().filter(|f| counts.get(f).is_some_and(|c| *c >= 3));
                let p = 1.0 / (1.0 + (-model.logit(&example.features)).exp());
                let error = p - f32::from(u8::from(example.attributed));
                for feature in known {
                    let (weight, squares) = model.weights.entry(*feature).or_insert((0.0, 1e-3));
                    let gradient = error + DECAY * *weight;
                    *squares += gradient * gradient;
                    *weight -= RATE * gradient / squares.sqrt();
                }
            }
        }
        model
    }
}

/// What the calibration found: a row for each tenth of the scale with its mean score and share of attributed statements.
pub type Reliability = Vec<(f32, f32, usize)>;

/// Trains the model; gives its file, and the reliability and the area under the curve of held-out scores.
pub fn train(data: &Path, progress: &ProgressBar) -> std::io::Result<(Vec<u8>, Reliability, f64)> {
    let examples = examples(data, "train", progress)?;
    let mut counts: HashMap<u64, u32, Plain> = HashMap::default();
    examples.iter().flat_map(|e| &e.features).for_each(|f| *counts.entry(*f).or_default() += 1);
    // Scores of articles that neither model saw, for Platt's sigmoid (1999) over both.
    let mut held: Vec<([f32; 2], bool)> = Vec::new();
    for fold in 0..FOLDS {
        let (seen, unseen): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|e| e.article % FOLDS != fold);
        let model = Regression::fit(&seen, &counts);
        let kept_back = unseen.iter().filter(|e| e.kept_back);
        held.extend(kept_back.map(|e| ([model.logit(&e.features), e.encoded], e.attributed)));
    }
    let (slopes, offset) = sigmoid(&held);
    let combined = |logits: [f32; 2]| slopes[0] * logits[0] + slopes[1] * logits[1] + offset;
    let held: Vec<(f32, bool)> = held.into_iter().map(|(logits, y)| (combined(logits), y)).collect();
    let area = area(&held);
    let mut rows = vec![(0f32, 0f32, 0usize); 10];
    for &(logit, attributed) in &held {
        let p = 1.0 / (1.0 + (-logit).exp());
        let row = &mut rows[((p * 10.0) as usize).min(9)];
        *row = (row.0 + p, row.1 + f32::from(u8::from(attributed)), row.2 + 1);
    }
    let rows = rows.into_iter().map(|(p, y, n)| (p / n.max(1) as f32, y / n.max(1) as f32, n)).collect();
    let model = Regression::fit(&examples.iter().collect::<Vec<_>>(), &counts);
    let mut weights = Weights::default();
    let mut all: Vec<(u64, f32)> = model.weights.iter().map(|(f, w)| (*f, w.0 * slopes[0])).collect();
    all.sort_by_key(|(f, _)| *f);
    let constant = crate::language::model::feature(615, 0);
    for (feature, weight) in all {
        let weight = if feature == constant { weight + offset } else { weight };
        if weight.abs() >= 0.006 {
            weights.insert(feature, vec![(0, weight)]);
        }
    }
    weights.insert(ENCODED, vec![(0, slopes[1])]);
    progress.finish();
    Ok((weights.to_bytes(&["attributed"], 0.012), rows, area))
}

/// Area under the curve of held-out scores (Mann and Whitney 1947): the chance that an attributed statement scores above
/// one that is not.
fn area(held: &[(f32, bool)]) -> f64 {
    let mut ranked = held.to_vec();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins, mut right) = (0f64, 0f64, 0f64);
    for (_, attributed) in ranked {
        if attributed {
            wins += below;
            right += 1.0;
        } else {
            below += 1.0;
        }
    }
    wins / (below * right).max(1.0)
}

/// Slopes and offset of the sigmoid that turns the logits of both models into a probability, by gradient descent.
fn sigmoid(held: &[([f32; 2], bool)]) -> ([f32; 2], f32) {
    let (mut slopes, mut offset) = ([0.5f32; 2], 0f32);
    for _ in 0..4000 {
        let (mut a, mut b) = ([0f64; 2], 0f64);
        for &(logits, attributed) in held {
            let p = 1.0 / (1.0 + (-(slopes[0] * logits[0] + slopes[1] * logits[1] + offset)).exp());
            let error = f64::from(p - f32::from(u8::from(attributed)));
            a.iter_mut().zip(logits).for_each(|(a, logit)| *a += error * f64::from(logit));
            b += error;
        }
        let count = held.len().max(1) as f64;
        slopes.iter_mut().zip(a).for_each(|(slope, a)| *slope -= (0.2 * a / count) as f32);
        offset -= (0.2 * b / count) as f32;
    }
    (slopes, offset)
}
