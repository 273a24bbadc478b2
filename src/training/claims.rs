//! Trains, calibrates and measures the models of claims on PolNeAR articles in which some statements have lost their
//! attribution: those are the ones that editors attributed, the sentences left alone are the ones they did not. All other
//! sentences, which are attributed where they stand, teach the second forest what somebody stands behind.

use crate::article::Article;
use crate::article::claim::forest::{Forest, probability};
use crate::article::claim::setting::{Around, see};
use crate::article::claim::{ATTRIBUTED, UNATTRIBUTED, features, for_lacks, for_needs, is_quoted};
use crate::language::model::hash;
use crate::language::words::Word;
use crate::text::{Document, Format, Span};
use crate::training::forest::{Growth, grow, to_bytes};
use crate::training::linear::{Dice, Plain, Weights};
use crate::training::{corpus, encoder};
use indicatif::ProgressBar;
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

/// Passes over the data.
const EPOCHS: usize = 8;
/// Step of AdaGrad (Duchi, Hazan, Singer 2011).
const RATE: f32 = 0.01;
/// Pull of every weight towards zero.
const DECAY: f32 = 3e-3;
/// Articles in as many folds: what one model makes of a fold it has not seen is what the next one learns from.
const FOLDS: usize = 5;
/// The forest of what editors attribute.
const NEEDS: Growth = Growth { trees: 300, rate: 0.04, decay: 5.0 };
/// The forest of what they attribute and nobody stands behind.
const LACKS: Growth = Growth { trees: 400, rate: 0.05, decay: 5.0 };

/// One statement with its features.
struct Example {
    features: Vec<u64>,
    /// Numbers of the statement and its setting.
    numbers: Vec<f32>,
    words: Vec<Word>,
    /// Whether editors attributed it; `None` where somebody stands behind it as it stands, or partly.
    attributed: Option<bool>,
    quoted: bool,
    article: usize,
    kept_back: bool,
    /// What the encoder makes of it, as a logit.
    encoded: f32,
}

impl Example {
    /// Whether it has lost its attribution.
    fn stripped(&self) -> bool {
        self.attributed == Some(true)
    }

    fn fold(&self) -> usize {
        self.article % FOLDS
    }
}

/// Whether the statements of an article (one in six) are kept from the encoder, so that its scores can be weighed there
/// against the others.
pub(super) fn kept_back(id: &str) -> bool {
    hash(id.as_bytes()).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40 & 0xffff < 0x2aaa
}

/// The statements of the training articles, for the encoder.
pub(super) fn marked(data: &Path, out: &mut Vec<encoder::Example>) -> std::io::Result<()> {
    let (examples, _) = examples(data, "train", &ProgressBar::hidden())?;
    for example in examples.into_iter().filter(|e| !e.kept_back && e.attributed.is_some()) {
        let mut one = encoder::Example::new(example.words);
        one.attributed = example.attributed;
        out.push(one);
    }
    Ok(())
}

/// The statements of the articles, and how many words these have.
fn examples(data: &Path, part: &str, progress: &ProgressBar) -> std::io::Result<(Vec<Example>, usize)> {
    let (mut out, mut length) = (Vec::new(), 0);
    let rows = corpus::json_lines(&data.join(format!("unattributed.{part}.jsonl")))?;
    progress.set_length(rows.len() as u64);
    for (number, row) in rows.iter().enumerate() {
        let kept_back = kept_back(row["id"].as_str().unwrap_or(""));
        let text = row["text"].as_str().unwrap_or("");
        length += text.split_whitespace().count();
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
        for seen in see(&Around::of(&article)) {
            let (passage, statement) = (seen.placed.passage(), seen.statement);
            let span = passage.span_of(statement.tokens.clone()).shift(seen.placed.offset);
            let shared = |s: &Span| {
                s.end.min(span.end).saturating_sub(s.start.max(span.start)) * 2 > s.len().min(span.len())
            };
            let attributed = match (stripped.iter().any(shared), kept.iter().any(shared)) {
                (true, _) => Some(true),
                (false, true) => Some(false),
                _ => None,
            };
            let mut list = Vec::new();
            features::local(passage, statement.tokens.clone(), |f| list.push(f));
            list.sort_unstable();
            list.dedup();
            let words = statement.tokens.clone().map(|t| Word::new(passage.word(t), false)).collect();
            out.push(Example {
                features: list,
                words,
                attributed,
                quoted: is_quoted(&seen),
                article: number,
                kept_back,
                encoded: statement.encoded,
                numbers: seen.numbers,
            });
        }
        progress.inc(1);
    }
    Ok((out, length))
}

/// Logistic regression.
#[derive(Default)]
struct Regression {
    weights: HashMap<u64, (f32, f32), Plain>,
}

/// How often each feature occurs.
type Counts = HashMap<u64, u32, Plain>;

impl Regression {
    fn logit(&self, features: &[u64]) -> f32 {
        features.iter().filter_map(|f| self.weights.get(f)).map(|w| w.0).sum()
    }

