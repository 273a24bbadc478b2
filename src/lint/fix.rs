//! Safe fixes: what `--fix` writes and `--diff` shows.

use crate::config::Resolver;
use crate::lint::check::{CheckError, Checked, Selection, check};
use crate::lint::{Input, report};
use crate::rules::{Finding, safe_edits};
use std::path::Path;
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
    let (mut checked, _) = check(input, resolver, selection)?;
    for _ in 0..ROUNDS {
        let (text, applied) = apply(&checked.text, &checked.findings);
        if applied == 0 {
            break;
        }
        count += applied;
        let input = Input { path: checked.path, text: text.into(), encoding: None };
        (checked, _) = check(input, resolver, selection)?;
    }
    let changed = count > 0 && original != checked.text;
    Ok(Fixed { checked, before: changed.then_some(original), count })
}

/// The text with the safe fixes of `findings`, and how many were applied.
fn apply(text: &str, findings: &[Finding]) -> (String, usize) {
    let (edits, count) = safe_edits(findings);
    let (mut fixed, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        fixed.push_str(text.get(at..edit.span.start).unwrap_or(""));
        fixed.push_str(&edit.replacement);
        at = edit.span.end;
    }
    fixed.push_str(text.get(at..).unwrap_or(""));
    (fixed, count)
}

/// What changed, as a unified diff.
pub fn diff(path: &Path, before: &str, after: &str) -> String {
    let path = report::written(path);
    let diff = similar::TextDiff::from_lines(before, after);
    diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}
