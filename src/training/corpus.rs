//! Reads the data sets: CoreNLP's silver analysis of PolNeAR, GUM, MASC; one sentence type for all, in Universal
//! Dependencies 2 and Penn tags.
//!
//! How the schemes are brought together. The silver is UD 1 with Penn tags and gives the tag TO to every "to": a
//! prepositional one becomes IN, as in GUM; dobj, nsubjpass, csubjpass, auxpass, mwe and neg take their UD 2 names; an nmod
//! under a verb, adjective or adverb becomes obl, and obl:agent under a passive with "by"; a conjunction hangs under the
//! conjunct that follows it. GUM's personal names (flat, headed by the first word) become compounds headed by the last
//! word, as the silver has them, and its unmarked and descriptive modifiers take the older names.

use crate::language::{Relation, Tag};
use flate2::read::GzDecoder;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// One analysed sentence.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Words as written.
    pub words: Vec<String>,
    /// Where each word stands in its article, in code points; empty where the set has no text.
    pub spans: Vec<(usize, usize)>,
    /// Lemmas; empty where the set has none.
    pub lemmas: Vec<String>,
    /// Penn tags.
    pub tags: Vec<Tag>,
    /// Index of each word's head, its own for the root; empty where the set has no parse.
    pub heads: Vec<usize>,
    /// Relations.
    pub relations: Vec<Relation>,
    /// CoreNLP's name classes; empty for gold sets.
    pub names: Vec<String>,
}

/// Sentences of one article.
#[derive(Clone, Debug, Default)]
pub struct Analysed {
    /// The article's id.
    pub id: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// The text of a file, unpacked if its name ends in .gz.
pub fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    let file = std::fs::File::open(path)
        .map_err(|error| std::io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    if path.extension().is_some_and(|e| e == "gz") {
        GzDecoder::new(BufReader::new(file)).read_to_string(&mut text)?;
    } else {
        BufReader::new(file).read_to_string(&mut text)?;
    }
    Ok(text)
}

/// The JSON objects of a JSON-lines file.
pub fn json_lines(path: &Path) -> std::io::Result<Vec<serde_json::Value>> {
    let text = read(path)?;
    text.as_bytes()
        .lines()
        .filter(|line| line.as_ref().map_or(true, |l| !l.trim().is_empty()))
        .map(|line| serde_json::from_str(&line?).map_err(std::io::Error::other))
        .collect()
}

/// The silver analysis of PolNeAR: `polnear.{part}.tokens.tsv.gz` with the words of `polnear.{part}.jsonl`.
pub fn polnear(data: &Path, part: &str) -> std::io::Result<Vec<Analysed>> {
    let texts: std::collections::HashMap<String, Vec<char>> =
        json_lines(&data.join(format!("polnear.{part}.jsonl")))?
            .iter()
            .map(|row| {
                (
                    row["id"].as_str().unwrap_or("").to_owned(),
                    row["text"].as_str().unwrap_or("").chars().collect(),
                )
            })
            .collect();
    let mut articles: Vec<Analysed> = Vec::new();
    let mut sentence = Sentence::default();
    let mut chars: &[char] = &[];
    let tsv = read(&data.join(format!("polnear.{part}.tokens.tsv.gz")))?;
    for line in tsv.lines().chain([""]) {
        if let Some(id) = line.strip_prefix("# id = ") {
            articles.push(Analysed { id: id.to_owned(), sentences: Vec::new() });
            chars = texts.get(id).map_or(&[], Vec::as_slice);
        } else if line.is_empty() {
            if !sentence.words.is_empty()
                && let Some(article) = articles.last_mut()
            {
                bring_to_ud2(&mut sentence);
                article.sentences.push(std::mem::take(&mut sentence));
            }
        } else {
            let fields: Vec<&str> = line.split('\t').collect();
            let [_, start, end, lemma, tag, name, head, relation] = fields[..] else { continue };
            let (start, end): (usize, usize) = (start.parse().unwrap_or(0), end.parse().unwrap_or(0));
            let index = sentence.words.len();
            sentence.words.push(chars.get(start..end).map(|c| c.iter().collect()).unwrap_or_default());
            sentence.spans.push((start, end));
            sentence.lemmas.push(lemma.to_owned());
            sentence.tags.push(Tag::from_name(tag).unwrap_or(Tag::Nn));
            sentence.names.push(name.to_owned());
            sentence.heads.push(head.parse::<usize>().unwrap_or(0).checked_sub(1).unwrap_or(index));
            sentence.relations.push(relation_of(relation));
        }
    }
    Ok(articles)
}

/// A CoNLL-U file.
pub fn conllu(path: &Path) -> std::io::Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    for line in read(path)?.lines().chain([""]) {
        if line.is_empty() {
            if !sentence.words.is_empty() {
                head_names_last(&mut sentence);
                sentences.push(std::mem::take(&mut sentence));
            }
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, _, tag, _, head, relation, _, _] = fields[..] else { continue };
        if id.parse::<usize>().is_err() {
            continue;
        }
        let index = sentence.words.len();
        sentence.words.push(form.to_owned());
        sentence.lemmas.push(lemma.to_owned());
        sentence.tags.push(Tag::from_name(tag).unwrap_or(Tag::Nn));
        sentence.heads.push(head.parse::<usize>().unwrap_or(0).checked_sub(1).unwrap_or(index));
        sentence.relations.push(relation_of(relation));
    }
    Ok(sentences)
}