    fn fit(examples: &[&Example], counts: &Counts) -> Regression {
        let mut model = Regression::default();
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut dice = Dice::new(8);
        for _ in 0..EPOCHS {
            dice.shuffle(&mut order);
            for &index in &order {
                let example = examples[index];
                let known = example.features.iter().filter(|f| counts.get(f).is_some_and(|c| *c >= 3));
                let error =
                    probability(model.logit(&example.features)) - f32::from(u8::from(example.stripped()));
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

    /// One fitted to all examples that `learn` takes, and for every example the logit of one that has not seen its fold.
    fn cross(
        examples: &[Example],
        counts: &Counts,
        learn: impl Fn(&Example) -> bool,
    ) -> (Regression, Vec<f32>) {
        let mut logits = vec![0.0; examples.len()];
        for fold in 0..FOLDS {
            let seen: Vec<&Example> = examples.iter().filter(|e| e.fold() != fold && learn(e)).collect();
            let model = Regression::fit(&seen, counts);
            for (logit, example) in logits.iter_mut().zip(examples).filter(|(_, e)| e.fold() == fold) {
                *logit = model.logit(&example.features);
            }
        }
        (Regression::fit(&examples.iter().filter(|e| learn(e)).collect::<Vec<_>>(), counts), logits)
    }
}

/// The same for a forest over `rows`.
fn cross(
    examples: &[Example],
    rows: &[Vec<f32>],
    growth: Growth,
    learn: impl Fn(&Example) -> bool,
) -> (Forest, Vec<f32>) {
    let grown = |skip: Option<usize>| {
        let own = || examples.iter().zip(rows).filter(|(e, _)| learn(e) && Some(e.fold()) != skip);
        let list: Vec<&[f32]> = own().map(|(_, row)| row.as_slice()).collect();
        let labels: Vec<bool> = own().map(|(e, _)| e.stripped()).collect();
        grow(&list, &labels, growth)
    };
    let mut logits = vec![0.0; examples.len()];
    for fold in 0..FOLDS {
        let forest = grown(Some(fold));
        for (at, _) in examples.iter().enumerate().filter(|(_, e)| e.fold() == fold) {
            logits[at] = forest.logit(&rows[at], 0.0);
        }
    }
    (grown(None), logits)
}

/// Files by name, and what training found.
pub struct Trained {
    /// The files.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// What to print.
    pub report: String,
}

/// Trains the models.
pub fn train(data: &Path, progress: &ProgressBar) -> std::io::Result<Trained> {
    let (dev, length) = examples(data, "dev", progress)?;
    let (examples, _) = examples(data, "train", progress)?;
    let mut counts = Counts::default();
    examples.iter().flat_map(|e| &e.features).for_each(|f| *counts.entry(*f).or_default() += 1);
    let labelled = |e: &Example| e.attributed.is_some();
    let free = |e: &Example| !e.quoted;
    let (words_needs, needs_words) = Regression::cross(&examples, &counts, labelled);
    let (words_lacks, lacks_words) = Regression::cross(&examples, &counts, free);

    let rows = |list: &[Example], words: &[f32]| -> Vec<Vec<f32>> {
        list.iter().zip(words).map(|(e, &w)| for_needs(e.numbers.clone(), w)).collect()
    };
    let needs_rows = rows(&examples, &needs_words);
    let (mut needs, needs_logits) = cross(&examples, &needs_rows, NEEDS, labelled);
    // Articles whose statements the encoder has not seen, for Platt's sigmoid (1999) over forest and encoder.
    let held = |e: &&(&Example, &f32)| e.0.kept_back && labelled(e.0);
    let pairs: Vec<(&Example, &f32)> = examples.iter().zip(&needs_logits).collect();
    let held: Vec<([f32; 2], bool)> =
        pairs.iter().filter(held).map(|(e, logit)| ([**logit, e.encoded], e.stripped())).collect();
    let needs_fit = sigmoid(&held);
    let needs_held = fitted(&held, needs_fit);
    scale(&mut needs, needs_fit);

    let lacks_rows: Vec<Vec<f32>> = needs_rows
        .into_iter()
        .zip(lacks_words.iter().zip(&needs_logits))
        .map(|(row, (&words, &needs))| for_lacks(row, words, needs_fit.0[0] * needs + needs_fit.1))
        .collect();
    let own: Vec<(&[f32], bool)> = examples
        .iter()
        .zip(&lacks_rows)
        .filter(|(e, _)| free(e))
        .map(|(e, row)| (row.as_slice(), e.stripped()))
        .collect();
    let (list, labels): (Vec<&[f32]>, Vec<bool>) = own.into_iter().unzip();
    let mut lacks = grow(&list, &labels, LACKS);

    // The encoder has seen the attributions of all training articles, so that its cues are too good there: the second
    // forest is calibrated on the development articles.
    let words: Vec<f32> = dev.iter().map(|e| words_needs.logit(&e.features)).collect();
    let dev_rows = rows(&dev, &words);
    let dev_needs: Vec<f32> = dev_rows.iter().map(|row| needs.logit(row, 0.0)).collect();
    let dev_lacks: Vec<([f32; 2], bool)> = dev
        .iter()
        .zip(dev_rows)
        .zip(&dev_needs)
        .filter(|((e, _), _)| free(e))
        .map(|((e, row), &trees)| {
            let row = for_lacks(row, words_lacks.logit(&e.features), trees);
            ([lacks.logit(&row, 0.0), e.encoded], e.stripped())
        })
        .collect();
    let lacks_fit = sigmoid(&dev_lacks);
    let lacks_dev = fitted(&dev_lacks, lacks_fit);
    let needs_dev: Vec<(f32, bool)> = dev
        .iter()
        .zip(&dev_needs)
        .filter(|(e, _)| labelled(e))
        .map(|(e, &logit)| (logit + needs.encoded * e.encoded, e.stripped()))
        .collect();

    let mut report = String::new();
    let areas = [area(&needs_held), area(&needs_dev)];
    let _ = writeln!(
        report,
        "needs an attribution: area under the curve {:.4} on held-out training articles, {:.4} on development articles",
        areas[0], areas[1]
    );
    write_reliability(&mut report, &needs_held);
    let stripped = dev.iter().filter(|e| e.stripped()).count();
    let _ =
        writeln!(report, "lacks one: area under the curve {:.4} on development articles", area(&lacks_dev));
    write_reliability(&mut report, &lacks_dev);
    write_choices(&mut report, &lacks_dev, stripped, length);
    let _ = writeln!(report, "slopes: {needs_fit:?}, {lacks_fit:?}");
    scale(&mut lacks, lacks_fit);
    progress.finish();
    let files = vec![
        ("claims.bin", to_words(&words_needs, &words_lacks)),
        ("claims.needs.bin", to_bytes(&needs)),
        ("claims.lacks.bin", to_bytes(&lacks)),
    ];
    Ok(Trained { files, report })
}

/// The model of words: a weight a label.
fn to_words(needs: &Regression, lacks: &Regression) -> Vec<u8> {
    let mut rows: HashMap<u64, Vec<(u8, f32)>, Plain> = HashMap::default();
    for (label, model) in [(ATTRIBUTED, needs), (UNATTRIBUTED, lacks)] {
        for (feature, (weight, _)) in model.weights.iter().filter(|(_, w)| w.0.abs() >= STEP / 2.0) {
            rows.entry(*feature).or_default().push((label as u8, *weight));
        }
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by_key(|(feature, _)| *feature);
    let mut weights = Weights::default();
    rows.into_iter().for_each(|(feature, row)| weights.insert(feature, row));
    weights.to_bytes(&["attributed", "unattributed"], STEP)
}

/// What a stored weight of words of 1 stands for.
const STEP: f32 = 0.012;

/// Slopes for the logits of a forest and of the encoder, and an offset.
type Fit = ([f32; 2], f32);

/// Works a fit into a forest.
fn scale(forest: &mut Forest, ([slope, encoded], offset): Fit) {
    forest.base = forest.base * slope + offset;
    forest.encoded = encoded;
    forest.trees.iter_mut().flat_map(|tree| &mut tree.answers).for_each(|answer| *answer *= slope);
}

/// The logits that a fit gives.
fn fitted(held: &[([f32; 2], bool)], (slopes, offset): Fit) -> Vec<(f32, bool)> {
    held.iter().map(|&([a, b], y)| (slopes[0] * a + slopes[1] * b + offset, y)).collect()
}

/// A line for each tenth of the scale with its mean score and share of attributed statements.
fn write_reliability(report: &mut String, scored: &[(f32, bool)]) {
    let mut rows = [(0f32, 0f32, 0usize); 10];
    for &(logit, attributed) in scored {
        let p = probability(logit);
        let row = &mut rows[((p * 10.0) as usize).min(9)];
        *row = (row.0 + p, row.1 + f32::from(u8::from(attributed)), row.2 + 1);
    }
    let _ = writeln!(report, "  mean score  share attributed  statements");
    for (p, y, count) in rows {
        let mean = |sum: f32| sum / count.max(1) as f32;
        let _ = writeln!(report, "  {:.3}       {:.3}             {count}", mean(p), mean(y));
    }
}

/// For some thresholds how many of the stripped statements are found, and how many others a thousand words.
fn write_choices(report: &mut String, scored: &[(f32, bool)], stripped: usize, words: usize) {
    let _ = writeln!(report, "  threshold  recall  others per 1,000 words");
    for threshold in (4..=16).map(|step| step as f32 * 0.025) {
        let count = |wanted: bool| {
            scored.iter().filter(|&&(logit, y)| y == wanted && probability(logit) >= threshold).count()
        };
        let (recall, others) =
            (count(true) as f64 / stripped.max(1) as f64, 1e3 * count(false) as f64 / words.max(1) as f64);
        let _ = writeln!(report, "  {threshold:.3}      {recall:.3}   {others:.2}");
    }
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
fn sigmoid(held: &[([f32; 2], bool)]) -> Fit {
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
