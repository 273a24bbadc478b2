//! The articles of the workspace that are not open: what is kept of each (diagnostics, symbols, names), by the state of
//! its file, so that a second look costs no analysis.

use crate::article::{Article, Memory};
use crate::language::NameKind;
use crate::rules;
use crate::server::capabilities::Profile;
use crate::server::names::Names;
use crate::server::policy::Policy;
use crate::server::requests::completion::KnownName;
use crate::server::snapshot::Snapshot;
use crate::server::{card, convert};
use crate::text::{BlockKind, Cancel, Document, Format, LineIndex};
use ignore::WalkBuilder;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use tower_lsp::ls_types::{Diagnostic, Range, SymbolKind, Uri};

/// Endings of files that are articles.
const ENDINGS: [&str; 4] = ["markdown", "md", "text", "txt"];
/// A file longer than this (bytes) is no article of the workspace; opened, it is read all the same.
const LONGEST: u64 = 4 << 20;
/// Files of a workspace that are read at most.
const MOST_FILES: usize = 20_000;

/// What is kept of one article.
#[derive(Debug)]
pub(crate) struct Digest {
    pub(crate) uri: Uri,
    pub(crate) version: Option<i32>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Names these diagnostics: the same for the same.
    pub(crate) result_id: String,
    pub(crate) symbols: Vec<Symbol>,
    pub(crate) names: Vec<KnownName>,
}

/// A headline or an entity.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    pub(crate) name: String,
    /// Other forms that a search finds it by.
    pub(crate) aliases: Vec<String>,
    pub(crate) kind: SymbolKind,
    pub(crate) range: Range,
}

/// The digests.
#[derive(Debug, Default)]
pub(crate) struct Library {
    shelf: Mutex<Shelf>,
}

#[derive(Debug, Default)]
struct Shelf {
    digests: HashMap<PathBuf, (Stamp, Arc<Digest>)>,
    /// The names of all of them.
    names: Names,
}

/// The state of a file: when it was changed, and its length.
type Stamp = (Option<SystemTime>, u64);

/// The state of no file.
const STALE: Stamp = (None, u64::MAX);

impl Library {
    /// The digest of a file, read now or kept from before; `None` where it cannot be read.
    pub(crate) fn digest(
        &self,
        path: &Path,
        policy: &Policy,
        profile: &Arc<Profile>,
        cancel: &Cancel,
    ) -> Option<Arc<Digest>> {
        let state = std::fs::metadata(path).ok()?;
        let stamp = (state.modified().ok(), state.len());
        let kept = self
            .shelf()
            .digests
            .get(path)
            .filter(|(kept, _)| *kept == stamp)
            .map(|(_, digest)| digest.clone());
        if kept.is_some() {
            return kept;
        }
        let digest = Arc::new(digest(&read_file(path, policy, profile, cancel)?));
        let mut shelf = self.shelf();
        shelf.names.learn(&digest.names);
        if let Some((_, before)) = shelf.digests.insert(path.to_owned(), (stamp, digest.clone())) {
            shelf.names.unlearn(&before.names);
        }
        Some(digest)
    }

    /// Forgets the files and folders of which `gone` says that they are not there any more.
    pub(crate) fn forget(&self, gone: impl Fn(&Path) -> bool) {
        let shelf = &mut *self.shelf();
        for (_, (_, digest)) in shelf.digests.extract_if(|path, _| gone(path)) {
            shelf.names.unlearn(&digest.names);
        }
    }

    /// Files of which `changed` says so are read again when they are next asked for. Their names serve until then.
    pub(crate) fn distrust(&self, changed: impl Fn(&Path) -> bool) {
        for (path, (stamp, _)) in &mut self.shelf().digests {
            if changed(path) {
                *stamp = STALE;
            }
        }
    }

