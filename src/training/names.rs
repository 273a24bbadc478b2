//! Reads the sets of names for training, measures the reader of names, and packs the gazetteers.
//!
//! The silver of PolNeAR brings the language of news, the gold sets the truth; each trains a layer of its own over the
//! same encoder. A silver MISC that is a known nationality or party becomes a group, any other is left out of names.

use crate::language::encoder::{Encoder, Part};
use crate::language::model::{feature, join};
use crate::language::names::gazetteer::{self, BEGINS, ENTRY, LISTS, LONGEST};
use crate::language::names::reader::{OUTSIDE, label, runs};
use crate::language::words::{Word, in_capitals};
use crate::language::{NameKind, sentences, tokens};
use crate::training::corpus::{self, Sentence};
use crate::training::encoder::Example;
use crate::training::linear::Weights;
use std::collections::HashSet;
use std::path::Path;

/// Packs the gazetteers into a table.
pub fn pack() -> Vec<u8> {
    let mut entries: std::collections::BTreeMap<u64, Vec<(u8, f32)>> = Default::default();
    let mut begins: std::collections::BTreeSet<u64> = Default::default();
    for (number, (_, file)) in LISTS.iter().enumerate() {
        for row in tokens::rows(file) {
            // In the middle of a text, so that the period of "mr." is no full stop.
            let text = format!("{row} x");
            let mut words: Vec<Word> =
                tokens::tokenize(&text).iter().map(|s| Word::new(s.of(&text), false)).collect();
            words.pop();
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

/// A text with marked names, cut into examples. Spans in code points.
fn cut(text: &str, marked: &[(usize, usize, NameKind)], rate: f32, out: &mut Vec<Example>) {
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
            let mut example = Example::new(words);
            (example.names, example.rate) = (labels, rate);
            out.push(example);
        }
        start += piece.len() + 2;
    }
}

pub(super) fn kind_of(name: &str) -> Option<NameKind> {
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

fn gold(data: &Path, file: &str, rate: f32, out: &mut Vec<Example>) -> std::io::Result<()> {
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
        cut(text, &marked, rate, out);
    }
    Ok(())
}

/// GUM's entities that are names: every word between first and last capitalized word of a mention with a proper head.
fn gum(data: &Path, rate: f32, out: &mut Vec<Example>) -> std::io::Result<()> {
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
            cut(text, &kept, rate, out);
        }
    }
    Ok(())
}

/// The labels of a silver sentence; empty where the analyser is at its weakest, which is in headlines.
pub(super) fn silver(sentence: &Sentence, headline: bool) -> Vec<u8> {
    let groups: HashSet<&str> = tokens::rows(LISTS[3].1).collect();
    let titled = sentence.words.iter().filter(|w| w.starts_with(char::is_uppercase)).count() * 3
        > sentence.words.len() * 2;
    if sentence.words.len() < 4 || headline && titled {
        return Vec::new();
    }
    let mut labels = vec![OUTSIDE; sentence.words.len()];
    for at in 0..sentence.words.len() {
        let class = sentence.names[at].as_str();
        let kind = match class {
            "MISC" if groups.contains(sentence.words[at].to_lowercase().as_str()) => Some(NameKind::Group),
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
    labels
}

/// Every sentence whose names were marked by hand.
pub(super) fn marked(data: &Path, out: &mut Vec<Example>) -> std::io::Result<()> {
    for (file, rate) in [
        ("names.wikigold.jsonl", 4.0),
        ("names.politics.train.jsonl", 4.0),
        ("names.wnut17.train.jsonl", 2.0),
        ("names.re3d.train.jsonl", 2.0),
    ] {
        gold(data, file, rate, out)?;
    }
    gum(data, 3.0, out)
}

/// Exact spans of persons, organizations and places in a data set: F1 with kinds, F1 without.
pub(super) fn f1(data: &Path, file: &str, encoder: &Encoder) -> std::io::Result<(f64, f64)> {
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
        let mut start = 0;
        for piece in text.split("\n\n") {
            let spans = tokens::tokenize(piece);
            let capitals = in_capitals(piece);
            let words: Vec<Word> = spans.iter().map(|s| Word::new(s.of(piece), capitals)).collect();
            let sentences = sentences::split(piece, &spans);
            let mut listed = Vec::new();
            sentences.iter().for_each(|range| gazetteer::look_up(&words[range.clone()], &mut listed));
            let encoded = encoder.encode(&words, &listed, &sentences);
            let scores = encoder.scores(encoded.view(), Part::Names, Part::NamesBias);
            for range in sentences {
                for (run, kind) in runs(&label(
                    scores.slice_axis(ndarray::Axis(0), range.clone().into()),
                    encoder.weights.of(Part::NameSteps),
                )) {
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
