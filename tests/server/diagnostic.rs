use super::client::{Client, modern, parse};
use serde_json::{Value, json};
use tower_lsp::ls_types::request::DocumentDiagnosticRequest;
use tower_lsp::ls_types::*;

const URI: &str = "file:///desk/bridge.txt";
const ARTICLE: &str =
    "Bridge reopens\n\nThe bridge reopened on Tuesday, the mayor of Elstow said.\n\nAdvertisement\n";

fn pulling() -> Value {
    let mut capabilities = modern();
    capabilities["textDocument"]["diagnostic"] = json!({"dynamicRegistration": false});
    capabilities["workspace"]["diagnostics"] = json!({"refreshSupport": true});
    capabilities
}

async fn pull(client: &mut Client, previous: Option<&str>) -> DocumentDiagnosticReport {
    let params = DocumentDiagnosticParams {
        text_document: TextDocumentIdentifier::new(parse(URI)),
        identifier: None,
        previous_result_id: previous.map(str::to_owned),
        work_done_progress_params: WorkDoneProgressParams::default(),
        partial_result_params: PartialResultParams::default(),
    };
    match client.request::<DocumentDiagnosticRequest>(params).await {
        DocumentDiagnosticReportResult::Report(report) => report,
        other => panic!("{other:?}"),
    }
}

fn full(report: DocumentDiagnosticReport) -> (String, Vec<Diagnostic>) {
    match report {
        DocumentDiagnosticReport::Full(report) => {
            let report = report.full_document_diagnostic_report;
            (report.result_id.unwrap(), report.items)
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_pulls_and_cannot_be_told_to_is_pushed_to() {
    let mut capabilities = pulling();
    capabilities["workspace"]["diagnostics"] = Value::Null;
    let (mut client, answer) = Client::start_with(json!({ "capabilities": capabilities })).await;
    assert_eq!(answer.capabilities.diagnostic_provider, None);
    client.open(URI, ARTICLE).await;
    assert_eq!(client.diagnostics().await.diagnostics.len(), 1);
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_pulls_is_not_pushed_to() {
    let (mut client, answer) = Client::start_with(json!({ "capabilities": pulling() })).await;
    assert!(matches!(
        answer.capabilities.diagnostic_provider,
        Some(DiagnosticServerCapabilities::Options(options)) if options.workspace_diagnostics
    ));
    client.open(URI, ARTICLE).await;
    let (first, items) = full(pull(&mut client, None).await);
    assert_eq!(items.len(), 1);
    match pull(&mut client, Some(&first)).await {
        DocumentDiagnosticReport::Unchanged(report) => {
            assert_eq!(report.unchanged_document_diagnostic_report.result_id, first);
        }
        other => panic!("{other:?}"),
    }
    client.change(URI, 2, &[([4, 0, 4, 13], "")]).await;
    let (second, items) = full(pull(&mut client, Some(&first)).await);
    assert_eq!(items, []);
    assert_ne!(first, second);
    client.close(URI).await;
    // The file does not exist, so there is nothing to say of it; and nothing was pushed, or `end` would find it.
    assert_eq!(full(pull(&mut client, None).await).1, []);
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_cannot_pull_is_not_offered_it() {
    let (client, answer) = Client::start_with(json!({ "capabilities": modern() })).await;
    assert!(answer.capabilities.diagnostic_provider.is_none());
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_workspace_is_reported_in_portions_with_progress() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..150 {
        std::fs::write(folder.path().join(format!("{n:03}.txt")), ARTICLE).unwrap();
    }
    std::fs::write(folder.path().join("requirements.txt"), "flask==1.0\nShare\n").unwrap();
    let root = format!("file://{}", folder.path().display());
    let mut params =
        json!({ "capabilities": pulling(), "workspaceFolders": [{"uri": root, "name": "desk"}] });
    params["initializationOptions"] = json!({"workspaceScan": false});
    let mut client = Client::start_with(params).await.0;
    let open = format!("{root}/007.txt");
    client.open(&open, "Bridge reopens\n\nThe bridge reopened on Tuesday, the mayor of Elstow said.\n").await;
    let ask = json!({"previousResultIds": [], "workDoneToken": "work", "partialResultToken": "part"});
    let answer = client.call("workspace/diagnostic", ask).await.unwrap();
    let mut items = answer["items"].as_array().unwrap().clone();
    let (mut begun, mut portions) = (false, 0);
    loop {
        let told = client.wait_for("progress", |m| m["method"] == "$/progress").await;
        let value = &told["params"]["value"];
        match (told["params"]["token"].as_str(), value["kind"].as_str()) {
            (Some("work"), Some("begin")) => begun = true,
            (Some("work"), Some("report")) => assert!(begun),
            (Some("work"), Some("end")) => break,
            (Some("part"), None) => {
                portions += 1;
                items.extend(value["items"].as_array().unwrap().clone());
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((items.len(), portions), (151, 2));
    let of = |items: &[Value], name: &str| {
        items.iter().find(|i| i["uri"].as_str().unwrap().ends_with(name)).unwrap().clone()
    };
    assert_eq!(of(&items, "003.txt")["items"].as_array().unwrap().len(), 1);
    // What is open counts as it stands in the editor.
    assert_eq!(
        (of(&items, "007.txt")["items"].as_array().unwrap().len(), &of(&items, "007.txt")["version"]),
        (0, &json!(1))
    );
    assert_eq!(of(&items, "requirements.txt")["items"].as_array().unwrap().len(), 0);

    let known: Vec<_> = items.iter().map(|i| json!({"uri": i["uri"], "value": i["resultId"]})).collect();
    let again = client.call("workspace/diagnostic", json!({ "previousResultIds": known })).await.unwrap();
    assert!(again["items"].as_array().unwrap().iter().all(|i| i["kind"] == "unchanged"));

    // A file that changes is read again, and the client is asked to ask again.
    std::fs::write(
        folder.path().join("003.txt"),
        "Bridge stays shut\n\nThe bridge is shut, the mayor of Elstow said.\n",
    )
    .unwrap();
    let changes = json!({"changes": [{"uri": format!("{root}/003.txt"), "type": 2}]});
    client
        .send(json!({"jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": changes}))
        .await;
    client.wait_for("a refresh", |m| m["method"] == "workspace/diagnostic/refresh").await;
    let again = client.call("workspace/diagnostic", json!({ "previousResultIds": known })).await.unwrap();
    let items = again["items"].as_array().unwrap();
    assert_eq!(items.iter().filter(|i| i["kind"] == "full").count(), 1);
    assert_eq!(of(items, "003.txt")["items"], json!([]));
    client.end().await;
}
