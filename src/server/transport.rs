//! The main loop: reads messages, hands them to the service, and sees every answer off.
//!
//! The loop polls each handler once before it reads the next message, so what a handler does before it first waits is
//! done in the order of arrival. The rest runs as a task of its own, any number of them side by side, so that no
//! request holds up another. A handler that panics answers with an internal error.

use crate::server::framing::{Frame, read_frame};
use crate::server::outbox::Outbox;
use futures_util::future::{FutureExt, poll_fn};
use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use tokio::io::{AsyncRead, BufReader};
use tokio::task::JoinHandle;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ClientSocket, LanguageServer, LspService};
use tower_service::Service;

/// How long the client may take to read what is left after `exit`.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Runs until the client says `exit` or its stream ends.
pub(crate) async fn run<S: LanguageServer>(
    input: impl AsyncRead + Unpin + Send,
    outbox: Outbox,
    written: JoinHandle<()>,
    mut service: LspService<S>,
    socket: ClientSocket,
) {
    let (mut requests, mut responses) = socket.split();
    let forward = outbox.clone();
    let forwarding = tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            forward.send(&request);
        }
    });
    let mut input = BufReader::with_capacity(1 << 16, input);
    // A stream that breaks has ended.
    while let Ok(Some(frame)) = read_frame(&mut input).await {
        match read_message(frame) {
            Message::Request(request) => {
                let exits = request.method() == "exit";
                if poll_fn(|context| service.poll_ready(context)).await.is_err() {
                    break;
                }
                handle(&mut service, request, &outbox).await;
                if exits {
                    break;
                }
            }
            Message::Response(response) => {
                let _ = responses.send(response).await;
            }
            Message::Malformed(error) => outbox.send(&Response::from_error(Id::Null, error)),
        }
    }
    forwarding.abort();
    outbox.close();
    let _ = tokio::time::timeout(LAST_WORDS, written).await;
}

/// What came in.
enum Message {
    Request(Request),
    Response(Response),
    Malformed(Error),
}

fn read_message(frame: Frame) -> Message {
    let body = match frame {
        Frame::Body(body) => body,
        Frame::Malformed(why) => {
            let mut error = Error::parse_error();
            error.data = Some(Value::String(why));
            return Message::Malformed(error);
        }
    };
    let value: Value = match serde_json::from_slice(&body) {
        Ok(value) => value,
        Err(reason) => {
            let mut error = Error::parse_error();
            error.data = Some(Value::String(reason.to_string()));
            return Message::Malformed(error);
        }
    };
    let message = if value.get("method").is_some_and(Value::is_string) {
        serde_json::from_value(value).map(Message::Request)
    } else {
        serde_json::from_value(value).map(Message::Response)
    };
    message.unwrap_or_else(|_| Message::Malformed(Error::invalid_request()))
}

/// Hands a request or notification to the service, as far as it goes without waiting.
async fn handle<S: LanguageServer>(service: &mut LspService<S>, request: Request, outbox: &Outbox) {
    let id = request.id().cloned();
    // The state of the connection changes with these two; the next message must find it changed.
    let first = matches!(request.method(), "initialize" | "shutdown");
    let handler = match std::panic::catch_unwind(AssertUnwindSafe(|| service.call(request))) {
        Ok(handler) => handler,
        Err(_) => return answer(outbox, id, Err(())),
    };
    let mut handler = Box::pin(AssertUnwindSafe(handler).catch_unwind());
    if first {
        let answered = handler.await;
        return answer(outbox, id, answered.map_err(|_| ()).map(|r| r.unwrap_or_default()));
    }
    match handler.as_mut().now_or_never() {
        Some(answered) => answer(outbox, id, answered.map_err(|_| ()).map(|r| r.unwrap_or_default())),
        None => {
            let outbox = outbox.clone();
            tokio::spawn(async move {
                let answered = handler.await;
                answer(&outbox, id, answered.map_err(|_| ()).map(|r| r.unwrap_or_default()));
            });
        }
    }
}

fn answer(outbox: &Outbox, id: Option<Id>, answered: Result<Option<Response>, ()>) {
    match (answered, id) {
        (Ok(Some(response)), _) => outbox.send(&response),
        (Err(()), Some(id)) => outbox.send(&Response::from_error(id, Error::internal_error())),
        _ => {}
    }
}
