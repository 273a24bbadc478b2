//! What a word looks like, hashed once and read by every model: form, lower case, beginning, ending, shape.

use crate::language::model::hash;
use crate::language::vectors;

/// The hashes of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// In lower case.
    pub lower: u64,
    /// The last one, two and three letters in lower case.
    pub suffixes: [u64; 3],
    /// The first two letters in lower case.
    pub prefix: u64,
    /// Letters, digits and marks, runs shortened: "Xx", "d,d", "x-x".
    pub shape: u64,
    /// The number of its vector, 0 where it has none.
    pub vector: u32,
    /// Whether it begins with a capital.
    pub capital: bool,
}

impl Word {
    /// Hashes a word. `capitals` says that the passage is set in capitals, so that case means nothing.
    pub fn new(text: &str, capitals: bool) -> Word {
        let mut buffer = [0u8; 64];
        if text.len() <= buffer.len() && text.is_ascii() {
            let lower = &mut buffer[..text.len()];
            lower.copy_from_slice(text.as_bytes());
            lower.make_ascii_lowercase();
            Self::hashed(text.as_bytes(), lower, text.starts_with(|c: char| c.is_ascii_uppercase()), capitals)
        } else {
            // The apostrophes and quotation marks of one language are one letter to the models.
            let plain = text.replace(['’', '‘', 'ʼ'], "'");
            let plain = match plain.as_str() {
                "“" | "”" | "„" | "«" | "»" => "\"",
                "—" | "–" | "―" => "--",
                "…" => "...",
                other => other,
            };
            let lower = plain.to_lowercase();
            Self::hashed(plain.as_bytes(), lower.as_bytes(), plain.starts_with(char::is_uppercase), capitals)
        }
    }

    fn hashed(form: &[u8], lower: &[u8], capital: bool, capitals: bool) -> Word {
        let tail = |n: usize| hash(&lower[lower.len().saturating_sub(n)..]);
        let lowered = hash(lower);
        Word {
            lower: lowered,
            suffixes: [tail(1), tail(2), tail(3)],
            prefix: hash(&lower[..lower.len().min(2)]),
            shape: shape(if capitals { lower } else { form }),
            vector: vectors::number(lowered),
            capital: capital && !capitals,
        }
    }
}

/// The shape of a word as a small number: classes of its first letters and whether runs are long.
fn shape(form: &[u8]) -> u64 {
    let (mut state, mut last, mut run) = (1u64, 0u64, 0);
    for &byte in form.iter().take(24) {
        let class = match byte {
            b'A'..=b'Z' => 1,
            b'a'..=b'z' => 2,
            b'0'..=b'9' => 3,
            b'.' => 4,
            b'-' => 5,
            b'\'' => 6,
            b',' => 7,
            0x80.. => 8,
            _ => 9,
        };
        if class == last {
            run += 1;
            if run > 1 {
                continue;
            }
        } else {
            run = 0;
        }
        last = class;
        state = state.wrapping_mul(11).wrapping_add(class);
    }
    state
}

/// Whether a text is set in capitals: more than half of its letters, and at least six of them.
pub fn in_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0, 0);
    for c in text.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    upper >= 6 && upper > lower * 2
}
