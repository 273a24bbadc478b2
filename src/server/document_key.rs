//! One name for a document, however a client spells its URI: `file:///C:/a.txt`, `file:///c%3A/a.txt`. Comes in: a URI.
//! Goes out: a key that two spellings of one document share.

use tower_lsp::ls_types::Uri;

/// The key of a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct DocumentKey(String);

impl DocumentKey {
    /// The key of the document at `uri`: without escapes, `file` URIs without a host of their own machine and with the
    /// letter of a drive in lower case.
    pub(crate) fn of(uri: &Uri) -> Self {
        let plain = unescaped(uri.as_str());
        let Some((scheme, rest)) = plain.split_once(':') else { return Self(plain) };
        if !scheme.eq_ignore_ascii_case("file") {
            return Self(plain);
        }
        let path = rest.strip_prefix("//").unwrap_or(rest);
        let path = path.strip_prefix("localhost/").map_or_else(|| path.to_owned(), |path| format!("/{path}"));
        let mut key = format!("file://{path}");
        let drive = "file:///".len();
        if let [letter, b':', ..] = key.as_bytes().get(drive..).unwrap_or(&[])
            && letter.is_ascii_uppercase()
        {
            let lower = char::from(letter.to_ascii_lowercase()).to_string();
            key.replace_range(drive..=drive, &lower);
        }
        Self(key)
    }
}

/// A URI with its escapes written out (RFC 3986, section 2.1).
fn unescaped(uri: &str) -> String {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| after.get(at).and_then(|&b| char::from(b).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr;

    #[test]
    fn spellings_of_one_document_share_a_key() {
        let key = |uri: &str| DocumentKey::of(&Uri::from_str(uri).unwrap());
        for (one, other) in [
            ("file:///c:/desk/a.txt", "file:///C%3A/desk/a.txt"),
            ("file:///c%3a/desk/a.txt", "FILE:///c:/desk/a.txt"),
            ("file:///desk/the%20bridge.txt", "file://localhost/desk/the%20bridge.txt"),
            ("file:///desk/%E2%80%9Cbridge%E2%80%9D.txt", "file:///desk/%e2%80%9cbridge%e2%80%9d.txt"),
            ("file:///desk/(a).txt", "file:///desk/%28a%29.txt"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        for (one, other) in [
            ("file:///desk/a.txt", "file:///desk/A.txt"),
            ("untitled:a.txt", "file:///a.txt"),
            ("file://server/desk/a.txt", "file:///desk/a.txt"),
            ("untitled:Untitled-1", "untitled:Untitled-2"),
        ] {
            assert_ne!(key(one), key(other), "{one} {other}");
        }
        // Bytes that are no UTF-8, and escapes that are none: `Uri` lets only the first through.
        key("file:///%ff/a.txt");
        assert_eq!(unescaped("file:///%f%zz%"), "file:///%f%zz%");
    }
}
