//! One text in, its findings out: what `lint` and `analyze` share, so that they cannot differ.

use crate::article::Article;
use crate::config::{ConfigError, Resolver};
use crate::lint::Input;
use crate::rules::{self, Finding, RULES, Settings};
use crate::text::{Document, Format};
use std::path::PathBuf;

/// A text that has been checked.
#[derive(Debug)]
pub struct Checked {
    /// Its path as reports name it.
    pub path: PathBuf,
    /// What was understood of it.
    pub article: Article,
    /// What the rules found, in document order.
    pub findings: Vec<Finding>,
}

/// Which rules run, whatever the configuration says.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these; empty for all.
    pub select: Vec<String>,
    /// None of these.
    pub ignore: Vec<String>,
}

impl Selection {
    /// Switches the other rules off.
    pub fn narrow(&self, settings: &mut Settings) {
        for rule in RULES {
            let selected = self.select.is_empty() || self.select.iter().any(|name| name == rule.name);
            if !selected || self.ignore.iter().any(|name| name == rule.name) {
                settings.severities.insert(rule.name.to_owned(), None);
            }
        }
    }
}

/// Reads `input` as an article and runs the rules over it.
pub fn check(input: Input, resolver: &Resolver, selection: &Selection) -> Result<Checked, ConfigError> {
    let Input { path, text, .. } = input;
    let document = Document::read(text, Format::of_path(&path));
    let mut settings = resolver.settings_for(&path, document.front_matter())?;
    selection.narrow(&mut settings);
    let article = Article::of(document);
    let findings = rules::check(&article, &settings);
    Ok(Checked { path, article, findings })
}
