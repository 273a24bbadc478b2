//! GitLab's code quality report: a JSON array in the shape of Code Climate issues.

use super::{Report, Summary, written};
use crate::lint::{Checked, Places};
use crate::rules::Severity;
use crate::rules::fingerprint::fnv1a;
use serde_json::json;
use std::io::{self, Write};

#[derive(Default)]
pub(super) struct GitLab {
    any: bool,
}

impl Report for GitLab {
    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let places = Places::new(&checked.text);
        let path = written(&checked.path);
        for finding in &checked.findings {
            let place = places.of(finding.span);
            let severity = match finding.severity {
                Severity::Information => "info",
                Severity::Warning => "minor",
                Severity::Error => "major",
            };
            // GitLab wants a fingerprint that no other issue of the report has, in any file.
            let fingerprint = fnv1a(format!("{path}\n{}", finding.fingerprint).into_bytes());
            let issue = json!({
                "type": "issue",
                "check_name": finding.rule,
                "description": finding.message,
                "categories": ["Style"],
                "severity": severity,
                "fingerprint": format!("{fingerprint:016x}"),
                "location": { "path": path, "lines": { "begin": place.line, "end": place.end_line } },
            });
            out.write_all(if std::mem::replace(&mut self.any, true) { b",\n" } else { b"[\n" })?;
            write!(out, "{issue}")?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.any { b"\n]\n" } else { b"[]\n" })
    }
}
