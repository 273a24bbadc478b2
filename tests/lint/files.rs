//! Files as they come: every encoding is read, what cannot be read is told by name, and the rest is still checked.

use super::{CLEAN, OPEN, complaints, newsroom, run};
use std::fs;

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn each_kind_of_file_is_read_or_told_by_name() {
    let folder = newsroom(&[("a-clean.txt", CLEAN), ("z-open.txt", OPEN)]);
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let plain = OPEN.replace('“', "\"");
    put("latin1.txt", b"Caf\xE9 sails again\n\n\"The caf\xE9 sails again, the captain, Ada Moore, said.\n");
    put("windows.txt", &[b"Ferry sails again\n\n\x93", &plain.as_bytes()[20..]].concat());
    put("utf16le.txt", &utf16(OPEN, false, true));
    put("utf16be.txt", &utf16(OPEN, true, true));
    put("utf16-unmarked.txt", &utf16(&plain, false, false));
    put("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    put("empty.txt", b"");
    // Larger than an article can be; sparse, so that it costs nothing.
    let huge = fs::File::create(folder.path().join("huge.txt")).unwrap();
    huge.set_len(copydesk::lint::input::LARGEST + 1).unwrap();
    fs::create_dir(folder.path().join("folder.txt")).unwrap();
    let output = run(folder.path(), "lint --format concise . missing.txt");
    let (said, found) = (complaints(&output), String::from_utf8(output.stdout.clone()).unwrap());
    for sentence in [
        "latin1.txt: is not UTF-8; read as Latin-1 (Windows-1252)",
        "windows.txt: is not UTF-8; read as Latin-1 (Windows-1252)",
        "utf16le.txt: is not UTF-8; read as UTF-16",
        "utf16be.txt: is not UTF-8; read as UTF-16",
        "utf16-unmarked.txt: is not UTF-8; read as UTF-16",
        "picture.txt: is a binary file, not text",
        "huge.txt: is larger than 64 MiB; split it into articles",
        "missing.txt: cannot be read",
    ] {
        assert!(said.contains(sentence), "{sentence}: {said}");
    }
    assert_eq!(said.lines().count(), 8, "{said}");
    for name in ["latin1", "windows", "utf16le", "utf16be", "utf16-unmarked", "z-open"] {
        assert!(found.contains(&format!("{name}.txt:3:1: warning[unbalanced-quote]")), "{name}: {found}");
    }
    assert_eq!(output.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told_and_the_rest_is_checked() {
    use std::os::unix::fs::symlink;
    let folder = newsroom(&[("open.txt", OPEN)]);
    symlink("nowhere", folder.path().join("broken.txt")).unwrap();
    let output = run(folder.path(), "lint --format concise broken.txt open.txt");
    assert!(complaints(&output).contains("broken.txt: cannot be read"), "{output:?}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("open.txt:3:1"));
    assert_eq!(output.status.code(), Some(2));
}
