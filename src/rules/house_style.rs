//! The rule `house-style`.

use crate::article::{Article, Mention};
use crate::rules::{Edit, Finding, Fix, HouseName, Settings};
use crate::text::{Cover, Span};
use std::collections::HashMap;

rule! {
    /// A spelling that the newsroom does not use.
    ///
    /// The lists `people`, `organizations` and `terms` of `copydesk.toml` say how names and words are spelled here, and
    /// under `not` how they are not. Without such lists the rule says nothing. Capitals are followed: a term at the
    /// beginning of a sentence or in a headline of capitals is corrected in its own manner. Of a person's name as much is put
    /// in as was written: a surname for a surname. Left alone: terms inside quotations, which are the speaker's, and words
    /// that are only a part of the right spelling.
    ///
    /// ```toml
    /// [[people]]
    /// name = "Siobhan Adeyemi"
    /// title = "Mayor"
    /// not = ["Siobhan Adeyami", "Adeyami"]
    ///
    /// [[terms]]
    /// name = "flood plain"
    /// not = ["floodplain"]
    /// ```
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Mayor Siobhan Adeyami walked over the floodplain on Monday.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Mayor Siobhan Adeyemi walked over the flood plain on Monday.
    /// ```
    "house-style", Warning, check
}

/// What kind of entry a spelling comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    People,
    Organizations,
    Terms,
}

/// A spelling that is not used, and the entry that says so.
struct Unused<'s> {
    spelling: &'s str,
    entry: &'s HouseName,
    list: List,
}

/// The words of an article that were in capitals: how a replacement is to be written.
#[derive(Clone, Copy)]
enum Capitals {
    AsListed,
    First,
    All,
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    let lists = [
        (List::People, &settings.people),
        (List::Organizations, &settings.organizations),
        (List::Terms, &settings.terms),
    ];
    // By the first word in lower case, so that a text is gone through once however long the lists are.
    let mut by_word: HashMap<String, Vec<Unused<'_>>> = HashMap::new();
    for (list, entries) in lists {
        for entry in entries {
            for spelling in &entry.not {
                let first = first_word(spelling).to_lowercase();
                by_word.entry(first).or_default().push(Unused { spelling, entry, list });
            }
        }
    }
    if !by_word.is_empty() {
        let quotations: Cover = article.quotations.iter().map(|q| q.span).collect();
        for placed in &article.paragraphs {
            spellings(article, placed.offset, article.wording(placed), &by_word, &quotations, findings);
        }
    }
    let titled: Vec<&HouseName> = settings.people.iter().filter(|entry| entry.title.is_some()).collect();
    if !titled.is_empty() {
        titles(article, &titled, findings);
    }
}

/// The spellings of one paragraph that are not used.
fn spellings(
    article: &Article,
    offset: usize,
    text: &str,
    by_word: &HashMap<String, Vec<Unused<'_>>>,
    quotations: &Cover,
    findings: &mut Vec<Finding>,
) {
    let mut at = 0;
    while let Some(start) = next_word(text, at) {
        let word = first_word(&text[start..]);
        let candidates = by_word.get(&word.to_lowercase()).map_or(&[][..], Vec::as_slice);
        let found = candidates
            .iter()
            .filter_map(|unused| {
                let (end, capitals) = matches(text, start, unused)?;
                (!is_part_of_right(text, start, unused)).then_some((end, capitals, unused))
            })
            .max_by_key(|(end, _, _)| *end);
        at = start + word.len().max(1);
        let Some((end, capitals, unused)) = found else { continue };
        let span = Span::new(start, end).shift(offset);
        if unused.list == List::Terms && quotations.covers(span) {
            continue;
        }
        at = end;
        findings.push(finding(article, span, &text[start..end], unused, capitals));
    }
}

fn finding(article: &Article, span: Span, words: &str, unused: &Unused<'_>, capitals: Capitals) -> Finding {
    let right = match unused.list {
        List::People => as_much(&unused.entry.name, unused.spelling),
        List::Organizations | List::Terms => unused.entry.name.clone(),
    };
    let right = match capitals {
        Capitals::AsListed => right,
        Capitals::First => capitalized(&right),
        Capitals::All => right.to_uppercase(),
    };
    let finding = Finding::new(RULE.name, span, format!("The house writes “{right}”, not “{words}”"));
    // Markup inside the words would be lost; somebody has to look.
    if span.of(article.text()) != words {
        return finding;
    }
    let edits = vec![Edit { span, replacement: right.clone() }];
    finding.with_fix(Fix { title: format!("Write “{right}”"), edits, safe: true })
}

