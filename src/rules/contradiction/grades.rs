//! Grades of pairs of words, kept for a while: the same pairs are asked for again and again.
//!
//! Comes in: two numbers of words. Goes out: the grade that was found for the two last time, or a new one. A table of fixed
//! size in which a pair takes the place of the one that stood there; what is kept makes no difference but to time.

use std::cell::Cell;

/// The most places of a table, a power of two: about 200 KB.
const MOST: usize = 1 << 14;
/// Places for each word of an article.
const EACH: usize = 8;

/// A pair with its grade.
type Entry = (u32, u32, f32);

pub(super) struct Grades {
    places: Vec<Cell<Entry>>,
}

impl Grades {
    /// An empty table for so many words.
    pub(super) fn new(words: usize) -> Self {
        let size = words.saturating_mul(EACH).next_power_of_two().min(MOST);
        // No word is paired with itself, so this is no pair.
        Self { places: vec![Cell::new((0, 0, 0.0)); size] }
    }

    /// The grade of two different words in either order.
    pub(super) fn of(&self, a: u32, b: u32, find: impl FnOnce() -> f32) -> f32 {
        let (low, high) = (a.min(b), a.max(b));
        let mixed = (u64::from(low) << 32 | u64::from(high)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        let Some(place) = self.places.get(mixed as usize & (self.places.len() - 1)) else { return find() };
        let (one, other, grade) = place.get();
        if (one, other) == (low, high) && low != high {
            return grade;
        }
        let grade = find();
        place.set((low, high, grade));
        grade
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_has_one_grade_however_it_is_asked_for() {
        let grades = Grades::new(2);
        let grade = |a: u32, b: u32| grades.of(a, b, || (a.min(b) * 100 + a.max(b)) as f32);
        // More pairs than places, so that they push each other out.
        for round in 0..3 {
            for a in 0..40 {
                for b in (0..40).filter(|b| *b != a) {
                    assert_eq!(grade(a, b), (a.min(b) * 100 + a.max(b)) as f32, "{round}");
                }
            }
        }
        // What stands in its place is not looked for again.
        grades.of(1, 2, || 0.5);
        assert_eq!(grades.of(2, 1, || 0.25), 0.5);
    }
}
