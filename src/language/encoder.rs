//! The encoder. Comes in: the words of a passage, its sentences and the lists its names stand in. Goes out: [`WIDTH`]
//! numbers a word that say what the word is in its sentence; the tagger, the parser and the reader of names each read
//! them with a small layer of their own.
//!
//! A word begins as the sum of its vector (GloVe, projected) and of learned vectors for its form, endings, beginning,
//! shape and lists (hashed embeddings, Honnibal and Montani's `MultiHashEmbed`). Four bidirectional layers of simple
//! recurrent units (Lei et al. 2018) follow, each added to what it read. All products are matrix products over a
//! passage, so the cost is linear in words; to read, those with the weights are made in whole numbers (`whole`), to train
//! in floating point (`product`).

mod file;
mod product;
mod recurrent;
mod weights;
mod whole;

use crate::language::names::gazetteer::Listed;
use crate::language::{vectors, words::Word};
use ndarray::{Array2, ArrayView2};
use pulp::Arch;
use std::ops::Range;
use std::sync::LazyLock;

#[cfg(feature = "train")]
pub(crate) use file::write;
pub(crate) use product::Packed;
pub(crate) use recurrent::{HALF, Trace, recur};
#[cfg(feature = "train")]
pub(crate) use weights::CLAIM_HIDDEN;
pub(crate) use weights::{Part, ROLE_HIDDEN, Weights};
use whole::Whole;

/// Numbers a word.
pub(crate) const WIDTH: usize = 128;
/// Recurrent layers.
pub(crate) const LAYERS: usize = 4;
/// Rows of the table of learned vectors.
pub(crate) const ROWS: usize = ROW_BASES[ROW_BASES.len() - 1];
/// Where the rows of each kind of feature begin: forms, endings of three and of two letters, beginnings, shapes, lists,
/// flags; then the end.
const ROW_BASES: [usize; 8] = [0, 16384, 20480, 21504, 22528, 23040, 23056, 23060];

/// The most rows a word is the sum of: one of each kind, and of the lists as many as there are.
const MOST_ROWS: usize = 6 + 16;

static ENCODER: LazyLock<Encoder> =
    LazyLock::new(|| Encoder::from_bytes(include_bytes!("models/encoder.bin")).unwrap_or_default());

/// A trained encoder with the layers that read from it.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    /// The dense weights.
    pub(crate) weights: Weights,
    /// The same, packed to multiply with, in the order of [`Part::all`].
    packed: Vec<Whole>,
    /// Learned vectors, a byte a number.
    table: &'static [u8],
    /// What a stored byte of 1 stands for.
    scale: f32,
}

impl Default for Encoder {
    fn default() -> Self {
        Self::new(Weights::default(), &[], 0.0)
    }
}

/// The encoder that is built in.
pub(crate) fn embedded() -> &'static Encoder {
    &ENCODER
}

/// The rows of the table that a word is the sum of.
pub(crate) fn rows(word: &Word, listed: Listed, first: bool, mut push: impl FnMut(usize)) {
    let mut hashed = |kind: usize, hash: u64| {
        let size = ROW_BASES[kind + 1] - ROW_BASES[kind];
        // The upper bits of the product are the well mixed ones.
        let mixed = (hash ^ kind as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        push(ROW_BASES[kind] + mixed as usize % size);
    };
    hashed(0, word.lower);
    hashed(1, word.suffixes[2]);
    hashed(2, word.suffixes[1]);
    hashed(3, word.prefix);
    hashed(4, word.shape);
    for list in (0..16).filter(|bit| listed >> bit & 1 == 1) {
        push(ROW_BASES[5] + list);
    }
    push(ROW_BASES[6] + usize::from(word.capital) + 2 * usize::from(first));
}

/// The vectors of words: what the projection is multiplied with.
pub(crate) fn look_up(words: &[Word]) -> Array2<f32> {
    let mut found = Array2::zeros((words.len(), vectors::WIDTH));
    let rows = found.as_slice_mut().unwrap_or_default().chunks_exact_mut(vectors::WIDTH);
    Arch::new().dispatch(|| words.iter().zip(rows).for_each(|(word, row)| vectors::copy(word.vector, row)));
    found
}

impl Encoder {
    /// Encodes the words of a passage. `sentences` cover them in order; `listed` is as long as `words`.
    pub(crate) fn encode(
        &self,
        words: &[Word],
        listed: &[Listed],
        sentences: &[Range<usize>],
    ) -> Array2<f32> {
        let mut state = self.times(look_up(words).view(), Part::Vectors);
        for sentence in sentences {
            for at in sentence.clone() {
                let (mut found, mut count) = ([0; MOST_ROWS], 0);
                rows(&words[at], listed[at], at == sentence.start, |row| {
                    found[count] = row;
                    count += 1;
                });
                if let Some(to) = state.row_mut(at).as_slice_mut() {
                    Arch::new().dispatch(|| self.add(&found[..count], to));
                }
            }
        }
        let mut trace = Trace::new(words.len());
        for layer in 0..LAYERS {
            let gates = self.packed(Part::Layer(layer));
            gates.put(state.view(), trace.gates.view_mut());
            recur(&self.weights, layer, sentences, &mut trace, &mut state);
        }
        state
    }

    /// An encoder of these weights and this table.
    fn new(weights: Weights, table: &'static [u8], scale: f32) -> Self {
        let packed = Part::all().map(|part| Whole::new(weights.of(part))).collect();
        Self { weights, packed, table, scale }
    }

    /// A part of the weights, packed.
    fn packed(&self, part: Part) -> &Whole {
        &self.packed[part.index()]
    }

    /// What a matrix makes of the encoded words, a row a word.
    pub(crate) fn times(&self, state: ArrayView2<f32>, part: Part) -> Array2<f32> {
        self.packed(part).times(state)
    }

    /// Adds rows of the table. Their sum is made in stored bytes: a word has few enough rows for it to fit.
    #[inline(always)]
    fn add(&self, rows: &[usize], to: &mut [f32]) {
        let mut sum = [0i16; WIDTH];
        let (table, _) = self.table.as_chunks::<WIDTH>();
        for bytes in rows.iter().filter_map(|&row| table.get(row)) {
            sum.iter_mut().zip(bytes).for_each(|(to, &byte)| *to += i16::from(byte as i8));
        }
        to.iter_mut().zip(sum).for_each(|(to, sum)| *to += f32::from(sum) * self.scale);
    }

    /// What a linear layer makes of the encoded words: a row of scores a word.
    pub(crate) fn scores(&self, state: ArrayView2<f32>, weights: Part, bias: Part) -> Array2<f32> {
        self.times(state, weights) + self.weights.of(bias)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_file_holds_every_weight() {
        assert_eq!(embedded().table.len(), ROWS * WIDTH);
    }
}
