//! Findings that a newsroom knows of: `--baseline` leaves them out, so that a linter can be taken up in the middle of a
//! year and speak of new copy alone. Comes in: a file that `--write-baseline` wrote. Goes out: which findings are new.
//!
//! A finding is known by its file and its fingerprint, which is made of its rule and the words of its sentence: it stays
//! known when lines above it come or go, and is new when its own sentence changes.

use crate::lint::{Checked, report};
use crate::rules::Finding;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// The format's number. A file with another one is not read.
const VERSION: u32 = 1;

/// The known findings of every file.
#[derive(Debug)]
pub struct Baseline {
    /// Where the file lies, so that the paths in it hold from any folder.
    folder: PathBuf,
    known: BTreeMap<String, Vec<Known>>,
}

/// A baseline file, as it is written.
#[derive(Debug, Serialize, Deserialize)]
struct BaselineFile {
    version: u32,
    files: BTreeMap<String, Vec<Known>>,
}

/// One known finding. Only the fingerprint counts; the rest is for whoever reads the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    fingerprint: String,
    rule: String,
    message: String,
}

/// Why a baseline cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// The system did not hand it over.
    #[error("{}: cannot be read: {source}; --write-baseline makes it", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is not what `--write-baseline` writes.
    #[error("{}:{line}: is not a baseline: {reason}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
}

impl Baseline {
    /// An empty baseline that is to be written to `path`.
    pub fn empty(path: &Path) -> Self {
        Self { folder: folder_of(path), known: BTreeMap::new() }
    }

    /// Reads the file at `path`.
    pub fn load(path: &Path) -> Result<Self, BaselineError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| BaselineError::Unreadable { path: path.to_owned(), source })?;
        let invalid = |line, reason| BaselineError::Invalid { path: path.to_owned(), line, reason };
        let file: BaselineFile =
            serde_json::from_str(&text).map_err(|error| invalid(error.line().max(1), error.to_string()))?;
        if file.version != VERSION {
            return Err(invalid(
                1,
                format!("its version is {}, and this program reads {VERSION}", file.version),
            ));
        }
        Ok(Self { folder: folder_of(path), known: file.files })
    }

    /// Takes the known findings of the file at `path` out of `findings`. Gives how many that were, and how many known ones
    /// are gone from the file.
    pub fn sift(&self, path: &Path, findings: &mut Vec<Finding>) -> Sifted {
        let Some(known) = self.known.get(&self.name(path)) else { return Sifted::default() };
        let known: BTreeSet<&str> = known.iter().map(|k| k.fingerprint.as_str()).collect();
        let before = findings.len();
        findings.retain(|finding| !known.contains(finding.fingerprint.as_str()));
        let hidden = before - findings.len();
        Sifted { hidden, settled: known.len() - hidden }
    }

    /// Puts what was found in a file in the place of what was known of it.
    pub fn learn(&mut self, checked: &Checked) {
        let known = checked.findings.iter().map(|finding| Known {
            fingerprint: finding.fingerprint.clone(),
            rule: finding.rule.to_owned(),
            message: finding.message.clone(),
        });
        let (name, known) = (self.name(&checked.path), known.collect::<Vec<_>>());
        if known.is_empty() {
            self.known.remove(&name);
        } else {
            self.known.insert(name, known);
        }
    }

    /// Takes files out that are no longer there.
    pub fn forget_missing(&mut self) {
        let folder = &self.folder;
        self.known.retain(|name, _| folder.join(name).is_file());
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.known.values().map(Vec::len).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The text of the file: one finding a line, so that a review of its changes can be read.
    pub fn text(&self) -> String {
        let mut text = format!("{{\n  \"version\": {VERSION},\n  \"files\": {{");
        let string = |s: &str| serde_json::Value::from(s).to_string();
        for (number, (name, known)) in self.known.iter().enumerate() {
            text += &format!("{}\n    {}: [", if number == 0 { "" } else { "," }, string(name));
            let rows: Vec<_> = known
                .iter()
                .map(|k| {
                    let (fingerprint, rule, message) =
                        (string(&k.fingerprint), string(&k.rule), string(&k.message));
                    format!(
                        "\n      {{\"fingerprint\": {fingerprint}, \"rule\": {rule}, \"message\": {message}}}"
                    )
                })
                .collect();
            text += &rows.join(",");
            text += "\n    ]";
        }
        text + if self.known.is_empty() { "}\n}\n" } else { "\n  }\n}\n" }
    }

    /// How the baseline names a file: from its own folder, with forward slashes; a file elsewhere by its whole path.
    fn name(&self, path: &Path) -> String {
        let path = real(path);
        report::written(path.strip_prefix(&self.folder).unwrap_or(&path))
    }
}

/// What a baseline took away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sifted {
    /// Findings that were known.
    pub hidden: usize,
    /// Known findings that are no longer found.
    pub settled: usize,
}

fn folder_of(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    real(path.parent().unwrap_or(Path::new("")))
}

/// A path without links and without `..`, so that one file has one name from wherever it is asked for.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn checked(path: &str, fingerprints: &[&str]) -> Checked {
        let finding = |f: &&str| {
            let mut finding = Finding::new("boilerplate", Span::new(0, 5), "“Share” is \"furniture\"");
            finding.fingerprint = (*f).to_owned();
            finding
        };
        Checked {
            path: path.into(),
            text: "Share".into(),
            findings: fingerprints.iter().map(finding).collect(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("known.json");
        let article = folder.path().join("desk/a.txt");
        let mut baseline = Baseline::empty(&path);
        baseline.learn(&checked(article.to_str().unwrap(), &["1", "2"]));
        std::fs::write(&path, baseline.text()).unwrap();
        let baseline = Baseline::load(&path).unwrap();
        assert_eq!(baseline.known.keys().collect::<Vec<_>>(), ["desk/a.txt"]);
        let mut found = checked("", &["2", "3"]).findings;
        assert_eq!(baseline.sift(&article, &mut found), Sifted { hidden: 1, settled: 1 });
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn an_empty_one_is_json_too() {
        let text = Baseline::empty(Path::new("known.json")).text();
        assert!(serde_json::from_str::<BaselineFile>(&text).unwrap().files.is_empty(), "{text}");
    }

    #[test]
    fn another_file_is_told_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("known.json");
        std::fs::write(&path, "{\n  \"version\": 1,\n  \"files\": [}").unwrap();
        let error = Baseline::load(&path).unwrap_err().to_string();
        assert!(error.contains("known.json:3: is not a baseline"), "{error}");
        std::fs::write(&path, "{\"version\": 9, \"files\": {}}").unwrap();
        assert!(Baseline::load(&path).unwrap_err().to_string().contains("version is 9"));
    }
}
