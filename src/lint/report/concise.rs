//! One line a finding: `path:line:column: severity[rule] message`, as editors and `grep` read it.

use super::text::summary_line;
use super::{Look, Report, Summary, written};
use crate::lint::{Checked, Places};
use std::io::{self, Write};

pub(super) struct Concise {
    look: Look,
}

impl Concise {
    pub(super) fn new(look: Look) -> Self {
        Self { look }
    }
}

impl Report for Concise {
    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let places = Places::new(&checked.text);
        let path = written(&checked.path);
        for finding in &checked.findings {
            let place = places.of(finding.span);
            let (severity, rule, message) = (finding.severity.as_str(), finding.rule, &finding.message);
            writeln!(out, "{path}:{}:{}: {severity}[{rule}] {message}", place.line, place.column)?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        summary_line(summary, self.look, out)
    }
}
