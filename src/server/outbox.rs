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
    messages: mpsc::UnboundedSender<Option<Vec<u8>>>,
}

#[derive(Serialize)]
struct NotificationMessage<P> {
    jsonrpc: &'static str,
    method: &'static str,
    params: P,
}

/// A notification, ready to be sent. Writing a long one takes a while: do it before a lock is taken.
#[derive(Debug)]
pub(crate) struct Letter(Option<Vec<u8>>);

impl Letter {
    /// Writes a notification.
    pub(crate) fn of<N: Notification>(params: N::Params) -> Self {
        let message = NotificationMessage { jsonrpc: "2.0", method: N::METHOD, params };
        // Our own types always have a JSON form.
        Self(serde_json::to_vec(&message).ok().map(|body| frame(&body)))
    }
}

impl Outbox {
    /// Starts the task that writes to `output`. It ends with [`Outbox::close`] or when the client is gone.
    pub(crate) fn start(mut output: impl AsyncWrite + Unpin + Send + 'static) -> (Self, JoinHandle<()>) {
        let (messages, mut waiting) = mpsc::unbounded_channel();
        let writer = tokio::spawn(async move {
            // What has gathered while the last messages were written goes out in one write.
            let mut gathered = Vec::new();
            while waiting.recv_many(&mut gathered, 64).await > 0 {
                let ends = gathered.iter().any(Option::is_none);
                let messages: Vec<u8> = gathered.drain(..).map_while(|message| message).flatten().collect();
                if output.write_all(&messages).await.is_err() || output.flush().await.is_err() || ends {
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
            let _ = self.messages.send(Some(frame(&body)));
        }
    }

    /// Writes what was put so far, and nothing more.
    pub(crate) fn close(&self) {
        let _ = self.messages.send(None);
    }

    /// Puts a notification.
    pub(crate) fn notify<N: Notification>(&self, params: N::Params) {
        self.put(Letter::of::<N>(params));
    }

    /// Puts a notification that was written before.
    pub(crate) fn put(&self, letter: Letter) {
        if let Some(frame) = letter.0 {
            let _ = self.messages.send(Some(frame));
        }
    }
}
