//! `copydesk.claims`.

use crate::article::{Attribution, Claim};
use crate::checks::Ledgers;
use crate::rules::claims::State;
use crate::rules::{CheckedClaim, Decision};
use crate::server::analysis::file_path;
use crate::server::snapshot::Snapshot;
use serde_json::{Map, Value, json};

/// The claims of an article and how far each is checked.
pub(super) fn answer(snapshot: &Snapshot, ledgers: &Ledgers) -> Value {
    let claims = snapshot.claims();
    let count = |state: State| claims.iter().filter(|row| row.state == state).count();
    let counts: Map<String, Value> =
        State::ALL.into_iter().map(|state| (state.as_str().to_owned(), count(state).into())).collect();
    json!({
        "uri": snapshot.uri,
        "version": snapshot.version,
        "article": file_path(&snapshot.uri).map(|path| ledgers.home_of(&path).article),
        "claims": claims.iter().map(|claim| row(snapshot, claim)).collect::<Vec<_>>(),
        "counts": counts,
        "letStand": snapshot
            .decisions
            .on_findings()
            .map(|(rule, decision)| let_stand(snapshot, rule, decision))
            .collect::<Vec<_>>(),
    })
}

/// One claim.
pub(super) fn row(snapshot: &Snapshot, row: &CheckedClaim<'_>) -> Value {
    let article = &snapshot.article;
    let claim = row.claim.and_then(|number| article.claims.get(number));
    let text = match (claim, row.decision) {
        (None, Some(decision)) => one_line(&decision.text),
        _ => one_line(row.span.of(article.text())),
    };
    let decision = row.decision;
    let mut value = json!({
        "fingerprint": row.fingerprint,
        "range": snapshot.range(row.span),
        "text": text,
        "status": row.state,
        "needsAttribution": claim.map_or(0.0, |c| (f64::from(c.needs_attribution) * 1e4).round() / 1e4),
        "topics": claim.map_or(&[][..], |c| &c.topics),
        "speaker": claim.and_then(|claim| speaker(snapshot, claim)),
        "sources": decision.map_or(&[][..], |d| &d.sources),
        "by": decision.map(|d| &d.by),
        "at": decision.map(|d| d.at),
        "note": decision.map_or("", |d| &d.note),
        "was": decision.filter(|_| row.state == State::Stale).map(|d| one_line(&d.text)),
    });
    if claim.is_none() {
        value["gone"] = true.into();
    }
    value
}

/// Whose statement a claim is: the entity's name, else the words of the source.
fn speaker(snapshot: &Snapshot, claim: &Claim) -> Option<String> {
    let article = &snapshot.article;
    Some(source_name(snapshot, article.attributions.get(claim.attribution?)?)).filter(|name| !name.is_empty())
}

/// The name of who says something: the entity's, else the words of the source, else empty.
pub(super) fn source_name(snapshot: &Snapshot, attribution: &Attribution) -> String {
    let article = &snapshot.article;
    match attribution.speaker.and_then(|id| article.entities.get(id)) {
        Some(entity) => entity.name.clone(),
        None => {
            let words: Vec<&str> = attribution.source.iter().map(|span| span.of(article.text())).collect();
            one_line(&words.join(" "))
        }
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A finding that was let stand. Where it stood is told by the sentence that reads so now.
fn let_stand(snapshot: &Snapshot, rule: &str, decision: &Decision) -> Value {
    use crate::rules::fingerprint::normalize;
    let old = normalize(&decision.text);
    let article = &snapshot.article;
    let place = article.sentences().find(|span| normalize(span.of(article.text())) == old);
    json!({
        "rule": rule,
        "fingerprint": decision.fingerprint,
        "text": one_line(&decision.text),
        "range": place.map(|span| snapshot.range(span)),
        "by": decision.by,
        "at": decision.at,
        "note": decision.note,
    })
}
