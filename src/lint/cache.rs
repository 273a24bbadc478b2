//! What was found before, so that an article that did not change is not read again.
//!
//! An entry's name is a hash of all that its findings depend on: the text, whether it is Markdown, the settings, and the
//! program itself with its models and word lists. Whatever changes, the name is another, and the article is read. So an
//! entry cannot be out of date, only unused; it can be spoiled, and carries a sum that tells. All else that a finding
//! may ever depend on has to go through [`Settings`], or into the name.
//!
//! Entries are files, written whole or not at all, in 256 folders. A folder that has grown past its bound loses the
//! entries that were not used for longest.

use crate::replace;
use crate::rules::{self, Finding, Fix, Related, Settings, Severity};
use crate::text::{Format, Span};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

/// Entries that one of the 256 folders may hold: 65,536 in all, some 256 MiB on a disk with blocks of 4 KiB.
const MOST: usize = 256;
/// The longest entry that is kept, in bytes.
const LONGEST: usize = 256 << 10;
/// What the program is made of: see `build.rs`.
const PROGRAM: &str = env!("COPYDESK_SOURCE");

/// A folder of earlier findings.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// Which of the folders inside have a new entry.
    grown: Vec<AtomicBool>,
}

/// The name of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(blake3::Hash);

/// A finding as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    rule: String,
    severity: Severity,
    span: Span,
    message: String,
    related: Vec<Related>,
    fixes: Vec<Fix>,
    fingerprint: String,
}

impl Key {
    /// The name for a text of this format under these settings.
    pub fn of(text: &str, format: Format, settings: &Settings) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in [PROGRAM, &format!("{format:?}"), &format!("{settings:?}"), text] {
            // The length first, so that no two lists of parts look the same.
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        Self(hasher.finalize())
    }
}

impl Cache {
    /// The cache in `folder`, which is made when the first entry is written.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, grown: (0..256).map(|_| AtomicBool::new(false)).collect() }
    }

    /// The folder for caches of the user that the system lays down (XDG Base Directory Specification; Apple's and
    /// Microsoft's own). `None` where it cannot be told.
    pub fn folder_of_user() -> Option<PathBuf> {
        let variable =
            |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let caches = if cfg!(windows) {
            variable("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join("Library/Caches")))
        } else {
            variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")))
        };
        Some(caches?.join("copydesk"))
    }

    /// What was found under this name. An entry that cannot be read or is not whole counts as none.
    pub fn get(&self, key: Key) -> Option<Vec<Finding>> {
        let path = self.path(key);
        let entry = fs::read_to_string(&path).ok()?;
        let (sum, body) = entry.split_once('\n')?;
        if sum != seal(key, body) {
            return None;
        }
        let kept: Vec<Kept> = serde_json::from_str(body).ok()?;
        let findings = kept.into_iter().map(Kept::finding).collect::<Option<Vec<_>>>()?;
        // So that what is used stays; a system that does not allow it loses the entry sooner.
        let _ = fs::File::options().append(true).open(&path).and_then(|f| f.set_modified(SystemTime::now()));
        Some(findings)
    }

    /// Keeps what was found. A cache that cannot be written is one that does not remember; nobody is told.
    pub fn put(&self, key: Key, findings: &[Finding]) {
        let kept: Vec<Kept> = findings.iter().map(Kept::of).collect();
        let Ok(body) = serde_json::to_string(&kept) else { return };
        let path = self.path(key);
        let Some(folder) = path.parent().filter(|_| body.len() <= LONGEST) else { return };
        if !folder.is_dir() && self.make(folder).is_err() {
            return;
        }
        let entry = format!("{}\n{body}", seal(key, &body));
        if replace::write(&path, entry.as_bytes()).is_ok()
            && let Some(grown) = self.grown.get(usize::from(key.0.as_bytes()[0]))
        {
            grown.store(true, Ordering::Relaxed);
        }
    }

    /// Takes entries out of the folders that have grown past their bound, those first that were not used for longest.
    pub fn trim(&self) {
        for (number, grown) in self.grown.iter().enumerate() {
            if grown.swap(false, Ordering::Relaxed) {
                trim(&self.folder.join(format!("{number:02x}")), MOST);
            }
        }
    }

    fn path(&self, key: Key) -> PathBuf {
        let name = key.0.to_hex();
        let (folder, name) = name.split_at(2);
        self.folder.join(folder).join(name)
    }

    /// Makes a folder that only the user can read: messages cite copy that may not be out yet.
    fn make(&self, folder: &Path) -> std::io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        let tag = self.folder.join("CACHEDIR.TAG");
        if !tag.exists() {
            // The sign by which backup programs know caches (Cache Directory Tagging Specification).
            replace::write(
                &tag,
                b"Signature: 8a477f597d28d172789f06886806bc55\n# What copydesk lint found before.\n",
            )?;
        }
        Ok(())
    }
}

