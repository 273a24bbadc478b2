//! Word clusters: words that keep the same company share a number, which lets the models carry what they learned of
//! "senator" over to "lawmaker". Made from GloVe vectors by `src/training/clusters.rs`.

use crate::language::model::{Model, feature};
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded(include_bytes!("models/clusters.bin")));

/// Template of the 255 fine clusters in the file.
pub(crate) const FINE: u64 = 1;
/// Template of the 48 coarse clusters.
pub(crate) const COARSE: u64 = 2;

/// The fine cluster (1 to 255) of a word by the hash of its lower-case form; 0 for a word without one.
pub fn fine(lower: u64) -> u64 {
    MODEL.first_label(feature(FINE, lower)).map_or(0, |label| u64::from(label) + 1)
}

/// The coarse cluster (1 to 48) of a word; 0 for a word without one.
pub fn coarse(lower: u64) -> u64 {
    MODEL.first_label(feature(COARSE, lower)).map_or(0, |label| u64::from(label) + 1)
}
