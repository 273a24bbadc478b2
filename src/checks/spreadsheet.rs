//! The ledger as a spreadsheet: CSV (RFC 4180) with a line of headings.
//!
//! Columns are those of the ledger. `sources` has one source a line in its cell. On the way in, columns may stand in any
//! order and others than ours are passed over; `article` and `status` must be there, a missing `at` is now, and a row
//! without a `fingerprint` is found by its `text`.

use crate::checks::{LedgerError, ledger};
use crate::rules::{Decision, Status};
use std::collections::HashMap;
use std::path::Path;

/// The columns, in their order.
pub const COLUMNS: [&str; 9] =
    ["article", "fingerprint", "rule", "text", "status", "sources", "by", "at", "note"];

/// Writes decisions.
pub fn write<'d>(decisions: impl IntoIterator<Item = &'d Decision>) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = table.write_record(COLUMNS);
    for decision in decisions {
        let (sources, at) = (decision.sources.join("\n"), decision.at.to_string());
        let _ = table.write_record([
            decision.article.as_str(),
            &decision.fingerprint,
            decision.rule.as_deref().unwrap_or(""),
            &decision.text,
            decision.status.as_str(),
            &sources,
            &decision.by,
            &at,
            &decision.note,
        ]);
    }
    table.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Reads decisions from the text of the file at `path`. A fingerprint that is missing is empty.
pub fn read(path: &Path, text: &str) -> Result<Vec<Decision>, LedgerError> {
    let malformed = |line: u64, reason: String| LedgerError::Malformed {
        path: path.to_owned(),
        line: line as usize,
        reason,
    };
    let told = |error: csv::Error| malformed(error.position().map_or(1, csv::Position::line), reason(&error));
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let columns: HashMap<String, usize> = table
        .headers()
        .map_err(told)?
        .iter()
        .enumerate()
        .map(|(number, name)| (name.trim().to_lowercase(), number))
        .collect();
    if let Some(missing) = ["article", "status"].into_iter().find(|name| !columns.contains_key(*name)) {
        return Err(malformed(
            1,
            format!("has no column {missing:?}; the columns are {}", COLUMNS.join(", ")),
        ));
    }
    let mut decisions = Vec::new();
    for row in table.records() {
        let row = row.map_err(told)?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |name: &str| columns.get(name).and_then(|&n| row.get(n)).unwrap_or("").trim();
        let status = Status::from_name(&cell("status").to_lowercase()).ok_or_else(|| {
            malformed(
                line,
                format!("{:?} is no status: verified, disputed, stet or withdrawn", cell("status")),
            )
        })?;
        let at = match cell("at") {
            "" => ledger::now(),
            at => at
                .parse()
                .map_err(|_| malformed(line, format!("{at:?} is no time as in 2026-05-04T09:12:33Z")))?,
        };
        if cell("article").is_empty() || (cell("fingerprint").is_empty() && cell("text").is_empty()) {
            return Err(malformed(line, "needs an article, and a fingerprint or a text".to_owned()));
        }
        decisions.push(Decision {
            article: cell("article").to_owned(),
            fingerprint: cell("fingerprint").to_owned(),
            rule: Some(cell("rule").to_owned()).filter(|rule| !rule.is_empty()),
            text: cell("text").to_owned(),
            status,
            sources: cell("sources")
                .lines()
                .map(str::trim)
                .filter(|s| !s.is_empty())
                .map(str::to_owned)
                .collect(),
            by: cell("by").to_owned(),
            at,
            note: cell("note").to_owned(),
            more: serde_json::Map::new(),
        });
    }
    Ok(decisions)
}

/// What is wrong, without the place, which is told otherwise.
fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("has {len} cells, and the headings are {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "is not UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision() -> Decision {
        Decision {
            article: "politics/bridge.txt".into(),
            fingerprint: "8d1c0a5be7e0f1a2".into(),
            rule: None,
            text: "“We were told, in March,” she said; \"nothing\" happened.".into(),
            status: Status::Disputed,
            sources: vec!["https://example.org/a,b".into(), "interview, 3 May".into()],
            by: "Ines Falk".into(),
            at: "2026-05-04T09:12:33.12Z".parse().unwrap(),
            note: "two lines,\nthe second".into(),
            more: serde_json::Map::new(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let let_stand = Decision { rule: Some("vague-source".into()), status: Status::Stet, ..decision() };
        let all = [decision(), let_stand];
        assert_eq!(read(Path::new("checks.csv"), &write(&all)).unwrap(), all);
    }

    #[test]
    fn columns_may_be_few_and_in_any_order() {
        let text = "\u{FEFF}Status,Text,Desk,Article\nverified,The bridge is open.,north,a.txt\n";
        let read = read(Path::new("checks.csv"), text).unwrap();
        assert_eq!((read[0].status, read[0].article.as_str()), (Status::Verified, "a.txt"));
        assert_eq!((read[0].text.as_str(), read[0].fingerprint.as_str()), ("The bridge is open.", ""));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let told = |text: &str| read(Path::new("checks.csv"), text).unwrap_err().to_string();
        assert!(told("article,text\na,b\n").starts_with("checks.csv:1: has no column \"status\""));
        let rows = "article,text,status\na,b,stet\na,b,sworn\n";
        assert!(told(rows).starts_with("checks.csv:3: \"sworn\" is no status"), "{}", told(rows));
        let short = "article,text,status\na,b\n";
        assert!(told(short).starts_with("checks.csv:2: has 2 cells"), "{}", told(short));
        assert!(told("article,text,status\na,,stet\n").contains("checks.csv:2: needs"));
        assert!(told("article,text,status,at\na,b,stet,Monday\n").contains("\"Monday\" is no time"));
    }
}
