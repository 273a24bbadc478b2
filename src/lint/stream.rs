//! JSON lines in, JSON lines out: the filter that engines for large archives run beside their data.
//!
//! Comes in: a record a line on standard input. Goes out: a line a record, in order. A record that cannot be read or
//! worked on gives a line with an `error` in its place, and the stream goes on. Records are worked on in parallel; how many
//! are held at a time is bounded, so memory does not grow with the stream. What is there is answered at once: a producer
//! may wait for an answer before it sends the next record.

use crate::lint::Input;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Records that are worked on at a time, and that wait meanwhile.
const BATCH: usize = 256;
/// Bytes that are worked on at a time, however few records they are.
const BATCH_BYTES: usize = 4 << 20;
/// The longest line that is read, in bytes. A longer one is skipped, with an error in its place.
pub const LONGEST: usize = 8 << 20;

/// One line as it was read.
enum Line {
    Whole(Vec<u8>),
    TooLong,
    Failed(io::Error),
}

/// An article of a stream.
#[derive(Debug, serde::Deserialize)]
pub struct Record {
    /// Any name that the archive gives it; the answer carries it.
    pub id: Value,
    /// The article.
    pub text: String,
    /// The day it was published, as in `2016-09-10`; what stands behind that (a time) is not looked at.
    #[serde(default)]
    pub date: Option<String>,
    /// The path that decides on Markdown and on settings, where the archive has paths.
    #[serde(default)]
    pub path: Option<std::path::PathBuf>,
}

impl Record {
    /// Its name, and the article as an input: a path decides on Markdown; without one it is plain text.
    pub fn input(self) -> (Value, Input) {
        let path = self.path.unwrap_or_else(|| "-".into());
        (self.id, Input { path, text: self.text.into(), encoding: None })
    }
}

/// Reads records from `input` to its end and writes what `work` makes of each: any number of lines. An error of `work` is
/// a sentence.
pub fn run<R: DeserializeOwned + Send>(
    input: impl Read + Send + 'static,
    output: &mut dyn Write,
    work: impl Fn(R) -> Result<Vec<Value>, String> + Sync,
) -> io::Result<()> {
    let (sender, lines) = sync_channel(BATCH);
    // The thread ends with the input, or when nobody takes its lines any more.
    std::thread::spawn(move || read(BufReader::with_capacity(1 << 16, input), &sender));
    let mut number = 0;
    while let Some(batch) = next(&lines) {
        let numbered: Vec<_> = batch.into_iter().zip(number + 1..).collect();
        number += numbered.len();
        let answers: Vec<String> =
            numbered.into_par_iter().filter_map(|(line, number)| answer(line, number, &work)).collect();
        for answer in answers {
            output.write_all(answer.as_bytes())?;
        }
        output.flush()?;
    }
    Ok(())
}

/// The next lines: at least one, and as many as are there. `None` at the end.
fn next(lines: &Receiver<Line>) -> Option<Vec<Line>> {
    let size = |line: &Line| if let Line::Whole(bytes) = line { bytes.len() } else { 0 };
    let first = lines.recv().ok()?;
    let mut bytes = size(&first);
    let mut batch = vec![first];
    while batch.len() < BATCH && bytes < BATCH_BYTES {
        let Ok(line) = lines.try_recv() else { break };
        bytes += size(&line);
        batch.push(line);
    }
    Some(batch)
}

fn read(mut input: impl BufRead, lines: &SyncSender<Line>) {
    loop {
        let mut bytes = Vec::new();
        let line = match input.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', &mut bytes) {
            Ok(0) => return,
            Ok(_) if bytes.len() > LONGEST && bytes.last() != Some(&b'\n') => match skip_line(&mut input) {
                Ok(()) => Line::TooLong,
                Err(error) => Line::Failed(error),
            },
            Ok(_) => Line::Whole(bytes),
            Err(error) => Line::Failed(error),
        };
        let ends = matches!(line, Line::Failed(_));
        if lines.send(line).is_err() || ends {
            return;
        }
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let there = input.fill_buf()?;
        if there.is_empty() {
            return Ok(());
        }
        let end = there.iter().position(|&byte| byte == b'\n');
        let used = end.map_or(there.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// The lines that answer one line; `None` to an empty one.
fn answer<R: DeserializeOwned>(
    line: Line,
    number: usize,
    work: &(impl Fn(R) -> Result<Vec<Value>, String> + Sync),
) -> Option<String> {
    let bytes = match line {
        Line::Whole(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => return None,
        Line::Whole(bytes) => bytes,
        Line::TooLong => return Some(error(number, None, &format!("is longer than {} MiB", LONGEST >> 20))),
        Line::Failed(reason) => return Some(error(number, None, &format!("cannot be read: {reason}"))),
    };
    let value: Value = match serde_json::from_slice(&bytes) {
        Ok(value) => value,
        Err(reason) => return Some(error(number, None, &format!("is not JSON: {reason}"))),
    };
    let id = value.get("id").cloned();
    let worked = serde_json::from_value(value)
        .map_err(|reason| format!("is no record: {reason}"))
        // A fault of ours in one article must not cost an archive its run.
        .and_then(|record| {
            catch_unwind(AssertUnwindSafe(|| work(record))).unwrap_or_else(|_| {
                Err("could not be worked on: a fault in Copydesk, please report it".to_owned())
            })
        });
    Some(match worked {
        Ok(values) => values.iter().map(|value| format!("{value}\n")).collect(),
        Err(sentence) => error(number, id, &sentence),
    })
}

/// The line for a record without an answer.
fn error(line: usize, id: Option<Value>, sentence: &str) -> String {
    json!({ "id": id, "line": line, "error": format!("line {line} {sentence}") }).to_string() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &str) -> Vec<Value> {
        let mut output = Vec::new();
        let work = |record: Record| match record.text.as_str() {
            "panic" => panic!("a fault"),
            "refuse" => Err("is refused".to_owned()),
            text => Ok(vec![json!({ "id": record.id, "length": text.len() })]),
        };
        run(io::Cursor::new(input.to_owned().into_bytes()), &mut output, work).unwrap();
        String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn every_record_is_answered_in_order_and_a_bad_one_stops_nothing() {
        let long = format!("{{\"id\": 8, \"text\": \"{}\"}}", "x".repeat(LONGEST));
        let input = [
            "{\"id\": \"a\", \"text\": \"one\"}",
            "",
            "{\"id\": \"b\"}",
            "not json",
            "{\"id\": 4, \"text\": \"panic\"}",
            "{\"id\": 5, \"text\": \"refuse\"}",
            "[1, 2]",
            &long,
            "{\"id\": null, \"text\": \"last\"}",
        ];
        let answers = answers(&input.join("\n"));
        assert_eq!(answers[0], json!({"id": "a", "length": 3}));
        let wrong = |at: usize, id: Value, words: &str| {
            assert_eq!(answers[at]["id"], id, "{answers:#?}");
            assert!(answers[at]["error"].as_str().unwrap().contains(words), "{answers:#?}");
        };
        wrong(1, json!("b"), "line 3 is no record: missing field `text`");
        wrong(2, Value::Null, "line 4 is not JSON");
        wrong(3, json!(4), "line 5 could not be worked on");
        wrong(4, json!(5), "line 6 is refused");
        wrong(5, Value::Null, "line 7 is no record");
        wrong(6, Value::Null, "line 8 is longer than 8 MiB");
        assert_eq!(answers[7], json!({"id": null, "length": 4}));
    }
}
