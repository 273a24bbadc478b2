//! The ledger as fact-checkers use it: from the command line, by two programs at once, with one killed, through git.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const BRIDGE: &str = "\
Bridge to close for repairs

The bridge carries 4,000 lorries a day, the mayor, Ruth Adair, said. Critics say the toll is too high.

“We were told in March,” Adair said. Who will pay for it?
";

/// A newsroom with one article, and a name for its fact-checker.
struct Newsroom(tempfile::TempDir);

impl Newsroom {
    fn new() -> Self {
        let room = Self(tempfile::tempdir().unwrap());
        room.write("copydesk.toml", "");
        room.write("bridge.txt", BRIDGE);
        room
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.path().join(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.path())
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", self.path().join("nobody"))
            .env("GIT_CONFIG_SYSTEM", self.path().join("nobody"))
            .env("USER", "ines")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn start(&self, arguments: &[&str]) -> Child {
        self.command(env!("CARGO_BIN_EXE_copydesk"), arguments).spawn().unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_copydesk"), arguments).output().unwrap()
    }

    /// What a command prints that must go well.
    fn told(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// The sentence with which a command fails.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", text(&output.stdout));
        text(&output.stderr)
    }

    fn list(&self) -> Vec<Value> {
        serde_json::from_str(&self.told(&["checks", "list", "--format", "json", "bridge.txt"])).unwrap()
    }

    fn ledger(&self) -> Vec<Value> {
        let text = self.read(".copydesk/checks.jsonl");
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The states of a list, in order.
fn states(list: &[Value]) -> Vec<&str> {
    list.iter().map(|row| row["state"].as_str().unwrap()).collect()
}

#[test]
fn a_claim_is_listed_verified_reworded_and_verified_again() {
    let room = Newsroom::new();
    let list = room.list();
    assert_eq!(states(&list), ["open", "open", "open"], "{list:#?}");
    assert!(list[0]["text"].as_str().unwrap().starts_with("The bridge carries"), "{list:#?}");
    let fingerprint = list[0]["fingerprint"].as_str().unwrap();
    let verify =
        ["checks", "verify", "bridge.txt", "4,000 lorries", "--source", "https://example.org/traffic"];
    assert_eq!(
        room.told(&verify),
        format!(
            "{fingerprint} verified: The bridge carries 4,000 lorries a day, the mayor, Ruth Adair, said.\n"
        )
    );
    let list = room.list();
    assert_eq!(states(&list), ["verified", "open", "open"]);
    assert_eq!(
        (list[0]["by"].as_str(), &list[0]["sources"][0]),
        (Some("ines"), &"https://example.org/traffic".into())
    );

    // Edits elsewhere, before and after, leave the decision alone.
    room.write("bridge.txt", &format!("Correction\n\n{BRIDGE}\nThe ferry sails on Monday.\n"));
    assert!(states(&room.list()).contains(&"verified"), "{:#?}", room.list());

    room.write("bridge.txt", &BRIDGE.replace("4,000", "5,000"));
    let list = room.list();
    assert_eq!(states(&list), ["stale", "open", "open"]);
    assert_eq!(list[0]["was"], "The bridge carries 4,000 lorries a day, the mayor, Ruth Adair, said.");
    let lint = room.run(&["lint", "--format", "concise", "--select", "stale-check", "bridge.txt"]);
    assert_eq!(lint.status.code(), Some(1));
    assert!(
        text(&lint.stdout)
            .contains("bridge.txt:3:1: warning[stale-check] This read “The bridge carries 4,000")
    );

    let fingerprint = list[0]["fingerprint"].as_str().unwrap().to_owned();
    room.told(&[
        "checks",
        "verify",
        "bridge.txt",
        &fingerprint[..8],
        "--by",
        "Ada Moore",
        "--note",
        "asked again",
    ]);
    assert_eq!(states(&room.list()), ["verified", "open", "open"]);
    assert_eq!(room.list()[0]["by"], "Ada Moore");
    let statuses: BTreeSet<_> =
        room.ledger().iter().map(|d| d["status"].as_str().unwrap().to_owned()).collect();
    assert_eq!(statuses, BTreeSet::from(["verified".into(), "withdrawn".into()]));

    room.told(&["checks", "withdraw", "bridge.txt", &fingerprint]);
    assert_eq!(states(&room.list()), ["open", "open", "open"]);
    assert_eq!(room.run(&["lint", "--select", "stale-check", "bridge.txt"]).status.code(), Some(0));
}

#[test]
fn a_list_is_for_people_too_and_can_be_narrowed() {
    let room = Newsroom::new();
    room.told(&["checks", "dispute", "bridge.txt", "told in March", "--note", "the letter is from May"]);
    let disputed = room.told(&["checks", "list", "--state", "disputed"]);
    let lines: Vec<&str> = disputed.lines().collect();
    assert!(
        lines[0].starts_with("bridge.txt:5: ") && lines[0].contains(" disputed: “We were told"),
        "{disputed}"
    );
    assert!(
        lines[1].starts_with("    disputed by ines on 2") && lines[1].ends_with("(the letter is from May)")
    );
    assert_eq!(lines[2..], ["1 disputed"]);
    assert_eq!(room.told(&["checks", "list", "--threshold", "1", "."]), "no claims\n");
    assert!(room.told(&["checks", "list"]).ends_with("2 open, 1 disputed\n"));
}

#[test]
fn a_finding_is_let_stand_in_plain_text() {
    let room = Newsroom::new();
    let lint = |room: &Newsroom| text(&room.run(&["lint", "--format", "concise", "bridge.txt"]).stdout);
    assert!(lint(&room).contains("[vague-source]"), "{}", lint(&room));
    room.told(&[
        "checks",
        "stet",
        "bridge.txt",
        "Critics",
        "--rule",
        "vague-source",
        "--note",
        "named below",
    ]);
    assert!(!lint(&room).contains("vague-source"), "{}", lint(&room));
    assert_eq!(room.ledger()[0]["rule"], "vague-source");

    // The finding goes, the decision stays: told, as an unused comment would be.
    room.write(
        "bridge.txt",
        &BRIDGE.replace("Critics say the toll is too high.", "The toll is 4 crowns, she said."),
    );
    assert!(
        lint(&room).contains("information[unused-suppression] vague-source was let stand by ines"),
        "{}",
        lint(&room)
    );
    room.told(&["checks", "withdraw", "bridge.txt", "Critics", "--rule", "vague-source"]);
    assert!(!lint(&room).contains("unused-suppression"));
}

#[test]
fn require_checked_names_each_claim_that_is_not() {
    let room = Newsroom::new();
    let gate = |more: &[&str]| {
        let arguments = [&["lint", "--format", "concise", "--require-checked", "bridge.txt"], more].concat();
        let output = room.run(&arguments);
        let unchecked: Vec<String> = text(&output.stdout)
            .lines()
            .filter(|line| line.contains("error[unchecked-claim]"))
            .map(|line| line.split(':').nth(1).unwrap().to_owned())
            .collect();
        (output.status.code(), unchecked)
    };
    assert_eq!(gate(&["--threshold", "0"]), (Some(1), vec!["3".into(), "3".into(), "5".into()]));
    room.told(&["checks", "verify", "bridge.txt", "4,000", "told in March"]);
    room.told(&["checks", "stet", "bridge.txt", "Critics"]);
    assert_eq!(gate(&["--threshold", "0", "--fail-on", "error"]), (Some(0), vec![]));
    room.told(&["checks", "dispute", "bridge.txt", "4,000"]);
    assert_eq!(gate(&["--threshold", "0"]), (Some(1), vec!["3".into()]));
    assert_eq!(gate(&["--threshold", "1", "--fail-on", "error"]), (Some(0), vec![]));
    assert_eq!(room.run(&["lint", "--require-checked", "--threshold", "2"]).status.code(), Some(2));
    assert_eq!(room.run(&["lint", "--threshold", "0.5"]).status.code(), Some(2));
}

/// `lint`, `analyze` and, in `tests/server/ledger.rs`, the server find the same under a ledger.
#[test]
fn lint_and_analyze_agree_under_a_ledger() {
    let room = Newsroom::new();
    room.told(&["checks", "verify", "bridge.txt", "4,000", "told in March"]);
    room.told(&["checks", "stet", "bridge.txt", "Critics", "--rule", "vague-source"]);
    room.write("bridge.txt", &BRIDGE.replace("4,000", "5,000"));
    let analysis: Value = serde_json::from_str(&room.told(&["analyze", "bridge.txt"])).unwrap();
    let analysed: Vec<&Value> =
        analysis["findings"].as_array().unwrap().iter().map(|f| &f["fingerprint"]).collect();
    let linted = text(&room.run(&["lint", "--format", "jsonl", "bridge.txt"]).stdout);
    let linted: Vec<Value> = linted
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["fingerprint"].clone())
        .collect();
    assert_eq!(analysed, linted.iter().collect::<Vec<_>>());
    assert!(analysis["findings"].to_string().contains("stale-check"));
}

#[test]
fn what_is_exported_can_be_imported() {
    let room = Newsroom::new();
    room.told(&[
        "checks",
        "verify",
        "bridge.txt",
        "4,000",
        "--source",
        "a, \"b\"",
        "--source",
        "c",
        "--by",
        "Ines Falk",
    ]);
    room.told(&["checks", "stet", "bridge.txt", "Critics", "--rule", "vague-source"]);
    room.told(&["checks", "dispute", "bridge.txt", "told in March"]);
    let ledger = room.read(".copydesk/checks.jsonl");
    for format in ["csv", "jsonl"] {
        let exported = room.told(&["checks", "export", "--format", format]);
        let other = Newsroom::new();
        other.write(&format!("checks.{format}"), &exported);
        let told = other.told(&["checks", "import", &format!("checks.{format}")]);
        assert_eq!(told, "3 decisions taken in\n");
        assert_eq!(other.read(".copydesk/checks.jsonl"), ledger, "{format}");
        let again = other.told(&["checks", "import", &format!("checks.{format}")]);
        assert_eq!(again, "0 decisions taken in of 3; the others were known or older\n");
    }

    let sheet =
        "Status,Article,Text,Sources\nverified,bridge.txt,\"“We were told in March,” Adair said.\",letter\n";
    room.write("sheet.csv", sheet);
    room.told(&["checks", "import", "sheet.csv"]);
    assert_eq!(states(&room.list()), ["verified", "open", "verified"], "a row is found by its words");
    room.write("sheet.csv", &sheet.replace("March", "May"));
    assert!(room.refused(&["checks", "import", "sheet.csv"]).contains("bridge.txt has no claim that reads"));
    room.write("sheet.csv", &format!("{sheet}sworn,bridge.txt,x,\n"));
    assert!(room.refused(&["checks", "import", "sheet.csv"]).contains("sheet.csv:3: \"sworn\" is no status"));
}

#[test]
fn claim_reviews_are_well_formed() {
    let room = Newsroom::new();
    room.told(&[
        "checks",
        "verify",
        "bridge.txt",
        "4,000",
        "--source",
        "https://example.org/traffic",
        "--by",
        "Ines Falk",
    ]);
    room.told(&["checks", "dispute", "bridge.txt", "told in March", "--note", "in May"]);
    room.told(&["checks", "stet", "bridge.txt", "Critics"]);
    let base = ["checks", "export", "--format", "claimreview", "--base-url", "https://example.org/news/"];
    let document: Value = serde_json::from_str(&room.told(&base)).unwrap();
    assert_eq!(document["@context"], "https://schema.org");
    let reviews = document["@graph"].as_array().unwrap();
    assert_eq!(reviews.len(), 2, "what was let stand has no verdict");
    for review in reviews {
        assert_eq!(review["@type"], "ClaimReview");
        assert_eq!(review["itemReviewed"]["appearance"]["url"], "https://example.org/news/bridge.txt");
        assert!(review["url"].as_str().unwrap().starts_with("https://example.org/news/bridge.txt#"));
        assert!(review["datePublished"].as_str().unwrap().ends_with('Z'));
        assert_eq!(
            (&review["reviewRating"]["worstRating"], &review["reviewRating"]["bestRating"]),
            (&1.into(), &5.into())
        );
    }
    let verified = reviews.iter().find(|r| r["reviewRating"]["alternateName"] == "Verified").unwrap();
    assert_eq!(verified["reviewRating"]["ratingValue"], 5);
    assert_eq!(verified["author"]["name"], "Ines Falk");
    assert_eq!(verified["citation"][0], "https://example.org/traffic");
    assert_eq!(verified["itemReviewed"]["author"]["name"], "Ruth Adair");
    let disputed = reviews.iter().find(|r| r["reviewRating"]["alternateName"] == "Disputed").unwrap();
    assert_eq!(
        (&disputed["reviewRating"]["ratingValue"], &disputed["reviewBody"]),
        (&1.into(), &"in May".into())
    );
}

#[test]
fn what_cannot_be_done_is_told_in_a_sentence() {
    let room = Newsroom::new();
    let told = |arguments: &[&str]| room.refused(arguments);
    assert!(
        told(&["checks", "verify", "bridge.txt", "moon"]).contains("bridge.txt: there is no claim \"moon\"")
    );
    assert!(told(&["checks", "verify", "bridge.txt", "a"]).contains("\"a\" is more than one claim"));
    assert!(told(&["checks", "verify", "gone.txt", "a"]).contains("gone.txt: cannot be read"));
    assert!(
        told(&["checks", "stet", "bridge.txt", "a", "--rule", "vague"])
            .contains("there is no rule \"vague\"")
    );
    assert!(
        told(&["checks", "verify", "bridge.txt", "Critics", "--rule", "vague-source"])
            .contains("--rule goes with")
    );
    assert!(told(&["checks", "withdraw", "bridge.txt", "4,000"]).contains("no claim with a decision"));
    assert!(told(&["checks", "import", "bridge.txt"]).contains("say --format"));
    assert!(!room.path().join(".copydesk").exists(), "nothing was decided");
}

#[test]
fn lines_that_are_no_decisions_are_told_and_kept() {
    let room = Newsroom::new();
    room.told(&["checks", "verify", "bridge.txt", "4,000"]);
    let good = room.read(".copydesk/checks.jsonl");
    room.write(".copydesk/checks.jsonl", &format!("<<<<<<< ours\n{good}half a li"));
    for arguments in
        [&["lint", "bridge.txt"][..], &["analyze", "bridge.txt"], &["checks", "list"], &["checks", "export"]]
    {
        let told = room.refused(arguments);
        let path = room.path().join(".copydesk/checks.jsonl").display().to_string();
        assert!(told.contains(&format!("{path}:1: is a mark of a merge conflict")), "{arguments:?}: {told}");
        assert!(told.contains(&format!("{path}:3: is no decision")), "{arguments:?}: {told}");
    }
    room.run(&["checks", "dispute", "bridge.txt", "told in March"]);
    let kept = room.read(".copydesk/checks.jsonl");
    assert!(kept.contains(good.trim()) && kept.ends_with("<<<<<<< ours\nhalf a li\n"), "{kept}");
    assert_eq!(kept.lines().count(), 4);
}

#[test]
fn a_renamed_article_takes_its_decisions_along() {
    let room = Newsroom::new();
    room.told(&["checks", "verify", "bridge.txt", "4,000"]);
    fs::rename(room.path().join("bridge.txt"), room.path().join("closing.txt")).unwrap();
    assert_eq!(
        room.told(&["checks", "move", "bridge.txt", "closing.txt"]),
        "1 decision moved to closing.txt\n"
    );
    assert!(room.told(&["checks", "list", "closing.txt"]).ends_with("2 open, 1 verified\n"));
}

/// An article with so many claims, each with a word of its own.
fn long_article(claims: usize) -> String {
    (0..claims)
        .map(|n| format!("The mayor of Elstow, Ruth Adair, paid {} crowns for boat{n}x.\n\n", n + 100))
        .collect()
}

#[test]
fn two_programs_at_once_lose_nothing() {
    const CLAIMS: usize = 24;
    let room = Newsroom::new();
    room.write("bridge.txt", &long_article(CLAIMS));
    // All at once, each deciding on a claim of its own.
    let programs: Vec<Child> = (0..CLAIMS)
        .map(|n| {
            room.start(&[
                "checks",
                "verify",
                "bridge.txt",
                &format!("boat{n}x"),
                "--by",
                &format!("checker {n}"),
            ])
        })
        .collect();
    for program in programs {
        let output = program.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    let by: BTreeSet<String> =
        room.ledger().iter().map(|line| line["by"].as_str().unwrap().to_owned()).collect();
    assert_eq!(by, (0..CLAIMS).map(|n| format!("checker {n}")).collect());
    let lines: Vec<String> = room.read(".copydesk/checks.jsonl").lines().map(str::to_owned).collect();
    assert!(lines.is_sorted());
}

/// Programs are killed (SIGKILL) after all kinds of moments: what was told to be recorded is, every line is whole, and the
/// next change goes through.
#[test]
fn a_program_killed_while_it_writes_loses_nothing() {
    const CLAIMS: usize = 40;
    let room = Newsroom::new();
    room.write("bridge.txt", &long_article(CLAIMS));
    let begun = Instant::now();
    room.told(&["checks", "verify", "bridge.txt", "boat0x"]);
    let whole = begun.elapsed();
    let mut recorded = BTreeSet::from([0]);
    let mut killed = 0;
    for n in 1..CLAIMS {
        let mut program = room.start(&["checks", "verify", "bridge.txt", &format!("boat{n}x")]);
        // From the start of the program to past its end.
        std::thread::sleep(whole.mul_f64(0.5 + 0.7 * n as f64 / CLAIMS as f64).min(Duration::from_secs(5)));
        // One that has ended cannot be killed any more.
        let _ = program.kill();
        match program.wait().unwrap().code() {
            Some(0) => drop(recorded.insert(n)),
            _ => killed += 1,
        }
    }
    let present: BTreeSet<usize> = room
        .ledger()
        .iter()
        .map(|line| {
            let text = line["text"].as_str().unwrap();
            text.split("boat").nth(1).unwrap().trim_end_matches("x.").parse().unwrap()
        })
        .collect();
    assert!(present.is_superset(&recorded), "{recorded:?} were recorded, {present:?} are there");
    assert!(killed > 0, "none was killed in time");
    room.told(&["checks", "verify", "bridge.txt", "boat1x"]);
    let left: Vec<_> = fs::read_dir(room.path().join(".copydesk"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".new"))
        .collect();
    assert_eq!(left, [""; 0], "the next change clears away what is unfinished");
}

/// A large change, killed at all kinds of moments, is there as a whole or not at all.
#[test]
fn a_large_change_is_whole_or_not_there() {
    const LINES: usize = 20_000;
    let room = Newsroom::new();
    room.told(&["checks", "verify", "bridge.txt", "4,000"]);
    let line = room.read(".copydesk/checks.jsonl");
    let fingerprint = room.ledger()[0]["fingerprint"].as_str().unwrap().to_owned();
    let many: String = (0..LINES).map(|n| line.replace(&fingerprint, &format!("{n:016x}"))).collect();
    room.write("many.jsonl", &many);
    let begun = Instant::now();
    let mut counts = BTreeSet::new();
    for n in 0..16 {
        room.write(".copydesk/checks.jsonl", &line);
        let mut program = room.start(&["checks", "import", "many.jsonl"]);
        std::thread::sleep(Duration::from_millis(15 * n));
        // One that has ended cannot be killed any more.
        let _ = program.kill();
        program.wait().unwrap();
        counts.insert(room.ledger().len());
        if begun.elapsed() > Duration::from_secs(30) {
            break;
        }
    }
    assert!(counts.is_subset(&BTreeSet::from([1, LINES + 1])), "{counts:?}");
}

/// While another program holds the lock a change waits, and then goes through.
#[test]
fn a_change_waits_for_the_lock() {
    let room = Newsroom::new();
    room.told(&["checks", "verify", "bridge.txt", "4,000"]);
    let lock = fs::File::options().write(true).open(room.path().join(".copydesk/checks.lock")).unwrap();
    lock.lock().unwrap();
    let mut program = room.start(&["checks", "verify", "bridge.txt", "told in March"]);
    std::thread::sleep(Duration::from_millis(400));
    assert!(program.try_wait().unwrap().is_none(), "it did not wait");
    assert_eq!(room.ledger().len(), 1);
    lock.unlock().unwrap();
    assert_eq!(program.wait().unwrap().code(), Some(0));
    assert_eq!(room.ledger().len(), 2);
}

/// Two branches decide on different claims and on the same one, and git merges them without a conflict.
#[test]
fn git_merges_two_ledgers() {
    let room = Newsroom::new();
    let git = |arguments: &[&str]| {
        let named = [&["-c", "user.name=Ada Moore", "-c", "user.email=ada@example.org"], arguments].concat();
        let output = room.command("git", &named).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
    };
    git(&["init", "-q", "-b", "main"]);
    room.told(&["checks", "verify", "bridge.txt", "Critics"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "One"]);
    git(&["checkout", "-qb", "other"]);
    room.told(&["checks", "verify", "bridge.txt", "4,000", "--by", "other"]);
    room.told(&["checks", "withdraw", "bridge.txt", "Critics"]);
    git(&["commit", "-qam", "Other"]);
    git(&["checkout", "-q", "main"]);
    room.told(&["checks", "dispute", "bridge.txt", "4,000", "--by", "main"]);
    room.told(&["checks", "verify", "bridge.txt", "told in March"]);
    git(&["commit", "-qam", "Main"]);
    git(&["merge", "-q", "--no-edit", "other"]);
    let list = room.list();
    assert_eq!(states(&list), ["disputed", "open", "verified"], "the later decision holds: {list:#?}");
    let tracked = text(&room.command("git", &["ls-files", ".copydesk"]).output().unwrap().stdout);
    assert_eq!(tracked, ".copydesk/.gitattributes\n.copydesk/.gitignore\n.copydesk/checks.jsonl\n");
    room.told(&["checks", "stet", "bridge.txt", "Critics"]);
    assert_eq!(
        room.read(".copydesk/checks.jsonl").lines().count(),
        3,
        "the next change keeps one line a claim"
    );
}
