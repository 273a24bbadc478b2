use super::client::{Client, modern, parse};
use super::process::{Process, message, request};
use serde_json::{Value, json};
use tower_lsp::ls_types::*;

const URI: &str = "file:///desk/bridge.txt";
const SHORT: &str = "Bridge reopens\n\nThe bridge reopened on Tuesday, the mayor of Elstow said.\n\nShare\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_known_encoding_of_the_client_is_taken() {
    for (offered, taken) in [
        (json!(["utf-32", "utf-8", "utf-16"]), PositionEncodingKind::UTF32),
        (json!(["utf-7", "utf-8"]), PositionEncodingKind::UTF8),
        (json!([]), PositionEncodingKind::UTF16),
        (Value::Null, PositionEncodingKind::UTF16),
    ] {
        let params = json!({"capabilities": {"general": {"positionEncodings": offered}}});
        let (client, answer) = Client::start_with(params).await;
        assert_eq!(answer.capabilities.position_encoding, Some(taken));
        assert_eq!(answer.server_info.unwrap().name, "copydesk");
        client.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_before_initialize_are_refused() {
    let mut client = Client::connect();
    let refusal = client.call("textDocument/hover", json!({})).await.unwrap_err();
    assert_eq!(refusal.code, -32002);
    client.call("initialize", json!({"capabilities": {}})).await.unwrap();
    let again = client.call("initialize", json!({"capabilities": {}})).await.unwrap_err();
    assert_eq!(again.code, -32600);
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nonsense_is_answered_and_survived() {
    let mut client = Client::start(modern()).await;
    let hover = "textDocument/hover";
    for (method, params, code) in [
        ("copydesk/noSuchThing", json!({}), -32601),
        (hover, json!({"textDocument": 3}), -32602),
        (hover, json!({"textDocument": {"uri": URI}, "position": {"line": -1, "character": 0}}), -32602),
        (hover, Value::Null, -32602),
        (hover, json!([[[]]]), -32602),
        (
            hover,
            json!({"textDocument": {"uri": "not a uri"}, "position": {"line": 0, "character": 0}}),
            -32602,
        ),
    ] {
        let refusal = client.call(method, params.clone()).await.unwrap_err();
        assert_eq!(refusal.code, code, "{method} {params}");
    }
    let old = r#"{"jsonrpc": "1.0", "method": "x", "id": 99999}"#;
    let old = format!("Content-Length: {}\r\n\r\n{old}", old.len());
    for (bytes, code) in [
        (&b"Content-Length: 9\r\n\r\n{\"jsonrpc"[..], -32700),
        (b"Content-Length: 2\r\n\r\n[]", -32600),
        (b"Content-Length: 4\r\n\r\ntrue", -32600),
        (b"Content-Length: 3\r\n\r\n\xff\xfe\xfd", -32700),
        (b"Content-Length: many\r\n\r\n", -32700),
        (b"no header at all\r\n\r\n", -32700),
        (old.as_bytes(), -32600),
    ] {
        client.send_bytes(bytes).await;
        let told = client.wait_for("the complaint", |m| m["id"].is_null() && m.get("error").is_some()).await;
        assert_eq!(told["error"]["code"], code, "{}", String::from_utf8_lossy(bytes));
    }
    // Notifications have no answer, however wrong they are.
    client.send(json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"a": 1}})).await;
    client.send(json!({"jsonrpc": "2.0", "method": "copydesk/noSuchNews"})).await;
    client.send(json!({"jsonrpc": "2.0", "method": "$/setTrace", "params": {"value": "off"}})).await;
    client.send(json!({"jsonrpc": "2.0", "id": 12345, "result": "an answer nobody asked for"})).await;
    client.change(URI, 7, &[([0, 0, 0, 0], "never opened")]).await;
    client.close(URI).await;
    assert_eq!(client.hover(URI, 0, 0).await, None);
    client.open(URI, "Share\n").await;
    assert_eq!(client.diagnostics().await.uri, parse(URI));
    assert_eq!(client.hover(URI, u32::MAX, u32::MAX).await, None);
    // Changes that change nothing, that lie nowhere, that end before they begin.
    client
        .send(message(
            "textDocument/didChange",
            json!({"textDocument": {"uri": URI, "version": 2}, "contentChanges": []}),
        ))
        .await;
    assert_eq!(client.diagnostics().await.version, Some(2));
    let far = u32::MAX;
    client.change(URI, 3, &[([far, far, far, far], "x"), ([0, 1, 0, 0], ""), ([far, 0, 0, 0], "")]).await;
    assert_eq!(client.diagnostics().await.version, Some(3));
    let negative = json!({"start": {"line": -1, "character": -5}, "end": {"line": 0, "character": 0}});
    let changes = json!([{"range": negative, "text": "y"}]);
    client
        .send(message(
            "textDocument/didChange",
            json!({"textDocument": {"uri": URI, "version": 4}, "contentChanges": changes}),
        ))
        .await;
    client.change(URI, 5, &[([0, 0, far, far], SHORT)]).await;
    let published = client.diagnostics().await;
    assert_eq!((published.version, published.diagnostics.len()), (Some(5), 1));
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_of_64_megabytes_hold_nobody_up() {
    const LONG: usize = 64 << 20;
    let mut client = Client::start(modern()).await;
    let refusal = client.call("copydesk/noSuchThing", json!({"x": "x".repeat(LONG)})).await.unwrap_err();
    assert_eq!(refusal.code, -32601);
    client.open(URI, SHORT).await;
    assert_eq!(client.diagnostics().await.diagnostics.len(), 1);
    let long = "file:///desk/long.txt";
    let paragraph =
        "The bridge reopened on Tuesday, the mayor of Elstow said, and the dockers went home.\n\n";
    client.open(long, &paragraph.repeat(LONG / paragraph.len())).await;
    // Other documents are served meanwhile, and the analysis is given up when the text changes.
    client.change(URI, 2, &[([4, 0, 4, 5], "")]).await;
    let published = client.diagnostics().await;
    assert_eq!((published.uri.as_str(), published.diagnostics.len()), (URI, 0));
    client.change(long, 2, &[([0, 0, u32::MAX, 0], SHORT)]).await;
    let published = client.diagnostics().await;
    assert_eq!((published.version, published.diagnostics.len()), (Some(2), 1));
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_after_shutdown_are_refused() {
    let mut client = Client::start(modern()).await;
    client.call("shutdown", Value::Null).await.unwrap();
    let refusal = client.call("textDocument/hover", json!({})).await.unwrap_err();
    assert_eq!(refusal.code, -32600);
    // `end` says shutdown a second time, which is refused too; so it is ended by hand.
    client.finish_after_shutdown().await;
}

#[test]
fn the_program_speaks_over_its_pipes_and_exits_with_0() {
    let mut server = Process::start(&["--stdio"]);
    server.send(request(1, "initialize", json!({"capabilities": modern()})));
    assert_eq!(server.receive()["result"]["serverInfo"]["name"], "copydesk");
    server.send(message("initialized", json!({})));
    assert_eq!(server.receive()["method"], "window/logMessage");
    let text = "Council reopens bridge\n\nAdvertisement\n\nThe council reopened the bridge on Tuesday, the mayor said.\n";
    let document = json!({"uri": URI, "languageId": "plaintext", "version": 4, "text": text});
    server.send(message("textDocument/didOpen", json!({ "textDocument": document })));
    let published = server.receive();
    assert_eq!(published["params"]["version"], 4);
    assert_eq!(published["params"]["diagnostics"][0]["code"], "boilerplate", "{published:#}");
    server.send(request(2, "shutdown", Value::Null));
    assert_eq!(server.receive()["result"], Value::Null);
    server.send(message("exit", Value::Null));
    assert_eq!(server.wait().code(), Some(0));
}

#[test]
fn exit_without_shutdown_gives_1() {
    let mut server = Process::start(&[]);
    server.send(message("exit", Value::Null));
    assert_eq!(server.wait().code(), Some(1));
    let mut server = Process::start(&[]);
    server.send(request(1, "initialize", json!({"capabilities": {}})));
    server.receive();
    server.send(message("exit", Value::Null));
    assert_eq!(server.wait().code(), Some(1));
}

#[test]
fn a_client_that_is_gone_ends_the_server() {
    let mut server = Process::start(&[]);
    server.send(request(1, "initialize", json!({"capabilities": {}})));
    server.hang_up();
    assert_eq!(server.wait().code(), Some(1));
}
