//! Safe fixes: what `--fix` writes and `--diff` shows.

use crate::config::Resolver;
use crate::lint::check::{CheckError, Checked, Selection, check};
use crate::lint::{Input, report};
use crate::rules::{Edit, Finding};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A fix can uncover the next one (two labels in a row). More rounds than this mean that two rules undo each other.
const ROUNDS: usize = 8;

/// A text after its safe fixes.
#[derive(Debug)]
pub struct Fixed {
    /// What is left to report.
    pub checked: Checked,
    /// The text as it was, where it was changed.
    pub before: Option<Arc<str>>,
    /// How many fixes were applied.
    pub count: usize,
}

/// Checks `input`, applies safe fixes and checks again, until there are none left.
pub fn fix(input: Input, resolver: &Resolver, selection: &Selection) -> Result<Fixed, CheckError> {
    let original = input.text.clone();
    let mut count = 0;
    let mut checked = check(input, resolver, selection)?;
    for _ in 0..ROUNDS {
        let (text, applied) = apply(checked.article.text(), &checked.findings);
        if applied == 0 {
            break;
        }
        count += applied;
        let input = Input { path: checked.path, text: text.into(), encoding: None };
        checked = check(input, resolver, selection)?;
    }
    let changed = count > 0 && *original != *checked.article.text();
    Ok(Fixed { checked, before: changed.then_some(original), count })
}

/// The text with the safe fixes of `findings`, and how many were applied. Of two that overlap, the first wins.
fn apply(text: &str, findings: &[Finding]) -> (String, usize) {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for fix in findings.iter().filter_map(|f| f.fixes.iter().find(|fix| fix.safe)) {
        let clash =
            |edit: &Edit| edits.iter().any(|other| other.span.overlaps(edit.span) || other.span == edit.span);
        if !fix.edits.iter().any(clash) {
            edits.extend(&fix.edits);
            count += 1;
        }
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut fixed, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        fixed.push_str(text.get(at..edit.span.start).unwrap_or(""));
        fixed.push_str(&edit.replacement);
        at = edit.span.end;
    }
    fixed.push_str(text.get(at..).unwrap_or(""));
    (fixed, count)
}

/// Writes `text` to `path` so that a reader finds the old file or the new one, never half of one: into a file beside it,
/// which then takes its name. Permissions are kept.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    // A link stays a link: what it points to is written.
    let path = fs::canonicalize(path)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".copydesk-{}", std::process::id()));
    let beside: PathBuf = path.with_file_name(name);
    let written = fs::write(&beside, text)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(&path)?.permissions()))
        .and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        // Nothing more can be done about a file that cannot be taken away again.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// What changed, as a unified diff.
pub fn diff(path: &Path, before: &str, after: &str) -> String {
    let path = report::written(path);
    let diff = similar::TextDiff::from_lines(before, after);
    diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}
