//! Trains and measures the two models of attributions on PolNeAR (Newell, Margolin, Ruths 2018).

use crate::article::attribution::features::{Cue, View};
use crate::article::attribution::reader::{
    CONTENT, CUE_LABELS, ROLE_LABELS, SOURCE, find_with, label_cues, other_bits, other_cues, runs,
};
use crate::article::attribution::speech;
use crate::language::model::Model;
use crate::language::{Passage, Register, read};
use crate::text::{Document, Format, Span};
use crate::training::corpus;
use crate::training::linear::{Dice, Perceptron};
use indicatif::ProgressBar;
use std::ops::Range;
use std::path::Path;

/// Passes over the data, for cues and for roles.
const EPOCHS: [usize; 2] = [6, 8];
/// Of a hundred features of a role so many are hidden in training, so that none is leaned on alone.
const DROPPED: u64 = 10;
/// Weight steps in the files.
const SCALE: f32 = 0.1;

/// One annotated attribution inside a paragraph, in tokens.
#[derive(Clone, Debug, Default)]
struct Marked {
    source: Vec<bool>,
    cue: Vec<bool>,
    content: Vec<bool>,
}

/// One paragraph with its annotation.
struct Example {
    passage: Passage,
    marked: Vec<Marked>,
}

/// The paragraphs of `polnear.{part}.jsonl` with their attributions.
fn examples(data: &Path, part: &str) -> std::io::Result<Vec<Example>> {
    let mut out = Vec::new();
    for row in corpus::json_lines(&data.join(format!("polnear.{part}.jsonl")))? {
        let text = row["text"].as_str().unwrap_or("");
        let mut bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        bytes.push(text.len());
        let spans = |value: &serde_json::Value| -> Vec<Span> {
            let number = |v: &serde_json::Value| {
                bytes.get(v.as_u64().unwrap_or(0) as usize).copied().unwrap_or(text.len())
            };
            value
                .as_array()
                .into_iter()
                .flatten()
                .map(|pair| Span::new(number(&pair[0]), number(&pair[1])))
                .collect()
        };
        let annotated: Vec<[Vec<Span>; 3]> = row["attributions"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|a| [spans(&a["source"]), spans(&a["cue"]), spans(&a["content"])])
            .collect();
        let document = Document::read(text, Format::Plain);
        for block in document.blocks().iter().filter(|b| b.kind.is_copy()) {
            let register = if block.kind.is_display() { Register::Headline } else { Register::Prose };
            let passage = read(block.span.of(document.masked()), register);
            let bits = |list: &[Span]| -> Vec<bool> {
                let inside = |span: Span| list.iter().any(|s| s.start < span.end && span.start < s.end);
                passage.tokens.iter().map(|t| inside(t.span.shift(block.span.start))).collect()
            };
            let marked = annotated
                .iter()
                .map(|[source, cue, content]| Marked {
                    source: bits(source),
                    cue: bits(cue),
                    content: bits(content),
                })
                .filter(|m| m.cue.contains(&true))
                .collect();
            out.push(Example { passage, marked });
        }
    }
    Ok(out)
}

/// Begin-inside labels of all cues of a paragraph; of overlapping cues the first wins.
fn cue_labels(example: &Example) -> Vec<u8> {
    let mut labels = vec![0; example.passage.tokens.len()];
    for marked in &example.marked {
        let mut inside = false;
        for (at, _) in marked.cue.iter().enumerate().filter(|(_, c)| **c) {
            if labels[at] == 0 {
                labels[at] = if inside && at > 0 && labels[at - 1] != 0 { 2 } else { 1 };
                inside = true;
            }
        }
    }
    labels
}

/// Trains the cue model.
pub fn train_cues(data: &Path, progress: &ProgressBar) -> std::io::Result<Vec<u8>> {
    let examples = examples(data, "train")?;
    let mut perceptron = Perceptron::ignoring(2);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice = Dice::new(6);
    progress.set_length((EPOCHS[0] * order.len()) as u64);
    let mut list = Vec::new();
    for _ in 0..EPOCHS[0] {
        dice.shuffle(&mut order);
        for &index in &order {
            let example = &examples[index];
            let quoted = speech::quoted(&example.passage);
            let view = View::new(&example.passage, &quoted);
            let gold = cue_labels(example);
            for sentence in &example.passage.sentences {
                let mut labels: Vec<u8> = Vec::new();
                for at in sentence.tokens.clone() {
                    let before = labels.last().copied().unwrap_or(0);
                    if !view.may_cue(at, before) {
                        labels.push(0);
                        continue;
                    }
                    list.clear();
                    view.cue_features(&sentence.tokens, at, &labels, |f| list.push(f));
                    let mut scores = [0f32; CUE_LABELS];
                    perceptron.score(&list, &mut scores);
                    if before == 0 {
                        scores[2] = f32::MIN;
                    }
                    let guess = best(&scores);
                    let wanted = if before == 0 && gold[at] == 2 { 1 } else { gold[at] as usize };
                    perceptron.tick();
                    if guess != wanted {
                        perceptron.update(&list, wanted, guess, 1.0);
                    }
                    labels.push(guess as u8);
                }
            }
            progress.inc(1);
        }
    }
    progress.finish();
    Ok(perceptron.averaged(SCALE).to_bytes(&["outside", "begin", "inside"], SCALE))
}

