//! `lint --watch`: checks again whenever an article or a configuration file changes, until Ctrl-C.

use crate::config::{FILE_NAME, Resolver};
use crate::lint::interrupt::Interrupt;
use crate::lint::{Outcome, walk};
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// An editor writes a file in several steps, and a check-out many files: a run begins when nothing happened for this long.
const QUIET: Duration = Duration::from_millis(80);
/// Something that never rests (a log in the folder) does not put a run off for longer than this.
const LONGEST: Duration = Duration::from_secs(1);
/// How often the flag of Ctrl-C is looked at.
const GLANCE: Duration = Duration::from_millis(100);

/// Runs `lint` now and after each change under `paths`. Ends with what the last run came to, or cleanly when that was
/// interrupted.
pub fn watch(
    paths: &[PathBuf],
    interrupt: &Interrupt,
    complaints: &mut dyn Write,
    mut lint: impl FnMut(&mut dyn Write) -> io::Result<Outcome>,
) -> io::Result<Outcome> {
    let (sender, events) = channel();
    let mut watcher = match notify::recommended_watcher(sender) {
        Ok(watcher) => watcher,
        Err(error) => return fail(complaints, &format!("--watch: {error}")),
    };
    let (folders, named) = places(paths);
    for (folder, mode) in &folders {
        if let Err(error) = watcher.watch(folder, *mode) {
            return fail(complaints, &format!("{}: cannot be watched: {error}", folder.display()));
        }
    }
    loop {
        let outcome = lint(complaints)?;
        if interrupt.is_raised() {
            return Ok(Outcome::Clean);
        }
        writeln!(complaints, "copydesk: watching for changes; Ctrl-C ends")?;
        complaints.flush()?;
        if !wait(&events, interrupt, &named) {
            return Ok(outcome);
        }
    }
}

fn fail(complaints: &mut dyn Write, sentence: &str) -> io::Result<Outcome> {
    writeln!(complaints, "copydesk: {sentence}")?;
    Ok(Outcome::Failed)
}

type Folders = BTreeMap<PathBuf, RecursiveMode>;

/// The folders to watch, and the files in them that were named. A file is watched by its folder: editors put another file
/// in its place, and a watch on the file itself would be left with the old one.
fn places(paths: &[PathBuf]) -> (Folders, Vec<PathBuf>) {
    let (mut folders, mut named) = (BTreeMap::new(), Vec::new());
    let default = [PathBuf::from(".")];
    let resolver = Resolver::new();
    for path in if paths.is_empty() { &default[..] } else { paths } {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        if path.is_dir() {
            folders.insert(path.clone(), RecursiveMode::Recursive);
        } else {
            let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
            folders.entry(folder).or_insert(RecursiveMode::NonRecursive);
            named.push(path.clone());
        }
        let configuration = resolver.configuration(&path).ok().and_then(|c| c.path.clone());
        if let Some(folder) = configuration.as_deref().and_then(Path::parent) {
            folders.entry(folder.to_owned()).or_insert(RecursiveMode::NonRecursive);
        }
    }
    (folders, named)
}

/// Waits until something changed and all is quiet again. Gives false when the user has enough.
fn wait(events: &Receiver<notify::Result<Event>>, interrupt: &Interrupt, named: &[PathBuf]) -> bool {
    let mut changed: Option<Instant> = None;
    loop {
        if interrupt.is_raised() {
            return false;
        }
        match events.recv_timeout(if changed.is_some() { QUIET } else { GLANCE }) {
            Ok(Ok(event)) if concerns(&event, named) => {
                let first = *changed.get_or_insert_with(Instant::now);
                if first.elapsed() > LONGEST {
                    return true;
                }
            }
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) if changed.is_some() => return true,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Whether an event changes what a run would find. Reading is an event too, and a run reads.
fn concerns(event: &Event, named: &[PathBuf]) -> bool {
    let changes = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    };
    let is_read = |path: &PathBuf| {
        named.contains(path)
            || walk::has_an_ending(path)
            || path.file_name().is_some_and(|name| name == FILE_NAME)
    };
    changes && event.paths.iter().any(is_read)
}
