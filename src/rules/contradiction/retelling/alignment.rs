//! Lays two lines beside each other: which part of one is told by which of the other (Needleman, Wunsch 1970).

/// Which parts of two lines stand beside each other, in order.
pub(super) type Pairs = Vec<(usize, usize)>;

/// The pairs with the largest sum of grades. `grade` gives how well two parts stand beside each other; 0 that they do not.
pub(super) fn align(ours: usize, theirs: usize, grade: impl Fn(usize, usize) -> f32) -> Pairs {
    let width = theirs + 1;
    let mut best = vec![0.0f32; (ours + 1) * width];
    for i in (0..ours).rev() {
        for j in (0..theirs).rev() {
            let skip = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let pair = match grade(i, j) {
                grade if grade > 0.0 => grade + best[(i + 1) * width + j + 1],
                _ => 0.0,
            };
            best[i * width + j] = skip.max(pair);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Pairs::new();
    while i < ours && j < theirs {
        let here = best[i * width + j];
        if here <= best[(i + 1) * width + j] {
            i += 1;
        } else if here <= best[i * width + j + 1] {
            j += 1;
        } else {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(a: &str, b: &str) -> Pairs {
        let (a, b): (Vec<_>, Vec<_>) = (a.chars().collect(), b.chars().collect());
        align(a.len(), b.len(), |i, j| f32::from(u8::from(a[i] == b[j])))
    }

    #[test]
    fn the_longest_common_order_is_found() {
        assert_eq!(aligned("abcd", "abcd"), [(0, 0), (1, 1), (2, 2), (3, 3)]);
        assert_eq!(aligned("abxcd", "abycd"), [(0, 0), (1, 1), (3, 3), (4, 4)]);
        assert_eq!(aligned("abcd", "zbd"), [(1, 1), (3, 2)]);
        assert_eq!(aligned("ab", "cd"), []);
        assert_eq!(aligned("", "cd"), []);
    }
}
