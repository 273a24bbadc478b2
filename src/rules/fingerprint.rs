//! Names that findings keep while the text around them is edited.
//!
//! A fingerprint is the 64-bit FNV-1a hash (Fowler, Noll, Vo; RFC 9923) of three fields separated by a line feed, in 16
//! hexadecimal digits: the name of the rule (or the kind of claim), the normalized sentence in which the finding
//! starts, and its number among the findings of the same rule and sentence in the document, counted from 0. A sentence
//! is normalized by lower case, straight quotation marks and single spaces, so that re-wrapping or a change of
//! typography does not disturb it, and any change of wording does.

use crate::article::Article;
use crate::rules::Finding;
use crate::text::Span;
use std::collections::HashMap;

/// The 64-bit FNV-1a hash of `bytes`.
pub fn fnv1a(bytes: impl IntoIterator<Item = u8>) -> u64 {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    bytes.into_iter().fold(OFFSET_BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// The fingerprint of the `occurrence`th finding of `rule` in `sentence`, which may be as written or normalized.
pub fn of(rule: &str, sentence: &str, occurrence: usize) -> String {
    of_normal(rule, &normalize(sentence), occurrence)
}

/// The same for a sentence that is normalized.
pub(crate) fn of_normal(rule: &str, sentence: &str, occurrence: usize) -> String {
    let occurrence = occurrence.to_string();
    let fields = [rule, "\n", sentence, "\n", &occurrence];
    format!("{:016x}", fnv1a(fields.into_iter().flat_map(str::bytes)))
}

/// Lower case, straight quotation marks, single spaces.
pub fn normalize(sentence: &str) -> String {
    let mut normal = String::with_capacity(sentence.len());
    for word in sentence.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        if word.is_ascii() {
            normal.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
            continue;
        }
        for c in word.chars() {
            match c {
                '“' | '”' | '„' | '«' | '»' => normal.push('"'),
                '‘' | '’' | '‚' => normal.push('\''),
                c => normal.extend(c.to_lowercase()),
            }
        }
    }
    normal
}

/// The sentence at `span.start`; where there is none, the block; where there is no block, the line.
pub fn sentence_at(article: &Article, span: Span) -> Span {
    let at = article.paragraphs.partition_point(|p| p.offset <= span.start);
    if let Some(placed) = at.checked_sub(1).and_then(|i| article.paragraphs.get(i)) {
        let sentences = &placed.passage().sentences;
        let after = sentences.partition_point(|s| s.span.start + placed.offset <= span.start);
        if let Some(sentence) = after.checked_sub(1).and_then(|i| sentences.get(i)) {
            let sentence = sentence.span.shift(placed.offset);
            if span.start <= sentence.end {
                return sentence;
            }
        }
    }
    let document = &article.document;
    if let Some(block) = document.block_at(span.start).and_then(|i| document.blocks().get(i)) {
        return block.span;
    }
    let text = document.text();
    let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |i| i + 1);
    let end =
        text.get(span.start..).and_then(|after| after.find('\n')).map_or(text.len(), |i| span.start + i);
    Span::new(start, end)
}

/// Fills in the fingerprints of findings that are in document order.
pub(crate) fn stamp(article: &Article, findings: &mut [Finding]) {
    let mut seen: HashMap<(&'static str, String), usize> = HashMap::new();
    for finding in findings {
        let sentence = normalize(sentence_at(article, finding.span).of(article.text()));
        let count = seen.entry((finding.rule, sentence.clone())).or_default();
        finding.fingerprint = of_normal(finding.rule, &sentence, *count);
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{fnv1a, of};

    /// The test vectors of RFC 9923, section 8.
    #[test]
    fn fnv1a_gives_the_published_values() {
        assert_eq!(fnv1a(*b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(*b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(*b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn wrapping_and_typography_do_not_change_a_fingerprint_and_wording_does() {
        let plain = of("contradiction", "He said \"no\" to the plan.", 0);
        assert_eq!(plain, of("contradiction", "He said “no”\n  to the plan.", 0));
        assert_ne!(plain, of("contradiction", "He said \"yes\" to the plan.", 0));
        assert_ne!(plain, of("contradiction", "He said \"no\" to the plan.", 1));
        assert_eq!(plain.len(), 16);
    }
}
