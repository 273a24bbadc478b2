use super::client::{Client, Refusal, modern};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

const BRIDGE: &str = "\
Bridge to close for repairs

The bridge carries 4,000 lorries a day, the mayor, Ruth Adair, said. Critics say the toll is too high.

“We were told in March,” Adair said. Who will pay for it?
";

/// A newsroom with one article, open in an editor.
struct Desk {
    folder: Arc<tempfile::TempDir>,
    client: Client,
    uri: String,
}

impl Desk {
    async fn new(capabilities: Value) -> Self {
        Self::at(Arc::new(tempfile::tempdir().unwrap()), BRIDGE, capabilities).await
    }

    /// An editor on a newsroom that others may have open too.
    async fn at(folder: Arc<tempfile::TempDir>, text: &str, capabilities: Value) -> Self {
        std::fs::write(folder.path().join("bridge.txt"), text).unwrap();
        let root = format!("file://{}", folder.path().display());
        let uri = format!("{root}/bridge.txt");
        let params = json!({
            "capabilities": capabilities, "workspaceFolders": [{"uri": root, "name": "desk"}],
            "initializationOptions": {"workspaceScan": false, "codeLens": true}
        });
        let mut client = Client::start_with(params).await.0;
        client.open(&uri, text).await;
        Self { folder, client, uri }
    }

    async fn run(&mut self, command: &str, more: Value) -> Result<Value, Refusal> {
        let mut argument = more;
        argument["uri"] = json!(self.uri);
        let params = json!({ "command": command, "arguments": [argument] });
        self.client.call("workspace/executeCommand", params).await
    }

    async fn claims(&mut self) -> Value {
        self.run("copydesk.claims", json!({})).await.unwrap()
    }

    /// The rules of the next diagnostics.
    async fn rules(&mut self) -> Vec<String> {
        let diagnostics = self.client.diagnostics().await.diagnostics;
        diagnostics.iter().map(|d| json!(d.code).as_str().unwrap().to_owned()).collect()
    }

    async fn request(&mut self, method: &str, more: Value) -> Value {
        let mut params = more;
        params["textDocument"] = json!({ "uri": self.uri });
        self.client.call(method, params).await.unwrap()
    }
}

