//! Trains the encoder with its three readers at once: tags, names and dependencies share what they learn.

mod articles;
mod backward;
mod chain;
mod disguise;
mod gradient;
mod trees;

use crate::language::encoder::{self, Encoder, Part, ROWS, WIDTH, Weights};
use crate::language::names::gazetteer::{self, Listed};
use crate::language::{Relation, words::Word};
use crate::training::corpus::{self, Sentence, is_projective};
use crate::training::linear::Dice;
use crate::training::tags::{self, words_of};
use crate::training::{attribution, claims, names, parse};
use backward::Losses;
use disguise::Disguises;
use gradient::{Adam, Gradient, Network};
use indicatif::ProgressBar;
use std::ops::Range;
use std::path::Path;

/// Passes over the data.
const EPOCHS: usize = 16;
/// Sentences a step, half of them on each of two threads.
const BATCH: usize = 32;
/// The length of the first steps; it falls to nothing in a straight line.
const RATE: f32 = 3e-3;
/// Steps until the full length is reached.
const WARM_UP: usize = 300;
/// Sentences longer than this are left out of training.
const LONGEST: usize = 120;

/// One sentence in so many is learned in capitals too, and one in so many in title case, as headlines are set.
const SET_AGAIN: usize = 24;

/// A sentence with whatever is known of it: each list is as long as `words` or empty.
#[derive(Debug, Default)]
pub(super) struct Example {
    pub(super) words: Vec<Word>,
    pub(super) listed: Vec<Listed>,
    pub(super) tags: Vec<u8>,
    /// Labels of names by hand.
    pub(super) names: Vec<u8>,
    /// Labels of names by machine.
    pub(super) silver: Vec<u8>,
    pub(super) heads: Vec<usize>,
    pub(super) relations: Vec<Relation>,
    /// How far the names move the weights.
    pub(super) rate: f32,
    /// Whether each word is inside a quotation.
    pub(super) quoted: Vec<bool>,
    /// Begin-inside labels of cues.
    pub(super) cues: Vec<u8>,
    /// For each cue its words and the role of every word of the sentence as it sees them.
    pub(super) roles: Vec<(Range<usize>, Vec<u8>)>,
    /// Whether editors attributed the statement.
    pub(super) attributed: Option<bool>,
}

impl Example {
    /// A sentence of which nothing is known.
    pub(super) fn new(words: Vec<Word>) -> Self {
        let mut listed = Vec::new();
        gazetteer::look_up(&words, &mut listed);
        Self { words, listed, rate: 1.0, ..Self::default() }
    }

    fn analysed(sentence: &Sentence) -> Self {
        let mut example = Self::new(words_of(sentence));
        example.tags = sentence.tags.iter().map(|t| *t as u8).collect();
        if is_projective(&sentence.heads) {
            example.heads.clone_from(&sentence.heads);
            example.relations.clone_from(&sentence.relations);
        }
        example
    }
}

fn examples(data: &Path) -> std::io::Result<Vec<Example>> {
    let mut all = Vec::new();
    for article in corpus::polnear(data, "train")? {
        for (number, sentence) in article.sentences.iter().enumerate() {
            let mut example = Example::analysed(sentence);
            example.silver = names::silver(sentence, number == 0);
            let set = match all.len() % SET_AGAIN {
                0 => Some(words_in_capitals(sentence)),
                1 => Some(words_in_title_case(sentence)),
                _ => None,
            };
            if let Some(words) = set {
                let again = Example::new(words);
                let Example { tags, silver, heads, relations, .. } = &example;
                let (tags, silver) = (tags.clone(), silver.clone());
                let (heads, relations) = (heads.clone(), relations.clone());
                all.push(Example { tags, silver, heads, relations, ..again });
            }
            all.push(example);
        }
    }
    for _ in 0..2 {
        for file in ["gum.train.conllu.gz", "gum_extra.train.conllu.gz"] {
            all.extend(corpus::conllu(&data.join(file))?.iter().map(Example::analysed));
        }
    }
    all.extend(corpus::masc(data)?.iter().map(Example::analysed));
    names::marked(data, &mut all)?;
    attribution::marked(data, &mut all)?;
    claims::marked(data, &mut all)?;
    all.retain(|e| !e.words.is_empty() && e.words.len() <= LONGEST);
    Ok(all)
}

fn words_in_capitals(sentence: &Sentence) -> Vec<Word> {
    sentence.words.iter().map(|w| Word::new(&w.to_uppercase(), true)).collect()
}

