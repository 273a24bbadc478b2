//! The lists that rules read. Comes in: a data file, one entry a line. Goes out: its entries.

/// The entries of a list: every line that is neither empty nor a comment (`#`).
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}
