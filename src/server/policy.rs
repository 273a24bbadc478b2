//! The settings of a session: `copydesk.toml` above each file, and on top of it what the editor says.

use crate::checks::Ledgers;
use crate::config::{ConfigError, ConfigFile, Configuration, FILE_NAME, Resolver};
use crate::rules::{Decisions, Settings};
use crate::text::FrontMatter;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The section of an editor's settings that is ours.
pub(crate) const SECTION: &str = "copydesk";

/// What an editor can set: initialization options, `workspace/configuration`, `workspace/didChangeConfiguration`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct EditorSettings {
    /// How long a text must rest after a change before it is analysed.
    pub(crate) debounce_milliseconds: u64,
    /// Show who speaks where a sentence does not name them.
    pub(crate) inlay_hints: bool,
    /// Show a line of facts over each article.
    pub(crate) code_lens: bool,
    /// Read the articles of the workspace, for their names and for renaming.
    pub(crate) workspace_scan: bool,
    /// What stands over `copydesk.toml`, in its shape.
    pub(crate) config: Option<ConfigFile>,
}

impl Default for EditorSettings {
    fn default() -> Self {
        Self {
            debounce_milliseconds: 40,
            inlay_hints: false,
            code_lens: false,
            workspace_scan: true,
            config: None,
        }
    }
}

impl EditorSettings {
    /// Reads what an editor sent; `null` is nothing set.
    pub(crate) fn read(value: &Value) -> Result<Self, ConfigError> {
        if value.is_null() {
            return Ok(Self::default());
        }
        Self::deserialize(value).map_err(|reason| ConfigError::Editor { reason: reason.to_string() })
    }

    /// How long a text must rest after a change.
    pub(crate) fn debounce(&self) -> Duration {
        Duration::from_millis(self.debounce_milliseconds)
    }
}

/// All that an editor says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct EditorWord {
    /// Where it says nothing else.
    pub(crate) everywhere: EditorSettings,
    /// For the articles of these folders of its workspace.
    pub(crate) folders: HashMap<PathBuf, EditorSettings>,
}

impl EditorWord {
    /// The folder whose settings hold for a path: the innermost.
    fn folder_of(&self, path: Option<&Path>) -> Option<&Path> {
        let above = path?.ancestors().find(|above| self.folders.contains_key(*above))?;
        self.folders.get_key_value(above).map(|(folder, _)| folder.as_path())
    }

    /// What it says for a path; `None` stands for what is no file.
    fn at(&self, path: Option<&Path>) -> &EditorSettings {
        self.folder_of(path).and_then(|folder| self.folders.get(folder)).unwrap_or(&self.everywhere)
    }
}

/// The settings in force. Replaced as a whole when anything changes, so what it remembers is never stale.
#[derive(Debug, Default)]
pub(crate) struct Policy {
    /// The editor's part.
    pub(crate) editor: EditorWord,
    resolver: Resolver,
    /// Configurations with the editor's part on top, by their file and the folder that the editor's part is for.
    merged: Mutex<HashMap<[Option<PathBuf>; 2], Arc<Configuration>>>,
    /// What fact-checkers have decided.
    ledgers: Ledgers,
    /// Errors that were told already.
    told: Mutex<HashSet<String>>,
    /// The state of every file that settings were looked for in, and of those that they extend.
    seen: Mutex<HashMap<PathBuf, Stamp>>,
}

/// When a file was changed, and its length; `None` where there is none.
type Stamp = Option<(Option<SystemTime>, u64)>;

fn stamp(file: &Path) -> Stamp {
    let state = std::fs::metadata(file).ok()?;
    Some((state.modified().ok(), state.len()))
}

impl Policy {
    /// A policy for an editor with these folders open, that reads every file anew.
    pub(crate) fn new(editor: EditorWord, folders: Vec<PathBuf>) -> Self {
        Self { editor, ledgers: Ledgers::in_workspace(folders), ..Self::default() }
    }

    /// What the editor says for an article; `None` stands for one that is no file.
    pub(crate) fn editor_at(&self, path: Option<&Path>) -> &EditorSettings {
        self.editor.at(path)
    }

    /// What fact-checkers have decided.
    pub(crate) fn ledgers(&self) -> &Ledgers {
        &self.ledgers
    }

    /// Finds the configuration of a path.
    pub(crate) fn resolver(&self) -> &Resolver {
        &self.resolver
    }

    /// The settings for an article; `None` stands for one that is no file. With errors come the settings that hold without
    /// the files that have them; each error comes once.
    pub(crate) fn settings_for(&self, path: Option<&Path>, front: &FrontMatter) -> (Settings, Vec<String>) {
        // Before they are read, so that a change in between is seen.
        self.see(path.into_iter().flat_map(|p| p.ancestors().skip(1)).map(|above| above.join(FILE_NAME)));
        let (base, config) = match path.map(|path| self.resolver.configuration(path)) {
            None => (Arc::default(), None),
            Some(Ok(configuration)) => (configuration, None),
            Some(Err(error)) => {
                self.see(error.path().map(Path::to_owned));
                (Arc::default(), Some(error.to_string()))
            }
        };
        self.see(base.sources.iter().cloned());
        let configuration = self.with_editor(base, path);
        let mut settings = configuration.settings_for(path.unwrap_or(Path::new("untitled")), front);
        let (decisions, ledger) = match path.map(|path| self.ledgers.page(path)) {
            None => (Decisions::default(), None),
            Some(Ok(page)) => (page.decisions, None),
            Some(Err(error)) => (Decisions::default(), Some(error.to_string())),
        };
        settings.decisions = decisions;
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let errors = config.into_iter().chain(ledger).chain(self.ledgers.complaints());
        (settings, errors.filter(|error| told.insert(error.clone())).collect())
    }

