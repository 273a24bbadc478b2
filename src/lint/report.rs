//! Reports. Comes in: one checked file after the other. Goes out: text in the format that a person or a service reads.
//! One file a format.

mod concise;
mod github;
mod gitlab;
mod json;
mod rdjson;
mod sarif;
mod text;
mod xml;

use crate::lint::{Checked, OffsetUnit};
use crate::rules::Severity;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// A format of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// For people: each finding with its words in their context
    #[default]
    Text,
    /// One line a finding
    Concise,
    /// One JSON array of findings
    Json,
    /// One JSON object a finding, one a line
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit's XML
    Junit,
    /// Reviewdog's JSON
    Rdjson,
    /// Checkstyle's XML
    Checkstyle,
}

/// How a report looks, as far as a format cares.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns that a row may have.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// The unit of byte offsets in JSON.
    pub offsets: OffsetUnit,
    /// Whether to count the findings of each rule.
    pub statistics: bool,
}

/// What a whole run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were read and checked.
    pub files: usize,
    /// Files that could not be read.
    pub failed: usize,
    /// Files with findings.
    pub flagged: usize,
    /// Findings by severity.
    pub severities: BTreeMap<Severity, usize>,
    /// Findings by rule.
    pub rules: BTreeMap<&'static str, usize>,
    /// How many of them `--fix` would settle.
    pub fixable: usize,
    /// Findings that the baseline knows, which are not reported.
    pub known: usize,
}

impl Summary {
    /// Takes a file into account.
    pub fn add(&mut self, checked: &Checked) {
        self.files += 1;
        self.flagged += usize::from(!checked.findings.is_empty());
        for finding in &checked.findings {
            *self.severities.entry(finding.severity).or_default() += 1;
            *self.rules.entry(finding.rule).or_default() += 1;
            self.fixable += usize::from(finding.fixes.iter().any(|fix| fix.safe));
        }
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.severities.get(&severity).copied().unwrap_or(0)
    }
}

/// Writes one format. Files come in a stable order, each once; `finish` comes last.
pub trait Report {
    /// Before the first file.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// One file, also when it has no findings.
    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()>;

    /// After the last file.
    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

impl ReportFormat {
    /// A writer of this format.
    pub fn report(self, look: Look) -> Box<dyn Report> {
        match self {
            Self::Text => Box::new(text::Text::new(look)),
            Self::Concise => Box::new(concise::Concise::new(look)),
            Self::Json => Box::new(json::Json::array(look)),
            Self::Jsonl => Box::new(json::Json::lines(look)),
            Self::Sarif => Box::new(sarif::Sarif::default()),
            Self::Github => Box::new(github::GitHub),
            Self::Gitlab => Box::new(gitlab::GitLab::default()),
            Self::Junit => Box::new(xml::JUnit),
            Self::Rdjson => Box::new(rdjson::RdJson::default()),
            Self::Checkstyle => Box::new(xml::Checkstyle),
        }
    }
}

/// A path as reports write it: with forward slashes, without `./`.
pub(crate) fn written(path: &Path) -> String {
    let path = path.strip_prefix("./").unwrap_or(path).display().to_string();
    if cfg!(windows) { path.replace('\\', "/") } else { path }
}

/// A written path as a relative URI reference (RFC 3986): everything but unreserved characters and `/` percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// "1 warning", "3 warnings".
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
