//! `copydesk checks list`.

use super::{ChecksError, article, one_line};
use crate::article::Article;
use crate::checks::{Ledgers, Page};
use crate::config::Resolver;
use crate::lint::arguments::checks::{ListArguments, ListFormat};
use crate::lint::{Places, report, walk};
use crate::rules::CheckedClaim;
use crate::rules::claims::{State, check_claims};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// The list. Articles that cannot be read are told to `complaints`, and the rest are still listed.
pub(super) fn run(
    arguments: &ListArguments,
    ledgers: &Ledgers,
    complaints: &mut Vec<String>,
) -> Result<String, ChecksError> {
    let (mut text, mut rows) = (String::new(), Vec::new());
    let mut counts: BTreeMap<State, usize> = BTreeMap::new();
    for path in walk::files(&arguments.paths, Arc::new(Resolver::new())) {
        let read = path.map_err(ChecksError::Other).and_then(|path| {
            let article = article(&path)?;
            let page = ledgers.page(&path)?;
            Ok((path, article, page))
        });
        let (path, article, page) = match read {
            Ok(read) => read,
            Err(error) => {
                complaints.push(error.to_string());
                continue;
            }
        };
        let places = Places::new(article.text());
        for row in check_claims(&article, &page.decisions) {
            if !wanted(arguments, &article, &row) {
                continue;
            }
            *counts.entry(row.state).or_default() += 1;
            let number = places.of(row.span).line;
            match arguments.format {
                ListFormat::Text => {
                    let place = format!("{}:{number}", report::written(&path));
                    text.push_str(&line(&place, &article, &row));
                }
                ListFormat::Json => rows.push(object(number, &article, &page, &row)),
            }
        }
    }
    if arguments.format == ListFormat::Json {
        let mut json = serde_json::to_string_pretty(&rows).unwrap_or_default();
        json.push('\n');
        return Ok(json);
    }
    let told: Vec<_> = counts.iter().map(|(state, count)| format!("{count} {}", state.as_str())).collect();
    let _ = writeln!(text, "{}", if told.is_empty() { "no claims".to_owned() } else { told.join(", ") });
    Ok(text)
}

fn wanted(arguments: &ListArguments, article: &Article, row: &CheckedClaim<'_>) -> bool {
    let score = row.claim.and_then(|number| article.claims.get(number)).map_or(1.0, |c| c.needs_attribution);
    (arguments.state.is_empty() || arguments.state.contains(&row.state))
        && arguments.threshold.is_none_or(|threshold| score >= threshold)
}

/// The words of a row: those of the claim, or of the decision where they are gone.
fn words(article: &Article, row: &CheckedClaim<'_>) -> String {
    match (row.claim, row.decision) {
        (None, Some(decision)) => one_line(&decision.text),
        _ => one_line(row.span.of(article.text())),
    }
}

/// "bridge.txt:3: 8d1c0a5be7e0f1a2 verified: The bridge ...", and under it what was decided.
fn line(place: &str, article: &Article, row: &CheckedClaim<'_>) -> String {
    let words = words(article, row);
    let mut line = format!("{place}: {} {}: {words}\n", row.fingerprint, row.state.as_str());
    let Some(decision) = row.decision else { return line };
    let mut told = decision.told();
    if !decision.sources.is_empty() {
        let _ = write!(told, ", from {}", decision.sources.join("; "));
    }
    if !decision.note.is_empty() {
        let _ = write!(told, " ({})", one_line(&decision.note));
    }
    let _ = writeln!(line, "    {told}");
    if row.state == State::Stale {
        let was = if row.claim.is_some() { "it read" } else { "it is gone; it read" };
        let _ = writeln!(line, "    {was}: {}", one_line(&decision.text));
    }
    line
}

fn object(line: usize, article: &Article, page: &Page, row: &CheckedClaim<'_>) -> Value {
    let claim = row.claim.and_then(|number| article.claims.get(number));
    let mut object = json!({
        "article": page.home.article,
        "line": line,
        "fingerprint": row.fingerprint,
        "state": row.state,
        "text": words(article, row),
        "needs_attribution": claim.map(|c| crate::lint::analysis::round(c.needs_attribution)),
        "topics": claim.map(|c| &c.topics),
    });
    if let Some(decision) = row.decision {
        object["sources"] = json!(decision.sources);
        object["by"] = json!(decision.by);
        object["at"] = json!(decision.at);
        object["note"] = json!(decision.note);
        if row.state == State::Stale {
            object["was"] = json!(decision.text);
        }
    }
    object
}
