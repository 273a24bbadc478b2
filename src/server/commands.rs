//! The commands that a client can have executed.

use serde_json::Value;
use tower_lsp::ls_types;

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Explains a rule. Argument: its name. Answer: the explanation in Markdown.
    Explain,
    /// Does nothing: the command behind a line that only tells something.
    Summary,
}

impl Command {
    /// Every command.
    pub(crate) const ALL: [Self; 2] = [Self::Explain, Self::Summary];

    /// The name that clients send.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Explain => "copydesk.explain",
            Self::Summary => "copydesk.summary",
        }
    }

    /// The command of this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| command.as_str() == name)
    }

    /// As the protocol has it.
    pub(crate) fn to_lsp(self, title: String, arguments: Vec<Value>) -> ls_types::Command {
        ls_types::Command {
            title,
            command: self.as_str().to_owned(),
            arguments: Some(arguments).filter(|a| !a.is_empty()),
        }
    }
}
