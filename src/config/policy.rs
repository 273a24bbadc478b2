//! From files to the settings for one path.

use crate::config::{ConfigError, ConfigFile, Override, keys};
use crate::rules::{CopyKind, Settings};
use crate::text::FrontMatter;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use toml::de::DeTable;

/// What the file is called.
pub const FILE_NAME: &str = "copydesk.toml";

/// A configuration file with everything it extends, ready to answer for paths.
#[derive(Debug)]
pub struct Configuration {
    /// The file itself; `None` for the defaults.
    pub path: Option<PathBuf>,
    /// Every file that had a part in it: itself and those it extends.
    pub sources: Vec<PathBuf>,
    file: ConfigFile,
    exclude: Gitignore,
    overrides: Vec<(Gitignore, Override)>,
}

impl Default for Configuration {
    fn default() -> Self {
        Self {
            path: None,
            sources: Vec::new(),
            file: ConfigFile::default(),
            exclude: Gitignore::empty(),
            overrides: Vec::new(),
        }
    }
}

impl Configuration {
    /// Reads a file and those it extends.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let path = &std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut sources = Vec::new();
        let file = load_merged(path, &mut Vec::new(), &mut sources)?;
        Ok(Self { sources, ..Self::of(file, Some(path))? })
    }

    /// The configuration that a file's content gives. `path` is where relative patterns start.
    pub fn of(file: ConfigFile, path: Option<&Path>) -> Result<Self, ConfigError> {
        let root = path.and_then(Path::parent).unwrap_or(Path::new(""));
        let invalid = |error: ignore::Error| ConfigError::Invalid {
            path: path.unwrap_or(Path::new(FILE_NAME)).to_owned(),
            line: 1,
            reason: format!("a path pattern cannot be understood: {error}"),
        };
        let matcher = |patterns: &[String]| {
            let mut builder = GitignoreBuilder::new(root);
            for pattern in patterns {
                builder.add_line(None, pattern)?;
            }
            builder.build()
        };
        let exclude = matcher(&file.exclude).map_err(invalid)?;
        let mut overrides = Vec::new();
        for one in &file.overrides {
            overrides.push((matcher(&one.paths).map_err(invalid)?, one.clone()));
        }
        Ok(Self { path: path.map(Path::to_owned), sources: Vec::new(), file, exclude, overrides })
    }

    /// The content, merged.
    pub fn file(&self) -> &ConfigFile {
        &self.file
    }

    /// Whether `lint` leaves `path` out when it walks a folder.
    pub fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        matches(&self.exclude, path, is_folder)
    }

    /// The settings for the article at `path`: the file's, then those of each override that matches, then the kind of
    /// copy that the article's front matter names.
    pub fn settings_for(&self, path: &Path, front_matter: &FrontMatter) -> Settings {
        let mut settings = Settings {
            people: self.file.people.clone(),
            organizations: self.file.organizations.clone(),
            terms: self.file.terms.clone(),
            trusted_sources: self.file.trusted_sources.iter().map(|s| s.to_lowercase()).collect(),
            ..Settings::default()
        };
        let file = &self.file;
        let mut apply =
            |kind: Option<CopyKind>, threshold: Option<f32>, rules: &crate::config::file::Rules| {
                settings.copy = kind.unwrap_or(settings.copy);
                settings.claim_threshold = threshold.unwrap_or(settings.claim_threshold);
                settings.severities.extend(rules.iter().map(|(name, set)| (name.clone(), set.severity())));
            };
        apply(file.kind, file.claim_threshold, &file.rules);
        for (paths, one) in &self.overrides {
            if matches(paths, path, false) {
                apply(one.kind, one.claim_threshold, &one.rules);
            }
        }
        if let Some(kind) = front_matter.kind.as_deref().and_then(CopyKind::from_name) {
            settings.copy = kind;
        }
        settings
    }
}

