//! `copydesk explain`: a rule in words and examples.

use crate::lint::Outcome;
use crate::lint::arguments::ExplainArguments;
use crate::rules::{self, RULES};
use std::io::{self, Write};

/// Runs the command.
pub fn run(
    arguments: &ExplainArguments,
    output: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<Outcome> {
    let Some(name) = &arguments.rule else {
        let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
        for rule in RULES {
            writeln!(output, "{:width$}  {:11}  {}", rule.name, rule.severity.as_str(), rule.summary())?;
        }
        return Ok(Outcome::Clean);
    };
    match rules::find(name) {
        Some(rule) => {
            writeln!(output, "{} ({})\n", rule.name, rule.severity.as_str())?;
            let mut fenced = false;
            for line in rule.explanation().lines() {
                // Markdown's fences are for pages; a terminal shows an example by its indentation.
                match line.starts_with("```") {
                    true => fenced = !fenced,
                    false if fenced && !line.is_empty() => writeln!(output, "    {line}")?,
                    false => writeln!(output, "{line}")?,
                }
            }
            Ok(Outcome::Clean)
        }
        None => {
            writeln!(
                complaints,
                "copydesk: there is no rule {name:?}; `copydesk explain` lists all of them"
            )?;
            Ok(Outcome::Failed)
        }
    }
}
