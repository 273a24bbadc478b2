//! The file of a ledger: read whole, changed under a lock, replaced whole.
//!
//! A change takes the lock `checks.lock`, which every program shares and which the system gives back when its holder dies;
//! reads the file as it is now; writes the new one beside it, flushes it to the disk, gives it the old one's name and
//! flushes the folder (POSIX `rename` is atomic: a reader sees the old file or the new one). A program killed at any point
//! leaves the old file or the new one, and at most a file `checks.jsonl.*.new`, which the next change clears away.

use crate::checks::home::FOLDER;
use crate::checks::{Ledger, LedgerError};
use crate::replace;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The ledger's file in its folder.
pub const FILE: &str = "checks.jsonl";
const LOCK: &str = "checks.lock";
/// A change takes milliseconds; whoever holds the lock longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// What git needs to know of the folder. Written when the folder is made.
const FOR_GIT: [(&str, &str); 2] = [
    (
        ".gitattributes",
        "# Of two decisions on the same claim the later one holds: keep the lines of both sides.\nchecks.jsonl merge=union\n",
    ),
    (".gitignore", "checks.lock\nchecks.jsonl.*.new\n"),
];

/// The ledger of one folder on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The ledger of the folder `root`, which need not have one yet.
    pub fn of(root: &Path) -> Self {
        Self { folder: root.join(FOLDER) }
    }

    /// Its file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// Reads it; where there is none, it is empty.
    pub fn read(&self) -> Result<Ledger, LedgerError> {
        Ok(Ledger::parse(&self.bytes()?))
    }

    fn bytes(&self) -> Result<Vec<u8>, LedgerError> {
        let path = self.path();
        match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            read => read.map_err(LedgerError::unreadable(&path)),
        }
    }

    /// Changes it. `change` is handed the ledger as it is once no other program can change it; what it leaves is on the
    /// disk when this returns.
    pub fn change<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> Result<T, LedgerError> {
        self.make_folder().map_err(LedgerError::unwritable(&self.folder))?;
        let lock = self.lock()?;
        self.clear_unfinished();
        let before = self.bytes()?;
        let mut ledger = Ledger::parse(&before);
        let result = change(&mut ledger);
        let after = ledger.render();
        if after != before {
            replace::write_through(&self.path(), &after).map_err(LedgerError::unwritable(&self.path()))?;
        }
        drop(lock);
        Ok(result)
    }

    fn make_folder(&self) -> io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        for (name, content) in FOR_GIT {
            // Two programs may be making the folder at once; the content is the same.
            fs::write(self.folder.join(name), content)?;
        }
        Ok(())
    }

    /// The lock, held until it is dropped.
    fn lock(&self) -> Result<File, LedgerError> {
        let path = self.folder.join(LOCK);
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(LedgerError::unwritable(&path))?;
        let since = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(2));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(LedgerError::Locked { path, seconds: PATIENCE.as_secs() });
                }
                Err(TryLockError::Error(error)) => return Err(LedgerError::unwritable(&path)(error)),
            }
        }
    }

    /// Takes away what a program that was killed left. Nobody else is writing: we have the lock.
    fn clear_unfinished(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(FILE) && name.ends_with(replace::UNFINISHED) {
                // What cannot be taken away now is tried again next time.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
