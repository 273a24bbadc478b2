//! The rule `inconsistent-name`.

mod slip;

use crate::article::entity::person_name::PersonName;
use crate::article::entity::{lexicon, spelling};
use crate::article::{Article, Attribute, Entity, EntityId, Mention, Quality};
use crate::language::NameKind;
use crate::rules::{Edit, Finding, Fix, HouseName, Settings, contradiction};
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};

rule! {
    /// One person or body whose name is spelled in two ways, or who has two titles at one time.
    ///
    /// A surname that changes a letter, one out of nowhere that is a slip away from one introduced, a body
    /// that is misspelled once, a given name in two transliterations (“Sergei” and “Sergey”), a rank or office in front of the name
    /// that changes, a spelling that `people` or `organizations` of copydesk.toml lists under `not`. The spelling used
    /// most, or the one in copydesk.toml, is taken for the right one, and a fix changes the other. Nicknames (Bill
    /// for William), initials, surnames alone and particles (van, al-) are no inconsistency, and neither is a title that
    /// somebody used to have.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Minister leaves for talks
    ///
    /// Sergei Antonov, the foreign minister, left for Geneva on Monday.
    ///
    /// Antonov will meet diplomats there. Sergey Antonov has led the ministry since 2004, and Antonov is expected to stay.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Minister leaves for talks
    ///
    /// William Antonov, the foreign minister, left for Geneva on Monday.
    ///
    /// Bill Antonov, as his friends call him, has led the ministry since 2004.
    /// ```
    "inconsistent-name", Warning, check
}

/// Military ranks.
const RANKS: &str = include_str!("data/ranks.txt");
/// Shorter words differ by a letter too easily.
const SHORTEST: usize = 4;
/// How many spellings of one part of a name are compared.
const MOST: usize = 12;

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    for house in settings.people.iter().chain(&settings.organizations) {
        house_spelling(article, house, findings);
    }
    for entity in article.entities.iter().filter(|e| e.kind == NameKind::Person) {
        spellings(article, entity, settings, findings);
    }
    for slip in slip::slips(article) {
        let text = article.text();
        let house = |span: Span| {
            let own = spelling::fold(span.of(text));
            settings.people.iter().any(|p| spelling::fold(&p.name).split(' ').any(|word| word == own))
        };
        if !slip.wrong.first().is_some_and(|&span| house(span)) {
            findings.extend(two_spellings(text, &slip.wrong, slip.right));
        }
    }
    titles(article, findings);
}

/// One finding a spelling, with a fix for all its places.
fn two_spellings(text: &str, wrong: &[Span], right: Span) -> Option<Finding> {
    let &first = wrong.first()?;
    let spelling = right.of(text);
    let message = format!("“{}” here, “{spelling}” elsewhere", first.of(text));
    let edit = |&span: &Span| Edit { span, replacement: spelling.to_owned() };
    let fix = Fix {
        title: format!("Change to “{spelling}”"),
        edits: wrong.iter().map(edit).collect(),
        safe: false,
    };
    Some(Finding::new(RULE.name, first, message).with_related(right, format!("“{spelling}”")).with_fix(fix))
}

/// Every place that spells a name as the newsroom does not.
fn house_spelling(article: &Article, house: &HouseName, findings: &mut Vec<Finding>) {
    let text = article.document.masked();
    for wrong in house.not.iter().filter(|w| !w.trim().is_empty()) {
        // "Zelensky" alone stands for the end of "Volodymyr Zelenskyy".
        let words = wrong.split_whitespace().count();
        let right: Vec<&str> = house.name.split_whitespace().collect();
        let right = right[right.len().saturating_sub(words)..].join(" ");
        let copy = article.paragraphs.iter().filter(|p| p.kind.is_copy());
        for placed in copy {
            for (at, _) in article.wording(placed).match_indices(wrong.as_str()) {
                let span = Span::new(at, at + wrong.len()).shift(placed.offset);
                if !is_whole(text, span) || is_inside(text, span, &house.name) {
                    continue;
                }
                let message = format!("The house spelling is “{}”", house.name);
                let finding = Finding::new(RULE.name, span, message);
                findings.push(finding.with_fix(fix(span, &right, true)));
            }
        }
    }
}

/// Whether no letter stands right before or behind a span.
fn is_whole(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    !letter(before) && !letter(after)
}

/// Whether a span is a part of the right name.
fn is_inside(text: &str, span: Span, name: &str) -> bool {
    let wrong = span.of(text);
    name.match_indices(wrong).any(|(at, _)| {
        let start = span.start.checked_sub(at);
        start.is_some_and(|start| text.get(start..start + name.len()) == Some(name))
    })
}

fn fix(span: Span, right: &str, safe: bool) -> Fix {
    Fix {
        title: format!("Change to “{right}”"),
        edits: vec![Edit { span, replacement: right.to_owned() }],
        safe,
    }
}

/// One spelling of a part of a person's name.
#[derive(Default)]
struct Spelling {
    /// As written first.
    written: String,
    /// Where it stands.
    places: Vec<Span>,
}

