//! The file of an encoder.
//!
//! ```text
//! 0   magic   "CDEN"
//! 4   rows    u32    rows of the table
//! 8   width   u32    numbers a row
//! 12  dense   u32    number of dense weights
//! 16  scale   f32    number = stored byte * scale
//! 20  dense * 4 bytes (f32), every part in the order of `Part::all`, row after row; then rows * width bytes
//! ```

use super::{Encoder, Part, ROWS, WIDTH, Weights};

const HEADER: usize = 20;
const MAGIC: &[u8; 4] = b"CDEN";

impl Encoder {
    /// Reads an encoder; `None` if the bytes are none of this version's shape.
    pub(crate) fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let four = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let (rows, width, dense) = (four(4)? as usize, four(8)? as usize, four(12)? as usize);
        let sizes: usize = Part::all().map(|part| part.shape().0 * part.shape().1).sum();
        if !bytes.starts_with(MAGIC) || rows != ROWS || width != WIDTH || dense != sizes {
            return None;
        }
        let table_at = HEADER + dense * 4;
        let mut numbers = bytes
            .get(HEADER..table_at)?
            .chunks_exact(4)
            .map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        let mut weights = Weights::default();
        for part in Part::all() {
            weights.of_mut(part).iter_mut().zip(&mut numbers).for_each(|(to, from)| *to = from);
        }
        let table = bytes.get(table_at..table_at + rows * width)?;
        Some(Encoder::new(weights, table, f32::from_bits(four(16)?)))
    }
}

/// The bytes of a file with these weights and this table of [`ROWS`] rows.
#[cfg(feature = "train")]
pub(crate) fn write(weights: &Weights, table: &[f32]) -> Vec<u8> {
    // Steps that let the largest one in ten thousand numbers be cut.
    let mut sizes: Vec<f32> = table.iter().map(|x| x.abs()).collect();
    sizes.sort_by(f32::total_cmp);
    let scale = sizes[(sizes.len() - 1) * 9999 / 10_000].max(1e-6) / 127.0;
    let dense: Vec<f32> = Part::all().flat_map(|part| weights.flat(part).to_vec()).collect();
    let mut bytes = MAGIC.to_vec();
    for word in [ROWS as u32, WIDTH as u32, dense.len() as u32, scale.to_bits()] {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    dense.iter().for_each(|x| bytes.extend_from_slice(&x.to_le_bytes()));
    bytes.extend(table.iter().map(|x| (x / scale).round().clamp(-127.0, 127.0) as i8 as u8));
    bytes
}
