//! Reviewdog's diagnostic format (rdjson): one object with all diagnostics. Its columns count bytes.

use super::{Report, Summary, written};
use crate::lint::places::Place;
use crate::lint::{Checked, Places};
use crate::rules::{Finding, Severity};
use serde_json::{Value, json};
use std::io::{self, Write};

#[derive(Default)]
pub(super) struct RdJson {
    any: bool,
}

fn range(place: Place) -> Value {
    json!({
        "start": { "line": place.line, "column": place.column },
        "end": { "line": place.end_line, "column": place.end_column },
    })
}

fn diagnostic(finding: &Finding, path: &str, places: &Places<'_>) -> Value {
    let severity = match finding.severity {
        Severity::Information => "INFO",
        Severity::Warning => "WARNING",
        Severity::Error => "ERROR",
    };
    let location = |span| json!({ "path": path, "range": range(places.in_bytes(span)) });
    let related =
        finding.related.iter().map(|r| json!({ "message": r.message, "location": location(r.span) }));
    // A suggestion is one replacement; fixes of several edits cannot be said.
    let suggestions = finding.fixes.iter().filter_map(|fix| match fix.edits.as_slice() {
        [edit] => Some(json!({ "range": range(places.in_bytes(edit.span)), "text": edit.replacement })),
        _ => None,
    });
    json!({
        "message": finding.message,
        "location": location(finding.span),
        "severity": severity,
        "code": { "value": finding.rule },
        "suggestions": suggestions.collect::<Vec<_>>(),
        "relatedLocations": related.collect::<Vec<_>>(),
    })
}

impl Report for RdJson {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let source = json!({ "name": "copydesk", "url": env!("CARGO_PKG_REPOSITORY") });
        write!(out, "{{\"source\":{source},\"diagnostics\":[")
    }

    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let places = Places::new(&checked.text);
        let path = written(&checked.path);
        for finding in &checked.findings {
            out.write_all(if std::mem::replace(&mut self.any, true) { b",\n" } else { b"\n" })?;
            write!(out, "{}", diagnostic(finding, &path, &places))?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"]}\n")
    }
}
