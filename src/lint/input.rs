//! Reading one file: bytes in, text out, or a sentence that says why not.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text to be read as an article.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its path as the user gave it, or the name that stands for standard input.
    pub path: PathBuf,
    /// Its text. Offsets in reports count in this.
    pub text: Arc<str>,
    /// The encoding it had, where that was not UTF-8.
    pub encoding: Option<&'static str>,
}

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The system did not hand it over.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It holds zero bytes and is not UTF-16.
    #[error("{}: is a binary file, not text", path.display())]
    Binary {
        /// The file.
        path: PathBuf,
    },
    /// It is larger than [`LARGEST`].
    #[error("{}: is larger than {} MiB; split it into articles", path.display(), LARGEST >> 20)]
    Huge {
        /// The file.
        path: PathBuf,
    },
}

/// The largest file that is read, in bytes. An article is a thousandth of it; what is larger is a dump.
pub const LARGEST: u64 = 64 << 20;

impl Input {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, InputError> {
        let unreadable = |source| InputError::Unreadable { path: path.to_owned(), source };
        let file = File::open(path).map_err(unreadable)?;
        Self::from_reader(file, path)
    }

    /// Reads an open file or standard input under the name `path`.
    pub fn from_reader(reader: impl Read, path: &Path) -> Result<Self, InputError> {
        let mut bytes = Vec::new();
        reader
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|source| InputError::Unreadable { path: path.to_owned(), source })?;
        if bytes.len() as u64 > LARGEST {
            return Err(InputError::Huge { path: path.to_owned() });
        }
        match decode(bytes) {
            Some((text, encoding)) => Ok(Self { path: path.to_owned(), text: text.into(), encoding }),
            None => Err(InputError::Binary { path: path.to_owned() }),
        }
    }
}

/// The text of a file and, where it is not UTF-8, the name of its encoding: UTF-16 by its byte order mark or by its
/// zeros, else Windows-1252, the superset of Latin-1 that old newsroom systems write (both by the WHATWG Encoding
/// standard). `None` for binary data.
fn decode(bytes: Vec<u8>) -> Option<(String, Option<&'static str>)> {
    let utf16 = match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => Some((UTF_16LE, rest)),
        [0xFE, 0xFF, rest @ ..] => Some((UTF_16BE, rest)),
        all => unmarked_utf16(all).map(|encoding| (encoding, all)),
    };
    if let Some((encoding, rest)) = utf16 {
        return Some((encoding.decode_without_bom_handling(rest).0.into_owned(), Some("UTF-16")));
    }
    if bytes.contains(&0) {
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some((text, None)),
        Err(error) => {
            let text = WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned();
            Some((text, Some("Latin-1 (Windows-1252)")))
        }
    }
}

/// UTF-16 without a mark, of a language that is written in Latin letters: nearly every second byte is zero, and none of
/// the others is.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), bytes.len() / 2);
    let many = |count: usize| pairs > 0 && bytes.len().is_multiple_of(2) && count * 10 >= pairs * 7;
    match (even, odd) {
        (0, odd) if many(odd) => Some(UTF_16LE),
        (even, 0) if many(even) => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn reads_the_encodings_that_newsrooms_send() {
        assert_eq!(decode(b"caf\xC3\xA9".to_vec()), Some(("café".into(), None)));
        let (text, encoding) = decode(b"\x93Caf\xE9,\x94 she said \x96 twice".to_vec()).unwrap();
        assert_eq!(text, "“Café,” she said – twice");
        assert_eq!(encoding, Some("Latin-1 (Windows-1252)"));
        assert_eq!(decode(b"\xFF\xFEH\0i\0".to_vec()), Some(("Hi".into(), Some("UTF-16"))));
        assert_eq!(decode(b"\xFE\xFF\0H\0i".to_vec()), Some(("Hi".into(), Some("UTF-16"))));
        assert_eq!(decode(b"H\0i\0!\0".to_vec()), Some(("Hi!".into(), Some("UTF-16"))));
        assert_eq!(decode(b"\0H\0i\0!".to_vec()), Some(("Hi!".into(), Some("UTF-16"))));
        assert_eq!(decode(b"PK\x03\x04\0\0".to_vec()), None);
    }
}
