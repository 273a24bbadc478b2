//! Articles in which every mention is marked with whom it means, and how well a reading agrees with the marks.
//!
//! A mark is `[3:Maren Tollefsen]`; marks can nest. Scores are over exact spans: a mention that was not found costs
//! recall, one that is not marked costs precision.

use std::collections::HashMap;

/// A byte range `[start, end)`.
pub type Range = (usize, usize);

/// Which mentions mean the same: from a mention to the number of whom it means.
pub type Clusters = HashMap<Range, usize>;

/// Takes the marks out of a text and gives the text and what they said.
///
/// # Errors
/// The place of a mark that is not closed or has no number.
pub fn unmark(marked: &str) -> Result<(String, Clusters), String> {
    let (mut text, mut clusters) = (String::with_capacity(marked.len()), Clusters::new());
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['[', ']']) {
        text.push_str(&rest[..at]);
        let mark = &rest[at..];
        if let Some(inside) = mark.strip_prefix('[') {
            let number =
                inside.split_once(':').and_then(|(number, _)| Some((number.len(), number.parse().ok()?)));
            let (digits, number) = number.ok_or_else(|| format!("a mark without a number: {mark:.20}"))?;
            open.push((text.len(), number));
            rest = &inside[digits + 1..];
        } else {
            let (start, number) = open.pop().ok_or_else(|| format!("nothing to close: {mark:.20}"))?;
            clusters.insert((start, text.len()), number);
            rest = &mark[1..];
        }
    }
    text.push_str(rest);
    if open.is_empty() { Ok((text, clusters)) } else { Err("a mark that is not closed".to_owned()) }
}

/// Agreement of readings with marks, added up over articles.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Links in both, in the reading, in the marks.
    pairs: [f64; 3],
    /// B-cubed sums: precision over the reading's mentions, recall over the marked ones.
    cubed: [f64; 2],
    /// Mentions in both, in the reading, marked.
    mentions: [f64; 3],
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Precision.
    pub precision: f64,
    /// Recall.
    pub recall: f64,
    /// F1.
    pub f1: f64,
}

impl Agreement {
    /// Adds one article: what was marked and what was read.
    pub fn add(&mut self, marked: &Clusters, read: &Clusters) {
        let mut marked_sizes: HashMap<usize, f64> = HashMap::new();
        let mut read_sizes: HashMap<usize, f64> = HashMap::new();
        let mut both: HashMap<(usize, usize), f64> = HashMap::new();
        for (span, &number) in marked {
            *marked_sizes.entry(number).or_default() += 1.0;
            if let Some(&own) = read.get(span) {
                *both.entry((number, own)).or_default() += 1.0;
            }
        }
        for &number in read.values() {
            *read_sizes.entry(number).or_default() += 1.0;
        }
        let links = |size: f64| size * (size - 1.0) / 2.0;
        self.pairs[0] += both.values().copied().map(links).sum::<f64>();
        self.pairs[1] += read_sizes.values().copied().map(links).sum::<f64>();
        self.pairs[2] += marked_sizes.values().copied().map(links).sum::<f64>();
        // Bagga and Baldwin (1998); each mention in both has `shared` companions, itself among them.
        for (&(number, own), &shared) in &both {
            self.cubed[0] += shared * shared / read_sizes.get(&own).copied().unwrap_or(1.0);
            self.cubed[1] += shared * shared / marked_sizes.get(&number).copied().unwrap_or(1.0);
        }
        self.mentions[0] += both.values().sum::<f64>();
        self.mentions[1] += read.len() as f64;
        self.mentions[2] += marked.len() as f64;
    }

    /// Over links between two mentions.
    pub fn pairwise(&self) -> Score {
        Score::of(self.pairs[0], self.pairs[1], self.pairs[0], self.pairs[2])
    }

    /// B-cubed.
    pub fn b_cubed(&self) -> Score {
        Score::of(self.cubed[0], self.mentions[1], self.cubed[1], self.mentions[2])
    }

    /// Over mentions, whomever they mean.
    pub fn found(&self) -> Score {
        Score::of(self.mentions[0], self.mentions[1], self.mentions[0], self.mentions[2])
    }
}

impl Score {
    fn of(right: f64, read: f64, found: f64, marked: f64) -> Self {
        let part = |of: f64, all: f64| if all > 0.0 { of / all } else { 0.0 };
        let (precision, recall) = (part(right, read), part(found, marked));
        let sum = precision + recall;
        Self { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "P {:.3}  R {:.3}  F1 {:.3}", self.precision, self.recall, self.f1)
    }
}
