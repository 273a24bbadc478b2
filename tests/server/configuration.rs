use super::client::{Client, modern};
use serde_json::{Value, json};

const URI: &str = "file:///desk/bridge.txt";
const ARTICLE: &str =
    "Bridge reopens\n\nThe bridge reopened on Tuesday, the mayor of Elstow said.\n\nAdvertisement\n";

fn without_boilerplate() -> Value {
    json!({"config": {"rules": {"boilerplate": "off"}}})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_come_with_initialize() {
    let params = json!({ "capabilities": modern(), "initializationOptions": without_boilerplate() });
    let mut client = Client::start_with(params).await.0;
    client.open(URI, ARTICLE).await;
    assert_eq!(client.diagnostics().await.diagnostics, []);
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_are_pushed_live() {
    let mut client = Client::start(modern()).await;
    client.open(URI, ARTICLE).await;
    assert_eq!(client.diagnostics().await.diagnostics.len(), 1);
    let settings = |settings: Value| json!({"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration", "params": { "settings": settings }});
    client.send(settings(json!({ "copydesk": without_boilerplate() }))).await;
    assert_eq!(client.diagnostics().await.diagnostics.len(), 0);
    // Nonsense changes nothing, and is told.
    client.send(settings(json!({"copydesk": {"config": {"rules": {"boilerplate": "loud"}}}}))).await;
    let told = client.wait_for("a complaint", |m| m["method"] == "window/logMessage").await;
    assert!(told["params"]["message"].as_str().unwrap().contains("the editor's settings"), "{told}");
    client.send(settings(json!({"copydesk": null}))).await;
    assert_eq!(client.diagnostics().await.diagnostics.len(), 1);
    client.send(settings(Value::Null)).await;
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_are_pulled_where_the_client_tells_them() {
    let mut capabilities = modern();
    capabilities["workspace"] =
        json!({"configuration": true, "didChangeConfiguration": {"dynamicRegistration": true}});
    let mut client = Client::start(capabilities).await;
    let registration =
        client.wait_for("a registration", |m| m["method"] == "client/registerCapability").await;
    assert_eq!(registration["params"]["registrations"][0]["registerOptions"]["section"], "copydesk");
    client.open(URI, ARTICLE).await;
    assert_eq!(client.diagnostics().await.diagnostics.len(), 1);
    let asked = client.wait_for("a question", |m| m["method"] == "workspace/configuration").await;
    assert_eq!(asked["params"]["items"][0]["section"], "copydesk");
    client.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": [without_boilerplate()]})).await;
    assert_eq!(client.diagnostics().await.diagnostics.len(), 0);
    let changed =
        json!({"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration", "params": {"settings": null}});
    client.send(changed).await;
    let asked = client.wait_for("a question", |m| m["method"] == "workspace/configuration").await;
    client.send(json!({"jsonrpc": "2.0", "id": asked["id"], "result": [null]})).await;
    assert_eq!(client.diagnostics().await.diagnostics.len(), 1);
    client.end().await;
}

/// Two folders with settings of their own: in their files, and in the editor.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_folder_has_its_settings() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["daily", "weekly", "blog"];
    let uri = |name: &str| format!("file://{}", folder.path().join(name).display());
    for name in names {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("weekly/copydesk.toml"), "[rules]\nboilerplate = \"error\"\n").unwrap();
    let mut capabilities = modern();
    capabilities["workspace"] = json!({"configuration": true, "workspaceFolders": true});
    let folders: Vec<_> = names.iter().map(|name| json!({"uri": uri(name), "name": name})).collect();
    let params = json!({
        "capabilities": capabilities, "workspaceFolders": folders,
        "initializationOptions": {"workspaceScan": false}
    });
    let mut client = Client::start_with(params).await.0;
    let asked = client.wait_for("a question", |m| m["method"] == "workspace/configuration").await;
    let scopes: Vec<_> =
        asked["params"]["items"].as_array().unwrap().iter().map(|i| i["scopeUri"].as_str()).collect();
    assert_eq!(scopes, [None, Some(&*uri("daily")), Some(&*uri("weekly")), Some(&*uri("blog"))]);
    let answers = json!([null, {"inlayHints": true}, null, without_boilerplate()]);
    client.respond(&asked, answers).await;

    let speech = format!("{ARTICLE}\nThe mayor, Ruth Adair, came late. “It was about time,” she said.\n");
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let mut seen = Vec::new();
    for name in names.into_iter().chain(["elsewhere"]) {
        let uri = format!("{}/bridge.txt", uri(name));
        client.open(&uri, &speech).await;
        let mut severity = None;
        for diagnostic in client.diagnostics().await.diagnostics {
            if diagnostic.code == Some(tower_lsp::ls_types::NumberOrString::String("boilerplate".into())) {
                severity = diagnostic.severity;
            }
        }
        let hints = json!({"textDocument": {"uri": uri}, "range": range});
        let hints = client.call("textDocument/inlayHint", hints).await.unwrap();
        seen.push((name, json!(severity), !hints.is_null()));
    }
    let expected = [
        ("daily", json!(2), true),
        ("weekly", json!(1), false),
        ("blog", Value::Null, false),
        ("elsewhere", json!(2), false),
    ];
    assert_eq!(seen, expected);

    // A folder that comes later is asked for too.
    let late = json!({"uri": uri("late"), "name": "late"});
    let change = json!({"event": {"added": [late], "removed": [{"uri": uri("blog"), "name": "blog"}]}});
    client
        .send(json!({"jsonrpc": "2.0", "method": "workspace/didChangeWorkspaceFolders", "params": change}))
        .await;
    let asked = client.wait_for("a question", |m| m["method"] == "workspace/configuration").await;
    assert_eq!(asked["params"]["items"][3]["scopeUri"], uri("late"));
    client.ignore("textDocument/publishDiagnostics");
    client.respond(&asked, json!([null, {"inlayHints": true}, null, null])).await;
    client.end().await;
}
