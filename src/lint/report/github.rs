//! Workflow commands of GitHub Actions: annotations on the changed lines of a pull request.

use super::{Report, Summary, written};
use crate::lint::{Checked, Places};
use crate::rules::Severity;
use std::io::{self, Write};

pub(super) struct GitHub;

/// Escapes the message of a command (actions/toolkit, `command.ts`).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

impl Report for GitHub {
    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let places = Places::new(&checked.text);
        let path = property(&written(&checked.path));
        for finding in &checked.findings {
            let command = match finding.severity {
                Severity::Information => "notice",
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            let place = places.of(finding.span);
            write!(out, "::{command} file={path},line={},endLine={}", place.line, place.end_line)?;
            // Columns count only within one line.
            if place.line == place.end_line {
                write!(out, ",col={},endColumn={}", place.column, place.end_column)?;
            }
            let mut message = finding.message.clone();
            for related in &finding.related {
                message += &format!("\nline {}: {}", places.of(related.span).line, related.message);
            }
            writeln!(out, ",title={}::{}", property(&format!("copydesk {}", finding.rule)), data(&message))?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
