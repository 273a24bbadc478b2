//! The file format of the linear models: hashed features, sparse quantized weights, read in place.
//!
//! A model maps a 64-bit feature hash to a few (label, weight) pairs. The file is an open-addressing hash table over
//! the features, followed by the pairs, so that a score is a table look-up and a handful of additions, and loading is
//! a check of the header. All numbers are little-endian.
//!
//! ```text
//! 0   magic     "CDLM"            4 bytes
//! 4   version   u32               1
//! 8   labels    u32               number of labels
//! 12  slots     u32               size of the table, a power of two
//! 16  pairs     u32               number of (label, weight) pairs
//! 20  scale     f32               weight = stored weight * scale
//! 24  names     u32               bytes of the label names that follow, joined by '\n', padded to 8
//! 28  reserved  u32
//! 32  names, then slots * 8 bytes (check: u32, place: u32), then pairs * 2 bytes (label: u8, weight: i8)
//! ```
//!
//! The upper 32 bits of the hash are the check (two features with the same check in the same run of slots are taken
//! for one; at a million features that happens to a few hundred). `place` holds the first pair in its upper 24 bits
//! and the number of pairs in its lower 8; a place of 0 is an empty slot.

/// Bytes before the label names.
pub(crate) const HEADER: usize = 32;
/// First bytes of a model file.
pub(crate) const MAGIC: &[u8; 4] = b"CDLM";
/// The only version there is.
pub(crate) const VERSION: u32 = 1;

/// A linear model, read in place. Copying it copies a few words.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    slots: &'static [u8],
    pairs: &'static [u8],
    mask: usize,
    scale: f32,
}

/// What is wrong with a model file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a model file of version {VERSION}, or it is cut short")]
pub struct ModelError;

impl Model {
    /// Reads the header. Scores nothing when the bytes are no model file: the models are embedded, and a test loads
    /// each, so the error cannot meet a user.
    pub fn embedded(bytes: &'static [u8]) -> Self {
        Self::from_bytes(bytes).unwrap_or(Model { slots: b"", pairs: b"", mask: 0, scale: 0.0 })
    }

    /// Reads the header.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let word = |at: usize| -> Result<u32, ModelError> {
            let four = bytes.get(at..at + 4).ok_or(ModelError)?;
            Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        };
        if bytes.get(..4) != Some(MAGIC.as_slice()) || word(4)? != VERSION {
            return Err(ModelError);
        }
        let (labels, slots, pairs) = (word(8)? as usize, word(12)? as usize, word(16)? as usize);
        let (scale, names) = (f32::from_bits(word(20)?), word(24)? as usize);
        if !slots.is_power_of_two() || labels > 256 {
            return Err(ModelError);
        }
        let slots_at = HEADER + names.next_multiple_of(8);
        let pairs_at = slots_at + slots * 8;
        Ok(Model {
            slots: bytes.get(slots_at..pairs_at).ok_or(ModelError)?,
            pairs: bytes.get(pairs_at..pairs_at + pairs * 2).ok_or(ModelError)?,
            mask: slots - 1,
            scale,
        })
    }

    /// What a stored weight of 1 stands for: multiply a sum of [`Model::add`] by it to compare sums of two models.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// The (label, weight) pairs of a feature as raw bytes, two a pair; empty for an unknown feature.
    #[inline]
    fn find(&self, feature: u64) -> &'static [u8] {
        let check = (feature >> 32) as u32;
        let mut index = feature as usize & self.mask;
        while let Some(&[c0, c1, c2, c3, p0, p1, p2, p3]) = self.slots.get(index * 8..index * 8 + 8) {
            let place = u32::from_le_bytes([p0, p1, p2, p3]);
            if place == 0 {
                break;
            }
            if u32::from_le_bytes([c0, c1, c2, c3]) == check {
                let first = (place >> 8) as usize;
                return self.pairs.get(first * 2..(first + (place & 0xff) as usize) * 2).unwrap_or(&[]);
            }
            index = (index + 1) & self.mask;
        }
        &[]
    }

    /// Adds the weights of a feature to the scores of its labels. `scores` is as long as there are labels.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        for pair in self.find(feature).as_chunks::<2>().0 {
            if let Some(score) = scores.get_mut(pair[0] as usize) {
                *score += i32::from(pair[1] as i8);
            }
        }
    }

    /// The labels of a feature: for models that are tables.
    #[inline]
    pub fn labels_of(&self, feature: u64) -> impl Iterator<Item = u8> {
        self.find(feature).as_chunks::<2>().0.iter().map(|pair| pair[0])
    }
}

/// Mixes a template number and a value into a feature hash (the finalizer of splitmix64, Steele et al. 2014).
#[inline]
pub const fn feature(template: u64, value: u64) -> u64 {
    let mut z =
        value.wrapping_add(template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_add(0x1234_5678_9abc_def1);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Joins two values into one, in order.
#[inline]
pub const fn join(first: u64, second: u64) -> u64 {
    (first.rotate_left(23) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Hashes bytes (multiply and rotate, eight bytes a step). Stable between versions: the models depend on it.
#[inline]
pub const fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0x51_7c_c1_b7_27_22_0a_95 ^ bytes.len() as u64;
    let mut rest = bytes;
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        state = (state.rotate_left(5) ^ u64::from_le_bytes(*eight)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        rest = after;
    }
    let mut tail = 0u64;
    let mut index = 0;
    while index < rest.len() {
        tail |= (rest[index] as u64) << (8 * index);
        index += 1;
    }
    state = (state.rotate_left(5) ^ tail).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state ^ (state >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(Model::from_bytes(b"").unwrap_err(), ModelError);
        assert_eq!(Model::from_bytes(b"CDLM\x01\0\0\0").unwrap_err(), ModelError);
        assert_eq!(Model::embedded(b"no model").labels_of(7).count(), 0);
        let mut scores = [0; 2];
        Model::embedded(b"no model").add(7, &mut scores);
        assert_eq!(scores, [0, 0]);
    }

    #[test]
    fn hashes_tell_length_and_order_apart() {
        let words = ["", "\0", "\0\0", "ab", "ba", "abcdefgh", "abcdefgh\0", "abcdefghi", "bacdefgh"];
        for (i, a) in words.iter().enumerate() {
            for b in &words[i + 1..] {
                assert_ne!(hash(a.as_bytes()), hash(b.as_bytes()), "{a:?} {b:?}");
            }
        }
        assert_ne!(join(1, 2), join(2, 1));
        assert_ne!(feature(1, 2), feature(2, 1));
    }
}
