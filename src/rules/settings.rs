//! The settings that rules read: what `copydesk.toml` and the editor say, resolved for one article.

use crate::rules::Severity;
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

/// Settings for one article. `Default` is Copydesk without a configuration file.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// What kind of copy it is.
    pub copy: CopyKind,
    /// Rules with another severity than their own; `None` switches a rule off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// From which score on a statement in the article's own voice is reported by `unattributed-claim`, 0 to 1.
    pub claim_threshold: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { copy: CopyKind::News, severities: BTreeMap::new(), claim_threshold: 0.7 }
    }
}
