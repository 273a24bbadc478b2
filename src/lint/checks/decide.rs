//! `copydesk checks verify`, `dispute`, `stet`, `withdraw` and `move`.

use super::{ChecksError, article, one_line};
use crate::article::Article;
use crate::checks::author::author;
use crate::checks::{Home, Ledgers, Store, home_of, ledger};
use crate::config::Resolver;
use crate::lint::arguments::checks::{DecideArguments, MoveArguments};
use crate::rules::claims::{State, check_claims};
use crate::rules::fingerprint::sentence_at;
use crate::rules::{self, Decision, Decisions, RULES, Status};
use std::fmt::Write;

/// Something that can be decided on.
struct Subject {
    fingerprint: String,
    words: String,
    /// The decision on other words that the new one takes the place of.
    replaced: Option<String>,
}

/// Records a decision on each claim that is named, all or none.
pub(super) fn run(
    arguments: &DecideArguments,
    status: Status,
    ledgers: &Ledgers,
) -> Result<String, ChecksError> {
    let rule = arguments.rule.as_deref();
    if let Some(name) = rule.filter(|name| rules::find(name).is_none()) {
        return Err(ChecksError::Other(match rules::nearest(name, RULES.iter().map(|rule| rule.name)) {
            Some(near) => format!("there is no rule {name:?}; did you mean {near:?}?"),
            None => format!("there is no rule {name:?}; `copydesk explain` lists all of them"),
        }));
    }
    if rule.is_some() && !matches!(status, Status::Stet | Status::Withdrawn) {
        return Err(ChecksError::Other(
            "a finding is let stand or not; --rule goes with stet and withdraw".to_owned(),
        ));
    }
    let article = article(&arguments.file)?;
    let page = ledgers.page(&arguments.file)?;
    let subjects = match (rule, status) {
        (Some(rule), Status::Withdrawn) => let_stand(&page.decisions, rule),
        (Some(rule), _) => findings(arguments, &article, rule)?,
        (None, _) => claims(&article, &page.decisions, status),
    };
    let mut chosen = Vec::new();
    for name in &arguments.claims {
        chosen.push(choose(arguments, &subjects, name, status)?);
    }
    let Home { root, article: name } = &page.home;
    let by = arguments.by.clone().unwrap_or_else(|| author(root));
    let at = ledger::now();
    Store::of(root).change(|ledger| {
        for subject in &chosen {
            if let Some(old) = &subject.replaced {
                ledger.withdraw(name, old, None, &by, at);
            }
            if status == Status::Withdrawn {
                ledger.withdraw(name, &subject.fingerprint, rule, &by, at);
                continue;
            }
            ledger.decide(Decision {
                article: name.clone(),
                fingerprint: subject.fingerprint.clone(),
                rule: rule.map(str::to_owned),
                text: subject.words.clone(),
                status,
                sources: arguments.source.iter().map(|source| one_line(source)).collect(),
                by: by.clone(),
                at,
                note: arguments.note.clone(),
                more: serde_json::Map::new(),
            });
        }
    })?;
    let mut told = String::new();
    for subject in chosen {
        let _ = writeln!(told, "{} {}: {}", subject.fingerprint, status.participle(), subject.words);
    }
    Ok(told)
}

/// The claims that can be decided on, or whose decision can be withdrawn.
fn claims(article: &Article, decisions: &Decisions, status: Status) -> Vec<Subject> {
    let withdraws = status == Status::Withdrawn;
    check_claims(article, decisions)
        .into_iter()
        .filter(|row| if withdraws { row.decision.is_some() } else { row.claim.is_some() })
        .map(|row| {
            let old = row.decision.filter(|_| row.state == State::Stale);
            Subject {
                words: match (row.claim, row.decision) {
                    (None, Some(decision)) => one_line(&decision.text),
                    _ => one_line(row.span.of(article.text())),
                },
                replaced: old.map(|decision| decision.fingerprint.clone()),
                fingerprint: row.fingerprint,
            }
        })
        .collect()
}

/// The findings of `rule` in the article.
fn findings(arguments: &DecideArguments, article: &Article, rule: &str) -> Result<Vec<Subject>, ChecksError> {
    let settings = Resolver::new().settings_for(&arguments.file, article.document.front_matter())?;
    let own = rules::check(article, &settings).into_iter().filter(|finding| finding.rule == rule);
    let subject = |finding: rules::Finding| Subject {
        words: one_line(sentence_at(article, finding.span).of(article.text())),
        fingerprint: finding.fingerprint,
        replaced: None,
    };
    Ok(own.map(subject).collect())
}

/// The findings of `rule` that were let stand.
fn let_stand(decisions: &Decisions, rule: &str) -> Vec<Subject> {
    let own = decisions.on_findings().filter(|(of, _)| *of == rule);
    let subject = |(_, decision): (&str, &Decision)| Subject {
        words: one_line(&decision.text),
        fingerprint: decision.fingerprint.clone(),
        replaced: None,
    };
    own.map(subject).collect()
}

/// Letters of a fingerprint that are enough to mean one.
const FEWEST_DIGITS: usize = 4;

/// The one subject that `name` means: by its fingerprint, else by its words.
fn choose<'s>(
    arguments: &DecideArguments,
    subjects: &'s [Subject],
    name: &str,
    status: Status,
) -> Result<&'s Subject, ChecksError> {
    let digits = name.to_ascii_lowercase();
    let is_fingerprint = digits.len() >= FEWEST_DIGITS && digits.chars().all(|c| c.is_ascii_hexdigit());
    let mut fitting: Vec<&Subject> =
        subjects.iter().filter(|s| is_fingerprint && s.fingerprint.starts_with(&digits)).collect();
    if fitting.is_empty() {
        let words = rules::fingerprint::normalize(name);
        fitting =
            subjects.iter().filter(|s| rules::fingerprint::normalize(&s.words).contains(&words)).collect();
    }
    let what = match (&arguments.rule, status) {
        (Some(rule), Status::Withdrawn) => format!("finding of {rule} that was let stand"),
        (Some(rule), _) => format!("finding of {rule}"),
        (None, Status::Withdrawn) => "claim with a decision".to_owned(),
        (None, _) => "claim".to_owned(),
    };
    let file = arguments.file.display();
    match fitting.as_slice() {
        [one] => Ok(one),
        [] => Err(ChecksError::Other(format!(
            "{file}: there is no {what} {name:?}; `copydesk checks list {file}` lists all claims"
        ))),
        several => {
            let all: Vec<_> = several.iter().map(|s| s.fingerprint.as_str()).collect();
            Err(ChecksError::Other(format!("{file}: {name:?} is more than one {what}: {}", all.join(", "))))
        }
    }
}

/// Gives decisions the new name of their article.
pub(super) fn rename(arguments: &MoveArguments, ledgers: &Ledgers) -> Result<String, ChecksError> {
    let old = home_of(&arguments.old, &[]);
    let new = home_of(&arguments.new, &[]);
    if old.root != new.root {
        return Err(ChecksError::Other(format!(
            "{} and {} have different ledgers, in {} and {}",
            arguments.old.display(),
            arguments.new.display(),
            old.root.display(),
            new.root.display()
        )));
    }
    ledgers.ledger(&old.root)?;
    let by = author(&old.root);
    let count = Store::of(&old.root)
        .change(|ledger| ledger.rename(&old.article, &new.article, &by, ledger::now()))?;
    Ok(format!("{count} decision{} moved to {}\n", if count == 1 { "" } else { "s" }, new.article))
}
