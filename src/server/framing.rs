//! Messages on the wire: `Content-Length: n`, a blank line, n bytes of JSON (LSP 3.17, "Base Protocol"). A frame that
//! cannot be read is skipped and told, never the end of the connection.

use std::io;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

/// A body longer than this (bytes) is skipped. Far more than any article, less than would hurt.
const LONGEST_BODY: u64 = 256 << 20;
/// A header line longer than this (bytes) is no header.
const LONGEST_HEADER: u64 = 4096;

/// One frame.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// A body.
    Body(Vec<u8>),
    /// Bytes that are no frame, and why.
    Malformed(String),
}

/// Reads the next frame; `None` at the end of the stream.
pub(crate) async fn read_frame(input: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Frame>> {
    let mut length: Option<u64> = None;
    let mut complaint = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut *input).take(LONGEST_HEADER).read_until(b'\n', &mut line).await?;
        if read == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            if length.is_some() || complaint.is_some() {
                break;
            }
            continue;
        }
        // Garbage before a header, on the same line, is the tail of something malformed.
        let header = text.to_ascii_lowercase();
        match header.rfind("content-length:") {
            Some(at) => match header[at + "content-length:".len()..].trim().parse() {
                Ok(n) => {
                    length = Some(n);
                    complaint = None;
                }
                Err(_) => complaint = Some(format!("{text:?} names no length")),
            },
            None if header.starts_with("content-type:") => {}
            None if length.is_none() => complaint = Some("a header without Content-Length".to_owned()),
            None => {}
        }
    }
    match length {
        None => Ok(Some(Frame::Malformed(complaint.unwrap_or_default()))),
        Some(n) if n > LONGEST_BODY => {
            let skipped = tokio::io::copy(&mut (&mut *input).take(n), &mut tokio::io::sink()).await?;
            if skipped < n {
                return Ok(None);
            }
            Ok(Some(Frame::Malformed(format!("a message of {n} bytes is too long"))))
        }
        Some(n) => {
            // The length is the client's word: memory follows what really arrives.
            let mut body = Vec::with_capacity(n.min(1 << 20) as usize);
            let read = (&mut *input).take(n).read_to_end(&mut body).await?;
            Ok((read as u64 == n).then_some(Frame::Body(body)))
        }
    }
}

/// `body` with its header.
pub(crate) fn frame(body: &[u8]) -> Vec<u8> {
    let mut framed = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    framed.extend_from_slice(body);
    framed
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn all(mut wire: &[u8]) -> Vec<Frame> {
        let mut frames = Vec::new();
        while let Some(frame) = read_frame(&mut wire).await.unwrap() {
            frames.push(frame);
        }
        frames
    }

    #[tokio::test]
    async fn frames_are_found_again_after_garbage() {
        let wire = b"Content-Length: 2\r\n\r\n{}garbage\r\n\r\nContent-Length: x\r\n\r\ncontent-length: 3\r\nContent-Type: a/b\r\n\r\nabc";
        let frames = all(wire).await;
        assert_eq!(frames.len(), 4, "{frames:?}");
        assert_eq!(frames[0], Frame::Body(b"{}".to_vec()));
        assert!(matches!(&frames[1], Frame::Malformed(_)));
        assert!(matches!(&frames[2], Frame::Malformed(_)));
        assert_eq!(frames[3], Frame::Body(b"abc".to_vec()));
    }

    #[tokio::test]
    async fn a_body_cut_short_is_the_end() {
        assert_eq!(all(b"Content-Length: 20\r\n\r\n{}").await, []);
        assert_eq!(all(&frame(b"{}")).await, [Frame::Body(b"{}".to_vec())]);
    }
}
