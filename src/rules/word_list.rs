//! The lists that rules read. Comes in: a data file, one entry a line. Goes out: its entries.

/// The entries of a list: every line that is neither empty nor a comment (`#`).
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

pub(super) fn words(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split(',').filter(|word| *word != "-")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn lists_that_say_so_are_sorted() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules/data");
        let mut sorted = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            if !text.lines().take_while(|l| l.starts_with('#')).any(|l| l.contains("Sorted")) {
                continue;
            }
            let entries: Vec<_> = text.lines().filter(|l| !l.starts_with('#')).collect();
            let wrong = entries.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(wrong, None, "{}", path.display());
            sorted += 1;
        }
        assert!(sorted > 20, "{sorted}");
    }
}
