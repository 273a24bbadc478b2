//! What the two models of attributions decide on.

use crate::language::model::{feature, hash, join};
use crate::language::words::Word;
use crate::language::{Passage, Relation, Tag};
use std::ops::Range;

/// A passage with what both models look up again and again.
pub(crate) struct View<'a> {
    /// The language reading.
    pub passage: &'a Passage,
    /// Hashed words, one a token.
    pub words: Vec<Word>,
    /// Hashed lemmas, one a token.
    pub lemmas: Vec<u64>,
    /// Whether each token is inside a quotation.
    pub quoted: &'a [bool],
    /// Kind of the name each token is in, 0 for none.
    pub named: Vec<u8>,
    /// Which of ccomp, xcomp, subject, object, oblique, mark each token has as dependents, as bits.
    pub valency: Vec<u8>,
    /// The token's subject, `u32::MAX` for none.
    pub subject: Vec<u32>,
}

impl<'a> View<'a> {
    pub(crate) fn new(passage: &'a Passage, quoted: &'a [bool]) -> View<'a> {
        let count = passage.tokens.len();
        let mut named = vec![0; count];
        for name in &passage.names {
            if let Some(range) = named.get_mut(name.tokens.clone()) {
                range.fill(1 + name.kind as u8);
            }
        }
        let (mut valency, mut subject) = (vec![0u8; count], vec![u32::MAX; count]);
        for (at, token) in passage.tokens.iter().enumerate() {
            let Some(head) = token.head.map(|h| h as usize).filter(|&h| h < count) else { continue };
            valency[head] |= match token.relation {
                Relation::Ccomp | Relation::Csubj => 1,
                Relation::Xcomp => 2,
                Relation::Nsubj | Relation::NsubjPass => 4,
                Relation::Obj | Relation::Iobj => 8,
                Relation::Obl | Relation::OblAgent | Relation::Nmod => 16,
                Relation::Mark => 32,
                Relation::Parataxis => 64,
                _ => 0,
            };
            if matches!(token.relation, Relation::Nsubj | Relation::NsubjPass) {
                subject[head] = at as u32;
            }
        }
        View {
            words: passage.tokens.iter().map(|t| Word::new(t.span.of(passage.text()), false)).collect(),
            lemmas: (0..count).map(|t| hash(passage.lemma(t).as_bytes())).collect(),
            passage,
            quoted,
            named,
            valency,
            subject,
        }
    }

    fn tag(&self, at: Option<usize>) -> u64 {
        at.and_then(|i| self.passage.tokens.get(i)).map_or(127, |t| t.tag as u64)
    }

    fn lemma(&self, at: Option<usize>) -> u64 {
        at.and_then(|i| self.lemmas.get(i)).copied().unwrap_or(1)
    }

    fn cluster(&self, at: Option<usize>) -> u64 {
        at.and_then(|i| self.words.get(i)).map_or(300, |w| w.clusters[0])
    }

    fn is_quoted(&self, at: Option<usize>) -> u64 {
        at.and_then(|i| self.quoted.get(i)).map_or(2, |q| u64::from(*q))
    }

    fn head(&self, at: usize) -> Option<usize> {
        self.passage.tokens.get(at)?.head.map(|h| h as usize)
    }

    fn relation(&self, at: usize) -> u64 {
        self.passage.tokens.get(at).map_or(127, |t| t.relation as u64)
    }

    /// Whether a token can be the (first) word of a cue: a verb, noun, adjective, preposition, colon; most words cannot.
    pub(crate) fn may_cue(&self, at: usize, before: u8) -> bool {
        let Some(token) = self.passage.tokens.get(at) else { return false };
        before != 0
            || !matches!(
                token.tag,
                Tag::Comma
                    | Tag::Stop
                    | Tag::Pos
                    | Tag::OpenQuote
                    | Tag::CloseQuote
                    | Tag::Prp
                    | Tag::PossessivePronoun
                    | Tag::Cd
                    | Tag::Nnp
                    | Tag::Nnps
            )
    }

    /// The features of a token as a part of a cue; `labels` holds those of the tokens before it in `sentence`.
    pub(crate) fn cue_features(
        &self,
        sentence: &Range<usize>,
        at: usize,
        labels: &[u8],
        mut push: impl FnMut(u64),
    ) {
        let near = |offset: isize| at.checked_add_signed(offset).filter(|i| sentence.contains(i));
        let label = |back: usize| {
            (at - sentence.start).checked_sub(back).and_then(|i| labels.get(i)).map_or(7, |l| u64::from(*l))
        };
        let (last, last2) = (label(1), label(2));
        let lemma = self.lemma(Some(at));
        let tag = self.tag(Some(at));
        let quote = self.is_quoted(Some(at));
        let valency = self.valency.get(at).map_or(0, |v| u64::from(*v));
        let subject = self.subject.get(at).map(|s| *s as usize).filter(|&s| s < self.words.len());
        let subject_kind = subject.map_or(99, |s| u64::from(self.named[s]));
        let head = self.head(at);
        let edges = self.is_quoted(near(-1))
            | self.is_quoted(near(1)) << 2
            | quote << 4
            | self.is_quoted(near(-2)) << 6
            | self.is_quoted(near(2)) << 8;
        let mut f = |template: u64, value: u64| push(feature(template, value));
        f(301, join(lemma, last));
        f(302, join(lemma, tag));
        f(303, join(lemma, valency));
        f(304, join(lemma, edges));
        f(305, join(lemma, self.lemma(near(1))));
        f(306, join(lemma, self.lemma(near(-1))));
        f(307, join(self.lemma(near(-1)), last | tag << 8));
        f(308, join(self.lemma(near(1)), last | tag << 8));
        f(309, join(self.cluster(Some(at)), valency | tag << 8));
        f(310, join(self.cluster(Some(at)), last | edges << 8));
        f(311, join(self.relation(at), tag | last << 8 | last2 << 16));
        f(312, join(join(self.relation(at), self.lemma(head)), last));
        f(313, join(lemma, subject_kind));
        f(314, join(self.cluster(subject), self.cluster(Some(at))));
        f(315, join(self.lemma(subject), lemma));
        f(316, self.tag(near(-2)) | self.tag(near(-1)) << 8 | tag << 16 | last << 24);
        f(317, tag | self.tag(near(1)) << 8 | self.tag(near(2)) << 16 | last << 24);
        f(318, join(edges, tag | last << 8 | valency << 16));
        f(319, join(lemma, self.relation(at) | last << 8));
        f(320, join(join(self.lemma(near(-2)), self.lemma(near(-1))), lemma));
        f(321, join(join(self.lemma(near(1)), self.lemma(near(2))), lemma));
        f(322, join(valency | subject_kind << 8, self.relation(at)));
        f(323, join(self.lemma(head), join(lemma, 5)));
        f(324, join(self.words.get(at).map_or(0, |w| w.suffixes[2]), tag | valency << 8));
        f(325, join(self.cluster(near(1)), self.cluster(Some(at)) ^ last << 12));
        f(326, join(self.cluster(near(-1)), self.cluster(Some(at)) ^ last << 12));
        f(327, last | last2 << 4 | quote << 8);
        f(328, join(self.cluster(head), self.relation(at) | tag << 8));
    }

    /// The head of a cue: its word whose own head lies outside, a verb before others.
    pub(crate) fn cue_head(&self, cue: &Range<usize>) -> usize {
        let top = |at: &usize| self.head(*at).is_none_or(|h| !cue.contains(&h));
        cue.clone()
            .filter(top)
            .find(|&at| self.passage.tokens[at].tag.is_verb())
            .or_else(|| cue.clone().find(top))
            .unwrap_or(cue.start)
    }

    /// The words from a cue's head up to the root, the nearest first; at most eight.
    pub(crate) fn chain(&self, from: usize) -> Vec<usize> {
        let mut chain = vec![from];
        while chain.len() < 8 {
            let Some(head) = chain.last().and_then(|&at| self.head(at)) else { break };
            chain.push(head);
        }
        chain
    }

    /// How a token hangs together with a cue: the relations on its way up to the cue or to a word above the cue, and how
    /// many steps above. Gives (hash of the way, its last relation, steps above the cue, length of the way, the word
    /// below the meeting point).
    fn way(&self, at: usize, cue: &Range<usize>, chain: &[usize]) -> (u64, u64, u64, u64, usize) {
        let (mut hash, mut last, mut below, mut current) = (17u64, 126u64, at, at);
        for length in 0..9u64 {
            if cue.contains(&current) {
                return (hash, last, 0, length, below);
            }
            if let Some(steps) = chain.iter().position(|&c| c == current) {
                return (join(hash, steps as u64), last, steps as u64, length, below);
            }
            last = self.relation(current);
            // Only the last steps before the meeting point matter; the long tail of a clause is all one.
            hash = if length < 6 { join(last, hash & 0xffff) } else { hash };
            below = current;
            match self.head(current) {
                Some(head) => current = head,
                None => break,
            }
        }
        (5, 125, 9, 9, below)
    }

    /// The features of a token as source or content of a cue; `labels` holds those of the tokens before it in `sentence`.
    pub(crate) fn role_features(
        &self,
        sentence: &Range<usize>,
        cue: &Cue,
        at: usize,
        labels: &[u8],
        others: u64,
        mut push: impl FnMut(u64),
    ) {
        let near = |offset: isize| at.checked_add_signed(offset).filter(|i| sentence.contains(i));
        let index = at - sentence.start;
        let label =
            |back: usize| index.checked_sub(back).and_then(|i| labels.get(i)).map_or(7, |l| u64::from(*l));
        let (last, last2) = (label(1), label(2));
        let (way, top, steps, length, below) = self.way(at, &cue.tokens, &cue.chain);
        let side = u64::from(at >= cue.tokens.end);
        let distance = if side == 1 { at - cue.tokens.end } else { cue.tokens.start - at };
        let distance = match distance {
            0..=3 => distance,
            4..=6 => 4,
            7..=12 => 5,
            13..=25 => 6,
            _ => 7,
        } as u64;
        let (tag, quote) = (self.tag(Some(at)), self.is_quoted(Some(at)));
        let lemma = self.lemma(Some(at));
        let (cue_lemma, cue_class) =
            (self.lemma(Some(cue.head)), self.cluster(Some(cue.head)) | cue.valency << 16);
        let base = last | side << 4 | quote << 5;
        let place = top | steps << 8 | side << 12;
        let shape = cue.shape;
        let mut f = |template: u64, value: u64| push(feature(template, value));
        f(401, join(way, base));
        f(402, join(place, join(cue_lemma, last)));
        f(403, join(place, join(cue_class, last)));
        f(404, join(base | distance << 8, tag));
        f(405, join(base | distance << 8, cue_lemma));
        f(406, join(lemma, base | u64::from(distance == 0) << 8));
        f(407, join(self.lemma(near(-1)), base | tag << 8));
        f(408, join(self.lemma(near(1)), base | tag << 8));
        f(409, join(place, base | tag << 16));
        f(410, base | last2 << 8 | self.tag(near(-1)) << 16 | tag << 24 | self.tag(near(1)) << 32);
        f(411, join(place, base | shape << 16));
        f(412, join(way, cue_class));
        f(413, base | shape << 8 | u64::from(self.named.get(at).copied().unwrap_or(0)) << 24);
        f(414, join(self.cluster(Some(at)), base | place << 16));
        f(415, join(self.cluster(Some(below)), base | place << 16));
        f(416, join(join(lemma, cue_lemma), side));
        f(417, base | last2 << 8 | length << 12 | place << 16);
        f(418, base | shape << 8 | distance << 24);
        f(419, join(way, shape | last << 32));
        f(420, join(others, base | place << 16));
        f(421, join(self.relation(at), base | place << 16));
        f(422, join(self.tag(Some(below)), base | place << 16 | distance << 40));
        f(423, join(cue_lemma, base | quote << 8 | shape << 16));
    }
}

/// A cue under labelling.
pub(crate) struct Cue {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its head.
    pub head: usize,
    /// From its head up to the root.
    pub chain: Vec<usize>,
    /// Valency bits of its head.
    pub valency: u64,
    /// Where quotations stand around it, whether it is passive, how it hangs, as bits.
    pub shape: u64,
}

impl Cue {
    pub(crate) fn new(view: &View<'_>, sentence: &Range<usize>, tokens: Range<usize>) -> Cue {
        let head = view.cue_head(&tokens);
        let any = |range: Range<usize>| u64::from(view.quoted.get(range).is_some_and(|q| q.contains(&true)));
        let touches = |at: Option<usize>| at.map_or(2, |i| view.is_quoted(Some(i)));
        let shape = any(sentence.start..tokens.start)
            | any(tokens.end..sentence.end) << 1
            | touches(tokens.start.checked_sub(1)) << 2
            | touches(Some(tokens.end)) << 4
            | u64::from(tokens.start == sentence.start) << 6
            | view.relation(head) << 8;
        Cue {
            chain: view.chain(head),
            valency: view.valency.get(head).map_or(0, |v| u64::from(*v)),
            head,
            tokens,
            shape,
        }
    }
}