fn best(scores: &[f32]) -> usize {
    (0..scores.len()).fold(0, |best, i| if scores[i] > scores[best] { i } else { best })
}

/// Trains the role model on the cues that the cue model finds (a cue that nobody marked has no source and no content) and
/// on marked cues that it misses.
pub fn train_roles(data: &Path, cues: &Model, progress: &ProgressBar) -> std::io::Result<Vec<u8>> {
    let examples = examples(data, "train")?;
    let mut perceptron = Perceptron::ignoring(2);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice = Dice::new(7);
    progress.set_length((EPOCHS[1] * order.len()) as u64);
    let mut list = Vec::new();
    for _ in 0..EPOCHS[1] {
        dice.shuffle(&mut order);
        for &index in &order {
            let example = &examples[index];
            let quoted = speech::quoted(&example.passage);
            let view = View::new(&example.passage, &quoted);
            for sentence in &example.passage.sentences {
                let sentence = &sentence.tokens;
                let mut seen = runs(sentence.start, &label_cues(cues, &view, sentence).0);
                for marked in &example.marked {
                    let own: Vec<usize> = sentence.clone().filter(|&t| marked.cue[t]).collect();
                    if let (Some(&from), Some(&to)) = (own.first(), own.last())
                        && !seen.iter().any(|s| s.clone().any(|t| marked.cue[t]))
                        && to - from < 8
                    {
                        seen.push(from..to + 1);
                    }
                }
                seen.sort_by_key(|r| r.start);
                for tokens in &seen {
                    let cue = Cue::new(&view, sentence, tokens.clone());
                    let others = other_cues(&view, &seen, tokens);
                    let marked =
                        example.marked.iter().max_by_key(|m| tokens.clone().filter(|&t| m.cue[t]).count());
                    let marked = marked.filter(|m| tokens.clone().any(|t| m.cue[t]));
                    let mut labels: Vec<u8> = Vec::new();
                    for at in sentence.clone() {
                        if tokens.contains(&at) {
                            labels.push(0);
                            continue;
                        }
                        let wanted = match marked {
                            Some(m) if m.source[at] => SOURCE,
                            Some(m) if m.content[at] => CONTENT,
                            _ => 0,
                        } as usize;
                        list.clear();
                        let bits = other_bits(&others, tokens, at);
                        view.role_features(sentence, &cue, at, &labels, bits, |f| list.push(f));
                        list.retain(|_| dice.roll() % 100 >= DROPPED);
                        let mut scores = [0f32; ROLE_LABELS];
                        perceptron.score(&list, &mut scores);
                        let guess = best(&scores);
                        perceptron.tick();
                        if guess != wanted {
                            perceptron.update(&list, wanted, guess, 1.0);
                        }
                        labels.push(guess as u8);
                    }
                }
            }
            progress.inc(1);
        }
    }
    progress.finish();
    Ok(perceptron.averaged(SCALE * 2.0).to_bytes(&["neither", "source", "content"], SCALE))
}

/// F1 over tokens of cues, sources and contents in `polnear.dev`.
pub fn f1(data: &Path, cues: &Model, roles: &Model) -> std::io::Result<[f64; 3]> {
    let mut counts = [[0usize; 3]; 3];
    for example in examples(data, "dev")? {
        let found = find_with(cues, roles, &example.passage);
        let word = |at: usize| example.passage.word(at).chars().any(char::is_alphanumeric);
        let mut tally = |role: usize, gold: &dyn Fn(&Marked) -> &Vec<bool>, got: Vec<Range<usize>>| {
            for at in (0..example.passage.tokens.len()).filter(|&at| word(at)) {
                let (g, p) =
                    (example.marked.iter().any(|m| gold(m)[at]), got.iter().any(|r| r.contains(&at)));
                counts[role][0] += usize::from(g && p);
                counts[role][1] += usize::from(g);
                counts[role][2] += usize::from(p);
            }
        };
        tally(0, &|m| &m.cue, found.iter().map(|f| f.cue.clone()).collect());
        tally(1, &|m| &m.source, found.iter().flat_map(|f| f.source.clone()).collect());
        tally(2, &|m| &m.content, found.iter().flat_map(|f| f.content.clone()).collect());
    }
    Ok(counts.map(|[both, gold, got]| 2.0 * both as f64 / (gold + got).max(1) as f64))
}