fn copydesk(folder: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_copydesk")).current_dir(folder).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_claim_is_verified_shown_and_withdrawn() {
    let mut desk = Desk::new(modern()).await;
    desk.rules().await;
    let answer = desk.claims().await;
    assert_eq!((&answer["article"], &answer["version"]), (&json!("bridge.txt"), &json!(1)));
    assert_eq!(answer["counts"], json!({"open": 3, "verified": 0, "disputed": 0, "stet": 0, "stale": 0}));
    let claim = &answer["claims"][0];
    assert_eq!(claim["range"]["start"], json!({"line": 2, "character": 0}));
    assert_eq!((&claim["status"], &claim["by"], &claim["was"]), (&json!("open"), &Value::Null, &Value::Null));
    assert_eq!(claim["speaker"], "Ruth Adair");
    let fingerprint = claim["fingerprint"].clone();

    let check = json!({
        "fingerprint": fingerprint, "status": "verified", "by": "Ines Falk",
        "sources": ["https://example.org/traffic"], "note": "counted in May"
    });
    let row = desk.run("copydesk.check", check).await.unwrap()["claim"].clone();
    assert_eq!(
        (&row["status"], &row["by"], &row["note"]),
        (&json!("verified"), &json!("Ines Falk"), &json!("counted in May"))
    );
    assert_eq!(row["fingerprint"], fingerprint);
    desk.rules().await;
    assert_eq!(desk.claims().await["claims"][0], row);
    assert_eq!(desk.claims().await["counts"]["verified"], 1);

    let uri = desk.uri.clone();
    let hover = json!(desk.client.hover(&uri, 2, 5).await);
    let told = hover["contents"]["value"].as_str().unwrap();
    assert!(told.contains("Verified by Ines Falk on 2") && told.contains("counted in May"), "{told}");
    let tokens = desk.request("textDocument/semanticTokens/full", json!({})).await;
    let modifiers: Vec<u64> =
        tokens["data"].as_array().unwrap().chunks(5).map(|t| t[4].as_u64().unwrap()).collect();
    assert!(modifiers.iter().any(|m| m & 4 != 0) && modifiers.iter().any(|m| m & 4 == 0), "{modifiers:?}");
    let lens = desk.request("textDocument/codeLens", json!({})).await;
    assert!(lens[0]["command"]["title"].as_str().unwrap().ends_with("1 of 3 claims checked"), "{lens}");

    let withdrawn = desk.run("copydesk.withdraw", json!({ "fingerprint": fingerprint })).await.unwrap();
    assert_eq!(withdrawn["claim"]["status"], "open");
    desk.rules().await;
    desk.client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reworded_claim_is_stale_and_decided_anew() {
    let mut desk = Desk::new(modern()).await;
    desk.rules().await;
    let fingerprint = desk.claims().await["claims"][0]["fingerprint"].clone();
    desk.run("copydesk.check", json!({ "fingerprint": fingerprint, "status": "verified" })).await.unwrap();
    assert!(!desk.rules().await.contains(&"stale-check".to_owned()));
    let uri = desk.uri.clone();
    desk.client.change(&uri, 2, &[([2, 19, 2, 24], "5,000")]).await;
    assert!(desk.rules().await.contains(&"stale-check".to_owned()));
    let claim = desk.claims().await["claims"][0].clone();
    assert_eq!(claim["status"], "stale");
    assert!(
        claim["was"].as_str().unwrap().contains("4,000") && claim["text"].as_str().unwrap().contains("5,000")
    );
    let check = json!({ "fingerprint": claim["fingerprint"], "status": "disputed" });
    let row = desk.run("copydesk.check", check).await.unwrap();
    assert_eq!((&row["claim"]["status"], &row["claim"]["was"]), (&json!("disputed"), &Value::Null));
    assert!(!desk.rules().await.contains(&"stale-check".to_owned()));

    // The statement goes altogether.
    desk.client.change(&uri, 3, &[([2, 0, 2, 69], "")]).await;
    assert!(desk.rules().await.contains(&"stale-check".to_owned()));
    let gone = desk.claims().await["claims"][0].clone();
    assert_eq!((&gone["gone"], &gone["range"]["start"]["line"]), (&json!(true), &json!(0)), "{gone}");
    desk.run("copydesk.withdraw", json!({ "fingerprint": gone["fingerprint"] })).await.unwrap();
    assert!(!desk.rules().await.contains(&"stale-check".to_owned()));
    desk.client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_finding_is_let_stand_by_its_action() {
    let mut desk = Desk::new(modern()).await;
    let diagnostics = desk.client.diagnostics().await.diagnostics;
    let vague = diagnostics.iter().find(|d| json!(d.code) == "vague-source").expect("a vague source");
    let context = json!({ "diagnostics": [vague] });
    let actions =
        desk.request("textDocument/codeAction", json!({ "range": vague.range, "context": context })).await;
    let actions = actions.as_array().unwrap();
    let stet =
        actions.iter().find(|a| a["command"]["command"] == "copydesk.stet").expect("a way to let it stand");
    let command = stet["command"].clone();
    desk.client.call("workspace/executeCommand", command).await.unwrap();
    assert!(!desk.rules().await.contains(&"vague-source".to_owned()));
    let stood = desk.claims().await["letStand"][0].clone();
    assert_eq!(
        (&stood["rule"], &stood["text"]),
        (&json!("vague-source"), &json!("Critics say the toll is too high."))
    );
    let withdraw = json!({ "rule": "vague-source", "fingerprint": stood["fingerprint"] });
    desk.run("copydesk.withdraw", withdraw).await.unwrap();
    assert!(desk.rules().await.contains(&"vague-source".to_owned()));
    desk.client.end().await;
}

/// Another program records a decision; a client that watches files tells the server, and for one that does not the server
/// looks by itself. What the server then publishes is what `lint` finds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_of_another_program_is_seen() {
    let mut watching = modern();
    watching["workspace"] = json!({ "didChangeWatchedFiles": {"dynamicRegistration": true} });
    for (capabilities, watches) in [(modern(), false), (watching, true)] {
        let mut desk = Desk::new(capabilities).await;
        let before = desk.rules().await;
        let folder = desk.folder.path().to_owned();
        copydesk(&folder, &["checks", "stet", "bridge.txt", "Critics", "--rule", "vague-source"]);
        if watches {
            let ledger = format!("file://{}/.copydesk/checks.jsonl", folder.display());
            let event = json!({ "changes": [{ "uri": ledger, "type": 1 }] });
            let news =
                json!({"jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": event});
            desk.client.send(news).await;
            desk.client.wait_for("the registration", |m| m["method"] == "client/registerCapability").await;
        }
        let after = desk.rules().await;
        assert!(before.contains(&"vague-source".to_owned()) && !after.contains(&"vague-source".to_owned()));
        let linted = copydesk(&folder, &["lint", "--format", "jsonl", "bridge.txt"]);
        let linted: Vec<String> = linted
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["rule"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(after, linted);
        desk.client.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_editors_at_once_lose_nothing() {
    const CLAIMS: usize = 16;
    let paid =
        |n: usize| format!("The mayor of Elstow, Ruth Adair, paid {} crowns for the boat.\n\n", n + 100);
    let text: String = (0..CLAIMS).map(paid).collect();
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let mut one = Desk::at(folder.clone(), &text, modern()).await;
    let mut other = Desk::at(folder.clone(), &text, modern()).await;
    let claims = one.claims().await["claims"].clone();
    let names: Vec<Value> = claims.as_array().unwrap().iter().map(|c| c["fingerprint"].clone()).collect();
    assert_eq!(names.len(), CLAIMS);
    let decide = async |desk: &mut Desk, by: &str, turn: usize| {
        for name in names.iter().skip(turn).step_by(2) {
            let check = json!({ "fingerprint": name, "status": "verified", "by": by });
            assert_eq!(desk.run("copydesk.check", check).await.unwrap()["claim"]["status"], "verified");
        }
    };
    tokio::join!(decide(&mut one, "one", 0), decide(&mut other, "other", 1));
    let ledger = std::fs::read_to_string(folder.path().join(".copydesk/checks.jsonl")).unwrap();
    assert_eq!(ledger.lines().count(), CLAIMS);
    for desk in [&mut one, &mut other] {
        // The other's last decision may be a look at the disk away.
        for _ in 0..100 {
            if desk.claims().await["counts"]["verified"] == CLAIMS {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let answer = desk.claims().await;
        assert_eq!(answer["counts"]["verified"], CLAIMS);
        let by: Vec<&str> =
            answer["claims"].as_array().unwrap().iter().map(|c| c["by"].as_str().unwrap()).collect();
        assert!(by.chunks(2).all(|pair| pair == ["one", "other"]), "{by:?}");
    }
    for desk in [&mut one, &mut other] {
        desk.client.ignore("textDocument/publishDiagnostics");
    }
    one.client.end().await;
    other.client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claims_are_decided_on_by_actions() {
    let mut desk = Desk::new(modern()).await;
    desk.client.ignore("textDocument/publishDiagnostics");
    let place = json!({"start": {"line": 2, "character": 5}, "end": {"line": 2, "character": 5}});
    let ask = |trigger: u8| json!({ "range": place, "context": {"diagnostics": [], "only": ["copydesk.check"], "triggerKind": trigger} });
    let titles = |actions: &Value| -> Vec<String> {
        actions.as_array().unwrap().iter().map(|a| a["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(desk.request("textDocument/codeAction", ask(2)).await, json!([]), "no light at every claim");
    let actions = desk.request("textDocument/codeAction", ask(1)).await;
    assert_eq!(titles(&actions), ["Verify this claim", "Dispute this claim", "Let this claim stand"]);
    desk.client.call("workspace/executeCommand", actions[0]["command"].clone()).await.unwrap();
    assert_eq!(desk.claims().await["claims"][0]["status"], "verified");
    let actions = desk.request("textDocument/codeAction", ask(1)).await;
    let titles = titles(&actions);
    assert_eq!(titles[..2], ["Dispute this claim", "Let this claim stand"]);
    assert!(titles[2].starts_with("Withdraw the decision: verified by "), "{titles:?}");
    desk.client.call("workspace/executeCommand", actions[2]["command"].clone()).await.unwrap();
    assert_eq!(desk.claims().await["claims"][0]["status"], "open");
    desk.client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_done_is_refused_in_a_sentence() {
    let mut desk = Desk::new(modern()).await;
    desk.rules().await;
    let unknown = json!({ "fingerprint": "0000000000000000", "status": "verified" });
    let refusal = desk.run("copydesk.check", unknown).await.unwrap_err();
    assert!(refusal.message.starts_with("there is no such claim"), "{refusal:?}");
    let odd =
        desk.run("copydesk.check", json!({ "fingerprint": "00", "status": "sworn" })).await.unwrap_err();
    assert!(odd.message.starts_with("the argument of copydesk.check: unknown variant"), "{odd:?}");
    let none = desk.run("copydesk.withdraw", json!({ "fingerprint": "00" })).await.unwrap_err();
    assert!(none.message.contains("no such decision"), "{none:?}");
    let none =
        desk.run("copydesk.stet", json!({ "rule": "vague-source", "fingerprint": "00" })).await.unwrap_err();
    assert!(none.message.contains("no such finding"), "{none:?}");
    assert!(!desk.folder.path().join(".copydesk").exists());

    desk.client.open("untitled:bridge", BRIDGE).await;
    desk.rules().await;
    desk.uri = "untitled:bridge".to_owned();
    let claims = desk.claims().await;
    assert_eq!(claims["article"], Value::Null);
    let check = json!({ "fingerprint": claims["claims"][0]["fingerprint"], "status": "verified" });
    let refusal = desk.run("copydesk.check", check).await.unwrap_err();
    assert!(refusal.message.contains("save it first"), "{refusal:?}");
    desk.client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_says_how_much_is_told() {
    let mut desk = Desk::new(modern()).await;
    desk.rules().await;
    let answer = desk.run("copydesk.people", json!({})).await.unwrap();
    let first = &answer["people"][0];
    assert_eq!(
        (&first["name"], &first["kind"], &first["quotations"]),
        (&json!("Ruth Adair"), &json!("person"), &json!(1))
    );
    assert!(first["mentions"].as_array().unwrap().len() >= 2);
    assert_eq!(first["introduction"]["start"]["line"], 2);
    let share = &answer["share"][0];
    assert_eq!((&share["name"], &share["quoted"]), (&json!("Ruth Adair"), &json!(5)), "{answer:#}");
    assert!(answer["words"].as_u64().unwrap() > 25);
    desk.client.end().await;
}
