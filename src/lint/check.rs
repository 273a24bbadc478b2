//! One text in, its findings out: what `lint` and `analyze` share, so that they cannot differ.

use crate::article::Article;
use crate::checks::{LedgerError, Ledgers};
use crate::config::{ConfigError, Resolver};
use crate::lint::Input;
use crate::lint::cache::{Cache, Key};
use crate::rules::{self, Finding, RULES, Settings};
use crate::text::{Document, Format, FrontMatter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text that has been checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its path as reports name it.
    pub path: PathBuf,
    /// The text. Spans of findings count in this.
    pub text: Arc<str>,
    /// What the rules found, in document order.
    pub findings: Vec<Finding>,
}

/// Why a text was not checked. Its text is a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// Its settings.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The ledger it belongs to.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// What holds whatever the configuration says: which rules run, and what fact-checkers have decided.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these; empty for all.
    pub select: Vec<String>,
    /// None of these.
    pub ignore: Vec<String>,
    /// Whether every claim must be checked.
    pub require_checked: bool,
    /// From which score on; `None` for the threshold of the settings.
    pub threshold: Option<f32>,
    /// The decisions on each article.
    pub ledgers: Arc<Ledgers>,
}

impl Selection {
    /// Puts it into the settings for the article at `path`.
    pub fn apply(&self, path: &Path, settings: &mut Settings) -> Result<(), LedgerError> {
        settings.require_checked =
            self.require_checked.then(|| self.threshold.unwrap_or(settings.claim_threshold));
        // Standard input without a name belongs to no ledger.
        if path != Path::new("-") {
            settings.decisions = self.ledgers.page(path)?.decisions;
        }
        self.narrow(settings);
        Ok(())
    }

    /// Switches the other rules off.
    fn narrow(&self, settings: &mut Settings) {
        for rule in RULES {
            let selected = self.select.is_empty() || self.select.iter().any(|name| name == rule.name);
            if !selected || self.ignore.iter().any(|name| name == rule.name) {
                settings.severities.insert(rule.name.to_owned(), None);
            }
        }
    }
}

/// What [`check`] finds in `input`, from `cache` where it stands there. The rest is read, and kept there.
pub fn check_with(
    cache: Option<&Cache>,
    input: Input,
    resolver: &Resolver,
    selection: &Selection,
) -> Result<Checked, CheckError> {
    let Some(cache) = cache else { return Ok(check(input, resolver, selection)?.0) };
    // What front matter adds to the settings is in the text, and so in the key.
    let mut settings = resolver.settings_for(&input.path, &FrontMatter::default())?;
    // So are the decisions of fact-checkers, which are settings.
    selection.apply(&input.path, &mut settings)?;
    let key = Key::of(&input.text, Format::of_path(&input.path), &settings);
    if let Some(findings) = cache.get(key) {
        return Ok(Checked { path: input.path, text: input.text, findings });
    }
    let (checked, _) = check(input, resolver, selection)?;
    cache.put(key, &checked.findings);
    Ok(checked)
}

/// Reads `input` as an article and runs the rules over it. Gives what was understood of it as well.
pub fn check(
    input: Input,
    resolver: &Resolver,
    selection: &Selection,
) -> Result<(Checked, Article), CheckError> {
    let Input { path, text, .. } = input;
    let document = Document::read(text.clone(), Format::of_path(&path));
    let mut settings = resolver.settings_for(&path, document.front_matter())?;
    selection.apply(&path, &mut settings)?;
    let article = Article::of(document);
    let findings = rules::check(&article, &settings);
    Ok((Checked { path, text, findings }, article))
}
