//! A typed client in the same process, over a duplex pipe. Whoever drops it before [`Client::end`], or with messages
//! that were never looked at, fails the test: nothing the server says goes unnoticed.

use copydesk::server::serve;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::str::FromStr;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tokio::task::JoinHandle;
use tower_lsp::ls_types::notification::{self, Notification};
use tower_lsp::ls_types::request::{self, Request};
use tower_lsp::ls_types::*;

/// Longer than any answer takes on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// An error that the server answered with.
#[derive(Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) code: i64,
    pub(super) message: String,
}

pub(super) struct Client {
    writer: WriteHalf<DuplexStream>,
    reader: BufReader<ReadHalf<DuplexStream>>,
    unread: VecDeque<Value>,
    /// Methods whose messages nobody needs to look at.
    ignored: Vec<&'static str>,
    next_id: i64,
    server: JoinHandle<bool>,
    ended: bool,
}

/// A client that can do all there is, counting in UTF-16.
pub(super) fn modern() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true,
                "versionSupport": true, "tagSupport": {"valueSet": [1, 2]}
            },
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source"]}}},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}
        }
    })
}

impl Client {
    /// A connection on which nothing has been said.
    pub(super) fn connect() -> Self {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (reader, writer) = tokio::io::split(ours);
        let (input, output) = tokio::io::split(theirs);
        Self {
            writer,
            reader: BufReader::new(reader),
            unread: VecDeque::new(),
            ignored: Vec::new(),
            next_id: 0,
            server: tokio::spawn(serve(input, output)),
            ended: false,
        }
    }

    /// A session with a client of these capabilities, past its handshake.
    pub(super) async fn start(capabilities: Value) -> Self {
        Self::start_with(json!({ "capabilities": capabilities })).await.0
    }

    /// A session with these parameters of `initialize`.
    pub(super) async fn start_with(params: Value) -> (Self, InitializeResult) {
        let mut client = Self::connect();
        let answer = client.call("initialize", params).await.unwrap();
        client.notify::<notification::Initialized>(InitializedParams {}).await;
        let greeting = client.receive::<notification::LogMessage>().await;
        assert!(greeting.message.starts_with("Copydesk"));
        (client, serde_json::from_value(answer).unwrap())
    }

    /// From now on messages of this method are dropped where nobody waits for them.
    pub(super) fn ignore(&mut self, method: &'static str) {
        self.unread.retain(|message| message["method"] != method);
        self.ignored.push(method);
    }

    fn keep(&mut self, message: Value) {
        if !self.ignored.iter().any(|method| message["method"] == *method) {
            self.unread.push_back(message);
        }
    }

