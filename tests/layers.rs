//! The rooms name only rooms below them: `text -> language -> article -> rules -> {server, lint}`, with `config` and
//! `checks` above `rules`. And the rooms that are pure do no IO, and LSP types stay in the server.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may name.
fn allowed() -> BTreeMap<&'static str, &'static [&'static str]> {
    BTreeMap::from([
        ("text", &[] as &[&str]),
        ("language", &["text"]),
        ("article", &["text", "language"]),
        ("rules", &["text", "language", "article"]),
        ("config", &["text", "rules"]),
        ("replace", &[]),
        ("checks", &["text", "language", "article", "rules", "replace"]),
        ("archive", &["text", "language", "article", "rules"]),
        ("lint", &["text", "language", "article", "rules", "config", "checks", "archive", "replace"]),
        ("server", &["text", "language", "article", "rules", "config", "checks"]),
        ("training", &["text", "language", "article", "rules"]),
    ])
}

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files.extend(source_files(&entry));
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            files.push(entry);
        }
    }
    files
}

/// Each file of `src` with its room: the first part of its path, without the ending.
fn rooms() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for path in source_files(&root) {
        let first = path.strip_prefix(&root).unwrap().components().next().unwrap();
        let room = first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if !["lib", "main", "bin"].contains(&room.as_str()) {
            let text = fs::read_to_string(&path).unwrap();
            files.push((room, path, text));
        }
    }
    files
}

/// The lines of a file without those that are comments, and without its unit tests.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().map(str::trim_start).filter(|line| !line.starts_with("//"))
}

/// The rooms that a line names: what follows `crate::`, also inside braces right after it.
fn named(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        let list = rest.strip_prefix('{').map_or(rest, |inner| inner.split('}').next().unwrap());
        let is_list = rest.starts_with('{');
        for part in list.split(',').take(if is_list { usize::MAX } else { 1 }) {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            found.push(part.trim().chars().take_while(|&c| word(c)).collect());
        }
    }
    found
}

#[test]
fn rooms_name_only_rooms_below_them() {
    let allowed = allowed();
    let mut seen = BTreeMap::new();
    for (room, path, text) in rooms() {
        let Some(below) = allowed.get(room.as_str()) else {
            panic!("{}: which room is this?", path.display())
        };
        for name in code(&text).flat_map(named) {
            let is_room = allowed.contains_key(name.as_str());
            assert!(
                !is_room || name == room || below.contains(&name.as_str()),
                "{}: `{room}` must not name `{name}`",
                path.display()
            );
            *seen.entry((room.clone(), name)).or_insert(0) += 1;
        }
    }
    assert!(seen.contains_key(&("rules".into(), "article".into())), "the scan found no arrows: {seen:?}");
}

#[test]
fn lsp_types_stay_in_the_server() {
    for (room, path, text) in rooms().into_iter().filter(|(room, _, _)| room != "server") {
        let found = code(&text).find(|line| line.contains("tower_lsp") || line.contains("lsp_types"));
        assert_eq!(found, None, "{}: `{room}` names LSP types", path.display());
    }
}

#[test]
fn pure_rooms_do_no_io() {
    let io = [
        "std::fs",
        "std::io",
        "std::net",
        "std::process",
        "std::env",
        "SystemTime",
        "Instant::now",
        "println!",
    ];
    for (room, path, text) in rooms() {
        if ["text", "language", "article", "rules"].contains(&room.as_str()) {
            let found = code(&text).find(|line| io.iter().any(|word| line.contains(word)));
            assert_eq!(found, None, "{}: `{room}` does IO", path.display());
        }
    }
}

#[test]
fn the_scan_reads_lists_and_paths() {
    assert_eq!(named("use crate::{article, text::Span};"), ["article", "text"]);
    assert_eq!(named("let x = crate::rules::check(a, b); // , c"), ["rules"]);
    assert!(named("use std::io;").is_empty());
}
