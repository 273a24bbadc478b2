//! The documents under `docs` that are made from the program: one page a rule, and the reference of `copydesk.toml`. And
//! the worked example, which is code of this project.

use copydesk::config::schema;
use copydesk::rules::{RULES, Rule};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// Holds a document to what the program says, or writes it anew.
fn hold(path: &Path, wanted: &str) {
    let found = fs::read_to_string(path).unwrap_or_default();
    if found != wanted && std::env::var_os("COPYDESK_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, wanted).unwrap();
        return;
    }
    assert_eq!(found, wanted, "{}: COPYDESK_BLESS=1 cargo test documents writes it anew", path.display());
}

const MADE: &str = "<!-- Made from the program by `COPYDESK_BLESS=1 cargo test documents`. -->\n";

fn page(rule: &Rule) -> String {
    let name = rule.name;
    let severity = rule.severity.as_str();
    format!(
        "{MADE}\n# {name}\n\nDefault severity: {severity}. {}\n\n{}\n## Settings\n\n\
         In [copydesk.toml](../configuration.md), `off`, `information`, `warning` or `error`:\n\n\
         ```toml\n[rules]\n{name} = \"{severity}\"\n```\n\n\
         In Markdown, `<!-- copydesk-ignore-next {name} -->` lets the findings of the next paragraph stand.\n",
        if rule.any_language { "For copy in any language." } else { "For copy in English." },
        rule.explanation(),
    )
}

#[test]
fn every_rule_has_its_page() {
    let folder = docs().join("rules");
    let mut index = format!("{MADE}\n# Rules\n\n| rule | reports | default |\n|---|---|---|\n");
    for rule in RULES {
        // What these flag depends on a ledger, which an example has not; their fixtures have one.
        let by_ledger = matches!(rule.name, "stale-check" | "unchecked-claim");
        for kind in ["flagged", "clean"].into_iter().filter(|&kind| kind == "clean" || !by_ledger) {
            assert!(!rule.examples(kind).is_empty(), "{} has no {kind} example", rule.name);
        }
        hold(&folder.join(format!("{}.md", rule.name)), &page(rule));
        let (name, severity) = (rule.name, rule.severity.as_str());
        index += &format!("| [{name}]({name}.md) | {} | {severity} |\n", rule.summary());
    }
    hold(&folder.join("README.md"), &index);
    let pages: BTreeSet<String> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    let wanted =
        RULES.iter().map(|rule| format!("{}.md", rule.name)).chain(["README.md".to_owned()]).collect();
    assert_eq!(pages, wanted, "a page of a rule that is no more");
}

/// The definition that a `$ref` points to, with what stands beside it.
fn resolve(schema: &Value, value: &Value) -> Value {
    let pointer = value["$ref"].as_str().and_then(|r| r.strip_prefix('#'));
    let mut found = pointer.and_then(|p| schema.pointer(p)).cloned().unwrap_or_else(|| value.clone());
    if let (Some(found), Some(own)) = (found.as_object_mut(), value.as_object()) {
        found.extend(own.iter().filter(|(key, _)| *key != "$ref").map(|(k, v)| (k.clone(), v.clone())));
    }
    found
}

fn kind(schema: &Value, value: &Value) -> String {
    let value = &resolve(schema, value);
    if let Some(words) = value["enum"].as_array() {
        return words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ");
    }
    match value["type"].as_str() {
        Some("array") => match resolve(schema, &value["items"])["type"].as_str() {
            Some("object") => "tables".to_owned(),
            _ => "list of strings".to_owned(),
        },
        Some("number") => format!("number from {} to {}", value["minimum"], value["maximum"]),
        Some("object") => "table".to_owned(),
        Some(other) => other.to_owned(),
        None => String::new(),
    }
}

fn rows(schema: &Value, properties: &Value) -> String {
    let mut table = String::from("| key | value | default | |\n|---|---|---|---|\n");
    for (key, value) in properties.as_object().unwrap() {
        let resolved = resolve(schema, value);
        let default = match &resolved["default"] {
            Value::Null => String::new(),
            value => format!("`{value}`"),
        };
        let description = resolved["description"].as_str().unwrap_or("");
        table += &format!("| `{key}` | {} | {default} | {description} |\n", kind(schema, value));
    }
    table
}

#[test]
fn the_reference_of_settings_is_that_of_the_schema() {
    let schema = schema();
    let name = &schema["$defs"]["house-name"]["properties"];
    let text = format!(
        "{MADE}\n# copydesk.toml\n\n{} The nearest file above an article counts; `copydesk init` writes one to start \
         from, `copydesk schema config` prints the schema that this page is made from. An unknown key is an error, told with \
         its line and the nearest key that exists.\n\n## Keys\n\n{}\n\
         ## `[[people]]`, `[[organizations]]`, `[[terms]]`\n\n{}\n## `[[overrides]]`\n\n{}\n## `[rules]`\n\n{}\n\
         ## An example\n\n```toml\n{}```\n",
        schema["description"].as_str().unwrap(),
        rows(&schema, &schema["properties"]),
        rows(&schema, name),
        rows(&schema, &schema["properties"]["overrides"]["items"]["properties"]),
        rows(&schema, &schema["$defs"]["rules"]["properties"]),
        include_str!("fixtures/house-style/copydesk.toml"),
    );
    hold(&docs().join("configuration.md"), &text);
}

#[test]
fn the_worked_example_is_code_that_compiles() {
    let guide = fs::read_to_string(docs().join("contributing-a-rule.md")).unwrap();
    let code = fs::read_to_string(docs().join("../src/rules/exclamation.rs")).unwrap();
    let rule = &code[code.find("use crate::article").unwrap()..code.find("#[cfg(test)]").unwrap()];
    let block = format!("```rust\n{}\n```", rule.trim_end());
    if !guide.contains(&block) && std::env::var_os("COPYDESK_BLESS").is_some() {
        let start = guide.find("```rust\n").unwrap();
        let end = start + 8 + guide[start + 8..].find("```").unwrap() + 3;
        fs::write(
            docs().join("contributing-a-rule.md"),
            format!("{}{block}{}", &guide[..start], &guide[end..]),
        )
        .unwrap();
        return;
    }
    assert!(guide.contains(&block), "the guide does not show src/rules/exclamation.rs as it is");
}

#[test]
fn documents_link_to_files_that_are_there() {
    let mut files: Vec<PathBuf> = fs::read_dir(docs()).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "md"));
    assert!(files.len() >= 4, "{files:?}");
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            if !link.starts_with("http") && !link.is_empty() {
                assert!(docs().join(link).exists(), "{} links to {link}", path.display());
            }
        }
    }
}
