//! Runs every rule over the articles of `tests/fixtures/<rule>/flagged.txt` and `clean.txt`.
//!
//! A file holds cases. Each starts with `--- name of the case`, optionally `--- name | kind: opinion, file: a.md,
//! require-checked: 0.5`. Then comes what the ledger says, `% verified: words of a claim` or `% stet RULE: words of a
//! sentence`, and then an article. A line that begins with `^` marks the words above it that must be flagged:
//!
//! ```text
//! --- a quotation that never closes
//! The mayor said: “We will not wait any longer.
//!                 ^ unbalanced-quote: never closes
//! ```
//!
//! After the carets stand the rule and, after a colon, a part of the message. Carets under the end of a line also stand
//! for a finding that runs on into the next. `~~~~ related` (optionally `~~~~ related: part of message`) marks a related
//! place of the last finding above, `~~~~ below` one of the next finding below. A finding with no `~~~~` lines may have
//! any related places; one with some must have exactly those.
//!
//! A `copydesk.toml` beside the files holds the settings that a rule needs to say anything.
//!
//! A flagged case must give exactly its marked findings of the rule that the folder is named after, and a clean case
//! none of them. Other rules are left out of account unless a line marks one.

use copydesk::article::Article;
use copydesk::config::Configuration;
use copydesk::rules::{self, CopyKind, Decision, Finding, Settings, Status, fingerprint};
use copydesk::text::{Document, Format, FrontMatter, Span};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

