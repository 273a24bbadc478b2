//! Actions on the claim under the cursor: what a view of claims has as buttons, for editors that have no such view.

use crate::rules::claims::State;
use crate::rules::{CheckedClaim, Decision};
use crate::server::commands::Command;
use crate::server::snapshot::Snapshot;
use crate::text::Span;
use serde_json::{Value, json};
use tower_lsp::ls_types::{CodeAction, CodeActionKind};

/// The kind of these actions.
pub(crate) const KIND: &str = "copydesk.check";

/// For each claim that stands at the start of `asked`: the decisions that it does not have, and taking back the one it has.
pub(crate) fn actions(snapshot: &Snapshot, asked: Span) -> Vec<CodeAction> {
    let claims = snapshot.claims();
    let here = claims.iter().filter(|row| row.span.start <= asked.start && asked.start <= row.span.end);
    here.flat_map(|row| of_claim(snapshot, row)).collect()
}

fn of_claim(snapshot: &Snapshot, row: &CheckedClaim<'_>) -> Vec<CodeAction> {
    let ways = [
        (State::Verified, "Verify this claim"),
        (State::Disputed, "Dispute this claim"),
        (State::Stet, "Let this claim stand"),
    ];
    let mut actions = Vec::new();
    for (state, title) in ways.into_iter().filter(|(state, _)| row.claim.is_some() && *state != row.state) {
        let more = json!({ "status": state });
        actions.push(action(snapshot, row, Command::Check, title.to_owned(), more));
    }
    if let Some(decision) = row.decision {
        actions.push(action(snapshot, row, Command::Withdraw, withdrawal(row, decision), json!({})));
    }
    actions
}

/// "Withdraw the decision: verified by Ines Falk on 2026-05-04".
fn withdrawal(row: &CheckedClaim<'_>, decision: &Decision) -> String {
    let what = if row.claim.is_none() { " on words that are gone" } else { "" };
    format!("Withdraw the decision{what}: {}", decision.told())
}

fn action(
    snapshot: &Snapshot,
    row: &CheckedClaim<'_>,
    command: Command,
    title: String,
    mut argument: Value,
) -> CodeAction {
    argument["uri"] = json!(snapshot.uri);
    argument["fingerprint"] = json!(row.fingerprint);
    CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::from(KIND.to_owned())),
        command: Some(command.to_lsp(title, vec![argument])),
        ..CodeAction::default()
    }
}
