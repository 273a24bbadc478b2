//! A forest of oblivious trees (Kohavi 1994; Prokhorenkova et al. 2018): every level of a tree asks one question of all
//! that reach it, so that a tree is [`DEPTH`] questions and a table of 2^[`DEPTH`] answers. The answers add up to a logit.
//!
//! All numbers of a file are little-endian:
//!
//! ```text
//! 0   magic     "CDOF"            4 bytes
//! 4   base      f32               what the answers are added to
//! 8   encoded   f32               what the logit of the encoder counts
//! 12  trees     u32
//! 16  trees * (DEPTH * (number: u32, at least: f32), then 2^DEPTH answers: f32)
//! ```

/// Questions of a tree.
pub(crate) const DEPTH: usize = 4;
/// Answers of a tree.
pub(crate) const LEAVES: usize = 1 << DEPTH;
/// First bytes of a file.
pub(crate) const MAGIC: &[u8; 4] = b"CDOF";
/// Bytes of a file before the trees.
pub(crate) const HEADER: usize = 16;
/// Bytes of a tree.
pub(crate) const TREE: usize = DEPTH * 8 + LEAVES * 4;

/// One tree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tree {
    /// Which number is asked about, and what it has to be at least for the bit of the level to be set.
    pub(crate) questions: [(u32, f32); DEPTH],
    /// The answer for every row of bits, the first question's the lowest.
    pub(crate) answers: [f32; LEAVES],
}

impl Tree {
    /// The answer for some numbers.
    pub(crate) fn answer(&self, numbers: &[f32]) -> f32 {
        let mut leaf = 0;
        for (level, &(number, least)) in self.questions.iter().enumerate() {
            leaf |= usize::from(numbers.get(number as usize).is_some_and(|&n| n >= least)) << level;
        }
        self.answers[leaf]
    }
}

/// A trained forest.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Forest {
    /// What the answers are added to.
    pub(crate) base: f32,
    /// What the logit of the encoder counts.
    pub(crate) encoded: f32,
    /// The trees.
    pub(crate) trees: Vec<Tree>,
}

impl Forest {
    /// Reads a file; one that is cut short or no forest is one without trees. The files are embedded and a test reads
    /// them, so that cannot meet a user.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Forest {
        let word = |at: usize| -> u32 {
            let four = bytes.get(at..at + 4).unwrap_or(&[0; 4]);
            u32::from_le_bytes([four[0], four[1], four[2], four[3]])
        };
        let number = |at: usize| f32::from_bits(word(at));
        let count = word(12) as usize;
        if bytes.get(..4) != Some(MAGIC.as_slice()) || bytes.len() != HEADER + count.saturating_mul(TREE) {
            return Forest::default();
        }
        let tree = |index: usize| {
            let at = HEADER + index * TREE;
            Tree {
                questions: std::array::from_fn(|level| (word(at + level * 8), number(at + level * 8 + 4))),
                answers: std::array::from_fn(|leaf| number(at + DEPTH * 8 + leaf * 4)),
            }
        };
        Forest { base: number(4), encoded: number(8), trees: (0..count).map(tree).collect() }
    }

    /// The logit for some numbers and the encoder's own logit.
    pub(crate) fn logit(&self, numbers: &[f32], encoded: f32) -> f32 {
        self.base + self.encoded * encoded + self.trees.iter().map(|tree| tree.answer(numbers)).sum::<f32>()
    }
}

/// The probability that a logit stands for.
pub(crate) fn probability(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_forest_has_no_trees() {
        assert_eq!(Forest::from_bytes(b""), Forest::default());
        assert_eq!(Forest::from_bytes(b"CDOF\0\0\0\0\0\0\0\0\xff\xff\xff\xff"), Forest::default());
    }

    #[test]
    fn a_tree_answers_by_its_questions() {
        let mut tree = Tree { questions: [(0, 1.0), (1, 2.0), (7, 0.0), (0, 5.0)], ..Tree::default() };
        tree.answers = std::array::from_fn(|leaf| leaf as f32);
        assert_eq!(tree.answer(&[1.0, 1.0]), 1.0);
        assert_eq!(tree.answer(&[6.0, 2.0]), 11.0);
    }
}
