//! The commands that a client can have executed.

use serde_json::Value;
use tower_lsp::ls_types;

/// A command. What each takes and answers is in `docs/commands.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Records a decision on a claim.
    Check,
    /// The claims of an article and how far each is checked.
    Claims,
    /// Explains a rule. Argument: its name. Answer: the explanation in Markdown.
    Explain,
    /// Who and what is in an article, and who says how much.
    People,
    /// Lets a finding stand.
    Stet,
    /// Does nothing: the command behind a line that only tells something.
    Summary,
    /// Takes back a decision.
    Withdraw,
}

impl Command {
    /// Every command.
    pub(crate) const ALL: [Self; 7] =
        [Self::Check, Self::Claims, Self::Explain, Self::People, Self::Stet, Self::Summary, Self::Withdraw];

    /// The name that clients send.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Check => "copydesk.check",
            Self::Claims => "copydesk.claims",
            Self::Explain => "copydesk.explain",
            Self::People => "copydesk.people",
            Self::Stet => "copydesk.stet",
            Self::Summary => "copydesk.summary",
            Self::Withdraw => "copydesk.withdraw",
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
