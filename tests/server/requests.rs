use super::client::{Client, modern};
use serde_json::{Value, json};

const URI: &str = "file:///desk/bridge.txt";
const ARTICLE: &str = "\
Council reopens bridge

Mayor Ruth Adair said on Tuesday that the bridge would open again in Elstow.

Advertisement

“We are tired of waiting,” Adair said. See https://example.org/bridge for the plan.
";

fn at(line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": URI}, "position": {"line": line, "character": character}})
}

fn document() -> Value {
    json!({"textDocument": {"uri": URI}})
}

fn with(mut params: Value, key: &str, value: Value) -> Value {
    params[key] = value;
    params
}

/// Every request there is, in its place.
fn every_request() -> Vec<(&'static str, Value)> {
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    vec![
        ("textDocument/hover", at(2, 8)),
        ("textDocument/definition", at(2, 8)),
        ("textDocument/references", with(at(2, 8), "context", json!({"includeDeclaration": true}))),
        ("textDocument/documentHighlight", at(2, 8)),
        ("textDocument/prepareRename", at(2, 8)),
        ("textDocument/documentSymbol", document()),
        ("textDocument/foldingRange", document()),
        ("textDocument/selectionRange", with(document(), "positions", json!([{"line": 2, "character": 8}]))),
        ("textDocument/semanticTokens/full", document()),
        ("textDocument/semanticTokens/full/delta", with(document(), "previousResultId", json!("0"))),
        ("textDocument/semanticTokens/range", with(document(), "range", range.clone())),
        ("textDocument/inlayHint", with(document(), "range", range.clone())),
        ("textDocument/completion", at(2, 7)),
        ("textDocument/documentLink", document()),
        ("textDocument/codeLens", document()),
        (
            "textDocument/codeAction",
            with(with(document(), "range", range), "context", json!({"diagnostics": []})),
        ),
        ("textDocument/diagnostic", document()),
        ("workspace/symbol", json!({"query": "cou"})),
        ("workspace/diagnostic", json!({"previousResultIds": []})),
        ("workspace/executeCommand", json!({"command": "copydesk.summary"})),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_request_has_an_answer_with_or_without_its_document() {
    let mut client = Client::start(modern()).await;
    for (method, params) in every_request() {
        client.call(method, params).await.unwrap_or_else(|refusal| panic!("{method}: {refusal:?}"));
    }
    client.open(URI, ARTICLE).await;
    client.diagnostics().await;
    for (method, params) in every_request() {
        client.call(method, params).await.unwrap_or_else(|refusal| panic!("{method}: {refusal:?}"));
    }
    let symbols = client.call("workspace/symbol", json!({"query": "cou"})).await.unwrap();
    let names: Vec<&str> = symbols.as_array().unwrap().iter().filter_map(|s| s["name"].as_str()).collect();
    assert!(names.contains(&"Council reopens bridge"), "{names:?}");
    let links = client.call("textDocument/documentLink", document()).await.unwrap();
    assert_eq!(links[0]["target"], "https://example.org/bridge");
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn positions_outside_the_text_harm_nothing() {
    let mut client = Client::start(modern()).await;
    client.open(URI, ARTICLE).await;
    client.diagnostics().await;
    for (line, character) in [(0, u32::MAX), (u32::MAX, 0), (u32::MAX, u32::MAX), (7, 0), (2, 77)] {
        for (method, mut params) in every_request() {
            if params.get("position").is_some() {
                params["position"] = json!({"line": line, "character": character});
            }
            if params.get("range").is_some() {
                let here = json!({"line": line, "character": character});
                params["range"] = json!({"start": here, "end": {"line": 0, "character": 0}});
            }
            client.call(method, params).await.unwrap_or_else(|refusal| panic!("{method}: {refusal:?}"));
        }
    }
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_finding_is_fixed_from_its_actions() {
    let mut client = Client::start(modern()).await;
    client.open(URI, ARTICLE).await;
    let diagnostic = client.diagnostics().await.diagnostics.remove(0);
    let context = json!({ "diagnostics": [diagnostic] });
    let params = with(with(document(), "range", json!(diagnostic.range)), "context", context);
    let actions = client.call("textDocument/codeAction", params).await.unwrap();
    let fix =
        &actions.as_array().unwrap().iter().find(|a| a["isPreferred"] == true).expect("a preferred fix");
    assert_eq!(fix["diagnostics"][0], json!(diagnostic));
    let edit = &fix["edit"]["changes"][URI][0];
    let [from, to] = ["start", "end"].map(|end| {
        [
            edit["range"][end]["line"].as_u64().unwrap() as u32,
            edit["range"][end]["character"].as_u64().unwrap() as u32,
        ]
    });
    client.change(URI, 2, &[([from[0], from[1], to[0], to[1]], edit["newText"].as_str().unwrap())]).await;
    assert_eq!(client.diagnostics().await.diagnostics, []);
    let explain = json!({"command": "copydesk.explain", "arguments": ["boilerplate"]});
    let explanation = client.call("workspace/executeCommand", explain).await.unwrap();
    assert!(explanation.as_str().unwrap().len() > 40);
    client.wait_for("the explanation", |m| m["method"] == "window/showMessage").await;
    // A client with a page for it is sent no message; `end` would find one that nobody looked at.
    let quiet = json!({"command": "copydesk.explain", "arguments": ["boilerplate", {"show": false}]});
    assert_eq!(client.call("workspace/executeCommand", quiet).await.unwrap(), explanation);
    let refusal =
        client.call("workspace/executeCommand", json!({"command": "copydesk.fly"})).await.unwrap_err();
    assert_eq!(refusal.code, -32602);
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_answers_nothing_is_served_all_the_same() {
    let mut capabilities = modern();
    capabilities["workspace"] = json!({
        "configuration": true,
        "didChangeConfiguration": {"dynamicRegistration": true},
        "didChangeWatchedFiles": {"dynamicRegistration": true},
        "diagnostics": {"refreshSupport": true},
        "semanticTokens": {"refreshSupport": true}
    });
    let mut client = Client::start(capabilities).await;
    client.open(URI, ARTICLE).await;
    client.diagnostics().await;
    for _ in 0..200 {
        let news = json!({"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration", "params": {"settings": null}});
        client.send(news).await;
    }
    // 201 questions, none of which gets an answer.
    for _ in 0..=200 {
        client.wait_for("a question", |m| m["method"] == "workspace/configuration").await;
    }
    client.hover(URI, 2, 8).await;
    let ids: Vec<i64> = {
        let mut ids = Vec::new();
        for _ in 0..200 {
            ids.push(client.ask("textDocument/hover", at(2, 8)).await);
        }
        ids
    };
    for id in ids.into_iter().rev() {
        client.answer(id).await.unwrap();
    }
    client.wait_for("the registration", |m| m["method"] == "client/registerCapability").await;
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_request_is_answered_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let paragraph =
        "The bridge reopened on Tuesday, the mayor of Elstow said, and the dockers went home.\n\n";
    for n in 0..200 {
        std::fs::write(folder.path().join(format!("{n}.txt")), paragraph.repeat(100)).unwrap();
    }
    let root = format!("file://{}", folder.path().display());
    let params = json!({
        "capabilities": modern(), "workspaceFolders": [{"uri": root, "name": "desk"}],
        "initializationOptions": {"workspaceScan": false}
    });
    let mut client = Client::start_with(params).await.0;
    let id = client.ask("workspace/symbol", json!({"query": "x"})).await;
    client.send(json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": id }})).await;
    assert_eq!(client.answer(id).await.unwrap_err().code, -32800);
    client.end().await;
}
