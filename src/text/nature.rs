//! Whether a text is an article: running copy, in English or in another language, rather than a log, a table, a word
//! list, a program. Judged by a sample of its blocks.

use crate::text::patterns::entries;
use crate::text::position::floor_boundary;
use crate::text::{Block, BlockKind, FrontMatter, Nature};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Blocks that are looked at, evenly spread.
const SAMPLE: usize = 32;
/// Bytes of each that are looked at.
const REACH: usize = 800;
/// Bytes at the start of a text in which a licence is recognized.
const LEGAL_REACH: usize = 4096;
/// Languages in `data/function_words.tsv` at most.
const LANGUAGES: usize = 32;

/// Which languages a function word belongs to: bit 0 is English.
static FUNCTION_WORDS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    let mut bit = 1;
    for entry in entries(include_str!("data/function_words.tsv")) {
        let Some((language, list)) = entry.split_once('\t') else { continue };
        let mark = if language == "en" { 1 } else { 1u32.wrapping_shl(bit) };
        bit += u32::from(language != "en");
        for word in list.split(' ') {
            *words.entry(word).or_insert(0) |= mark;
        }
    }
    words
});

/// What a sample of blocks shows.
#[derive(Default)]
struct Evidence {
    /// Bytes looked at.
    bytes: usize,
    /// Bytes of them in running sentences.
    prose: usize,
    /// Words in running sentences.
    words: usize,
    /// Function words among them, by language.
    by_language: [usize; LANGUAGES],
    /// Bytes of running sentences in scripts other than Latin.
    other_script: usize,
}

/// Judges a text by its blocks. `hidden` is how many bytes of code the markup marks as such.
pub(crate) fn judge(masked: &str, blocks: &[Block], front: &FrontMatter, hidden: usize) -> Nature {
    let copy =
        |b: &&Block| !matches!(b.kind, BlockKind::Byline | BlockKind::Dateline | BlockKind::Boilerplate);
    let count = blocks.iter().filter(copy).count();
    let step = count.div_ceil(SAMPLE).max(1);
    let mut evidence = Evidence::default();
    for block in blocks.iter().filter(copy).step_by(step) {
        evidence.read(block, block.span.of(masked));
    }
    let shown: usize = blocks.iter().map(|b| b.span.len()).sum();
    let coded = hidden * 5 > shown + hidden;
    if evidence.prose == 0 || evidence.prose * 5 < evidence.bytes * 2 || coded || is_legal(masked) {
        return Nature::Other;
    }
    let declared = front.language.as_deref().map(|l| l.to_ascii_lowercase());
    if declared.is_some_and(|l| !l.starts_with("en")) || evidence.is_foreign() {
        return Nature::Foreign;
    }
    Nature::Article
}

impl Evidence {
    fn read(&mut self, block: &Block, text: &str) {
        let text = text.get(..floor_boundary(text, REACH)).unwrap_or(text);
        self.bytes += text.len();
        let (mut letters, mut foreign, mut digits, mut symbols, mut chars) = (0, 0, 0, 0, 0);
        for c in text.chars() {
            chars += 1;
            match c {
                'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => letters += 1,
                '0'..='9' => digits += 1,
                '{' | '}' | '[' | ']' | '<' | '>' | '=' | '+' | '*' | '/' | '\\' | '|' | '_' | '#' | '@'
                | '^' | '~' | ';' | '`' => symbols += 1,
                c if c.is_alphabetic() => foreign += 1,
                _ => {}
            }
        }
        let mut words = 0;
        let mut joined = 0;
        let mut function = 0;
        let mut found = [0; LANGUAGES];
        let mut lower = String::new();
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() {
                continue;
            }
            words += 1;
            joined += usize::from(
                bare.contains([',', '=', ':', '(', '{']) && !bare.starts_with(|c: char| c.is_ascii_digit()),
            );
            if bare.len() > 16 {
                continue;
            }
            lower.clear();
            lower.extend(bare.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
            if let Some(mut bits) = FUNCTION_WORDS.get(lower.as_str()).copied() {
                function += 1;
                while bits != 0 {
                    found[bits.trailing_zeros() as usize % LANGUAGES] += 1;
                    bits &= bits - 1;
                }
            }
        }
        if foreign > letters && foreign >= 12 && symbols * 20 < chars && digits * 5 < chars {
            self.prose += text.len();
            self.other_script += text.len();
            return;
        }
        let stopped =
            text.trim_end_matches(['"', '”', '’', '\'', ')', ' ']).ends_with(['.', '!', '?', '…', ':', ';']);
        let display = matches!(block.kind, BlockKind::Headline | BlockKind::Heading | BlockKind::Caption);
        let runs = words >= 4 && (stopped || words >= 12 && block.kind != BlockKind::List);
        let plain = symbols * 33 <= chars && digits * 6 <= chars && joined * 6 <= words;
        let grammatical = function * 8 >= words;
        if display && plain && !runs {
            // A headline speaks neither for nor against.
            self.bytes -= text.len();
        } else if runs && plain && grammatical && !starts_like_a_record(text) {
            self.prose += text.len();
            self.words += words;
            for (sum, count) in self.by_language.iter_mut().zip(found) {
                *sum += count;
            }
        }
    }

    fn is_foreign(&self) -> bool {
        let english = self.by_language[0];
        let other = self.by_language[1..].iter().copied().max().unwrap_or(0);
        self.other_script * 2 > self.prose || other * 4 > english * 5 && other >= 3
    }
}

/// A time stamp, a bracketed level, a bare path: the start of a log line or a table row.
fn starts_like_a_record(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    let digits = first.chars().filter(char::is_ascii_digit).count();
    first.starts_with(['{', '<', '/', '#'])
        || first.starts_with('[') && first.ends_with(']') && digits > 0
        || digits >= 6 && first.contains([':', '-', '/', 'T'])
        || first.contains("::")
        || first.contains("()")
}

fn is_legal(text: &str) -> bool {
    static PHRASES: LazyLock<Vec<&str>> =
        LazyLock::new(|| entries(include_str!("data/legal_phrases.txt")).collect());
    let start = text.get(..floor_boundary(text, LEGAL_REACH)).unwrap_or(text);
    let lower: Vec<String> = start.split_whitespace().map(str::to_lowercase).collect();
    let lower = lower.join(" ").replace(['“', '”'], "\"");
    PHRASES.iter().any(|phrase| lower.contains(phrase))
}
