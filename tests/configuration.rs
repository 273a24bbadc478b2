//! `copydesk.toml`: mistakes told with path, line and the nearest right word; what settings do to a run; the schema.

use copydesk::config::{ConfigFile, parse, schema};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn newsroom(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command
        .current_dir(folder)
        .args(["lint", "--no-cache", "--format", "concise"])
        .args(arguments)
        .output()
        .unwrap()
}

fn findings(folder: &Path, arguments: &[&str]) -> String {
    String::from_utf8(lint(folder, arguments).stdout).unwrap()
}

const ARTICLE: &str = "Bridge reopens\n\nThe bridge reopened on Tuesday, the mayor of Elstow said.\n\nAdvertisement\n\n\
    It had been closed since May, she said.\n";

#[test]
fn mistakes_are_told_with_their_line_and_what_was_meant() {
    let table = [
        ("kinde = \"news\"\n", "copydesk.toml:1: unknown key \"kinde\"; did you mean \"kind\"?"),
        (
            "kind = \"news\"\n\nclaim_threshold = 0.4\n",
            "copydesk.toml:3: unknown key \"claim_threshold\"; did you mean \"claim-threshold\"?",
        ),
        (
            "[rules]\nboilerplate = \"off\"\ncontradicton = \"error\"\n",
            "copydesk.toml:3: unknown key \"contradicton\"; did you mean \"contradiction\"?",
        ),
        (
            "[[people]]\nname = \"A\"\nnots = [\"B\"]\n",
            "copydesk.toml:3: unknown key \"nots\"; did you mean \"not\"?",
        ),
        (
            "[[overrides]]\npaths = [\"a\"]\n[overrides.rules]\nvague-sources = \"off\"\n",
            "copydesk.toml:4: unknown key \"vague-sources\"; did you mean \"vague-source\"?",
        ),
        ("colour = true\n", "copydesk.toml:1: unknown key \"colour\""),
        ("[rules]\nboilerplate = \"loud\"\n", "copydesk.toml:2: unknown variant `loud`"),
        ("claim-threshold = 2.0\n", "copydesk.toml:1: claim-threshold must lie between 0 and 1"),
        ("[[terms]]\nnot = [\"a\"]\n", "copydesk.toml:1: missing field `name`"),
        ("kind = \n", "copydesk.toml:1: "),
        ("extends = [\"none.toml\"]\n", "none.toml: cannot be read"),
        ("extends = [\"copydesk.toml\"]\n", "copydesk.toml: extends itself"),
    ];
    for (toml, sentence) in table {
        let folder = newsroom(&[("copydesk.toml", toml), ("a.txt", ARTICLE)]);
        let output = lint(folder.path(), &["a.txt"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(sentence), "{toml}: {said}");
        assert_eq!(output.status.code(), Some(2), "{toml}");
    }
}

/// What the schema lets through, the program reads, and its keys are the struct's.
#[test]
fn the_schema_knows_the_keys_of_the_struct() {
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let mut keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let full = ConfigFile { overrides: vec![Default::default()], ..ConfigFile::default() };
    let file = serde_json::to_value(&full).unwrap();
    let schema = schema();
    assert_eq!(keys(&schema["properties"]), keys(&file));
    assert_eq!(keys(&schema["properties"]["overrides"]["items"]["properties"]), keys(&file["overrides"][0]));
    let name = serde_json::to_value(copydesk::rules::HouseName::default()).unwrap();
    assert_eq!(keys(&schema["$defs"]["house-name"]["properties"]), keys(&name));
    let rules: Vec<_> = copydesk::rules::RULES.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(keys(&schema["$defs"]["rules"]["properties"]), rules);
    let threshold = &schema["$defs"]["claim-threshold"]["default"];
    let default = f64::from(copydesk::rules::Settings::default().claim_threshold);
    assert!((threshold.as_f64().unwrap() - default).abs() < 1e-6);
}

#[test]
fn the_nearest_file_counts_and_what_it_extends_stands_under_it() {
    let folder = newsroom(&[
        ("copydesk.toml", "[rules]\nboilerplate = \"error\"\n"),
        (
            "house.toml",
            "trusted-sources = [\"a person\"]\n[rules]\nboilerplate = \"off\"\nvague-source = \"off\"\n",
        ),
        ("desk/copydesk.toml", "extends = [\"../house.toml\"]\n[rules]\nvague-source = \"warning\"\n"),
        ("a.txt", ARTICLE),
        ("desk/a.txt", ARTICLE),
    ]);
    let found = findings(folder.path(), &["."]);
    assert!(found.contains("a.txt:5:1: error[boilerplate]") && !found.contains("desk/a.txt"), "{found}");
    let merged = parse(Path::new("x"), "extends = [\"y\"]\n").unwrap();
    assert_eq!(merged.extends, ["y"]);
}

#[test]
fn overrides_hold_for_their_paths_and_the_last_one_wins() {
    let folder = newsroom(&[
        (
            "copydesk.toml",
            "exclude = [\"drafts\"]\n[[overrides]]\npaths = [\"*.txt\"]\nrules = { boilerplate = \"off\" }\n\
             [[overrides]]\npaths = [\"web/**\"]\nrules = { boilerplate = \"information\" }\n",
        ),
        ("a.txt", ARTICLE),
        ("web/a.txt", ARTICLE),
        ("drafts/a.md", ARTICLE),
    ]);
    let found = findings(folder.path(), &["."]);
    assert!(found.contains("web/a.txt:5:1: information[boilerplate]"), "{found}");
    assert_eq!(found.matches("boilerplate").count(), 1, "{found}");
    // A file that is named is read although its folder is left out.
    assert!(findings(folder.path(), &["drafts/a.md"]).contains("drafts/a.md:5:1: warning[boilerplate]"));
}

/// The kinds of copy: what is asked of news is not asked of a column, by path, by setting and by front matter.
#[test]
fn kinds_of_copy() {
    let voice = "Rail fares to rise\n\nFares on all lines rise by a tenth in May.\n\n\
        “Nobody who lives out there can pay that, and nobody should have to.”\n\nThe trains are full.\n";
    let matter = |kind: &str| format!("---\nkind: {kind}\n---\n\n# {voice}");
    let folder = newsroom(&[
        ("news.md", &matter("news")),
        ("column.md", &matter("column")),
        ("plain.txt", voice),
        ("opinion/plain.txt", voice),
        ("copydesk.toml", "[[overrides]]\npaths = [\"opinion/\"]\nkind = \"opinion\"\n"),
    ]);
    let count = |path: &str| {
        findings(folder.path(), &[path]).lines().filter(|line| line.contains("unattributed-quote")).count()
    };
    assert_eq!([count("news.md"), count("plain.txt")], [1, 1]);
    assert_eq!([count("column.md"), count("opinion/plain.txt")], [0, 0]);
}

#[test]
fn house_lists_are_fixed_and_trusted_sources_trusted() {
    let folder = newsroom(&[
        (
            "copydesk.toml",
            "trusted-sources = [\"experts of the desk\"]\n[[people]]\nname = \"Ada Lindqvist\"\nnot = [\"Lindquist\"]\n",
        ),
        ("a.txt", "Ferry sails\n\nThe ferry sails again, the captain, Ada Lindquist, said.\n"),
    ]);
    let found = findings(folder.path(), &["a.txt"]);
    assert!(found.contains("a.txt:3:41: warning[house-style] The house writes “Lindqvist”"), "{found}");
    lint(folder.path(), &["--fix", "a.txt"]);
    assert!(fs::read_to_string(folder.path().join("a.txt")).unwrap().contains("Ada Lindqvist, said"));
}
