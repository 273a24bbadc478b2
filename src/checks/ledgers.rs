//! The ledgers of many articles: each is found and read once, and again when it changes on the disk.

use crate::checks::home::{self, Home};
use crate::checks::store::Store;
use crate::checks::{Ledger, LedgerError};
use crate::rules::Decisions;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// Ledgers by the folder they are in. What was read stays until [`Ledgers::refresh`].
#[derive(Debug, Default)]
pub struct Ledgers {
    /// Folders that an editor has open.
    workspace: Vec<PathBuf>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// For each folder with articles, the folder of its ledger.
    roots: HashMap<PathBuf, PathBuf>,
    read: BTreeMap<PathBuf, (Stamp, Arc<Ledger>)>,
}

/// The state of a file: when it was written, how long it is, which file it is. A new file has a new number even where it is
/// as long as the old one and came within the same tick of the clock.
type Stamp = Option<(Option<SystemTime>, u64, u64)>;

fn stamp(path: &Path) -> Stamp {
    let state = fs::metadata(path).ok()?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&state);
    #[cfg(not(unix))]
    let number = 0;
    Some((state.modified().ok(), state.len(), number))
}

/// What the ledger has of one article.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it is kept.
    pub home: Home,
    /// The decisions that hold.
    pub decisions: Decisions,
}

/// Which articles have other decisions than before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    articles: HashSet<PathBuf>,
    folders: HashSet<PathBuf>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.folders.is_empty()
    }

    /// Whether the decisions on the article at `path` may be others.
    pub fn touch(&self, path: &Path) -> bool {
        let path = home::absolute(path);
        self.articles.contains(&path) || path.parent().is_some_and(|folder| self.folders.contains(folder))
    }
}

impl Ledgers {
    /// Ledgers for an editor that has these folders open.
    pub fn in_workspace(folders: Vec<PathBuf>) -> Self {
        Self { workspace: folders.iter().map(|folder| home::absolute(folder)).collect(), ..Self::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the decisions on the article at `path` are kept.
    pub fn home_of(&self, path: &Path) -> Home {
        let path = &home::absolute(path);
        let folder = path.parent().unwrap_or(path);
        let mut state = self.state();
        let found = state.roots.get(folder).cloned();
        let root = found.unwrap_or_else(|| home::root_of(folder, &self.workspace));
        state.roots.insert(folder.to_owned(), root.clone());
        Home { article: home::name_in(&root, path), root }
    }

    /// What the ledger has of the article at `path`.
    pub fn page(&self, path: &Path) -> Result<Page, LedgerError> {
        let home = self.home_of(path);
        let decisions = self.ledger(&home.root)?.decisions_on(&home.article);
        Ok(Page { home, decisions })
    }

    /// The ledger of a folder.
    pub fn ledger(&self, root: &Path) -> Result<Arc<Ledger>, LedgerError> {
        let mut state = self.state();
        if let Some((_, ledger)) = state.read.get(root) {
            return Ok(ledger.clone());
        }
        let store = Store::of(root);
        // The stamp first: a change between the two is then seen by the next refresh.
        let stamp = stamp(&store.path());
        let ledger = Arc::new(store.read()?);
        state.read.insert(root.to_owned(), (stamp, ledger.clone()));
        Ok(ledger)
    }

    /// The lines of all ledgers that were read so far that are no decisions, each as a sentence with path and line.
    pub fn complaints(&self) -> Vec<String> {
        let state = self.state();
        let told = |(root, (_, ledger)): (&PathBuf, &(Stamp, Arc<Ledger>))| {
            let path = Store::of(root).path();
            let told = |unread: &crate::checks::Unread| {
                format!("{}:{}: {}", path.display(), unread.line, unread.reason)
            };
            ledger.unread().iter().map(told).collect::<Vec<_>>()
        };
        state.read.iter().flat_map(told).collect()
    }

    /// Reads again what has changed on the disk, and gives the articles that are concerned. A ledger that cannot be read
    /// now stays as it was.
    pub fn refresh(&self) -> Changes {
        let mut state = self.state();
        let folders: Vec<PathBuf> = state.roots.keys().cloned().collect();
        let mut moved = HashSet::new();
        for folder in folders {
            let root = home::root_of(&folder, &self.workspace);
            if state.roots.get(&folder) != Some(&root) {
                state.roots.insert(folder.clone(), root);
                moved.insert(folder);
            }
        }
        drop(state);
        Changes { folders: moved, ..self.refresh_known() }
    }

    /// The same for ledgers whose place is known: one look at each file, cheap enough to be taken every second.
    pub fn refresh_known(&self) -> Changes {
        let mut changes = Changes::default();
        for (root, (known, ledger)) in &mut self.state().read {
            let store = Store::of(root);
            let now = stamp(&store.path());
            if now == *known {
                continue;
            }
            let Ok(new) = store.read() else { continue };
            let names = ledger.decisions().chain(new.decisions()).map(|d| &d.article);
            for name in names.collect::<HashSet<_>>() {
                if ledger.decisions_on(name) != new.decisions_on(name) {
                    changes.articles.insert(root.join(name));
                }
            }
            (*known, *ledger) = (now, Arc::new(new));
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::ledger::now;
    use crate::rules::{Decision, Status};

    fn decide(root: &Path, article: &str, status: Status) {
        let decision = Decision {
            article: article.into(),
            fingerprint: "8d1c0a5be7e0f1a2".into(),
            rule: None,
            text: "The bridge carries 4,000 lorries a day.".into(),
            status,
            sources: Vec::new(),
            by: String::new(),
            at: now(),
            note: String::new(),
            more: serde_json::Map::new(),
        };
        Store::of(root).change(|ledger| ledger.decide(decision)).unwrap();
    }

    #[test]
    fn a_change_on_the_disk_names_the_articles_it_concerns() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let (bridge, ferry) = (root.join("bridge.txt"), root.join("ferry.txt"));
        let ledgers = Ledgers::in_workspace(vec![root.to_owned()]);
        let count = |path: &Path| ledgers.page(path).unwrap().decisions.on_claims().count();
        assert_eq!((count(&bridge), count(&ferry)), (0, 0));
        decide(root, "bridge.txt", Status::Verified);
        assert_eq!(count(&bridge), 0, "nothing changes under a reader");
        let changes = ledgers.refresh();
        assert!(changes.touch(&bridge) && !changes.touch(&ferry), "{changes:?}");
        assert_eq!((count(&bridge), count(&ferry)), (1, 0));
        assert!(ledgers.refresh().is_empty());
        decide(root, "bridge.txt", Status::Disputed);
        assert!(ledgers.refresh().touch(&bridge), "as long as before, and at once");
    }

    #[test]
    fn a_ledger_that_appears_above_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("politics/vote.txt");
        fs::create_dir_all(folder.path().join("politics")).unwrap();
        let ledgers = Ledgers::default();
        assert_eq!(ledgers.page(&article).unwrap().home.article, "vote.txt");
        decide(folder.path(), "politics/vote.txt", Status::Stet);
        assert!(ledgers.refresh().touch(&article));
        let page = ledgers.page(&article).unwrap();
        assert_eq!((page.home.article.as_str(), page.decisions.is_empty()), ("politics/vote.txt", false));
    }
}