/// MASC's `word_TAG` lines.
pub fn masc(data: &Path) -> std::io::Result<Vec<Sentence>> {
    let text = read(&data.join("masc_news.pos.txt.gz"))?;
    let pair = |token: &str| {
        let (word, tag) = token.rsplit_once('_')?;
        Some((word.to_owned(), Tag::from_name(tag)?))
    };
    Ok(text
        .lines()
        .map(|line| {
            let (words, tags) = line.split(' ').filter_map(pair).unzip();
            Sentence { words, tags, ..Sentence::default() }
        })
        .filter(|s| !s.words.is_empty())
        .collect())
}

/// The relation of this name in any of the schemes.
fn relation_of(name: &str) -> Relation {
    let name = match name {
        "dobj" => "obj",
        "nsubjpass" => "nsubj:pass",
        "csubjpass" => "csubj:pass",
        "auxpass" => "aux:pass",
        "mwe" => "fixed",
        "neg" => "advmod",
        "foreign" => "flat",
        "remnant" => "orphan",
        "obl:unmarked" => "obl:npmod",
        "nmod:unmarked" | "nmod:desc" => "nmod:npmod",
        "nsubj:outer" => "nsubj",
        "csubj:outer" => "csubj",
        "advcl:relcl" => "advcl",
        other => other,
    };
    Relation::from_name(name)
        .or_else(|| Relation::from_name(name.split(':').next()?))
        .unwrap_or(Relation::Dep)
}

/// Brings a silver sentence from UD 1 to UD 2.
fn bring_to_ud2(sentence: &mut Sentence) {
    let count = sentence.words.len();
    for at in 0..count {
        let head = sentence.heads[at];
        if sentence.tags[at] == Tag::To && sentence.relations[at] == Relation::Case {
            sentence.tags[at] = Tag::In;
        }
        let predicate = matches!(
            sentence.tags[head],
            Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz | Tag::Jj | Tag::Jjr | Tag::Rb
        );
        let passive =
            (0..count).any(|w| sentence.heads[w] == head && sentence.relations[w] == Relation::AuxPass);
        let by = (0..count).any(|w| {
            sentence.heads[w] == at
                && sentence.relations[w] == Relation::Case
                && sentence.words[w].eq_ignore_ascii_case("by")
        });
        sentence.relations[at] = match sentence.relations[at] {
            Relation::Nmod if by && (passive || sentence.tags[head] == Tag::Vbn) => Relation::OblAgent,
            Relation::Nmod if predicate => Relation::Obl,
            Relation::NmodTmod if predicate => Relation::OblTmod,
            Relation::NmodNpmod if predicate => Relation::OblNpmod,
            Relation::Nmod if !predicate => Relation::Nmod,
            other => other,
        };
    }
    for at in 0..count {
        if sentence.relations[at] == Relation::Cc {
            let head = sentence.heads[at];
            let next = (at + 1..count)
                .find(|&w| sentence.heads[w] == head && sentence.relations[w] == Relation::Conj);
            if let Some(next) = next {
                sentence.heads[at] = next;
            }
        }
    }
}

/// Makes the last word of a flat proper name its head and the others compounds.
fn head_names_last(sentence: &mut Sentence) {
    for first in 0..sentence.words.len() {
        let mut last = first;
        while last + 1 < sentence.words.len()
            && sentence.heads[last + 1] == first
            && sentence.relations[last + 1] == Relation::Flat
            && sentence.tags[last + 1].is_proper()
        {
            last += 1;
        }
        if last == first || !sentence.tags[first].is_proper() {
            continue;
        }
        let (head, relation) = (sentence.heads[first], sentence.relations[first]);
        for at in 0..sentence.words.len() {
            if sentence.heads[at] == first && at != first {
                sentence.heads[at] = last;
            }
        }
        for at in first..last {
            (sentence.heads[at], sentence.relations[at]) = (last, Relation::Compound);
        }
        sentence.heads[last] = if head == first { last } else { head };
        sentence.relations[last] = relation;
    }
}

/// Whether no two arcs cross: what the parser can learn from.
pub fn is_projective(heads: &[usize]) -> bool {
    let arc = |at: usize| (at.min(heads[at]), at.max(heads[at]));
    let roots: Vec<usize> = (0..heads.len()).filter(|&w| heads[w] == w).collect();
    if roots.len() != 1 {
        return false;
    }
    (0..heads.len()).all(|a| {
        let (low, high) = arc(a);
        let crosses = |b: usize| {
            let (from, to) = arc(b);
            from != to && (low < from && from < high && high < to || from < low && low < to && to < high)
        };
        // The root's arc comes from outside: nothing may span it.
        let covers_root = low != high && roots.iter().any(|&r| low < r && r < high);
        !covers_root && (low == high || !(0..heads.len()).any(crosses))
    })
}
