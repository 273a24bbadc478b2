//! How much a word or name tells by how rare it is in the article: inverse document frequency (Spärck Jones 1972) with
//! sentences for documents.
//!
//! Numbers are taken coarsely, so that a sentence more or less leaves the weights of most words as they are, and with them
//! what was found for other paragraphs ([`super::earlier`]).

/// The rarity, in nats, of what stands in `count` of so many sentences.
pub(super) fn rarity(sentences: usize, count: u32) -> f64 {
    let sentences = nearest(u32::try_from(sentences).unwrap_or(u32::MAX), 4);
    ((f64::from(sentences) + 1.0) / (f64::from(coarse(count, 6)) + 0.5)).ln()
}

/// A number rounded down to so many binary digits.
fn coarse(number: u32, digits: u32) -> u32 {
    let dropped = (u32::BITS - number.leading_zeros()).saturating_sub(digits);
    number >> dropped << dropped
}

/// The number of so many binary digits that is nearest, the next power of two included.
fn nearest(number: u32, digits: u32) -> u32 {
    let dropped = (u32::BITS - number.leading_zeros()).saturating_sub(digits);
    coarse(number.saturating_add((1 << dropped) >> 1), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_more_mostly_changes_nothing() {
        assert_eq!([coarse(0, 6), coarse(63, 6), coarse(64, 6), coarse(65, 6)], [0, 63, 64, 64]);
        assert_eq!(rarity(4_001, 130), rarity(4_002, 131));
        assert_eq!([0, 15, 16, 17, 31, 33, 34, 63].map(|n| nearest(n, 4)), [0, 15, 16, 18, 32, 32, 36, 64]);
        assert_eq!(rarity(40, 2), rarity(41, 2));
        assert_ne!(rarity(40, 2), rarity(48, 2));
        assert_ne!(rarity(4_001, 2), rarity(4_001, 3));
    }
}
