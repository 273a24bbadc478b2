//! Trains and measures the reader of names, and packs the gazetteers.
//!
//! The silver of PolNeAR brings the language of news, the gold sets the truth: their sentences count more. A silver
//! MISC that is a known nationality or party becomes a group, any other is left out of names.

use crate::language::model::{Model, feature, join};
use crate::language::names::gazetteer::{self, BEGINS, ENTRY, LISTS, LONGEST};
use crate::language::names::reader::{LABELS, OUTSIDE, features, label, may_be_named, may_follow, runs};
use crate::language::tagger::tag_with;
use crate::language::words::{Word, in_capitals};
use crate::language::{NameKind, Tag, sentences, tokens};
use crate::training::corpus;
use crate::training::linear::{Dice, Perceptron, Weights};
use indicatif::ProgressBar;
use std::collections::HashSet;
use std::path::Path;

/// Passes over the data.
const EPOCHS: usize = 7;
/// Weight steps in the file.
const SCALE: f32 = 0.1;

/// Packs the gazetteers into a table.
pub fn pack() -> Vec<u8> {
    let mut entries: std::collections::BTreeMap<u64, Vec<(u8, f32)>> = Default::default();
    let mut begins: std::collections::BTreeSet<u64> = Default::default();
    for (number, (_, file)) in LISTS.iter().enumerate() {
        for row in tokens::rows(file) {
            let words: Vec<Word> =
                tokens::tokenize(row).iter().map(|s| Word::new(s.of(row), false)).collect();
            let Some(first) = words.first().filter(|_| words.len() <= LONGEST) else { continue };
            let entry = words[1..].iter().fold(first.lower, |entry, w| join(entry, w.lower));
            let row = entries.entry(feature(ENTRY, entry)).or_default();
            if !row.iter().any(|(l, _)| *l == number as u8) {
                row.push((number as u8, 1.0));
            }
            if words.len() > 1 {
                begins.insert(feature(BEGINS, first.lower));
            }
        }
    }
    let mut weights = Weights::default();
    entries.into_iter().for_each(|(entry, row)| weights.insert(entry, row));
    begins.into_iter().for_each(|entry| weights.insert(entry, vec![(0, 1.0)]));
    weights.to_bytes(&LISTS.map(|(name, _)| name), 1.0)
}

/// One sentence with its labels.
struct Example {
    words: Vec<Word>,
    tags: Vec<Tag>,
    labels: Vec<u8>,
    /// How far a gold sentence moves the weights, silver being 1.
    rate: f32,
    /// Silver marks no events and works and knows groups only from a list: what it leaves out is not wrong.
    silver: bool,
}

/// A text with marked names, cut into examples. Spans in code points.
fn cut(text: &str, marked: &[(usize, usize, NameKind)], tagger: &Model, rate: f32, out: &mut Vec<Example>) {
    let mut bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    bytes.push(text.len());
    let marked: Vec<(usize, usize, NameKind)> =
        marked.iter().filter_map(|&(s, e, k)| Some((*bytes.get(s)?, *bytes.get(e)?, k))).collect();
    let mut start = 0;
    for piece in text.split("\n\n") {
        let spans: Vec<_> = tokens::tokenize(piece);
        let words: Vec<Word> = {
            let capitals = in_capitals(piece);
            spans.iter().map(|s| Word::new(s.of(piece), capitals)).collect()
        };
        for range in sentences::split(piece, &spans) {
            let words = words[range.clone()].to_vec();
            let tags = tag_with(tagger, &words);
            let mut labels = vec![OUTSIDE; words.len()];
            for &(s, e, kind) in &marked {
                let mut inside = false;
                for (at, span) in spans[range.clone()].iter().enumerate() {
                    if start + span.start >= s && start + span.end <= e {
                        let number = NameKind::ALL.iter().position(|k| *k == kind).unwrap_or(6) as u8;
                        labels[at] = if inside { 2 + 2 * number } else { 1 + 2 * number };
                        inside = true;
                    }
                }
            }
            out.push(Example { words, tags, labels, rate, silver: false });
        }
        start += piece.len() + 2;
    }
}