/// The first line of an entry: its form, and a sum over its name and what follows.
fn seal(key: Key, body: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key.0.as_bytes());
    hasher.update(body.as_bytes());
    format!("copydesk 1 {}", hasher.finalize().to_hex())
}

fn trim(folder: &Path, most: usize) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<(SystemTime, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    if entries.len() > most {
        entries.sort();
        // Some more than needed, so that the next few entries do not each begin this again.
        let excess = entries.len() - most * 3 / 4;
        for (_, path) in entries.iter().take(excess) {
            // Another run may have been faster.
            let _ = fs::remove_file(path);
        }
    }
}

impl Kept {
    fn of(finding: &Finding) -> Self {
        let Finding { rule, severity, span, message, related, fixes, fingerprint } = finding.clone();
        Self { rule: rule.to_owned(), severity, span, message, related, fixes, fingerprint }
    }

    fn finding(self) -> Option<Finding> {
        let Self { rule, severity, span, message, related, fixes, fingerprint } = self;
        let rule = rules::find(&rule)?.name;
        Some(Finding { rule, severity, span, message, related, fixes, fingerprint })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding() -> Finding {
        let mut finding = Finding::new("boilerplate", Span::new(2, 7), "“Share” is page furniture")
            .with_related(Span::new(0, 1), "here");
        finding.fingerprint = "0123456789abcdef".to_owned();
        finding
    }

    #[test]
    fn what_is_put_is_got_and_a_spoiled_entry_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("cache"));
        let settings = Settings::default();
        let key = Key::of("A Share b", Format::Plain, &settings);
        assert_eq!(cache.get(key), None);
        cache.put(key, &[finding()]);
        assert_eq!(cache.get(key), Some(vec![finding()]));

        let whole = fs::read_to_string(cache.path(key)).unwrap();
        let other = Key::of("A Share c", Format::Plain, &settings);
        fs::create_dir_all(cache.path(other).parent().unwrap()).unwrap();
        for spoiled in [
            whole.replace("Share", "Shore"),
            whole[..whole.len() - 1].to_owned(),
            whole.replace("copydesk 1", "copydesk 2"),
            String::new(),
        ] {
            fs::write(cache.path(key), spoiled).unwrap();
            assert_eq!(cache.get(key), None);
        }
        // An entry under another name is not that entry.
        fs::write(cache.path(other), &whole).unwrap();
        assert_eq!(cache.get(other), None);
    }

    #[test]
    fn everything_that_findings_depend_on_is_in_the_name() {
        let settings = Settings::default();
        let stricter = Settings { claim_threshold: 0.9, ..settings.clone() };
        let mut off = settings.clone();
        off.severities.insert("boilerplate".to_owned(), None);
        let gated = Settings { require_checked: Some(0.5), ..settings.clone() };
        let keys = [
            Key::of("text", Format::Plain, &gated),
            Key::of("text", Format::Plain, &settings),
            Key::of("text", Format::Markdown, &settings),
            Key::of("text", Format::Plain, &stricter),
            Key::of("text", Format::Plain, &off),
            Key::of("texts", Format::Plain, &settings),
        ];
        for (number, key) in keys.iter().enumerate() {
            assert!(!keys[..number].contains(key), "{number}");
        }
    }

    #[test]
    fn the_longest_unused_go_first() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..10u64 {
            let file = fs::File::create(folder.path().join(number.to_string())).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(100 - number)).unwrap();
        }
        trim(folder.path(), 10);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 10);
        trim(folder.path(), 8);
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, ["0", "1", "2", "3", "4", "5"]);
    }
}
