//! The cache changes how long a run takes, and nothing else.

use super::{CLEAN, OPEN, copydesk, lint, newsroom, run, write};
use std::fs;
use std::path::{Path, PathBuf};

/// Every entry of a cache.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(entries(&path)),
            path if path.file_name().unwrap() != "CACHEDIR.TAG" => found.push(path),
            _ => {}
        }
    }
    found
}

#[test]
fn a_second_run_reports_the_same_byte_for_byte() {
    let folder = newsroom(&[("a.txt", OPEN), ("b.md", OPEN), ("c.txt", CLEAN), ("d.txt", OPEN)]);
    for format in ["text", "json", "sarif"] {
        let arguments = format!("lint --cache-dir cache-{format} --format {format} .");
        let fresh = run(folder.path(), &format!("lint --no-cache --format {format} ."));
        let first = run(folder.path(), &arguments);
        // Two of the four are one text in one format.
        assert_eq!(entries(&folder.path().join(format!("cache-{format}"))).len(), 3);
        let second = run(folder.path(), &arguments);
        assert_eq!((&first.stdout, &second.stdout), (&fresh.stdout, &fresh.stdout), "{format}");
    }
}

#[test]
fn settings_selection_and_text_are_never_mixed_up() {
    let folder = newsroom(&[("a.txt", OPEN)]);
    let folder = folder.path();
    assert_eq!(lint(folder, "a.txt").0.len(), 1);
    assert_eq!(lint(folder, "--ignore unbalanced-quote a.txt").0.len(), 0);
    assert_eq!(lint(folder, "a.txt").0.len(), 1);
    write(folder, "copydesk.toml", "rules = { unbalanced-quote = \"error\" }\n");
    assert!(lint(folder, "a.txt").0[0].contains("error[unbalanced-quote]"));
    write(folder, "a.txt", CLEAN);
    assert_eq!(lint(folder, "a.txt").0.len(), 0);
    // What was found is kept where the system keeps such things, for the user's eyes alone.
    let kept = entries(&folder.join(".cache/copydesk"));
    assert_eq!(kept.len(), 4, "{kept:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(kept[0].parent().unwrap()).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
}

#[test]
fn spoiled_entries_are_read_anew() {
    let folder = newsroom(&[("a.txt", OPEN)]);
    let fresh = lint(folder.path(), "--cache-dir cache a.txt");
    for spoil in [&b""[..], b"copydesk 1 00\n[]", &[0xFF; 40]] {
        let path = &entries(&folder.path().join("cache"))[0];
        fs::write(path, spoil).unwrap();
        assert_eq!(lint(folder.path(), "--cache-dir cache a.txt"), fresh);
        assert!(fs::read(path).unwrap().len() > 100, "the entry was not mended");
    }
}

#[test]
fn a_cache_that_cannot_be_written_is_no_error() {
    let folder = newsroom(&[("a.txt", OPEN), ("file", "")]);
    assert_eq!(lint(folder.path(), "--cache-dir file/inside a.txt").1, Some(1));
    assert_eq!(run(folder.path(), "lint --cache-dir x --no-cache a.txt").status.code(), Some(2));
    // Without a home there is no place to keep anything.
    let mut command = copydesk(folder.path(), "lint a.txt");
    let output = command.env_remove("XDG_CACHE_HOME").env_remove("HOME").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}
