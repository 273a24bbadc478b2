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

/// How many rows are asked at once.
const LANES: usize = 32;

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
    #[cfg(any(test, feature = "train"))]
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
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn logit(&self, numbers: &[f32], encoded: f32) -> f32 {
        self.with(self.trees.iter().map(|tree| tree.answer(numbers)).sum(), encoded)
    }

    /// The logits for many rows of numbers, each with the encoder's own logit: those that `logit` gives one by
    /// one. Every question of a tree is put to [`LANES`] rows at once.
    pub(crate) fn logits(&self, rows: &[Vec<f32>], encoded: &[f32]) -> Vec<f32> {
        let sums = rows.chunks(LANES).flat_map(|rows| self.sums(rows).into_iter().take(rows.len()));
        sums.zip(encoded).map(|(sum, &encoded)| self.with(sum, encoded)).collect()
    }

    /// What the trees answer in all, for up to [`LANES`] rows.
    fn sums(&self, rows: &[Vec<f32>]) -> [f32; LANES] {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        // What a row does not have is never at least anything.
        let mut columns = vec![[f32::NAN; LANES]; width];
        for (lane, row) in rows.iter().enumerate() {
            for (column, &number) in columns.iter_mut().zip(row) {
                column[lane] = number;
            }
        }
        let mut sums = [0.0; LANES];
        for tree in &self.trees {
            let mut leaves = [0u32; LANES];
            for (level, &(number, least)) in tree.questions.iter().enumerate() {
                let Some(column) = columns.get(number as usize) else { continue };
                for (leaf, &number) in leaves.iter_mut().zip(column) {
                    *leaf |= u32::from(number >= least) << level;
                }
            }
            for (sum, leaf) in sums.iter_mut().zip(leaves) {
                *sum += tree.answers[leaf as usize % LEAVES];
            }
        }
        sums
    }

    /// The logit of what the trees answer in all.
    fn with(&self, trees: f32, encoded: f32) -> f32 {
        self.base + self.encoded * encoded + trees
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

    #[test]
    fn many_rows_get_the_logits_that_each_gets_alone() {
        let number = |seed: usize| (seed * 7919 % 101) as f32 / 10.0 - 5.0;
        let tree = |seed: usize| Tree {
            questions: std::array::from_fn(|level| ((seed * 5 + level * 3) as u32 % 9, number(seed + level))),
            answers: std::array::from_fn(|leaf| number(seed * 31 + leaf)),
        };
        let forest = Forest { base: 0.3, encoded: 0.7, trees: (0..50).map(tree).collect() };
        // Rows of different lengths, and more of them than are asked at once.
        let rows: Vec<Vec<f32>> = (0..LANES * 2 + 5)
            .map(|row| (0..4 + row % 5).map(|at| number(row * 17 + at)).collect())
            .collect();
        let encoded: Vec<f32> = (0..rows.len()).map(number).collect();
        let alone: Vec<f32> = rows.iter().zip(&encoded).map(|(row, &e)| forest.logit(row, e)).collect();
        assert_eq!(forest.logits(&rows, &encoded), alone);
        assert!(forest.logits(&[], &[]).is_empty());
    }
}
