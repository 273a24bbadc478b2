//! Reads the attributions of PolNeAR for training and measures those that are found (Newell, Margolin, Ruths 2018).

use crate::article::attribution::reader::{CONTENT, SOURCE, read_with};
use crate::article::attribution::speech;
use crate::language::encoder::Encoder;
use crate::language::words::{Word, in_capitals};
use crate::language::{Encoded, Passage, Register, encoder as language, read_encoded};
use crate::text::{Document, Format, Span};
use crate::training::{claims, corpus, encoder};
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

/// One annotated attribution inside a paragraph, in tokens.
#[derive(Clone, Debug, Default)]
struct Marked {
    source: Vec<bool>,
    cue: Vec<bool>,
    content: Vec<bool>,
}

/// One paragraph with its annotation.
struct Example {
    /// The id of its article.
    article: String,
    passage: Passage,
    encoded: Encoded,
    marked: Vec<Marked>,
}

/// The paragraphs of `polnear.{part}.jsonl` with their attributions.
fn examples(data: &Path, part: &str, encoder: &Encoder) -> std::io::Result<Vec<Example>> {
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
            let (passage, encoded) = read_encoded(encoder, block.span.of(document.masked()), register);
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
            out.push(Example {
                article: row["id"].as_str().unwrap_or("").to_owned(),
                passage,
                encoded,
                marked,
            });
        }
    }
    Ok(out)
}

/// The sentences of the training articles with their cues and roles, for the encoder; and those that are one attribution
/// from end to end, or none, as statements that editors attributed or did not.
pub(super) fn marked(data: &Path, out: &mut Vec<encoder::Example>) -> std::io::Result<()> {
    let mut known = Known::new(out);
    for example in examples(data, "train", language::embedded())? {
        let passage = &example.passage;
        let quoted = speech::quoted(passage);
        let capitals = in_capitals(passage.text());
        let words: Vec<Word> =
            passage.tokens.iter().map(|t| Word::new(t.span.of(passage.text()), capitals)).collect();
        let labels = cue_labels(&example);
        let any = |m: &Marked, at: usize| m.source[at] || m.cue[at] || m.content[at];
        for sentence in passage.sentences.iter().map(|s| s.tokens.clone()) {
            let mut one = encoder::Example::new(words[sentence.clone()].to_vec());
            one.quoted = quoted[sentence.clone()].to_vec();
            one.cues = labels[sentence.clone()].to_vec();
            for marked in &example.marked {
                let own: Vec<usize> = sentence.clone().filter(|&t| marked.cue[t]).collect();
                let (Some(&from), Some(&to)) = (own.first(), own.last()) else { continue };
                if to - from >= 8 {
                    continue;
                }
                let role = |t: usize| {
                    if marked.source[t] {
                        SOURCE
                    } else if marked.content[t] {
                        CONTENT
                    } else {
                        0
                    }
                };
                let cue = from - sentence.start..to + 1 - sentence.start;
                one.roles.push((cue, sentence.clone().map(role).collect()));
            }
            let one = known.place(one, out);
            let counts = |t: &usize| passage.word(*t).chars().any(char::is_alphanumeric);
            if quoted[sentence.clone()].contains(&true)
                || sentence.len() < 6
                || claims::kept_back(&example.article)
            {
                continue;
            }
            if !sentence.clone().any(|t| example.marked.iter().any(|m| any(m, t))) {
                out[one].attributed = Some(false);
            }
            for marked in &example.marked {
                if sentence.clone().filter(counts).all(|t| any(marked, t))
                    && sentence.clone().any(|t| marked.cue[t])
                {
                    let bare: Vec<Word> = sentence
                        .clone()
                        .filter(|&t| !marked.source[t] && !marked.cue[t])
                        .filter(|&t| marked.content[t])
                        .map(|t| words[t])
                        .chain(sentence.clone().last().map(|t| words[t]))
                        .collect();
                    if bare.len() > 5 {
                        let mut bare = encoder::Example::new(bare);
                        bare.attributed = Some(true);
                        out.push(bare);
                    }
                }
            }
        }
    }
    Ok(())
}

/// The analysed sentences by their words: a sentence with attributions that is one of them is learned together with its
/// tags and tree.
struct Known(HashMap<Vec<(u64, u64)>, Vec<usize>>);

impl Known {
    fn key(words: &[Word]) -> Vec<(u64, u64)> {
        words.iter().map(|word| (word.lower, word.shape)).collect()
    }

    fn new(examples: &[encoder::Example]) -> Self {
        let mut places: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, example) in examples.iter().enumerate().rev().filter(|(_, e)| !e.silver.is_empty()) {
            places.entry(Self::key(&example.words)).or_default().push(at);
        }
        Self(places)
    }

    /// Adds the attributions of `one` to the analysed sentence that it is, or appends it; gives its place.
    fn place(&mut self, one: encoder::Example, out: &mut Vec<encoder::Example>) -> usize {
        let place = self.0.get_mut(&Self::key(&one.words)).and_then(Vec::pop);
        if let Some(known) = place.and_then(|place| out.get_mut(place)) {
            (known.quoted, known.cues, known.roles) = (one.quoted, one.cues, one.roles);
        } else {
            out.push(one);
        }
        place.unwrap_or(out.len() - 1)
    }
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

/// F1 over tokens of cues, sources and contents in `polnear.dev`.
pub(super) fn f1(data: &Path, encoder: &Encoder) -> std::io::Result<[f64; 3]> {
    let mut counts = [[0usize; 3]; 3];
    for example in examples(data, "dev", encoder)? {
        let found = read_with(encoder, &example.passage, &example.encoded).found;
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