    /// The names, known without reading anything now, of which a word begins with `letter`.
    pub(crate) fn names(&self, letter: char) -> Vec<KnownName> {
        self.shelf().names.beginning_with(letter)
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a file and analyses it; `None` where it cannot be read, is too long or the work was stopped.
pub(crate) fn read_file(
    path: &Path,
    policy: &Policy,
    profile: &Arc<Profile>,
    cancel: &Cancel,
) -> Option<Snapshot> {
    if std::fs::metadata(path).ok()?.len() > LONGEST {
        return None;
    }
    let text = String::from_utf8(std::fs::read(path).ok()?).ok()?;
    let document = Document::read(text, Format::of_path(path));
    let (settings, _) = policy.settings_for(Some(path), document.front_matter());
    let article = Article::read(document, &mut Memory::default(), cancel).ok()?;
    let findings = rules::check_unless(&article, &settings, cancel).ok()?;
    Some(Snapshot {
        uri: Uri::from_file_path(path)?,
        version: None,
        revision: 0,
        index: Arc::new(LineIndex::new(article.text())),
        article: Arc::new(article),
        findings: findings.into(),
        decisions: settings.decisions,
        profile: profile.clone(),
    })
}

/// The articles under `folders`, in the order of their names; hidden files and what is ignored or excluded left out.
pub(crate) fn files(folders: &[PathBuf], policy: &Arc<Policy>, cancel: &Cancel) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in folders {
        let policy = policy.clone();
        let walk = WalkBuilder::new(folder)
            .require_git(false)
            .sort_by_file_name(std::ffi::OsStr::cmp)
            .filter_entry(move |entry| {
                let Ok(configuration) = policy.resolver().configuration(entry.path()) else { return true };
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                !configuration.excludes(entry.path(), is_folder)
            })
            .build();
        for entry in walk.flatten() {
            if cancel.check().is_err() || files.len() >= MOST_FILES {
                return files;
            }
            let ending = entry.path().extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
            if ending.is_some_and(|e| ENDINGS.contains(&e.as_str())) && entry.path().is_file() {
                files.push(entry.into_path());
            }
        }
    }
    files
}

/// What is kept of a snapshot.
pub(crate) fn digest(snapshot: &Snapshot) -> Digest {
    let article = &snapshot.article;
    let diagnostics = convert::diagnostics(snapshot);
    let headlines =
        article.document.blocks().iter().filter(|b| b.kind == BlockKind::Headline).map(|b| Symbol {
            name: b.span.of(article.document.masked()).split_whitespace().collect::<Vec<_>>().join(" "),
            aliases: Vec::new(),
            kind: SymbolKind::FILE,
            range: snapshot.range(b.span),
        });
    let entities = article.entities.iter().enumerate().filter_map(|(id, entity)| {
        Some(Symbol {
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            kind: symbol_kind(entity.kind),
            range: snapshot.range(snapshot.introducing_mention(id)?),
        })
    });
    let name = |e: &crate::article::Entity| KnownName {
        name: e.name.clone(),
        kind: card::kind_name(e.kind),
        title: e.titles.first().cloned(),
    };
    Digest {
        uri: snapshot.uri.clone(),
        version: snapshot.version,
        result_id: result_id(&diagnostics),
        symbols: headlines.chain(entities).collect(),
        names: article.entities.iter().map(name).collect(),
        diagnostics,
    }
}

/// A name for a list of diagnostics: the same for the same.
pub(crate) fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(diagnostics).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn symbol_kind(kind: NameKind) -> SymbolKind {
    match kind {
        NameKind::Person => SymbolKind::CLASS,
        NameKind::Organization => SymbolKind::MODULE,
        NameKind::Place => SymbolKind::NAMESPACE,
        NameKind::Group => SymbolKind::ENUM,
        NameKind::Event => SymbolKind::EVENT,
        NameKind::Work => SymbolKind::STRUCT,
        NameKind::Other => SymbolKind::CONSTANT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_again_only_when_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bridge.txt");
        std::fs::write(&path, "Bridge reopens\n\nShare\n\nThe bridge reopened on Tuesday, the mayor said.\n")
            .unwrap();
        std::fs::write(folder.path().join("picture.png"), "no article").unwrap();
        let (library, policy, profile) = (Library::default(), Arc::new(Policy::default()), Arc::default());
        assert_eq!(files(&[folder.path().to_owned()], &policy, &Cancel::new()), std::slice::from_ref(&path));
        let first = library.digest(&path, &policy, &profile, &Cancel::new()).unwrap();
        assert_eq!((first.symbols[0].name.as_str(), first.diagnostics.len()), ("Bridge reopens", 1));
        assert!(Arc::ptr_eq(&first, &library.digest(&path, &policy, &profile, &Cancel::new()).unwrap()));
        std::fs::write(
            &path,
            "Bridge stays shut\n\nThe bridge is shut, the mayor of the town said on Friday.\n",
        )
        .unwrap();
        let second = library.digest(&path, &policy, &profile, &Cancel::new()).unwrap();
        assert_eq!((second.symbols[0].name.as_str(), second.diagnostics.len()), ("Bridge stays shut", 0));
        assert_ne!(first.result_id, second.result_id);
        std::fs::write(&path, b"\xff\xfe no UTF-8 at all").unwrap();
        assert!(library.digest(&path, &policy, &profile, &Cancel::new()).is_none());
        assert!(library.digest(&folder.path().join("gone.txt"), &policy, &profile, &Cancel::new()).is_none());
    }
}
