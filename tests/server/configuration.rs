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
