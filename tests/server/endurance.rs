use super::client::modern;
use super::dice::Dice;
use super::process::{Process, message, request};
use serde_json::{Value, json};
use std::time::Duration;

const ARTICLE: &str = "\
Bridge to close for repairs

Ruth Adair, the mayor of Elstow, said the bridge would close on Monday. Critics say the repairs come too late.

The bridge carries 4,000 lorries a day, the mayor, Ruth Adair, said.

Advertisement
";

fn quiet(folder: Option<&str>) -> Value {
    let folders = folder.map(|uri| json!([{"uri": uri, "name": "desk"}]));
    json!({
        "capabilities": modern(), "workspaceFolders": folders,
        "initializationOptions": {"debounceMilliseconds": 0, "workspaceScan": false}
    })
}

#[test]
fn a_client_may_call_on_a_port() {
    let mut server = Process::listen();
    let answer = server.begin(quiet(None));
    assert_eq!(answer["serverInfo"]["name"], "copydesk");
    server.open("file:///desk/bridge.txt", ARTICLE);
    let diagnostics = server.diagnostics("file:///desk/bridge.txt", Some(1));
    assert!(diagnostics.as_array().unwrap().iter().any(|d| d["code"] == "boilerplate"), "{diagnostics}");
    server.end();
    let mut server = Process::listen();
    server.begin(quiet(None));
    server.send(message("exit", Value::Null));
    assert_eq!(server.wait().code(), Some(1));
}

/// A thousand articles are opened, edited and closed; the last eight hundred leave no memory behind.
#[test]
fn a_long_day_leaves_memory_flat() {
    let mut server = Process::start(&[]);
    server.begin(quiet(None));
    let mut early = None;
    for n in 0..1000 {
        let uri = format!("file:///desk/{n}.txt");
        let text = ARTICLE.replace("Adair", &format!("Adair{n}")).replace("4,000", &format!("{}", 4000 + n));
        server.open(&uri, &text.repeat(4));
        assert!(!server.diagnostics(&uri, Some(1)).as_array().unwrap().is_empty());
        let place = json!({"line": 2, "character": 0});
        let change = json!({"range": {"start": place, "end": place}, "text": "On Friday "});
        let document = json!({"uri": uri, "version": 2});
        server.send(message(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [change]}),
        ));
        assert!(!server.diagnostics(&uri, Some(2)).as_array().unwrap().is_empty());
        server.send(message("textDocument/didClose", json!({"textDocument": {"uri": uri}})));
        assert_eq!(server.diagnostics(&uri, None), json!([]));
        if n == 199 {
            early = server.memory();
        }
    }
    if let (Some(early), Some(late)) = (early, server.memory()) {
        let grown = late.saturating_sub(early);
        assert!(grown < 6 << 20, "{early} bytes after 200 articles, {late} after 1,000");
    }
    server.end();
}

/// Killed at any moment, a server leaves nothing that stops the next one, and the ledger keeps what it was told.
#[test]
fn a_killed_server_is_followed_by_another() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bridge.txt"), ARTICLE).unwrap();
    let root = format!("file://{}", folder.path().display());
    let uri = format!("{root}/bridge.txt");
    let claims = json!({"command": "copydesk.claims", "arguments": [{"uri": uri}]});
    let mut dice = Dice::new(0x5eed);
    let mut told = 0;
    for _ in 0..24 {
        let mut server = Process::start(&[]);
        server.begin(quiet(Some(&root)));
        server.open(&uri, ARTICLE);
        server.send(request(2, "workspace/executeCommand", claims.clone()));
        let answer = server.receive_where(|m| m["id"] == 2);
        let claim = &answer["result"]["claims"][0];
        let note = claim["note"].as_str().and_then(|note| note.parse::<usize>().ok()).unwrap_or(0);
        assert!(note >= told, "the ledger forgot: it has {note}, and {told} was answered");
        let mut next = note;
        // How many decisions it takes is chance, and so is the moment at which it is killed.
        let decisions = dice.below(4) as i64;
        for id in 3..3 + decisions {
            next += 1;
            let check = json!({
                "uri": uri, "fingerprint": claim["fingerprint"], "status": "verified", "note": next.to_string()
            });
            let check = json!({"command": "copydesk.check", "arguments": [check]});
            server.send(request(id, "workspace/executeCommand", check));
            // Only the last one may be on its way when the end comes.
            if id < 2 + decisions || dice.below(2) == 0 {
                let answer = server.receive_where(|m| m["id"] == id);
                assert!(answer.get("error").is_none(), "{answer}");
                told = next;
            }
        }
        for version in 2..2 + dice.below(30) {
            let place = json!({"line": dice.below(9), "character": dice.below(60)});
            let change = json!({"range": {"start": place, "end": place}, "text": "Share\n\n"});
            let document = json!({"uri": uri, "version": version});
            let changed = json!({"textDocument": document, "contentChanges": [change]});
            server.send(message("textDocument/didChange", changed));
        }
        std::thread::sleep(Duration::from_micros(dice.below(20_000) as u64));
        server.kill();
    }
    let mut server = Process::start(&[]);
    server.begin(quiet(Some(&root)));
    server.open(&uri, ARTICLE);
    server.diagnostics(&uri, Some(1));
    server.end();
}
