//! Decisions of fact-checkers on one article, as rules and requests read them. Where they are kept is none of this
//! room's business: whoever calls hands them over in [`Settings`](crate::rules::Settings).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Held against its sources and right.
    Verified,
    /// Held against its sources and not right, or not certain.
    Disputed,
    /// Let stand as it is written.
    Stet,
    /// The decision before was taken back. Kept as a line of its own, so that a merge of two ledgers does not bring it
    /// back.
    Withdrawn,
}

impl Status {
    /// The name in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Disputed => "disputed",
            Self::Stet => "stet",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Verified, Self::Disputed, Self::Stet, Self::Withdrawn]
            .into_iter()
            .find(|status| status.as_str() == name)
    }

    /// What was done, for a sentence: "verified by", "let stand by".
    pub fn participle(self) -> &'static str {
        match self {
            Self::Stet => "let stand",
            other => other.as_str(),
        }
    }
}

/// One decision: a line of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The article: its path from the folder of the ledger, with forward slashes.
    pub article: String,
    /// The fingerprint of the claim, or of the finding where there is a `rule`.
    pub fingerprint: String,
    /// The rule whose finding is let stand; `None` for a decision on a claim.
    #[serde(default)]
    pub rule: Option<String>,
    /// The words that were decided on.
    pub text: String,
    /// What was decided.
    pub status: Status,
    /// From what: addresses, documents, interviews.
    #[serde(default)]
    pub sources: Vec<String>,
    /// By whom.
    #[serde(default)]
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Anything else worth remembering.
    #[serde(default)]
    pub note: String,
    /// Fields that a later version of Copydesk wrote; they are handed on.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl Decision {
    /// "verified by Ines Falk on 2026-05-04".
    pub fn told(&self) -> String {
        let by = if self.by.is_empty() { String::new() } else { format!(" by {}", self.by) };
        format!("{}{by} on {}", self.status.participle(), self.at.strftime("%Y-%m-%d"))
    }
}

/// The decisions on one article that hold: none is withdrawn. A handle; clones share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions(Arc<[Decision]>);

impl FromIterator<Decision> for Decisions {
    fn from_iter<I: IntoIterator<Item = Decision>>(decisions: I) -> Self {
        Self(decisions.into_iter().filter(|d| d.status != Status::Withdrawn).collect())
    }
}

impl Decisions {
    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.0.iter()
    }

    /// Decisions on claims.
    pub fn on_claims(&self) -> impl Iterator<Item = &Decision> {
        self.0.iter().filter(|d| d.rule.is_none())
    }

    /// Decisions to let a finding stand, with the finding's rule.
    pub fn on_findings(&self) -> impl Iterator<Item = (&str, &Decision)> {
        self.0.iter().filter_map(|d| Some((d.rule.as_deref()?, d)))
    }

    /// The decision to let this finding stand.
    pub fn on_finding(&self, rule: &str, fingerprint: &str) -> Option<&Decision> {
        self.on_findings().find(|(r, d)| *r == rule && d.fingerprint == fingerprint).map(|(_, d)| d)
    }
}
