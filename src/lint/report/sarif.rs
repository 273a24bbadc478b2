//! SARIF 2.1.0 (OASIS, 2020): what GitHub code scanning and other services read. One run, with every rule and its help,
//! related locations, fingerprints and fixes.

use super::{Report, Summary, uri, written};
use crate::lint::places::Place;
use crate::lint::{Checked, Places};
use crate::rules::{Finding, Fix, RULES, Severity};
use crate::text::Span;
use serde_json::{Value, json};
use std::io::{self, Write};

#[derive(Default)]
pub(super) struct Sarif {
    any: bool,
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Information => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn region(place: Place) -> Value {
    json!({
        "startLine": place.line, "startColumn": place.column,
        "endLine": place.end_line, "endColumn": place.end_column,
    })
}

fn location(uri: &str, places: &Places<'_>, span: Span) -> Value {
    json!({ "artifactLocation": { "uri": uri }, "region": region(places.of(span)) })
}

fn rules() -> Vec<Value> {
    let rule = |rule: &&crate::rules::Rule| {
        let explanation = rule.explanation();
        json!({
            "id": rule.name,
            "shortDescription": { "text": format!("{}.", rule.summary()) },
            "help": { "text": explanation, "markdown": explanation },
            "defaultConfiguration": { "level": level(rule.severity) },
        })
    };
    RULES.iter().map(rule).collect()
}

fn fix(fix: &Fix, uri: &str, places: &Places<'_>) -> Value {
    let replacement = |edit: &crate::rules::Edit| {
        json!({
            "deletedRegion": region(places.of(edit.span)),
            "insertedContent": { "text": edit.replacement },
        })
    };
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri },
            "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
        }],
    })
}

fn result(finding: &Finding, uri: &str, places: &Places<'_>) -> Value {
    let related = finding.related.iter().enumerate().map(|(id, related)| {
        json!({
            "id": id,
            "physicalLocation": location(uri, places, related.span),
            "message": { "text": related.message },
        })
    });
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": RULES.iter().position(|rule| rule.name == finding.rule),
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": [{ "physicalLocation": location(uri, places, finding.span) }],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": { "copydesk/v1": finding.fingerprint },
    });
    if !finding.fixes.is_empty() {
        result["fixes"] = finding.fixes.iter().map(|f| fix(f, uri, places)).collect();
    }
    result
}

impl Report for Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let driver = json!({
            "name": "copydesk",
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules(),
        });
        // The results are written as they come, so the object around them is written by hand.
        write!(
            out,
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
        )
    }

    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let places = Places::new(&checked.text);
        let uri = uri(&written(&checked.path));
        for finding in &checked.findings {
            out.write_all(if std::mem::replace(&mut self.any, true) { b",\n" } else { b"\n" })?;
            write!(out, "{}", result(finding, &uri, &places))?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"]}]}\n")
    }
}
