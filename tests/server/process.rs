//! The real program as a process: over its pipes, or over a port.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

pub(super) struct Process {
    child: Child,
    input: Option<Box<dyn Write + Send>>,
    output: BufReader<Box<dyn Read + Send>>,
}

impl Process {
    /// Over its pipes.
    pub(super) fn start(arguments: &[&str]) -> Self {
        let mut child = spawn(arguments, Stdio::piped(), Stdio::inherit());
        let input = child.stdin.take().map(|input| Box::new(input) as Box<dyn Write + Send>);
        let output: Box<dyn Read + Send> = Box::new(child.stdout.take().unwrap());
        Self { child, input, output: BufReader::new(output) }
    }

    /// Over a port of its own choice.
    pub(super) fn listen() -> Self {
        let mut child = spawn(&["--port", "0"], Stdio::null(), Stdio::piped());
        let mut told = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut told).unwrap();
        let address = told.trim().strip_prefix("copydesk: waiting on ").unwrap().to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{address}");
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        let output: Box<dyn Read + Send> = Box::new(stream.try_clone().unwrap());
        Self { child, input: Some(Box::new(stream)), output: BufReader::new(output) }
    }

    /// Past the handshake, with these parameters of `initialize`.
    pub(super) fn begin(&mut self, params: Value) -> Value {
        self.send(request(1, "initialize", params));
        let answer = self.receive();
        self.send(message("initialized", json!({})));
        let greeting = self.receive();
        assert_eq!(greeting["method"], "window/logMessage", "{greeting}");
        answer["result"].clone()
    }

    pub(super) fn send(&mut self, message: Value) {
        let body = message.to_string();
        let input = self.input.as_mut().unwrap();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        input.flush().unwrap();
    }

    pub(super) fn receive(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let length: usize = line.trim().strip_prefix("Content-Length: ").unwrap().parse().unwrap();
        self.output.read_line(&mut line).unwrap();
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    /// The next message that `fits`; those before it are dropped.
    pub(super) fn receive_where(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.receive();
            if fits(&message) {
                return message;
            }
        }
    }

    pub(super) fn open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": text});
        self.send(message("textDocument/didOpen", json!({ "textDocument": document })));
    }

    /// The next diagnostics of this version of a document; `None` is for one that was closed.
    pub(super) fn diagnostics(&mut self, uri: &str, version: Option<i64>) -> Value {
        let published = self.receive_where(|m| {
            let params = &m["params"];
            m["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && params["version"].as_i64() == version
        });
        published["params"]["diagnostics"].clone()
    }

    /// Closes its input, as a client that is gone.
    pub(super) fn hang_up(&mut self) {
        drop(self.input.take());
    }

    /// Kills it, as no program can prevent (SIGKILL).
    pub(super) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Resident memory in bytes; `None` where the system does not tell (it is Linux that does).
    pub(super) fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
    }

    /// Says goodbye.
    pub(super) fn end(mut self) {
        self.send(request(-1, "shutdown", Value::Null));
        self.receive_where(|m| m["id"] == -1);
        self.send(message("exit", Value::Null));
        assert_eq!(self.wait().code(), Some(0));
    }

    /// Waits for the end without closing its input.
    pub(super) fn wait(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Process {
    /// Leaves nothing running where a test fails.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(arguments: &[&str], input: Stdio, errors: Stdio) -> Child {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .arg("server")
        .args(arguments)
        .stdin(input)
        .stdout(Stdio::piped())
        .stderr(errors)
        .spawn()
        .unwrap()
}

pub(super) fn message(method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "method": method, "params": params})
}

pub(super) fn request(id: i64, method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})
}