/// Titles in front of listed people that are not the listed ones. Only what is written as a title counts, with a capital:
/// "author Siobhan Adeyemi" tells something else of her.
fn titles(article: &Article, people: &[&HouseName], findings: &mut Vec<Finding>) {
    let named = |mention: &Mention| {
        let name = article.entities.get(mention.entity).map(|entity| entity.name.as_str());
        people.iter().find(|person| name == Some(person.name.as_str()))
    };
    for mention in &article.mentions {
        let (Some(span), Some(person)) = (mention.title, named(mention)) else { continue };
        let (title, Some(right)) = (span.of(article.document.masked()), &person.title) else { continue };
        let before = article.document.masked().get(..span.start).unwrap_or("").trim_end();
        let before = before.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
        let is_past = ["former", "ex", "then", "late", "acting"].contains(&before.trim_matches('-'));
        let is_courtesy = title.trim_end_matches('.').len() <= 3;
        if title != right && !is_past && !is_courtesy && title.starts_with(char::is_uppercase) {
            let message = format!("The house gives {} the title “{right}”, not “{title}”", person.name);
            let edits = vec![Edit { span, replacement: right.clone() }];
            let fix = Fix { title: format!("Write “{right}”"), edits, safe: false };
            findings.push(Finding::new(RULE.name, span, message).with_fix(fix));
        }
    }
}

/// The letters and digits that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

/// Where the next word begins, at `from` or later.
fn next_word(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(char::is_alphanumeric).map(|at| from + at)
}

/// Where a spelling that begins at `start` ends in the text, if it stands there as words of its own.
fn matches(text: &str, start: usize, unused: &Unused<'_>) -> Option<(usize, Capitals)> {
    if text[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let spelling = unused.spelling;
    let end =
        same(&text[start..], spelling, |a, b| a.to_lowercase().eq(b.to_lowercase())).map(|l| start + l)?;
    let ends_in_word = spelling.ends_with(char::is_alphanumeric);
    if ends_in_word && text[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let written = &text[start..end];
    let listed = same(written, spelling, |a, b| a == b).is_some();
    let many = written.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let capitals = if listed {
        Capitals::AsListed
    } else if many && !written.chars().any(char::is_lowercase) {
        Capitals::All
    } else if unused.list == List::Terms && same(written, &capitalized(spelling), |a, b| a == b).is_some() {
        Capitals::First
    } else {
        return None;
    };
    Some((end, capitals))
}

/// How many bytes of `text` are `spelling`, where any white space is as good as any other, and any apostrophe.
fn same(text: &str, spelling: &str, equal: impl Fn(char, char) -> bool) -> Option<usize> {
    let apostrophe = |c: char| matches!(c, '\'' | '’' | '‘');
    let mut rest = text;
    let mut wanted = spelling.trim().chars().peekable();
    while let Some(c) = wanted.next() {
        if c.is_whitespace() {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
            while wanted.peek().is_some_and(|c| c.is_whitespace()) {
                wanted.next();
            }
            continue;
        }
        let mut chars = rest.chars();
        let found = chars.next()?;
        if !(equal(found, c) || apostrophe(found) && apostrophe(c)) {
            return None;
        }
        rest = chars.as_str();
    }
    Some(text.len() - rest.len())
}

/// Whether the words at `start` stand inside the right spelling: “Public Works” in “Ministry of Public Works”.
fn is_part_of_right(text: &str, start: usize, unused: &Unused<'_>) -> bool {
    let name = &unused.entry.name;
    name.match_indices(unused.spelling).any(|(at, _)| {
        start
            .checked_sub(at)
            .is_some_and(|from| text.get(from..).is_some_and(|t| t.starts_with(name.as_str())))
    })
}

/// As many words of a name as a spelling has, those nearest to it: “Zelenskyy” of “Volodymyr Zelenskyy” for “Zelensky”.
/// The whole name where none is near.
fn as_much(name: &str, spelling: &str) -> String {
    let (words, count) = (name.split_whitespace().collect::<Vec<_>>(), spelling.split_whitespace().count());
    let distance =
        |window: &str| strsim::damerau_levenshtein(&window.to_lowercase(), &spelling.to_lowercase());
    let windows = words.windows(count.max(1)).map(|window| window.join(" "));
    windows
        .map(|window| (distance(&window), window))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, window)| distance * 2 <= window.chars().count())
        .map_or_else(|| name.to_owned(), |(_, window)| window)
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::as_much;

    #[test]
    fn a_surname_is_put_in_for_a_surname() {
        assert_eq!(as_much("Volodymyr Zelenskyy", "Zelensky"), "Zelenskyy");
        assert_eq!(as_much("Volodymyr Zelenskyy", "Vladimir Zelensky"), "Volodymyr Zelenskyy");
        assert_eq!(as_much("Leo XIV", "Prevost"), "Leo XIV");
    }
}
