//! Reading one file: bytes in, text out, or a sentence that says why not.

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
    /// It holds zero bytes and has no UTF-16 mark.
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

/// The text of a file and, where it is not UTF-8, the name of its encoding: UTF-16 by its byte order mark, else
/// Windows-1252, the superset of Latin-1 that old newsroom systems write. `None` for binary data.
fn decode(bytes: Vec<u8>) -> Option<(String, Option<&'static str>)> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => return Some((utf16(rest, u16::from_le_bytes), Some("UTF-16"))),
        [0xFE, 0xFF, rest @ ..] => return Some((utf16(rest, u16::from_be_bytes), Some("UTF-16"))),
        _ => {}
    }
    if bytes.contains(&0) {
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some((text, None)),
        Err(error) => Some((
            error.as_bytes().iter().map(|&b| windows_1252(b)).collect(),
            Some("Latin-1 (Windows-1252)"),
        )),
    }
}

/// The character of a byte in Windows-1252 (WHATWG Encoding, index windows-1252). Only 0x80 to 0x9F are not Latin-1.
fn windows_1252(byte: u8) -> char {
    const C1: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match byte {
        0x80..=0x9F => C1.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
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
        assert_eq!(decode(b"PK\x03\x04\0\0".to_vec()), None);
    }
}
