//! The words and grammar of a statement as hashed features: what the forests' numbers are too few to tell.

use crate::language::model::{feature, hash, join};
use crate::language::words::Word;
use crate::language::{NameKind, Passage, Relation, Tag};
use std::ops::Range;

/// The features that depend on the statement's own words.
pub(crate) fn local(passage: &Passage, tokens: Range<usize>, mut push: impl FnMut(u64)) {
    let words: Vec<Word> = tokens.clone().map(|t| Word::new(passage.word(t), false)).collect();
    let lemma = |t: usize| hash(passage.lemma(t).as_bytes());
    let tag = |t: usize| passage.tokens.get(t).map_or(127, |x| x.tag as u64);
    let name = |t: usize| passage.names.iter().find(|n| n.tokens.contains(&t)).map(|n| n.kind);
    let mut f = |template: u64, value: u64| push(feature(template, value));
    // Names stand for their kind, so that the model learns news and not newsmakers.
    let named: Vec<Option<NameKind>> = {
        let mut named = vec![None; tokens.len()];
        for n in passage.names.iter().filter(|n| n.tokens.start < tokens.end && tokens.start < n.tokens.end) {
            let from = n.tokens.start.max(tokens.start) - tokens.start;
            let to = n.tokens.end.min(tokens.end) - tokens.start;
            named[from..to].fill(Some(n.kind));
        }
        named
    };
    let class = |i: usize| match named.get(i) {
        None => 2,
        Some(Some(kind)) => 10 + *kind as u64,
        Some(None) => words[i].lower,
    };
    for (i, word) in words.iter().enumerate() {
        let t = tokens.start + i;
        f(501, class(i));
        f(502, join(class(i), class(i + 1)));
        f(503, join(join(class(i), class(i + 1)), class(i + 2)));
        f(505, lemma(t));
        f(506, tag(t) | tag(t + 1) << 8);
        f(507, tag(t) | tag(t + 1) << 8 | tag(t + 2) << 16);
        f(508, word.suffixes[2]);
        if i < 3 {
            f(509, join(class(i), i as u64));
            f(510, tag(t) | (i as u64) << 8);
        }
    }
    let root = tokens.clone().find(|&t| passage.tokens[t].relation == Relation::Root).unwrap_or(tokens.start);
    let subject = passage.dependent(root, &[Relation::Nsubj, Relation::NsubjPass]);
    f(511, lemma(root));
    f(512, join(lemma(root), tag(root)));
    f(
        513,
        tag(root)
            | u64::from(subject.is_some_and(|s| passage.tokens[s].relation == Relation::NsubjPass)) << 8,
    );
    let subject_word = subject.map_or(1, |s| name(s).map_or_else(|| lemma(s), |k| 10 + k as u64));
    f(514, join(subject_word, lemma(root)));
    f(515, subject_word);
    f(516, subject.map_or(127, tag) | tag(root) << 8);
    let auxiliaries = passage.dependents(root).filter(|&d| {
        matches!(
            passage.tokens[d].relation,
            Relation::Aux | Relation::AuxPass | Relation::Cop | Relation::Advmod | Relation::Mark
        )
    });
    for d in auxiliaries {
        f(517, join(lemma(d), passage.tokens[d].relation as u64));
    }
    f(518, passage.dependent(root, &[Relation::Cop]).map_or(0, |c| 1 + tag(c)) | tag(root) << 8);
    let count = |wanted: fn(Tag) -> bool| {
        tokens.clone().filter(|&t| wanted(passage.tokens[t].tag)).count().min(5) as u64
    };
    f(519, (words.len() / 5).min(9) as u64);
    f(520, count(|t| t == Tag::Nnp));
    f(521, count(|t| t == Tag::Cd));
    f(522, count(|t| matches!(t, Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Rb)));
    f(523, count(|t| t == Tag::Md));
    f(524, count(|t| matches!(t, Tag::Vbp | Tag::Vbz)) | count(|t| t == Tag::Vbd) << 4);
    let ending = tokens.end.checked_sub(1).map_or("", |t| passage.word(t));
    f(525, hash(ending.as_bytes()));
}
