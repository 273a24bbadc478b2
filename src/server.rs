//! The language server. Comes in: LSP messages. Goes out: LSP messages. No analysis of its own.
//!
//! A message takes this way: [`transport`] reads it from the wire ([`framing`]) and polls its handler once before it
//! reads the next one. Everything that a handler does before its first wait therefore happens in the order of arrival:
//! notifications change the [`session`], requests take the [`snapshot`] they will answer from. A change of a document
//! starts an [`analysis`] on a worker thread and cancels the one before; its result is a new snapshot, which is
//! immutable, and diagnostics. Handlers wait for the analysis of the text they were asked about, never for the client.
//!
//! Each message has its file in [`requests`] or [`notifications`]; what it answers is a function of a snapshot.

pub mod card;

mod analysis;
mod capabilities;
mod commands;
mod convert;
mod document_key;
#[cfg(test)]
mod fixture;
mod framing;
mod language_server;
mod library;
mod names;
mod notifications;
mod outbox;
mod policy;
mod refresh;
mod renaming;
mod requests;
mod running;
mod scan;
mod session;
mod snapshot;
mod transport;
mod workspace_edit;

use language_server::Server;
use session::Session;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};

/// How the server is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A port on the loopback interface to wait on for one client, for debugging; `None` for standard input and output.
    /// 0 lets the system choose; the address is printed on standard error.
    pub port: Option<u16>,
}

/// Runs the server until the client says `exit` or is gone. The exit code is 0 after a proper `shutdown`, 1 without.
pub fn run(options: Options) -> ExitCode {
    log_to_standard_error();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(8)
        .enable_all()
        .build();
    let ended = runtime.and_then(|runtime| {
        let ended = runtime.block_on(async {
            match options.port {
                None => Ok(serve(tokio::io::stdin(), tokio::io::stdout()).await),
                Some(port) => serve_port(port).await,
            }
        });
        // A thread may still wait on standard input, and a client that said `exit` need not close it.
        runtime.shutdown_background();
        ended
    });
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Where standard error is gone too, the code has to do.
            let _ = writeln!(io::stderr(), "copydesk: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve_port(port: u16) -> io::Result<bool> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    writeln!(io::stderr(), "copydesk: waiting on {}", listener.local_addr()?)?;
    let (stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    let (input, output) = stream.into_split();
    Ok(serve(input, output).await)
}

/// Serves one client over any pair of streams until it says `exit` or its stream ends. Gives whether it had asked for
/// `shutdown` before.
pub async fn serve<I, O>(input: I, output: O) -> bool
where
    I: AsyncRead + Unpin + Send,
    O: AsyncWrite + Unpin + Send + 'static,
{
    let (outbox, written) = outbox::Outbox::start(output);
    let mut session = None;
    let (service, socket) = tower_lsp::LspService::build(|client| {
        let made = Arc::new(Session::new(client, outbox.clone()));
        session = Some(made.clone());
        Server::new(made)
    })
    .custom_method("window/workDoneProgress/cancel", Server::work_done_progress_cancel)
    .finish();
    transport::run(input, outbox, written, service, socket).await;
    session.is_some_and(|session| session.end())
}

/// `COPYDESK_LOG=debug` shows what the server does; standard output belongs to the protocol.
fn log_to_standard_error() {
    if let Ok(filter) = std::env::var("COPYDESK_LOG") {
        let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).try_init();
    }
}
