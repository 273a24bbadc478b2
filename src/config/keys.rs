//! Unknown keys, found with the schema before the file is read into its struct: so they are told with their line, and
//! with the nearest key that exists.

use crate::config::ConfigError;
use crate::rules::{RULES, nearest};
use serde_json::{Map, Value, json};
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// The JSON schema of `copydesk.toml` (draft 2020-12), with every rule and its summary.
pub fn schema() -> Value {
    let mut schema: Value = serde_json::from_str(include_str!("schema.json")).unwrap_or_default();
    let rules: Map<String, Value> = RULES
        .iter()
        .map(|rule| {
            let description = format!("{}. Default: {}.", rule.summary(), rule.severity.as_str());
            (rule.name.to_owned(), json!({ "$ref": "#/$defs/severity", "description": description }))
        })
        .collect();
    if let Some(slot) = schema.pointer_mut("/$defs/rules/properties") {
        *slot = rules.into();
    }
    schema
}

/// Checks that every key of `table` is one that the schema knows.
pub(crate) fn check(path: &Path, text: &str, table: &DeTable<'_>) -> Result<(), ConfigError> {
    let schema = schema();
    Checker { path, text, schema: &schema }.table(table, &schema)
}

struct Checker<'a> {
    path: &'a Path,
    text: &'a str,
    schema: &'a Value,
}

impl<'a> Checker<'a> {
    fn table(&self, table: &DeTable<'_>, schema: &'a Value) -> Result<(), ConfigError> {
        let Some(properties) = self.resolve(schema).get("properties").and_then(Value::as_object) else {
            return Ok(());
        };
        for (key, value) in table {
            let name: &str = key.get_ref();
            match properties.get(name) {
                Some(schema) => self.value(value.get_ref(), schema)?,
                None => {
                    let reason = match nearest(name, properties.keys().map(String::as_str)) {
                        Some(near) => format!("unknown key {name:?}; did you mean {near:?}?"),
                        None => format!("unknown key {name:?}"),
                    };
                    return Err(ConfigError::at(self.path, self.text, key.span().start, reason));
                }
            }
        }
        Ok(())
    }

    fn value(&self, value: &DeValue<'_>, schema: &'a Value) -> Result<(), ConfigError> {
        match value {
            DeValue::Table(table) => self.table(table, schema),
            DeValue::Array(items) => match self.resolve(schema).get("items") {
                Some(schema) => items.iter().try_for_each(|item| self.value(item.get_ref(), schema)),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The definition that a `$ref` points to.
    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#'));
        pointer.and_then(|pointer| self.schema.pointer(pointer)).unwrap_or(schema)
    }
}
