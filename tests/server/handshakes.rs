//! What real clients say first. The handshakes of Visual Studio Code (code-server 4.139), Neovim 0.11.4 and Emacs
//! (Eglot 1.9 in Emacs 28.2) were recorded between program and editor, with the folder's name changed to `/desk`;
//! that of Helix is written after what Helix 25.07 sends.

use super::client::Client;
use serde_json::{Value, json};

const ARTICLE: &str = "\
Council reopens bridge

Mayor Ruth Adair said on Tuesday that the bridge would open again in Elstow.

Advertisement

“We are tired of waiting,” Adair said.
";

/// A client, and what it must be given.
struct Editor {
    handshake: &'static str,
    encoding: &'static str,
    /// Asks for diagnostics, and so is sent none.
    pulls: bool,
    /// Of hovers.
    markup: &'static str,
    /// Shows the outline as a tree.
    tree: bool,
    /// Gets edits of actions when they are chosen.
    resolves: bool,
    /// Asks what would be renamed.
    prepares: bool,
    /// Gets the version of a document with its edits.
    versions: bool,
    /// Watches files for the server.
    watches: bool,
    tells_settings: bool,
    shows_progress: bool,
}

async fn at_work(editor: Editor) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bridge.txt"), ARTICLE).unwrap();
    let root = folder.path().display().to_string();
    let uri = format!("file://{root}/bridge.txt");
    let params: Value = serde_json::from_str(&editor.handshake.replace("/desk", &root)).unwrap();
    let document = json!({ "uri": uri });
    let at = |line: u32, character: u32| json!({"textDocument": document, "position": {"line": line, "character": character}});

    let (mut client, answer) = Client::start_with(params).await;
    let offered = json!(answer.capabilities);
    assert_eq!(offered["positionEncoding"], editor.encoding);
    assert_eq!(offered["textDocumentSync"]["change"], 2);
    assert_eq!(offered["diagnosticProvider"].is_null(), !editor.pulls);
    assert_eq!(offered["renameProvider"]["prepareProvider"] == true, editor.prepares);
    if editor.tells_settings {
        let asked = client.wait_for("a question", |m| m["method"] == "workspace/configuration").await;
        client.respond(&asked, json!([null])).await;
    }
    if editor.watches {
        let asked = client.wait_for("a registration", |m| m["method"] == "client/registerCapability").await;
        let registrations = asked["params"]["registrations"].as_array().unwrap();
        assert!(registrations.iter().any(|r| r["method"] == "workspace/didChangeWatchedFiles"), "{asked}");
        client.respond(&asked, Value::Null).await;
    }
    if editor.shows_progress {
        let asked =
            client.wait_for("a progress bar", |m| m["method"] == "window/workDoneProgress/create").await;
        client.respond(&asked, Value::Null).await;
        let ends = |m: &Value| m["method"] == "$/progress" && m["params"]["value"]["kind"] == "end";
        let ended = client.wait_for("the end of the scan", ends).await;
        assert_eq!(ended["params"]["token"], asked["params"]["token"]);
        client.ignore("$/progress");
    }

    client.open(&uri, ARTICLE).await;
    let diagnostics = if editor.pulls {
        let report = client.call("textDocument/diagnostic", json!({"textDocument": document})).await.unwrap();
        report["items"].clone()
    } else {
        json!(client.diagnostics().await.diagnostics)
    };
    assert_eq!(diagnostics[0]["code"], "boilerplate", "{diagnostics}");

    let hover = client.call("textDocument/hover", at(2, 8)).await.unwrap();
    assert_eq!(hover["contents"]["kind"], editor.markup);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Ruth Adair"), "{hover}");
    let symbols =
        client.call("textDocument/documentSymbol", json!({"textDocument": document})).await.unwrap();
    assert_eq!(symbols[0]["selectionRange"].is_object(), editor.tree, "{symbols}");
    if editor.prepares {
        let prepared = client.call("textDocument/prepareRename", at(2, 8)).await.unwrap();
        assert_eq!(prepared["placeholder"], "Ruth Adair");
    }
    let edits = |edit: &Value| {
        let versioned = &edit["documentChanges"][0];
        assert_eq!(edit["documentChanges"].is_null(), !editor.versions, "{edit}");
        if editor.versions {
            assert_eq!(
                (&versioned["textDocument"]["version"], &versioned["textDocument"]["uri"]),
                (&json!(1), &json!(uri))
            );
        }
        let edits = if editor.versions { &versioned["edits"] } else { &edit["changes"][&uri] };
        edits.as_array().unwrap_or_else(|| panic!("no edits: {edit}")).len()
    };
    let renamed =
        json!({"textDocument": document, "position": {"line": 2, "character": 8}, "newName": "Ruth Blair"});
    let renamed = client.call("textDocument/rename", renamed).await.unwrap();
    assert_eq!(edits(&renamed), 2, "{renamed}");

    let asked = json!({"textDocument": document, "range": diagnostics[0]["range"], "context": {"diagnostics": diagnostics}});
    let actions = client.call("textDocument/codeAction", asked).await.unwrap();
    let mut fix = actions.as_array().unwrap().iter().find(|a| a["isPreferred"] == true).unwrap().clone();
    assert_eq!(fix["edit"].is_null(), editor.resolves, "{fix}");
    if editor.resolves {
        fix = client.call("codeAction/resolve", fix).await.unwrap();
    }
    assert_eq!(edits(&fix["edit"]), 1);
    // After the “A” of “Adair”; the quotation marks before it are three bytes each.
    let column = if editor.encoding == "utf-8" { 32 } else { 28 };
    let completed = client.call("textDocument/completion", at(6, column)).await.unwrap();
    let item = completed["items"][0].clone();
    let resolved = client.call("completionItem/resolve", item).await.unwrap();
    assert!(!resolved["documentation"].is_null(), "{resolved}");
    client.close(&uri).await;
    if !editor.pulls {
        assert_eq!(client.diagnostics().await.diagnostics, []);
    }
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn visual_studio_code() {
    at_work(Editor {
        handshake: include_str!("handshakes/vscode.json"),
        encoding: "utf-16",
        pulls: true,
        markup: "markdown",
        tree: true,
        resolves: true,
        prepares: true,
        versions: true,
        watches: true,
        tells_settings: true,
        shows_progress: true,
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn neovim() {
    at_work(Editor {
        handshake: include_str!("handshakes/neovim.json"),
        encoding: "utf-8",
        pulls: false,
        markup: "markdown",
        tree: true,
        resolves: true,
        prepares: true,
        versions: false,
        watches: false,
        tells_settings: true,
        shows_progress: true,
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn emacs() {
    at_work(Editor {
        handshake: include_str!("handshakes/emacs.json"),
        encoding: "utf-16",
        pulls: false,
        markup: "plaintext",
        tree: true,
        resolves: false,
        prepares: false,
        versions: true,
        watches: true,
        tells_settings: true,
        shows_progress: false,
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn helix() {
    at_work(Editor {
        handshake: include_str!("handshakes/helix.json"),
        encoding: "utf-8",
        pulls: false,
        markup: "markdown",
        tree: false,
        resolves: true,
        prepares: true,
        versions: true,
        watches: true,
        tells_settings: true,
        shows_progress: true,
    })
    .await;
}