/// Given names and surnames of one person that are spelled in two ways.
fn spellings(article: &Article, entity: &Entity, settings: &Settings, findings: &mut Vec<Finding>) {
    let mut parts: [BTreeMap<String, Spelling>; 2] = Default::default();
    let mut note = |part: usize, key: &str, span: Span| {
        let spelling = parts[part].entry(key.to_owned()).or_default();
        if spelling.places.is_empty() {
            spelling.written = span.of(article.text()).to_owned();
        }
        spelling.places.push(span);
    };
    for mention in names_of(article, entity) {
        let folded = spelling::fold(mention.span.of(article.text()));
        let Some(name) = PersonName::of(&folded) else { continue };
        let words = words_of(article.text(), mention.span);
        let place = |part: &str| words.iter().find(|w| spelling::fold(w.of(article.text())) == part).copied();
        if let Some(span) = place(&name.surname) {
            note(1, &name.surname, span);
        }
        if let Some(span) = place(&name.given).filter(|_| name.is_full()) {
            note(0, &name.given, span);
        }
    }
    for (part, spellings) in parts.iter().enumerate() {
        if spellings.len() < 2 || spellings.len() > MOST {
            continue;
        }
        let house = |key: &str| {
            settings.people.iter().any(|p| spelling::fold(&p.name).split(' ').any(|word| word == key))
        };
        let rank = |(key, spelling): &(&String, &Spelling)| {
            (house(key), spelling.places.len(), std::cmp::Reverse(spelling.places[0].start))
        };
        let Some((right_key, right)) = spellings.iter().max_by_key(rank) else { continue };
        for (key, wrong) in spellings.iter().filter(|(key, _)| *key != right_key) {
            let variant =
                if part == 0 { is_other_given(key, right_key) } else { is_other_spelling(key, right_key) };
            if !variant {
                continue;
            }
            findings.extend(two_spellings(article.text(), &wrong.places, right.places[0]));
        }
    }
}

fn names_of<'a>(article: &'a Article, entity: &'a Entity) -> impl Iterator<Item = &'a Mention> {
    entity.mentions.iter().filter_map(|&m| article.mentions.get(m)).filter(|m| m.form.is_name())
}

/// The words of a name.
fn words_of(text: &str, name: Span) -> Vec<Span> {
    let written = name.of(text);
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in written.char_indices().chain([(written.len(), ' ')]) {
        match (character.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push(Span::new(name.start + from, name.start + at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words
}

/// Whether two words of a name are two spellings of one, and not one with a particle or in the plural.
fn is_other_spelling(a: &str, b: &str) -> bool {
    let long = a.len() >= SHORTEST && b.len() >= SHORTEST;
    let plural = |a: &str, b: &str| a.strip_suffix('s') == Some(b) || a.strip_suffix("es") == Some(b);
    let alike = spelling::skeleton(a) == spelling::skeleton(b) || spelling::is_one_slip_apart(a, b);
    long && a != b
        && alike
        && !plural(a, b)
        && !plural(b, a)
        && !a.contains(' ')
        && !b.contains(' ')
        && !a.contains(['-', '\''])
        && !b.contains(['-', '\''])
}

/// Whether two given names of one person are two spellings, and not one short for the other.
fn is_other_given(a: &str, b: &str) -> bool {
    if a == b || a.len() < SHORTEST || b.len() < SHORTEST || a.starts_with(b) || b.starts_with(a) {
        return false;
    }
    if spelling::skeleton(a) == spelling::skeleton(b) {
        return true;
    }
    let short = lexicon::formal_given_name(a) == lexicon::formal_given_name(b);
    !short && a.len() > SHORTEST && b.len() > SHORTEST && spelling::is_one_slip_apart(a, b)
}

/// Two titles of one person that nobody has at one time.
fn titles(article: &Article, findings: &mut Vec<Finding>) {
    let mut known: HashMap<EntityId, Vec<&Attribute>> = HashMap::new();
    for here in article.attributes.iter().filter(|a| a.title && a.current) {
        let Quality::Post(post) = &here.quality else { continue };
        let before = known.entry(here.entity).or_default();
        let clash = before.iter().take(MOST).find(|there| match &there.quality {
            Quality::Post(other) => contradiction::posts::clash(article, post, other).is_some(),
            _ => false,
        });
        if let Some(there) = clash {
            findings.push(two_titles(article, here.entity, here.span, there.span));
        }
        before.push(here);
    }
    for (id, entity) in article.entities.iter().enumerate().filter(|(_, e)| e.kind == NameKind::Person) {
        let mut first: Option<(Span, &str)> = None;
        for mention in names_of(article, entity) {
            let Some((span, rank)) = mention.title.and_then(|t| Some((t, rank_of(article.text(), t)?)))
            else {
                continue;
            };
            match first {
                Some((there, other)) if other != rank => findings.push(two_titles(article, id, span, there)),
                Some(_) => {}
                None => first = Some((span, rank)),
            }
        }
    }
}

fn two_titles(article: &Article, entity: EntityId, here: Span, there: Span) -> Finding {
    let name = article.entities.get(entity).map_or("", |e| e.name.as_str());
    let (title, other) = (here.of(article.text()), there.of(article.text()));
    let message = format!("{name} is “{title}” here, “{other}” elsewhere");
    Finding::new(RULE.name, here, message).with_related(there, format!("“{other}”"))
}

/// The rank that a title is: that of its last word. `None` where it is none, or where it tells what was.
fn rank_of(text: &str, title: Span) -> Option<&'static str> {
    let words = spelling::fold(title.of(text));
    let before = text.get(..title.start).unwrap_or("").trim_end();
    let once = |word: &str| matches!(word, "former" | "then" | "retired" | "ex");
    let was = before.rsplit([' ', '\n']).next().is_some_and(|w| once(&spelling::fold(w)));
    if was || words.split([' ', '-']).any(once) {
        return None;
    }
    let last = lexicon::title_in_full(words.split(' ').next_back()?);
    RANKS.lines().filter(|l| !l.starts_with('#')).find(|rank| *rank == last)
}
