//! What can be wrong with a `copydesk.toml`.

use std::path::{Path, PathBuf};

/// A configuration that cannot be used. Its text is a sentence for the user with the path and, where known, the line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there, or the system did not hand it over.
    #[error("{}: cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The file is not TOML, or a value is of the wrong kind.
    #[error("{}:{line}: {reason}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// A file extends itself, directly or by way of others.
    #[error("{}: extends itself, by way of {}", path.display(), by.display())]
    Circle {
        /// The file.
        path: PathBuf,
        /// The file that names it again.
        by: PathBuf,
    },
    /// Settings that an editor sent cannot be understood.
    #[error("the editor's settings: {reason}")]
    Editor {
        /// What is wrong.
        reason: String,
    },
}

impl ConfigError {
    /// The file that is wrong; `None` where it is no file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Unreadable { path, .. } | Self::Invalid { path, .. } | Self::Circle { path, .. } => {
                Some(path)
            }
            Self::Editor { .. } => None,
        }
    }

    /// The error at byte `offset` of `text`.
    pub(crate) fn at(path: &Path, text: &str, offset: usize, reason: impl Into<String>) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
        Self::Invalid { path: path.to_owned(), line, reason: reason.into() }
    }
}
