//! Any bytes on the server's wire: it answers or complains, and ends when the stream does. Bytes that look like JSON are
//! put into a frame, so that more than the framing is reached.
#![no_main]

use copydesk::server::serve;
use libfuzzer_sys::fuzz_target;
use std::time::Duration;

fuzz_target!(|bytes: &[u8]| {
    let mut wire = Vec::new();
    for message in bytes.split(|&byte| byte == b'\n') {
        if message.starts_with(b"{") {
            wire.extend_from_slice(format!("Content-Length: {}\r\n\r\n", message.len()).as_bytes());
        }
        wire.extend_from_slice(message);
        wire.push(b'\n');
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let served = runtime.block_on(async {
        tokio::time::timeout(Duration::from_secs(30), serve(wire.as_slice(), tokio::io::sink())).await
    });
    runtime.shutdown_background();
    assert!(served.is_ok(), "the server outlived its client");
});
