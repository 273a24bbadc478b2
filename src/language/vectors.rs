//! Word vectors: 50 numbers a word, so that the encoder knows "lawmaker" by its likeness to "senator". Packed from GloVe
//! (Pennington, Socher, Manning 2014) by `src/training/vectors.rs` into a file that is read in place.
//!
//! ```text
//! 0   magic   "CDWV"
//! 4   rows    u32    number of vectors
//! 8   slots   u32    size of the table, a power of two
//! 12  scale   f32    number = stored byte * scale
//! 16  slots * 8 bytes (check: u32, row + 1: u32, 0 for an empty slot), then rows * 50 bytes
//! ```

use crate::language::model::feature;
use std::sync::LazyLock;

/// Numbers in a vector.
pub(crate) const WIDTH: usize = 50;
/// Bytes before the table.
pub(crate) const HEADER: usize = 16;
/// First bytes of the file.
pub(crate) const MAGIC: &[u8; 4] = b"CDWV";

static VECTORS: LazyLock<Vectors> =
    LazyLock::new(|| Vectors::from_bytes(include_bytes!("models/vectors.bin")).unwrap_or_default());

#[derive(Clone, Copy, Debug, Default)]
struct Vectors {
    table: &'static [u8],
    rows: &'static [u8],
    mask: usize,
    scale: f32,
}

impl Vectors {
    fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let four = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let (rows, slots) = (four(4)? as usize, four(8)? as usize);
        let rows_at = HEADER + slots * 8;
        (bytes.starts_with(MAGIC) && slots.is_power_of_two()).then_some(())?;
        Some(Vectors {
            table: bytes.get(HEADER..rows_at)?,
            rows: bytes.get(rows_at..rows_at + rows * WIDTH)?,
            mask: slots - 1,
            scale: f32::from_bits(four(12)?),
        })
    }
}

/// Where a word stands in the table, and by which check it is known.
pub(crate) fn key(lower: u64) -> u64 {
    feature(1, lower)
}

/// The number (from 1) of the vector of a word, by the hash of its lower-case form; 0 for a word without one.
#[inline]
pub(crate) fn number(lower: u64) -> u32 {
    let key = key(lower);
    let check = (key >> 32) as u32;
    let mut index = key as usize & VECTORS.mask;
    while let Some(&[c0, c1, c2, c3, r0, r1, r2, r3]) = VECTORS.table.get(index * 8..index * 8 + 8) {
        let row = u32::from_le_bytes([r0, r1, r2, r3]);
        if row == 0 || u32::from_le_bytes([c0, c1, c2, c3]) == check {
            return row;
        }
        index = (index + 1) & VECTORS.mask;
    }
    0
}

/// Writes the vector with this number into `to`; number 0 leaves it as it is.
#[inline(always)]
pub(crate) fn copy(number: u32, to: &mut [f32]) {
    let Some(row) = (number as usize).checked_sub(1) else { return };
    if let Some(bytes) = VECTORS.rows.get(row * WIDTH..(row + 1) * WIDTH) {
        for (to, &byte) in to.iter_mut().zip(bytes) {
            *to = f32::from(byte as i8) * VECTORS.scale;
        }
    }
}
