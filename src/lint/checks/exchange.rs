//! `copydesk checks import` and `export`.

use super::{ChecksError, article};
use crate::checks::home::{name_in, root_of};
use crate::checks::ledger::{line, read_line};
use crate::checks::{LedgerError, Ledgers, Store, claim_review, spreadsheet};
use crate::lint::arguments::checks::{ExportArguments, ExportFormat, ImportArguments, ImportFormat};
use crate::rules::claims::check_claims;
use crate::rules::fingerprint::normalize;
use crate::rules::{Decision, Decisions, Status};
use std::collections::HashMap;
use std::path::Path;

/// Takes decisions in: all of them, or none where one cannot be understood. Of two on the same thing the later holds.
pub(super) fn import(arguments: &ImportArguments, ledgers: &Ledgers) -> Result<String, ChecksError> {
    let path = &arguments.file;
    let by_ending = match path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
        Some("csv") => Some(ImportFormat::Csv),
        Some("jsonl" | "json") => Some(ImportFormat::Jsonl),
        _ => None,
    };
    let Some(format) = arguments.format.or(by_ending) else {
        return Err(ChecksError::Other(format!("{}: say --format csv or --format jsonl", path.display())));
    };
    let bytes = std::fs::read(path)
        .map_err(|source| LedgerError::Unreadable { path: path.clone(), source: source.into() })?;
    let mut decisions = match format {
        ImportFormat::Csv => {
            let text = String::from_utf8(bytes)
                .map_err(|_| ChecksError::Other(format!("{}: is not UTF-8", path.display())))?;
            spreadsheet::read(path, &text)?
        }
        ImportFormat::Jsonl => read_lines(path, &bytes)?,
    };
    let root = root(&arguments.into);
    find_by_text(path, &root, &mut decisions)?;
    ledgers.ledger(&root)?;
    let count = decisions.len();
    let taken = Store::of(&root)
        .change(|ledger| decisions.into_iter().filter(|decision| ledger.merge(decision.clone())).count())?;
    let told =
        if taken == count { String::new() } else { format!(" of {count}; the others were known or older") };
    Ok(format!("{taken} decisions taken in{told}\n"))
}

fn read_lines(path: &Path, bytes: &[u8]) -> Result<Vec<Decision>, LedgerError> {
    let mut decisions = Vec::new();
    for (number, bytes) in bytes.split(|&byte| byte == b'\n').enumerate() {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let malformed = |reason| LedgerError::Malformed { path: path.to_owned(), line: number + 1, reason };
        decisions.push(read_line(bytes).map_err(malformed)?);
    }
    Ok(decisions)
}

/// Gives decisions without a fingerprint that of the claim with their words.
fn find_by_text(path: &Path, root: &Path, decisions: &mut [Decision]) -> Result<(), ChecksError> {
    let mut known: HashMap<String, HashMap<String, String>> = HashMap::new();
    for decision in decisions.iter_mut().filter(|decision| decision.fingerprint.is_empty()) {
        if !known.contains_key(&decision.article) {
            let article = article(&root.join(&decision.article))?;
            let nothing = Decisions::default();
            let rows = check_claims(&article, &nothing);
            let named = rows.into_iter().map(|row| (normalize(row.span.of(article.text())), row.fingerprint));
            known.insert(decision.article.clone(), named.collect());
        }
        let claims = known.get(&decision.article);
        match claims.and_then(|claims| claims.get(&normalize(&decision.text))) {
            Some(fingerprint) if decision.rule.is_none() => decision.fingerprint = fingerprint.clone(),
            _ => {
                return Err(ChecksError::Other(format!(
                    "{}: {} has no claim that reads {:?}, and there is no fingerprint",
                    path.display(),
                    decision.article,
                    decision.text
                )));
            }
        }
    }
    Ok(())
}

/// The folder of the ledger that articles in `folder` belong to.
fn root(folder: &Path) -> std::path::PathBuf {
    root_of(&crate::checks::home::absolute(folder), &[])
}

/// The ledger in another form. With a folder inside the ledger's own, the articles below it.
pub(super) fn export(arguments: &ExportArguments, ledgers: &Ledgers) -> Result<String, ChecksError> {
    let root = root(&arguments.folder);
    let ledger = ledgers.ledger(&root)?;
    let below = name_in(&root, &arguments.folder);
    let inside = |article: &str| {
        below.is_empty() || article.strip_prefix(&below).is_some_and(|rest| rest.starts_with('/'))
    };
    let decisions = || ledger.decisions().filter(|decision| inside(&decision.article));
    let holding = || decisions().filter(|decision| decision.status != Status::Withdrawn);
    Ok(match arguments.format {
        ExportFormat::Csv => spreadsheet::write(holding()),
        ExportFormat::Jsonl => decisions().map(|decision| line(decision) + "\n").collect(),
        ExportFormat::Claimreview => {
            let speakers = Speakers::of(&root, holding());
            let document =
                claim_review::document(holding(), arguments.base_url.as_deref(), |d| speakers.speaker(d));
            serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
        }
    })
}

/// Who speaks, for the claims of articles that can be read now.
struct Speakers(HashMap<(String, String), String>);

impl Speakers {
    fn of<'d>(root: &Path, decisions: impl Iterator<Item = &'d Decision>) -> Self {
        let mut names: Vec<&str> = decisions.map(|decision| decision.article.as_str()).collect();
        names.dedup();
        let mut speakers = HashMap::new();
        for name in names {
            // An article that is gone has no speakers; its reviews are still right.
            let Ok(article) = article(&root.join(name)) else { continue };
            for row in check_claims(&article, &Decisions::default()) {
                let attribution = row.claim.and_then(|n| article.claims.get(n)).and_then(|c| c.attribution);
                let speaker = attribution
                    .and_then(|n| article.attributions.get(n))
                    .and_then(|a| a.speaker)
                    .and_then(|id| article.entities.get(id));
                if let Some(entity) = speaker {
                    speakers.insert((name.to_owned(), row.fingerprint), entity.name.clone());
                }
            }
        }
        Self(speakers)
    }

    fn speaker(&self, decision: &Decision) -> Option<String> {
        self.0.get(&(decision.article.clone(), decision.fingerprint.clone())).cloned()
    }
}
