//! Gives the program a name for everything that its findings come from: `COPYDESK_SOURCE`, a hash over the code, the models
//! and the word lists under `src` and the versions of all crates. The cache of `lint` goes by it, so that what an older
//! program found is never taken for what this one would find.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    files.push(PathBuf::from("Cargo.lock"));
    files.sort();
    let mut hasher = DefaultHasher::new();
    for path in files {
        // Without a lock file (in a package, perhaps) the versions are not known; the rest still is.
        let content = fs::read(&path).unwrap_or_default();
        (path.to_string_lossy(), content).hash(&mut hasher);
    }
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rustc-env=COPYDESK_SOURCE={:016x}", hasher.finish());
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
