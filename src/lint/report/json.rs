//! JSON: one array, or one object a line.

use super::{Look, Report, Summary, written};
use crate::lint::places::Place;
use crate::lint::{Checked, Offsets, Places};
use crate::rules::{Finding, Severity};
use serde::Serialize;
use std::io::{self, Write};

pub(super) struct Json {
    look: Look,
    array: bool,
    first: bool,
}

/// One finding, as `--format json` and `jsonl` write it.
#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    rule: &'static str,
    severity: Severity,
    message: &'a str,
    span: [usize; 2],
    start: Position,
    end: Position,
    related: Vec<RelatedRow<'a>>,
    fixes: Vec<FixRow<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct RelatedRow<'a> {
    message: &'a str,
    span: [usize; 2],
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct FixRow<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<EditRow<'a>>,
}

#[derive(Serialize)]
struct EditRow<'a> {
    span: [usize; 2],
    replacement: &'a str,
}

/// Counted from 1, columns in characters.
#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

impl Json {
    pub(super) fn array(look: Look) -> Self {
        Self { look, array: true, first: true }
    }

    pub(super) fn lines(look: Look) -> Self {
        Self { look, array: false, first: true }
    }
}

fn ends(place: Place) -> (Position, Position) {
    let start = Position { line: place.line, column: place.column };
    (start, Position { line: place.end_line, column: place.end_column })
}

fn row<'a>(path: &'a str, finding: &'a Finding, offsets: &Offsets<'_>, places: &Places<'_>) -> Row<'a> {
    let (start, end) = ends(places.of(finding.span));
    let related = finding.related.iter().map(|r| {
        let (start, end) = ends(places.of(r.span));
        RelatedRow { message: &r.message, span: offsets.span(r.span), start, end }
    });
    let fixes = finding.fixes.iter().map(|fix| FixRow {
        title: &fix.title,
        safe: fix.safe,
        edits: fix
            .edits
            .iter()
            .map(|e| EditRow { span: offsets.span(e.span), replacement: &e.replacement })
            .collect(),
    });
    Row {
        path,
        rule: finding.rule,
        severity: finding.severity,
        message: &finding.message,
        span: offsets.span(finding.span),
        start,
        end,
        related: related.collect(),
        fixes: fixes.collect(),
        fingerprint: &finding.fingerprint,
    }
}

impl Report for Json {
    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let text = &checked.text;
        let (offsets, places) = (Offsets::new(text, self.look.offsets), Places::new(text));
        let path = written(&checked.path);
        for finding in &checked.findings {
            if self.array {
                out.write_all(if self.first { b"[\n" } else { b",\n" })?;
            }
            self.first = false;
            serde_json::to_writer(&mut *out, &row(&path, finding, &offsets, &places))?;
            if !self.array {
                out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        match (self.array, self.first) {
            (true, true) => out.write_all(b"[]\n"),
            (true, false) => out.write_all(b"\n]\n"),
            (false, _) => Ok(()),
        }
    }
}
