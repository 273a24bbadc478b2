//! `copydesk.check`, `copydesk.stet` and `copydesk.withdraw`.

use super::claims::row;
use super::snapshot;
use crate::checks::author::author;
use crate::checks::{Home, Ledger, Ledgers, Store, ledger};
use crate::rules::claims::State;
use crate::rules::fingerprint::sentence_at;
use crate::rules::{Decision, Status};
use crate::server::analysis::file_path;
use crate::server::language_server::Server;
use crate::server::snapshot::Snapshot;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

/// The argument of `copydesk.check`.
#[derive(Debug, Deserialize)]
pub(super) struct Check {
    uri: Uri,
    fingerprint: String,
    status: Status,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    note: String,
    by: Option<String>,
}

/// The argument of `copydesk.stet`.
#[derive(Debug, Deserialize)]
pub(super) struct Stet {
    uri: Uri,
    rule: String,
    fingerprint: String,
    #[serde(default)]
    note: String,
    by: Option<String>,
}

/// The argument of `copydesk.withdraw`.
#[derive(Debug, Deserialize)]
pub(super) struct Withdraw {
    uri: Uri,
    fingerprint: String,
    rule: Option<String>,
    by: Option<String>,
}

/// Records a decision on a claim.
pub(super) async fn check(server: &Server, check: Check) -> Result<Value> {
    if check.status == Status::Withdrawn {
        return Err(Error::invalid_params("a decision is taken back by copydesk.withdraw"));
    }
    let article = snapshot(server, &check.uri).await?;
    let claims = article.claims();
    let claim = claims.iter().find(|row| row.claim.is_some() && row.fingerprint == check.fingerprint);
    let claim = claim.ok_or_else(no_claim)?;
    let replaced = claim.decision.filter(|_| claim.state == State::Stale).map(|d| d.fingerprint.clone());
    let text = one_line(claim.span.of(article.text()));
    let fingerprint = check.fingerprint.clone();
    decide(server, &check.uri, check.by, move |ledger, home, by| {
        let at = ledger::now();
        if let Some(old) = replaced {
            ledger.withdraw(&home.article, &old, None, &by, at);
        }
        let sources = check.sources.iter().map(|source| one_line(source)).filter(|s| !s.is_empty());
        ledger.decide(Decision {
            article: home.article.clone(),
            fingerprint: check.fingerprint,
            rule: None,
            text,
            status: check.status,
            sources: sources.collect(),
            by,
            at,
            note: check.note,
            more: serde_json::Map::new(),
        });
    })
    .await?;
    claim_now(server, &check.uri, &fingerprint).await
}

/// Lets a finding stand.
pub(super) async fn stet(server: &Server, stet: Stet) -> Result<Value> {
    let article = snapshot(server, &stet.uri).await?;
    let fits = |f: &&crate::rules::Finding| f.rule == stet.rule && f.fingerprint == stet.fingerprint;
    let finding = article.findings.iter().find(fits).ok_or_else(|| {
        Error::invalid_params("there is no such finding; the text may have changed since it was asked for")
    })?;
    let text = one_line(sentence_at(&article.article, finding.span).of(article.text()));
    decide(server, &stet.uri, stet.by, move |ledger, home, by| {
        ledger.decide(Decision {
            article: home.article.clone(),
            fingerprint: stet.fingerprint,
            rule: Some(stet.rule),
            text,
            status: Status::Stet,
            sources: Vec::new(),
            by,
            at: ledger::now(),
            note: stet.note,
            more: serde_json::Map::new(),
        });
    })
    .await?;
    Ok(json!({}))
}

/// Takes back a decision.
pub(super) async fn withdraw(server: &Server, withdraw: Withdraw) -> Result<Value> {
    let article = snapshot(server, &withdraw.uri).await?;
    let Withdraw { uri, fingerprint, rule, by } = withdraw;
    let known = match &rule {
        Some(rule) => article.decisions.on_finding(rule, &fingerprint).map(|d| d.fingerprint.clone()),
        None => {
            let claims = article.claims();
            let claim = claims.iter().find(|row| row.fingerprint == fingerprint);
            // Of a claim that was reworded, the decision on the old words.
            claim.and_then(|row| row.decision).map(|d| d.fingerprint.clone())
        }
    };
    let old = known.ok_or_else(|| Error::invalid_params("there is no such decision to take back"))?;
    decide(server, &uri, by, move |ledger, home, by| {
        ledger.withdraw(&home.article, &old, rule.as_deref(), &by, ledger::now());
    })
    .await?;
    claim_now(server, &uri, &fingerprint).await
}

fn no_claim() -> Error {
    Error::invalid_params("there is no such claim; the text may have changed since it was asked for")
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Changes the ledger of an article, and has everything that shows it shown anew.
async fn decide(
    server: &Server,
    uri: &Uri,
    by: Option<String>,
    change: impl FnOnce(&mut Ledger, &Home, String) + Send + 'static,
) -> Result<()> {
    let Some(path) = file_path(uri) else {
        return Err(Error::invalid_params("this document is no file and so has no ledger; save it first"));
    };
    let session = server.session.clone();
    let done = server.compute(move |_| {
        let home = session.policy().ledgers().home_of(&path);
        let by = by.unwrap_or_else(|| author(&home.root));
        let changed = Store::of(&home.root).change(|ledger| change(ledger, &home, by));
        session.reread_ledgers(Ledgers::refresh);
        changed.map_err(|error| error.to_string())
    });
    done.await?.map_err(|sentence| Error { message: sentence.into(), ..Error::internal_error() })
}

/// The row of a claim as it is now.
async fn claim_now(server: &Server, uri: &Uri, fingerprint: &str) -> Result<Value> {
    let article: std::sync::Arc<Snapshot> = snapshot(server, uri).await?;
    let claims = article.claims();
    let claim = claims.iter().find(|row| row.fingerprint == fingerprint);
    Ok(json!({ "claim": claim.map(|claim| row(&article, claim)) }))
}