fn kind_of(name: &str) -> Option<NameKind> {
    Some(match name {
        "PER" | "PERSON" | "person" => NameKind::Person,
        "ORG" | "ORGANIZATION" | "organization" => NameKind::Organization,
        "LOC" | "LOCATION" | "place" => NameKind::Place,
        "event" => NameKind::Event,
        "creative-work" => NameKind::Work,
        "product" => NameKind::Other,
        _ => return None,
    })
}

fn gold(data: &Path, file: &str, tagger: &Model, rate: f32, out: &mut Vec<Example>) -> std::io::Result<()> {
    for row in corpus::json_lines(&data.join(file))? {
        if row["licence"].as_str().is_some_and(|l| l.contains("NC")) {
            continue;
        }
        let text = row["text"].as_str().unwrap_or("");
        let chars: Vec<char> = text.chars().collect();
        let groups: HashSet<&str> = tokens::rows(LISTS[3].1).collect();
        let mut marked = Vec::new();
        for entity in row["entities"].as_array().into_iter().flatten() {
            let (Some(s), Some(e)) = (entity[0].as_u64(), entity[1].as_u64()) else { continue };
            let words: String = chars.get(s as usize..e as usize).unwrap_or(&[]).iter().collect();
            let kind = match entity[2].as_str().unwrap_or("") {
                "MISC" if groups.contains(words.to_lowercase().as_str()) => Some(NameKind::Group),
                "MISC" | "misc" => Some(NameKind::Other),
                "election" => Some(NameKind::Event),
                other => kind_of(other),
            };
            marked.extend(kind.map(|k| (s as usize, e as usize, k)));
        }
        cut(text, &marked, tagger, rate, out);
    }
    Ok(())
}

/// GUM's entities that are names: every word between first and last capitalized word of a mention with a proper head.
fn gum(data: &Path, tagger: &Model, rate: f32, out: &mut Vec<Example>) -> std::io::Result<()> {
    for file in ["gum_news.jsonl", "gum_other.jsonl.gz"] {
        for row in corpus::json_lines(&data.join(file))? {
            if row["split"] != "train" || row["licence"].as_str().is_some_and(|l| l.contains("NC")) {
                continue;
            }
            let text = row["text"].as_str().unwrap_or("");
            let empty = Vec::new();
            let sents = row["sentences"].as_array().unwrap_or(&empty);
            let mut marked: Vec<(usize, usize, NameKind)> = Vec::new();
            for entity in row["entities"].as_array().into_iter().flatten() {
                let field = |name: &str| entity[name].as_u64().unwrap_or(0) as usize;
                let Some(sentence) = sents.get(field("sent")) else { continue };
                let numbers = |name: &str| -> Vec<usize> {
                    sentence[name]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(|n| n.as_u64())
                        .map(|n| n as usize)
                        .collect()
                };
                let (b, e) = (numbers("b"), numbers("e"));
                let tags: Vec<&str> = sentence["xpos"].as_str().unwrap_or("").split(' ').collect();
                let relations: Vec<&str> = sentence["rel"].as_str().unwrap_or("").split(' ').collect();
                let heads = numbers("head");
                let range = field("tok")..field("tok_end").min(tags.len());
                let proper: Vec<usize> = range.clone().filter(|&t| tags[t].starts_with("NNP")).collect();
                let head = range
                    .clone()
                    .find(|&t| !range.contains(&heads.get(t).copied().unwrap_or(0).wrapping_sub(1)));
                let (Some(&from), Some(head)) = (proper.first(), head) else { continue };
                if !tags[head].starts_with("NNP") || head < from {
                    continue;
                }
                // The run of proper nouns (and "of", "the", numbers between them) around the head.
                let to = proper
                    .iter()
                    .copied()
                    .filter(|&t| t >= head)
                    .take_while(|&t| {
                        t == head
                            || relations
                                .get(t)
                                .is_some_and(|r| matches!(*r, "flat" | "compound" | "nmod" | "nummod"))
                    })
                    .last()
                    .unwrap_or(head);
                if to - from > 7 {
                    continue;
                }
                let kind = match entity["type"].as_str().unwrap_or("") {
                    "person" => NameKind::Person,
                    "organization" => NameKind::Organization,
                    "place" => NameKind::Place,
                    "event" => NameKind::Event,
                    _ => NameKind::Other,
                };
                if let (Some(&s), Some(&e)) = (b.get(from), e.get(to)) {
                    marked.push((s, e, kind));
                }
            }
            // Of nested names the longest counts.
            marked.sort_by_key(|m| (m.0, usize::MAX - m.1));
            let mut kept: Vec<(usize, usize, NameKind)> = Vec::new();
            for name in marked {
                if kept.last().is_none_or(|last| name.0 >= last.1) {
                    kept.push(name);
                }
            }
            cut(text, &kept, tagger, rate, out);
        }
    }
    Ok(())
}

