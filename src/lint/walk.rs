//! From paths to files: folders are walked, files that are named are always taken.

use crate::config::Resolver;
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The endings of files that are taken from folders.
pub const ENDINGS: &[&str] = &["markdown", "md", "text", "txt"];

/// The files under `paths`, folder by folder, each folder's in the order of their names; `.gitignore`, hidden files and
/// the `exclude` of the configuration are honoured. What cannot be walked comes as a sentence.
pub fn files(paths: &[PathBuf], resolver: Arc<Resolver>) -> impl Iterator<Item = Result<PathBuf, String>> {
    let paths = if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() };
    paths.into_iter().flat_map(move |path| walk(path, resolver.clone()))
}

fn walk(root: PathBuf, resolver: Arc<Resolver>) -> Box<dyn Iterator<Item = Result<PathBuf, String>>> {
    if root == Path::new("-") || !root.is_dir() {
        return Box::new(std::iter::once(Ok(root)));
    }
    let entries = WalkBuilder::new(&root)
        .require_git(false)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .filter_entry(move |entry| {
            // A configuration that cannot be read is told when the first file asks for its settings.
            let Ok(configuration) = resolver.configuration(entry.path()) else { return true };
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let path = std::path::absolute(entry.path()).unwrap_or_else(|_| entry.path().to_owned());
            !configuration.excludes(&path, is_folder)
        })
        .build();
    Box::new(entries.filter_map(|entry| match entry {
        Err(error) => Some(Err(error.to_string())),
        Ok(entry) => {
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            let path = entry.into_path();
            (is_file && has_an_ending(&path)).then_some(Ok(path))
        }
    }))
}

/// Whether a file is named as articles are.
pub fn has_an_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|e| ENDINGS.contains(&e.as_str()))
}