    pub(super) async fn send_bytes(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).await.unwrap();
    }

    pub(super) async fn send(&mut self, message: Value) {
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    }

    /// Answers a request of the server's.
    pub(super) async fn respond(&mut self, request: &Value, result: Value) {
        self.send(json!({"jsonrpc": "2.0", "id": request["id"], "result": result})).await;
    }

    async fn read(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.reader.read_line(&mut line).await.unwrap() == 0 {
                return None;
            }
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(n) => length = n.parse().unwrap(),
                None if line == "\r\n" => break,
                None => panic!("a strange header: {line:?}"),
            }
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).await.unwrap();
        Some(serde_json::from_slice(&body).unwrap())
    }

    /// The first message, read or unread, that `fits`. The others stay unread.
    pub(super) async fn wait_for(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&fits) {
            return self.unread.remove(at).unwrap();
        }
        let search = async {
            loop {
                let message = self.read().await.unwrap_or_else(|| panic!("the server ended before {what}"));
                if fits(&message) {
                    return message;
                }
                self.keep(message);
            }
        };
        tokio::time::timeout(PATIENCE, search).await.unwrap_or_else(|_| panic!("waited in vain for {what}"))
    }

    /// Takes a message that came while others were waited for, where one `fits`.
    pub(super) fn unread(&mut self, fits: impl Fn(&Value) -> bool) -> bool {
        let at = self.unread.iter().position(fits);
        at.is_some_and(|at| self.unread.remove(at).is_some())
    }

    /// Sends a request and gives its id.
    pub(super) async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})).await;
        id
    }

    /// The answer to a request.
    pub(super) async fn answer(&mut self, id: i64) -> Result<Value, Refusal> {
        let message = self
            .wait_for(&format!("the answer to {id}"), |m| m["id"] == id && m.get("method").is_none())
            .await;
        match message.get("error") {
            Some(error) => Err(Refusal {
                code: error["code"].as_i64().unwrap(),
                message: error["message"].as_str().unwrap().to_owned(),
            }),
            None => Ok(message["result"].clone()),
        }
    }

    pub(super) async fn call(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        let id = self.ask(method, params).await;
        self.answer(id).await
    }

    pub(super) async fn request<R: Request>(&mut self, params: R::Params) -> R::Result {
        let answer = self.call(R::METHOD, serde_json::to_value(params).unwrap()).await;
        let answer = answer.unwrap_or_else(|refusal| panic!("{}: {refusal:?}", R::METHOD));
        serde_json::from_value(answer).unwrap()
    }

    pub(super) async fn notify<N: Notification>(&mut self, params: N::Params) {
        self.send(json!({"jsonrpc": "2.0", "method": N::METHOD, "params": params})).await;
    }

    /// The next notification of this kind.
    pub(super) async fn receive<N: Notification>(&mut self) -> N::Params {
        let message = self.wait_for(N::METHOD, |m| m["method"] == N::METHOD).await;
        serde_json::from_value(message["params"].clone()).unwrap()
    }

    pub(super) async fn open(&mut self, uri: &str, text: &str) {
        self.notify::<notification::DidOpenTextDocument>(DidOpenTextDocumentParams {
            text_document: TextDocumentItem::new(parse(uri), "plaintext".into(), 1, text.into()),
        })
        .await;
    }

    /// Replaces a range given as `[line, column, line, column]`.
    pub(super) async fn change(&mut self, uri: &str, version: i32, changes: &[([u32; 4], &str)]) {
        let content_changes = changes
            .iter()
            .map(|&([a, b, c, d], text)| TextDocumentContentChangeEvent {
                range: Some(Range::new(Position::new(a, b), Position::new(c, d))),
                range_length: None,
                text: text.into(),
            })
            .collect();
        self.notify::<notification::DidChangeTextDocument>(DidChangeTextDocumentParams {
            text_document: VersionedTextDocumentIdentifier::new(parse(uri), version),
            content_changes,
        })
        .await;
    }

    pub(super) async fn close(&mut self, uri: &str) {
        self.notify::<notification::DidCloseTextDocument>(DidCloseTextDocumentParams {
            text_document: TextDocumentIdentifier::new(parse(uri)),
        })
        .await;
    }

    /// The next diagnostics of any document.
    pub(super) async fn diagnostics(&mut self) -> PublishDiagnosticsParams {
        self.receive::<notification::PublishDiagnostics>().await
    }

    pub(super) async fn hover(&mut self, uri: &str, line: u32, character: u32) -> Option<Hover> {
        self.request::<request::HoverRequest>(HoverParams {
            text_document_position_params: at(uri, line, character),
            work_done_progress_params: WorkDoneProgressParams::default(),
        })
        .await
    }

    /// Says goodbye, and fails where the server had said more than was listened to.
    pub(super) async fn end(mut self) {
        self.call("shutdown", Value::Null).await.unwrap();
        self.finish_after_shutdown().await;
    }

    /// The rest of [`Client::end`] for a client that has said `shutdown`.
    pub(super) async fn finish_after_shutdown(mut self) {
        self.send(json!({"jsonrpc": "2.0", "method": "exit"})).await;
        while let Some(message) =
            tokio::time::timeout(PATIENCE, self.read()).await.expect("the server does not end")
        {
            self.keep(message);
        }
        self.ended = true;
        assert!(tokio::time::timeout(PATIENCE, &mut self.server).await.unwrap().unwrap());
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.ended, "the session was not ended");
            assert!(self.unread.is_empty(), "nobody looked at {:#?}", self.unread);
        }
    }
}

pub(super) fn parse(uri: &str) -> Uri {
    Uri::from_str(uri).unwrap()
}

pub(super) fn at(uri: &str, line: u32, character: u32) -> TextDocumentPositionParams {
    TextDocumentPositionParams::new(TextDocumentIdentifier::new(parse(uri)), Position::new(line, character))
}
