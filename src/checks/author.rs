//! Who decides, where nobody says so.

use std::path::Path;
use std::process::{Command, Stdio};

/// The user name of git's settings in `folder`, else of the system; empty where neither knows one.
pub fn author(folder: &Path) -> String {
    of_git(folder).or_else(of_system).unwrap_or_default()
}

fn of_git(folder: &Path) -> Option<String> {
    let asked = Command::new("git")
        .args(["config", "user.name"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let name = String::from_utf8(asked.ok().filter(|o| o.status.success())?.stdout).ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn of_system() -> Option<String> {
    ["USER", "USERNAME", "LOGNAME"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
}
