//! The settings of the extension for VS Code, made from the schemas of the server, of `copydesk.toml` and of the
//! extension itself: in its manifest and in its README. `COPYDESK_BLESS=1 cargo test extension` writes them anew.

use serde_json::{Map, Value, json};
use std::fs;
use std::path::PathBuf;

const MANIFEST: &str = "editors/vscode/package.json";
const README: &str = "editors/vscode/README.md";

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn properties(name: &str) -> Map<String, Value> {
    let schema: Value = serde_json::from_str(&read(name)).unwrap();
    schema["properties"].as_object().unwrap().clone()
}

/// The schema without references, as VS Code puts it into a larger one, and with descriptions as it shows Markdown.
fn for_vscode(schema: &Value, definitions: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            let referred = object
                .get("$ref")
                .and_then(Value::as_str)
                .map(|name| for_vscode(&definitions[name.trim_start_matches("#/$defs/")], definitions));
            let mut plain = referred.and_then(|found| found.as_object().cloned()).unwrap_or_default();
            for (key, value) in object.iter().filter(|(key, _)| *key != "$ref") {
                let markdown = key == "description" && value.as_str().is_some_and(|text| text.contains('`'));
                let key = if markdown { "markdownDescription" } else { key };
                plain.insert(key.to_owned(), for_vscode(value, definitions));
            }
            plain.into()
        }
        Value::Array(items) => items.iter().map(|item| for_vscode(item, definitions)).collect(),
        other => other.clone(),
    }
}

/// Every setting by its whole name: what is the extension's own, then what the server reads.
fn settings() -> Map<String, Value> {
    let copydesk_toml = copydesk::config::schema();
    let mut all = properties("editors/vscode/settings.json");
    for (name, mut setting) in properties("src/server/settings.json") {
        if name == "config" {
            for key in ["properties", "additionalProperties"] {
                setting[key] = copydesk_toml[key].clone();
            }
        }
        // The server asks for them folder by folder.
        setting["scope"] = json!("resource");
        all.insert(name, setting);
    }
    all.iter()
        .map(|(name, setting)| (format!("copydesk.{name}"), for_vscode(setting, &copydesk_toml["$defs"])))
        .collect()
}

/// Holds a file against what it should be, or makes it so.
fn hold(name: &str, expected: &str) {
    if read(name) != expected && std::env::var_os("COPYDESK_BLESS").is_some() {
        fs::write(path(name), expected).unwrap();
    }
    assert!(
        read(name) == expected,
        "{name} has other settings: COPYDESK_BLESS=1 cargo test extension writes them anew"
    );
}

#[test]
fn the_manifest_has_the_settings_of_the_schemas() {
    let mut manifest: Value = serde_json::from_str(&read(MANIFEST)).unwrap();
    manifest["contributes"]["configuration"] = json!({"title": "Copydesk", "properties": settings()});
    hold(MANIFEST, &(serde_json::to_string_pretty(&manifest).unwrap() + "\n"));
}

#[test]
fn the_readme_has_the_settings_of_the_schemas() {
    const OPEN: &str = "<!-- settings: COPYDESK_BLESS=1 cargo test extension -->\n";
    const CLOSE: &str = "<!-- end of settings -->";
    let mut table = String::from("\n| setting | what it does | default |\n|---|---|---|\n");
    for (name, setting) in settings() {
        let text = setting["markdownDescription"].as_str().or(setting["description"].as_str()).unwrap();
        table += &format!("| `{name}` | {text} | `{}` |\n", setting["default"]);
    }
    table.push('\n');
    let readme = read(README);
    let (before, rest) = readme.split_once(OPEN).expect("the mark before the settings");
    let (_, after) = rest.split_once(CLOSE).expect("the mark after the settings");
    hold(README, &format!("{before}{OPEN}{table}{CLOSE}{after}"));
}

#[test]
fn every_command_is_registered_and_named() {
    let manifest: Value = serde_json::from_str(&read(MANIFEST)).unwrap();
    let source: String = source_below(&path("editors/vscode/src"));
    for command in manifest["contributes"]["commands"].as_array().unwrap() {
        let name = command["command"].as_str().unwrap();
        assert!(source.contains(&format!("'{name}'")), "{name} is in no source file");
    }
}

/// All source files below a folder as one text.
fn source_below(folder: &std::path::Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { source_below(&path) } else { fs::read_to_string(path).unwrap() })
        .collect()
}

#[test]
fn references_are_put_in_place() {
    let schema = json!({"items": {"$ref": "#/$defs/name", "title": "A"}, "description": "as in `a`"});
    let definitions = json!({"name": {"type": "string"}});
    let expected = json!({"items": {"type": "string", "title": "A"}, "markdownDescription": "as in `a`"});
    assert_eq!(for_vscode(&schema, &definitions), expected);
}
