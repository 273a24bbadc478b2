//! What a rule reports.

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much a finding matters. Ordered: `Information < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Information,
    /// A careful editor would change it.
    Warning,
    /// Stops the presses. No rule has it unasked: `copydesk.toml` can raise one, and `--require-checked` asks for one.
    Error,
}

impl Severity {
    /// Every severity, the mildest first.
    pub const ALL: [Severity; 3] = [Severity::Information, Severity::Warning, Severity::Error];

    /// The name in configuration files and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Another place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub message: String,
}

/// One replacement in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What replaces it.
    pub replacement: String,
}

/// A way to settle a finding by editing the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What the editor shows: "Delete “Advertisement”".
    pub title: String,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
    /// Whether `lint --fix` may apply it unseen.
    pub safe: bool,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's name: `contradiction`.
    pub rule: &'static str,
    /// How much it matters, after settings.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// One sentence to the writer.
    pub message: String,
    /// The other places it speaks of.
    pub related: Vec<Related>,
    /// Ways to settle it.
    pub fixes: Vec<Fix>,
    /// Stable name of this finding: a hash over the rule, the normalized text of its place and the occurrence, so that
    /// edits elsewhere do not disturb it. 16 hexadecimal digits.
    pub fingerprint: String,
}

impl Finding {
    /// A finding without related places and fixes. The registry fills in severity and fingerprint.
    pub fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: Severity::Warning,
            span,
            message: message.into(),
            related: Vec::new(),
            fixes: Vec::new(),
            fingerprint: String::new(),
        }
    }

    /// The same `offset` bytes further on in the text, with all its places.
    #[must_use]
    pub(crate) fn shift(self, offset: usize) -> Self {
        self.moved(|span| span.shift(offset))
    }

    /// The same `offset` bytes further back: relative to a paragraph that begins there and holds all its places.
    #[must_use]
    pub(crate) fn unshift(self, offset: usize) -> Self {
        self.moved(|s| Span::new(s.start.saturating_sub(offset), s.end.saturating_sub(offset)))
    }

    fn moved(mut self, to: impl Fn(Span) -> Span) -> Self {
        self.span = to(self.span);
        self.related.iter_mut().for_each(|related| related.span = to(related.span));
        let edits = self.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
        edits.for_each(|edit| edit.span = to(edit.span));
        self
    }

    /// The same with another place linked.
    #[must_use]
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// The same with a way to settle it.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}

/// The edits of the fixes of `findings` that may be applied unseen, in document order, and how many fixes they are. Of two
/// that overlap, the first finding's wins.
pub fn safe_edits<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> (Vec<&'a Edit>, usize) {
    let mut edits: BTreeMap<Span, &Edit> = BTreeMap::new();
    let mut count = 0;
    for fix in findings.into_iter().filter_map(|finding| finding.fixes.iter().find(|fix| fix.safe)) {
        let clash = |edit: &Edit| {
            // Those that were taken do not overlap, so the last that begins before the end reaches farthest.
            let last = edits.range(..Span::new(edit.span.end, edit.span.end)).next_back();
            edits.contains_key(&edit.span) || last.is_some_and(|(span, _)| span.overlaps(edit.span))
        };
        if !fix.edits.iter().any(clash) {
            edits.extend(fix.edits.iter().map(|edit| (edit.span, edit)));
            count += 1;
        }
    }
    (edits.into_values().collect(), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_fixes_that_overlap_the_first_wins() {
        let finding = |safe, places: &[(usize, usize)]| {
            let edit = |&(start, end): &(usize, usize)| Edit {
                span: Span::new(start, end),
                replacement: String::new(),
            };
            let edits = places.iter().map(edit).collect();
            Finding::new("boilerplate", Span::default(), "").with_fix(Fix {
                title: String::new(),
                edits,
                safe,
            })
        };
        let findings = [
            finding(true, &[(10, 20), (40, 40)]),
            finding(false, &[(0, 5)]),
            finding(true, &[(15, 25)]),
            finding(true, &[(40, 40)]),
            finding(true, &[(20, 30)]),
            finding(true, &[(30, 45), (5, 6)]),
            finding(true, &[(29, 31)]),
            finding(true, &[(2, 3)]),
        ];
        let (edits, count) = safe_edits(&findings);
        let places: Vec<_> = edits.iter().map(|edit| (edit.span.start, edit.span.end)).collect();
        assert_eq!(places, [(2, 3), (10, 20), (20, 30), (40, 40)]);
        assert_eq!(count, 3);
    }
}
