//! The settings that rules read: what `copydesk.toml` and the editor say, resolved for one article.

use crate::rules::{Decisions, Rule, Severity};
use std::collections::BTreeMap;

/// What kind of copy an article is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CopyKind {
    /// News: every claim needs somebody to stand behind it.
    #[default]
    News,
    /// Opinion: the article's own voice may judge and predict.
    Opinion,
    /// Sports.
    Sports,
    /// Briefs: a paragraph or two, often without a headline.
    Brief,
}

/// A name that the newsroom spells in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HouseName {
    /// The spelling to use: "Volodymyr Zelenskyy".
    pub name: String,
    /// The title to use with it, where the newsroom has one: "President".
    #[serde(default)]
    pub title: Option<String>,
    /// Spellings not to use: "Zelensky".
    #[serde(default)]
    pub not: Vec<String>,
}

/// Settings for one article. `Default` is Copydesk without a configuration file.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// What kind of copy it is.
    pub copy: CopyKind,
    /// Rules with another severity than their own; `None` switches a rule off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// From which score on a statement in the article's own voice is reported by `unattributed-claim`, 0 to 1.
    pub claim_threshold: f32,
    /// People as the newsroom spells them.
    pub people: Vec<HouseName>,
    /// Organizations as the newsroom spells them.
    pub organizations: Vec<HouseName>,
    /// House terms: the word to use, and in `not` those not to use.
    pub terms: Vec<HouseName>,
    /// Phrases for anonymous sources that the newsroom has agreed to trust, in lower case: `vague-source` lets them be.
    pub trusted_sources: Vec<String>,
    /// What fact-checkers have decided about this article.
    pub decisions: Decisions,
    /// From which score on a claim must be checked, for `unchecked-claim`; `None` where none must.
    pub require_checked: Option<f32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            copy: CopyKind::News,
            severities: BTreeMap::new(),
            claim_threshold: 0.30,
            people: Vec::new(),
            organizations: Vec::new(),
            terms: Vec::new(),
            trusted_sources: Vec::new(),
            decisions: Decisions::default(),
            require_checked: None,
        }
    }
}

impl Settings {
    /// The severity that `rule` has here; `None` when it is off.
    pub fn severity_of(&self, rule: &Rule) -> Option<Severity> {
        self.severities.get(rule.name).copied().unwrap_or(Some(rule.severity))
    }
}

impl CopyKind {
    /// The kind that front matter or a configuration file names, in any case; `None` for other words.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "news" | "article" | "story" => Some(Self::News),
            "opinion" | "op-ed" | "editorial" | "column" | "comment" | "review" => Some(Self::Opinion),
            "sports" | "sport" => Some(Self::Sports),
            "brief" | "briefs" => Some(Self::Brief),
            _ => None,
        }
    }

    /// The name in configuration files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Opinion => "opinion",
            Self::Sports => "sports",
            Self::Brief => "brief",
        }
    }
}
