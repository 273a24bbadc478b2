//! What belongs to a person's name by convention and not by meaning: a courtesy title does not, a particle in front of a
//! surname ("del Ponte") and a suffix behind it ("Jr.") do.

use crate::language::tokens::rows;
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Titles of courtesy and office that are never a name by themselves.
static COURTESY: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rows(include_str!("../data/courtesy.txt")).collect());
static PARTICLES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rows(include_str!("../data/particles.txt")).collect());
static SUFFIXES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rows(include_str!("../data/suffixes.txt")).collect());

/// Titles that nobody but a person has.
static HONORIFICS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| rows(include_str!("../data/honorifics.txt")).collect());

/// Whether a word is a title that nobody but a person has: "Ms Holm" is no company.
pub(super) fn is_honorific(word: &str) -> bool {
    HONORIFICS.contains(word)
}

/// Whether a word stands behind surnames and is none: "Jr."
pub(crate) fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(word)
}

/// The tokens of a person's name that was found at `found`, among the tokens of one sentence; `None` if nothing of it is a
/// name. `taken` is where the name before it ended.
pub(super) fn person(text: &str, spans: &[Span], found: Range<usize>, taken: usize) -> Option<Range<usize>> {
    let word = |at: usize| spans.get(at).map_or("", |span| span.of(text));
    let mut name = found;
    while name.start < name.end && COURTESY.contains(word(name.start)) {
        name.start += 1;
    }
    while name.start < name.end && COURTESY.contains(word(name.end - 1)) {
        name.end -= 1;
    }
    if name.is_empty() {
        return None;
    }
    // "Ms. del Ponte", "Carla del Ponte": the particle is part of the surname.
    while name.start > taken
        && PARTICLES.contains(word(name.start - 1))
        && word(name.start - 1).starts_with(char::is_lowercase)
    {
        name.start -= 1;
    }
    if SUFFIXES.contains(word(name.end)) && name.len() > 1 {
        name.end += 1;
    } else if word(name.end) == "," && SUFFIXES.contains(word(name.end + 1)) && name.len() > 1 {
        name.end += 2;
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokens::tokenize;

    /// The name that is made of what stands between the bars.
    fn named(marked: &str) -> Option<String> {
        let (before, rest) = marked.split_once('|')?;
        let (inside, after) = rest.split_once('|')?;
        let text = format!("{before}{inside}{after}");
        let spans = tokenize(&text);
        let start = spans.iter().position(|s| s.start >= before.len())?;
        let end = spans.iter().rposition(|s| s.end <= before.len() + inside.len())? + 1;
        let name = person(&text, &spans, start..end, 0)?;
        Some(text[spans[name.start].start..spans[name.end - 1].end].to_owned())
    }

    #[test]
    fn titles_fall_away_particles_and_suffixes_belong() {
        assert_eq!(named("Then |Ms. Okafor| spoke.").as_deref(), Some("Okafor"));
        assert_eq!(named("Then |Ms.| spoke.").as_deref(), None);
        assert_eq!(named("Then Ms. del |Monte| spoke.").as_deref(), Some("del Monte"));
        assert_eq!(named("Then |Peter Lindqvist| Jr. spoke.").as_deref(), Some("Peter Lindqvist Jr."));
        assert_eq!(named("Then |Peter Lindqvist|, Jr., spoke.").as_deref(), Some("Peter Lindqvist, Jr."));
        assert_eq!(named("She met |Lindqvist| in May.").as_deref(), Some("Lindqvist"));
    }
}
