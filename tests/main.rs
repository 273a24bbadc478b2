//! All tests, as a table of contents.

/// The rules by which an article cannot be right.
const CONTRADICTING: [&str; 6] = [
    "contradiction",
    "conflicting-accounts",
    "headline-mismatch",
    "arithmetic",
    "inconsistent-name",
    "impossible-date",
];

/// Every rule on articles with carets under the words: `tests/fixtures/<rule>/{flagged,clean}.txt`.
mod fixtures;

/// The outline: items in order, ranges nested.
mod outline;

/// Whole pages cut into blocks, masked, and told from other files.
mod text;

/// Entities: every mention in range, in order, once.
mod entities;

/// What is carried over from one reading of a document to the next: as if it were read for the first time.
mod carried;

/// The language server, spoken to as an editor would.
mod server;

/// Who is meant: pairwise and B-cubed F1 on `tests/articles-coref` and `tests/marked`.
mod coreference;

/// The rooms name only rooms below them.
mod layers;

/// The program as a user runs it.
mod cli;

/// The ledger: decisions from the command line, two writers, a killed one, a merge, export and import.
mod checks;

/// What README and the editors' files say of the program.
mod readme;

/// The settings of the extension for VS Code, made from the schemas.
mod extension;

/// Contradictions planted by a hand that did not know the rules: `tests/planted`.
mod planted;

/// One contradiction in many wordings, each held against each: `tests/wordings`.
mod wordings;

/// Articles that only look as if they contradicted themselves: `tests/consistent`.
mod consistent;

/// Articles with one slip as it is made on deadline: `tests/deadline`.
mod deadline;

/// Articles with a slip put in: lines that come back with one element exchanged, misspelled surnames.
mod slips;

/// The articles of `tests/articles`, through every door.
mod articles;

/// Every format of `lint`, report files, fixes and diffs.
mod reports;

/// Documents that are made from the program, and the worked example.
mod documents;

/// `copydesk.toml`: mistakes, inheritance, overrides, kinds of copy, house lists, the schema.
mod configuration;

/// `lint` over a newsroom's years: known findings, changed lines, watching, interrupts, files of every kind.
mod lint;
mod names;

/// Any text: no panic, spans inside the text, cost in proportion to its length.
mod robust;