/// Every word but the shortest begins with a capital.
fn words_in_title_case(sentence: &Sentence) -> Vec<Word> {
    let title = |word: &String| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if word.len() > 3 => first.to_uppercase().chain(letters).collect(),
            _ => word.clone(),
        }
    };
    sentence.words.iter().map(|w| Word::new(&title(w), false)).collect()
}

fn begin() -> Network {
    let mut dice = Dice::new(7);
    let mut number = |size: f32| ((dice.roll() >> 40) as f32 / (1u64 << 24) as f32 * 2.0 - 1.0) * size;
    let mut weights = Weights::default();
    for part in Part::all() {
        let (rows, columns) = part.shape();
        let size = match part {
            Part::Vectors => 0.1,
            Part::NameSteps => 0.01,
            _ if rows == 1 => 0.0,
            _ => (6.0 / (rows + columns) as f32).sqrt(),
        };
        weights.of_mut(part).mapv_inplace(|_| number(size));
        if let Part::LayerBias(_) = part {
            // Remember by default.
            let half = columns / 6;
            for i in (half..2 * half).chain(4 * half..5 * half) {
                weights.of_mut(part)[[0, i]] = 1.0;
            }
        }
    }
    Network { weights, table: (0..ROWS * WIDTH).map(|_| number(0.1)).collect() }
}

/// Trains the encoder and gives its file.
pub fn train(data: &Path, progress: &ProgressBar) -> std::io::Result<Vec<u8>> {
    let examples = examples(data)?;
    let disguises = Disguises::new(&examples);
    let mut network = begin();
    let mut adam = Adam::new();
    let mut gradients = [Gradient::new(), Gradient::new()];
    let mut dice = [Dice::new(11), Dice::new(12)];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let steps = EPOCHS * order.len().div_ceil(BATCH);
    progress.set_length(steps as u64);
    let mut step = 0;
    for epoch in 0..EPOCHS {
        dice[0].shuffle(&mut order);
        let mut sum = Losses::default();
        for batch in order.chunks(BATCH) {
            let batch: Vec<&Example> = batch.iter().map(|&i| &examples[i]).collect();
            let (one, two) = batch.split_at(batch.len() / 2);
            let [first, second] = &mut gradients;
            let [dice1, dice2] = &mut dice;
            let (a, b) = rayon::join(
                || backward::learn(&network, &disguises, one, dice1, first),
                || backward::learn(&network, &disguises, two, dice2, second),
            );
            first.take(second);
            let rate =
                RATE * (1.0 - step as f32 / steps as f32) * ((step + 1) as f32 / WARM_UP as f32).min(1.0);
            adam.follow(&mut network, first, a.words + b.words, rate);
            sum.add(a);
            sum.add(b);
            step += 1;
            progress.inc(1);
        }
        progress.println(format!("pass {}: {sum}", epoch + 1));
    }
    progress.finish();
    Ok(encoder::write(&network.weights, &network.table))
}

/// Scores of an encoder file on the development sets, a line each.
pub fn measure(data: &Path, bytes: &'static [u8]) -> std::io::Result<String> {
    let Some(encoder) = Encoder::from_bytes(bytes) else {
        return Err(std::io::Error::other("this is no encoder of this version"));
    };
    let silver: Vec<_> = corpus::polnear(data, "dev")?.into_iter().flat_map(|a| a.sentences).collect();
    let gold = corpus::conllu(&data.join("gum.dev.conllu.gz"))?;
    let mut lines = String::new();
    for (set, sentences) in [("polnear.dev", &silver), ("gum.dev", &gold)] {
        let attachment = parse::attachment(&encoder, sentences);
        lines += &format!(
            "{set}: tags {:.4}, heads {:.4}, heads and relations {:.4}\n",
            tags::accuracy(&encoder, sentences),
            attachment.unlabelled,
            attachment.labelled
        );
    }
    for set in ["names.newswire.dev", "names.politics.dev", "names.dev"] {
        let file = format!("{set}.jsonl");
        let (typed, untyped) = names::f1(data, &file, &encoder)?;
        lines += &format!("{set}: names {typed:.3} typed, {untyped:.3} untyped\n");
    }
    let [cue, source, content] = attribution::f1(data, &encoder)?;
    lines += &format!("polnear.dev: content {content:.4}, source {source:.4}, cue {cue:.4}\n");
    Ok(lines)
}
