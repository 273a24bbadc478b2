//! Files written whole: a reader finds the old file or the new one, never half of one. Comes in: a path and what it
//! shall hold. Goes out: the file.
//!
//! The new content goes into a file beside the old one, which then takes its name (POSIX `rename` is atomic). A program
//! killed at any point leaves the old file or the new one, and at most a file that ends in [`UNFINISHED`].

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The ending of a file that does not have its name yet.
pub const UNFINISHED: &str = ".new";

/// Tells files apart that threads write at one time.
static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// Writes `content` to `path`, for what can be made again: a failure of power may take it. Permissions of a file that is
/// there are kept, and a link stays a link: what it points to is written.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    replace(path, content, false)
}

/// The same for people's work: when this returns, the new content is on the disk, and a failure of power before leaves
/// the old one.
pub fn write_through(path: &Path, content: &[u8]) -> io::Result<()> {
    replace(path, content, true)
}

fn replace(path: &Path, content: &[u8], flushes: bool) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().unwrap_or_default().to_owned();
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    name.push(format!(".{}-{number}{UNFINISHED}", std::process::id()));
    let beside = path.with_file_name(name);
    let mut file = File::create(&beside)?;
    let written = file
        .write_all(content)
        .and_then(|()| match fs::metadata(&path) {
            Ok(there) => file.set_permissions(there.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| if flushes { file.sync_all() } else { Ok(()) })
        .and_then(|()| fs::rename(&beside, &path))
        .and_then(|()| if flushes { flush_folder(&path) } else { Ok(()) });
    if written.is_err() {
        // Nothing more can be done about a file that cannot be taken away again.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Makes the name of a new file last: POSIX promises that of a folder only after its own `fsync`. Windows has no such call
/// for folders and needs none.
fn flush_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_or_replaced_and_nothing_else_is_left() {
        for write in [write, write_through] {
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

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.txt"), folder.path().join("link.txt"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        write(&link, b"new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
