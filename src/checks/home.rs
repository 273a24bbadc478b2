//! Which ledger an article belongs to, and by what name it stands there.
//!
//! The folder of a ledger is the nearest one above the article that has a `.copydesk`, up to the root of its git
//! repository. Where there is none yet, it is made in the workspace that an editor has open, else beside the nearest
//! `copydesk.toml` or `.git`, else beside the article. A ledger that is there always wins, so that the editor and the
//! linter, which knows no workspace, read the same one.

use std::path::{Component, Path, PathBuf};

/// The folder that holds the ledger.
pub const FOLDER: &str = ".copydesk";

/// Where an article's decisions are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The folder in which `.copydesk` is or will be.
    pub root: PathBuf,
    /// The article's path from there, with forward slashes.
    pub article: String,
}

/// The home of the article at `path`, which need not exist. `workspace` are the folders that an editor has open.
pub fn home_of(path: &Path, workspace: &[PathBuf]) -> Home {
    let path = &absolute(path);
    let root = root_of(path.parent().unwrap_or(path), workspace);
    Home { article: name_in(&root, path), root }
}

/// The name of the article at `path` in the ledger of `root`: the path from there, with forward slashes.
pub fn name_in(root: &Path, path: &Path) -> String {
    let path = &absolute(path);
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The folder whose ledger the articles in `folder` belong to.
pub(crate) fn root_of(folder: &Path, workspace: &[PathBuf]) -> PathBuf {
    for above in folder.ancestors() {
        if above.join(FOLDER).is_dir() {
            return above.to_owned();
        }
        if above.join(".git").exists() {
            break;
        }
    }
    let open = workspace.iter().filter(|open| folder.starts_with(open));
    if let Some(open) = open.max_by_key(|open| open.components().count()) {
        return open.clone();
    }
    let marked = |above: &&Path| ["copydesk.toml", ".git"].iter().any(|mark| above.join(mark).exists());
    folder.ancestors().find(marked).unwrap_or(folder).to_owned()
}

/// An absolute path without `.` and `..`; links are not followed, so a path stays the one that the user knows.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::create_dir_all;

    #[test]
    fn the_nearest_ledger_wins_then_the_workspace_then_a_mark() {
        let folder = tempfile::tempdir().unwrap();
        let desk = &folder.path().canonicalize().unwrap();
        create_dir_all(desk.join("politics/europe")).unwrap();
        create_dir_all(desk.join(".git")).unwrap();
        let article = desk.join("politics/europe/vote.txt");
        let home = |workspace: &[PathBuf]| {
            let home = home_of(&article, workspace);
            let root = home.root.strip_prefix(desk).unwrap().to_str().unwrap().to_owned();
            (root, home.article)
        };
        let known = |root: &str, article: &str| (root.to_owned(), article.to_owned());
        assert_eq!(home(&[]), known("", "politics/europe/vote.txt"));
        assert_eq!(home(&[desk.join("politics")]), known("politics", "europe/vote.txt"));
        assert_eq!(home(&[desk.join("sport")]), known("", "politics/europe/vote.txt"));
        std::fs::write(desk.join("politics/copydesk.toml"), "").unwrap();
        assert_eq!(home(&[]), known("politics", "europe/vote.txt"));
        create_dir_all(desk.join(".copydesk")).unwrap();
        assert_eq!(home(&[desk.join("politics")]), known("", "politics/europe/vote.txt"));
        create_dir_all(desk.join("politics/.git")).unwrap();
        assert_eq!(
            home(&[]),
            known("politics", "europe/vote.txt"),
            "another repository's ledger is not ours"
        );
    }

    #[test]
    fn a_path_may_go_up_and_down() {
        let plain = home_of(Path::new("/desk-of-nobody/a/../b/./c.txt"), &[]);
        assert_eq!((plain.root, plain.article), ("/desk-of-nobody/b".into(), "c.txt".to_owned()));
    }
}
