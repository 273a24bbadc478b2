//! The shape of a `copydesk.toml`.

use crate::rules::{CopyKind, HouseName, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Severities by the names of rules.
pub type Rules = BTreeMap<String, SeveritySetting>;

/// One file, before it is merged with what it extends. Every key may be left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct ConfigFile {
    /// Other files whose settings stand under this one's, paths relative to this file.
    pub extends: Vec<String>,
    /// What kind of copy the articles are.
    pub kind: Option<CopyKind>,
    /// From which score on a statement is reported by `unattributed-claim`, 0 to 1.
    pub claim_threshold: Option<f32>,
    /// Paths that `lint` leaves out when it walks a folder, written as in a `.gitignore`.
    pub exclude: Vec<String>,
    /// Severities of rules.
    pub rules: Rules,
    /// Phrases for anonymous sources that the newsroom has agreed to trust.
    pub trusted_sources: Vec<String>,
    /// People as the newsroom spells them.
    pub people: Vec<HouseName>,
    /// Organizations as the newsroom spells them.
    pub organizations: Vec<HouseName>,
    /// House terms: the word to use, and in `not` those not to use.
    pub terms: Vec<HouseName>,
    /// Other settings for some paths. Later ones win.
    pub overrides: Vec<Override>,
}

/// Settings for some paths.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Override {
    /// Which paths, relative to the configuration file, written as in a `.gitignore`.
    pub paths: Vec<String>,
    /// What kind of copy these are.
    pub kind: Option<CopyKind>,
    /// Their threshold.
    pub claim_threshold: Option<f32>,
    /// Their severities.
    pub rules: Rules,
}

/// What can be said of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SeveritySetting {
    /// Not run.
    Off,
    /// Worth knowing.
    Information,
    /// A careful editor would change it.
    Warning,
    /// Stops the presses.
    Error,
}

impl SeveritySetting {
    /// As the rules read it: `None` is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Information => Some(Severity::Information),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl ConfigFile {
    /// This file on top of `base`: single values win, lists follow the base's, tables are joined key by key.
    #[must_use]
    pub fn over(self, mut base: ConfigFile) -> ConfigFile {
        base.rules.extend(self.rules);
        ConfigFile {
            extends: self.extends,
            kind: self.kind.or(base.kind),
            claim_threshold: self.claim_threshold.or(base.claim_threshold),
            exclude: joined(base.exclude, self.exclude),
            rules: base.rules,
            trusted_sources: joined(base.trusted_sources, self.trusted_sources),
            people: named(base.people, self.people),
            organizations: named(base.organizations, self.organizations),
            terms: named(base.terms, self.terms),
            overrides: joined(base.overrides, self.overrides),
        }
    }
}

fn joined<T>(mut base: Vec<T>, own: Vec<T>) -> Vec<T> {
    base.extend(own);
    base
}

/// A name that both have is taken from `own`.
fn named(mut base: Vec<HouseName>, own: Vec<HouseName>) -> Vec<HouseName> {
    base.retain(|old| own.iter().all(|new| new.name != old.name));
    joined(base, own)
}
