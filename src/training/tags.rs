//! Trains and measures the tagger.

use crate::language::model::{Model, feature};
use crate::language::tagger::{ALWAYS, features, tag_with};
use crate::language::{Tag, words::Word, words::in_capitals};
use crate::training::corpus::{self, Sentence};
use crate::training::linear::{Dice, Perceptron, Plain};
use indicatif::ProgressBar;
use std::collections::HashMap;
use std::path::Path;

/// Passes over the data.
const EPOCHS: usize = 6;
/// Weight steps in the file, and the smallest weight that is kept.
const SCALE: f32 = 0.1;

/// Hashes the words of a sentence as the tagger sees them.
pub fn words_of(sentence: &Sentence) -> Vec<Word> {
    let capitals = in_capitals(&sentence.words.join(" "));
    sentence.words.iter().map(|w| Word::new(w, capitals)).collect()
}

/// The training sentences: the silver, and the gold sets three times.
fn sentences(data: &Path) -> std::io::Result<Vec<Sentence>> {
    let mut all: Vec<Sentence> =
        corpus::polnear(data, "train")?.into_iter().flat_map(|a| a.sentences).collect();
    for _ in 0..3 {
        all.extend(corpus::conllu(&data.join("gum.train.conllu.gz"))?);
        all.extend(corpus::conllu(&data.join("gum_extra.train.conllu.gz"))?);
        all.extend(corpus::masc(data)?);
    }
    Ok(all)
}

/// Trains the tagger and gives its model file.
pub fn train(data: &Path, progress: &ProgressBar) -> std::io::Result<Vec<u8>> {
    let sentences = sentences(data)?;
    let hashed: Vec<Vec<Word>> = sentences.iter().map(words_of).collect();
    let always = only_tags(&sentences, &hashed);
    let mut perceptron = Perceptron::ignoring(2);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut dice = Dice::new(1);
    let (mut list, mut scores) = (Vec::new(), vec![0f32; Tag::ALL.len()]);
    progress.set_length((EPOCHS * order.len()) as u64);
    for _ in 0..EPOCHS {
        dice.shuffle(&mut order);
        for &index in &order {
            let (words, gold) = (&hashed[index], &sentences[index].tags);
            let mut tags: Vec<Tag> = Vec::with_capacity(gold.len());
            for at in 0..words.len() {
                if let Some(&tag) = always.get(&words[at].form) {
                    tags.push(tag);
                    continue;
                }
                list.clear();
                features(words, at, &tags, |f| list.push(f));
                scores.fill(0.0);
                perceptron.score(&list, &mut scores);
                let guess =
                    (0..scores.len()).fold(0, |best, i| if scores[i] > scores[best] { i } else { best });
                perceptron.tick();
                if guess != gold[at] as usize {
                    perceptron.update(&list, gold[at] as usize, guess, 1.0);
                }
                tags.push(Tag::from_index(guess).unwrap_or(Tag::Nn));
            }
            progress.inc(1);
        }
    }
    let mut weights = perceptron.averaged(SCALE * 0.5);
    for (form, tag) in always {
        weights.insert(feature(ALWAYS, form), vec![(tag as u8, 127.0 * SCALE)]);
    }
    Ok(weights.to_bytes(&Tag::ALL.iter().map(|t| t.as_str()).collect::<Vec<_>>(), SCALE))
}

/// Words seen often and always with one tag.
fn only_tags(sentences: &[Sentence], hashed: &[Vec<Word>]) -> HashMap<u64, Tag, Plain> {
    let mut counts: HashMap<u64, HashMap<Tag, usize>, Plain> = HashMap::default();
    for (sentence, words) in sentences.iter().zip(hashed) {
        for (word, tag) in words.iter().zip(&sentence.tags) {
            *counts.entry(word.form).or_default().entry(*tag).or_default() += 1;
        }
    }
    let sure = |(form, tags): (u64, HashMap<Tag, usize>)| {
        let total: usize = tags.values().sum();
        let (tag, count) = tags.into_iter().max_by_key(|&(tag, count)| (count, tag))?;
        (total >= 40 && count as f64 >= total as f64 * 0.997).then_some((form, tag))
    };
    counts.into_iter().filter_map(sure).collect()
}

/// Share of words tagged right.
pub fn accuracy(model: &Model, sentences: &[Sentence]) -> f64 {
    let (mut right, mut total) = (0usize, 0usize);
    for sentence in sentences {
        let tags = tag_with(model, &words_of(sentence));
        right += tags.iter().zip(&sentence.tags).filter(|(a, b)| a == b).count();
        total += tags.len();
    }
    right as f64 / total.max(1) as f64
}
