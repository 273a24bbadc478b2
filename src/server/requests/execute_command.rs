//! `workspace/executeCommand`.

use crate::rules;
use crate::server::commands::Command;
use crate::server::session::Session;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::notification::ShowMessage;
use tower_lsp::ls_types::{ExecuteCommandParams, MessageType, ShowMessageParams};

/// Executes a command.
pub(crate) fn answer(session: &Session, params: &ExecuteCommandParams) -> Result<Option<Value>> {
    match Command::from_name(&params.command) {
        None => Err(Error::invalid_params(format!("there is no command {:?}", params.command))),
        Some(Command::Summary) => Ok(None),
        Some(Command::Explain) => {
            let name = params.arguments.first().and_then(Value::as_str).unwrap_or("");
            let Some(rule) = rules::find(name) else {
                return Err(Error::invalid_params(format!("there is no rule {name:?}")));
            };
            let explanation = rule.explanation();
            let params = ShowMessageParams { typ: MessageType::INFO, message: explanation.clone() };
            session.outbox.notify::<ShowMessage>(params);
            Ok(Some(Value::String(explanation)))
        }
    }
}
