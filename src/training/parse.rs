//! Trains and measures the parser.

use crate::language::model::Model;
use crate::language::parser::{State, Transition, best};
use crate::language::tagger::tag_with;
use crate::language::{Relation, Tag, words::Word};
use crate::training::corpus::{self, Sentence, is_projective};
use crate::training::linear::{Dice, Perceptron};
use crate::training::tags::words_of;
use indicatif::ProgressBar;
use std::path::Path;

/// Passes over the data.
const EPOCHS: usize = 3;
/// Weight steps in the file.
const SCALE: f32 = 0.12;
/// Sentences longer than this are left out of training.
const LONGEST: usize = 120;

/// How well a parser does: unlabelled and labelled attachment, punctuation left out.
#[derive(Clone, Copy, Debug)]
pub struct Attachment {
    /// Share of words with the right head.
    pub unlabelled: f64,
    /// Share of words with the right head and relation.
    pub labelled: f64,
}

/// Trains the parser on words tagged by `tagger`, and gives its model file.
pub fn train(data: &Path, tagger: &Model, progress: &ProgressBar) -> std::io::Result<Vec<u8>> {
    let mut sentences: Vec<Sentence> =
        corpus::polnear(data, "train")?.into_iter().flat_map(|a| a.sentences).collect();
    for _ in 0..2 {
        sentences.extend(corpus::conllu(&data.join("gum.train.conllu.gz"))?);
    }
    sentences.extend(corpus::conllu(&data.join("gum_extra.train.conllu.gz"))?);
    sentences.retain(|s| s.words.len() <= LONGEST && is_projective(&s.heads));
    let prepared: Vec<(Vec<Word>, Vec<Tag>)> = sentences
        .iter()
        .map(|s| {
            let words = words_of(s);
            let tags = tag_with(tagger, &words);
            (words, tags)
        })
        .collect();
    let mut perceptron = Perceptron::ignoring(5);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut dice = Dice::new(2);
    let mut state = State::default();
    let (mut list, mut scores, mut whole) =
        (Vec::new(), vec![0f32; Transition::COUNT], vec![0i32; Transition::COUNT]);
    progress.set_length((EPOCHS * order.len()) as u64);
    for epoch in 0..EPOCHS {
        dice.shuffle(&mut order);
        for &index in &order {
            let (sentence, (words, tags)) = (&sentences[index], &prepared[index]);
            state.begin(words.len());
            while !state.is_final() {
                list.clear();
                state.features(words, tags, |f| list.push(f));
                scores.fill(0.0);
                perceptron.score(&list, &mut scores);
                for (to, from) in whole.iter_mut().zip(&scores) {
                    *to = (*from * 1000.0) as i32;
                }
                let guess = best(&state, &whole);
                let wanted = oracle(&state, sentence, &scores);
                perceptron.tick();
                let costs = state.costs(&sentence.heads);
                let kind = |t: Transition| match t {
                    Transition::Shift => 0,
                    Transition::Left(_) => 1,
                    Transition::Right(_) => 2,
                };
                let right = guess == wanted
                    || (costs[kind(guess)] == 0 && gold_label(&state, sentence, guess) == Some(true));
                if !right {
                    perceptron.update(&list, wanted.index(), guess.index(), 1.0);
                }
                let explore = epoch > 0 && dice.roll() % 10 < 9;
                state.take(if right || explore { guess } else { wanted });
            }
            progress.inc(1);
        }
    }
    let names: Vec<String> = (0..Transition::COUNT)
        .map(|i| match Transition::from_index(i) {
            Transition::Shift => "shift".to_owned(),
            Transition::Left(r) => format!("left {r}"),
            Transition::Right(r) => format!("right {r}"),
        })
        .collect();
    progress.finish_with_message(format!("{} features", perceptron.len()));
    Ok(perceptron
        .averaged(5.0 * SCALE)
        .to_bytes(&names.iter().map(String::as_str).collect::<Vec<_>>(), SCALE))
}

/// Whether an arc transition builds the gold arc with its gold label (`Some(true)`), a wrong label on the gold arc
/// (`Some(false)`), or another arc, where the label does not matter (`Some(true)`).
fn gold_label(state: &State, sentence: &Sentence, transition: Transition) -> Option<bool> {
    let child = state.stacked(0);
    match transition {
        Transition::Shift => Some(true),
        Transition::Left(relation) | Transition::Right(relation) => {
            let head =
                if matches!(transition, Transition::Left(_)) { state.next() } else { state.stacked(1) };
            let gold = *sentence.heads.get(child)?;
            Some(gold != head || sentence.relations[child] == relation)
        }
    }
}

/// The best-scored transition among those that cost least, with the gold label where it builds the gold arc.
fn oracle(state: &State, sentence: &Sentence, scores: &[f32]) -> Transition {
    let costs = state.costs(&sentence.heads);
    let relation = sentence.relations.get(state.stacked(0)).copied().unwrap_or(Relation::Dep);
    let relation = if relation == Relation::Root { Relation::Dep } else { relation };
    let choices = [Transition::Shift, Transition::Left(relation), Transition::Right(relation)];
    let allowed = (0..3).filter(|&i| state.allows(choices[i]));
    let least = allowed.clone().map(|i| costs[i]).min().unwrap_or(0);
    let score = |i: usize| scores[choices[i].index()];
    let cheapest = allowed.filter(|&i| costs[i] == least);
    choices[cheapest
        .fold(None, |best: Option<usize>, i| match best {
            Some(b) if score(b) >= score(i) => Some(b),
            _ => Some(i),
        })
        .unwrap_or(0)]
}

/// Parses the sentences as the product does and compares heads and relations.
pub fn attachment(tagger: &Model, parser: &Model, sentences: &[Sentence]) -> Attachment {
    let (mut heads, mut both, mut total) = (0usize, 0usize, 0usize);
    let mut state = State::default();
    let mut scores = vec![0i32; Transition::COUNT];
    for sentence in sentences {
        let words = words_of(sentence);
        let tags = tag_with(tagger, &words);
        state.begin(words.len());
        while !state.is_final() {
            scores.fill(0);
            state.features(&words, &tags, |f| parser.add(f, &mut scores));
            let transition = best(&state, &scores);
            state.take(transition);
        }
        for (at, (head, relation)) in state.arcs().enumerate() {
            if sentence.relations[at] == Relation::Punct {
                continue;
            }
            let head = head.map_or(at, |h| h as usize);
            total += 1;
            heads += usize::from(head == sentence.heads[at]);
            both += usize::from(head == sentence.heads[at] && relation == sentence.relations[at]);
        }
    }
    let share = |n: usize| n as f64 / total.max(1) as f64;
    Attachment { unlabelled: share(heads), labelled: share(both) }
}
