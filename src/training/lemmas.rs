//! Makes the table of words whose lemma the rules get wrong, and measures lemmas.

use crate::language::lemma::{by_rule, class, lemmatize};
use crate::training::corpus::{self, Sentence};
use std::collections::BTreeMap;
use std::path::Path;

/// First lines of the table.
const NOTICE: &str = "# Words whose lemma the rules of lemma.rs get wrong: word, class of inflection, lemma. Made by the training program\n# from PolNeAR's silver analysis and GUM; sorted.\n";

/// Makes the table as text.
pub fn table(data: &Path) -> std::io::Result<String> {
    let mut sentences: Vec<Sentence> =
        corpus::polnear(data, "train")?.into_iter().flat_map(|a| a.sentences).collect();
    sentences.extend(corpus::conllu(&data.join("gum.train.conllu.gz"))?);
    let mut counts: BTreeMap<(String, char), BTreeMap<String, usize>> = BTreeMap::new();
    for sentence in &sentences {
        for ((word, lemma), &tag) in sentence.words.iter().zip(&sentence.lemmas).zip(&sentence.tags) {
            let Some(class) = class(tag) else { continue };
            let plain = |text: &str| text.replace(['’', '‘'], "'").to_lowercase();
            let (word, lemma) = (plain(word), plain(lemma));
            if word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-'))
                && !lemma.contains(['\t', ' '])
            {
                *counts.entry((word, class)).or_default().entry(lemma).or_default() += 1;
            }
        }
    }
    let mut out = NOTICE.to_owned();
    for ((word, class), lemmas) in counts {
        let Some((lemma, count)) = lemmas.into_iter().max_by_key(|(_, count)| *count) else { continue };
        let mut guess = word.clone();
        by_rule(0, class, &mut guess);
        if guess != lemma && count >= 2 && class != 'p' {
            out.push_str(&format!("{word}\t{class}\t{lemma}\n"));
        }
    }
    Ok(out)
}

/// Share of words whose lemma is right, given their gold tags, case aside.
pub fn accuracy(sentences: &[Sentence]) -> f64 {
    let (mut right, mut total) = (0usize, 0usize);
    let mut out = String::new();
    for sentence in sentences {
        for ((word, lemma), &tag) in sentence.words.iter().zip(&sentence.lemmas).zip(&sentence.tags) {
            out.clear();
            lemmatize(word, tag, &mut out);
            total += 1;
            right += usize::from(out.to_lowercase() == lemma.replace('’', "'").to_lowercase());
        }
    }
    right as f64 / total.max(1) as f64
}
