//! Lines that changed since a revision, for `--diff-base`. Comes in: a revision of git. Goes out: which lines of which
//! files are new or other than they were. Git itself is asked; its objects are not read here.

use crate::lint::{Checked, Places};
use crate::rules::Finding;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The changed lines of a work tree.
#[derive(Debug, Default)]
pub struct Changes {
    /// By canonical path: the changed lines, counted from 1; every line of a file that git does not know.
    files: BTreeMap<PathBuf, Vec<RangeInclusive<usize>>>,
}

/// Why changes cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum ChangesError {
    /// Git is not installed, or could not be started.
    #[error("--diff-base needs git: {0}")]
    NoGit(std::io::Error),
    /// Git did not do it: no repository, no such revision.
    #[error("--diff-base {revision}: git says: {said}")]
    Git {
        /// What was asked for.
        revision: String,
        /// Git's own words.
        said: String,
    },
}

impl Changes {
    /// What changed in the work tree that `folder` lies in, since the last common ancestor of `revision` and HEAD: the
    /// commits of a branch, what is not committed, and files that git does not know and does not ignore.
    pub fn since(revision: &str, folder: &Path) -> Result<Self, ChangesError> {
        let git = |arguments: &[&str]| run(revision, folder, arguments);
        let commit = format!("{revision}^{{commit}}");
        let commit = line(git(&["rev-parse", "--verify", "--end-of-options", &commit])?);
        // Without a common ancestor (a shallow clone), the revision itself is what to compare with.
        let base = git(&["merge-base", &commit, "HEAD"]).map_or(commit, line);
        let top = PathBuf::from(line(git(&["rev-parse", "--show-toplevel"])?));
        let top = top.canonicalize().unwrap_or(top);
        let diff = run(
            revision,
            &top,
            &[
                "diff",
                "--unified=0",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--no-prefix",
                "--diff-filter=d",
                &base,
                "--",
            ],
        )?;
        let mut files = BTreeMap::new();
        for (name, lines) in hunks(&diff) {
            files.insert(top.join(name), lines);
        }
        let unknown = run(revision, &top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        for name in unknown.split('\0').filter(|name| !name.is_empty()) {
            files.insert(top.join(name), vec![1..=usize::MAX]);
        }
        Ok(Self { files })
    }

    /// Whether anything changed in a file.
    pub fn touch(&self, path: &Path) -> bool {
        self.lines(path).is_some()
    }

    /// Leaves only the findings that speak of a changed line, by their own place or a related one.
    pub fn sift(&self, checked: &mut Checked) {
        let lines = self.lines(&checked.path).unwrap_or(&[]);
        let places = Places::new(&checked.text);
        let changed = |span| {
            let place = places.of(span);
            lines.iter().any(|range| *range.start() <= place.end_line && place.line <= *range.end())
        };
        let speaks_of_change =
            |finding: &Finding| changed(finding.span) || finding.related.iter().any(|r| changed(r.span));
        checked.findings.retain(speaks_of_change);
    }

    fn lines(&self, path: &Path) -> Option<&[RangeInclusive<usize>]> {
        let path = path.canonicalize().ok()?;
        self.files.get(&path).map(Vec::as_slice)
    }
}

fn run(revision: &str, folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Result<String, ChangesError> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "core.quotePath=false"])
        .args(arguments)
        .output()
        .map_err(ChangesError::NoGit)?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    let said = text(&output.stderr);
    let said = said.lines().next().unwrap_or("nothing").trim_start_matches("fatal: ").to_owned();
    Err(ChangesError::Git { revision: revision.to_owned(), said })
}

fn line(text: String) -> String {
    text.trim_end_matches(['\n', '\r']).to_owned()
}

/// The files of a diff without context, with the lines that are new in each.
fn hunks(diff: &str) -> Vec<(String, Vec<RangeInclusive<usize>>)> {
    let mut files: Vec<(String, Vec<RangeInclusive<usize>>)> = Vec::new();
    // A line of an article may begin with "+++ " too; only what follows a file's first lines is a hunk's head.
    let mut in_head = false;
    let mut left = 0usize;
    for line in diff.lines() {
        if left > 0 && line.starts_with(['+', '-', '\\']) {
            left -= usize::from(!line.starts_with('\\'));
        } else if line.starts_with("diff --git ") {
            in_head = true;
        } else if in_head && let Some(name) = line.strip_prefix("+++ ") {
            files.push((unquoted(name), Vec::new()));
        } else if let Some((old, new)) = hunk(line) {
            in_head = false;
            left = old + new.1;
            if let Some((_, lines)) = files.last_mut().filter(|_| new.1 > 0) {
                lines.push(new.0..=new.0 + new.1 - 1);
            }
        }
    }
    files
}

/// The count of old lines, and first line and count of new ones, of "@@ -3,2 +3 @@ ...".
fn hunk(line: &str) -> Option<(usize, (usize, usize))> {
    let (old, rest) = line.strip_prefix("@@ -")?.split_once(" +")?;
    let new = rest.split(' ').next()?;
    let count = |range: &str| match range.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((range.parse().ok()?, 1)),
    };
    Some((count(old)?.1, count(new)?))
}

/// A path as git writes it: with a tab behind it where it has spaces, in C's manner where it has stranger characters.
fn unquoted(name: &str) -> String {
    let name = name.strip_suffix('\t').unwrap_or(name);
    let Some(inner) = name.strip_prefix('"').and_then(|n| n.strip_suffix('"')) else {
        return name.to_owned();
    };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(digit @ b'0'..=b'7') => {
                let octal = [Some(digit), rest.next(), rest.next()].into_iter().flatten();
                let value = octal.fold(0u32, |sum, d| sum * 8 + u32::from(d.wrapping_sub(b'0') & 7));
                bytes.push((value & 0xFF) as u8);
            }
            Some(b't') => bytes.push(b'\t'),
            Some(b'n') => bytes.push(b'\n'),
            Some(b'r') => bytes.push(b'\r'),
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{hunks, unquoted};

    #[test]
    fn reads_the_new_lines_of_a_diff() {
        let diff = "diff --git desk/a.txt desk/a.txt\nindex 1..2 100644\n--- desk/a.txt\n+++ desk/a.txt\n\
            @@ -3 +3,2 @@ Ferry\n-Old.\n+++ New.\n+More.\n@@ -9,2 +10,0 @@\n--- gone\n-gone\n\
            diff --git b c.txt b c.txt\nnew file mode 100644\n--- /dev/null\n+++ b c.txt\t\n@@ -0,0 +1 @@\n+One\n\
            \\ No newline at end of file\n";
        assert_eq!(
            hunks(diff),
            [("desk/a.txt".to_owned(), vec![3..=4]), ("b c.txt".to_owned(), vec![1..=1])]
        );
    }

    #[test]
    fn reads_quoted_names() {
        assert_eq!(unquoted(r#""a\"b\tc\303\251.txt""#), "a\"b\tcé.txt");
        assert_eq!(unquoted("plain.txt"), "plain.txt");
    }
}
