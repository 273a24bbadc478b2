//! Writing files so that a reader finds the old one or the new one, never half of one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Tells files apart that threads write at one time.
static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// Writes `content` to `path`: into a file beside it, which then takes its name. Permissions of a file that is there are
/// kept, and a link stays a link: what it points to is written.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".copydesk-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)));
    let beside: PathBuf = path.with_file_name(name);
    let keep_permissions = || match fs::metadata(&path) {
        Ok(there) => fs::set_permissions(&beside, there.permissions()),
        Err(_) => Ok(()),
    };
    let written = fs::write(&beside, content)
        .and_then(|()| keep_permissions())
        .and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        // Nothing more can be done about a file that cannot be taken away again.
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::write;
    use std::fs;

    #[test]
    fn a_file_is_made_or_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        for content in ["old", "new"] {
            write(&path, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write(&folder.path().join("no/such/folder"), b"").is_err());
    }
}
