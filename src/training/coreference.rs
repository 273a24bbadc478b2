//! Measures who is meant: on the project's own marked articles, and on the gold coreference of GUM's news.

use crate::article::{Article, MentionForm};
use crate::text::{Document, Format};
use crate::training::agreement::{Agreement, Clusters, Range, unmark};
use serde_json::Value;
use std::collections::HashMap;
use std::io::{Error, Result};
use std::path::Path;

/// Agreement on each of the marked articles in `folder` (`tests/articles-coref`, `tests/marked`) by name, and on all of them.
///
/// # Errors
/// A folder or file that cannot be read; a mark that is not closed.
pub fn marked_articles(folder: &Path) -> Result<(Vec<(String, Agreement)>, Agreement)> {
    let mut paths = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let (mut each, mut all) = (Vec::new(), Agreement::default());
    for path in paths {
        let (text, marked) = unmark(&std::fs::read_to_string(&path)?).map_err(Error::other)?;
        let read = clusters(&Article::of(Document::read(text, Format::Plain)));
        let mut own = Agreement::default();
        own.add(&marked, &read);
        all.add(&marked, &read);
        each.push((path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), own));
    }
    Ok((each, all))
}

/// Scores on `gum_news.jsonl` (22 Wikinews articles): agreement on the mentions that both have, and the share of the
/// linked pronouns of the third person that mean whom GUM says.
///
/// # Errors
/// A file that cannot be read or is not in the format of the data's SOURCES.md.
pub fn gum_news(path: &Path) -> Result<(Agreement, f64)> {
    let (mut all, mut pronouns) = (Agreement::default(), [0usize; 2]);
    for line in std::fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or("");
        let gold = gold_mentions(&row, text);
        let article = Article::of(Document::read(text, Format::Plain));
        let (mut marked, mut read) = (Clusters::new(), Clusters::new());
        let mut chosen = Vec::new();
        for mention in article.mentions.iter().filter(|m| m.form != MentionForm::Demonym) {
            let span = (mention.span.start, mention.span.end);
            if let Some(number) = gold_of(span, &gold) {
                marked.insert(span, number);
                read.insert(span, mention.entity);
                chosen.push((mention, number));
            }
        }
        all.add(&marked, &read);
        let mut usual: HashMap<usize, HashMap<usize, usize>> = HashMap::new();
        for (mention, number) in chosen.iter().filter(|(m, _)| m.form.is_name()) {
            *usual.entry(mention.entity).or_default().entry(*number).or_default() += 1;
        }
        for (mention, number) in chosen.iter().filter(|(m, _)| m.form == MentionForm::Pronoun) {
            let counts = usual.get(&mention.entity).into_iter().flatten();
            let entity = counts.max_by_key(|&(number, count)| (*count, *number)).map(|(number, _)| *number);
            pronouns[0] += usize::from(entity == Some(*number));
            pronouns[1] += 1;
        }
    }
    Ok((all, pronouns[0] as f64 / pronouns[1].max(1) as f64))
}

fn clusters(article: &Article) -> Clusters {
    article.mentions.iter().map(|m| ((m.span.start, m.span.end), m.entity)).collect()
}

/// GUM's mentions with their clusters, in bytes, shortest first.
fn gold_mentions(row: &Value, text: &str) -> Vec<(Range, usize)> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let at = |value: &Value| value.as_u64().and_then(|v| bytes.get(v as usize)).copied();
    let number = |value: &Value| value.as_str().and_then(|v| v.parse().ok());
    let entities = row["entities"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mention = |e: &Value| Some(((at(&e["start"])?, at(&e["end"])?), number(&e["coref"])?));
    let mut mentions: Vec<(Range, usize)> = entities.iter().filter_map(mention).collect();
    mentions.sort_by_key(|((start, end), _)| end - start);
    mentions
}

/// The cluster of the shortest gold phrase that ends (but for 's) where a mention ends and covers it.
fn gold_of(span: Range, gold: &[(Range, usize)]) -> Option<usize> {
    let ends =
        |&&((start, end), _): &&(Range, usize)| start <= span.0 && (span.1..=span.1 + 4).contains(&end);
    gold.iter().find(ends).map(|&(_, number)| number)
}