macro_rules! fixtures {
    ($($test:ident),* $(,)?) => {
        $(#[test] fn $test() { run(&stringify!($test).replace('_', "-")); })*

        /// Every rule that has fixtures, and no other.
        const LISTED: &[&str] = &[$(stringify!($test)),*];
    };
}

fixtures! {
    arithmetic,
    boilerplate,
    conflicting_accounts,
    contradiction,
    headline_mismatch,
    house_style,
    impossible_date,
    inconsistent_name,
    repeated_passage,
    stale_check,
    truncated_text,
    unattributed_claim,
    unattributed_quote,
    unbalanced_quote,
    unchecked_claim,
    unidentified_speaker,
    unused_suppression,
    vague_source,
}

#[test]
fn every_rule_is_listed_here() {
    let listed: BTreeSet<_> = LISTED.iter().map(|name| name.replace('_', "-")).collect();
    let rules: BTreeSet<_> = rules::RULES.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(listed, rules);
}

#[test]
fn examples_of_every_explanation_hold() {
    for rule in rules::RULES {
        for (kind, wanted) in [("flagged", true), ("clean", false)] {
            for example in rule.examples(kind) {
                let findings = check(&example, Path::new("example.md"), &settings_of_explanation(rule));
                assert_eq!(
                    findings.iter().any(|f| f.rule == rule.name),
                    wanted,
                    "the {kind} example of {}:\n{example}\n{findings:#?}",
                    rule.name
                );
            }
        }
    }
}

/// Every fix of a finding that nobody stands behind a statement settles it: read again, the article has it no more.
#[test]
fn a_voice_settles_every_statement_and_quotation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut failures = String::new();
    for rule in ["unattributed-claim", "unattributed-quote"] {
        let path = folder.join(rule).join("flagged.txt");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for case in parse(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display())) {
            let own = |text: &str| -> Vec<Finding> {
                check(text, &case.file, &settings(rule, &case.settings))
                    .into_iter()
                    .filter(|f| f.rule == rule)
                    .collect()
            };
            for finding in own(&case.article) {
                assert!(
                    !finding.fixes.is_empty(),
                    "{}:{}: {} has no fix",
                    path.display(),
                    case.line,
                    case.name
                );
                for fix in &finding.fixes {
                    let mut fixed = case.article.clone();
                    for edit in fix.edits.iter().rev() {
                        fixed.replace_range(edit.span.start..edit.span.end, &edit.replacement);
                    }
                    if own(&fixed).iter().any(|f| f.span.overlaps(finding.span)) {
                        let _ = writeln!(failures, "{rule}: {}: {} does not settle it", case.name, fix.title);
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n\n{failures}");
}

/// One case of a fixture file.
struct Case {
    name: String,
    line: usize,
    file: PathBuf,
    settings: Settings,
    article: String,
    expected: Vec<Expected>,
}

/// A finding that a case marks.
#[derive(Debug)]
struct Expected {
    rule: String,
    message: String,
    span: Span,
    related: Vec<(Span, String)>,
}

fn run(rule: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(rule);
    let mut failures = String::new();
    for file in ["flagged.txt", "clean.txt"] {
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let cases = parse(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(!cases.is_empty(), "{} has no cases", path.display());
        for case in cases {
            let marked = case.expected.iter().any(|e| e.rule == rule);
            if marked != (file == "flagged.txt") {
                panic!("{}:{}: a case of {file} marks {rule}: {marked}", path.display(), case.line);
            }
            let findings = check(&case.article, &case.file, &settings(rule, &case.settings));
            if let Some(difference) = compare(rule, &case, &findings) {
                let _ = writeln!(failures, "{rule}/{file}:{}: {}\n{difference}", case.line, case.name);
            }
        }
    }
    assert!(failures.is_empty(), "\n\n{failures}");
}

fn check(text: &str, file: &Path, settings: &Settings) -> Vec<Finding> {
    let article = Article::of(Document::read(text, Format::of_path(file)));
    rules::check(&article, settings)
}

/// A decision as a line `% verified: words` or `% stet vague-source: words` tells it.
fn decision(line: &str) -> Option<Decision> {
    let (head, words) = line.split_once(": ")?;
    let (status, rule) = head.split_once(' ').map_or((head, None), |(status, rule)| (status, Some(rule)));
    Some(Decision {
        article: "article.txt".to_owned(),
        fingerprint: fingerprint::of(rule.unwrap_or("claim"), words, 0),
        rule: rule.map(str::to_owned),
        text: words.to_owned(),
        status: Status::from_name(status)?,
        sources: Vec::new(),
        by: "Ines Falk".to_owned(),
        at: "2026-05-04T09:12:33Z".parse().unwrap(),
        note: String::new(),
        more: serde_json::Map::new(),
    })
}

/// The settings of a rule's fixtures: those of the `copydesk.toml` beside them, if there is one.
fn settings(rule: &str, case: &Settings) -> Settings {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(rule).join("copydesk.toml");
    if !path.exists() {
        return case.clone();
    }
    let configuration = Configuration::load(&path).unwrap_or_else(|error| panic!("{error}"));
    let settings = configuration.settings_for(&path, &FrontMatter::default());
    Settings { copy: case.copy, decisions: case.decisions.clone(), ..settings }
}

/// The settings that an explanation shows in a block of TOML.
fn settings_of_explanation(rule: &rules::Rule) -> Settings {
    let explanation = rule.explanation();
    let toml = explanation.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or("");
    let path = Path::new("copydesk.toml");
    let file = copydesk::config::parse(path, toml).unwrap_or_else(|e| panic!("{}: {e}", rule.name));
    Configuration::of(file, None).unwrap().settings_for(path, &FrontMatter::default())
}

/// Every safe fix of house style gives copy that is clean.
#[test]
fn fixed_house_style_is_clean() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/house-style/flagged.txt");
    for case in parse(&std::fs::read_to_string(path).unwrap()).unwrap() {
        let settings = settings("house-style", &case.settings);
        let own = |text: &str| -> Vec<Finding> {
            check(text, &case.file, &settings).into_iter().filter(|f| f.rule == "house-style").collect()
        };
        let mut fixed = case.article.clone();
        for edit in own(&case.article).iter().rev().flat_map(|f| &f.fixes).flat_map(|fix| &fix.edits) {
            fixed.replace_range(edit.span.range(), &edit.replacement);
        }
        assert_eq!(own(&fixed), [], "{}:\n{fixed}", case.name);
    }
}

fn parse(text: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut waiting: Vec<(Span, String)> = Vec::new();
    for (number, line) in text.lines().enumerate().map(|(i, line)| (i + 1, line)) {
        if let Some(title) = line.strip_prefix("--- ") {
            if !waiting.is_empty() {
                return Err(format!("line {number}: a `~~~ below` with no finding below it"));
            }
            cases.push(title_line(title, number)?);
            continue;
        }
        let Some(case) = cases.last_mut() else {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            return Err(format!("line {number}: text before the first `--- name`"));
        };
        if let Some(said) = line.strip_prefix("% ") {
            let known: Vec<Decision> = case.settings.decisions.iter().cloned().collect();
            let new = decision(said).ok_or_else(|| format!("line {number}: {said:?} is no decision"))?;
            case.settings.decisions = known.into_iter().chain([new]).collect();
            continue;
        }
        let mark = line.trim_start().chars().next().filter(|c| matches!(c, '^' | '~'));
        let Some(mark) = mark else {
            if !(case.article.is_empty() && line.trim().is_empty()) {
                case.article.push_str(line);
                case.article.push('\n');
            }
            continue;
        };
        let span = marked_span(&case.article, line, mark)
            .ok_or_else(|| format!("line {number}: the marks lie under no words"))?;
        let label = line.trim_start().trim_start_matches(mark).trim();
        let (head, message) = label.split_once(':').unwrap_or((label, ""));
        let (head, message) = (head.trim().to_owned(), message.trim().to_owned());
        match (mark, head.as_str()) {
            ('~', "below") => waiting.push((span, message)),
            ('~', "related") => match case.expected.last_mut() {
                Some(expected) => expected.related.push((span, message)),
                None => return Err(format!("line {number}: `related` with no finding above it")),
            },
            ('^', rule) if rules::find(rule).is_some() => {
                case.expected.push(Expected {
                    rule: head,
                    message,
                    span,
                    related: std::mem::take(&mut waiting),
                });
            }
            _ => return Err(format!("line {number}: {head:?} is no rule, `related` or `below`")),
        }
    }
    for case in &mut cases {
        case.article.truncate(case.article.trim_end().len());
        case.article.push('\n');
    }
    Ok(cases)
}

fn title_line(title: &str, line: usize) -> Result<Case, String> {
    let (name, options) = title.split_once('|').unwrap_or((title, ""));
    let mut case = Case {
        name: name.trim().to_owned(),
        line,
        file: PathBuf::from("article.txt"),
        settings: Settings::default(),
        article: String::new(),
        expected: Vec::new(),
    };
    for option in options.split(',').map(str::trim).filter(|o| !o.is_empty()) {
        match option.split_once(':').map(|(key, value)| (key.trim(), value.trim())) {
            Some(("file", file)) => case.file = file.into(),
            Some(("kind", kind)) => {
                case.settings.copy =
                    CopyKind::from_name(kind).ok_or(format!("line {line}: no kind {kind:?}"))?;
            }
            Some(("require-checked", score)) => {
                case.settings.require_checked =
                    Some(score.parse().map_err(|_| format!("line {line}: {score:?}"))?);
            }
            _ => return Err(format!("line {line}: what is {option:?}?")),
        }
    }
    Ok(case)
}

/// The span in the article under the marks of `line`, which stands below the article's last line so far. Columns are
/// characters.
fn marked_span(article: &str, line: &str, mark: char) -> Option<Span> {
    let from = line.chars().take_while(|c| c.is_whitespace()).count();
    let length = line.chars().skip(from).take_while(|&c| c == mark).count();
    let above = article.strip_suffix('\n')?;
    let start = above.rfind('\n').map_or(0, |i| i + 1);
    let words = &above[start..];
    let at = |column: usize| {
        let mut ends = words.char_indices().map(|(i, _)| i).chain([words.len()]);
        ends.nth(column).map(|i| start + i)
    };
    Some(Span::new(at(from)?, at(from + length)?))
}

/// `span` as far as its first line goes, which is all that marks can show.
fn first_line(article: &str, span: Span) -> Span {
    let text = span.of(article);
    let line = text.split('\n').next().unwrap_or("").trim_end();
    Span::new(span.start, span.start + line.len())
}

fn compare(rule: &str, case: &Case, findings: &[Finding]) -> Option<String> {
    let counted = |name: &str| name == rule || case.expected.iter().any(|e| e.rule == name);
    let actual: Vec<&Finding> = findings.iter().filter(|f| counted(f.rule)).collect();
    let place = |span| first_line(&case.article, span);
    let fits = |e: &Expected, f: &Finding| {
        e.rule == f.rule
            && e.span == place(f.span)
            && f.message.contains(&e.message)
            && (e.related.is_empty()
                || e.related.len() == f.related.len()
                    && e.related.iter().all(|(span, message)| {
                        f.related.iter().any(|r| *span == place(r.span) && r.message.contains(message))
                    }))
    };
    let all_found = case.expected.iter().all(|e| actual.iter().any(|f| fits(e, f)));
    let all_expected = actual.iter().all(|f| case.expected.iter().any(|e| fits(e, f)));
    if all_found && all_expected && actual.len() == case.expected.len() {
        return None;
    }
    let mut marks = Vec::new();
    for e in &case.expected {
        marks.push((e.span, '^', format!("EXPECTED {}: {}", e.rule, e.message)));
        marks.extend(e.related.iter().map(|(s, m)| (*s, '~', format!("EXPECTED {}: related: {m}", e.rule))));
    }
    for f in &actual {
        marks.push((place(f.span), '^', format!("ACTUAL   {}: {}", f.rule, f.message)));
        marks.extend(
            f.related
                .iter()
                .map(|r| (place(r.span), '~', format!("ACTUAL   {}: related: {}", f.rule, r.message))),
        );
    }
    Some(draw(&case.article, &marks))
}

/// The article with all marks under its lines.
fn draw(article: &str, marks: &[(Span, char, String)]) -> String {
    let mut drawn = String::new();
    let mut start = 0;
    for line in article.split_inclusive('\n') {
        let end = start + line.len();
        let _ = writeln!(drawn, "    | {}", line.trim_end_matches('\n'));
        for (span, mark, label) in marks.iter().filter(|(s, _, _)| start <= s.start && s.start < end) {
            let column = article[start..span.start].chars().count();
            let length = span.of(article).chars().count().max(1);
            let _ =
                writeln!(drawn, "    | {}{} {label}", " ".repeat(column), mark.to_string().repeat(length));
        }
        start = end;
    }
    drawn
}

/// The harness itself must be able to fail.
#[test]
fn a_missing_and_a_surplus_finding_are_told() {
    let text = "--- a case\nShe said: “No more.\n          ^^^^^^^^ unbalanced-quote: closes\n";
    let cases = parse(text).unwrap();
    let article = &cases[0].article;
    assert_eq!(cases[0].expected[0].span.of(article), "“No more");
    assert!(compare("unbalanced-quote", &cases[0], &[]).unwrap().contains("EXPECTED unbalanced-quote"));
    let found = Finding::new("unbalanced-quote", cases[0].expected[0].span, "never closes");
    assert_eq!(compare("unbalanced-quote", &cases[0], std::slice::from_ref(&found)), None);
    let other = Finding::new("unbalanced-quote", Span::new(0, 3), "never closes");
    assert!(compare("unbalanced-quote", &cases[0], &[found, other]).unwrap().contains("ACTUAL"));
    assert!(parse("--- a case\nWords.\n^^^^^ no-such-rule: x\n").is_err());
}
