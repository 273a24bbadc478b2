//! What the trainers of linear models share: the writer of model files, the hasher of features, the dice.

use crate::language::model::{HEADER, MAGIC, VERSION};

/// Features are hashes already: this passes them through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain;

/// The hasher of [`Plain`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Pass(u64);

impl std::hash::BuildHasher for Plain {
    type Hasher = Pass;
    fn build_hasher(&self) -> Pass {
        Pass(0)
    }
}

impl std::hash::Hasher for Pass {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// Finished weights: features in order, each with its labels.
#[derive(Clone, Debug, Default)]
pub struct Weights(pub Vec<(u64, Vec<(u8, f32)>)>);

impl Weights {
    /// Adds a feature that must not be there yet.
    pub fn insert(&mut self, feature: u64, row: Vec<(u8, f32)>) {
        self.0.push((feature, row));
    }

    /// The bytes of a model file: weights in steps of `scale`, clipped at 127 steps.
    pub fn to_bytes(&self, labels: &[&str], scale: f32) -> Vec<u8> {
        let names = labels.join("\n");
        let stored = |w: f32| (w / scale).round().clamp(-127.0, 127.0) as i8;
        let mut rows: Vec<(u64, Vec<(u8, i8)>)> = self
            .0
            .iter()
            .map(|(f, row)| {
                (*f, row.iter().map(|&(l, w)| (l, stored(w))).filter(|p| p.1 != 0).take(255).collect())
            })
            .filter(|(_, row): &(u64, Vec<(u8, i8)>)| !row.is_empty())
            .collect();
        rows.sort_by_key(|(feature, _)| *feature);
        let slots = (rows.len() * 4 / 3 + 1).next_power_of_two();
        let mut table = vec![[0u8; 8]; slots];
        // A place of 0 is an empty slot, so the first pair is never used.
        let mut pairs: Vec<u8> = vec![0, 0];
        for (feature, row) in &rows {
            let mut index = *feature as usize & (slots - 1);
            while table[index] != [0; 8] {
                index = (index + 1) & (slots - 1);
            }
            let place = ((pairs.len() / 2) as u32) << 8 | row.len() as u32;
            table[index][..4].copy_from_slice(&((feature >> 32) as u32).to_le_bytes());
            table[index][4..].copy_from_slice(&place.to_le_bytes());
            pairs.extend(row.iter().flat_map(|&(label, weight)| [label, weight as u8]));
        }
        assert!(pairs.len() / 2 < 1 << 24, "more pairs than a place can name");
        let mut bytes = Vec::with_capacity(HEADER + names.len() + slots * 8 + pairs.len());
        bytes.extend_from_slice(MAGIC);
        let counts = [VERSION, labels.len() as u32, slots as u32, (pairs.len() / 2) as u32];
        for word in counts.into_iter().chain([scale.to_bits(), names.len() as u32, 0]) {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
        bytes.extend_from_slice(names.as_bytes());
        bytes.resize(HEADER + names.len().next_multiple_of(8), 0);
        bytes.extend(table.iter().flatten());
        bytes.extend_from_slice(&pairs);
        bytes
    }
}

/// A small deterministic generator (splitmix64) for shuffles.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Puts a list into a random order (Fisher-Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, (self.roll() % (i as u64 + 1)) as usize);
        }
    }
}
