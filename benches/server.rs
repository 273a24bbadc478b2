//! How long an editor's user waits: the real program over its real pipes. Prints a table; run it with
//! `cargo bench --bench server`.
//!
//! Keystroke: from writing a `didChange` of one letter to having read its `publishDiagnostics`, the rest after a change
//! set to 0. Hover: from the request to its answer, after the analysis. Memory: resident, with 100 articles of 1,000
//! words open.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program is built with the bench");
        let input = child.stdin.take().expect("a pipe");
        let output = BufReader::with_capacity(1 << 20, child.stdout.take().expect("a pipe"));
        let mut server = Self { child, input, output };
        let capabilities = json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}});
        let options = json!({"debounceMilliseconds": 0});
        server.send(&json!({"jsonrpc": "2.0", "id": 0, "method": "initialize",
            "params": {"capabilities": capabilities, "initializationOptions": options}}));
        server.receive("result");
        server.send(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
        server
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server reads");
        self.input.flush().expect("the server reads");
    }

    /// The next message that has this key, or is this method.
    fn receive(&mut self, wanted: &str) -> Value {
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).expect("the server writes");
            let length =
                line.trim().strip_prefix("Content-Length: ").and_then(|n| n.parse().ok()).expect("a length");
            self.output.read_line(&mut line).expect("a blank line");
            let mut body = vec![0; length];
            self.output.read_exact(&mut body).expect("a body");
            let message: Value = serde_json::from_slice(&body).expect("JSON");
            if message.get(wanted).is_some() || message["method"] == wanted {
                return message;
            }
        }
    }

    fn open(&mut self, uri: &str, text: &str) -> Value {
        let document = json!({"uri": uri, "languageId": "plaintext", "version": 0, "text": text});
        self.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}));
        self.receive("textDocument/publishDiagnostics")
    }

    /// Resident memory in bytes (Linux), with nothing going on.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or("0");
        line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An article of about so many words. Every paragraph has names and figures of its own.
fn article(words: usize) -> String {
    let people = ["Ruth Adair", "Luis Amador", "Ilse Brandt", "Tomas Okoro", "Mina Halvorsen", "Petra Quill"];
    let roles = ["Mayor", "Captain", "Senator", "Professor", "Inspector", "Minister"];
    let places = ["Elstow", "Marren", "Port Oster", "Geneva", "Nairobi", "Lisbon"];
    let mut text = String::from("Council reopens the harbour bridge after a year of repairs\n\n");
    let mut count = 10;
    let mut n = 0;
    while count < words {
        let (person, role, place) = (people[n % 6], roles[n / 6 % 6], places[n / 3 % 6]);
        let figure = 20 + n * 7 % 400;
        let paragraph = match n % 4 {
            0 => format!(
                "{role} {person} said on Tuesday that {figure} people had crossed the bridge at {place} since the morning, and that the toll would rise to {} euros in March.",
                n % 9 + 2
            ),
            1 => format!(
                "“We have waited long enough for this,” said {person}, who runs a ferry office in {place}. “Nobody told us what it would cost, and nobody asked.”"
            ),
            2 => format!(
                "The repairs took {} months and cost more than {figure} million euros, according to the council's own report. Critics say that the company, which has its seat in {place}, was paid too much.",
                n % 11 + 3
            ),
            _ => format!(
                "The bridge was built in {} and closed after an inspection found cracks in {figure} of its bolts. It carries about {figure} cars a day, and the next one is an hour away.",
                1900 + n % 100
            ),
        };
        count += paragraph.split_whitespace().count();
        text.push_str(&paragraph);
        text.push_str("\n\n");
        n += 1;
    }
    text
}

fn percentile(times: &mut [Duration], of_100: usize) -> f64 {
    times.sort();
    times[(times.len() * of_100 / 100).min(times.len() - 1)].as_secs_f64() * 1000.0
}

fn main() {
    let mut table = String::from(
        "| article | keystroke p50 | p99 | hover p50 | p99 | first diagnostics |\n|---|---|---|---|---|---|\n",
    );
    for (words, strokes) in [(1_000, 400), (10_000, 200), (100_000, 100)] {
        let mut server = Server::start();
        let text = article(words);
        let uri = "file:///bench/article.txt";
        let start = Instant::now();
        server.open(uri, &text);
        let first = start.elapsed();
        // Letters typed at the end of a paragraph in the middle.
        let line = text.lines().count() / 4 * 2;
        let first_column = text.lines().nth(line).map_or(0, str::len).saturating_sub(1);
        let typed = " Then the mayor went home without a word to the people who had waited for her.";
        let (mut keys, mut hovers) = (Vec::new(), Vec::new());
        for stroke in 0..strokes {
            let column = first_column + stroke;
            let letter = &typed[stroke % typed.len()..stroke % typed.len() + 1];
            let place = json!({"line": line, "character": column});
            let message = json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
                "textDocument": {"uri": uri, "version": stroke + 1},
                "contentChanges": [{"range": {"start": place, "end": place}, "text": letter}]}});
            let start = Instant::now();
            server.send(&message);
            server.receive("textDocument/publishDiagnostics");
            keys.push(start.elapsed());
            let position = json!({"line": line, "character": stroke % 40});
            let message = json!({"jsonrpc": "2.0", "id": stroke + 1, "method": "textDocument/hover",
                "params": {"textDocument": {"uri": uri}, "position": position}});
            let start = Instant::now();
            server.send(&message);
            server.receive("result");
            hovers.push(start.elapsed());
        }
        let figures = [
            percentile(&mut keys, 50),
            percentile(&mut keys, 99),
            percentile(&mut hovers, 50),
            percentile(&mut hovers, 99),
        ];
        let figures = figures.map(|ms| format!("{ms:.2} ms"));
        table.push_str(&format!(
            "| {words} words | {} | {:.0} ms |\n",
            figures.join(" | "),
            first.as_secs_f64() * 1000.0
        ));
    }
    let mut server = Server::start();
    let empty = server.memory();
    let text = article(1_000);
    for n in 0..100 {
        server.open(&format!("file:///bench/{n}.txt"), &text.replace("Adair", &format!("Adair{n}")));
    }
    table.push_str(&format!(
        "\n100 open articles of 1,000 words: {} MB resident ({} MB with none)\n",
        server.memory() >> 20,
        empty >> 20
    ));
    let _ = std::io::stdout().write_all(table.as_bytes());
}
