//! Packs word vectors into `vectors.bin`.
//!
//! Comes in: word vectors as a text file, one word and its numbers a line, frequent words first (the 50-dimensional
//! GloVe vectors of Pennington, Socher and Manning 2014, PDDL 1.0). Goes out: the file that
//! [`crate::language::vectors`] describes.

use crate::language::model::hash;
use crate::language::vectors::{HEADER, MAGIC, WIDTH, key};
use std::path::Path;

/// How many words get a vector.
const WORDS: usize = 190_000;
/// Numbers beyond this many times the mean size are cut.
const CUT: f32 = 5.0;

/// Makes the file.
pub fn pack(vectors: &Path) -> std::io::Result<Vec<u8>> {
    let text = crate::training::corpus::read(vectors)?;
    let rows: Vec<(u64, Vec<f32>)> = text
        .lines()
        .take(WORDS)
        .filter_map(|line| {
            let (word, numbers) = line.split_once(' ')?;
            Some((key(hash(word.as_bytes())), numbers.split(' ').filter_map(|n| n.parse().ok()).collect()))
        })
        .filter(|(_, numbers): &(u64, Vec<f32>)| numbers.len() == WIDTH)
        .collect();
    let sum: f32 = rows.iter().flat_map(|(_, row)| row).map(|x| x.abs()).sum();
    let scale = sum / (rows.len() * WIDTH).max(1) as f32 * CUT / 127.0;
    let slots = (rows.len() * 4 / 3 + 1).next_power_of_two();
    let mut table = vec![[0u32; 2]; slots];
    for (number, (key, _)) in rows.iter().enumerate() {
        let mut index = *key as usize & (slots - 1);
        while table[index][1] != 0 {
            index = (index + 1) & (slots - 1);
        }
        table[index] = [(key >> 32) as u32, number as u32 + 1];
    }
    let mut bytes = Vec::with_capacity(HEADER + slots * 8 + rows.len() * WIDTH);
    bytes.extend_from_slice(MAGIC);
    for word in
        [rows.len() as u32, slots as u32, scale.to_bits()].into_iter().chain(table.into_iter().flatten())
    {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    let stored = |x: &f32| (x / scale).round().clamp(-127.0, 127.0) as i8 as u8;
    bytes.extend(rows.iter().flat_map(|(_, row)| row.iter().map(stored)));
    Ok(bytes)
}
