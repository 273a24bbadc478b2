//! Everything that goes to the client, in the order in which it was put here. Putting never waits: a client that does
//! not read must not hold up a handler.

use crate::server::framing::frame;
use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tower_lsp::ls_types::notification::Notification;

/// The way out. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Outbox {
    messages: mpsc::UnboundedSender<Vec<u8>>,
}

#[derive(Serialize)]
struct NotificationMessage<P> {
    jsonrpc: &'static str,
    method: &'static str,
    params: P,
}

impl Outbox {
    /// Starts the task that writes to `output`. It ends when every outbox is dropped or the client is gone.
    pub(crate) fn start(mut output: impl AsyncWrite + Unpin + Send + 'static) -> (Self, JoinHandle<()>) {
        let (messages, mut waiting) = mpsc::unbounded_channel::<Vec<u8>>();
        let writer = tokio::spawn(async move {
            while let Some(message) = waiting.recv().await {
                if output.write_all(&message).await.is_err() {
                    break;
                }
                // What is there already goes out in one write.
                while let Ok(message) = waiting.try_recv() {
                    if output.write_all(&message).await.is_err() {
                        return;
                    }
                }
                if output.flush().await.is_err() {
                    break;
                }
            }
        });
        (Self { messages }, writer)
    }

    /// Puts a message.
    pub(crate) fn send(&self, message: &impl Serialize) {
        // Our own types always have a JSON form; where the writer is gone, so is the client.
        if let Ok(body) = serde_json::to_vec(message) {
            let _ = self.messages.send(frame(&body));
        }
    }

    /// Puts a notification.
    pub(crate) fn notify<N: Notification>(&self, params: N::Params) {
        self.send(&NotificationMessage { jsonrpc: "2.0", method: N::METHOD, params });
    }
}