fn silver(data: &Path, tagger: &Model, out: &mut Vec<Example>) -> std::io::Result<()> {
    let groups: HashSet<&str> = tokens::rows(LISTS[3].1).collect();
    for article in corpus::polnear(data, "train")? {
        for (number, sentence) in article.sentences.iter().enumerate() {
            let words = crate::training::tags::words_of(sentence);
            // The analyser is at its weakest in headlines.
            let titled = words.iter().filter(|w| w.capital).count() * 3 > words.len() * 2;
            if words.len() < 4 || number == 0 && titled {
                continue;
            }
            let tags = tag_with(tagger, &words);
            let mut labels = vec![OUTSIDE; words.len()];
            for at in 0..words.len() {
                let class = sentence.names[at].as_str();
                let kind = match class {
                    "MISC" if groups.contains(sentence.words[at].to_lowercase().as_str()) => {
                        Some(NameKind::Group)
                    }
                    "MISC" => None,
                    other => kind_of(other),
                };
                let Some(kind) = kind else { continue };
                let number = NameKind::ALL.iter().position(|k| *k == kind).unwrap_or(6) as u8;
                let goes_on = at > 0
                    && sentence.names[at - 1] == class
                    && labels[at - 1] == 2 * number + 1 + u8::from(labels[at - 1].is_multiple_of(2));
                labels[at] = if goes_on && kind != NameKind::Group { 2 + 2 * number } else { 1 + 2 * number };
            }
            out.push(Example { words, tags, labels, rate: 1.0, silver: true });
        }
    }
    Ok(())
}

/// Trains the reader and gives its model file.
pub fn train(data: &Path, tagger: &Model, progress: &ProgressBar) -> std::io::Result<Vec<u8>> {
    let mut examples = Vec::new();
    silver(data, tagger, &mut examples)?;
    for (file, rate) in [
        ("names.wikigold.jsonl", 2.0),
        ("names.politics.train.jsonl", 2.0),
        ("names.wnut17.train.jsonl", 1.0),
        ("names.re3d.train.jsonl", 1.0),
    ] {
        gold(data, file, tagger, rate, &mut examples)?;
    }
    gum(data, tagger, 1.5, &mut examples)?;
    let mut perceptron = Perceptron::ignoring(1);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice = Dice::new(5);
    let (mut list, mut listed, mut scores) = (Vec::new(), Vec::new(), vec![0f32; LABELS]);
    progress.set_length((EPOCHS * order.len()) as u64);
    for _ in 0..EPOCHS {
        dice.shuffle(&mut order);
        for &index in &order {
            let Example { words, tags, labels: gold, rate, silver } = &examples[index];
            gazetteer::look_up(words, &mut listed);
            let mut labels: Vec<u8> = Vec::with_capacity(gold.len());
            for (at, &right) in gold.iter().enumerate() {
                let before = at.checked_sub(1).map_or(OUTSIDE, |i| labels[i]);
                if !may_be_named(words, tags, at, before) {
                    labels.push(OUTSIDE);
                    continue;
                }
                list.clear();
                features(words, tags, &listed, &labels, at, |f| list.push(f));
                scores.fill(0.0);
                perceptron.score(&list, &mut scores);
                let mut guess = 0;
                for (label, &score) in scores.iter().enumerate() {
                    if score > scores[guess] && may_follow(label, before) {
                        guess = label;
                    }
                }
                // An inside whose begin was missed is a begin.
                let wanted = right as usize;
                let wanted = if may_follow(wanted, before) { wanted } else { wanted - 1 };
                let unknown = *silver && wanted == 0 && guess >= 9;
                perceptron.tick();
                if guess != wanted && !unknown {
                    perceptron.update(&list, wanted, guess, *rate);
                }
                labels.push(if may_follow(wanted, before) && !dice.roll().is_multiple_of(4) {
                    right
                } else {
                    guess as u8
                });
            }
            progress.inc(1);
        }
    }
    progress.finish();
    let names: Vec<String> = std::iter::once("outside".to_owned())
        .chain(NameKind::ALL.iter().flat_map(|k| [format!("begin {k:?}"), format!("inside {k:?}")]))
        .collect();
    Ok(perceptron
        .averaged(SCALE * 0.7)
        .to_bytes(&names.iter().map(String::as_str).collect::<Vec<_>>(), SCALE))
}

