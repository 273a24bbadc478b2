//! The two XML formats: JUnit, in which each finding is a failed test, and Checkstyle.

use super::{Report, Summary, written};
use crate::lint::{Checked, Places};
use crate::rules::Severity;
use std::io::{self, Write};

/// Text as it may stand in an attribute or element of XML 1.0, which has no way to write most control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push_str(&format!("&#{};", c as u32)),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A suite a file, a test case a finding. Notes pass, with their text as output; a file without findings is one case that
/// passes.
pub(super) struct JUnit;

impl Report for JUnit {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{HEAD}<testsuites name=\"copydesk\">")
    }

    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let places = Places::new(&checked.text);
        let path = escaped(&written(&checked.path));
        let findings = &checked.findings;
        let failures = findings.iter().filter(|f| f.severity > Severity::Information).count();
        let tests = findings.len().max(1);
        writeln!(
            out,
            "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
        )?;
        if findings.is_empty() {
            writeln!(out, "    <testcase classname=\"{path}\" name=\"copydesk\"/>")?;
        }
        for finding in findings {
            let place = places.of(finding.span);
            let (rule, message) = (finding.rule, escaped(&finding.message));
            let name = format!("{rule} at {}:{}", place.line, place.column);
            writeln!(out, "    <testcase classname=\"{path}\" name=\"{name}\">")?;
            match finding.severity {
                Severity::Information => writeln!(out, "      <system-out>{message}</system-out>")?,
                severity => {
                    let severity = severity.as_str();
                    let at = format!("{path}:{}:{}", place.line, place.column);
                    writeln!(
                        out,
                        "      <failure type=\"{severity}\" message=\"{message}\">{at}: {message}</failure>"
                    )?;
                }
            }
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "</testsuites>")
    }
}

/// A `file` element a file with findings.
pub(super) struct Checkstyle;

impl Report for Checkstyle {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{HEAD}<checkstyle version=\"4.3\">")
    }

    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if checked.findings.is_empty() {
            return Ok(());
        }
        let places = Places::new(&checked.text);
        writeln!(out, "  <file name=\"{}\">", escaped(&written(&checked.path)))?;
        for finding in &checked.findings {
            let place = places.of(finding.span);
            let severity = match finding.severity {
                Severity::Information => "info",
                severity => severity.as_str(),
            };
            writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"copydesk.{}\"/>",
                place.line,
                place.column,
                escaped(&finding.message),
                finding.rule
            )?;
        }
        writeln!(out, "  </file>")
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "</checkstyle>")
    }
}
