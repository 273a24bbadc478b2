//! `workspace/executeCommand`. What each command takes and answers is in `docs/commands.md`.

mod claims;
mod decide;
mod people;

use crate::rules;
use crate::server::commands::Command;
use crate::server::language_server::Server;
use crate::server::snapshot::Snapshot;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::notification::ShowMessage;
use tower_lsp::ls_types::{ExecuteCommandParams, MessageType, ShowMessageParams, Uri};

/// The article that a command is about.
#[derive(Debug, Deserialize)]
struct Subject {
    uri: Uri,
}

/// Executes a command.
pub(crate) async fn answer(server: &Server, params: &ExecuteCommandParams) -> Result<Option<Value>> {
    let argument = params.arguments.first().unwrap_or(&Value::Null);
    match Command::from_name(&params.command) {
        None => Err(Error::invalid_params(format!("there is no command {:?}", params.command))),
        Some(Command::Summary) => Ok(None),
        Some(Command::Explain) => {
            let shown = params.arguments.get(1).and_then(|options| options["show"].as_bool());
            explain(server, argument.as_str().unwrap_or(""), shown.unwrap_or(true)).map(Some)
        }
        Some(Command::Claims) => {
            let snapshot = snapshot(server, &read::<Subject>(params)?.uri).await?;
            Ok(Some(claims::answer(&snapshot, server.session.policy().ledgers())))
        }
        Some(Command::People) => {
            let snapshot = snapshot(server, &read::<Subject>(params)?.uri).await?;
            Ok(Some(people::answer(&snapshot)))
        }
        Some(Command::Check) => decide::check(server, read(params)?).await.map(Some),
        Some(Command::Stet) => decide::stet(server, read(params)?).await.map(Some),
        Some(Command::Withdraw) => decide::withdraw(server, read(params)?).await.map(Some),
    }
}

/// The one argument of a command.
fn read<T: DeserializeOwned>(params: &ExecuteCommandParams) -> Result<T> {
    let argument = params.arguments.first().cloned().unwrap_or(Value::Null);
    serde_json::from_value(argument)
        .map_err(|error| Error::invalid_params(format!("the argument of {}: {error}", params.command)))
}

/// The snapshot of the article that the client saw.
async fn snapshot(server: &Server, uri: &Uri) -> Result<Arc<Snapshot>> {
    let found = server.snapshot(uri).await;
    found.ok_or_else(|| Error::invalid_params(format!("{}: cannot be read", uri.as_str())))
}

/// The explanation of a rule, which a client without a page of its own for it has shown as a message.
fn explain(server: &Server, name: &str, show: bool) -> Result<Value> {
    let Some(rule) = rules::find(name) else {
        return Err(Error::invalid_params(format!("there is no rule {name:?}")));
    };
    let explanation = rule.explanation();
    if show {
        let params = ShowMessageParams { typ: MessageType::INFO, message: explanation.clone() };
        server.session.outbox.notify::<ShowMessage>(params);
    }
    Ok(Value::String(explanation))
}