/// Exact spans of persons, organizations and places in a data set: F1 with kinds, F1 without.
pub fn f1(data: &Path, file: &str, tagger: &Model, model: &Model) -> std::io::Result<(f64, f64)> {
    let counted =
        |kind: NameKind| matches!(kind, NameKind::Person | NameKind::Organization | NameKind::Place);
    let mut counts = [[0usize; 3]; 2];
    for row in corpus::json_lines(&data.join(file))? {
        let text = row["text"].as_str().unwrap_or("");
        let chars: Vec<char> = text.chars().collect();
        let mut bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        bytes.push(text.len());
        let mut gold: HashSet<(usize, usize, NameKind)> = HashSet::new();
        for entity in row["entities"].as_array().into_iter().flatten() {
            let (s, e) = (entity[0].as_u64().unwrap_or(0) as usize, entity[1].as_u64().unwrap_or(0) as usize);
            if let Some(kind) = kind_of(entity[2].as_str().unwrap_or("")).filter(|k| counted(*k))
                && chars[s..e].iter().any(char::is_ascii_uppercase)
            {
                gold.insert((bytes[s], bytes[e], kind));
            }
        }
        let mut found: HashSet<(usize, usize, NameKind)> = HashSet::new();
        let (mut start, mut listed) = (0, Vec::new());
        for piece in text.split("\n\n") {
            let spans = tokens::tokenize(piece);
            let capitals = in_capitals(piece);
            let words: Vec<Word> = spans.iter().map(|s| Word::new(s.of(piece), capitals)).collect();
            for range in sentences::split(piece, &spans) {
                let words = &words[range.clone()];
                let tags = tag_with(tagger, words);
                gazetteer::look_up(words, &mut listed);
                for (run, kind) in runs(&label(model, words, &tags, &listed)) {
                    if counted(kind) {
                        found.insert((
                            start + spans[range.start + run.start].start,
                            start + spans[range.start + run.end - 1].end,
                            kind,
                        ));
                    }
                }
            }
            start += piece.len() + 2;
        }
        let plain =
            |set: &HashSet<(usize, usize, NameKind)>| set.iter().map(|x| (x.0, x.1)).collect::<HashSet<_>>();
        counts[0][0] += gold.intersection(&found).count();
        counts[0][1] += found.len();
        counts[0][2] += gold.len();
        counts[1][0] += plain(&gold).intersection(&plain(&found)).count();
        counts[1][1] += plain(&found).len();
        counts[1][2] += plain(&gold).len();
    }
    let f1 = |[both, found, gold]: [usize; 3]| 2.0 * both as f64 / (found + gold).max(1) as f64;
    Ok((f1(counts[0]), f1(counts[1])))
}