fn matches(patterns: &Gitignore, path: &Path, is_folder: bool) -> bool {
    // A path outside the root cannot be matched against patterns relative to it; asking would panic.
    let root = patterns.path();
    let inside = path.is_relative() == root.is_relative() || path.starts_with(root);
    !patterns.is_empty() && inside && {
        let path = path.strip_prefix("./").unwrap_or(path);
        let below = path.strip_prefix(root).unwrap_or(path);
        !below.has_root() && patterns.matched_path_or_any_parents(below, is_folder).is_ignore()
    }
}

/// Reads `path` and puts it on top of what it extends. `above` are the files that led here; `read`
/// takes up every file that was read.
fn load_merged(
    path: &Path,
    above: &mut Vec<PathBuf>,
    read: &mut Vec<PathBuf>,
) -> Result<ConfigFile, ConfigError> {
    let unreadable = |e: std::io::Error| ConfigError::Unreadable { path: path.into(), reason: e.to_string() };
    let canonical = path.canonicalize().map_err(unreadable)?;
    if above.contains(&canonical) {
        let by = above.last().cloned().unwrap_or_default();
        return Err(ConfigError::Circle { path: path.to_owned(), by });
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let own = parse(path, &text)?;
    above.push(canonical);
    read.push(path.to_owned());
    let mut base = ConfigFile::default();
    for name in &own.extends {
        let under = path.parent().unwrap_or(Path::new("")).join(name);
        base = load_merged(&under, above, read)?.over(base);
    }
    above.pop();
    Ok(own.over(base))
}

/// Reads the text of one file.
pub fn parse(path: &Path, text: &str) -> Result<ConfigFile, ConfigError> {
    let invalid = |error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        ConfigError::at(path, text, at, error.message().trim_end())
    };
    let table = DeTable::parse(text).map_err(invalid)?;
    keys::check(path, text, table.get_ref())?;
    let file: ConfigFile = toml::from_str(text).map_err(invalid)?;
    let thresholds = file.overrides.iter().map(|o| o.claim_threshold).chain([file.claim_threshold]);
    if thresholds.flatten().any(|t| !(0.0..=1.0).contains(&t)) {
        let at = text.find("claim-threshold").unwrap_or(0);
        return Err(ConfigError::at(path, text, at, "claim-threshold must lie between 0 and 1"));
    }
    Ok(file)
}

/// Finds the configuration of each path: the nearest `copydesk.toml` above it. Remembers what it found.
#[derive(Debug, Default)]
pub struct Resolver {
    fixed: Option<Arc<Configuration>>,
    found: Mutex<HashMap<PathBuf, Found>>,
}

type Found = Result<Arc<Configuration>, ConfigError>;

impl Resolver {
    /// A resolver that searches.
    pub fn new() -> Self {
        Self::default()
    }

    /// A resolver that answers with one configuration for every path.
    pub fn fixed(configuration: Configuration) -> Self {
        Self { fixed: Some(Arc::new(configuration)), found: Mutex::default() }
    }

    /// The configuration that governs the file or folder `path`, which need not exist.
    pub fn configuration(&self, path: &Path) -> Found {
        if let Some(fixed) = &self.fixed {
            return Ok(fixed.clone());
        }
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let mut visited = Vec::new();
        let mut answer: Found = Ok(Arc::default());
        for folder in folder.ancestors() {
            if let Some(known) = found.get(folder) {
                answer = known.clone();
                break;
            }
            visited.push(folder.to_owned());
            let file = folder.join(FILE_NAME);
            if file.is_file() {
                answer = Configuration::load(&file).map(Arc::new);
                break;
            }
        }
        found.extend(visited.into_iter().map(|folder| (folder, answer.clone())));
        answer
    }

    /// The settings for the article at `path`.
    pub fn settings_for(&self, path: &Path, front_matter: &FrontMatter) -> Result<Settings, ConfigError> {
        let configuration = self.configuration(path)?;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        Ok(configuration.settings_for(&path, front_matter))
    }
}