    /// Whether a `copydesk.toml`, or a file that one extends, came, went or changed since it was read. Looks at the disk.
    pub(crate) fn is_stale(&self) -> bool {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        seen.iter().any(|(file, known)| stamp(file) != *known)
    }

    /// Remembers the state of files that were not seen yet.
    fn see(&self, files: impl IntoIterator<Item = PathBuf>) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for file in files {
            seen.entry(file).or_insert_with_key(|file| stamp(file));
        }
    }

    fn with_editor(&self, base: Arc<Configuration>, path: Option<&Path>) -> Arc<Configuration> {
        let Some(own) = &self.editor.at(path).config else { return base };
        let folder = self.editor.folder_of(path).map(Path::to_owned);
        let mut merged = self.merged.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || {
            let file = own.clone().over(base.file().clone());
            Configuration::of(file, base.path.as_deref()).map_or_else(|_| base.clone(), Arc::new)
        };
        merged.entry([base.path.clone(), folder]).or_insert_with(make).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Severity, find};
    use serde_json::json;

    fn severity(policy: &Policy, path: Option<&Path>) -> Option<Severity> {
        let (settings, _) = policy.settings_for(path, &FrontMatter::default());
        settings.severity_of(find("boilerplate").unwrap())
    }

    #[test]
    fn the_editor_stands_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("bridge.txt");
        std::fs::write(folder.path().join("copydesk.toml"), "[rules]\nboilerplate = \"error\"\n").unwrap();
        assert_eq!(severity(&Policy::default(), Some(&article)), Some(Severity::Error));
        assert_eq!(severity(&Policy::default(), None), Some(Severity::Warning));
        let sent = json!({"inlayHints": true, "config": {"rules": {"boilerplate": "off"}}});
        let everywhere = EditorSettings::read(&sent).unwrap();
        assert!(everywhere.inlay_hints && !everywhere.code_lens);
        let policy = Policy::new(EditorWord { everywhere, folders: HashMap::new() }, Vec::new());
        assert_eq!((severity(&policy, Some(&article)), severity(&policy, None)), (None, None));
        assert!(!policy.is_stale());
        std::fs::write(folder.path().join("copydesk.toml"), "[rules]\nboilerplate = \"off\"\n").unwrap();
        assert!(policy.is_stale());
    }

    #[test]
    fn the_innermost_folder_has_its_way() {
        let config = |severity: &str| {
            EditorSettings::read(&json!({"config": {"rules": {"boilerplate": severity}}})).unwrap()
        };
        let folders =
            [("/desk", "error"), ("/desk/blog", "off")].map(|(folder, s)| (folder.into(), config(s)));
        let editor = EditorWord { everywhere: config("information"), folders: folders.into() };
        let policy = Policy::new(editor, Vec::new());
        for (path, expected) in [
            (Some("/desk/a.txt"), Some(Severity::Error)),
            (Some("/desk/blog/a.txt"), None),
            (Some("/desk/blogs/a.txt"), Some(Severity::Error)),
            (Some("/other/a.txt"), Some(Severity::Information)),
            (None, Some(Severity::Information)),
        ] {
            assert_eq!(severity(&policy, path.map(Path::new)), expected, "{path:?}");
        }
    }

    #[test]
    fn the_schema_has_every_setting_with_its_default() {
        let schema: Value = serde_json::from_str(include_str!("settings.json")).unwrap();
        let properties = schema["properties"].as_object().unwrap();
        let defaults: serde_json::Map<String, Value> =
            properties.iter().map(|(name, property)| (name.clone(), property["default"].clone())).collect();
        assert_eq!(EditorSettings::read(&defaults.into()).unwrap(), EditorSettings::default());
        for (name, property) in properties {
            let other = match &property["default"] {
                Value::Bool(set) => json!(!set),
                Value::Number(number) => json!(number.as_u64().unwrap() + 1),
                _ => json!({"kind": "opinion"}),
            };
            let changed = EditorSettings::read(&json!({ name: other })).unwrap();
            assert_ne!(changed, EditorSettings::default(), "{name} is in the schema and is not read");
        }
        // Whoever adds a field is stopped here, and adds it to the schema.
        let EditorSettings {
            debounce_milliseconds: _,
            inlay_hints: _,
            code_lens: _,
            workspace_scan: _,
            config: _,
        } = EditorSettings::default();
        assert_eq!(properties.len(), 5);
    }

    #[test]
    fn errors_are_told_once_and_in_words() {
        let error = EditorSettings::read(&json!({"inlayHints": "yes"})).unwrap_err();
        assert!(error.to_string().starts_with("the editor's settings: "), "{error}");
        assert!(EditorSettings::read(&json!({"config": {"rulez": {}}})).is_err());
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("copydesk.toml"), "rules = 3\n").unwrap();
        let policy = Policy::default();
        let path = folder.path().join("a.txt");
        assert!(policy.settings_for(Some(&path), &FrontMatter::default()).1.len() == 1);
        assert!(policy.settings_for(Some(&path), &FrontMatter::default()).1.is_empty());
    }
}
