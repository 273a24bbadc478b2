//! What the documents say of the program, held against the program.

use copydesk::rules::RULES;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text between two marks, without them.
fn between<'t>(text: &'t str, open: &str, close: &str) -> &'t str {
    let start = text.find(open).unwrap_or_else(|| panic!("no {open}")) + open.len();
    let length = text[start..].find(close).unwrap_or_else(|| panic!("no {close}"));
    &text[start..start + length]
}

#[test]
fn readme_has_the_rules_of_the_registry() {
    const OPEN: &str = "<!-- rules: COPYDESK_BLESS=1 cargo test readme -->\n";
    const CLOSE: &str = "<!-- end of rules -->";
    let mut table = String::from("\n| rule | reports | default |\n|---|---|---|\n");
    for rule in RULES {
        table += &format!("| `{}` | {} | {} |\n", rule.name, rule.summary(), rule.severity.as_str());
    }
    table.push('\n');
    let readme = read("README.md");
    let found = between(&readme, OPEN, CLOSE);
    if found != table && std::env::var_os("COPYDESK_BLESS").is_some() {
        let blessed = readme.replacen(&format!("{OPEN}{found}{CLOSE}"), &format!("{OPEN}{table}{CLOSE}"), 1);
        fs::write(root().join("README.md"), blessed).unwrap();
        return;
    }
    assert_eq!(found, table, "COPYDESK_BLESS=1 cargo test readme writes it anew");
}

#[test]
fn readme_has_a_reason_for_every_crate() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let crates: BTreeSet<String> = ["dependencies", "dev-dependencies"]
        .iter()
        .filter_map(|section| manifest[*section].as_table())
        .flat_map(|section| section.keys().cloned())
        .collect();
    let readme = read("README.md");
    let reasons: BTreeSet<String> = between(&readme, "## Crates", "## Licence")
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split_once(" | "))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name != "crate")
        .collect();
    assert_eq!(reasons, crates);
}

#[test]
fn readme_links_to_files_that_are_there() {
    let editors = ["vscode", "nvim", "emacs", "helix"].map(|editor| format!("editors/{editor}/README.md"));
    let mut linked = 0;
    for document in ["README.md".to_owned()].into_iter().chain(editors) {
        let folder = Path::new(&document).parent().unwrap();
        let text = read(&document);
        let links: Vec<&str> = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        linked += links.len();
        for link in links.iter().filter(|link| !link.starts_with("http")) {
            assert!(root().join(folder).join(link).exists(), "{document} links to {link}");
        }
    }
    assert!(linked > 10, "the scan found {linked} links");
}

#[test]
fn the_set_up_for_helix_is_toml() {
    let languages: toml::Table = read("editors/helix/languages.toml").parse().unwrap();
    assert_eq!(languages["language-server"]["copydesk"]["command"].as_str(), Some("copydesk"));
    let names: Vec<&str> =
        languages["language"].as_array().unwrap().iter().filter_map(|l| l["name"].as_str()).collect();
    assert_eq!(names, ["article", "markdown"]);
}

#[test]
fn the_extension_has_the_version_of_the_program() {
    let package: serde_json::Value = serde_json::from_str(&read("editors/vscode/package.json")).unwrap();
    assert_eq!(package["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
}
